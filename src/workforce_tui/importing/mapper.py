"""Which column of a table holds which field: what is known before the layout is settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import find_organisation
from workforce_tui.importing.broad_groups import broad_group, is_broad_answer, may_be_in
from workforce_tui.importing.known import group_key, is_ethnicity, is_grade
from workforce_tui.importing.model import ColumnMapping, Layout
from workforce_tui.importing.not_given import ANSWERS, said
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import is_total, tidy, to_text
from workforce_tui.importing.working_patterns import FULL, PART

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.values import Cell

_ALIKE = 0.6
"""Share of a column's values that must be known grades (organisations, ...) for it to be taken as such a column."""
DECIDED = -1
"""The rank of a column whose field was decided by a person."""


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of counts in a crosstab: what its header says of the people counted in it."""

    index: int
    header: str
    label: str = ""
    """The ethnic group (or grade) as written; "" in a total column."""
    sex: str = ""
    worker: str = ""
    total: bool = False
    """A total over groups when there is no label, else over what the columns beside it divide the group by."""
    pattern: str = ""
    """Which of those who work full-time or part-time it counts."""


@dataclass(frozen=True, slots=True)
class DividedColumns:
    """Columns that divide the people of the counted columns in another way; *whole* is whether they are all of them."""

    indices: list[int]
    whole: bool


@dataclass(slots=True)
class Structure:
    """The layout of a table, the columns of each field, and what could not be settled."""

    layout: Layout
    header: Header
    mapping: list[ColumnMapping]
    columns: dict[str, int] = field(default_factory=dict)
    values: list[ValueColumn] = field(default_factory=list)
    across: str = "ethnicity"
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Columns a person has to name a field for: (column name, possible fields)."""
    missing: str = ""
    """The code of the error when a required field has no column at all, or the columns cannot be told apart."""
    unread: list[str] = field(default_factory=list)
    """Columns of full-time equivalents beside the counts of a crosstab."""
    named: str = ""
    """The columns that error is about."""
    left_out: list[str] = field(default_factory=list)
    """Columns of people outside the workforce, which are not read."""
    without: frozenset[str] = frozenset()
    """What the file does not say and was decided to be read without: names of `not_given`."""
    divided: int = -1
    """The column of the grades (or groups) where it holds none, but divides people in another way."""
    counted: str = ""
    """Which of those divisions is counted, where there are several."""
    divided_columns: list[DividedColumns] = field(default_factory=list)


def column_name(header: Header, index: int) -> str:
    """How a column is named in a decision: by its header, with its letter where that is blank or not unique."""
    names = header.names
    name = names[index]
    if name and sum(tidy(other) == tidy(name) for other in names) == 1:
        return name
    return f"{name} [{column_letter(index)}]".strip()


def column_letter(index: int) -> str:
    """The letter a spreadsheet shows over the column with this index (from 0)."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


class Mapper:
    """Settles which column holds which field."""

    def __init__(
        self,
        header: Header,
        sample: Sequence[list[Cell]],
        answers: Mapping[str, tuple[str, str]],
        organisations: Sequence[Organisation],
        kind: OrganisationKind | None = None,
    ) -> None:
        self.header = header
        self.kind = kind
        self.sample = sample
        self.organisations = organisations
        self.answers = answers
        self.width = len(header.columns)
        self.fields: list[str | None] = [None] * self.width
        self.ranks = [0] * self.width
        self.how = ["ignored"] * self.width
        for index in range(self.width):
            self._map(index, answers)

    def _map(self, index: int, answers: Mapping[str, tuple[str, str]]) -> None:
        found = header_fields(self.header.columns[index])
        if found:
            self.fields[index], self.ranks[index] = found
            self.how[index] = "synonym" if found[0] != "ignored" else "ignored"
        for name in (column_name(self.header, index), self.header.names[index], column_letter(index)):
            if label_key(name) and label_key(name) in answers:
                answer, how = answers[label_key(name)]
                self.fields[index] = None if answer == "ignore" else answer
                self.ranks[index], self.how[index] = DECIDED, how
                return

    def values(self, index: int) -> list[str]:
        """The texts in a column of the sample, without blanks and totals other than those of one ethnic group."""
        texts = (to_text(row[index]) for row in self.sample if index < len(row))
        return [text for text in texts if text and (not is_total(text) or is_ethnicity(text))]

    def of(self, name: str) -> list[int]:
        """The columns of a field, the likeliest first; columns without a single value come last."""
        found = [index for index, field_name in enumerate(self.fields) if field_name == name]
        return sorted(found, key=lambda index: (self.ranks[index], not self.values(index)))

    def drop(self, index: int) -> None:
        """Take a column's field away."""
        self.fields[index], self.how[index] = None, "ignored"

    def give(self, index: int, name: str) -> None:
        """Give a column a field because of what is in it."""
        self.fields[index], self.how[index] = name, "content"

    def is_grade(self, text: str) -> bool:
        """Whether a text is a grade of the organisation; of any organisation when it is not known whose file it is."""
        return is_grade(text, self.kind)

    def mapping(self) -> list[ColumnMapping]:
        """Every column with its field."""
        return [
            ColumnMapping(index, name, self.fields[index], self.how[index])
            for index, name in enumerate(self.header.names)
        ]


