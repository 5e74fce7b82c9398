"""The commands of annual returns: both sides, the organisation's and the taskforce's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli import gated, return_export, return_handover, returned_progression
from workforce_tui.cli.context import workspace, write_json
from workforce_tui.cli.options import (
    By,
    English,
    Json,
    OnlyYear,
    Organisation,
    Section,
    Translation,
    Version,
    Welsh,
    WhatChanged,
    Year,
)
from workforce_tui.cli.return_counts import counts
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.workspace import Workspace

Note = Annotated[str, typer.Option("--note", help=N_("Why; kept with the return."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Annual returns."), no_args_is_help=True, rich_markup_mode=None)
    group.callback()(_only_what_was_sent)
    group.command("list", help=N_("Every return with its state, what is complete, and what is overdue."))(list_)
    group.command("open", help=N_("Begin the return of a year."))(open_)
    group.command("show", help=N_("A return: its state, checklist, texts, queries and history, or one section."))(show)
    group.command("set", help=N_("Set a text, or say why a section has nothing to report."))(set_)
    group.command("check", help=N_("What is missing before signing; exit status 1 where anything is."))(check)
    group.command("counts", help=N_("Type counts of a section into a grid of grades by ethnic group, or read it."))(
        counts
    )
    group.command("sign", help=N_("Freeze the return as a version, signed by a chief officer."))(sign)
    group.command(
        "verify",
        help=N_(
            "Whether a signed version, or a file of a return, is as it was signed or handed over; exit status 1: not."
        ),
    )(verify)
    group.command("ask", help=N_("Query a section or a figure, for the taskforce."))(ask)
    group.command("reply", help=N_("Answer a query."))(reply)
    for name, text, step in (
        ("submit", N_("Hand the signed version in."), submit),
        ("accept", N_("Accept what was handed in, for the taskforce."), accept),
        ("publish", N_("Record that the return was published, for the taskforce."), publish),
        ("revise", N_("Open an accepted return for a new version; --note says why."), revise),
    ):
        group.command(name, help=text)(step)
    return_handover.add_to(group)
    return_export.register(group)
    returned_progression.register(group)
    app.add_typer(group, name="return")


def _only_what_was_sent(context: typer.Context) -> None:
    """Readers of a profile have what was sent and its history; figures of the database are for those who see all."""
    gated.refuse_ungated(context.invoked_subcommand or "", gated.RETURNS_UNDER_A_PROFILE)


def list_(context: typer.Context, year: OnlyYear = None, as_json: Json = False) -> None:
    """One line for each return held."""
    from workforce_tui.cli.context import write_table
    from workforce_tui.cli.return_output import line_record
    from workforce_tui.services.return_board import board
    from workforce_tui.services.return_board_table import board_table

    with workspace(context) as ws:
        lines = board(ws, year, raw=not gated.is_gated(None))
    if as_json:
        write_json([line_record(line) for line in lines])
    elif lines:
        write_table(context, board_table(lines))
    else:
        typer.echo(_("There are no returns yet. Open one with: workforce-tui return open ORGANISATION YEAR --by NAME"))


def open_(context: typer.Context, organisation: Organisation, year: Year, by: By, as_json: Json = False) -> None:
    """The return begins as a draft; its figures are those of the database until it is signed."""
    from workforce_tui.services.returns import open_return

    _tell(context, lambda ws: open_return(ws, organisation, year, by=by), as_json=as_json)


def show(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    section: Section = None,
    version: Annotated[
        int | None, typer.Option("--version", help=N_("A signed version; what the database has now when left out."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Without --section, the state and the checklist; with it, the section's tables."""
    from workforce_tui.cli.context import write_table
    from workforce_tui.cli.return_output import say_return, section_record
    from workforce_tui.services.received import received_edition
    from workforce_tui.services.return_contents import return_contents
    from workforce_tui.services.return_freezing import tables_of
    from workforce_tui.services.return_signing import version_of
    from workforce_tui.services.returns import get_return, get_section

    if section is None:
        _tell(context, lambda ws: get_return(ws, organisation, year), as_json=as_json)
        return
    with workspace(context) as ws:
        found, which = get_return(ws, organisation, year), get_section(section)
        edition = received_edition(ws, found, raw=not gated.is_gated(None))
        if edition is not None:
            tables = tuple(held.table for part, held in edition.tables() if part.code == which.code)
        elif version is None:
            gated.refuse_ungated("return show --section", frozenset({"return show"}))
            tables = return_contents(ws, found.organisation, year)[which.code].tables
        else:
            gated.refuse_ungated("return show --section", frozenset({"return show"}))
            tables = tables_of(version_of(found, version)).get(which.code, ())
    if as_json:
        write_json(section_record(which, tables, found))
        return
    for table in tables:
        write_table(context, table)
    if not tables:
        say_return(found, [], only=which)


