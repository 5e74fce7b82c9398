"""What ethnicity labels mean, and which are left to a person."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui import i18n
from workforce_tui.domain.ethnicity import Scheme, is_node, nodes
from workforce_tui.domain.ethnicity_labels import (
    AMBIGUOUS,
    CODE_LABEL_CONFLICT,
    PERCEIVED_CODE,
    UNRECOGNISED,
    infer_scheme,
    is_perceived_code,
    normalise,
    recognise_ethnicity,
)
from workforce_tui.domain.ethnicity_meanings import other_words
from workforce_tui.domain.ethnicity_text import items_of, plain
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from pathlib import Path

ALIASES = rows("ethnicity_aliases")
CERTAIN = [row["label"] for row in ALIASES if row["code"] and not row["within"]]
GROUP_NAMES = {
    "WHITE": "White",
    "MIXED": "Mixed",
    "ASIAN": "Asian or Asian British",
    "BLACK": "Black or Black British",
    "OTHER": "Other ethnic group",
    "EM_CHI_OTHER": "Chinese or other ethnic group",
}
ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="wmabo0123456789 -:/(),&", max_size=30),
    st.lists(st.sampled_from(CERTAIN), min_size=1, max_size=5).map(" ".join),
    st.lists(st.sampled_from(CERTAIN), min_size=2, max_size=3).map("/".join),
)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("White - British", "W_BRIT"),
        ("[Redacted]", "X_UNK"),
        ("REDACTED", "X_UNK"),
        ("White: English, Welsh, Scottish, Northern Irish or British", "W_BRIT"),
        ("White: Welsh, English, Scottish, Northern Irish or British", "W_BRIT"),
        ("English/Welsh/Scottish/Northern Irish/British", "W_BRIT"),
        ("White – Welsh / English / Scottish / Northern Irish / British", "W_BRIT"),
        ("White - Welsh", "W_BRIT"),
        ("White Northern Irish", "W_BRIT"),
        ("White: Irish", "W_IRISH"),
        ("Irish", "W_IRISH"),
        ("White - Gypsy or Irish Traveller", "W_GIT"),
        ("Traveller of Irish heritage", "W_GIT"),
        ("Gypsy/Roma", "W_GRT"),
        ("White: Roma", "W_ROMA"),
        ("White: Other White", "W_OTHER"),
        ("Any other White background", "W_OTHER"),
        ("White non-British", "W_MINORITY"),
        ("Mixed White & Black Caribbean", "M_WBC"),
        ("Mixed or Multiple ethnic groups: White and Black African", "M_WBA"),
        ("Mixed - White/Asian", "M_WA"),
        ("Mixed (White and Asian)", "M_WA"),
        ("Mixed other", "M_OTHER"),
        ("Mixed/multiple ethnic groups: Other", "M_OTHER"),
        ("Mixed ethnic groups", "MIXED"),
        ("Asian or Asian British - Indian", "A_IND"),
        ("Asian, Asian British or Asian Welsh: Bangladeshi", "A_BAN"),
        ("Asian, Asian Welsh or Asian British: Pakistani", "A_PAK"),
        ("Indian (Asian)", "A_IND"),
        ("Chinese or other ethnic group - Chinese", "A_CHI"),
        ("Other ethnic group: Chinese", "A_CHI"),
        ("Asian - Other", "A_OTHER"),
        ("Black/Black British: African", "B_AFR"),
        ("Black, Black British, Black Welsh, Caribbean or African: Caribbean", "B_CAR"),
        ("Black or Black British - Any other Black background", "B_OTHER"),
        ("Black British", "BLACK"),
        ("Other ethnic group - Arab", "O_ARAB"),
        ("Any other ethnic group", "O_OTHER"),
        ("Other: Any other", "O_OTHER"),
        ("Other", "OTHER"),
        ("Asian/Asian British", "ASIAN"),
        ("Asian, Asian Welsh or Asian British", "ASIAN"),
        ("Black, Black British, Black Welsh, Caribbean or African", "BLACK"),
        ("BAME", "EM"),
        ("Non-White", "EM"),
        ("All other ethnic groups combined", "EM"),
        ("Chinese or other", "EM_CHI_OTHER"),
        ("Other (including Chinese)", "EM_CHI_OTHER"),
        ("Prefer not to say", "X_PNTS"),
        ("Not stated", "X_PNTS"),
        ("Undeclared", "X_PNTS"),
        ("I do not wish to disclose my ethnic origin", "X_PNTS"),
        ("Refused", "X_PNTS"),
        ("", "X_UNK"),
        ("  ", "X_UNK"),
        ("-", "X_UNK"),
        ("N/A", "X_UNK"),
        ("Unknown", "X_UNK"),
        ("Not known/not provided", "X_UNK"),
        ("Not declared", "X_UNK"),
        ("Not disclosed", "X_UNK"),
        ("Undisclosed", "X_UNK"),
        ("Heb ei ddatgan", "X_UNK"),
        ("No declaration", "X_UNK"),
        ("Unknown - not recorded", "X_UNK"),
    ],
)
def test_labels_with_one_meaning(label: str, code: str) -> None:
    assert recognise_ethnicity(label).code == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Gwyn", "WHITE"),
        ("Gwyn: Cymreig, Seisnig, Albanaidd, Gwyddelig Gogledd Iwerddon neu Brydeinig", "W_BRIT"),
        ("Gwyn: Cymreig, Seisneg, Albanaidd, Gwyddelig Gogledd Iwerddon neu Brydeinig", "W_BRIT"),
        ("Gwyn: Sipsi neu Deithiwr Gwyddelig", "W_GIT"),
        ("Gwyn ac Asiaidd", "M_WA"),
        ("Gwyn a Du Caribiaidd", "M_WBC"),
        ("Asiaidd, Asiaidd Cymreig neu Asiaidd Prydeinig", "ASIAN"),
        ("Asiaidd, Asiaidd Cymreig neu Asiaidd Prydeinig: Tsieineaidd", "A_CHI"),
        ("Du, Du Cymreig, Du Prydeinig, Caribïaidd neu Affricanaidd: Affricanaidd", "B_AFR"),
        ("Grwpiau ethnig cymysg neu amlethnig eraill", "M_OTHER"),
        ("Grwp ethnig arall", "OTHER"),
        ("Unrhyw grŵp ethnig arall", "O_OTHER"),
        ("Mae’n well gennyf beidio â dweud", "X_PNTS"),
        ("Anhysbys", "X_UNK"),
    ],
)
def test_welsh_labels(label: str, code: str) -> None:
    assert recognise_ethnicity(label).code == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Asian or Asian British", "ASIAN"),
        ("Black or Black British", "BLACK"),
        ("Chinese or Other Ethnic Group (pre 2021 category)", "EM_CHI_OTHER"),
        ("Mixed", "MIXED"),
        ("White", "WHITE"),
        ("Not stated", "X_PNTS"),
        ("Black, Asian and Minority Ethnic", "EM"),
    ],
)
def test_home_office_labels(label: str, code: str) -> None:
    assert recognise_ethnicity(label).code == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("W1", "W_BRIT"),
        ("w3", "W_GIT"),
        ("A4", "A_CHI"),
        ("O1", "A_CHI"),
        ("O2", "O_ARAB"),
        ("NS", "X_PNTS"),
        ("W1 - White British", "W_BRIT"),
        ("W1: British", "W_BRIT"),
        ("W2 White Irish", "W_IRISH"),
        ("White British (W1)", "W_BRIT"),
        ("[M1] White and Black Caribbean", "M_WBC"),
        ("O1 - Chinese", "A_CHI"),
        ("A9 - Other", "A_OTHER"),
        ("B9. Any other background", "B_OTHER"),
        ("W1 - White", "W_BRIT"),
        ("NS - Not disclosed", "X_PNTS"),
        ("A - White British", "W_BRIT"),
        ("W4 - Roma", "W_ROMA"),
    ],
)
def test_codes_alone_and_beside_labels(label: str, code: str) -> None:
    assert recognise_ethnicity(label).code == code


@pytest.mark.parametrize(
    ("label", "scheme", "code"),
    [
        ("W9", Scheme.UNSTATED, "W_OTHER_16"),
        ("W9", Scheme.SDE16, "W_OTHER_16"),
        ("W9", Scheme.SDE18, "W_OTHER"),
        ("W9", Scheme.ONS2021_19, "W_OTHER"),
        ("W9 - Any other White background", Scheme.SDE16, "W_OTHER_16"),
        ("W9 - Any other White background", Scheme.SDE18, "W_OTHER"),
        ("Any other White background", Scheme.SDE16, "W_OTHER_16"),
        ("Any other White background", Scheme.UNSTATED, "W_OTHER"),
        ("O1", Scheme.SDE18, "A_CHI"),
    ],
)
def test_other_white_depends_on_whether_gypsy_and_roma_were_asked(label: str, scheme: Scheme, code: str) -> None:
    assert recognise_ethnicity(label, scheme).code == code


@pytest.mark.parametrize(
    ("label", "offered"),
    [
        ("British", "W_BRIT"),
        ("Welsh", "W_BRIT"),
        ("English", "W_BRIT"),
        ("Any other background", "W_OTHER"),
        ("White & other", "W_OTHER"),
        ("White/Other", "W_OTHER"),
        ("White British & other", "WHITE"),
        ("Mixed/Other", "OTHER"),
        ("Not given", "X_PNTS"),
        ("Not known / prefer not to say", "X_UNK"),
        ("Unknown or not stated", "X_PNTS"),
        ("Ethnic minorities (including White minorities)", "EM"),
        ("Traveller", "W_GIT"),
        ("Caucasian", "WHITE"),
        ("Black or African American", "BLACK"),
        ("A", "W_BRIT"),
        ("W4", "W_ROMA"),
    ],
)
def test_labels_with_several_meanings_are_decisions(label: str, offered: str) -> None:
    found = recognise_ethnicity(label)
    assert found.code is None
    assert found.reason == AMBIGUOUS
    assert offered in [suggestion.code for suggestion in found.suggestions]


@pytest.mark.parametrize(
    ("label", "meanings"),
    [
        ("W1 - White Irish", ["W_BRIT", "W_IRISH"]),
        ("O1 - Other ethnic group", ["A_CHI", "OTHER"]),
        ("NS - Unknown", ["X_PNTS", "X_UNK"]),
        ("A1 - Pakistani", ["A_IND", "A_PAK"]),
        ("W1 - Not stated", ["W_BRIT", "X_PNTS"]),
    ],
)
def test_a_code_and_a_label_that_disagree_are_a_conflict(label: str, meanings: list[str]) -> None:
    found = recognise_ethnicity(label)
    assert (found.code, found.reason) == (None, CODE_LABEL_CONFLICT)
    assert [suggestion.code for suggestion in found.suggestions] == meanings


@pytest.mark.parametrize(
    ("label", "first"),
    [
        ("White Britsh", "W_BRIT"),
        ("Bangladesi", "A_BAN"),
        ("W1 - Somehing", "W_BRIT"),
        ("White Martian", "WHITE"),
        ("not stated/invalid", "X_PNTS"),
        ("Wh. Brit", "W_BRIT"),
        ("Pak", "A_PAK"),
        ("Not recorded by HR", "X_UNK"),
    ],
)
def test_an_unknown_label_comes_with_the_nearest_known_ones(label: str, first: str) -> None:
    found = recognise_ethnicity(label)
    assert (found.code, found.reason) == (None, UNRECOGNISED)
    assert found.suggestions[0].code == first
    assert found.suggestions[0].name == nodes()[first].name_en
    assert found.suggestions[0].reason


@pytest.mark.parametrize("label", ["*", "All", "Total", "All ethnic groups", "Marketing", "5", "x" * 5000])
def test_text_that_is_no_ethnic_group_is_not_recognised(label: str) -> None:
    assert recognise_ethnicity(label).code is None


@pytest.mark.parametrize("label", ["Asian - Black African", "White African", "Mixed Indian", "Black Chinese"])
def test_a_group_and_a_label_of_another_group_are_a_decision(label: str) -> None:
    assert recognise_ethnicity(label).code is None


def test_suggestions_speak_the_language_in_use() -> None:
    i18n.set_language("cy")
    names = [suggestion.name for suggestion in recognise_ethnicity("Bangladesi").suggestions]
    i18n.set_language("en")
    assert "Bangladeshaidd" in names


@pytest.mark.parametrize("code", ["IC1", "ic 3", "IC0", "IC7", "IC9", "IC4 - Asian", "(IC4)", "Asian (IC4)"])
def test_perceived_codes_are_refused(code: str) -> None:
    assert is_perceived_code(code)
    assert recognise_ethnicity(code).reason == PERCEIVED_CODE
    assert recognise_ethnicity(code).code is None


@pytest.mark.parametrize("text", ["IC8", "IC12", "W1", "", "Icelandic", "IC", "Hispanic 1", "Arabic 3"])
def test_other_text_is_not_a_perceived_code(text: str) -> None:
    assert not is_perceived_code(text)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  White –  British ", "white - british"),
        ("Asian / Asian British3", "asian/asian british"),
        ("White [note 2]", "white"),
        ("Black (footnote 1)²", "black"),
        ("Mixed*", "mixed"),
        ("Prefer not to say.", "prefer not to say"),
        ("\ufeffWhite\u00a0British", "white british"),
        ("Mae’n well", "mae'n well"),
        ("W1", "w1"),
        ("IC1", "ic1"),
        ("*", "*"),
        ("(pre 2021 category)", "(pre 2021 category)"),
    ],
)
def test_normalise(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@given(ANY_TEXT)
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANY_TEXT, st.sampled_from(Scheme))
def test_recognition_never_fails_and_never_invents_a_code(text: str, scheme: Scheme) -> None:
    found = recognise_ethnicity(text, scheme)
    assert found.code is None or is_node(found.code)
    assert len(found.suggestions) <= 3
    assert all(is_node(suggestion.code) for suggestion in found.suggestions)
    assert bool(found.reason) == (found.code is None)
    assert not (found.code and found.suggestions)


def dressed(label: str, dash: str, footnote: str, upper: bool, space: str) -> str:
    text = label.replace("-", dash).replace(" ", space)
    return f"{space}{text.upper() if upper else text.title()}{footnote}{space}"


@given(
    st.sampled_from(CERTAIN),
    st.sampled_from(["-", "–", "—", "‐"]),
    st.sampled_from(["", "1", "2,3", " [note 4]", "*", "¹"]),
    st.booleans(),
    st.sampled_from([" ", "  ", "\u00a0", "\t"]),
)
def test_case_dashes_spaces_and_footnotes_do_not_matter(
    label: str, dash: str, footnote: str, upper: bool, space: str
) -> None:
    # Digits right after one or two letters are a code ("W1"), not a footnote.
    word_ends = re.search(r"[^\W\d_]{3}$|\)$", label) is not None
    worn = dressed(label, dash, footnote if word_ends else "", upper, space)
    assert recognise_ethnicity(worn) == recognise_ethnicity(label)


def test_every_shipped_label_means_what_the_list_says() -> None:
    wrong = [
        (row["label"], row["within"], recognise_ethnicity(label).code)
        for row in ALIASES
        for label in [f"{GROUP_NAMES[row['within']]} - {row['label']}" if row["within"] else row["label"]]
        if recognise_ethnicity(label).code != (row["code"] or None)
    ]
    assert wrong == []


def test_every_shipped_label_that_is_not_certain_offers_its_meanings() -> None:
    for row in ALIASES:
        if not row["code"]:
            found = recognise_ethnicity(row["label"])
            assert [suggestion.code for suggestion in found.suggestions] == row["suggestions"].split()


def test_no_label_is_shipped_twice() -> None:
    keys = [(row["within"], items_of(plain(normalise(row["label"])))) for row in ALIASES]
    assert len(keys) == len(set(keys))
    assert all(items for _within, items in keys)


def test_every_shipped_code_exists() -> None:
    named = {row["code"] for row in ALIASES} | {row["within"] for row in ALIASES}
    offered = {code for row in ALIASES for code in row["suggestions"].split()}
    assert all(is_node(code) for code in (named | offered) - {""})


@pytest.mark.parametrize("code", sorted(set(nodes()) - {"X_NA"}))
def test_every_group_is_recognised_by_its_own_names(code: str) -> None:
    known = nodes()[code]
    assert [recognise_ethnicity(name).code for name in (known.name_en, known.name_cy)] == [code, code]


def test_every_code_of_the_police_lists_is_recognised() -> None:
    for row in rows("ethnic_groups"):
        if row["police_16"]:
            assert recognise_ethnicity(row["police_16"], Scheme.SDE16).code == row["code"]
        if row["police_18"]:
            assert recognise_ethnicity(row["police_18"], Scheme.SDE18).code == row["code"]


GOVUK = {
    "Any other": "O_OTHER",
    "Arab": "O_ARAB",
    "Asian": "ASIAN",
    "Asian other": "A_OTHER",
    "Bangladeshi": "A_BAN",
    "Black": "BLACK",
    "Black African": "B_AFR",
    "Black Caribbean": "B_CAR",
    "Black other": "B_OTHER",
    "Chinese": "A_CHI",
    "Gypsy/Roma": "W_GRT",
    "Indian": "A_IND",
    "Irish Traveller": "W_GIT",
    "Mixed": "MIXED",
    "Mixed White/Asian": "M_WA",
    "Mixed White/Black African": "M_WBA",
    "Mixed White/Black Caribbean": "M_WBC",
    "Mixed other": "M_OTHER",
    "Other": "OTHER",
    "Other than White": "EM",
    "Pakistani": "A_PAK",
    "Pakistani and Bangladeshi": "ASIAN",
    "Unknown": "X_UNK",
    "White": "WHITE",
    "White British": "W_BRIT",
    "White Gypsy/Traveller": "W_GIT",
    "White Irish": "W_IRISH",
    "White other": "W_OTHER",
}
# Labels of the published lookup whose standard loses a distinction made here.
COMBINED = {
    "all ethnic minorities": "EM",
    "all other ethnic groups": "EM",
    "bame": "EM",
    "bme": "EM",
    "ethnic minority": "EM",
    "ethnic minority (excl. white minorities)": "EM",
    "ethnic minority (other than white ethnic minority)": "EM",
    "chinese and other": "EM_CHI_OTHER",
    "chinese or other": "EM_CHI_OTHER",
    "chinese or other ethnic group": "EM_CHI_OTHER",
    "other inc. chinese": "EM_CHI_OTHER",
}
TO_BE_DECIDED = {
    "mixed/other",
    "other/mixed",
    "other (including mixed)",
    "not known / prefer not to say",
    "not stated/invalid",
    "white british & other",
}


def published_labels(shared_data: Path) -> list[tuple[str, str]]:
    path = shared_data / "ethnic-labels" / "govuk-ethnicity-label-lookup.half.csv"
    table = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    found = [(label, standard) for label, standard in table]
    # Totals and the variable names of one data source are not labels an HR file holds.
    return [
        (label, standard)
        for label, standard in found[1:]
        if not label.startswith("ethnicity_") and not label.endswith(" total")
    ]


def test_published_labels_mean_what_their_publisher_says(shared_data: Path) -> None:
    checked = 0
    for label, standard in published_labels(shared_data):
        if standard not in GOVUK or label in COMBINED or label in TO_BE_DECIDED:
            continue
        assert (label, recognise_ethnicity(label).code) == (label, GOVUK[standard])
        checked += 1
    assert checked > 90


def test_published_labels_that_combine_groups_are_not_the_other_group(shared_data: Path) -> None:
    published = {label for label, _standard in published_labels(shared_data)}
    assert published >= set(COMBINED) | TO_BE_DECIDED
    assert {label: recognise_ethnicity(label).code for label in COMBINED} == COMBINED
    assert all(recognise_ethnicity(label).code is None for label in TO_BE_DECIDED)


def test_totals_are_never_an_ethnic_group(shared_data: Path) -> None:
    totals = [label for label, standard in published_labels(shared_data) if standard == "All"]
    assert len(totals) > 5
    assert all(recognise_ethnicity(label).code is None for label in totals)


def test_the_categories_of_published_classifications_are_recognised(shared_data: Path) -> None:
    path = shared_data / "ethnic-labels" / "classification_definitions.csv"
    table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    standards = {row["Standard"] for row in table}
    shared = standards & set(GOVUK)
    assert len(shared) > 20
    assert {label: recognise_ethnicity(label).code for label in shared} == {label: GOVUK[label] for label in shared}


def test_the_labels_of_the_census_are_recognised(shared_data: Path) -> None:
    text = (shared_data / "census" / "census2021_wales_la_19.csv").read_text(encoding="utf-8")
    labels = [column for column in next(csv.reader(io.StringIO(text))) if ":" in column]
    leaves = {code for code, known in nodes().items() if known.granularity == 19}
    assert {recognise_ethnicity(label).code for label in labels} == leaves


@pytest.mark.parametrize(
    ("header", "labels", "scheme"),
    [
        ("SDE 16+1", ["W1", "W9"], Scheme.SDE16),
        ("Ethnicity (18 + 1)", ["White"], Scheme.SDE18),
        ("Ethnicity", ["W1", "O1", "NS"], Scheme.SDE16),
        ("Ethnicity", ["W1 - White British", "A4 - Chinese"], Scheme.SDE18),
        (None, ["W1", "W3"], Scheme.SDE18),
        (None, ["W1", "W9", "A1"], Scheme.UNSTATED),
        (None, ["White: Roma", "White: Irish", "Asian: Indian"], Scheme.ONS2021_19),
        (None, ["White British", "Gypsy or Irish Traveller"], Scheme.ONS2011_18),
        (None, ["White British", "Arab"], Scheme.ONS2011_18),
        (None, ["White - British", "Chinese or other ethnic group - Chinese"], Scheme.SDE16),
        (None, ["White British", "Indian", "Unknown"], Scheme.UNSTATED),
        (None, ["White", "Asian/Asian British", "Black/Black British", "Mixed"], Scheme.HMPPS5),
        (None, ["White", "Asian", "Undeclared", "Unknown", "Other"], Scheme.CSS),
        (None, ["White", "Asian", "Chinese", "Undeclared", "Unknown"], Scheme.CSS),
        (None, ["White", "Mixed", "Chinese or Other Ethnic Group (pre 2021 category)"], Scheme.HO2001_5),
        (None, ["White", "BAME", "Not stated"], Scheme.BINARY),
        (None, ["White", "Unknown"], Scheme.UNSTATED),
        (None, [], Scheme.UNSTATED),
        ("Ethnicity", ["nonsense", ""], Scheme.UNSTATED),
    ],
)
def test_the_list_a_column_was_recorded_with(header: str | None, labels: list[str], scheme: Scheme) -> None:
    assert infer_scheme(header, labels) is scheme


def test_a_group_is_looked_for_under_the_words_systems_use() -> None:
    assert "not stated" in other_words()["X_PNTS"]
    assert "not given" in other_words()["X_PNTS"]
    assert "not given" in other_words()["X_UNK"]


@pytest.mark.parametrize("error", ["#REF!", "#NAME?", "#VALUE!"])
def test_an_error_of_a_spreadsheet_is_short_for_no_group(error: str) -> None:
    found = recognise_ethnicity(error)
    assert (found.code, found.suggestions) == (None, ())
