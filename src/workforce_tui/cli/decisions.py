"""The decisions commands: what is kept for an organisation's files, and changing it with what that moves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import usage_error, workspace, write_json
from workforce_tui.cli.options import Json, Yes
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.representation import Representation
    from workforce_tui.services.decision_figures import (
        DecisionChange,
        DecisionLine,
        EventChange,
        Move,
        Recoding,
        RecodingRecord,
    )

Whose = Annotated[
    str, typer.Option(help=N_("The organisation's code, or several-organisations for files with more than one."))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would move and write nothing."))]
By = Annotated[str, typer.Option(help=N_("Who decided; the name of the user when left out."))]

NOT_AGREED = 3
"""The exit status when the change waits for --yes."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help=N_("See and change the decisions kept for an organisation's files."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("list", help=N_("The decisions kept, with the people they touch."))(list_)
    group.command("set", help=N_("Make or change a decision; figures held already move with it."))(set_)
    group.command("remove", help=N_("Remove a decision."))(remove)
    group.command("history", help=N_("What changed decisions have moved, the latest first."))(history)
    app.add_typer(group, name="decisions")


def list_(context: typer.Context, organisation: Whose, as_json: Json = False) -> None:
    """List the kept decisions of one organisation."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.decisions import list_decisions

    with workspace(context) as ws:
        book = list_decisions(ws, organisation)
    if as_json:
        write_json([_kept_record(one) | {"file": book.file} for one in book.lines])
        return
    if not book.lines:
        typer.echo(_("No decisions are kept for this organisation."))
    for one in book.lines:
        typer.echo(clean(_kept_line(one)))
    if book.lines:
        typer.echo(clean(_("Kept in {file}").format(file=book.file)))


def _kept_record(one: DecisionLine) -> dict[str, Any]:
    """A decision as the JSON contract of the command; null where what it counts cannot be told."""
    from workforce_tui.exporting.records import count_value

    return {
        "field": one.field,
        "value": one.value,
        "answer": one.answer,
        "meaning": one.meaning,
        "decided": one.decided.isoformat() if one.decided else None,
        "people": count_value(one.people),
        "snapshots": one.snapshots,
        "events": count_value(one.events),
        "otherwise": count_value(one.otherwise),
        "events_otherwise": count_value(one.events_otherwise),
        "suggestions": [{"code": s.code, "name": s.name, "reason": s.reason} for s in one.suggestions],
    }


def _kept_line(one: DecisionLine) -> str:
    from workforce_tui.domain.formatting import count_text, long_date
    from workforce_tui.exporting.text import label

    text = _('{field} "{value}" is {answer} ({meaning}), decided {date}')
    when = long_date(one.decided) if one.decided else _("on a day not recorded")
    line = text.format(field=one.field, value=label(one.value), answer=one.answer, meaning=one.meaning, date=when)
    if one.people is not None:
        held = _("; people it counts: {people}; snapshots: {snapshots}")
        line += held.format(people=count_text(one.people), snapshots=one.snapshots)
    if one.events is not None and one.events.high:
        line += _("; events: {number}").format(number=count_text(one.events))
    if one.otherwise.high:
        text = _("; of these people held under another code, until it is set again: {number}")
        line += text.format(number=count_text(one.otherwise))
    if one.events_otherwise.high:
        text = _("; of these events held under another code, until it is set again: {number}")
        line += text.format(number=count_text(one.events_otherwise))
    return line


def set_(
    context: typer.Context,
    decision: Annotated[str, typer.Argument(help=N_('Such as grade:"SO2"=HEO.'))],
    organisation: Whose,
    dry_run: DryRun = False,
    yes: Yes = False,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Make or change one decision."""
    _change(context, organisation, _parsed(decision, remove=False), dry_run=dry_run, yes=yes, by=by, as_json=as_json)


