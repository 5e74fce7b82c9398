"""The indicators as the register needs them: the counts of both groups, and which way round they are worse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.disparities import LOWER_LEVELS, MINORITY, TIER_RATIO, Measured, Outcome, Subject
from workforce_tui.domain.disparity_rules import Untested
from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.exact import fisher_p
from workforce_tui.domain.indicator_catalogue import (
    CATALOGUE,
    ENTRIES,
    LEVELS,
    STEPS,
    VERSION,
    family,
    level_place,
    step_place,
)
from workforce_tui.domain.indicator_sides import FIVE_GROUPS
from workforce_tui.domain.indicators import Kind, Worse
from workforce_tui.domain.levels import Level
from workforce_tui.domain.reporting_years import reporting_year, year_of_snapshot
from workforce_tui.i18n import _
from workforce_tui.services.breaks import breaks_by_year
from workforce_tui.services.disparity_source import History, Value
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicators import IndicatorCut, indicators_of
from workforce_tui.services.pooled_events import datasets_of
from workforce_tui.services.representation import snapshot_dates
from workforce_tui.services.representation_gaps import share_gaps
from workforce_tui.services.trend import is_from_events
from workforce_tui.services.year_moves import year_moves
from workforce_tui.storage import events as event_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.flows import Flows
    from workforce_tui.domain.indicators import Entry, Indicator
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.workspace import Workspace

RATIOS = frozenset({Kind.WHITE_TO_MINORITY, Kind.MINORITY_TO_WHITE, Kind.DISPARITY})
DECLARATION = "DQ1"


class IndicatorSource:
    """The indicators of a database; with *groups*, of each of the five ethnic groups beside White staff as well."""

    def __init__(self, *, groups: bool = False) -> None:
        self.cut = IndicatorCut.GROUP if groups else None

    def history(
        self, ws: Workspace, organisation: str, definition: EthnicityDefinition, *, year: int | None, periods: int
    ) -> History:
        """The indicators of some reporting years that compare two groups, out of one loading of what is held.

        Raises:
            WorkforceError: there is no such organisation.
        """
        held = years_held(ws, organisation)
        last = year if year is not None else max(held, default=0)
        wanted = [one for one in held if last - periods < one <= last]
        sources = load_sources(ws, organisation, wanted, datasets_of(FAMILIES))
        moves = year_moves(ws, sources, wanted, definition, FAMILIES)
        breaks = {year: frozenset(one.code for one in some) for year, some in breaks_by_year(sources, wanted).items()}
        values = {one: self._values(sources, one, definition, moves) for one in wanted}
        return History(held, values, breaks)

    def name(self, indicator: str) -> str:
        """The name of an indicator by its code, in the language in use; the code where there is no such one."""
        return indicator_name(indicator)

    def _values(
        self, sources: Sources, year: int, definition: EthnicityDefinition, moves: Mapping[int, Flows]
    ) -> tuple[Value, ...]:
        every = indicators_of(sources, (year,), definition, self.cut, moves, FAMILIES)
        found = [one for one in every if is_compared(one.entry)]
        declared, proposed = _declaration(every), _proposed(found)
        staff, code = sources.staff_of(year), sources.organisation.code
        as_at = staff.as_at if staff else collection_year(year).end
        gaps = share_gaps(sources, staff, definition) if staff else ()
        compared = (
            replace(
                _value(_subject(one, code), _counts(one), _period(one, year, as_at), declared, p=one.p_value),
                from_events=is_from_events(sources, year, one.id.partition(":")[0]),
            )
            for one in found
        )
        shares = (_value(subject, counts, (None, as_at), declared) for subject, counts in gaps)
        return (
            *(replace(value, proposes=value.subject.indicator in proposed) for value in compared),
            *_once(shares),
        )


def indicator_name(indicator: str) -> str:
    """The name of an indicator by its code, in the language in use; the code where there is no such one."""
    code, _separator, part = indicator.partition(":")
    if part in FIVE_GROUPS:
        return f"{node(part).name}: {indicator_name(code)}"
    if code in ENTRIES:
        return _(ENTRIES[code].name)
    kind, _separator, place = code.partition("-")
    if kind in ("R2", "R6") and (place in LEVELS or place in FIVE_GROUPS):
        return _(ENTRIES[kind].name).format(place=level_place(Level(place)) if kind == "R2" else node(place).name)
    return _step_name(code)


def _step_name(code: str) -> str:
    for lower, upper in STEPS:
        for officers, prefix in ((False, ""), (True, "officers-")):
            if code == f"{TIER_RATIO}-{prefix}{lower}-{upper}":
                return _(ENTRIES[TIER_RATIO].name).format(place=step_place(lower, upper, officers=officers))
    return code


def is_compared(entry: Entry) -> bool:
    """Whether an indicator compares the rates of two groups, one of them worse off."""
    return entry.worse is not Worse.NEITHER and (entry.kind in RATIOS or entry.kind is Kind.RATE)


def outcome_of(entry: Entry) -> Outcome:
    """What being counted by an indicator means for a person: the ratio of White to minority is worse when higher."""
    inverse = entry.kind in (Kind.WHITE_TO_MINORITY, Kind.DISPARITY)
    return Outcome.WANTED if (entry.worse is Worse.HIGHER) == inverse else Outcome.HARM


FAMILIES = frozenset({DECLARATION, *(family(entry.id) for entry in CATALOGUE if is_compared(entry))})
"""The indicators that are worked out: those that compare two groups, and the declaration rate."""


def years_held(ws: Workspace, organisation: str) -> tuple[int, ...]:
    """The reporting years there are snapshots or events of, newest first."""
    with ws.reading() as session:
        of_events = {reporting_year(one.period_end) for one in event_store.periods(session, organisation=organisation)}
    of_staff = {year_of_snapshot(day) for day in snapshot_dates(ws, organisation)}
    return tuple(sorted(of_events | of_staff, reverse=True))


def _proposed(found: Sequence[Indicator]) -> set[str]:
    """One code for each set of counts: the ratio where there is a rate and a ratio of the same."""
    chosen: dict[tuple[object, ...], Indicator] = {}
    for one in found:
        counts = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
        key = (one.group, one.part, outcome_of(one.entry), *counts)
        held = chosen.get(key)
        if held is None or (held.kind is Kind.RATE and one.kind in RATIOS):
            chosen[key] = one
    return {one.id for one in chosen.values()}


def _subject(one: Indicator, organisation: str) -> Subject:
    code, _separator, group = one.id.partition(":")
    return Subject(
        organisation=organisation,
        indicator=one.id,
        definition=str(one.definition),
        outcome=outcome_of(one.entry),
        group=group or MINORITY,
        level=code.removeprefix(f"{TIER_RATIO}-") if one.kind is Kind.DISPARITY else "",
        version=VERSION,
        screened=one.entry.screened,
    )


def _counts(one: Indicator) -> tuple[Count | None, ...]:
    return (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)


def _period(one: Indicator, year: int, as_at: date) -> tuple[date | None, date]:
    """The day of a snapshot, or the first and last day of a year."""
    span = collection_year(year)
    return (None, as_at) if one.kind is Kind.DISPARITY else (span.start, span.end)


def _value(
    subject: Subject,
    counts: Sequence[Count | None],
    period: tuple[date | None, date],
    declared: Fraction | None,
    *,
    p: float | None = None,
) -> Value:
    """The counts where all are known; apart where one is a range; nothing where nobody can be compared."""
    known = [count for count in counts if count is not None]
    if len(known) < len(counts) or not known[1].high or not known[3].high:
        return Value(subject, None)
    start, end = period
    if not all(count.is_exact for count in known):
        events, base, other_events, other_base = known
        return Value(subject, None, untested=Untested(subject, events, base, other_events, other_base, end, start))
    return Value(subject, _measured(subject, [count.low for count in known], period, declared, p))


def _measured(
    subject: Subject,
    exact: Sequence[int],
    period: tuple[date | None, date],
    declared: Fraction | None,
    p: float | None,
) -> Measured:
    events, base, other_events, other_base = exact
    whole = (base + events, other_base + other_events) if subject.compares_tiers else (base, other_base)
    return Measured(
        end=period[1],
        events=events,
        base=base,
        other_events=other_events,
        other_base=other_base,
        start=period[0],
        p=fisher_p(events, whole[0], other_events, whole[1]) if p is None else p,
        declaration=declared,
    )


def _once(shares: Iterable[Value]) -> Iterator[Value]:
    """One proposal for each set of counts: senior staff before the only level that is senior."""
    held = list(shares)
    first = {one.subject.indicator.partition("-")[0]: one.measured for one in held}
    for one in held:
        again = one.subject.comparator == LOWER_LEVELS and _same(one.measured, first.get("R4"))
        yield replace(one, proposes=not again)


def _same(one: Measured | None, other: Measured | None) -> bool:
    return one is not None and other is not None and one.counts == other.counts


def _declaration(found: Sequence[Indicator]) -> Fraction | None:
    """The share of staff whose ethnicity is known, where it is one number."""
    one = next((one for one in found if one.id == DECLARATION), None)
    return one.value.low if one is not None and one.value is not None and one.value.is_exact else None
