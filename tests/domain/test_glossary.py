"""The glossary: every word and every indicator, with meaning, formula and source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workforce_tui.domain.glossary import find_terms, glossary, indicator_entry, indicator_family
from workforce_tui.domain.glossary_more_terms import MORE_TERMS
from workforce_tui.domain.glossary_terms import TERMS
from workforce_tui.domain.indicator_catalogue import CATALOGUE


def test_every_word_and_every_indicator_is_in_it_once():
    codes = [one.code for one in glossary()]
    assert len(set(codes)) == len(codes) == len(TERMS) + len(MORE_TERMS) + len(CATALOGUE)


def test_every_word_has_a_meaning_and_a_source_and_no_open_braces():
    for one in glossary():
        assert one.name
        assert one.said.endswith(".")
        assert "{" not in one.name + one.said
    assert all(one.source for one in (*TERMS, *MORE_TERMS))
    assert all(indicator_entry(one).formula for one in CATALOGUE)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("P2", "P2"),
        ("declaration rate", "declaration"),
        ("r2", "R2"),
        ("Headcount", "headcount"),
        ("promotion permanent", "P1-permanent"),
    ],
)
def test_what_is_asked_is_found_by_code_by_name_and_by_words(asked: str, first: str):
    assert find_terms(asked)[0].code == first


def test_what_is_not_there_is_not_found():
    assert find_terms("phlogiston") == ()


def test_an_indicator_of_a_part_belongs_to_the_entry_it_is_of():
    assert indicator_family("R2-L3") == "R2"
    assert indicator_family("R5-officers-lower-middle") == "R5"
    assert indicator_family("L2-early:female") == "L2-early"
    assert indicator_family("P2:disabled") == "P2"


DEFINITIONS = (Path(__file__).parents[2] / "docs" / "definitions.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("section", ["Flows", "Indicators"])
def test_the_words_definitions_explain_in_a_table_are_in_the_glossary(section: str):
    text = DEFINITIONS.partition(f"## {section}\n")[2].partition("\n## ")[0]
    table = re.search(r"\| (?:word|flag) \|.*?\n\n", text, re.DOTALL)
    assert table
    rows = [line.split("|")[1] for line in table[0].splitlines()[2:] if line.strip()]
    names = {one.name.casefold() for one in glossary()}
    words = [re.sub(r"\(.*", "", word).strip() for row in rows for word in row.split(", ")]
    assert [word for word in words if word.casefold() not in names and "declared" not in word] == []


@pytest.mark.parametrize("word", ["Bounds", "Edition", "Parity", "Ledger", "Trajectory", "Break in the series"])
def test_words_of_the_screens_are_explained(word: str):
    assert find_terms(word)[0].name == word
