"""Everything that is said, as rows of sums of unknown whole numbers: the polytope an attacker looks into."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from workforce_tui.auditing.ethnic import NOT_GIVEN, classes, everyone, left_out, people
from workforce_tui.auditing.universe import Group, Universe, group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    _leaf: dict[Group, tuple[tuple[frozenset[str], int], ...]] = field(default_factory=dict)
    _block: dict[Group, tuple[tuple[frozenset[str], int], ...]] = field(default_factory=dict)
    _needed: dict[Group, set[frozenset[str]]] = field(default_factory=dict)
    _measured: dict[Group, set[frozenset[str]]] = field(default_factory=dict)
    _absent: dict[Group, frozenset[str]] = field(default_factory=dict)
    _vectors: dict[tuple[Group, frozenset[str]], Vector] = field(default_factory=dict)

    def vector(self, figure: Figure) -> Vector:
        """The sum of unknowns that a figure is. Raises KeyError where the files say nothing of the kind."""
        return self.sum_of(group_of(figure), people(figure.measure, figure.definition))

    def sum_of(self, group: Group, answers: frozenset[str]) -> Vector:
        """The people of a group with one of *answers*, as a sum of unknowns."""
        key = (group, answers)
        if key not in self._vectors:
            self._vectors[key] = self._sum(group, answers)
        return self._vectors[key]

    def _sum(self, group: Group, answers: frozenset[str]) -> Vector:
        if answers not in self._needed.get(group, ()) and group in self._block:
            return _members(self._block[group], answers)
        return self._leaf_sum(group, answers)

    def _leaf_sum(self, group: Group, answers: frozenset[str]) -> Vector:
        found: Vector = {}
        for leaf in self.universe.leaves(group):
            found |= _members(self._leaf[leaf], answers)
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
    _measure(model, figures)
    _columns(model)
    for group in sorted(model._block):
        _tie_block(model, group)
    _tie_partitions(model)
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


def _measure(model: Model, figures: Iterable[Figure]) -> None:
    """What is measured of each group, and in which leaves it has to be told apart."""
    listed: dict[Group, set[str]] = {}
    given = {(one.place, one.period) for one in figures if one.measure == "not_given"}
    for figure in figures:
        group = group_of(figure)
        model._measured.setdefault(group, set()).add(people(figure.measure, figure.definition))
        listed.setdefault(group, set()).add(figure.measure)
    groups_of: dict[Group, list[Group]] = {}
    for group in model._measured:
        for leaf in model.universe.leaves(group):
            groups_of.setdefault(leaf, []).append(group)
    for leaf, above in groups_of.items():
        gone = left_out(code for group in above for code in listed[group])
        model._absent[leaf] = (
            gone if any((one.place, one.period) in given for one in (*above, leaf)) else gone | {NOT_GIVEN}
        )
        for group in above:
            others = (model._measured[other] for other in above if other != group)
            shared = model._measured[group] & set().union(*others)
            if group == leaf:
                shared = model._measured[group]
            model._needed.setdefault(leaf, set()).update(shared)
    _spread(model)


def _spread(model: Model) -> None:
    """What a group shares with a group inside it has to be told apart in every leaf of both."""
    changed = True
    while changed:
        changed = False
        for group, measured in model._measured.items():
            leaves = model.universe.leaves(group)
            wanted = measured & set().union(*(model._needed.get(leaf, set()) for leaf in leaves))
            for leaf in leaves:
                if not wanted <= model._needed.setdefault(leaf, set()):
                    model._needed[leaf] |= wanted
                    changed = True
            if leaves != (group,):
                model._needed.setdefault(group, set()).update(wanted)


def _columns(model: Model) -> None:
    made = model.universe
    parts = {part for ways in made.partitions.values() for way in ways for part in way}
    for leaf in sorted({leaf for group in made.groups | parts for leaf in made.leaves(group)}):
        answers = everyone() - model._absent.get(leaf, frozenset({NOT_GIVEN}))
        needed = model._needed.get(leaf, set()) | {people("headcount", "")}
        model._leaf[leaf] = _add(model, leaf, classes(answers, needed))
    for group, measured in sorted(model._measured.items()):
        leaves = model.universe.leaves(group)
        if leaves == (group,) or measured <= model._needed.get(group, set()):
            continue
        absent = frozenset.intersection(*(model._absent.get(leaf, frozenset()) for leaf in leaves))
        model._block[group] = _add(model, group, classes(everyone() - absent, measured | {people("headcount", "")}))


def _add(model: Model, group: Group, parts: Sequence[frozenset[str]]) -> tuple[tuple[frozenset[str], int], ...]:
    start = len(model.columns)
    model.columns.extend((group, part) for part in parts)
    return tuple((part, start + place) for place, part in enumerate(parts))


def _tie_block(model: Model, group: Group) -> None:
    """The finer answers of a group add up to the coarser ones of its leaves."""
    shared = model._needed.get(group, set()) | {people("headcount", "")}
    for answers in classes(everyone(), shared):
        fine = _members(model._block[group], answers)
        _equal(model, fine, model._leaf_sum(group, answers))


def _tie_partitions(model: Model) -> None:
    """Every further way a group is made up adds up to the same people."""
    for group in sorted(model.universe.groups):
        ways = model.universe.partitions.get(group, [])
        for other in ways[1:]:
            first = model.universe.leaves(group)
            second = tuple(leaf for part in other for leaf in model.universe.leaves(part))
            if set(first) == set(second):
                continue
            needed = [model._needed.get(leaf, set()) for leaf in {*first, *second}]
            common = set.intersection(*needed) | {people("headcount", "")}
            for answers in classes(everyone(), common):
                _equal(model, _sum_leaves(model, first, answers), _sum_leaves(model, second, answers))


def _sum_leaves(model: Model, leaves: Iterable[Group], answers: frozenset[str]) -> Vector:
    found: Vector = {}
    for leaf in leaves:
        found |= _members(model._leaf[leaf], answers & _present(model, leaf))
    return found


def _present(model: Model, leaf: Group) -> frozenset[str]:
    return frozenset().union(*(some for some, _column in model._leaf[leaf]))


def _equal(model: Model, one: Vector, other: Vector) -> None:
    both = {column: one.get(column, 0.0) - other.get(column, 0.0) for column in one | other}
    if any(both.values()):
        model.line(both, 0, 0, None)
