"""What kind of table a sheet holds and which column says what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.domain.grades import recognise_grade
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import find_organisation
from workforce_tui.domain.workforce import OrganisationKind, recognise_sex, recognise_worker_type
from workforce_tui.importing.headers import ethnic_column, ethnic_groups
from workforce_tui.importing.model import ColumnMapping, Layout
from workforce_tui.importing.synonyms import FIELDS, field_of, header_fields
from workforce_tui.importing.values import is_percentage, is_total, parse_count, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.values import Cell

_ALIKE = 0.6
"""Share of a column's values that must be known grades (organisations, ...) for it to be taken as such a column."""
_SINGLE = ("staff_number", "organisation", "as_at", "fte", "sex", "worker_type", "start_date", "leaving_date")
_OF_PERSONS = ("name", "date_of_birth", "ni_number", "email", "start_date", "leaving_date")
_LABEL_FIELDS = ("organisation", "as_at", "grade", "worker_type", "sex", "ethnicity", "ethnicity_code")


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
    """The code of the error when a required field has no column at all."""


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


class _Mapper:
    """Settles which column holds which field."""

    def __init__(
        self,
        header: Header,
        sample: Sequence[list[Cell]],
        answers: Mapping[str, tuple[str, str]],
        organisations: Sequence[Organisation],
    ) -> None:
        self.header = header
        self.sample = sample
        self.organisations = organisations
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
                self.fields[index], self.ranks[index], self.how[index] = answer, -1, how
                return

    def values(self, index: int) -> list[str]:
        texts = (to_text(row[index]) for row in self.sample if index < len(row))
        return [text for text in texts if text and not is_total(text)]

    def of(self, name: str) -> list[int]:
        """The columns of a field, the likeliest first; columns without a single value come last."""
        found = [index for index, field_name in enumerate(self.fields) if field_name == name]
        return sorted(found, key=lambda index: (self.ranks[index], not self.values(index)))

    def drop(self, index: int) -> None:
        self.fields[index], self.how[index] = None, "ignored"

    def give(self, index: int, name: str) -> None:
        self.fields[index], self.how[index] = name, "content"

    def mapping(self) -> list[ColumnMapping]:
        return [
            ColumnMapping(index, name, self.fields[index], self.how[index])
            for index, name in enumerate(self.header.names)
        ]


def understand(
    header: Header,
    sample: Sequence[list[Cell]],
    answers: Mapping[str, tuple[str, str]],
    organisations: Sequence[Organisation],
) -> Structure:
    """What the columns under *header* mean, judged by their names and by a *sample* of the rows below.

    *answers* holds the decisions about columns: label key of the column name -> (field or "ignore", how).
    """
    answers = {key: (None if name == "ignore" else name, how) for key, (name, how) in answers.items()}  # type: ignore[misc]
    mapper = _Mapper(header, sample, answers, organisations)
    ignored = {i for i in range(mapper.width) if mapper.ranks[i] == -1 and mapper.fields[i] is None}
    groups = [
        parts if i not in ignored and mapper.fields[i] in (None, "headcount") else ()
        for i, parts in enumerate(header.columns)
    ]
    if len(ethnic_groups(groups)) > 1:
        return _crosstab(mapper, ignored, "ethnicity")
    if mapper.of("ethnicity") and not mapper.of("grade") and _grades_across(mapper, ignored):
        return _crosstab(mapper, ignored, "grade")
    return _rows(mapper)


def _rows(mapper: _Mapper) -> Structure:
    """One row for each person, or for each group of people."""
    structure = Structure(Layout.RECORD, mapper.header, [])
    _settle_ethnicity(mapper, structure)
    _settle_grade(mapper, structure)
    for name in _SINGLE:
        _settle_single(mapper, name)
    _settle_headcount(mapper, structure)
    if not mapper.of("staff_number"):
        counts = mapper.of("headcount")
        if counts:
            structure.layout = Layout.LONG
            if mapper.ranks[counts[0]] != -1 and any(mapper.of(name) for name in _OF_PERSONS):
                # "Number" beside a name or a date of birth is more likely a staff number than a count.
                fields = ("headcount", "staff_number")
                structure.asked.append((column_name(mapper.header, counts[0]), fields))
        else:
            _ask_for_count(mapper, structure)
    return _finish(mapper, structure)


def _finish(mapper: _Mapper, structure: Structure) -> Structure:
    structure.mapping = mapper.mapping()
    for column in structure.mapping:
        if column.field and column.field != "ignored":
            structure.columns.setdefault(column.field, column.index)
    return structure


