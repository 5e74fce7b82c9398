"""What a file is taken for: proposed with a reason where it is clear, asked where it is not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from importing_files import COUNTS, DAY, LONG, STAFF, Rows, codes, plan_of, write_csv, write_xlsx

from workforce_tui.domain.datasets import Dataset

if TYPE_CHECKING:
    from pathlib import Path

YEAR = {"period_start": dt.date(2023, 4, 1), "period_end": dt.date(2024, 3, 31)}


def staff(gone: int, here: int) -> Rows:
    """A list of people, some of whom left last year."""
    rows: Rows = [["Employee Number", "Ethnicity", "Grade", "Leaving Date"]]
    rows += [[f"g{n}", "Indian", "EO", dt.date(2023, 5, n + 1)] for n in range(gone)]
    return rows + [[f"h{n}", "White British", "EO", None] for n in range(here)]


@pytest.mark.parametrize("rows", [STAFF, COUNTS, LONG, staff(3, 10)])
@pytest.mark.parametrize("as_at", [DAY, None])
def test_staff_in_post_is_read_without_a_question(tmp_path: Path, rows: Rows, as_at: dt.date | None) -> None:
    plan = plan_of(write_xlsx(tmp_path / "file.xlsx", rows), as_at=as_at)
    assert plan.dataset is Dataset.STAFF_IN_POST
    assert plan.decisions == []


def test_a_staff_list_with_many_leaving_dates_is_asked_about(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "file.xlsx", staff(8, 2))
    plan = plan_of(path)
    (asked,) = plan.decisions
    assert (asked.field, asked.value, asked.rows) == ("dataset", "(file)", 10)
    assert {one.code for one in asked.suggestions} == {"leavers", "staff_in_post"}
    assert all(one.reason for one in asked.suggestions)
    assert plan_of(path, 'dataset:"(file)"=staff_in_post').headcount.low == 2
    left = plan_of(path, 'dataset:"(file)"=leavers', **YEAR)
    assert (left.dataset, left.headcount.low) == (Dataset.LEAVERS, 10)


def test_two_datasets_that_are_equally_likely_are_asked_about(tmp_path: Path) -> None:
    rows: Rows = [
        ["Grievances and disciplinary cases"],
        ["Ethnicity", "Date", "Result"],
        ["Indian", dt.date(2023, 5, 1), "No further action"],
    ]
    path = write_xlsx(tmp_path / "file.xlsx", rows)
    (asked,) = plan_of(path, as_at=None).decisions
    assert {one.code for one in asked.suggestions} >= {"grievances", "discipline"}
    chosen = plan_of(path, as_at=None, dataset=Dataset.DISCIPLINE, **YEAR)
    assert (chosen.status, chosen.dataset) == ("ready", Dataset.DISCIPLINE)


def test_an_answer_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    plan = plan_of(write_xlsx(tmp_path / "file.xlsx", staff(8, 2)), 'dataset:"(file)"=elephants')
    assert "no_such_dataset" in codes(plan)


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("New starters 2023", Dataset.JOINERS),
        ("Ymadawyr", Dataset.LEAVERS),
        ("Temporary promotions", Dataset.TEMPORARY_PROMOTIONS),
        ("Dyrchafiadau", Dataset.PROMOTIONS),
        ("Hyfforddiant", Dataset.TRAINING),
        ("Disgyblu", Dataset.DISCIPLINE),
        ("Capability", Dataset.CAPABILITY),
    ],
)
def test_the_name_of_the_sheet_says_what_it_is(tmp_path: Path, name: str, dataset: Dataset) -> None:
    rows: Rows = [["Staff No", "Ethnicity", "Grade", "Date"], ["1", "Indian", "EO", dt.date(2023, 5, 1)]]
    plan = plan_of(write_xlsx(tmp_path / "file.xlsx", rows, sheet=name), as_at=None, **YEAR)
    assert (plan.dataset, plan.status) == (dataset, "ready"), (plan.issues, plan.decisions)
    assert name in plan.dataset_reason


def test_what_was_asked_for_outranks_what_the_file_looks_like(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "leavers.csv", staff(8, 0))
    assert plan_of(path, as_at=DAY, dataset=Dataset.STAFF_IN_POST).dataset is Dataset.STAFF_IN_POST


def test_a_funnel_is_recruitment_whatever_it_is_called(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "Applied", "Shortlisted", "Offered"], ["White", 9, 5, 1], ["Asian", 4, 2, 1]]
    plan = plan_of(write_xlsx(tmp_path / "file.xlsx", rows), as_at=None, **YEAR)
    assert (plan.dataset, plan.status, plan.headcount.low) == (Dataset.RECRUITMENT, "ready", 13)


FUNNEL: Rows = [
    ["Ethnicity", "Applied", "Shortlisted", "Interviewed", "Offered", "Started"],
    ["White", 100, 40, 20, 10, 9],
    ["Asian", 20, 6, 3, 1, 1],
]
FLAGS: Rows = [
    ["Candidate ref", "Ethnicity", "Applied", "Shortlisted", "Interviewed", "Offered", "Started"],
    ["1", "Indian", "Y", "Y", "N", "N", "N"],
    ["2", "White British", "Y", "Y", "Y", "Y", "Y"],
]


@pytest.mark.parametrize(("rows", "applied"), [(FUNNEL, 120), (FLAGS, 2)])
def test_all_five_stages_are_of_recruitment_though_mentoring_and_training_have_some(
    tmp_path: Path, rows: Rows, applied: int
) -> None:
    plan = plan_of(write_csv(tmp_path / "report.csv", rows), as_at=None, **YEAR)
    assert (plan.dataset, plan.status, plan.headcount.low) == (Dataset.RECRUITMENT, "ready", applied)


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        ("Number of exits", Dataset.LEAVERS),
        ("No. of new recruits", Dataset.JOINERS),
        ("Total number of grievances raised", Dataset.GRIEVANCES),
        ("Delegates (number)", Dataset.TRAINING),
    ],
)
def test_what_is_counted_says_what_the_file_is_about(tmp_path: Path, header: str, dataset: Dataset) -> None:
    rows: Rows = [["Ethnicity", header], ["White", 12], ["Asian", 3], ["Total", 15]]
    plan = plan_of(write_csv(tmp_path / "report.csv", rows), as_at=None, **YEAR)
    assert (plan.dataset, plan.status, plan.headcount.low) == (dataset, "ready", 15), (plan.issues, plan.decisions)


def test_numbers_nobody_named_are_asked_about_and_not_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "report.csv", [["Ethnicity", "Figure"], ["White", 12], ["Asian", 3]])
    (asked,) = plan_of(path, as_at=None, **YEAR).decisions
    assert (asked.field, asked.value) == ("dataset", "(file)")
    named = plan_of(path, as_at=None, dataset=Dataset.GRIEVANCES, **YEAR)
    assert [(one.field, one.value) for one in named.decisions] == [("column", "Figure")]
    told = plan_of(path, 'column:"Figure"=headcount', as_at=None, dataset=Dataset.GRIEVANCES, **YEAR)
    assert (told.status, told.headcount.low) == ("ready", 15)


def test_a_list_of_contents_that_speaks_of_ethnic_groups_is_no_table(tmp_path: Path) -> None:
    contents: Rows = [["Ethnic Minority", "Results for ethnic minority staff"], ["White", "Results for White staff"]]
    plan = plan_of(write_xlsx(tmp_path / "book.xlsx", STAFF, more={"Contents": contents}))
    assert [(one.name, one.score > 0) for one in plan.sheets] == [("Staff", True), ("Contents", False)]
