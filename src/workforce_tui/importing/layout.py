"""What kind of table a sheet holds and which column says what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import Sex, recognise_sex, recognise_worker_type
from workforce_tui.importing.crosstab import crosstab
from workforce_tui.importing.dates_across import dates_across
from workforce_tui.importing.division_labels import divisions_of
from workforce_tui.importing.events_columns import EVENT_FIELDS
from workforce_tui.importing.headers import ethnic_groups
from workforce_tui.importing.known import is_ethnicity
from workforce_tui.importing.mapper import (
    DECIDED,
    Mapper,
    Structure,
    ValueColumn,
    ask_or_do_without,
    column_name,
    find,
    finish,
    mostly,
    refuse_repeated,
    share,
    take_broad_groups,
    unused,
)
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sexes_across import sexes_of_labels
from workforce_tui.importing.synonyms import FIELDS, is_number_of_person
from workforce_tui.importing.values import is_total, parse_count, to_text
from workforce_tui.importing.workforce_return import workforce_return

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.importing.headers import Header
    from workforce_tui.importing.values import Cell

_SINGLE = ("staff_number", "organisation", "as_at", "fte", "sex", "worker_type", "start_date", "leaving_date")
_SOME = 0.3
"""Share of a column's values that must be ethnic groups for grades to be looked for over the other columns."""
_DIFFERENT = 0.9
"""Share of a column's values that must differ for them to be staff numbers: a few people have two posts."""
_SHORTEST = 4
_OF_PERSONS = ("name", "date_of_birth", "ni_number", "email", "start_date", "leaving_date")


def understand(
    header: Header,
    sample: Sequence[list[Cell]],
    answers: Mapping[str, tuple[str, str]],
    organisations: Sequence[Organisation],
    kind: OrganisationKind | None = None,
    as_at: date | None = None,
) -> Structure:
    """What the columns under *header* mean, judged by their names and by a *sample* of the rows below.

    *answers* holds the decisions about columns: label key of the column name -> (field or "ignore", how). *kind* is
    the organisation's and *as_at* the day asked for, when they are known: "A1" is a grade of one organisation and an
    ethnic group of another.
    """
    mapper = Mapper(header, sample, answers, organisations, kind)
    ignored = {i for i in range(mapper.width) if mapper.ranks[i] == DECIDED and mapper.fields[i] is None}
    groups = [
        parts if i not in ignored and mapper.fields[i] in (None, "headcount") else ()
        for i, parts in enumerate(header.columns)
    ]
    if (found := workforce_return(mapper, ignored) or dates_across(mapper, as_at)) is not None:
        return found
    if _grades_across(mapper, ignored) and _ethnicity_down(mapper):
        return crosstab(mapper, ignored, "grade")
    if len(ethnic_groups(groups)) > 1:
        return crosstab(mapper, ignored, "ethnicity")
    return _rows(mapper)


def _rows(mapper: Mapper) -> Structure:
    """One row for each person, or for each group of people."""
    structure = Structure(Layout.RECORD, mapper.header, [])
    _settle_ethnicity(mapper, structure)
    _settle_grade(mapper, structure)
    for name in _SINGLE:
        _settle_single(mapper, name)
    _settle_headcount(mapper, structure)
    if not mapper.of("staff_number"):
        structure.values = _divided_counts(mapper)
        counts = mapper.of("headcount")
        if structure.values:
            structure.layout = Layout.LONG
            refuse_repeated(mapper, structure)
        elif counts:
            structure.layout = Layout.LONG
            if mapper.ranks[counts[0]] != DECIDED and any(mapper.of(name) for name in _OF_PERSONS):
                # "Number" beside a name or a date of birth is more likely a staff number than a count.
                fields = ("headcount", "staff_number")
                structure.asked.append((column_name(mapper.header, counts[0]), fields))
        elif not _has_staff_numbers(mapper):
            _ask_for_count(mapper, structure)
    return finish(mapper, structure)


