"""Which answers are offered for labels nobody knows, and people without a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, people, read

from workforce_tui.importing.plan import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

FORCE = {"organisation": "gwent-police"}
HEAD = ["Staff No", "Rank", "Ethnicity", "Worker Type"]


def force(folder: Path, *decisions: str, **wanted: Any) -> ImportPlan:
    workers = ["Police Officer", "PCSO", "Designated Officer", "Police Staff", "Police Support Volunteer"]
    rows = [[f"n{place}", "", "Indian", worker] for place, worker in enumerate(workers)]
    return read([HEAD, ["c1", "Constable", "Indian", "Police Officer"], *rows], folder, *decisions, **FORCE, **wanted)


def offered(plan: ImportPlan, value: str) -> list[str]:
    return next([one.code for one in decision.suggestions] for decision in plan.decisions if decision.value == value)


def test_a_kind_of_worker_with_one_grade_says_the_grade(tmp_path: Path) -> None:
    plan = force(tmp_path)
    found = people(plan)
    assert [found[code, "A_IND"] for code in ("PCSO", "DESIGNATED_OFFICER", "VOLUNTEER")] == [1, 1, 1]


def test_people_without_a_grade_are_asked_about_by_kind_of_worker(tmp_path: Path) -> None:
    plan = force(tmp_path)
    assert {one.value for one in plan.decisions} == {"(blank) officer", "(blank) staff"}
    assert offered(plan, "(blank) officer") == ["OFFICER_UNKNOWN", "CONSTABLE"]
    assert offered(plan, "(blank) staff") == ["STAFF_UNKNOWN"]


def test_an_answer_for_one_kind_of_worker_holds_for_no_other(tmp_path: Path) -> None:
    plan = force(tmp_path, 'grade:"(blank)"=STAFF_UNKNOWN')
    assert {one.value for one in plan.decisions} == {"(blank) officer"}
    assert people(plan)["STAFF_UNKNOWN", "A_IND"] == 1
    assert people(plan)["PCSO", "A_IND"] == 1


def test_every_kind_of_worker_can_be_answered(tmp_path: Path) -> None:
    plan = force(tmp_path, 'grade:"(blank) officer"=CONSTABLE', 'grade:"(blank) staff"=STAFF_UNKNOWN')
    assert plan.status == "ready"
    assert people(plan)["CONSTABLE", "A_IND"] == 2
    assert "decision_not_used" not in codes(plan)
    assert len(plan.used_decisions) == 2


def test_people_of_no_stated_kind_are_one_question(tmp_path: Path) -> None:
    rows = [["Staff No", "Rank", "Ethnicity"], ["c1", "Constable", "Indian"], ["c2", "", "Indian"]]
    plan = read(rows, tmp_path, **FORCE)
    assert offered(plan, "(blank)") == ["OFFICER_UNKNOWN", "STAFF_UNKNOWN", "CONSTABLE"]


def staff(folder: Path, grade: str, **wanted: Any) -> ImportPlan:
    return read([["Staff No", "Grade", "Ethnicity"], ["a1", grade, "Indian"]], folder, **wanted)


@pytest.mark.parametrize("grade", ["Grade 6", "Grade 7", "SO2", "Scale 5"])
def test_a_council_is_offered_its_own_grades_and_never_those_of_others(tmp_path: Path, grade: str) -> None:
    plan = staff(tmp_path, grade, organisation="yjs-cardiff")
    assert offered(plan, grade) == ["L2", "L3", "L1", "L4"]


def test_what_was_decided_before_comes_first(tmp_path: Path) -> None:
    profile = Profile("hmpps-wales", grades={"NPS Bnd 4": "BAND5", "Something else": "EO"})
    plan = staff(tmp_path, "NPS Band 4", profile=profile)
    first, *_rest = plan.decisions[0].suggestions
    assert (first.code, first.reason) == ("BAND5", "decided before: NPS Bnd 4")
    assert offered(plan, "NPS Band 4") == ["BAND5", "BAND4"]


def test_an_own_grade_decided_before_is_offered_with_its_level(tmp_path: Path) -> None:
    profile = Profile("yjs-cardiff", grades={"Grade 5": "L3"})
    plan = staff(tmp_path, "Grade 6", organisation="yjs-cardiff", profile=profile)
    assert plan.decisions[0].suggestions[0].code == "L3"
    assert "decided before: Grade 5" in plan.decisions[0].suggestions[0].reason


def test_nothing_decided_before_is_applied_to_another_label(tmp_path: Path) -> None:
    profile = Profile("hmpps-wales", grades={"NPS Bnd 4": "BAND5"})
    assert staff(tmp_path, "NPS Band 4", profile=profile).status == "needs_decisions"


def test_ethnicities_decided_before_are_offered_too(tmp_path: Path) -> None:
    profile = Profile("hmpps-wales", ethnicities={"Polish (EU)": "W_OTHER"})
    rows = [["Staff No", "Grade", "Ethnicity"], ["a1", "EO", "Polish EU"], ["a2", "EO", "Indian"]]
    plan = read(rows, tmp_path, profile=profile)
    assert offered(plan, "Polish EU")[0] == "W_OTHER"


def test_the_suggestions_stay_when_an_answer_cannot_be_used(tmp_path: Path) -> None:
    rows = [["Staff No", "Grade", "Ethnicity"], ["a1", "HEO/SEO", "Indian"]]
    plan = read(rows, tmp_path, 'grade:"HEO/SEO"=NOSUCH', organisation="hmcts-wales")
    assert plan.status == "needs_decisions"
    assert offered(plan, "HEO/SEO") == ["HEO", "SEO"]
    assert "answer_not_usable" in codes(plan)


def test_spellings_that_one_answer_holds_for_are_asked_about_once(tmp_path: Path) -> None:
    head = ["Staff No", "Grade", "Ethnicity", "Employee Type"]
    rows = [["a1", "EO", "Zorb", "Odd"], ["a2", "EO", "ZORB", "odd"], ["a3", "EO", "zorb ", "Odd"],
            ["a4", "EO", "Zorbs", "Odd one"]]  # fmt: skip
    plan = read([head, *rows], tmp_path)
    asked = {(one.field, one.value): one.rows for one in plan.decisions}
    assert asked == {
        ("ethnicity", "Zorb"): 3, ("ethnicity", "Zorbs"): 1, ("worker_type", "Odd"): 3, ("worker_type", "Odd one"): 1,
    }  # fmt: skip
