"""Notes under the rows of people are not people, whatever they are numbered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import STAFF, codes, exact, issue, plan_of, read, write_csv

from workforce_tui.importing import reading

if TYPE_CHECKING:
    from pathlib import Path

NOTES = [[1, "Includes officers on career break", "EO"], [2, "Excludes specials", "HEO"]]


@pytest.mark.parametrize("start", ["Notes", "Note:", "Source: HR system", "Nodiadau", "Footnotes"])
def test_numbered_notes_are_not_read_as_staff(tmp_path: Path, start: str) -> None:
    plan = read([*STAFF, [], [start], *NOTES], tmp_path)
    assert plan.status == "ready", plan.decisions
    assert (exact(plan), plan.rows_read, plan.rows_skipped) == (3, 3, 4)
    found = issue(plan, "notes_left_out")
    assert found.row == 6
    assert found.message == f"Lines after “{start}” left out as notes: 2."


def test_notes_that_go_on_in_the_next_chunk_of_rows_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK", 2)
    plan = plan_of(write_csv(tmp_path / "a.csv", [*STAFF, ["Notes"], *NOTES, *NOTES]))
    assert (exact(plan), plan.rows_skipped) == (3, 5)


def test_people_under_the_notes_are_a_warning(tmp_path: Path) -> None:
    plan = read([*STAFF, ["Notes"], NOTES[0], ["1004", "White British", "EO"]], tmp_path)
    assert exact(plan) == 3
    assert "Of these, look like people: 1." in issue(plan, "people_after_notes").message


def test_a_grade_that_starts_like_a_note_is_a_grade(tmp_path: Path) -> None:
    rows = [*STAFF, ["1004", "Indian", "Source handler"], ["1005", "Indian", "Note taker"], ["1006", "Indian", "EO"]]
    plan = read(rows, tmp_path)
    assert exact(plan) == 6
    assert [asked.value for asked in plan.decisions] == ["Source handler", "Note taker"]
    assert "notes_left_out" not in codes(plan)


SECTIONS = [
    ["Grade:", "EO"],
    ["Employee Number", "Grade", "Ethnicity"],
    ["1001", "EO", "Indian"],
    ["1002", "EO", "Irish"],
    ["Total", 2],
    ["Grade:", "HEO"],
    ["Employee Number", "Grade", "Ethnicity"],
    ["1003", "HEO", "Indian"],
    ["Total", 1],
    ["Report total", 3],
]


def test_a_heading_over_a_section_of_a_report_is_nobody(tmp_path: Path) -> None:
    plan = read(SECTIONS, tmp_path)
    assert (plan.status, plan.rows_read, exact(plan), plan.passed_over["totals"]) == ("ready", 3, 3, 3)


def test_totals_are_not_found_wrong_for_want_of_a_date(tmp_path: Path) -> None:
    plan = read(SECTIONS, tmp_path, as_at=None)
    assert (plan.status, "total_mismatch" in codes(plan)) == ("refused", False)
