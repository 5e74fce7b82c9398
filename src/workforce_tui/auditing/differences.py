"""The differences of two published figures: of a version and its revision, and of one date and the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workforce_tui.auditing.attack import Rule
    from workforce_tui.auditing.statements import Figure, Reading

REVISION, DATES = "revision", "dates"
_NOT_ETHNIC = frozenset({"headcount", "known", "not_given"})
_MOST_PEOPLE = frozenset({"white", "WHITE", "W_BRIT", "undeclared", "unknown"})
"""From one date to the next people come and go; that one more is White or did not say singles nobody out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """That a figure changed by *low* to *high* people between two publications or dates."""

    kind: str
    earlier: Figure
    later: Figure
    low: float
    high: float


def telling_differences(reading: Reading, rule: Rule) -> Iterator[Difference]:
    """The differences that are known too well.

    Of a revision, any small change of an ethnic group. Of two dates, one where the row as a whole changed by as few
    people, so that those who came or went can be told.
    """
    counts = _with_complements(counts_of(reading.statements))
    days: dict[str, set[str]] = {}
    for figure in counts:
        days.setdefault(figure.place, set()).add(figure.period)
    for figure in sorted(one for one in counts if one.measure not in _NOT_ETHNIC):
        if figure.version:
            newest = replace(figure, version="")
            if newest in counts:
                found = _between(REVISION, figure, newest, counts)
                if _telling(found, rule):
                    yield found
        elif figure.measure not in _MOST_PEOPLE:
            earlier = _before(figure, counts, days[figure.place], rule)
            if earlier is not None:
                found = _between(DATES, earlier, figure, counts)
                if _telling(found, rule) and _same_people(found, counts, rule):
                    yield found


def _with_complements(counts: Mapping[Figure, tuple[int, int | None]]) -> Mapping[Figure, tuple[int, int | None]]:
    """The counts of a minority and of White staff as narrow as those known less the other make them."""
    found = dict(counts)
    for figure, (low, high) in counts.items():
        other = {"minority": "white", "white": "minority"}.get(figure.measure)
        known = counts.get(replace(figure, measure="known", definition=""))
        rest = counts.get(replace(figure, measure=other)) if other else None
        if known is None or rest is None:
            continue
        least = low if rest[1] is None else max(low, known[0] - rest[1])
        most = [end for end in (high, None if known[1] is None else known[1] - rest[0]) if end is not None]
        found[figure] = least, min(most) if most else None
    return found


def _before(
    figure: Figure, counts: Mapping[Figure, tuple[int, int | None]], days: Iterable[str], rule: Rule
) -> Figure | None:
    """The same figure on the last day before on which it is known well: others between them tell nothing."""
    earlier = (day for day in sorted(days, reverse=True) if day < figure.period)
    found = (replace(figure, period=day) for day in earlier)
    return next((one for one in found if _is_known(counts.get(one), rule)), None)


def _is_known(ends: tuple[int, int | None] | None, rule: Rule) -> bool:
    return ends is not None and ends[1] is not None and ends[1] - ends[0] < rule.width


def _between(kind: str, one: Figure, other: Figure, counts: Mapping[Figure, tuple[int, int | None]]) -> Difference:
    (low, high), (later_low, later_high) = counts[one], counts[other]
    return Difference(
        kind,
        one,
        other,
        later_low - (inf if high is None else high),
        (inf if later_high is None else later_high) - low,
    )


def _telling(found: Difference, rule: Rule) -> bool:
    low, high = (found.low, found.high) if found.low > 0 else (-found.high, -found.low)
    return low >= 1 and high < rule.threshold and high - low < rule.width


def _same_people(found: Difference, counts: Mapping[Figure, tuple[int, int | None]], rule: Rule) -> bool:
    """Whether the row as a whole is known to have changed by fewer people than the threshold."""
    for measure in ("known", "headcount"):
        pair = [replace(one, measure=measure, definition="") for one in (found.earlier, found.later)]
        if all(one in counts for one in pair):
            whole = _between(found.kind, pair[0], pair[1], counts)
            if -rule.threshold < whole.low and whole.high < rule.threshold:
                return True
    return False
