"""The commands of the all-Wales update."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import parse_day, parse_names, usage_error, workspace, write_json, write_table
from workforce_tui.cli.options import By, English, Folder, Json, Section, Translation, Version, Welsh, WhatChanged
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Audience, EditionKind

Year = Annotated[int, typer.Argument(help=N_("The year of the 31 March the update is of."))]
To = Annotated[str, typer.Option("--to", help=N_("To whom the files are handed out."))]
Formats = Annotated[
    list[str] | None, typer.Option("--format", help=N_("xlsx, csv, docx or html; all four when left out."))
]
Languages = Annotated[str, typer.Option("--languages", help=N_("en, cy, or both with a comma; both when left out."))]
For = Annotated[str, typer.Option("--edition", help=N_("internal, for the taskforce, or public."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("The all-Wales workforce update."), no_args_is_help=True, rich_markup_mode=None)
    group.command("show", help=N_("The update as it would be handed out: what it rests on, or one section."))(show)
    group.command("set", help=N_("Set a text: key messages, progress, learning or next steps."))(set_)
    group.command("check", help=N_("What the update still lacks; exit status 1 where anything is missing."))(check)
    group.command("endorse", help=N_("Write down what the Independent Panel said of a version."))(endorse)
    group.command("export", help=N_("Hand the update out: protected, audited and entered in the ledger."))(export)
    group.command("pack", help=N_("Hand the panel pack out: public figures and questions to ask."))(pack)
    app.add_typer(group, name="update")


def show(
    context: typer.Context, year: Year, audience: For = "internal", section: Section = None, as_json: Json = False
) -> None:
    """Nothing is handed out or stored by it."""
    from workforce_tui.cli.update_output import edition_record, say_edition, section_of, section_record
    from workforce_tui.i18n import language
    from workforce_tui.services.update_entries import get_update
    from workforce_tui.services.update_export import preview_update

    with workspace(context) as ws:
        edition = preview_update(ws, year, _audience(audience), language())
        found = get_update(ws, year)
    if section is None:
        write_json(edition_record(edition, found)) if as_json else say_edition(edition, found)
        return
    which = section_of(edition, section)
    if which is None:
        codes = ", ".join(one.code for one in edition.sections)
        raise usage_error(_("--section: use one of {codes}.").format(codes=codes))
    if as_json:
        write_json(section_record(which))
        return
    for held in which.tables:
        write_table(context, held.table)
    if which.nothing:
        typer.echo(which.nothing)


def set_(
    context: typer.Context,
    year: Year,
    by: By,
    text: Annotated[str, typer.Option("--text", help=N_("messages, progress, learning or next: the text to set."))],
    english: English = None,
    welsh: Welsh = None,
    translation: Translation = None,
    as_json: Json = False,
) -> None:
    """What is left out stays as it is; an empty text takes one away."""
    from workforce_tui.cli.update_output import say_texts, update_record
    from workforce_tui.services.update_entries import set_update_text

    with workspace(context) as ws:
        found = set_update_text(ws, year, text, english=english, welsh=welsh, translation=translation, by=by)
    write_json(update_record(found)) if as_json else say_texts(found)


def check(context: typer.Context, year: Year, as_json: Json = False) -> None:
    """Returns, texts in both languages, the data review, the version and its endorsement."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.update_checking import check_update

    with workspace(context) as ws:
        lines = check_update(ws, year)
    if as_json:
        write_json(
            [{"code": one.code, "name": one.name, "done": one.done, "missing": one.missing or None} for one in lines]
        )
    else:
        for one in lines:
            typer.echo(clean(f"{'✓' if one.done else '–'} {one.name}{': ' if one.missing else ''}{one.missing}"))
    if not all(one.done for one in lines):
        raise typer.Exit(1)


def endorse(
    context: typer.Context,
    year: Year,
    name: Annotated[str, typer.Option("--name", help=N_("Who endorses it for the panel, by name."))],
    by: By,
    reservations: Annotated[bool, typer.Option("--reservations", help=N_("Endorsed with reservations."))] = False,
    on: Annotated[str | None, typer.Option("--on", help=N_("The day, as 2026-09-11; today when left out."))] = None,
    english: Annotated[str, typer.Option("--en", help=N_("The comment in English."))] = "",
    welsh: Annotated[str, typer.Option("--cy", help=N_("The comment in Welsh."))] = "",
    translation: Translation = None,
    version: Version = None,
    as_json: Json = False,
) -> None:
    """It is kept with the version's hash, and never changed."""
    from workforce_tui.cli.update_output import endorsement_record, endorsement_text
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.update_entries import endorse as write_down

    day = parse_day(on, "--on")
    standing = "reservations" if reservations else "endorsed"
    with workspace(context) as ws:
        made = write_down(
            ws, year, name=name, standing=standing, on=day, english=english, welsh=welsh, translation=translation,
            version=version, by=by,
        )  # fmt: skip
    if as_json:
        write_json(endorsement_record(made))
    else:
        typer.echo(clean(endorsement_text(made)))


def export(
    context: typer.Context,
    year: Year,
    folder: Folder,
    given_to: To,
    by: By,
    audiences: Annotated[
        list[str] | None, typer.Option("--edition", help=N_("internal or public; may be repeated. Both when left out."))
    ] = None,
    formats: Formats = None,
    languages: Languages = "",
    reason: WhatChanged = "",
    as_json: Json = False,
) -> None:
    """Where anything fails, nothing is handed out."""
    from workforce_tui.domain.edition import EditionKind

    wanted = tuple(_audience(one) for one in dict.fromkeys(audiences or ("internal", "public")))
    _hand_out(context, year, folder, given_to, by, wanted, formats, languages, reason, EditionKind.UPDATE, as_json)


def pack(
    context: typer.Context,
    year: Year,
    folder: Folder,
    given_to: To,
    by: By,
    formats: Formats = None,
    languages: Languages = "",
    reason: WhatChanged = "",
    as_json: Json = False,
) -> None:
    """Headline tables, progress, the public part of the register, questions, and endorsements."""
    from workforce_tui.domain.edition import Audience, EditionKind

    kind, wanted = EditionKind.PACK, (Audience.PUBLIC,)
    _hand_out(context, year, folder, given_to, by, wanted, formats, languages, reason, kind, as_json)


def _hand_out(
    context: typer.Context,
    year: int,
    folder: Path,
    given_to: str,
    by: str,
    audiences: tuple[Audience, ...],
    formats: list[str] | None,
    languages: str,
    reason: str,
    kind: EditionKind,
    as_json: bool,
) -> None:
    from workforce_tui.cli.update_output import exported_record, say_exported
    from workforce_tui.i18n import LANGUAGES
    from workforce_tui.services.update_export import FORMATS, UpdateRequest, export_update

    spoken = parse_names(languages) or LANGUAGES
    request = UpdateRequest(year, audiences, folder, given_to, by, tuple(formats or FORMATS), spoken, reason, kind)
    with workspace(context) as ws:
        done = export_update(ws, request, _quiet if as_json else _say_step)
    write_json(exported_record(done)) if as_json else say_exported(done)


def _say_step(step: str) -> None:
    typer.echo(f"{step} …", err=True)


def _quiet(_step: str) -> None:
    return None


def _audience(code: str) -> Any:
    from workforce_tui.domain.edition import Audience

    if code not in (Audience.INTERNAL, Audience.PUBLIC):
        raise usage_error(_("--edition: use internal or public."))
    return Audience(code)
