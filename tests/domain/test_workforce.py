"""Worker types, sex and areas as spreadsheets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import (
    OUTSIDE_WORKFORCE,
    Area,
    OrganisationKind,
    Sex,
    WorkerType,
    area_name,
    kind_name,
    recognise_sex,
    recognise_worker_type,
    sex_name,
    worker_type_name,
)


@pytest.mark.parametrize(
    ("label", "worker_type"),
    [
        ("Police Officer", WorkerType.OFFICER),
        ("Officers", WorkerType.OFFICER),
        ("Swyddog Heddlu", WorkerType.OFFICER),
        ("Police Staff", WorkerType.STAFF),
        ("Civil Servant", WorkerType.STAFF),
        ("Staff yr Heddlu", WorkerType.STAFF),
        ("PCSO", WorkerType.PCSO),
        ("Police Community Support Officer", WorkerType.PCSO),
        ("SCCH", WorkerType.PCSO),
        ("Designated Officer", WorkerType.DESIGNATED),
        ("Special Constable", WorkerType.SPECIAL),
        ("Specials", WorkerType.SPECIAL),
        ("Cwnstabliaid Arbennig", WorkerType.SPECIAL),
        ("Police Support Volunteer", WorkerType.VOLUNTEER),
        ("Gwirfoddolwr", WorkerType.VOLUNTEER),
        ("Agency", WorkerType.AGENCY),
        ("Agency / Contractor", WorkerType.AGENCY),
        ("PCC", WorkerType.ELECTED),
        ("Comisiynydd yr Heddlu a Throseddu", WorkerType.ELECTED),
        ("  police-OFFICER ", WorkerType.OFFICER),
        ("officer/staff", None),
        ("Permanent", None),
        ("Fixed term", None),
        ("", None),
    ],
)
def test_worker_types(label: str, worker_type: WorkerType | None) -> None:
    assert recognise_worker_type(label) is worker_type


@pytest.mark.parametrize(
    ("label", "sex"),
    [
        ("F", Sex.FEMALE),
        ("female", Sex.FEMALE),
        ("Benyw", Sex.FEMALE),
        ("M", Sex.MALE),
        ("Male ", Sex.MALE),
        ("Gwryw", Sex.MALE),
        ("Non-binary", Sex.OTHER),
        ("Arall", Sex.OTHER),
        ("", Sex.UNKNOWN),
        ("Prefer not to say", Sex.UNKNOWN),
        ("Anhysbys", Sex.UNKNOWN),
        ("Yes", None),
        ("1", None),
    ],
)
def test_sex(label: str, sex: Sex | None) -> None:
    assert recognise_sex(label) is sex


def test_specials_volunteers_agency_workers_and_the_elected_are_outside_the_workforce() -> None:
    assert set(WorkerType) - OUTSIDE_WORKFORCE == {
        WorkerType.OFFICER,
        WorkerType.STAFF,
        WorkerType.PCSO,
        WorkerType.DESIGNATED,
    }


def test_everything_has_a_name() -> None:
    assert area_name(Area.DYFED_POWYS) == "Dyfed-Powys"
    assert area_name(Area.WALES) == "All Wales"
    assert len({worker_type_name(worker_type) for worker_type in WorkerType}) == len(WorkerType)
    assert len({sex_name(sex) for sex in Sex}) == len(Sex)
    assert len({kind_name(kind) for kind in OrganisationKind}) == len(OrganisationKind)
    assert len({area_name(area) for area in Area}) == len(Area)


def test_the_name_of_each_worker_type_and_sex_means_itself() -> None:
    assert {recognise_sex(sex_name(sex)) for sex in Sex} == set(Sex)
    kept = set(WorkerType) - {WorkerType.AGENCY, WorkerType.ELECTED}
    assert {recognise_worker_type(worker_type_name(worker_type)) for worker_type in kept} == kept


@given(st.text())
def test_any_text_is_looked_up_without_failing(text: str) -> None:
    assert recognise_worker_type(text) in {None, *WorkerType}
    assert recognise_sex(text) in {None, *Sex}


@given(st.text())
def test_a_label_key_is_its_own_key(text: str) -> None:
    assert label_key(label_key(text)) == label_key(text)
