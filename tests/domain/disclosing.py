"""Small linked tables for tests of disclosure control, and what a reader of their release can work out."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.disclosure.model import (
    Figure,
    FigureKey,
    Published,
    PublishedFigure,
    PublishedShare,
    Release,
    ShareFigure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from workforce_tui.domain.disclosure.model import Protection, Verdict
    from workforce_tui.domain.disclosure.policy import Profile

    Table = dict[tuple[str, str, str], Count]
    Line = tuple[list[Fraction], float, float]

DAY = dt.date(2026, 3, 31)
MEASURES = {
    "W": ("headcount", "known", "white"),
    "G": ("headcount", "known", "white", "plan"),
    "M": ("headcount", "known", "minority", "plan"),
    "U": ("headcount", "unknown"),
}
"""White; Gypsy, Roma or Traveller; other ethnic minorities; unknown: what each is counted in."""
_BY_DEFINITION = {"white": "em_excl", "minority": "em_excl", "share": "em_excl", "plan": "em_plan"}


def key(measure: str, row: str = "", organisation: str = "") -> FigureKey:
    name = "minority" if measure == "plan" else measure
    return FigureKey(organisation, "", DAY, "grade" if row else "", row, name, _BY_DEFINITION.get(measure, ""))


def release(table: Table, *, shares: bool = False, only: str | None = None) -> Release:
    """The linked tables of (organisation, grade, group) counts: by grade, of each organisation and of all.

    With *only*, the return of that organisation, with the figures of all as context.
    """
    sums: dict[FigureKey, list[int]] = defaultdict(list)
    for index, (organisation, grade, group) in enumerate(table):
        for place, row, measure in product((organisation, ""), (grade, ""), MEASURES[group]):
            sums[key(measure, row, place)].append(index)
    counts = tuple(table.values())
    figures = [Figure(one, tuple(cells), total(counts[i] for i in cells)) for one, cells in sorted(sums.items())]
    wanted = [
        ShareFigure(key("share", one.key.row, one.key.organisation), one.key, known)
        for one in figures
        if one.key.measure == "minority" and one.key.definition == "em_excl"
        and (known := key("known", one.key.row, one.key.organisation)) in sums
    ]  # fmt: skip
    return Release(
        cells=counts,
        figures=tuple(one for one in figures if only in (None, one.key.organisation)),
        shares=tuple(one for one in wanted if shares and only in (None, one.key.organisation)),
        context=tuple(one for one in figures if only not in (None, one.key.organisation)),
        context_shares=tuple(one for one in wanted if shares and only not in (None, one.key.organisation)),
    )


def random_table(chance: Random, organisations: int = 2, grades: int = 3, *, censored: float = 0.0) -> Table:
    """A skewed table with tiny organisations and many zeros."""
    table: Table = {}
    for number, grade in product(range(organisations), range(grades)):
        size = (60, 5, 25, 12)[(number + chance.randrange(4)) % 4]
        for group, part in (("W", 1.0), ("G", 0.03), ("M", 0.2), ("U", 0.12)):
            people = int(chance.expovariate((grade + 1) / (size * part)))
            hidden = 0 < people < 5 and chance.random() < censored
            table["abcd"[number], f"G{grade}", group] = Count(1, 4) if hidden else Count.exact(people)
    return table


def exactly(numbers: Mapping[tuple[str, str, str], int]) -> Table:
    return {place: Count.exact(number) for place, number in numbers.items()}


class Reader:
    """Somebody who has the published figures, knows the rules, and owns a linear solver."""

    def __init__(self, release: Release, threshold: int = 0) -> None:
        self.figures = {figure.key: figure for figure in (*release.figures, *release.context)}
        self.shares = {share.key: share for share in (*release.shares, *release.context_shares)}
        self.size, self.threshold = len(release.cells), threshold
        self.lines: list[Line] = []
        self._made: tuple[Any, Any] | None = None

    def told(self, verdicts: Mapping[FigureKey, Verdict]) -> Reader:
        for one, verdict in verdicts.items():
            if isinstance(verdict, Published):
                half = verdict.rounding // 2
                low = max(verdict.value.low - half, self.threshold if verdict.rounding else 0)
                self.lines.append((self.sum_of(self.figures[one].cells), low, verdict.value.high + half))
            elif isinstance(verdict, PublishedShare):
                self._told_share(self.shares[one], verdict)
        return self

    def _told_share(self, share: ShareFigure, verdict: PublishedShare) -> None:
        unit = Fraction(1, 10 ** max(0, -int(verdict.percent.as_tuple().exponent)))
        part, base = (self.sum_of(self.figures[one].cells) for one in (share.part, share.base))
        for edge, low, high in ((-unit / 2, 0.0, math.inf), (unit / 2, -math.inf, 0.0)):
            times = (Fraction(verdict.percent) + edge) / 100
            self.lines.append(([a - times * b for a, b in zip(part, base, strict=True)], low, high))

    def sum_of(self, cells: Iterable[int]) -> list[Fraction]:
        members = set(cells)
        return [Fraction(cell in members) for cell in range(self.size)]

    def agrees(self, cells: Sequence[int]) -> bool:
        """Whether a set of base cells agrees with everything told, by multiplication alone."""
        sums = (sum((a * b for a, b in zip(line, cells, strict=True)), Fraction(0)) for line, _, _ in self.lines)
        return min(cells) >= 0 and all(
            low <= value <= high for value, (_, low, high) in zip(sums, self.lines, strict=True)
        )

    def range_of(self, cells: Iterable[int]) -> tuple[float, float]:
        """The least and the most a sum can be, rounded inwards to whole numbers."""
        rows, limits = self._limits()
        goal = np.array([float(one) for one in self.sum_of(cells)])
        least = linprog(goal, A_ub=rows, b_ub=limits)
        most = linprog(-goal, A_ub=rows, b_ub=limits)
        return math.ceil(least.fun - 1e-6), math.floor(-most.fun + 1e-6) if most.status == 0 else math.inf

    def _limits(self) -> tuple[Any, Any]:
        """What was told as one matrix and upper limits, each condition once."""
        if self._made is None:
            once = {(tuple(map(float, line)), low, high) for line, low, high in self.lines}
            sides = [(line, high) for line, _, high in once] + [
                (tuple(-x for x in line), -low) for line, low, _ in once
            ]
            sides = sorted(side for side in sides if math.isfinite(side[1]))
            self._made = np.array([line for line, _ in sides]), np.array([limit for _, limit in sides])
        return self._made

    def found_out(self, wanted: Iterable[FigureKey], profile: Profile) -> list[FigureKey]:
        """The figures that are known too well."""
        ranges = {cells: self.range_of(cells) for cells in {self.figures[one].cells for one in wanted}}
        return [one for one in wanted if too_narrow(*ranges[self.figures[one].cells], profile)]

    def finds_any(self, wanted: Sequence[FigureKey], profile: Profile) -> bool:
        """Whether any figure is known too well; the smallest sums are tried first."""
        sums = sorted({self.figures[one].cells for one in wanted}, key=lambda cells: (len(cells), cells))
        return any(too_narrow(*self.range_of(cells), profile) for cells in sums)


def too_narrow(low: float, high: float, profile: Profile) -> bool:
    return low == high or (low >= 1 and high < profile.threshold and high - low < profile.protection)


def withheld(found: Protection, release: Release) -> list[FigureKey]:
    return [figure.key for figure in release.figures if isinstance(found.verdict(figure.key), Withheld)]


def as_published(found: Protection, profile: Profile) -> list[PublishedFigure]:
    """The lines of the ledger of a release."""
    lines = []
    for one, verdict in found.verdicts.items():
        match verdict:
            case Published(value, rounding):
                lines.append(PublishedFigure(one, value, rounding, profile.threshold))
            case PublishedShare(percent):
                lines.append(PublishedFigure(one, percent))
            case _:
                lines.append(PublishedFigure(one, None))
    return lines
