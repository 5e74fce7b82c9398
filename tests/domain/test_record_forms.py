"""Records people type: what is read, what is refused in their words, and that nothing is lost on the way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.record_kinds import kinds
from workforce_tui.domain.record_parsing import Parsed, parse, problem_of, problem_text
from workforce_tui.domain.record_text import from_json, raw_of, to_json, value_text
from workforce_tui.domain.records import Field, FieldProblem, FieldType, Grid, RecordKind, Values, When, is_overdue


def not_zero(values: Values) -> list[FieldProblem]:
    return [FieldProblem("people", "Nobody at all?")] if values.get("people") == 0 else []


CHOICES = (("red", "red ones"), ("blue", "blue ones"))
SAMPLE = RecordKind(
    "sample",
    "Sample",
    "Samples",
    fields=(
        Field("title", "Title", required=True, bilingual=True),
        Field("story", "Story", FieldType.LONG_TEXT),
        Field("colour", "Colour", FieldType.CHOICE, choices=CHOICES),
        Field("why", "Why red", required=True, when=When("colour", ("red",))),
        Field("several", "Several", FieldType.CHOICES, choices=CHOICES),
        Field("open", "Open", FieldType.YES_NO),
        Field("review", "Review", FieldType.DATE),
        Field("year", "Year", FieldType.YEAR),
        Field("people", "People", FieldType.WHOLE),
        Field("cost", "Cost", FieldType.AMOUNT),
        Field("score", "Score", FieldType.SCORE, lowest=1, highest=5),
        Field("mean", "Mean", FieldType.SCORE, lowest=1, highest=5, places=2),
        Field("organisations", "Organisations", FieldType.ORGANISATIONS),
        Field("levels", "Levels", FieldType.LEVELS),
        Field("other", "Other", FieldType.RECORD, links="sample"),
        Field("grid", "Grid", FieldType.GRID, rows=(("L1", "L1"), ("L2", "L2")), columns=CHOICES),
    ),
    title_field="title",
    checks=(not_zero,),
    review="review",
    over=lambda values: values.get("open") is False,
)


def read(**raw: str) -> Parsed:
    return parse(SAMPLE, {"title": "A", **raw})


def problems(**raw: str) -> dict[str, str]:
    return {one.key: one.message for one in read(**raw).problems}


def test_what_nobody_answered_is_not_stated_rather_than_nothing() -> None:
    values = read(people="", open=" ", cost="").values
    assert (values["people"], values["open"], values["cost"], values["grid"]) == (None, None, None, None)


def test_every_problem_is_told_at_once_in_the_users_words() -> None:
    found = parse(SAMPLE, {"people": "-3", "review": "31/02/2026", "colour": "green", "mystery": "x"})
    assert [problem_text(SAMPLE, one) for one in found.problems] == [
        "Colour: “green” is not one of the answers: red, blue.",
        "Review: Type a date as dd/mm/yyyy, such as 31/03/2026.",
        "People: Type a whole number, such as 12. Leave it empty where it is not known.",
        "Title (in English): This has to be filled in.",
        "mystery: There is nothing of this name to fill.",
    ]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("review", "31/03/2026", dt.date(2026, 3, 31)),
        ("review", "2026-03-31", dt.date(2026, 3, 31)),
        ("people", "1,234", 1234),
        ("people", "0012", 12),
        ("cost", "£1,500", Decimal("1500.00")),
        ("cost", "0.50", Decimal("0.50")),
        ("mean", "4.25", Decimal("4.25")),
        ("open", "Yes", True),
        ("open", "nac ydy", None),
        ("colour", "Red Ones", "red"),
        ("several", "blue ones, red", ("red", "blue")),
        ("organisations", "Gwent Police; Nowhere", None),
        ("organisations", "gwent", ("gwent-police",)),
        ("levels", "L6; L5", ("L5", "L6")),
        ("grid", "L2/red=0; L1/blue=4", Grid((("L1", "blue", 4), ("L2", "red", 0)))),
        ("story", "one\r\ntwo\x00\x1b[31m", "one\ntwo  [31m"),
        ("why", "x", "x"),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant(key: str, typed: str, value: object) -> None:
    found = read(**{key: typed, **({"colour": "red"} if key == "why" else {})})
    if value is None:
        assert [one.key for one in found.problems] == [key]
    elif key != "colour":
        assert (found.values[key], found.problems) == (value, ())
    else:
        assert found.values[key] == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("people", "12.5"), ("people", "1,23"), ("people", "a few"), ("people", "٣"), ("people", "9999999999"),
        ("cost", "1.5"), ("cost", "-1"), ("cost", "1e5"), ("score", "0"), ("score", "6"), ("score", "3.5"),
        ("mean", "4.255"), ("year", "26"), ("review", "2026"), ("review", "01/01/0026"), ("grid", "L9/red=1"),
        ("grid", "L1/red=1; L1/red=2"), ("grid", "L1/red=x"), ("other", "#4x"), ("open", "perhaps"),
        ("title", "x" * 301),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_never_guessed(key: str, typed: str) -> None:
    assert problem_of(SAMPLE.field(key), typed)
    assert key in problems(**{key: typed})


def test_a_field_is_asked_only_where_another_answer_makes_it_so() -> None:
    assert problems(colour="red") == {"why": "This has to be filled in."}
    assert problems(colour="blue") == {}
    assert problems(colour="blue", why="because").keys() == {"why"}


def test_a_required_text_in_two_languages_may_be_in_welsh_alone() -> None:
    assert parse(SAMPLE, {"title_cy": "Rhaglen"}).problems == ()


def test_rules_between_fields_come_after_those_of_each() -> None:
    assert problems(people="0") == {"people": "Nobody at all?"}


def test_a_review_is_overdue_the_day_after_until_it_no_longer_matters() -> None:
    due, after = dt.date(2026, 5, 1), dt.date(2026, 5, 2)
    assert not is_overdue(SAMPLE, {"review": due}, due)
    assert is_overdue(SAMPLE, {"review": due}, after)
    assert not is_overdue(SAMPLE, {"review": due, "open": False}, after)
    assert not is_overdue(SAMPLE, {"review": due}, after, archived=True)
    assert not is_overdue(SAMPLE, {"review": None}, after)


def test_sums_of_a_grid_are_of_what_is_stated() -> None:
    grid = Grid((("L1", "blue", 4), ("L1", "red", 0)))
    assert (grid.of_column("blue"), grid.of_column("green"), grid.total) == (4, None, 4)
    assert (grid.get("L1", "red"), grid.get("L2", "red"), Grid().total) == (0, None, None)


def test_values_are_written_for_people_in_words() -> None:
    values = read(cost="1500", review="31/03/2026", several="red;blue", people="1200", year="2026").values
    written = {key: value_text(SAMPLE.field(key), value) for key, value in values.items() if value is not None}
    assert written == {
        "title": "A", "cost": "£1,500.00", "review": "31 March 2026", "several": "red ones; blue ones",
        "people": "1,200", "year": "2026",
    }  # fmt: skip
    assert value_text(SAMPLE.field("open"), None) == "not stated"


def _several(codes: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(codes)).map("; ".join)


def _cells(field: Field) -> st.SearchStrategy[str]:
    places = [f"{row}/{column}" for row, _r in field.rows for column, _c in field.columns]
    cells = st.dictionaries(st.sampled_from(places or ["x/y"]), st.integers(0, 10**6))
    return cells.map(lambda held: "; ".join(f"{place}={count}" for place, count in held.items()))


def _typed_of(field: Field) -> st.SearchStrategy[str]:
    codes = [code for code, _name in field.choices] or ["none"]
    numbers = st.decimals(field.lowest or 0, field.highest or 9, places=field.places).map(str)
    return {
        FieldType.CHOICE: st.sampled_from(codes),
        FieldType.CHOICES: _several(codes),
        FieldType.YES_NO: st.sampled_from(["yes", "no"]),
        FieldType.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).map(str),
        FieldType.YEAR: st.integers(1900, 2100).map(str),
        FieldType.WHOLE: st.integers(0, 10**9).map(str),
        FieldType.RECORD: st.integers(0, 10**9).map(str),
        FieldType.AMOUNT: st.decimals(0, 10**6, places=2).map(str),
        FieldType.SCORE: numbers,
        FieldType.LEVELS: _several(["L1", "L5", "L6"]),
        FieldType.ORGANISATIONS: _several(["gwent-police", "south-wales-police"]),
        FieldType.GRID: _cells(field),
    }.get(field.type, st.text())


@given(st.data())
def test_whatever_is_typed_comes_back_the_same_from_the_database_and_the_form(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([SAMPLE, *kinds().values()]))
    keys = data.draw(st.sets(st.sampled_from([one.key for one in kind.inputs]), max_size=6))
    raw = {key: data.draw(_typed_of(kind.field(key)) | st.text(max_size=20)) for key in sorted(keys)}
    values = parse(kind, raw).values
    assert from_json(kind, to_json(kind, values)) == values
    assert parse(kind, raw_of(kind, values)).values == values


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_no_label_or_answer_has_a_word_that_speaks_of_unlawful_favour(kind: RecordKind) -> None:
    texts = [text for one in kind.inputs for text in (one.label, one.help, *(name for _code, name in one.choices))]
    assert not [text for text in texts if "quota" in text.lower() or "preference" in text.lower()]
