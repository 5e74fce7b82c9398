"""One plan from the plans of several sheets of a workbook: a workforce divided over sheets, or a sheet for each day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import Scheme, asks_grt
from workforce_tui.domain.formatting import long_date
from workforce_tui.importing.catalogue import make_issue
from workforce_tui.importing.dates import period_in
from workforce_tui.importing.finish import settle
from workforce_tui.importing.model import Layout
from workforce_tui.importing.people import main_posts
from workforce_tui.importing.sheet_sums import sums_of_others

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from workforce_tui.domain.issues import Issue
    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.model import (
        EthnicityLabel,
        GradeLabel,
        ImportPlan,
        PendingDecision,
        PersonRow,
        SnapshotKey,
    )

_FEWEST_NUMBERED = 3
"""From so many people numbered 1, 2, 3 ... the numbers are taken for row numbers."""


def merge(plan: ImportPlan, sheets: Sequence[ImportPlan], answers: Answers) -> None:
    """Put the plans of the *sheets* into *plan*, which holds nothing yet but its reading issues.

    Somebody on two sheets of the same day is one person, as within a sheet. Sheets of events are kept as parts of
    the plan. What would count people twice is an error.
    """
    staff = [part for part in sheets if part.dataset is Dataset.STAFF_IN_POST]
    plan.parts = (*plan.parts, *(part for part in sheets if part.dataset is not Dataset.STAFF_IN_POST))
    empty = [part for part in staff if _is_empty(part)]
    if len(empty) < len(staff):
        staff = [part for part in staff if not any(part is each for each in empty)]
        plan.reading_issues += [make_issue("sheet_without_people", name=part.sheet) for part in empty]
    if not staff:
        return
    _describe(plan, staff)
    _Merger(plan, staff).run()
    plan.reading_issues += [issue for check in (_mixed, _undated, _numbered, sums_of_others) for issue in check(staff)]
    plan.can_resolve = plan.can_resolve and not plan.parts
    settle(plan, answers)


def _is_empty(part: ImportPlan) -> bool:
    return {issue.code for issue in part.reading_issues if issue.severity == "error"} == {"nobody_counted"}


def _describe(plan: ImportPlan, sheets: Sequence[ImportPlan]) -> None:
    """What is said of the file as a whole: its first sheet's columns, the rows of all."""
    first = sheets[0]
    plan.read_sheets = tuple(part.sheet for part in sheets if part.sheet is not None)
    plan.sheet = ", ".join(plan.read_sheets)
    plan.layout, plan.header_rows, plan.columns = first.layout, first.header_rows, first.columns
    plan.preview, plan.scheme = first.preview, _common_scheme(sheets)
    plan.named = tuple(dict.fromkeys(code for part in sheets for code in part.named))
    plan.rows_read = sum(part.rows_read for part in sheets)
    plan.rows_rejected = sum(part.rows_rejected for part in sheets)
    plan.rows_skipped = sum(part.rows_skipped for part in sheets)
    plan.people_read = total(part.people_read for part in sheets)
    for part in sheets:
        for reason, people in part.set_aside.items():
            plan.set_aside[reason] = plan.set_aside.get(reason, ZERO) + people
        for kind, rows in part.passed_over.items():
            plan.passed_over[kind] = plan.passed_over.get(kind, 0) + rows
    plan.used_answers = plan.used_answers.union(*(part.used_answers for part in sheets))
    plan.reading_issues = [*plan.reading_issues, *(issue for part in sheets for issue in part.reading_issues)]
    plan.reading_decisions = [*plan.reading_decisions, *_decisions(sheets)]
    plan.can_resolve = all(part.can_resolve for part in sheets)


def _common_scheme(sheets: Sequence[ImportPlan]) -> Scheme:
    """The list of categories of all sheets; of two lists the one that asks less, as that limits what can be said."""
    stated = [part.scheme for part in sheets if part.scheme is not Scheme.UNSTATED]
    return min(stated, key=asks_grt, default=Scheme.UNSTATED)


def _decisions(sheets: Sequence[ImportPlan]) -> list[PendingDecision]:
    """Each question once, with the rows of all sheets."""
    rows: Counter[tuple[str, str]] = Counter()
    asked: dict[tuple[str, str], PendingDecision] = {}
    for part in sheets:
        for one in part.reading_decisions:
            rows[one.field, one.value] += one.rows
            asked.setdefault((one.field, one.value), one)
    return [replace(one, rows=rows[key]) for key, one in asked.items()]


