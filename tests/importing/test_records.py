"""Files with one row for each person."""

from __future__ import annotations

import datetime as dt
import gc
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import (
    DAY,
    ORGANISATIONS,
    STAFF,
    Rows,
    codes,
    exact,
    issue,
    people,
    plan_of,
    read,
    write_csv,
    write_xlsx,
)

from workforce_tui.importing.plan import ImportRequest, Layout, plan_import

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Staff No", "Ethnicity", "Grade", "FTE", "Start Date", "Leaving Date", "Sex", "Employee Type"]


def person(number: Any, ethnicity: str = "White British", grade: str = "EO", **other: Any) -> list[Any]:
    return [
        number,
        ethnicity,
        grade,
        other.get("fte", 1),
        other.get("start", ""),
        other.get("left", ""),
        other.get("sex", ""),
        other.get("worker", ""),
    ]


def adds_up(plan: Any) -> bool:
    return plan.rows_read == exact(plan) + plan.outside_workforce + plan.rows_rejected


def test_each_row_is_a_person(tmp_path: Path) -> None:
    plan = read(STAFF, tmp_path)
    assert plan.status == "ready"
    assert plan.layout is Layout.RECORD
    assert people(plan) == {("EO", "W_BRIT"): 1, ("HEO", "A_IND"): 1, ("EO", "X_PNTS"): 1}
    assert (exact(plan), plan.rows_read, plan.rows_rejected) == (3, 3, 0)
    assert plan.snapshots[0].organisation == "hmpps-wales"
    assert plan.snapshots[0].as_at == DAY


def test_a_person_row_holds_what_progression_needs(tmp_path: Path) -> None:
    rows = [HEADER, person(1001.0, sex="F", fte=0.6, start=dt.date(2019, 5, 20))]
    (row,) = read(rows, tmp_path).persons
    space = ORGANISATIONS["hmpps-wales"].staff_number_space
    assert row == (0, f"{space}\x001001", 0, 0, "staff", "female", 600, 2019 * 12 + 4, 0)


def test_staff_numbers_are_compared_without_case_and_spaces(tmp_path: Path) -> None:
    plan = read([HEADER, person("AB 123"), person("ab123"), person("0123"), person("123")], tmp_path)
    assert exact(plan) == 3
    assert {row[1].split("\0")[1] for row in plan.persons} == {"ab123", "0123", "123"}


def test_the_same_row_twice_is_one_person(tmp_path: Path) -> None:
    plan = read([HEADER, person(1), person(2), person(2)], tmp_path)
    assert (exact(plan), plan.rows_rejected) == (2, 1)
    assert issue(plan, "duplicate_row").row == 4
    assert adds_up(plan)


def test_two_posts_are_one_person_in_the_larger_post(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, grade="EO", fte=0.4), person(1, grade="HEO", fte=0.6)], tmp_path)
    assert people(plan) == {("HEO", "W_BRIT"): 1}
    assert plan.rows_rejected == 1
    assert issue(plan, "two_posts").row == 3
    assert issue(plan, "two_posts").value is None
    assert adds_up(plan)


@pytest.mark.parametrize("volunteer", ["Special Constable", "Volunteer", "Agency"])
@pytest.mark.parametrize("paid_first", [True, False])
def test_a_paid_post_outranks_one_outside_the_workforce(tmp_path: Path, volunteer: str, *, paid_first: bool) -> None:
    paid = person(1, grade="Sergeant", worker="Police Officer", fte=0.2)
    unpaid = person(1, grade="Constable", worker=volunteer, fte=1)
    rows = [HEADER, *([paid, unpaid] if paid_first else [unpaid, paid])]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert [(row[4], row[6]) for row in plan.persons] == [("officer", 200)]
    assert (exact(plan), plan.outside_workforce, plan.rows_rejected) == (1, 0, 1)


def test_the_first_of_two_equal_posts_is_the_main_one(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, grade="EO", fte=0.5), person(1, grade="HEO", fte=0.5)], tmp_path)
    assert people(plan) == {("EO", "W_BRIT"): 1}


def test_one_number_with_two_ethnicities_is_refused(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, "Indian"), person(1, "White British")], tmp_path)
    assert plan.status == "refused"
    assert issue(plan, "person_conflict").row == 3


def test_a_known_ethnicity_outranks_an_unknown_one_of_the_same_person(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, "", fte=0.6), person(1, "Indian", fte=0.4)], tmp_path)
    assert people(plan) == {("EO", "A_IND"): 1}


