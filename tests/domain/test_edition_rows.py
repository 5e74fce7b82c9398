"""An edition and its rows say the same: nothing is lost either way, and nothing else is taken for an edition."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.editions import FORMULA, sample_edition
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience, Edition, EditionKind, EditionSection, EditionTable, EditionText
from workforce_tui.domain.edition_fields import FORMULA_STARTS, RecordKind, protect, unprotect
from workforce_tui.domain.edition_reading import RowsRefused
from workforce_tui.domain.edition_rows import RETURN_FIELDS, as_handed_over, content_hash, edition_of, rows_of
from workforce_tui.domain.publication import FIGURE_FIELDS
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.exporting.edition_tidy import render_edition_tidy

texts = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "''@x", "'", "[z]", "'[z]", "a\r\nb", "\\u0041", "_x0041_", " a ", "ŵ\x00", "-5", "\u2028"]
)
counts = st.tuples(st.integers(0, 9999), st.integers(0, 50)).map(lambda pair: Count(pair[0], sum(pair)))
cells = st.one_of(
    counts.map(Shown),
    st.tuples(counts, counts).map(lambda pair: Shown(Share(*pair))),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-999, max_value=999).map(Shown),
    st.integers(-999, 999).map(Shown),
    st.floats(allow_nan=False, allow_infinity=False).map(Shown),
    texts.map(Shown),
    st.just(Withheld("confidential")),
    texts.map(NotAvailable),
)
ROW = rows_of(sample_edition())


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    columns = tuple(Column(draw(texts), draw(texts), draw(texts), *draw(st.tuples(st.booleans(), st.booleans())))
                    for _n in range(draw(st.integers(1, 3))))  # fmt: skip
    rows = tuple(
        Row(draw(texts), tuple(draw(cells) for _n in columns), draw(texts)) for _n in range(draw(st.integers(0, 3)))
    )
    table = Table(draw(texts), draw(texts), columns, rows, (draw(texts),), draw(texts), None, None)
    held = EditionTable(draw(texts), draw(texts), table, draw(st.sampled_from(["", "level"])), draw(texts), draw(texts))
    text = EditionText(draw(texts), draw(texts), draw(texts), draw(texts), draw(texts))
    section = EditionSection(draw(st.integers(0, 99)), draw(texts), draw(texts), (draw(texts),), (held, held), (text,),
                             draw(texts))  # fmt: skip
    return Edition(
        EditionKind.UPDATE, Audience.FULL, draw(texts), 2026, draw(st.integers(0, 9)), "en", draw(texts),
        ((draw(texts), draw(texts)),), (section, section), (draw(texts),), draw(st.sampled_from([None, table])),
        draw(texts), {draw(texts): draw(texts)},
    )  # fmt: skip


@settings(max_examples=20)
@given(editions())
def test_rows_of_any_edition_give_that_edition(edition: Edition) -> None:
    rows = rows_of(edition)
    assert edition_of(rows) == edition
    assert rows_of(edition_of(rows)) == rows


@given(texts)
def test_a_written_text_can_run_nowhere_and_is_read_as_it_was(text: str) -> None:
    written = protect(text)
    assert not written.startswith(FORMULA_STARTS)
    assert unprotect(written) == text


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("audience", list(Audience))
def test_the_sample_comes_back_without_why_figures_are_withheld(language: str, audience: Audience) -> None:
    edition = sample_edition(language, audience)
    assert edition_of(rows_of(edition)) == as_handed_over(edition) != edition
    assert not any("small" in row["text"] or "partner" in row["text"] for row in rows_of(edition))


def test_the_rows_can_be_read_as_tidy_figures() -> None:
    assert set(FIGURE_FIELDS) < set(RETURN_FIELDS)
    (row,) = [one for one in ROW if (one["table"], one["row"], one["measure"]) == ("T4a", "L1", "share")
              and one["record"] == RecordKind.FIGURE]  # fmt: skip
    told = {name: row[name] for name in FIGURE_FIELDS if row[name]}
    assert told == {
        "organisation": "gwent-police", "area": "gwent", "period": "2025-03-31", "dimension": "level", "row": "L1",
        "row_label": "Level 1", "definition": "em_excl", "measure": "share", "value": "4.1", "unit": "percent",
        "base_measure": "known", "profile": "TASKFORCE", "threshold": "5", "rounding": "5", "version": "1",
    }  # fmt: skip


def test_a_withheld_figure_has_a_marker_and_an_interval_two_ends() -> None:
    by_measure = {one["measure"]: one for one in ROW if (one["table"], one["row"]) == ("T4a", "L3")}
    assert (by_measure["minority"]["marker"], by_measure["minority"]["value"]) == ("[c]", "")
    assert (by_measure["headcount"]["low"], by_measure["headcount"]["high"]) == ("61", "64")
    assert by_measure["not_given"]["marker"] == "[x]"


def test_the_last_row_is_the_hash_of_the_others() -> None:
    assert ROW[-1]["record"] == RecordKind.HASH
    assert ROW[-1]["text"] == content_hash(ROW) == content_hash(ROW[:-1])
    changed = [{**row, "value": "41"} if row["value"] == "40" else row for row in ROW]
    assert content_hash(changed) != content_hash(ROW)


def test_the_csv_has_the_rows_and_no_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(render_edition_tidy(sample_edition()), newline="")))
    assert lines == list(ROW)
    assert not any(field.startswith(FORMULA_STARTS) for row in lines for field in row.values())
    assert any(field == "'" + FORMULA for row in lines for field in row.values())


def changed(place: int, **fields: str) -> list[dict[str, str]]:
    return [{**row, **fields} if number == place else row for number, row in enumerate(ROW)]


def place_of(**fields: str) -> int:
    return next(n for n, row in enumerate(ROW) if all(row[name] == text for name, text in fields.items()))


FIGURE = place_of(table="T4a", row="L1", measure="minority")


@pytest.mark.parametrize(
    ("place", "fields", "column", "expected"),
    [
        (FIGURE, {"value": "forty"}, "value", "a whole number"),
        (FIGURE, {"form": "guess"}, "form", "one of count, share"),
        (FIGURE, {"record": "figures"}, "record", "one of edition"),
        (FIGURE, {"value": "", "low": "9", "high": "4"}, "high", "above 9"),
        (FIGURE, {"table": "T5"}, "table", "T4a"),
        (FIGURE, {"row_label": "Level 9"}, "row_label", "Level 1"),
        (FIGURE, {"welsh": "more"}, "welsh", "nothing"),
        (place_of(record="table", table="T9a"), {"period": "31/03/2025"}, "period", "2026-03-31"),
        (place_of(record="table", table="T4a"), {"definition": "em"}, "definition", "em_excl"),
        (place_of(record="edition", entry="kind"), {"text": "letter"}, "text", "one of return"),
        (
            place_of(record="edition", entry="schema"),
            {"text": "7"},
            "text",
            "schema 1, the one this version of the program reads",
        ),
        (place_of(record="code", entry="rounding"), {"text": "five"}, "text", "a whole number"),
        (place_of(measure="score", form="real"), {"value": "9" * 400}, "value", "a number"),
        (place_of(record="edition", entry="year"), {"text": "soon"}, "text", "a whole number"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(place: int, fields: dict[str, str], column: str, expected: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        edition_of(changed(place, **fields))
    problem = next(one for one in refused.value.problems if one.column == column)
    assert expected in problem.expected
    if column != "text":  # what the edition says of itself is judged once all is read
        found = fields["high"] if column == "high" else fields[column]
        assert (problem.line, problem.found[:20]) == (place + 2, found[:20])


def test_another_schema_is_named_with_the_line_that_says_it() -> None:
    place = place_of(record="edition", entry="schema")
    with pytest.raises(RowsRefused) as refused:
        edition_of(changed(place, text="2"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.found) == (place + 2, "2")


def test_rows_that_are_missing_or_too_many_are_found() -> None:
    gone = [row for number, row in enumerate(ROW) if number != FIGURE]
    with pytest.raises(RowsRefused) as refused:
        edition_of(gone)
    assert refused.value.problems[0].expected.startswith("cells in row 1 of table T4a: 7")
    twice = [*ROW[:8], *ROW[7:]]
    with pytest.raises(RowsRefused):
        edition_of(twice)
    with pytest.raises(RowsRefused):
        edition_of(())


def test_every_problem_is_collected() -> None:
    with pytest.raises(RowsRefused) as refused:
        edition_of([{**row, "form": "?"} if row["form"] else row for row in ROW])
    assert len(refused.value.problems) > 20


def test_a_number_that_is_none_is_not_written() -> None:
    edition = sample_edition()
    table = replace(edition.mapping, rows=(Row("a", (Shown(float("nan")), Shown(Decimal("1"))), ""),))  # type: ignore[type-var]
    with pytest.raises(ValueError, match="not a number"):
        rows_of(replace(edition, mapping=table))
