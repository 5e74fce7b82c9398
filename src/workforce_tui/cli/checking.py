"""Checks of finished files, ours or anybody's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workforce_tui.cli.context import FAILED, workspace, write_json
from workforce_tui.cli.gated import profile_of
from workforce_tui.cli.options import Json
from workforce_tui.domain.disclosure.policy import ProfileCode
from workforce_tui.i18n import N_

UNDECIDED = 3
"""The exit status where somebody has to look at numbers that could not be tied to a table."""

EarlierOption = Annotated[
    list[Path] | None, typer.Option("--earlier", help=N_("A file published before; may be repeated."))
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Check finished files."), no_args_is_help=True, rich_markup_mode=None)
    group.command("disclosure", help=N_("What a reader could work out from finished files."))(disclosure)
    group.command("workbook", help=N_("Whether a spreadsheet (.xlsx or .ods) is accessible."))(workbook)
    app.add_typer(group, name="check")


def disclosure(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=N_("Workbooks, CSV, pages, JSON; any number together."))],
    earlier: EarlierOption = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help=N_("Together with everything this database has handed out."))
    ] = False,
    profile: Annotated[
        str | None, typer.Option("--profile", help=N_("Whose thresholds to hold them to; PUBLIC when left out."))
    ] = None,
    as_json: Json = False,
) -> None:
    """The files are read as a reader would and attacked; ends with 1 where something can be worked out, and with 3
    where numbers could not be tied to a table."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.file_checks import check_disclosure, report_lines, report_record

    in_force = profile_of(None)
    code = profile or (in_force if in_force != ProfileCode.RAW else ProfileCode.PUBLIC)
    with workspace(context) as ws:
        report = check_disclosure(ws, files, earlier=earlier or (), profile_code=code, with_ledger=ledger)
    if as_json:
        write_json(report_record(report))
    else:
        for line in report_lines(report):
            typer.echo(clean(line))
    if not report.safe:
        raise typer.Exit(FAILED)
    if report.questions:
        raise typer.Exit(UNDECIDED)


def workbook(file: Annotated[Path, typer.Argument(help=N_("The spreadsheet."))], as_json: Json = False) -> None:
    """What a program can check of the Analysis Function's checklist; ends with 1 where it matters most."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.workbook_checks import findings_lines, findings_of, findings_record, passes

    findings = findings_of(file)
    if as_json:
        write_json(findings_record(file, findings))
    else:
        for line in findings_lines(file, findings):
            typer.echo(clean(line))
    if not passes(findings):
        raise typer.Exit(FAILED)
