"""The indicators of what happens to staff and applicants, from event files, or from moves between two snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain import indicator_event_entries as entries
from workforce_tui.domain import indicator_staff_entries as staff_entries
from workforce_tui.domain.attributes import attribute_title
from workforce_tui.domain.formatting import count_text, share_text
from workforce_tui.domain.indicator_catalogue import FAMILIES
from workforce_tui.domain.indicator_measures import compared, missing, shared
from workforce_tui.domain.indicator_sides import is_far_below, partly, sides
from workforce_tui.domain.indicators import Flag, Rate
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.indicator_sides import Part, Sides, Tally
    from workforce_tui.domain.indicators import Entry, Indicator
    from workforce_tui.services.pool import Pool
    from workforce_tui.services.pooled_events import EventPools


def event_indicators(pools: EventPools, part: Part, families: frozenset[str] = FAMILIES) -> list[Indicator]:
    """The indicators of events in some reporting years, for one part of the staff; of some *families* where named."""
    maker = _Maker(pools, part)
    makers = (
        ("P1 P2 P3", maker.promotion),
        ("A1 A2 A3 A4 A5 A6", maker.recruitment),
        ("L1 L2", maker.leaving),
        ("T1", maker.training),
        ("D1", maker.conduct),
        ("D2", maker.grievances),
        ("D3", maker.capability),
    )
    return [one for names, make in makers if families & {*names.split()} for one in make()]


def one_indicator(pools: EventPools, pool: Pool, entry: Entry, part: Part) -> Indicator:
    """One indicator of a pool among *pools*, for one part of the staff."""
    return _Maker(pools, part).made(entry, pool)


class _Maker:
    """The indicators of events for one part of the staff."""

    def __init__(self, pools: EventPools, part: Part) -> None:
        self.pools, self.part = pools, part
        self._divided: dict[int, Sides] = {}
        self._pools: dict[int, Pool] = {}

    def promotion(self) -> list[Indicator]:
        """Promotion and temporary promotion of staff in post at the start."""
        promoted, for_a_time = self.pools.promoted, self.pools.promoted_for_a_time
        made = [self.made(entry, promoted) for entry in (staff_entries.P1, staff_entries.P2)]
        return [*made, self.made(staff_entries.P3, for_a_time)]

    def recruitment(self) -> list[Indicator]:
        """Each stage of those at the stage before it, appointment from shortlisting both ways, and joiners."""
        stages = (entries.A1, entries.A2, entries.A3, entries.A4)
        made = [self.made(entry, pool) for entry, pool in zip(stages, self.pools.stages, strict=True)]
        made += [self.made(entry, self.pools.appointed) for entry in (entries.A5, entries.A5_RRI)]
        return [*made, self._joiners()]

    def leaving(self) -> list[Indicator]:
        """Leaving without transfers, and resignation, of staff in post at the start."""
        return [
            self.made(entries.L1, self.pools.left),
            self.made(entries.L1_RESIGNATION, self.pools.resigned),
            self.made(entries.L2, self.pools.left),
        ]

    def training(self) -> list[Indicator]:
        """Training of staff in post in the year, each once."""
        return [self.made(entries.T1, self.pools.trained)]

    def conduct(self) -> list[Indicator]:
        """Discipline of staff in post in the year, each once."""
        return [self.made(entries.D1, self.pools.disciplined)]

    def grievances(self) -> list[Indicator]:
        """Grievances of staff in post in the year, and how they were decided."""
        raised = self.pools.grievances
        made = [self.made(entry, raised) for entry in (entries.D2, entries.D2_LIKELIHOOD)]
        return [*made, self.made(entries.D2_UPHELD, self.pools.upheld)]

    def capability(self) -> list[Indicator]:
        """Capability procedures of staff in post in the year, each once."""
        return [self.made(entries.D3, self.pools.capability)]

    def made(self, entry: Entry, pool: Pool) -> Indicator:
        """The rate of the minority beside the White rate, or the ratio of the two."""
        frame, pool = self.part.frame, self._mine(pool)
        if pool.events is None or pool.base is None:
            return missing(entry, frame, " ".join(filter(None, pool.reasons)))
        events, base = self._sides(pool.events), self._sides(pool.base)
        reason = base.reason or events.reason
        if reason:
            return missing(entry, frame, reason)
        flag = Flag.LOW_DECLARATION if base.is_low or events.is_low else Flag.NONE
        one, other = Rate(events.minority, base.minority), Rate(events.white, base.white)
        return compared(entry, frame, one, other, self._notes(pool, events, base), flag=flag)

    def _notes(self, pool: Pool, events: Sides, base: Sides) -> list[str]:
        return [
            *pool.notes,
            _partial(pool, self.pools.span),
            _left_out(events),
            _less_known(events, base),
            _less_divided(events, base, self.part),
            partly(events.known, self.part, always=True) if not events.is_low else "",
            *dict.fromkeys((base.note, events.note, base.low_note, events.low_note)),
        ]

    def _mine(self, pool: Pool) -> Pool:
        """The years of a pool that can be divided by what this part is about."""
        if id(pool) not in self._pools:
            self._pools[id(pool)] = pool.for_part(self.part)
        return self._pools[id(pool)]

    def _sides(self, tally: Tally) -> Sides:
        """The groups among some events or people; the same ones are asked for by several indicators."""
        if id(tally) not in self._divided:
            self._divided[id(tally)] = sides(tally, self.part)
        return self._divided[id(tally)]

    def _joiners(self) -> Indicator:
        entry, frame = entries.A6, self.part.frame
        pool = self._mine(self.pools.joined)
        if pool.events is None:
            return missing(entry, frame, " ".join(filter(None, pool.reasons)))
        joined = self._sides(pool.events)
        if joined.reason:
            return missing(entry, frame, joined.reason)
        notes = [
            *pool.notes,
            _partial(pool, self.pools.span),
            _left_out(joined),
            joined.note,
            joined.low_note,
        ]
        flag = Flag.LOW_DECLARATION if joined.is_low else Flag.NONE
        return shared(entry, frame, joined.share, notes, flag=flag)


def _partial(pool: Pool, span: Sequence[int]) -> str:
    """Which of the pooled years could not be used, and that people count in each year they were in post."""
    if len(span) == 1:
        return ""
    if pool.used < len(span):
        text = _("Years that have what is needed: {used} of {years}. {reasons}")
        return text.format(used=pool.used, years=len(span), reasons=" ".join(pool.reasons)).strip()
    return _("{years} years together: somebody in post in each counts once a year.").format(years=len(span))


def _less_known(events: Sides, base: Sides) -> str:
    """That rates are too low where the ethnicity is known of far fewer of the events than of those they happened to."""
    known, of_base = events.declaration, base.declaration
    if not is_far_below(known, of_base):
        return ""
    text = _(
        "Ethnicity is known of {events} of these events and of {base} of those they are divided by, so the rates are "
        "lower than they would be with both known alike."
    )
    return text.format(events=share_text(known), base=share_text(of_base))


def _less_divided(events: Sides, base: Sides, part: Part) -> str:
    """As `_less_known`, of what people are divided by; rates are too high where it is known of far less of the base."""
    known, of_base = events.known, base.known
    if part.attribute is None or known is None or of_base is None:
        return ""
    if is_far_below(known, of_base):
        text = _("{attribute}: known of {events} of the events and of {base} of their base: the rates are too low.")
    elif is_far_below(of_base, known):
        text = _("{attribute}: known of {events} of the events and of {base} of their base: the rates are too high.")
    else:
        return ""
    title = attribute_title(part.attribute)
    return text.format(attribute=title, events=share_text(known), base=share_text(of_base))


def _left_out(events: Sides) -> str:
    """How many events are in no rate because the ethnicity is not known."""
    if not events.missing.high:
        return ""
    return _("{number} with ethnicity undeclared or unknown are left out.").format(number=count_text(events.missing))
