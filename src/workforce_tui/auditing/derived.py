"""Targets, gaps, people short and intervals: what each says about the two counts of the share it comes from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import Leak, Relation, counts_of, percentage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.auditing.statements import Derived, Figure, Reading


STATUSES = frozenset({"met", "close", "behind"})
"""Words that say on which side of its target a share is."""


def add_derived(reading: Reading) -> None:
    """Turn the derived numbers of *reading* into relations.

    One that cannot be is a leak, unless its counts are shown exactly.
    """
    counts = counts_of(reading.statements)
    targets = {one.minority: one for one in reading.derived if one.measure == "target"}
    for one in reading.derived:
        if one.measure == "target":
            continue
        if one.measure in STATUSES:
            _add_status(reading, one, targets.get(one.minority), counts)
            continue
        target = targets.get(one.minority)
        known = replace(one.minority, measure="known", definition="")
        exact = all(_is_exact(counts.get(figure)) for figure in (one.minority, known))
        if target is not None and one.measure in ("gap_points", "persons_short"):
            reading.relations += (
                _of_gap(one, known, target)
                if one.measure == "gap_points"
                else [_of_people_short(one, known, target.low / 100)]
            )
        elif not exact:
            reading.leaks.append(Leak(one.source, f"{one.measure} {float(one.low):g}", "derived"))


def _add_status(
    reading: Reading, one: Derived, target: Derived | None, counts: Mapping[Figure, tuple[int, int | None]]
) -> None:
    """A status says whether the target is met; without the target, a status of a withheld count is a leak."""
    if target is not None:
        known = replace(one.minority, measure="known", definition="")
        share = target.low / 100
        terms = ((one.minority, Fraction(1)), (known, -share))
        step = Fraction(-1, share.denominator)
        met = one.measure == "met"
        low, high = (Fraction(0), None) if met else (None, step)
        reading.relations.append(Relation(terms, low, high, one.source, one.measure))
    elif counts.get(one.minority, (0, None))[1] is None:
        reading.leaks.append(Leak(one.source, one.measure, "derived"))


def _is_exact(ends: tuple[int, int | None] | None) -> bool:
    return ends is not None and ends[0] == ends[1]


def _of_gap(one: Derived, known: Figure, target: Derived) -> tuple[Relation, Relation]:
    """A gap is the share as it is written less the target.

    Where the target has more decimals than the gap, it may have been rounded before it was taken away.
    """
    half = Fraction(1, 2 * 10**one.decimals) * (2 if target.decimals > one.decimals else 1)
    low, _above = percentage([one.minority], [known], target.low + one.low, half, one.source)
    _below, high = percentage([one.minority], [known], target.high + one.high, half, one.source)
    return low, high


def _of_people_short(one: Derived, known: Figure, target: Fraction) -> Relation:
    """So many more people would reach the target, and one fewer would not; with nobody short it is reached."""
    least, most = int(one.low), int(one.high)
    high = None if least == 0 else -(least - 1) - Fraction(1, target.denominator)
    terms = ((one.minority, Fraction(1)), (known, -target))
    return Relation(terms, Fraction(-most), high, one.source, str(most) if least == most else f"{least} to {most}")
