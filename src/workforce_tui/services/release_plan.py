"""Which tables a release has: the fixed set of linked tables that is protected, audited and handed out together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import total as sum_of
from workforce_tui.domain.ethnicity import (
    EthnicityDefinition,
    Membership,
    five_group,
    is_answered,
    membership,
    node,
    nodes,
)
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.workforce import Area, Sex, area_name, sex_name
from workforce_tui.i18n import _
from workforce_tui.services.dimensions import row_key, row_label, row_place
from workforce_tui.services.figures import Dimension
from workforce_tui.services.release_source import OTHER_OR_UNKNOWN, SEXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.release_source import ReleaseScope, ReleaseSource

TOTAL = ""
"""The dimension of the row of everyone, and its code."""
HEADLINE = EthnicityDefinition.EM_EXCL
FIVE_GROUPS = ("ASIAN", "BLACK", "MIXED", "WHITE", "OTHER")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of a planned table: where its figures belong, and the base cells that add up to them.

    `key` and `label` are what the row is called in its table; `organisation`, `area`, `dimension` and `row` are the
    codes of its figures, which are the same in every table and every release that has them. `as_at` is the date its
    people were counted: for several organisations, the latest of theirs. `cut` is of which people they are where that
    is not all staff.
    """

    key: str
    label: str
    organisation: str
    area: str
    dimension: str
    row: str
    as_at: date
    cells: tuple[int, ...]
    cut: str = ""


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table to publish: its rows (the total last), and the definition or the ethnic groups its columns are of.

    `cut` is of which people it is where that is not all staff ("event:leavers"). `title`, `heading` and `name` (short)
    are its words where what its rows are does not say them.
    """

    organisation: str
    area: str
    as_at: date
    dimension: str
    rows: tuple[PlannedRow, ...]
    definition: EthnicityDefinition | None = None
    groups: tuple[str, ...] = ()
    cut: str = ""
    title: str = ""
    heading: str = ""
    name: str = ""


def planned_under(profile: Profile, scope: ReleaseScope) -> ReleaseScope:
    """A scope with what its profile leaves out: the definition of the Plan, but of all of Wales and of enough people.

    Less the headline it is the Gypsy, Roma and Traveller staff, whom hardly any organisation has the threshold of.
    """
    return replace(scope, plan_from=profile.threshold if profile.withholds else 0)


def plan_tables(source: ReleaseSource, scope: ReleaseScope) -> tuple[PlannedTable, ...]:
    """The tables of a scope, year by year: of one organisation, or of all of Wales."""
    return tuple(table for table in _every_table(source, scope) if not _is_left_out(table, scope))


def _every_table(source: ReleaseSource, scope: ReleaseScope) -> Iterator[PlannedTable]:
    places = source.places(scope)
    if scope.organisation is not None:
        for code, day in places:
            yield from _own_tables(source, code, day, scope)
        return
    years: dict[int, set[tuple[str, date]]] = {}
    for place in places:
        years.setdefault(year_of_snapshot(place[1]) if scope.years else 0, set()).add(place)
    for year in sorted(years):
        yield from _wales_tables(source, years[year], scope)


def _is_left_out(table: PlannedTable, scope: ReleaseScope) -> bool:
    """Whether a table is left out of a coarser release; with the ethnic groups go all tables that have them."""
    return table.dimension in scope.without or (bool(table.groups) and Dimension.GROUP in scope.without)


def _own_tables(source: ReleaseSource, code: str, day: date, scope: ReleaseScope) -> Iterator[PlannedTable]:
    """The tables of one organisation on one date."""
    area = str(source.known[code].area)
    cells = [i for i, cell in enumerate(source.cells) if (cell.organisation, cell.as_at) == (code, day)]
    total = PlannedRow("", _("All staff"), code, area, TOTAL, "", day, tuple(cells))
    for by in (Dimension.GRADE, Dimension.LEVEL, Dimension.TIER, Dimension.WORKER):
        rows = _with_total(_rows(source, by, cells, total), total)
        if len(rows) > 1 or by is Dimension.TIER:
            yield PlannedTable(code, area, day, str(by), rows, HEADLINE)
        if by is Dimension.TIER:
            yield PlannedTable(code, area, day, str(by), rows, EthnicityDefinition.EM_INCL)
            if not scope.plan_from:
                yield PlannedTable(code, area, day, str(by), rows, EthnicityDefinition.EM_PLAN)
            yield PlannedTable(code, area, day, str(by), rows, groups=FIVE_GROUPS)
    yield PlannedTable(code, area, day, str(Dimension.GROUP), _group_rows(source, cells, total))
    yield from _second_tables(source, scope, cells, total)


def _second_tables(
    source: ReleaseSource, scope: ReleaseScope, cells: list[int], total: PlannedRow
) -> Iterator[PlannedTable]:
    """The tables by sex, where the scope has them and the staff are held by it."""
    rows = _sex_rows(source, cells, total) if scope.second == Dimension.SEX else ()
    if len(rows) > 1:
        for groups, definition in (((), HEADLINE), (FIVE_GROUPS, None)):
            yield PlannedTable(
                total.organisation, total.area, total.as_at, scope.second, (*rows, total), definition, groups
            )


def _wales_tables(source: ReleaseSource, places: set[tuple[str, date]], scope: ReleaseScope) -> Iterator[PlannedTable]:
    """The tables of all organisations of Wales together, each on its date."""
    cells = [i for i, cell in enumerate(source.cells) if (cell.organisation, cell.as_at) in places]
    day = max(source.cells[i].as_at for i in cells)
    total = PlannedRow("", _("All staff"), "", "", TOTAL, "", day, tuple(cells))
    own = _with_total(_organisation_rows(source, cells), total)
    areas = _with_total(_area_rows(source, cells, day), total)
    for definition in EthnicityDefinition:
        if definition is EthnicityDefinition.EM_PLAN and scope.plan_from:
            if _plan_minorities(source, cells).low >= scope.plan_from:
                yield PlannedTable("", "", day, str(Dimension.AREA), (total,), definition)
            continue
        yield PlannedTable("", "", day, str(Dimension.AREA), areas, definition)
        yield PlannedTable("", "", day, str(Dimension.ORGANISATION), own, definition)
    for by in (Dimension.LEVEL, Dimension.TIER, Dimension.WORKER):
        rows = _with_total(_rows(source, by, cells, total), total)
        yield PlannedTable("", "", day, str(by), rows, HEADLINE)
    yield PlannedTable("", "", day, str(Dimension.AREA), areas, groups=FIVE_GROUPS)
    yield PlannedTable("", "", day, str(Dimension.GROUP), _group_rows(source, cells, total))
    yield from _second_tables(source, scope, cells, total)


def _plan_minorities(source: ReleaseSource, cells: list[int]) -> Count:
    """The Gypsy, Roma and Traveller staff: whom the definition of the Plan counts and the headline does not."""
    return sum_of(
        source.cells[i].count
        for i in cells
        if membership(source.cells[i].ethnicity, EthnicityDefinition.EM_PLAN) is Membership.MINORITY
        and membership(source.cells[i].ethnicity, HEADLINE) is Membership.WHITE
    )


def _with_total(rows: tuple[PlannedRow, ...], total: PlannedRow) -> tuple[PlannedRow, ...]:
    """Rows with their total; one row alone would only say the total again, perhaps with other cells withheld."""
    return (*rows, total) if len(rows) > 1 else (total,)


def _rows(source: ReleaseSource, by: Dimension, cells: list[int], total: PlannedRow) -> tuple[PlannedRow, ...]:
    """A row for each grade, level, tier or kind of worker, in the order of its dimension."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for i in cells:
        grouped.setdefault(row_key(source.cells[i], by, source.book, source.known), []).append(i)
    ordered = sorted(grouped, key=lambda one: row_place(by, one[0], one[1], source.book))
    return tuple(
        replace(
            total,
            key=key,
            label=row_label(by, owner, key, source.book),
            dimension=str(by),
            row=key,
            cells=tuple(grouped[owner, key]),
        )
        for owner, key in ordered
    )


