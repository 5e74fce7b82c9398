"""Files changed at random are read or refused, and never end in anything else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from fuzz_seeds import make_seeds
from importing_files import codes, plan_of
from locked_files import PASSWORD
from mutations import mutated

if TYPE_CHECKING:
    from pathlib import Path

CUTS = 20
KINDS = ["a.xlsx", "a.xls", "a.ods", "a.csv", "b.csv", "locked.ods", "locked.xls", "locked.xlsx"]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in make_seeds(tmp_path_factory.mktemp("seeds"))}


def check(path: Path) -> None:
    plan = plan_of(path, password=PASSWORD)
    assert plan.status in ("refused", "needs_decisions", "ready")
    assert "reading_failed" not in codes(plan)
    if plan.status == "refused":
        assert any(issue.fix for issue in plan.issues if issue.severity == "error")


@pytest.mark.parametrize("seed", range(40))
def test_a_file_changed_at_random_is_read_or_refused(tmp_path: Path, seeds: dict[str, Path], seed: int) -> None:
    rng = random.Random(seed)
    source = rng.choice(list(seeds.values()))
    path = tmp_path / source.name
    path.write_bytes(mutated(source.read_bytes(), rng))
    check(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short_anywhere_is_read_or_refused(tmp_path: Path, seeds: dict[str, Path], kind: str) -> None:
    data = seeds[kind].read_bytes()
    path = tmp_path / kind
    for cut in range(CUTS):
        path.write_bytes(data[: len(data) * cut // CUTS])
        check(path)
        if not kind.endswith(".csv"):
            assert plan_of(path, password=PASSWORD).status == "refused"
