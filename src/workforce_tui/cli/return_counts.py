"""The command that types counts of a return into a grid, without a spreadsheet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import usage_error, workspace, write_json
from workforce_tui.cli.options import Json, Organisation, Year
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.count_grid import CountGrid, Place
    from workforce_tui.domain.table import Table
    from workforce_tui.services.typed_plan import TypedPlan
    from workforce_tui.services.workspace import Workspace


def counts(
    context: typer.Context,
    organisation: Organisation,
    year: Year,
    cells: Annotated[
        list[str] | None,
        typer.Argument(help=N_("Cells to change: GRADE/GROUP=12, or OUTCOME/GRADE/GROUP=12 for events.")),
    ] = None,
    section: Annotated[str, typer.Option("--section", help=N_("The section of the return."))] = "staff",
    dataset: Annotated[
        str | None, typer.Option("--dataset", help=N_("Which dataset, where the section has several."))
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--groups", help=N_("The ethnic groups: ons2021_19, sde18, hmpps5, binary, ..."))
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", help=N_("A comma-separated file with the whole grid; - for standard input."))
    ] = None,
    blanks: Annotated[str, typer.Option("--empty", help=N_("What empty cells are: zero or missing (not known)."))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would change; write nothing."))] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help=N_("Answer with the grid as --from reads it."))] = False,
    as_json: Json = False,
) -> None:
    """Without cells and --from, the grid is shown as it is held."""
    from workforce_tui.services.typed_counts import dataset_of, grid_of, scheme_of

    chosen = scheme_of(scheme) if scheme else None
    which = dataset_of(section, dataset)
    if cells and source:
        raise usage_error(_("Give either cells or --from."))
    with workspace(context) as ws:
        grid = grid_of(ws, organisation, year, which, chosen)
        if not cells and source is None:
            _show(context, grid, as_csv=as_csv, as_json=as_json)
            return
        plan = _planned(grid, cells or [], source, blanks)
        _save(ws, plan, dry_run=dry_run, as_json=as_json)


def _planned(grid: CountGrid, words: list[str], source: str | None, blanks: str) -> TypedPlan:
    from workforce_tui.services.typed_counts import cell_text_of
    from workforce_tui.services.typed_files import cells_from_csv, cells_from_words
    from workforce_tui.services.typed_plan import KEEP, plan_typed

    if source is not None:
        return plan_typed(grid, cells_from_csv(grid, _read(source)), blanks=blanks)
    texts: dict[Place, str] = {place: cell_text_of(count) for place, count in grid.shown.items()}
    # A cell changed by itself leaves the others as they are held.
    return plan_typed(grid, texts | cells_from_words(grid, words), blanks=blanks or KEEP)


def _read(source: str) -> str:
    from pathlib import Path

    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.services.typed_files import LONGEST

    try:
        if source == "-":
            return sys.stdin.read(LONGEST + 1)
        with Path(source).open(encoding="utf-8", newline="") as stream:
            return stream.read(LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise WorkforceError(
            _("The file {path} cannot be read.").format(path=source),
            _("Check that it is there and is comma-separated text in UTF-8 ({reason}).").format(
                reason=getattr(error, "strerror", "") or type(error).__name__
            ),
        ) from None


def _save(ws: Workspace, plan: TypedPlan, *, dry_run: bool, as_json: bool) -> None:
    from workforce_tui.services.typed_plan import save_typed
    from workforce_tui.services.typed_text import plan_lines

    batch = None if dry_run else save_typed(ws, plan).batch
    if as_json:
        write_json({**plan_record(plan), "batch": batch, "status": "planned" if dry_run else "imported"})
        return
    for line in plan_lines(plan):
        typer.echo(clean(line))
    typer.echo(
        _("Nothing was written.")
        if batch is None
        else _("Saved as import number {number}; `workforce-tui undo {number}` takes it back.").format(number=batch)
    )


def plan_record(plan: TypedPlan) -> dict[str, Any]:
    """What saving would change, as JSON."""
    return {
        **_about(plan.grid),
        "total": plan.plan.headcount.as_json(),
        "unknown_cells": plan.unknown,
        "issues": [{"code": one.code, "message": one.message} for one in plan.plan.issues],
        "changes": [
            {
                **_cell(one.place),
                "before": None if one.before is None else one.before.as_json(),
                "after": None if one.after is None else one.after.as_json(),
            }
            for one in plan.changes
        ],
    }


def _about(grid: CountGrid) -> dict[str, Any]:
    return {
        "organisation": grid.organisation,
        "year": grid.year,
        "dataset": str(grid.dataset),
        "start": grid.start.isoformat(),
        "end": grid.end.isoformat(),
        "groups": str(grid.scheme),
    }


def _cell(place: Place) -> dict[str, str]:
    return {"outcome": place[0], "line": place[1], "group": place[2]}


def grid_record(grid: CountGrid) -> dict[str, Any]:
    """A grid as JSON."""
    return {
        **_about(grid),
        "outcomes": [{"code": one.code, "name": one.name} for one in grid.pages if one.code],
        "lines": [{"key": one.key, "name": one.name, "worker": one.worker, "locked": one.locked} for one in grid.lines],
        "columns": [{"code": one.code, "name": one.name} for one in grid.groups],
        "cells": [{**_cell(place), "count": count.as_json()} for place, count in grid.held.items()],
        "notes": list(grid.notes),
    }


def _show(context: typer.Context, grid: CountGrid, *, as_csv: bool, as_json: bool) -> None:
    from workforce_tui.cli.context import write_table
    from workforce_tui.services.typed_files import csv_of

    if as_json:
        write_json(grid_record(grid))
        return
    if as_csv:
        typer.echo(csv_of(grid), nl=False)
        return
    for note in grid.notes:
        typer.echo(clean(note))
    for table in tables_of(grid):
        write_table(context, table)
    if not grid.held:
        typer.echo(_("No counts are held. --csv writes an empty grid that --from reads."))
    for said in dict.fromkeys(line.locked for line in grid.lines if line.locked):
        typer.echo(clean(said))


def tables_of(grid: CountGrid) -> list[Table]:
    """The counts held, a table for each page that has any."""
    from workforce_tui.domain.cells import Shown
    from workforce_tui.domain.count_grid import totals
    from workforce_tui.domain.datasets import dataset_name
    from workforce_tui.domain.table import Column, Row, Table

    found = []
    for page in grid.pages:
        sums = totals(page.code, grid.shown)
        if not sums.lines:
            continue
        groups = [one for one in grid.groups if one.code in sums.groups]
        columns = (*(Column(one.code, one.name) for one in groups), Column("total", _("Total")))
        rows = [
            Row(
                line.name,
                (*(_shown(grid, (page.code, line.key, one.code)) for one in groups), Shown(sums.lines[line.key])),
                line.key,
            )
            for line in grid.lines
            if line.key in sums.lines
        ]
        rows.append(Row(_("Total"), (*(Shown(sums.groups[one.code]) for one in groups), Shown(sums.everything)), ""))
        title = " · ".join(filter(None, (grid.name, dataset_name(grid.dataset), page.name)))
        found.append(Table(title, _("Grade"), columns, tuple(rows), as_at=grid.end))
    return found


def _shown(grid: CountGrid, place: Place) -> Cell:
    """A cell as it is held; nothing held of it is no statement that it is zero."""
    from workforce_tui.domain.cells import Shown

    count = grid.shown.get(place)
    return Shown("–") if count is None else Shown(count)
