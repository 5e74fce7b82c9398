"""The indicators as the register needs them: the counts of both groups, and which way round they are worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.disparities import TIER_RATIO, Measured, Outcome, Subject
from workforce_tui.domain.exact import fisher_p
from workforce_tui.domain.indicator_catalogue import ENTRIES, STEPS, VERSION, step_place
from workforce_tui.domain.indicators import Kind, Worse
from workforce_tui.i18n import _
from workforce_tui.services.disparity_source import Value
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.indicators import indicators
from workforce_tui.services.representation import snapshot_dates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.indicators import Entry, Indicator
    from workforce_tui.services.workspace import Workspace

RATIOS = frozenset({Kind.WHITE_TO_MINORITY, Kind.MINORITY_TO_WHITE, Kind.DISPARITY})
DECLARATION = "DQ1"


@dataclass(frozen=True, slots=True)
class _OfYear:
    """A reporting year, the day of its latest snapshot, and the declaration rate then."""

    year: int
    as_at: date | None
    declared: Fraction | None


class IndicatorSource:
    """The indicators of a database."""

    def years(self, ws: Workspace, organisation: str) -> tuple[int, ...]:
        """The reporting years there are snapshots or events of, newest first."""
        sources = load_sources(ws, organisation, ())
        days = {*sources.staff, *(one.period_end for one in sources.periods)}
        return tuple(sorted({reporting_year(day) for day in days}, reverse=True))

    def values(self, ws: Workspace, organisation: str, year: int, definition: EthnicityDefinition) -> tuple[Value, ...]:
        """Every indicator of a reporting year that compares two groups."""
        report = indicators(ws, organisation=organisation, year=year, definition=definition)
        found = [one for one in report.indicators if is_compared(one.entry)]
        days = [day for day in snapshot_dates(ws, organisation) if reporting_year(day) == year]
        of_year = _OfYear(year, max(days, default=None), _declaration(report.indicators))
        proposed = _proposed(found)
        return tuple(
            Value(_subject(one, report.organisation.code), _measured(one, of_year), proposes=one.id in proposed)
            for one in found
        )

    def name(self, indicator: str) -> str:
        """The name of an indicator by its code, in the language in use; the code where there is no such one."""
        if indicator in ENTRIES:
            return _(ENTRIES[indicator].name)
        for lower, upper in STEPS:
            for officers, prefix in ((False, ""), (True, "officers-")):
                if indicator == f"{TIER_RATIO}-{prefix}{lower}-{upper}":
                    return _(ENTRIES[TIER_RATIO].name).format(place=step_place(lower, upper, officers=officers))
        return indicator


def reporting_year(day: date) -> int:
    """The reporting year a day is in, by the year it ends in."""
    return day.year if day <= collection_year(day.year).end else day.year + 1


def is_compared(entry: Entry) -> bool:
    """Whether an indicator compares the rates of two groups, one of them worse off."""
    return entry.worse is not Worse.NEITHER and (entry.kind in RATIOS or entry.kind is Kind.RATE)


def outcome_of(entry: Entry) -> Outcome:
    """What being counted by an indicator means for a person: the ratio of White to minority is worse when higher."""
    inverse = entry.kind in (Kind.WHITE_TO_MINORITY, Kind.DISPARITY)
    return Outcome.WANTED if (entry.worse is Worse.HIGHER) == inverse else Outcome.HARM


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


def _measured(one: Indicator, of_year: _OfYear) -> Measured | None:
    """The counts where all are known exactly; None where one is not, or there is nobody to compare."""
    counts = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
    exact = [count.low for count in counts if count is not None and count.is_exact]
    if len(exact) < len(counts) or not exact[1] or not exact[3]:
        return None
    events, base, other_events, other_base = exact
    span, on_a_day = collection_year(of_year.year), one.kind is Kind.DISPARITY
    tables = (events, base + events, other_events, other_base + other_events) if on_a_day else tuple(exact)
    return Measured(
        end=of_year.as_at or span.end if on_a_day else span.end,
        events=events,
        base=base,
        other_events=other_events,
        other_base=other_base,
        start=None if on_a_day else span.start,
        p=fisher_p(*tables) if one.p_value is None else one.p_value,
        declaration=of_year.declared,
    )


def _declaration(found: Sequence[Indicator]) -> Fraction | None:
    """The share of staff whose ethnicity is known, where it is one number."""
    one = next((one for one in found if one.id == DECLARATION), None)
    return one.value.low if one is not None and one.value is not None and one.value.is_exact else None
