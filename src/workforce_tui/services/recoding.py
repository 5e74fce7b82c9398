"""What a changed decision moves in the figures held already, and moving it.

The labels of every import are kept beside their codes. A change points the people, counts and events of one
organisation at a label with the new code and counts its cubes anew; the same label of another is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.representation import Composition, Representation, representation
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.i18n import _
from workforce_tui.importing.model import Layout
from workforce_tui.importing.own_grades import levels_differ, two_levels
from workforce_tui.services.decision_figures import GroupChange, SnapshotChange
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.event_recoding import EventPlan, EventPlanner, describe_events, write_events
from workforce_tui.services.label_codes import LabelCodes, Meaning, decision_key
from workforce_tui.services.main_posts import counted_alike, put_apart, put_together
from workforce_tui.services.recoding_labels import (
    code_name,
    may_be_unheld,
    moves_of,
    needs_file,
    overlaps,
    point_labels,
    side_by_side,
)
from workforce_tui.services.transitions import refresh_transitions
from workforce_tui.services.writing import OWN_GRADE, keep_own_grade
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import posts as post_store
from workforce_tui.storage import recoding as store
from workforce_tui.storage.pointing import SNAPSHOT_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.importing.profile import Profile
    from workforce_tui.services.decision_figures import DecisionChange, EventChange
    from workforce_tui.services.recoding_labels import LabelRow
    from workforce_tui.storage.posts import HeldPost
    from workforce_tui.storage.recoding import HeldFact, HeldSnapshot
    from workforce_tui.storage.tables import EthnicityLabelRow, GradeLabelRow

REPEATED = ("duplicate_row", "two_posts")
"""Issues of imports in which somebody had several rows: which of them counts depended on their codes."""


@dataclass(slots=True)
class SnapshotPlan:
    """The labels of one snapshot whose meaning changes, and what follows for its figures."""

    held: HeldSnapshot
    facts: list[HeldFact]
    posts: list[HeldPost] = field(default_factory=list)
    """The posts of people who are in other files of the day too, as this file gave them."""
    meanings: dict[int, Meaning] = field(default_factory=dict)
    """Label -> what it stands for from now on; only labels whose code (or kind of worker) changes."""
    kept: Count = ZERO
    """People whose label would not be understood without the decision; they keep the code they have."""

    @property
    def rows(self) -> list[HeldFact | HeldPost]:
        """Everything with a label: what is counted, and the posts of people in several files."""
        return [*self.facts, *self.posts]


@dataclass(slots=True)
class RecodingPlan:
    """Everything a change moves; `organisation` is None for the decisions of files with several."""

    organisation: str | None
    change: DecisionChange
    snapshots: list[SnapshotPlan] = field(default_factory=list)
    grades: dict[int, GradeLabelRow] = field(default_factory=dict)
    ethnicities: dict[int, EthnicityLabelRow] = field(default_factory=dict)
    events: list[EventPlan] = field(default_factory=list)
    unseen: set[int] = field(default_factory=set)
    """Imports of tables that may have the text and hold nobody under it: as a column left out or a sum of others."""

    @property
    def touched(self) -> Mapping[int, LabelRow]:
        """The labels of the kind the change is about."""
        return self.grades if self.change.field == "grade" else self.ethnicities


def plan_recoding(
    session: Session, organisation: str | None, change: DecisionChange, before: Profile, after: Profile
) -> RecodingPlan:
    """What *change* moves, from the answers of one profile to those of another; nothing is written.

    Raises:
        WorkforceError: only reading the file again can say what would come of it.
    """
    plan = RecodingPlan(organisation, change)
    # Whoever is asked for the decision is touched by it: the old one when it is removed, else the new one.
    old, new = LabelCodes(session, before), LabelCodes(session, after)
    asking = old if change.answer is None else new
    unheld = may_be_unheld(change, before, old)
    for held in store.held_snapshots(session, organisation=organisation):
        posts = post_store.posts(session, snapshot_ids=[held.id])
        one = SnapshotPlan(held, store.held_facts(session, snapshot_id=held.id), posts)
        _name_labels(session, plan, one)
        touched = (_touch_grades if change.field == "grade" else _touch_ethnicities)(plan, one, asking, new)
        if unheld and not touched and held.layout != Layout.RECORD:
            plan.unseen.add(held.batch)
        if one.meanings or one.kept.high:
            plan.snapshots.append(one)
    for one in plan.snapshots:
        _check_overlap(plan, one)
        _check_workers(session, plan, one)
    _check_posts(session, plan)
    planner = EventPlanner(session, change, before=old, asking=asking, after=new)
    plan.events = planner.plans(organisation)
    plan.grades |= planner.grades
    plan.ethnicities |= planner.ethnicities
    plan.unseen |= planner.unseen if unheld else set()
    _check_levels(plan, new)
    return plan


def _check_levels(plan: RecodingPlan, new: LabelCodes) -> None:
    """Two spellings of a grade of an organisation's own have one level: the other is decided first, or as well."""
    if plan.change.field != "grade":
        return
    wanted = decision_key("grade", plan.change.value)
    meanings = [new.grade(row) for row in plan.grades.values()]
    mine = {one.label for one in meanings if wanted in one.used}
    labels = [one.label for one in meanings if one.label is not None]
    for place, known in two_levels(labels):
        if known in mine or labels[place] in mine:
            issue = levels_differ(known, labels[place])
            raise WorkforceError(issue.message, issue.fix)


