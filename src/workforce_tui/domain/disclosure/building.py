"""Builds the system of a release: its rows, what readers know of each, and what was published before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import TOTAL, Published, PublishedShare
from workforce_tui.domain.disclosure.percentages import coarser, percentage, places_of, tells
from workforce_tui.domain.disclosure.primary import HEADLINE, as_rounded, is_exact_total
from workforce_tui.domain.disclosure.rows import Rows, merge_columns
from workforce_tui.domain.disclosure.shadows import remainders, shadow_rows
from workforce_tui.domain.disclosure.system import OPEN, Ratio, RoundedTotal, System

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workforce_tui.domain.disclosure.model import (
        Figure,
        FigureKey,
        PublishedFigure,
        Release,
        ShareFigure,
        Verdict,
    )
    from workforce_tui.domain.disclosure.policy import Profile

_BASES = frozenset({"headcount", "known"})
_EVERYONE, _SEVERAL, _BASE, _OTHER_DEFINITION, _CUT = 3.0, 1.5, 2.0, 0.5, 0.7
"""How many times more it loses to withhold a total of everyone, one of several organisations, a base of percentages,
a figure under a definition that is not the headline, one of a second dimension."""
_KEPT = 50.0
"""How many times more it loses to withhold a figure that is to be kept."""
_ROUNDED, _KEPT_ROUNDED = 0.1, 3.0
"""What it loses to round an exact total, beside what it loses to withhold it, and how many times more where it is to be
kept: a total that is rounded still says what it is read for, so that mostly a few are before a count is withheld."""
_HEADLINE_SHARE, _SHARE = 1.0, 0.1
"""A percentage beside the logarithm of a count: of everyone, and of some."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the system is built from."""

    release: Release
    profile: Profile
    verdicts: Mapping[FigureKey, Verdict]
    ledger: Sequence[PublishedFigure]
    keep: Collection[FigureKey]


def build_system(request: Request, cells: Sequence[int]) -> System:
    """The system of a release; *cells* are base cells that agree with all that is held."""
    import numpy as np
    from scipy import sparse

    release = request.release
    rows = Rows.of((*release.figures, *release.context), release.structural_zeros)
    values = [sum(cells[cell] for cell in row) for row in rows.sets]
    sets = list(dict.fromkeys([*rows.sets, *_unprinted(rows, values, cells, request)]))
    columns, members = merge_columns(sets)
    starts = np.cumsum([0, *map(len, members)])
    inside = np.array([column for row in members for column in row], dtype=np.int64)
    matrix = sparse.csr_matrix((np.ones(len(inside), np.int64), inside, starts), shape=(len(sets), len(columns)))
    first = np.array([sum(cells[cell] for cell in column) for column in columns], dtype=np.int64)
    system = System(
        matrix=matrix,
        first=first,
        values=matrix @ first,
        low=np.zeros(len(sets), np.int64),
        high=np.full(len(sets), OPEN),
        told_low=np.zeros(len(sets), np.int64),
        told_high=np.full(len(sets), OPEN),
        fixed_low=np.zeros(len(sets), np.int64),
        fixed_high=np.full(len(sets), OPEN),
        weight=np.ones(len(sets)),
        open=np.ones(len(sets), bool),
        exempt=np.zeros(len(sets), bool),
        counts=len(rows.sets),
        keys=[tuple(figure.key for figure in figures) for figures in rows.figures],
        columns=columns,
        members=members,
        ratios=[],
    )
    _tell_earlier(system, rows, request)
    _tell_counts(system, rows, request)
    _tell_shares(system, rows, request)
    return system


def _unprinted(rows: Rows, values: Sequence[int], cells: Sequence[int], request: Request) -> list[tuple[int, ...]]:
    """The differences that no table prints and that are too small to be known."""
    hidden = {row for key, row in rows.row_of.items() if isinstance(request.verdicts.get(key), Withheld)}
    asked = [figure.key for figure in request.release.figures]
    left = remainders({key: rows.row_of[key] for key in asked}, rows.sets, cells, hidden, request.profile)
    return [*shadow_rows(rows, values, request.profile), *left]


def reader_range(verdict: Verdict, threshold: int) -> tuple[int, int]:
    """What a reader knows of a count from its verdict alone."""
    if not isinstance(verdict, Published):
        return 0, OPEN
    return range_of(verdict.value, verdict.rounding, threshold)


def range_of(value: Count, rounding: int, threshold: int) -> tuple[int, int]:
    """What a reader knows of a count from the figure written, its rounding and the threshold stated beside it."""
    half = rounding // 2
    low = max(value.low - half, 0)
    return (max(low, threshold) if rounding and value.high else low), value.high + half


def _tell_counts(system: System, rows: Rows, request: Request) -> None:
    """What the verdicts tell of the counts; a sum is published where every figure that is it is."""
    keep = set(request.keep)
    for row, figures in enumerate(rows.figures):
        system.weight[row] = lost = weight(figures, int(system.values[row]))
        if any(figure.key in keep for figure in figures):
            system.weight[row] *= _KEPT
            lost *= _KEPT_ROUNDED
        verdicts = [request.verdicts[figure.key] for figure in figures if figure.key in request.verdicts]
        if not verdicts or any(isinstance(verdict, Withheld) for verdict in verdicts):
            continue
        system.open[row] = False
        for low, high in (reader_range(verdict, request.profile.threshold) for verdict in verdicts):
            system.told_low[row] = max(system.told_low[row], low)
            system.told_high[row] = min(system.told_high[row], high)
        if any(is_exact_total(figure.key, request.profile) for figure in figures):
            system.rounded[row] = RoundedTotal(_rounded_range(figures, request.profile), _ROUNDED * lost)


