"""How far mentees came: completion and delivery (M3), the funnel from eligible to completed, and withdrawals.

Every share keeps its counts. A count that is not held is not available, never 0, and a share of fewer than ten people
is "too few to say", with its counts beside it. docs/mentoring.md has the definitions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.mentoring import FUNNEL, Role, Stage, reached, stage_count
from workforce_tui.domain.representation import share_interval
from workforce_tui.domain.shares import Share
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.mentoring import CohortFacts
    from workforce_tui.domain.statistics import Interval

FEWEST = 10
"""A share of fewer people than this is too few to say anything from."""
_TOO_FEW = N_("The share is of fewer than 10 people.")
_NOBODY = N_("It would be divided by zero.")
_TOO_MANY = N_("More people took part than are in the staff figures, so the two do not fit together.")
NOT_HELD = N_("Nothing says how many.")


@dataclass(frozen=True, slots=True)
class Proportion:
    """A part of a base, or why there is none. `part` may be known where the base is not.

    `of_people`: each of the base is a person. Sessions and commitments of one pair depend on one another, so a share of
    those has no interval.
    """

    part: Count | None
    base: Count | None
    flag: Flag = Flag.NONE
    note: str = ""
    of_people: bool = True

    @property
    def share(self) -> Share | None:
        """The share, None where it does not exist."""
        if self.flag in (Flag.NOT_AVAILABLE, Flag.NOT_CALCULABLE) or self.part is None or self.base is None:
            return None
        low = max(self.base.low - self.part.high, 0)
        return Share(self.part, Count(low, max(self.base.high - self.part.low, low)))

    @property
    def interval(self) -> Interval | None:
        """The 95% Wilson interval of the share (0 to 1)."""
        return share_interval(self.share) if self.share is not None and self.of_people else None


def proportion(part: Count | None, base: Count | None, reason: str = "") -> Proportion:
    """A part of a base with the flag it needs; *reason* is why one of them is missing."""
    if part is None or base is None:
        return Proportion(part, base, Flag.NOT_AVAILABLE, reason or _(NOT_HELD))
    if not base.high:
        return Proportion(part, base, Flag.NOT_CALCULABLE, _(_NOBODY))
    if part.low > base.high:
        return Proportion(part, base, Flag.NOT_AVAILABLE, _(_TOO_MANY))
    if base.low < FEWEST:
        return Proportion(part, base, Flag.TOO_FEW, _(_TOO_FEW))
    return Proportion(part, base)


@dataclass(frozen=True, slots=True)
class Delivery:
    """M3 of some people: completed and withdrew of those who started; the rest take part still.

    `cohorts` is how many cohorts say both how many started and how many completed; `silent` how many do not.
    """

    completed: Proportion
    withdrew: Proportion
    ongoing: Count | None
    cohorts: int
    silent: int


def completion(cohorts: Sequence[CohortFacts], chosen: Callable[[str], bool] | None = None) -> Delivery:
    """M3 of everybody, or of those whose ethnicity is *chosen*; only cohorts that say both numbers are added up."""
    started, completed = _both(cohorts, Stage.STARTED, Stage.COMPLETED, chosen)
    begun, withdrew = _both(cohorts, Stage.STARTED, Stage.WITHDRAWN, chosen)
    names = [one for one in cohorts if _counts(one, (Stage.STARTED, Stage.COMPLETED), chosen) is not None]
    sources = [one for one in names if _counts(one, (Stage.STARTED, Stage.WITHDRAWN), chosen) is not None]
    ongoing = None
    if started is not None and completed is not None and withdrew is not None and len(sources) == len(names):
        least, most = started.low - completed.high - withdrew.high, started.high - completed.low - withdrew.low
        ongoing = Count(max(least, 0), max(most, 0))
    return Delivery(
        proportion(completed, started), proportion(withdrew, begun), ongoing, len(names), len(cohorts) - len(names)
    )


def _both(
    cohorts: Sequence[CohortFacts], base: Stage, part: Stage, chosen: Callable[[str], bool] | None
) -> tuple[Count | None, Count | None]:
    """How many came to two stages, over the cohorts that say both; None and None where none does."""
    found = [pair for one in cohorts if (pair := _counts(one, (base, part), chosen)) is not None]
    if not found:
        return None, None
    return total(pair[0] for pair in found), total(pair[1] for pair in found)


def _counts(
    cohort: CohortFacts, stages: Sequence[Stage], chosen: Callable[[str], bool] | None
) -> tuple[Count, ...] | None:
    """How many of a cohort came to each stage; None where it does not say of all of them."""
    found = [_chosen_count(cohort, stage, chosen) for stage in stages]
    return None if any(one is None for one in found) else tuple(one for one in found if one is not None)


def _chosen_count(cohort: CohortFacts, stage: Stage, chosen: Callable[[str], bool] | None) -> Count | None:
    found = stage_count(cohort, stage)
    if found is None or chosen is None:
        return None if found is None else found.total
    if found.by is None:
        return None
    own = [count for (_level, ethnicity), count in found.by.items() if chosen(ethnicity)]
    return total(own) if own or found.complete else None


def sessions(cohorts: Sequence[CohortFacts]) -> Proportion:
    """M3: sessions held of those planned, over the cohorts that say both.

    More may be held than were planned: then the share does not exist, and both numbers are there.
    """
    both = [pair for one in cohorts if (pair := _sessions(one)) is not None]
    if not both:
        return Proportion(None, None, Flag.NOT_AVAILABLE, _(NOT_HELD))
    return of_things(sum(pair[1] for pair in both), sum(pair[0] for pair in both))


def of_things(part: int, base: int) -> Proportion:
    """A share of sessions or commitments; more may have been held or delivered than were planned, which is no share."""
    counts = (Count.exact(part), Count.exact(base))
    if not base:
        return Proportion(*counts, Flag.NOT_CALCULABLE, _(_NOBODY), of_people=False)
    if part > base:
        return Proportion(*counts, Flag.NOT_AVAILABLE, _("There are more than were planned."), of_people=False)
    return Proportion(*counts, of_people=False)


def _sessions(cohort: CohortFacts) -> tuple[int, int] | None:
    """Sessions planned and held: as typed of the cohort, else those of its people who have both."""
    if cohort.sessions_planned is not None and cohort.sessions_held is not None:
        return cohort.sessions_planned, cohort.sessions_held
    pairs = [
        (one.sessions_planned, one.sessions_held)
        for one in cohort.of(Role.MENTEE)
        if one.sessions_planned is not None and one.sessions_held is not None
    ]
    return (sum(one for one, _held in pairs), sum(held for _one, held in pairs)) if pairs else None


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How many of a group came to each stage (None: nothing says), and of those at the stage before and at the first.

    A rate is over the cohorts that say both its numbers, so it need not be the quotient of the two counts shown.
    """

    key: str
    counts: tuple[Count | None, ...]
    rates: tuple[Proportion, ...]