def test_somebody_who_left_by_the_snapshot_is_set_aside(tmp_path: Path) -> None:
    rows = [
        HEADER,
        person(1, left=dt.date(2026, 3, 31)),
        person(2, left=dt.date(2026, 4, 1)),
        person(3, left="-"),
        person(4, left="31.12.25"),
    ]
    plan = read(rows, tmp_path)
    assert (exact(plan), plan.rows_rejected) == (2, 2)
    assert "already_left" in codes(plan)
    assert adds_up(plan)


def test_somebody_who_starts_later_is_set_aside(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, start=dt.date(2026, 4, 1)), person(2, start=DAY)], tmp_path)
    assert (exact(plan), plan.rows_rejected) == (1, 1)
    assert "not_yet_started" in codes(plan)


def test_a_leaving_date_nobody_can_read_is_refused(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, left="03/31/2026")], tmp_path)
    assert plan.status == "refused"
    assert issue(plan, "leaving_date_unreadable").row == 2


def test_people_without_a_staff_number_are_counted(tmp_path: Path) -> None:
    plan = read([HEADER, person(""), person("TBC"), person(3)], tmp_path)
    assert exact(plan) == 3
    assert len(plan.persons) == 1
    assert plan.counts == [(0, 0, 0, "staff", "unknown", 2, 2, 2000)]
    assert "staff_number_missing" in codes(plan)
    assert adds_up(plan)


def test_blank_ethnicity_is_unknown_and_never_dropped(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, ""), person(2, " "), person(3, "Indian")], tmp_path)
    assert people(plan) == {("EO", "X_UNK"): 2, ("EO", "A_IND"): 1}


def test_specials_volunteers_and_agency_workers_are_kept_apart(tmp_path: Path) -> None:
    rows = [
        HEADER,
        person(1, grade="Constable", worker="Police Officer"),
        person(2, grade="Special Constable", worker="Special Constable"),
        person(3, grade="Sergeant", worker="Special"),
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (exact(plan), plan.outside_workforce) == (1, 2)
    assert "outside_workforce" in codes(plan)
    assert adds_up(plan)


def test_without_a_worker_type_column_the_grade_says_who_is_a_special(tmp_path: Path) -> None:
    rows = [["Collar No", "SDE", "Rank"], [1, "W1", "PC"], [2, "W1", "Special Constable"], [3, "A1", "PCSO"]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert [row[4] for row in plan.persons] == ["officer", "special", "pcso"]
    assert (exact(plan), plan.outside_workforce) == (2, 1)


def test_an_unknown_kind_of_worker_is_a_question(tmp_path: Path) -> None:
    rows = [HEADER, person(1, grade="Constable", worker="Spesh"), person(2, grade="Constable", worker="Permanent")]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("worker_type", "Spesh", 1)]
    answered = plan_of(tmp_path / "file.xlsx", "worker_type:Spesh=special", organisation="gwent-police")
    assert answered.status == "ready"
    assert answered.outside_workforce == 1


def test_temporary_ranks_count_in_the_substantive_rank(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, grade="T/Insp", worker="Officer")], tmp_path, organisation="gwent-police")
    assert people(plan) == {("SERGEANT", "W_BRIT"): 1}
    assert plan.grade_labels[0].temporary == "INSPECTOR"
    assert "temporary_ranks" in codes(plan)


def test_full_time_equivalents_out_of_range_are_reported(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, fte=0), person(2, fte=1.3), person(3, fte="0.5"), person(4, fte="n/k")], tmp_path)
    assert "above 1.2: 2." in issue(plan, "fte_out_of_range").message
    assert "left blank: 1." in issue(plan, "fte_unreadable").message
    assert [row[6] for row in plan.persons] == [0, 1300, 500, None]


def test_totals_notes_blank_rows_and_repeated_headers_are_not_people(tmp_path: Path) -> None:
    rows = [
        HEADER,
        person(1),
        [],
        [],
        HEADER,
        person(2),
        ["Total", "", "", 2],
        ["Total staff", 2],
        [],
        ["Source: HR system"],
        ["Notes"],
        ["1. Excludes agency workers."],
    ]
    plan = read(rows, tmp_path)
    assert exact(plan) == 2
    assert plan.rows_read == 2
    assert plan.rows_skipped == 9
    assert plan.status == "ready"


def test_a_total_row_that_is_not_the_number_of_people_is_refused(tmp_path: Path) -> None:
    plan = read([HEADER, person(1), person(2), ["Total", "", 3]], tmp_path)
    assert plan.status == "refused"
    assert issue(plan, "total_mismatch").row == 4


