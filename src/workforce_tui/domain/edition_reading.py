"""Rows of an interchange file as the edition they say, or everything that is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, TypeVar

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience, Edition, EditionKind, EditionSection, EditionTable, EditionText
from workforce_tui.domain.edition_fields import MAPPING, RETURN_FIELDS, SCHEMA, Form, RecordKind, unprotect
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workforce_tui.domain.cells import Cell

CONFIDENTIAL = Withheld("confidential")
"""A withheld figure as it is received: the file does not say why it is withheld."""
LONGEST_FOUND = 80
_Code = TypeVar("_Code", bound=StrEnum)
_WHOLE = re.compile(r"[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?")
_ENDS = re.compile(r"([0-9]{1,18})(?:-([0-9]{1,18}))?/([0-9]{1,18})(?:-([0-9]{1,18}))?")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a file: the line it is in, the column, what was found there and what is expected."""

    line: int
    column: str
    found: str
    expected: str


class RowsRefused(Exception):  # noqa: N818 - it is the rows that are refused; nothing went wrong
    """The rows are no edition; `problems` says why, in the order of the lines."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class _Wrong(Exception):  # noqa: N818 - as above
    """One problem; `line` is None for the line that is being read."""

    def __init__(self, column: str, expected: str, found: str = "", line: int | None = None) -> None:
        super().__init__(column)
        self.column, self.expected, self.found, self.line = column, expected, _found(found), line


def edition_of(rows: Sequence[Mapping[str, str]], lines: Sequence[int] | None = None) -> Edition:
    """The edition the rows say; the row of the hash is not compared with them.

    *lines* are the numbers of the rows in their file, for the problems; the first is 2 where they are left out.

    Raises:
        RowsRefused: the rows are not what `edition_rows.rows_of` makes of an edition.
    """
    numbers = lines or range(2, len(rows) + 2)
    reading, problems = _taken(rows, numbers)
    if problems:
        raise RowsRefused(problems)
    try:
        edition = reading.edition()
    except _Wrong as wrong:
        raise RowsRefused([_problem(wrong, reading.number or 1)]) from None
    if differing := _differing(edition, rows, numbers):
        raise RowsRefused(differing)
    return edition


def with_other_problems(
    known: Sequence[RowProblem], rows: Sequence[Mapping[str, str]], lines: Sequence[int]
) -> tuple[RowProblem, ...]:
    """Those known and those of other lines, by line; below a line that cannot be taken no places are judged."""
    broken = {one.line for one in known}
    _reading, found = _taken(rows, lines)
    lost = any(one.line in broken for one in found)
    others = (one for one in found if one.line not in broken and not (lost and one.column in ("section", "table")))
    return tuple(sorted((*known, *others), key=lambda one: one.line))


def _taken(rows: Sequence[Mapping[str, str]], numbers: Sequence[int]) -> tuple[_Reading, list[RowProblem]]:
    """Every row that makes sense taken in, and what is wrong with the others."""
    reading, problems = _Reading(), []
    for number, row in zip(numbers, rows, strict=True):
        reading.number = number
        try:
            reading.take({name: (text := row.get(name, "")) and unprotect(text) for name in RETURN_FIELDS})
        except _Wrong as wrong:
            problems.append(_problem(wrong, number))
    return reading, problems


def _problem(wrong: _Wrong, line: int) -> RowProblem:
    return RowProblem(line if wrong.line is None else wrong.line, wrong.column, wrong.found, wrong.expected)


def _differing(edition: Edition, rows: Sequence[Mapping[str, str]], numbers: Sequence[int]) -> list[RowProblem]:
    """Where the rows are not those of the edition that was read in them."""
    from workforce_tui.domain.edition_rows import rows_of

    told = [one for one in zip(numbers, rows, strict=True) if one[1].get("record") != RecordKind.HASH]
    expected = rows_of(edition)[:-1]
    found: list[RowProblem] = []
    for (number, row), right in zip(told, expected, strict=False):
        found += [
            RowProblem(number, name, _found(row.get(name, "")), _found(right[name]) or _("nothing"))
            for name in (RETURN_FIELDS if row != right else ())
            if row.get(name, "") != right[name]
        ]
        if found and len(told) != len(expected):
            return found  # a row too many or too few moves all that follow
    if not found and len(told) > len(expected):
        number, row = told[len(expected)]
        return [RowProblem(number, "record", _found(row.get("record", "")), _("no such row here"))]
    return found


def _found(text: str) -> str:
    return text if len(text) <= LONGEST_FOUND else text[:LONGEST_FOUND] + "…"


@dataclass(slots=True)
class _TableRead:
    """A table as far as it is read; the cells of each row stay beside its key and label until all are there."""

    number: int
    fields: Mapping[str, str]
    as_at: date | None
    definition: EthnicityDefinition | None
    source: str = ""
    notes: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    rows: list[tuple[str, str, list[Cell]]] = field(default_factory=list)
    line: str = ""

    def table(self) -> EditionTable:
        said = self.fields
        rows = []
        for number, (key, label, cells) in enumerate(self.rows, 1):
            if len(cells) != len(self.columns):
                where = _("cells in row {row} of table {table}: {number}")
                expected = where.format(number=len(self.columns), row=number, table=_found(said["table"]))
                raise _Wrong("place", expected, str(len(cells)), self.number)
            rows.append(Row(label, tuple(cells), key))
        table = Table(
            said["text"], said["column_label"], tuple(self.columns), tuple(rows), tuple(self.notes), self.source,
            self.as_at, self.definition,
        )  # fmt: skip
        return EditionTable(said["table"], said["title"], table, said["dimension"], said["cut"], said["entry"])


@dataclass(slots=True)
class _SectionRead:
    number: int
    fields: Mapping[str, str]
    nothing: str = ""
    commitments: list[str] = field(default_factory=list)
    texts: list[EditionText] = field(default_factory=list)
    tables: list[_TableRead] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What was read so far; `number` is the line that is read."""

    number: int = 0
    said: dict[str, str] = field(default_factory=dict)
    first: Mapping[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    facts: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mapping: _TableRead | None = None
    sections: list[_SectionRead] = field(default_factory=list)
    here: _TableRead | None = None

    def take(self, row: Mapping[str, str]) -> None:
        """Take in one row; raises _Wrong where it makes no sense."""
        self.first = self.first or row
        kind = _one_of(RecordKind, row, "record")
        if (act := _TAKE.get(kind)) is not None:
            act(self, row)

    def section(self, row: Mapping[str, str]) -> _SectionRead:
        """The section a row belongs to, which is the last that was begun."""
        if not self.sections:
            raise _Wrong("record", _("a section before what is in it"), row["record"])
        if row["section"] != self.sections[-1].fields["section"]:
            raise _Wrong("section", _found(self.sections[-1].fields["section"]), row["section"])
        return self.sections[-1]

    def table(self, row: Mapping[str, str]) -> _TableRead:
        """The table a row belongs to, which is the last that was begun."""
        if self.here is None:
            raise _Wrong("record", _("a table before what is in it"), row["record"])
        if row["table"] != self.here.fields["table"]:
            raise _Wrong("table", _found(self.here.fields["table"]), row["table"])
        return self.here

    def edition(self) -> Edition:
        """The edition, once every row is taken."""
        for entry in ("schema", "kind", "audience", "year", "language", "title", "author"):
            if entry not in self.said:
                raise _Wrong("entry", _("a row of the edition's {entry}").format(entry=entry))
        row = {**self.first, **{f"said_{entry}": text for entry, text in self.said.items()}}
        return Edition(
            kind=_one_of(EditionKind, row, "said_kind", "text"),
            audience=_one_of(Audience, row, "said_audience", "text"),
            organisation=row["organisation"],
            year=_whole(row, "said_year", "text"),
            version=_whole(row, "version"),
            language=row["said_language"],
            title=row["said_title"],
            facts=tuple(self.facts),
            sections=tuple(map(_section_of, self.sections)),
            notes=tuple(self.notes),
            mapping=None if self.mapping is None else self.mapping.table().table,
            author=row["said_author"],
            codes=dict(self.codes),
        )


def _section_of(read: _SectionRead) -> EditionSection:
    return EditionSection(
        read.number, read.fields["section"], read.fields["title"], tuple(read.commitments),
        tuple(one.table() for one in read.tables), tuple(read.texts), read.nothing,
    )  # fmt: skip


def _take_edition(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.said[row["entry"]] = row["text"]
    if row["entry"] == "schema" and row["text"] != SCHEMA:
        expected = _("schema {number}, the one this version of the program reads").format(number=SCHEMA)
        raise _Wrong("text", expected, row["text"])


def _take_code(reading: _Reading, row: Mapping[str, str]) -> None:
    if row["entry"] in ("threshold", "rounding") and row["text"]:
        _whole(row, "text")
    reading.codes[row["entry"]] = row["text"]


def _take_fact(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.facts.append((row["title"], row["text"]))


def _take_note(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.notes.append(row["text"])


def _take_section(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.sections.append(_SectionRead(_whole(row, "line"), row))
    reading.here = None


def _take_commitment(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.section(row).commitments.append(row["text"])


def _take_nothing(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.section(row).nothing = row["text"]


def _take_text(reading: _Reading, row: Mapping[str, str]) -> None:
    text = EditionText(row["entry"], row["title"], row["text"], row["welsh"], row["translation"])
    reading.section(row).texts.append(text)


def _take_table(reading: _Reading, row: Mapping[str, str]) -> None:
    definition = _one_of(EthnicityDefinition, row, "definition") if row["definition"] else None
    reading.here = _TableRead(reading.number, row, _day(row, "period") if row["period"] else None, definition)
    if not reading.sections and not row["section"] and row["table"] == MAPPING:
        reading.mapping = reading.here
    else:
        reading.section(row).tables.append(reading.here)


def _take_source(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.table(row).source = row["text"]


def _take_table_note(reading: _Reading, row: Mapping[str, str]) -> None:
    reading.table(row).notes.append(row["text"])


def _take_column(reading: _Reading, row: Mapping[str, str]) -> None:
    numeric, essential = row["form"] == "number", row["entry"] == "essential"
    reading.table(row).columns.append(Column(row["measure"], row["column_label"], row["unit"], numeric, essential))


def _take_cell(reading: _Reading, row: Mapping[str, str]) -> None:
    table = reading.table(row)
    if row["line"] != table.line or not table.rows:
        table.line = row["line"]
        table.rows.append((row["row"], row["row_label"], []))
    table.rows[-1][2].append(CONFIDENTIAL)  # so that a row with one wrong cell is not a cell short as well
    table.rows[-1][2][-1] = _cell(row)


_TAKE: Mapping[RecordKind, Callable[[_Reading, Mapping[str, str]], None]] = {
    RecordKind.EDITION: _take_edition,
    RecordKind.CODE: _take_code,
    RecordKind.FACT: _take_fact,
    RecordKind.NOTE: _take_note,
    RecordKind.SECTION: _take_section,
    RecordKind.COMMITMENT: _take_commitment,
    RecordKind.NOTHING: _take_nothing,
    RecordKind.TEXT: _take_text,
    RecordKind.TABLE: _take_table,
    RecordKind.SOURCE: _take_source,
    RecordKind.TABLE_NOTE: _take_table_note,
    RecordKind.COLUMN: _take_column,
    RecordKind.FIGURE: _take_cell,
    RecordKind.CELL: _take_cell,
}


def _cell(row: Mapping[str, str]) -> Cell:
    match _one_of(Form, row, "form"):
        case Form.COUNT:
            return Shown(_count(row))
        case Form.SHARE:
            return Shown(_share(row))
        case Form.DECIMAL:
            return Shown(_decimal(row))
        case Form.INTEGER:
            return Shown(int(_decimal(row)))
        case Form.REAL:
            return Shown(_real(row))
        case Form.TEXT:
            return Shown(row["text"])
        case Form.WITHHELD:
            return CONFIDENTIAL
        case _:
            return NotAvailable(row["text"])


def _count(row: Mapping[str, str]) -> Count:
    if row["value"]:
        return Count.exact(_whole(row, "value"))
    low, high = _whole(row, "low"), _whole(row, "high")
    if high <= low:
        raise _Wrong("high", _("a whole number above {number}").format(number=low), row["high"])
    return Count(low, high)


def _share(row: Mapping[str, str]) -> Share:
    found = _ENDS.fullmatch(row["text"])
    ends = [int(one) for one in found.groups(default="-1")] if found else [0, -1, 0, -1]
    part, rest = (low if high < 0 else high for low, high in (ends[:2], ends[2:]))
    if found is None or part < ends[0] or rest < ends[2]:
        raise _Wrong("text", _("a part and a rest, as 40/1005"), row["text"])
    return Share(Count(ends[0], part), Count(ends[2], rest))


def _decimal(row: Mapping[str, str]) -> Decimal:
    if not _DECIMAL.fullmatch(row["value"]):
        raise _Wrong("value", _("a number"), row["value"])
    return Decimal(row["value"])


def _real(row: Mapping[str, str]) -> float:
    value = float(_decimal(row))
    if not isfinite(value):
        raise _Wrong("value", _("a number"), row["value"])
    return value


def _whole(row: Mapping[str, str], name: str, column: str = "") -> int:
    if not _WHOLE.fullmatch(row[name]):
        raise _Wrong(column or name, _("a whole number"), row[name])
    return int(row[name])


def _day(row: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise _Wrong(name, _("a date, as 2026-03-31"), row[name]) from None


def _one_of(kind: type[_Code], row: Mapping[str, str], name: str, column: str = "") -> _Code:
    """The member of an enumeration a field names."""
    members = list(kind)
    if row[name] not in members:
        raise _Wrong(column or name, _("one of {codes}").format(codes=", ".join(members)), row[name])
    return kind(row[name])
