"""The register of disparities as the chair of a staff network may see it, and the network's comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.cli.context import parse_day, workspace, write_json
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.disparities import Measured, Status
    from workforce_tui.services.chair_register import ChairLine
    from workforce_tui.services.workspace import Workspace

OF_A_COMMENT = frozenset({"comment", "by", "on", "as_json"})
"""The options a comment has."""


def list_for_chair(
    context: typer.Context,
    organisation: str | None,
    statuses: Sequence[Status],
    *,
    only_overdue: bool,
    as_json: bool,
) -> None:
    """The records whose counts are shown, and those the panel or a network brought."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.chair_register import register_for_chair
    from workforce_tui.services.disparities import counts_of
    from workforce_tui.services.disparity_text import counts_line, line_text

    with workspace(context) as ws:
        every = register_for_chair(ws, _one(organisation))
        names = _names(ws)
    found = [
        one
        for one in every
        if (not statuses or one.line.record.status in statuses) and (one.line.overdue or not only_overdue)
    ]
    if as_json:
        write_json([_record(one, names) for one in found])
        return
    if not found:
        typer.echo(_("The register has no such record."))
    for one in found:
        subject = one.line.record.subject
        text = line_text(one.line, _indicator(one), names.get(subject.organisation, ""), is_hidden=one.is_latest_hidden)
        typer.echo(clean(text))
    typer.echo(counts_line(counts_of([one.line for one in every])))


def show_for_chair(context: typer.Context, number: int, *, as_json: bool) -> None:
    """Everything about one record that the network may see."""
    from workforce_tui.services.chair_register import record_for_chair

    with workspace(context) as ws:
        _say(ws, record_for_chair(ws, number), as_json=as_json)


def comment_for_chair(context: typer.Context, number: int, options: Mapping[str, Any]) -> None:
    """Enter a comment of the network; everything else is entered by the organisation.

    Raises:
        WorkforceError: anything but a comment is given.
    """
    from workforce_tui.cli.disparities import name_of_person
    from workforce_tui.services.chair_register import comment_for_chair as enter

    others = [name for name, value in options.items() if name not in OF_A_COMMENT and value not in (None, False)]
    if others or not options["comment"]:
        raise WorkforceError(
            _("A network comments on a record; the organisation enters everything else."),
            _("Use --comment with --by."),
        )
    day = parse_day(options["on"], "--on")
    with workspace(context) as ws:
        found = enter(ws, number, options["comment"], by=name_of_person(ws, options["by"]), on=day)
        _say(ws, found, as_json=options["as_json"])


def _one(organisation: str | None) -> str:
    from workforce_tui.services.policy import own_organisation

    found = organisation or own_organisation()
    if not found:
        raise WorkforceError(
            _("The NETWORK profile shows one organisation, never all of them together."),
            _("Choose the organisation of the network."),
        )
    return found


def _say(ws: Workspace, one: ChairLine, *, as_json: bool) -> None:
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.disparity_text import facts

    names = _names(ws)
    if as_json:
        write_json(_record(one, names))
        return
    record = one.line.record
    typer.echo(_("Disparity {number}").format(number=record.id))
    for what, said in facts(one.line, _indicator(one), names.get(record.subject.organisation, ""), hidden=one.hidden):
        typer.echo(clean(f"{what}: {said}"))


def _names(ws: Workspace) -> Mapping[str, str]:
    from workforce_tui.services.record_lists import organisation_names

    return organisation_names(ws)


def _indicator(one: ChairLine) -> str:
    from workforce_tui.services.disparities import indicator_source

    return indicator_source().name(one.line.record.subject.indicator)


def _record(one: ChairLine, names: Mapping[str, str]) -> dict[str, Any]:
    """A record as the JSON contract of the commands under the profile: null for counts that are withheld."""
    from workforce_tui.services.disparity_text import facts

    record = one.line.record
    subject, due = record.subject, one.line.explanation_due
    said = facts(one.line, _indicator(one), names.get(subject.organisation, ""), hidden=one.hidden)
    return {
        "id": record.id,
        "profile": "NETWORK",
        "organisation": subject.organisation,
        "indicator": subject.indicator,
        "name": _indicator(one),
        "definition": subject.definition,
        "status": str(record.status),
        "trigger": str(record.trigger),
        "identified_on": record.identified_on.isoformat(),
        "explanation_due": None if due is None else due.isoformat(),
        "overdue": [{"what": str(late.what), "since": late.since.isoformat()} for late in one.line.overdue],
        "values": [None if place in one.hidden else _value(value) for place, value in enumerate(record.values)],
        "comments": [{"text": c.text, "by": c.by, "on": c.on.isoformat()} for c in record.comments],
        "facts": [{"what": what, "text": text} for what, text in said],
    }


def _value(value: Measured) -> dict[str, Any]:
    return {
        "start": None if value.start is None else value.start.isoformat(),
        "end": value.end.isoformat(),
        "events": value.events,
        "base": value.base,
        "other_events": value.other_events,
        "other_base": value.other_base,
    }
