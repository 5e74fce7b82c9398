"""The sample data: synthetic spreadsheets of every organisation, through the real importer."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.imports import ALREADY_IMPORTED, IMPORTED, FileToImport, confirm, plan_file, run
from workforce_tui.services.progress import SampleProgress
from workforce_tui.services.representation import representation_report, snapshot_dates
from workforce_tui.services.sample_records import load_sample_records
from workforce_tui.services.targets import set_target

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from workforce_tui.services.workspace import Workspace

MANIFEST, EVENTS, MENTORING = "manifest.csv", "events.csv", "mentoring.csv"
SAMPLE_DUE = date(2030, 3, 31)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file with the organisation and the date it is of, or the kind of list and its period."""

    path: Path
    organisation: str
    as_at: date | None = None
    dataset: Dataset | None = None
    period: tuple[date, date] | None = None

    def wanted(self) -> FileToImport:
        """What the importer is asked for."""
        start, end = self.period or (None, None)
        return FileToImport(
            self.path,
            organisation=self.organisation,
            as_at=self.as_at,
            own=True,
            dataset=self.dataset,
            period_start=start,
            period_end=end,
        )


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
    """The sample files of a folder, as its lists have them: snapshots, lists of events, mentees and mentors."""
    staff = (
        Sample(folder / row["file"], row["organisation"], date.fromisoformat(row["as_at"]))
        for row in _listed(folder / MANIFEST)
    )
    listed = (
        Sample(
            folder / row["file"],
            row["organisation"],
            dataset=Dataset(row["dataset"]),
            period=(date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])),
        )
        for name in (EVENTS, MENTORING)
        for row in (_listed(folder / name) if (folder / name).is_file() else ())
    )
    return (*staff, *listed)


def _listed(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def load_samples(
    ws: Workspace, folder: Path | None = None, *, is_cancelled: Callable[[], bool] = lambda: False
) -> Generator[SampleProgress, None, None]:
    """Import every sample that is not there yet, set the sample targets and add the records; yields after each file.

    Raises:
        WorkforceError: a sample cannot be imported.
    """
    folder = folder or samples_folder()
    found = samples(folder)
    for done, sample in enumerate(found):
        if is_cancelled():
            return
        yield SampleProgress(sample.path.name, done, len(found))
        outcome = confirm(ws, run(plan_file(ws, sample.wanted())))
        if outcome.status not in (IMPORTED, ALREADY_IMPORTED):
            raise WorkforceError(
                _("The sample {file} could not be imported.").format(file=sample.path.name),
                "; ".join(issue.message for issue in outcome.plan.issues[:3]),
            )
    _set_sample_targets(ws, sorted({sample.organisation for sample in found}))
    load_sample_records(ws, folder)
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
