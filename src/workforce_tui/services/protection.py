"""Protecting a release so that readers keep what they need most, as far as that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _
from workforce_tui.services.publication_text import measure_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.auditing.report import Given
    from workforce_tui.domain.disclosure.model import FigureKey, Protection, PublishedFigure
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.release import ReleaseDraft

MOST_NAMED = 8


class UnsafeError(WorkforceError):
    """Figures that could be worked out: nothing may be handed out as it is.

    `words` are the texts in which an audit found numbers of people that no table shows.
    """

    def __init__(self, message: str, hint: str = "", words: Sequence[Given] = ()) -> None:
        super().__init__(message, hint)
        self.words = tuple(words)


def beside_earlier(numbers: Sequence[int] = ()) -> str:
    """What can be done where readers have earlier figures of the same staff; *numbers* are those of the ledger."""
    which = f" ({', '.join(map(str, numbers))})" if numbers else ""
    return _(
        "Readers have what was handed out before{which}, see workforce-tui published list: where few people were "
        "corrected since, the change tells of them. Hand out other years or another organisation, or let what was "
        "handed out stand until there are figures of another day."
    ).format(which=which)


def protect_draft(
    draft: ReleaseDraft,
    profile: Profile,
    earlier: Sequence[PublishedFigure] = (),
    restricted: Sequence[PublishedFigure] = (),
) -> Protection:
    """The protection that keeps the headline figures; where that is not safe the headcounts, and else what is safe.

    Raises:
        UnsafeError: whatever is withheld, some figure could be worked out; the message names the first ones.
    """
    ledger = tuple(earlier) if profile.withholds else ()
    for measures in (("headcount", "known", "minority"), ("headcount",)):
        try:
            return protect(draft.release, profile, ledger, keep=_headline(draft, measures), restricted=restricted)
        except ReleaseUnsafe:
            continue
    try:
        return protect(draft.release, profile, ledger, restricted=restricted)
    except ReleaseUnsafe as error:
        hint = f"{error.hint} {beside_earlier()}" if ledger else error.hint
        raise UnsafeError(f"{error.message} {_names(draft, error.cells)}", hint) from error


def _names(draft: ReleaseDraft, keys: Sequence[FigureKey]) -> str:
    """The first of some figures by the names of their rows and columns."""
    labels = {(r.organisation, r.area, r.dimension, r.row): r.label for table in draft.tables for r in table.rows}
    known = draft.source.known
    said = []
    for key in keys[:MOST_NAMED]:
        label = labels.get((key.organisation, key.area, key.dimension, key.row), key.row)
        whose = known[key.organisation].name if key.organisation in known else ""
        parts = (whose, label, measure_name(key.measure), key.definition.upper(), long_date(key.as_at))
        said.append(", ".join(part for part in parts if part))
    return "; ".join(said)


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
        and not figure.key.cut
    )
