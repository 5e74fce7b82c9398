"""The organisations commands."""

from __future__ import annotations

from typing import Annotated

import typer

from workforce_tui.cli.context import workspace, write_json
from workforce_tui.cli.options import Json
from workforce_tui.domain.workforce import Area, OrganisationKind
from workforce_tui.i18n import N_, _


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help=N_("List the organisations, or add one."), invoke_without_command=True, rich_markup_mode=None
    )
    group.callback()(list_)
    group.command("add", help=N_("Add an organisation."))(add)
    app.add_typer(group, name="organisations")


def list_(
    context: typer.Context,
    everywhere: Annotated[bool, typer.Option("--all", help=N_("Organisations outside Wales too."))] = False,
    as_json: Json = False,
) -> None:
    """List codes and names, and what is held of each."""
    if context.invoked_subcommand is not None:
        return
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.organisations import list_organisations

    with workspace(context) as ws:
        found = list_organisations(ws, in_wales_only=not everywhere)
    if as_json:
        write_json(
            [
                {
                    "code": one.organisation.code,
                    "name_en": one.organisation.name_en,
                    "name_cy": one.organisation.name_cy,
                    "kind": str(one.organisation.kind),
                    "area": str(one.organisation.area),
                    "in_wales": one.organisation.in_wales,
                    "snapshots": one.snapshots,
                    "latest": one.latest.isoformat() if one.latest else None,
                }
                for one in found
            ]
        )
        return
    for one in found:
        held = _("latest snapshot {date}").format(date=one.latest) if one.latest else _("no data")
        typer.echo(clean(f"{one.organisation.code}: {one.organisation.name}; {held}"))


def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=N_("A short code, such as probation-cardiff."))],
    name: Annotated[str, typer.Option(help=N_("Its English name."))],
    name_cy: Annotated[str, typer.Option(help=N_("Its Welsh name."))] = "",
    kind: Annotated[
        OrganisationKind, typer.Option(help=N_("What sort of organisation it is."))
    ] = OrganisationKind.OTHER,
    area: Annotated[Area, typer.Option(help=N_("The police force area, or wales."))] = Area.WALES,
    benchmark: Annotated[str, typer.Option(help=N_("The population area to compare with, if not its own."))] = "",
) -> None:
    """Add an organisation of your own."""
    from workforce_tui.services.organisations import add_organisation

    with workspace(context) as ws:
        add_organisation(ws, code=code, name_en=name, name_cy=name_cy, kind=kind, area=area, benchmark=benchmark)
    typer.echo(_("{code} is added.").format(code=code))
