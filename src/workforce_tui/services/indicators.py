"""The indicators of one organisation in one reporting year, or pooled over two or three."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import Attribute
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_catalogue import FAMILIES
from workforce_tui.i18n import _, language
from workforce_tui.services.divided import divided, values_present
from workforce_tui.services.event_indicators import event_indicators
from workforce_tui.services.indicator_parts import by_attribute, by_group, everyone
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.pooled_events import EventPools
from workforce_tui.services.some_staff import SomeStaff
from workforce_tui.services.staff_indicators import staff_indicators
from workforce_tui.services.year_moves import year_moves
from workforce_tui.storage.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.flows import Flows
    from workforce_tui.domain.indicator_sides import Part
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.workspace import Workspace

MOST_YEARS = 3
"""The most years whose events are added up."""


class IndicatorCut(StrEnum):
    """What the staff can be divided by; each part follows the figures of all staff."""

    GROUP = "group"
    """The five ethnic groups, each beside White staff."""
    SEX = "sex"
    DISABILITY = "disability"
    AGE = "age"
    SERVICE = "service"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """The indicators of an organisation, those of all staff first, in the order of the catalogue.

    `years` are the reporting years (named by the one they end in) that were asked for.
    """

    organisation: Organisation
    years: tuple[int, ...]
    definition: EthnicityDefinition
    indicators: tuple[Indicator, ...]
    notes: tuple[str, ...] = ()


def indicators(
    ws: Workspace,
    *,
    organisation: str,
    year: int,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
    years: int = 1,
    by: IndicatorCut | None = None,
) -> IndicatorReport:
    """Every indicator for the year that ends on 31 March of *year*, events pooled over *years* years up to then.

    Raises:
        WorkforceError: there is no such organisation.
    """
    key = ("indicators", organisation, year, definition, years, by, language())
    with ws.at_once() as seen, seen.reading() as session:
        return once(session, key, lambda: _report(seen, organisation, (year - years + 1, year), definition, by))


def _report(
    ws: Workspace, organisation: str, ends: tuple[int, int], definition: EthnicityDefinition, by: IndicatorCut | None
) -> IndicatorReport:
    span = tuple(range(ends[0], ends[1] + 1))
    sources = load_sources(ws, organisation, span, every_snapshot=False)
    moves = year_moves(ws, sources, span, definition)
    some_staff, pools = SomeStaff.load(ws, sources, span, definition), EventPools(sources, span, moves)
    whole = everyone(definition)
    found = some_staff.among(_made(sources, pools, whole), whole, span)
    if by is IndicatorCut.GROUP:
        for part in by_group(definition):
            found += some_staff.among(_made(sources, pools, part), part, span)
    elif by is not None:
        found += _of_values(ws, sources, moves, definition, span, Attribute(by.value))
    made = tuple(replace(one, note=_with_definition(one)) for one in found)
    return IndicatorReport(sources.organisation, span, definition, made, _notes(sources, span, definition))


def indicators_of(
    sources: Sources,
    span: Sequence[int],
    definition: EthnicityDefinition,
    by: IndicatorCut | None = None,
    moves: Mapping[int, Flows] | None = None,
    families: frozenset[str] = FAMILIES,
    some_staff: SomeStaff | None = None,
) -> list[Indicator]:
    """The indicators of all staff out of sources that are loaded, and of each of the five groups where asked.

    Those of permanent or short-serving staff are among them with *some_staff*; other parts need sources of their own.
    """
    pools, made = EventPools(sources, span, moves or {}), []
    for part in (everyone(definition), *(by_group(definition) if by is IndicatorCut.GROUP else ())):
        of_part = _made(sources, pools, part, families)
        made += of_part if some_staff is None else some_staff.among(of_part, part, span)
    return [replace(one, note=_with_definition(one)) for one in made]


def _made(sources: Sources, pools: EventPools, part: Part, families: frozenset[str] = FAMILIES) -> list[Indicator]:
    return [*staff_indicators(sources, pools.span[-1], part, families), *event_indicators(pools, part, families)]


def _of_values(
    ws: Workspace,
    sources: Sources,
    moves: Mapping[int, Flows],
    definition: EthnicityDefinition,
    span: Sequence[int],
    attribute: Attribute,
) -> list[Indicator]:
    """The indicators of each value of an attribute; moves of people always say their sex."""
    sources = divided(ws, sources, span, attribute)
    if attribute is not Attribute.SEX:
        moves = year_moves(ws, sources, span, definition, by=attribute)
    pools = EventPools(sources, span, moves)
    lists = [staff for year in span for staff in (sources.staff_before(year), sources.staff_of(year))]
    found = []
    for part in by_attribute(definition, attribute, values_present(lists)):
        found += _made(sources, pools, part)
    return found


def _with_definition(one: Indicator) -> str:
    return f"{one.note} {_('Definition: {name}.').format(name=definition_name(one.definition))}".strip()


def _notes(sources: Sources, span: Sequence[int], definition: EthnicityDefinition) -> tuple[str, ...]:
    staff = sources.staff_of(span[-1])
    dated = (
        _("Staff in post on {date}.").format(date=long_date(staff.as_at))
        if staff
        else _("There is no snapshot in the reporting year.")
    )
    pooled = _("Events of {years} years together.").format(years=len(span)) if len(span) > 1 else ""
    return tuple(
        filter(
            None,
            (
                _("Definition: {name}. Figures are of people whose ethnicity is known.").format(
                    name=definition_name(definition)
                ),
                dated,
                pooled,
                _("A difference is not its cause: the figures say where to look, not why."),
            ),
        )
    )