def remove(
    context: typer.Context,
    decision: Annotated[str, typer.Argument(help=N_('Such as grade:"SO2".'))],
    organisation: Whose,
    dry_run: DryRun = False,
    yes: Yes = False,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Remove one decision."""
    _change(context, organisation, _parsed(decision, remove=True), dry_run=dry_run, yes=yes, by=by, as_json=as_json)


def history(
    context: typer.Context,
    organisation: Annotated[str | None, typer.Option(help=N_("Only for this organisation."))] = None,
    as_json: Json = False,
) -> None:
    """List what was moved."""
    from workforce_tui.exporting.records import count_value
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.decisions import list_recodings

    with workspace(context) as ws:
        found = list_recodings(ws, organisation)
    if as_json:
        names = ("made_at", "made_by", "organisation", "field", "label", "before", "after", "batch")
        write_json(
            [
                {name: getattr(one, name) for name in names}
                | {"as_at": one.as_at.isoformat(), "dataset": str(one.dataset), "people": count_value(one.people)}
                for one in found
            ]
        )
        return
    if not found:
        typer.echo(_("No decision was ever changed after an import."))
    for one in found:
        typer.echo(clean(_moved_line(one)))


def _moved_line(one: RecodingRecord) -> str:
    from workforce_tui.domain.datasets import Dataset, dataset_name
    from workforce_tui.domain.formatting import count_text, long_date

    text = _('{when} {who}: {organisation} as at {date}, {field} "{label}": {before} → {after}, people: {people}')
    if one.dataset is not Dataset.STAFF_IN_POST:
        text = _('{when} {who}: {dataset} of {organisation} to {date}, {field} "{label}": {before} → {after}, {people}')
    return text.format(
        dataset=dataset_name(one.dataset),
        when=one.made_at, who=one.made_by, organisation=one.organisation, date=long_date(one.as_at),
        field=one.field, label=one.label, before=one.before, after=one.after, people=count_text(one.people),
    )  # fmt: skip


def _parsed(text: str, *, remove: bool) -> DecisionChange:
    from workforce_tui.services.decisions import parse_change

    try:
        return parse_change(text, remove=remove)
    except WorkforceError as error:
        raise usage_error(f"{error.message} {error.hint}") from None


def _change(
    context: typer.Context,
    organisation: str,
    change: DecisionChange,
    *,
    dry_run: bool,
    yes: bool,
    by: str,
    as_json: bool,
) -> None:
    """Show what would move; write it when that is agreed to."""
    from workforce_tui.services.decisions import apply_change, preview_change
    from workforce_tui.services.recoding_text import moved_line, recoding_lines

    with workspace(context) as ws:
        preview = preview_change(ws, organisation, change)
        if not as_json:
            for line in recoding_lines(preview):
                typer.echo(line)
        agreed = not dry_run and (yes or (not as_json and asked()))
        if agreed:
            apply_change(ws, organisation, change, expected=preview, by=by)
    if as_json:
        write_json(recoding_record(preview, applied=agreed))
    elif agreed:
        typer.echo(moved_line(preview))
    else:
        typer.echo(_("Nothing was changed.") if dry_run else _("Nothing was changed. Repeat it with --yes to do it."))
    if not agreed and not dry_run:
        raise typer.Exit(NOT_AGREED)


def asked() -> bool:
    """Whether somebody is there and says yes."""
    return sys.stdin.isatty() and typer.confirm(_("Do this?"), default=False)


def recoding_record(recoding: Recoding, *, applied: bool) -> dict[str, Any]:
    """A change and what it moves as the JSON contract of the decisions commands."""
    from workforce_tui.exporting.records import count_value

    return {
        "applied": applied,
        "organisation": recoding.organisation,
        "field": recoding.change.field,
        "value": recoding.change.value,
        "before": recoding.previous,
        "after": recoding.change.answer,
        "people": recoding.people,
        "snapshots": [
            {
                "batch": one.batch,
                "file": one.file_name,
                "organisation": one.organisation,
                "as_at": one.as_at.isoformat(),
                "moves": [_move(move) | {"people": count_value(move.people)} for move in one.moves],
                "before": _figures(one.before),
                "after": _figures(one.after),
                "grades": [
                    {
                        "grade": group.code,
                        "name": group.name,
                        "before": _figures(group.before),
                        "after": _figures(group.after),
                    }
                    for group in one.grades
                ],
            }
            for one in recoding.snapshots
        ],
        "events_by_dataset": {str(one): count_value(many) for one, many in recoding.events_by_dataset.items()},
        "events": [_event_record(one) for one in recoding.events],
        "levels": None if recoding.levels is None else [str(one) for one in recoding.levels],
        "notes": list(recoding.notes),
    }


def _event_record(one: EventChange) -> dict[str, Any]:
    from workforce_tui.exporting.records import count_value

    return {
        "batch": one.batch,
        "file": one.file_name,
        "organisation": one.organisation,
        "dataset": str(one.dataset),
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "number": count_value(one.number),
        "moves": [_move(move) | {"number": count_value(move.people)} for move in one.moves],
    }


def _move(move: Move) -> dict[str, Any]:
    """From what to what those with a label move, as codes and in words."""
    names = ("label", "before", "after", "before_name", "after_name")
    return {name: getattr(move, name) for name in names}


def _figures(figures: Representation | None) -> dict[str, Any] | None:
    from workforce_tui.exporting.records import count_value, share_value

    if figures is None:
        return None
    return {
        "headcount": count_value(figures.headcount),
        "known": count_value(figures.known),
        "minority": count_value(figures.minority),
        "share": share_value(figures.share),
    }
