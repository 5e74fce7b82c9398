"""What happened to staff in a reporting year as the chair of a staff network may see it: the profile NETWORK.

Promotion, leaving, recruitment, training, discipline and grievances are in no release of staff. The counts of a year
are one set, and are protected together: those of events, those of people followed between two snapshots, and the staff
they are of, as far as the gate shows them, and what editions told of the events (`chair_handed_out`). A count that
could be worked out from others shown is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.domain.disclosure.nested import Cells, NestedCounts
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.services.chair_figures import DEFINITION, network_profile
from workforce_tui.services.chair_handed_out import handed_out_events
from workforce_tui.services.chair_staff import EVERYONE, shown_staff
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicators import indicators
from workforce_tui.services.policy import check_scope
from workforce_tui.services.seen_under import finished
from workforce_tui.services.year_moves import year_moves

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.disclosure.model import PublishedFigure, Release
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.flows import FlowCounts, Flows
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.chair_staff import ShownStaff
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.indicators import IndicatorReport
    from workforce_tui.services.workspace import Workspace

MOST_KEPT = 128
"""Years whose verdicts are kept."""
MINORITY, WHITE, ALL = "minority", "white", "all"
GROUPS = (MINORITY, WHITE)
SIDES = {MINORITY: Membership.MINORITY, WHITE: Membership.WHITE}
FOLLOWED = "followed-"
"""Before the name of a count of people followed between two snapshots."""
EVENTS: Mapping[str, tuple[str, str]] = {
    "P1": ("promoted", ""),
    "P3": ("temporarily_promoted", ""),
    "L1": ("left", ""),
    "L1-resignation": ("resigned", ""),
    "T1": ("trained", ""),
    "D1": ("disciplined", ""),
    "D3": ("in_capability", ""),
    "D2": ("grievances", ""),
    "D2-upheld": ("upheld", "decided"),
    "A1": ("shortlisted", "applied"),
    "A2": ("interviewed", "before_interview"),
    "A3": ("offered", "before_offer"),
    "A4": ("started", "before_start"),
    "A5": ("appointed", "of_shortlisted"),
}
"""The names of the number and of the base of each indicator of events; no name for staff in post."""
SAME = {"P2": "P1", "L2": "L1", "D2-likelihood": "D2", "A5-RRI": "A5"}
"""Indicators that are of the same counts as another."""
JOINERS, JOINED = "A6", "joined"
_APPLICANTS = ("A1", "A2", "A3", "A4", "A5")
_KINDS = {
    "promoted": ("promoted",),
    "temporarily_promoted": ("temporarily_promoted",),
    "left": ("left", "resigned"),
    "joined": (JOINED,),
}
"""The counts that are of the same people as a move between two snapshots."""
_NO_DAY = date.min
_OF_YEAR = ("trained", "disciplined", "in_capability")


@dataclass(frozen=True, slots=True)
class ShownYear:
    """The counts of a year that may be shown, by (group, name), and the days of the staff they are of.

    `followed` are the days people are followed between; None where they are not, or where the staff of these days are
    not shown: nothing of them is then. `staff` are the shown staff of each day a rate can be of.
    """

    counts: Mapping[tuple[str, str], int]
    followed: tuple[date, date] | None = None
    staff: tuple[ShownStaff, ...] = ()

    def get(self, group: str, name: str) -> int | None:
        """A count; None where it is not shown, or not held."""
        return self.counts.get((group, name))

    def base(self, group: str, number: int) -> int | None:
        """How many staff of a group a rate is of, where they are shown: just so many, on a day it can be of."""
        return number if any(one.get(group) == number for one in self.staff) else None


def shown_year(ws: Workspace, organisation: str, year: int) -> ShownYear:
    """The counts of a reporting year that may be shown, under the headline definition.

    All that is counted of the year is protected together, whatever of it is asked for.

    Raises:
        WorkforceError: there is no such organisation, the network of another one asks, or its staff cannot be shown.
    """
    return finished(ws, ("shown year", organisation, year), lambda seen: _shown(seen, organisation, year))


def _shown(ws: Workspace, organisation: str, year: int) -> ShownYear:
    profile = network_profile(ws)
    sources = load_sources(ws, organisation, (year,), every_snapshot=False)
    code = sources.organisation.code
    check_scope(str(profile.code), code)
    days = tuple(
        dict.fromkeys(one.as_at for one in (sources.staff_before(year), sources.staff_of(year)) if one is not None)
    )
    staff = tuple(shown_staff(ws, code, day, DEFINITION) for day in days)
    report = indicators(ws, organisation=code, year=year, definition=DEFINITION)
    return _Year(ws, sources, report, profile, staff).shown()


class _Year:
    """Puts the counts of one year together."""

    def __init__(
        self, ws: Workspace, sources: Sources, report: IndicatorReport, profile: Profile, staff: tuple[ShownStaff, ...]
    ) -> None:
        code, year = sources.organisation.code, report.years[-1]
        self.by_id = {one.id: one for one in report.indicators}
        self.flows = year_moves(ws, sources, (year,), DEFINITION).get(year)
        self.code, self.profile, self.staff = code, profile, staff
        self.nested = NestedCounts()
        self.handed_out = handed_out_events(ws, code, year, str(profile.code), self.nested)
        self.stayed: dict[str, Cells] = {}

    def shown(self) -> ShownYear:
        """The verdicts, as the counts they let through."""
        followed = self.flows if self.flows is not None and self._ends_are_shown(self.flows) else None
        for group in GROUPS:
            self._of_group(group, followed)
        if followed is not None:
            self._of_all(followed)
        counts = {(key.row, key.measure): number for key, number in self._protected().items()}
        days = (followed.start, followed.end) if followed else None
        return ShownYear(counts, days, self.staff)

    def _protected(self) -> dict[FigureKey, int]:
        """What may be shown; of two counts that cannot both be, an indicator's rather than that of people followed."""
        nested = self.nested
        self.handed_out.tell()
        wanted = frozenset(key for key in nested.figures if not key.measure.startswith(FOLLOWED))
        return dict(_protected(nested.release(), self.profile, nested.ledger(), wanted))

    def _ends_are_shown(self, flows: Flows) -> bool:
        """Whether everyone and both groups are shown on both days, so that flows tell nothing more of the staff."""
        wanted = (*GROUPS, "headcount", "known")
        shown = {one.as_at: one.every(*wanted) is not None for one in self.staff}
        return shown.get(flows.start, False) and shown.get(flows.end, False)

    def _of_group(self, group: str, flows: Flows | None) -> None:
        """Everything that is counted of a group."""
        events = self._events(group)
        kinds = self._kinds(group, events, flows.by_group[SIDES[group]] if flows else None)
        for name in _OF_YEAR:
            if name in events:
                kinds[name] = self._laid((name,), group, {name: events[name]})
        for names in (("upheld", "decided", "grievances"), _applicants()):
            kinds[names[0]] = self._laid(names, group, {name: events[name] for name in names if name in events})
        for found in kinds.values():
            for name, cells in found.items():
                self.nested.figures.setdefault(self._key(group, name), cells)
        self._bases(group, kinds)

    def _events(self, group: str) -> dict[str, int]:
        """The exact counts of events of a group, by name."""
        found: dict[str, int] = {}
        for id_, (number, base) in EVENTS.items():
            one = self.by_id.get(id_)
            counts = (None, None) if one is None else _sides(one)[group]
            for name, count in zip((number, base), counts, strict=True):
                if name and count is not None and self.handed_out.may_show(name):
                    found[name] = count
        joiners = self.by_id.get(JOINERS)
        if joiners is not None and joiners.numerator is not None and joiners.denominator is not None:
            part, known = joiners.numerator, joiners.denominator
            if part.is_exact and known.is_exact and self.handed_out.may_show(JOINED):
                found[JOINED] = part.low if group == MINORITY else known.low - part.low
        return found

    def _kinds(self, group: str, events: Mapping[str, int], flows: FlowCounts | None) -> dict[str, dict[str, Cells]]:
        """The cells of each kind of event, with those of the same kind among people followed."""
        kinds = {}
        for kind, names in _KINDS.items():
            values = {name: events[name] for name in names if name in events}
            if flows is not None:
                values[FOLLOWED + kind] = getattr(flows, kind)
            kinds[kind] = self._laid(names, group, values)
        if flows is not None:
            self._stay(group, kinds, flows)
        return kinds

    def _laid(self, names: Sequence[str], group: str, values: Mapping[str, int]) -> dict[str, Cells]:
        """Counts of a group that hold one another, with what was handed out of the same events."""
        return self.handed_out.chain(names, (SIDES[group],), values)

    def _stay(self, group: str, kinds: dict[str, dict[str, Cells]], flows: FlowCounts) -> None:
        """Who stayed, was there at the start and at the end, of a group of people followed.

        Who is followed is seldom just who the snapshots count: an earlier answer stands for one left out, and somebody
        answers anew. Where that is so, who stayed is not shown: it would tell of these few beside the staff shown.
        """
        cells = {kind: kinds[kind][FOLLOWED + kind] for kind in _KINDS}
        same = self.nested.cell(flows.stayed - flows.promoted - flows.temporarily_promoted)
        self.stayed[group] = (*same, *cells["promoted"], *cells["temporarily_promoted"])
        if (flows.start, flows.end) != self._counted(group):
            return
        kinds["stayed"] = {FOLLOWED + "stayed": self.stayed[group]}
        for name, other in (("start", "left"), ("end", "joined")):
            self.nested.told[self._key(group, FOLLOWED + name)] = (*self.stayed[group], *cells[other])

    def _counted(self, group: str) -> tuple[int, ...]:
        """The staff of a group on the first and the last day, which are shown."""
        assert self.flows is not None  # noqa: S101 - people are followed
        by_day = {one.as_at: one.counts[(*EVERYONE, group)] for one in self.staff}
        return by_day[self.flows.start], by_day[self.flows.end]

    def _bases(self, group: str, kinds: Mapping[str, Mapping[str, Cells]]) -> None:
        """The staff that events are of, where they are shown: with the number those it did not happen to are told."""
        for id_, (name, base) in EVENTS.items():
            one = self.by_id.get(id_)
            number = None if one is None or base or name == "grievances" else _sides(one)[group][1]
            cells = next((found[name] for found in kinds.values() if name in found), None)
            if number is None or cells is None or not any(staff.get(group) == number for staff in self.staff):
                continue
            whole = self.nested.within(number, cells)
            if whole:
                self.nested.told[self._key(group, f"staff-{name}")] = whole

    def _of_all(self, flows: Flows) -> None:
        """People followed of every group together; of the rest nothing but this is shown."""
        sums = {
            kind: getattr(flows.total, kind) - sum(getattr(flows.by_group[side], kind) for side in SIDES.values())
            for kind in ("stayed", "joined", "left", "promoted")
        }
        others = {*Membership} - {*SIDES.values()}
        rest = {
            kind: self.handed_out.chain((kind,), others, {FOLLOWED + kind: sums[kind]})[FOLLOWED + kind]
            for kind in ("joined", "left", "promoted")
        }
        rest["stayed"] = (*self.nested.cell(sums["stayed"] - sums["promoted"]), *rest["promoted"])
        of_groups = {
            kind: tuple(cell for group in GROUPS for cell in self.nested.figures[self._key(group, FOLLOWED + kind)])
            for kind in ("joined", "left", "promoted")
        }
        of_groups["stayed"] = tuple(cell for group in GROUPS for cell in self.stayed[group])
        cells = {kind: (*some, *of_groups[kind]) for kind, some in rest.items()}
        for kind, some in cells.items():
            self.nested.figures[self._key(ALL, FOLLOWED + kind)] = some
        for name, other in (("start", "left"), ("end", "joined")):
            self.nested.told[self._key(ALL, FOLLOWED + name)] = (*cells["stayed"], *cells[other])

    def _key(self, group: str, name: str) -> FigureKey:
        day = self.staff[-1].as_at if self.staff else _NO_DAY
        return FigureKey(self.code, "", day, "year", group, name)


@lru_cache(maxsize=MOST_KEPT)
def _protected(
    release: Release, profile: Profile, ledger: tuple[PublishedFigure, ...], keep: frozenset[FigureKey]
) -> tuple[tuple[FigureKey, int], ...]:
    """The counts that may be shown; none where the release cannot be made safe. The same counts are asked for often."""
    try:
        verdicts = protect(release, profile, ledger, keep=keep).verdicts
    except ReleaseUnsafe:
        return ()
    shown = ((key, one.value) for key, one in verdicts.items() if isinstance(one, Published) and not one.rounding)
    return tuple((key, count.low) for key, count in shown)


def _applicants() -> tuple[str, ...]:
    return tuple(name for id_ in _APPLICANTS for name in EVENTS[id_])


def _sides(one: Indicator) -> dict[str, tuple[int | None, int | None]]:
    """The number and the base of both groups, where they are exact."""
    counts = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
    exact = [count.low if count is not None and count.is_exact else None for count in counts]
    return {MINORITY: (exact[0], exact[1]), WHITE: (exact[2], exact[3])}
