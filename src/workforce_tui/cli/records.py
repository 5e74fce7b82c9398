"""Commands that keep records of a place: the same for every kind, with an option for every field it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import usage_error, workspace, write_json, write_table
from workforce_tui.cli.gated import check_own
from workforce_tui.cli.options import By, Csv, Json, Number, WhoseOrAll
from workforce_tui.cli.record_options import AskedBy, adding_options, changing_options, parent_option, with_options
from workforce_tui.domain.record_kinds import kind_of, kinds_in
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.records import RecordKind
    from workforce_tui.services.workspace import Workspace

WhyOption = Annotated[str, typer.Option("--why", help=N_("Why it is changed, for the history."))]
RevisionOption = Annotated[
    int | None, typer.Option("--revision", help=N_("Refuse the change if the record is no longer at this revision."))
]
FileOption = Annotated[
    str | None, typer.Option("--from", help=N_("A file with the record in JSON; - for standard input."))
]
ParentOption = Annotated[int | None, typer.Option("--parent", help=N_("The number of the record it belongs to."))]


def area_group(area: str, *, help_text: str, every_kind: bool = False) -> typer.Typer:
    """The group of a place: commands on its first kind (or on all, `every_kind`), and a group for each kind.

    `--kind` chooses another kind. More commands, such as a report, may be added to what is returned.
    """
    kinds = kinds_in(area)
    group = typer.Typer(help=help_text, no_args_is_help=True, rich_markup_mode=None)
    _add_commands(group, kinds, listed=kinds if every_kind else kinds[:1])
    for kind in kinds:
        own = typer.Typer(help=_(kind.plural), no_args_is_help=True, rich_markup_mode=None)
        _add_commands(own, (kind,), listed=(kind,))
        group.add_typer(own, name=kind.code.removeprefix(f"{area}_").replace("_", "-"))
    return group


def _add_commands(group: typer.Typer, kinds: Sequence[RecordKind], *, listed: Sequence[RecordKind]) -> None:
    group.command("list", help=N_("List the records, those with an overdue review first."))(_list(kinds, listed))
    group.command("show", help=N_("Show everything about one record."))(_show(kinds))
    group.command("add", help=N_("Add a record."))(_add(kinds))
    group.command("update", help=N_("Change what is given; the rest stays. An empty text takes an answer away."))(
        _update(kinds)
    )
    group.command("archive", help=N_("Put a record away; it is kept, and neither listed nor counted."))(
        _step(kinds, "archive")
    )
    group.command("restore", help=N_("Bring an archived record back."))(_step(kinds, "restore"))
    group.command("undo", help=N_("Take back the latest change; both stay in the history."))(_step(kinds, "undo"))
    group.command("history", help=N_("Who changed what in a record, and when."))(_history(kinds))
    group.command("import", help=N_("Add a record for each row of a CSV file, or none."))(_import(kinds))


def _list(kinds: Sequence[RecordKind], listed: Sequence[RecordKind]) -> Callable[..., None]:
    def command(
        context: typer.Context,
        kind: Annotated[str | None, typer.Option(help=N_("The kind of record."))] = None,
        organisation: WhoseOrAll = None,
        parent: ParentOption = None,
        text: Annotated[str | None, typer.Option(help=N_("Only records that have these words in them."))] = None,
        overdue: Annotated[bool, typer.Option("--overdue", help=N_("Only records with an overdue review."))] = False,
        archived: Annotated[bool, typer.Option("--archived", help=N_("Only archived records."))] = False,
        as_json: Json = False,
        as_csv: Csv = False,
    ) -> None:
        from workforce_tui.services.record_lists import list_lines

        sought = parent is not None or bool(text) or overdue or archived
        codes = [one.code for one in (kinds if sought else listed)] if kind is None else [_of(kinds, kind).code]
        with workspace(context) as ws:
            found = list_lines(ws, codes, organisation, parent, archived=archived, text=text, only_overdue=overdue)
            title = _(kind_of(codes[0]).plural) if len(codes) == 1 else _("Records")
            say_lines(context, ws, found, title, as_json=as_json, as_csv=as_csv)

    return command


def say_lines(
    context: typer.Context, ws: Workspace, found: Sequence[Any], title: str, *, as_json: bool, as_csv: bool
) -> None:
    """Write lines of records: as a table, JSON or CSV."""
    from workforce_tui.cli.record_output import csv_rows, line_record
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.services.record_lists import lines_table, organisations_known

    if as_json:
        write_json([line_record(one) for one in found])
    elif as_csv:
        typer.echo(render_csv(*csv_rows(found)), nl=False)
    elif found:
        write_table(context, lines_table(found, title, organisations_known(ws)))
    else:
        typer.echo(_("There is no such record."))


def _show(kinds: Sequence[RecordKind]) -> Callable[..., None]:
    def command(context: typer.Context, number: Number, as_json: Json = False) -> None:
        with workspace(context) as ws:
            _held(ws, kinds, number)
            say_record(ws, number, as_json=as_json)

    return command


def say_record(ws: Workspace, number: int, *, as_json: bool) -> None:
    """Write one record: its facts line by line, or as JSON."""
    from workforce_tui.cli.record_output import line_record
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.record_lists import facts, organisations_known, record_line, when_text

    line = record_line(ws, number)
    if as_json:
        write_json(line_record(line))
        return
    record = line.record
    typer.echo(clean(_("{kind} {number}: {title}").format(kind=_(line.kind.name), number=number, title=line.title)))
    typer.echo(clean(_("Organisations: {names}").format(names=line.organisations)))
    if line.above:
        typer.echo(clean(_("Belongs to: {number} {title}").format(number=record.parent_id, title=line.above)))
    for fact in facts(line, organisations_known(ws)):
        typer.echo(f"{clean(fact.label)}: " + "\n  ".join(clean(one) for one in fact.text.split("\n")))
    changed = _("Revision {number}, {date}, by {name}.")
    typer.echo(clean(changed.format(number=record.revision, date=when_text(record.changed_at), name=record.changed_by)))
    if record.archived:
        typer.echo(_("It is archived."))


def _add(kinds: Sequence[RecordKind]) -> Callable[..., None]:
    def command(context: typer.Context, **given: Any) -> None:
        from workforce_tui.cli.disparities import name_of_person
        from workforce_tui.cli.record_output import Given, read_record
        from workforce_tui.services.records import add, get

        kind = _of(kinds, given["kind"]) if given.get("kind") else kinds[0]
        held = read_record(given["from_file"]) if given["from_file"] else Given({})
        whose = given["organisation"] or held.organisations
        parent = given["parent"] if given["parent"] is not None else held.parent
        with workspace(context) as ws:
            check_own(whose if parent is None else get(ws, parent).organisations)
            by = name_of_person(ws, given["by"])
            record = add(ws, kind.code, {**held.raw, **_texts(kinds, given)}, organisations=whose, parent=parent, by=by)
            say_record(ws, record.id, as_json=given["as_json"])

    common: list[tuple[str, Any, Any]] = [("parent", parent_option(kinds), None), ("from_file", FileOption, None)]
    if len(kinds) > 1:
        help_text = _("The kind: {codes}; {first} when left out.").format(codes=_codes(kinds), first=kinds[0].code)
        common.insert(0, ("kind", Annotated[str | None, typer.Option(help=help_text)], None))
    return with_options(
        command,
        adding_options(kinds),
        common,
        whose=N_(
            "An organisation's code; may be repeated. Must be given, but for records of another record or of all Wales."
        ),
    )


def _import(kinds: Sequence[RecordKind]) -> Callable[..., None]:
    def command(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help=N_("The list, as `list --csv` writes one."))],
        by: By,
        kind: Annotated[str | None, typer.Option(help=N_("The kind of record."))] = None,
        organisation: Annotated[
            str | None, typer.Option(help=N_("Whose the records are, where the rows do not say."))
        ] = None,
        parent: ParentOption = None,
        as_json: Json = False,
    ) -> None:
        from workforce_tui.services.record_import import import_records

        code = (_of(kinds, kind) if kind else kinds[0]).code
        with workspace(context) as ws:
            numbers = import_records(ws, code, file, organisation=organisation, parent=parent, by=by)
        if as_json:
            write_json({"kind": code, "added": list(numbers)})
        else:
            typer.echo(_("Records added: {number}.").format(number=len(numbers)))

    return command


def _update(kinds: Sequence[RecordKind]) -> Callable[..., None]:
    def command(context: typer.Context, number: int, **given: Any) -> None:
        from workforce_tui.cli.disparities import name_of_person
        from workforce_tui.cli.record_output import Given, read_record
        from workforce_tui.services.records import update

        held = read_record(given["from_file"]) if given["from_file"] else Given({})
        revision = given["revision"] if given["revision"] is not None else held.revision
        with workspace(context) as ws:
            _held(ws, kinds, number)
            update(
                ws, number, {**held.raw, **_texts(kinds, given)}, by=name_of_person(ws, given["by"]),
                expected_revision=revision, organisations=given["organisation"] or held.organisations or None,
                reason=given["why"],
            )  # fmt: skip
            say_record(ws, number, as_json=given["as_json"])

    common = [("why", WhyOption, ""), ("revision", RevisionOption, None), ("from_file", FileOption, None)]
    return with_options(
        command,
        changing_options(kinds),
        common,
        whose=N_("The code of an organisation it belongs to from now on; may be repeated."),
        number=Number,
    )


def _step(kinds: Sequence[RecordKind], step: str) -> Callable[..., None]:
    def command(
        context: typer.Context,
        number: Number,
        by: AskedBy = None,
        why: WhyOption = "",
        revision: RevisionOption = None,
        as_json: Json = False,
    ) -> None:
        from workforce_tui.cli.disparities import name_of_person
        from workforce_tui.services.records import archive, restore, take_back

        with workspace(context) as ws:
            _held(ws, kinds, number)
            name = name_of_person(ws, by)
            if step == "undo":
                take_back(ws, number, by=name, reason=why, revision=revision)
            else:
                put = archive if step == "archive" else restore
                put(ws, number, by=name, reason=why, expected_revision=revision)
            say_record(ws, number, as_json=as_json)

    return command


def _history(kinds: Sequence[RecordKind]) -> Callable[..., None]:
    def command(context: typer.Context, number: Number, as_json: Json = False) -> None:
        from workforce_tui.cli.record_output import change_record
        from workforce_tui.exporting.text import clean
        from workforce_tui.services.record_history import history
        from workforce_tui.services.record_lists import history_lines

        with workspace(context) as ws:
            _held(ws, kinds, number)
            found = history(ws, number)
        if as_json:
            write_json([change_record(one) for one in found])
            return
        for change in found:
            for line in history_lines(change):
                typer.echo(clean(line))

    return command


def _texts(kinds: Sequence[RecordKind], given: dict[str, Any]) -> dict[str, str]:
    keys = {field.key for kind in kinds for field in kind.inputs}
    return {key: text for key, text in given.items() if key in keys and text is not None}


def _codes(kinds: Sequence[RecordKind]) -> str:
    return ", ".join(kind.code for kind in kinds)


def _of(kinds: Sequence[RecordKind], code: str) -> RecordKind:
    found = next((one for one in kinds if one.code == code.replace("-", "_")), None)
    if found is None:
        raise usage_error(_("--kind: use one of {codes}.").format(codes=_codes(kinds)))
    return found


def _held(ws: Workspace, kinds: Sequence[RecordKind], number: int) -> None:
    """Refuse a record of another place or kind, or of an organisation that is not the reader's own."""
    from workforce_tui.services.records import get

    record = get(ws, number)
    check_own(record.organisations)
    code = record.kind
    if code not in {one.code for one in kinds}:
        get(ws, number, kinds[0].code)
