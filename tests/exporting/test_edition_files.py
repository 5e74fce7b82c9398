"""One edition in every format: each file is read back by another program, and says what the edition says."""

from __future__ import annotations

import builtins
import csv
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest

from helpers.drawn_editions import whole_edition
from helpers.editions import FORMULA, MARKUP, SCRIPT, WELSH, sample_edition
from workforce_tui.auditing.workbook_check import check_workbook
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import EditionSection, EditionTable, EditionText
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.exporting.editions import FORMATS, write_edition

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition

DRAWN = ("xlsx", "docx", "html")


def content_of(form: str, edition: Edition) -> bytes:
    stream = io.BytesIO()
    write_edition(form, edition, stream)
    return stream.getvalue()


@pytest.fixture(scope="module", params=["en", "cy"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return whole_edition(request.param)


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    return {form: content_of(form, edition) for form in (*DRAWN, "csv")}


def meant(cell: Cell) -> str:
    """What a cell has to say, worked out here from the edition and not by the program's formatter."""
    match cell:
        case Withheld():
            return "[c]"
        case NotAvailable():
            return "[x]"
        case Shown(Count(low, high)):
            return str(low) if low == high else f"{low} to {high}"
        case Shown(Share(part, rest)):
            ends = (Decimal(a) / (a + b) * 100 for a, b in ((part.low, rest.high), (part.high, rest.low)))
            low, high = (f"{end.quantize(Decimal('0.1'), 'ROUND_HALF_UP'):f}" for end in ends)
            return low if low == high else f"{low} to {high}"
        case Shown(float() as number):
            return f"{Decimal(str(number)).quantize(Decimal('0.1'), 'ROUND_HALF_UP'):f}"
        case Shown(Decimal() as number):
            return f"{number:f}"
        case Shown(value):
            return plain(str(value))


def plain(text: str) -> str:
    """A text of a cell without what a format may add to a figure: separators, percent signs, kinds of space."""
    if text.strip() == "–":
        return "[z]"
    line = " ".join(text.replace("\N{MINUS SIGN}", "-").split())
    found = re.fullmatch(r"\+?(-?[\d,]+(?:\.\d+)?)%?(?:(?: to | i |-)\+?(-?[\d,]+(?:\.\d+)?)%?)?", line)
    if found is None:
        return line
    return " to ".join(number.replace(",", "") for number in found.groups() if number)


def expected(edition: Edition) -> dict[str, list[list[str]]]:
    tables = [(one.code, one.table) for _section, one in edition.tables()]
    assert edition.mapping is not None
    return {
        code: [[" ".join(row.label.split()), *map(meant, row.cells)] for row in table.rows]
        for code, table in [*tables, ("mapping", edition.mapping)]
    }


def in_workbook(content: bytes) -> dict[str, list[list[str]]]:
    """The marked tables of a workbook by their names; two columns of one range are one again."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        ((name, area),) = sheet.tables.items()
        head, *rows = [[cell.value for cell in line] for line in sheet[area]]
        found[name.removeprefix("table_")] = [_ranged(head, row) for row in rows]
    return found


def _ranged(head: list[str], row: list[Any]) -> list[str]:
    texts: list[str] = []
    before = ""
    for name, value in zip(head, row, strict=True):
        text, bare = plain(str(value)), name.rpartition(", ")[0]
        if not bare or bare != before:
            texts.append(text)
        elif texts[-1] != text:
            texts[-1] = f"{texts[-1]} to {text}"
        before = bare
    return texts


def in_report(content: bytes, codes: list[str]) -> dict[str, list[list[str]]]:
    tables = docx.Document(io.BytesIO(content)).tables
    return {
        code: [[plain(cell.text) for cell in row.cells] for row in table.rows[1:]]
        for code, table in zip(codes, tables, strict=True)
    }


def in_interchange(content: bytes, edition: Edition) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {code: [] for code in expected(edition)}
    for one in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        if one["record"] in ("figure", "cell"):
            if one["place"] == "1":
                found[one["table"]].append([plain(one["row_label"].removeprefix("'"))])
            found[one["table"]][-1].append(_meant_in(one))
    return found


def _meant_in(one: dict[str, str]) -> str:
    if one["form"] == "share":
        part, rest = (Count(int(ends[0]), int(ends[-1])) for ends in (e.split("-") for e in one["text"].split("/")))
        return meant(Shown(Share(part, rest)))
    if one["form"] == "real":
        return meant(Shown(float(one["value"])))
    ends = f"{one['low']} to {one['high']}" if one["low"] else ""
    return one["marker"] or one["value"] or ends or plain(one["text"].removeprefix("'"))


class Page(HTMLParser):
    """The tables of a page, and the language of every text outside them."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.told: list[tuple[str, str]] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.tables[str(given["data-table"])] = []
        elif tag == "tr" and "data-row" in given:
            list(self.tables.values())[-1].append([])
        elif tag in ("td", "th") and given.get("scope") != "col":
            list(self.tables.values())[-1][-1].append("")
        if tag != "meta":
            self.open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ("", {})
        if inside[0] in ("td", "th") and inside[1].get("scope") != "col":
            list(self.tables.values())[-1][-1][-1] += data
        language = next((str(given["lang"]) for _tag, given in reversed(self.open) if "lang" in given), "")
        self.told.append((data.strip(), language))

    def cells(self) -> dict[str, list[list[str]]]:
        return {code: [list(map(plain, row)) for row in rows] for code, rows in self.tables.items()}


def test_every_figure_and_text_of_every_table_is_the_same_in_every_format(
    edition: Edition, files: dict[str, bytes]
) -> None:
    wanted = expected(edition)
    workbook = in_workbook(files["xlsx"])
    assert {code: workbook[code.lower()] for code in wanted} == wanted
    assert in_report(files["docx"], list(wanted)) == wanted
    assert Page(files["html"]).cells() == wanted
    assert in_interchange(files["csv"], edition) == wanted


def test_the_last_sheet_of_the_workbook_is_the_interchange_file(files: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).worksheets[-1]
    lines = [[str(cell.value or "").removeprefix("signs: ") for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert lines == list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))


def test_numbers_are_numbers_in_the_workbook_with_one_in_each_cell(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    sheet = next(one for one in book.worksheets if "T20" in one.title)
    (area,) = [area for _name, area in sheet.tables.items()]
    head, police, prison, courts = [[cell.value for cell in line] for line in sheet[area]]
    assert head[5:] == ["Target (%)", "Gap (points)", "Status"]
    assert [name.rpartition(", ")[0] for name in head[1:5]] == ["Share (%)"] * 2 + ["Interval (95%) (%)"] * 2
    assert police == ["Police", 4, 4, 3, 5.1, 6, -2, "below"]
    assert prison == ["Prison", 3.8, 4.3, 2.9, 5.3, 5, 0.4, "revised"]
    assert courts[5:] == ["[z]", "[z]", "[z]"]


def test_the_checker_of_accessible_workbooks_has_nothing_to_say(files: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(files["xlsx"])
    assert check_workbook(file) == ()


def test_the_workbook_has_a_sheet_for_everything_and_its_titles_are_headings(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert {sheet["A1"].style for sheet in book} == {"Heading 1"}
    contents = [row[1].value for row in book.worksheets[1].iter_rows(min_row=4)]
    assert contents == book.sheetnames[2:]
    assert len(contents) == len({name.casefold() for name in contents})
    sheet = next(sheet for sheet in book if "table_narrative" in sheet.tables)
    narrative = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[1:5] for row in narrative] == [
        ["Actions taken", 1, "We did A.", WELSH],
        ["Actions taken", 2, "Then B: 'quoted', \"too\".", "[x]"],
        ["What came of them", 1, f"{FORMULA} {MARKUP} {SCRIPT}", "[x]"],
    ]


def test_nothing_of_a_long_text_is_lost_in_the_workbook() -> None:
    words = " ".join(f"word{number}" for number in range(3_000))
    section = EditionSection(17, "narrative", "Narrative", texts=(EditionText("actions", "Actions", words),))
    book = openpyxl.load_workbook(io.BytesIO(content_of("xlsx", replace(sample_edition(), sections=(section,)))))
    parts = [row[3].value for row in book["Narrative"].iter_rows(min_row=4)]
    assert " ".join(parts) == words


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut() -> None:
    section = EditionSection(17, "narrative", "Narrative", texts=(EditionText("actions", "Actions", "a " * 20_000),))
    edition = replace(sample_edition(), sections=(section,))
    with pytest.raises(WorkforceError, match="letters does not fit"):
        content_of("xlsx", edition)
    assert b"a a a" in content_of("html", edition)


def test_the_files_say_their_title_and_language(edition: Edition, files: dict[str, bytes]) -> None:
    tag = {"en": "en-GB", "cy": "cy-GB"}[edition.language]
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    report = docx.Document(io.BytesIO(files["docx"]))
    assert (book.properties.title, book.properties.language) == (edition.title, tag)
    assert (report.core_properties.title, report.core_properties.language) == (edition.title, tag)
    assert f'<html lang="{tag}">'.encode() in files["html"]


def test_a_text_in_the_other_language_is_marked_as_such() -> None:
    texts = (EditionText("a", "Actions", "Only English."), EditionText("b", "Outcomes", welsh="Cymraeg yn unig."))
    for language, other, said in (("en", "cy-GB", "Cymraeg yn unig."), ("cy", "en-GB", "Only English.")):
        edition = replace(sample_edition(language), sections=(EditionSection(17, "n", "N", texts=texts),))
        report = docx.Document(io.BytesIO(content_of("docx", edition)))
        runs = [run for paragraph in report.paragraphs for run in paragraph.runs if run.text == said]
        assert [run._r.xpath("string(w:rPr/w:lang/@w:val)") for run in runs] == [other]
        assert (said, other) in Page(content_of("html", edition)).told


def test_the_report_has_headings_repeated_headers_contents_and_charts_in_words(files: dict[str, bytes]) -> None:
    report = docx.Document(io.BytesIO(files["docx"]))
    headings = [one.text for one in report.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    links = report.element.xpath("//w:hyperlink")
    places = report.element.xpath("//w:bookmarkStart/@w:name")
    assert ["".join(link.xpath(".//w:t/text()")) for link in links] == headings
    assert {link.get(next(name for name in link.attrib if "anchor" in name)) for link in links} <= set(places)
    assert len(report.element.xpath("//w:tblHeader")) == len(report.tables)
    described = report.element.xpath("//*[local-name()='docPr']/@descr")
    assert "4.1%" in described[0]
    assert re.search(r"Prison: 3.8 (to|i) 4.3%", described[1])
    assert len(described) == 2


def test_the_page_has_landmarks_and_one_first_heading_and_runs_nothing(files: dict[str, bytes]) -> None:
    page = files["html"].decode()
    for mark in ("<main", "<nav", "<header", "<footer", "<h1"):
        assert page.count(mark) == (1 if mark != "<h1" else page.count("</h1>")) == 1
    assert page.count("<caption>") == page.count("<table")
    assert "<script" not in page
    assert not re.search(r"(src|href)=.?(https?:|//)", page)
    assert not re.search(r"\son\w+=", page)
    assert len(set(re.findall(r'id="([^"]+)"', page))) == len(re.findall(r'id="([^"]+)"', page))
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert wanted <= set(re.findall(r'id="([^"]+)"', page))


def test_a_percent_sign_is_in_the_heading_and_not_in_the_cells(files: dict[str, bytes]) -> None:
    rows = {row[0]: row[1:] for row in Page(files["html"]).tables["T20"]}
    assert [rows[name][0] for name in ("Police", "Courts")] == ["4.0", "25.0"]
    assert "%" not in "".join(text for row in rows.values() for text in row)
    assert "Share (%)" in files["html"].decode()


def test_a_chart_starts_at_nothing_and_shows_targets_and_what_a_figure_may_be(files: dict[str, bytes]) -> None:
    page = files["html"].decode().partition('id="section-20"')[2]
    assert page.count('class="target"') == 2
    assert page.count('class="range"') == 3
    assert re.findall(r'class="bar" .*?x="(\d+)"', page) == ["1", "1", "1"]
    assert "Interval (95%)" in page


def test_text_from_people_is_never_a_formula_nor_markup(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert b"<script" not in files["html"].lower()
    assert SCRIPT in "".join(text for text, _language in Page(files["html"]).told)


@pytest.mark.parametrize("form", DRAWN)
def test_the_same_edition_gives_the_same_bytes(form: str, edition: Edition, files: dict[str, bytes]) -> None:
    assert content_of(form, edition) == files[form]
    if form != "html":
        moments = {item.date_time for item in zipfile.ZipFile(io.BytesIO(files[form])).infolist()}
        assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_a_format_that_is_not_known_is_refused() -> None:
    with pytest.raises(WorkforceError, match="odt") as refused:
        write_edition("odt", sample_edition(), io.BytesIO())
    assert refused.value.hint == f"Formats: {', '.join(FORMATS)}."


def test_where_the_library_for_pdf_is_missing_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WorkforceError, match="WeasyPrint") as refused:
        write_edition("pdf", sample_edition(), io.BytesIO())
    assert "pip install" in (refused.value.hint or "")


def test_a_report_leaves_out_the_sections_it_is_made_with_and_says_where_one_is_empty() -> None:
    empty = (EditionSection(0, "cover", "Cover"), EditionSection(16, "register", "Explain or reform"))
    page = content_of("html", replace(sample_edition(), sections=empty)).decode()
    assert "0. Cover" not in page
    assert "There are no figures or texts." in page.partition('id="section-16"')[2]


def test_a_name_cut_to_fit_a_tab_is_not_a_heading() -> None:
    (section, *_rest) = sample_edition().sections
    (table,) = section.tables
    cut = replace(section, tables=(replace(table, name="T4a Staff in post by level and g"),))
    edition = replace(sample_edition(), sections=(cut,))
    assert '<h3 id="table-T4a">T4a Staff in post by level: Gwent Police</h3>' in content_of("html", edition).decode()


def test_a_number_shows_all_its_decimals_and_tables_of_one_code_have_names_of_their_own() -> None:
    columns = (Column("p", "p (exact)"),)
    table = Table("Tests", "Test", columns, (Row("One", (Shown(Decimal("0.0496")),), "one"),))
    held = tuple(EditionTable(code, code, table) for code in ("sections", "T-1", "T 1"))
    edition = replace(sample_edition(), sections=(EditionSection(3, "tests", "Tests", tables=held),))
    book = openpyxl.load_workbook(io.BytesIO(content_of("xlsx", edition)))
    names = [name for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names)
    cell = book["T-1"].cell(book["T-1"].max_row, 2)
    assert (cell.value, cell.number_format) == (0.0496, "#,##0.0000")


@pytest.mark.parametrize("form", DRAWN)
def test_characters_that_mean_harm_are_left_out_of_every_text(form: str) -> None:
    bad = "a\x00b\ud800c\ufffed\u202ee ]]> & <b> {{7*7}} _x0041_ \x1b[31m"
    table = Table(bad, bad, (Column(bad, bad, bad),), (Row(bad, (Shown(bad),), bad),), (bad,), bad)
    held = (EditionTable(bad, bad, table, bad, bad, bad), EditionTable("", "", Table("", "", (), ())))
    section = EditionSection(3, bad, bad, (bad,), held, (EditionText(bad, bad, bad, bad, bad),), bad)
    edition = replace(
        sample_edition(), title=bad, facts=((bad, bad),), notes=(bad,), author=bad, sections=(section,), mapping=table
    )
    content = content_of(form, edition)
    parts = zipfile.ZipFile(io.BytesIO(content)) if form != "html" else None
    texts = [parts.read(name) for name in parts.namelist() if name.endswith(".xml")] if parts else [content]
    written = "".join(one.decode("utf-8") for one in texts)
    assert not re.search("[\x00\x1b\ufffe]|<b>", written)
    # The last sheet is the interchange file, which gives back every text as it was.
    assert written.count("\u202e") == (written.count("\\u0000") if form == "xlsx" else 0)
    assert "{{7*7}}" in written


def test_only_a_word_too_wide_for_a_printed_column_is_broken_there() -> None:
    address = "https://force.example/evidence-of-2026"
    rows = (Row(address, (Shown("said here"),), "a"), Row("Said there", (Shown(f"See {address}"),), "b"))
    table = Table("Targets", "For", (Column("why", "Why", numeric=False),), rows)
    section = EditionSection(12, "targets", "Targets", tables=(EditionTable("T12a", "T12a Targets", table),))
    page = content_of("html", replace(sample_edition(), sections=(section,))).decode()
    assert ".long, caption { overflow-wrap: anywhere; }" in page.partition("@media print")[2]
    assert f'<th scope="row" class="long">{address}</th><td class="words">said here</td>' in page
    assert f'<th scope="row">Said there</th><td class="words long">See {address}</td>' in page
