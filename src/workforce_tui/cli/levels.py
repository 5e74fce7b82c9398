"""The levels commands: which common level a grade is at, and since when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from workforce_tui.cli.context import parse_day, workspace, write_json
from workforce_tui.cli.options import Json, Organisation
from workforce_tui.domain.levels import Level, LevelRule, level_name
from workforce_tui.i18n import N_, _


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help=N_("See and change the common level of grades."), no_args_is_help=True, rich_markup_mode=None
    )
    group.command("list", help=N_("The grades of an organisation and their levels."))(list_)
    group.command("set", help=N_("Choose the level of a grade."))(set_)
    group.command("rules", help=N_("The choices made, with their numbers."))(rules)
    group.command("remove", help=N_("Remove a choice."))(remove)
    app.add_typer(group, name="levels")


def list_(
    context: typer.Context,
    organisation: Organisation,
    on: Annotated[str | None, typer.Option(help=N_("The day, YYYY-MM-DD; today when left out."))] = None,
    as_json: Json = False,
) -> None:
    """List every grade with its level and tier on a day."""
    from workforce_tui.exporting.text import label
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.levels import list_levels

    day: date = parse_day(on, "--on") or today_here()
    with workspace(context) as ws:
        found = list_levels(ws, organisation, on=day)
    if as_json:
        write_json(
            [{"grade": g.grade, "name": g.name, "level": str(g.level), "tier": g.tier and str(g.tier)} for g in found]
        )
        return
    for one in found:
        changed = _("changed here") if one.changed else ""
        named = f"{label(one.grade)}: {label(one.name)};"
        typer.echo(" ".join(part for part in (named, level_name(one.level), changed) if part))


def set_(
    context: typer.Context,
    grade: Annotated[str, typer.Argument(help=N_("The grade's code."))],
    level: Annotated[Level, typer.Argument(help=N_("L0 to L6."))],
    organisation: Annotated[str | None, typer.Option(help=N_("Only for this organisation."))] = None,
    valid_from: Annotated[str | None, typer.Option("--from", help=N_("First day, YYYY-MM-DD."))] = None,
    valid_to: Annotated[str | None, typer.Option("--to", help=N_("Last day, YYYY-MM-DD."))] = None,
    approved_by: Annotated[str, typer.Option(help=N_("Who approved it."))] = "",
    note: Annotated[str, typer.Option(help=N_("Why."))] = "",
) -> None:
    """Choose the level of a grade from one day to another."""
    from workforce_tui.services.levels import set_level

    rule = LevelRule(
        grade_code=grade,
        level=level,
        valid_from=parse_day(valid_from, "--from"),
        valid_to=parse_day(valid_to, "--to"),
        organisation=organisation,
        note=note,
    )
    with workspace(context) as ws:
        number = set_level(ws, rule, approved_by=approved_by)
    typer.echo(_("{grade} is at {level} (choice number {number}).").format(grade=grade, level=level, number=number))


def rules(context: typer.Context, as_json: Json = False) -> None:
    """List the choices made."""
    from workforce_tui.services.levels import list_level_rules

    with workspace(context) as ws:
        found = list_level_rules(ws)
    if as_json:
        write_json(
            [
                {
                    "id": one.id,
                    "grade": one.rule.grade_code,
                    "level": str(one.rule.level),
                    "organisation": one.rule.organisation,
                    "from": one.rule.valid_from.isoformat() if one.rule.valid_from else None,
                    "to": one.rule.valid_to.isoformat() if one.rule.valid_to else None,
                    "approved_by": one.approved_by,
                    "note": one.rule.note,
                }
                for one in found
            ]
        )
        return
    if not found:
        typer.echo(_("No choices: every grade has its shipped level."))
    for one in found:
        who = one.rule.organisation or _("every organisation")
        span = f"{one.rule.valid_from or '...'} - {one.rule.valid_to or '...'}"
        typer.echo(f"{one.id}. {one.rule.grade_code}: {one.rule.level}; {who}; {span}")


def remove(context: typer.Context, number: Annotated[int, typer.Argument(help=N_("The choice's number."))]) -> None:
    """Remove a choice by its number."""
    from workforce_tui.services.levels import remove_level

    with workspace(context) as ws:
        remove_level(ws, number)
    typer.echo(_("Choice number {number} is removed.").format(number=number))
