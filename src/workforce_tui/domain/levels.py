"""The common framework of responsibility levels and tiers.

Levels let organisations with different grades be compared; they are a default mapping of workforce-tui, not an
official equivalence and not pay-equivalent. A user's dated `LevelRule` overrides the mapping of a grade.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date


class Level(StrEnum):
    """Responsibility level, L1 (entry) to L6 (executive); L0 is unknown or not mapped."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L6 = "L6"


class Tier(StrEnum):
    """Three bands of levels, for figures that would otherwise be too small to show."""

    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"


_LEVEL_NAMES = {
    Level.L0: N_("Unknown or not mapped"),
    Level.L1: N_("Entry and support"),
    Level.L2: N_("Practitioner"),
    Level.L3: N_("First-line manager or senior practitioner"),
    Level.L4: N_("Middle manager or qualified specialist"),
    Level.L5: N_("Senior manager"),
    Level.L6: N_("Executive"),
}
_TIER_NAMES = {Tier.LOWER: N_("Lower"), Tier.MIDDLE: N_("Middle"), Tier.UPPER: N_("Upper")}
_TIERS = {
    Level.L1: Tier.LOWER,
    Level.L2: Tier.LOWER,
    Level.L3: Tier.MIDDLE,
    Level.L4: Tier.MIDDLE,
    Level.L5: Tier.UPPER,
    Level.L6: Tier.UPPER,
}


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A decision that *grade_code* is at *level*, from one day to another (both included, None = open).

    `organisation` None makes it a rule for every organisation.
    """

    grade_code: str
    level: Level
    valid_from: date | None = None
    valid_to: date | None = None
    organisation: str | None = None
    note: str = ""

    def applies(self, grade_code: str, organisation: str | None, on: date) -> bool:
        """Whether the rule speaks of this grade, in this organisation, on this day."""
        return (
            self.grade_code == grade_code
            and self.organisation in (None, organisation)
            and (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on <= self.valid_to)
        )


def level_name(level: Level) -> str:
    """The level's name in the language in use."""
    return _(_LEVEL_NAMES[level])


def tier_of(level: Level) -> Tier | None:
    """The tier a level belongs to; None for L0, which is in no tier."""
    return _TIERS.get(level)


def tier_name(tier: Tier) -> str:
    """The tier's name in the language in use."""
    return _(_TIER_NAMES[tier])
