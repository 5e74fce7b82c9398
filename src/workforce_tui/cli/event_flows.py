"""The report of flows where people are not held one by one: from files or counts of events."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.cli.context import write_json, write_table

if TYPE_CHECKING:
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity import Membership
    from workforce_tui.domain.event_flows import EventCounts, EventFlows

COLUMNS = ("organisation", "from", "to", "definition", "group", "measure", "low", "high")


def say_events(context: typer.Context, name: str, found: EventFlows) -> None:
    """The flows as a sentence and tables."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.event_flow_tables import differences_table, event_flows_sentence, event_flows_table

    typer.echo(clean(event_flows_sentence(name, found)))
    for table in (event_flows_table(name, found), differences_table(found)):
        if table is not None:
            typer.echo()
            write_table(context, table)


def write_events(found: EventFlows, *, as_csv: bool) -> None:
    """The flows for scripts: the object of the report of people, with null for what is not known; or CSV."""
    from workforce_tui.exporting.delimited import render_csv

    if not as_csv:
        write_json(event_flows_record(found))
        return
    rows = [
        _about(found) | {"group": group, "measure": measure} | _ends(count)
        for group, counts in (("all", found.total), *_groups(found))
        for measure, count in _figures(counts).items()
    ]
    typer.echo(render_csv(COLUMNS, rows), nl=False)


def event_flows_record(found: EventFlows) -> dict[str, Any]:
    """The flows as the JSON contract of the command; a count known only as an interval is [low, high]."""
    return {
        **_about(found),
        "source": "events",
        **_record(found.total),
        "carried_forward": None,
        "changed_ethnicity": None,
        "not_followed": {"start": _high(found.total.start), "end": _high(found.total.end)},
        "left_out": [],
        "by_group": {group: _record(counts) for group, counts in _groups(found)},
        "transitions": None,
        "notes": list(found.notes),
        "reconciliation": [*_lists(found), *_end_beside(found)],
    }


def _about(found: EventFlows) -> dict[str, Any]:
    return {
        "organisation": found.organisation,
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "definition": str(found.definition),
    }


def _groups(found: EventFlows) -> list[tuple[str, EventCounts]]:
    from workforce_tui.services.flow_tables import GROUPS

    return [(_code(member), found.by_group[member]) for member in GROUPS]


def _code(member: Membership | None) -> str:
    from workforce_tui.services.flows import group_code

    return "all" if member is None else group_code(member)


def _figures(counts: EventCounts) -> dict[str, Count | None]:
    """Every figure of flows of people, in their order; None for what events do not show."""
    from workforce_tui.domain.flows import FlowCounts
    from workforce_tui.services.event_flow_tables import figure

    return {one.name: figure(counts, one.name) for one in fields(FlowCounts)}


def _record(counts: EventCounts) -> dict[str, Any]:
    from workforce_tui.exporting.records import count_value

    return {measure: count_value(count) for measure, count in _figures(counts).items()}


def _ends(count: Count | None) -> dict[str, Any]:
    return {"low": None, "high": None} if count is None else {"low": count.low, "high": count.high}


def _high(count: Count | None) -> int | None:
    return None if count is None else count.high


def _lists(found: EventFlows) -> list[dict[str, Any]]:
    """The lists of events that are held of some of the time, and are not of exactly that time."""
    from workforce_tui.domain.reconciliation import MEASURES

    return [
        _beside(found, str(dataset), measure, covered=False)
        | {"periods": [{"start": first.isoformat(), "end": last.isoformat()} for first, last in found.periods[dataset]]}
        for dataset, measure in MEASURES.items()
        if dataset not in found.used and found.periods[dataset]
    ]


def _end_beside(found: EventFlows) -> list[dict[str, Any]]:
    """Start + joined - left beside the staff at the end; nothing where joiners or leavers are not known."""
    from workforce_tui.exporting.records import count_value

    lines = [
        {
            "group": _code(group),
            "snapshots": count_value(one.end),
            "events": _interval(one.expected),
            "difference": _interval(one.difference),
            "agrees": _agrees(one),
        }
        for group, one in found.differences
    ]
    if not lines:
        return []
    return [_beside(found, None, "end", covered=True) | {"agrees": all(map(_agrees, _each(found))), "lines": lines}]


def _each(found: EventFlows) -> list[EventCounts]:
    return [one for _group, one in found.differences]


def _agrees(one: EventCounts) -> bool:
    return one.difference is not None and one.difference[0] <= 0 <= one.difference[1]


def _interval(ends: tuple[int, int] | None) -> int | list[int] | None:
    if ends is None:
        return None
    return ends[0] if ends[0] == ends[1] else list(ends)


def _beside(found: EventFlows, dataset: str | None, measure: str, *, covered: bool) -> dict[str, Any]:
    return {
        "dataset": dataset,
        "measure": measure,
        "covered": covered,
        "agrees": None,
        "periods": [],
        "lines": [],
        "lacking": sorted({kind for kinds in found.lacking.values() for kind in kinds}) if covered else [],
        "only_in_events": None,
        "only_in_snapshots": None,
        "joined_and_left": None,
    }
