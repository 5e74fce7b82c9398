"""The indicators as the chair of a staff network may see them: worked out of counts that are shown, and of no others.

Each is made anew from the counts the gate shows of the staff, and from those of a year's events that may be shown
(`chair_events`): its value, interval, test and flag tell nothing that these do not. Where one of them is not shown,
nothing of the indicator is, and its note tells no number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.benchmarks import benchmark
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.indicator_catalogue import OF_SOME_STAFF, family
from workforce_tui.domain.indicator_measures import (
    TELLING,
    against_population,
    bounded,
    compared,
    disparity_between,
    missing,
    senior_difference,
    shared,
)
from workforce_tui.domain.indicators import Flag, Rate
from workforce_tui.domain.levels import Level, Tier
from workforce_tui.domain.shares import Share
from workforce_tui.domain.targets import LEAST_DECLARATION
from workforce_tui.domain.uncounted import sentences, without_counts
from workforce_tui.i18n import _
from workforce_tui.services.breaks import MOST_CHANGE, BreakCode
from workforce_tui.services.chair_events import EVENTS, GROUPS, JOINED, JOINERS, MINORITY, SAME, WHITE, shown_year
from workforce_tui.services.chair_figures import DEFINITION, network_profile
from workforce_tui.services.chair_staff import EVERYONE, shown_staff
from workforce_tui.services.gate import why
from workforce_tui.services.indicator_parts import everyone
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicators import IndicatorReport, indicators
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope
from workforce_tui.services.seen_under import finished
from workforce_tui.services.trend import HEADLINE, indicator_trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.chair_events import ShownYear
    from workforce_tui.services.chair_staff import ShownStaff
    from workforce_tui.services.trend import IndicatorTrend, TrendPoint
    from workforce_tui.services.workspace import Workspace

SENIOR = (Level.L5, Level.L6)
STAFF_FAMILIES = frozenset({"DQ1", "DQ2", "DQ3", "R1", "R2", "R3", "R4", "R5", "R6"})
Pair = tuple[int, int]
"""Some of a number of people, and that number."""


def indicators_for_chair(
    ws: Workspace, organisation: str, year: int, definition: EthnicityDefinition = DEFINITION
) -> IndicatorReport:
    """Every indicator of a reporting year, of all staff, as far as it is made of counts that are shown.

    Raises:
        WorkforceError: there is no such organisation, the network of another one asks, or its staff cannot be shown.
    """
    asked = ("indicators of a chair", organisation, year, definition)
    return finished(ws, asked, lambda seen: _indicators(seen, organisation, year, definition))


def _indicators(ws: Workspace, organisation: str, year: int, definition: EthnicityDefinition) -> IndicatorReport:
    report = indicators(ws, organisation=_checked(ws, organisation), year=year, definition=definition)
    made = _made_again(ws, report, report.indicators)
    return replace(report, indicators=made, notes=(*report.notes, _said(network_profile(ws))))


def trend_for_chair(
    ws: Workspace,
    organisation: str,
    ids: Sequence[str] = HEADLINE,
    definition: EthnicityDefinition = DEFINITION,
) -> IndicatorTrend:
    """Some indicators over every reporting year, each point as `indicators_for_chair` has it.

    Raises:
        WorkforceError: as `indicators_for_chair`, or there is no such indicator.
    """
    asked = ("trend of a chair", organisation, tuple(ids), definition)
    return finished(ws, asked, lambda seen: _trend(seen, organisation, tuple(ids), definition))


def _trend(ws: Workspace, organisation: str, ids: Sequence[str], definition: EthnicityDefinition) -> IndicatorTrend:
    trend = indicator_trend(ws, organisation=_checked(ws, organisation), ids=ids, definition=definition)
    by_year: dict[int, list[Indicator]] = {}
    for line in trend.lines:
        for point in line.points:
            by_year.setdefault(point.year, []).append(point.indicator)
    made = {
        (year, one.id): one
        for year, some in by_year.items()
        for one in _made_again(ws, IndicatorReport(trend.organisation, (year,), definition, tuple(some), ()), some)
    }
    lines = (
        replace(line, points=tuple(_point(point, made[point.year, line.id]) for point in line.points))
        for line in trend.lines
    )
    return replace(trend, lines=tuple(lines))


def _point(point: TrendPoint, indicator: Indicator) -> TrendPoint:
    """A point with what is shown of it; by how much the headcount changed is not said."""
    breaks = tuple(
        replace(one, text=_("The headcount changed by more than {most}%.").format(most=int(MOST_CHANGE * 100)))
        if one.code is BreakCode.HEADCOUNT
        else one
        for one in point.breaks
    )
    return replace(point, indicator=indicator, breaks=breaks)


def _checked(ws: Workspace, organisation: str) -> str:
    """The code of an organisation that the chair may ask about."""
    code = get_organisation(ws, organisation).code
    check_scope(str(network_profile(ws).code), code)
    return code


def _made_again(ws: Workspace, report: IndicatorReport, some: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Some indicators of the year of a report."""
    code, year, definition = report.organisation.code, report.years[-1], report.definition
    families, staff, events = {family(one.id) for one in some}, None, None
    day = load_sources(ws, code, (year,), (), every_snapshot=False).staff_of(year)
    if day is not None:
        staff = shown_staff(ws, code, day.as_at, definition)
    if definition is DEFINITION and families - STAFF_FAMILIES:
        events = shown_year(ws, code, year)
    maker = _Maker(network_profile(ws), report.organisation, definition, staff, events)
    return tuple(maker.made(one) for one in some)


