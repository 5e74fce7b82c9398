"""The indicators of an edition, worked out again from nothing but the counts its own tables show.

So they can tell nothing the tables do not. Rounded counts give a value that lies between two numbers. Where the
counts of the tables are not those an indicator is made of, it is not available in the edition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from workforce_tui.domain import indicator_catalogue as catalogue
from workforce_tui.domain import indicator_event_entries as events
from workforce_tui.domain import indicator_staff_entries as staff
from workforce_tui.domain.benchmarks import benchmark, has_benchmark
from workforce_tui.domain.cells import NotAvailable, Withheld
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import OUTCOMES, STAGES, Dataset
from workforce_tui.domain.disclosure.model import Reason
from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.indicator_measures import (
    against_population,
    compared,
    disparity_between,
    senior_difference,
    shared,
)
from workforce_tui.domain.indicators import Rate
from workforce_tui.domain.levels import Tier
from workforce_tui.domain.shares import Share
from workforce_tui.i18n import _
from workforce_tui.services.edition_events import event_cut, stage_cut
from workforce_tui.services.edition_figures import worst
from workforce_tui.services.indicator_parts import everyone
from workforce_tui.services.pooled_events import DECIDED, UPHELD
from workforce_tui.services.release_plan import FIVE_GROUPS, HEADLINE
from workforce_tui.services.year_events import NOT_TRAINED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.domain.indicators import Entry, Frame, Indicator
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.edition_figures import PublishedCounts

BOTH = ("minority", "white")
TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """An indicator of the summary: `hidden` is why it has no value here, None where it has one."""

    indicator: Indicator
    hidden: Cell | None = None


@dataclass(frozen=True, slots=True)
class SummaryOf:
    """Whose summary, from which counts, and the days of its staff: of the year, and at its start (None: none)."""

    counts: PublishedCounts
    organisation: Organisation
    day: date
    before: date | None
    events_day: date

    @property
    def frame(self) -> Frame:
        """The two groups the indicators compare."""
        return everyone(HEADLINE).frame


def summary_lines(of: SummaryOf, truth: Sequence[Indicator]) -> tuple[SummaryLine, ...]:
    """A line for each indicator of *truth*, in its order, with what the published counts make of it.

    *truth* says which indicators there are, and whether the counts of the tables are those an indicator is made of.
    """
    made: dict[str, SummaryLine] = {}
    for entry, make in _recipes(of):
        made[entry.id] = make()
    return tuple(_line(one, made.get(one.id)) for one in truth)


def _line(true: Indicator, found: SummaryLine | None) -> SummaryLine:
    """What the published counts give, unless there is nothing to work it out from, or they are other counts."""
    if true.value is None and found is None:
        return SummaryLine(_emptied(true), NotAvailable(_("not available")))
    if found is None or not _agree(true, found.indicator, hidden=found.hidden):
        text = _("It is made of counts that are in no table of this edition.")
        return SummaryLine(_emptied(true), NotAvailable(text))
    if found.hidden is not None:
        return SummaryLine(_emptied(true), found.hidden)
    return SummaryLine(replace(found.indicator, name=true.name))


def _agree(true: Indicator, made: Indicator, *, hidden: Cell | None) -> bool:
    """Whether each true count is one that the published counts allow."""
    if hidden is not None:
        return True
    pairs = (
        (true.numerator, made.numerator), (true.denominator, made.denominator),
        (true.comparator_numerator, made.comparator_numerator),
        (true.comparator_denominator, made.comparator_denominator),
    )  # fmt: skip
    return all(
        one is None or (other is not None and other.low <= one.low and one.high <= other.high) for one, other in pairs
    )


def _emptied(one: Indicator) -> Indicator:
    """An indicator without any figure, and without the words that hold figures."""
    return replace(
        one, value=None, lower=None, upper=None, numerator=None, denominator=None, comparator_numerator=None,
        comparator_denominator=None, note="", sentence="", p_value=None,
    )  # fmt: skip


_Recipe = tuple["Entry", "Callable[[], SummaryLine]"]


def _recipes(of: SummaryOf) -> Iterator[_Recipe]:
    """Each indicator that counts of the tables can give, and how."""
    yield from _quality(of)
    yield staff.R1, _share(of, staff.R1)
    for level in catalogue.LEVELS:
        entry = catalogue.placed(staff.R2, str(level), catalogue.level_place(level))
        yield entry, _share(of, entry, "level", str(level))
    for tier in Tier:
        entry = catalogue.placed(staff.R2, str(tier), catalogue.tier_place(tier))
        yield entry, _share(of, entry, "tier", str(tier))
    yield from _population(of)
    yield from _groups(of)
    yield staff.R4, _senior(of)
    for lower, upper in catalogue.STEPS:
        entry = catalogue.placed(staff.R5, f"{lower}-{upper}", catalogue.step_place(lower, upper))
        yield entry, _disparity(of, entry, lower, upper)
    yield from _events(of)


class _Missing(Exception):  # noqa: N818 - it is a state of a figure
    """A count is not there; `cell` says why."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        super().__init__()


