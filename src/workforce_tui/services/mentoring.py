"""Mentoring of an organisation, of a local criminal justice board's area, or of everybody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import total
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.mentoring import disagreements
from workforce_tui.domain.mentoring_figures import completion, funnel, sessions, withdrawals
from workforce_tui.domain.mentoring_load import mentors_load
from workforce_tui.domain.mentoring_reach import LEVELS, SENIOR, coverage, reverse_reach
from workforce_tui.domain.representation import Composition, representation, too_coarse_definitions
from workforce_tui.domain.workforce import OUTSIDE_CODES, Area, area_name
from workforce_tui.i18n import _, language
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.mentoring_facts import in_year, load_facts
from workforce_tui.services.mentoring_outcomes import Outcomes, People, mentoring_outcomes
from workforce_tui.services.organisations import known_organisations, organisation_in
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.levels import Level
    from workforce_tui.domain.mentoring import CohortFacts, Stage
    from workforce_tui.domain.mentoring_figures import Delivery, FunnelRow, Proportion
    from workforce_tui.domain.mentoring_load import Load
    from workforce_tui.domain.mentoring_reach import CoverageFigures, Reach
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import Record
    from workforce_tui.services.mentoring_facts import MentoringFacts
    from workforce_tui.services.workspace import Workspace

HEADLINE = EthnicityDefinition.EM_EXCL
GROUPS = (None, Membership.MINORITY, Membership.WHITE, Membership.UNDECLARED, Membership.UNKNOWN)
"""The rows of figures by group: everybody first."""
_NOT_KNOWN = frozenset({Membership.UNKNOWN, Membership.NOT_GIVEN})


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose mentoring: the name a reader knows, and the codes of the organisations."""

    name: str
    organisations: tuple[str, ...]
    organisation: str | None = None
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Figures of one group; `member` None is everybody."""

    member: Membership | None
    delivery: Delivery
    funnel: FunnelRow


@dataclass(frozen=True, slots=True)
class MentoringReport:
    """All figures of a scope. `year` None: every cohort, whenever it started. What became of mentees (`outcomes`) is of
    every cohort all the same, followed up to the end of that year: who started in it cannot have been followed yet.

    `staff_dates` are the days of the staff figures used, by organisation; `without_staff` the organisations of the
    scope with mentees and no staff figures, which are left out of coverage and reach. `unlinked` is how many people
    of lists are of no scheme on record, `divided` how many cohorts are shared with organisations outside the scope.
    """

    scope: Scope
    definition: EthnicityDefinition
    year: int | None
    schemes: tuple[Record, ...]
    evaluations: tuple[Record, ...]
    cohorts: tuple[CohortFacts, ...]
    coverage: CoverageFigures
    reach: Reach
    groups: tuple[GroupFigures, ...]
    sessions: Proportion
    withdrawals: tuple[tuple[str, int], ...]
    load: Load
    outcomes: Outcomes
    staff_dates: dict[str, date]
    without_staff: tuple[Organisation, ...]
    unlinked: int
    divided: int
    disagreements: tuple[tuple[str, Stage, int, Count], ...]


def mentoring_report(
    ws: Workspace,
    organisation: str | None = None,
    area: Area | None = None,
    *,
    definition: EthnicityDefinition = HEADLINE,
    year: int | None = None,
) -> MentoringReport:
    """The mentoring of an organisation, of every organisation of an area, or (for neither) of all in Wales.

    Shared schemes are counted once. *year* keeps the cohorts that started in the reporting year ending 31 March of it.

    Raises:
        WorkforceError: there is no such organisation or year, or both an organisation and an area were given.
    """
    if organisation is not None and area is not None:
        raise WorkforceError(
            _("Give an organisation or an area, not both."), _("An organisation's figures are a part of its area's.")
        )
    with ws.reading() as session:
        key = ("mentoring", organisation, area, definition, year, language())
        return once(session, key, lambda: _report(session, organisation, area, definition, year))


def _report(
    session: Session, organisation: str | None, area: Area | None, definition: EthnicityDefinition, year: int | None
) -> MentoringReport:
    source = _Source.load(session, definition, year)
    return source.report(_scope(session, source.known, organisation, area))


@dataclass(frozen=True, slots=True)
class MentoringYear:
    """M1 over the levels of its schemes, M2, and M3 of an organisation's cohorts that started in a reporting year."""

    coverage: Proportion
    reach: Proportion
    completion: Proportion
    sessions: Proportion


