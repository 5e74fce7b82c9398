"""The organisations shipped, and finding one by what a spreadsheet calls it."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.benchmarks import benchmarks
from workforce_tui.domain.organisations import (
    Organisation,
    find_organisation,
    shipped_organisations,
    suggest_organisations,
)
from workforce_tui.domain.workforce import Area, OrganisationKind
from workforce_tui.i18n import set_language
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = shipped_organisations()
BY_CODE = {organisation.code: organisation for organisation in SHIPPED}


def test_the_organisations_of_wales_and_the_english_forces_are_shipped() -> None:
    assert Counter((o.kind, o.in_wales) for o in SHIPPED) == {
        (OrganisationKind.POLICE, True): 4,
        (OrganisationKind.OPCC, True): 4,
        (OrganisationKind.YOUTH_JUSTICE, True): 17,
        (OrganisationKind.HMPPS, True): 1,
        (OrganisationKind.CPS, True): 1,
        (OrganisationKind.HMCTS, True): 1,
        (OrganisationKind.YJB, True): 1,
        (OrganisationKind.POLICE, False): 39,
    }
    assert len(BY_CODE) == len(SHIPPED)


def test_every_organisation_of_wales_has_a_benchmark_that_exists_and_no_other_has_one() -> None:
    known = {benchmark.geography for benchmark in benchmarks()}
    assert {o.benchmark for o in SHIPPED if o.in_wales} <= known
    assert {o.benchmark for o in SHIPPED if not o.in_wales} == {""}
    assert all((o.area is Area.OUTSIDE_WALES) is not o.in_wales for o in SHIPPED)


@pytest.mark.parametrize(
    ("code", "area", "benchmark", "staff_numbers"),
    [
        ("gwent-police", Area.GWENT, "gwent", "gwent-police"),
        ("opcc-dyfed-powys", Area.DYFED_POWYS, "dyfed-powys", "opcc-dyfed-powys"),
        ("hmpps-wales", Area.WALES, "wales", "moj"),
        ("hmcts-wales", Area.WALES, "wales", "moj"),
        ("cps-cymru-wales", Area.WALES, "wales", "cps-cymru-wales"),
        ("yjs-cardiff", Area.SOUTH_WALES, "W06000015", "yjs-cardiff"),
        ("yjs-cwm-taf", Area.SOUTH_WALES, "south-wales", "yjs-cwm-taf"),
        ("yjs-monmouthshire-torfaen", Area.GWENT, "gwent", "yjs-monmouthshire-torfaen"),
        ("yjs-gwynedd-mon", Area.NORTH_WALES, "north-wales", "yjs-gwynedd-mon"),
        ("kent-police", Area.OUTSIDE_WALES, "", "kent-police"),
    ],
)
def test_where_an_organisation_is_and_what_it_is_compared_with(
    code: str, area: Area, benchmark: str, staff_numbers: str
) -> None:
    organisation = BY_CODE[code]
    found = (organisation.area, organisation.benchmark, organisation.staff_number_space)
    assert found == (area, benchmark, staff_numbers)


def test_every_force_is_found_by_its_home_office_name_and_code(shared_data: Path) -> None:
    path = shared_data / "homeoffice" / "police-officers-rank-ethnicity-2003.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        forces = {(row["Force Name"], row["Geo code"]) for row in csv.DictReader(file)}
    found = {(find_organisation(name, SHIPPED), find_organisation(code, SHIPPED)) for name, code in forces}
    assert len(forces) == len(found) == 43
    assert all(by_name is by_code and by_name is not None for by_name, by_code in found)
    assert {by_name for by_name, _by_code in found} == {o for o in SHIPPED if o.kind is OrganisationKind.POLICE}


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Gwent", "gwent-police"),
        ("gwent police", "gwent-police"),
        ("HEDDLU DE CYMRU", "south-wales-police"),
        ("Dyfed – Powys", "dyfed-powys-police"),
        ("London, City of", "city-of-london-police"),
        ("Avon and Somerset", "avon-and-somerset-police"),
        ("HMPPS Wales", "hmpps-wales"),
        ("HMPPS Cymru", "hmpps-wales"),
        ("CPS Cymru-Wales", "cps-cymru-wales"),
        ("Gwasanaeth Erlyn y Goron Cymru", "cps-cymru-wales"),
        ("YJB Cymru", "yjb-cymru"),
        ("South Wales PCC", "opcc-south-wales"),
        ("Comisiynydd yr Heddlu a Throseddu Gwent", "opcc-gwent"),
        ("Cardiff YOS", "yjs-cardiff"),
        ("Gwynedd Mon Youth Justice Service", "yjs-gwynedd-mon"),
        ("Gwasanaeth Cyfiawnder Ieuenctid Wrecsam", "yjs-wrexham"),
    ],
)
def test_an_organisation_is_found_by_what_people_call_it(label: str, code: str) -> None:
    assert find_organisation(label, SHIPPED) == BY_CODE[code]


@pytest.mark.parametrize("label", ["", " ", "-", "HMPPS", "CPS", "Cardiff", "Police", "Total", "Wales", "England"])
def test_a_name_that_is_not_an_organisations_own_is_not_guessed(label: str) -> None:
    assert find_organisation(label, SHIPPED) is None


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("HMPPS", "hmpps-wales"),
        ("CPS", "cps-cymru-wales"),
        ("Cardiff", "yjs-cardiff"),
        ("Gwnet Police", "gwent-police"),
        ("Heddlu Gogledd Cymr", "north-wales-police"),
    ],
)
def test_the_likest_organisation_is_suggested_first(label: str, code: str) -> None:
    suggestions = suggest_organisations(label, SHIPPED)
    assert suggestions[0].code == code
    assert suggestions[0].name == BY_CODE[code].name_en
    assert suggestions[0].reason
    assert len(suggestions) <= 3


def test_only_the_organisations_given_are_looked_at() -> None:
    own = Organisation(
        "prison-x", OrganisationKind.OTHER, Area.WALES, "Prison X", "Carchar X", True, "wales", "prison-x"
    )
    assert find_organisation("carchar x", [own]) is own
    assert find_organisation("Gwent", [own]) is None
    assert suggest_organisations("Gwent", [own]) == ()


def test_a_label_that_two_organisations_share_is_left_to_a_person() -> None:
    two = [
        Organisation(code, OrganisationKind.OTHER, Area.WALES, "Same", "Yr Un", True, "wales", code)
        for code in ("a-one", "a-two")
    ]
    assert find_organisation("Same", two) is None
    assert {s.code for s in suggest_organisations("Same", two)} <= {"a-one", "a-two"}


@pytest.mark.parametrize("organisation", SHIPPED, ids=lambda o: o.code)
def test_every_organisation_is_found_by_its_code_and_both_its_names(organisation: Organisation) -> None:
    for label in (organisation.code, organisation.name_en, organisation.name_cy):
        assert find_organisation(label, SHIPPED) is organisation


def test_every_alias_belongs_to_one_organisation() -> None:
    for row in rows("organisation_aliases"):
        found = find_organisation(row["alias"], SHIPPED)
        assert found is not None, row["alias"]
        assert found.code == row["organisation"]


def test_every_row_says_where_it_comes_from() -> None:
    for name in ("organisations", "organisation_aliases"):
        assert all(row["source"] and row["date"] for row in rows(name))


def test_names_follow_the_language() -> None:
    organisation = BY_CODE["south-wales-police"]
    assert organisation.name == "South Wales Police"
    set_language("cy")
    assert organisation.name == "Heddlu De Cymru"


@given(st.text(max_size=60))
def test_any_text_is_looked_for_without_failing(text: str) -> None:
    assert find_organisation(text, SHIPPED) in {None, *SHIPPED}
    assert {s.code for s in suggest_organisations(text, SHIPPED)} <= set(BY_CODE)
