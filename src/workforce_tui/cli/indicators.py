"""The report of indicators: figures about fairness, each with its counts, interval, test and direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import usage_error, workspace, write_json, write_table
from workforce_tui.cli.gated import is_for_chair
from workforce_tui.cli.options import Csv, Json, ProfileName, WhoCounts, Whose
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.indicators import Indicator, Span
    from workforce_tui.services.indicators import IndicatorReport
    from workforce_tui.services.trend import TrendPoint
    from workforce_tui.services.workspace import Workspace

COLUMNS = (
    "id", "name", "value", "lower", "upper", "direction", "numerator", "denominator", "comparator_numerator",
    "comparator_denominator", "flag", "note",
)  # fmt: skip
TREND_COLUMNS = ("year", "as_at", *COLUMNS, "breaks")
BY = ("group", "sex", "disability", "age", "service", "contract")
MOST_YEARS = 3

EndsIn = Annotated[int, typer.Option("--year", min=1990, max=2100, help=N_("The year the period ends in (31 March)."))]
By = Annotated[
    str | None,
    typer.Option("--by", "--cut", help=N_("Divide the staff: group, sex, disability, age, service or contract.")),
]
Years = Annotated[int, typer.Option("--years", min=1, max=MOST_YEARS, help=N_("Add up the events of so many years."))]


def register(group: typer.Typer) -> None:
    """Add the command to the reports."""
    group.command("indicators", help=N_("Who joins, moves up and leaves, and whether it is fair."))(indicators)


def indicators(
    context: typer.Context,
    organisation: Whose,
    year: EndsIn,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    by: By = None,
    years: Years = 1,
    profile: ProfileName = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shares and rates are from 0 to 1, differences in percentage points; an interval is [low, high]."""
    from workforce_tui.domain.indicator_text import spoken
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.indicator_tables import by_group, indicator_tables

    if by not in (None, *BY):
        raise usage_error(_("--by: choose one of {choices}.").format(choices=", ".join(BY)))
    of_chair = is_for_chair(profile)
    with workspace(context) as ws:
        if of_chair:
            report = _for_chair(ws, organisation, year, definition, whole=by is None and years == 1)
        else:
            report = _of_everything(ws, organisation, year, definition, years, by)
    records = [indicator_record(one) for one in report.indicators]
    if as_json:
        write_json(records)
    elif as_csv:
        typer.echo(render_csv(COLUMNS, records), nl=False)
    else:
        for table, some in zip(indicator_tables(report), by_group(report.indicators), strict=True):
            write_table(context, table)
            typer.echo("\n".join(["", *(clean(f"{one.id}: {spoken(one)}") for one in some), ""]))


def _of_everything(
    ws: Workspace, organisation: str, year: int, definition: EthnicityDefinition, years: int, by: str | None
) -> IndicatorReport:
    from workforce_tui.services.indicators import IndicatorCut
    from workforce_tui.services.indicators import indicators as indicators_of
    from workforce_tui.services.record_indicators import with_records

    cut = IndicatorCut(by) if by else None
    report = indicators_of(ws, organisation=organisation, year=year, definition=definition, years=years, by=cut)
    return with_records(ws, report)


def _for_chair(
    ws: Workspace, organisation: str, year: int, definition: EthnicityDefinition, *, whole: bool
) -> IndicatorReport:
    """The indicators as the chair of a staff network may see them: never divided, nor several years together."""
    from workforce_tui.services.chair_indicators import indicators_for_chair

    if not whole:
        raise WorkforceError(
            _("A staff network sees the indicators of all staff together, one year at a time."),
            _("Ask without --by and --years."),
        )
    return indicators_for_chair(ws, organisation, year, definition)


def write_trend(
    context: typer.Context,
    organisation: str,
    ids: Sequence[str],
    definition: EthnicityDefinition,
    *,
    of_chair: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Some indicators for each reporting year, oldest first, with the breaks in the series."""
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.services.chair_indicators import trend_for_chair
    from workforce_tui.services.trend import indicator_trend, trend_tables

    with workspace(context) as ws:
        if of_chair:
            trend = trend_for_chair(ws, organisation, ids, definition)
        else:
            trend = indicator_trend(ws, organisation=organisation, ids=ids, definition=definition)
    records = [point_record(point) for line in trend.lines for point in line.points]
    if as_json:
        write_json(records)
    elif as_csv:
        typer.echo(render_csv(TREND_COLUMNS, records), nl=False)
    else:
        for table in trend_tables(trend):
            write_table(context, table)
            typer.echo("")


def point_record(point: TrendPoint) -> dict[str, Any]:
    """An indicator in one year as the JSON contract of the command."""
    return {
        "year": point.year,
        "as_at": point.as_at.isoformat() if point.as_at else None,
        **indicator_record(point.indicator),
        "breaks": " ".join(one.text for one in point.breaks) or None,
    }


def indicator_record(one: Indicator) -> dict[str, Any]:
    """An indicator as the JSON contract of the command."""
    from workforce_tui.exporting.records import count_value

    return {
        "id": one.id,
        "name": one.name,
        "value": span_value(one.value),
        "lower": limit_value(one.lower),
        "upper": limit_value(one.upper),
        "direction": one.direction,
        "numerator": count_value(one.numerator),
        "denominator": count_value(one.denominator),
        "comparator_numerator": count_value(one.comparator_numerator),
        "comparator_denominator": count_value(one.comparator_denominator),
        "flag": str(one.flag) or None,
        "note": one.note or None,
    }


def span_value(span: Span | None) -> Any:
    """A value as a number, or [low, high]; None for none."""
    from workforce_tui.exporting.records import pair_value

    return None if span is None else pair_value(span.low, span.high)


def limit_value(limit: float | None) -> Any:
    """An end of an interval; None for none."""
    from workforce_tui.exporting.records import pair_value

    return None if limit is None else pair_value(limit, limit)
