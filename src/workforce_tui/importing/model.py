"""What an import asks for and what reading a file gives back: requests, decisions and plans.

A plan is read-only knowledge about a file. Nothing in this package writes to the database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.domain.issues import Severity
from workforce_tui.i18n import _
from workforce_tui.importing.persons import Persons

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.ethnicity_labels import Suggestion
    from workforce_tui.domain.issues import Issue
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.profile import Profile

DECISION_FIELDS = (
    "column",
    "grade",
    "ethnicity",
    "organisation",
    "marker",
    "worker_type",
    "status",
    "sheet",
    "dataset",
    "outcome",
    "period",
    "stages",
    "scheme",
    "cohort",
)
BLANK = "(blank)"
"""How an empty cell is named in a decision."""
WHOLE_FILE = "(file)"
"""The value of the organisation decision when the file does not say whose workforce it is."""
LEAVING_REASON = "(leaving reason)"
"""The value of the status decision about people with a reason for leaving and no leaving date."""
NO_PERSON = "(no person)"
"""The value of the status decision about rows that name a post and say nothing of a person."""
NONE_ON_RECORD = "none"
"""The answer to which scheme or cohort a list is of: none that is on record."""
SHEETS = "(sheets)"
"""The value of the sheet decision, when several sheets look alike."""
ALL_SHEETS = "all"
"""In place of a sheet's name: every sheet that looks like the one with the workforce, read together."""
MASK = "•••"
"""Shown in place of staff numbers, names, dates of birth and National Insurance numbers."""


class Layout(StrEnum):
    """How a sheet sets out people or counts."""

    RECORD = "record"
    """One row for each person."""
    LONG = "long"
    """One row for each combination of grade and ethnic group, with a count."""
    CROSSTAB = "crosstab"
    """Ethnic groups across, grades down (or the other way round)."""
    TYPED = "typed"
    """Counts typed into a grid: there is no file."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's answer to something a file left open.

    Answers: column -> a field name or "ignore"; grade -> a grade code or name, or a level "L0" to "L6" (keep it as
    the organisation's own grade at that level); ethnicity -> a code; organisation -> a code; marker -> "zero",
    "missing" or an interval such as "1-4"; worker_type -> a worker type, or "ignore" (the label says nothing of it);
    status -> "in_post" (counted) or "left" (set aside); sheet -> a sheet's name, or "all" (read together);
    dataset -> a dataset; outcome -> a code of the dataset's outcomes; period -> its first and last day, for example
    "2023-04-01 to 2024-03-31"; stages -> "cumulative" or "exclusive" (what counts by stage of recruitment mean);
    scheme, cohort -> the name of the mentoring scheme or cohort a list is of, or "none".
    """

    field: str
    value: str
    answer: str


_DECISION = re.compile(r"""\s*(\w+)\s*:\s*(?:"(.*)"|'(.*)'|(.*?))\s*=\s*(.*?)\s*""", re.DOTALL)


def parse_decision(text: str) -> Decided:
    """The decision written as `field:"value"=answer`, for example `grade:"Grade 99"=EO`.

    The quotes may be left out. Raises WorkforceError for anything else.
    """
    found = _DECISION.fullmatch(text)
    kind = found[1].lower() if found else ""
    if found is None or kind not in DECISION_FIELDS or not found[5]:
        raise WorkforceError(
            _("“{text}” is not a decision.").format(text=text),
            _('Write it as field:"value"=answer, for example grade:"Grade 99"=EO. Fields: {fields}.').format(
                fields=", ".join(DECISION_FIELDS)
            ),
        )
    value = next((part for part in found.group(2, 3, 4) if part is not None), "")
    return Decided(kind, value, found[5].strip("\"'"))


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One file to read, and everything already known about it.

    `sheet` is a sheet's name, or "all" for every sheet like the likeliest one; `sheets` names several, to be read
    together. `include_hidden` reads hidden rows too. `header_row` is the number of the first header row as the
    spreadsheet shows it. `own_grades` holds, for each organisation code, the organisation's own grades by normalised
    label. `today` lets a date in the future be refused; without it no date is. `dataset` is what the file is about when
    a person has said so, `period_start` and `period_end` the first and the last day of the events in it.
    `from_template` says that the sheet is one of a collection template, whose lists were there to choose from.
    `schemes` are the names of the mentoring schemes that are on record, `cohorts` those of the cohorts of each, by the
    key of every name the scheme has.
    """

    path: Path
    organisations: tuple[Organisation, ...] = ()
    organisation: Organisation | None = None
    as_at: date | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    include_hidden: bool = False
    header_row: int | None = None
    password: str | None = field(default=None, repr=False)
    profile: Profile | None = None
    decisions: tuple[Decided, ...] = ()
    own_grades: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    today: date | None = None
    dataset: Dataset | None = None
    period_start: date | None = None
    period_end: date | None = None
    from_template: bool = False
    schemes: tuple[str, ...] = ()
    cohorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """Something only a person can settle; `rows` is how many rows or cells wait for it."""

    field: str
    value: str
    rows: int
    suggestions: tuple[Suggestion, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. `stage` is opening, parsing, reading, checking, writing or done.

    `done` counts rows; in the stage of parsing, which says nothing of itself, milliseconds.
    """

    stage: str
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of the file, how likely it is to hold the workforce, and why."""

    name: str
    hidden: bool
    rows: int
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which field a column holds; `how` is synonym, decision, profile, content or ignored."""

    index: int
    header: str
    field: str | None
    how: str


