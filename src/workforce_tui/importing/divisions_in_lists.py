"""Rows of a table with one count in each row that divide people otherwise: "Part-time" in the column of the grades.

They are set aside where those of the same labels add up to the other rows, and refused otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.importing.division_labels import divisions_of, is_no_answer
from workforce_tui.importing.divisions_told import note_divisions, refuse_divisions
from workforce_tui.importing.sex_labels import sex_labels
from workforce_tui.importing.sex_lines import limits
from workforce_tui.importing.sexes_in_lists import ListedSexes
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.division_labels import Division
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.sex_lines import Line
    from workforce_tui.importing.values import Cell

_DIVIDED = ("grade", "ethnicity")


def divisions_in_lists(
    structure: Structure,
    rows: Callable[[], Iterable[list[Cell]]],
    is_known: Callable[[str], Callable[[str], object]],
    log: IssueLog,
) -> frozenset[int]:
    """The numbers of such rows, which are noted, or are an error; *is_known* gives what knows a column's labels."""
    aside: set[int] = set()
    places = {name: structure.columns[name] for name in _DIVIDED if name in structure.columns}
    if structure.divided >= 0:
        places["grade"] = structure.divided
    for name, place in places.items():
        labels = {to_text(cell) for cell in {row[place] for row in rows() if place < len(row)}}
        divisions = divisions_of(labels, is_known(name), name)
        divisions = {label: found for label, found in divisions.items() if found.family != structure.counted}
        beside = set(divisions) | (set() if structure.divided >= 0 else set(sex_labels(labels)))
        for family in dict.fromkeys(division.family for division in divisions.values()):
            own = {label: found.part for label, found in divisions.items() if found.family == family}
            read = list(_without(rows(), place, beside - set(own)))
            more = {label: "" for label in labels if is_no_answer(label) and label not in own}
            found = [_listed(structure, read, place, parts) for parts in (own, {**own, **more})]
            sample = next(each for each in divisions.values() if each.family == family and each.part)
            aside |= _settle(found, sample, log)
    return frozenset(aside)


def _listed(structure: Structure, rows: list[list[Cell]], place: int, parts: dict[str, str]) -> ListedSexes:
    """The rows with a count, by whether they are of one of the *parts*; those that have a count are the whole."""
    found = ListedSexes(structure, rows, place, parts, frozenset(parts.values()) - {""})
    named = {line.part or "" for lines in found.by_sex.values() for line in lines} - {""}
    return ListedSexes(structure, rows, place, parts, frozenset(named)) if len(named) > 1 else found


def _settle(options: list[ListedSexes], division: Division, log: IssueLog) -> set[int]:
    """The numbers of the rows of one kind of division that are set aside, without or with those who gave no answer."""
    fits = [each for each in options if _lines(each) and each.misfit() is None]
    if len({len(_lines(each)) for each in fits}) > 1:
        fits = [each for each in fits if _is_exact(each)][:1]
    elif fits and not (division.is_sure or _is_exact(fits[0])):
        fits = []
    elif not fits and (division.may_be_grade or not (division.is_sure or options[0].others)):
        return set()
    if fits:
        note_divisions(_lines(fits[0]), log)
        return {line.number for line in _lines(fits[0])}
    if lines := _lines(options[0]):
        first = options[0]
        rows, beside, column = first.misfit() or (lines, [line for _key, line in first.others], 0)
        refuse_divisions(rows, beside, column, first.columns[column], log)
    return {line.number for line in lines}


def _lines(found: ListedSexes) -> list[Line]:
    return sorted((line for each in found.by_sex.values() for line in each), key=lambda line: line.number)


def _is_exact(found: ListedSexes) -> bool:
    """Whether none of the numbers is hidden or unknown."""
    every = [*_lines(found), *(line for _key, line in found.others)]
    sums = (limits(every, column) for column in range(len(found.columns)))
    return all(each is None or each[0] == each[1] for each in sums)


def _without(rows: Iterable[list[Cell]], place: int, labels: set[str]) -> Iterable[list[Cell]]:
    """The rows, those with one of some labels empty."""
    return ([] if place < len(row) and to_text(row[place]) in labels else row for row in rows)
