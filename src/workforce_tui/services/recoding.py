"""What a changed decision moves in the snapshots held already, and moving it.

The labels of every import are kept beside their codes. A change points the people and counts of one organisation
at a label with the new code and counts its cube anew; the same label of another organisation is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, node, refines
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.representation import Composition, Representation, representation
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE
from workforce_tui.i18n import _
from workforce_tui.importing.model import BLANK, Layout
from workforce_tui.services.decision_figures import GroupChange, Move, SnapshotChange
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.label_codes import LabelCodes, Meaning, decision_key
from workforce_tui.services.transitions import refresh_transitions
from workforce_tui.services.writing import OWN_GRADE, keep_own_grade
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import facts as fact_store
from workforce_tui.storage import recoding as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

    from workforce_tui.importing.profile import Profile
    from workforce_tui.services.decision_figures import DecisionChange
    from workforce_tui.storage.recoding import HeldFact, HeldSnapshot
    from workforce_tui.storage.tables import EthnicityLabelRow, GradeLabelRow

OUTSIDE = frozenset(map(str, OUTSIDE_WORKFORCE))
REPEATED = ("duplicate_row", "two_posts")
"""Issues of imports in which somebody had several rows: which of them counts depended on their codes."""


@dataclass(slots=True)
class SnapshotPlan:
    """The labels of one snapshot whose meaning changes, and what follows for its figures."""

    held: HeldSnapshot
    facts: list[HeldFact]
    meanings: dict[int, Meaning] = field(default_factory=dict)
    """Label -> what it stands for from now on; only labels whose code (or kind of worker) changes."""
    kept: Count = ZERO
    """People whose label would not be understood without the decision; they keep the code they have."""


@dataclass(slots=True)
class RecodingPlan:
    """Everything a change moves; `organisation` is None for the decisions of files with several."""

    organisation: str | None
    change: DecisionChange
    snapshots: list[SnapshotPlan] = field(default_factory=list)
    grades: dict[int, GradeLabelRow] = field(default_factory=dict)
    ethnicities: dict[int, EthnicityLabelRow] = field(default_factory=dict)


def plan_recoding(
    session: Session, organisation: str | None, change: DecisionChange, before: Profile, after: Profile
) -> RecodingPlan:
    """What *change* moves, from the answers of one profile to those of another; nothing is written.

    Raises:
        WorkforceError: only reading the file again can say what would come of it.
    """
    plan = RecodingPlan(organisation, change)
    # Whoever is asked for the decision is touched by it: the old one when it is removed, else the new one.
    asking, new = LabelCodes(session, before if change.answer is None else after), LabelCodes(session, after)
    for held in store.held_snapshots(session, organisation=organisation):
        one = SnapshotPlan(held, store.held_facts(session, snapshot_id=held.id))
        _name_labels(session, plan, one)
        (_touch_grades if change.field == "grade" else _touch_ethnicities)(plan, one, asking, new)
        if one.meanings or one.kept.high:
            plan.snapshots.append(one)
    for one in plan.snapshots:
        _check_overlap(plan, one)
        _check_workers(session, plan, one)
    return plan


def _name_labels(session: Session, plan: RecodingPlan, one: SnapshotPlan) -> None:
    grades = {fact.grade_label for fact in one.facts} - set(plan.grades)
    ethnicities = {fact.ethnicity_label for fact in one.facts} - set(plan.ethnicities)
    plan.grades |= store.grade_labels(session, ids=grades)
    plan.ethnicities |= store.ethnicity_labels(session, ids=ethnicities)


def _touch_grades(plan: RecodingPlan, one: SnapshotPlan, asking: LabelCodes, new: LabelCodes) -> None:
    wanted = decision_key("grade", plan.change.value)
    for label in {fact.grade_label for fact in one.facts}:
        row = plan.grades[label]
        if wanted not in asking.grade(row).used:
            continue
        mine = [fact for fact in one.facts if fact.grade_label == label]
        meaning = new.grade(row)
        workers = {fact.worker_type for fact in mine}
        same_worker = meaning.worker_type is None or workers == {meaning.worker_type}
        if meaning.code is None:
            one.kept += _people(mine)
        elif (meaning.code, meaning.temporary) != (row.grade, row.temporary) or not same_worker:
            one.meanings[label] = meaning


def _touch_ethnicities(plan: RecodingPlan, one: SnapshotPlan, asking: LabelCodes, new: LabelCodes) -> None:
    wanted = decision_key("ethnicity", plan.change.value)
    for label in {fact.ethnicity_label for fact in one.facts}:
        row = plan.ethnicities[label]
        if wanted not in asking.ethnicity(row, one.held).used:
            continue
        meaning = new.ethnicity(row, one.held)
        if meaning.code is None:
            one.kept += _people(fact for fact in one.facts if fact.ethnicity_label == label)
        elif meaning.code != row.ethnicity:
            one.meanings[label] = meaning


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
    if _overlaps(new) - _overlaps(old):
        raise _needs_file(one.held, _("a group and a part of it would stand side by side, as if they were apart"))


def _overlaps(codes: set[str]) -> set[tuple[str, str]]:
    return {(fine, coarse) for fine in codes for coarse in codes if fine != coarse and refines(fine, coarse) == fine}


def _check_workers(session: Session, plan: RecodingPlan, one: SnapshotPlan) -> None:
    """Another file of the same day may already hold the kind of worker that people would become."""
    new = {meaning.worker_type for meaning in one.meanings.values() if meaning.worker_type}
    old = {fact.worker_type for fact in one.facts}
    day = batch_store.snapshots_at(session, organisation=one.held.organisation, as_at=one.held.as_at)
    others = [held.id for held in day if held.id is not None and held.id != one.held.id]
    if new - old and (new - old) & cube_store.worker_types(session, snapshot_ids=others):
        raise _needs_file(one.held, _("another import of the same day holds this kind of worker already"))


def _needs_file(held: HeldSnapshot, reason: str) -> WorkforceError:
    text = _("Import number {batch} ({file}, {date}) cannot be changed without its file: {reason}.")
    return WorkforceError(
        text.format(batch=held.batch, file=held.file_name, date=long_date(held.as_at), reason=reason),
        _("Import the file again with --replace and the new answer. Nothing was changed."),
    )


def _grade(plan: RecodingPlan, one: SnapshotPlan, label: int) -> str:
    known = one.meanings.get(label) if plan.change.field == "grade" else None
    return known.code or "" if known else plan.grades[label].grade


def _ethnicity(plan: RecodingPlan, one: SnapshotPlan, label: int) -> str:
    known = one.meanings.get(label) if plan.change.field == "ethnicity" else None
    return known.code or "" if known else plan.ethnicities[label].ethnicity


def _worker(plan: RecodingPlan, one: SnapshotPlan, fact: HeldFact) -> str:
    known = one.meanings.get(fact.grade_label) if plan.change.field == "grade" else None
    return known.worker_type if known and known.worker_type else fact.worker_type


def describe(session: Session, plan: RecodingPlan) -> tuple[SnapshotChange, ...]:
    """The plan as figures: who moves, and the representation before and after."""
    book = GradeBook.load(session)
    return tuple(_described(plan, one, book) for one in plan.snapshots if one.meanings)


def _described(plan: RecodingPlan, one: SnapshotPlan, book: GradeBook) -> SnapshotChange:
    held, grades = one.held, plan.change.field == "grade"
    moves = []
    for label, meaning in one.meanings.items():
        row = plan.grades[label] if grades else plan.ethnicities[label]
        before = _code(row)
        mine = _people(fact for fact in one.facts if label == (fact.grade_label if grades else fact.ethnicity_label))
        names = [_name(book, held, plan.change.field, code, row.raw) for code in (before, meaning.code or "")]
        moves.append(Move(row.raw or BLANK, before, meaning.code or "", names[0], names[1], mine))
    before_by, after_by = _by_grade(plan, one, new=False), _by_grade(plan, one, new=True)
    codes = dict.fromkeys(code for move in moves for code in (move.before, move.after)) if grades else {}
    return SnapshotChange(
        batch=held.batch,
        file_name=held.file_name,
        organisation=held.organisation,
        as_at=held.as_at,
        moves=tuple(sorted(moves, key=lambda move: (move.label, move.before))),
        before=_figures(before_by.values(), held),
        after=_figures(after_by.values(), held),
        grades=tuple(
            GroupChange(
                code, _name(book, held, "grade", code, code), _one(before_by, code, held), _one(after_by, code, held)
            )
            for code in codes
        ),
    )


def _code(row: GradeLabelRow | EthnicityLabelRow) -> str:
    return str(getattr(row, "grade", "") or getattr(row, "ethnicity", ""))


def _name(book: GradeBook, held: HeldSnapshot, kind: str, code: str, raw: str) -> str:
    """A code in words; an own grade that is not made yet has the words of its label."""
    if kind == "ethnicity":
        return node(code).name
    named = book.grade_name(held.organisation, code)
    return raw if named == code and code.startswith(OWN_GRADE) else named


def _by_grade(plan: RecodingPlan, one: SnapshotPlan, *, new: bool) -> dict[str, dict[str, Count]]:
    """People in the workforce by grade and ethnic group, as they are or as they would be."""
    found: dict[str, dict[str, Count]] = {}
    for fact in one.facts:
        if (_worker(plan, one, fact) if new else fact.worker_type) in OUTSIDE:
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
    """Point the facts at their new labels and count the cubes of the touched snapshots anew."""
    for one in plan.snapshots:
        for label, meaning in one.meanings.items():
            if plan.change.field == "grade":
                _write_grade(session, plan.grades[label], meaning, one.held.id)
            else:
                row = plan.ethnicities[label]
                new = fact_store.ethnicity_label_id(session, raw=row.raw, ethnicity=meaning.code or "")
                store.point_ethnicities(session, snapshot_id=one.held.id, old=label, new=new)
        if one.meanings:
            store.rebuild_cube(session, snapshot_id=one.held.id)
            store.recount_batch(session, batch_id=one.held.batch, outside=OUTSIDE)
    refresh_transitions(session, {(one.held.organisation, one.held.as_at) for one in plan.snapshots if one.meanings})


def _write_grade(session: Session, row: GradeLabelRow, meaning: Meaning, snapshot: int) -> None:
    old = int(row.id or 0)
    new = fact_store.grade_label_id(
        session,
        organisation=row.organisation,
        worker_type=row.worker_type,
        raw=row.raw,
        grade=meaning.code or "",
        temporary=meaning.temporary,
    )
    store.point_grades(session, snapshot_id=snapshot, old=old, new=new, worker_type=meaning.worker_type)


def keep_own_grades(session: Session, codes: LabelCodes, rows: Sequence[GradeLabelRow], value: str) -> None:
    """Make the own grades that a decision asks for, at the level it chose."""
    wanted = decision_key("grade", value)
    for row in rows:
        meaning = codes.grade(row)
        if wanted in meaning.used and meaning.label is not None and (meaning.code or "").startswith(OWN_GRADE):
            keep_own_grade(session, meaning.label)
