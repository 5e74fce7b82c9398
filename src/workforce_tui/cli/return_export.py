"""The commands that compile returns and hand out their editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import parse_names, usage_error, workspace, write_json
from workforce_tui.cli.options import By, Folder, HandedOutBy, Json, Languages, OnlyYear, Organisation, Version, Year
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.formatting import number
from workforce_tui.i18n import N_, _
from workforce_tui.services.paths import at_home

if TYPE_CHECKING:
    from workforce_tui.services.edition_exporting import EditionRequest, ExportedAudience, ExportedEditions
    from workforce_tui.services.return_compiling import Compiled
    from workforce_tui.services.return_handing import Handed


def register(group: typer.Typer) -> None:
    """Add the commands to the group of returns."""
    group.command("compile", help=N_("Open every return of a year, and answer what a file of texts answers."))(compile_)
    group.command("preview", help=N_("An edition as it would be handed out; nothing is stored."))(preview)
    group.command("export", help=N_("Hand out editions of a signed return, or of all of a year."))(export)
    group.command("editions", help=N_("The editions that were handed out or received."))(editions)


def compile_(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help=N_("The year of the 31 March the returns end on."))],
    by: By,
    organisation: Annotated[
        list[str] | None, typer.Option("--organisation", help=N_("The organisation's code; may be repeated."))
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help=N_("Every organisation of Wales with staff figures of the year."))
    ] = False,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", help=N_("A TOML file: texts.KEY (en, cy, translation), nothing.SECTION = reason.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """What is answered already stays as it is, and nothing is signed."""
    from workforce_tui.services.return_compiling import compile_returns, read_answers

    if bool(organisation) == everyone:
        raise usage_error(_("Give either --organisation or --all."))
    answers = read_answers(at_home(texts)) if texts else None
    with workspace(context) as ws:
        found = compile_returns(ws, year, by=by, organisations=organisation or (), answers=answers)
    if as_json:
        write_json([_compiled_record(one) for one in found])
        return
    for one in found:
        _say_compiled(one)
    if not found:
        typer.echo(_("No organisation of Wales has staff figures of that year."))


def _compiled_record(one: Compiled) -> dict[str, Any]:
    done, sections = one.done
    return {
        "organisation": one.found.organisation,
        "year": one.found.year,
        "state": str(one.found.state),
        "opened": one.opened,
        "done": done,
        "sections": sections,
        "missing": [check.section.code for check in one.missing],
    }


def _say_compiled(one: Compiled) -> None:
    done, sections = one.done
    line = _("{organisation}: {done} of {number} sections are done.")
    typer.echo(line.format(organisation=one.found.organisation, done=done, number=sections))
    for check in one.missing:
        typer.echo(f"  ▲ {check.section.number:>2} {_(check.section.name)}: {check.missing}")


def preview(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    edition: Annotated[str, typer.Option("--edition", help=N_("full, internal or public."))],
    language: Annotated[str | None, typer.Option("--language", help=N_("en or cy; that in use when left out."))] = None,
    section: Annotated[str | None, typer.Option("--section", help=N_("Only this section."))] = None,
    version: Version = None,
    as_json: Json = False,
) -> None:
    """The tables as they would be published; those of an open return as if it were signed now."""
    from workforce_tui import i18n
    from workforce_tui.cli.context import write_table
    from workforce_tui.domain.held_editions import edition_record
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.edition_exporting import prepare_edition
    from workforce_tui.services.edition_preview import edition_so_far
    from workforce_tui.services.returns import get_section

    wanted = get_section(section).code if section else None
    with workspace(context) as ws:
        audience, spoken = audience_of(edition), language or i18n.language()
        if version is None:
            made = edition_so_far(ws, organisation, year, audience, spoken)
        else:
            made = prepare_edition(ws, organisation, year, audience, spoken, version)
    if as_json:
        record = edition_record(made)
        record["sections"] = [one for one in record["sections"] if wanted in (None, one["code"])]
        write_json(record)
        return
    for label, text in made.facts if wanted is None else ():
        typer.echo(clean(f"{label}: {text}"))
    for one, table in made.tables():
        if wanted in (None, one.code):
            write_table(context, table.table)


def audience_of(code: str) -> Audience:
    """The audience of a code; a usage error for another."""
    if code not in list(Audience):
        raise usage_error(_("There is no edition {name}: use full, internal or public.").format(name=code[:40]))
    return Audience(code)


def export(
    context: typer.Context,
    output: Folder,
    given_to: Annotated[str, typer.Option("--to", help=N_("Who is given the editions."))],
    by: HandedOutBy,
    edition: Annotated[list[str], typer.Option("--edition", help=N_("full, internal or public; may be repeated."))],
    organisation: Annotated[str | None, typer.Argument(help=N_("The organisation's code."))] = None,
    year: Annotated[int | None, typer.Argument(help=N_("The year of the 31 March the return ends on."))] = None,
    of_year: Annotated[int | None, typer.Option("--year", help=N_("With --all: the year of the returns."))] = None,
    everyone: Annotated[bool, typer.Option("--all", help=N_("Every signed return of the year."))] = False,
    forms: Annotated[
        list[str] | None, typer.Option("--format", help=N_("xlsx, csv, docx, html or pdf; may be repeated."))
    ] = None,
    languages: Languages = "",
    reason: Annotated[str, typer.Option("--reason", help=N_("Why; needed for the full edition, and logged."))] = "",
    version: Version = None,
    as_json: Json = False,
) -> None:
    """Nothing is handed out unless the audit of the written files finds that nobody is given away."""
    from workforce_tui.services.edition_exporting import EditionRequest

    which = year if year is not None else of_year
    if which is None or everyone != (organisation is None) or (year is not None and of_year is not None):
        raise usage_error(_("Give an organisation and a year, or --all with --year."))
    audiences = tuple(map(audience_of, edition))
    request = EditionRequest(
        organisation or "", which, audiences, at_home(output), given_to, by,
        languages=parse_names(languages), reason=reason, version=version,
        **({"formats": tuple(forms)} if forms else {}),
    )  # fmt: skip
    (_hand_out_all if everyone else _hand_out)(context, request, as_json=as_json)


def _hand_out(context: typer.Context, request: EditionRequest, *, as_json: bool) -> None:
    from workforce_tui.services.edition_exporting import export_editions

    with workspace(context) as ws:
        done = export_editions(ws, request, lambda step: typer.echo(step, err=True))
    write_json(_record(request, done)) if as_json else _say(done)


def _hand_out_all(context: typer.Context, request: EditionRequest, *, as_json: bool) -> None:
    from workforce_tui.services.return_handing import export_returns

    with workspace(context) as ws:
        handed = export_returns(ws, request, lambda step: typer.echo(step, err=True))
    _tell_all(handed, as_json=as_json)


def _tell_all(handed: tuple[Handed, ...], *, as_json: bool) -> None:
    """What was handed out of each return; exit status 1 where one was refused."""
    if as_json:
        write_json([_handed_record(one) for one in handed])
    for one in () if as_json else handed:
        if one.done is not None:
            _say(one.done)
        elif one.refused is not None:
            text = _("{organisation} was not handed out: {reason} {hint}")
            typer.echo(
                text.format(organisation=one.organisation, reason=one.refused.message, hint=one.refused.hint), err=True
            )
    if any(one.refused is not None for one in handed):
        raise typer.Exit(1)


def _handed_record(one: Handed) -> dict[str, Any]:
    refused = {"message": one.refused.message, "hint": one.refused.hint} if one.refused else None
    audiences = [_audience_record(each) for each in one.done.audiences] if one.done else []
    return {"organisation": one.organisation, "editions": audiences, "refused": refused}


def _record(request: EditionRequest, done: ExportedEditions) -> dict[str, Any]:
    return {
        "organisation": done.audiences[0].entry.organisation,
        "year": request.year,
        "folder": str(done.folder),
        "editions": [_audience_record(one) for one in done.audiences],
    }


def _audience_record(one: ExportedAudience) -> dict[str, Any]:
    return {
        "edition": str(one.audience),
        "version": one.entry.version,
        "languages": list(one.entry.languages),
        "publication": one.entry.id,
        "again": one.again,
        "figures": one.entry.figures,
        "withheld": one.entry.withheld,
        "audit": one.audit.record(),
        "files": [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in one.entry.files],
    }


def _say(done: ExportedEditions) -> None:
    for one in done.audiences:
        line = _("{edition}: version {version}, publication {number}; figures withheld: {hidden} of {of}.")
        typer.echo(
            line.format(
                edition=one.audience, version=one.entry.version, number=one.entry.id, hidden=number(one.entry.withheld),
                of=number(one.entry.figures),
            )
        )  # fmt: skip
        typer.echo("  " + one.audit.line())
        for file in one.entry.files:
            typer.echo(f"  {done.folder / file.name}")


def editions(
    context: typer.Context,
    year: OnlyYear = None,
    organisation: Annotated[str | None, typer.Option("--organisation", help=N_("Only this organisation."))] = None,
    as_json: Json = False,
) -> None:
    """One line for each edition that is kept."""
    from workforce_tui.services.editions import held_editions

    with workspace(context) as ws:
        found = held_editions(ws, year, organisation=organisation)
    if as_json:
        write_json([
            {"id": one.id, "kind": str(one.kind), "organisation": one.organisation, "year": one.year,
             "version": one.version, "edition": str(one.audience), "language": one.language,
             "origin": str(one.origin), "made_at": one.made_at, "by": one.by, "to": one.given_to,
             "reason": one.reason, "file": one.file_name, "sha256": one.sha256, "intact": one.intact}
            for one in found
        ])  # fmt: skip
        return
    for one in found:
        who = one.organisation or _("all of Wales")
        parts = (f"{one.id:>4}", who, one.year, one.audience, one.language, f"v{one.version}", one.origin, one.made_at)
        typer.echo("  ".join(map(str, parts)))
    if not found:
        typer.echo(_("No edition was handed out or received yet."))
