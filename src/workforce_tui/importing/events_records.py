"""Reading a sheet with one row for each event or each person it happened to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import STAGES, Dataset
from workforce_tui.domain.outcomes import UNKNOWN_OUTCOME, stage_rank
from workforce_tui.importing.dates import parse_date, parse_month
from workforce_tui.importing.events_book import NO_GRADE, NOT_GIVEN
from workforce_tui.importing.events_layout import NO, YES
from workforce_tui.importing.record_cells import NO_DATE
from workforce_tui.importing.unusual_rows import RowKind, UnusualRows
from workforce_tui.importing.values import is_note, is_total, staff_number, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.events_book import EventBook
    from workforce_tui.importing.events_layout import EventStructure
    from workforce_tui.importing.events_periods import EventPeriods
    from workforce_tui.importing.model import EventRow, ImportRequest
    from workforce_tui.importing.values import Cell

_SHARED = (
    "organisation", "as_at", "worker_type", "grade", "grade_alt", "from_grade",
    "ethnicity", "ethnicity_code", "sex", "outcome",
)  # fmt: skip
_LABELS = frozenset({"organisation", "worker_type", "grade", "ethnicity"})


@dataclass(slots=True)
class Shared:
    """What all rows with the same cells in the shared columns have in common."""

    doubtful: bool
    placed: bool = False
    rows: int = 0
    place: int = 0
    grade: int = NO_GRADE
    from_grade: int = NO_GRADE
    ethnicity: int = 0
    worker: str = ""
    sex: str = ""
    outcome: str = ""
    prefix: str = ""
    raw_outcome: str | None = None
    unknown_worker: str = ""
    unknown_sex: str = ""


class EventRecordReader:
    """Takes rows in chunks. Afterwards the events and the numbers of rows are complete."""

    def __init__(
        self,
        dataset: Dataset,
        found: EventStructure,
        periods: EventPeriods,
        book: EventBook,
        log: IssueLog,
        request: ImportRequest,
        organisations: dict[str, Organisation],
    ) -> None:
        self._dataset, self._flags, self._periods, self._book = dataset, found.flags, periods, book
        self._organisations, self._log, self._today = organisations, log, request.today
        self._columns = found.structure.columns
        self._names = found.structure.header.names
        self._headers = {tidy(name) for name in self._names if name}
        self._present = [name for name in _SHARED if name in self._columns]
        self._indexes = [self._columns[name] for name in self._present]
        self._memo: dict[tuple[Cell, ...], Shared] = {}
        self._seen: set[tuple[Cell, ...]] = set()
        self._people: list[EventRow] = []
        self._alike: Counter[tuple[int, int | None, int, int, int, str, str, str]] = Counter()
        self.unusual = UnusualRows(found.structure, log)
        self.elsewhere = self.nameless = self.events = 0
        self.outside = self.undated = self.unread = self.future = self.repeated = 0

    def feed(self, rows: Sequence[list[Cell]], first: int) -> None:
        """Read the next rows; what follows the notes is not read."""
        for place, row in enumerate(rows):
            if self.unusual.notes:
                self.unusual.leave(rows[place:])
                return
            if row.count("") == len(row):
                self.unusual.skipped += 1
                continue
            self._read(row + [""] * (len(self._names) - len(row)), first + place)

    def _read(self, row: list[Cell], number: int) -> None:
        key = tuple(row[index] for index in self._indexes)
        shared = self._memo.get(key)
        if shared is None:
            shared = self._memo[key] = Shared(self._is_doubtful(dict(zip(self._present, key, strict=True))))
        if shared.doubtful and not self._is_event(row, number):
            return
        if not shared.placed:
            self._place(shared, dict(zip(self._present, key, strict=True)))
        if shared.place < 0:
            self.elsewhere += 1
            return
        shared.rows += 1
        name = staff_number(row[self._columns["staff_number"]]) if "staff_number" in self._columns else ""
        if name and self._is_repeated(row):
            return
        inside, month = self._month(row)
        if not inside:
            return
        self.events += 1
        self._add(shared, shared.prefix + name if name else "", month, row)

    def _is_doubtful(self, cells: dict[str, Cell]) -> bool:
        """Whether rows with these labels may be totals, notes, or the header again."""
        texts = {name: to_text(cell) for name, cell in cells.items() if name in _LABELS}
        odd = any(is_total(text) or is_note(text) or tidy(text) in self._headers for text in texts.values() if text)
        return odd or not texts.get("ethnicity") or not texts.get("grade", "-")

    def _is_event(self, row: list[Cell], number: int) -> bool:
        """Look at a row whose labels are blank or a total: one with a date or an outcome is an event all the same."""
        labels = [to_text(row[self._columns[name]]) for name in _LABELS & set(self._columns)]
        if not any(is_total(text) for text in labels):
            if "event_date" in self._columns and parse_month(row[self._columns["event_date"]]) is not None:
                return True
            if "outcome" in self._columns and self._book.knows_outcome(to_text(row[self._columns["outcome"]])):
                return True
        return self.unusual.classify(row, number, lambda: self.rows) is RowKind.PERSON

    def _place(self, shared: Shared, cells: dict[str, Cell]) -> None:
        shared.placed = True
        shared.place = self._periods.index(cells.get("organisation"), cells.get("as_at"))
        if shared.place < 0:
            return
        organisation = self._periods.keys[shared.place].organisation
        worker, shared.unknown_worker = self._book.worker(cells.get("worker_type"))
        shared.sex, shared.unknown_sex = self._book.sex(cells.get("sex"))
        texts = [to_text(cells[name]) for name in ("grade", "grade_alt") if name in cells]
        raw = " | ".join(dict.fromkeys(text for text in texts if text))
        shared.grade = self._book.grade(organisation, worker, raw)
        if before := to_text(cells.get("from_grade", "")):
            shared.from_grade = self._book.grade(organisation, worker, before)
        shared.ethnicity = self._book.ethnicity(
            (to_text(cells.get("ethnicity_code", "")), to_text(cells.get("ethnicity", "")))
        )
        found = worker or self._book.worker_of(shared.grade)
        shared.worker = "" if found == NOT_GIVEN else found
        known = self._organisations.get(organisation)
        shared.prefix = f"{known.staff_number_space if known else ''}\0"
        if "outcome" in cells:
            shared.raw_outcome = to_text(cells["outcome"])
            shared.outcome = self._book.outcome(shared.raw_outcome)
        else:
            shared.outcome = self.plain_outcome(self._dataset)

    @staticmethod
    def plain_outcome(dataset: Dataset) -> str:
        """The outcome of events whose file gives none."""
        from workforce_tui.domain.datasets import OUTCOMES

        codes = [outcome.code for outcome in OUTCOMES[dataset]]
        return UNKNOWN_OUTCOME if UNKNOWN_OUTCOME in codes else ""

    def _is_repeated(self, row: list[Cell]) -> bool:
        """Whether the very same row was there before."""
        key = tuple(row)
        if key in self._seen:
            self.repeated += 1
            return True
        self._seen.add(key)
        return False

    def _month(self, row: list[Cell]) -> tuple[bool, int | None]:
        """Whether the event is to be counted, and its month."""
        index = self._columns.get("event_date")
        if index is None:
            return True, None
        cell = row[index]
        if cell == "" or tidy(cell) in NO_DATE:
            self.undated += 1
            return True, None
        inside = self._periods.note_date(cell)
        if inside is None:
            self.unread += 1
            return True, None
        if not inside:
            self.outside += 1
            return False, None
        day = parse_date(cell)
        self.future += day is not None and self._today is not None and day > self._today
        return True, parse_month(cell)

    def _add(self, shared: Shared, staff_key: str, month: int | None, row: list[Cell]) -> None:
        for outcome in self._outcomes(shared, row):
            if staff_key:
                grades = (given(shared.grade), given(shared.from_grade))
                rest = (shared.ethnicity, shared.worker, shared.sex, outcome, 1, 1)
                self._people.append((shared.place, staff_key, month, *grades, *rest))
            else:
                self._alike[
                    shared.place, month, shared.grade, shared.from_grade, shared.ethnicity,
                    shared.worker, shared.sex, outcome,
                ] += 1  # fmt: skip
        self.nameless += not staff_key

    def _outcomes(self, shared: Shared, row: list[Cell]) -> list[str]:
        """What the event counts as: an application counts at every stage up to the one it reached."""
        if self._dataset is not Dataset.RECRUITMENT:
            return [shared.outcome]
        reached = stage_rank(shared.outcome)
        for index, code in self._flags:
            text = tidy(row[index])
            if text in YES or (text not in NO and parse_date(row[index]) is not None):
                reached = max(reached, stage_rank(code))
        if self._flags:
            reached = max(reached, 0)
        return [stage.code for stage in STAGES[: reached + 1]]

    @property
    def rows(self) -> int:
        """Rows that are events or were set aside."""
        return sum(shared.rows for shared in self._memo.values()) + self.unusual.rejected

    @property
    def set_aside(self) -> int:
        """Rows that were set aside with a warning."""
        return sum(self.reasons.values())

    @property
    def reasons(self) -> dict[str, int]:
        """Why rows were set aside, and how many."""
        return {
            "outside_period": self.outside,
            "repeated": self.repeated,
            "not_understood": self.unusual.rejected,
        }

    def result(self) -> list[EventRow]:
        """Every event: those of somebody with a staff number one by one, the others added up."""
        counted = [
            (place, "", month, given(grade), given(before), ethnicity, worker, sex, outcome, number, number)
            for (place, month, grade, before, ethnicity, worker, sex, outcome), number in self._alike.items()
        ]
        return [*self._people, *counted]

    def note_labels(self) -> None:
        """Count the rows of each label; call once, at the end."""
        for shared in self._memo.values():
            if not shared.rows:
                continue
            self._book.count(shared.grade, shared.ethnicity, shared.rows)
            if shared.from_grade != NO_GRADE:
                self._book.grade_rows[shared.from_grade] += shared.rows
            self._periods.rows[shared.place] += shared.rows
            if shared.raw_outcome is not None:
                self._book.note_outcome(shared.raw_outcome, shared.rows)
            if shared.unknown_worker:
                self._book.unknown_workers[shared.unknown_worker] += shared.rows
            if shared.unknown_sex:
                self._book.unknown_sexes[shared.unknown_sex] += shared.rows


def given(grade: int) -> int | None:
    """The index of a grade label; None for no grade."""
    return grade if grade != NO_GRADE else None
