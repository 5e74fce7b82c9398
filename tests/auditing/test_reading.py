"""What the audit reads in the files of the program and of others: whose figures, which rows, how exact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from audit_returns import line, write
from workforce_tui.auditing.files import read_files
from workforce_tui.auditing.values import Value, read_period, read_value
from workforce_tui.auditing.words import code_of, organisation_code, row_code

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.auditing.statements import Figure

DAY = "2026-03-31"


def figures(path: Path) -> dict[Figure, tuple[int, int | None]]:
    return {one.figure: (one.low, one.high) for one in read_files([path]).statements}


@pytest.mark.parametrize(
    ("text", "low", "high", "decimals"),
    [("1,045", 1045, 1045, 0), ("12.50", 12.5, 12.5, 2), ("35 to 39", 35, 39, 0), ("35 i 39", 35, 39, 0),
     ("<5", 0, 4, 0), ("llai na 10", 0, 9, 0), ("\u22120.5", -0.5, -0.5, 1)],
)  # fmt: skip
def test_numbers_and_intervals(text: str, low: float, high: float, decimals: int) -> None:
    value = read_value(text)
    assert value is not None
    assert value.low is not None
    assert value.high is not None
    assert (float(value.low), float(value.high), value.decimals) == (low, high, decimals)


@pytest.mark.parametrize(
    ("text", "marker"), [("[c]", "c"), ("*", "c"), ("[x]", "x"), ("..", "x"), ("[z]", "z"), ("[low]", "low")]
)
def test_markers(text: str, marker: str) -> None:
    assert read_value(text) == Value(marker=marker)


@pytest.mark.parametrize("text", ["three", "=1+1", "1 2 3", "9" * 30, "12:30"])
def test_words_are_no_numbers(text: str) -> None:
    assert read_value(text) is None


def test_dates_in_both_languages() -> None:
    assert read_period("As at 31 March 2026") == read_period("Ar 31 Mawrth 2026") == read_period(DAY) == DAY


def test_the_vocabulary_has_both_languages() -> None:
    assert code_of("measure", "Nifer staff") == code_of("measure", "Headcount") == "headcount"
    assert code_of("marker", "[c]") == "c"
    assert organisation_code("Heddlu Gwent") == organisation_code("Gwent Police") == "gwent-police"
    assert row_code("level", "Ymarferydd") == row_code("level", "Practitioner") == "L2"
    assert row_code("grade", "Rhingyll") == "SERGEANT"


def test_rounding_and_thresholds_are_those_of_the_line(tmp_path: Path) -> None:
    lines = [
        line("10", "known", threshold="10", rounding="5"), line("25", "minority", threshold="10", rounding="5"),
        line("23", "white", threshold="10", rounding="5"), line("[c]", "unknown", threshold="10", rounding="5"),
    ]  # fmt: skip
    found = {figure.measure: ends for figure, ends in figures(write(tmp_path / "a.csv", lines)).items()}
    assert found == {"known": (10, 12), "minority": (23, 27), "white": (23, 23), "unknown": (0, None)}


def test_a_censored_count_stays_an_interval(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [line("", low="35", high="39", threshold="5")])
    assert list(figures(path).values()) == [(35, 39)]


def test_whose_figures_a_line_has(tmp_path: Path) -> None:
    lines = [
        line("1", organisation="", area=""), line("2", organisation="", area="wales"),
        line("3", organisation="", area="gwent"), line("4", organisation="", area="", dimension="area", row="gwent"),
        line("5", organisation="", area="", dimension="organisation", row="gwent-police"),
    ]  # fmt: skip
    places = {one.figure.place for one in read_files([write(tmp_path / "a.csv", lines)]).statements}
    assert places == {"wales", "area:wales", "area:gwent", "gwent-police"}


def test_all_wales_is_a_row_of_areas_beside_a_total(tmp_path: Path) -> None:
    path = tmp_path / "areas.html"
    rows = [("Area", "Headcount", "Known"), ("Gwent", "10", "9"), ("All Wales", "20", "19"), ("All staff", "30", "28")]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path.write_text(f'<table data-period="{DAY}" data-dimension="area"><caption>Areas</caption>{body}</table>')
    found = {figure.place: ends[0] for figure, ends in figures(path).items() if figure.measure == "known"}
    assert found == {"area:gwent": 9, "area:wales": 19, "everywhere": 28}


def test_a_number_of_json_may_have_had_no_decimals(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    record = line("0", "share", unit="percent", base_measure="known") | {"value": 14.0}
    path.write_text(json.dumps([record]), encoding="utf-8")
    low, _high = read_files([path]).relations
    assert low.terms[1][1] * -100 == pytest.approx(13.5)


def test_labels_with_numbers_of_their_own_are_no_figures(tmp_path: Path) -> None:
    lines = [
        line("[c]", dimension="grade", row="STAFF_SCALE_2", row_label="Scale 2"),
        line("40", dimension="grade", row="STAFF_SCALE_3", row_label="Scale 3"),
    ]
    assert not read_files([write(tmp_path / "a.csv", lines)]).leaks
    lines[0]["row_label"] = "Scale 2 (3 people)"
    assert read_files([write(tmp_path / "b.csv", lines)]).leaks


def test_a_mapping_of_grades_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mapping.html"
    path.write_text(
        "<table><tr><td>Organisation</td><td>Grade</td><td>Level</td></tr>"
        "<tr><td>Gwent Police</td><td>Sergeant</td><td>L4</td></tr></table>"
    )
    assert read_files([path]).levels == {("gwent-police", "SERGEANT"): "L4"}


PAGE = """<html><head><meta name="figures-threshold" content="5"><meta name="figures-rounding" content="5">
<meta name="figures-exact_totals" content="{exact}"></head><body><table data-organisation="gwent-police"
data-as-at="2026-03-31"><caption>Gwent Police, 31 March 2026</caption><tr><th>Grade</th><th>Headcount</th>
<th>Asian</th></tr><tr><td>Sergeant</td><td>45</td><td>20</td></tr><tr><td>All staff</td><td>370</td><td>35</td></tr>
</table><p>{words}</p></body></html>"""


@pytest.mark.parametrize(("exact", "headcount"), [("yes", (370, 370)), ("some", (368, 372)), ("no", (368, 372))])
def test_totals_a_page_says_are_exact_are_read_so_beside_rounded_rows(
    tmp_path: Path, exact: str, headcount: tuple[int, int]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(exact=exact, words=""), encoding="utf-8")
    found = {(one.row, one.measure): ends for one, ends in figures(path).items()}
    assert (found["", "headcount"], found["", "ASIAN"]) == (headcount, (33, 37))
    assert (found["grade:SERGEANT", "headcount"], found["grade:SERGEANT", "ASIAN"]) == ((43, 47), (18, 22))


@pytest.mark.parametrize(
    ("words", "exact"),
    [("Totals of everyone are exact, not rounded.", True), ("Mae'r cyfansymiau yn union.", True),
     ("Totals of everyone are exact, except these: Known.", False), ("Totals may not add up.", False)],
)  # fmt: skip
def test_totals_said_in_words_to_be_exact_are_read_so(tmp_path: Path, words: str, exact: bool) -> None:
    path = tmp_path / "page.html"
    page = PAGE.format(exact="", words=f"Counts are rounded to the nearest 5. {words}").replace("figures-", "other:")
    path.write_text(page, encoding="utf-8")
    found = {(one.row, one.measure): ends for one, ends in figures(path).items()}
    assert found["", "headcount"] == ((370, 370) if exact else (368, 372))
    assert found["grade:SERGEANT", "headcount"] == (43, 47)
