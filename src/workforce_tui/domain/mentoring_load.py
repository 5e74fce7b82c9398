"""What mentors carry: sessions for each of them, and how many are from ethnic minorities.

Reverse mentoring is work that ethnic minority staff do for others: protected time and recognition are asked about in
the scheme, the sessions are counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.mentoring import Role
from workforce_tui.domain.mentoring_figures import NOT_HELD, Proportion, proportion
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.mentoring import CohortFacts


@dataclass(frozen=True, slots=True)
class Load:
    """What mentors carry: sessions held for each mentor, and who the mentors are.

    `per_mentor` is over the cohorts that say both sessions held and mentors. `minority` is of the mentors whose
    ethnicity is known, or as typed.
    """

    mentors: Count | None
    per_mentor: float | None
    minority: Proportion
    sessions: int | None


def mentors_load(cohorts: Sequence[CohortFacts], definition: EthnicityDefinition) -> Load:
    """Sessions for each mentor, and the ethnic minority share of mentors; a person who mentors twice counts once."""
    people: dict[bytes, str] = {}
    mentors, minority, known = 0, 0, 0
    told = False
    held = with_mentors = 0
    both = False
    for cohort in cohorts:
        own, listed = _mentors(cohort), cohort.of(Role.MENTOR)
        if own is None:
            continue
        told = True
        people |= {one.person: one.ethnicity for one in listed if one.person is not None}
        if not listed:
            mentors += own
            if cohort.mentors_minority is not None:
                minority, known = minority + cohort.mentors_minority, known + own
        for one in listed:
            if one.person is None:
                mentors += one.people.low
                minority, known = _with_ethnicity(minority, known, one.ethnicity, one.people.low, definition)
        done = _held(cohort)
        if done is not None and own:
            both, held, with_mentors = True, held + done, with_mentors + own
    for ethnicity in people.values():
        minority, known = _with_ethnicity(minority, known, ethnicity, 1, definition)
    if not told:
        return Load(None, None, Proportion(None, None, Flag.NOT_AVAILABLE, _(NOT_HELD)), None)
    share = proportion(Count.exact(minority), Count.exact(known)) if known else _unknown_mentors()
    return Load(
        Count.exact(mentors + len(people)), held / with_mentors if both else None, share, held if both else None
    )


def _unknown_mentors() -> Proportion:
    return Proportion(None, None, Flag.NOT_AVAILABLE, _("The ethnicity of the mentors is not held."))


def _with_ethnicity(
    minority: int, known: int, ethnicity: str, people: int, definition: EthnicityDefinition
) -> tuple[int, int]:
    member = membership(ethnicity, definition)
    if member is Membership.MINORITY:
        return minority + people, known + people
    return minority, known + (people if member is Membership.WHITE else 0)


def _mentors(cohort: CohortFacts) -> int | None:
    """The mentors of a cohort: those listed, else as typed."""
    listed = cohort.of(Role.MENTOR)
    if not listed:
        return cohort.mentors
    return len({one.person for one in listed if one.person is not None}) + sum(
        one.people.low for one in listed if one.person is None
    )


def _held(cohort: CohortFacts) -> int | None:
    """Sessions held: as typed, else those of the people listed."""
    if cohort.sessions_held is not None:
        return cohort.sessions_held
    held = [one.sessions_held for one in cohort.of(Role.MENTEE) if one.sessions_held is not None]
    return sum(held) if held else None