def mentoring_year(
    ws: Workspace, organisation: str, *, year: int, definition: EthnicityDefinition = HEADLINE
) -> MentoringYear:
    """The rates of a year alone, without what became of anybody.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        source = _Source.load(session, definition, year)
        scope = _scope(session, source.known, organisation, None)
        cohorts, inside, staff = source.cohorts(scope)
        return MentoringYear(
            coverage(inside, staff.minority, definition).total.value,
            reverse_reach(inside, staff.seniors).value,
            completion(cohorts).completed,
            sessions(cohorts),
        )


def mentoring_by_place(
    ws: Workspace, *, areas: bool, definition: EthnicityDefinition = HEADLINE, year: int | None = None
) -> tuple[MentoringReport, ...]:
    """The mentoring of each area, or of each organisation, that any is held of."""
    with ws.reading() as session:
        source = _Source.load(session, definition, year)
        named = {code for one in source.facts.cohorts for code in one.facts.organisations}
        named |= {code for one in source.facts.schemes for code in one.organisations}
        known = [one for one in source.known if one.code in named]
        if areas:
            held = {one.area for one in known}
            scopes = [_scope(session, source.known, None, area) for area in Area if area in held]
        else:
            scopes = [_scope(session, source.known, one.code, None) for one in known]
        return tuple(source.report(scope) for scope in scopes)


@dataclass(frozen=True, slots=True)
class _Source:
    """What every report is made from."""

    session: Session
    known: tuple[Organisation, ...]
    facts: MentoringFacts
    definition: EthnicityDefinition
    year: int | None
    people: People = field(default_factory=dict)
    """Who is in which snapshots, read once for every scope."""

    @classmethod
    def load(cls, session: Session, definition: EthnicityDefinition, year: int | None) -> _Source:
        """Read what is held."""
        known = known_organisations(session)
        facts = load_facts(session, definition, [one.code for one in known if one.in_wales])
        return cls(session, known, facts, definition, year)

    def _dated(self) -> list[CohortFacts]:
        """The cohorts that started in the year."""
        return [one.facts for one in self.facts.cohorts if self.year is None or in_year(one.start, self.year)]

    def cohorts(self, scope: Scope) -> tuple[list[CohortFacts], list[CohortFacts], _Staff]:
        """The cohorts of a scope, those of them whose staff figures are held (all where none are), and the staff."""
        cohorts = [found for one in self._dated() if (found := one.within(scope.organisations)) is not None]
        staff = _Staff(self.session, scope.organisations, self.definition, until=_end_of(self.year))
        inside = [found for one in cohorts if (found := one.within(staff.organisations)) is not None]
        return cohorts, inside if staff.organisations else cohorts, staff

    def report(self, scope: Scope) -> MentoringReport:
        """The figures of a scope."""
        cohorts, inside, staff = self.cohorts(scope)
        ever = [found for one in self.facts.cohorts if (found := one.facts.within(scope.organisations)) is not None]
        return MentoringReport(
            scope=scope,
            definition=self.definition,
            year=self.year,
            schemes=tuple(one for one in self.facts.schemes if _belongs(one, scope)),
            evaluations=_evaluations(self.facts, scope),
            cohorts=tuple(cohorts),
            coverage=coverage(inside, staff.minority, self.definition),
            reach=reverse_reach(inside, staff.seniors),
            groups=tuple(_group(cohorts, member, self.definition) for member in GROUPS),
            sessions=sessions(cohorts),
            withdrawals=withdrawals(cohorts),
            load=mentors_load(cohorts, self.definition),
            outcomes=mentoring_outcomes(
                self.session, ever, self.definition, self.facts.mentees(), until=_end_of(self.year), held=self.people
            ),
            staff_dates=staff.dates,
            without_staff=_without(cohorts, staff.organisations, scope, self.known),
            unlinked=sum(one.people.high for one in self.facts.unlinked if one.organisation in scope.organisations),
            divided=sum(_is_divided(one, scope) for one in self._dated()),
            disagreements=tuple((one.name, *each) for one in cohorts for each in disagreements(one)),
        )


def _is_divided(cohort: CohortFacts, scope: Scope) -> bool:
    """Whether a cohort is shared with organisations outside a scope, so that what was typed is not the scope's."""
    return bool(set(cohort.organisations) & set(scope.organisations)) and not (
        set(cohort.organisations) <= set(scope.organisations)
    )


