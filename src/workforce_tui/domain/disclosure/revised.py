"""The same staff counted twice, after a correction or a few months apart: the change itself may be one person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.building import range_of, reader_range
from workforce_tui.domain.disclosure.model import Published, Reason
from workforce_tui.domain.disclosure.primary import NOT_A_GROUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure, Release, Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.system import Range

SAME_STAFF_DAYS = 330
"""Two dates nearer than this are of much the same staff, such as two quarters; a year apart they are not."""


def withhold_revised(
    release: Release, profile: Profile, verdicts: dict[FigureKey, Verdict], ledger: Sequence[PublishedFigure]
) -> None:
    """Withhold counts of ethnic groups whose change since another publication of them is known too well.

    It is where the two figures prove a change of some people, fewer than the threshold, within less than the
    protection. What was published first stands; of two dates in one release, the earlier one.
    """
    known: dict[FigureKey, list[tuple[date, Range]]] = defaultdict(list)
    for line in ledger:
        if isinstance(line.value, Count):
            told = range_of(line.value, line.rounding, line.threshold)
            known[_undated(line.key)].append((line.key.as_at, told))
    for key in sorted((figure.key for figure in release.figures), key=lambda key: (key.as_at, key)):
        verdict = verdicts[key]
        if key.measure in NOT_A_GROUP or not isinstance(verdict, Published):
            continue
        now = reader_range(verdict, profile.threshold)
        others = [told for day, told in known[_undated(key)] if abs((day - key.as_at).days) < SAME_STAFF_DAYS]
        if any(_known_too_well(_change(before, now), profile) for before in others):
            verdicts[key] = Withheld(Reason.EARLIER)
        else:
            known[_undated(key)].append((key.as_at, now))


def _undated(key: FigureKey) -> FigureKey:
    return replace(key, as_at=date.min)


def _known_too_well(change: Range, profile: Profile) -> bool:
    least, most = change
    return least >= 1 and most < profile.threshold and most - least < profile.protection


def _change(before: Range, now: Range) -> Range:
    """The least and the most people that a count can have changed by, up or down."""
    up, down = (now[0] - before[1], now[1] - before[0]), (before[0] - now[1], before[1] - now[0])
    return up if up[0] > 0 else down
