"""Whether spreadsheets are accessible, for the commands: what was found, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.workbook_check import Finding, check_workbook
from workforce_tui.auditing.workbook_rules import Weight
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def findings_of(path: Path) -> tuple[Finding, ...]:
    """Every rule of accessible spreadsheets that a file breaks.

    Raises:
        WorkforceError: there is no .xlsx or .ods file there that can be read.
    """
    return check_workbook(path)


def passes(findings: Sequence[Finding]) -> bool:
    """Whether no essential rule is broken."""
    return not any(one.rule.weight is Weight.MUST for one in findings)


def findings_record(path: Path, findings: Sequence[Finding]) -> dict[str, Any]:
    """The answer as JSON."""
    return {
        "file": path.name,
        "passes": passes(findings),
        "findings": [
            {
                "rule": one.rule.code,
                "weight": str(one.rule.weight),
                "sheet": one.sheet,
                "cell": one.cell,
                "detail": one.detail,
                "message": one.message,
            }
            for one in findings
        ],
    }


def findings_lines(path: Path, findings: Sequence[Finding]) -> Iterator[str]:
    """The answer in words: essential rules are marked ▲, others ·."""
    if not findings:
        yield _("{file} breaks no rule that a program can check.").format(file=path.name)
        return
    for one in findings:
        where = " ".join(filter(None, (one.sheet, one.cell)))
        mark = "▲" if one.rule.weight is Weight.MUST else "·"
        yield f"{mark} {where}: {one.message}" if where else f"{mark} {one.message}"
    must = sum(one.rule.weight is Weight.MUST for one in findings)
    yield _("Essential rules broken: {must}. Others: {others}.").format(must=must, others=len(findings) - must)
