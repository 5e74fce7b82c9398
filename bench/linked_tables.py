"""Random linked tables in the shape of the returns: skewed, tiny organisations, many zeros, two dates with their flows.

Every base cell is an organisation, a grade, an ethnic group and whether people left, stayed or joined between the two
dates; what is published adds them up by grade, level and tier, by area and for all Wales, under three definitions.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Release, ShareFigure
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, five_group, membership, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GROUPS = [code for code, node in nodes().items() if node.granularity == 19]
NOBODY = ["X_PNTS", "X_UNK"]
WEIGHTS = {"W_BRIT": 0.86, "W_OTHER": 0.022, "W_GIT": 0.001, "W_ROMA": 0.0005, "X_PNTS": 0.02, "X_UNK": 0.045}
OTHERS = 0.0045
AREAS = ("gwent", "south-wales", "north-wales", "dyfed-powys")
LEFT, STAYED, JOINED = range(3)
DATES = (dt.date(2025, 3, 31), dt.date(2026, 3, 31))
FLOWS = "flows"


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a set is: `people` is the average of an organisation, `censored` how many small cells are 1 to 4."""

    organisations: int = 15
    grades: int = 10
    people: int = 1500
    dates: int = 2
    fine_groups: bool = True
    sexes: bool = False
    censored: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A base cell: where it is counted."""

    organisation: str
    area: str
    grade: int
    group: str
    flow: int
    sex: str


def level_of(grade: int, grades: int) -> int:
    """The common level, 1 to 6, of a grade of a ladder of so many."""
    return 1 + grade * 6 // grades


def random_cells(shape: Shape, chance: random.Random) -> list[tuple[Cell, int]]:
    """The base cells with their people."""
    found: list[tuple[Cell, int]] = []
    flows = range(3) if shape.dates == 2 else (STAYED,)
    for number in range(shape.organisations):
        size = max(shape.people * chance.lognormvariate(-0.6, 1.1), 15)
        minority, grades = chance.uniform(0.4, 2.2), max(2, shape.grades - chance.randrange(3))
        for grade in range(grades):
            staff = size * math.exp(-0.33 * grade) * 0.3 * chance.uniform(0.6, 1.4)
            for group in (*GROUPS, *NOBODY):
                weight = WEIGHTS.get(group, OTHERS * minority * math.exp(-0.06 * grade))
                for flow in flows:
                    for sex in ("female", "male") if shape.sexes else ("",):
                        mean = staff * weight * ((0.08, 0.85, 0.09)[flow] if shape.dates == 2 else 1.0)
                        people = _poisson(mean * (0.5 if sex else 1.0), chance)
                        cell = Cell(f"org{number:02}", AREAS[number % 4], grade, group, flow, sex)
                        found.append((cell, people))
    return found


def _poisson(mean: float, chance: random.Random) -> int:
    if mean > 30:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, number, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        number, product = number + 1, product * chance.random()
    return number


def linked_release(shape: Shape, seed: int) -> tuple[Release, list[FigureKey]]:
    """A release of random linked tables, and the headline figures that are to be kept."""
    chance = random.Random(seed)
    cells = random_cells(shape, chance)
    counts = tuple(_held(people, shape, chance) for _, people in cells)
    sums: dict[FigureKey, list[int]] = defaultdict(list)
    grades = {
        name: 1 + max(cell.grade for cell, _ in cells if cell.organisation == name)
        for name in {cell.organisation for cell, _ in cells}
    }
    for index, (cell, _) in enumerate(cells):
        for key in _keys(cell, shape, grades[cell.organisation]):
            sums[key].append(index)
    figures = tuple(
        Figure(key, tuple(members), total(counts[index] for index in members)) for key, members in sorted(sums.items())
    )
    shares = tuple(_shares({figure.key for figure in figures}))
    keep = [
        figure.key for figure in figures if not figure.key.dimension and figure.key.measure in ("headcount", "known")
    ]
    return Release(counts, figures, shares), keep


def _held(people: int, shape: Shape, chance: random.Random) -> Count:
    if 0 < people < 5 and chance.random() < shape.censored:
        return Count(1, 4)
    return Count.exact(people)


def _keys(cell: Cell, shape: Shape, grades: int) -> Iterator[FigureKey]:
    """Every figure a base cell is counted in."""
    level = level_of(cell.grade, grades)
    rows = [("", ""), ("level", f"L{level}"), ("tier", ("lower", "middle", "upper")[(level - 1) // 2])]
    own = [*rows, ("grade", f"G{cell.grade:02}")]
    places = [(cell.organisation, cell.area, own), ("", cell.area, rows), ("", "wales", rows)]
    for number in range(shape.dates):
        if cell.flow == (JOINED if number == 0 else LEFT):
            continue
        for organisation, area, listed in places:
            for dimension, row in listed:
                key = FigureKey(organisation, area, DATES[number], dimension, row, "")
                yield from _measures(key, cell.group)
                if dimension in ("", "tier"):
                    yield from _by_definition(key, cell.group, ("em_incl", "em_plan"))
                    yield from _groups(key, cell.group, fine=shape.fine_groups and not dimension)
                    if cell.sex:
                        yield from _measures(replace(key, cut=f"sex:{cell.sex}"), cell.group)
    if cell.flow != STAYED:
        row = "leavers" if cell.flow == LEFT else "joiners"
        yield from _measures(FigureKey(cell.organisation, cell.area, DATES[1], FLOWS, row, ""), cell.group)


def _measures(key: FigureKey, group: str) -> Iterator[FigureKey]:
    yield replace(key, measure="headcount")
    if group in NOBODY:
        yield replace(key, measure="undeclared" if group == "X_PNTS" else "unknown")
        return
    yield replace(key, measure="known")
    yield from _by_definition(key, group, ("em_excl",))


def _by_definition(key: FigureKey, group: str, definitions: Sequence[str]) -> Iterator[FigureKey]:
    for definition in definitions if group not in NOBODY else ():
        minority = membership(group, EthnicityDefinition(definition)) is Membership.MINORITY
        yield replace(key, measure="minority" if minority else "white", definition=definition)


def _groups(key: FigureKey, group: str, *, fine: bool) -> Iterator[FigureKey]:
    if group not in NOBODY:
        yield replace(key, measure=str(five_group(group)))
        if fine:
            yield replace(key, measure=group)


def _shares(keys: set[FigureKey]) -> Iterator[ShareFigure]:
    for key in sorted(keys):
        if key.measure == "minority":
            yield ShareFigure(replace(key, measure="share"), key, replace(key, measure="known", definition=""))
        if key.measure == "known" and not key.cut:
            yield ShareFigure(replace(key, measure="declaration"), key, replace(key, measure="headcount"))


def sizes(release: Release) -> Sequence[int]:
    """Base cells, figures and percentages."""
    return len(release.cells), len(release.figures), len(release.shares)
