"""The sample data: synthetic spreadsheets of every organisation, through the real importer."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.imports import ALREADY_IMPORTED, IMPORTED, FileToImport, confirm, plan_file, run
from workforce_tui.services.progress import SampleProgress
from workforce_tui.services.representation import representation_report, snapshot_dates
from workforce_tui.services.targets import set_target

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from workforce_tui.services.workspace import Workspace

MANIFEST = "manifest.csv"
SAMPLE_DUE = date(2030, 3, 31)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file with the organisation and date it is of."""

    path: Path
    organisation: str
    as_at: date


def samples_folder() -> Path:
    """Where the samples are: in the installed package, or in the checkout.

    Raises:
        WorkforceError: they are in neither.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "samples", package.parents[1] / "imports" / "samples"):
        if (folder / MANIFEST).is_file():
            return folder
    raise WorkforceError(
        _("The sample spreadsheets are not here."), _("Run the program from a full copy of its repository.")
    )


def samples(folder: Path) -> tuple[Sample, ...]:
    """The sample files of a folder, as its manifest lists them."""
    with (folder / MANIFEST).open(encoding="utf-8", newline="") as handle:
        return tuple(
            Sample(folder / row["file"], row["organisation"], date.fromisoformat(row["as_at"]))
            for row in csv.DictReader(handle)
        )


def load_samples(
    ws: Workspace, folder: Path | None = None, *, is_cancelled: Callable[[], bool] = lambda: False
) -> Generator[SampleProgress, None, None]:
    """Import every sample that is not there yet, then set the sample targets; yields after each file.

    Raises:
        WorkforceError: a sample cannot be imported.
    """
    found = samples(folder or samples_folder())
    for done, sample in enumerate(found):
        if is_cancelled():
            return
        yield SampleProgress(sample.path.name, done, len(found))
        wanted = FileToImport(sample.path, organisation=sample.organisation, as_at=sample.as_at, own=True)
        outcome = confirm(ws, run(plan_file(ws, wanted)))
        if outcome.status not in (IMPORTED, ALREADY_IMPORTED):
            raise WorkforceError(
                _("The sample {file} could not be imported.").format(file=sample.path.name),
                "; ".join(issue.message for issue in outcome.plan.issues[:3]),
            )
    _set_sample_targets(ws, sorted({sample.organisation for sample in found}))
    yield SampleProgress("", len(found), len(found))


def _set_sample_targets(ws: Workspace, organisations: list[str]) -> None:
    """Parity with the population by 2030, from the first snapshot: an example of a target, not anybody's own."""
    for code in organisations:
        dates = snapshot_dates(ws, code)
        first = representation_report(ws, ReportQuery(code, dates[-1], Dimension.ORGANISATION)).total
        if first is None or first.benchmark is None or first.figures.share is None:
            continue
        baseline = first.figures.share.low
        set_target(
            ws,
            Target(
                organisation=code,
                scope="workforce",
                kind=TargetKind.PARITY,
                benchmark=first.benchmark.geography,
                due=SAMPLE_DUE,
                baseline=Fraction(baseline) if baseline is not None else None,
                baseline_date=dates[-1],
                owner=_("Sample data"),
                rationale=_("An example: parity with the population of the area."),
            ),
        )