def _name_labels(session: Session, plan: RecodingPlan, one: SnapshotPlan) -> None:
    grades = {fact.grade_label for fact in one.rows} - set(plan.grades)
    ethnicities = {fact.ethnicity_label for fact in one.rows} - set(plan.ethnicities)
    plan.grades |= store.grade_labels(session, ids=grades)
    plan.ethnicities |= store.ethnicity_labels(session, ids=ethnicities)


def _touch_grades(plan: RecodingPlan, one: SnapshotPlan, asking: LabelCodes, new: LabelCodes) -> bool:
    """Note what changes; whether the snapshot has any label that asks for the decision."""
    wanted, asked = decision_key("grade", plan.change.value), False
    for label in {fact.grade_label for fact in one.rows}:
        row = plan.grades[label]
        if wanted not in asking.grade(row).used:
            continue
        asked = True
        mine = [fact for fact in one.facts if fact.grade_label == label]
        meaning = new.grade(row)
        workers = {fact.worker_type for fact in one.rows if fact.grade_label == label}
        same_worker = meaning.worker_type is None or workers == {meaning.worker_type}
        if meaning.code is None:
            one.kept += _people(mine)
        elif (meaning.code, meaning.temporary) != (row.grade, row.temporary) or not same_worker:
            one.meanings[label] = meaning
    return asked


def _touch_ethnicities(plan: RecodingPlan, one: SnapshotPlan, asking: LabelCodes, new: LabelCodes) -> bool:
    """Note what changes; whether the snapshot has any label that asks for the decision."""
    wanted, asked = decision_key("ethnicity", plan.change.value), False
    for label in {fact.ethnicity_label for fact in one.rows}:
        row = plan.ethnicities[label]
        if wanted not in asking.ethnicity(row, one.held).used:
            continue
        asked = True
        meaning = new.ethnicity(row, one.held)
        if meaning.code is None:
            one.kept += _people(fact for fact in one.facts if fact.ethnicity_label == label)
        elif meaning.code != row.ethnicity:
            one.meanings[label] = meaning
    return asked


def _people(facts: Iterable[HeldFact]) -> Count:
    low = high = 0
    for fact in facts:
        low, high = low + fact.low, high + fact.high
    return Count(low, high)


def _check_overlap(plan: RecodingPlan, one: SnapshotPlan) -> None:
    """In a table of counts a group and a part of it may count people twice: only its totals can tell."""
    if plan.change.field != "ethnicity" or one.held.layout == Layout.RECORD:
        return
    labels = {fact.ethnicity_label for fact in one.facts}
    old = {plan.ethnicities[label].ethnicity for label in labels}
    new = {_ethnicity(plan, one, label) for label in labels}
    if overlaps(new) - overlaps(old):
        raise _needs_file(one.held, side_by_side())


def _check_workers(session: Session, plan: RecodingPlan, one: SnapshotPlan) -> None:
    """Another file of the same day may already hold the kind of worker that people would become."""
    new = {meaning.worker_type for meaning in one.meanings.values() if meaning.worker_type}
    old = {fact.worker_type for fact in one.rows}
    day = batch_store.snapshots_at(session, organisation=one.held.organisation, as_at=one.held.as_at)
    others = [held.id for held in day if held.id is not None and held.id != one.held.id]
    if new - old and (new - old) & cube_store.worker_types(session, snapshot_ids=others):
        raise _needs_file(one.held, _("another import of the same day holds this kind of worker already"))


def _check_posts(session: Session, plan: RecodingPlan) -> None:
    """Somebody in several files of a day may be counted in another post, or by another answer, under the new codes.

    What is shown and agreed to are the rows that count now, so this is refused.
    """
    touched = {one.held.id: one for one in plan.snapshots if one.meanings}
    for day in {(one.held.organisation, one.held.as_at): one for one in touched.values()}.values():
        held = batch_store.snapshots_at(session, organisation=day.held.organisation, as_at=day.held.as_at)
        if len(held) > 1 and not counted_alike(session, held, lambda post: _recoded(plan, touched, post)):
            raise _needs_file(day.held, _("somebody in two files of that day would be counted in another way"))


def _recoded(plan: RecodingPlan, touched: Mapping[int, SnapshotPlan], post: HeldPost) -> tuple[str, str] | None:
    """The kind of worker and the ethnicity of a post under the new codes; None where its file is not touched."""
    one = touched.get(post.snapshot)
    return None if one is None else (_worker(plan, one, post), _ethnicity(plan, one, post.ethnicity_label))


def _needs_file(held: HeldSnapshot, reason: str) -> WorkforceError:
    return needs_file(held.batch, held.file_name, held.as_at, reason)


def _grade(plan: RecodingPlan, one: SnapshotPlan, label: int) -> str:
    known = one.meanings.get(label) if plan.change.field == "grade" else None
    return known.code or "" if known else plan.grades[label].grade