class _Merger:
    """Gives snapshots and labels of all sheets one numbering."""

    def __init__(self, plan: ImportPlan, sheets: Sequence[ImportPlan]) -> None:
        self.plan, self.sheets = plan, sheets
        self._snapshots: dict[object, int] = {}
        self._grades: dict[tuple[str, str, str], int] = {}
        self._ethnicities: dict[tuple[str, str], int] = {}
        self._people: dict[tuple[int, str], int] = {}
        self._keys: list[SnapshotKey] = []
        self._repeats: list[tuple[int, int, PersonRow]] = []

    def run(self) -> None:
        """Put the rows of every sheet into the plan."""
        for place, part in enumerate(self.sheets):
            snapshots = [self._snapshot(place, key) for key in part.snapshots]
            grades = [self._grade(label) for label in part.grade_labels]
            pairs = zip(part.ethnicity_pairs, part.ethnicity_labels, strict=True)
            ethnicities = [self._ethnicity(pair, label) for pair, label in pairs]
            self._add_people(place, part, snapshots, grades, ethnicities)
            self.plan.counts += [
                (snapshots[row[0]], grades[row[1]], ethnicities[row[2]], *row[3:]) for row in part.counts
            ]
        self.plan.snapshots = tuple(self._keys)
        self._settle_repeats()

    def _snapshot(self, place: int, key: SnapshotKey) -> int:
        """Snapshots of an organisation nobody has named yet are kept apart."""
        found = self._snapshots.setdefault(key if key.organisation else (place, key), len(self._keys))
        if found == len(self._keys):
            self._keys.append(key)
        return found

    def _grade(self, label: GradeLabel) -> int:
        labels = self.plan.grade_labels
        found = self._grades.setdefault((label.organisation, label.worker_type, label.raw), len(labels))
        if found == len(labels):
            labels.append(label)
        else:
            labels[found] = replace(labels[found], rows=labels[found].rows + label.rows)
        return found

    def _ethnicity(self, pair: tuple[str, str], label: EthnicityLabel) -> int:
        labels = self.plan.ethnicity_labels
        found = self._ethnicities.setdefault(pair, len(labels))
        if found == len(labels):
            labels.append(label)
            self.plan.ethnicity_pairs.append(pair)
        else:
            labels[found] = replace(labels[found], rows=labels[found].rows + label.rows)
        return found

    def _add_people(
        self, place: int, part: ImportPlan, snapshots: list[int], grades: list[int], ethnicities: list[int]
    ) -> None:
        persons = self.plan.persons
        for row in part.persons:
            person = (snapshots[row[0]], row[1], grades[row[2]], ethnicities[row[3]], *row[4:])
            position = self._people.setdefault((person[0], person[1]), len(persons))
            if position == len(persons):
                persons.append(person)
            else:
                self._repeats.append((place, position, person))

    def _settle_repeats(self) -> None:
        plan = self.plan
        found: Counter[tuple[int, str]] = Counter(
            (place, "person_conflict_sheets" if code == "person_conflict" else "person_on_two_sheets")
            for place, code in main_posts(plan.persons, self._repeats, plan.grade_labels, plan.ethnicity_labels)
        )
        plan.reading_issues += [
            make_issue(code, sheet=self.sheets[place].sheet, rows=rows) for (place, code), rows in found.items()
        ]
        plan.rows_rejected += len(self._repeats)
        if self._repeats:
            repeated = plan.set_aside.get("repeated", ZERO) + Count.exact(len(self._repeats))
            plan.set_aside["repeated"] = repeated
        plan.can_resolve = plan.can_resolve and not self._repeats


def _mixed(sheets: Sequence[ImportPlan]) -> Iterator[Issue]:
    """A list of people and counts of people are likely the same people."""
    lists = [part for part in sheets if part.layout is Layout.RECORD]
    counts = [part for part in sheets if part.layout not in (Layout.RECORD, None)]
    if lists and counts:
        yield make_issue("sheets_mixed", first=lists[0].sheet, second=counts[0].sheet)


def _undated(sheets: Sequence[ImportPlan]) -> Iterator[Issue]:
    """Sheets named after different months that all count as the same day are the same people several times."""
    by_day: dict[date, dict[str, str]] = {}
    for part in sheets:
        period = period_in(part.sheet or "")
        for day in {key.as_at for key in part.snapshots} if period else ():
            by_day.setdefault(day, {}).setdefault(period, part.sheet or "")
    for day, names in by_day.items():
        if len(names) > 1:
            yield make_issue("sheets_without_dates", names=", ".join(names.values()), date=long_date(day))


def _numbered(sheets: Sequence[ImportPlan]) -> Iterator[Issue]:
    """Staff numbers that start again on each sheet are row numbers."""
    for place, first in enumerate(sheets):
        for second in sheets[place + 1 :]:
            if _is_numbered(first) and _is_numbered(second) and set(first.snapshots) & set(second.snapshots):
                yield make_issue("staff_numbers_restart", first=first.sheet, second=second.sheet)
                return


def _is_numbered(part: ImportPlan) -> bool:
    return is_numbered({row[1].partition("\0")[2] for row in part.persons})


def is_numbered(numbers: set[str]) -> bool:
    """Whether people are numbered 1, 2, 3 ..., so that these are the numbers of rows."""
    return len(numbers) >= _FEWEST_NUMBERED and numbers == {str(number) for number in range(1, len(numbers) + 1)}
