"""Protecting a release so that readers keep what they need most, as far as that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.disclosure.model import FigureKey, Protection, PublishedFigure
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.release import ReleaseDraft


def protect_draft(draft: ReleaseDraft, profile: Profile, earlier: Sequence[PublishedFigure] = ()) -> Protection:
    """The protection that keeps the headline figures; where that is not safe the headcounts, and else what is safe.

    Raises:
        ReleaseUnsafe: whatever is withheld, some figure could be worked out.
    """
    ledger = tuple(earlier) if profile.withholds else ()
    for measures in (("headcount", "known", "minority"), ("headcount",)):
        try:
            return protect(draft.release, profile, ledger, keep=_headline(draft, measures))
        except ReleaseUnsafe:
            continue
    return protect(draft.release, profile, ledger)


def _headline(draft: ReleaseDraft, measures: Sequence[str]) -> frozenset[FigureKey]:
    """The figures of everyone the release is of: one organisation, or all of Wales."""
    whose = draft.source.scope.organisation or ""
    return frozenset(
        figure.key
        for figure in draft.release.figures
        if (figure.key.organisation, figure.key.dimension, figure.key.row) == (whose, "", "")
        and (whose or not figure.key.area)
        and figure.key.measure in measures
        and figure.key.definition in ("", "em_excl")
    )
