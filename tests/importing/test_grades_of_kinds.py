"""A grade that is asked about for one kind of worker, and known for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importing_files import exact, plan_of, read

from workforce_tui.importing.plan import parse_decision, resolve

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ["Staff number", "Rank", "Ethnicity", "Employee type"],
    ["1", "Constable", "White British", "Police officer"],
    ["2", "Constable", "Indian", "Police officer"],
    ["3", "Constable", "Indian", "Volunteer"],
]
SPECIAL = "grade:Constable=SPECIAL_CONSTABLE"


def test_a_rank_answered_for_volunteers_leaves_the_officers_as_they_are(tmp_path: Path) -> None:
    asked = read(ROWS, tmp_path, organisation="gwent-police")
    assert [(one.field, one.value, one.rows) for one in asked.decisions] == [("grade", "Constable", 1)]
    resolved = resolve(asked, [parse_decision(SPECIAL)])
    again = plan_of(tmp_path / "file.xlsx", SPECIAL, organisation="gwent-police")
    assert resolved == again
    assert {(label.worker_type, label.code) for label in again.grade_labels} == {
        ("officer", "CONSTABLE"),
        ("volunteer", "SPECIAL_CONSTABLE"),
    }
    assert (exact(again), again.outside_workforce) == (2, 1)


def test_an_answer_about_officers_leaves_the_specials_as_they_are(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ["3", "Constable", "Indian", "Special constable"]]
    plan = read(rows, tmp_path, "grade:Constable=CONSTABLE", organisation="gwent-police")
    assert {label.code for label in plan.grade_labels} == {"CONSTABLE", "SPECIAL_CONSTABLE"}


def test_an_answer_holds_for_everybody_of_a_file_that_names_no_kind_of_worker(tmp_path: Path) -> None:
    rows = [row[:3] for row in ROWS]
    plan = read(rows, tmp_path, SPECIAL, organisation="gwent-police")
    assert {label.code for label in plan.grade_labels} == {"SPECIAL_CONSTABLE"}


def test_an_answer_of_the_same_kind_of_worker_outranks_what_is_known(tmp_path: Path) -> None:
    plan = read(ROWS[:3], tmp_path, "grade:Constable=SERGEANT", organisation="gwent-police")
    assert {label.code for label in plan.grade_labels} == {"SERGEANT"}


def test_an_answer_that_the_label_means_for_nobody_holds_for_everybody(tmp_path: Path) -> None:
    rows = [[*row[:3], "Police staff"] for row in ROWS[1:]]
    named = [ROWS[0], *([one, "SO2", *rest] for one, _rank, *rest in rows)]
    plan = read(named, tmp_path, "grade:SO2=CONSTABLE", organisation="gwent-police")
    assert {label.code for label in plan.grade_labels} == {"CONSTABLE"}
