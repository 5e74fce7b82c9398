"""The suppressor: what of a release may be published under a profile."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import Protection, Statistics
from workforce_tui.domain.disclosure.primary import primary_verdicts
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure, Release, Verdict
    from workforce_tui.domain.disclosure.policy import Profile

LARGE = 5
"""A count that no profile would have to withhold for its size."""


class ReleaseUnsafe(WorkforceError):  # noqa: N818 - it is a state of the release
    """No suppression that keeps what must be kept makes the release safe: nothing may be handed out.

    `cells` are the figures that could still be worked out.
    """

    def __init__(self, cells: Sequence[FigureKey]) -> None:
        super().__init__(
            _("This release cannot be made safe. Figures that could be worked out: {number}.").format(
                number=len(cells)
            ),
            _("Ask for less detail, or for fewer figures that must be shown. Nothing was handed out."),
        )
        self.cells = tuple(cells)


def protect(
    release: Release,
    profile: Profile,
    ledger: Sequence[PublishedFigure] = (),
    *,
    keep: Collection[FigureKey] = (),
) -> Protection:
    """The verdict for every figure and percentage of *release* under *profile*; the same input gives the same output.

    *ledger* is what the same readers were given before. *keep* are figures that are withheld only where they are small
    by themselves: headline totals, bases of targets.

    Raises:
        ReleaseUnsafe: some figure could still be worked out, whatever else is withheld.
    """
    verdicts = primary_verdicts(release, profile)
    return Protection(profile, verdicts, statistics_of(release, profile, verdicts))


def statistics_of(release: Release, profile: Profile, verdicts: Mapping[FigureKey, Verdict]) -> Statistics:
    """What a release lost."""
    figures = {figure.key: figure for figure in release.figures}
    shares = {share.key for share in release.shares}
    hidden = {key for key, verdict in verdicts.items() if isinstance(verdict, Withheld)}
    large = {key for key, figure in figures.items() if figure.truth.low >= LARGE}
    allowed = {key for key, figure in figures.items() if figure.truth.low >= max(profile.threshold, 1)}
    reasons = Counter(verdict.reason for verdict in verdicts.values() if isinstance(verdict, Withheld))
    return Statistics(
        counts=len(figures),
        withheld=len(hidden & figures.keys()),
        percentages=len(shares),
        percentages_withheld=len(hidden & shares),
        large=len(large),
        large_published=len(large - hidden),
        allowed=len(allowed),
        allowed_published=len(allowed - hidden),
        reasons=dict(sorted(reasons.items())),
    )
