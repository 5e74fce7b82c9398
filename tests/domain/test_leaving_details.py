"""Reasons for leaving with a detail after them."""

from __future__ import annotations

import pytest

from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.outcomes import recognise_outcome


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Resigned - Personal", "resignation"),
        ("Resignation: family reasons", "resignation"),
        ("Retired (Normal age)", "retirement"),
        ("Redundancy – Voluntary", "redundancy"),
        ("Dismissal (capability)", "dismissal"),
    ],
)
def test_the_detail_after_a_reason_changes_nothing(text: str, code: str) -> None:
    assert recognise_outcome(Dataset.LEAVERS, text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "Retired - medical grounds",
        "Resigned (redundancy)",
        "Resigned - retired early",
        "Career change",
        "Self-employed",
    ],
)
def test_a_detail_that_may_change_the_reason_is_a_question(text: str) -> None:
    assert recognise_outcome(Dataset.LEAVERS, text).code is None


def test_other_datasets_keep_their_details() -> None:
    assert recognise_outcome(Dataset.GRIEVANCES, "Upheld - in part").code != "upheld"