def _settle_single(mapper: Mapper, name: str) -> None:
    """One column for the field: the first, or for labels the one whose values are understood best."""
    found = mapper.of(name)
    if name == "worker_type":
        found.sort(key=lambda index: -share(mapper, index, recognise_worker_type))
    elif name == "organisation":
        found.sort(key=lambda index: -share(mapper, index, partial(find, mapper.organisations)))
    found.sort(key=lambda index: mapper.ranks[index] != DECIDED)
    decided = sum(mapper.ranks[index] == DECIDED for index in found)
    kept = decided + 1 if name == "leaving_date" else 1  # a person may have left by any of several days
    for index in found[kept:]:
        mapper.drop(index)


def _settle_ethnicity(mapper: Mapper, structure: Structure) -> None:
    """One column is read, or two that must agree: a code beside a label, or a group beside a detailed answer."""
    detailed, codes = mapper.of("ethnicity"), mapper.of("ethnicity_code")
    if not detailed and codes:
        mapper.fields[codes[0]] = "ethnicity"
        detailed, codes = codes[:1], codes[1:]
    companions = [*detailed[1:], *codes]
    for position, index in enumerate(companions):
        if position == 0:
            mapper.fields[index] = "ethnicity_code"
        elif mapper.ranks[index] != DECIDED:
            mapper.drop(index)
    take_broad_groups(mapper)
    if not detailed:
        likely = [index for index in unused(mapper) if mostly(mapper, index, is_ethnicity)]
        ask_or_do_without(mapper, structure, "ethnicity", likely)


def _settle_grade(mapper: Mapper, structure: Structure) -> None:
    """The substantive grade outranks the grade; equal candidates are for a person to choose between."""
    substantive, plain = mapper.of("substantive_grade"), mapper.of("grade")
    if substantive and not (plain and mapper.ranks[plain[0]] == DECIDED):
        mapper.fields[substantive[0]] = "grade"
        for index in (*substantive[1:], *plain):
            mapper.drop(index)
        return
    for index in substantive:
        mapper.drop(index)
    if not plain:
        likely = [index for index in unused(mapper) if mostly(mapper, index, mapper.is_grade)]
        ask_or_do_without(mapper, structure, "grade", likely)
        return
    best = mapper.ranks[plain[0]]
    equals = [index for index in plain if mapper.ranks[index] == best and mapper.values(index)]
    if best > 1 or (len(equals) > 1 and best != DECIDED and not (len(equals) == 2 and _compatible(mapper, equals))):
        # A job title is not a grade until somebody says so.
        chosen = equals or plain[:1]
        structure.asked.extend((column_name(mapper.header, index), ("grade",)) for index in chosen)
    for index in plain[1:]:
        mapper.drop(index)
    if len(equals) == 2 and best in (0, 1) and _compatible(mapper, equals):
        # Ranks of officers in one column and grades of staff in the other: a person has one of them.
        mapper.fields[equals[1]], mapper.how[equals[1]] = "grade_alt", "synonym"
    elif best == 0 and len(equals) == 1:
        codes = [i for i in plain[1:] if mapper.ranks[i] == 1 and mostly(mapper, i, mapper.is_grade)]
        for index in codes[:1]:
            # A code that is a grade too has to say the same as the grade.
            mapper.fields[index], mapper.how[index] = "grade_code", "synonym"


def _settle_headcount(mapper: Mapper, structure: Structure) -> None:
    """One column of counts; a person chooses between two that differ, unless there is a row for each person."""
    found = mapper.of("headcount")
    equals = [i for i in found if mapper.ranks[i] == mapper.ranks[found[0]] and mapper.values(i)]
    if len(equals) > 1 and not mapper.of("staff_number") and not _compatible(mapper, equals, blanks=False):
        structure.asked.extend((column_name(mapper.header, i), ("headcount",)) for i in equals)
    for index in found if mapper.of("staff_number") else found[1:]:
        mapper.drop(index)