def set_(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    by: By,
    text: Annotated[
        str | None, typer.Option("--text", help=N_("actions, outcomes, learning or help: the text to set."))
    ] = None,
    english: English = None,
    welsh: Welsh = None,
    translation: Translation = None,
    nothing: Annotated[
        str | None, typer.Option("--nothing", help=N_("The section there is nothing to report in."))
    ] = None,
    because: Annotated[str, typer.Option("--because", help=N_("Why; empty takes it back."))] = "",
    as_json: Json = False,
) -> None:
    """Either --text with --en, --cy or both, or --nothing SECTION --because REASON."""
    from workforce_tui.cli.context import usage_error
    from workforce_tui.services.returns import set_nothing, set_text

    if (text is None) == (nothing is None):
        raise usage_error(_("Give either --text or --nothing."))

    def change(ws: Workspace) -> AnnualReturn:
        if nothing is not None:
            return set_nothing(ws, organisation, year, nothing, because, by=by)
        return set_text(
            ws, organisation, year, text or "", english=english, welsh=welsh, translation=translation, by=by
        )

    _tell(context, change, as_json=as_json)


def check(context: typer.Context, organisation: Organisation, year: Year, as_json: Json = False) -> None:
    """The checklist, with how much of it is done."""
    from workforce_tui.cli.return_output import check_record, say_checks
    from workforce_tui.domain.returns import completeness
    from workforce_tui.services.returns import check_return, get_return

    with workspace(context) as ws:
        checks = check_return(ws, get_return(ws, organisation, year))
    done, number = completeness(checks)
    if as_json:
        write_json({"done": done, "sections": number, "checks": [check_record(one) for one in checks]})
    else:
        say_checks(checks)
    if done < number:
        raise typer.Exit(1)


def sign(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    name: Annotated[str, typer.Option("--name", help=N_("The chief officer who signs, by name."))],
    post: Annotated[str, typer.Option("--post", help=N_("The officer's post."))],
    confirm: Annotated[
        str, typer.Option("--confirm", help=N_("Typed by the officer: the organisation's code and the year."))
    ],
    reason: WhatChanged = "",
    as_json: Json = False,
) -> None:
    """Nothing that is signed changes; a later change is signed as the next version."""
    from workforce_tui.cli.return_output import version_record
    from workforce_tui.services.return_signing import sign as sign_return

    with workspace(context) as ws:
        version = sign_return(ws, organisation, year, name=name, post=post, confirmation=confirm, reason=reason)
    if as_json:
        write_json(version_record(version))
    else:
        said = _("Version {number} is signed. SHA-256 of its contents: {hash}")
        typer.echo(said.format(number=version.number, hash=version.sha256))


