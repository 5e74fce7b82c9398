"""Records people type: what a kind of record asks for, and what a record holds.

Mentoring schemes, staff networks, positive action and the like are all of this one form. A module declares its kinds as
`RecordKind` values and lists them in `record_kinds.py`; forms, commands, storage and history follow from that.
Values are typed (`Value`); what nobody answered is None, "not stated", and never 0 or "no".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.domain.levels import Level, level_name
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

WELSH_SUFFIX = "_cy"
"""What the key of the Welsh text of a bilingual field ends in."""


OVERDUE = "▲"
"""Stands before whatever is overdue, with the word."""


class FieldType(StrEnum):
    """What a field holds, and so how it is typed, checked and written."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    WHOLE = "whole"
    """A whole number of 0 or more."""
    YEAR = "year"
    """A reporting year, named by the 31 March it ends on."""
    AMOUNT = "amount"
    """Pounds, to the penny."""
    SCORE = "score"
    """A number from `Field.lowest` to `Field.highest`, whole unless `Field.places` says otherwise."""
    ORGANISATIONS = "organisations"
    """Codes of organisations."""
    LEVELS = "levels"
    """Codes of responsibility levels, L1 to L6."""
    RECORD = "record"
    """The number of another record, of the kind `Field.links`."""
    GRID = "grid"
    """Whole numbers in rows and columns; a cell nobody filled is not stated."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Whole numbers by row and column. A cell that is not there is not stated, which is not 0."""

    cells: tuple[tuple[str, str, int], ...] = ()

    def get(self, row: str, column: str) -> int | None:
        """The number at a place; None where it is not stated."""
        return next((count for r, c, count in self.cells if (r, c) == (row, column)), None)

    def of_column(self, column: str) -> int | None:
        """The sum of a column; None where nothing of it is stated."""
        return _sum(count for _r, c, count in self.cells if c == column)

    @property
    def total(self) -> int | None:
        """The sum of everything that is stated; None where nothing is."""
        return _sum(count for _r, _c, count in self.cells)


def _sum(counts: Iterable[int]) -> int | None:
    stated = list(counts)
    return sum(stated) if stated else None


Value: TypeAlias = "str | bool | int | Decimal | date | tuple[str, ...] | Grid | None"
Values: TypeAlias = "Mapping[str, Value]"


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked only where another field holds one of these codes ("yes" and "no" for a yes or no)."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a kind of record asks for. Labels, helps, warnings and names of choices are messages (`N_`).

    `choices` (and `rows` and `columns` of a grid) are (code, name). `lowest` and `highest` bound a SCORE or WHOLE;
    `places` are a score's decimals. `warning` stands beside the field, such as one against naming people. A `bilingual`
    field is two: `key` in English and `key` + "_cy" in Welsh; where it is required, either language will do.
    """

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    lowest: int | None = None
    highest: int | None = None
    places: int = 0
    warning: str = ""
    bilingual: bool = False
    when: When | None = None
    links: str = ""
    naming: Callable[[str], str] | None = None
    """Names the codes of `choices`, `rows` and `columns` in the language in use, where those names are no messages."""
    welsh: bool = False
    """Made by `RecordKind.inputs`: the Welsh half of a bilingual field."""

    def named(self, places: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Choices, rows or columns with their names in the language in use."""
        return tuple((code, self.naming(code) if self.naming else _(name)) for code, name in places)

    def label_text(self) -> str:
        """The label in the language in use, saying which language is to be typed where there are two."""
        if self.welsh:
            return _("{field} (in Welsh)").format(field=_(self.label))
        if self.bilingual:
            return _("{field} (in English)").format(field=_(self.label))
        return _(self.label)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is not right about a field, in the user's words; `key` "" for the record as a whole."""

    key: str
    message: str


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record.

    `area` is the place it belongs to ("mentoring", "review"). `parent` is the code of the kind a record of
    this one hangs on. `shared` records may belong to several organisations, `all_wales` ones to none in particular.
    `checks` are rules between fields; they see None for whatever is missing or not right. `columns` are the keys a list
    shows beside the title. `review` is the key of the date on which a record is to be looked at again, and `over` says
    whether it no longer needs to be. `practice` is the key of the yes or no that marks good practice, and
    `practice_texts` the keys that describe it.
    """

    code: str
    name: str
    plural: str
    fields: tuple[Field, ...]
    title_field: str
    area: str = ""
    parent: str | None = None
    shared: bool = False
    all_wales: bool = False
    checks: tuple[Callable[[Values], Iterable[FieldProblem]], ...] = ()
    columns: tuple[str, ...] = ()
    review: str = ""
    over: Callable[[Values], bool] | None = None
    practice: str = ""
    practice_texts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [one.key for one in self.inputs]
        doubled = {key for key in keys if keys.count(key) > 1}
        named = {self.title_field, *self.columns, *filter(None, (self.review, self.practice)), *self.practice_texts}
        named |= {one.when.field for one in self.inputs if one.when}
        if doubled or not named <= set(keys):
            raise ValueError(f"{self.code}: fields {sorted(doubled)} twice, no fields {sorted(named - set(keys))}")

    @property
    def inputs(self) -> tuple[Field, ...]:
        """The fields as they are typed: a bilingual one is two."""
        return tuple(half for one in self.fields for half in _halves(one))

    def field(self, key: str) -> Field:
        """The field of a key.

        Raises:
            KeyError: there is none.
        """
        for one in self.inputs:
            if one.key == key:
                return one
        raise KeyError(key)


def _halves(field: Field) -> Iterator[Field]:
    yield field
    if field.bilingual:
        yield replace(field, key=field.key + WELSH_SUFFIX, bilingual=False, welsh=True, required=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands: `revision` counts from 1, and `changed_*` are of the latest one (times in UTC, ISO 8601).

    `organisations` are codes; none where it is all of Wales's.
    """

    id: int
    kind: str
    organisations: tuple[str, ...]
    parent_id: int | None
    values: Values
    revision: int
    archived: bool
    created_at: str
    changed_at: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What a record said from one moment on, who wrote it and why (UTC, ISO 8601)."""

    number: int
    values: Values
    organisations: tuple[str, ...]
    archived: bool
    by: str
    at: str
    reason: str = ""


def applies(field: Field, values: Values) -> bool:
    """Whether a field is asked, as the other fields stand."""
    if field.when is None:
        return True
    return any(code in field.when.codes for code in codes_of(values.get(field.when.field)))


def codes_of(value: Value) -> tuple[str, ...]:
    """What a value is called in conditions: the codes of a choice or of several, "yes" or "no", else its text."""
    match value:
        case None:
            return ()
        case bool():
            return ("yes" if value else "no",)
        case tuple():
            return value
        case _:
            return (str(value),)


def is_overdue(kind: RecordKind, values: Values, today: date, *, archived: bool = False) -> bool:
    """Whether the record should have been looked at again before *today*."""
    due = values.get(kind.review) if kind.review else None
    if due is None or archived or isinstance(due, (str, bool, int, Decimal, tuple, Grid)):
        return False
    return due < today and not (kind.over is not None and kind.over(values))


def level_choices() -> tuple[tuple[str, str], ...]:
    """The levels L1 to L6 as (code, name in the language in use)."""
    return tuple((str(one), f"{one} {level_name(one)}") for one in Level if one is not Level.L0)


YES_NO = (("yes", N_("yes")), ("no", N_("no")))
