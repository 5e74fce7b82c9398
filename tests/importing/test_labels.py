"""Labels of grades, ethnic groups and organisations: known, decided or asked about, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from importing_files import COUNTS, STAFF, codes, exact, issue, people, plan_of, read, write_xlsx

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.importing.plan import Decided, Profile, parse_decision, resolve

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan


def coded(rows: list[tuple[str, str]], folder: Path, *decisions: str) -> ImportPlan:
    """A file with an ethnicity code beside an ethnicity label."""
    header = ["Staff No", "Ethnicity Code", "Ethnicity", "Grade"]
    return read([header, *([str(1000 + i), *row, "EO"] for i, row in enumerate(rows))], folder, *decisions)


def labelled(values: list[str], folder: Path, *decisions: str, header: str = "Ethnicity") -> ImportPlan:
    rows = [["Staff No", header, "Grade"], *([str(1000 + i), value, "EO"] for i, value in enumerate(values))]
    return read(rows, folder, *decisions)


def groups(plan: ImportPlan) -> list[str | None]:
    return [plan.ethnicity_labels[row[3]].code for row in plan.persons]


def test_an_unknown_grade_is_asked_about_once_with_its_rows(tmp_path: Path) -> None:
    rows = [*STAFF, ["1004", "Indian", "Grade 99"], ["1005", "Indian", "grade  99"]]
    plan = read(rows, tmp_path)
    assert plan.status == "needs_decisions"
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("grade", "Grade 99", 2)]
    assert "Grade 99" in plan.decisions[0].message
    assert exact(plan) == 5


@pytest.mark.parametrize(
    ("answer", "code"),
    [("EO", "EO"), ("eo", "EO"), ("Higher Executive Officer", "HEO"), ("BAND4", "BAND4"), ("L3", "own:grade99")],
)
def test_a_grade_can_be_answered_by_code_name_or_level(tmp_path: Path, answer: str, code: str) -> None:
    rows = [*STAFF, ["1004", "Indian", "Grade 99"]]
    plan = read(rows, tmp_path, f'grade:"Grade 99"={answer}')
    assert plan.status == "ready"
    label = plan.grade_labels[2]
    assert (label.raw, label.code, label.how) == ("Grade 99", code, "decision")
    assert label.level == ("L3" if answer == "L3" else None)


def test_an_answer_that_is_no_grade_leaves_the_question_open(tmp_path: Path) -> None:
    plan = read(STAFF, tmp_path, "grade:EO=Emperor")
    assert plan.status == "needs_decisions"
    assert [one.value for one in plan.decisions] == ["EO"]
    assert issue(plan, "answer_not_usable").message == "“Emperor” is not an answer for grade “EO”."


def test_the_organisations_own_grades_are_known(tmp_path: Path) -> None:
    rows = [*STAFF, ["1004", "Indian", "Grade  99"]]
    plan = read(rows, tmp_path, own_grades={"hmpps-wales": {"grade 99": "own:grade99"}})
    assert plan.grade_labels[2].code == "own:grade99"
    assert plan.grade_labels[2].how == "own"
    other = read(rows, tmp_path, own_grades={"gwent-police": {"grade 99": "own:grade99"}})
    assert other.status == "needs_decisions"


def test_grades_of_their_own_whose_numbers_stand_apart_are_two_grades(tmp_path: Path) -> None:
    rows = [*STAFF, ["1004", "Indian", "Tier 1.1"], ["1005", "Indian", "Tier 11"], ["1006", "Indian", "tier 1-1"]]
    answers = ('grade:"Tier 1.1"=L2', 'grade:"Tier 11"=L4', 'grade:"tier 1-1"=L2')
    assert [label.code for label in read(rows, tmp_path, *answers).grade_labels[2:]] == [
        "own:tier1-1",
        "own:tier11",
        "own:tier1-1",
    ]
    again = read(rows, tmp_path, own_grades={"hmpps-wales": {"Tier 1.1": "own:tier1-1"}}).grade_labels[2:]
    assert [label.code for label in again] == ["own:tier1-1", None, "own:tier1-1"]


def own_codes(labels: list[str], folder: Path, level: str = "L2", **wanted: Any) -> list[str | None]:
    """The codes of labels that were each answered to be a grade of the organisation's own."""
    rows = [STAFF[0], *([str(1000 + n), "Indian", label] for n, label in enumerate(labels))]
    answers = [f'grade:"{label}"={level}' for label in labels]
    return [label.code for label in read(rows, folder, *answers, **wanted).grade_labels]


