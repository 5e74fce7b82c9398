"""Targets in an edition: each beside the figure of its scope as the edition shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.targets import progress
from workforce_tui.i18n import _
from workforce_tui.services.comparison import with_value
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate_cells import drawn, row_cells
from workforce_tui.services.gate_shields import Shield
from workforce_tui.services.gate_targets import WORKFORCE
from workforce_tui.services.release import key_of
from workforce_tui.services.representation import representation_report
from workforce_tui.services.targets import scope_label, target_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.domain.targets import Target
    from workforce_tui.services.gate_shields import Shield
    from workforce_tui.services.release_plan import PlannedRow, PlannedTable
    from workforce_tui.services.workspace import Workspace

PROGRESS = ("share", "gap_points", "persons_short", "status")


def targets_under(ws: Workspace, targets: Sequence[Target], shield: Shield, day: date) -> Table:
    """Every target: what it asks for, and how far it is, by the verdicts of the edition itself."""
    rows = tuple(_row(ws, shield, one, day) for one in targets)
    owner = shield.draft.source.organisation
    return Table(
        title=_("Targets: {organisation}").format(organisation=owner.name if owner else ""),
        row_heading=_("For"),
        columns=tuple(_columns()),
        rows=rows,
        notes=(
            _("What is at present is the percentage of the tables of staff; the gap is that less the target."),
            _("Status and people short are given only where the counts they rest on are."),
        ),
        as_at=day,
    )


def _columns() -> Iterator[Column]:
    yield Column("target", _("Target"), numeric=False)
    yield Column("definition", _("Who is counted"), numeric=False)
    yield Column("present", _("At present"), "%", numeric=False)
    yield Column("gap", _("Gap"), _("points"), numeric=False)
    yield Column("persons_short", _("People short"), numeric=False)
    yield Column("standing", _("Status"), numeric=False)
    yield Column("due", _("Due"), numeric=False)
    yield Column("owner", _("Owner"), numeric=False)
    yield Column("rationale", _("Why"), numeric=False)


def _row(ws: Workspace, shield: Shield, target: Target, day: date) -> Row:
    found = _progress(ws, shield, target, day)
    cells: tuple[Cell, ...] = (
        Shown(target_text(target)),
        Shown(definition_name(target.definition)),
        *(drawn(name, found[name]) for name in PROGRESS),
        _text(long_date(target.due) if target.due else ""),
        _text(target.owner),
        _text(target.rationale or target.not_set_reason),
    )
    return Row(scope_label(target.scope), cells, f"{target.scope}/{target.definition}")


def _progress(ws: Workspace, shield: Shield, target: Target, day: date) -> Mapping[str, Cell]:
    missing = NotAvailable(_("No table of this edition has the staff it is for."))
    kind, _colon, key = target.scope.partition(":")
    by = Dimension.TIER if kind == WORKFORCE else Dimension(kind) if kind in set(Dimension) else None
    placed = None if by is None else _planned(shield, by, key)
    if by is None or placed is None:
        return dict.fromkeys(PROGRESS, missing)
    table, row = placed
    asked = replace(table, definition=target.definition)

    def key_for(measure: str) -> FigureKey:
        return key_of(asked, row, measure)

    if key_for("share") not in shield.protection.verdicts and key_for("share") not in shield.draft.absent:
        return dict.fromkeys(PROGRESS, missing)
    report = representation_report(ws, ReportQuery(target.organisation, day, by, target.definition))
    raw = next((one for one in (*report.rows, report.total) if one is not None and one.key == key), None)
    if raw is not None:
        raw = replace(raw, progress=progress(with_value(target), raw.figures, day))  # of the target as it was signed
    return row_cells(shield, key_for, row, target.definition, raw).cells


def _planned(shield: Shield, by: Dimension, key: str) -> tuple[PlannedTable, PlannedRow] | None:
    """The table and row of the staff a target is for; None where no table has them."""
    for table in shield.draft.tables:
        if table.dimension == by and not table.groups and not table.cut:
            for row in table.rows:
                if row.key == key:
                    return table, row
    return None


def _text(text: str) -> Cell:
    return Shown(text) if text else NotAvailable(_("not stated"))