def _said(profile: Profile) -> str:
    return _("Profile NETWORK: {what}").format(what=profile.description)


class _Maker:
    """Makes the indicators of one year again."""

    def __init__(
        self,
        profile: Profile,
        organisation: Organisation,
        definition: EthnicityDefinition,
        staff: ShownStaff | None,
        events: ShownYear | None,
    ) -> None:
        self.profile, self.organisation = profile, organisation
        self.staff, self.events = staff, events
        self.frame = everyone(definition).frame

    def made(self, one: Indicator) -> Indicator:
        """An indicator of what is shown; withheld where that is not enough; as it is where nothing is held of it."""
        of_staff = family(one.id) in STAFF_FAMILIES
        if self.events is None and not of_staff:
            return self._of_headline_only(one)
        kept = _untold(one.note)
        if one.numerator is None and one.value is None:
            return replace(one, note=kept, sentence="", p_value=None)
        made = self._of_staff(one) if of_staff else self._of_events(one)
        if made is None:
            return self._withheld(one, kept)
        said = (text for text in sentences(kept) if text not in made.note)
        return replace(made, note=" ".join(filter(None, (made.note, *said))))

    def _withheld(self, one: Indicator, kept: str) -> Indicator:
        reason = why(self.profile, "")
        if one.entry.id in OF_SOME_STAFF:
            reason = _("How many staff are permanent, or in their first two years, is not among what a network sees.")
        return missing(one.entry, self.frame, " ".join(filter(None, (reason, kept))), Flag.WITHHELD)

    def _of_headline_only(self, one: Indicator) -> Indicator:
        """What happened to staff, under another definition: the same whatever is held.

        Whether a list of events can tell Gypsy, Irish Traveller and Roma staff apart may follow from whether one of
        them is in it: of a list of dismissals, say, that is not told.
        """
        reason = _(
            "A network sees it under the headline definition only: beside another one it would tell of the few "
            "people between the two."
        )
        named = _("Definition: {name}.").format(name=definition_name(self.frame.definition))
        return missing(one.entry, self.frame, f"{reason} {named}", Flag.WITHHELD)

    def _enough(self, *bases: int) -> bool:
        """Whether every base has as many people as a percentage needs."""
        return min(bases) >= max(self.profile.percent_base_at_least, 1)

    def _of_events(self, one: Indicator) -> Indicator | None:
        if self.events is None:
            return None
        if one.id == JOINERS:
            return self._joiners(one, self.events)
        names = EVENTS.get(SAME.get(one.id, one.id))
        sides = [] if names is None else [self._side(one, group, *names) for group in GROUPS]
        pairs = [pair for pair in sides if pair is not None]
        if len(pairs) < len(GROUPS) or not self._enough(*(base for _number, base in pairs)):
            return None
        return compared(one.entry, self.frame, _rate(pairs[0]), _rate(pairs[1]), flag=self._low())

    def _side(self, one: Indicator, group: str, number: str, base: str) -> Pair | None:
        """The counts of one group, where both are shown."""
        assert self.events is not None  # noqa: S101 - the caller has looked
        held = one.denominator if group == MINORITY else one.comparator_denominator
        of = None
        if base:
            of = self.events.get(group, base)
        elif held is not None and held.is_exact:
            of = self.events.base(group, held.low)
        part = self.events.get(group, number)
        return None if part is None or of is None else (part, of)

    def _joiners(self, one: Indicator, events: ShownYear) -> Indicator | None:
        parts = [events.get(group, JOINED) for group in (MINORITY, WHITE)]
        held = [part for part in parts if part is not None]
        if len(held) < len(parts) or not self._enough(sum(held)):
            return None
        return shared(one.entry, self.frame, _share(held[0], sum(held)))

    def _low(self) -> Flag:
        """The flag of 60% or fewer declared, where the counts that say so are shown."""
        pair = self.staff.every("known", "headcount") if self.staff else None
        return _low(pair)

    def _of_staff(self, one: Indicator) -> Indicator | None:
        staff, kind = self.staff, family(one.id)
        if staff is None:
            return None
        match kind:
            case "DQ1" | "DQ2" | "DQ3":
                return self._quality(one, staff)
            case "R1" | "R2":
                return self._represented(one, staff)
            case "R3":
                return self._beside_population(one, staff)
            case "R4":
                return self._senior(one, staff)
            case "R5":
                return self._between_tiers(one, staff)
            case _:
                return self._group(one, staff)

    def _quality(self, one: Indicator, staff: ShownStaff) -> Indicator | None:
        found = staff.every("headcount", "known", "unknown" if one.id == "DQ2" else "minority")
        if found is None or not self._enough(found[0]):
            return None
        headcount, known, third = found
        flag = _low((known, headcount))
        if one.id == "DQ1":
            return shared(one.entry, self.frame, _share(known, headcount), judged=False, flag=flag)
        if one.id == "DQ2":
            return shared(one.entry, self.frame, _share(headcount - third, headcount), judged=False)
        return bounded(one.entry, self.frame, _share(third, known), Count.exact(headcount - known))

    def _represented(self, one: Indicator, staff: ShownStaff) -> Indicator | None:
        place = _place(one.id.partition("-")[2])
        found = staff.every("minority", "known", "headcount", place=place)
        if found is None or not self._enough(found[1]):
            return None
        return shared(one.entry, self.frame, _share(*found[:2]), flag=_low(found[1:]))

    def _beside_population(self, one: Indicator, staff: ShownStaff) -> Indicator | None:
        found = staff.every("minority", "known", "headcount")
        if found is None or not self._enough(found[1]):
            return None
        area = benchmark(self.organisation.benchmark)
        population = Rate(Count.exact(area.people(self.frame.definition)), Count.exact(area.total))
        about = _("Population of {place}, Census 2021, all ages; not the people who could apply.").format(
            place=area.name
        )
        share, flag = _share(*found[:2]), _low(found[1:])
        return against_population(one.entry, self.frame, share, population, [about], flag=flag)

    def _senior(self, one: Indicator, staff: ShownStaff) -> Indicator | None:
        whole = staff.every("minority", "known", "headcount")
        parts = [staff.every("minority", "known", place=_place(level)) for level in SENIOR]
        upper = staff.every("minority", "known", place=_place(Tier.UPPER))
        held = [part for part in parts if part is not None]
        if upper is None and len(held) == len(parts):
            upper = tuple(map(sum, zip(*held, strict=True)))
        if whole is None or upper is None or not self._enough(whole[1], upper[1]):
            return None
        above, all_ = _share(*upper), _share(*whole[:2])
        return senior_difference(one.entry, self.frame, above, all_, flag=_low(whole[1:]))

    def _between_tiers(self, one: Indicator, staff: ShownStaff) -> Indicator | None:
        """A disparity ratio; of police officers alone the tiers are in no table."""
        tiers = one.id.split("-")[1:]
        if len(tiers) != 2:
            return None
        lower, upper = (staff.every(*GROUPS, place=_place(tier)) for tier in tiers)
        whole = staff.every("known", "headcount")
        if lower is None or upper is None or not self._enough(*lower):
            return None
        minority, white = map(_rate, zip(upper, lower, strict=True))
        return disparity_between(one.entry, self.frame, minority, white, flag=_low(whole))

    def _group(self, one: Indicator, staff: ShownStaff) -> Indicator | None:
        number = staff.get("headcount", ("group", one.id.partition("-")[2]))
        known = staff.get("known")
        if number is None or known is None or not self._enough(known):
            return None
        return shared(one.entry, self.frame, _share(number, known), flag=self._low())


def _untold(note: str) -> str:
    """A note without the sentences that tell of counts, in numbers or in words."""
    for text in TELLING:
        note = note.replace(_(text), "")
    return without_counts(note.strip())


def _place(code: str) -> tuple[str, str]:
    """The dimension and the row of a level or tier; everyone for neither."""
    if not code:
        return EVERYONE
    return ("tier" if code in set(Tier) else "level", str(code))


def _share(part: int, whole: int) -> Share:
    return Share(Count.exact(part), Count.exact(whole - part))


def _rate(pair: Pair) -> Rate:
    return Rate(Count.exact(pair[0]), Count.exact(pair[1]))


def _low(pair: Sequence[int] | None) -> Flag:
    """The flag of 60% or fewer declared, of the known among the headcount."""
    is_low = pair is not None and pair[1] and pair[0] <= LEAST_DECLARATION * pair[1]
    return Flag.LOW_DECLARATION if is_low else Flag.NONE
