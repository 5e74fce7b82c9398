"""Withholding a little more where the audit of the written files found something to work out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import FigureKey, Reason
from workforce_tui.domain.disclosure.outcome import statistics_of
from workforce_tui.services.release import HEADCOUNT, KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from workforce_tui.auditing.report import Confined
    from workforce_tui.auditing.statements import Figure
    from workforce_tui.domain.disclosure.model import Protection, Verdict
    from workforce_tui.services.release import ReleaseDraft

MOST_ROUNDS = 6
"""How often more is withheld and the files are written and audited again."""
PARTS = "parts"


def repaired(draft: ReleaseDraft, protection: Protection, found: Sequence[Confined]) -> Protection | None:
    """The protection with one more figure withheld for each that the audit worked out; None where nothing would help.

    Of the figures that say something of a sum, the smallest is withheld: the least is lost with it.
    """
    places = {_place(key): key for key in protection.verdicts}
    hidden: set[FigureKey] = set()
    for one in found:
        known = [places[place] for place in map(_named, one.figures) if place in places]
        choice = _choice(draft, protection, known, one.kind == PARTS, hidden)
        if choice is None:
            return None
        hidden.add(choice)
    return _without(draft, protection, hidden) if hidden else None


def _choice(
    draft: ReleaseDraft,
    protection: Protection,
    known: Sequence[FigureKey],
    of_parts: bool,
    hidden: Collection[FigureKey],
) -> FigureKey | None:
    """The figure to withhold: of a sum of hidden parts its total, unless that is the headline; else the smallest."""
    if not known:
        return None
    if hidden and any(key in hidden for key in known):
        return next(key for key in known if key in hidden)
    total = known[0]
    if of_parts and total.dimension and _is_shown(protection, total):
        return total
    truths = {figure.key: figure.truth.low for figure in draft.release.figures}
    asked = known[-1]
    beside = [key for key in truths if _beside(key, asked) and _is_shown(protection, key) and key not in known[:1]]
    beside += [key for key in known[1:] if _is_shown(protection, key) and key in truths]
    return min(beside, key=lambda key: (truths[key], key)) if beside else None


def _beside(key: FigureKey, other: FigureKey) -> bool:
    """Whether two figures are the same measure of rows of one table."""
    same = (key.measure, key.definition, key.cut, key.dimension) == (
        other.measure, other.definition, other.cut, other.dimension,
    )  # fmt: skip
    if not same or key.measure in (HEADCOUNT, KNOWN):
        return False
    if other.dimension:
        return (key.organisation, key.area, key.as_at) == (other.organisation, other.area, other.as_at)
    return bool(key.organisation) and key.area == other.area


def _is_shown(protection: Protection, key: FigureKey) -> bool:
    return not isinstance(protection.verdicts[key], Withheld)


def _without(draft: ReleaseDraft, protection: Protection, hidden: Collection[FigureKey]) -> Protection:
    """The protection with some figures withheld, and the percentages made from them."""
    verdicts: dict[FigureKey, Verdict] = dict(protection.verdicts)
    verdicts.update({key: Withheld(Reason.COMPLEMENT) for key in hidden})
    for share in draft.release.shares:
        if isinstance(verdicts[share.key], Withheld):
            continue
        if any(isinstance(verdicts.get(key), Withheld) for key in (share.part, share.base)):
            verdicts[share.key] = Withheld(Reason.DERIVED)
    statistics = statistics_of(draft.release, protection.profile, verdicts)
    kept = protection.statistics
    statistics = replace(statistics, smallest_interval=kept.smallest_interval, problems_solved=kept.problems_solved)
    return replace(protection, verdicts=verdicts, statistics=statistics)


def _place(key: FigureKey) -> tuple[str, ...]:
    """A figure as the audit names it."""
    place = key.organisation or "wales"
    row = f"{key.dimension}:{key.row}" if key.row else ""
    measure = key.measure
    if key.dimension == "area":
        place, row = f"area:{key.row}", ""
    elif key.dimension == "group" and measure == HEADCOUNT:
        row, measure = "", key.row
    return place, key.as_at.isoformat(), row, key.cut, measure, key.definition


def _named(figure: Figure) -> tuple[str, ...]:
    return figure.place, figure.period, figure.row, figure.cut, figure.measure, figure.definition
