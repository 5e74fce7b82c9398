"""Figures of the registers of actions: what is added up, and what is never guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.action_records import CULTURE, INITIATIVE, ROLE_MODEL, TRAINING
from workforce_tui.domain.actions import Stated, TrainedLeaders, stated, trained_leaders, trained_together
from workforce_tui.domain.record_parsing import parse
from workforce_tui.domain.records import Record

if TYPE_CHECKING:
    from workforce_tui.domain.records import RecordKind, Value


def record(number: int, organisation: str = "gwent-police", **values: Value) -> Record:
    return Record(number, "training", (organisation,), None, values, 1, False, "", "", "Ann Rees")


def problems(kind: RecordKind, **raw: str) -> dict[str, str]:
    return {one.key: one.message for one in parse(kind, raw).problems}


def test_a_sum_is_of_the_records_that_state_the_number() -> None:
    held = [record(1, reach=10, cost=Decimal("2.50")), record(2, reach=None), record(3, reach=5, cost=Decimal(1))]
    assert stated(held, "reach") == Stated(15, 2, 3)
    assert stated(held, "cost") == Stated(Decimal("3.50"), 2, 3)
    assert stated(held[1:2], "reach") == Stated(None, 0, 1)


def test_training_is_by_organisation_and_year_the_latest_first() -> None:
    found = trained_leaders([
        record(1, year=2025, leaders=9, completed=3), record(2, year=2026, leaders=10, completed=7),
        record(3, "cps-cymru-wales", year=2026, leaders=4, completed=None),
    ])  # fmt: skip
    assert [(one.organisation, one.year, one.leaders, one.completed) for one in found] == [
        ("cps-cymru-wales", 2026, 4, None), ("gwent-police", 2026, 10, 7), ("gwent-police", 2025, 9, 3),
    ]  # fmt: skip
    # What one organisation does not state is in neither count of all together.
    assert trained_together(found, 2026) == TrainedLeaders("", 2026, 10, 7, (2,))


def test_two_records_of_one_year_give_no_figure_rather_than_a_sum() -> None:
    (one,) = trained_leaders([record(1, year=2026, leaders=10, completed=7), record(2, year=2026, leaders=8)])
    assert (one.is_doubled, one.leaders, one.completed, one.records) == (True, None, None, (1, 2))
    together = trained_together([one], 2026)
    assert (together.leaders, together.completed, together.is_doubled) == (None, None, False)


def test_no_more_leaders_have_completed_it_than_there_are() -> None:
    assert problems(TRAINING, year="2026", leaders="3", completed="4").keys() == {"completed"}
    assert problems(TRAINING, year="2026", leaders="3", completed="3") == {}


@pytest.mark.parametrize(
    ("basis", "stage", "wrong"),
    [("s159", "attract", True), ("s159", "retain", True), ("s159", "recruit", False), ("s158", "attract", False)],
)
def test_section_159_is_about_recruitment_and_promotion(basis: str, stage: str, wrong: bool) -> None:
    found = problems(INITIATIVE, legal_basis=basis, stage=stage)
    assert ("Section 159 is about recruitment and promotion only" in found.get("legal_basis", "")) is wrong


def test_an_indicator_comes_with_its_value_then_and_the_day_of_it() -> None:
    assert "needs its value then" in problems(INITIATIVE, indicator="R2-L5")["indicator_value"]
    assert "needs its value then" in problems(INITIATIVE, indicator="R2-L5", indicator_value="2.6%")["indicator_date"]
    whole = problems(INITIATIVE, indicator="R2-L5", indicator_value="2.6%", indicator_date="2026-03-31")
    assert not whole.keys() & {"indicator", "indicator_value", "indicator_date"}
    assert "There is no indicator" in problems(INITIATIVE, indicator="Z9", indicator_value="1", indicator_date="1")[
        "indicator"
    ]  # fmt: skip


def test_days_are_in_order() -> None:
    days = {"start": "2026-05-01", "end": "2026-04-01", "review": "2026-04-01", "rating": "works"}
    assert {"end", "review", "evaluated"} <= problems(INITIATIVE, **days, evaluated="2026-04-01").keys()
    assert {"end", "review"} <= problems(CULTURE, **days).keys()


@pytest.mark.parametrize("typed", ["Jane Evans", "Jane", "CF 42"])
def test_a_role_model_is_the_number_of_a_form_and_never_a_name(typed: str) -> None:
    assert "never a name" in problems(ROLE_MODEL, consent=typed)["consent"]


def test_the_number_of_a_consent_form_is_enough_for_a_role_model() -> None:
    assert problems(ROLE_MODEL, consent="CF-0042", given="2026-01-01", review="2027-01-01") == {}
