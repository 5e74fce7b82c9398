"""Figures that were published before and have been corrected since: the correction itself may concern one person."""

from __future__ import annotations

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


def withhold_revised(
    release: Release, profile: Profile, verdicts: dict[FigureKey, Verdict], ledger: Sequence[PublishedFigure]
) -> None:
    """Withhold counts of ethnic groups whose change since they were published is known too well.

    It is where the earlier and the new figure prove a change of some people, fewer than the threshold, within less
    than the protection. The earlier figure stands; the new one can be had once it differs by more.
    """
    wanted = {figure.key for figure in release.figures}
    for line in ledger:
        verdict = verdicts.get(line.key)
        if line.key not in wanted or line.key.measure in NOT_A_GROUP or not isinstance(verdict, Published):
            continue
        if not isinstance(line.value, Count):
            continue
        before = range_of(line.value, line.rounding, line.threshold)
        now = reader_range(verdict, profile.threshold)
        least, most = _change(before, now)
        if least >= 1 and most < profile.threshold and most - least < profile.protection:
            verdicts[line.key] = Withheld(Reason.EARLIER)


def _change(before: tuple[int, int], now: tuple[int, int]) -> tuple[int, int]:
    """The least and the most people that a count can have changed by, up or down."""
    up, down = (now[0] - before[1], now[1] - before[0]), (before[0] - now[1], before[1] - now[0])
    return up if up[0] > 0 else down
