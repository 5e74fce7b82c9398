"""Everything that is said, as rows of sums of unknown whole numbers: the polytope an attacker looks into."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from workforce_tui.auditing.ethnic import NOT_GIVEN, classes, everyone, left_out, people
from workforce_tui.auditing.universe import Group, Universe, group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workforce_tui.auditing.statements import Figure, Reading, Relation, Statement

Vector = dict[int, float]
"""A sum of unknowns: how often each is in it."""


@dataclass(slots=True)
class Line:
    """A sum of unknowns and what it is confined to, with what the files say of it (nothing for a sum of parts)."""

    vector: Vector
    low: float
    high: float
    stated: list[Statement | Relation] = field(default_factory=list)


@dataclass(slots=True)
class Model:
    """The unknowns (numbers of people of one leaf group and one class of answers) and the lines about them."""

    universe: Universe
    columns: list[tuple[Group, frozenset[str]]] = field(default_factory=list)
    lines: dict[tuple[tuple[int, float], ...], Line] = field(default_factory=dict)
    _parts: dict[Group, tuple[tuple[frozenset[str], int], ...]] = field(default_factory=dict)
    _apart: dict[Group, set[frozenset[str]]] = field(default_factory=dict)
    _absent: dict[Group, frozenset[str]] = field(default_factory=dict)
    _sums: dict[tuple[Group, frozenset[str]], Vector] = field(default_factory=dict)

    def vector(self, figure: Figure) -> Vector:
        """The sum of unknowns that a figure is. Raises KeyError where the files say nothing of the kind."""
        return self.sum_of(group_of(figure), people(figure.measure, figure.definition))

    def tells(self, group: Group, answers: frozenset[str]) -> bool:
        """Whether a measure that counts *answers* is told apart in a group."""
        return answers in self._apart.get(group, ())

    def sum_of(self, group: Group, answers: frozenset[str]) -> Vector:
        """The people of a group with one of *answers*, as a sum of the unknowns of its leaves, or else of its own.

        Raises:
            KeyError: neither tells these answers apart.
        """
        key = (group, answers)
        if key not in self._sums:
            try:
                self._sums[key] = self._of_leaves(group, answers)
            except KeyError:
                self._sums[key] = _members(self._parts[group], answers)
        return self._sums[key]

    def _of_leaves(self, group: Group, answers: frozenset[str]) -> Vector:
        found: Vector = {}
        for leaf in self.universe.leaves(group):
            found |= _members(self._parts[leaf], answers)
        return found

    def line(self, vector: Mapping[int, float], low: float, high: float, said: Statement | Relation | None) -> None:
        """Say that a sum is from *low* to *high*; the same sum said twice is one line."""
        key = tuple(sorted((column, times) for column, times in vector.items() if times))
        found = self.lines.get(key)
        if found is None:
            found = self.lines[key] = Line(dict(key), low, high)
        found.low, found.high = max(found.low, low), min(found.high, high)
        if said is not None:
            found.stated.append(said)


def _members(parts: Iterable[tuple[frozenset[str], int]], answers: frozenset[str]) -> Vector:
    found: Vector = {}
    for some, column in parts:
        if some <= answers:
            found[column] = 1.0
        elif some & answers:
            raise KeyError(sorted(answers))
    return found


def build(reading: Reading, made: Universe) -> Model:
    """The model of everything that was read."""
    model = Model(made)
    figures = {one.figure for one in reading.statements}
    figures |= {figure for one in reading.relations for figure, _times in one.terms}
    _tell_apart(model, figures)
    _leave_out(model, figures)
    _columns(model)
    _tie(model)
    for one in reading.statements:
        model.line(model.vector(one.figure), one.low, inf if one.high is None else one.high, one)
    for relation in reading.relations:
        vector: Vector = {}
        for figure, times in relation.terms:
            for column, once in model.vector(figure).items():
                vector[column] = vector.get(column, 0.0) + float(times) * once
        low, high = relation.low, relation.high
        model.line(vector, -inf if low is None else float(low), inf if high is None else float(high), relation)
    return model


def _tell_apart(model: Model, figures: Iterable[Figure]) -> None:
    """What has to be told apart in each group: what is measured of it, or of a whole and of some other part of it."""
    apart = model._apart
    for figure in figures:
        apart.setdefault(group_of(figure), set()).add(people(figure.measure, figure.definition))
    inside: dict[Group, set[frozenset[str]]] = {}
    whole_first: list[Group] = []
    for group in sorted(model.universe.partitions):
        _look_inside(model, group, inside, whole_first)
    for group in reversed(whole_first):
        for way in model.universe.partitions.get(group, ()):
            below = set().union(*(inside.get(part, set()) for part in way))
            for part in way:
                apart.setdefault(part, set()).update(apart.get(group, set()) & below)


def _look_inside(
    model: Model, group: Group, inside: dict[Group, set[frozenset[str]]], order: list[Group]
) -> set[frozenset[str]]:
    """Everything measured of a group or inside it; *order* gets each group after all inside it."""
    if group not in inside:
        inside[group] = found = set(model._apart.get(group, set()))
        for way in model.universe.partitions.get(group, ()):
            for part in way:
                found |= _look_inside(model, part, inside, order)
        order.append(group)
    return inside[group]


def _leave_out(model: Model, figures: Iterable[Figure]) -> None:
    """The answers that nobody of a group gave, because tables of it or of a whole it is in list others."""
    listed: dict[Group, set[str]] = {}
    given: set[tuple[str, str]] = set()
    for figure in figures:
        listed.setdefault(group_of(figure), set()).add(figure.measure)
        if figure.measure == "not_given":
            given.add((figure.place, figure.period))
    for group in listed:
        if (group.place, group.period) in given:
            given |= {(leaf.place, leaf.period) for leaf in model.universe.leaves(group)}
    for group, measures in sorted(listed.items()):
        gone = left_out(measures)
        for leaf in {group, *model.universe.leaves(group)}:
            model._absent[leaf] = model._absent.get(leaf, frozenset()) | gone
    for group in model.universe.groups | set(model._absent):
        if (group.place, group.period) not in given:
            model._absent[group] = model._absent.get(group, frozenset()) | {NOT_GIVEN}


def _columns(model: Model) -> None:
    """An unknown for each class of answers of each leaf, and of each group that tells apart what its leaves do not."""
    made = model.universe
    ways = {part for some in made.partitions.values() for way in some for part in way}
    everybody = people("headcount", "")
    for group in sorted(made.groups | ways, key=lambda one: (bool(made.partitions.get(one)), one)):
        apart = model._apart.setdefault(group, set())
        apart.add(everybody)
        leaves = made.leaves(group)
        if leaves != (group,) and all(apart <= model._apart.get(leaf, set()) for leaf in leaves):
            continue
        answers = everyone() - model._absent.get(group, frozenset({NOT_GIVEN}))
        start = len(model.columns)
        some = classes(answers, apart)
        model.columns.extend((group, part) for part in some)
        model._parts[group] = tuple((part, start + place) for place, part in enumerate(some))


def _tie(model: Model) -> None:
    """The finer answers of a group, and every way it is made up of others, add up to the same people."""
    made = model.universe
    for group in sorted(made.groups):
        leaves = made.leaves(group)
        if leaves != (group,) and group in model._parts:
            shared = model._apart[group].intersection(*(model._apart[leaf] for leaf in leaves))
            for answers in classes(everyone(), shared):
                _equal(model, _members(model._parts[group], answers), model._of_leaves(group, answers))
        for way in made.partitions.get(group, ()):
            shared = model._apart[group].intersection(*(model._apart[part] for part in way))
            for answers in classes(everyone(), shared):
                _equal(model, model.sum_of(group, answers), _together(model, way, answers))


def _together(model: Model, way: Iterable[Group], answers: frozenset[str]) -> Vector:
    found: Vector = {}
    for part in way:
        found |= model.sum_of(part, answers)
    return found


def _equal(model: Model, one: Vector, other: Vector) -> None:
    both = {column: one.get(column, 0.0) - other.get(column, 0.0) for column in one | other}
    if any(both.values()):
        model.line(both, 0, 0, None)
