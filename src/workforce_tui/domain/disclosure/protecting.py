"""The suppressor: what of a release may be published under a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import Protection
from workforce_tui.domain.disclosure.outcome import Outcome, statistics_of
from workforce_tui.domain.disclosure.primary import primary_verdicts, share_verdicts
from workforce_tui.domain.disclosure.stricter import hold_back
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure, Release, Verdict
    from workforce_tui.domain.disclosure.policy import Profile


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
    restricted: Sequence[PublishedFigure] = (),
) -> Protection:
    """The verdict for every figure and percentage of *release* under *profile*; the same input gives the same output.

    *ledger* is what the same readers were given before. *keep* are figures that are withheld only where they are small
    by themselves: headline totals, bases of targets. *restricted* is what other readers were given under a stricter
    profile: what that withheld is withheld here too, as they read this as well.

    Raises:
        ReleaseUnsafe: some figure could still be worked out, whatever else is withheld.
    """
    verdicts = primary_verdicts(release, profile)
    if not profile.withholds:
        return Protection(profile, verdicts, statistics_of(release, profile, verdicts))
    at_most = hold_back(release, verdicts, restricted)
    return _protected(release, profile, verdicts, ledger, keep, at_most)


def _protected(
    release: Release,
    profile: Profile,
    verdicts: dict[FigureKey, Verdict],
    ledger: Sequence[PublishedFigure],
    keep: Collection[FigureKey],
    at_most: dict[FigureKey, Verdict],
) -> Protection:
    from workforce_tui.domain.disclosure.building import Request, build_system
    from workforce_tui.domain.disclosure.cells import first_cells
    from workforce_tui.domain.disclosure.parts import split
    from workforce_tui.domain.disclosure.revised import withhold_revised
    from workforce_tui.domain.disclosure.securing import secure

    cells = first_cells(release)
    withhold_revised(release, profile, verdicts, ledger)
    shares = share_verdicts(release, profile, verdicts)
    verdicts.update({key: verdict for key, verdict in shares.items() if isinstance(verdict, Withheld)})
    system = build_system(Request(release, profile, verdicts, ledger, keep), cells)
    result = Outcome(release, profile, verdicts, cells, instead=at_most)
    for part in split(system):
        result.take(part, secure(part.system, profile))
    if result.unsafe:
        raise ReleaseUnsafe(sorted(result.unsafe))
    return result.protection()