def _scope(session: Session, known: Sequence[Organisation], organisation: str | None, area: Area | None) -> Scope:
    if organisation is not None:
        chosen = organisation_in(session, organisation)
        return Scope(chosen.name, (chosen.code,), organisation=chosen.code)
    if area is not None:
        return Scope(area_name(area), tuple(one.code for one in known if one.area is area), area=area)
    return Scope(_("All organisations in Wales"), tuple(one.code for one in known if one.in_wales))


def _belongs(scheme: Record, scope: Scope) -> bool:
    """Whether a scheme is of a scope: one of all Wales is of every organisation."""
    return not scheme.organisations or bool(set(scheme.organisations) & set(scope.organisations))


def _evaluations(facts: MentoringFacts, scope: Scope) -> tuple[Record, ...]:
    schemes = {one.id for one in facts.schemes if _belongs(one, scope)}
    return tuple(one for one in facts.evaluations if one.parent_id in schemes)


def _end_of(year: int | None) -> date | None:
    return None if year is None else collection_year(year).end


def _without(
    cohorts: Iterable[CohortFacts], held: Sequence[str], scope: Scope, known: Sequence[Organisation]
) -> tuple[Organisation, ...]:
    """The organisations of a scope that mentoring is held of, and no staff figures."""
    named = {code for one in cohorts for code in (*one.organisations, *(p.organisation for p in one.participations))}
    wanted = (named & set(scope.organisations)) - set(held)
    return tuple(one for one in known if one.code in wanted)


def _group(cohorts: Sequence[CohortFacts], member: Membership | None, definition: EthnicityDefinition) -> GroupFigures:
    if member is None:
        return GroupFigures(None, completion(cohorts), funnel(cohorts, "all"))

    def chosen(code: str) -> bool:
        own = membership(code, definition)
        return own is member or (member is Membership.UNKNOWN and own in _NOT_KNOWN)

    return GroupFigures(member, completion(cohorts, chosen), funnel(cohorts, member.value, chosen))


class _Staff:
    """The latest staff figures of each organisation up to a day: ethnic minority staff by level, senior managers."""

    def __init__(
        self, session: Session, organisations: Sequence[str], definition: EthnicityDefinition, *, until: date | None
    ) -> None:
        wanted = set(organisations)
        held = [
            one
            for one in cube_store.snapshots(session)
            if one.in_workforce and one.organisation in wanted and (until is None or one.as_at <= until)
        ]
        self.dates: dict[str, date] = {}
        for one in held:
            self.dates.setdefault(one.organisation, one.as_at)
        kept = {one.id: one for one in held if one.as_at == self.dates[one.organisation]}
        self.organisations = tuple(self.dates)
        levels = self._compositions(session, list(kept.values()))
        figures = {level: representation(one, definition) for level, one in levels.items()}
        self.minority = {level: one.minority for level, one in figures.items()} if kept else None
        self.seniors = total(figures[level].headcount for level in SENIOR if level in figures) if kept else None

    def _compositions(self, session: Session, kept: Sequence[cube_store.SnapshotKey]) -> dict[Level, Composition]:
        book = GradeBook.load(session)
        asks: dict[tuple[str, date], bool] = {}
        for one in kept:
            key = one.organisation, one.as_at
            asks[key] = asks.get(key, True) and one.asks_grt
        held = cube_store.cells(session, snapshot_ids=[one.id for one in kept])
        cells = [cell for cell in held if cell.worker_type not in OUTSIDE_CODES]
        codes: dict[tuple[str, date], set[str]] = defaultdict(set)
        for cell in cells:
            codes[cell.organisation, cell.as_at].add(cell.ethnicity)
        coarse = {key: too_coarse_definitions(found, asks_grt=asks[key]) for key, found in codes.items()}
        levels: dict[Level, Composition] = {level: Composition({}) for level in LEVELS}
        for cell in cells:
            level, key = book.level(cell.organisation, cell.grade, cell.as_at), (cell.organisation, cell.as_at)
            own = Composition({cell.ethnicity: cell.count}, asks[key], coarse[key])
            levels[level] = levels[level] + own if level in levels else own
        return levels
