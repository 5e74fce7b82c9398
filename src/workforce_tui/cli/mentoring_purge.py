"""The command that forgets who took part in mentoring."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli.context import parse_day, workspace, write_json
from workforce_tui.cli.decisions import NOT_AGREED, asked
from workforce_tui.cli.options import Json, WhoseOrAll, Yes
from workforce_tui.domain.datasets import Dataset
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.services.mentoring_purge import Forgotten


def purge(
    context: typer.Context,
    before: Annotated[str, typer.Option("--before", help=N_("Cohorts whose last list ended before it, YYYY-MM-DD."))],
    organisation: WhoseOrAll = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Say what would be forgotten, ask, and do it; nothing is changed where nobody agrees."""
    from workforce_tui.services.mentoring_purge import purge_participation

    day = parse_day(before, "--before")
    assert day is not None  # noqa: S101 - the option is required
    with workspace(context) as ws:
        found = purge_participation(ws, before=day, organisation=organisation, dry_run=True)
        if not as_json:
            for line in _forgotten_lines(found):
                typer.echo(line)
        done = bool(found) and (yes or (not as_json and asked()))
        if done:
            found = purge_participation(ws, before=day, organisation=organisation)
    if as_json:
        write_json({"purged": done, "cohorts": [{**asdict(one), "last": one.last.isoformat()} for one in found]})
    elif found:
        told = _("The links are removed.") if done else _("Nothing was changed. Repeat it with --yes to do it.")
        typer.echo(told)
    if found and not done:
        raise typer.Exit(NOT_AGREED)


def _forgotten_lines(found: Sequence[Forgotten]) -> Iterator[str]:
    from workforce_tui.domain.datasets import dataset_name
    from workforce_tui.domain.formatting import long_date, number
    from workforce_tui.exporting.text import clean

    if not found:
        yield _("There is no such cohort whose people are still linked.")
        return
    text = _("{organisation}, {scheme} {cohort}, {dataset}: people linked {people}, the last list of {date}.")
    for one in found:
        line = text.format(
            organisation=one.organisation, scheme=one.scheme, cohort=one.cohort, people=number(one.people),
            dataset=dataset_name(Dataset(one.dataset)).lower(), date=long_date(one.last),
        )  # fmt: skip
        yield clean(line)
    yield _(
        "Counts by grade, ethnicity and how far people came are kept. Sessions, scores, reasons, and what became of "
        "these people after 12 and 24 months, cannot be worked out any more. Copies and backups of the database, and "
        "the lists themselves, are not touched."
    )