def _sex_rows(source: ReleaseSource, cells: list[int], total: PlannedRow) -> tuple[PlannedRow, ...]:
    """A row for women, for men and for everybody else."""
    grouped: dict[str, list[int]] = {}
    for i in cells:
        grouped.setdefault(source.cells[i].trait or OTHER_OR_UNKNOWN, []).append(i)
    names = {**{code: sex_name(Sex(code)) for code in SEXES}, OTHER_OR_UNKNOWN: _("Other or unknown sex")}
    return tuple(
        replace(total, key=code, label=name, dimension=str(Dimension.SEX), row=code, cells=tuple(grouped[code]))
        for code, name in names.items()
        if code in grouped
    )


def _group_rows(source: ReleaseSource, cells: list[int], total: PlannedRow) -> tuple[PlannedRow, ...]:
    """A row for each of the five groups and for any answer too coarse for them, then for those not known.

    Undeclared and unknown are rows of their own, as in every table of this program.
    """
    grouped: dict[str, list[int]] = {}
    for i in cells:
        code = source.cells[i].ethnicity
        grouped.setdefault(five_group(code) or code, []).append(i)
    order = {code: position for position, code in enumerate(nodes())}
    kept = [code for code in grouped if is_answered(code)]
    return tuple(
        replace(
            total, key=code, label=node(code).name, dimension=str(Dimension.GROUP), row=code, cells=tuple(grouped[code])
        )
        for code in sorted(kept, key=lambda one: order[one])
    )


def _organisation_rows(source: ReleaseSource, cells: list[int]) -> tuple[PlannedRow, ...]:
    grouped: dict[str, list[int]] = {}
    for i in cells:
        grouped.setdefault(source.cells[i].organisation, []).append(i)
    return tuple(
        PlannedRow(
            code,
            source.known[code].name,
            code,
            str(source.known[code].area),
            TOTAL,
            "",
            source.cells[grouped[code][0]].as_at,
            tuple(grouped[code]),
        )
        for code in source.known
        if code in grouped
    )


def _area_rows(source: ReleaseSource, cells: list[int], day: date) -> tuple[PlannedRow, ...]:
    grouped: dict[str, list[int]] = {}
    for i in cells:
        grouped.setdefault(str(source.known[source.cells[i].organisation].area), []).append(i)
    return tuple(
        PlannedRow(area, _area_label(area), "", "", str(Dimension.AREA), area, day, tuple(grouped[area]))
        for area in map(str, Area)
        if area in grouped
    )


def _area_label(area: str) -> str:
    """The name of an area; bodies that serve all of Wales are in none of its police force areas."""
    return _("Bodies that serve all of Wales") if area == Area.WALES else area_name(Area(area))