def test_own_grades_that_differ_in_a_sign_are_two_grades(tmp_path: Path) -> None:
    rows = [STAFF[0], *([str(n), "Indian", "Band A" if n < 60 else "Band A+"] for n in range(100))]
    plan = read(rows, tmp_path, 'grade:"Band A"=L2', 'grade:"Band A+"=L3')
    assert plan.status == "ready"
    assert [(label.code, label.level, label.rows) for label in plan.grade_labels] == [
        ("own:banda", "L2", 60),
        ("own:bandaplus", "L3", 40),
    ]


def test_the_code_of_an_own_grade_tells_its_signs(tmp_path: Path) -> None:
    labels = ["+1", "-1", "1", "A-", "A", "${x}", "../../x", "Tier 1+2", "Tier 1 -2", "???", "Band £", "Band -"]
    assert own_codes(labels, tmp_path) == [
        "own:plus1",
        "own:minus1",
        "own:1",
        "own:aminus",
        "own:a",
        "own:u0024-x",
        "own:x",
        "own:tier1plus2",
        "own:tier1-2",
        "own:u003f-u003f-u003f",
        "own:band-u00a3",
        "own:band",
    ]


@pytest.mark.parametrize(
    "label", ["Band A", "Band-A", "Band – A", "Band A.", "(Band) A", "band/a", "“Band, A”", "- Band A"]
)
def test_separators_are_no_part_of_the_code_of_an_own_grade(tmp_path: Path, label: str) -> None:
    assert own_codes([label], tmp_path) == ["own:banda"]


def test_an_own_grade_that_is_held_is_not_taken_for_one_with_another_sign(tmp_path: Path) -> None:
    rows = [
        STAFF[0],
        *([str(n), "Indian", text] for n, text in enumerate(["band  A", "Band A+", "Band A*", "BAND A [note 2]"])),
    ]
    held = {"hmpps-wales": {"Band A": "own:banda"}}
    assert [label.code for label in read(rows, tmp_path, own_grades=held).grade_labels] == [
        "own:banda",
        None,
        None,
        "own:banda",
    ]


def test_an_own_grade_keeps_the_code_it_is_held_under_and_shares_it_with_no_other(tmp_path: Path) -> None:
    held = {"hmpps-wales": {"Band A+": "own:banda"}}
    assert own_codes(["Band A+", "Band A"], tmp_path, own_grades=held) == ["own:banda", "own:banda.2"]


def test_two_spellings_of_an_own_grade_with_two_levels_are_asked_about(tmp_path: Path) -> None:
    rows = [STAFF[0], ["1", "Indian", "Band A"], ["2", "Indian", "Band-A"], ["3", "Indian", "Band B"]]
    answers = ('grade:"Band A"=L2', 'grade:"Band-A"=L3', 'grade:"Band B"=L4')
    plan = read(rows, tmp_path, *answers)
    assert plan.status == "needs_decisions"
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("grade", "Band-A")]
    said = issue(plan, "one_grade_two_levels").message
    assert said == "“Band A” and “Band-A” are one grade of the organisation, but were given two levels: L2 and L3."
    settled = resolve(plan, [parse_decision('grade:"Band-A"=L2')])
    assert settled.status == "ready"
    assert "one_grade_two_levels" not in codes(settled)
    assert [label.code for label in settled.grade_labels] == ["own:banda", "own:banda", "own:bandb"]


def test_a_profile_answers_and_a_decision_outranks_it(tmp_path: Path) -> None:
    rows = [*STAFF, ["1004", "Martian", "Grade 99"]]
    profile = Profile("hmpps-wales", grades={"grade 99": "EO"}, ethnicities={"Martian": "O_OTHER"})
    plan = read(rows, tmp_path, profile=profile)
    assert plan.status == "ready"
    assert (plan.grade_labels[2].code, plan.grade_labels[2].how) == ("EO", "profile")
    decided = read(rows, tmp_path, 'grade:"Grade 99"=HEO', profile=profile)
    assert (decided.grade_labels[2].code, decided.grade_labels[2].how) == ("HEO", "decision")


