"""Primary suppression: what a profile withholds for what it is, each figure looked at by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Published, PublishedShare, Reason
from workforce_tui.domain.disclosure.percentages import percentage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.disclosure.model import Figure, FigureKey, Release, ShareFigure, Verdict
    from workforce_tui.domain.disclosure.policy import Profile

KNOWN, SHARE = "known", "share"
NOT_A_GROUP = frozenset({"headcount", KNOWN, "undeclared", "unknown"})
"""Measures that say nothing about anybody's ethnic group."""
_EVERYONE = 100


def primary_verdicts(release: Release, profile: Profile) -> dict[FigureKey, Verdict]:
    """The verdict for every figure and percentage, before anything is withheld to protect something else."""
    known = {_group(figure.key): figure.truth for figure in release.figures if figure.key.measure == KNOWN}
    verdicts: dict[FigureKey, Verdict] = {
        figure.key: _figure(figure, profile, release.structural_zeros, known.get(_group(figure.key)))
        for figure in release.figures
    }
    verdicts.update(share_verdicts(release, profile, verdicts))
    return verdicts


def share_verdicts(
    release: Release, profile: Profile, verdicts: Mapping[FigureKey, Verdict]
) -> dict[FigureKey, Verdict]:
    """The verdicts for the percentages, given those for the counts."""
    truths = {figure.key: figure.truth for figure in (*release.context, *release.figures)}
    return {share.key: _share(share, profile, truths, verdicts) for share in release.shares}


def rounded(number: int, base: int) -> int:
    """A count rounded to the nearest multiple of an odd *base*; as it is for 0."""
    return base * ((2 * number + base) // (2 * base)) if base else number


def _group(key: FigureKey) -> tuple[object, ...]:
    return key.organisation, key.area, key.as_at, key.dimension, key.row, key.cut


def _figure(figure: Figure, profile: Profile, empty: frozenset[int], known: Count | None) -> Verdict:
    low, high = figure.truth.low, figure.truth.high
    if high == 0 and empty.issuperset(figure.cells):
        return Published(figure.truth)
    if any(profile.is_small(number) for number in range(low, min(high + 1, profile.threshold))):
        return Withheld(Reason.ZERO if high == 0 else Reason.SMALL)
    exact = profile.withholds and not profile.rounding
    if exact and known is not None and figure.key.measure not in NOT_A_GROUP and low >= known.high:
        return Withheld(Reason.GROUP)
    base = profile.rounding
    return Published(Count(rounded(low, base), rounded(high, base)), base)


def _share(
    share: ShareFigure,
    profile: Profile,
    truths: Mapping[FigureKey, Count],
    verdicts: Mapping[FigureKey, Verdict],
) -> Verdict:
    part, base = truths[share.part], truths[share.base]
    if any(isinstance(verdicts.get(key), Withheld) for key in (share.part, share.base)):
        return Withheld(Reason.DERIVED)
    if any(key not in verdicts and profile.is_small(truths[key].low) for key in (share.part, share.base)):
        return Withheld(Reason.DERIVED)
    places = profile.places(base.low)
    if places is None or not base.low:
        return Withheld(Reason.BASE)
    if not (part.is_exact and base.is_exact):
        return Withheld(Reason.INTERVAL)
    percent = percentage(part.low, base.low, places)
    if profile.withholds and share.key.measure == SHARE and percent in (0, _EVERYONE):
        return Withheld(Reason.GROUP)
    return PublishedShare(percent)
