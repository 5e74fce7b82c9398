"""The report commands: the same figures as the screens, as text, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli import events, flows, gated, indicators, progression, projection
from workforce_tui.cli.context import parse_day, workspace, write_json, write_table
from workforce_tui.cli.options import AsAt, Csv, Json, ProfileName, WhoCounts, Whose, WhoseOrAll
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _
from workforce_tui.services.figures import Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from workforce_tui.services.figures import ReportRow

MEASURES = (
    "headcount", "known", "minority", "white", "undeclared", "unknown", "not_given", "share", "lower", "upper",
    "declaration_rate", "target", "gap_points", "persons_short", "status",
)  # fmt: skip

By = Annotated[Dimension, typer.Option("--by", help=N_("What there is a row for."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Show figures."), no_args_is_help=True, rich_markup_mode=None)
    group.command(
        "representation", help=N_("Representation by grade, level, tier, organisation, area or ethnic group.")
    )(representation)
    group.command("trend", help=N_("Representation of one organisation over its snapshots."))(trend)
    group.command("overview", help=N_("One organisation's total, and what needs attention."))(overview)
    events.register(group)
    flows.register(group)
    projection.register(group)
    indicators.register(group)
    progression.register(group)
    group.callback()(_allowed)
    app.add_typer(group, name="report")


def _allowed(context: typer.Context) -> None:
    """Only the reports that pass through disclosure control are there for readers of a profile."""
    gated.refuse_report(context.invoked_subcommand or "")


def representation(
    context: typer.Context,
    organisation: WhoseOrAll = None,
    as_at: AsAt = None,
    by: By = Dimension.GRADE,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    profile: ProfileName = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shares are from 0 to 1 of staff with known ethnicity; gaps are percentage points; intervals are [low, high]."""
    from workforce_tui.services.figures import ReportQuery
    from workforce_tui.services.representation import representation_report
    from workforce_tui.services.tables import report_table

    query = ReportQuery(organisation, parse_day(as_at, "--as-at"), by, definition)
    if gated.is_gated(profile):
        gated.write_report(context, query, profile, as_json=as_json, as_csv=as_csv)
        return
    with workspace(context) as ws:
        report = representation_report(ws, query)
    if as_json or as_csv:
        _write_rows(report.rows, by, as_csv=as_csv)
    elif report.total is None:
        typer.echo(_("There are no figures for that yet. Import a spreadsheet, or choose another date."))
    else:
        write_table(context, report_table(report))


def trend(
    context: typer.Context,
    organisation: Whose,
    by: By = Dimension.GRADE,
    key: Annotated[
        str | None, typer.Option(help=N_("The code of one row (a grade, a level ...); all staff without."))
    ] = None,
    indicator: Annotated[
        list[str] | None, typer.Option("--indicator", help=N_("An indicator, year by year; may be repeated."))
    ] = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    profile: ProfileName = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """One row for each snapshot date, oldest first; with --indicator, one for each reporting year."""
    if indicator:
        of_chair = gated.is_for_chair(profile)
        indicators.write_trend(
            context, organisation, indicator, definition, of_chair=of_chair, as_json=as_json, as_csv=as_csv
        )
        return
    if gated.is_gated(profile):
        gated.write_trend(context, organisation, profile, by, key, definition, as_json, as_csv)
        return
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.representation import trend as rows_of
    from workforce_tui.services.tables import trend_table
    from workforce_tui.services.trend import snapshot_breaks

    with workspace(context) as ws:
        chosen = get_organisation(ws, organisation)
        rows = rows_of(ws, chosen.code, definition=definition, key=key, by=by)
        breaks = snapshot_breaks(ws, chosen.code)
    marked = {day: " ".join(one.text for one in some) for day, some in breaks.items()}
    if as_json or as_csv:
        _write_rows(rows, by, as_csv=as_csv, breaks=marked)
    else:
        write_table(context, trend_table(chosen.name, rows, definition, marked))


def overview(
    context: typer.Context,
    organisation: Whose,
    as_at: AsAt = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    profile: ProfileName = None,
    as_json: Json = False,
) -> None:
    """The total in a sentence, then what needs attention."""
    if gated.is_gated(profile):
        gated.write_overview(context, organisation, parse_day(as_at, "--as-at"), definition, profile, as_json=as_json)
        return
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.explaining import explain
    from workforce_tui.services.overview import overview as overview_of

    with workspace(context) as ws:
        page = overview_of(ws, organisation, as_at=parse_day(as_at, "--as-at"), definition=definition)
    if as_json:
        total = None if page.total is None else row_record(page.total, Dimension.ORGANISATION)
        attention = [{"code": str(one.code), "message": one.message} for one in page.attention]
        write_json({"organisation": page.organisation.code, "total": total, "attention": attention})
        return
    typer.echo(clean(page.organisation.name))
    if page.total is not None:
        typer.echo(clean(explain(page.total)))
    for one in page.attention:
        typer.echo(clean(f"- {one.message}"))


def row_record(row: ReportRow, by: Dimension) -> dict[str, Any]:
    """A row as the JSON contract of the report commands."""
    from workforce_tui.exporting.records import count_value, pair_value, share_value

    figures, progress = row.figures, row.progress
    interval, gap = figures.interval, progress.gap if progress else None
    given = figures.has_ethnicity
    record: dict[str, Any] = {
        "organisation": row.organisation or None,
        "as_at": row.as_at.isoformat() if row.as_at else None,
        str(by): row.key if by is Dimension.ORGANISATION else row.label,
        "key": row.key,
        "definition": str(figures.definition),
        "headcount": count_value(figures.headcount),
        "known": count_value(figures.known) if given else None,
        "minority": count_value(figures.minority),
        "white": count_value(figures.white),
        "undeclared": count_value(figures.undeclared) if given else None,
        "unknown": count_value(figures.unknown) if given else None,
        "not_given": count_value(figures.not_given),
        "share": share_value(figures.share),
        "lower": None if interval is None else pair_value(interval.low, interval.low),
        "upper": None if interval is None else pair_value(interval.high, interval.high),
        "declaration_rate": share_value(figures.declaration),
        "target": None if progress is None or progress.wanted is None else pair_value(progress.wanted, progress.wanted),
        "gap_points": None if gap is None else pair_value(*gap, scale=100),
        "persons_short": None
        if progress is None or progress.persons_short is None
        else pair_value(*progress.persons_short),
        "status": None if progress is None else str(progress.status),
        "note": row.note or None,
    }
    return record


def _write_rows(
    rows: Sequence[ReportRow], by: Dimension, *, as_csv: bool, breaks: Mapping[date, str] | None = None
) -> None:
    """The rows of a report; of a trend with what breaks the series at each, null for nothing."""
    from workforce_tui.exporting.delimited import render_csv

    records = [row_record(row, by) for row in rows]
    last: tuple[str, ...] = ("note",)
    if breaks is not None:
        last = ("note", "breaks")
        for record, row in zip(records, rows, strict=True):
            record["breaks"] = breaks.get(row.as_at) if row.as_at else None
    if not as_csv:
        write_json(records)
        return
    columns = list(dict.fromkeys(("organisation", "as_at", str(by), "key", "definition", *MEASURES, *last)))
    typer.echo(render_csv(columns, records), nl=False)
