"""Files that say nothing of ethnicity or grade, or of how many people a row stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import Rows, codes, plan_of, read, write_xlsx

from workforce_tui.importing.plan import Profile, parse_decision, resolve

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

PEOPLE: Rows = [["Staff No", "Grade"], [1, "EO"], [2, "EO"], [3, "HEO"]]
NO_ETHNICITY, NO_GRADE = "column:(ethnicity)=not_given", "column:(grade)=not_given"
ONE_PER_ROW = "column:(headcount)=one_per_row"
FORCES: Rows = [
    ["Police officers by ethnicity, 31 March 2026"],
    ["Force", "White", "Mixed", "Not stated", "Total"],
    ["Dyfed-Powys", 1100, 3, 12, 1115],
    ["Gwent", 1300, 10, 30, 1340],
    ["Wales", 2400, 13, 42, 2455],
]


def asked(plan: ImportPlan) -> list[tuple[str, str, list[str]]]:
    return [(one.field, one.value, [each.code for each in one.suggestions]) for one in plan.decisions]


def ethnicities(plan: ImportPlan) -> list[str | None]:
    return [label.code for label in plan.ethnicity_labels]


def test_people_without_ethnicity_are_a_question(tmp_path: Path) -> None:
    plan = read(PEOPLE, tmp_path)
    assert plan.status == "needs_decisions"
    assert asked(plan) == [("column", "(ethnicity)", ["not_given"])]
    assert (plan.persons, plan.counts) == ([], [])


def test_people_without_ethnicity_are_counted_when_so_decided(tmp_path: Path) -> None:
    plan = read(PEOPLE, tmp_path, NO_ETHNICITY)
    assert (plan.status, plan.headcount.low, len(plan.persons)) == ("ready", 3, 3)
    assert ethnicities(plan) == ["X_NA"]
    assert "ethnicity_not_given" in codes(plan)
    assert not {"low_declaration", "unknown_column_decision", "no_ethnicity_column"} & codes(plan)
    assert [(one.value, one.answer) for one in plan.used_decisions] == [("(ethnicity)", "not_given")]


def test_the_decision_of_a_profile_is_used_next_year(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "file.xlsx", PEOPLE)
    profile = Profile("hmpps-wales", columns={"(ethnicity)": "not_given"})
    assert plan_of(tmp_path / "file.xlsx", profile=profile).status == "ready"


def test_a_remembered_decision_never_hides_ethnicity_that_is_there(tmp_path: Path) -> None:
    rows: Rows = [["Staff No", "Grade", "EQ1"], [1, "EO", "Indian"], [2, "EO", "White British"]]
    write_xlsx(tmp_path / "file.xlsx", rows)
    profile = Profile("hmpps-wales", columns={"(ethnicity)": "not_given"})
    plan = plan_of(tmp_path / "file.xlsx", profile=profile)
    assert asked(plan)[0][:2] == ("column", "EQ1")
    assert plan_of(tmp_path / "file.xlsx", NO_ETHNICITY).status == "ready"


def test_a_column_of_ethnicity_is_read_whatever_was_decided(tmp_path: Path) -> None:
    plan = read([["Staff No", "Grade", "Ethnicity"], [1, "EO", "Indian"]], tmp_path, NO_ETHNICITY)
    assert ethnicities(plan) == ["A_IND"]
    assert "decision_not_used" in codes(plan)


@pytest.mark.parametrize("answer", ["ignore", "ethnicity", "yes", "one_per_row"])
def test_no_other_answer_is_taken(tmp_path: Path, answer: str) -> None:
    plan = read(PEOPLE, tmp_path, f"column:(ethnicity)={answer}")
    assert plan.status == "refused"
    assert "bad_decision" in codes(plan)


def test_nothing_in_a_cell_means_that_the_file_has_no_ethnicity(tmp_path: Path) -> None:
    rows: Rows = [["Staff No", "Grade", "Ethnicity"], [1, "EO", "Not available: the file has no ethnicity"]]
    plan = read(rows, tmp_path)
    assert ethnicities(plan) == [None]
    assert "answer_not_usable" in codes(resolve(plan, [parse_decision(f'ethnicity:"{rows[1][2]}"=X_NA')]))


def test_counts_without_ethnicity(tmp_path: Path) -> None:
    rows: Rows = [["Grade", "Headcount"], ["EO", 10], ["HEO", 5], ["Total", 15]]
    assert asked(read(rows, tmp_path)) == [("column", "(ethnicity)", ["not_given"])]
    plan = plan_of(tmp_path / "file.xlsx", NO_ETHNICITY)
    assert (plan.status, plan.headcount.low, ethnicities(plan)) == ("ready", 15, ["X_NA"])


def test_forces_by_ethnicity_without_ranks(tmp_path: Path) -> None:
    plan = read(FORCES, tmp_path, organisation=None)
    assert asked(plan) == [("column", "(grade)", ["not_given"])]
    plan = plan_of(tmp_path / "file.xlsx", NO_GRADE, organisation=None)
    assert (plan.status, plan.headcount.low, len(plan.snapshots)) == ("ready", 2455, 2)
    assert {label.code for label in plan.grade_labels} == {"OFFICER_UNKNOWN"}
    assert {row[3] for row in plan.counts} == {"officer"}


def test_without_a_title_the_kind_of_police_worker_is_asked(tmp_path: Path) -> None:
    plan = read(FORCES[1:], tmp_path, NO_GRADE, organisation=None)
    assert [(one.field, one.value) for one in plan.decisions] == [("grade", "(grade)")]
    assert {"OFFICER_UNKNOWN", "STAFF_UNKNOWN"} <= {each.code for each in plan.decisions[0].suggestions}
    plan = plan_of(tmp_path / "file.xlsx", NO_GRADE, "grade:(grade)=STAFF_UNKNOWN", organisation=None)
    assert (plan.status, {row[3] for row in plan.counts}) == ("ready", {"staff"})


def test_people_without_grade_or_ethnicity(tmp_path: Path) -> None:
    plan = read([["Staff No", "Site"], [1, "Cardiff"], [2, "Usk"], ["", ""]], tmp_path, NO_GRADE, NO_ETHNICITY)
    assert (plan.status, plan.headcount.low) == ("ready", 2)
    assert ([label.code for label in plan.grade_labels], ethnicities(plan)) == (["CS_UNKNOWN"], ["X_NA"])


def test_rows_without_staff_numbers_are_people_only_when_so_decided(tmp_path: Path) -> None:
    rows: Rows = [
        ["Rank", "Ethnicity", "Sex", "Age Band"],
        ["Sergeant", "Pakistani", "M", "25-34"],
        ["Constable", "White British", "F", "25-34"],
        ["Constable", "White British", "F", "25-34"],
        ["Total", "", "", 3],
    ]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert asked(plan) == [("column", "(headcount)", ["one_per_row"])]
    plan = plan_of(tmp_path / "file.xlsx", ONE_PER_ROW, organisation="gwent-police")
    assert (plan.status, plan.headcount.low, plan.persons) == ("ready", 3, [])
    assert {"row_is_person", "staff_number_missing"} <= codes(plan)


def test_the_people_survey_is_not_a_headcount(shared_data: Path) -> None:
    path = shared_data / "csps" / "csps2021-by-ethnicity.ods"
    plan = plan_of(path, organisation=None)
    assert (plan.status, plan.sheet, plan.counts) == ("refused", "Organisations", [])
    assert "survey_results" in codes(plan)
    for answers in ((NO_GRADE,), (NO_GRADE, "column:Response=ethnicity")):
        assert plan_of(path, *answers, organisation=None).status == "refused"


def test_a_table_that_says_nothing_of_people_is_refused_and_not_asked_about(tmp_path: Path) -> None:
    plan = read([["Department", "Salary", "FTE", "Worker type"], ["Finance", 1, 2, "x"]], tmp_path)
    assert plan.status == "refused"
    assert plan.decisions == []