@dataclass(frozen=True, slots=True)
class SnapshotKey:
    """Whose workforce, on what day."""

    organisation: str
    as_at: date


@dataclass(frozen=True, slots=True)
class PeriodKey:
    """Whose events, from the first to the last day of what period."""

    organisation: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class GradeLabel:
    """A grade as one organisation wrote it.

    `worker_type` is what the file said of these rows, "" when it did not. `level` is set when a person chose to keep
    the label as the organisation's own grade; `code` then starts with "own:". `how` is recognised, decision,
    profile, own, or "" while nobody has decided.
    """

    organisation: str
    worker_type: str
    raw: str
    rows: int
    code: str | None = None
    temporary: str | None = None
    how: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    level: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EthnicityLabel:
    """An ethnic group as the file wrote it; a code and a label in two columns are joined by " | "."""

    raw: str
    rows: int
    code: str | None = None
    how: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeLabel:
    """How an event ended, as the file wrote it. `how` is recognised, decision, profile, or "" while nobody decided."""

    raw: str
    rows: int
    code: str | None = None
    how: str = ""
    suggestions: tuple[Suggestion, ...] = ()


PersonRow = tuple[int, str, int, int, str, str, "int | None", "int | None", int]
"""(snapshot, staff key, grade label, ethnicity label, worker type, sex, FTE in thousandths, start month, attributes).

The first and the two labels are indexes. The staff key is "<number space>\\0<staff number>"; a month is
year * 12 + month - 1; attributes are `domain.attributes.Attributes.code`, 0 where the file has none.
"""
CountRow = tuple[int, int, int, str, str, int, int, "int | None"]
"""(snapshot, grade label, ethnicity label, worker type, sex, low, high, FTE in thousandths)."""

EventRow = tuple[int, str, "int | None", "int | None", "int | None", int, str, str, str, int, int]
"""(period, staff key, month, grade label, grade label before, ethnicity label, worker type, sex, outcome, low, high).

The period and the labels are indexes; a grade that is not given is None. The staff key is "" for a count, the worker
type "" when neither the row nor its grade says.
"""

DetailRow = tuple[
    str, str, str, "int | None", "int | None", "int | None", "int | None", "int | None", "int | None", "int | None",
    "int | None", "int | None", "int | None", "bool | None", str, "int | None", "int | None", "bool | None",
]  # fmt: skip
"""What a list of mentoring says of one participation beside its event: (partner's staff key, scheme, cohort, end month,
sessions planned, sessions held, confidence before and after, belonging before and after, readiness before and after,
satisfaction, goal met, reason for withdrawing, commitments made, commitments delivered, 360 feedback done)."""


