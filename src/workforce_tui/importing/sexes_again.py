"""Rows of women and men that divide everybody again, above, among or below the grades: "Female 9", "Male 9".

A sex is no grade, and everybody in such rows is in those of the grades too. They are known by adding up to them, or to
the total above them, and are set aside; where they do not add up, the file is refused. Nobody is asked what grade a sex
is. Women and men of the grade above them are `sexes_below`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from workforce_tui.importing.model import Layout
from workforce_tui.importing.sex_labels import BOTH
from workforce_tui.importing.sex_lines import Fit, Is, base_of, fit, limits, misfits, scopes_of
from workforce_tui.importing.sexes_across import sex_of_total
from workforce_tui.importing.sexes_in_lists import sexes_in_lists
from workforce_tui.importing.sexes_told import note_sexes, refuse_sexes, sum_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.sex_lines import Line
    from workforce_tui.importing.values import Cell

_OVER = (Is.HEADING, Is.GRADE)
_FEWEST_OTHERS = 2
"""With fewer, the women and men of one unit may be as many as those of another by chance."""


@dataclass(slots=True)
class Again:
    """The rows that are not read, and those that are totals of a sex, by their number (from 1)."""

    aside: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Run:
    """Rows of sexes next to each other, from one place of the table to another."""

    first: int
    last: int
    lines: list[Line]
    of_grade: bool = False
    """Whether they divide the grade above them."""


@dataclass(slots=True)
class _Scope:
    """The rows of one organisation and day."""

    lines: list[Line]
    runs: list[_Run] = field(default_factory=list)
    base: int = 0

    def above(self, run: _Run) -> tuple[Line | None, Line | None, bool]:
        """The row above a run, the one above that, and whether a heading says that the run is a division by sex."""
        before = [line for line in self.lines[: run.first] if line.kind is not Is.BY_SEX]
        headed = run.first > 0 and self.lines[run.first - 1].kind is Is.BY_SEX
        return (before[-1] if before else None), (before[-2] if len(before) > 1 else None), headed

    def around(self, run: _Run, is_bound: Callable[[Line], bool]) -> list[Line]:
        """The counts around a run, up to the next rows that bound them."""
        first = max((i + 1 for i in range(run.first) if is_bound(self.lines[i])), default=0)
        after = range(run.last, len(self.lines))
        last = next((i for i in after if is_bound(self.lines[i])), len(self.lines))
        return self.counts(first, last, run)

    def counts(self, first: int, last: int, run: _Run) -> list[Line]:
        """The counts from one place to another: of grades, and of the sexes of a grade without a count of its own."""
        others = [each for each in self.runs if each is not run]
        read = {line.number for each in others if self.is_open(each) for line in each.lines}
        left = {line.number for each in (run, *others) for line in each.lines} - read
        kinds = (Is.COUNT, Is.NO_SEX)
        return [
            line
            for line in self.lines[first:last]
            if line.number in read or (line.kind in kinds and line.number not in left)
        ]

    def is_open(self, run: _Run) -> bool:
        """Whether a run stands under the heading of a grade that has no count of its own."""
        above, _before, _headed = self.above(run)
        return above is not None and above.kind in _OVER


def sexes_again(structure: Structure, rows: Callable[[], Iterable[list[Cell]]], log: IssueLog) -> Again:
    """The rows that divide people by sex who are counted in other rows; *rows* gives those that follow the header.

    They are noted, or are an error where they are not those people.
    """
    if "sex" in structure.columns or any(column.sex for column in structure.values):
        return Again()
    if structure.layout is Layout.LONG:
        return Again(sexes_in_lists(structure, rows, log))
    aside: set[int] = set()
    totals: set[int] = set()
    noted: list[Line] = []
    for lines in scopes_of(structure, rows()) if structure.layout is Layout.CROSSTAB else ():
        scope = _Scope(lines, base=base_of(lines))
        scope.runs = _runs(scope, structure.across == "grade")
        for run in scope.runs:
            run.of_grade = _is_of_grade(scope, run)
        for run in [each for each in scope.runs if not each.of_grade]:
            if _is_total_of_sexes(scope, run):
                totals |= {line.number for line in run.lines}
                continue
            aside |= {line.number for line in run.lines}
            if _fits(scope, run, structure, log):
                noted += run.lines
    note_sexes(noted, log)
    return Again(frozenset(aside), frozenset(totals))


def _runs(scope: _Scope, across_grades: bool) -> list[_Run]:
    """The runs of sexes; women in one place and men in another are one where neither comes again.

    An answer such as "Not stated" beside them may be an ethnic group: it is one of theirs where they fit with it.
    """
    runs: list[_Run] = []
    places = enumerate(scope.lines)
    for is_sex, group in groupby(places, key=lambda found: found[1].kind in (Is.SEX, Is.NO_SEX)):
        found = list(group)
        while found and is_sex and found[0][1].kind is Is.NO_SEX:
            found.pop(0)
        if found and is_sex:
            runs += _each_once(found, scope.lines[: found[0][0]], scope.base)
    apart = [run for run in runs if len({line.part for line in run.lines} & BOTH) == 1]
    if len(runs) == len(apart) == 2 and {line.part for run in runs for line in run.lines} >= BOTH:
        runs = [_Run(runs[0].first, runs[1].last, [*runs[0].lines, *runs[1].lines])]
    runs = [run for run in runs if any(_may_be_people(line) for line in run.lines)]
    for run in runs:
        only = [line for line in run.lines if line.kind is Is.SEX]
        scope.runs = [run]
        if len(only) < len(run.lines) and _fits_with(scope, run, only, first=across_grades):
            run.lines = only
    return runs


def _each_once(found: list[tuple[int, Line]], before: list[Line], base: int) -> list[_Run]:
    """Runs in which no sex comes twice: those of the last grade, and those of everybody directly below them.

    A grade may give only its women, or only its men: once these are all of it, others are no part of it. *before* are
    the rows above.
    """
    runs: list[_Run] = []
    above = [line for line in before if line.kind is not Is.BY_SEX][-1:]
    for place, line in found:
        is_whole = len(runs) == 1 and fit(runs[0].lines, above, base) is Fit.EXACT and _are_people(line)
        if not runs or is_whole or line.part in {each.part for each in runs[-1].lines}:
            runs.append(_Run(place, place + 1, []))
        runs[-1].lines.append(line)
        runs[-1].last = place + 1
    return runs


def _are_people(line: Line) -> bool:
    return any(figure.low for figure in line.figures)


def _may_be_people(line: Line) -> bool:
    return any(figure.problem != "blank" for figure in line.figures)


def _fits_with(scope: _Scope, run: _Run, only: list[Line], *, first: bool) -> bool:
    """Whether women and men alone are everybody else; *first* is whether that is likelier than with other answers."""
    alone = _Run(run.first, run.last, only)
    fits = [bool(_wholes(scope, each)) for each in (alone, run)]
    return fits[0] and (first or not fits[1])


def _is_of_grade(scope: _Scope, run: _Run) -> bool:
    """Whether the run divides the grade above it, or may not be told from one that does."""
    above, before, headed = scope.above(run)
    if above is None or above.kind in (Is.SEX, Is.NO_SEX):
        return False
    if above.kind is Is.TOTAL:
        return bool(above.figures) and before is not None and _is_of_heading(scope, run, before)
    if above.kind is Is.GRADE and _is_everybody_else(scope, run):
        return False
    if not above.figures or above.kind is Is.WORKERS:
        return _is_of_heading(scope, run, above)
    own = fit(run.lines, [above], scope.base)
    if own is Fit.EXACT and scope.base == 0:
        return True
    if own is Fit.MAYBE and any(_has_others(whole, above) for whole in _wholes(scope, run)):
        return False  # the count of the grade holds in any case
    apart = headed or all(map(sex_of_total, (line.label for line in run.lines)))
    others = len(scope.runs) == 1 or apart or own is Fit.NO
    return not (others and _wholes(scope, run)) and not (apart and own is Fit.NO)


def _is_everybody_else(scope: _Scope, run: _Run) -> bool:
    """Whether the only women and men of a table are as many in each column as all other people together.

    The row above them is then one of a grade with nobody in it, whose zeros are left out, and no heading over them.
    """
    everybody = scope.counts(0, len(scope.lines), run)
    is_alone = len(scope.runs) == 1 and {line.part for line in run.lines} >= BOTH
    return is_alone and any(map(_are_people, everybody)) and fit(run.lines, everybody, scope.base) is Fit.EXACT


def _has_others(whole: list[Line], above: Line) -> bool:
    """Whether there may be anybody among some counts besides those of one row."""
    rest = [figure for line in whole if line is not above for figure in line.figures]
    return any(figure.high or figure.problem not in ("", "blank") for figure in rest)


def _is_of_heading(scope: _Scope, run: _Run, heading: Line) -> bool:
    """Whether the run divides the people of a heading without counts of their own below it."""
    if heading.kind is Is.GRADE:
        return True
    if heading.kind is Is.WORKERS:
        return not scope.around(run, _bounds_section)
    if heading.kind is not Is.HEADING or scope.around(run, _bounds_block):
        return False
    found = _wholes(scope, run)
    everybody = scope.counts(0, len(scope.lines), run)
    are_many = len(scope.runs) > _FEWEST_OTHERS and fit(run.lines, everybody, scope.base) is Fit.EXACT
    return not (found and (len(scope.runs) == 1 or are_many))


def _bounds_section(line: Line) -> bool:
    return line.kind is Is.WORKERS


def _bounds_block(line: Line) -> bool:
    return line.kind in (*_OVER, Is.WORKERS, Is.TOTAL)


def _wholes(scope: _Scope, run: _Run) -> list[list[Line]]:
    """The counts that a run may be a division of, those of its section first, then everybody."""
    everybody = scope.counts(0, len(scope.lines), run)
    section = scope.around(run, _bounds_section)
    block = scope.around(run, _bounds_block)
    return [found for found in (everybody, section, block) if fit(run.lines, found, scope.base) is not Fit.NO]


def _is_total_of_sexes(scope: _Scope, run: _Run) -> bool:
    """Whether a run adds up the women and men of the grades of the table, and is checked as totals are."""
    if not any(each.of_grade for each in scope.runs):
        return False
    above, _before, _headed = scope.above(run)
    everybody = scope.counts(0, len(scope.lines), run)
    return (
        (above is not None and above.kind is Is.TOTAL)
        or all(map(sex_of_total, (line.label for line in run.lines)))
        or fit(run.lines, everybody, scope.base) is not Fit.NO
    )


def _fits(scope: _Scope, run: _Run, structure: Structure, log: IssueLog) -> bool:
    """Whether a run divides people who are counted in other rows; an error is noted where it does not."""
    above, _before, _headed = scope.above(run)
    total = [above] if above is not None and above.kind is Is.TOTAL and above.figures else []
    everybody = scope.counts(0, len(scope.lines), run)
    if {line.part for line in run.lines} >= BOTH:
        if _wholes(scope, run) or (total and fit(run.lines, total, scope.base) is not Fit.NO):
            return True
    elif _repeats_some(scope, run, everybody):
        return True
    whole = total or everybody
    for column in misfits(run.lines, whole, scope.base) or [0]:
        name = structure.header.names[structure.values[column].index]
        if total:
            value, expected = sum_text(total, column), sum_text(run.lines, column)
            label = above.label if above is not None else ""
            log.add("total_mismatch", row=total[0].number, column=name, label=label, value=value, expected=expected)
        else:
            refuse_sexes(run.lines, everybody, column, name, log)
            break
    return False


def _repeats_some(scope: _Scope, run: _Run, everybody: list[Line]) -> bool:
    """Whether the women, or the men, alone are among people that a total of the table counts without them."""
    totals = [line for line in scope.lines if line.kind is Is.TOTAL and line.figures]
    proved = any(fit(everybody, [line], scope.base) is not Fit.NO for line in totals)
    columns = range(len(run.lines[0].figures))
    pairs = [(limits(run.lines, column), limits(everybody, column)) for column in columns]
    return proved and all(one is None or (other is not None and one[0] <= other[1]) for one, other in pairs)
