"""The indicators as the register needs them: the counts of both groups, and which way round they are worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.disparities import TIER_RATIO, Measured, Outcome, Subject
from workforce_tui.domain.exact import fisher_p
from workforce_tui.domain.indicator_catalogue import CATALOGUE, ENTRIES, STEPS, VERSION, family, step_place
from workforce_tui.domain.indicators import Kind, Worse
from workforce_tui.i18n import _
from workforce_tui.services.disparity_source import History, Value
from workforce_tui.services.indicator_sources import load_sources, year_of, year_of_snapshot
from workforce_tui.services.indicators import indicators_of
from workforce_tui.services.pooled_events import datasets_of
from workforce_tui.services.representation import snapshot_dates
from workforce_tui.services.year_moves import year_moves
from workforce_tui.storage import events as event_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.flows import Flows
    from workforce_tui.domain.indicators import Entry, Indicator
    from workforce_tui.services.indicator_sources import Sources
    from workforce_tui.services.workspace import Workspace

RATIOS = frozenset({Kind.WHITE_TO_MINORITY, Kind.MINORITY_TO_WHITE, Kind.DISPARITY})
DECLARATION = "DQ1"


class IndicatorSource:
    """The indicators of a database."""

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
        return History(held, {one: _values(sources, one, definition, moves) for one in wanted})

    def name(self, indicator: str) -> str:
        """The name of an indicator by its code, in the language in use; the code where there is no such one."""
        if indicator in ENTRIES:
            return _(ENTRIES[indicator].name)
        for lower, upper in STEPS:
            for officers, prefix in ((False, ""), (True, "officers-")):
                if indicator == f"{TIER_RATIO}-{prefix}{lower}-{upper}":
                    return _(ENTRIES[TIER_RATIO].name).format(place=step_place(lower, upper, officers=officers))
        return indicator


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
        of_events = {year_of(one.period_end) for one in event_store.periods(session, organisation=organisation)}
    of_staff = {year_of_snapshot(day) for day in snapshot_dates(ws, organisation)}
    return tuple(sorted(of_events | of_staff, reverse=True))


def _values(
    sources: Sources, year: int, definition: EthnicityDefinition, moves: Mapping[int, Flows]
) -> tuple[Value, ...]:
    every = indicators_of(sources, (year,), definition, moves=moves, families=FAMILIES)
    found = [one for one in every if is_compared(one.entry)]
    declared, proposed = _declaration(every), _proposed(found)
    staff, code = sources.staff_of(year), sources.organisation.code
    as_at = staff.as_at if staff else collection_year(year).end
    return tuple(
        Value(_subject(one, code), _measured(one, year, as_at, declared), proposes=one.id in proposed) for one in found
    )


def _proposed(found: Sequence[Indicator]) -> set[str]:
    """One code for each set of counts: the ratio where there is a rate and a ratio of the same."""
    chosen: dict[tuple[object, ...], Indicator] = {}
    for one in found:
        counts = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
        key = (one.group, outcome_of(one.entry), *counts)
        held = chosen.get(key)
        if held is None or (held.kind is Kind.RATE and one.kind in RATIOS):
            chosen[key] = one
    return {one.id for one in chosen.values()}


def _subject(one: Indicator, organisation: str) -> Subject:
    return Subject(
        organisation=organisation,
        indicator=one.id,
        definition=str(one.definition),
        outcome=outcome_of(one.entry),
        level=one.id.removeprefix(f"{TIER_RATIO}-") if one.kind is Kind.DISPARITY else "",
        version=VERSION,
        screened=one.entry.screened,
    )


def _measured(one: Indicator, year: int, as_at: date, declared: Fraction | None) -> Measured | None:
    """The counts where all are known exactly; None where one is not, or there is nobody to compare."""
    counts = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
    exact = [count.low for count in counts if count is not None and count.is_exact]
    if len(exact) < len(counts) or not exact[1] or not exact[3]:
        return None
    events, base, other_events, other_base = exact
    span, on_a_day = collection_year(year), one.kind is Kind.DISPARITY
    tables = (events, base + events, other_events, other_base + other_events) if on_a_day else tuple(exact)
    return Measured(
        end=as_at if on_a_day else span.end,
        events=events,
        base=base,
        other_events=other_events,
        other_base=other_base,
        start=None if on_a_day else span.start,
        p=fisher_p(*tables) if one.p_value is None else one.p_value,
        declaration=declared,
    )


def _declaration(found: Sequence[Indicator]) -> Fraction | None:
    """The share of staff whose ethnicity is known, where it is one number."""
    one = next((one for one in found if one.id == DECLARATION), None)
    return one.value.low if one is not None and one.value is not None and one.value.is_exact else None