@dataclass(slots=True)
class ImportPlan:
    """Everything read from a file, what is wrong with it, and what is still to be decided.

    What is said of people is not in its `repr`, which libraries make of whatever they are given.
    """

    file_name: str
    request: ImportRequest
    sha256: str = ""
    sheet: str | None = None
    read_sheets: tuple[str, ...] = ()
    """The sheets the plan was read from, where there are several; `sheet` then names them all."""
    sheets: tuple[SheetInfo, ...] = ()
    header_rows: tuple[int, int] | None = None
    layout: Layout | None = None
    scheme: Scheme = Scheme.UNSTATED
    columns: tuple[ColumnMapping, ...] = ()
    preview: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    snapshots: tuple[SnapshotKey, ...] = ()
    named: tuple[str, ...] = ()
    """The organisations named in the first rows of a sheet that is not read before its columns are told."""
    grade_labels: list[GradeLabel] = field(default_factory=list)
    ethnicity_labels: list[EthnicityLabel] = field(default_factory=list)
    persons: Persons = field(default_factory=Persons, repr=False)
    counts: list[CountRow] = field(default_factory=list, repr=False)
    issues: list[Issue] = field(default_factory=list)
    decisions: list[PendingDecision] = field(default_factory=list)
    rows_read: int = 0
    headcount: Count = ZERO
    outside_workforce: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    people_read: Count = ZERO
    """Everybody (every event) in the rows that are about people: counted, or set aside for one of these reasons."""
    set_aside: dict[str, Count] = field(default_factory=dict)
    """Reason -> people who are not counted: left, not_started, not_in_post, outside_period, repeated,
    not_understood, counted_elsewhere."""
    elsewhere: frozenset[int] = field(default=frozenset(), repr=False)
    """Which of `persons` are counted in another file of the same day; they are written all the same."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Kind -> rows that are not about people to count: totals, notes (titles and blanks too), others."""
    ethnicity_pairs: list[tuple[str, str]] = field(default_factory=list, repr=False)
    """The texts of each ethnicity label, before they were joined."""
    reading_issues: list[Issue] = field(default_factory=list, repr=False)
    """The issues that do not depend on what labels mean."""
    reading_decisions: list[PendingDecision] = field(default_factory=list, repr=False)
    used_decisions: tuple[Decided, ...] = ()
    """The given answers that apply to this file and may be kept for the next one."""
    used_answers: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """Field and key of the answers used so far."""
    can_resolve: bool = field(default=False, repr=False)
    """Whether a change of labels can be worked out without reading the file again."""
    dataset: Dataset = Dataset.STAFF_IN_POST
    """What the sheet is about; for anything but staff in post, `headcount` is the number of events."""
    dataset_reason: str = ""
    """Why the sheet is taken for this dataset."""
    periods: tuple[PeriodKey, ...] = ()
    outcome_labels: list[OutcomeLabel] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list, repr=False)
    details: list[DetailRow] = field(default_factory=list, repr=False)
    """Of mentees and mentors: what is said beside each of the events, in their order."""
    parts: tuple[ImportPlan, ...] = ()
    """Plans for other sheets of the same file, which are written together with this one or not at all."""

    @property
    def status(self) -> str:
        """refused, needs_decisions or ready: the worst of the plan and its parts."""
        standing = {part.status for part in self.parts}
        if "refused" in standing or any(issue.severity is Severity.ERROR for issue in self.issues):
            return "refused"
        return "needs_decisions" if self.decisions or "needs_decisions" in standing else "ready"

    @property
    def counted(self) -> Count:
        """Everybody who is kept, in the workforce or outside it."""
        people = len(self.persons) - len(self.elsewhere)
        low = people + sum(row[5] for row in self.counts)
        high = people + sum(row[6] for row in self.counts)
        return Count(low, high)

    @property
    def outside(self) -> Count:
        """Everybody who is kept outside the workforce."""
        counted = self.counted
        return Count(counted.low - self.headcount.low, counted.high - self.headcount.high)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The codes of the organisations the plan and its parts are about."""
        own = [*(one.organisation for one in self.snapshots), *(one.organisation for one in self.periods)]
        return tuple(dict.fromkeys([*own, *(code for part in self.parts for code in part.organisations)]))


def run(
    steps: Generator[Progress, None, ImportPlan], on_progress: Callable[[Progress], None] | None = None
) -> ImportPlan:
    """Take every step to a plan, handing each to *on_progress*."""
    while True:
        try:
            step = next(steps)
        except StopIteration as stop:
            plan: ImportPlan = stop.value
            return plan
        if on_progress is not None:
            on_progress(step)
