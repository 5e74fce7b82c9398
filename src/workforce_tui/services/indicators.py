"""The indicators of one organisation in one reporting year, or pooled over two or three."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name, node
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.indicator_catalogue import FAMILIES
from workforce_tui.domain.indicator_sides import FIVE_GROUPS, Part
from workforce_tui.domain.indicators import Frame
from workforce_tui.domain.workforce import Sex, sex_name
from workforce_tui.i18n import _
from workforce_tui.services.event_indicators import event_indicators
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.pooled_events import EventPools
from workforce_tui.services.staff_indicators import staff_indicators
from workforce_tui.services.year_moves import year_moves

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.flows import Flows
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
    span = tuple(range(year - years + 1, year + 1))
    sources = load_sources(ws, organisation, span)
    moves = year_moves(ws, sources, span, definition)
    found = indicators_of(sources, span, definition, by, moves)
    return IndicatorReport(sources.organisation, span, definition, tuple(found), _notes(sources, span, definition))


def indicators_of(
    sources: Sources,
    span: Sequence[int],
    definition: EthnicityDefinition,
    by: IndicatorCut | None = None,
    moves: Mapping[int, Flows] | None = None,
    families: frozenset[str] = FAMILIES,
) -> list[Indicator]:
    """The indicators out of sources that are loaded: of all staff, then of each part."""
    made, pools = [], EventPools(sources, span, moves or {})
    for part in parts(definition, by):
        made += staff_indicators(sources, span[-1], part, families)
        made += event_indicators(pools, part, families)
    return [replace(one, note=_with_definition(one)) for one in made]


def _with_definition(one: Indicator) -> str:
    return f"{one.note} {_('Definition: {name}.').format(name=definition_name(one.definition))}".strip()


def parts(definition: EthnicityDefinition, by: IndicatorCut | None) -> tuple[Part, ...]:
    """All staff, and each part they are divided into."""
    minority, white = _("ethnic minority"), _("White")
    everyone = Part(Frame(definition, minority, white))
    match by:
        case None:
            return (everyone,)
        case IndicatorCut.SEX:
            sexes = (Sex.FEMALE, Sex.MALE)
            return (everyone, *(_of_sex(definition, sex, minority, white) for sex in sexes))
        case IndicatorCut.GROUP:
            return (everyone, *(_of_group(definition, code, white) for code in FIVE_GROUPS))


def _of_sex(definition: EthnicityDefinition, sex: Sex, minority: str, white: str) -> Part:
    name = sex_name(sex)
    people, others = (_("{sex} {group}").format(sex=name.lower(), group=group) for group in (minority, white))
    return Part(Frame(definition, people, others, str(sex), name), sex=str(sex))


def _of_group(definition: EthnicityDefinition, code: str, white: str) -> Part:
    name = node(code).name
    return Part(Frame(definition, name, white, code, name), group=code)


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
