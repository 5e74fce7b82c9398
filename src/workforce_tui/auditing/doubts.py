"""Pages and documents alone: what is certain of them, and what only their headings say.

Whose the rows of their tables are is taken from titles and headings, and which totals are exact from their notes. What
is found only where several tables are joined by that may be a wrong reading as well as a leak: somebody is asked, and
told what to add. What a table says by itself is certain.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.report import Given
from workforce_tui.auditing.wording import reason_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.auditing.report import AuditReport, Confined

BY_HEADINGS = (".html", ".htm", ".docx")
"""The files whose tables are joined by titles and headings alone."""
_JOINED, _NOT_JOINED = "joined", "not_joined"
_SHARE = "share"
"""Whom a percentage is of whose count stands in another table."""
_OF_SEVERAL = frozenset({"contradiction", "unknown_measure"})
"""What only a comparison of tables finds."""


def doubted(report: AuditReport, alone: AuditReport) -> AuditReport:
    """What an audit of pages and documents found, of which only that is certain which each table says *alone*."""
    proved = tuple(one for one in alone.confined if one.proved and one.kind != _SHARE)
    leaks = tuple(one for one in alone.leaks if one.reason not in _OF_SEVERAL)
    questions = dict.fromkeys((*report.questions, *_doubts(report, proved, alone.leaks)))
    return replace(report, confined=proved, leaks=leaks, questions=tuple(questions))


def _doubts(report: AuditReport, proved: Sequence[Confined], leaks: Sequence[Given]) -> Iterator[Given]:
    sure = {_key(one) for one in proved}
    files = ", ".join(report.files)
    for one in report.confined:
        if _key(one) not in sure:
            yield Given(one.source or files, one.what, _JOINED, reason_text(_JOINED))
    for leak in report.leaks:
        if leak.reason in _OF_SEVERAL:
            yield Given(leak.where.strip() or files, leak.text, _NOT_JOINED, reason_text(_NOT_JOINED))
        elif leak not in leaks:
            yield leak


def _key(one: Confined) -> tuple[str, str]:
    return one.kind, one.what