def _tried(of: SummaryOf, entry: Entry, make: Callable[[], Indicator]) -> Callable[[], SummaryLine]:
    """A line made where all its counts are shown."""

    def line() -> SummaryLine:
        try:
            return SummaryLine(make())
        except _Missing as missing:
            from workforce_tui.domain.indicator_measures import missing as without

            return SummaryLine(without(entry, of.frame, ""), missing.cell)

    return line


def _count(of: SummaryOf, key: FigureKey) -> Count:
    found = of.counts.count(key)
    if found is None:
        raise _Missing(_why(of, key))
    return found


def _why(of: SummaryOf, key: FigureKey) -> Cell:
    cell = worst([of.counts.cell(key)])
    if isinstance(cell, NotAvailable) and not cell.reason:
        return NotAvailable(_("It is made of counts that are in no table of this edition."))
    return cell or Withheld(Reason.DERIVED)


def _both(of: SummaryOf, day: date, dimension: str = "", row: str = "", cut: str = "") -> tuple[Count, Count]:
    """The ethnic minority and White counts of a row."""
    one, other = (_count(of, of.counts.key(day, measure, dimension, row, cut)) for measure in BOTH)
    return one, other


def _share(of: SummaryOf, entry: Entry, dimension: str = "", row: str = "") -> Callable[[], SummaryLine]:
    def make() -> Indicator:
        part, rest = _both(of, of.day, dimension, row)
        known = _count(of, of.counts.key(of.day, "known", dimension, row))
        return replace(shared(entry, of.frame, Share(part, rest)), denominator=known)

    return _tried(of, entry, make)


def _quality(of: SummaryOf) -> Iterator[_Recipe]:
    """Who has declared an ethnicity, of everyone."""

    def make() -> Indicator:
        known, everybody = (_count(of, of.counts.key(of.day, one)) for one in ("known", "headcount"))
        made = shared(staff.DQ1, of.frame, Share(known, everybody.less(known)), judged=False)
        return replace(made, denominator=everybody)

    yield staff.DQ1, _tried(of, staff.DQ1, make)


def _population(of: SummaryOf) -> Iterator[_Recipe]:
    if not has_benchmark(of.organisation.benchmark):
        return
    area = benchmark(of.organisation.benchmark)
    population = Rate(Count.exact(area.people(HEADLINE)), Count.exact(area.total))
    for entry in (staff.R3, staff.R3_INDEX, staff.R3_SHORT):

        def make(entry: Entry = entry) -> Indicator:
            part, rest = _both(of, of.day)
            known = _count(of, of.counts.key(of.day, "known"))
            return replace(against_population(entry, of.frame, Share(part, rest), population), denominator=known)

        yield entry, _tried(of, entry, make)


def _groups(of: SummaryOf) -> Iterator[_Recipe]:
    for code in (*FIVE_GROUPS, "WHITE"):
        entry = catalogue.placed(staff.R6, code, node(code).name)

        def make(entry: Entry = entry, code: str = code) -> Indicator:
            part = _count(of, of.counts.key(of.day, "headcount", "group", code))
            known = _count(of, of.counts.key(of.day, "known"))
            return replace(shared(entry, of.frame, Share(part, known.less(part))), denominator=known)

        yield entry, _tried(of, entry, make)


def _senior(of: SummaryOf) -> Callable[[], SummaryLine]:
    def make() -> Indicator:
        rows = ("tier", str(Tier.UPPER)), ("", "")
        above, all_ = (Share(*_both(of, of.day, *row)) for row in rows)
        known = [_count(of, of.counts.key(of.day, "known", *row)) for row in rows]
        made = senior_difference(staff.R4, of.frame, above, all_)
        return replace(made, denominator=known[0], comparator_denominator=known[1])

    return _tried(of, staff.R4, make)


def _disparity(of: SummaryOf, entry: Entry, lower: Tier, upper: Tier) -> Callable[[], SummaryLine]:
    def make() -> Indicator:
        below, above = (_both(of, of.day, "tier", str(tier)) for tier in (lower, upper))
        one, other = (Rate(high, low) for high, low in zip(above, below, strict=True))
        return disparity_between(entry, of.frame, one, other)

    return _tried(of, entry, make)


def _events(of: SummaryOf) -> Iterator[_Recipe]:
    """Events of the year beside staff at its start, and each stage of recruitment beside the one before."""
    day = of.events_day
    promoted = (Dataset.PROMOTIONS, (staff.P1, staff.P2)), (Dataset.TEMPORARY_PROMOTIONS, (staff.P3,))
    for dataset, entries in promoted:
        for entry in entries:
            yield entry, _rate(of, entry, lambda dataset=dataset: _both(of, day, cut=event_cut(dataset)))  # type: ignore[misc]
    for entry in (events.L1, events.L2):
        yield entry, _rate(of, entry, lambda: _left(of))
    cut = event_cut(Dataset.LEAVERS)
    resigned = events.L1_RESIGNATION
    yield resigned, _rate(of, resigned, lambda: _both(of, day, "outcome", "resignation", cut))
    yield from _recruitment(of)
    yield from _cases(of)


