"""The figures of the all-Wales update: sums of what is published, or protected anew where the editions say more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Published, Reason
from workforce_tui.domain.disclosure.primary import is_exact_total
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.edition import AUDIENCE_PROFILES, Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.update_figures import COUNTED, PERCENTAGES, TOTAL
from workforce_tui.domain.update_release import Whose, cells_of, headline_keys, own_published, release_of, roundings_of
from workforce_tui.domain.update_sums import ORGANISATION, closure, plan_lines, told_share
from workforce_tui.i18n import _
from workforce_tui.services.ledger import known_publications
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.readers import restricted_figures
from workforce_tui.services.update_sources import BEST_FIRST, editions_of, sources_of
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey, Protection, PublishedFigure, Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.update_figures import Place, StaffFigures
    from workforce_tui.domain.update_sums import Line
    from workforce_tui.services.update_sources import UpdateSources
    from workforce_tui.services.workspace import Workspace

READ_BY: Mapping[Audience, tuple[Audience, ...]] = {
    Audience.INTERNAL: (Audience.INTERNAL, Audience.PUBLIC),
    Audience.PUBLIC: (Audience.PUBLIC,),
}
"""The editions the readers of an update have: what is added up of these tells them nothing new."""


class Basis(StrEnum):
    """What the figures of an update are made of, from what says most to what says least."""

    PERCENTAGES = "percentages"
    """Counts and percentages protected anew."""
    COUNTS = "counts"
    """Counts protected anew; percentages as far as the counts that are shown tell them."""
    PUBLISHED = "published"
    """Published figures alone."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The figures of an update: its rows, the cell of each figure, and what they were made from.

    `protected` says whether they were protected anew; else they are sums of what is published.
    """

    sources: UpdateSources
    audience: Audience
    profile: Profile
    whose: Whose | None
    lines: tuple[Line, ...]
    cells: Mapping[Place, Cell]
    protected: bool
    exact_totals: str = "no"
    """Whether totals of everyone are exact where other counts are rounded: yes, no or some."""
    roundings: Mapping[Place, int] = field(default_factory=dict)
    """What counts that are shown were rounded to, where they were."""
    basis: Basis = Basis.PUBLISHED

    @property
    def everyone(self) -> tuple[str, ...]:
        """The organisations in the totals."""
        return next((line.organisations for line in self.lines if not line.dimension), ())


def compile_figures(ws: Workspace, year: int, audience: Audience, basis: Basis = Basis.PERCENTAGES) -> Compiled:
    """The figures of an update for an audience.

    Where an edition that says more than these readers have is the newest, the figures are protected anew; where that
    cannot be made safe, or by the *basis*, they are computed from published editions alone. Percentages are protected
    only where an edition in full is held: others are ranges, whatever they are made of.

    Raises:
        WorkforceError: an update is not made for this audience, or an edition is not as it was received.
    """
    if audience not in READ_BY:
        raise WorkforceError(
            _("The all-Wales update is made for the taskforce or for the public."), _("Choose internal or public.")
        )
    profile = policy_in_force(ws).profile(AUDIENCE_PROFILES[audience])
    if basis is not Basis.PUBLISHED:
        sources = sources_of(ws, year, BEST_FIRST)
        held = {one.held.audience for one in sources.received.values()}
        if held - set(READ_BY[audience]):
            exact = basis is Basis.PERCENTAGES and Audience.FULL in held
            found = _protected(ws, sources, audience, profile, Basis.PERCENTAGES if exact else Basis.COUNTS)
            if found is not None:
                return found
    sources = sources_of(ws, year, READ_BY[audience])
    lines = plan_lines(sources.staff, sources.known)
    cells = closure(lines, sources.staff, profile)
    bases = _own_roundings(lines, sources)
    return Compiled(sources, audience, profile, whose_of(sources), lines, cells, protected=False, roundings=bases)


def _own_roundings(lines: Sequence[Line], sources: UpdateSources) -> dict[Place, int]:
    """What the organisations' own figures are rounded to; a sum of them is a range, and not rounded."""
    found = {}
    for line in lines:
        for measure in COUNTED if line.dimension == ORGANISATION else ():
            staff = sources.received[line.row].staff
            match staff.cells.get((*TOTAL, measure)):
                case Shown(Count() as value):
                    found[ORGANISATION, line.row, measure] = staff.rounding_of((*TOTAL, measure), value)
    return found


