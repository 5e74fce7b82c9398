"""The commands of mentoring: schemes and cohorts, lists of mentees and mentors, and the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli.context import usage_error, workspace, write_json, write_table
from workforce_tui.cli.mentoring_purge import purge
from workforce_tui.cli.options import Csv, Decide, DryRun, File, Json, WhoseOrAll
from workforce_tui.cli.records import area_group
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.workforce import Area
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.services.mentoring import MentoringReport

BY = ("area", "organisation")
LISTS = ("mentees", "mentors")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = area_group("mentoring", help_text=N_("Mentoring: schemes, cohorts, evaluations, who took part, figures."))
    group.command("report", help=N_("Coverage, reach, completion, and what became of mentees (M1 to M4)."))(report)
    group.command("import", help=N_("Import a list of mentees or mentors. Nothing is written unless all can be."))(
        import_list
    )
    group.command("purge", help=N_("Forget who took part in cohorts that ended long ago; counts are kept."))(purge)
    app.add_typer(group, name="mentoring")


def report(
    context: typer.Context,
    organisation: WhoseOrAll = None,
    area: Annotated[
        Area | None, typer.Option("--area", help=N_("A local criminal justice board's (police force) area."))
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help=N_("A row for each area or organisation, in place of one report."))
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help=N_("Only cohorts that started in the year to 31 March of this year."))
    ] = None,
    definition: Annotated[
        EthnicityDefinition, typer.Option("--definition", help=N_("Who is counted as an ethnic minority."))
    ] = EthnicityDefinition.EM_EXCL,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shares are from 0 to 1, counts known only as an interval [low, high]; null is not available, never 0."""
    from workforce_tui.services.mentoring import mentoring_by_place, mentoring_report

    if by is not None and by not in BY:
        raise usage_error(_("--by: choose one of {choices}.").format(choices=", ".join(BY)))
    if by is not None and (organisation or area):
        raise usage_error(_("--by has a row for every place: leave --organisation and --area out."))
    with workspace(context) as ws:
        if by is None:
            found: Sequence[MentoringReport] = [
                mentoring_report(ws, organisation, area, definition=definition, year=year)
            ]
        else:
            found = mentoring_by_place(ws, areas=by == "area", definition=definition, year=year)
    _write(context, found, by, as_json=as_json, as_csv=as_csv)


def _write(
    context: typer.Context, found: Sequence[MentoringReport], by: str | None, *, as_json: bool, as_csv: bool
) -> None:
    from workforce_tui.cli.mentoring_output import COLUMNS, csv_rows, report_record
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.services.mentoring_outcome_tables import mentoring_tables
    from workforce_tui.services.mentoring_tables import places_table

    if as_json:
        records = [report_record(one) for one in found]
        write_json(records[0] if by is None else records)
        return
    if as_csv:
        typer.echo(render_csv(COLUMNS, [row for one in found for row in csv_rows(one)]), nl=False)
        return
    tables = mentoring_tables(found[0]) if by is None else (places_table(found, areas=by == "area"),)
    for place, table in enumerate(tables):
        if place:
            typer.echo()
        write_table(context, table)


def import_list(
    context: typer.Context,
    file: File,
    organisation: Annotated[str | None, typer.Option(help=N_("The organisation's code."))] = None,
    role: Annotated[
        str | None, typer.Option("--of", help=N_("Who is listed, mentees or mentors, when that is not clear."))
    ] = None,
    scheme: Annotated[str | None, typer.Option(help=N_("The scheme's name, where the list does not say it."))] = None,
    cohort: Annotated[str | None, typer.Option(help=N_("The cohort's name, where the list does not say it."))] = None,
    period_start: Annotated[str | None, typer.Option(help=N_("The first day of the period, YYYY-MM-DD."))] = None,
    period_end: Annotated[str | None, typer.Option(help=N_("The last day of the period, YYYY-MM-DD."))] = None,
    sheet: Annotated[str | None, typer.Option(help=N_("The sheet to read."))] = None,
    decide: Decide = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=N_("Put this list in place of an earlier one of the same cohort."))
    ] = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Plan, check and write one list, as the import command does; the exit status says what came of it."""
    from workforce_tui.cli.importing import import_file

    if role is not None and role not in LISTS:
        raise usage_error(_("--of: choose one of {choices}.").format(choices=", ".join(LISTS)))
    answers = [f'{field}:"(file)"={name}' for field, name in (("scheme", scheme), ("cohort", cohort)) if name]
    import_file(
        context,
        file,
        organisation=organisation,
        dataset=Dataset(role) if role else None,
        period_start=period_start,
        period_end=period_end,
        sheet=[sheet] if sheet else None,
        decide=[*(decide or []), *answers],
        replace=replace,
        dry_run=dry_run,
        as_json=as_json,
    )
