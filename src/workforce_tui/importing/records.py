"""Reading a sheet with one row for each person.

A hundred thousand rows pass through one loop. What rows have in common (organisation, date, worker type, grade,
ethnicity, sex) is worked out once for each different combination of cells and looked up for the rest.
"""

from __future__ import annotations

from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workforce_tui.importing.alike_rows import AlikeRows, name_of, names_of
from workforce_tui.importing.attribute_cells import AttributeCells
from workforce_tui.importing.not_given import ETHNICITY_PAIR, NO_ETHNICITY, NO_GRADE
from workforce_tui.importing.persons import STAFF_KEY, Persons
from workforce_tui.importing.record_cells import ASIDE, DateCells, FteCells
from workforce_tui.importing.statuses import StatusCells
from workforce_tui.importing.unusual_rows import RowKind, UnusualRows
from workforce_tui.importing.values import is_note, is_total, parse_number, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.labelbook import LabelBook
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import CountRow, PersonRow
    from workforce_tui.importing.snapshots import Snapshots
    from workforce_tui.importing.values import Cell

_SHARED = (
    "organisation", "as_at", "worker_type", "grade", "grade_alt", "grade_code", "ethnicity", "ethnicity_code", "sex",
)  # fmt: skip


class Shared:
    """What all rows with the same cells in the shared columns have in common."""

    __slots__ = (
        "codes",
        "cutoff",
        "doubtful",
        "ethnicity",
        "grade",
        "placed",
        "prefix",
        "rows",
        "seen",
        "sex",
        "snapshot",
        "unknown_sex",
        "unknown_worker",
        "worker",
    )

    def __init__(self, *, doubtful: bool) -> None:
        self.rows = self.snapshot = self.grade = self.ethnicity = self.cutoff = 0
        self.worker = self.sex = self.prefix = self.unknown_worker = self.unknown_sex = ""
        self.seen: dict[str, int] = {}
        self.codes: tuple[tuple[int, dict[Any, int]], ...] = ()
        self.doubtful = doubtful
        """Each row has to be looked at as a whole to know whether it is a person."""
        self.placed = False

    def described(self, row: list[Cell]) -> int:
        """What the row says of somebody's attributes, as `AttributeCells` codes it."""
        own = 0
        for column, codes in self.codes:
            own |= codes[row[column]]
        return own


