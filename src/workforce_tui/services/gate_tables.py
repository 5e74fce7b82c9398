"""Gated reports as tables, as records and in sentences: what the screens and the commands draw under a profile."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension
from workforce_tui.services.gate import reasons_of
from workforce_tui.services.gate_cells import NO_TARGET, drawn
from workforce_tui.services.publication_text import profile_facts
from workforce_tui.services.tables import columns, dimension_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.gate import GatedReport
    from workforce_tui.services.gate_cells import GatedRow

PERCENTAGES = ("share", "declaration_rate", "target")


def gated_table(report: GatedReport, *, over_time: bool = False) -> Table:
    """A gated report as a table; *over_time* has a row for each date."""
    name = report.organisation.name if report.organisation else _("All organisations of Wales")
    by = dimension_name(report.query.by)
    shown = shown_columns(report)
    title = _("Ethnic minority representation by {dimension}: {name}").format(dimension=by.lower(), name=name)
    if over_time:
        title = report.rows[0].label if report.rows else name
        title = _("{name}: {row} over time").format(name=name, row=title)
    return Table(
        title=title,
        row_heading=_("As at") if over_time else by,
        columns=shown,
        rows=tuple(
            Row(long_date(row.as_at) if over_time else row.label, _drawn(row, shown), row.key) for row in report.rows
        ),
        notes=(
            _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(
                name=definition_name(report.query.definition)
            ),
            profile_line(report),
            *(f"{label}: {text}" for label, text in profile_facts(report.profile)),
        ),
        as_at=report.as_at,
        definition=report.query.definition,
    )


def profile_line(report: GatedReport) -> str:
    """Under which profile the figures are seen, and how many of them are withheld."""
    names = [column.key for column in shown_columns(report)]
    cells = [row.cells[name] for row in report.rows for name in names]
    hidden = sum(isinstance(cell, Withheld) for cell in cells)
    text = _("Profile {profile}. Cells withheld: {hidden} of {of}.")
    return text.format(profile=report.profile.code, hidden=number(hidden), of=number(len(cells)))


def shown_columns(report: GatedReport) -> tuple[Column, ...]:
    """The columns of a report; a table of ethnic groups has only those that are of a group."""
    if report.query.by is not Dimension.GROUP:
        return columns()
    return tuple(column for column in columns() if column.key in ("headcount", "share", "interval"))


def _drawn(row: GatedRow, shown: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple(drawn(column.key, row.cells[column.key]) for column in shown)


def gated_record(row: GatedRow, by: str) -> dict[str, Any]:
    """A row by the keys of the report commands: null for what is withheld or does not exist, and which is which.

    Shares are from 0 to 1, as they were published; the interval is text.
    """
    record: dict[str, Any] = {
        "organisation": row.organisation or None,
        "as_at": row.as_at.isoformat(),
        by: row.key if by == "organisation" else row.label,
        "key": row.key,
        "definition": str(row.definition),
    }
    record |= {column.key: _value(column.key, row.cells[column.key]) for column in columns()}
    record["withheld"] = dict(reasons_of(row))
    record["not_available"] = {name: cell.reason for name, cell in row.cells.items() if isinstance(cell, NotAvailable)}
    return record


def _value(name: str, cell: Cell) -> Any:
    if not isinstance(cell, Shown):
        return None
    match cell.value:
        case Decimal() as percentage:
            return float(percentage / 100) if name in PERCENTAGES else float(percentage)
        case Count() as count:
            return count.as_json()
        case value:
            return None if value == NO_TARGET else value


def sentence(row: GatedRow) -> str:
    """A gated row as a sentence: what may be said of it, and [c] for the rest."""
    texts = {column.key: cell_text(drawn(column.key, row.cells[column.key])) for column in columns()}
    text = _("{label}: ethnic minority {minority} of {known} known, share {share}; headcount {headcount}.")
    said = text.format(label=row.label, **{name: texts[name] for name in ("minority", "known", "share", "headcount")})
    when = _("As at {date}.").format(date=long_date(row.as_at))
    return f"{said} {when} {definition_name(row.definition)}."
