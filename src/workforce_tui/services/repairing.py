"""Withholding a little more where the audit of the written files found something to work out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import FigureKey, Published, Reason
from workforce_tui.domain.disclosure.outcome import statistics_of
from workforce_tui.domain.disclosure.primary import as_rounded, as_shown
from workforce_tui.services.release import HEADCOUNT, KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workforce_tui.auditing.report import Confined, Pin
    from workforce_tui.auditing.statements import Figure
    from workforce_tui.domain.disclosure.model import Protection, Verdict
    from workforce_tui.services.release import ReleaseDraft

MOST_ROUNDS = 6
"""How often more is withheld and the files are written and audited again."""
PARTS, CELL, DATES, REVISION = "parts", "cell", "dates", "revision"
_PROTECTING = frozenset({Reason.COMPLEMENT, Reason.DIFFERENCE, Reason.EARLIER})
"""Why a figure is withheld that would be safe by itself."""


def repaired(draft: ReleaseDraft, protection: Protection, found: Sequence[Confined]) -> Protection | None:
    """The protection with one more figure withheld for each that the audit worked out; None where nothing would help.

    Of the figures that say something of a sum, the smallest is withheld: the least is lost with it. Of counts whose
    changes tell who came or went, those that are in most of the changes. A figure that only protected others, and can
    be worked out all the same, is given back: it tells nobody anything.
    """
    places = {_place(key): key for key in protection.verdicts}
    hidden: set[FigureKey] = set()
    given: set[FigureKey] = set()
    blurred: set[FigureKey] = set()
    often = Counter(places[place] for one in found for place in map(_named, one.figures) if place in places)
    for one in found:
        known = [places[place] for place in map(_named, one.figures) if place in places]
        if one.kind == CELL and known and _may_be_given(draft, protection, known[0]):
            given.add(known[0])
            continue
        if one.kind in (DATES, REVISION):
            if not blurred.intersection(known):
                less, none = _change_hidden(draft, protection, sorted(known, key=lambda key: often[key]))
                blurred, hidden = blurred | less, hidden | none
            if not blurred.intersection(known):
                return None
            continue
        choice = _choice(draft, protection, known, one.kind, hidden)
        if choice is None:
            return None
        hidden.add(choice)
    return _changed(draft, protection, hidden, given, blurred) if hidden or given or blurred else None


def kept_apart(draft: ReleaseDraft, protection: Protection, found: Sequence[Confined]) -> Protection | None:
    """The protection with more withheld where this release gives away what restricted readers were not told; None where
    nothing would help.

    Of a withheld minority, White staff of the same people; then the percentages of its table, which tell small counts
    apart; then the smallest count of the same measure, with all that is said of the same people. Of parts of a total
    that are known together, the smallest of the parts beside them: what is left of the total without it is more.
    """
    places = {_place(key): key for key in protection.verdicts}
    hidden: set[FigureKey] = set()
    for one in found:
        known = [places[place] for place in map(_named, one.figures) if place in places]
        if one.kind == PARTS and hidden.intersection(_parts_beside(draft, known)):
            continue
        more = _CHOICES.get(one.kind, _apart)(draft, protection, known) if known else set()
        more = more or _pinning(draft, protection, one.pins, places)
        if not more:
            return None
        hidden |= more
    return _changed(draft, protection, hidden, set())


def _pinning(
    draft: ReleaseDraft,
    protection: Protection,
    pins: Sequence[Pin],
    places: Mapping[tuple[str, ...], FigureKey],
) -> set[FigureKey]:
    """Of what pins a figure that may stand in no table here: the percentages, else the smallest count but the headlines
    of everyone, with all that is shown of the same people."""
    told = [[places[place] for place in map(_named, pin.figures) if place in places] for pin in pins]
    ratios = {keys[0] for keys, pin in zip(told, pins, strict=True) if keys and len(pin.figures) > 1}
    shares = {one.key for one in draft.release.shares if one.part in ratios and _is_shown(protection, one.key)}
    if shares:
        return shares
    truths = {figure.key: figure.truth.low for figure in draft.release.figures}
    shown = [keys[0] for keys in told if len(keys) == 1 and keys[0] in truths and _is_shown(protection, keys[0])]
    shown.sort(key=lambda key: (not (key.organisation or key.row), truths[key], key))
    return _shown_of(draft, protection, shown[0]) if shown else set()


def _parts_beside(draft: ReleaseDraft, known: Sequence[FigureKey]) -> list[FigureKey]:
    """The other parts of a total some parts of which are known, the smallest first."""
    truths = {figure.key: figure.truth.low for figure in draft.release.figures}
    beside = (key for key in truths if known and key not in known and _beside(key, known[-1]))
    return sorted(beside, key=lambda key: (truths[key], key))


def _part_apart(draft: ReleaseDraft, protection: Protection, known: Sequence[FigureKey]) -> set[FigureKey]:
    """The smallest part that is shown beside those known together; where none is, the total itself."""
    shown = [key for key in (*_parts_beside(draft, known), known[0]) if _is_shown(protection, key)]
    return _with_all_inside(draft, protection, shown[0]) if shown else set()


def _change_apart(draft: ReleaseDraft, protection: Protection, known: Sequence[FigureKey]) -> set[FigureKey]:
    """Of two dates or versions of a count, whose difference is known too well, the one before."""
    shown = [key for key in reversed(known) if _is_shown(protection, key)]
    return _with_all_inside(draft, protection, shown[0]) if shown else set()


def _apart(draft: ReleaseDraft, protection: Protection, known: Sequence[FigureKey]) -> set[FigureKey]:
    key = known[0]
    white = replace(key, measure="white")
    if key.measure == "minority" and (shown := _shown_of(draft, protection, white)):
        return shown
    table = replace(key, measure="", definition="", row="")
    shares = {share.key for share in draft.release.shares if _is_shown(protection, share.key)}
    shares = {one for one in shares if replace(one, measure="", definition="", row="") == table}
    if shares:
        return shares
    alike = (key.measure, key.definition, key.cut, key.dimension)
    beside = [
        one
        for one in draft.release.figures
        if one.key.row
        and (one.key.measure, one.key.definition, one.key.cut, one.key.dimension) == alike
        and _is_shown(protection, one.key)
    ]
    if not beside:
        return set()
    return _with_all_inside(draft, protection, min(beside, key=lambda one: (one.truth.low, one.key)).key)


def _shown_of(draft: ReleaseDraft, protection: Protection, key: FigureKey) -> set[FigureKey]:
    """The figures that are shown of exactly the people of a figure, wherever they stand (a level that is one grade);
    where none is, those of some of them."""
    people = _people(draft, key)
    shown = [one for one in draft.release.figures if people and _is_shown(protection, one.key)]
    same = {one.key for one in shown if people == set(one.cells)}
    return same or {one.key for one in shown if one.key.row and one.cells and people.issuperset(one.cells)}


def _people(draft: ReleaseDraft, key: FigureKey) -> set[int]:
    """The base cells a figure is the sum of."""
    return {cell for figure in draft.release.figures if figure.key == key for cell in figure.cells}


def _with_all_inside(draft: ReleaseDraft, protection: Protection, key: FigureKey) -> set[FigureKey]:
    """A figure that is shown with every other one that says something of the same people."""
    inside = _people(draft, key)
    if not key.row:
        return {key}
    return {
        one.key
        for one in draft.release.figures
        if one.key.row and inside.issuperset(one.cells) and _is_shown(protection, one.key)
    }


_CHOICES = {PARTS: _part_apart, DATES: _change_apart, REVISION: _change_apart}
"""What is withheld for each kind of thing that was found; else what `_apart` says."""


def _may_be_given(draft: ReleaseDraft, protection: Protection, key: FigureKey) -> bool:
    """Whether a withheld figure that can be worked out is one that only protected others, so that it may be shown."""
    verdict = protection.verdicts[key]
    truth = next((figure.truth for figure in draft.release.figures if figure.key == key), None)
    if not isinstance(verdict, Withheld) or verdict.reason not in _PROTECTING or truth is None:
        return False
    return truth.is_exact and not protection.profile.is_small(truth.low)


def _change_hidden(
    draft: ReleaseDraft, protection: Protection, known: Sequence[FigureKey]
) -> tuple[set[FigureKey], set[FigureKey]]:
    """Of a count whose change is known too well, what is no longer exact, and what is withheld with it.

    The first is the count on the date that is in most of such changes (*known* has it last, and of two alike the
    earlier), the other what it would be known from: White staff beside an ethnic minority, else another group.
    """
    shown = [key for key in known if _is_shown(protection, key)]
    if not shown:
        return set(), set()
    key = shown[-1]
    if key.measure in ("minority", "white"):
        minority, white = (_shown_of(draft, protection, replace(key, measure=one)) for one in ("minority", "white"))
        return minority | {key}, white - {key}
    beside = [one for one in _parts_beside(draft, [key]) if one.dimension == "group" and _is_shown(protection, one)]
    return _shown_of(draft, protection, key), set(beside[:1])


def _choice(
    draft: ReleaseDraft,
    protection: Protection,
    known: Sequence[FigureKey],
    kind: str,
    hidden: Collection[FigureKey],
) -> FigureKey | None:
    """The figure to withhold: one of the difference itself; of hidden parts their total, unless that is the headline;
    else the smallest of the figures beside them."""
    shown = [key for key in known if _is_shown(protection, key)]
    if any(key in hidden for key in known):
        return next(key for key in known if key in hidden)
    if kind not in (PARTS, CELL):
        return shown[-1] if shown else None
    if kind == PARTS and shown and shown[0].dimension:
        return shown[0]
    truths = {figure.key: figure.truth.low for figure in draft.release.figures}
    beside = [key for key in truths if known and _beside(key, known[-1]) and _is_shown(protection, key)]
    beside = [key for key in beside if key not in known]
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


def _changed(
    draft: ReleaseDraft,
    protection: Protection,
    hidden: Collection[FigureKey],
    given: Collection[FigureKey],
    blurred: Collection[FigureKey] = (),
) -> Protection:
    """The protection with some figures withheld, with the percentages made from them, and some given back.

    Those that are *blurred* are rounded where they were exact and the profile rounds others, and else withheld.
    """
    verdicts: dict[FigureKey, Verdict] = dict(protection.verdicts)
    base = protection.profile.rounding
    for figure in draft.release.figures:
        if figure.key in given:
            verdicts[figure.key] = as_shown(figure.key, figure.truth, protection.profile)
        if figure.key in blurred:
            exact = base and verdicts[figure.key] == Published(figure.truth)
            verdicts[figure.key] = as_rounded(figure.truth, base) if exact else Withheld(Reason.COMPLEMENT)
    verdicts.update({key: Withheld(Reason.COMPLEMENT) for key in hidden})
    less = {*hidden, *blurred}
    for share in draft.release.shares:
        if not isinstance(verdicts[share.key], Withheld) and less & {share.part, share.base}:
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
    return place, key.as_at.isoformat(), row, _plain(key.cut), measure, key.definition


def _named(figure: Figure) -> tuple[str, ...]:
    return figure.place, figure.period, figure.row, _plain(figure.cut), figure.measure, figure.definition


def _plain(cut: str) -> str:
    """A cut as the audit and the release both name it: the audit reads codes as words."""
    return "".join(character for character in cut.casefold() if character.isalnum() or character in ":;")
