"""Indicators over the reporting years, with the breaks in the series marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_catalogue import ENTRIES, FAMILIES, OF_SOME_STAFF, family
from workforce_tui.domain.indicator_text import interval_text, value_text
from workforce_tui.domain.indicators import flag_name
from workforce_tui.domain.reporting_years import reporting_year, year_of_snapshot
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.breaks import breaks_by_year, breaks_in, source_break
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicator_tables import no_value
from workforce_tui.services.indicators import indicators_of
from workforce_tui.services.pooled_events import datasets_of, followed_without_file
from workforce_tui.services.some_staff import SomeStaff
from workforce_tui.services.year_moves import year_moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.breaks import Break
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.workspace import Workspace

HEADLINE = ("R1",)
_NEVER_FOLLOWED = frozenset({"L1-resignation", "L1-resignation-permanent"})
"""Two snapshots do not show why somebody left."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """An indicator in one reporting year; `breaks` lie between its snapshot (of `as_at`) and the one before."""

    year: int
    as_at: date | None
    indicator: Indicator
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator over the years, oldest first; years without a value are among them."""

    id: str
    name: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTrend:
    """Some indicators of an organisation over every reporting year that anything is held of."""

    organisation: Organisation
    definition: EthnicityDefinition
    lines: tuple[IndicatorLine, ...]


def indicator_trend(
    ws: Workspace,
    *,
    organisation: str,
    ids: Sequence[str] = HEADLINE,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
) -> IndicatorTrend:
    """The indicators with these ids, year by year; "R2", "R5" and "R6" stand for every level, step and group.

    Raises:
        WorkforceError: there is no such organisation, or no such indicator.
    """
    _check(ids)
    families = frozenset(family(one) for one in ids)
    sources = load_sources(ws, organisation, datasets=datasets_of(families))
    years = _years(sources)
    by_id: dict[str, list[TrendPoint]] = {}
    breaks = breaks_by_year(sources, years)
    moves = year_moves(ws, sources, years, definition, families)
    some_staff = SomeStaff.load(ws, sources, years, definition) if OF_SOME_STAFF & {*ids} else None
    for year in years:
        staff = sources.staff_of(year)
        for one in indicators_of(sources, (year,), definition, moves=moves, families=families, some_staff=some_staff):
            if _is_wanted(one.id, ids):
                point = TrendPoint(year, staff.as_at if staff else None, one, breaks.get(year, ()))
                by_id.setdefault(one.id, []).append(point)
    lines = (
        IndicatorLine(id_, points[-1].indicator.name, tuple(_of_one_source(sources, id_, points)))
        for id_, points in by_id.items()
    )
    return IndicatorTrend(sources.organisation, definition, tuple(lines))


def _of_one_source(sources: Sources, id_: str, points: Iterable[TrendPoint]) -> Iterator[TrendPoint]:
    """The points, with a break wherever the figure is from an event file and the one before was not, or the reverse."""
    before = None
    for point in points:
        from_events = is_from_events(sources, point.year, id_)
        if from_events is None or point.indicator.value is None:
            yield point
            continue
        changed = before is not None and from_events is not before
        yield replace(point, breaks=(*point.breaks, source_break(from_events=from_events))) if changed else point
        before = from_events


def is_from_events(sources: Sources, year: int, id_: str) -> bool | None:
    """Whether an indicator of a year is of a file of events; None where people followed are never in place of one."""
    dataset = None if id_ in _NEVER_FOLLOWED else followed_without_file(family(id_))
    return None if dataset is None else (year, dataset) in sources.events


def snapshot_breaks(ws: Workspace, organisation: str) -> Mapping[date, tuple[Break, ...]]:
    """The breaks between every two snapshots of an organisation that follow one another."""
    return breaks_in(load_sources(ws, organisation, (), ()).staff)


def _check(ids: Iterable[str]) -> None:
    for one in ids:
        if family(one) not in FAMILIES or ":" in one:
            raise WorkforceError(
                _("There is no indicator {id}.").format(id=one), _("Use one of: {ids}.").format(ids=", ".join(ENTRIES))
            )


def _is_wanted(id_: str, ids: Iterable[str]) -> bool:
    """Whether an id was asked for, by itself or as one of those with a place (a level, a step, a group)."""
    return any(id_ == one or (id_ not in ENTRIES and family(id_) == one) for one in ids)


def _years(sources: Sources) -> range:
    """Every reporting year from the first to the last that anything is held of."""
    held = {year_of_snapshot(day) for day in sources.staff} | {
        reporting_year(one.period_end) for one in sources.periods
    }
    return range(min(held), max(held) + 1) if held else range(0)


def trend_tables(trend: IndicatorTrend) -> tuple[Table, ...]:
    """A table for each indicator, a row for each year."""
    return tuple(
        Table(
            title=f"{line.id} {line.name}: {trend.organisation.name}",
            row_heading=_("Year to 31 March"),
            columns=(
                Column("as_at", _("Snapshot"), numeric=False),
                Column("value", _("Value")),
                Column("interval", _("Interval (95%)")),
                Column("flag", _("Flag"), numeric=False),
                Column("breaks", _("Break in the series"), numeric=False),
            ),
            rows=tuple(_row(point) for point in line.points),
            notes=(
                line.points[-1].indicator.direction,
                _("Definition: {name}.").format(name=definition_name(trend.definition)),
                _("Figures on either side of a break are not of the same people or categories."),
            ),
            source=_("Staff records and events imported from the organisation."),
            definition=trend.definition,
        )
        for line in trend.lines
    )


def _row(point: TrendPoint) -> Row:
    one = point.indicator
    cells: tuple[Cell, ...] = (
        Shown(long_date(point.as_at) if point.as_at else "–"),
        no_value(one) if one.value is None else Shown(value_text(one.kind, one.value)),
        Shown(interval_text(one.kind, one.lower, one.upper)),
        Shown(flag_name(one.flag) or "–"),
        Shown(" ".join(one.text for one in point.breaks) or "–"),
    )
    return Row(str(point.year), cells, str(point.year))
