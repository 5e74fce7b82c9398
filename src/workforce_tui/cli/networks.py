"""The commands of the register of staff networks, their figures, and the briefing for leaders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workforce_tui.cli import gated
from workforce_tui.cli.context import usage_error, workspace, write_json, write_table
from workforce_tui.cli.options import Csv, Force, Json, WhoseOrAll
from workforce_tui.cli.record_options import AskedBy
from workforce_tui.cli.records import area_group
from workforce_tui.domain.network_records import YEAR_KIND
from workforce_tui.domain.record_kinds import NETWORK
from workforce_tui.i18n import N_, _

NumberArgument = Annotated[int | None, typer.Argument(help=N_("The network's number."))]
NetworkOption = Annotated[int | None, typer.Option("--network", help=N_("The network's number."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = area_group(NETWORK, help_text=N_("Staff networks: posts, years, issues, reviews, and what came of them."))
    group.callback()(_only_the_page)
    for own in group.registered_groups:
        if own.name == YEAR_KIND.code and own.typer_instance is not None:
            own.typer_instance.callback()(_only_what_is_entered)
    group.command("report", help=N_("Figures of all networks, or everything on the page of one."))(report)
    group.command("briefing", help=N_("Write the briefing of a network for a meeting with leaders."))(briefing)
    app.add_typer(group, name="network")


def _only_the_page(context: typer.Context) -> None:
    """Readers of a profile have the figures, the briefing and the years; other records are entered by those who see
    everything."""
    gated.refuse_ungated(context.invoked_subcommand or "", gated.NETWORKS_UNDER_A_PROFILE)


def _only_what_is_entered(context: typer.Context) -> None:
    gated.refuse_ungated(context.invoked_subcommand or "", gated.YEARS_UNDER_A_PROFILE)


def _chosen(number: int | None, network: int | None) -> int | None:
    """The network's number, which may be given by itself or as --network."""
    if number is not None and network is not None and number != network:
        raise _which()
    return network if number is None else number


def _which() -> typer.Exit:
    return usage_error(f"--network: {_('Give the number of that record.')}")


def report(
    context: typer.Context,
    number: NumberArgument = None,
    network: NetworkOption = None,
    organisation: WhoseOrAll = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shares are from 0 to 1; null is not stated. Staff are shown under the disclosure profile NETWORK."""
    chosen = _chosen(number, network)
    if chosen is not None:
        _one(context, chosen, as_json=as_json, as_csv=as_csv)
        return
    from workforce_tui.cli.network_output import figures_record
    from workforce_tui.services.network_tables import resourcing_table, reviews_table
    from workforce_tui.services.networks import network_views
    from workforce_tui.services.organisations import get_organisation

    with workspace(context) as ws:
        organisation = get_organisation(ws, organisation).code if organisation else None
        gated.check_own((organisation,) if organisation else ())
        views = network_views(ws, organisation)
        records = [figures_record(view) for view in views]
        tables = [resourcing_table(views), reviews_table(views)] if views else []
    if as_json:
        write_json(records)
    elif as_csv:
        _write_csv(records)
    elif not tables:
        typer.echo(_("There is no such record."))
    for place, table in enumerate(tables if not (as_json or as_csv) else []):
        if place:
            typer.echo()
        write_table(context, table)


def _one(context: typer.Context, number: int, *, as_json: bool, as_csv: bool) -> None:
    """Everything on the page of one network; in CSV its years."""
    from workforce_tui.cli.network_output import page_record
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.chair_page import chair_page

    with workspace(context) as ws:
        page = chair_page(ws, number)
        gated.check_own(page.view.network.organisations)
    if as_json:
        write_json(page_record(page))
        return
    if as_csv:
        _write_csv(page_record(page)["years"])
        return
    typer.echo(clean(page.view.name))
    for sentence in page.attention:
        typer.echo(f"- {clean(sentence)}")
    for part in page.parts:
        for table in part.tables:
            typer.echo()
            write_table(context, table)
        for told in part.texts:
            typer.echo(f"\n{told.heading}")
            for line in told.text.splitlines():
                typer.echo(clean(line))


def _write_csv(records: list[dict[str, object]]) -> None:
    from workforce_tui.cli.network_output import flat
    from workforce_tui.exporting.delimited import render_csv

    columns = list(dict.fromkeys(key for record in records for key in record))
    typer.echo(render_csv(columns, [flat(record) for record in records]), nl=False)


def briefing(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", help=N_("The file to write: .docx or .md."))],
    number: NumberArgument = None,
    network: NetworkOption = None,
    by: AskedBy = None,
    given_to: Annotated[str, typer.Option("--to", help=N_("Whom it is given to, for the ledger."))] = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Word for .docx, Markdown for .md, in the language in use (--language cy); staff under the profile NETWORK."""
    from workforce_tui.cli.disparities import name_of_person
    from workforce_tui.services.network_briefing import write_briefing
    from workforce_tui.services.networks import network_view

    chosen = _chosen(number, network)
    if chosen is None:
        raise _which()
    with workspace(context) as ws:
        gated.check_own(network_view(ws, chosen).network.organisations)
        signer = name_of_person(ws, by)
        written = write_briefing(ws, chosen, output, by=signer, given_to=given_to, overwrite=force)
    if as_json:
        record = {"network": written.network, "name": written.name, "language": written.language}
        write_json({"status": "written", "file": str(written.path), **record})
        return
    typer.echo(_("{path} is ready: the briefing of {network}.").format(path=written.path, network=_clean(written.name)))


def _clean(text: str) -> str:
    from workforce_tui.exporting.text import clean

    return clean(text)