def test_unknown_and_ambiguous_ethnicities_are_asked_about(tmp_path: Path) -> None:
    plan = labelled(["British", "Martian", "Indian", "British"], tmp_path)
    asked = {(question.value, question.rows) for question in plan.decisions}
    assert asked == {("British", 2), ("Martian", 1)}
    assert next(question for question in plan.decisions if question.value == "British").suggestions


def test_chinese_is_asian_by_either_police_code(tmp_path: Path) -> None:
    assert groups(labelled(["O1", "A4", "Chinese"], tmp_path)) == ["A_CHI"] * 3


def test_w9_hides_gypsy_and_traveller_people_under_the_old_list(tmp_path: Path) -> None:
    old = labelled(["W9", "O1", "W1"], tmp_path, header="16+1")
    assert old.scheme is Scheme.SDE16
    assert groups(old) == ["W_OTHER_16", "A_CHI", "W_BRIT"]
    assert "scheme_without_grt" in codes(old)
    new = labelled(["W9", "A4", "W3"], tmp_path, header="18+1")
    assert new.scheme is Scheme.SDE18
    assert groups(new) == ["W_OTHER", "A_CHI", "W_GIT"]
    assert "scheme_without_grt" not in codes(new)


def test_undeclared_and_unknown_are_two_answers(tmp_path: Path) -> None:
    plan = labelled(["Prefer not to say", "NS", "", "Not known", "Indian"], tmp_path)
    assert groups(plan) == ["X_PNTS", "X_PNTS", "X_UNK", "X_UNK", "A_IND"]


def test_officer_perceived_codes_are_refused(tmp_path: Path) -> None:
    plan = labelled(["IC1", "IC1", "IC3", "IC4", "IC6"], tmp_path)
    assert plan.status == "refused"
    assert "perceived_ethnicity_codes" in codes(plan)
    assert not plan.decisions


def test_a_few_perceived_codes_are_questions(tmp_path: Path) -> None:
    plan = labelled(["IC1", "W1", "W1", "W1", "W1"], tmp_path)
    assert plan.status == "needs_decisions"
    assert [question.value for question in plan.decisions] == ["IC1"]


def test_a_code_beside_its_label_is_read_as_one(tmp_path: Path) -> None:
    plan = coded([("W1", "White British"), ("A1", "Indian"), ("", "Pakistani"), ("B2", ""), ("", "")], tmp_path)
    assert groups(plan) == ["W_BRIT", "A_IND", "A_PAK", "B_AFR", "X_UNK"]
    assert plan.ethnicity_labels[0].raw == "W1 | White British"


def test_a_code_that_contradicts_its_label_is_a_question(tmp_path: Path) -> None:
    plan = coded([("A1", "White British"), ("W1", "White British")], tmp_path)
    assert plan.status == "needs_decisions"
    assert issue(plan, "code_label_conflict").severity == "warning"
    (question,) = plan.decisions
    assert (question.field, question.value, question.rows) == ("ethnicity", "A1 | White British", 1)
    assert {suggestion.code for suggestion in question.suggestions} == {"A_IND", "W_BRIT"}
    answered = plan_of(tmp_path / "file.xlsx", 'ethnicity:"A1 | White British"=A_IND')
    assert answered.status == "ready"
    assert groups(answered) == ["A_IND", "W_BRIT"]
    assert "code_label_conflict" not in codes(answered)


def graded(rows: list[tuple[str, str]], folder: Path, *decisions: str) -> ImportPlan:
    """A file with a code beside the grade."""
    header = ["Staff No", "Grade Code", "Grade", "Ethnicity"]
    return read([header, *([str(1000 + i), *row, "Indian"] for i, row in enumerate(rows))], folder, *decisions)