def _settle_single(mapper: _Mapper, name: str) -> None:
    """One column for the field: the first, or for labels the one whose values are understood best."""
    found = mapper.of(name)
    if name == "worker_type":
        found.sort(key=lambda index: -_share(mapper, index, recognise_worker_type))
    elif name == "organisation":
        found.sort(key=lambda index: -_share(mapper, index, partial(_find, mapper.organisations)))
    found.sort(key=lambda index: mapper.ranks[index] != -1)
    for index in found[1:]:
        mapper.drop(index)


def _settle_ethnicity(mapper: _Mapper, structure: Structure) -> None:
    """One column is read, or two that must agree: a code beside a label, or a group beside a detailed answer."""
    detailed, codes = mapper.of("ethnicity"), mapper.of("ethnicity_code")
    if not detailed and codes:
        mapper.fields[codes[0]] = "ethnicity"
        detailed, codes = codes[:1], codes[1:]
    companions = [*detailed[1:], *codes]
    for position, index in enumerate(companions):
        if position == 0:
            mapper.fields[index] = "ethnicity_code"
        elif mapper.ranks[index] != -1:
            mapper.drop(index)
    if not detailed:
        likely = [index for index in _unused(mapper) if _mostly(mapper, index, _is_ethnicity)]
        structure.asked.extend((column_name(mapper.header, index), ("ethnicity",)) for index in likely)
        if not likely:
            structure.missing = "no_ethnicity_column"


def _settle_grade(mapper: _Mapper, structure: Structure) -> None:
    """The substantive grade outranks the grade; equal candidates are for a person to choose between."""
    substantive, plain = mapper.of("substantive_grade"), mapper.of("grade")
    if substantive and not (plain and mapper.ranks[plain[0]] == -1):
        mapper.fields[substantive[0]] = "grade"
        for index in (*substantive[1:], *plain):
            mapper.drop(index)
        return
    for index in substantive:
        mapper.drop(index)
    if not plain:
        likely = [index for index in _unused(mapper) if _mostly(mapper, index, _is_grade)]
        structure.asked.extend((column_name(mapper.header, index), ("grade",)) for index in likely)
        if not likely:
            structure.missing = structure.missing or "no_grade_column"
        return
    best = mapper.ranks[plain[0]]
    equals = [index for index in plain if mapper.ranks[index] == best and mapper.values(index)]
    if best > 1 or (len(equals) > 1 and best != -1 and not _same(mapper, equals)):
        # A job title is not a grade until somebody says so.
        chosen = equals or plain[:1]
        structure.asked.extend((column_name(mapper.header, index), ("grade",)) for index in chosen)
    for index in plain[1:]:
        mapper.drop(index)


def _settle_headcount(mapper: _Mapper, structure: Structure) -> None:
    """One column of counts; a person chooses between two that differ, unless there is a row for each person."""
    found = mapper.of("headcount")
    equals = [i for i in found if mapper.ranks[i] == mapper.ranks[found[0]] and mapper.values(i)]
    if len(equals) > 1 and mapper.ranks[found[0]] != -1 and not mapper.of("staff_number") and not _same(mapper, equals):
        structure.asked.extend((column_name(mapper.header, i), ("headcount",)) for i in equals)
    for index in found if mapper.of("staff_number") else found[1:]:
        mapper.drop(index)


def _same(mapper: _Mapper, columns: Sequence[int]) -> bool:
    """Whether the columns say the same in every sampled row."""
    rows = ([to_text(row[index]) for index in columns if index < len(row)] for row in mapper.sample)
    return all(len(set(row)) <= 1 for row in rows)


def _ask_for_count(mapper: _Mapper, structure: Structure) -> None:
    """Without a staff number or headcount, an unknown column of numbers may hold either."""
    numeric = [i for i in _unused(mapper) if _mostly(mapper, i, lambda text: not parse_count(text).problem)]
    structure.asked.extend((column_name(mapper.header, i), ("headcount", "staff_number")) for i in numeric)


def _unused(mapper: _Mapper) -> list[int]:
    return [i for i in range(mapper.width) if mapper.fields[i] is None and mapper.ranks[i] != -1 and mapper.values(i)]


def _mostly(mapper: _Mapper, index: int, test: Callable[[str], object]) -> bool:
    return _share(mapper, index, test) >= _ALIKE


def _share(mapper: _Mapper, index: int, test: Callable[[str], object]) -> float:
    """The share of the sampled values that pass the test."""
    values = mapper.values(index)
    hits = sum(count for value, count in Counter(values).items() if test(value))
    return hits / len(values) if values else 0.0


def _is_ethnicity(text: str) -> bool:
    return recognise_ethnicity(text).code not in (None, "X_UNK", "X_PNTS")


def _find(organisations: Sequence[Organisation], text: str) -> Organisation | None:
    return find_organisation(text, organisations)


def _is_grade(text: str) -> bool:
    return any(recognise_grade(text, kind=kind).grade for kind in OrganisationKind)


