"""The report of progression: the pipeline from entry to executive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.cli.chair import write_progression as write_for_chair
from workforce_tui.cli.context import parse_day, workspace, write_json, write_table
from workforce_tui.cli.gated import is_for_chair
from workforce_tui.cli.indicators import limit_value
from workforce_tui.cli.options import AsAt, Csv, Json, ProfileName, WhoCounts, Whose
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from fractions import Fraction

    from workforce_tui.services.pipeline import LargestDrop, Pipeline

COLUMNS = (
    "level", "name", "headcount", "known", "minority", "white", "undeclared", "unknown", "share", "lower", "upper",
    "of_minority", "of_white", "change_points", "note",
)  # fmt: skip


def register(group: typer.Typer) -> None:
    """Add the command to the reports."""
    group.command("progression", help=N_("Both groups from entry to executive, and where the share drops most."))(
        progression
    )


def progression(
    context: typer.Context,
    organisation: Whose,
    as_at: AsAt = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    profile: ProfileName = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shares are from 0 to 1 of staff with known ethnicity; changes are percentage points."""
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.services.pipeline import pipeline, pipeline_table

    day = parse_day(as_at, "--as-at")
    if is_for_chair(profile):
        write_for_chair(context, organisation, day, definition, as_json=as_json, as_csv=as_csv)
        return
    with workspace(context) as ws:
        found = pipeline(ws, organisation=organisation, as_at=day, definition=definition)
    if as_json:
        write_json(pipeline_record(found))
    elif as_csv:
        typer.echo(render_csv(COLUMNS, step_records(found)), nl=False)
    elif found.as_at is None:
        typer.echo(_("There are no figures for that yet. Import a spreadsheet, or choose another date."))
    else:
        write_table(context, pipeline_table(found))


def pipeline_record(found: Pipeline) -> dict[str, Any]:
    """The pipeline as the JSON contract of the command."""
    from workforce_tui.exporting.records import count_value

    return {
        "organisation": found.organisation.code,
        "as_at": found.as_at.isoformat() if found.as_at else None,
        "definition": str(found.definition),
        "steps": step_records(found),
        "unmapped": count_value(found.unmapped),
        "largest_drop": None if found.drop is None else _drop_record(found.drop),
        "sentence": found.sentence,
        "notes": list(found.notes),
    }


def step_records(found: Pipeline) -> list[dict[str, Any]]:
    """The levels, entry first; a level with nobody has null figures."""
    from workforce_tui.exporting.records import count_value, share_value
    from workforce_tui.services.pipeline import change_at

    records = []
    for place, step in enumerate(found.steps):
        figures = step.figures
        interval = figures.interval if figures else None
        records.append(
            {
                "level": str(step.level),
                "name": step.name,
                "headcount": count_value(figures.headcount) if figures else 0,
                **{
                    key: count_value(getattr(figures, key)) if figures else None
                    for key in ("known", "minority", "white", "undeclared", "unknown")
                },
                "share": share_value(step.share),
                "lower": limit_value(interval.low) if interval else None,
                "upper": limit_value(interval.high) if interval else None,
                "of_minority": _number(step.of_minority),
                "of_white": _number(step.of_white),
                "change_points": _number(change_at(found.steps, place), scale=100),
                "note": figures.note or None if figures else None,
            }
        )
    return records


def _drop_record(drop: LargestDrop) -> dict[str, Any]:
    return {
        "from_level": str(drop.lower.level),
        "to_level": str(drop.upper.level),
        "points": _number(drop.change, scale=100),
        "p": drop.p_value,
    }


def _number(value: Fraction | None, *, scale: int = 1) -> Any:
    from workforce_tui.exporting.records import pair_value

    return None if value is None else pair_value(value, value, scale=scale)