def _compatible(mapper: Mapper, columns: Sequence[int], *, blanks: bool = True) -> bool:
    """Whether the columns never say two things in one sampled row; with *blanks*, one of them may say nothing."""
    rows = [[to_text(row[index]) for index in columns if index < len(row)] for row in mapper.sample]
    return all(len(set(row) - ({""} if blanks else set())) <= 1 for row in rows)


def _divided_counts(mapper: Mapper) -> list[ValueColumn]:
    """Columns of counts that divide people by sex or kind of worker, with their total; none for other tables."""
    found: list[ValueColumn] = []
    for index in unused(mapper):
        text = mapper.header.names[index]
        sex, worker = recognise_sex(text), recognise_worker_type(text)
        if (sex or worker) and mostly(mapper, index, lambda cell: parse_count(cell).problem in ("", "marker")):
            found.append(ValueColumn(index, text, "", str(sex or ""), str(worker or "")))
    if len(found) < 2:
        return []
    for column in found:
        mapper.give(column.index, "headcount")
    totals = [i for i in mapper.of("headcount") if all(i != column.index for column in found)]
    return found + [ValueColumn(i, mapper.header.names[i], total=True) for i in totals]


def _has_staff_numbers(mapper: Mapper) -> bool:
    """Take a column for staff numbers that is headed like one, such as "Force ID", and tells people apart.

    Where many rows say the same, it is the number of something else; short numbers may be of people counted.
    """
    for index in unused(mapper):
        values = mapper.values(index)
        differ = len(set(values)) >= _DIFFERENT * len(values) and min(map(len, values)) >= _SHORTEST
        if differ and is_number_of_person(mapper.header.names[index]):
            mapper.give(index, "staff_number")
            return True
    return False


def _ask_for_count(mapper: Mapper, structure: Structure) -> None:
    """Without a staff number or headcount, an unknown column of numbers may hold either."""
    numeric = [i for i in unused(mapper) if mostly(mapper, i, lambda text: not parse_count(text).problem)]
    structure.asked.extend((column_name(mapper.header, i), ("headcount", "staff_number")) for i in numeric)


def _grades_across(mapper: Mapper, ignored: set[int]) -> bool:
    """Whether more than one column is headed by a grade of its own."""
    found = {
        label_key(part)
        for index, parts in enumerate(mapper.header.columns)
        if index not in ignored and mapper.fields[index] in (None, "headcount")
        for part in parts
        if not is_total(part) and mapper.is_grade(part)
    }
    return len(found) > 1


def _ethnicity_down(mapper: Mapper) -> bool:
    """Whether a column holds ethnic groups, going by what is in it where its header does not say so."""
    if mapper.of("grade") or mapper.of("substantive_grade"):
        return False
    named = [*mapper.of("ethnicity"), *mapper.of("ethnicity_code")]
    first = next((index for index in range(mapper.width) if mapper.values(index)), None)
    likely = named or ([] if first is None or mapper.fields[first] is not None else [first])
    return any(_are_groups(mapper, index) for index in likely)


def _are_groups(mapper: Mapper, index: int) -> bool:
    """Whether enough of a column are ethnic groups, and no fewer than are grades; what divides them is neither."""
    labels = [text for text in mapper.values(index) if recognise_sex(text) not in (Sex.FEMALE, Sex.MALE)]
    divisions = divisions_of(labels, is_ethnicity, "ethnicity")
    labels = [text for text in labels if text not in divisions]
    if apart := sexes_of_labels(labels, is_ethnicity):
        labels = [apart[text][0] if text in apart else text for text in labels]
    groups, grades = sum(map(bool, map(is_ethnicity, labels))), sum(map(mapper.is_grade, labels))
    return bool(labels) and groups >= max(grades, _SOME * len(labels))


def field_names() -> tuple[str, ...]:
    """Every field a column may be decided to hold."""
    return (*FIELDS, *EVENT_FIELDS, "ignore")
