"""Reading tables of counts: one row for each group of people, or groups across and grades down."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from workforce_tui.domain.counts import ZERO
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import find_organisation
from workforce_tui.domain.workforce import recognise_worker_type
from workforce_tui.importing.broad_groups import UnderGroup
from workforce_tui.importing.facts import (
    ANY,
    DAY,
    ETHNICITY,
    GRADE,
    ORGANISATION,
    OUTCOME,
    SEX,
    UNBOUNDED,
    WORKER,
    Fact,
    drop_not_divided,
    drop_undivided,
)
from workforce_tui.importing.group_totals import count_groups_alone, group_of_total
from workforce_tui.importing.mapper import ValueColumn
from workforce_tui.importing.model import Layout
from workforce_tui.importing.not_given import ETHNICITY_PAIR, NO_ETHNICITY, NO_GRADE
from workforce_tui.importing.statuses import StatusCells
from workforce_tui.importing.table_rows import TableRow, TableRows, columns_beside
from workforce_tui.importing.values import is_suppressed, is_total, parse_fte, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.labelbook import LabelBook
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.markers import CountCells
    from workforce_tui.importing.snapshots import Snapshots
    from workforce_tui.importing.values import Cell

_REGION_TEXT = (
    "North East, North West, Yorkshire and the Humber, Yorkshire & Humber, East Midlands, West Midlands, Eastern, "
    "East of England, London, South East, South West, Wales, England, England and Wales, Cymru, Cymru a Lloegr"
)
_REGIONS = frozenset(map(label_key, _REGION_TEXT.split(",")))

_ALL_SEXES = frozenset({"persons", "people", "both", "male and female", "m and f", "pobl"})

_ETHNIC = ("ethnicity", "ethnicity_code")
_DIMENSIONS = {
    "organisation": ORGANISATION,
    "as_at": DAY,
    "grade": GRADE,
    "ethnicity": ETHNICITY,
    "ethnicity_code": ETHNICITY,
    "worker_type": WORKER,
    "sex": SEX,
    "outcome": OUTCOME,
}
_ALL = "Total"
_MOST_NOTES = 1000
_NOT_KNOWN = (0, UNBOUNDED)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: its number, whose and which day's it is, and what its total may or may not be limited to."""

    row: int
    snapshot: int | None
    day: int
    loose: tuple[int, ...]
    of_all: bool
    """A total over what a column nobody reads divides people by, such as the directorate."""
    group: str
    """The ethnic group that its total is of."""