class RecordReader:
    """Takes rows in chunks. Afterwards `persons`, `repeats` and the numbers of rows are complete."""

    def __init__(
        self,
        structure: Structure,
        snapshots: Snapshots,
        book: LabelBook,
        log: IssueLog,
        organisations: dict[str, Organisation],
    ) -> None:
        self._snapshots, self._book, self._organisations = snapshots, book, organisations
        self._columns = structure.columns
        self._headers = {tidy(name) for name in structure.header.names if name}
        self._width = len(structure.header.columns)
        self._without = structure.without
        self._present = [name for name in _SHARED if name in self._columns]
        indexes = [self._columns[name] for name in self._present]
        self._key: Any = itemgetter(*indexes) if len(indexes) > 1 else lambda row: tuple(row[i] for i in indexes)
        self._memo: dict[Any, Shared] = {}
        self._seen: dict[int, dict[str, int]] = {}
        self._anonymous: dict[tuple[int, int, int, str, str], list[int]] = {}
        self.ftes = FteCells(log)
        self.dates = DateCells(structure, log)
        self.statuses = StatusCells(structure, book.answers, log)
        self.attributes = AttributeCells(structure, log)
        self.unusual = UnusualRows(structure, log)
        self.persons = Persons()
        self.repeats: list[tuple[int, int, PersonRow]] = []
        """(row number, position in `persons` of the same person's first row, this row)."""
        self.elsewhere = 0

    def feed(self, rows: Sequence[list[Cell]], first: int) -> None:
        """Read the next rows; *first* is the row number of the first of them. What follows the notes is not read."""
        read = 0 if self.unusual.notes else self._read(_padded(rows, self._width), first)
        self.unusual.leave(rows[read:])

    def _read(self, rows: Sequence[list[Cell]], first: int) -> int:
        """Read rows until the notes start; the number of rows read."""
        alike = self._alike(rows, first)
        if alike is None:
            return self._read_one_by_one(rows, first)
        if self.dates.used:
            alike.give_months(self.dates.months_in_post(rows, alike.cutoff, first))
        if self.statuses.used:
            alike.keep([not self._not_in_post(row, alike.cutoff) for row in alike.rows])
        self._add(alike)
        return len(rows)

    def _alike(self, rows: Sequence[list[Cell]], first: int) -> AlikeRows | None:
        """The rows, where each is plainly a person with a staff number in the same snapshot."""
        column = self._columns.get("staff_number", -1)
        names = names_of(list(map(itemgetter(column), rows))) if column >= 0 and rows else None
        shared = self._shared(rows) if names else None
        if names is None or shared is None:
            return None
        return AlikeRows(rows, shared, names, first)

    def _shared(self, rows: Sequence[list[Cell]]) -> list[Shared] | None:
        """What each row shares with others; None where they are of several snapshots or one has to be looked at."""
        keys = list(map(self._key, rows))
        found = list(map(self._memo.get, keys))
        for place in _missing(found):
            # One after the other, as labels are known by the order in which they are met.
            known = found[place] = self._memo.get(keys[place]) or self._first_sight(keys[place])
            if known.doubtful:
                return None
        different: set[Shared] = set(found)  # type: ignore[arg-type] # none is missing any more
        snapshots = {one.snapshot for one in different}
        return None if len(snapshots) > 1 or any(one.doubtful for one in different) else found  # type: ignore[return-value]

    def _add(self, alike: AlikeRows) -> None:
        """Add the people of some rows; those met before are repeats."""
        persons, seen, count = self.persons, alike.seen, len(self.persons)
        people = alike.people(self.ftes, self._columns.get("fte", -1))
        names = people[STAFF_KEY]
        places = dict(zip(names, range(count, count + len(names)), strict=True))
        if len(places) == len(names) and seen.keys().isdisjoint(names):
            seen.update(places)
            persons.add_columns(people)
            return
        for number, person in zip(alike.numbers, zip(*people, strict=True), strict=True):
            position = seen.setdefault(person[1], len(persons))
            if position == len(persons):
                persons.append(person)
            else:
                self.repeats.append((number, position, person))

    def _read_one_by_one(self, rows: Sequence[list[Cell]], first: int) -> int:
        """Read rows of which some may be no people until the notes start; the number of rows read."""
        get, memo, ftes = self._key, self._memo, self.ftes.known
        id_column, fte_column = self._columns.get("staff_number", -1), self._columns.get("fte", -1)
        dated, month_of, stated = self.dates.used, self.dates.month_in_post, self.statuses.used
        persons, count = self.persons, len(self.persons)
        month: int | None = None
        for number, (row, known) in enumerate(zip(rows, map(memo.get, map(get, rows)), strict=True), first):
            name = name_of(row[id_column]) if id_column >= 0 else ""
            if not name and self.unusual.is_heading(row):
                continue
            shared = known or self._first_sight(get(row))
            if shared.doubtful and not self._is_person(shared, get(row), row, number):
                if self.unusual.notes:
                    return number - first + 1
                continue
            shared.rows += 1
            if dated and (month := month_of(row, shared.cutoff, number)) == ASIDE:
                continue
            if (stated and self._not_in_post(row, shared.cutoff)) or (not name and self.statuses.is_empty_post(row)):
                continue
            fte = None
            if fte_column >= 0 and (cell := row[fte_column]) != "":
                noted = ftes.get(cell) or self.ftes.read(cell)
                noted[1] += 1
                fte = noted[0]
            if not name:
                self._add_anonymous(shared, fte)
                continue
            name = shared.prefix + name
            own = shared.described(row) if shared.codes else 0
            person = (shared.snapshot, name, shared.grade, shared.ethnicity, shared.worker, shared.sex, fte, month, own)
            position = shared.seen.setdefault(name, count)
            if position == count:
                persons.append(person)
                count += 1
            else:
                self.repeats.append((number, position, person))
        return len(rows)

    def _not_in_post(self, row: list[Cell], cutoff: int) -> bool:
        return self.statuses.sets_aside(row, lambda: self.dates.leaves(row, cutoff))

    def _first_sight(self, key: tuple[Cell, ...]) -> Shared:
        cells = dict(zip(self._present, key, strict=True))
        raw, ethnicity = _grade_text(cells), to_text(cells.get("ethnicity", ""))
        if NO_GRADE in self._without:
            raw = ethnicity
        # A number in place of a grade may be a band, or the figure of a total row.
        bare = parse_number(raw) is not None and (not ethnicity or parse_number(ethnicity) is not None)
        is_sum = is_total(raw) or self.unusual.is_count(raw)
        doubtful = not raw or bare or is_sum or is_note(raw) or tidy(raw) in self._headers
        shared = self._memo[key] = Shared(doubtful=doubtful)
        if not doubtful:
            self._place(shared, key)
            shared.doubtful = shared.snapshot < 0
        return shared

    def _is_person(self, shared: Shared, key: tuple[Cell, ...], row: list[Cell], number: int) -> bool:
        """Look at a row whose grade is blank or not a grade, or which is about another organisation or day."""
        if row.count("") == len(row):
            self.unusual.skipped += 1
            return False
        if not shared.placed:
            kind = self.unusual.classify(row, number, self._people_above)
            if kind is not RowKind.PERSON:
                return False
            self._place(shared, key)
        elif shared.snapshot >= 0 and self.unusual.classify(row, number, self._people_above) is not RowKind.PERSON:
            return False
        if shared.snapshot < 0:
            self.elsewhere += 1
        return shared.snapshot >= 0

    def _people_above(self) -> int:
        """How many people stand above a row: a total counts those of other organisations and days, too."""
        return self._rows_so_far() + self.elsewhere

    def _rows_so_far(self) -> int:
        return sum(shared.rows for shared in self._memo.values())

    def _place(self, shared: Shared, key: tuple[Cell, ...]) -> None:
        """Work out what the combination of cells means."""
        cells = dict(zip(self._present, key, strict=True))
        shared.placed = True
        shared.snapshot = self._snapshots.index(cells.get("organisation"), cells.get("as_at"))
        if shared.snapshot < 0:
            return
        snapshot = self._snapshots.keys[shared.snapshot]
        worker, shared.unknown_worker = self._book.worker(cells.get("worker_type"))
        shared.sex, shared.unknown_sex = self._book.sex(cells.get("sex"))
        grade = NO_GRADE if NO_GRADE in self._without else _grade_text(cells)
        if code := to_text(cells.get("grade_code", "")):
            grade = self._book.grade_with_code(snapshot.organisation, worker, grade, code)
        shared.grade = self._book.grade(snapshot.organisation, worker, grade)
        pair = (to_text(cells.get("ethnicity_code", "")), to_text(cells.get("ethnicity", "")))
        shared.ethnicity = self._book.ethnicity(ETHNICITY_PAIR if NO_ETHNICITY in self._without else pair)
        shared.worker = worker or self._book.worker_of(shared.grade)
        known = self._organisations.get(snapshot.organisation)
        shared.prefix = f"{known.staff_number_space if known else ''}\0"
        shared.cutoff = snapshot.as_at.toordinal()
        shared.seen = self._seen.setdefault(shared.snapshot, {})
        shared.codes = self.attributes.codes(shared.cutoff)

    def _add_anonymous(self, shared: Shared, fte: int | None) -> None:
        key = (shared.snapshot, shared.grade, shared.ethnicity, shared.worker, shared.sex)
        noted = self._anonymous.setdefault(key, [0, 0, 0])
        noted[0] += 1
        if fte is not None:
            noted[1] += fte
            noted[2] += 1

    def counts(self) -> list[CountRow]:
        """The people without a staff number, added up. The FTE is given where every one of them has it."""
        return [
            (*key, people, people, fte if with_fte == people else None)
            for key, (people, fte, with_fte) in self._anonymous.items()
        ]

    @property
    def nameless(self) -> int:
        """How many people have no staff number."""
        return sum(noted[0] for noted in self._anonymous.values())

    @property
    def reasons(self) -> dict[str, int]:
        """Why rows are not counted as somebody in post, and how many."""
        return {
            "left": self.dates.left,
            "not_started": self.dates.not_started,
            "not_in_post": self.statuses.left,
            "not_understood": self.unusual.rejected,
        }

    @property
    def set_aside(self) -> int:
        """Rows that are not about somebody in post, or not about anybody."""
        return sum(self.reasons.values())

    @property
    def rows_read(self) -> int:
        """Rows that are people or were set aside with a warning."""
        return self._rows_so_far() + self.unusual.rejected

    def note_labels(self, snapshots: Snapshots) -> None:
        """Count the rows of each label; call once, at the end."""
        for shared in self._memo.values():
            if not shared.rows:
                continue
            self._book.count(shared.grade, shared.ethnicity, shared.rows)
            snapshots.rows[shared.snapshot] += shared.rows
            if shared.unknown_worker:
                self._book.unknown_workers[shared.unknown_worker] += shared.rows
            if shared.unknown_sex:
                self._book.unknown_sexes[shared.unknown_sex] += shared.rows


def _missing(found: Sequence[object]) -> Iterator[int]:
    """The places that hold None, each looked for once those before it are filled."""
    place = -1
    with suppress(ValueError):
        while True:
            place = found.index(None, place + 1)
            yield place


def _padded(rows: Sequence[list[Cell]], width: int) -> Sequence[list[Cell]]:
    """The rows with the blanks at their ends that text files leave out."""
    if min(map(len, rows), default=width) >= width:
        return rows
    return [row if len(row) >= width else row + [""] * (width - len(row)) for row in rows]


def _grade_text(cells: dict[str, Cell]) -> str:
    """The grade as written; two columns that say two things are one label, which a person has to settle."""
    texts = [to_text(cells[name]) for name in ("grade", "grade_alt") if name in cells]
    return " | ".join(dict.fromkeys(text for text in texts if text))
