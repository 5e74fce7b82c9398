"""One publication in every format: the same figures, the same markers, nothing that runs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from publication_samples import ROWS, sample_publication
from workforce_tui.auditing.workbook_check import check_workbook
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.publication import FIGURE_FIELDS, Publication
from workforce_tui.exporting.drawing import chart_of
from workforce_tui.exporting.figures_json import write_figures_json
from workforce_tui.exporting.page import render_page
from workforce_tui.exporting.sheets import sheet_name
from workforce_tui.exporting.text import render_columns
from workforce_tui.exporting.tidy import render_tidy
from workforce_tui.exporting.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> [bold]&amp; \x07../../etc'


def workbook_of(publication: Publication) -> tuple[Any, bytes]:
    stream = io.BytesIO()
    write_workbook(publication, stream)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue())), stream.getvalue()


class Tables(HTMLParser):
    """The tables of a page as a reader has them: codes, headers and the texts of the cells."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self.table, self.row, self.cell = "", "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.table = given["data-table"]
            self.found[self.table] = {}
        elif tag == "tr" and "data-row" in given:
            self.row = given["data-row"]
            self.found[self.table][self.row] = []
        elif tag == "td":
            self.cell = True
            self.found[self.table][self.row].append("")

    def handle_endtag(self, tag: str) -> None:
        self.cell = self.cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.found[self.table][self.row][-1] += data


def page_cells(publication: Publication) -> dict[str, dict[str, list[str]]]:
    reader = Tables()
    reader.feed(render_page(publication))
    return reader.found


@pytest.fixture(scope="module")
def publication() -> Publication:
    return sample_publication()


@pytest.fixture(scope="module")
def book(publication: Publication) -> Any:
    return workbook_of(publication)[0]


def test_the_figures_of_every_format_are_equal(publication: Publication, book: Any) -> None:
    tidy = list(csv.DictReader(io.StringIO(render_tidy(publication.figures))))
    stream = io.BytesIO()
    write_figures_json(publication, stream)
    parsed = json.loads(stream.getvalue())["figures"]
    lines = [[cell.value for cell in row] for row in book["Figures"].iter_rows()]
    first = next(n for n, line in enumerate(lines) if tuple(line) == FIGURE_FIELDS)
    sheet = [dict(zip(FIGURE_FIELDS, line, strict=True)) for line in lines[first + 1 :]]
    assert len(tidy) == len(parsed) == len(sheet) == len(publication.figures)
    for figure, text, record, cells in zip(publication.figures, tidy, parsed, sheet, strict=True):
        assert text["measure"] == record["measure"] == cells["measure"] == figure.measure
        if figure.value is None:
            assert (text["value"], record["value"], cells["value"]) == ("", None, figure.marker)
        else:
            numbers = {Decimal(text["value"]), Decimal(str(record["value"])), Decimal(str(cells["value"]))}
            assert numbers == {Decimal(figure.value)}


def test_a_table_has_the_same_values_and_symbols_as_text_workbook_and_page(publication: Publication, book: Any) -> None:
    table = publication.tables[0].table
    expected = {row.key: [cell_text(cell) for cell in row.cells] for row in table.rows}
    assert page_cells(publication)["T1"] == expected
    text = render_columns(table)
    sheet = [[cell.value for cell in row] for row in book["T1 Grade"].iter_rows()]
    for row in table.rows:
        line = next(line for line in sheet if line[0] == row.label)
        drawn = next(one for one in text.splitlines() if one.startswith(row.label)).removeprefix(row.label).split()
        assert drawn == expected[row.key]
        for value, shown in zip(line[1:], expected[row.key], strict=True):
            assert value == shown or Decimal(str(value)) == Decimal(shown.replace(",", ""))


def test_the_bars_and_their_words_show_what_the_table_shows_and_no_more(publication: Publication) -> None:
    chart = chart_of(publication.tables[0].table, publication.tables[0].chart)
    assert chart is not None
    assert [(bar.label, bar.text) for bar in chart.bars] == [
        ("Constable", "4.1%"), ("Sergeant", "[c]"), ("All staff", "3.8%"),
    ]  # fmt: skip
    assert [bar.length > 0 for bar in chart.bars] == [True, False, True]
    assert chart.description == "Constable: 4.1%; Sergeant: [c]; All staff: 3.8%"