_IN_YEAR = (
    (Dataset.DISCIPLINE, (events.D1,)),
    (Dataset.GRIEVANCES, (events.D2, events.D2_LIKELIHOOD)),
    (Dataset.CAPABILITY, (events.D3,)),
)
"""Events of the year beside the staff in post in it. Where somebody had several, the counts do not agree."""
_TRAINED = tuple(one.code for one in OUTCOMES[Dataset.TRAINING] if one.code not in NOT_TRAINED)


def _cases(of: SummaryOf) -> Iterator[_Recipe]:
    yield events.T1, _in_year(of, events.T1, lambda: _with_outcomes(of, Dataset.TRAINING, _TRAINED))
    for dataset, entries in _IN_YEAR:
        for entry in entries:
            yield entry, _in_year(of, entry, partial(_both, of, of.events_day, cut=event_cut(dataset)))

    def upheld() -> Indicator:
        """Grievances upheld, wholly or partly, of those with a decision."""
        pairs = (_with_outcomes(of, Dataset.GRIEVANCES, codes) for codes in (UPHELD, DECIDED))
        one, other = (Rate(*pair) for pair in zip(*pairs, strict=True))
        return compared(events.D2_UPHELD, of.frame, one, other)

    yield events.D2_UPHELD, _tried(of, events.D2_UPHELD, upheld)


def _in_year(of: SummaryOf, entry: Entry, happened: Callable[[], tuple[Count, Count]]) -> Callable[[], SummaryLine]:
    def make() -> Indicator:
        one, other = (Rate(*pair) for pair in zip(happened(), _both(of, of.day), strict=True))
        return compared(entry, of.frame, one, other)

    return _tried(of, entry, make)


def _with_outcomes(of: SummaryOf, dataset: Dataset, outcomes: Sequence[str]) -> tuple[Count, Count]:
    """Events with some outcomes added up; an outcome without a row had none."""
    cut = event_cut(dataset)
    _both(of, of.events_day, cut=cut)

    def told(measure: str) -> Count:
        keys = (of.counts.key(of.events_day, measure, "outcome", code, cut) for code in outcomes)
        return total(_count(of, key) for key in keys if key in of.counts.protection.verdicts)

    return told(BOTH[0]), told(BOTH[1])


def _rate(of: SummaryOf, entry: Entry, happened: Callable[[], tuple[Count, Count]]) -> Callable[[], SummaryLine]:
    def make() -> Indicator:
        if of.before is None:
            raise _Missing(NotAvailable(_("There is no snapshot at the start of the period.")))
        rates = [Rate(*pair) for pair in zip(happened(), _both(of, of.before), strict=True)]
        return compared(entry, of.frame, rates[0], rates[1])

    return _tried(of, entry, make)


def _left(of: SummaryOf) -> tuple[Count, Count]:
    """Leavers but for those who were transferred."""
    cut = event_cut(Dataset.LEAVERS)
    left = _both(of, of.events_day, cut=cut)
    keys = [of.counts.key(of.events_day, one, "outcome", TRANSFER, cut) for one in BOTH]
    if all(key not in of.counts.protection.verdicts for key in keys):
        return left
    gone = [_count(of, key) for key in keys]
    return left[0].less(gone[0]), left[1].less(gone[1])


def _recruitment(of: SummaryOf) -> Iterator[_Recipe]:
    codes = [one.code for one in STAGES]
    pairs: Mapping[Entry, tuple[str, str]] = dict(
        zip((events.A1, events.A2, events.A3, events.A4), zip(codes[1:], codes, strict=False), strict=False)
    )
    pairs = {**pairs, events.A5: ("offered", "shortlisted"), events.A5_RRI: ("offered", "shortlisted")}
    for entry, (after, before) in pairs.items():

        def make(entry: Entry = entry, after: str = after, before: str = before) -> Indicator:
            cuts = [stage_cut(Dataset.RECRUITMENT, stage) for stage in (after, before)]
            reached, asked = (_both(of, of.events_day, cut=cut) for cut in cuts)
            rates = [Rate(*pair) for pair in zip(reached, asked, strict=True)]
            return compared(entry, of.frame, rates[0], rates[1])

        yield entry, _tried(of, entry, make)

    def joined() -> Indicator:
        cut = event_cut(Dataset.JOINERS)
        known = _count(of, of.counts.key(of.events_day, "known", cut=cut))
        return replace(shared(events.A6, of.frame, Share(*_both(of, of.events_day, cut=cut))), denominator=known)

    yield events.A6, _tried(of, events.A6, joined)
