"""The disparity commands: what is proposed, what the register holds, and opening a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli import gated
from workforce_tui.cli.chair_register import list_for_chair, show_for_chair
from workforce_tui.cli.context import json_wanted, parse_day, usage_error, workspace, write_json
from workforce_tui.cli.options import Json, Number, WhoCounts, Whose, WhoseOrAll
from workforce_tui.cli.terminal import is_terminal
from workforce_tui.domain.disparities import Status, Trigger
from workforce_tui.domain.disparity_steps import STEPS
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from workforce_tui.services.disparities import RegisterLine
    from workforce_tui.services.workspace import Workspace

YearOption = Annotated[int | None, typer.Option(help=N_("The reporting year, by the year it ends in; the latest."))]
By = Annotated[str | None, typer.Option(help=N_("Who makes the entry, by name."))]
OnOption = Annotated[str | None, typer.Option(help=N_("The day it is of, YYYY-MM-DD; today when left out."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    from workforce_tui.cli.disparity_update import update

    group = typer.Typer(
        help=N_("Explain or reform: the register of disparities."), no_args_is_help=True, rich_markup_mode=None
    )
    group.callback()(_allowed)
    group.command("find", help=N_("What the rules propose, and what they do not."))(find)
    group.command("open", help=N_("Open a record of an indicator."))(open_)
    group.command("list", help=N_("The records of the register."))(list_)
    group.command("counts", help=N_("How many records are open, explained, under reform and overdue."))(counts)
    group.command("show", help=N_("Everything about a record."))(show)
    group.command("update", help=N_("Enter what is known about a record, and take its next step."))(update)
    group.command("measure", help=N_("Add the newest figures to the open records."))(measure)
    group.command("thresholds", help=N_("The numbers the rules go by; set those that are given."))(thresholds)
    app.add_typer(group, name="disparity")


def _allowed(context: typer.Context) -> None:
    """Readers of a profile have the records as far as their counts are shown."""
    gated.refuse_ungated(context.invoked_subcommand or "", gated.REGISTER_UNDER_A_PROFILE)


def find(
    context: typer.Context,
    organisation: Whose,
    year: YearOption = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    groups: Annotated[
        bool, typer.Option("--groups", help=N_("Compare each of the five ethnic groups with White staff too."))
    ] = False,
    as_json: Json = False,
) -> None:
    """List the differences to the disadvantage of the group, the proposed ones first; then what cannot be tested."""
    from workforce_tui.cli.disparity_records import finding_record, untested_record
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.disparities import differences, group_source, indicator_source
    from workforce_tui.services.disparity_text import finding_text, nothing_found_text, untested_text

    source = group_source() if groups else indicator_source()
    with workspace(context) as ws:
        found = differences(ws, organisation, year=year, definition=definition, source=source)
    if as_json:
        records = [finding_record(one, source.name(one.subject.indicator)) for one in found.findings]
        write_json(records + [untested_record(one, source.name(one.subject.indicator)) for one in found.untested])
        return
    if not found.findings:
        typer.echo(nothing_found_text())
    for one in found.findings:
        typer.echo(clean(finding_text(one, source.name(one.subject.indicator))))
    for unknown in found.untested:
        typer.echo(clean(untested_text(unknown, source.name(unknown.subject.indicator))))


def open_(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(help=N_("The indicator's code, such as A5; see `disparity find`."))],
    organisation: Whose,
    year: YearOption = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    trigger: Annotated[Trigger, typer.Option(help=N_("Who brings it to the register."))] = Trigger.AUTO,
    by: By = None,
    on: OnOption = None,
    as_json: Json = False,
) -> None:
    """Open a record on the figures held now."""
    from workforce_tui.services.disparity_writing import Wanted, open_disparity

    day = parse_day(on, "--on")
    with workspace(context) as ws:
        wanted = Wanted(organisation, indicator, year, definition, trigger)
        record = open_disparity(ws, wanted, by=name_of_person(ws, by), on=day)
        say_record(ws, record.id or 0, as_json=as_json)


def list_(
    context: typer.Context,
    organisation: WhoseOrAll = None,
    status: Annotated[list[Status] | None, typer.Option(help=N_("Only these statuses. May be repeated."))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=N_("Only records with something overdue."))] = False,
    as_json: Json = False,
) -> None:
    """List the records, those with something overdue first."""
    if gated.is_for_chair(None):
        list_for_chair(context, organisation, tuple(status or ()), only_overdue=overdue, as_json=as_json)
        return
    from workforce_tui.services.disparities import count_disparities, list_disparities
    from workforce_tui.services.disparity_text import counts_line
    from workforce_tui.services.record_lists import organisation_names

    with workspace(context) as ws:
        found = list_disparities(ws, organisation, statuses=tuple(status or ()), only_overdue=overdue)
        total, names = count_disparities(ws, organisation), organisation_names(ws)
    if not found and not as_json:
        typer.echo(_("The register has no such record."))
    _say_lines(found, names, as_json=as_json)
    if not as_json:
        typer.echo(counts_line(total))


def counts(context: typer.Context, organisation: WhoseOrAll = None, as_json: Json = False) -> None:
    """Count the records (indicator X1)."""
    from dataclasses import asdict

    from workforce_tui.services.disparities import count_disparities
    from workforce_tui.services.disparity_text import counts_line

    with workspace(context) as ws:
        found = count_disparities(ws, organisation)
    if as_json:
        write_json(asdict(found))
    else:
        typer.echo(counts_line(found))


def show(context: typer.Context, number: Number, as_json: Json = False) -> None:
    """Show everything about one record."""
    if gated.is_for_chair(None):
        show_for_chair(context, number, as_json=as_json)
        return
    with workspace(context) as ws:
        say_record(ws, number, as_json=as_json)


def measure(context: typer.Context, organisation: WhoseOrAll = None, as_json: Json = False) -> None:
    """Measure the open records again."""
    from workforce_tui.services.disparities import get_disparity
    from workforce_tui.services.disparity_writing import measure_again
    from workforce_tui.services.record_lists import organisation_names

    with workspace(context) as ws:
        found = [get_disparity(ws, one.id or 0) for one in measure_again(ws, organisation)]
        names = organisation_names(ws)
    _say_lines(found, names, as_json=as_json)
    if not found and not as_json:
        typer.echo(_("There are no newer figures for the open records."))


def _say_lines(found: Sequence[RegisterLine], names: Mapping[str, str], *, as_json: bool) -> None:
    """A line for each record, or all of them in JSON; *names* are those of organisations by code."""
    from workforce_tui.cli.disparity_records import line_record
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.disparities import indicator_source
    from workforce_tui.services.disparity_text import line_text

    source = indicator_source()
    if as_json:
        write_json([line_record(one, source.name(one.record.subject.indicator)) for one in found])
        return
    for one in found:
        subject = one.record.subject
        typer.echo(clean(line_text(one, source.name(subject.indicator), names.get(subject.organisation, ""))))


def thresholds(
    context: typer.Context,
    ratio: Annotated[str | None, typer.Option(help=N_("The share of the better rate, such as 4/5."))] = None,
    people: Annotated[str | None, typer.Option(help=N_("The fewest people the ratio speaks of."))] = None,
    p: Annotated[str | None, typer.Option("--p", help=N_("The level of the exact test, such as 0.05."))] = None,
    periods: Annotated[str | None, typer.Option(help=N_("How many reporting years in a row."))] = None,
    days_to_explain: Annotated[str | None, typer.Option(help=N_("How many days an explanation may take."))] = None,
    as_json: Json = False,
) -> None:
    """Show the thresholds, after setting those that are given."""
    from workforce_tui.services import disparities as service

    wanted = {
        "ratio": ratio, "people": people, "p": p, "periods": periods, "days_to_explain": days_to_explain,
    }  # fmt: skip
    given = {name: text for name, text in wanted.items() if text is not None}
    with workspace(context) as ws:
        held = service.set_thresholds(ws, given) if given else service.thresholds(ws)
    if as_json:
        write_json({name: _plain(getattr(held, name)) for name in wanted})
        return
    for name in wanted:
        typer.echo(f"--{name.replace('_', '-')} {getattr(held, name)}")


def _plain(value: Fraction | float) -> float | int:
    return value if isinstance(value, int) else float(value)


def say_record(ws: Workspace, number: int, *, as_json: bool) -> None:
    """Write one record: its facts line by line, or as JSON."""
    from workforce_tui.cli.disparity_records import line_record
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.disparities import get_disparity, indicator_source
    from workforce_tui.services.disparity_text import facts
    from workforce_tui.services.record_lists import organisation_names

    line = get_disparity(ws, number)
    name = indicator_source().name(line.record.subject.indicator)
    if as_json:
        write_json(line_record(line, name))
        return
    typer.echo(_("Disparity {number}").format(number=number))
    for what, said in facts(line, name, organisation_names(ws).get(line.record.subject.organisation, "")):
        typer.echo(clean(f"{what}: {said}"))
    steps = ", ".join(f"--status {one}" for one in STEPS[line.record.status])
    if steps:
        typer.echo(_("Next step: `disparity update {number}` with {steps}").format(number=number, steps=steps))


def name_of_person(ws: Workspace, by: str | None) -> str:
    """Who makes an entry: as given, or asked for with the last name used as the answer offered.

    Raises:
        typer.Exit: nobody is there to be asked (a usage error).
    """
    from workforce_tui.services.last_names import last_name

    if by is not None:
        return by
    if json_wanted.get() or not is_terminal():
        raise usage_error(_("--by: say who makes the entry, by name."))
    answer: str = typer.prompt(_("Who makes this entry?"), default=last_name(ws) or None)
    return answer