def test_rows_that_count_the_rows_of_a_label_are_totals(tmp_path: Path) -> None:
    head = ["Department", "Grade", "Ethnicity", "Employee Number"]
    rows: Rows = [
        head,
        ["HR", "EO", "Indian", "1001"], ["HR", "EO", "African", "1002"], ["", "EO Count", "", 2],
        ["HR", "HEO", "Indian", "1003"], ["", "HEO Count", "", 1], ["HR Count", "", "", 3],
        ["IT", "EO", "Indian", "1004"], ["", "EO Count", "", 1],
        ["IT", "HEO", "Indian", "1005"], ["", "HEO Count", "", 1], ["IT Count", "", "", 2],
        ["", "Grand Count", "", 5],
    ]  # fmt: skip
    plan = read(rows, tmp_path)
    assert (plan.status, exact(plan), plan.passed_over) == ("ready", 5, {"totals": 7})
    assert "total_skipped" in codes(plan)
    rows[5][3] = 2
    assert issue(read(rows, tmp_path), "total_mismatch").row == 6


def test_a_grade_that_ends_in_count_without_rows_to_count_is_asked_about(tmp_path: Path) -> None:
    plan = read([STAFF[0], ["1001", "Indian", "Stock Count"], ["1002", "Indian", "EO"]], tmp_path)
    assert [decision.value for decision in plan.decisions] == ["Stock Count"]


def test_people_below_blank_rows_are_read(tmp_path: Path) -> None:
    assert exact(read([HEADER, person(1), [], [], [], person(2)], tmp_path)) == 2


def test_a_person_with_a_blank_grade_is_a_question_and_is_counted(tmp_path: Path) -> None:
    plan = read([HEADER, person(1), person(2, grade="")], tmp_path)
    assert exact(plan) == 2
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("grade", "(blank)", 1)]
    assert plan_of(tmp_path / "file.xlsx", "grade:(blank)=L0").status == "ready"


def test_a_row_that_is_hardly_a_person_is_reported(tmp_path: Path) -> None:
    rows = [[*HEADER, "Site"], [*person(1), "A"], ["", "", "", 1, "01/01/2020", "", "", "", "Cardiff"]]
    plan = read(rows, tmp_path)
    assert issue(plan, "row_not_understood").row == 3
    assert adds_up(plan)


def test_names_birthdays_and_numbers_are_never_shown_or_kept(tmp_path: Path) -> None:
    rows = [
        ["Staff No", "Surname", "Date of Birth", "NI Number", "Email", "Ethnicity", "Grade"],
        ["S1", "Jones", dt.date(1990, 1, 2), "QQ123456C", "j@example.org", "Indian", "EO"],
    ]
    plan = read(rows, tmp_path)
    text = repr(plan.preview) + repr(plan.issues) + repr(plan.decisions) + repr(list(plan.persons))
    for secret in ("Jones", "1990", "QQ123456C", "example.org"):
        assert secret not in text
    assert plan.preview[1][:5] == ("•••",) * 5
    named = [found.column for found in plan.issues if found.code in ("personal_column", "age_column")]
    assert named == ["Surname", "Date of Birth", "NI Number", "Email"]


@pytest.mark.parametrize(
    "header",
    [
        *("Home Address", "Postcode", "Telephone", "Phone Number", "Mobile", "Email Address", "Next of Kin", "Title"),
        *(
            "Line Manager",
            "Manager Name",
            "Bank Account Number",
            "Sort Code",
            "Passport Number",
            "Initials",
            "Known As",
        ),
        *("Full Name", "Preferred Name", "Address Line 1", "Enw", "Cyfenw", "Cyfeiriad", "Ffôn"),
        *("E-bost", "Cod Post", "Rheolwr Llinell"),
    ],
)
def test_a_column_with_personal_data_is_known_in_both_languages(tmp_path: Path, header: str) -> None:
    plan = read([[*STAFF[0], header], *([*row, "Secret"] for row in STAFF[1:])], tmp_path)
    assert plan.status == "ready"
    assert issue(plan, "personal_column").column == header
    assert "Secret" not in repr(plan)


@pytest.mark.parametrize("header", ["Comments", "Nationality", "Start Date", "Disability", "Extra", "Col X", ""])
def test_only_columns_that_are_kept_are_shown(tmp_path: Path, header: str) -> None:
    plan = read([[*STAFF[0], header], *([*row, "Secret"] for row in STAFF[1:])], tmp_path)
    assert "Secret" not in repr(plan.preview)
    assert plan.preview[1][1:3] == ("White British", "EO")


def test_cells_past_the_last_header_are_not_shown(tmp_path: Path) -> None:
    assert "Secret" not in repr(read([*STAFF, ["1004", "Indian", "EO", "Secret"]], tmp_path).preview)