def test_a_grade_code_that_contradicts_the_grade_is_a_question(tmp_path: Path) -> None:
    rows = [("EO", "Executive Officer"), ("HEO", "Executive Officer"), ("", "HEO")]
    plan = graded(rows, tmp_path)
    assert [(one.field, one.value, one.rows) for one in plan.decisions] == [("grade", "HEO | Executive Officer", 1)]
    assert [one.code for one in plan.decisions[0].suggestions] == ["HEO", "EO"]
    settled = graded(rows, tmp_path, 'grade:"HEO | Executive Officer"=HEO')
    assert people(settled) == {("EO", "A_IND"): 1, ("HEO", "A_IND"): 2}


def test_codes_that_are_no_grades_are_not_compared(tmp_path: Path) -> None:
    plan = graded([("G17", "EO"), ("G18", "HEO"), ("G19", "Strange Officer")], tmp_path)
    assert [one.value for one in plan.decisions] == ["Strange Officer"]


def test_code_and_label_in_one_cell_may_conflict_too(tmp_path: Path) -> None:
    plan = labelled(["A1 - White British", "A1 - Indian"], tmp_path)
    assert [question.value for question in plan.decisions] == ["A1 - White British"]
    assert "code_label_conflict" in codes(plan)


def test_a_group_beside_a_detailed_answer_keeps_the_detail(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnic Group", "Ethnicity", "Grade"], [1, "Asian", "Indian", "EO"], [2, "White", "", "EO"]]
    assert groups(read(rows, tmp_path)) == ["A_IND", "WHITE"]


@pytest.mark.parametrize(
    ("code", "label", "offered"),
    [
        ("A1", "Martian", "A_IND"),
        ("ZZ9", "Indian", "A_IND"),
        ("07", "Indian", "A_IND"),
        ("IC3", "White British", "W_BRIT"),
        ("A1", "Welsh", "A_IND"),
    ],
)
def test_half_a_pair_that_is_not_understood_is_a_question(tmp_path: Path, code: str, label: str, offered: str) -> None:
    plan = coded([(code, label), *[("W1", "White British")] * 9], tmp_path)
    assert plan.status == "needs_decisions"
    (question,) = plan.decisions
    assert (question.field, question.value, question.rows) == ("ethnicity", f"{code} | {label}", 1)
    assert question.suggestions[0].code == offered
    answered = plan_of(tmp_path / "file.xlsx", f'ethnicity:"{code} | {label}"=O_OTHER')
    assert answered.status == "ready"
    assert groups(answered)[0] == "O_OTHER"


def test_a_code_settles_a_label_that_could_be_a_nationality(tmp_path: Path) -> None:
    assert groups(coded([("W1", "British"), ("A", "White British")], tmp_path)) == ["W_BRIT", "W_BRIT"]


def test_a_question_about_a_pair_offers_each_group_once(tmp_path: Path) -> None:
    (question,) = coded([("A1", "Indian Ocean")], tmp_path).decisions
    offered = [suggestion.code for suggestion in question.suggestions]
    assert offered[0] == "A_IND"
    assert len(offered) == len(set(offered))


def test_a_bad_answer_for_half_a_pair_leaves_the_question_open(tmp_path: Path) -> None:
    for value in ("ZZ9", "ZZ9 | Indian", "Indian | ZZ9"):
        plan = coded([("ZZ9", "Indian")], tmp_path, f'ethnicity:"{value}"=HAMSTER')
        assert plan.status == "needs_decisions"
        assert issue(plan, "answer_not_usable").message == "“HAMSTER” is not an answer for ethnicity “ZZ9 | Indian”."


def test_perceived_codes_beside_labels_are_refused(tmp_path: Path) -> None:
    plan = coded([*[("IC1", "White British")] * 8, *[("W1", "White British")] * 2], tmp_path)
    assert plan.status == "refused"
    assert "perceived_ethnicity_codes" in codes(plan)


@pytest.mark.parametrize("header", ["Officer Perceived Ethnicity", "Ethnicity (IC Code)", "Officer Defined Ethnicity"])
@pytest.mark.parametrize("own", ["Ethnicity (Self Defined)", "Ethnicity", "Officer Self-Defined Ethnicity"])
def test_what_an_officer_perceived_is_not_read_beside_what_people_said(tmp_path: Path, header: str, own: str) -> None:
    rows = [["Staff No", header, own, "Grade"], [1, "IC1", "W1", "EO"], [2, "IC4", "A1", "EO"]]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert groups(plan) == ["W_BRIT", "A_IND"]
    assert (issue(plan, "perceived_column_ignored").column, plan.columns[1].field) == (header, None)


def test_the_only_ethnicity_column_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    plan = labelled(["W1", "A1"], tmp_path, header="Officer Ethnicity")
    assert groups(plan) == ["W_BRIT", "A_IND"]
    assert "perceived_column_ignored" not in codes(plan)


def test_a_person_may_say_that_a_column_is_not_perceived(tmp_path: Path) -> None:
    rows = [["Staff No", "Officer Ethnicity", "Ethnicity", "Grade"], [1, "A1", "", "EO"]]
    plan = read(rows, tmp_path, "column:Officer Ethnicity=ethnicity")
    assert groups(plan) == ["A_IND"]


@pytest.mark.parametrize("value", ["A1 - Martian", "ZZ9 - Indian", "IC3 - White British", "White British (IC1)"])
def test_half_a_cell_that_is_not_understood_is_a_question(tmp_path: Path, value: str) -> None:
    plan = labelled([value, *["White British"] * 9], tmp_path)
    assert [question.value for question in plan.decisions] == [value]
    assert plan.decisions[0].suggestions[0].code in ("A_IND", "W_BRIT")


def test_footnote_marks_go_when_what_is_left_is_known(tmp_path: Path) -> None:
    plan = labelled(["Indian [note 3]", "Chinese¹"], tmp_path)
    assert groups(plan) == ["A_IND", "A_CHI"]


def test_a_note_in_brackets_is_no_part_of_a_grade(tmp_path: Path) -> None:
    rows = [["Grade", "White", "Asian"], ["EO(1)", 10, 2], ["HEO (note 2)", 5, 1], ["SEO [3]", 1, 0]]
    assert {grade for grade, _group in people(read(rows, tmp_path))} == {"EO", "HEO", "SEO"}


def test_the_labels_are_kept_as_sent(tmp_path: Path) -> None:
    plan = labelled(["  W1 -  White British "], tmp_path)
    assert plan.ethnicity_labels[0].raw == "W1 - White British"


def test_answers_are_worked_in_without_reading_the_file_again(tmp_path: Path) -> None:
    rows = [*STAFF, ["1004", "Martian", "Grade 99"]]
    plan = read(rows, tmp_path)
    (tmp_path / "file.xlsx").unlink()
    after = resolve(plan, [Decided("grade", "Grade 99", "EO"), Decided("ethnicity", "Martian", "O_OTHER")])
    assert after.status == "ready"
    assert people(after)["EO", "O_OTHER"] == 1
    assert plan.status == "needs_decisions"


def test_the_answer_is_the_same_by_resolving_or_by_reading_again(tmp_path: Path) -> None:
    rows = [["Collar No", "SDE", "Rank"], [1, "W1", "Bobby"], [2, "Martian", "PC"], [3, "W1", "Hobby"]]
    answers = ["grade:Bobby=CONSTABLE", "grade:Hobby=SPECIAL_CONSTABLE", "ethnicity:Martian=O_OTHER"]
    first = read(rows, tmp_path, organisation="gwent-police")
    resolved = resolve(first, [parse_decision(text) for text in answers])
    again = plan_of(tmp_path / "file.xlsx", *answers, organisation="gwent-police")
    assert resolved == again
    assert (exact(resolved), resolved.outside_workforce) == (2, 1)


def test_answers_about_tables_read_the_file_again(tmp_path: Path) -> None:
    rows = [list(row) for row in COUNTS]
    rows[2][0] = "Grade 99"
    rows[0][2] = "Martian"
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    plan = plan_of(path)
    assert plan.status == "refused" or plan.decisions
    path = write_xlsx(tmp_path / "b.xlsx", [COUNTS[0], COUNTS[1], ["Grade 99", 5, 1, 6]])
    after = resolve(plan_of(path), [Decided("grade", "Grade 99", "HEO")])
    assert people(after)["HEO", "WHITE"] == 5


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ('grade:"Grade 99"=EO', Decided("grade", "Grade 99", "EO")),
        ("grade:Grade 99=EO", Decided("grade", "Grade 99", "EO")),
        ('ethnicity:"A1 | White British"=A_IND', Decided("ethnicity", "A1 | White British", "A_IND")),
        ('marker:"-"=zero', Decided("marker", "-", "zero")),
        ("marker:'*'=1-4", Decided("marker", "*", "1-4")),
        ("column: Post title = grade", Decided("column", "Post title", "grade")),
        ('organisation:"a=b"=gwent-police', Decided("organisation", "a=b", "gwent-police")),
    ],
)
def test_decisions_are_written_in_one_line(text: str, decided: Decided) -> None:
    assert parse_decision(text) == decided