def funnel(cohorts: Sequence[CohortFacts], key: str, chosen: Callable[[str], bool] | None = None) -> FunnelRow:
    """Eligible to completed, of everybody or of those whose ethnicity is *chosen*."""
    counts = []
    for stage in FUNNEL:
        held = [one for cohort in cohorts if (one := _chosen_count(cohort, stage, chosen)) is not None]
        counts.append(total(held) if held else None)
    rates = []
    for before, stage in pairwise(FUNNEL):
        base, part = _both(cohorts, before, stage, chosen)
        rates.append(proportion(part, base))
    return FunnelRow(key, tuple(counts), tuple(rates))


def withdrawals(cohorts: Sequence[CohortFacts]) -> tuple[tuple[str, int], ...]:
    """Why people withdrew, the commonest reason first: as typed of each cohort, else by its people.

    Withdrawals without a reason are counted as not stated.
    """
    found: Counter[str] = Counter()
    for cohort in cohorts:
        own: Counter[str] = Counter(dict(cohort.reasons))
        if not own:
            for one in cohort.of(Role.MENTEE):
                if Stage.WITHDRAWN in reached(one.status):
                    own[one.reason or "not_stated"] += one.people.low
        all_of_them = stage_count(cohort, Stage.WITHDRAWN)
        if all_of_them is not None and (rest := all_of_them.total.low - own.total()) > 0:
            own["not_stated"] += rest
        found += own
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
