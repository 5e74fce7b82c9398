"""What staff networks have to work with: eight items on a scale, and what was used of what was given.

What is not stated is None throughout and never counts as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.records import Values

LOWEST, MOST = 0, 3
"""The ends of the resourcing scale."""
SCALE = N_("0 none, 1 informal, 2 agreed, 3 agreed and used.")


class Resource(StrEnum):
    """The eight things a network needs, in the order they are shown."""

    TIME = "time"
    BUDGET = "budget"
    SPONSOR = "sponsor"
    ADMIN = "admin"
    ACCESS = "access"
    DEVELOPMENT = "development"
    RECOGNITION = "recognition"
    INFLUENCE = "influence"


ITEMS = tuple(Resource)
ITEM_NAMES = {
    Resource.TIME: N_("Protected time"),
    Resource.BUDGET: N_("Budget"),
    Resource.SPONSOR: N_("Executive sponsor"),
    Resource.ADMIN: N_("Administrative support"),
    Resource.ACCESS: N_("Access to decisions"),
    Resource.DEVELOPMENT: N_("Development of the chair"),
    Resource.RECOGNITION: N_("Recognition"),
    Resource.INFLUENCE: N_("Influence"),
}
_SCORE_NAMES = (N_("none"), N_("informal"), N_("agreed"), N_("agreed and used"))


def item_key(item: Resource) -> str:
    """The key of the item in a network year."""
    return f"resource_{item}"


def score_name(score: int | None) -> str:
    """A score in words, in the language in use; "not stated" for None."""
    return _("not stated") if score is None else _(_SCORE_NAMES[score])


@dataclass(frozen=True, slots=True)
class Resourcing:
    """The eight scores of a year; None for an item that is not stated."""

    year: int
    scores: Mapping[Resource, int | None]

    @property
    def stated(self) -> int:
        """How many of the eight are stated."""
        return sum(score is not None for score in self.scores.values())

    @property
    def total(self) -> int | None:
        """The sum out of 24, which stands beside the scores only; None unless all eight are stated."""
        known = [score for score in self.scores.values() if score is not None]
        return sum(known) if len(known) == len(ITEMS) else None


def resourcing_of(year: int, values: Values) -> Resourcing:
    """The scores a network year holds."""
    return Resourcing(year, {item: whole(values.get(item_key(item))) for item in ITEMS})


def changes(profiles: Sequence[Resourcing]) -> dict[Resource, int | None]:
    """How each score changed from the year before to the latest; None unless both are stated and follow each other."""
    if len(profiles) < 2:
        return dict.fromkeys(ITEMS)
    before, latest = sorted(profiles, key=lambda one: one.year)[-2:]
    if latest.year - before.year != 1:
        return dict.fromkeys(ITEMS)
    return {item: _minus(latest.scores[item], before.scores[item]) for item in ITEMS}


def _minus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


@dataclass(frozen=True, slots=True)
class Used:
    """What was given and what was used of it: hours or pounds; None for what is not stated."""

    given: Decimal | None
    used: Decimal | None

    @property
    def share(self) -> Fraction | None:
        """What part was used (above 1 where it was more than was given); None where it cannot be said."""
        if self.given is None or self.used is None or not self.given:
            return None
        return Fraction(self.used) / Fraction(self.given)


def used_of(values: Values, given: str, used: str) -> Used:
    """What a network year says was given and used."""
    return Used(amount(values.get(given)), amount(values.get(used)))


def whole(value: object) -> int | None:
    """A whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def amount(value: object) -> Decimal | None:
    """A number with its decimals; None for anything else."""
    if isinstance(value, Decimal):
        return value
    number = whole(value)
    return None if number is None else Decimal(number)
