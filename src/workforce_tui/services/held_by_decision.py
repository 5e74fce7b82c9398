"""Whom a kept decision counts in the figures held now, and who of them is held under another code than it says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.services.decision_figures import RECODED
from workforce_tui.services.event_recoding import labels_of, number_of
from workforce_tui.services.label_codes import LabelCodes
from workforce_tui.storage import event_recoding as event_store
from workforce_tui.storage import recoding as store

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.importing.profile import Profile
    from workforce_tui.services.label_codes import Meaning
    from workforce_tui.storage.event_recoding import HeldEvents, HeldPeriod
    from workforce_tui.storage.recoding import HeldSnapshot
    from workforce_tui.storage.tables import GradeLabelRow

Key = tuple[str, str]
"""What a decision is known by: `label_codes.decision_key`."""


@dataclass(slots=True)
class HeldByDecision:
    """The people and events (and places in mentoring) a decision is asked for, and those held under another code."""

    people: Count = ZERO
    otherwise: Count = ZERO
    snapshots: int = 0
    events: Count = ZERO
    events_otherwise: Count = ZERO


def held_by_decision(session: Session, organisation: str | None, profile: Profile) -> dict[Key, HeldByDecision]:
    """What each decision of a profile about a label counts; None for the decisions of files with several."""
    codes = LabelCodes(session, profile)
    found: dict[Key, HeldByDecision] = defaultdict(HeldByDecision)
    for held in store.held_snapshots(session, organisation=organisation):
        for key in _add_people(session, codes, held, found):
            found[key].snapshots += 1
    for period in event_store.held_periods(session, organisation=organisation):
        _add_events(session, codes, period, found)
    return found


def _add_people(session: Session, codes: LabelCodes, held: HeldSnapshot, found: dict[Key, HeldByDecision]) -> set[Key]:
    """Add the people of a snapshot; returns the decisions that are asked for them."""
    facts = store.held_facts(session, snapshot_id=held.id)
    grades = store.grade_labels(session, ids={fact.grade_label for fact in facts})
    groups = store.ethnicity_labels(session, ids={fact.ethnicity_label for fact in facts})
    graded = {label: codes.grade(row) for label, row in grades.items()}
    grouped = {label: codes.ethnicity(row, held) for label, row in groups.items()}
    asked: set[Key] = set()
    for fact in facts:
        grade, group, people = graded[fact.grade_label], grouped[fact.ethnicity_label], Count(fact.low, fact.high)
        other_grade = _is_other_grade(grade, grades[fact.grade_label], fact.worker_type)
        other_group = group.code not in (None, groups[fact.ethnicity_label].ethnicity)
        for meaning, is_other in ((grade, other_grade), (group, other_group)):
            for key in meaning.used:
                found[key].people += people
                found[key].otherwise += people if is_other else ZERO
            asked |= meaning.used
    return asked


def _is_other_grade(meaning: Meaning, row: GradeLabelRow, worker_type: str | None) -> bool:
    """Whether a label is held as another grade, or kind of worker, than it stands for; None for no kind of its own."""
    if meaning.code is None:
        return False
    other_worker = worker_type is not None and meaning.worker_type not in (None, worker_type)
    return (meaning.code, meaning.temporary) != (row.grade, row.temporary) or other_worker


def _add_events(session: Session, codes: LabelCodes, held: HeldPeriod, found: dict[Key, HeldByDecision]) -> None:
    """Add the events of a period: an event once, however many of its labels ask for a decision."""
    facts = event_store.held_events(session, period_id=held.id)
    grades = store.grade_labels(session, ids={label for fact in facts for label in labels_of(fact, "grade")})
    groups = store.ethnicity_labels(session, ids={fact.ethnicity_label for fact in facts})
    meanings = {("grade", label): codes.grade(row) for label, row in grades.items()}
    meanings |= {("ethnicity", label): codes.ethnicity(row, held) for label, row in groups.items()}
    asking: dict[Key, list[HeldEvents]] = defaultdict(list)
    others: dict[Key, list[HeldEvents]] = defaultdict(list)
    for fact in facts:
        labels = [(kind, label) for kind in sorted(RECODED) for label in labels_of(fact, kind)]
        for key in frozenset().union(*(meanings[one].used for one in labels)):
            asking[key].append(fact)
        for kind, label in labels:
            meaning = meanings[kind, label]
            if kind == "grade":
                worker = fact.worker_type if label == fact.grade_label else None
                is_other = _is_other_grade(meaning, grades[label], worker)
            else:
                is_other = meaning.code not in (None, groups[label].ethnicity)
            for key in meaning.used if is_other else ():
                others[key].append(fact)
    for key, mine in asking.items():
        found[key].events += number_of(held, mine)
        found[key].events_otherwise += number_of(held, dict.fromkeys(others[key]))
