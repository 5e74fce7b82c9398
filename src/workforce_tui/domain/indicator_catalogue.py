"""The catalogue of indicators that staff in post, moves between two dates and events can give."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.domain.indicator_event_entries import (
    A1,
    A2,
    A3,
    A4,
    A5,
    A5_RRI,
    A6,
    D1,
    D2,
    D2_LIKELIHOOD,
    D2_UPHELD,
    D3,
    L1,
    L1_PERMANENT,
    L1_RESIGNATION,
    L1_RESIGNATION_PERMANENT,
    L2,
    L2_EARLY,
    T1,
)
from workforce_tui.domain.indicator_staff_entries import (
    DQ1,
    DQ2,
    DQ3,
    P1,
    P1_PERMANENT,
    P2,
    P3,
    R1,
    R2,
    R3,
    R3_INDEX,
    R3_SHORT,
    R4,
    R5,
    R6,
)
from workforce_tui.domain.levels import Level, Tier, level_name
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.indicators import Entry

VERSION = "1"
"""Changes when a formula or a base does, so that a kept figure says which one it was."""

CATALOGUE: tuple[Entry, ...] = (
    DQ1,
    DQ2,
    DQ3,
    R1,
    R2,
    R3,
    R3_INDEX,
    R3_SHORT,
    R6,
    R4,
    R5,
    P1,
    P1_PERMANENT,
    P2,
    P3,
    A1,
    A2,
    A3,
    A4,
    A5,
    A5_RRI,
    A6,
    L1,
    L1_PERMANENT,
    L1_RESIGNATION,
    L1_RESIGNATION_PERMANENT,
    L2,
    L2_EARLY,
    T1,
    D1,
    D2,
    D2_LIKELIHOOD,
    D2_UPHELD,
    D3,
)
"""Every indicator, in the order of the indicator table."""

OF_SOME_STAFF = frozenset(one.id for one in (P1_PERMANENT, L1_PERMANENT, L1_RESIGNATION_PERMANENT, L2_EARLY))
"""Indicators of permanent staff, or of those with short service, which have to be told apart person by person."""
ENTRIES: Mapping[str, Entry] = MappingProxyType({entry.id: entry for entry in CATALOGUE})


def family(id_: str) -> str:
    """The entry of the catalogue an id belongs to: "R2" of "R2-L3" and of "R2-L3:female"."""
    return id_.partition(":")[0].partition("-")[0]


FAMILIES = frozenset(family(entry.id) for entry in CATALOGUE)
"""The ids that others are made of: "R2-L3" is of "R2"."""
LEVELS = tuple(level for level in Level if level is not Level.L0)
STEPS = ((Tier.LOWER, Tier.MIDDLE), (Tier.MIDDLE, Tier.UPPER), (Tier.LOWER, Tier.UPPER))
"""The steps between tiers that have a disparity ratio; the last is the product of the first two."""
# Whole phrases: in Welsh the name of a tier changes with the words around it.
_TIER_PLACES = {
    Tier.LOWER: N_("the lower tier"),
    Tier.MIDDLE: N_("the middle tier"),
    Tier.UPPER: N_("the upper tier"),
}
_STEP_PLACES = dict(
    zip(STEPS, (N_("lower to middle tier"), N_("middle to upper tier"), N_("lower to upper tier")), strict=True)
)


def level_place(level: Level) -> str:
    """A level as it is named in an indicator: "L3 First-line manager or senior practitioner"."""
    return f"{level} {level_name(level)}"


def tier_place(tier: Tier) -> str:
    """A tier as it is named in an indicator."""
    return _(_TIER_PLACES[tier])


def step_place(lower: Tier, upper: Tier, *, officers: bool = False) -> str:
    """A step between tiers as it is named in an indicator; of police officers alone where asked."""
    step = _(_STEP_PLACES[lower, upper])
    return _("{step}, police officers only").format(step=step) if officers else step


def placed(entry: Entry, suffix: str, place: str) -> Entry:
    """The entry of one level, tier, step or group: "R2" at "L3" is "R2-L3"."""
    return replace(entry, id=f"{entry.id}-{suffix}", name=_(entry.name).format(place=place))