def whose_of(sources: UpdateSources) -> Whose | None:
    """What the figures belong to; None where no edition says of which day its staff are."""
    days = [one.day for one in sources.staff.values() if one.day is not None]
    return Whose(max(days), sources.known, sources.staff) if days else None


def _protected(
    ws: Workspace, sources: UpdateSources, audience: Audience, profile: Profile, basis: Basis
) -> Compiled | None:
    """The figures protected anew, together with all their readers have; None where that cannot be made safe."""
    whose = whose_of(sources)
    lines = plan_lines(sources.staff, sources.known)
    if whose is None or not lines:
        return None
    release = release_of(lines, whose)
    if basis is Basis.COUNTS:
        release = replace(release, shares=())
    earlier = known_before(ws, sources.year, audience)
    restricted = (*restricted_figures(ws, profile), *_of_editions(ws, sources, _stricter_than(audience)))
    for measures in (("headcount", "known", "minority"), ("headcount",), ()):
        keep = headline_keys(lines, whose, measures)
        try:
            protection: Protection = protect(release, profile, earlier, keep=keep, restricted=restricted)
        except ReleaseUnsafe:
            continue
        cells = cells_of(lines, whose, protection.verdicts)
        exact = _exact_totals(protection.verdicts, profile)
        bases = roundings_of(lines, whose, protection.verdicts)
        cells |= _told_shares(lines, whose, protection, cells, bases)
        return Compiled(sources, audience, profile, whose, lines, cells, True, exact, bases, basis)
    return None


def _told_shares(
    lines: Sequence[Line],
    whose: Whose,
    protection: Protection,
    cells: Mapping[Place, Cell],
    bases: Mapping[Place, int],
) -> dict[Place, Cell]:
    """The percentages of counts that are known only as ranges: as far as the counts that are shown tell them."""
    found: dict[Place, Cell] = {}
    for line in lines:
        here = {measure: cells.get((line.dimension, line.row, measure)) for measure in COUNTED}
        rounded = {measure: bases.get((line.dimension, line.row, measure), 0) for measure in COUNTED}
        shown = {measure: cell for measure, cell in here.items() if cell is not None}
        for measure in PERCENTAGES:
            verdict = protection.verdicts.get(whose.key(line, measure))
            if verdict is None or (isinstance(verdict, Withheld) and verdict.reason == Reason.INTERVAL):
                share = told_share(measure, shown, rounded, protection.profile)
                found[line.dimension, line.row, measure] = share or Withheld(Reason.DERIVED)
    return found


def _exact_totals(verdicts: Mapping[FigureKey, Verdict], profile: Profile) -> str:
    if not (profile.exact_totals and profile.rounding):
        return "no"
    totals = [one for key, one in verdicts.items() if isinstance(one, Published) and is_exact_total(key, profile)]
    return "some" if any(one.rounding for one in totals) else "yes"


def _stricter_than(audience: Audience) -> tuple[Audience, ...]:
    return (Audience.INTERNAL,) if audience is Audience.PUBLIC else ()


def known_before(ws: Workspace, year: int, audience: Audience) -> tuple[PublishedFigure, ...]:
    """What the readers of an update have: the ledger's exports to them, and the editions of returns of the year."""
    entries = known_publications(ws, AUDIENCE_PROFILES[audience], received=False)
    with ws.reading() as session:
        figures = [store.figures_of(session, publications=[one.id or 0]) for one in entries]
    sources = sources_of(ws, year)
    return (*chain(*figures), *_of_editions(ws, sources, READ_BY[audience]))


def _of_editions(ws: Workspace, sources: UpdateSources, audiences: Sequence[Audience]) -> list[PublishedFigure]:
    """What every edition of the year for these *audiences* says of staff."""
    if not audiences:
        return []
    found: list[PublishedFigure] = []
    for one in editions_of(ws, sources.year, audiences):
        if one.staff.day is not None and one.held.organisation in sources.known:
            found += figures_of(one.staff, sources)
    return found


def figures_of(staff: StaffFigures, sources: UpdateSources) -> tuple[PublishedFigure, ...]:
    """What one edition says of staff, as the ledger has figures."""
    assert staff.day is not None  # noqa: S101 - the caller has looked
    whose = Whose(staff.day, sources.known, {staff.organisation: staff})
    return tuple(own_published(whose, staff.organisation))
