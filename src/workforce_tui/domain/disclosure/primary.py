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
HEADLINE = "em_excl"
NOT_A_GROUP = frozenset({"headcount", KNOWN, "undeclared", "unknown"})
"""Measures that say nothing about anybody's ethnic group."""
_TOTALS = frozenset({*NOT_A_GROUP, "minority", "white", "WHITE"})
"""The measures of which a profile may show the totals exactly."""
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


def rounding_of(key: FigureKey, profile: Profile) -> int:
    """What a count is rounded to under a profile: 0 for one that is shown as it is, such as an exact total."""
    return 0 if is_exact_total(key, profile) else profile.rounding


def is_exact_total(key: FigureKey, profile: Profile) -> bool:
    """Whether a figure is shown exactly though others are rounded.

    It counts everyone of an organisation, an area or all of Wales, by the headline definition.
    """
    if not (profile.exact_totals and profile.rounding):
        return False
    if key.dimension == "group":
        return not key.cut and (key.row, key.measure) == ("WHITE", "headcount")
    everyone = not key.cut and key.dimension in ("", "area")
    return everyone and key.measure in _TOTALS and key.definition in ("", HEADLINE)


def as_shown(key: FigureKey, truth: Count, profile: Profile) -> Published:
    """A count as it is written where it is shown."""
    return as_rounded(truth, rounding_of(key, profile))


def as_rounded(truth: Count, base: int) -> Published:
    """A count as it is written rounded to a base."""
    return Published(Count(rounded(truth.low, base), rounded(truth.high, base)), base)


def _group(key: FigureKey) -> tuple[object, ...]:
    return key.organisation, key.area, key.as_at, key.dimension, key.row, key.cut


def _figure(figure: Figure, profile: Profile, empty: frozenset[int], known: Count | None) -> Verdict:
    low, high = figure.truth.low, figure.truth.high
    if high == 0 and empty.issuperset(figure.cells):
        return Published(figure.truth)
    if any(profile.is_small(number) for number in range(low, min(high + 1, profile.threshold))):
        return Withheld(Reason.ZERO if high == 0 else Reason.SMALL)
    exact = profile.withholds and not rounding_of(figure.key, profile)
    if exact and known is not None and figure.key.measure not in NOT_A_GROUP and low >= known.high:
        return as_rounded(figure.truth, profile.rounding) if profile.rounding else Withheld(Reason.GROUP)
    return as_shown(figure.key, figure.truth, profile)


def _places(share: ShareFigure, profile: Profile, base: int, verdicts: Mapping[FigureKey, Verdict]) -> int | None:
    """How many decimals a percentage has: of totals that are shown exactly it has one, as they tell it anyhow."""
    places = profile.places(base)
    if places is None or not all(is_exact_total(key, profile) for key in (share.part, share.base)):
        return places
    told = [verdicts.get(key) for key in (share.part, share.base)]
    return max(places, 1) if all(isinstance(one, Published) and not one.rounding for one in told) else places


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
    places = _places(share, profile, base.low, verdicts)
    if places is None or not base.low:
        return Withheld(Reason.BASE)
    if not (part.is_exact and base.is_exact):
        return Withheld(Reason.INTERVAL)
    percent = percentage(part.low, base.low, places)
    if profile.withholds and share.key.measure == SHARE and percent in (0, _EVERYONE):
        return Withheld(Reason.GROUP)
    return PublishedShare(percent)
