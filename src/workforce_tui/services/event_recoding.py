"""What a changed decision moves in the events and lists of mentoring held already, and moving it.

They keep the labels they were sent with, as snapshots do: a rate whose staff are re-coded and whose events are not
would divide one group by another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.datasets import MENTORING, STAGES, Dataset
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.i18n import _
from workforce_tui.importing.model import BLANK, Layout
from workforce_tui.services.decision_figures import EventChange
from workforce_tui.services.label_codes import decision_key
from workforce_tui.services.recoding_labels import (
    code_of,
    moves_of,
    needs_file,
    overlaps,
    point_labels,
    side_by_side,
)
from workforce_tui.storage import event_recoding as store
from workforce_tui.storage import events as event_store
from workforce_tui.storage import recoding as label_store
from workforce_tui.storage.pointing import EVENT_ROWS, set_numbers
from workforce_tui.storage.tables import EthnicityLabelRow, GradeLabelRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from workforce_tui.services.decision_figures import DecisionChange
    from workforce_tui.services.dimensions import GradeBook
    from workforce_tui.services.label_codes import LabelCodes, Meaning
    from workforce_tui.services.recoding_labels import LabelRow
    from workforce_tui.storage.event_recoding import HeldEvents, HeldPeriod


@dataclass(slots=True)
class EventPlan:
    """The labels of one period whose meaning changes; `kept` as in a snapshot.

    `unlabelled` people are counts that were put in place of people: they have the code, and no label any more.
    """

    held: HeldPeriod
    facts: list[HeldEvents]
    meanings: dict[int, Meaning] = field(default_factory=dict)
    kept: Count = ZERO
    unlabelled: Count = ZERO


class EventPlanner:
    """Works out what a change moves in events, with the answers before, those that are asked, and the new ones."""

    def __init__(
        self,
        session: Session,
        change: DecisionChange,
        *,
        before: LabelCodes,
        asking: LabelCodes,
        after: LabelCodes,
    ) -> None:
        self._session, self._change = session, change
        self._before, self._asking, self._after = before, asking, after
        self._wanted = decision_key(change.field, change.value)
        self.grades: dict[int, GradeLabelRow] = {}
        self.ethnicities: dict[int, EthnicityLabelRow] = {}
        self.unseen: set[int] = set()
        """Imports of tables in which nothing asks for the decision."""

    def plans(self, organisation: str | None) -> list[EventPlan]:
        """What moves, period by period; nothing is written.

        Raises:
            WorkforceError: only reading a file again can say what would come of it.
        """
        found = [self._plan(held) for held in store.held_periods(self._session, organisation=organisation)]
        return [one for one in found if one.meanings or one.kept.high or one.unlabelled.high]

    def _plan(self, held: HeldPeriod) -> EventPlan:
        one = EventPlan(held, store.held_events(self._session, period_id=held.id))
        grades = {label for fact in one.facts for label in _grade_labels(fact)} - set(self.grades)
        groups = {fact.ethnicity_label for fact in one.facts} - set(self.ethnicities)
        self.grades |= label_store.grade_labels(self._session, ids=grades)
        self.ethnicities |= label_store.ethnicity_labels(self._session, ids=groups)
        labels = {label for fact in one.facts for label in self._labels(fact)}
        asked = [label for label in labels if self._wanted in self._meaning(self._asking, label, held).used]
        for label in asked:
            self._touch(one, label)
        if not asked and held.layout != Layout.RECORD:
            self.unseen.add(held.batch)
        self._note_unlabelled(one)
        self._check_overlap(one)
        self._check_workers(one)
        return one

    def _labels(self, fact: HeldEvents) -> set[int]:
        return labels_of(fact, self._change.field)

    def _meaning(self, codes: LabelCodes, label: int, held: HeldPeriod) -> Meaning:
        if self._change.field == "grade":
            return codes.grade(self.grades[label])
        return codes.ethnicity(self.ethnicities[label], held)

    def _touch(self, one: EventPlan, label: int) -> None:
        meaning = self._meaning(self._after, label, one.held)
        if meaning.code is None:
            one.kept += number_of(one.held, [fact for fact in one.facts if label in self._labels(fact)])
        elif self._is_changed(one, label, meaning):
            one.meanings[label] = meaning

    def _is_changed(self, one: EventPlan, label: int, meaning: Meaning) -> bool:
        if self._change.field == "ethnicity":
            return meaning.code != self.ethnicities[label].ethnicity
        row = self.grades[label]
        workers = {fact.worker_type for fact in one.facts if fact.grade_label == label}
        same_worker = meaning.worker_type is None or workers <= {meaning.worker_type}
        return (meaning.code, meaning.temporary) != (row.grade, row.temporary) or not same_worker

    def _note_unlabelled(self, one: EventPlan) -> None:
        """Counts in place of people who were forgotten are under the code by itself."""
        if one.held.dataset not in MENTORING:
            return
        was, becomes = (self._code_of_value(codes, one.held) for codes in (self._before, self._after))
        if was is None or was == becomes:
            return
        rows = self.grades if self._change.field == "grade" else self.ethnicities
        for fact in one.facts:
            for row in (rows[label] for label in self._labels(fact) if label not in one.meanings):
                if fact.counted and row.raw == code_of(row) == was:
                    one.unlabelled += Count(fact.low, fact.high)

    def _code_of_value(self, codes: LabelCodes, held: HeldPeriod) -> str | None:
        value = "" if self._change.value == BLANK else self._change.value
        if self._change.field == "ethnicity":
            return codes.ethnicity(EthnicityLabelRow(raw=value, ethnicity=""), held).code
        return codes.grade(GradeLabelRow(organisation=held.organisation, worker_type="", raw=value, grade="")).code

    def _check_overlap(self, one: EventPlan) -> None:
        """In a table of counts a group and a part of it may count events twice: only its totals can tell."""
        if self._change.field != "ethnicity" or one.held.layout == Layout.RECORD or not one.meanings:
            return
        codes = {fact.ethnicity_label: self.ethnicities[fact.ethnicity_label].ethnicity for fact in one.facts}
        new = codes | {label: meaning.code or "" for label, meaning in one.meanings.items()}
        if overlaps(set(new.values())) - overlaps(set(codes.values())):
            raise needs_file(one.held.batch, one.held.file_name, one.held.end, side_by_side())

    def _check_workers(self, one: EventPlan) -> None:
        """Another file of the same days may already hold the kind of worker that people would become."""
        held = one.held
        old = {fact.worker_type for fact in one.facts}
        new = {
            worker
            for label, meaning in one.meanings.items()
            if (worker := meaning.worker_type) and any(fact.grade_label == label for fact in one.facts)
        }
        if held.dataset in MENTORING or not new - old:
            return
        for other in event_store.overlapping(
            self._session, organisation=held.organisation, dataset=held.dataset, start=held.start, end=held.end
        ):
            kinds = event_store.worker_types(self._session, period_id=other.id or 0)
            if other.id != held.id and (new - old) & kinds:
                reason = _("another import of the same period holds this kind of worker already")
                raise needs_file(held.batch, held.file_name, held.end, reason)


def labels_of(fact: HeldEvents, kind: str) -> set[int]:
    """The labels of some events that a decision about a grade or an ethnic group may touch."""
    return _grade_labels(fact) if kind == "grade" else {fact.ethnicity_label}


def _grade_labels(fact: HeldEvents) -> set[int]:
    return {label for label in (fact.grade_label, fact.from_label) if label is not None}


def number_of(held: HeldPeriod, facts: Iterable[HeldEvents]) -> Count:
    """How many events; an application is held at every stage it came through, and is one all the same."""
    stages: dict[str, Count] = defaultdict(lambda: ZERO)
    for fact in facts:
        stages[fact.outcome] += Count(fact.low, fact.high)
    if held.dataset != Dataset.RECRUITMENT:
        return total(stages.values())
    return Count(
        max((one.low for one in stages.values()), default=0), max((one.high for one in stages.values()), default=0)
    )


def describe_events(
    plans: Iterable[EventPlan], kind: str, rows: Mapping[int, LabelRow], book: GradeBook
) -> tuple[EventChange, ...]:
    """The plans as figures: what moves in each period; *rows* are the labels a decision about *kind* touches."""
    return tuple(_described(one, kind, rows, book) for one in plans if one.meanings)


def _described(one: EventPlan, kind: str, rows: Mapping[int, LabelRow], book: GradeBook) -> EventChange:
    held = one.held

    def number(label: int) -> Count:
        return number_of(held, [fact for fact in one.facts if label in labels_of(fact, kind)])

    moved = [fact for fact in one.facts if labels_of(fact, kind) & set(one.meanings)]
    return EventChange(
        batch=held.batch,
        file_name=held.file_name,
        organisation=held.organisation,
        dataset=Dataset(held.dataset),
        start=held.start,
        end=held.end,
        number=number_of(held, moved),
        moves=moves_of(book, held.organisation, kind, one.meanings, rows, number),
    )


def write_events(session: Session, plans: Iterable[EventPlan], kind: str, rows: Mapping[int, LabelRow]) -> None:
    """Point the events at their new labels and add them up anew; *rows* are the labels decisions about *kind* touch."""
    touched = [one for one in plans if one.meanings]
    for one in touched:
        point_labels(session, EVENT_ROWS, one.held.id, one.meanings, rows)
        if one.held.dataset not in MENTORING:
            store.rebuild_cube(session, period_id=one.held.id)
    if kind == "grade":
        for batch in {one.held.batch for one in touched}:
            _recount(session, batch)


def _recount(session: Session, batch: int) -> None:
    """The numbers an import is listed with: an application counts once, at the first stage."""
    periods = event_store.periods_of_batch(session, batch_id=batch)
    facts = [fact for one in periods for fact in store.held_events(session, period_id=one.id or 0)]
    if any(one.dataset == Dataset.RECRUITMENT for one in periods):
        held = {fact.outcome for fact in facts}
        first = next((stage.code for stage in STAGES if stage.code in held), None)
        facts = [fact for fact in facts if first in (None, fact.outcome)]
    inside = total(Count(fact.low, fact.high) for fact in facts if fact.worker_type not in OUTSIDE_CODES)
    outside = sum(fact.high for fact in facts if fact.worker_type in OUTSIDE_CODES)
    set_numbers(session, batch_id=batch, low=inside.low, high=inside.high, outside=outside)
