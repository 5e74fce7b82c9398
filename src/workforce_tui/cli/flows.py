"""The report of flows: who stayed, joined, left, was promoted or moved between two snapshots."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.chair import write_flows as write_for_chair
from workforce_tui.cli.context import parse_day, workspace, write_json, write_table
from workforce_tui.cli.gated import is_for_chair
from workforce_tui.cli.options import Json, ProfileName, WhoCounts, Whose
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.flows import Flows
    from workforce_tui.domain.reconciliation import Reconciliation
    from workforce_tui.domain.table import Table
    from workforce_tui.services.flow_tables import GradeFlow
    from workforce_tui.services.workspace import Workspace

COLUMNS = (
    "organisation", "from", "to", "definition", "from_grade", "from_key", "to_grade", "to_key", "group", "count",
)  # fmt: skip

Start = Annotated[
    str | None, typer.Option("--from", help=N_("The first snapshot date; the one before the second when left out."))
]
End = Annotated[str | None, typer.Option("--to", help=N_("The second snapshot date; the latest when left out."))]
Moves = Annotated[bool, typer.Option("--csv", help=N_("Answer in CSV: who went from which grade to which."))]


def register(group: typer.Typer) -> None:
    """Add the command to the reports."""
    group.command("flows", help=N_("Who stayed, joined, left, was promoted or moved between two snapshots."))(flows)


def flows(
    context: typer.Context,
    organisation: Whose,
    start: Start = None,
    end: End = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    profile: ProfileName = None,
    as_json: Json = False,
    as_csv: Moves = False,
) -> None:
    """People followed by the keyed hash of their staff number; where they are only counted, their events."""
    first, last = parse_day(start, "--from"), parse_day(end, "--to")
    if is_for_chair(profile):
        write_for_chair(context, organisation, (first, last), definition, as_json=as_json, as_csv=as_csv)
        return
    from workforce_tui.cli.event_flows import say_events, write_events
    from workforce_tui.domain.event_flows import EventFlows
    from workforce_tui.services.event_flows import any_flows, dates_to_choose
    from workforce_tui.services.flow_tables import grade_flows
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.reconciliation import reconcile

    with workspace(context) as ws:
        chosen = get_organisation(ws, organisation)
        first, last = dates_to_choose(ws, chosen.code, first, last)
        found = any_flows(ws, organisation=chosen.code, start=first, end=last, definition=definition)
        if isinstance(found, EventFlows):
            if as_json or as_csv:
                write_events(found, as_csv=as_csv)
            else:
                say_events(context, chosen.name, found)
        elif as_json or as_csv:
            _write(found, grade_flows(ws, found), () if as_csv else reconcile(ws, found), as_csv=as_csv)
        else:
            _say(context, ws, chosen.name, found)


def _say(context: typer.Context, ws: Workspace, name: str, found: Flows) -> None:
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.flow_tables import flows_sentence, flows_table, moves_table, reconciliation_table

    typer.echo(clean(flows_sentence(name, found)))
    for table in (flows_table(name, found), moves_table(ws, found), reconciliation_table(ws, found)):
        if table is not None:
            typer.echo()
            _say_table(context, table)


def _say_table(context: typer.Context, table: Table) -> None:
    """A table, or in words that nothing is in it and why."""
    from workforce_tui.exporting.text import clean

    if table.rows:
        write_table(context, table)
        return
    typer.echo(clean(f"{table.title}: {' '.join(table.notes) or _('nobody')}"))


def _write(found: Flows, matrix: Sequence[GradeFlow], beside: Sequence[Reconciliation], *, as_csv: bool) -> None:
    from workforce_tui.exporting.delimited import render_csv

    if not as_csv:
        write_json(flows_record(found, matrix) | {"reconciliation": [_beside_record(one) for one in beside]})
        return
    about = {key: value for key, value in flows_record(found, ()).items() if key in COLUMNS}
    typer.echo(render_csv(COLUMNS, [about | _grade_record(one) for one in matrix]), nl=False)


def flows_record(found: Flows, matrix: Sequence[GradeFlow]) -> dict[str, Any]:
    """The flows as the JSON contract of the command."""
    from workforce_tui.services.flow_tables import GROUPS
    from workforce_tui.services.flows import group_code

    return {
        "organisation": found.organisation,
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "definition": str(found.definition),
        "source": "people",
        **asdict(found.total),
        "carried_forward": found.carried_forward,
        "changed_ethnicity": found.changed_ethnicity,
        "not_followed": {"start": found.not_followed[0], "end": found.not_followed[1]},
        "left_out": [
            {"worker_type": one.worker_type, "count": one.people, "at": "start" if one.at_start else "end"}
            for one in found.left_out
        ],
        "by_group": {group_code(member): asdict(found.by_group[member]) for member in GROUPS},
        "transitions": [_grade_record(one) for one in matrix],
        "notes": list(found.notes),
    }


def _grade_record(one: GradeFlow) -> dict[str, Any]:
    from workforce_tui.services.flows import group_code

    return {
        "from_grade": one.from_name or None,
        "from_key": one.from_grade or None,
        "to_grade": one.to_name or None,
        "to_key": one.to_grade or None,
        "group": group_code(one.group),
        "count": one.people,
    }


def _beside_record(one: Reconciliation) -> dict[str, Any]:
    from workforce_tui.exporting.records import count_value
    from workforce_tui.services.flows import group_code

    return {
        "dataset": str(one.dataset),
        "measure": one.measure,
        "covered": one.covered,
        "agrees": one.agrees if one.covered else None,
        "periods": [{"start": first.isoformat(), "end": last.isoformat()} for first, last in one.periods],
        "lines": [
            {
                "group": "all" if line.group is None else group_code(line.group),
                "snapshots": line.snapshots,
                "events": count_value(line.events),
                "difference": line.difference[0] if line.events.is_exact else list(line.difference),
                "agrees": line.agrees,
            }
            for line in one.lines
        ],
        "lacking": sorted(one.lacking),
        "only_in_events": one.only_events,
        "only_in_snapshots": one.only_snapshots,
        "joined_and_left": one.came_and_went if one.only_events is not None else None,
    }