@pytest.mark.parametrize("text", ["", "grade", "grade:x", "grade:x=", "colour:x=red", "=EO"])
def test_what_is_no_decision_says_how_to_write_one(text: str) -> None:
    with pytest.raises(WorkforceError) as raised:
        parse_decision(text)
    assert 'grade:"Grade 99"=EO' in raised.value.hint


PRIVATE = ["Jones 07700 900123", "j.jones@example.org", "QQ 12 34 56 C", "born 01/02/1980", "1 Feb 1980"]


@pytest.mark.parametrize("private", PRIVATE)
def test_personal_data_in_place_of_a_label_is_neither_shown_nor_kept(tmp_path: Path, private: str) -> None:
    rows = [*STAFF, ["1004", "Indian", private], ["1005", private, "EO"]]
    plan = read(rows, tmp_path)
    assert plan.status == "needs_decisions"
    assert [(asked.field, asked.value) for asked in plan.decisions] == [("ethnicity", "•••"), ("grade", "•••")]
    assert issue(plan, "label_holds_personal_data").severity == "warning"
    assert private not in repr(plan)
    assert private not in repr((plan.ethnicity_pairs, plan.preview, plan.issues))
    answers = [Decided("grade", "•••", "L2"), Decided("ethnicity", "•••", "X_UNK")]
    resolved = resolve(plan, answers)
    assert resolved.status == "ready"
    assert resolved == plan_of(tmp_path / "file.xlsx", "grade:•••=L2", "ethnicity:•••=X_UNK")
    assert {label.code for label in resolved.grade_labels} == {"EO", "HEO", "own:hidden"}