def _rounded_range(figures: Sequence[Figure], profile: Profile) -> tuple[int, int]:
    """What a reader knows of an exact total that is rounded after all."""
    ranges = [reader_range(as_rounded(figure.truth, profile.rounding), profile.threshold) for figure in figures]
    return max(low for low, _high in ranges), min(high for _low, high in ranges)


def _tell_earlier(system: System, rows: Rows, request: Request) -> None:
    """What was published before of the same sums, where it still agrees with what is held.

    A sum that was published cannot be protected any more. One that never was, and is not to be, has to be where it is
    small: it may be the difference of those that are.
    """
    asked = {rows.row_of[figure.key] for figure in request.release.figures}
    hidden = {rows.row_of.get(line.key) for line in request.ledger if line.value is None}
    for row in range(system.counts):
        small = request.profile.is_small(int(system.values[row]))
        system.exempt[row] = row not in asked and row not in hidden and not small
    for line in request.ledger:
        if line.key not in rows.row_of or not isinstance(line.value, Count):
            continue
        row = rows.row_of[line.key]
        low, high = range_of(line.value, line.rounding, line.threshold)
        if low <= system.values[row] <= high:
            system.exempt[row] = True
            for lows, highs in ((system.told_low, system.told_high), (system.fixed_low, system.fixed_high)):
                lows[row], highs[row] = max(lows[row], low), min(highs[row], high)


def _tell_shares(system: System, rows: Rows, request: Request) -> None:
    """What percentages tell of their counts, those published before and those to be published."""
    shares = {share.key: share for share in (*request.release.context_shares, *request.release.shares)}
    corrected = _corrected(system, rows, request)
    written = [
        (shares[line.key], line.value, True)
        for line in request.ledger
        if line.key in shares and isinstance(line.value, Decimal)
    ]
    written = [one for one in written if corrected.isdisjoint((one[0].part, one[0].base))]
    for share in request.release.shares:
        verdict = request.verdicts[share.key]
        if isinstance(verdict, PublishedShare):
            written.append((share, verdict.percent, False))
    ratios = (_ratio(system, rows, share, percent, fixed=fixed) for share, percent, fixed in written)
    system.take_ratios(ratio for ratio in ratios if ratio is not None)
    for ratio in system.ratios:
        # A count that another figure of the same people withholds has no percentage either.
        ratio.withheld = not ratio.fixed and bool(system.open[ratio.part] or system.open[ratio.base])
        if ratio.fixed:
            for row, (low, high) in zip((ratio.part, ratio.base), ratio.tells, strict=True):
                system.fixed_low[row] = max(system.fixed_low[row], low)
                system.fixed_high[row] = min(system.fixed_high[row], high)
    system.low[:], system.high[:] = system.told_low, system.told_high
    system.retell(sorted(system.ratios_of))


def _corrected(system: System, rows: Rows, request: Request) -> set[FigureKey]:
    """The figures that were published and have been corrected since: earlier percentages of them were of other people.

    One that was published again as it is now says that those are the counts.
    """
    agrees: dict[FigureKey, bool] = {}
    for line in request.ledger:
        if line.key in rows.row_of and isinstance(line.value, Count):
            low, high = range_of(line.value, line.rounding, line.threshold)
            now = low <= int(system.values[rows.row_of[line.key]]) <= high
            agrees[line.key] = now or agrees.get(line.key, False)
    return {key for key, now in agrees.items() if not now}


def _ratio(system: System, rows: Rows, share: ShareFigure, percent: Decimal, *, fixed: bool) -> Ratio | None:
    """A percentage as what it tells; None for an earlier one of counts that have been corrected since."""
    part, base = rows.row_of[share.part], rows.row_of[share.base]
    numbers = int(system.values[part]), int(system.values[base])
    if not numbers[1] or percentage(*numbers, places_of(percent)) != percent:
        return None
    # An earlier one is read beside what was published with it: this release may withhold its own figures again.
    told = _told(system, part, fixed=fixed), _told(system, base, fixed=fixed)
    fewer = coarser(percent, *numbers, told)
    return Ratio(share.key, part, base, _share_weight(share.key), percent, tells(percent, *numbers, told), fewer, fixed)


def _told(system: System, row: int, *, fixed: bool) -> tuple[int, int]:
    low, high = (system.fixed_low, system.fixed_high) if fixed else (system.told_low, system.told_high)
    return int(low[row]), int(high[row])


def weight(figures: Sequence[Figure], value: int) -> float:
    """What withholding a count loses: more for large counts, totals, several organisations, and the headline."""
    key = min((figure.key for figure in figures), key=lambda key: (key.row != TOTAL, key.cut != "", key))
    return math.log2(2 + value) * _importance(key)


def _share_weight(key: FigureKey) -> float:
    """What withholding a percentage loses: the headline of everyone is what a return is read for."""
    return (_HEADLINE_SHARE if key.row == TOTAL else _SHARE) * _importance(key)


def _importance(key: FigureKey) -> float:
    times = 1.0 if key.row else _EVERYONE
    times *= 1.0 if key.organisation else _SEVERAL
    times *= _BASE if key.measure in _BASES else 1.0
    times *= _OTHER_DEFINITION if key.definition not in ("", HEADLINE) else 1.0
    return times * (_CUT if key.cut else 1.0)
