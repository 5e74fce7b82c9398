"""The sample lists of events: of the same people as the snapshots, read without a question, and small."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.datasets import Dataset
from workforce_tui.services.demo import samples
from workforce_tui.services.events import event_summary
from workforce_tui.services.flows import flows
from workforce_tui.services.imports import confirm, plan_file, run
from workforce_tui.services.indicators import IndicatorCut, indicators
from workforce_tui.services.reconciliation import reconcile
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[2] / "imports" / "samples"
CPS = "cps-cymru-wales"
BEFORE, AFTER = date(2025, 3, 31), date(2026, 3, 31)


def listed() -> list[dict[str, str]]:
    with (SAMPLES / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def cps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The two latest snapshots of the smallest organisation that sends lists, and its lists, as the demo loads them."""
    ws = open_workspace(str(tmp_path_factory.mktemp("samples") / "samples.db"))
    for one in samples(SAMPLES):
        if one.organisation == CPS and (one.dataset or one.as_at in (BEFORE, AFTER)):
            outcome = confirm(ws, run(plan_file(ws, one.wanted())))
            assert outcome.status == "imported", (one.path, outcome.plan.issues, outcome.plan.decisions)
    yield ws
    ws.close()


def test_the_list_of_events_lists_every_file_and_no_other() -> None:
    files = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/events/*")}
    assert {row["file"] for row in listed()} == files
    assert {row["organisation"] for row in listed()} == {CPS, "gwent-police", "hmpps-wales"}


def test_the_lists_stay_small() -> None:
    assert sum((SAMPLES / row["file"]).stat().st_size for row in listed()) < 300_000


def test_the_committed_lists_are_what_the_maker_writes(tmp_path: Path) -> None:
    script = [sys.executable, "-W", "error", str(SAMPLES / "make_samples.py"), "--out", str(tmp_path)]
    subprocess.run([*script, "--organisation", CPS], check=True, capture_output=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/events/*")}
    assert len(made) == 8
    assert {name: (SAMPLES / name).read_bytes() for name in made} == made


def test_every_row_of_the_lists_is_an_event(cps: Workspace) -> None:
    held = {(one.dataset, one.end): one.total.low for one in event_summary(cps, CPS)}
    rows = {
        (Dataset(row["dataset"]), date.fromisoformat(row["period_end"])): int(row["rows"])
        for row in listed()
        if row["organisation"] == CPS and row["dataset"] != "recruitment"
    }
    assert {key: number for key, number in held.items() if key[0] is not Dataset.RECRUITMENT} == rows
    applied = next(one for one in event_summary(cps, CPS, Dataset.RECRUITMENT) if one.end == AFTER)
    assert {one.outcome for one in applied.figures} == {"applied", "shortlisted", "interviewed", "offered", "started"}


def test_three_who_joined_and_left_in_between_are_in_the_lists_alone(cps: Workspace) -> None:
    found = flows(cps, organisation=CPS, start=BEFORE, end=AFTER)
    held = {one.dataset: one.total.low for one in event_summary(cps, CPS) if one.end == AFTER}
    assert held[Dataset.JOINERS] == found.total.joined + 3
    assert held[Dataset.LEAVERS] == found.total.left + 3
    assert 0 <= found.total.promoted - held[Dataset.PROMOTIONS] <= 2
    assert {one.dataset for one in reconcile(cps, found)} == {Dataset.JOINERS, Dataset.LEAVERS, Dataset.PROMOTIONS}


def test_the_indicators_of_the_samples_have_values(cps: Workspace) -> None:
    found = {one.id: one for one in indicators(cps, organisation=CPS, year=2026).indicators}
    for id_ in ("A1", "A3", "A5", "A6", "P1", "L1", "L1-resignation"):
        assert found[id_].value is not None, (id_, found[id_].note)


def test_the_staff_can_be_divided_by_what_the_lists_say_of_them(cps: Workspace) -> None:
    report = indicators(cps, organisation=CPS, year=2026, by=IndicatorCut.DISABILITY)
    found = {one.id: one for one in report.indicators}
    assert found["P1-permanent"].value is not None
    assert found["L2-early"].denominator is not None
    assert {found[id_].value is None for id_ in ("R1:disabled", "R1:not_disabled")} == {False}