def mostly(mapper: Mapper, index: int, test: Callable[[str], object]) -> bool:
    """Whether enough of the sampled values of a column pass the test."""
    return share(mapper, index, test) >= _ALIKE


def share(mapper: Mapper, index: int, test: Callable[[str], object]) -> float:
    """The share of the sampled values that pass the test."""
    values = mapper.values(index)
    hits = sum(count for value, count in Counter(values).items() if test(value))
    return hits / len(values) if values else 0.0


def find(organisations: Sequence[Organisation], text: str) -> Organisation | None:
    """The organisation a text names."""
    return find_organisation(text, organisations)


def ask_or_do_without(mapper: Mapper, structure: Structure, field_name: str, likely: Sequence[int]) -> None:
    """Ask which of the *likely* columns holds a field; where there is none, whether to read the file without it.

    A decision about this file outranks a column that only looks likely; one remembered from another file does not.
    """
    name = f"({field_name})"
    how = said(mapper.answers, name)
    if how == "decision" or (how and not likely):
        structure.without |= {name}
    elif likely:
        structure.asked.extend((column_name(mapper.header, index), (field_name,)) for index in likely)
    else:
        structure.asked.append((name, (ANSWERS[name],)))


def refuse_repeated(mapper: Mapper, structure: Structure) -> None:
    """Refuse two columns of counts of the same people, as in blocks side by side for two dates or two forces.

    Adding them up would count people twice, or count those who left. A full-time and a part-time column are two halves
    of a group.
    """
    places: dict[tuple[str, str, str], list[ValueColumn]] = {}
    for column in structure.values:
        if column.label or column.sex or column.worker:
            group = group_key(column.label, mapper.kind)
            places.setdefault((group, column.sex, column.worker), []).append(column)
    repeated = sorted(
        column.index for same in places.values() if len(same) > 1 and not _are_halves(same) for column in same
    )
    if repeated:
        structure.missing = structure.missing or "columns_repeated"
        structure.named = ", ".join(column_name(mapper.header, index) for index in repeated)


def _are_halves(columns: Sequence[ValueColumn]) -> bool:
    return sorted(column.pattern for column in columns) == [FULL, PART]


def take_broad_groups(mapper: Mapper, used: Container[int] = ()) -> None:
    """Read a column of broad groups beside the ethnicity, however it is headed: it says whose "Other" is meant.

    One that contradicts the ethnicity of a sampled row is about something else, such as a manager.
    """
    if not mapper.of("ethnicity") or mapper.of("ethnicity_code"):
        return
    for index in unused(mapper):
        values = mapper.values(index)
        if index in used or not any(map(broad_group, values)) or not all(map(is_broad_answer, values)):
            continue
        if all(may_be_in(*pair) for pair in _pairs(mapper, index, mapper.of("ethnicity")[0])):
            mapper.give(index, "ethnicity_code")
            return


def _pairs(mapper: Mapper, first: int, second: int) -> set[tuple[str, str]]:
    """The different texts of two columns side by side, of the sampled rows in which both say something."""
    rows = (row for row in mapper.sample if max(first, second) < len(row))
    return {pair for row in rows if all(pair := (to_text(row[first]), to_text(row[second])))}


def unused(mapper: Mapper) -> list[int]:
    """Columns with something in them that nobody has given a field."""
    return [
        i for i in range(mapper.width) if mapper.fields[i] is None and mapper.ranks[i] != DECIDED and mapper.values(i)
    ]


def finish(mapper: Mapper, structure: Structure) -> Structure:
    """The structure with the column of each field; a second grade column is shown as a grade too."""
    for index, name in enumerate(mapper.fields):
        if name and name != "ignored":
            structure.columns.setdefault(name, index)
    mapper.fields = ["grade" if name in ("grade_alt", "grade_code") else name for name in mapper.fields]
    structure.mapping = mapper.mapping()
    return structure
