"""Which column of a table of events holds what: as in any other table, with what only events have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import MENTORING, Dataset
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.outcomes import recognise_outcome
from workforce_tui.importing.dates import parse_date
from workforce_tui.importing.events_columns import EVENT_FIELDS, event_field, is_of_staff_in_post
from workforce_tui.importing.events_detect import outcomes_across
from workforce_tui.importing.headers import ethnic_column, ethnic_groups
from workforce_tui.importing.known import is_grade
from workforce_tui.importing.layout import understand
from workforce_tui.importing.mapper import ValueColumn, column_letter, column_name
from workforce_tui.importing.model import Layout
from workforce_tui.importing.not_given import ANSWERS, NO_ETHNICITY
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import is_percentage, is_total, parse_count, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.importing.columns import ColumnAnswers
    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

YES = frozenset({"y", "yes", "true", "1", "x", "✓", "✔", "ie", "oes", "do", "ydy"})
NO = frozenset({"", "n", "no", "false", "0", "-", "n/a", "na", "nac oes", "naddo", "nage"})
_SINGLE = (*EVENT_FIELDS, "grade", "headcount")


@dataclass(slots=True)
class EventStructure:
    """The structure of the table, and what its columns say of outcomes."""

    structure: Structure
    outcomes: dict[int, str] = field(default_factory=dict)
    """Column of counts -> the outcome it is headed by."""
    flags: tuple[tuple[int, str], ...] = ()
    """Columns that say yes or no, or a date, for each stage of somebody's application."""
    unread: tuple[str, ...] = ()
    """Columns of numbers beside the counts that nobody has given a meaning, such as a stage of a promotion board."""


def understand_events(
    dataset: Dataset,
    header: Header,
    sample: Sequence[list[Cell]],
    decided: ColumnAnswers,
    organisations: Sequence[Organisation],
    kind: OrganisationKind | None,
) -> EventStructure:
    """What the columns under *header* mean in a file about *dataset*."""
    given = _given(dataset, header, decided)
    across = {
        index: code
        for index, code in outcomes_across(dataset, header.columns).items()
        # "Upheld" may head outcomes, or, beside "Not upheld", how many there were of this one.
        if given.get(index) is None or (given[index] == "outcome" and _holds_counts(sample, index))
    }
    if len({code for code in across.values() if code not in ("other", "unknown")}) < 2:
        across = {}
    flags = _flags(dataset, across, sample)
    by_group = len(ethnic_groups([header.columns[index] for index in across])) > 1
    for index in [] if by_group else across:
        given[index] = "ignore" if flags else "headcount"
    _by_content(dataset, header, sample, given)
    answers = {**_as_answers(header, given), **decided}
    structure = understand(header, sample, answers, organisations, kind)
    found = EventStructure(structure, {} if flags else across, flags)
    _restore(header, structure)
    if across and not flags:
        _spread(found, header, sample, dataset, by_group=by_group)
    _forgive(found, header, across, dataset)
    found.unread = tuple(_unread(structure, header, sample, across))
    structure.asked = [
        asked for asked in structure.asked if asked[1][0] != "grade" or _may_be_grades(asked[0], header, sample, kind)
    ]
    return found


def _holds_counts(sample: Sequence[list[Cell]], index: int) -> bool:
    """Whether every cell of a column that is not blank is a number of events, or stands for one."""
    cells = [row[index] for row in sample if index < len(row) and row[index] != ""]
    return any(isinstance(cell, (int, float)) or to_text(cell).isdecimal() for cell in cells) and not any(
        parse_count(cell).problem for cell in cells
    )


def _may_be_grades(name: str, header: Header, sample: Sequence[list[Cell]], kind: OrganisationKind | None) -> bool:
    """Whether a column whose header says nothing holds anything like a grade; events need none."""
    index = next(i for i in range(len(header.names)) if column_name(header, i) == name)
    known = header_fields(header.columns[index])
    return known is not None or any(is_grade(to_text(row[index]), kind) for row in sample if index < len(row))


def _given(dataset: Dataset, header: Header, decided: ColumnAnswers) -> dict[int, str]:
    """The field of each column its header gives it for this dataset; fields of staff in post are left out."""
    found: dict[int, tuple[str, int]] = {}
    for index, parts in enumerate(header.columns):
        keys = {label_key(name) for name in (column_name(header, index), header.names[index], column_letter(index))}
        if keys & set(decided):
            continue
        known = event_field(dataset, parts)
        if known is not None:
            found[index] = known
        elif is_of_staff_in_post((header_fields(parts) or ("",))[0]):
            found[index] = ("ignore", 0)
    decided_fields = {answer for answer, _how in decided.values()}
    given: dict[int, str] = {}
    for index, (name, rank) in sorted(found.items(), key=lambda item: item[1][1]):
        taken = name in _SINGLE and (name in given.values() or name in decided_fields)
        given[index] = "ignore" if taken or name == "reference" else name
        del rank
    return given


