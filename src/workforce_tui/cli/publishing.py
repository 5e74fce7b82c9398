"""Handing figures out, and what has been handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import parse_names, usage_error, workspace, write_json
from workforce_tui.cli.gated import profile_of
from workforce_tui.cli.options import Folder, HandedOutBy, Json, Languages, ProfileName
from workforce_tui.i18n import N_, _
from workforce_tui.services.paths import at_home

if TYPE_CHECKING:
    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.publishing import Exported, ExportRequest


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Hand figures out."), no_args_is_help=True, rich_markup_mode=None)
    group.command("figures", help=N_("The tables of one organisation or of all Wales, protected and audited."))(figures)
    app.add_typer(group, name="export")
    ledger = typer.Typer(help=N_("What has been handed out."), no_args_is_help=True, rich_markup_mode=None)
    ledger.command("list", help=N_("Every export, newest first."))(list_)
    ledger.command("show", help=N_("One export with its files and its figures as published."))(show)
    app.add_typer(ledger, name="published")


def figures(
    context: typer.Context,
    output: Folder,
    given_to: Annotated[str, typer.Option("--to", help=N_("Who is given the figures."))],
    by: HandedOutBy,
    year: Annotated[list[int], typer.Option("--year", help=N_("The year of the 31 March; may be repeated."))],
    organisation: Annotated[str | None, typer.Option("--organisation", help=N_("The organisation's code."))] = None,
    wales: Annotated[bool, typer.Option("--wales", help=N_("All organisations of Wales together."))] = False,
    profile: ProfileName = None,
    second: Annotated[
        str, typer.Option("--with", help=N_("Tables by this as well, protected together with the others: sex."))
    ] = "",
    formats: Annotated[str, typer.Option("--formats", help=N_("xlsx, csv, html, json; with commas."))] = "",
    languages: Languages = "",
    reason: Annotated[str, typer.Option("--reason", help=N_("Why; needed for the profile RAW, and logged."))] = "",
    preview: Annotated[bool, typer.Option("--preview", help=N_("Say what would be withheld; write nothing."))] = False,
    as_json: Json = False,
) -> None:
    """Nothing is handed out unless the audit of the written files finds that nobody is given away."""
    from workforce_tui.services.publication_files import FORMATS
    from workforce_tui.services.publishing import ExportRequest
    from workforce_tui.services.release_source import ReleaseScope
    from workforce_tui.services.roles import refuse_handing_out

    refuse_handing_out()
    if (organisation is None) != wales:
        raise usage_error(_("Give either --organisation or --wales."))
    request = ExportRequest(
        ReleaseScope(organisation, tuple(sorted(set(year))), second=second),
        profile_of(profile),
        at_home(output),
        given_to,
        by,
        parse_names(formats) or FORMATS,
        parse_names(languages),
        reason,
    )
    (_preview if preview else _hand_out)(context, request, as_json=as_json)


def _hand_out(context: typer.Context, request: ExportRequest, *, as_json: bool) -> None:
    from workforce_tui.services.publishing import export

    with workspace(context) as ws:
        done = export(ws, request, lambda step: typer.echo(step, err=True))
    write_json(_exported_record(done)) if as_json else _say(done)


def _preview(context: typer.Context, request: ExportRequest, *, as_json: bool) -> None:
    from workforce_tui.services.rehearsing import rehearse

    with workspace(context) as ws:
        found = rehearse(ws, request, lambda step: typer.echo(step, err=True))
    if as_json:
        write_json(found.record())
        return
    for line in found.lines():
        typer.echo(line)


def _exported_record(done: Exported) -> dict[str, Any]:
    from workforce_tui.services.publication_loss import loss_of

    return {
        "status": "published",
        "folder": str(done.folder),
        **entry_record(done.entry),
        **loss_of(done.prepared),
        "audit": done.audit.record(),
    }


def _say(done: Exported) -> None:
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.publication_loss import loss_lines

    for line in loss_lines(done.prepared):
        typer.echo(clean(line))
    typer.echo(done.audit.line())
    for file in done.entry.files:
        typer.echo(f"{done.folder / file.name}")
    typer.echo(_("Publication {number} is in the ledger.").format(number=done.entry.id))


def list_(context: typer.Context, as_json: Json = False) -> None:
    """Newest first."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.ledger import publications_seen
    from workforce_tui.services.publication_loss import entry_line

    with workspace(context) as ws:
        found = publications_seen(ws)
    if as_json:
        write_json([entry_record(entry) for entry in found])
        return
    if not found:
        typer.echo(_("Nothing has been handed out."))
    for entry in found:
        typer.echo(clean(entry_line(entry)))


def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help=N_("The publication's number."))],
    as_json: Json = False,
) -> None:
    """Its files with their hashes, and every figure as it was published."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.ledger import show_publication
    from workforce_tui.services.publication_loss import entry_details, figure_line, figure_record

    with workspace(context) as ws:
        entry, published = show_publication(ws, number)
    if as_json:
        write_json({**entry_record(entry), "published": [figure_record(one) for one in published]})
        return
    for line in (*entry_details(entry), *map(figure_line, published)):
        typer.echo(clean(line))


def entry_record(entry: LedgerEntry) -> dict[str, Any]:
    """An entry of the ledger as JSON."""
    return {
        "number": entry.id,
        "step": str(entry.step),
        "organisation": entry.organisation or None,
        "years": list(entry.years),
        "profile": entry.profile,
        "policy": entry.policy,
        "with": entry.second or None,
        "version": entry.version,
        "languages": list(entry.languages),
        "by": entry.signed_by,
        "to": entry.given_to,
        "reason": entry.reason or None,
        "made_at": entry.made_at,
        "figures": entry.figures,
        "withheld": entry.withheld,
        "files": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in entry.files],
    }
