"""Grade ladders, and recognising a grade from what a spreadsheet writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.grades import (
    Grade,
    Level,
    band_grade,
    grade,
    grades,
    ladder_name,
    ladders,
    ladders_for,
    recognise_grade,
)
from workforce_tui.domain.workforce import OrganisationKind, WorkerType
from workforce_tui.i18n import set_language
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Callable

POLICE = OrganisationKind.POLICE
HMPPS = OrganisationKind.HMPPS
CPS = OrganisationKind.CPS
HMCTS = OrganisationKind.HMCTS
YOUTH = OrganisationKind.YOUTH_JUSTICE
EVERY = [g for ladder in ladders() for g in grades(ladder)]
TOGETHER = grades("civil_service_bands")
CODES = {g.code for g in (*EVERY, *TOGETHER)}


def home(ladder: str) -> tuple[OrganisationKind, WorkerType | None]:
    """A kind of organisation, and a worker type if one is needed, for which *ladder* is looked in first."""
    narrow = {"special": WorkerType.SPECIAL, "volunteer": WorkerType.VOLUNTEER, "police_staff": WorkerType.STAFF}
    kind = next(kind for kind in OrganisationKind if ladder in ladders_for(kind))
    return kind, narrow.get(ladder)


# --- ladders ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ladder", ladders())
def test_a_ladder_climbs_one_rung_at_a_time_and_never_down_a_level(ladder: str) -> None:
    rungs = grades(ladder)
    assert [rung.order for rung in rungs] == list(range(len(rungs)))
    levels = [rung.level for rung in rungs if rung.level is not Level.L0]
    assert levels == sorted(levels)
    assert ladder_name(ladder)


def test_codes_are_unique_across_ladders() -> None:
    assert len(CODES) == len(EVERY) + len(TOGETHER) == len(rows("grades"))
    assert all(grade(g.code) is g for g in EVERY)


@pytest.mark.parametrize("subject", EVERY, ids=lambda g: g.code)
def test_the_grade_below_is_an_earlier_rung_of_the_same_ladder(subject: Grade) -> None:
    if subject.below is not None:
        below = grade(subject.below)
        assert below
        assert (below.ladder, below.order < subject.order) == (subject.ladder, True)


def test_every_kind_of_organisation_has_ladders() -> None:
    assert all(grades(ladder) for kind in OrganisationKind for ladder in ladders_for(kind))
    assert grades("no-such-ladder") == ()
    assert grade("own:team-leader") is None


def test_the_ranks_of_police_officers_in_order() -> None:
    assert [g.name_en for g in grades("police_officer")] == [
        "Constable",
        "Sergeant",
        "Inspector",
        "Chief Inspector",
        "Superintendent",
        "Chief Superintendent",
        "Assistant Chief Constable",
        "Deputy Chief Constable",
        "Chief Constable",
        "Chief Officer",
        "Police officer (no rank)",
    ]


def test_the_grades_of_the_civil_service_in_order() -> None:
    codes = [g.code for g in grades("civil_service")]
    assert codes == ["AA", "AO", "EO", "HEO", "SEO", "G7", "G6", "SCS", "CS_UNKNOWN"]


def test_every_row_says_where_it_comes_from_and_every_alias_has_a_grade() -> None:
    assert all(row["source"] and row["date"] for name in ("grades", "grade_aliases") for row in rows(name))
    assert {row["grade"] for row in rows("grade_aliases")} <= CODES


def test_names_follow_the_language() -> None:
    sergeant = grade("SERGEANT")
    assert sergeant
    assert sergeant.name == "Sergeant"
    set_language("cy")
    assert sergeant.name == "Rhingyll"


# --- recognition -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", EVERY, ids=lambda g: g.code)
def test_a_grade_is_recognised_by_its_code_and_both_its_names(subject: Grade) -> None:
    kind, worker_type = home(subject.ladder)
    for label in (subject.code, subject.name_en, subject.name_cy):
        found = recognise_grade(label, kind=kind, worker_type=worker_type)
        assert (found.grade, found.temporary, found.reason) == (subject.code, None, "")


def test_every_alias_means_its_grade_where_its_ladder_is_used() -> None:
    context = {"special": WorkerType.SPECIAL, "police_staff": WorkerType.STAFF}
    for row in rows("grade_aliases"):
        if row["form"] == "band":
            assert band_grade(row["alias"]) == row["grade"]
            continue
        kind, _narrow = home(row["ladder"])
        found = recognise_grade(row["alias"], kind=kind, worker_type=context.get(row["ladder"]))
        assert found.grade == row["grade"], row["alias"]


def test_two_grades_together_are_a_grade_of_groups_and_a_question_about_a_person() -> None:
    assert {g.code: g.level for g in TOGETHER} == {"AA_AO": Level.L1, "HEO_SEO": Level.L0, "G7_G6": Level.L5}
    for label, code in (("AO/AA", "AA_AO"), ("SEO / HEO", "HEO_SEO"), ("Grade 6/7", "G7_G6")):
        assert band_grade(label) == code
        assert recognise_grade(label, kind=OrganisationKind.OTHER).grade is None
    assert band_grade("EO") is None


RANKS = [
    ("Police Constable", "CONSTABLE", False),
    ("PC", "CONSTABLE", False),
    ("P.C.", "CONSTABLE", False),
    ("WPC", "CONSTABLE", False),
    ("Constables", "CONSTABLE", False),
    ("DC", "CONSTABLE", True),
    ("Det Con", "CONSTABLE", True),
    ("PC/DC", "CONSTABLE", False),
    ("Sgt", "SERGEANT", False),
    ("PS", "SERGEANT", False),
    ("Detective Sergeant", "SERGEANT", True),
    ("DS", "SERGEANT", True),
    ("D/Sgt", "SERGEANT", True),
    ("Sergeant (Detective)", "SERGEANT", True),
    ("Insp.", "INSPECTOR", False),
    ("DI", "INSPECTOR", True),
    ("C/Insp", "CHIEF_INSPECTOR", False),
    ("Ch Insp", "CHIEF_INSPECTOR", False),
    ("DCI", "CHIEF_INSPECTOR", True),
    ("Supt", "SUPERINTENDENT", False),
    ("Det. Supt.", "SUPERINTENDENT", True),
    ("Ch Supt", "CHIEF_SUPERINTENDENT", False),
    ("Asst Chief Constable", "ACC", False),
    ("A.C.C.", "ACC", False),
    ("Deputy Chief Constable", "DCC", False),
    ("Chief-Constable", "CC", False),
    ("Chief Officer", "CHIEF_OFFICER", False),
    ("Cwnstabl", "CONSTABLE", False),
    ("Ditectif Gwnstabl", "CONSTABLE", True),
    ("Rhingyll", "SERGEANT", False),
    ("Arolygydd", "INSPECTOR", False),
    ("Prif Arolygydd", "CHIEF_INSPECTOR", False),
    ("Uwch-arolygydd", "SUPERINTENDENT", False),
    ("Uwcharolygydd", "SUPERINTENDENT", False),
    ("Prif Gwnstabl", "CC", False),
    ("Constable2", "CONSTABLE", False),
    ("Sergeant1,2", "SERGEANT", False),
    ("Inspector²", "INSPECTOR", False),
    ("Constable [note 3]", "CONSTABLE", False),
]


@pytest.mark.parametrize(("label", "code", "detective"), RANKS)
@pytest.mark.parametrize("worker_type", [None, WorkerType.OFFICER])
def test_police_ranks(label: str, code: str, detective: bool, worker_type: WorkerType | None) -> None:
    found = recognise_grade(label, kind=POLICE, worker_type=worker_type)
    assert (found.grade, found.detective, found.temporary, found.reason) == (code, detective, None, "")


@pytest.mark.parametrize(
    ("label", "substantive", "held", "detective"),
    [
        ("Temporary Inspector", "SERGEANT", "INSPECTOR", False),
        ("T/DI", "SERGEANT", "INSPECTOR", True),
        ("TDI", "SERGEANT", "INSPECTOR", True),
        ("A/Insp", "SERGEANT", "INSPECTOR", False),
        ("A/Sgt", "CONSTABLE", "SERGEANT", False),
        ("Acting Chief Inspector", "INSPECTOR", "CHIEF_INSPECTOR", False),
        ("Temp Supt", "CHIEF_INSPECTOR", "SUPERINTENDENT", False),
        ("Inspector (T)", "SERGEANT", "INSPECTOR", False),
        ("Sergeant - Acting", "CONSTABLE", "SERGEANT", False),
        ("Arolygydd Dros Dro", "SERGEANT", "INSPECTOR", False),
        ("T/ACC", "CHIEF_SUPERINTENDENT", "ACC", False),
        ("A/CC", "DCC", "CC", False),
    ],
)
def test_a_temporary_or_acting_rank_keeps_the_substantive_rank_below(
    label: str, substantive: str, held: str, detective: bool
) -> None:
    found = recognise_grade(label, kind=POLICE)
    assert (found.grade, found.temporary, found.detective) == (substantive, held, detective)


@pytest.mark.parametrize("label", ["Temporary Constable", "A/PC", "T/DC", "Acting Constable"])
def test_below_constable_there_is_nothing(label: str) -> None:
    found = recognise_grade(label, kind=POLICE)
    assert (found.grade, found.temporary, found.reason) == ("CONSTABLE", None, "")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Inspector", "SPECIAL_INSPECTOR"),
        ("Special Inspector", "SPECIAL_INSPECTOR"),
        ("PC", "SPECIAL_CONSTABLE"),
        ("Sgt", "SPECIAL_SERGEANT"),
        ("Chief Officer", "SPECIAL_CHIEF_OFFICER"),
        ("Rhingyll", "SPECIAL_SERGEANT"),
    ],
)
def test_a_rank_of_a_special_is_a_rank_of_the_special_constabulary(label: str, code: str) -> None:
    assert recognise_grade(label, kind=POLICE, worker_type=WorkerType.SPECIAL).grade == code


OTHERS = [
    (POLICE, "Special Inspector", "SPECIAL_INSPECTOR"),
    (POLICE, "Inspector (Special)", "SPECIAL_INSPECTOR"),
    (POLICE, "PCSO", "PCSO"),
    (POLICE, "Custody Detention Officer", "DETENTION_OFFICER"),
    (POLICE, "Scale 5", "STAFF_SCALE_5"),
    (POLICE, "PO3", "STAFF_PO3"),
    (POLICE, "Police Staff", "STAFF_UNKNOWN"),
    (HMPPS, "Band 3", "BAND3"),
    (HMPPS, "BAND 03", "BAND3"),
    (HMPPS, "Band 3 - Prison Officer", "BAND3"),
    (HMPPS, "Band 4 Probation Officer", "BAND4"),
    (HMPPS, "Band 5 (HEO)", "BAND5"),
    (HMPPS, "OSG", "BAND2"),
    (HMPPS, "Grade 7", "G7"),
    (HMPPS, "SCS PB1", "SCS"),
    (HMPPS, "SCS1", "SCS"),
    (HMPPS, "Unknown", "CS_UNKNOWN"),
    (CPS, "B1", "CPS_B1"),
    (CPS, "Level D", "CPS_D"),
    (CPS, "Crown Prosecutor", "CPS_CP"),
    (CPS, "Senior Crown Prosecutor", "CPS_SCP"),
    (CPS, "A2 Paralegal Assistant", "CPS_A2"),
    (CPS, "Crown Advocate Level 2", "CPS_CA2"),
    (CPS, "EO", "EO"),
    (HMCTS, "Band D", "MOJ_D"),
    (HMCTS, "Band D (EO)", "MOJ_D"),
    (HMCTS, "Exec Officer", "EO"),
    (HMCTS, "Higher Executive Officer", "HEO"),
    (HMCTS, "G6", "G6"),
    (OrganisationKind.OPCC, "Chief Executive", "OPCC_CHIEF_EXECUTIVE"),
    (OrganisationKind.OPCC, "PCC", "PCC"),
    (YOUTH, "SCP 24", "NJC_23_33"),
    (YOUTH, "SCP 23-25", "NJC_23_33"),
    (YOUTH, "NJC SCP 05", "NJC_1_11"),
    (YOUTH, "YOT Worker", "YJ_WORKER"),
    (YOUTH, "Rheolwr Tîm", "YJ_TEAM_MANAGER"),
]


@pytest.mark.parametrize(("kind", "label", "code"), OTHERS)
def test_grades_of_each_kind_of_organisation(kind: OrganisationKind, label: str, code: str) -> None:
    found = recognise_grade(label, kind=kind)
    assert (found.grade, found.temporary, found.reason) == (code, None, "")


def test_a_police_officer_in_a_youth_justice_service_has_a_police_rank() -> None:
    assert recognise_grade("PC", kind=YOUTH).grade is None
    assert recognise_grade("PC", kind=YOUTH, worker_type=WorkerType.OFFICER).grade == "CONSTABLE"


@pytest.mark.parametrize(
    ("kind", "label", "reason", "suggested"),
    [
        (POLICE, "", "blank", []),
        (POLICE, " - ", "blank", []),
        (POLICE, "PC 1234", "unknown", []),
        (POLICE, "PC1234", "unknown", []),
        (POLICE, "Inspectr", "unknown", ["INSPECTOR"]),
        (POLICE, "Band 3", "unknown", ["STAFF_SCALE_3"]),
        (POLICE, "PC - Response", "unknown", ["CONSTABLE"]),
        (POLICE, "Assistant Chief Officer", "unknown", ["STAFF_CHIEF", "SPECIAL_ACO"]),
        (POLICE, "Sgt/Insp", "ambiguous", ["SERGEANT", "INSPECTOR"]),
        (POLICE, "T/Chief Officer", "temporary_unclear", ["CHIEF_OFFICER"]),
        (POLICE, "Constable " * 50, "unknown", []),
        (HMPPS, "Band D", "unknown", ["MOJ_D"]),
        (HMPPS, "B3", "unknown", ["BAND3", "CPS_B3"]),
        (HMPPS, "3", "unknown", ["BAND3"]),
        (HMPPS, "NPS Band 4", "unknown", ["BAND4"]),
        (HMPPS, "Governor", "unknown", ["BAND9", "BAND10", "BAND11"]),
        (OrganisationKind.HMCTS, "AO/EO", "ambiguous", ["AO", "EO"]),
        (OrganisationKind.HMCTS, "SEO / Band C", "ambiguous", ["SEO", "MOJ_C"]),
        (CPS, "B2 Business Manager", "unknown", ["CPS_B2"]),
        (YOUTH, "Grade 6", "unknown", []),
        (HMPPS, "Band 3-5", "ambiguous", ["BAND3", "BAND5"]),
        (HMPPS, "Band 1-2", "ambiguous", ["BAND1", "BAND2"]),
        (HMPPS, "Band 1/2", "ambiguous", ["BAND1", "BAND2"]),
        (HMPPS, "Band 1 2", "unknown", ["BAND1", "BAND2"]),
        (HMPPS, "Band 1.2", "unknown", ["BAND1", "BAND2"]),
        (HMPPS, "Grade 6/7", "ambiguous", ["G6", "G7"]),
        (HMPPS, "AA/AO", "ambiguous", ["AA", "AO"]),
        (HMPPS, "Band 3 - Custodial Manager", "conflict", ["BAND3", "BAND5"]),
        (HMPPS, "Temporary Band 5", "temporary_unclear", ["BAND5", "BAND4"]),
        (CPS, "Band 3", "unknown", ["BAND3", "CPS_B3"]),
        (CPS, "CPS", "unknown", []),
        (YOUTH, "SCP 22-24", "ambiguous", ["NJC_12_22", "NJC_23_33"]),
        (YOUTH, "SCP 44", "unknown", []),
        (OrganisationKind.OTHER, "Constable", "unknown", ["CONSTABLE"]),
    ],
)
def test_what_is_unknown_or_ambiguous_is_left_to_a_person(
    kind: OrganisationKind, label: str, reason: str, suggested: list[str]
) -> None:
    found = recognise_grade(label, kind=kind)
    assert (found.grade, found.temporary, found.reason) == (None, None, reason)
    assert [s.code for s in found.suggestions][: len(suggested)] == suggested
    assert len(found.suggestions) <= 3
    assert all(s.name and s.reason for s in found.suggestions)


@pytest.mark.parametrize(
    "label",
    ["Trainee Detective Constable", "Probationer Constable", "Probationary PC", "Trainee PC", "Student Constable"],
)
def test_somebody_learning_to_be_a_constable_is_one(label: str) -> None:
    assert recognise_grade(label, kind=POLICE).grade == "CONSTABLE"


@pytest.mark.parametrize("label", ["Trainee Sergeant", "Student", "Trainee"])
def test_nobody_learns_to_be_anything_else(label: str) -> None:
    assert recognise_grade(label, kind=POLICE).grade is None


@pytest.mark.parametrize(
    ("kind", "label", "code"),
    [
        (OrganisationKind.HMCTS, "EO / Band D", "MOJ_D"),
        (OrganisationKind.HMCTS, "HEO/Band C", "MOJ_C"),
        (OrganisationKind.HMCTS, "AO - Band E", "MOJ_E"),
        (CPS, "B1 Paralegal Officer", "CPS_B1"),
        (CPS, "A2 Paralegal Assistant", "CPS_A2"),
    ],
)
def test_a_grade_written_twice_in_two_ways_is_one_grade(kind: OrganisationKind, label: str, code: str) -> None:
    assert recognise_grade(label, kind=kind).grade == code


@pytest.mark.parametrize("label", ["Acting Band 5", "Band 5 (TCA)", "Temporarily promoted to Band 5"])
def test_a_band_said_to_be_acted_up_to_is_held_temporarily(label: str) -> None:
    found = recognise_grade(label, kind=HMPPS)
    assert (found.grade, found.temporary) == ("BAND4", "BAND5")


_kinds = st.sampled_from(OrganisationKind)
_workers = st.none() | st.sampled_from(WorkerType)
_pieces = st.sampled_from(
    [
        *"TADSC/()-, .&0123456789",
        "Temp",
        "Acting",
        "Det",
        "Chief",
        "Insp",
        "Sgt",
        "Band",
        "SCP",
        "Grade",
        "Constable",
        "s",
    ]
)
_labels = (
    st.text(max_size=40) | st.lists(_pieces, max_size=8).map("".join) | st.lists(_pieces, max_size=6).map(" ".join)
)


@given(_labels, _kinds, _workers)
def test_no_label_fails_and_no_unknown_code_comes_out(
    label: str, kind: OrganisationKind, worker_type: WorkerType | None
) -> None:
    found = recognise_grade(label, kind=kind, worker_type=worker_type)
    assert {found.grade, found.temporary} <= CODES | {None}
    assert {s.code for s in found.suggestions} <= CODES
    assert bool(found.grade) is not bool(found.reason)
    assert not (found.grade and found.suggestions)
    assert len(found.suggestions) <= 3


@given(
    st.sampled_from([(POLICE, label) for label, _c, _d in RANKS if label.replace(".", "").replace(" ", "").isalpha()]),
    st.sampled_from([str.upper, str.lower, str.title, lambda s: f"  {s} ", lambda s: s.replace(" ", "  ")]),
    st.sampled_from([" ", "-", ".", "", "\u00a0", "\u2011"]),
)
def test_case_spaces_dots_and_hyphens_make_no_difference(
    case: tuple[OrganisationKind, str], dress: Callable[[str], str], joint: str
) -> None:
    kind, label = case
    plain = recognise_grade(label, kind=kind)
    assert recognise_grade(dress(label.replace(" ", joint)), kind=kind) == plain