def test_issues_about_dates_do_not_repeat_the_cell(tmp_path: Path) -> None:
    header = [*STAFF[0], "As at", "Leaving Date", "Start Date", "FTE"]
    plan = read([header, [*STAFF[1], "Secret", "", "", ""]], tmp_path, as_at=None)
    assert issue(plan, "snapshot_date_unreadable").value is None
    plan = read([header, [*STAFF[1], DAY, "Secret", "Secret", "Secret"]], tmp_path)
    assert issue(plan, "leaving_date_unreadable").value is None
    assert "Secret" not in repr(plan.issues)


def test_a_low_declaration_rate_is_a_warning(tmp_path: Path) -> None:
    plan = read([HEADER, person(1), person(2, ""), person(3, "Prefer not to say")], tmp_path)
    assert "33.3%" in issue(plan, "low_declaration").message


def test_unknown_sex_is_reported(tmp_path: Path) -> None:
    plan = read([HEADER, person(1, sex="F"), person(2, sex="Q")], tmp_path)
    assert [row[5] for row in plan.persons] == ["female", "unknown"]
    assert "sex_unrecognised" in codes(plan)


def test_numbers_that_arrive_as_floating_point_are_the_same_people(tmp_path: Path) -> None:
    text = write_csv(tmp_path / "a.csv", [HEADER, person("10023"), person("10024")])
    numbers = write_xlsx(tmp_path / "a.xlsx", [HEADER, person(10023.0), person(10024.0)])
    assert plan_of(text).persons == plan_of(numbers).persons


def test_repeated_problems_are_listed_up_to_a_limit(tmp_path: Path) -> None:
    rows = [HEADER, person(1, "Indian"), *(person(1, "White British") for _ in range(299))]
    plan = read(rows, tmp_path)
    assert sum(found.code == "person_conflict" for found in plan.issues) == 200
    assert "not listed: 99" in issue(plan, "more_issues").message
    assert exact(plan) == 1


def test_many_rows_set_aside_for_one_reason_are_one_issue_that_names_the_first(tmp_path: Path) -> None:
    second = [person(n, grade="HEO", fte=0.2) for n in range(1, 41)]
    first = [person(n, grade="EO", fte=0.8) for n in range(1, 41)]
    plan = read([HEADER, *first, *second, person(3), person(4)], tmp_path)
    posts = issue(plan, "two_posts")
    assert posts.row is None
    assert "already: 40." in posts.message
    assert f"Rows: {', '.join(str(row) for row in range(42, 72))}, and 10 more." in posts.message
    assert "Rows: 82, 83." in issue(plan, "duplicate_row").message
    assert (exact(plan), plan.rows_rejected) == (40, 42)
    assert adds_up(plan)


def test_progress_is_told_and_stopping_leaves_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, *(person(str(10_000 + i)) for i in range(5000))])
    request = ImportRequest(path, tuple(ORGANISATIONS.values()), ORGANISATIONS["hmpps-wales"], DAY)
    stages = [(step.stage, step.done) for step in plan_import(request)]
    assert [stage for stage, _done in stages] == ["opening", "reading", "reading", "reading", "checking", "done"]
    assert stages[-1] == ("done", 5000)
    steps, stopped = plan_import(request, is_cancelled=lambda: stopped), False
    assert [next(steps).stage, next(steps).stage] == ["opening", "reading"]
    stopped = True
    while True:
        try:
            next(steps)
        except StopIteration as end:
            plan = end.value
            break
    assert plan.status == "refused"
    assert codes(plan) == {"cancelled"}
    assert not plan.persons


def test_garbage_collection_is_as_it_was(tmp_path: Path) -> None:
    read(STAFF, tmp_path)
    assert gc.isenabled()


def test_a_total_row_counts_the_people_of_other_days_and_those_of_no_day_too(tmp_path: Path) -> None:
    header = [*HEADER, "Date"]
    rows = [
        header,
        [*person(1), "31/03/2025"],
        [*person(2), "31/03/2026"],
        [*person(3), "31/03/2026"],
        ["Total", "", 3],
    ]
    plan = read(rows, tmp_path, as_at=dt.date(2026, 3, 31))
    assert (plan.status, exact(plan)) == ("ready", 2)
    undated = read([HEADER, person(1), person(2), ["Total", "", 2]], tmp_path, as_at=None)
    assert [one.code for one in undated.issues if one.severity == "error"] == ["snapshot_date_missing"]


def test_rows_above_a_header_are_told_where_they_may_be_people_and_titles_are_not(tmp_path: Path) -> None:
    titles = [["Gwent Police"], ["As at", "31 March 2025"], []]
    assert "rows_above_header" not in codes(read([*titles, *STAFF], tmp_path))
    people = [["901", "Indian", "EO", "x"], ["902", "Indian", "EO", "x"]]
    found = issue(read([*people, *STAFF], tmp_path), "rows_above_header")
    assert found.message.endswith("(row 3) as full as those below it, which were not read: 2.")
