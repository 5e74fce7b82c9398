"""Everything a collection template offers is recognised without asking."""

from __future__ import annotations

from datetime import date

import pytest

from workforce_tui import i18n
from workforce_tui.domain import collection
from workforce_tui.domain.datasets import COLUMNS, Dataset
from workforce_tui.domain.ethnicity import LEAF, Scheme, nodes
from workforce_tui.domain.ethnicity_labels import infer_scheme, recognise_ethnicity
from workforce_tui.domain.grades import grades, ladders_for, recognise_grade
from workforce_tui.domain.workforce import OrganisationKind, recognise_sex, recognise_worker_type

LANGUAGES = pytest.mark.parametrize("language", i18n.LANGUAGES)
KINDS = pytest.mark.parametrize("kind", OrganisationKind)


@LANGUAGES
def test_the_groups_of_the_census_come_in_the_order_of_wales_and_the_non_answers_last(language: str) -> None:
    i18n.set_language(language)
    listed = collection.ethnicities_listed()
    assert [one.code for one in listed[:19]] == [node.code for node in nodes().values() if node.granularity == LEAF]
    assert [one.code for one in listed[19:]] == ["X_PNTS", "X_UNK"]
    assert {one.code: recognise_ethnicity(one.name, Scheme.ONS2021_19).code for one in listed} == {
        one.code: one.code for one in listed
    }
    assert all(collection.is_listed_ethnicity(one.name) for one in listed)
    assert infer_scheme("Ethnicity", [one.name for one in listed]) is Scheme.ONS2021_19


def test_a_broader_answer_is_not_one_of_the_list() -> None:
    assert not collection.is_listed_ethnicity("Asian")
    assert not collection.is_listed_ethnicity("W9")


@LANGUAGES
@KINDS
def test_every_grade_listed_means_itself_whether_or_not_the_kind_of_worker_is_given(
    language: str, kind: OrganisationKind
) -> None:
    i18n.set_language(language)
    listed = collection.grades_listed(kind)
    worker_types = {grade.code: grade.worker_type for ladder in ladders_for(kind) for grade in grades(ladder)}
    for one in listed:
        for worker_type in (None, worker_types[one.code]):
            assert recognise_grade(one.name, kind=kind, worker_type=worker_type).grade == one.code
    assert len({one.name.casefold() for one in listed}) == len(listed)


@KINDS
def test_no_grade_of_the_first_ladder_is_left_out(kind: OrganisationKind) -> None:
    first = {grade.code for grade in grades(ladders_for(kind)[0])}
    assert first <= {one.code for one in collection.grades_listed(kind)}


@LANGUAGES
@KINDS
def test_kinds_of_worker_and_sexes_are_recognised(language: str, kind: OrganisationKind) -> None:
    i18n.set_language(language)
    assert {one.code: recognise_worker_type(one.name) for one in collection.worker_types_listed(kind)} == {
        one.code: one.code for one in collection.worker_types_listed(kind)
    }
    assert {one.code: recognise_sex(one.name) for one in collection.sexes_listed()} == {
        one.code: one.code for one in collection.sexes_listed()
    }


@pytest.mark.parametrize("label", ["Gweithwyr asiantaeth a chontractwyr", "Deiliaid swydd etholedig"])
def test_the_welsh_names_of_kinds_of_worker_are_recognised(label: str) -> None:
    assert recognise_worker_type(label) is not None


def test_a_required_column_says_so_in_its_header() -> None:
    headers = [collection.header_text(column) for column in COLUMNS[Dataset.STAFF_IN_POST]]
    assert headers[:4] == ["Staff number (required)", "Grade (required)", "Ethnicity (required)", "Worker type"]


def test_a_year_ends_on_31_march() -> None:
    year = collection.collection_year(2026)
    assert (year.start, year.end, year.as_at) == (date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))
