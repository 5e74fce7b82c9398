"""The indicators of what happens to staff and applicants, from event files, or from moves between two snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain import indicator_event_entries as entries
from workforce_tui.domain import indicator_staff_entries as staff_entries
from workforce_tui.domain.datasets import STAGES, Dataset, outcome_name
from workforce_tui.domain.formatting import count_text
from workforce_tui.domain.indicator_catalogue import FAMILIES
from workforce_tui.domain.indicator_measures import compared, missing, shared
from workforce_tui.domain.indicator_sides import sides
from workforce_tui.domain.indicators import Flag, Rate
from workforce_tui.i18n import _
from workforce_tui.services.event_pools import TRANSFER, Pools

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.flows import Flows
    from workforce_tui.domain.indicator_sides import Part, Sides, Tally
    from workforce_tui.domain.indicators import Entry, Indicator
    from workforce_tui.services.event_pools import Pool
    from workforce_tui.services.indicator_sources import Events, Sources

RESIGNATION = "resignation"
DECIDED = ("upheld", "partly_upheld", "not_upheld")
UPHELD = DECIDED[:2]
APPOINTED = ("offered", "started")
"""The stages at which somebody counts as appointed, the first that is held."""
_STAGE_CODES = tuple(stage.code for stage in STAGES)


def event_indicators(
    sources: Sources,
    span: Sequence[int],
    part: Part,
    moves: Mapping[int, Flows],
    families: frozenset[str] = FAMILIES,
) -> list[Indicator]:
    """The indicators of events in some reporting years, for one part of the staff; of some *families* where named."""
    maker = _Maker(Pools(sources, span, moves), part)
    makers = (
        ("P1 P2 P3", maker.promotion),
        ("A1 A2 A3 A4 A5 A6", maker.recruitment),
        ("L1 L2", maker.leaving),
        ("T1", maker.training),
        ("D1 D2 D3", maker.discipline),
    )
    return [one for names, make in makers if families & {*names.split()} for one in make()]


class _Maker:
    """The indicators of events for one part of the staff."""

    def __init__(self, pools: Pools, part: Part) -> None:
        self.pools, self.part = pools, part

    def promotion(self) -> list[Indicator]:
        """Promotion and temporary promotion of staff in post at the start."""
        promoted = self.pools.since_start(Dataset.PROMOTIONS, _people)
        for_a_time = self.pools.since_start(Dataset.TEMPORARY_PROMOTIONS, _people)
        return [
            self.made(staff_entries.P1, promoted),
            self.made(staff_entries.P2, promoted),
            self.made(staff_entries.P3, for_a_time),
        ]

    def recruitment(self) -> list[Indicator]:
        """Each stage of those at the stage before it, appointment from shortlisting both ways, and joiners."""
        stages = (entries.A1, entries.A2, entries.A3, entries.A4)
        made = [self._stage(entry, _STAGE_CODES[place]) for place, entry in enumerate(stages, start=1)]
        appointed = self._appointed()
        return [*made, *(self.made(one, appointed) for one in (entries.A5, entries.A5_RRI)), self._joiners()]

    def leaving(self) -> list[Indicator]:
        """Leaving without transfers, and resignation, of staff in post at the start."""
        left = self.pools.since_start(Dataset.LEAVERS, _without_transfers)
        left.notes.append(_("Transfers to other organisations are left out where they are known."))
        resigned = self.pools.since_start(Dataset.LEAVERS, _resignations, by_moves=False)
        return [
            self.made(entries.L1, left),
            self.made(entries.L1_RESIGNATION, resigned),
            self.made(entries.L2, left),
        ]

    def training(self) -> list[Indicator]:
        """Training of staff in post in the year, each once."""
        return [self.made(entries.T1, self.pools.in_year(Dataset.TRAINING, _people))]

    def discipline(self) -> list[Indicator]:
        """Discipline, grievances and capability of staff in post in the year."""
        grievances = self.pools.in_year(Dataset.GRIEVANCES, _cases)
        upheld = self.pools.within(
            Dataset.GRIEVANCES,
            lambda one: one.cases(lambda code: code in UPHELD),
            lambda one: one.cases(lambda code: code in DECIDED),
        )
        return [
            self.made(entries.D1, self.pools.in_year(Dataset.DISCIPLINE, _people)),
            self.made(entries.D2, grievances),
            self.made(entries.D2_LIKELIHOOD, grievances),
            self.made(entries.D2_UPHELD, upheld),
            self.made(entries.D3, self.pools.in_year(Dataset.CAPABILITY, _people)),
        ]

    def made(self, entry: Entry, pool: Pool) -> Indicator:
        """The rate of the minority beside the White rate, or the ratio of the two."""
        frame = self.part.frame
        if pool.events is None or pool.base is None:
            return missing(entry, frame, " ".join(filter(None, pool.reasons)))
        events, base = sides(pool.events, self.part), sides(pool.base, self.part)
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
            *dict.fromkeys((base.note, events.note, base.low_note, events.low_note)),
        ]

    def _stage(self, entry: Entry, stage: str) -> Indicator:
        """Who came to a stage, among those at the nearest stage before it that is recorded."""
        lacking = _("Nobody is recorded at this stage, or at none before it.")
        pool = self.pools.within(
            Dataset.RECRUITMENT, lambda one: _at_stage(one, stage), lambda one: _before(one, stage)[1], lacking
        )
        for year in self.pools.span:
            held = self.pools.sources.events.get((year, Dataset.RECRUITMENT))
            pool.notes += [] if held is None or pool.events is None else _other_stage(held, stage)
        return self.made(entry, pool)

    def _appointed(self) -> Pool:
        def appointed(one: Events) -> Tally | None:
            found = (_at_stage(one, stage) for stage in APPOINTED)
            return next((tally for tally in found if tally is not None), None)

        lacking = _("Nobody is recorded as shortlisted, or as offered a post.")
        pool = self.pools.within(Dataset.RECRUITMENT, appointed, lambda one: _at_stage(one, "shortlisted"), lacking)
        pool.notes.append(_("Appointed: offered a post, or started where offers are not recorded."))
        return pool

    def _joiners(self) -> Indicator:
        entry, frame = entries.A6, self.part.frame
        pool = self.pools.joiners(_without_transfers)
        if pool.events is None:
            return missing(entry, frame, " ".join(filter(None, pool.reasons)))
        joined = sides(pool.events, self.part)
        if joined.reason:
            return missing(entry, frame, joined.reason)
        notes = [
            *pool.notes,
            _("Transfers from other organisations are left out where they are known."),
            _partial(pool, self.pools.span),
            _left_out(joined),
            joined.note,
            joined.low_note,
        ]
        flag = Flag.LOW_DECLARATION if joined.is_low else Flag.NONE
        return shared(entry, frame, joined.share, notes, flag=flag)


def _people(events: Events) -> Tally:
    return events.persons()


def _cases(events: Events) -> Tally:
    return events.cases()


def _without_transfers(events: Events) -> Tally:
    return events.cases(lambda code: code != TRANSFER)


def _resignations(events: Events) -> Tally:
    return events.cases(lambda code: code == RESIGNATION)


def _at_stage(events: Events, stage: str) -> Tally | None:
    """Who came to a stage of recruitment; None where nobody is recorded there."""
    tally = events.cases(lambda code: code == stage)
    return tally if tally.number.high else None


def _before(events: Events, stage: str) -> tuple[str, Tally | None]:
    """The nearest stage before one at which anybody is recorded, and who came to it."""
    for code in reversed(_STAGE_CODES[: _STAGE_CODES.index(stage)]):
        tally = _at_stage(events, code)
        if tally is not None:
            return code, tally
    return "", None


def _other_stage(events: Events, stage: str) -> list[str]:
    """What the rate is of, where the stage just before is not recorded."""
    code, _tally = _before(events, stage)
    if not code or code == _STAGE_CODES[_STAGE_CODES.index(stage) - 1]:
        return []
    text = _("The stage before is not recorded: the rate is of those {stage}.")
    return [text.format(stage=outcome_name(Dataset.RECRUITMENT, code).lower())]


def _partial(pool: Pool, span: Sequence[int]) -> str:
    """Which of the pooled years could not be used, and that people count in each year they were in post."""
    if len(span) == 1:
        return ""
    if pool.used < len(span):
        text = _("Only {used} of {years} years have what is needed. {reasons}")
        return text.format(used=pool.used, years=len(span), reasons=" ".join(pool.reasons)).strip()
    return _("{years} years together: somebody in post in each counts once a year.").format(years=len(span))


def _left_out(events: Sides) -> str:
    """How many events are in no rate because the ethnicity is not known."""
    if not events.missing.high:
        return ""
    return _("{number} with ethnicity undeclared or unknown are left out.").format(number=count_text(events.missing))
