"""Auditing finished files of anybody, alone or together with what was published before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import number
from workforce_tui.i18n import _
from workforce_tui.services.attacking import audit_any, earlier_file
from workforce_tui.services.ledger import figures_told, is_reader_of, known_publications
from workforce_tui.services.policy import policy_in_force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.auditing.report import AuditReport, Given
    from workforce_tui.services.workspace import Workspace


def check_disclosure(
    ws: Workspace, files: Sequence[Path], *, earlier: Sequence[Path] = (), profile_code: str, with_ledger: bool = False
) -> AuditReport:
    """What a reader of *files* could work out, held to the thresholds of a profile.

    Raises:
        WorkforceError: a file is not there or cannot be read in full, or the profile withholds nothing.
    """
    profile = policy_in_force(ws).profile(profile_code)
    if not profile.withholds:
        raise WorkforceError(
            _("The profile {profile} withholds nothing, so there is nothing to hold the files to.").format(
                profile=profile.code
            ),
            _("Choose NETWORK, TASKFORCE or PUBLIC."),
        )
    for file in (*files, *earlier):
        if not file.is_file():
            raise WorkforceError(_("There is no file {file}.").format(file=file), _("Check its name."))
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:
        before = [*earlier, *(_ledger_files(ws, str(profile.code), Path(name)) if with_ledger else ())]
        return audit_any(files, threshold=profile.threshold, width=profile.protection, earlier=before)


def _ledger_files(ws: Workspace, profile: str, folder: Path) -> list[Path]:
    entries = tuple(filter(is_reader_of, known_publications(ws, profile)))
    held = zip(entries, figures_told(ws, entries), strict=True)
    return [earlier_file(entry, figures, folder) for entry, figures in held]


def report_record(report: AuditReport) -> dict[str, Any]:
    """What an audit found, as JSON."""
    return {
        "status": "unsafe" if not report.safe else "unsure" if report.questions else "safe",
        "files": list(report.files),
        "figures": report.figures,
        "withheld": report.withheld,
        "checked": report.checked,
        "smallest_interval": report.smallest,
        "without_codes": list(report.uncoded),
        "tables_joined": report.tables,
        "tables_not_joined": report.loose,
        "confined": [
            {
                "kind": one.kind,
                "what": one.what,
                "low": one.low,
                "high": one.high,
                "because": list(one.because),
                "proved": one.proved,
            }
            for one in report.confined
        ],
        "leaks": [_given(one) for one in report.leaks],
        "questions": [_given(one) for one in report.questions],
    }


def _given(one: Given) -> dict[str, str]:
    return {"where": one.where, "text": one.text, "reason": one.reason, "message": one.message}


def report_lines(report: AuditReport) -> tuple[str, ...]:
    """What an audit found, in lines."""
    text = _("Figures read: {figures}, withheld: {withheld}. Sums attacked: {checked}.")
    lines = [
        text.format(figures=number(report.figures), withheld=number(report.withheld), checked=number(report.checked))
    ]
    for one in report.confined:
        high = _("any number") if one.high is None else number(one.high)
        found = _("Can be worked out: {what} is from {low} to {high}.")
        if one.kind == "small":
            found = _("Shown, though it is under the threshold: {what} is from {low} to {high}.")
        lines.append(found.format(what=one.what, low=number(one.low), high=high))
        lines += [f"  - {reason}" for reason in one.because]
    lines += [f"{leak.where}: {leak.message} {leak.text}".strip() for leak in (*report.leaks, *report.questions)]
    lines += _without_codes(report)
    verdict = _("Nothing can be worked out.") if report.safe else _("These files give people away.")
    if report.safe and report.questions:
        verdict = _("Nothing can be worked out of the tables. Of what is named above nothing is known: look at it.")
    return (*lines, verdict)


def _without_codes(report: AuditReport) -> tuple[str, ...]:
    """What was and was not checked of a page or document alone: figures one by one would say whose each is."""
    if not report.uncoded:
        return ()
    alone = _(
        "{files}: read without its figures one by one. Whose the rows are is taken from titles, headings and codes "
        "beside a table where it has any; what is rounded, and which totals are not, from the notes."
    )
    joined = _(
        "Tables read as counts of people and attacked together: {tables}. Other tables, of which the numbers were "
        "compared with what is withheld but which could not be joined with the rest: {loose}."
    )
    return (
        alone.format(files=", ".join(report.uncoded)),
        joined.format(tables=report.tables, loose=report.loose),
        _("Check it together with the tidy file (.csv) or the workbook: they say it of each figure."),
    )