def _as_answers(header: Header, given: dict[int, str]) -> ColumnAnswers:
    """The fields as if somebody had decided them; by letter where names only differ in signs ("% promoted")."""
    keys = [label_key(column_name(header, index)) for index in range(len(header.names))]
    return {
        keys[index] if keys.count(keys[index]) == 1 else label_key(column_letter(index)): (name, "synonym")
        for index, name in given.items()
    }


def _by_content(dataset: Dataset, header: Header, sample: Sequence[list[Cell]], given: dict[int, str]) -> None:
    """A column nobody knows whose cells are outcomes of the dataset holds the outcome."""
    if "outcome" in given.values():
        return
    for index, parts in enumerate(header.columns):
        if index in given or header_fields(parts) or ethnic_column(parts):
            continue
        texts = {to_text(row[index]) for row in sample if index < len(row)} - {""}
        labels = [text for text in texts if not is_total(text) or recognise_outcome(dataset, text, suggest=False).code]
        known = {text: code for text in labels if (code := recognise_outcome(dataset, text, suggest=False).code)}
        if len(set(known.values()) - {"other", "unknown"}) > 1 and len(known) * 2 > len(labels):
            given[index] = "outcome"
            return


def _flags(dataset: Dataset, across: dict[int, str], sample: Sequence[list[Cell]]) -> tuple[tuple[int, str], ...]:
    """Stage columns that say of each applicant whether they came so far."""
    if dataset is not Dataset.RECRUITMENT or not across:
        return ()
    cells = [row[index] for row in sample for index in across if index < len(row) and row[index] != ""]
    said = [tidy(cell) in YES | NO or parse_date(cell) is not None for cell in cells]
    words = any(isinstance(cell, str) and parse_count(cell).problem for cell in cells) or not any(
        isinstance(cell, (int, float)) for cell in cells
    )
    return tuple(across.items()) if cells and all(said) and words else ()


def _restore(header: Header, structure: Structure) -> None:
    """Columns of events are kept in a crosstab too; a snapshot date says nothing of them."""
    for column in structure.mapping:
        if column.field in EVENT_FIELDS:
            structure.columns.setdefault(column.field, column.index)
    structure.columns.pop("as_at", None)
    if "period" in structure.columns:
        structure.columns["as_at"] = structure.columns["period"]


def _spread(
    found: EventStructure, header: Header, sample: Sequence[list[Cell]], dataset: Dataset, *, by_group: bool
) -> None:
    """Make every column of an outcome a column of counts, and the total beside them one to check them by."""
    structure = found.structure
    if by_group:
        return
    names = {column_name(header, index) for index in found.outcomes}
    structure.asked = [asked for asked in structure.asked if asked[0] not in names and asked[1][0] != "headcount"]
    structure.layout = Layout.LONG
    structure.values = [ValueColumn(index, header.names[index]) for index in sorted(found.outcomes)]
    if dataset is not Dataset.RECRUITMENT:
        structure.values += [
            ValueColumn(index, header.names[index], total=True)
            for index, parts in enumerate(header.columns)
            if index not in found.outcomes and any(map(is_total, parts)) and not any(map(is_percentage, parts))
            and any(not parse_count(row[index]).problem for row in sample if index < len(row))
        ]  # fmt: skip
    used = {column.index for column in structure.values}
    structure.mapping = [
        replace(column, field="headcount", how="synonym") if column.index in used else column
        for column in structure.mapping
    ]


def _unread(
    structure: Structure, header: Header, sample: Sequence[list[Cell]], across: dict[int, str]
) -> Iterator[str]:
    """The columns of whole numbers beside the counts of a table that have no field and no known header."""
    if structure.layout is not Layout.LONG:
        return
    for column in structure.mapping:
        parts = header.columns[column.index]
        known = column.field or column.index in across or header_fields(parts) or any(map(is_total, parts))
        cells = [row[column.index] for row in sample if column.index < len(row) and row[column.index] != ""]
        if not known and parts and cells and not any(parse_count(cell).problem for cell in cells):
            yield column_name(header, column.index)


def _forgive(found: EventStructure, header: Header, across: dict[int, str], dataset: Dataset) -> None:
    """A grade may be missing; groups may be repeated where each time is another outcome; names need no fields."""
    structure = found.structure
    lacks = {name for name, _fields in structure.asked} | structure.without
    structure.asked = [asked for asked in structure.asked if asked[0] not in ANSWERS]
    structure.without = frozenset()
    if NO_ETHNICITY in lacks and dataset in MENTORING:
        # Whoever has a staff number is in the staff figures, with their ethnicity.
        structure.without = frozenset({NO_ETHNICITY})
    elif NO_ETHNICITY in lacks:
        structure.missing = structure.missing or "events_without_ethnicity"
    if structure.missing in ("", "columns_repeated"):
        places = [
            (one.label.casefold(), one.sex, one.worker, across.get(one.index))
            for one in structure.values
            if one.label or one.sex or one.worker
        ]
        repeated = len(set(places)) < len(places)
        structure.missing = "columns_repeated" if repeated else ""
        if repeated and not structure.named:
            structure.named = ", ".join(header.names[column.index] for column in structure.values)