class TableReader:
    """Takes the rows under the header one by one and turns them into facts."""

    LABELS: ClassVar[tuple[str, ...]] = (
        "organisation", "as_at", "worker_type", "grade", "ethnicity_code", "ethnicity", "sex",
    )  # fmt: skip
    """The fields whose cells say of whom a row is."""

    def __init__(
        self,
        structure: Structure,
        snapshots: Snapshots,
        book: LabelBook,
        cells: CountCells,
        log: IssueLog,
        organisations: Sequence[Organisation],
        *,
        filled: frozenset[int] = frozenset(),
        sums: frozenset[int] = frozenset(),
        heads: Mapping[int, str] = MappingProxyType({}),
        section: str = "",
    ) -> None:
        self._structure, self._snapshots, self._book, self._cells, self._log = structure, snapshots, book, cells, log
        self._organisations = organisations
        self._columns = structure.columns
        self._names = structure.header.names
        self._fte = self._columns.get("fte", -1) if structure.layout is Layout.LONG else -1
        self._values = structure.values or [self._single_value()]
        self._by_sex = any(column.sex for column in self._values)
        self._by_worker = any(column.worker for column in self._values)
        self.statuses = StatusCells(structure, book.answers, log)
        self._kinds = TableRows(structure, cells, self._values)
        self._filled, self._sum_rows, self._heads = filled, sums, heads
        self._above: dict[int, Cell] = {}
        self._divided: dict[int, str] = {}
        self._section = section
        self._under = UnderGroup()
        self._sums: dict[str, bool] = {}
        self._seen: dict[tuple[str, ...], int] = {}
        self._others, self._beside = columns_beside(structure, self._values, self._fte)
        self.facts: list[Fact] = []
        self.rows = self.skipped = self.elsewhere = self.set_aside = 0
        self.people_aside = ZERO
        """The people of rows that were set aside."""
        self._total_rows: set[int] = set()
        self._total_keys: dict[int, tuple[list[str], tuple[str, ...]]] = {}
        self.row = 0
        """The number of the row being read."""
        self.notes: list[str] = []
        """Texts of the rows that hold no counts."""
        self.second_table: int | None = None

    def _single_value(self) -> ValueColumn:
        index = self._columns["headcount"]
        return ValueColumn(index, self._names[index])

    def feed(self, rows: Sequence[list[Cell]], first: int) -> None:
        """Read the next rows; *first* is the row number of the first of them."""
        for number, row in enumerate(rows, first):
            if self.second_table is not None:
                return
            if row.count("") == len(row):
                self.skipped += 1
                continue
            padded = row + [""] * (len(self._names) - len(row))
            kind = self._kinds.kind(padded)
            if kind is TableRow.COUNTS and not (self.statuses.used and self.statuses.sets_aside(padded)):
                self._read(padded, number)
                continue
            if kind is TableRow.COUNTS:
                self.set_aside += 1
                self.people_aside += self._cells.people(padded[one.index] for one in self._values if not one.total)
                continue
            self.skipped += 1
            if len(self.notes) < _MOST_NOTES:
                self.notes += [to_text(cell) for cell in padded if isinstance(cell, str) and cell]
            if kind is TableRow.HEADING:
                self._above |= {index: padded[index] for index in self._filled if to_text(padded[index])}
                self._heading(next(text for cell in padded if (text := to_text(cell))))
            elif kind is TableRow.OTHER_TABLE:
                self.second_table = number
                self._log.add("second_table", row=number)
            else:
                self._kinds.leave_out(padded, number)

    def _heading(self, label: str) -> None:
        """A heading over rows may say what kind of worker they are, or of which broad group."""
        self._under.heading(label)
        if self._structure.layout is Layout.CROSSTAB and "worker_type" not in self._columns:
            self._section = self._book.worker(label)[0]
            if self._section:
                self._log.add("worker_type_by_heading", value=label)

    def _label(self, name: str, row: list[Cell]) -> Cell | None:
        """The cell of a label column, filled down where cells are merged; None when there is no such column."""
        index = self._columns.get(name)
        if index is None:
            return None
        cell = row[index]
        if to_text(cell):
            self._above[index] = cell
        elif index in self._filled:
            return self._above.get(index, "")
        return cell

    def _read(self, row: list[Cell], number: int) -> None:
        labels = {name: self._label(name, row) for name in self.LABELS}
        if labels["grade"] is not None and not to_text(labels["grade"]):
            labels["grade"] = self._label("grade_alt", row) or ""
        if labels["ethnicity_code"] is None:
            is_blank = all(row[column.index] == "" for column in self._values)
            labels["ethnicity_code"] = self._under.of(to_text(labels["ethnicity"] or ""), is_blank=is_blank) or None
        if number in self._heads:
            self._heading(self._heads[number])
            labels["grade"] = _ALL
        elif self._section and recognise_worker_type(to_text(labels["grade"] or "")) not in (None, self._section):
            self._section = ""  # a row of another kind of worker: the heading reaches no further
        of_all = any(isinstance(cell := row[index], str) and is_total(cell) for index in self._beside)
        total = of_all or number in self._sum_rows or self._is_total_row(labels)
        loose = self._complete_total(labels, row) if total else ()
        organisation = labels["organisation"]
        everywhere = organisation is not None and self._is_sum_of_organisations(to_text(organisation))
        day = self._snapshots.day(labels["as_at"]) if everywhere else None
        snapshot = ANY if everywhere else self._snapshots.index(organisation, labels["as_at"])
        if (everywhere and day is None) or (snapshot is not None and snapshot < 0):
            self.elsewhere += 1
            return
        self.rows += 1
        self.row = number
        if total:
            self._total_rows.add(number)
            self._total_keys[number] = self._row_key(row, number, labels)
        else:
            _check_repeated(self._row_key(row, number, labels), number, self._seen, self._log)
        if snapshot is not None:
            day = self._snapshots.keys[snapshot].as_at
            self._snapshots.rows[snapshot] += 1
        group = group_of_total([to_text(labels[name] or "") for name in _ETHNIC]) if total else ""
        place = _Place(number, snapshot, day.toordinal() if day else 0, loose, of_all, group)
        for column in self._values:
            self._read_value(column, row, labels, place)

    def _is_total_row(self, labels: dict[str, Cell | None]) -> bool:
        texts = {name: to_text(cell) for name, cell in labels.items() if cell is not None}
        if self._is_sum_of_organisations(texts.pop("organisation", "")):
            return True
        return any(is_total(text) for text in texts.values())

    def _complete_total(self, labels: dict[str, Cell | None], row: list[Cell]) -> tuple[int, ...]:
        """In a total row, a blank label means all of them; one filled from above may mean that as well."""
        loose: set[int] = set()
        pair = [labels[name] for name in ("ethnicity_code", "ethnicity")]
        for name, cell in labels.items():
            if cell is None:
                continue
            if name == "as_at" and cell == "":
                labels[name] = self._above.get(self._columns[name], "")
                loose |= {ORGANISATION, DAY}
            elif to_text(cell) and not to_text(row[self._columns[name]]):
                loose.add(_DIMENSIONS[name])
            elif not to_text(cell) and (name not in _ETHNIC or not any(to_text(c) for c in pair if c is not None)):
                labels[name] = _ALL
        return tuple(loose)

    def _is_sum_of_organisations(self, text: str) -> bool:
        if text not in self._sums:
            known = find_organisation(text, self._organisations) is not None
            self._sums[text] = bool(text) and not known and (is_total(text) or label_key(text) in _REGIONS)
        return self._sums[text]

    def _row_key(
        self, row: list[Cell], number: int, labels: dict[str, Cell | None]
    ) -> tuple[list[str], tuple[str, ...]]:
        """The labels of a row, and what no other row has; blank, those beside them are the ones above."""
        texts = [to_text(cell) for cell in labels.values() if cell is not None]
        if number not in self._total_rows:
            self._divided |= {index: text for index in self._beside if (text := tidy(row[index]))}
        others = (self._divided.get(index) or tidy(row[index]) for index in self._others)
        return texts, (self._section, *others, *map(tidy, texts))

    def _read_value(self, column: ValueColumn, row: list[Cell], labels: dict[str, Cell | None], place: _Place) -> None:
        grade, pair = self._grade(column, labels), self._ethnicity(column, labels)
        worker, sex, outcome = self._worker(column, labels), self._sex(column, labels), self.outcome(column, labels)
        if place.of_all:
            outcome = ANY
        is_sum = ANY in (place.snapshot, grade, pair, worker, sex, outcome)
        if is_sum and worker == self._section:
            worker = ANY
        interval = self._interval(row[column.index], place.row, column, is_sum)
        ethnicity = self._book.ethnicity(pair) if pair is not None else ANY
        index = -1
        if place.snapshot is not None and grade is not None and not is_sum:
            organisation = self._snapshots.keys[place.snapshot].organisation
            index = self._book.grade(organisation, worker or "", grade)
            self._book.count(index, ethnicity or 0, 1)
            worker = worker or self._book.worker_of(index)
        raw: tuple[str, Cell] | None = None
        group = place.group if ethnicity is ANY else ""
        if is_sum and ANY not in (grade, pair or group or ANY, place.snapshot, outcome):
            raw, interval = (grade or "", row[column.index]), interval or _NOT_KNOWN
        if interval is None:
            return
        named = tidy(grade) if grade is not None else ANY
        key = (place.snapshot, place.day, named, ethnicity, worker or ANY, sex, outcome)
        label = _total_label(labels, column) if is_sum else ""
        fte = parse_fte(row[self._fte]) if self._fte >= 0 else None
        self.facts.append(
            Fact(key, *interval, place.row, column.header, label, fte, index, self._section, raw, place.loose, group)
        )
        if not is_sum:
            self._cells.mark(self.facts[-1], row[column.index])

    def outcome(self, _column: ValueColumn, _labels: dict[str, Cell | None]) -> str | None:
        """How the events counted in a cell ended; staff in post have no outcome."""
        return ""

    def finish(self) -> list[Fact]:
        """The facts. Where a table gives all sexes (or kinds of worker) together and nothing else, they are counts."""
        self._kinds.report(self._log)
        has_workers = self._by_worker or "worker_type" in self._columns
        count_groups_alone(self.facts, self._book, has_workers=has_workers)
        self.facts, blank = drop_not_divided(self.facts)
        self._cells.forget(blank)
        facts = drop_undivided(self.facts, has_workers=has_workers)
        undivided = [fact for fact in facts if fact.raw is not None and not fact.is_total]
        counted = self._total_rows & {fact.row for fact in undivided}
        self._total_rows -= counted
        for number in sorted(counted):
            _check_repeated(self._total_keys[number], number, self._seen, self._log)
        unclear = {id(fact) for fact in undivided if not self._settle(fact)}
        return [fact for fact in facts if id(fact) not in unclear] if unclear else facts

    def _settle(self, fact: Fact) -> bool:
        """Read a total as the count it is; False when there is an issue or a question in place of a number."""
        if fact.raw is None or fact.key[ORGANISATION] is None:
            return True
        grade, cell = fact.raw
        snapshot, day, label, ethnicity, worker, sex, outcome = fact.key
        fact.grade = self._book.grade(self._snapshots.keys[snapshot or 0].organisation, worker or "", grade)
        self._book.count(fact.grade, ethnicity or 0, 1)
        fact.key = (snapshot, day, label, ethnicity, worker or self._book.worker_of(fact.grade), sex, outcome)
        interval = self._cells.interval(cell, fact.row, fact.column)
        fact.low, fact.high = interval or _NOT_KNOWN
        self._cells.mark(fact, cell)
        return interval is not None

    @property
    def total_rows(self) -> int:
        """How many rows were totals."""
        return len(self._total_rows)

    def _interval(self, cell: Cell, number: int, column: ValueColumn, is_sum: bool) -> tuple[int, int] | None:
        if not is_sum:
            return self._cells.interval(cell, number, column.header)
        figure = self._cells.figure(cell)
        return None if figure.problem or is_suppressed(figure) else (figure.low, figure.high)

    def _grade(self, column: ValueColumn, labels: dict[str, Cell | None]) -> str | None:
        if self._structure.across == "grade" and self._structure.layout is Layout.CROSSTAB:
            return column.label or ANY
        if NO_GRADE in self._structure.without:
            return NO_GRADE
        text = to_text(labels["grade"] if labels["grade"] is not None else "")
        return ANY if is_total(text) else text

    def _ethnicity(self, column: ValueColumn, labels: dict[str, Cell | None]) -> tuple[str, str] | None:
        if self._structure.layout is Layout.CROSSTAB and self._structure.across == "ethnicity":
            return ("", column.label) if column.label else ANY
        if NO_ETHNICITY in self._structure.without:
            return ETHNICITY_PAIR
        texts = [to_text(labels[name] or "") for name in ("ethnicity_code", "ethnicity")]
        return ANY if any(is_total(text) for text in texts) else (texts[0], texts[1])

    def _worker(self, column: ValueColumn, labels: dict[str, Cell | None]) -> str | None:
        """The worker type, "" where nothing states it, ANY for all of them together."""
        if column.worker:
            return column.worker
        cell = labels["worker_type"]
        by_column = self._by_worker and not _is_of_grade(column, self._structure)
        if by_column or (cell is not None and is_total(to_text(cell))):
            return ANY
        worker, unknown = self._book.worker(cell)
        if unknown:
            self._book.unknown_workers[unknown] += 1
        return worker or self._section

    def _sex(self, column: ValueColumn, labels: dict[str, Cell | None]) -> str | None:
        if column.sex:
            return column.sex
        cell = labels["sex"]
        if self._by_sex or (cell is not None and (is_total(to_text(cell)) or tidy(cell) in _ALL_SEXES)):
            return ANY
        sex, unknown = self._book.sex(cell)
        if unknown:
            self._book.unknown_sexes[unknown] += 1
        return sex


def _check_repeated(
    found: tuple[list[str], tuple[str, ...]], number: int, seen: dict[tuple[str, ...], int], log: IssueLog
) -> None:
    """Report a row whose labels were all there before."""
    texts, key = found
    if seen.setdefault(key, number) != number:
        log.add("label_repeated", row=number, label=" / ".join(text for text in texts if text))


def _total_label(labels: dict[str, Cell | None], column: ValueColumn) -> str:
    texts = [to_text(cell) for cell in labels.values() if cell is not None]
    return next((text for text in texts if is_total(text)), column.header or (texts[0] if texts else ""))


def _is_of_grade(column: ValueColumn, structure: Structure) -> bool:
    """Whether the column is headed by a grade, which says what kind of worker is counted in it."""
    return structure.across == "grade" and bool(column.label) and not column.total