def test_personal_data_in_place_of_an_organisation_is_not_shown(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "Organisation"], *([*row, PRIVATE[0]] for row in STAFF[1:])]
    asked = read(rows, tmp_path, organisation=None)
    assert [(question.field, question.value) for question in asked.decisions] == [("organisation", "•••")]
    assert plan_of(tmp_path / "file.xlsx", "organisation:•••=hmpps-wales", organisation=None).status == "ready"
    trusted = plan_of(tmp_path / "file.xlsx")
    assert trusted.status == "ready"
    for plan in (asked, trusted):
        assert PRIVATE[0] not in repr((plan.issues, plan.decisions, plan.preview))


def test_labels_with_personal_data_are_one_question(tmp_path: Path) -> None:
    plan = read([*STAFF, *([str(n), "Indian", private] for n, private in enumerate(PRIVATE, 2000))], tmp_path)
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("grade", "•••", len(PRIVATE))]


@pytest.mark.parametrize("grade", ["Scale 25000-30000", "SCP 12-22", "Band 4 (SCP 23/24)", "Grade 2011-12"])
def test_pay_and_spine_points_are_not_personal_data(tmp_path: Path, grade: str) -> None:
    plan = read([*STAFF, ["1004", "Indian", grade]], tmp_path)
    assert "label_holds_personal_data" not in codes(plan)


