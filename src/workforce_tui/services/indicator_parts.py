"""The parts that indicators are of: all staff, one of the five groups, or those with some value of an attribute."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import EARLY, Attribute, Contract, engaged, places, recorded, value_name
from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.indicator_sides import FIVE_GROUPS, Part
from workforce_tui.domain.indicators import Frame
from workforce_tui.domain.workforce import Sex
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection

    from workforce_tui.domain.ethnicity import EthnicityDefinition


def everyone(definition: EthnicityDefinition) -> Part:
    """All staff."""
    return Part(Frame(definition, _("ethnic minority"), _("White")))


def by_group(definition: EthnicityDefinition) -> tuple[Part, ...]:
    """Each of the five ethnic minority groups beside White staff."""
    white, found = _("White"), []
    for code in FIVE_GROUPS:
        name = node(code).name
        found.append(Part(Frame(definition, name, white, code, name), group=code))
    return tuple(found)


def by_attribute(definition: EthnicityDefinition, attribute: Attribute, present: Collection[str]) -> tuple[Part, ...]:
    """A part for each value that anybody has; for every value where nothing is held."""
    wanted = [code for code in recorded(attribute) if code in present] or list(recorded(attribute))
    if attribute is Attribute.SEX:
        wanted = [str(Sex.FEMALE), str(Sex.MALE)]
    return tuple(_of_value(definition, attribute, code) for code in wanted)


def _of_value(definition: EthnicityDefinition, attribute: Attribute, code: str) -> Part:
    name, groups = value_name(attribute, code), (_("ethnic minority"), _("White"))
    text = _("{sex} {group}") if attribute is Attribute.SEX else _("{group} ({part})")
    people, others = (text.format(sex=name.lower(), part=name.lower(), group=group) for group in groups)
    known = frozenset(recorded(attribute))
    return Part(Frame(definition, people, others, code, name), attribute, frozenset({code}), known)


def permanent(part: Part) -> Part:
    """Those of a part who are permanent, where staff are divided by engagement."""
    services = places(Attribute.SERVICE)
    return replace(
        part,
        frame=_named(part.frame, _("permanent {group}")),
        attribute=Attribute.CONTRACT,
        traits=engaged([Contract.PERMANENT], services),
        known=engaged(recorded(Attribute.CONTRACT), services),
    )


def early(part: Part) -> Part:
    """Those of a part with under two years of service, where staff are divided by engagement."""
    contracts = places(Attribute.CONTRACT)
    return replace(
        part,
        frame=_named(part.frame, _("{group} (under two years of service)")),
        attribute=Attribute.SERVICE,
        traits=engaged(contracts, EARLY),
        known=engaged(contracts, recorded(Attribute.SERVICE)),
    )


def _named(frame: Frame, text: str) -> Frame:
    return replace(frame, people=text.format(group=frame.people), others=text.format(group=frame.others))
