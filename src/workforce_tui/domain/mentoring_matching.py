"""M4: what became of people who were mentored, beside people like them who were not. An association, not an effect.

Those who take part chose to, and may have been likelier to be promoted without it: matching on level and time in post
takes away only what those two explain. People of the two arms are matched exactly: same snapshot before and after, same
organisation, level and band of months in post. Within a stratum every comparator weighs as much as another, and each
stratum as much as it has participants (the weights of an average effect on the participants). Participants like whom
nobody is are left out, and said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.moves import Move, move_between
from workforce_tui.domain.statistics import Interval, wilson_of_share
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from workforce_tui.domain.moves import Position

FEWEST_IN_ARM = 10
"""With fewer people in either arm nothing is said."""
BANDS = (12, 36, 60, 120)
"""Months in post at which a new band begins: under 1 year, 1 to 2, 3 to 4, 5 to 9, 10 years and more."""
_FEW = N_("There are fewer than 10 people in one of the two groups.")
_NOBODY = N_("Nobody who took part can be followed.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of somebody by the later snapshot; `promoted` None where their grades cannot be compared."""

    in_post: bool
    promoted: bool | None


def outcome_between(before: Position, after: Position | None) -> Outcome:
    """What became of somebody in *before* at the first date and in *after* (None: not in post) at the second.

    Promoted is a higher substantive grade of the same ladder. Whoever is not in post any more was not promoted here.
    """
    if after is None:
        return Outcome(False, False)
    move = move_between(before, after)
    return Outcome(True, None if move is Move.NOT_COMPARABLE else move is Move.PROMOTED)


def months_band(months: int | None) -> int | None:
    """The band of so many months in post, 0 for the shortest; None where the months are not known."""
    return None if months is None or months < 0 else bisect_right(BANDS, months)


@dataclass(slots=True)
class Tally:
    """People of a stratum, and how many of them had the outcome."""

    people: int = 0
    events: int = 0


class Arms:
    """Participants and comparators, counted by stratum; a stratum is anything that two people must share."""

    def __init__(self) -> None:
        self.participants: defaultdict[Hashable, Tally] = defaultdict(Tally)
        self.comparators: defaultdict[Hashable, Tally] = defaultdict(Tally)
        self.unplaced = 0
        """Participants whose level or months in post are not known, so that nobody can be like them."""
        self.unclear = 0
        """Participants whose outcome is not known."""

    def add(self, stratum: Hashable | None, outcome: bool | None, *, took_part: bool, people: int = 1) -> None:
        """Count people; without a stratum or an outcome they are in neither arm."""
        if stratum is None or outcome is None:
            if took_part:
                self.unplaced += people if stratum is None else 0
                self.unclear += people if stratum is not None else 0
            return
        tally = (self.participants if took_part else self.comparators)[stratum]
        tally.people += people
        tally.events += people if outcome else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """M4 of one outcome at one horizon.

    `rate` and `other_rate` (0 to 1) are of the participants and, weighted as they are, of the comparators; `difference`
    is the first minus the second, `interval` its 95% interval. They are None where `flag` says why. `unmatched`
    participants are like nobody; `unplaced` and `unclear` are those whose level, time in post or outcome is not known.
    """

    participants: int
    events: int
    comparators: int
    other_events: int
    rate: float | None
    other_rate: float | None
    difference: float | None
    interval: Interval | None
    strata: int
    unmatched: int
    unplaced: int
    unclear: int
    flag: Flag = Flag.NONE
    note: str = ""


def compare(arms: Arms) -> Comparison:
    """The matched comparison of two arms; only with ten people or more in each."""
    shared = {
        stratum: (own, arms.comparators[stratum])
        for stratum, own in arms.participants.items()
        if stratum in arms.comparators and arms.comparators[stratum].people
    }
    own = _added(pair[0] for pair in shared.values())
    other = _added(pair[1] for pair in shared.values())
    everybody = _added(arms.participants.values())
    counts = (own.people, own.events, other.people, other.events)
    apart = (len(shared), everybody.people - own.people, arms.unplaced, arms.unclear)
    if min(own.people, other.people) < FEWEST_IN_ARM:
        none_at_all = not everybody.people
        flag, note = (Flag.NOT_AVAILABLE, _(_NOBODY)) if none_at_all else (Flag.TOO_FEW, _(_FEW))
        return Comparison(*counts, None, None, None, None, *apart, flag, note)
    rate, other_rate = own.events / own.people, _weighted(shared, own.people)
    interval = _interval(rate, own.people, other_rate, _effective(shared, own.people))
    return Comparison(*counts, rate, other_rate, rate - other_rate, interval, *apart)


def _weighted(shared: Mapping[Hashable, tuple[Tally, Tally]], participants: int) -> float:
    """The comparators' rate, each stratum weighing as much as it has participants."""
    return sum(own.people * other.events / other.people for own, other in shared.values()) / participants


def _effective(shared: Mapping[Hashable, tuple[Tally, Tally]], participants: int) -> float:
    """How many comparators of equal weight would say as much (Kish): 1 ÷ the sum of the squared weights."""
    return 1 / sum((own.people / participants) ** 2 / other.people for own, other in shared.values())


def _interval(rate: float, people: float, other_rate: float, others: float) -> Interval:
    """Newcombe's interval of a difference of two shares (method 10), made of their two Wilson intervals."""
    one, other = wilson_of_share(rate, people), wilson_of_share(other_rate, others)
    below = sqrt((rate - one.low) ** 2 + (other.high - other_rate) ** 2)
    above = sqrt((one.high - rate) ** 2 + (other_rate - other.low) ** 2)
    difference = rate - other_rate
    # Rounding of the numbers must not leave the range a difference of shares can have.
    return Interval(max(difference - below, -1.0), min(difference + above, 1.0))


def _added(tallies: Iterable[Tally]) -> Tally:
    found = Tally()
    for one in tallies:
        found.people += one.people
        found.events += one.events
    return found
