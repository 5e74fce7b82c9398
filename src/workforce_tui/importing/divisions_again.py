"""Rows that divide the people of the other rows in another way: "Full-time" and "Part-time" among grades, or ages.

Nobody is asked what grade they are: they are set aside where they are exactly the people of the grade above them, of
their section, or of everybody; else the file is refused. One alone ("Disabled") is set aside where a total of the table
counts the others without it. What may be a grade after all is set aside only where the numbers are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.importing.division_labels import divisions_of, is_known_label, is_no_answer
from workforce_tui.importing.divisions_across import check_divided_columns
from workforce_tui.importing.divisions_in_lists import divisions_in_lists
from workforce_tui.importing.divisions_told import note_divisions, refuse_divisions
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sex_labels import sex_labels
from workforce_tui.importing.sex_lines import Fit, Is, base_of, fit, limits, misfits, place_of_labels, scopes_with
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.division_labels import Division
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.sex_lines import Line
    from workforce_tui.importing.values import Cell

_OPEN = (Is.HEADING, Is.GRADE)
_BOUNDS = (*_OPEN, Is.WORKERS, Is.TOTAL, Is.BY_SEX)


@dataclass(slots=True)
class _Run:
    """Rows of one kind of division next to each other, and what follows them or is between them and may be part."""

    first: int
    lines: list[Line]
    perhaps: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Scope:
    """The rows of one organisation and day."""

    lines: list[Line]
    base: int
    runs: list[_Run] = field(default_factory=list)

    def counts(self, first: int, last: int, run: _Run, *, open_sexes: bool) -> list[Line]:
        """The counts of grades from one place to another; *open_sexes* is whether women and men below a heading are."""
        joined = {line.number for each in self.runs if each is not run for line in each.perhaps}
        kinds = {Is.COUNT, Is.SEX, Is.NO_SEX} if open_sexes else {Is.COUNT}
        return [line for line in self.lines[first:last] if line.kind in kinds and line.number not in joined]

    def wholes(self, run: _Run) -> Iterable[list[Line]]:
        """The counts that a run may be a division of: of the grade above it, its block, its section, or of all."""
        above = next((line for line in reversed(self.lines[: run.first]) if line.kind in (Is.COUNT, *_BOUNDS)), None)
        if above is not None and above.kind is Is.COUNT:
            yield [above]
        last = self.lines.index(run.lines[-1]) + 1
        for bounds in (_BOUNDS, (Is.WORKERS,), ()):
            first = max((i + 1 for i in range(run.first) if self.lines[i].kind in bounds), default=0)
            end = next((i for i in range(last, len(self.lines)) if self.lines[i].kind in bounds), len(self.lines))
            for open_sexes in (False, True):
                yield self.counts(first, end, run, open_sexes=open_sexes)


def divisions_again(
    structure: Structure,
    rows: Callable[[], Iterable[list[Cell]]],
    request: ImportRequest,
    answers: Answers,
    log: IssueLog,
) -> frozenset[int]:
    """The numbers of the rows that divide people who are counted in other rows; *rows* are those below the header.

    They are noted, and so are columns like them, or are an error where they are not those people.
    """
    check_divided_columns(structure, rows, log)
    if structure.layout is Layout.LONG:
        return divisions_in_lists(structure, rows, lambda name: is_known_label(request, answers, name), log)
    place = structure.divided if structure.divided >= 0 else place_of_labels(structure)
    if structure.layout is not Layout.CROSSTAB or place < 0:
        return frozenset()
    numbered = [(number, row) for number, row in enumerate(rows(), structure.header.last + 2) if row]
    labels = dict.fromkeys(to_text(row[place]) for _number, row in numbered if place < len(row))
    name = "grade" if structure.across == "ethnicity" else "ethnicity"
    divisions = divisions_of(labels, is_known_label(request, answers, name), name)
    divisions = {label: found for label, found in divisions.items() if found.family != structure.counted}
    parts = {label: found.part for label, found in divisions.items() if found.part}
    if not parts:
        return frozenset()
    noted: list[Line] = []
    refused: list[Line] = []
    for lines in scopes_with(structure, numbered, place, sex_labels(labels), parts):
        scope = _Scope(lines, base_of(lines))
        scope.runs = _runs(scope, divisions)
        for run in scope.runs:
            found = _settle(scope, run, divisions, structure, log)
            noted += found or []
            refused += run.lines if found is None else []
    note_divisions(noted, log)
    return frozenset(line.number for line in (*noted, *refused))


def _runs(scope: _Scope, divisions: dict[str, Division]) -> list[_Run]:
    """The runs of each kind of division, in each of which no part comes twice."""
    runs: list[_Run] = []
    run: _Run | None = None
    family = ""
    waiting: list[Line] = []
    for place, line in enumerate(scope.lines):
        found = divisions.get(line.label) if line.figures else None
        if found is not None and line.kind is Is.DIVISION:
            again = run is not None and line.part in {each.part for each in run.lines}
            if run is None or family != found.family or again:
                run, family = _Run(place, []), found.family
                runs.append(run)
                run.perhaps = [each for each in waiting if divisions[each.label].family == family]
            run.lines.append(line)
            waiting = []
        elif found is not None and run is not None and family == found.family:
            run.perhaps.append(line)
        elif found is not None:
            waiting.append(line)
        elif run is not None and line.figures and line.kind in (Is.COUNT, Is.NO_SEX) and is_no_answer(line.label):
            run.perhaps.append(line)
        else:
            run, waiting = None, []
    return runs


def _settle(
    scope: _Scope, run: _Run, divisions: dict[str, Division], structure: Structure, log: IssueLog
) -> list[Line] | None:
    """The rows of a run that are set aside, [] where they may be grades; None where it is refused."""
    is_sure = divisions[run.lines[0].label].is_sure
    options = [[*run.lines, *run.perhaps], run.lines] if run.perhaps else [run.lines]
    fits = {len(option): _best(scope, run, option) for option in options}
    chosen = next((each for each in options if fits[len(each)] is Fit.EXACT), None)
    possible = [each for each in options if fits[len(each)] is not Fit.NO]
    is_single = len(run.lines) == 1 and not run.perhaps
    if chosen is None and len(possible) == 1 and not is_single and (is_sure or _are_counted_without(scope, run)):
        chosen = possible[0]
    if chosen is None and is_sure and is_single and _repeats_some(scope, run):
        chosen = run.lines
    if chosen is not None:
        run.perhaps = chosen[len(run.lines) :]
        return chosen
    if not possible and (divisions[run.lines[0].label].may_be_grade or not (is_sure or _nearest(scope, run))):
        return []
    others = next(iter(_nearest(scope, run)), [])
    column = next(iter(misfits(run.lines, others, scope.base)), 0) if others else 0
    header = structure.header.names[structure.values[column].index]
    refuse_divisions(run.lines, others, column, header, log)
    return None


def _nearest(scope: _Scope, run: _Run) -> list[list[Line]]:
    """Everybody else, without the women and men of each grade where there are grades with a count."""
    wholes = [scope.counts(0, len(scope.lines), run, open_sexes=each) for each in (False, True)]
    return [whole for whole in wholes if whole]


def _best(scope: _Scope, run: _Run, lines: Sequence[Line]) -> Fit:
    """How well some rows are the people of one of the wholes."""
    chosen = {line.number for line in lines}
    found = {
        fit(lines, [line for line in whole if line.number not in chosen], scope.base) for whole in scope.wholes(run)
    }
    return Fit.EXACT if Fit.EXACT in found else Fit.MAYBE if Fit.MAYBE in found else Fit.NO


def _are_counted_without(scope: _Scope, run: _Run) -> bool:
    """Whether a total of the table is everybody else, and leaves no room for the rows of a run."""
    totals = [line for line in scope.lines if line.kind is Is.TOTAL and line.figures]
    others = _nearest(scope, run)
    return any(
        fit(found, [line], scope.base) is not Fit.NO and fit([*found, *run.lines], [line], scope.base) is Fit.NO
        for found in others
        for line in totals
    )


def _repeats_some(scope: _Scope, run: _Run) -> bool:
    """Whether one part alone is of people whom a total of the table counts without it."""
    above = next((line for line in reversed(scope.lines[: run.first]) if line.kind is Is.COUNT), None)
    several = sum(len(each.lines) == 1 and each.lines[0].part == run.lines[0].part for each in scope.runs) > 1
    totals = [line for line in scope.lines if line.kind is Is.TOTAL and line.figures]
    for everybody in _nearest(scope, run):
        if any(fit(everybody, [line], scope.base) is not Fit.NO for line in totals):
            whole = [above] if several and above is not None else everybody
            pairs = ((limits(run.lines, column), limits(whole, column)) for column in range(len(run.lines[0].figures)))
            return all(one is None or (other is not None and one[0] <= other[1]) for one, other in pairs)
    return False
