"""The summary of indicators in long form: a row for each, with its counts, its value, its interval and its marker."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import half_up
from workforce_tui.domain.indicator_catalogue import VERSION, family
from workforce_tui.domain.indicators import Kind, flag_name
from workforce_tui.domain.publication import Marker
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.release_plan import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.counts import Count
    from workforce_tui.services.edition_summary import SummaryLine

PLACED = ("R2", "R5", "R6")
"""The indicators of some staff: what follows their id says which."""
PERCENT, POINTS, PEOPLE, RATIO = "percent", "points", "people", "ratio"
_UNITS = {
    Kind.SHARE: PERCENT, Kind.RATE: PERCENT, Kind.POINTS: POINTS, Kind.PEOPLE: PEOPLE,
}  # fmt: skip


def summary_table(organisation: str, year: int, lines: Sequence[SummaryLine], *, from_tables: bool) -> Table:
    """The table of some lines; *from_tables* says that they were worked out from the counts as published."""
    notes = [
        _("Definition: {name}. Figures are of people whose ethnicity is known.").format(name=definition_name(HEADLINE)),
        _("A difference is not its cause: the figures say where to look, not why."),
        _("Lower and upper are the ends of the 95% interval. Percentages and points are in percent."),
    ]
    if from_tables:
        notes.append(
            _(
                "Every indicator is worked out from the counts as the tables of this edition show them; where those "
                "are rounded, its value lies between two numbers."
            )
        )
    return Table(
        _("Summary of indicators: {organisation}, year to 31 March {year}").format(
            organisation=organisation, year=year
        ),
        _("Indicator"),
        tuple(_columns()),
        tuple(_row(one) for one in lines),
        tuple(notes),
        _("Staff records and events imported from the organisation."),
        definition=HEADLINE,
    )


def _columns() -> Iterator[Column]:
    yield Column("unit", _("Unit"), numeric=False)
    yield Column("level", _("Level or part"), numeric=False)
    yield Column("numerator", _("Number"))
    yield Column("denominator", _("Number of"))
    yield Column("comparator_numerator", _("Comparator"))
    yield Column("comparator_denominator", _("Comparator of"))
    yield Column("value", _("Value"))
    yield Column("value_high", _("Value, highest"))
    yield Column("interval_low", _("Lower"))
    yield Column("interval_high", _("Upper"))
    yield Column("marker", _("Marker"), numeric=False)
    yield Column("flag", _("Flag"), numeric=False)
    yield Column("definition_version", _("Version of the definition"), numeric=False)


def _row(line: SummaryLine) -> Row:
    one = line.indicator
    unit = _UNITS.get(one.kind, RATIO)
    absent = line.hidden or NotAvailable(_("not available"))
    none = NotAvailable(_("There is none."))
    low, high = _ends(one.kind, one.value.low, one.value.high) if one.value is not None else (absent, absent)
    cells: tuple[Cell, ...] = (
        Shown(_unit_name(unit)),
        Shown(one.id.partition("-")[2] if family(one.id) in PLACED else _("all")),
        *(
            _count(count, none if line.hidden is None else absent)
            for count in (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
        ),
        low,
        high,
        none if one.lower is None else _number(one.kind, Fraction(one.lower)),
        none if one.upper is None else _number(one.kind, Fraction(one.upper)),
        Shown(_marker(line)),
        Shown(flag_name(one.flag) if line.hidden is None else ""),
        Shown(VERSION),
    )
    return Row(f"{one.id} {one.name}", cells, one.id)


def _unit_name(unit: str) -> str:
    return {PERCENT: _("percent"), POINTS: _("points"), PEOPLE: _("people"), RATIO: _("ratio")}[unit]


def _marker(line: SummaryLine) -> str:
    match line.hidden:
        case Withheld():
            return str(Marker.CONFIDENTIAL)
        case NotAvailable():
            return str(Marker.NOT_AVAILABLE)
        case _:
            return "" if line.indicator.value is not None else str(Marker.NOT_AVAILABLE)


def _count(count: Count | None, absent: Cell) -> Cell:
    return absent if count is None else Shown(count)


def _ends(kind: Kind, low: Fraction, high: Fraction) -> tuple[Cell, Cell]:
    """The lowest and the highest value; the same twice where it is known."""
    return _number(kind, low), _number(kind, high)


def _number(kind: Kind, value: Fraction) -> Cell:
    match _UNITS.get(kind, RATIO):
        case "percent":
            return Shown(half_up(value * 100, 1))
        case "points":
            return Shown(half_up(value, 1))
        case "people":
            return Shown(Decimal(ceil(value)))
        case _:
            return Shown(half_up(value, 2))
