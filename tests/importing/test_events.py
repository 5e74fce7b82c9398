"""Files about events: joiners, leavers, promotions, recruitment, cases and training, by person and as counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import Rows, codes, issue, plan_of, write_csv, write_xlsx

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import Dataset
from workforce_tui.importing.model import Layout, PeriodKey

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

YEAR = (dt.date(2023, 4, 1), dt.date(2024, 3, 31))
TITLE = "{what}, 1 April 2023 to 31 March 2024"


def events(
    rows: Rows, folder: Path, *decisions: str, sheet: str = "Data", name: str = "file", **wanted: Any
) -> ImportPlan:
    path = write_xlsx(folder / f"{name}.xlsx", rows, sheet=sheet)
    return plan_of(path, *decisions, **({"as_at": None} | wanted))


def counted(plan: ImportPlan) -> dict[tuple[str | None, str | None, str], tuple[int, int]]:
    """The lowest and highest number of events by grade, ethnic group and outcome."""
    low: Counter[Any] = Counter()
    high: Counter[Any] = Counter()
    for _place, _key, _month, grade, _before, ethnicity, _worker, _sex, outcome, least, most in plan.events:
        code = plan.grade_labels[grade].code if grade is not None else None
        key = (code, plan.ethnicity_labels[ethnicity].code, outcome)
        low[key] += least
        high[key] += most
    return {key: (low[key], high[key]) for key in low}


def exactly(plan: ImportPlan) -> dict[tuple[str | None, str | None, str], int]:
    found = counted(plan)
    assert all(least == most for least, most in found.values())
    return {key: least for key, (least, _most) in found.items()}


LEAVERS: Rows = [
    [TITLE.format(what="Leavers")],
    ["Employee Number", "Grade", "Ethnicity", "Date of leaving", "Reason for leaving"],
    ["1", "EO", "White British", dt.date(2023, 5, 2), "Resigned"],
    ["2", "EO", "Indian", dt.date(2023, 6, 30), "Resignation"],
    ["3", "HEO", "Indian", dt.date(2024, 3, 31), "End of Fixed Term Contract"],
    ["4", "HEO", "Prefer not to say", dt.date(2023, 4, 1), "Ill Health Retirement"],
]


def test_leavers_by_person(tmp_path: Path) -> None:
    plan = events(LEAVERS, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert plan.dataset is Dataset.LEAVERS
    assert "Leavers" in plan.dataset_reason
    assert plan.periods == (PeriodKey("hmpps-wales", *YEAR),)
    assert exactly(plan) == {
        ("EO", "W_BRIT", "resignation"): 1,
        ("EO", "A_IND", "resignation"): 1,
        ("HEO", "A_IND", "end_of_contract"): 1,
        ("HEO", "X_PNTS", "medical_retirement"): 1,
    }
    assert (plan.rows_read, plan.headcount.low, plan.rows_rejected) == (4, 4, 0)
    assert [row[2] for row in plan.events] == [2023 * 12 + 4, 2023 * 12 + 5, 2024 * 12 + 2, 2023 * 12 + 3]
    assert [row[1].partition("\0")[2] for row in plan.events] == ["1", "2", "3", "4"]
    assert plan.persons == [] == plan.counts
    assert plan.snapshots == ()


def test_events_outside_the_period_are_set_aside_and_said(tmp_path: Path) -> None:
    rows = [*LEAVERS, ["5", "EO", "Indian", dt.date(2024, 4, 1), "Resigned"]]
    plan = events(rows, tmp_path)
    assert plan.status == "ready"
    assert (plan.rows_read, plan.headcount.low, plan.rows_rejected) == (5, 4, 1)
    assert issue(plan, "outside_period").severity == "warning"


def test_an_unknown_reason_is_asked_and_the_answer_kept(tmp_path: Path) -> None:
    rows = [*LEAVERS, ["5", "EO", "Indian", dt.date(2024, 1, 9), "Gone fishing"]]
    plan = events(rows, tmp_path)
    assert plan.status == "needs_decisions"
    (asked,) = plan.decisions
    assert (asked.field, asked.value, asked.rows) == ("outcome", "Gone fishing", 1)
    plan = events(rows, tmp_path, 'outcome:"Gone fishing"=resignation')
    assert plan.status == "ready"
    assert exactly(plan)["EO", "A_IND", "resignation"] == 2
    assert [one.field for one in plan.used_decisions] == ["outcome"]
    wrong = events(rows, tmp_path, 'outcome:"Gone fishing"=shortlisted')
    assert "bad_decision" in codes(wrong)


def test_a_period_not_said_in_full_is_asked_and_no_financial_year_is_guessed(tmp_path: Path) -> None:
    rows: Rows = [["Leavers 2023-24"], *LEAVERS[1:]]
    plan = events(rows, tmp_path)
    assert plan.status == "needs_decisions"
    (asked,) = plan.decisions
    assert (asked.field, asked.value) == ("period", "(file)")
    assert asked.suggestions[0].code == "2023-04-01 to 2024-03-31"
    answered = events(rows, tmp_path, 'period:"(file)"=2023-04-01 to 2024-03-31')
    assert answered.status == "ready"
    assert answered.periods[0] == PeriodKey("hmpps-wales", *YEAR)
    assert answered.used_decisions == ()
    given = events(rows, tmp_path, period_start=YEAR[0], period_end=YEAR[1])
    assert given.status == "ready"
    half = events(rows, tmp_path, period_start=YEAR[0])
    assert "period_half_given" in codes(half)


def test_joiners_as_counts_by_grade_and_group(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Joiners")],
        ["Grade", "White", "Asian", "Not stated", "Total"],
        ["EO", 10, 2, "<5", None],
        ["HEO", 5, 1, 0, 6],
        ["Total", 15, 3, None, None],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert (plan.dataset, plan.layout) == (Dataset.JOINERS, Layout.CROSSTAB)
    assert counted(plan) == {
        ("EO", "WHITE", "unknown"): (10, 10),
        ("EO", "ASIAN", "unknown"): (2, 2),
        ("EO", "X_PNTS", "unknown"): (1, 4),
        ("HEO", "WHITE", "unknown"): (5, 5),
        ("HEO", "ASIAN", "unknown"): (1, 1),
    }
    assert (plan.headcount.low, plan.headcount.high) == (19, 22)
    assert "outcome_not_given" in codes(plan)


def test_of_a_promotion_board_those_promoted_are_counted_and_the_other_columns_named(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Promotion boards")],
        ["Ethnicity", "Applied", "Shortlisted", "Passed", "Promoted", "% promoted"],
        ["White", 50, 30, 20, 10, "20%"],
        ["Asian", 9, 4, 3, "<5", "11%"],
    ]
    assert [one.field for one in events(rows, tmp_path).decisions] == ["dataset"]
    plan = events(rows, tmp_path, dataset=Dataset.PROMOTIONS)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert list(counted(plan).values()) == [(10, 10), (1, 4)]
    assert "Applied, Shortlisted, Passed." in issue(plan, "numbers_not_read").message


FUNNEL: Rows = [
    [TITLE.format(what="Recruitment")],
    ["Ethnicity", "Applied", "Shortlisted", "Interviewed", "Offered", "Started"],
    ["White", 400, 120, 100, 40, 36],
    ["Asian", 90, 20, 15, 4, 3],
    ["Black", 30, 8, 8, 2, "~"],
    ["Total", 520, 148, 123, 46, None],
]


def test_a_recruitment_funnel(tmp_path: Path) -> None:
    plan = events(FUNNEL, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert plan.dataset is Dataset.RECRUITMENT
    found = counted(plan)
    assert found[None, "WHITE", "applied"] == (400, 400)
    assert found[None, "ASIAN", "shortlisted"] == (20, 20)
    assert found[None, "BLACK", "started"] == (1, 4)
    assert len(found) == 15
    assert plan.headcount.low == 520
    assert "events_without_grade" in codes(plan)


def test_a_funnel_whose_total_is_wrong_is_refused(tmp_path: Path) -> None:
    rows = [*FUNNEL[:-1], ["Total", 521, 148, 123, 46, None]]
    assert "total_mismatch" in codes(events(rows, tmp_path))


def test_counts_that_rise_along_the_stages_are_asked_about(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Recruitment")],
        ["Ethnicity", "Stage reached", "Number"],
        ["White", "Applied", 5],
        ["White", "Shortlisted", 10],
        ["White", "Offered", 3],
        ["Asian", "Applied", 4],
        ["Asian", "Offered", 1],
    ]
    plan = events(rows, tmp_path)
    assert [one.field for one in plan.decisions] == ["stages"]
    exclusive = events(rows, tmp_path, 'stages:"(file)"=exclusive')
    assert exclusive.status == "ready", exclusive.issues
    assert exactly(exclusive) == {
        (None, "WHITE", "applied"): 18,
        (None, "WHITE", "shortlisted"): 13,
        (None, "WHITE", "offered"): 3,
        (None, "ASIAN", "applied"): 5,
        (None, "ASIAN", "shortlisted"): 1,
        (None, "ASIAN", "offered"): 1,
    }
    as_given = events(rows, tmp_path, 'stages:"(file)"=cumulative')
    assert exactly(as_given)[None, "WHITE", "applied"] == 5


def test_two_counts_of_one_stage_are_never_added_up_unasked(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Recruitment")],
        ["Ethnicity", "Total applicants", "Eligible applicants", "Shortlisted", "Appointed"],
        ["White", 100, 90, 40, 9],
        ["Asian", 30, 25, 8, 1],
    ]
    plan = events(rows, tmp_path)
    assert [one.field for one in plan.decisions] == ["stages"]
    assert "“Total applicants” and “Eligible applicants”" in plan.decisions[0].message
    so_far = exactly(events(rows, tmp_path, 'stages:"(file)"=cumulative'))
    assert (so_far[None, "WHITE", "applied"], so_far[None, "ASIAN", "applied"]) == (100, 30)
    by_end = exactly(events(rows, tmp_path, 'stages:"(file)"=exclusive'))
    assert by_end[None, "ASIAN", "applied"] == 30 + 25 + 8 + 1


def test_stages_written_twice_in_rows_are_asked_about_too(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Recruitment")],
        ["Stage", "White", "Asian"],
        ["Applications received", 100, 30],
        ["Passed sift", 50, 9],
        ["Invited to interview", 45, 8],
    ]
    assert [one.field for one in events(rows, tmp_path).decisions] == ["stages"]
    so_far = exactly(events(rows, tmp_path, 'stages:"(file)"=cumulative'))
    assert so_far[None, "WHITE", "shortlisted"] == 50


def test_requests_for_training_may_hold_what_became_of_them(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Training")],
        ["Ethnicity", "Requested", "Approved", "Completed"],
        ["White", 20, 18, 15],
        ["Asian", 5, 4, 3],
    ]
    assert [one.field for one in events(rows, tmp_path).decisions] == ["stages"]
    once = exactly(events(rows, tmp_path, 'stages:"(file)"=cumulative'))
    assert once == {
        (None, "WHITE", "requested"): 5,
        (None, "WHITE", "completed"): 15,
        (None, "ASIAN", "requested"): 2,
        (None, "ASIAN", "completed"): 3,
    }


def test_fewer_requests_than_courses_completed_are_those_still_open(tmp_path: Path) -> None:
    rows: Rows = [[TITLE.format(what="Training")], ["Ethnicity", "Requested", "Completed"], ["White", 2, 15]]
    assert sum(exactly(events(rows, tmp_path)).values()) == 17


def test_a_column_of_types_is_not_asked_to_be_the_grade(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Grievances")],
        ["Type", "White", "Asian", "Total"],
        ["Bullying", 4, 1, 5],
        ["Pay", 3, 0, 3],
        ["Total", 7, 1, 8],
    ]
    plan = events(rows, tmp_path)
    assert (plan.status, exactly(plan)) == ("ready", {(None, "WHITE", "unknown"): 7, (None, "ASIAN", "unknown"): 1})


def test_applications_by_person_count_at_every_stage_up_to_the_one_reached(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Applicants")],
        ["Vacancy Ref", "Grade", "Ethnic Origin", "Application date", "Stage reached"],
        ["V1", "EO", "White British", dt.date(2023, 5, 2), "Not shortlisted"],
        ["V1", "EO", "White British", dt.date(2023, 5, 2), "Shortlisted"],
        ["V1", "EO", "Indian", dt.date(2023, 5, 3), "Started"],
        ["V2", "HEO", "Indian", dt.date(2023, 6, 3), "Interviewed"],
        ["V2", "HEO", None, dt.date(2023, 6, 3), "Applied"],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert exactly(plan) == {
        ("EO", "W_BRIT", "applied"): 2,
        ("EO", "W_BRIT", "shortlisted"): 1,
        ("EO", "A_IND", "applied"): 1,
        ("EO", "A_IND", "shortlisted"): 1,
        ("EO", "A_IND", "interviewed"): 1,
        ("EO", "A_IND", "offered"): 1,
        ("EO", "A_IND", "started"): 1,
        ("HEO", "A_IND", "applied"): 1,
        ("HEO", "A_IND", "shortlisted"): 1,
        ("HEO", "A_IND", "interviewed"): 1,
        ("HEO", "X_UNK", "applied"): 1,
    }
    assert (plan.rows_read, plan.headcount.low) == (5, 5)


def test_stages_answered_yes_or_no_for_each_applicant(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Applicants")],
        ["Candidate ID", "Ethnicity", "Shortlisted", "Interviewed", "Offered"],
        ["a", "White British", "Yes", "Yes", "No"],
        ["b", "Indian", "Y", "N", "N"],
        ["c", "Indian", "No", "No", "No"],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert exactly(plan) == {
        (None, "W_BRIT", "applied"): 1,
        (None, "W_BRIT", "shortlisted"): 1,
        (None, "W_BRIT", "interviewed"): 1,
        (None, "A_IND", "applied"): 2,
        (None, "A_IND", "shortlisted"): 1,
    }


def test_stages_over_ethnic_groups(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Recruitment")],
        ["Grade", "Applied", None, "Shortlisted", None],
        [None, "White", "Asian", "White", "Asian"],
        ["EO", 50, 9, 20, 3],
        ["HEO", 20, 4, 10, 1],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    found = exactly(plan)
    assert found["EO", "WHITE", "applied"] == 50
    assert found["EO", "ASIAN", "shortlisted"] == 3
    assert found["HEO", "ASIAN", "applied"] == 4
    assert len(found) == 8


def test_ethnic_groups_across_and_stages_down(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Recruitment")],
        ["Stage", "White", "Asian", "Total"],
        ["Applications", 50, 9, 59],
        ["Shortlisted", 20, 3, 23],
        ["Offers", 10, 1, 11],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    found = exactly(plan)
    assert found[None, "WHITE", "applied"] == 50
    assert found[None, "ASIAN", "offered"] == 1
    assert len(found) == 6


def test_promotions_keep_the_grade_before(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Promotions")],
        ["Employee Number", "Ethnicity", "Promotion date", "Grade before", "New grade"],
        ["1", "White British", dt.date(2023, 5, 2), "EO", "HEO"],
        ["2", "Indian", dt.date(2023, 6, 30), "HEO", "SEO"],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert plan.dataset is Dataset.PROMOTIONS
    assert exactly(plan) == {("HEO", "W_BRIT", ""): 1, ("SEO", "A_IND", ""): 1}
    assert [plan.grade_labels[row[4] or 0].code for row in plan.events] == ["EO", "HEO"]


def test_temporary_promotions_are_not_promotions(tmp_path: Path) -> None:
    rows: Rows = [
        ["Staff No", "Ethnicity", "Substantive grade", "Temporary grade", "Start date"],
        ["1", "White British", "EO", "HEO", dt.date(2023, 5, 2)],
    ]
    plan = events(rows, tmp_path, sheet="Temporary promotions", period_start=YEAR[0], period_end=YEAR[1])
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert plan.dataset is Dataset.TEMPORARY_PROMOTIONS
    assert exactly(plan) == {("HEO", "W_BRIT", ""): 1}
    assert plan.grade_labels[plan.events[0][4] or 0].code == "EO"


@pytest.mark.parametrize(
    ("what", "dataset", "outcome", "code"),
    [
        ("Grievances", Dataset.GRIEVANCES, "Partially upheld", "partly_upheld"),
        ("Disciplinary cases", Dataset.DISCIPLINE, "Final written warning", "final_warning"),
        ("Capability", Dataset.CAPABILITY, "First Written Warning", "written_warning"),
        ("Training", Dataset.TRAINING, "Attended", "completed"),
        ("Cwynion", Dataset.GRIEVANCES, "Heb ei chadarnhau", "not_upheld"),
    ],
)
def test_cases_and_training_without_staff_number_or_grade(
    tmp_path: Path, what: str, dataset: Dataset, outcome: str, code: str
) -> None:
    rows: Rows = [
        [TITLE.format(what=what)],
        ["Case number", "Ethnicity", "Date", "Outcome"],
        [17, "White British", dt.date(2023, 5, 2), outcome],
        [18, "Indian", dt.date(2023, 6, 2), "Ongoing"],
        [19, "Indian", dt.date(2023, 6, 2), None],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert plan.dataset is dataset
    assert exactly(plan) == {
        (None, "W_BRIT", code): 1,
        (None, "A_IND", "ongoing"): 1,
        (None, "A_IND", "unknown"): 1,
    }
    assert all(row[6] == "" for row in plan.events)


def test_outcomes_across_are_checked_by_their_total(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Leavers")],
        ["Ethnic group", "Resignation", "Retirement", "Dismissal", "Other", "Total"],
        ["White", 30, 12, 2, 1, 45],
        ["Asian", 4, 0, 1, 0, 5],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert plan.dataset is Dataset.LEAVERS
    assert exactly(plan) == {
        (None, "WHITE", "resignation"): 30,
        (None, "WHITE", "retirement"): 12,
        (None, "WHITE", "dismissal"): 2,
        (None, "WHITE", "other"): 1,
        (None, "ASIAN", "resignation"): 4,
        (None, "ASIAN", "dismissal"): 1,
    }
    rows[2][-1] = 46
    assert "total_mismatch" in codes(events(rows, tmp_path))


def test_upheld_beside_not_upheld_heads_counts_and_not_outcomes(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Grievances")],
        ["Ethnic group", "Upheld", "Partly upheld", "Not upheld", "Withdrawn"],
        ["White", 2, 1, 3, 1],
        ["Asian", 1, 0, 1, 0],
    ]
    assert exactly(events(rows, tmp_path)) == {
        (None, "WHITE", "upheld"): 2,
        (None, "WHITE", "partly_upheld"): 1,
        (None, "WHITE", "not_upheld"): 3,
        (None, "WHITE", "withdrawn"): 1,
        (None, "ASIAN", "upheld"): 1,
        (None, "ASIAN", "not_upheld"): 1,
    }


def test_every_event_read_is_counted_or_set_aside_for_a_reason(tmp_path: Path) -> None:
    early: list[Any] = ["5", "HEO", "Indian", dt.date(2023, 3, 31), "Resigned"]
    plan = events([*LEAVERS, LEAVERS[2], early, ["Total", 4, None, None, None]], tmp_path)
    assert {reason: rows.low for reason, rows in plan.set_aside.items()} == {"outside_period": 1, "repeated": 1}
    assert plan.people_read == plan.headcount + total(plan.set_aside.values())
    assert (plan.people_read.low, plan.rows_rejected) == (6, 2)
    counts: Rows = [[TITLE.format(what="Leavers")], ["Ethnicity", "Number of leavers"], ["White", 4], ["Asian", 2]]
    told = events(counts, tmp_path)
    assert told.people_read == told.headcount == Count.exact(6)


def test_a_file_with_a_period_for_each_row(tmp_path: Path) -> None:
    rows: Rows = [
        ["Year", "Grade", "Ethnicity", "Number of leavers"],
        ["2022-23", "EO", "White", 12],
        ["2023-24", "EO", "White", 10],
        ["2023-24", "EO", "Asian", 2],
    ]
    plan = events(rows, tmp_path, sheet="Leavers")
    assert [(one.field, one.value) for one in plan.decisions] == [("period", "2022-23"), ("period", "2023-24")]
    plan = events(
        rows,
        tmp_path,
        'period:"2022-23"=2022-04-01 to 2023-03-31',
        'period:"2023-24"=2023-04-01 to 2024-03-31',
        sheet="Leavers",
    )
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert [(one.start.year, one.end.year) for one in plan.periods] == [(2022, 2023), (2023, 2024)]
    assert [row[0] for row in plan.events] == [0, 1, 1]
    only = events(rows, tmp_path, sheet="Leavers", period_start=YEAR[0], period_end=YEAR[1])
    assert [one.value for one in only.decisions] == ["2022-23"]


def test_ethnicity_is_needed(tmp_path: Path) -> None:
    rows: Rows = [["Leavers"], ["Employee Number", "Grade", "Leaving date", "Leaving reason"]]
    rows += [[str(n), "EO", dt.date(2023, 5, n + 1), "Resigned"] for n in range(5)]
    plan = events(rows, tmp_path, period_start=YEAR[0], period_end=YEAR[1])
    assert "events_without_ethnicity" in codes(plan)


def test_recruitment_without_a_stage_is_refused(tmp_path: Path) -> None:
    rows: Rows = [["Ethnicity", "Grade", "Application date"], ["Indian", "EO", dt.date(2023, 5, 1)]]
    assert "no_stage_column" in codes(events(rows, tmp_path, dataset=Dataset.RECRUITMENT))


def test_a_future_event_is_an_error(tmp_path: Path) -> None:
    plan = events(LEAVERS, tmp_path, today=dt.date(2023, 6, 1))
    assert {"event_in_future", "period_ended_late"} <= codes(plan)
    assert plan.status == "refused"


def test_the_very_same_row_twice_is_one_event(tmp_path: Path) -> None:
    plan = events([*LEAVERS, LEAVERS[-1]], tmp_path)
    assert (plan.rows_read, plan.headcount.low, plan.rows_rejected) == (5, 4, 1)
    assert "repeated_event" in codes(plan)


def test_dates_that_cannot_be_read_or_are_missing(tmp_path: Path) -> None:
    plan = events([*LEAVERS, ["6", "EO", "Indian", None, "Resigned"]], tmp_path)
    assert (plan.status, plan.headcount.low) == ("ready", 5)
    assert "event_date_blank" in codes(plan)
    plan = events([*LEAVERS, ["6", "EO", "Indian", "05/27/2023", "Resigned"]], tmp_path)
    assert "event_date_unreadable" in codes(plan)


def test_a_period_given_beside_another_in_the_title_is_said(tmp_path: Path) -> None:
    plan = events(LEAVERS, tmp_path, period_start=dt.date(2023, 1, 1), period_end=dt.date(2023, 12, 31))
    assert "period_differs" in codes(plan)
    assert plan.rows_rejected == 1
    long_ago = events(LEAVERS, tmp_path, period_start=dt.date(1900, 1, 1), period_end=dt.date(2023, 12, 31))
    assert "period_implausible" in codes(long_ago)


def test_monthly_counts_are_placed_by_their_month(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Leavers")],
        ["Leaving date", "Ethnicity", "Number of leavers"],
        ["April 2023", "White", 4],
        ["May 2023", "White", 3],
        ["May 2024", "White", 100],
    ]
    plan = events(rows, tmp_path)
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert exactly(plan) == {(None, "WHITE", "unknown"): 7}


def test_a_text_file_named_after_its_dataset(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "leavers.csv", [[*row[:3], "2023-05-01", row[4]] for row in LEAVERS[2:]])
    path.write_text("Employee Number,Grade,Ethnicity,Leaving date,Leaving reason\n" + path.read_text())
    plan = plan_of(path, as_at=None, period_start=YEAR[0], period_end=YEAR[1])
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert (plan.dataset, plan.headcount.low) == (Dataset.LEAVERS, 4)


def test_rows_of_other_organisations_are_left_out(tmp_path: Path) -> None:
    rows: Rows = [
        [TITLE.format(what="Leavers")],
        ["Organisation", "Ethnicity", "Leavers"],
        ["Gwent Police", "White", 12],
        ["Gwent Police", "Asian", 2],
        ["South Wales Police", "White", 44],
    ]
    plan = events(rows, tmp_path, organisation=None)
    assert [one.organisation for one in plan.periods] == ["gwent-police", "south-wales-police"]
    assert plan.headcount.low == 58
    gwent = events(rows, tmp_path, organisation="gwent-police")
    assert (gwent.organisations, gwent.headcount.low) == (("gwent-police",), 14)
