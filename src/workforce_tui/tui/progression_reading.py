"""What threads run for the views of the progression screen. Services are loaded here and only when called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.tui.state import CHAIR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.table import Table
    from workforce_tui.services.flow_matrix import FlowMatrix
    from workforce_tui.services.indicators import IndicatorReport
    from workforce_tui.services.pipeline import Pipeline
    from workforce_tui.services.returned_progression import Returned
    from workforce_tui.services.trend import IndicatorTrend
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View

Period = tuple["date", "date"]
"""From the end of one day to the end of another."""


def returned(ws: Workspace, view: View, part: str, year: int | None) -> Returned:
    """What the returns of a year say of a view, for the taskforce."""
    from workforce_tui.services.report_query import ReturnPart
    from workforce_tui.services.returned_progression import returned_progression

    return returned_progression(ws, view.organisation, ReturnPart(part), year)


def pipeline(ws: Workspace, view: View) -> Pipeline:
    """Both groups at each level, on the date chosen or the latest."""
    from workforce_tui.services import pipeline as service

    return service.pipeline(ws, organisation=view.organisation or "", as_at=view.as_at, definition=view.definition)


def largest_drop(found: Pipeline) -> str:
    """Where the share falls most and what the exact test says of it: where scipy is not loaded, that takes a while."""
    return found.sentence


def largest_drop_at_once(found: Pipeline) -> str | None:
    """The same, without waiting; None where it has to be waited for."""
    from workforce_tui.domain.exact import is_loaded

    return found.sentence if is_loaded() or found.drop is None else None


@dataclass(frozen=True, slots=True)
class FlowsData:
    """The flows of a period; `period` is None where there are neither people to follow nor events of the time.

    `counts_only`: there are dates enough, but only counts. `beside` are the organisation's own lists of events, where
    there are any; `periods` those that can be chosen, newest first. Flows from events have no `matrix`, and `notes`
    say so. `days` are the snapshots, newest first: any two can be asked for.
    """

    periods: tuple[Period, ...]
    period: Period | None = None
    notes: tuple[str, ...] = ()
    table: Table | None = None
    matrix: FlowMatrix | None = None
    sentence: str = ""
    beside: Table | None = None
    counts_only: bool = False
    days: tuple[date, ...] = ()


def flows_data(ws: Workspace, view: View, period: Period | None) -> FlowsData:
    """The flows of *period*, which may be any two snapshots, or of the latest there is up to the snapshot chosen."""
    if view.profile == CHAIR:
        return _flows_for_chair(ws, view, period)
    from workforce_tui.services.event_flows import event_periods
    from workforce_tui.services.flows import flow_dates
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.representation import snapshot_dates

    organisation = get_organisation(ws, view.organisation or "")
    periods = _periods(flow_dates(ws, organisation.code), event_periods(ws, organisation.code))
    days = snapshot_dates(ws, organisation.code)
    if period is None or not {*days}.issuperset(period):
        if not periods:
            return FlowsData((), counts_only=len(days) > 1, days=days)
        period = _latest(periods, view.as_at)
    return replace(_of_period(ws, view, organisation, periods, period), days=days)


def _flows_for_chair(ws: Workspace, view: View, period: Period | None) -> FlowsData:
    from workforce_tui.services.chair_flows import flow_periods, flows_for_chair

    organisation = view.organisation or ""
    periods = flow_periods(ws, organisation)
    if not periods:
        return FlowsData(())
    start, end = period if period in periods else _latest(periods, view.as_at)
    found = flows_for_chair(ws, organisation, start=start, end=end, definition=view.definition)
    return FlowsData(periods, found.period, found.table.notes, found.table, None, found.sentence)


def _of_period(
    ws: Workspace, view: View, organisation: Organisation, periods: tuple[Period, ...], chosen: Period
) -> FlowsData:
    from workforce_tui.domain.event_flows import EventFlows
    from workforce_tui.services.event_flow_tables import differences_table, event_flows_sentence, event_flows_table
    from workforce_tui.services.event_flows import any_flows
    from workforce_tui.services.flow_matrix import flow_matrix
    from workforce_tui.services.flow_tables import flows_sentence, flows_table, reconciliation_table

    start, end = chosen
    found = any_flows(ws, organisation=organisation.code, start=start, end=end, definition=view.definition)
    if isinstance(found, EventFlows):
        table, sentence = event_flows_table(organisation.name, found), event_flows_sentence(organisation.name, found)
        return FlowsData(periods, chosen, found.notes, table, None, sentence, differences_table(found))
    return FlowsData(
        periods,
        chosen,
        found.notes,
        flows_table(organisation.name, found),
        flow_matrix(ws, found),
        flows_sentence(organisation.name, found),
        reconciliation_table(ws, found),
    )


def _periods(days: Sequence[date], of_events: Sequence[Period]) -> tuple[Period, ...]:
    """From each date to the next, newest first, then the longer ones up to the latest date with people."""
    oldest_first = sorted(days)
    steps = tuple(sorted({*pairwise(oldest_first), *of_events}, key=lambda one: one[::-1], reverse=True))
    return steps + tuple((day, oldest_first[-1]) for day in reversed(oldest_first[:-2]))


def _latest(periods: Sequence[Period], as_at: date | None) -> Period:
    return next((one for one in periods if as_at is None or one[1] <= as_at), periods[0])


@dataclass(frozen=True, slots=True)
class IndicatorsData:
    """The indicators of a year; `report` is None where nothing is held. `years` can be chosen, newest first."""

    years: tuple[int, ...]
    report: IndicatorReport | None = None
    last_name: str = ""


def indicators_data(ws: Workspace, view: View, year: int | None, pooled: int, cut: str) -> IndicatorsData:
    """The indicators of *year*, or of the latest up to the snapshot chosen; events of *pooled* years together."""
    from workforce_tui.domain.reporting_years import year_of_snapshot
    from workforce_tui.services import indicators as service
    from workforce_tui.services.disparity_values import years_held
    from workforce_tui.services.last_names import last_name
    from workforce_tui.services.record_indicators import with_records

    organisation = view.organisation or ""
    years = years_held(ws, organisation)
    if not years:
        return IndicatorsData(())
    latest = year_of_snapshot(view.as_at) if view.as_at else years[0]
    chosen = year if year in years else next((one for one in years if one <= latest), years[0])
    if view.profile == CHAIR:
        from workforce_tui.services.chair_indicators import indicators_for_chair

        return IndicatorsData(years, indicators_for_chair(ws, organisation, chosen, view.definition))
    report = service.indicators(
        ws,
        organisation=organisation,
        year=chosen,
        definition=view.definition,
        years=pooled,
        by=service.IndicatorCut(cut) if cut else None,
    )
    return IndicatorsData(years, with_records(ws, report), last_name(ws))


def indicator_cuts() -> tuple[str, ...]:
    """What the staff can be divided by, as codes."""
    from workforce_tui.services.indicators import IndicatorCut

    return tuple(str(one) for one in IndicatorCut)


def indicator_trend(ws: Workspace, view: View, indicator: str) -> IndicatorTrend:
    """One indicator over every reporting year."""
    from workforce_tui.services import trend as service

    if view.profile == CHAIR:
        from workforce_tui.services.chair_indicators import trend_for_chair

        return trend_for_chair(ws, view.organisation or "", (indicator,), view.definition)
    return service.indicator_trend(
        ws, organisation=view.organisation or "", ids=(indicator,), definition=view.definition
    )


def indicator_names(ws: Workspace, view: View) -> tuple[tuple[str, str], ...]:
    """The ids and names of the indicators of the latest year that there is a trend of."""
    from workforce_tui.domain.indicator_catalogue import FAMILIES, family

    report = indicators_data(ws, view, None, 1, "").report
    every = () if report is None else report.indicators
    return tuple((one.id, one.name) for one in every if family(one.id) in FAMILIES)
