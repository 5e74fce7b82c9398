"""Every sample is read without a question: the importer finds what the manifest says is there."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.issues import Severity
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE
from workforce_tui.importing.plan import ImportRequest, run_plan

if TYPE_CHECKING:
    from workforce_tui.importing.plan import ImportPlan

SAMPLES = Path(__file__).parents[2] / "imports" / "samples"
ORGANISATIONS = {one.code: one for one in shipped_organisations()}
UNDATED = {"yjs-bridgend", "yjs-neath-port-talbot", "yjs-vale-of-glamorgan"}
"""Services whose files do not say their date: whoever imports them has to."""
NAMES = {
    Membership.MINORITY: "minority_em_excl",
    Membership.UNDECLARED: "undeclared",
    Membership.UNKNOWN: "unknown",
}


def manifest() -> list[dict[str, str]]:
    with (SAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan_of(row: dict[str, str]) -> ImportPlan:
    """Plan a sample as the demonstration does: the organisation is given, the date only where the file is silent."""
    return run_plan(
        ImportRequest(
            path=SAMPLES / row["file"],
            organisations=tuple(ORGANISATIONS.values()),
            organisation=ORGANISATIONS[row["organisation"]],
            as_at=date.fromisoformat(row["as_at"]) if row["organisation"] in UNDATED else None,
        )
    )


def read_truth(plan: ImportPlan) -> dict[str, int]:
    """Count the workforce of a plan as the manifest does."""
    found: Counter[str] = Counter()
    for person in plan.persons:
        found[_name(plan, person[3])] += person[4] not in OUTSIDE_WORKFORCE
    for count in plan.counts:
        found[_name(plan, count[2])] += count[5] if count[3] not in OUTSIDE_WORKFORCE else 0
    return {name: found[name] for name in NAMES.values()}


def _name(plan: ImportPlan, label: int) -> str:
    code = plan.ethnicity_labels[label].code
    assert code is not None
    return NAMES.get(membership(code, EthnicityDefinition.EM_EXCL), "white")


Sample = tuple[dict[str, str], "ImportPlan"]


@pytest.fixture(scope="module", params=manifest(), ids=lambda row: row["file"])
def sample(request: pytest.FixtureRequest) -> Sample:
    """A line of the manifest and the plan of its file, read once for every test."""
    return request.param, plan_of(request.param)


def test_a_sample_is_ready_to_import_and_agrees_with_the_manifest(sample: Sample) -> None:
    row, plan = sample
    assert [issue for issue in plan.issues if issue.severity is Severity.ERROR] == []
    assert plan.decisions == []
    assert plan.status == "ready"
    assert [(key.organisation, key.as_at.isoformat()) for key in plan.snapshots] == [
        (row["organisation"], row["as_at"])
    ]
    assert (plan.headcount.low, plan.headcount.high) == (int(row["headcount"]),) * 2
    assert read_truth(plan) == {name: int(row[name]) for name in NAMES.values()}


def test_everybody_read_is_counted_or_set_aside_for_a_reason(sample: Sample) -> None:
    _row, plan = sample
    assert plan.people_read == plan.counted + total(plan.set_aside.values())
    assert plan.counted == plan.headcount + Count.exact(plan.outside_workforce)
    assert plan.rows_skipped == sum(plan.passed_over.values())
    if plan.layout == "record":
        assert plan.people_read == Count.exact(plan.rows_read)
        assert plan.rows_rejected == total(plan.set_aside.values()).low
