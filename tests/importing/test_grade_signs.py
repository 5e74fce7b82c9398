"""A sign beside a grade may make another grade of it: it is asked about, with the plain grade suggested first."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from importing_files import STAFF, plan_of, read, write_xlsx

from workforce_tui.domain import grade_signs
from workforce_tui.domain.grade_signs import without_sign
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

OTHERS = ["EO+", "EO +", "EO plus", "EO minus", "EO-", "(EO-)", "EO (+)", "+EO", "EO\u2212", "EO\uff0b", ">EO", "EO?"]
MARKED = ["EO*", "* EO", "EO **", "EO\u2020", "EO#"]
PLAIN = ["E.O.", " eo ", "EO (1)", "EO [note 2]", "EO\u00b9 ", "Executive-Officer", "Band - 4", "Band-4", "(EO)"]


def listed(label: str, folder: Path, *decisions: str) -> ImportPlan:
    """Staff in post, one of them with this grade."""
    return read([*STAFF, ["1004", "Indian", label]], folder, *decisions)


def counted(label: str, folder: Path) -> ImportPlan:
    """A table of numbers of people by grade, with this grade among them."""
    table = [["Grade", "White", "Asian"], ["HEO", 5, 2], [label, 7, 1]]
    return plan_of(write_xlsx(folder / "table.xlsx", table))


@pytest.mark.parametrize("label", OTHERS)
def test_a_sign_is_asked_about_among_people_and_in_tables(tmp_path: Path, label: str) -> None:
    for plan in (listed(label, tmp_path), counted(label, tmp_path)):
        (asked,) = plan.decisions
        assert (asked.field, asked.suggestions[0].code) == ("grade", "EO")
        assert asked.suggestions[0].reason == "without the sign beside it"


@pytest.mark.parametrize("label", MARKED)
def test_a_footnote_mark_is_none_beside_the_grade_of_one_person(tmp_path: Path, label: str) -> None:
    (asked,) = listed(label, tmp_path).decisions
    assert (asked.field, asked.suggestions[0].code) == ("grade", "EO")
    table = counted(label, tmp_path)
    assert (table.decisions, [one.code for one in table.grade_labels]) == ([], ["HEO", "EO"])


@pytest.mark.parametrize("label", PLAIN)
def test_notes_brackets_and_dashes_between_words_are_no_signs(tmp_path: Path, label: str) -> None:
    for plan in (listed(label, tmp_path), counted(label, tmp_path)):
        assert plan.decisions == []
        assert {one.raw: one.code for one in plan.grade_labels}[label.strip()] in ("EO", "BAND4")


def test_an_answer_settles_it_and_the_plain_grade_stays_what_it_is(tmp_path: Path) -> None:
    plan = listed("EO+", tmp_path, "grade:EO+=HEO")
    assert {one.raw: one.code for one in plan.grade_labels} == {"EO": "EO", "HEO": "HEO", "EO+": "HEO"}
    own = listed("EO+", tmp_path, "grade:EO+=L3")
    assert {one.raw: one.code for one in own.grade_labels}["EO+"] == "own:eoplus"


def test_an_answer_with_a_sign_is_no_shipped_grade(tmp_path: Path) -> None:
    plan = listed("Grade 99", tmp_path, 'grade:"Grade 99"=EO+')
    assert [one.value for one in plan.decisions] == ["Grade 99"]


def test_two_grades_together_with_a_sign_are_asked_about(tmp_path: Path) -> None:
    assert counted("AO/AA", tmp_path).decisions == []
    (asked,) = counted("AO/AA+", tmp_path).decisions
    assert asked.value == "AO/AA+"


def test_every_name_of_the_shipped_ladders_is_plain() -> None:
    names = [row["alias"] for row in rows("grade_aliases")]
    names += [row[column] for row in rows("grades") for column in ("code", "name_en", "name_cy")]
    assert [name for name in names if without_sign(name, of_groups=False) is not None] == []


def test_a_sign_in_a_name_of_the_ladders_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert without_sign("Band A+", of_groups=True) == "Band A"
    monkeypatch.setattr(grade_signs, "_shipped", lambda: frozenset({"bandaplus"}))
    without_sign.cache_clear()
    assert without_sign("Band A+", of_groups=True) is None
    without_sign.cache_clear()


def test_its_examples_are_right() -> None:
    assert doctest.testmod(grade_signs).failed == 0