def _ethnicity(plan: RecodingPlan, one: SnapshotPlan, label: int) -> str:
    known = one.meanings.get(label) if plan.change.field == "ethnicity" else None
    return known.code or "" if known else plan.ethnicities[label].ethnicity


def _worker(plan: RecodingPlan, one: SnapshotPlan, fact: HeldFact | HeldPost) -> str:
    known = one.meanings.get(fact.grade_label) if plan.change.field == "grade" else None
    return known.worker_type if known and known.worker_type else fact.worker_type


def describe(session: Session, plan: RecodingPlan) -> tuple[SnapshotChange, ...]:
    """The plan as figures: who moves, and the representation before and after."""
    book = GradeBook.load(session)
    found = (_described(plan, one, book) for one in plan.snapshots if one.meanings)
    return tuple(one for one in found if one.moves)


def describe_moved_events(session: Session, plan: RecodingPlan) -> tuple[EventChange, ...]:
    """The events and lists of mentoring that move."""
    return describe_events(plan.events, plan.change.field, plan.touched, GradeBook.load(session))


def _described(plan: RecodingPlan, one: SnapshotPlan, book: GradeBook) -> SnapshotChange:
    held, grades = one.held, plan.change.field == "grade"

    def number(label: int) -> Count:
        return _people(fact for fact in one.facts if label == (fact.grade_label if grades else fact.ethnicity_label))

    counted = {fact.grade_label if grades else fact.ethnicity_label for fact in one.facts}
    meanings = {label: meaning for label, meaning in one.meanings.items() if label in counted}
    moves = moves_of(book, held.organisation, plan.change.field, meanings, plan.touched, number)
    before_by, after_by = _by_grade(plan, one, new=False), _by_grade(plan, one, new=True)
    codes = dict.fromkeys(code for move in moves for code in (move.before, move.after)) if grades else {}
    return SnapshotChange(
        batch=held.batch,
        file_name=held.file_name,
        organisation=held.organisation,
        as_at=held.as_at,
        moves=moves,
        before=_figures(before_by.values(), held),
        after=_figures(after_by.values(), held),
        grades=tuple(
            GroupChange(
                code,
                code_name(book, held.organisation, "grade", code, code),
                _one(before_by, code, held),
                _one(after_by, code, held),
            )
            for code in codes
        ),
    )


def _by_grade(plan: RecodingPlan, one: SnapshotPlan, *, new: bool) -> dict[str, dict[str, Count]]:
    """People in the workforce by grade and ethnic group, as they are or as they would be."""
    found: dict[str, dict[str, Count]] = {}
    for fact in one.facts:
        if (_worker(plan, one, fact) if new else fact.worker_type) in OUTSIDE_CODES:
            continue
        grade = _grade(plan, one, fact.grade_label) if new else plan.grades[fact.grade_label].grade
        label = fact.ethnicity_label
        group = _ethnicity(plan, one, label) if new else plan.ethnicities[label].ethnicity
        groups = found.setdefault(grade, {})
        groups[group] = groups.get(group, ZERO) + Count(fact.low, fact.high)
    return found


def _one(by_grade: Mapping[str, Mapping[str, Count]], code: str, held: HeldSnapshot) -> Representation | None:
    return _figures([by_grade[code]], held) if code in by_grade else None


def _figures(groups: Iterable[Mapping[str, Count]], held: HeldSnapshot) -> Representation:
    composition = Composition({}, held.asks_grt)
    for one in groups:
        composition += Composition(one, held.asks_grt)
    return representation(composition, EthnicityDefinition.EM_EXCL)


def repeated_in(session: Session, plan: RecodingPlan) -> list[HeldSnapshot]:
    """Touched snapshots in which the row that counts for somebody with several was chosen by what the labels meant."""
    touched = store.batches_with_issue(session, codes=REPEATED)
    return [one.held for one in plan.snapshots if one.held.batch in touched and one.meanings]


def write_recoding(session: Session, plan: RecodingPlan) -> None:
    """Point the facts at their new labels and count the cubes of what was touched anew."""
    places = {(one.held.organisation, one.held.as_at) for one in plan.snapshots if one.meanings}
    put_apart(session, places)
    for one in plan.snapshots:
        point_labels(session, SNAPSHOT_ROWS, one.held.id, one.meanings, plan.touched)
        if one.meanings:
            store.rebuild_cube(session, snapshot_id=one.held.id)
            store.recount_batch(session, batch_id=one.held.batch, outside=OUTSIDE_CODES)
    put_together(session, places)
    refresh_transitions(session, places)
    write_events(session, plan.events, plan.change.field, plan.touched)


def keep_own_grades(session: Session, codes: LabelCodes, rows: Sequence[GradeLabelRow], value: str) -> None:
    """Make the own grades that a decision asks for, at the level it chose."""
    wanted = decision_key("grade", value)
    for row in rows:
        meaning = codes.grade(row)
        if wanted in meaning.used and meaning.label is not None and (meaning.code or "").startswith(OWN_GRADE):
            keep_own_grade(session, meaning.label)
