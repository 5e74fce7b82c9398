"""The events that indicators are made of, each with its base, worked out once for every part of the staff."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.datasets import STAGES, Dataset, outcome_name
from workforce_tui.domain.formatting import count_text
from workforce_tui.domain.indicator_sides import Tally
from workforce_tui.domain.outcomes import UNKNOWN_OUTCOME
from workforce_tui.i18n import _
from workforce_tui.services.event_pools import SHOWN_BY_SNAPSHOTS, TRANSFER, Pools

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.pool import Pool
    from workforce_tui.services.year_events import Events

RESIGNATION = "resignation"
DECIDED = ("upheld", "partly_upheld", "not_upheld")
UPHELD = DECIDED[:2]
APPOINTED = ("offered", "started")
"""The stages at which somebody counts as appointed, the first that is held."""
SHORTLISTED = "shortlisted"
_STAGE_CODES = tuple(stage.code for stage in STAGES)


_DATASETS = {
    "P1": Dataset.PROMOTIONS,
    "P2": Dataset.PROMOTIONS,
    "P3": Dataset.TEMPORARY_PROMOTIONS,
    "A6": Dataset.JOINERS,
    "L1": Dataset.LEAVERS,
    "L2": Dataset.LEAVERS,
    "T1": Dataset.TRAINING,
    "D1": Dataset.DISCIPLINE,
    "D2": Dataset.GRIEVANCES,
    "D3": Dataset.CAPABILITY,
} | dict.fromkeys(("A1", "A2", "A3", "A4", "A5"), Dataset.RECRUITMENT)


def datasets_of(families: Iterable[str]) -> frozenset[Dataset]:
    """The datasets that some families of indicators are made of; those worked out together are asked for together."""
    wanted = {*families}
    if wanted & {"A1", "A2", "A3", "A4", "A5", "A6"}:
        wanted |= {"A5", "A6"}
    if wanted & {"P1", "P2", "P3"}:
        wanted |= {"P1", "P3"}
    return frozenset(_DATASETS[family] for family in wanted if family in _DATASETS)


def followed_without_file(family: str) -> Dataset | None:
    """The dataset of a family of indicators that two snapshots can take the place of; None where none can."""
    dataset = _DATASETS.get(family)
    return dataset if dataset in SHOWN_BY_SNAPSHOTS else None


class EventPools:
    """Events and bases of some reporting years of an organisation; each is worked out when it is first asked for."""

    def __init__(self, sources: Sources, span: Sequence[int], moves: Mapping[int, Flows]) -> None:
        self.span = span
        self._pools = Pools(sources, span, moves)

    @cached_property
    def promoted(self) -> Pool:
        """People promoted, of the staff at the start."""
        return self._pools.since_start(Dataset.PROMOTIONS, _people, later_base=True)

    @cached_property
    def promoted_for_a_time(self) -> Pool:
        """People promoted for a time, of the staff at the start."""
        return self._pools.since_start(Dataset.TEMPORARY_PROMOTIONS, _people, later_base=True)

    @cached_property
    def left(self) -> Pool:
        """Leavers without transfers, of the staff at the start."""
        pool = self._pools.since_start(Dataset.LEAVERS, _without_transfers)
        pool.notes.append(_("Transfers to other organisations are left out where they are known."))
        return pool

    @cached_property
    def resigned(self) -> Pool:
        """Resignations, of the staff at the start; two snapshots cannot show why somebody left."""
        lacking = _("The reasons for leaving are not held.")
        pool = self._pools.since_start(Dataset.LEAVERS, _resignations, by_moves=False, lacking=lacking)
        unstated = total(
            _unstated(held)
            for year in self.span
            if (held := self._pools.sources.events.get((year, Dataset.LEAVERS))) is not None
        )
        if pool.events is not None and unstated.high:
            text = _("Reasons for leaving that are not stated, each of which may be a resignation: {number}.")
            pool.notes.append(text.format(number=count_text(unstated)))
        return pool

    @cached_property
    def joined(self) -> Pool:
        """Joiners without transfers."""
        pool = self._pools.joiners(_without_transfers)
        pool.notes.append(_("Transfers from other organisations are left out where they are known."))
        return pool

    @cached_property
    def trained(self) -> Pool:
        """People who had training, of the staff in the year."""
        return self._pools.in_year(Dataset.TRAINING, _people)

    @cached_property
    def disciplined(self) -> Pool:
        """People who entered discipline, of the staff in the year."""
        return self._pools.in_year(Dataset.DISCIPLINE, _people)

    @cached_property
    def capability(self) -> Pool:
        """People who entered a capability procedure, of the staff in the year."""
        return self._pools.in_year(Dataset.CAPABILITY, _people)

    @cached_property
    def grievances(self) -> Pool:
        """Grievances, of the staff in the year."""
        return self._pools.in_year(Dataset.GRIEVANCES, _cases)

    @cached_property
    def upheld(self) -> Pool:
        """Grievances upheld, of those with a decision."""
        return self._pools.within(
            Dataset.GRIEVANCES,
            lambda one: one.cases(lambda code: code in UPHELD),
            lambda one: one.cases(lambda code: code in DECIDED),
        )

    @cached_property
    def stages(self) -> tuple[Pool, ...]:
        """Who came to each stage of recruitment after the first, among those at the nearest recorded stage before."""
        return tuple(self._stage(code) for code in _STAGE_CODES[1:])

    @cached_property
    def appointed(self) -> Pool:
        """Who was appointed, of those shortlisted."""

        def appointed(one: Events) -> Tally | None:
            found = (_at_stage(one, stage) for stage in APPOINTED)
            return next((tally for tally in found if tally is not None), None)

        lacking = _("Nobody is recorded as shortlisted, or as offered a post.")
        pool = self._pools.within(Dataset.RECRUITMENT, appointed, lambda one: _at_stage(one, SHORTLISTED), lacking)
        pool.notes.append(_("Appointed: offered a post, or started where offers are not recorded."))
        return pool

    def _stage(self, stage: str) -> Pool:
        lacking = _("Nobody is recorded at this stage, or at none before it.")
        pool = self._pools.within(
            Dataset.RECRUITMENT, lambda one: _at_stage(one, stage), lambda one: _before(one, stage)[1], lacking
        )
        for year in self.span:
            held = self._pools.sources.events.get((year, Dataset.RECRUITMENT))
            pool.notes += [] if held is None or pool.events is None else _other_stage(held, stage)
        return pool


def _people(events: Events) -> Tally:
    return events.persons()


def _cases(events: Events) -> Tally:
    return events.cases()


def _without_transfers(events: Events) -> Tally:
    return events.cases(lambda code: code != TRANSFER)


def _resignations(events: Events) -> Tally | None:
    """Who resigned, and as a range who gave no reason, which may be that; None where no reason is stated at all."""
    if any(cell.number.high for cell in events.cells) and not _stated(events).high:
        return None
    cells = (
        (cell.ethnicity, cell.trait, cell.number if cell.outcome == RESIGNATION else Count(0, cell.number.high))
        for cell in events.cells
        if cell.outcome in (RESIGNATION, UNKNOWN_OUTCOME)
    )
    return Tally.added(cells, events.asks_grt)


def _stated(events: Events) -> Count:
    return events.cases(lambda code: code != UNKNOWN_OUTCOME).number


def _unstated(events: Events) -> Count:
    """Leavers whose reason is not stated, where that of others is."""
    return events.cases(lambda code: code == UNKNOWN_OUTCOME).number if _stated(events).high else ZERO


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
