"""Progression as the taskforce has it: out of the returns it was sent, each figure as it was returned.

Nothing is added up: the returns are of different days, rounded and withheld one by one (the all-Wales update adds up
what can be). Where an organisation sent nothing, its figures are not available; where the database holds snapshots of
it, its staff by level stand there as the profile of the taskforce shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.edition import Audience, EditionKind
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_catalogue import ENTRIES, LEVELS, level_place
from workforce_tui.domain.indicator_text import direction_text
from workforce_tui.domain.indicators import Kind
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import gated_report
from workforce_tui.services.gate_tables import gated_table
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.release_plan import HEADLINE
from workforce_tui.services.report_query import ReturnPart
from workforce_tui.services.representation import snapshot_dates
from workforce_tui.services.update_records import register_summary
from workforce_tui.services.update_sources import sources_of
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition, EditionTable
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.update_sources import Received, UpdateSources
    from workforce_tui.services.workspace import Workspace

    Cells = Callable[[Received], tuple[Cell, ...]]

PROFILE = "TASKFORCE"
ALLOWED = (Audience.INTERNAL, Audience.PUBLIC)
"""The editions that have passed disclosure control for the taskforce, the one that says more first."""


_SECTIONS = {
    ReturnPart.PIPELINE: ("staff",),
    ReturnPart.FLOWS: ("joiners", "promotions", "leavers"),
    ReturnPart.INDICATORS: ("summary",),
    ReturnPart.TREND: ("trend",),
    ReturnPart.REGISTER: ("register",),
}
COMPARED = ("R1", "R4", "P2", "A5", "L2", "D1")
"""The indicators that stand side by side for all organisations, where they returned them."""
_UNITS = {Kind.SHARE: "%", Kind.RATE: "%", Kind.POINTS: N_("points")}
"""What the values of an indicator are given in; ratios are in nothing."""
_OF_INDICATORS = ("numerator", "denominator", "value", "value_high", "marker", "flag")
_NOT_SENT = "–"


@dataclass(frozen=True, slots=True)
class Returned:
    """What the returns of a year say: of one organisation, or of all side by side; `years` can be chosen, newest first.

    `year` is None where no return was received at all.
    """

    organisation: Organisation | None
    years: tuple[int, ...]
    year: int | None
    tables: tuple[Table, ...]


def returned_progression(
    ws: Workspace, organisation: str | None, part: ReturnPart, year: int | None = None
) -> Returned:
    """What the returns of a year (the latest for None) say of a part of progression.

    Raises:
        WorkforceError: there is no such organisation, or an edition is not as it was received.
    """
    chosen = None if organisation is None else get_organisation(ws, organisation)
    years = returned_years(ws)
    of_year = year if year in years else next(iter(years), None)
    sources = None if of_year is None else sources_of(ws, of_year, ALLOWED, language=language())
    if chosen is not None:
        return Returned(chosen, years, of_year, tuple(_of_one(ws, chosen, part, sources)))
    found = () if sources is None else tuple(_side_by_side(sources, part))
    return Returned(None, years, of_year, found)


def returned_years(ws: Workspace) -> tuple[int, ...]:
    """The years a return was received of, newest first."""
    with ws.reading() as session:
        heads = store.heads(session, kind=EditionKind.RETURN)
    return tuple(sorted({one.year for one in heads if one.audience in ALLOWED}, reverse=True))


def _of_one(ws: Workspace, chosen: Organisation, part: ReturnPart, sources: UpdateSources | None) -> Iterator[Table]:
    received = None if sources is None else sources.received.get(chosen.code)
    if received is not None:
        yield from _returned(chosen, part, received)
    elif part is ReturnPart.PIPELINE and snapshot_dates(ws, chosen.code):
        report = gated_report(ws, ReportQuery(chosen.code, None, Dimension.LEVEL, HEADLINE), PROFILE)
        yield gated_table(report).only(("headcount", "known", "minority", "share"))


def _returned(chosen: Organisation, part: ReturnPart, received: Received) -> Iterator[Table]:
    """The tables of a return that a part is in, with what they are from."""
    for section in received.edition.sections:
        if section.code not in _SECTIONS[part]:
            continue
        if section.nothing and not section.tables:
            yield Table(section.name, "", (), (), (section.nothing,), _source(chosen, received.edition))
        for one in section.tables:
            if part is not ReturnPart.PIPELINE or one.dimension in ("level", "tier"):
                yield _shown(one, part, _source(chosen, received.edition))


def _shown(one: EditionTable, part: ReturnPart, source: str) -> Table:
    table = one.table.only(_OF_INDICATORS) if part is ReturnPart.INDICATORS else one.table
    return replace(table, source=source)


def _source(chosen: Organisation, edition: Edition) -> str:
    text = _("Annual return of {organisation}, year to 31 March {year}, version {version}: as it was returned.")
    return text.format(organisation=chosen.name, year=edition.year, version=edition.version)


def _side_by_side(sources: UpdateSources, part: ReturnPart) -> Iterator[Table]:
    """Every organisation of Wales in a row; nothing for what returns do not have in one table."""
    match part:
        case ReturnPart.PIPELINE:
            yield _levels(sources)
        case ReturnPart.INDICATORS:
            yield _indicators(sources)
        case ReturnPart.REGISTER:
            yield _registers(sources)
            whole = register_summary(sources, sources.year)
            if whole is not None:
                yield whole
        case _:
            return


def _levels(sources: UpdateSources) -> Table:
    levels = (Column(str(level), str(level), unit="%") for level in LEVELS)
    columns = (Column("as_at", _("As at"), numeric=False), *levels)

    def cells(one: Received) -> tuple[Cell, ...]:
        table = next((found for _section, found in one.edition.tables() if found.dimension == "level"), None)
        shares = {row.key: _at(table.table, row, "share") for row in table.table.rows} if table else {}
        none = NotAvailable(_("The return has no staff at the level."))
        return (Shown(_day(one)), *(shares.get(str(level), none) for level in LEVELS))

    names = "; ".join(level_place(level) for level in LEVELS)
    title = _("Ethnic minority share of known staff by level (%), as returned, year to 31 March {year}")
    return _table(sources, title, columns, cells, (names,))


def _indicators(sources: UpdateSources) -> Table:
    def cells(one: Received) -> tuple[Cell, ...]:
        rows: dict[str, tuple[Table, Row]] = {}
        for section, found in one.edition.tables():
            if section.code == "summary":
                rows |= {row.key: (found.table, row) for row in found.table.rows}
        none = NotAvailable(_("It is not in the return."))
        return tuple(_value(*rows[id_]) if id_ in rows else none for id_ in COMPARED)

    entries = [ENTRIES[id_] for id_ in COMPARED]
    names = tuple(f"{one.id}: {_(one.name)}. {direction_text(one)}." for one in entries)
    title = _("Indicators as returned, year to 31 March {year}")
    columns = tuple(
        Column(one.id, f"{one.id} ({_(_UNITS[one.kind])})" if one.kind in _UNITS else one.id) for one in entries
    )
    return _table(sources, title, columns, cells, names)


def _value(table: Table, row: Row) -> Cell:
    """The value of an indicator, from the lowest to the highest where it lies between two."""
    low, high = _at(table, row, "value"), _at(table, row, "value_high")
    if not isinstance(low, Shown) or not isinstance(high, Shown) or cell_text(low) == cell_text(high):
        return low
    return Shown(_("{low} to {high}").format(low=cell_text(low), high=cell_text(high)))


def _registers(sources: UpdateSources) -> Table:
    whole = register_summary(sources, sources.year)
    columns = tuple(Column(row.key, row.label) for row in whole.rows) if whole else (Column("open", _("Open")),)

    def cells(one: Received) -> tuple[Cell, ...]:
        code = one.edition.organisation
        found = register_summary(replace(sources, received={code: one}), sources.year)
        if found is None:
            return tuple(NotAvailable(_("The return has no register.")) for _column in columns)
        return tuple(row.cells[0] for row in found.rows)

    title = _("Explain or reform: records by organisation, as returned, year to 31 March {year}")
    return _table(sources, title, columns, cells, ())


def _table(
    sources: UpdateSources, title: str, columns: tuple[Column, ...], cells: Cells, notes: tuple[str, ...]
) -> Table:
    """A row for each organisation of Wales, those that sent a return first; the others have nothing available."""
    none = tuple(NotAvailable(_("No return of the year was received.")) for _column in columns)
    rows = [Row(sources.known[code].name, cells(one), code) for code, one in sources.received.items()]
    rows += [Row(sources.known[code].name, none, code) for code in sources.missing]
    return Table(
        title.format(year=sources.year),
        _("Organisation"),
        columns,
        tuple(rows),
        (
            *notes,
            _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(
                name=definition_name(HEADLINE)
            ),
            _("Each as it was returned: days and rounding differ, so nothing is added up here."),
        ),
        _("Annual returns of the organisations."),
        definition=HEADLINE,
    )


def _at(table: Table, row: Row, key: str) -> Cell:
    """A cell by its column; not available where there is no such column."""
    place = next((place for place, column in enumerate(table.columns) if column.key == key), None)
    return NotAvailable(_("It is not in the return.")) if place is None else row.cells[place]


def _day(one: Received) -> str:
    period = one.edition.codes.get("period", "")
    return long_date(date.fromisoformat(period)) if period else _NOT_SENT
