"""Indicators as tables: what a screen, a text report and an exported file all draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.disclosure.model import Reason
from workforce_tui.domain.formatting import half_up
from workforce_tui.domain.indicator_text import interval_text, value_text
from workforce_tui.domain.indicators import Flag, IndicatorGroup, flag_name, indicator_group_name
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.indicators import IndicatorReport

NONE = "–"
"""Stands where an indicator has no such figure at all."""
SMALLEST_P = 0.0001
"""A smaller probability is not written out."""


def columns() -> tuple[Column, ...]:
    """The columns of a table of indicators."""
    return (
        Column("value", _("Value")),
        Column("interval", _("Interval (95%)")),
        Column("numerator", _("Number"), essential=False),
        Column("denominator", _("of"), essential=False),
        Column("comparator_numerator", _("Comparator"), essential=False),
        Column("comparator_denominator", _("of (comparator)"), essential=False),
        Column("p", _("p (exact)"), essential=False),
        Column("flag", _("Flag"), numeric=False),
        Column("direction", _("Direction"), numeric=False, essential=False),
    )


def indicator_tables(report: IndicatorReport) -> tuple[Table, ...]:
    """A table for each part of the indicators, in order."""
    return tuple(
        Table(
            title=_("{group}: {organisation}, year to 31 March {year}").format(
                group=indicator_group_name(group), organisation=report.organisation.name, year=report.years[-1]
            ),
            row_heading=_("Indicator"),
            columns=columns(),
            rows=tuple(_row(one) for one in some),
            notes=report.notes,
            source=_("Staff records and events imported from the organisation."),
            definition=report.definition,
        )
        for group, some in zip(IndicatorGroup, by_group(report.indicators), strict=True)
    )


def by_group(indicators: Iterable[Indicator]) -> tuple[tuple[Indicator, ...], ...]:
    """The indicators of each part, in order."""
    held = tuple(indicators)
    return tuple(tuple(one for one in held if one.group is group) for group in IndicatorGroup)


def _row(one: Indicator) -> Row:
    cells: tuple[Cell, ...] = (
        no_value(one) if one.value is None else Shown(value_text(one.kind, one.value)),
        Shown(interval_text(one.kind, one.lower, one.upper)),
        _count(one.numerator),
        _count(one.denominator),
        _count(one.comparator_numerator),
        _count(one.comparator_denominator),
        Shown(_exact_p(one.p_value)),
        Shown(flag_name(one.flag) or NONE),
        Shown(one.direction),
    )
    return Row(f"{one.id} {one.name}", cells, one.id)


def no_value(one: Indicator) -> Cell:
    """What stands in place of a value: that it is withheld, or why there is none."""
    return Withheld(Reason.DERIVED) if one.flag is Flag.WITHHELD else NotAvailable(one.note or flag_name(one.flag))


def _exact_p(p: float | None) -> str:
    """A probability to four places; one that would be written as zero is never zero."""
    if p is None:
        return NONE
    return f"{half_up(p, 4):f}" if p >= SMALLEST_P else f"< {SMALLEST_P}"


def _count(count: Count | None) -> Cell:
    return Shown(NONE if count is None else count)