def test_a_chart_with_nothing_to_show_is_left_out() -> None:
    hidden = {code: (label, (1, 1, None, None, None, None, None)) for code, (label, _values) in ROWS.items()}
    hiding = sample_publication(hidden).tables[0]
    assert chart_of(hiding.table, hiding.chart) is None


def test_the_workbook_is_laid_out_to_be_read_aloud(book: Any) -> None:
    assert book.sheetnames == ["Cover", "Contents", "Notes", "T1 Grade", "Grade mapping", "Figures"]
    for sheet in book:
        assert sheet["A1"].value
        assert len(sheet.tables) == 1
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        assert sheet.freeze_panes is None
        (table,) = sheet.tables.values()
        header = [cell.value for cell in sheet[table.ref][0]]
        assert len({str(name).casefold() for name in header}) == len(header)
        assert all(header)
        assert table.autoFilter is None
    assert book.active.title == "Cover"
    contents = [[cell.value for cell in row] for row in book["Contents"].iter_rows(min_row=4)]
    assert contents[0][:2] == ["T1", "T1 Grade"]
    assert contents[0][3:] == ["gwent-police", "gwent", "2025-03-31", "grade", "em_excl", "[z]"]
    numbers = [c for row in book["T1 Grade"].iter_rows(min_col=2) for c in row if isinstance(c.value, (int, float))]
    assert len(numbers) == sum(v is not None for _l, values in ROWS.values() for v in values) - 1


def test_the_checker_of_accessible_workbooks_has_nothing_to_say(publication: Publication, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook_of(publication)[1])
    assert check_workbook(file) == ()


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_the_files_say_their_title_and_language(language: str, tag: str) -> None:
    publication = sample_publication(language=language)
    book, content = workbook_of(publication)
    assert book.properties.language == tag
    assert book.properties.title == publication.title
    assert f'<html lang="{tag}">' in render_page(publication)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_same_publication_gives_the_same_bytes(publication: Publication) -> None:
    assert workbook_of(publication)[1] == workbook_of(publication)[1]


def test_the_page_needs_nothing_else_and_runs_nothing(publication: Publication) -> None:
    page = render_page(publication)
    assert "<script" not in page
    assert not re.search(r"(src|href)=.?(https?:|//)", page)
    assert not re.search(r"\son\w+=", page)
    assert page.count("<caption>") == page.count("<table")
    assert 'scope="col"' in page
    assert 'scope="row"' in page


def test_text_from_a_file_is_never_a_formula_nor_markup() -> None:
    rows = {"X": (HOSTILE, ROWS["CONSTABLE"][1]), "": ROWS[""]}
    publication = sample_publication(rows)
    publication = replace(publication, tables=(replace(publication.tables[0], name=HOSTILE),), title=HOSTILE)
    book, content = workbook_of(publication)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    named = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not any("external" in name.lower() or "vba" in name.lower() for name in named)
    page = render_page(publication)
    assert "<script" not in page
    assert "\x07" not in page
    assert page_cells(publication)["T1"]["X"][0] == "1,045"


def test_a_long_name_of_a_sheet_ends_after_a_whole_word() -> None:
    taken = {"cyfran y staff o leiafrifoedd…"}
    assert sheet_name("Cyfran y staff o leiafrifoedd ethnig", set()) == "Cyfran y staff o leiafrifoedd…"
    assert sheet_name("Cyfran y staff o leiafrifoedd ethnig", taken) == "Cyfran y staff o… 2"
    assert sheet_name("G" * 40, set()) == "G" * 30 + "…"


def test_names_of_sheets_are_short_plain_and_each_its_own() -> None:
    taken: set[str] = set()
    for wanted in ("Grade/[rank]*?", "Grade rank", "G" * 40, "G" * 50, "'", ""):
        name = sheet_name(wanted, taken)
        assert name
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
        assert name.casefold() not in taken
        taken.add(name.casefold())
