"""The indicators of staff in post: data quality, representation, senior staff and disparity ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain import indicator_catalogue as catalogue
from workforce_tui.domain import indicator_staff_entries as entries
from workforce_tui.domain.benchmarks import benchmark, has_benchmark
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.formatting import count_text, long_date
from workforce_tui.domain.indicator_catalogue import FAMILIES, family
from workforce_tui.domain.indicator_measures import (
    against_population,
    bounded,
    disparity_between,
    missing,
    senior_difference,
    shared,
)
from workforce_tui.domain.indicator_sides import FIVE_GROUPS, GRT, group_share, sides
from workforce_tui.domain.indicators import Flag, Rate
from workforce_tui.domain.levels import Level, Tier, tier_of
from workforce_tui.domain.workforce import WorkerType
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.indicator_sides import Part, Sides, Tally
    from workforce_tui.domain.indicators import Entry, Indicator
    from workforce_tui.services.indicator_sources import Sources, Staff

SENIOR = (Level.L5, Level.L6)


def staff_indicators(sources: Sources, year: int, part: Part, families: frozenset[str] = FAMILIES) -> list[Indicator]:
    """The indicators of the snapshot of a reporting year, for one part of the staff; of some *families* where named."""
    staff = sources.staff_of(year)
    if staff is None:
        span = collection_year(year)
        text = _("There is no snapshot between {start} and {end}.")
        reason = text.format(start=long_date(span.start), end=long_date(span.end))
        return [missing(entry, part.frame, reason) for entry in _wanted(part) if family(entry.id) in families]
    return _Maker(sources, staff, part).all(families)


def _wanted(part: Part) -> list[Entry]:
    """The entries named when there is no snapshot at all."""
    quality = [] if part.group else [entries.DQ1, entries.DQ2, entries.DQ3]
    whole = [] if part.frame.key else [entries.R3, entries.R3_INDEX, entries.R3_SHORT]
    groups = [] if part.group else _groups()
    steps = [_step(lower, upper) for lower, upper in catalogue.STEPS]
    return [*quality, entries.R1, *_places(), *whole, *groups, entries.R4, *steps]


def _places() -> list[Entry]:
    levels = [catalogue.placed(entries.R2, str(level), catalogue.level_place(level)) for level in catalogue.LEVELS]
    return [*levels, *(catalogue.placed(entries.R2, str(tier), catalogue.tier_place(tier)) for tier in Tier)]


def _groups() -> list[Entry]:
    names = [(code, node(code).name) for code in (*FIVE_GROUPS, "WHITE")]
    names.append((GRT, _("Gypsy, Irish Traveller and Roma")))
    return [catalogue.placed(entries.R6, code, name) for code, name in names]


def _step(lower: Tier, upper: Tier, *, officers: bool = False) -> Entry:
    suffix = f"{'officers-' if officers else ''}{lower}-{upper}"
    return catalogue.placed(entries.R5, suffix, catalogue.step_place(lower, upper, officers=officers))


def _levels(tier: Tier) -> tuple[Level, ...]:
    return tuple(level for level in catalogue.LEVELS if tier_of(level) is tier)


class _Maker:
    """The indicators of one snapshot for one part of the staff."""

    def __init__(self, sources: Sources, staff: Staff, part: Part) -> None:
        self.sources, self.staff, self.part = sources, staff, part
        self.everyone = sides(staff.everyone, part)
        self.flag = Flag.LOW_DECLARATION if self.everyone.is_low else Flag.NONE
        self.notes = [
            _("Staff in post on {date}.").format(date=long_date(staff.as_at)),
            self.everyone.note,
            self.everyone.low_note,
        ]

    def all(self, families: frozenset[str]) -> list[Indicator]:
        """Every indicator of some families, in the order of the catalogue."""
        whole, group = not self.part.frame.key, self.part.group
        makers = (
            ({"DQ1", "DQ2", "DQ3"}, None if group else self.quality),
            ({"R1"}, lambda: [self.share_of(entries.R1, self.everyone)]),
            ({"R2"}, self.places),
            ({"R3"}, self.population if whole else None),
            ({"R6"}, None if group else self.groups),
            ({"R4"}, lambda: [self.senior()]),
            ({"R5"}, self.disparities),
        )
        return [one for names, make in makers if make is not None and names & families for one in make()]

    def quality(self) -> list[Indicator]:
        """Who has declared an ethnicity, who has answered at all, and what the rest could make of the share."""
        figures, frame = self.everyone, self.part.frame
        made = [
            shared(entries.DQ1, frame, figures.declaration, self.notes, judged=False, flag=self.flag),
            shared(entries.DQ2, frame, figures.answered, self.notes[:1], judged=False),
        ]
        if figures.reason:
            return [*made, missing(entries.DQ3, frame, figures.reason)]
        return [*made, bounded(entries.DQ3, frame, figures.share, figures.missing, self.notes)]

    def share_of(self, entry: Entry, figures: Sides) -> Indicator:
        """The minority's share of some staff; the declaration rate that matters is theirs."""
        if figures.reason:
            return missing(entry, self.part.frame, figures.reason)
        flag = Flag.LOW_DECLARATION if figures.is_low else Flag.NONE
        notes = [self.notes[0], figures.note, figures.low_note]
        return shared(entry, self.part.frame, figures.share, notes, flag=flag)

    def places(self) -> list[Indicator]:
        """The share at each level and in each tier."""
        wanted = [*((level,) for level in catalogue.LEVELS), *(_levels(tier) for tier in Tier)]
        return [self._place(entry, self.staff.at(*levels)) for entry, levels in zip(_places(), wanted, strict=True)]

    def _place(self, entry: Entry, tally: Tally) -> Indicator:
        if not tally.number.high:
            return missing(entry, self.part.frame, _("No staff are mapped to it."))
        return self.share_of(entry, sides(tally, self.part))

    def population(self) -> list[Indicator]:
        """The share beside the population of the organisation's area."""
        wanted = (entries.R3, entries.R3_INDEX, entries.R3_SHORT)
        place, figures, frame = self.sources.organisation.benchmark, self.everyone, self.part.frame
        if not has_benchmark(place):
            return [missing(one, frame, _("No population figure is held for its area.")) for one in wanted]
        if figures.reason:
            return [missing(one, frame, figures.reason) for one in wanted]
        area = benchmark(place)
        population = Rate(Count.exact(area.people(frame.definition)), Count.exact(area.total))
        about = _("Population of {place}, Census 2021, all ages; not the people who could apply.").format(
            place=area.name
        )
        notes = [self.notes[0], about, figures.note, figures.low_note]
        return [against_population(one, frame, figures.share, population, notes, flag=self.flag) for one in wanted]

    def groups(self) -> list[Indicator]:
        """The share of each of the five groups, and of Gypsy, Irish Traveller and Roma staff."""
        made, frame = [], self.part.frame
        for entry, code in zip(_groups(), (*FIVE_GROUPS, "WHITE", GRT), strict=True):
            share = group_share(self.staff.everyone, self.part, code)
            if share is None:
                made.append(missing(entry, frame, _("The staff were not asked for it.")))
            else:
                made.append(shared(entry, frame, share, self.notes, flag=self.flag))
        return made

    def senior(self) -> Indicator:
        """The share of senior staff beside that of everyone."""
        frame, above = self.part.frame, sides(self.staff.at(*SENIOR), self.part)
        reason = self.everyone.reason or above.reason
        if reason:
            return missing(entries.R4, frame, reason)
        notes = [*self.notes, self._unmapped()]
        return senior_difference(entries.R4, frame, above.share, self.everyone.share, notes, flag=self.flag)

    def disparities(self) -> list[Indicator]:
        """The disparity ratios between tiers; of police officers alone too, where there are others beside them."""
        kinds = {cell.worker_type for cell in self.staff.cells}
        made = [self._disparity(lower, upper) for lower, upper in catalogue.STEPS]
        if WorkerType.OFFICER in kinds and len(kinds) > 1:
            made += [self._disparity(lower, upper, officers=True) for lower, upper in catalogue.STEPS]
        return made

    def _disparity(self, lower: Tier, upper: Tier, *, officers: bool = False) -> Indicator:
        kind = str(WorkerType.OFFICER) if officers else ""
        below, above = (sides(self.staff.at(*_levels(tier), worker_type=kind), self.part) for tier in (lower, upper))
        entry, reason = _step(lower, upper, officers=officers), below.reason or above.reason
        if reason:
            return missing(entry, self.part.frame, reason)
        one, other = Rate(above.minority, below.minority), Rate(above.white, below.white)
        return disparity_between(entry, self.part.frame, one, other, [*self.notes, self._unmapped()], flag=self.flag)

    def _unmapped(self) -> str:
        number = self.staff.at(Level.L0).number
        if not number.high:
            return ""
        return _("Staff in grades without a level, left out: {number}.").format(number=count_text(number))
