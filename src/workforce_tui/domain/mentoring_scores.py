"""What mentees said of themselves before and after, 1 (low) to 5 (high), and what else they report.

Only people who answered both times are compared, and only with ten of them or more: those who stayed to the end and
answered are not everybody who started.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.mentoring import Role
from workforce_tui.domain.mentoring_figures import FEWEST, NOT_HELD, Proportion, of_things, proportion
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.mentoring import CohortFacts, Participation

SCORES = (
    ("confidence", N_("Confidence")),
    ("belonging", N_("Belonging")),
    ("readiness", N_("Readiness to lead")),
)
"""What is scored before and after: (code, name)."""
_FEW = N_("Fewer than 10 people answered both times.")


@dataclass(frozen=True, slots=True)
class Change:
    """The mean score before and after of those who answered both times; None where they are too few."""

    code: str
    name: str
    people: int
    before: Fraction | None
    after: Fraction | None
    flag: Flag = Flag.NONE
    note: str = ""


def changes(cohorts: Sequence[CohortFacts]) -> tuple[Change, ...]:
    """The change of each score, over the mentees of all cohorts."""
    mentees = [one for cohort in cohorts for one in cohort.of(Role.MENTEE)]
    return tuple(_change(code, _(name), mentees) for code, name in SCORES)


def _change(code: str, name: str, mentees: Sequence[Participation]) -> Change:
    pairs = [
        (before, after)
        for one in mentees
        for before, after in [getattr(one, code)]
        if before is not None and after is not None
    ]
    if not pairs:
        return Change(code, name, 0, None, None, Flag.NOT_AVAILABLE, _(NOT_HELD))
    if len(pairs) < FEWEST:
        return Change(code, name, len(pairs), None, None, Flag.TOO_FEW, _(_FEW))
    before, after = (Fraction(sum(pair[place] for pair in pairs), len(pairs)) for place in (0, 1))
    return Change(code, name, len(pairs), before, after)


def satisfied(cohorts: Sequence[CohortFacts]) -> Proportion:
    """Those who scored their satisfaction 4 or 5, of those who scored it."""
    scores = [one.satisfaction for each in cohorts for one in each.of(Role.MENTEE) if one.satisfaction is not None]
    return _of(sum(score >= 4 for score in scores), len(scores))


def goals_met(cohorts: Sequence[CohortFacts]) -> Proportion:
    """Those who met the goal they set, of those who say."""
    said = [one.goal_met for cohort in cohorts for one in cohort.of(Role.MENTEE) if one.goal_met is not None]
    return _of(sum(said), len(said))


def commitments(cohorts: Sequence[CohortFacts]) -> Proportion:
    """Commitments of senior managers delivered, of those made, where both are stated."""
    both = [
        (one.commitments_made, one.commitments_delivered)
        for cohort in cohorts
        for one in cohort.of(Role.MENTEE)
        if one.commitments_made is not None and one.commitments_delivered is not None
    ]
    if not both:
        return Proportion(None, None, Flag.NOT_AVAILABLE, _(NOT_HELD))
    return of_things(sum(delivered for _made, delivered in both), sum(made for made, _delivered in both))


def feedback_taken(cohorts: Sequence[CohortFacts]) -> Proportion:
    """Mentees who took 360 feedback, of those who say whether they did."""
    said = [one.feedback_done for cohort in cohorts for one in cohort.of(Role.MENTEE) if one.feedback_done is not None]
    return _of(sum(said), len(said))


def _of(part: int, base: int) -> Proportion:
    if not base:
        return Proportion(None, None, Flag.NOT_AVAILABLE, _(NOT_HELD))
    return proportion(Count.exact(part), Count.exact(base))
