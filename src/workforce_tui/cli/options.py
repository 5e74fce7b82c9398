"""Options and arguments that several commands have, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_

Json = Annotated[bool, typer.Option("--json", help=N_("Answer in JSON."))]
Csv = Annotated[bool, typer.Option("--csv", help=N_("Answer in CSV."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Say what would happen and write nothing."))]
Force = Annotated[bool, typer.Option("--force", help=N_("Overwrite a file that is there already."))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Do it without asking."))]
Whose = Annotated[str, typer.Option("--organisation", help=N_("The organisation's code."))]
WhoseOrAll = Annotated[
    str | None, typer.Option("--organisation", help=N_("The organisation's code; all when left out."))
]
Organisation = Annotated[str, typer.Argument(help=N_("The organisation's code."))]
Year = Annotated[int, typer.Argument(help=N_("The year of the 31 March the return ends on."))]
OnlyYear = Annotated[int | None, typer.Option("--year", help=N_("Only this year."))]
Number = Annotated[int, typer.Argument(help=N_("The record's number."))]
File = Annotated[Path, typer.Argument(help=N_("The spreadsheet: xlsx, xls, xlsb, ods or csv."), readable=False)]
Decide = Annotated[
    list[str] | None, typer.Option("--decide", help=N_('An answer, such as grade:"Grade 99"=EO. May be repeated.'))
]
AsAt = Annotated[str | None, typer.Option("--as-at", help=N_("The snapshot date; the latest when left out."))]
WhoCounts = Annotated[EthnicityDefinition, typer.Option("--definition", help=N_("Who counts as ethnic minority."))]
ProfileName = Annotated[
    str | None, typer.Option("--profile", help=N_("Disclosure profile: RAW, NETWORK, TASKFORCE or PUBLIC."))
]
Version = Annotated[int | None, typer.Option("--version", help=N_("The latest when left out."))]
Section = Annotated[str | None, typer.Option("--section", help=N_("Only this section, with its tables."))]
By = Annotated[str, typer.Option("--by", help=N_("Who does it, by name."))]
HandedOutBy = Annotated[str, typer.Option("--by", help=N_("Who hands them out."))]
Folder = Annotated[Path, typer.Option("-o", "--output", help=N_("The folder to make."))]
Languages = Annotated[
    str, typer.Option("--languages", help=N_("en, cy, or both with a comma; the one in use when left out."))
]
WhatChanged = Annotated[str, typer.Option("--reason", help=N_("What changed; for a version after the first."))]
English = Annotated[str | None, typer.Option("--en", help=N_("The text in English."))]
Welsh = Annotated[str | None, typer.Option("--cy", help=N_("The text in Welsh."))]
Translation = Annotated[str | None, typer.Option("--translation", help=N_("missing, machine, draft or approved."))]
