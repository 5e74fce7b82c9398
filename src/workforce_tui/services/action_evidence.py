"""The evidence of initiatives then and now: the value each was based on, beside the newest of the same indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_catalogue import FAMILIES, family
from workforce_tui.domain.indicator_text import value_text as indicator_value
from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_text import raw_text, title_text, value_text
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.disparity_values import years_held
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicators import indicators_of
from workforce_tui.services.year_moves import year_moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.records import Record
    from workforce_tui.services.workspace import Workspace

DEFINITION = EthnicityDefinition.EM_EXCL


def evidence_table(ws: Workspace, records: Sequence[Record], names: Mapping[str, str]) -> Table:
    """Every initiative that names an indicator, for each organisation it is of."""
    held = [one for one in records if one.values.get("indicator") is not None]
    now = {
        organisation: _newest(ws, organisation, _codes(held, organisation))
        for organisation in sorted({code for one in held for code in one.organisations})
    }
    columns = (
        Column("organisation", _("Organisation"), numeric=False, essential=False),
        Column("indicator", _("Indicator"), numeric=False),
        Column("then", _("Value then")),
        Column("day", _("Date of that value"), numeric=False, essential=False),
        Column("now", _("Newest value")),
        Column("as_at", _("As at"), numeric=False, essential=False),
    )
    rows = tuple(row for one in held for row in _rows(one, names, now))
    notes = (
        _("A value that changed while an initiative ran is beside it: the initiative need not be why."),
        _("Newest values leave White minorities out of ethnic minority; the value then is as it was typed."),
    )
    return Table(_("Evidence then and now"), _("Initiative"), columns, rows, notes=notes if rows else ())


def _rows(one: Record, names: Mapping[str, str], now: Mapping[str, tuple[str, Mapping[str, str]]]) -> Iterator[Row]:
    kind, values = kind_of(one.kind), one.values
    code = raw_text(values["indicator"])
    day = values.get("indicator_date")
    for organisation in one.organisations:
        as_at, found = now[organisation]
        newest: Cell = Shown(found[code]) if code in found else NotAvailable(_("no such figure is held"))
        cells: tuple[Cell, ...] = (
            Shown(names.get(organisation, organisation)),
            Shown(code),
            Shown(raw_text(values.get("indicator_value"))),
            Shown("" if day is None else value_text(kind.field("indicator_date"), day)),
            newest,
            Shown(as_at if code in found else ""),
        )
        yield Row(title_text(kind, values), cells, key=str(one.id))


def _codes(records: Iterable[Record], organisation: str) -> frozenset[str]:
    return frozenset(raw_text(one.values["indicator"]) for one in records if organisation in one.organisations)


def _newest(ws: Workspace, organisation: str, codes: frozenset[str]) -> tuple[str, dict[str, str]]:
    """The day of the newest figures, and the indicators asked for that have one then."""
    families, years = frozenset(map(family, codes)) & FAMILIES, years_held(ws, organisation)
    if not families or not years:
        return "", {}
    span = years[:1]
    sources = load_sources(ws, organisation, span)
    moves = year_moves(ws, sources, span, DEFINITION, families)
    found = indicators_of(sources, span, DEFINITION, moves=moves, families=families)
    staff = sources.staff_of(span[0])
    as_at = long_date(staff.as_at) if staff else _("year to 31 March {year}").format(year=span[0])
    return as_at, {
        one.id: indicator_value(one.kind, one.value) for one in found if one.id in codes and one.value is not None
    }
