"""Disability, age bands, contracts and length of service: what labels mean and where the bands end."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from workforce_tui.domain.attribute_labels import recognise_age_band, recognise_contract, recognise_disability
from workforce_tui.domain.attributes import (
    AgeBand,
    Attributes,
    Contract,
    Disability,
    age_on,
    attribute_name,
    attributes_of,
    band_of_age,
)

DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Y", "disabled"), ("YES", "disabled"), ("Disabled", "disabled"), ("Oes", "disabled"), ("Anabl", "disabled"),
        ("No", "not_disabled"), ("Non-disabled", "not_disabled"), ("Nac oes", "not_disabled"),
        ("Nid yw'n anabl", "not_disabled"), ("Prefer not to say", "undeclared"),
        ("Gwell gennyf beidio â dweud", "undeclared"), ("", "unknown"), ("N/A", "unknown"), ("-", "unknown"),
        ("Not Known", "unknown"), ("Anhysbys", "unknown"),
    ],
)  # fmt: skip
def test_what_was_declared_of_a_disability(label: str, meant: str) -> None:
    assert recognise_disability(label) == Disability(meant)


@pytest.mark.parametrize("label", ["Na", "None", "Epilepsy", "1", "See OH file"])
def test_what_may_mean_anything_is_not_understood(label: str) -> None:
    assert recognise_disability(label) is None


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Permanent", "permanent"), ("Parhaol", "permanent"), ("Permanent - Full Time", "permanent"),
        ("FTC", "fixed_term"), ("Cyfnod Penodol", "fixed_term"), ("Dros dro", "fixed_term"), ("Zero hours", "casual"),
        ("Secondee", "seconded"), ("Prentis", "apprentice"), ("Full time", "unknown"), ("", "unknown"),
    ],
)  # fmt: skip
def test_how_long_somebody_is_engaged_for(label: str, meant: str) -> None:
    assert recognise_contract(label) == Contract(meant)
    assert recognise_contract("Band 4") is None


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("20-29", "20-29"), ("25 – 29", "20-29"), ("Aged 60 to 64", "60-64"), ("65+", "65+"), ("65 and over", "65+"),
        ("65 a throsodd", "65+"), ("over 70", "65+"), ("under 20", "16-19"), ("30 i 39", "30-39"), ("", "unknown"),
        ("Not known", "unknown"),
    ],
)  # fmt: skip
def test_a_band_within_one_of_ours_is_that_band(label: str, band: str) -> None:
    assert recognise_age_band(label) == AgeBand(band)


@pytest.mark.parametrize("label", ["16-24", "25-34", "55+", "under 25", "over 55", "young"])
def test_a_band_across_two_of_ours_is_neither(label: str) -> None:
    assert recognise_age_band(label) is None


def test_every_name_a_template_offers_is_read_back() -> None:
    assert [recognise_disability(attribute_name(one)) for one in Disability] == list(Disability)
    assert [recognise_contract(attribute_name(one)) for one in Contract] == list(Contract)
    assert [recognise_age_band(attribute_name(one)) for one in AgeBand] == list(AgeBand)


def test_an_age_band_ends_the_day_before_a_birthday() -> None:
    assert (age_on(date(1996, 3, 31), DAY), age_on(date(1996, 4, 1), DAY)) == (30, 29)
    assert (age_on(date(2000, 2, 29), date(2026, 2, 28)), age_on(date(2000, 2, 29), date(2026, 3, 1))) == (25, 26)
    edges = {15: None, 16: "16-19", 19: "16-19", 20: "20-29", 59: "50-59", 60: "60-64", 64: "60-64", 65: "65+"}
    assert {age: band_of_age(age) for age in (*edges, 100, 101)} == {**edges, 100: "65+", 101: None}


def test_one_number_holds_all_three_and_whether_the_file_had_them() -> None:
    everything = list(product((None, *Disability), (None, *AgeBand), (None, *Contract)))
    codes = {Attributes(*each).code: each for each in everything}
    assert len(codes) == len(everything)
    assert all(attributes_of(code) == Attributes(*each) for code, each in codes.items())
    assert attributes_of(None) == attributes_of(0) == Attributes()


def test_of_two_posts_the_main_one_counts_and_what_only_the_other_says_is_added() -> None:
    main = Attributes(Disability.UNKNOWN, AgeBand.FORTIES, Contract.FIXED_TERM)
    other = Attributes(Disability.DISABLED, AgeBand.FIFTIES, Contract.PERMANENT)
    assert main.beside(other) == Attributes(Disability.DISABLED, AgeBand.FORTIES, Contract.FIXED_TERM)
