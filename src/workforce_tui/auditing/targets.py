"""What an attacker would like to know: each withheld figure, and each sum or difference that would give people away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.auditing.ethnic import people
from workforce_tui.auditing.universe import group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.auditing.model import Model, Vector
    from workforce_tui.auditing.statements import Figure, Reading, Statement
    from workforce_tui.auditing.universe import Group

CELL, DEFINITIONS, COMPLEMENT, PARTS = "cell", "definitions", "complement", "parts"
SHARE, SMALL = "share", "small"
_DEFINITIONS = ("em_excl", "em_plan", "em_incl")
_NOT_SENSITIVE = frozenset({"headcount", "known", "undeclared", "unknown", "not_given", "white", "WHITE", "W_BRIT"})


@dataclass(frozen=True, slots=True)
class Target:
    """One sum of people to be kept from attackers: its kind, the figures it is of, and as a sum of unknowns."""

    kind: str
    figures: tuple[Figure, ...]
    vector: tuple[tuple[int, float], ...]
    source: str = ""


def targets(reading: Reading, model: Model, aside: tuple[str, ...] = ()) -> tuple[Target, ...]:
    """Everything to look for, each sum once, withheld figures first, but for those of the files called *aside*, which
    are no target as a total less its other parts either."""
    found: dict[tuple[tuple[int, float], ...], Target] = {}
    stated: dict[Group, dict[tuple[str, str], list[Statement]]] = {}
    for one in reading.statements:
        figure = one.figure
        stated.setdefault(group_of(figure), {}).setdefault((figure.measure, figure.definition), []).append(one)
    for target in _cells(reading, model):
        if target.vector and not target.source.startswith(aside):
            found.setdefault(target.vector, target)
    others = {target.vector for target in _cells(reading, model)} - found.keys()
    for target in (*_derived(model, stated), *_of_percentages(reading, model, aside)):
        if target.vector and target.vector not in others:
            found.setdefault(target.vector, target)
    return tuple(found.values())


def _key(vector: Vector) -> tuple[tuple[int, float], ...]:
    return tuple(sorted((column, times) for column, times in vector.items() if times))


def _cells(reading: Reading, model: Model) -> Iterator[Target]:
    for one in reading.statements:
        if one.withheld:
            yield Target(CELL, (one.figure,), _key(model.vector(one.figure)), one.source)


def _of_percentages(reading: Reading, model: Model, aside: tuple[str, ...]) -> Iterator[Target]:
    """The people a percentage is of, where no table has their count: they may be few."""
    stated = {one.figure for one in reading.statements}
    for one in reading.relations:
        part = one.terms[0][0] if one.terms else None
        if part is None or part in stated or part.measure in _NOT_SENSITIVE or one.source.startswith(aside):
            continue
        yield Target(SHARE, (part,), _key(model.vector(part)), one.source)


def _derived(model: Model, stated: dict[Group, dict[tuple[str, str], list[Statement]]]) -> Iterator[Target]:
    for group in sorted(stated):
        measures = stated[group]
        yield from _between_definitions(model, group, measures)
        yield from _complements(model, group, measures)
        for parts in model.universe.partitions.get(group, ()):
            yield from _hidden_parts(model, group, parts, stated)


def _between_definitions(
    model: Model, group: Group, measures: dict[tuple[str, str], list[Statement]]
) -> Iterator[Target]:
    """The people two definitions differ by."""
    used = [one for one in _DEFINITIONS if {("minority", one), ("white", one)} & set(measures)]
    for place, narrow in enumerate(used):
        for wide in used[place + 1 :]:
            between = people("minority", wide) - people("minority", narrow)
            figures = tuple(_figure(measures, definition) for definition in (wide, narrow))
            yield Target(DEFINITIONS, figures, _key(model.sum_of(group, between)))


def _figure(measures: dict[tuple[str, str], list[Statement]], definition: str) -> Figure:
    said = measures.get(("minority", definition)) or measures["white", definition]
    return said[0].figure


def _complements(model: Model, group: Group, measures: dict[tuple[str, str], list[Statement]]) -> Iterator[Target]:
    """Everybody known who is not in a group that is shown: nobody would mean that all are from it."""
    known = measures.get(("known", ""))
    for (measure, definition), said in sorted(measures.items()):
        if known is None or measure not in ("minority", "white"):
            continue
        rest = people("known", "") - people(measure, definition)
        yield Target(COMPLEMENT, (known[0].figure, said[0].figure), _key(model.sum_of(group, rest)))


def _hidden_parts(
    model: Model,
    group: Group,
    parts: Sequence[Group],
    stated: dict[Group, dict[tuple[str, str], list[Statement]]],
) -> Iterator[Target]:
    """A total less its parts that are shown: the people of those that are not, together."""
    for (measure, definition), said in sorted(stated[group].items()):
        if measure in _NOT_SENSITIVE or all(one.withheld for one in said):
            continue
        hidden = [part for part in parts if not _shown(stated.get(part, {}).get((measure, definition), ()))]
        if not hidden or len(hidden) == len(parts):
            continue
        answers = people(measure, definition)
        if not all(model.tells(part, answers) for part in hidden):
            continue
        vector: Vector = {}
        for part in hidden:
            vector |= model.sum_of(part, answers)
        yield Target(PARTS, (said[0].figure, *(_part(said[0].figure, part) for part in hidden)), _key(vector))


def _part(figure: Figure, part: Group) -> Figure:
    from dataclasses import replace

    return replace(figure, place=part.place, period=part.period, row=part.row, cut=part.cut)


def _shown(said: Iterable[Statement]) -> bool:
    return any(not one.withheld for one in said)