def _grades_across(mapper: _Mapper, ignored: set[int]) -> bool:
    texts = {parts[-1] for i, parts in enumerate(mapper.header.columns) if parts and i not in ignored}
    return sum(_is_grade(text) for text in texts if header_fields((text,)) is None and not is_total(text)) > 1


def _crosstab(mapper: _Mapper, ignored: set[int], across: str) -> Structure:
    structure = Structure(Layout.CROSSTAB, mapper.header, [], across=across)
    for index in range(mapper.width):
        if index not in ignored and (column := _value_column(mapper, index, across)) is not None:
            structure.values.append(column)
            mapper.fields[index], mapper.how[index] = ("total" if column.total else across), "content"
    used = {column.index for column in structure.values}
    down = "grade" if across == "ethnicity" else "ethnicity"
    _settle_labels(mapper, structure, used, down)
    finished = _finish(mapper, structure)
    finished.columns = {
        name: index for name, index in finished.columns.items() if name in _LABEL_FIELDS and index not in used
    }
    return finished


def _value_column(mapper: _Mapper, index: int, across: str) -> ValueColumn | None:
    """The column of counts this is; None for a label, a percentage, an FTE column or a spacer."""
    parts = mapper.header.columns[index]
    name = mapper.header.names[index]
    known = mapper.fields[index]
    if any(is_percentage(part) or (field_of(part) or ("",))[0] == "fte" for part in parts):
        return None
    if known not in (None, "headcount"):
        return None
    sex = next((str(found) for part in parts if (found := recognise_sex(part)) and label_key(part) not in _NOT_SEX), "")
    worker = next((str(kind) for part in parts if (kind := recognise_worker_type(part))), "")
    total = any(is_total(part) for part in parts) or known == "headcount"
    code_part = _across_part(parts, across)
    if code_part:
        return ValueColumn(index, name, code_part, sex, worker, total=total)
    if total and _numeric(mapper, index):
        return ValueColumn(index, name, "", sex, worker, total=True)
    if known is None and index > _first_value(mapper, across) and _numeric(mapper, index):
        # A column of numbers among the groups with a header nobody knows is a question, not something to skip.
        return ValueColumn(index, name, parts[-1] if parts else f"[{column_letter(index)}]", sex, worker)
    return None


_NOT_SEX = frozenset({"other", "arall", "unknown", "anhysbys", "notknown", "notstated", "prefernottosay", "o", "u"}) | {
    label_key(text)
    for text in (
        "not recorded",
        "not declared",
        "undeclared",
        "not disclosed",
        "not provided",
        "not specified",
        "heb ei nodi",
        "heb ddatgan",
        "gwell gennyf beidio â dweud",
    )
}


def _across_part(parts: tuple[str, ...], across: str) -> str:
    if across == "grade":
        return next((part for part in reversed(parts) if _is_grade(part)), "")
    if header_fields(parts) and not ethnic_column(parts[-1:]):
        parts = parts[:-1]
    return next((part for part in reversed(parts) if ethnic_column((part,))), "")


def _first_value(mapper: _Mapper, across: str) -> int:
    return next(
        (i for i, parts in enumerate(mapper.header.columns) if parts and _across_part(parts, across)), mapper.width
    )


def _numeric(mapper: _Mapper, index: int) -> bool:
    texts = [to_text(row[index]) for row in mapper.sample if index < len(row)]
    figures = [parse_count(text) for text in texts if text]
    return any(figure.problem in ("", "marker", "unavailable", "negative", "not_whole") for figure in figures)


def _settle_labels(mapper: _Mapper, structure: Structure, used: set[int], down: str) -> None:
    """The columns left of the counts: by header, or by what is in them where the header is blank."""
    if mapper.of("substantive_grade"):
        mapper.fields[mapper.of("substantive_grade")[0]] = "grade"
    for name in _LABEL_FIELDS:
        for index in [i for i in mapper.of(name) if i not in used][1:]:
            mapper.drop(index)
    if any(i not in used for i in mapper.of(down)):
        return
    first = min(used, default=0)
    candidates = [i for i in range(first) if mapper.fields[i] in (None, "ignored") and mapper.values(i)]
    test = _is_grade if down == "grade" else _is_ethnicity
    likely = [i for i in candidates if _mostly(mapper, i, test)]
    if len(likely) == 1:
        mapper.give(likely[0], down)
    elif likely or candidates:
        structure.asked.extend((column_name(mapper.header, i), (down,)) for i in likely or candidates)
    else:
        structure.missing = f"no_{down}_column"
    for index in candidates:
        unclaimed = mapper.fields[index] is None and not mapper.of("organisation")
        if unclaimed and _mostly(mapper, index, partial(_find, mapper.organisations)):
            mapper.give(index, "organisation")


def field_names() -> tuple[str, ...]:
    """Every field a column may be decided to hold."""
    return (*FIELDS, "ignore")
