"""The sample records: all of them right, of every kind that shows something, and added once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.record_kinds import kinds
from workforce_tui.services.records import list_records
from workforce_tui.services.sample_records import load_sample_records
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[2] / "imports" / "samples"


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = open_workspace(str(tmp_path_factory.mktemp("records") / "samples.db"))
    load_sample_records(opened, SAMPLES)
    yield opened
    opened.close()


def test_there_is_a_record_of_nearly_every_kind(ws: Workspace) -> None:
    there = {record.kind for record in list_records(ws, kinds())}
    assert set(kinds()) - there <= {"role_model", "data_review", "review_action"}


def test_they_are_added_once(ws: Workspace) -> None:
    before = len(list_records(ws, kinds()))
    assert load_sample_records(ws, SAMPLES) == 0
    assert len(list_records(ws, kinds())) == before
