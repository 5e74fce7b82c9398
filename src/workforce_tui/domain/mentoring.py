"""Mentoring schemes and who took part: the facts that the figures of `domain.mentoring_figures` are made of.

A cohort is one run of a scheme. How far people came in it is held as people (keyed hashes of staff numbers), as a table
of levels and ethnic groups, or as a number alone; for each stage the most detailed of these is used, never a mixture.
All stages are about mentees, the people who are mentored: in reverse mentoring those are the senior managers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workforce_tui.domain.levels import Level


class SchemeType(StrEnum):
    """What a scheme is. The Plan (2b) names the first, and reverse mentoring."""

    TALENT = "talent_leadership"
    COACHING = "coaching"
    SPONSORSHIP = "sponsorship"
    REVERSE = "reverse"
    """Ethnic minority staff mentor senior managers."""
    RECIPROCAL = "reciprocal"
    """Both mentor one another."""
    EXTERNAL = "external"


class Role(StrEnum):
    """What somebody is in a pair."""

    MENTEE = "mentee"
    MENTOR = "mentor"


class Stage(StrEnum):
    """How far mentees came; whoever came to a stage from APPLIED to COMPLETED came through those before it."""

    ELIGIBLE = "eligible"
    OFFERED = "offered"
    APPLIED = "applied"
    MATCHED = "matched"
    STARTED = "started"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    """Left after starting: a part of those who started."""


FUNNEL = tuple(stage for stage in Stage if stage is not Stage.WITHDRAWN)
"""The stages in order; withdrawal is not one of them."""

SCHEME_TYPES = (
    (SchemeType.TALENT, N_("Leadership talent mentoring")),
    (SchemeType.COACHING, N_("Coaching")),
    (SchemeType.SPONSORSHIP, N_("Sponsorship")),
    (SchemeType.REVERSE, N_("Reverse mentoring")),
    (SchemeType.RECIPROCAL, N_("Reciprocal mentoring")),
    (SchemeType.EXTERNAL, N_("External scheme")),
)
REASONS = (
    ("workload", N_("Workload")),
    ("no_release", N_("Not released from duty")),
    ("moved_job", N_("Moved to another job")),
    ("left", N_("Left the organisation")),
    ("mentor_unavailable", N_("The mentor was not available")),
    ("poor_match", N_("The match did not work")),
    ("not_useful", N_("It was not useful")),
    ("personal", N_("Personal reasons")),
    ("other", N_("Other")),
    ("not_stated", N_("Not stated")),
)
"""Why people withdraw: (code, name)."""
_STAGE_NAMES = {
    Stage.ELIGIBLE: N_("Eligible"),
    Stage.OFFERED: N_("Offered a place"),
    Stage.APPLIED: N_("Applied"),
    Stage.MATCHED: N_("Matched"),
    Stage.STARTED: N_("Started"),
    Stage.COMPLETED: N_("Completed"),
    Stage.WITHDRAWN: N_("Withdrew after starting"),
}
_REACHED: Mapping[str, frozenset[Stage]] = MappingProxyType(
    {
        "applied": frozenset({Stage.APPLIED}),
        "withdrawn_before": frozenset({Stage.APPLIED}),
        "matched": frozenset({Stage.APPLIED, Stage.MATCHED}),
        "started": frozenset({Stage.APPLIED, Stage.MATCHED, Stage.STARTED}),
        "completed": frozenset({Stage.APPLIED, Stage.MATCHED, Stage.STARTED, Stage.COMPLETED}),
        "withdrawn": frozenset({Stage.APPLIED, Stage.MATCHED, Stage.STARTED, Stage.WITHDRAWN}),
        "unknown": frozenset(),
    }
)


def scheme_type_name(kind: SchemeType) -> str:
    """The type of scheme in the language in use."""
    return _(dict(SCHEME_TYPES)[kind])


def stage_name(stage: Stage) -> str:
    """The stage in the language in use."""
    return _(_STAGE_NAMES[stage])


def reason_name(code: str) -> str:
    """A reason for withdrawing in the language in use; the code itself where it is none."""
    name = dict(REASONS).get(code)
    return _(name) if name else code


def reached(status: str) -> frozenset[Stage]:
    """The stages somebody came through whose standing is *status*; none where it is not stated."""
    return _REACHED.get(status, frozenset())


ONE = Count(1, 1)


@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody's part in a cohort, or that of so many people who are alike and known only as a count.

    `person` and `partner` (the mentor of a mentee) are keyed hashes. `partner_minority` says whether the partner is
    from an ethnic minority, None where that is not known. Scores are 1 to 5, (before, after); months are year * 12 +
    month - 1. Whatever is not stated is None.
    """

    organisation: str
    role: Role
    status: str
    level: Level
    ethnicity: str
    people: Count = ONE
    person: bytes | None = None
    partner: bytes | None = None
    partner_minority: bool | None = None
    start_month: int | None = None
    sessions_planned: int | None = None
    sessions_held: int | None = None
    reason: str = ""
    confidence: tuple[int | None, int | None] = (None, None)
    belonging: tuple[int | None, int | None] = (None, None)
    readiness: tuple[int | None, int | None] = (None, None)
    satisfaction: int | None = None
    goal_met: bool | None = None
    commitments_made: int | None = None
    commitments_delivered: int | None = None
    feedback_done: bool | None = None


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """One run of a scheme and everything held of it. `levels` are those the scheme is for; empty: every level.

    `stated` holds the numbers typed for whole stages, `tables` those typed by level and ethnic group. Sessions, mentors
    and the median days to a match are as typed, None where they are not. `mentors_minority_only` says that all mentors
    are from ethnic minorities, as reverse mentoring means it.
    """

    scheme: str
    cohort: str
    type: SchemeType
    organisations: tuple[str, ...]
    levels: tuple[Level, ...] = ()
    stated: Mapping[Stage, int] = field(default_factory=dict)
    tables: Mapping[Stage, Mapping[tuple[Level, str], int]] = field(default_factory=dict)
    participations: tuple[Participation, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    sessions_planned: int | None = None
    sessions_held: int | None = None
    mentors: int | None = None
    mentors_minority: int | None = None
    wait_days: int | None = None
    mentors_minority_only: bool = False

    @property
    def name(self) -> str:
        """The scheme and the cohort as a reader knows them."""
        return f"{self.scheme}: {self.cohort}" if self.cohort else self.scheme

    def of(self, role: Role) -> tuple[Participation, ...]:
        """Those who take part in a role."""
        return tuple(one for one in self.participations if one.role is role)

    def within(self, organisations: Collection[str]) -> CohortFacts | None:
        """What of the cohort belongs to some organisations; None for nothing.

        People belong to their own organisation. What was typed of a cohort that others share cannot be divided, so it
        belongs to those organisations only that have all of it.
        """
        people = tuple(one for one in self.participations if one.organisation in organisations)
        if set(self.organisations) <= set(organisations):
            return self if len(people) == len(self.participations) else replace(self, participations=people)
        if not people:
            return None
        kept = (self.scheme, self.cohort, self.type, self.organisations, self.levels)
        return CohortFacts(*kept, participations=people, mentors_minority_only=self.mentors_minority_only)


class Detail(StrEnum):
    """How a stage of a cohort is known, the most detailed first."""

    PEOPLE = "people"
    TABLE = "table"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many mentees of a cohort came to a stage; `by` divides them by level and ethnicity, None where it cannot.

    `complete`: a place that is not in `by` has nobody. A table whose sum nobody typed may have been left unfinished, so
    that a blank cell of it is not stated.
    """

    detail: Detail
    total: Count
    by: Mapping[tuple[Level, str], Count] | None = None
    complete: bool = True


def stage_count(cohort: CohortFacts, stage: Stage) -> StageCount | None:
    """How many came to a stage, from the most detailed source there is; None where nothing says.

    People listed without their standing are at no stage.
    """
    mentees = cohort.of(Role.MENTEE)
    if stage not in (Stage.ELIGIBLE, Stage.OFFERED) and any(reached(one.status) for one in mentees):
        by: dict[tuple[Level, str], Count] = defaultdict(lambda: ZERO)
        for one in mentees:
            if stage in reached(one.status):
                by[one.level, one.ethnicity] += one.people
        return StageCount(Detail.PEOPLE, total(by.values()), by)
    if table := cohort.tables.get(stage):
        counts = {place: Count.exact(number) for place, number in table.items()}
        whole = total(counts.values())
        return StageCount(Detail.TABLE, whole, counts, cohort.stated.get(stage) == whole.low)
    if stage in cohort.stated:
        return StageCount(Detail.TOTAL, Count.exact(cohort.stated[stage]))
    return None


def disagreements(cohort: CohortFacts) -> tuple[tuple[Stage, int, Count], ...]:
    """The stages whose typed number differs from what is used in its place: (stage, typed, used)."""
    found = []
    for stage, typed in cohort.stated.items():
        used = stage_count(cohort, stage)
        if used is not None and not used.total.low <= typed <= used.total.high:
            found.append((stage, typed, used.total))
    return tuple(found)