def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=N_("The organisation's code, or a file of a return."))],
    year: Annotated[
        int | None, typer.Argument(help=N_("The year of the 31 March the return ends on; left out for a file."))
    ] = None,
    version: Version = None,
    as_json: Json = False,
) -> None:
    """Of a signed version the hash is worked out again, and figures of the database that moved since are listed; of a
    file, everything that is not as it was handed over is named."""
    from workforce_tui.cli.return_output import say_verified, verified_record
    from workforce_tui.services.return_signing import verify as verify_version

    if year is None:
        return_handover.verify(context, what, as_json=as_json)
        return
    gated.refuse_ungated("return verify CODE YEAR", frozenset({"return verify FILE"}))
    with workspace(context) as ws:
        found = verify_version(ws, what, year, version)
    if as_json:
        write_json(verified_record(found))
    else:
        say_verified(found)
    if not found.intact:
        raise typer.Exit(1)


def ask(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    section: Annotated[str, typer.Argument(help=N_("The section's code or number."))],
    question: Annotated[str, typer.Argument(help=N_("What is asked."))],
    by: By,
    figure: Annotated[str, typer.Option("--figure", help=N_("The figure it is about, in words."))] = "",
    as_json: Json = False,
) -> None:
    """The return is queried with it, and open for a new version."""
    from workforce_tui.cli.return_output import query_record
    from workforce_tui.services.returns import ask as ask_about

    with workspace(context) as ws:
        query = ask_about(ws, organisation, year, section, question, figure=figure, by=by)
    if as_json:
        write_json(query_record(query))
    else:
        typer.echo(_("Query {number} was asked.").format(number=query.id))


def reply(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    query: Annotated[int, typer.Argument(help=N_("The number of the query."))],
    text: Annotated[str, typer.Argument(help=N_("The reply."))],
    by: By,
    as_json: Json = False,
) -> None:
    """A query has one reply."""
    from workforce_tui.cli.return_output import query_record
    from workforce_tui.services.returns import reply as reply_to

    with workspace(context) as ws:
        answered = reply_to(ws, organisation, year, query, text, by=by)
    if as_json:
        write_json(query_record(answered))
    else:
        typer.echo(_("Query {number} has a reply.").format(number=answered.id))


def submit(
    context: typer.Context, organisation: Organisation, year: Year, by: By, note: Note = "", as_json: Json = False
) -> None:
    """The version signed last is handed in. After a query it may be the same again where every query has a reply and
    nothing in the return changed."""
    from workforce_tui.domain.returns import HANDING_IN, STEPS
    from workforce_tui.services.returns import get_return
    from workforce_tui.services.returns import move as take

    def step(ws: Workspace) -> AnnualReturn:
        found = get_return(ws, organisation, year)
        after = next((one for one in STEPS[found.state] if one in HANDING_IN), "submitted")
        return take(ws, organisation, year, after, by=by, note=note)

    _tell(context, step, as_json=as_json)


def accept(
    context: typer.Context, organisation: Organisation, year: Year, by: By, note: Note = "", as_json: Json = False
) -> None:
    """What was handed in is locked."""
    _step(context, organisation, year, "accepted", by, note, as_json=as_json)


def publish(
    context: typer.Context, organisation: Organisation, year: Year, by: By, note: Note = "", as_json: Json = False
) -> None:
    """Nothing is handed out by this: `export` does that."""
    _step(context, organisation, year, "published", by, note, as_json=as_json)


def revise(
    context: typer.Context, organisation: Organisation, year: Year, by: By, note: Note = "", as_json: Json = False
) -> None:
    """The versions there are stay as they are."""
    _step(context, organisation, year, "revised", by, note, as_json=as_json)


def _step(
    context: typer.Context, organisation: str, year: int, after: str, by: str, note: str, *, as_json: bool
) -> None:
    from workforce_tui.services.returns import move as take

    _tell(context, lambda ws: take(ws, organisation, year, after, by=by, note=note), as_json=as_json)


def _tell(context: typer.Context, act: Callable[[Workspace], AnnualReturn], *, as_json: bool) -> None:
    """Do something, then show the return as it stands."""
    from workforce_tui.cli.return_output import return_record, say_return
    from workforce_tui.services.returns import check_return

    with workspace(context) as ws:
        found = act(ws)
        checks = check_return(ws, found)
    if as_json:
        write_json(return_record(found, checks))
    else:
        say_return(found, checks)
