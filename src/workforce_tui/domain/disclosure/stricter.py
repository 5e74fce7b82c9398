"""What restricted readers were not told stays untold in what anybody may read: they read that as well."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import Published, PublishedShare, Reason
from workforce_tui.domain.disclosure.percentages import percentage, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure, Release, ShareFigure, Verdict


def hold_back(
    release: Release, verdicts: dict[FigureKey, Verdict], restricted: Sequence[PublishedFigure]
) -> dict[FigureKey, Verdict]:
    """Withhold what a *restricted* publication of the same figures withheld; percentages get no more decimals than
    there. A rounded count beside the exact one of the other publication tells its readers nothing.

    Returns:
        The percentages as they may be written at most.
    """
    truths = {figure.key: figure.truth for figure in release.figures}
    shares = {share.key: share for share in release.shares}
    at_most: dict[FigureKey, Verdict] = {}
    for line in restricted:
        verdict = verdicts.get(line.key)
        if isinstance(verdict, (Published, PublishedShare)) and line.value is None:
            verdicts[line.key] = Withheld(Reason.COMPLEMENT)
        elif isinstance(verdict, PublishedShare) and isinstance(line.value, Decimal):
            verdicts[line.key] = _written(shares[line.key], truths, verdict, places_of(line.value))
        if line.key in shares and line.key in verdicts:
            at_most[line.key] = verdicts[line.key]
    return at_most


def _written(
    share: ShareFigure, truths: Mapping[FigureKey, Count], verdict: PublishedShare, places: int
) -> PublishedShare:
    """A percentage with at most so many decimals, of the counts unrounded."""
    part, base = truths.get(share.part), truths.get(share.base)
    if places >= places_of(verdict.percent) or part is None or base is None:
        return verdict
    return PublishedShare(percentage(part.low, base.low, places))
