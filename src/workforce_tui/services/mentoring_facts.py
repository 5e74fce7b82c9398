"""What is held of mentoring, put together: schemes and cohorts on record, lists of people, and the staff figures.

Somebody's level is that of the grade in the list, else of their grade in the snapshot before they started; their
ethnicity is the latest answer in the snapshots, else the list's. A list belongs to a scheme by its name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import Membership, is_answered, membership
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.levels import Level
from workforce_tui.domain.mentoring import CohortFacts, Participation, Role, SchemeType, Stage
from workforce_tui.domain.mentoring_records import COHORT, COUNTS, EVALUATION, PEOPLE, SCHEME
from workforce_tui.domain.records import Grid
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.mentoring_schemes import names_of
from workforce_tui.storage import participations as store
from workforce_tui.storage import records as record_store
from workforce_tui.storage import transitions as person_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.records import Record, Values
    from workforce_tui.storage.participations import HeldParticipation, HeldPerson

YEAR_STARTS = 4
"""The month in which a reporting year starts."""


@dataclass(frozen=True, slots=True)
class DatedCohort:
    """A cohort with the day it started; None where nothing says."""

    facts: CohortFacts
    start: date | None


@dataclass(frozen=True, slots=True)
class MentoringFacts:
    """Everything of mentoring under one definition. `unlinked` participations name no scheme that is on record."""

    schemes: tuple[Record, ...]
    evaluations: tuple[Record, ...]
    cohorts: tuple[DatedCohort, ...]
    unlinked: tuple[Participation, ...] = ()

    def mentees(self) -> set[bytes]:
        """Everybody who is listed as a mentee, however far they came."""
        listed = (*self.unlinked, *(person for one in self.cohorts for person in one.facts.participations))
        return {one.person for one in listed if one.role is Role.MENTEE and one.person is not None}


def load_facts(session: Session, definition: EthnicityDefinition, wales: Iterable[str]) -> MentoringFacts:
    """Put together what is held; a record of all Wales belongs to the organisations of *wales* together."""
    gone = record_store.archived_numbers(session)
    kept: dict[str, list[Record]] = defaultdict(list)
    for one in record_store.records(session, kinds=[SCHEME, COHORT, COUNTS, EVALUATION]):
        if one.id not in gone:
            kept[one.kind].append(one)
    people = KnownPeople(session, definition)
    links = _Links(kept, tuple(wales))
    for held in current(store.held(session)):
        if held.row.worker_type not in OUTSIDE_CODES:
            links.take(held, people.participation(held))
    return MentoringFacts(tuple(kept[SCHEME]), tuple(kept[EVALUATION]), links.cohorts(), tuple(links.unlinked))


def current(rows: Sequence[HeldParticipation]) -> list[HeldParticipation]:
    """Each person once in a cohort, and each list of counts once: as the latest period has it.

    Rows come latest first; one period has a person once, and may have many rows of counts.
    """
    latest: dict[tuple[object, ...], date] = {}
    found = []
    for one in rows:
        key = (one.organisation, one.dataset, store.cohort_key(one.row.scheme, one.row.cohort), one.row.pseudonym)
        if latest.setdefault(key, one.period_end) == one.period_end:
            found.append(one)
    return found


class KnownPeople:
    """Who somebody is in the snapshots."""

    def __init__(self, session: Session, definition: EthnicityDefinition) -> None:
        self._session, self._definition = session, definition
        self._book = GradeBook.load(session)
        self._held: dict[str, dict[bytes, list[tuple[date, HeldPerson]]]] = {}

    def _of(self, organisation: str) -> dict[bytes, list[tuple[date, HeldPerson]]]:
        if organisation not in self._held:
            dates = person_store.person_dates(self._session, organisation=organisation)
            day_of = {number: day for day, numbers in dates.items() for number in numbers}
            found: dict[bytes, list[tuple[date, HeldPerson]]] = defaultdict(list)
            for one in store.people_in(self._session, snapshot_ids=day_of, taking_part=True):
                found[one.pseudonym].append((day_of[one.snapshot], one))
            for rows in found.values():
                rows.sort(key=lambda row: row[0])
            self._held[organisation] = found
        return self._held[organisation]

    def ethnicity(self, organisation: str, person: bytes | None, listed: str) -> str:
        """The latest answer in the snapshots, else what the list says."""
        rows = self._of(organisation).get(person, []) if person else []
        answers = [row.ethnicity for _day, row in rows if is_answered(row.ethnicity)]
        if answers:
            return answers[-1]
        return listed if is_answered(listed) or not rows else rows[-1][1].ethnicity

    def level(self, held: HeldParticipation) -> Level:
        """The level of their grade when they started."""
        grade, when = self.grade(held), _started_on(held)
        return self._book.level(held.organisation, grade, when) if grade else Level.L0

    def grade(self, held: HeldParticipation) -> str:
        """The grade listed, else that in the last snapshot before the start (or the first after); "" for none."""
        if held.grade or not held.row.pseudonym:
            return held.grade
        when = _started_on(held)
        rows = self._of(held.organisation).get(held.row.pseudonym, [])
        before = [one for day, one in rows if (day.year, day.month) <= (when.year, when.month)]
        return before[-1].grade if before else rows[0][1].grade if rows else ""

    def participation(self, held: HeldParticipation) -> Participation:
        """A row as the domain has it."""
        row = held.row
        return Participation(
            organisation=held.organisation,
            role=Role.MENTEE if held.dataset == Dataset.MENTEES else Role.MENTOR,
            status=row.outcome,
            level=self.level(held),
            ethnicity=self.ethnicity(held.organisation, row.pseudonym, held.ethnicity),
            people=Count(row.low, row.high),
            person=row.pseudonym,
            partner=row.partner,
            partner_minority=self._minority(held.organisation, row.partner),
            start_month=row.start_month,
            sessions_planned=row.sessions_planned,
            sessions_held=row.sessions_held,
            reason=row.reason,
            confidence=(row.confidence_before, row.confidence_after),
            belonging=(row.belonging_before, row.belonging_after),
            readiness=(row.readiness_before, row.readiness_after),
            satisfaction=row.satisfaction,
            goal_met=row.goal_met,
            commitments_made=row.commitments_made,
            commitments_delivered=row.commitments_delivered,
            feedback_done=row.feedback_done,
        )

    def _minority(self, organisation: str, person: bytes | None) -> bool | None:
        """Whether somebody in the snapshots is from an ethnic minority; None where that is not known."""
        rows = self._of(organisation).get(person, []) if person else []
        answers = [row.ethnicity for _day, row in rows if is_answered(row.ethnicity)]
        member = membership(answers[-1], self._definition) if answers else None
        return {Membership.MINORITY: True, Membership.WHITE: False}.get(member) if member is not None else None


def _started_on(held: HeldParticipation) -> date:
    return _first_day(held.row.start_month) or held.period_end


@dataclass(slots=True)
class _Open:
    """A cohort while it is put together."""

    facts: CohortFacts
    start: date | None
    people: list[Participation] = field(default_factory=list)


class _Links:
    """Puts the people of lists into the cohorts on record; a cohort that is only in lists is made as it is met."""

    def __init__(self, kept: Mapping[str, Sequence[Record]], wales: tuple[str, ...]) -> None:
        self._wales = wales
        schemes, counts = kept.get(SCHEME, ()), defaultdict(list)
        for one in kept.get(COUNTS, ()):
            counts[one.parent_id].append(one.values)
        self._schemes = {one.id: one for one in schemes}
        self._by_name: dict[str, list[Record]] = defaultdict(list)
        for one in schemes:
            for name in dict.fromkeys(map(label_key, names_of(one))):
                self._by_name[name].append(one)
        self._open: dict[tuple[int, str, tuple[str, ...]], _Open] = {}
        self.unlinked: list[Participation] = []
        for cohort in kept.get(COHORT, ()):
            scheme = self._schemes.get(cohort.parent_id or 0)
            if scheme is not None:
                found = cohort_facts(scheme, cohort, self._whose(cohort), counts[cohort.id])
                key = (scheme.id, label_key(found.cohort), found.organisations)
                start = cohort.values.get("start")
                self._open[key] = _Open(found, start if isinstance(start, date) else None)

    def _whose(self, record: Record) -> tuple[str, ...]:
        return record.organisations or self._wales

    def take(self, held: HeldParticipation, one: Participation) -> None:
        """Put somebody into their cohort; without a scheme on record they are unlinked."""
        fits = [
            scheme
            for scheme in self._by_name.get(label_key(held.row.scheme), [])
            if held.organisation in self._whose(scheme)
        ]
        if len(fits) != 1:
            self.unlinked.append(one)
            return
        self._cohort(fits[0], held).people.append(one)

    def _cohort(self, scheme: Record, held: HeldParticipation) -> _Open:
        name = label_key(held.row.cohort)
        for (number, cohort, whose), found in self._open.items():
            if number == scheme.id and cohort == name and held.organisation in whose:
                return found
        key = (scheme.id, name, (held.organisation,))
        plain = cohort_facts(scheme, None, (held.organisation,))
        self._open[key] = _Open(replace(plain, cohort=held.row.cohort), None)
        return self._open[key]

    def cohorts(self) -> tuple[DatedCohort, ...]:
        """Every cohort with its people; one that no record dates started when the first of its people did."""
        found = []
        for one in self._open.values():
            months = [person.start_month for person in one.people if person.start_month is not None]
            start = one.start or (_first_day(min(months)) if months else None)
            found.append(DatedCohort(replace(one.facts, participations=tuple(one.people)), start))
        return tuple(found)


def cohort_facts(
    scheme: Record, cohort: Record | None, organisations: tuple[str, ...], counts: Sequence[Values] = ()
) -> CohortFacts:
    """What the records of a scheme, of a cohort of it and of its tables say; None: a cohort that is only in lists."""
    values: Values = cohort.values if cohort is not None else {}
    return CohortFacts(
        scheme=next(names_of(scheme), ""),
        cohort=next(names_of(cohort), "") if cohort is not None else "",
        type=SchemeType(str(scheme.values["type"])),
        organisations=organisations,
        levels=_levels(scheme.values),
        stated={stage: number for stage in Stage if (number := _whole(values, str(stage))) is not None},
        tables=_tables(counts),
        reasons=_reasons(values),
        sessions_planned=_whole(values, "sessions_planned"),
        sessions_held=_whole(values, "sessions_held"),
        mentors=_whole(values, "mentors"),
        mentors_minority=_whole(values, "mentors_minority"),
        wait_days=_whole(values, "wait_days"),
        mentors_minority_only=scheme.values.get("minority_mentors") is True,
    )


def _levels(values: Values) -> tuple[Level, ...]:
    found = values.get("levels")
    return tuple(Level(one) for one in found) if isinstance(found, tuple) else ()


def _whole(values: Values, key: str) -> int | None:
    found = values.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _tables(counts: Sequence[Values]) -> Mapping[Stage, Mapping[tuple[Level, str], int]]:
    """The tables of a cohort by stage; of two for one stage, the later."""
    grids = {Stage(str(values["stage"])): values.get("table") for values in counts}
    return {
        stage: {(Level(row), column): number for row, column, number in grid.cells}
        for stage, grid in grids.items()
        if isinstance(grid, Grid) and grid.cells
    }


def _reasons(values: Values) -> dict[str, int]:
    grid = values.get("reasons")
    return {row: number for row, column, number in grid.cells if column == PEOPLE} if isinstance(grid, Grid) else {}


def _first_day(month: int | None) -> date | None:
    """The first day of a month given as year * 12 + month - 1."""
    return None if month is None else date(month // 12, month % 12 + 1, 1)


def in_year(start: date | None, year: int) -> bool:
    """Whether a cohort started in the reporting year that ends on 31 March of *year*."""
    return start is not None and date(year - 1, YEAR_STARTS, 1) <= start < date(year, YEAR_STARTS, 1)
