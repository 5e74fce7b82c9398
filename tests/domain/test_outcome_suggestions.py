"""What is suggested for outcomes nobody knows."""

from __future__ import annotations

import pytest

from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.outcomes import recognise_outcome


@pytest.mark.parametrize(
    ("dataset", "text", "opposite"),
    [
        (Dataset.TRAINING, "Not completed", "completed"),
        (Dataset.TRAINING, "Un-completed", "completed"),
        (Dataset.TRAINING, "Course not completed", "completed"),
        (Dataset.GRIEVANCES, "Not really upheld", "upheld"),
        (Dataset.RECRUITMENT, "Not offered post", "offered"),
    ],
)
def test_the_opposite_of_an_outcome_is_never_suggested(dataset: Dataset, text: str, opposite: str) -> None:
    found = recognise_outcome(dataset, text)
    assert found.code is None
    assert opposite not in [one.code for one in found.suggestions]


def test_words_for_an_outcome_are_suggested_with_the_reason() -> None:
    found = recognise_outcome(Dataset.TRAINING, "Course completed ok")
    assert [(one.code, one.reason) for one in found.suggestions] == [("completed", "contains the words for it")]
