"""Against what can be computed exactly on small tables: the least that must be withheld, and every possible table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Published, Release
from workforce_tui.domain.disclosure.policy import Profile, shipped_policy
from workforce_tui.domain.disclosure.primary import primary_verdicts
from workforce_tui.domain.disclosure.protecting import protect

DAY = dt.date(2026, 3, 31)
GROUPS = ("ASIAN", "BLACK", "MIXED", "WHITE")
FAR = 40


def exact(**changes: int) -> Profile:
    return replace(shipped_policy().profile("TASKFORCE"), rounding=0, **changes)


def one_table(numbers: list[list[int]]) -> Release:
    """A single table of grades by groups with both margins."""
    cells = [Count.exact(number) for row in numbers for number in row]
    width = len(numbers[0])
    figures = []
    for row, group in product((*range(len(numbers)), -1), (*range(width), -1)):
        inside = tuple(
            i for i in range(len(cells)) if row in (-1, i // width) and group in (-1, i % width)
        )  # fmt: skip
        measure = "headcount" if group < 0 else GROUPS[group]
        key = FigureKey("a", "", DAY, "grade" if row >= 0 else "", f"G{row}" if row >= 0 else "", measure)
        figures.append(Figure(key, inside, Count.exact(sum(cells[i].low for i in inside))))
    return Release(tuple(cells), tuple(figures))


def fewest_withheld(release: Release, profile: Profile) -> int:
    """The least number of figures with which every small one is safe, by one integer program over all choices.

    Each small figure may go to nobody, to the threshold, or up by the protection; people may be fractions, so that the
    true least number is this or more.
    """
    first = np.array([count.low for count in release.cells], dtype=float)
    sums = np.array([[i in figure.cells for i in range(len(first))] for figure in release.figures], dtype=float)
    naive = primary_verdicts(release, profile)
    small = [n for n, figure in enumerate(release.figures) if isinstance(naive[figure.key], Withheld)]
    size, count = len(first), len(sums)
    ways = [(n, change) for n in small for change in _changes(int(sums[n] @ first), profile)]
    width = count + len(ways) * (size + 1)
    rows, low, high = [], [], []

    def add(terms: dict[int, float], least: float, most: float) -> None:
        line = np.zeros(width)
        line[list(terms)] = list(terms.values())
        rows.append(line), low.append(least), high.append(most)

    for number, (target, change) in enumerate(ways):
        start = count + number * (size + 1)
        chosen, moves = start + size, range(start, start + size)
        for n in range(count):
            moved = {place: sums[n][i] for i, place in enumerate(moves) if sums[n][i]}
            add({**moved, n: -FAR}, -np.inf, 0)
            add({**moved, n: FAR}, 0, np.inf)
        add({**{place: sums[target][i] for i, place in enumerate(moves) if sums[target][i]}, chosen: -change}, 0, 0)
        for i, place in enumerate(moves):
            add({place: 1.0}, -first[i], np.inf)
    for n in small:
        chosen = [count + k * (size + 1) + size for k, (target, _) in enumerate(ways) if target == n]
        add(dict.fromkeys(chosen, 1.0), 1, np.inf)
    whole = np.zeros(width)
    whole[:count] = 1
    whole[[count + k * (size + 1) + size for k in range(len(ways))]] = 1
    least, most = np.full(width, -float(FAR)), np.full(width, float(FAR))
    least[whole > 0], most[whole > 0] = 0, 1
    least[small] = 1
    found = milp(
        np.r_[np.ones(count), np.zeros(width - count)],
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(least, most),
        integrality=whole,
    )
    return round(found.fun)


def _changes(value: int, profile: Profile) -> tuple[int, ...]:
    return (1,) if value == 0 else (-value, min(profile.threshold - value, profile.protection))


def random_numbers(chance: Random, rows: int, columns: int) -> list[list[int]]:
    return [[chance.choice((0, 2, 3, 6, 8, 11, 15, 20)) for _ in range(columns)] for _ in range(rows)]


def test_what_is_withheld_of_a_small_table_is_close_to_the_least_there_is() -> None:
    profile, ours, least = exact(), 0, 0
    for seed in range(6):
        release = one_table(random_numbers(Random(seed), 3, 3))
        ours += protect(release, profile).statistics.withheld
        least += fewest_withheld(release, profile)
    assert least <= ours <= 1.15 * least


def test_the_proved_intervals_lie_within_those_of_every_possible_table() -> None:
    """All tables of whole numbers up to 7 in each of six cells are tried."""
    profile = exact(threshold=3, protection=2)
    for seed in range(3):
        chance = Random(seed)
        numbers = [[chance.choice((0, 1, 1, 2, 4, 5)) for _ in range(3)] for _ in range(2)]
        release = one_table(numbers)
        found = protect(release, profile)
        tables = np.array(list(product(range(8), repeat=6)))
        shown = [figure for figure in release.figures if isinstance(found.verdict(figure.key), Published)]
        for figure in shown:
            tables = tables[tables[:, list(figure.cells)].sum(axis=1) == figure.truth.low]
        for figure in release.figures:
            if figure not in shown:
                values = tables[:, list(figure.cells)].sum(axis=1)
                low, high = int(values.min()), int(values.max())
                proved = found.intervals[figure.key]
                assert low <= proved[0] <= proved[1]
                assert proved[1] <= high or proved[1] > 7
                assert low < high
                assert low == 0 or high >= profile.threshold or high - low >= profile.protection
