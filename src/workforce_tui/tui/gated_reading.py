"""What threads fetch for the screens while a profile is in force: gated reports, and exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.domain.table import Table
    from workforce_tui.services.gate import GatedReport
    from workforce_tui.services.publishing import ExportRequest
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View


FIGURES = ("minority", "known", "share")
AIMS = ("share", "target", "status", "gap_points", "persons_short", "minority", "known")
"""What a place is about: those columns come first, as a terminal has no room for all of them."""


@dataclass(frozen=True, slots=True)
class GatedFigures:
    """A gated report ready to draw: its table, a sentence for each row, and why each withheld cell is withheld.

    `start` is the row that is looked at first.
    """

    report: GatedReport
    table: Table
    sentences: tuple[str, ...]
    reasons: tuple[tuple[str, ...], ...]
    line: str
    start: int = 0


def profile_in_force() -> str:
    """The profile of the environment; RAW without one."""
    from workforce_tui.services.policy import profile_from_environment

    return profile_from_environment()


def gated_overview(ws: Workspace, view: View) -> GatedFigures:
    """All staff: of one organisation over its snapshots, of all organisations by area."""
    from workforce_tui.services.gate import gated_report, gated_trend

    if view.organisation is None:
        query = ReportQuery(None, view.as_at, Dimension.AREA, view.definition)
        return _ready(gated_report(ws, query, view.profile))
    report = gated_trend(ws, view.organisation, definition=view.definition, profile_code=view.profile)
    return _ready(report, over_time=True)


def gated_representation(ws: Workspace, view: View) -> GatedFigures:
    """The report the choices ask for."""
    from workforce_tui.services.gate import gated_report

    return _ready(gated_report(ws, view.query(), view.profile))


def gated_targets(ws: Workspace, view: View) -> GatedFigures:
    """The targets of the organisation shown; all organisations together have the table by organisation."""
    from workforce_tui.services.gate import gated_report
    from workforce_tui.services.gate_targets import gated_targets as targets_of

    if view.organisation is None:
        query = ReportQuery(None, None, Dimension.ORGANISATION, view.definition)
        return _ready(gated_report(ws, query, view.profile), first=AIMS)
    figures = _ready(targets_of(ws, view.organisation, view.profile), first=AIMS)
    name = figures.report.organisation.name if figures.report.organisation else ""
    title = _("Targets: {name}").format(name=name)
    return replace(figures, table=replace(figures.table, title=title, row_heading=_("Target for")))


def _ready(report: GatedReport, *, over_time: bool = False, first: Sequence[str] = FIGURES) -> GatedFigures:
    from workforce_tui.domain.cells import NotAvailable, Withheld
    from workforce_tui.services.gate import why
    from workforce_tui.services.gate_tables import gated_table, profile_line, sentence

    table = _with_first(gated_table(report, over_time=over_time), first)
    reasons = tuple(
        tuple(
            why(report.profile, cell.reason)
            if isinstance(cell, Withheld)
            else cell.reason
            if isinstance(cell, NotAvailable)
            else ""
            for cell in row.cells
        )
        for row in table.rows
    )
    latest = len(table.rows) - 1 if over_time else 0
    return GatedFigures(report, table, tuple(map(sentence, report.rows)), reasons, profile_line(report), latest)


def _with_first(table: Table, first: Sequence[str]) -> Table:
    """The table with the columns a place is about before the others; one of ethnic groups as it is."""
    keys = [column.key for column in table.columns]
    if not set(first) <= set(keys):
        return table
    order = [*map(keys.index, first), *(place for place, key in enumerate(keys) if key not in first)]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in order)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in order), rows=rows)


def preview(ws: Workspace, request: ExportRequest, on_step: Callable[[str], None]) -> tuple[str, ...]:
    """What an export would keep back and what the audit says of it, in lines; nothing is written."""
    from workforce_tui.services.rehearsing import rehearse

    return rehearse(ws, request, on_step).lines()


def hand_out(ws: Workspace, request: ExportRequest, on_step: Callable[[str], None]) -> tuple[str, ...]:
    """Protect, write, audit and hand out; what was done, in lines."""
    from workforce_tui.services.publication_loss import loss_lines
    from workforce_tui.services.publishing import export

    done = export(ws, request, on_step)
    said = _("Publication {number} is in the ledger.").format(number=done.entry.id)
    return (said, done.audit.line(), *(file.name for file in done.entry.files), *loss_lines(done.prepared))


def publications(ws: Workspace) -> tuple[LedgerEntry, ...]:
    """What was handed out, newest first."""
    from workforce_tui.services.ledger import publications_seen

    return publications_seen(ws)
