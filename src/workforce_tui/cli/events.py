"""The report of events: joiners, leavers, promotions, recruitment, cases and training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import parse_day, usage_error, workspace, write_json
from workforce_tui.cli.options import Csv, Json, WhoseOrAll
from workforce_tui.domain.datasets import Dataset, dataset_name, outcome_name
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.services.events import EventReportRow

BY = ("outcome", "grade", "group")
COLUMNS = ("organisation", "dataset", "period_start", "period_end", "by", "key", "label", "outcome", "count")


def register(group: typer.Typer) -> None:
    """Add the command to the reports."""
    group.command("events", help=N_("Joiners, leavers, promotions, recruitment, cases and training."))(events)


def events(
    context: typer.Context,
    organisation: WhoseOrAll = None,
    dataset: Annotated[
        Dataset | None, typer.Option("--dataset", help=N_("The kind of events; all when left out."))
    ] = None,
    by: Annotated[str, typer.Option("--by", help=N_("What there is a row for: outcome, grade or group."))] = "outcome",
    period_start: Annotated[
        str | None, typer.Option("--period-start", help=N_("Only periods from this day on, YYYY-MM-DD."))
    ] = None,
    period_end: Annotated[
        str | None, typer.Option("--period-end", help=N_("Only periods up to this day, YYYY-MM-DD."))
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Counts of events; an interval is [low, high]. An application counts at every stage it came through."""
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.services.events import EventDimension, event_report
    from workforce_tui.services.organisations import get_organisation

    if by not in BY:
        raise usage_error(_("--by: choose one of {choices}.").format(choices=", ".join(BY)))
    period = _period(period_start, period_end)
    with workspace(context) as ws:
        code = get_organisation(ws, organisation).code if organisation else None
        rows = event_report(ws, EventDimension(by), code, dataset, period)
    records = [row_record(row, by) for row in rows]
    if as_json:
        write_json(records)
    elif as_csv:
        typer.echo(render_csv(COLUMNS, records), nl=False)
    else:
        _say(rows)


def row_record(row: EventReportRow, by: str) -> dict[str, Any]:
    """A row as the JSON contract of the command."""
    from workforce_tui.exporting.records import count_value

    summary = row.summary
    return {
        "organisation": summary.organisation,
        "dataset": str(summary.dataset),
        "period_start": summary.start.isoformat(),
        "period_end": summary.end.isoformat(),
        "by": by,
        "key": row.key,
        "label": row.label,
        "outcome": row.outcome or (row.key if by == "outcome" else None),
        "count": count_value(row.count),
    }


def _period(start: str | None, end: str | None) -> tuple[date, date] | None:
    from datetime import date

    first, last = parse_day(start, "--period-start"), parse_day(end, "--period-end")
    return (first or date.min, last or date.max) if first or last else None


def _say(rows: tuple[EventReportRow, ...]) -> None:
    from workforce_tui.domain.formatting import count_text, long_date
    from workforce_tui.exporting.text import clean

    if not rows:
        typer.echo(_("No events are held for that. Import a spreadsheet of joiners, leavers, recruitment or the like."))
    heading = ""
    for row in rows:
        one = row.summary
        said = _("{organisation}, {dataset}, {start} to {end}").format(
            organisation=one.organisation,
            dataset=dataset_name(one.dataset),
            start=long_date(one.start),
            end=long_date(one.end),
        )
        if said != heading:
            heading = said
            typer.echo(heading)
        stage = f", {outcome_name(one.dataset, row.outcome)}" if row.outcome else ""
        typer.echo(clean(f"  {row.label}{stage}: {count_text(row.count)}"))