def test_what_is_no_sex_or_worker_type_is_not_shown_when_personal(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Grade", "Sex", "Employee Type"], [1, "Indian", "EO", *PRIVATE[:2]]]
    plan = read(rows, tmp_path)
    for private in PRIVATE[:2]:
        assert private not in repr((plan.issues, plan.decisions, plan.preview))


@pytest.mark.parametrize(
    "decision",
    [
        "grade:Grad 99=EO",
        "ethnicity:Indain=A_IND",
        "organisation:Gwnt=gwent-police",
        "marker:*=zero",
        "worker_type:X=staff",
    ],
)
def test_an_answer_about_something_that_is_not_in_the_file_is_reported(tmp_path: Path, decision: str) -> None:
    plan = read(STAFF, tmp_path, decision)
    given = parse_decision(decision)
    found = issue(plan, "decision_not_used")
    assert (found.severity, found.value) == ("warning", given.value)
    assert given.field in found.message
    assert plan.used_decisions == ()


def test_the_plan_says_which_answers_apply(tmp_path: Path) -> None:
    rows = [[*STAFF[0], "Kind", "Force"], *([*row, "Bod", "Here"] for row in STAFF[1:])]
    rows += [["1004", "Martian", "Grade 99", "Bod", "Here"], ["1005", "Indian", "", "Bod", "Here"]]
    given = ["grade:grade  99=EO", "ethnicity:Martian=O_OTHER", "column:Kind=worker_type", "worker_type:Bod=staff"]
    given += ["organisation:Here=hmpps-wales", "grade:(blank)=L0"]
    plan = read(rows, tmp_path, *given, "grade:Grad=EO", "column:Kid=worker_type", organisation=None)
    assert plan.used_decisions == tuple(map(parse_decision, given))
    assert [found.value for found in plan.issues if found.code == "decision_not_used"] == ["Grad"]


def test_answers_in_two_halves_and_about_tables_apply_too(tmp_path: Path) -> None:
    plan = coded([("ZZ9", "Indian")], tmp_path, "ethnicity:ZZ9=A_IND")
    assert (plan.status, len(plan.used_decisions)) == ("ready", 1)
    path = write_xlsx(tmp_path / "b.xlsx", [COUNTS[0], ["EO", 10, "*", "*"]])
    plan = plan_of(path, "marker:*=1-4")
    assert [decided.value for decided in plan.used_decisions] == ["*"]


def test_answers_worked_in_later_apply_too(tmp_path: Path) -> None:
    plan = read([*STAFF, ["1004", "Indian", "Grade 99"]], tmp_path)
    right, wrong = Decided("grade", "Grade 99", "EO"), Decided("grade", "Grade 98", "EO")
    after = resolve(plan, [right, wrong])
    assert after.used_decisions == (right,)
    assert issue(after, "decision_not_used").value == "Grade 98"
    assert plan.used_decisions == ()


def test_a_profile_may_hold_more_than_a_file_does(tmp_path: Path) -> None:
    plan = read(STAFF, tmp_path, profile=Profile("hmpps-wales", grades={"Grade 99": "EO"}))
    assert "decision_not_used" not in codes(plan)


def test_nothing_is_unused_before_the_rows_are_read(tmp_path: Path) -> None:
    rows = [["Staff No", "Ethnicity", "Job Title"], [1, "Indian", "Wizard"]]
    plan = read(rows, tmp_path, "grade:Wizard=EO")
    assert plan.status == "needs_decisions"
    assert "decision_not_used" not in codes(plan)


def test_answers_about_personal_data_are_not_kept(tmp_path: Path) -> None:
    plan = read([*STAFF, ["1004", "Indian", PRIVATE[0]]], tmp_path, "grade:•••=EO", f"grade:{PRIVATE[0]}=EO")
    assert plan.status == "ready"
    assert plan.used_decisions == ()
    assert PRIVATE[0] not in repr(plan.issues)


@pytest.mark.parametrize("column", ["Ethnicity", "Grade"])
def test_a_column_of_a_thousand_unknown_values_is_no_column_of_labels(tmp_path: Path, column: str) -> None:
    unknown = {
        "Ethnicity": [[n, f"answer {n}", "EO"] for n in range(1_001)],
        "Grade": [[n, "Indian", f"post {n}"] for n in range(1_001)],
    }[column]
    plan = read([STAFF[0], *unknown], tmp_path)
    assert (plan.status, len(plan.persons), plan.decisions) == ("refused", 0, [])
    assert issue(plan, "too_many_labels").message.startswith(
        f"More than 1,000 different values that nobody knows were read as {column.casefold()}"
    )
    assert read([STAFF[0], *unknown[:1_000]], tmp_path).status == "needs_decisions"
