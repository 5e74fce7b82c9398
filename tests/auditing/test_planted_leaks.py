"""A safe release with one thing left in: each is caught, wherever in whatever kind of file it is."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from audit_files import NOTES, TEN, TITLES, audited, grid, page, safe_lines, workbook
from audit_returns import line, write
from workforce_tui.auditing import Protection, audit
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.file_checks import report_lines

if TYPE_CHECKING:
    from pathlib import Path

    from audit_returns import Line


def test_the_release_is_safe_in_every_kind_of_file(tmp_path: Path) -> None:
    html, text, data = tmp_path / "page.html", tmp_path / "report.txt", tmp_path / "figures.json"
    html.write_text(page(grid()), encoding="utf-8")
    widths = [max(len(row[n]) for row in grid()) for n in range(5)]
    aligned = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in grid()]
    text.write_text("\n".join([TITLES["en"], "As at 31 March 2026", "", *aligned, "", NOTES["en"]]), encoding="utf-8")
    data.write_text(json.dumps({"title": TITLES["en"], "figures": safe_lines()}), encoding="utf-8")
    paths = [html, text, data, write(tmp_path / "tidy.csv", safe_lines()), workbook(tmp_path / "book.xlsx", grid())]
    for path in paths:
        report = audited(path)
        assert report.safe, (path.name, report)
        assert report.withheld >= 3, path.name
    assert audit(paths, protection=TEN).safe


@pytest.mark.parametrize(
    "left_in",
    [
        line("1.6", "share", dimension="grade", row="SERGEANT", unit="percent", base_measure="known"),
        line("3", dimension="grade", row="SERGEANT"),
        line("3", dimension="level", row="L3"),
        line("193", "known", dimension="grade", row="SERGEANT", note="x"),
    ],
    ids=["percentage", "count", "margin", "exact"],
)
def test_a_line_left_in(tmp_path: Path, left_in: Line) -> None:
    fields = {name: value for name, value in left_in.items() if name != "note"}
    lines = [*safe_lines(), fields]
    if "note" in left_in:
        lines.append(line("190", "white", dimension="grade", row="SERGEANT"))
    report = audit([write(tmp_path / "tidy.csv", lines)], protection=TEN)
    assert any(one.figures[0].row in ("grade:SERGEANT", "level:L3") for one in report.confined)


@pytest.mark.parametrize(
    "more",
    [
        "<p>Sergeants from ethnic minorities: 3.</p>",
        "<p>The target is missed: 4 short.</p>",
        "<p>12.5% of inspectors.</p>",
        '<img src="chart.png" alt="Bar chart: Sergeant 1.6%">',
        '<div aria-label="Inspector: 2 people"></div>',
        '<div title="Sergeant 3"></div>',
        '<svg><text x="1" y="2">1.6%</text></svg>',
        "<svg><desc>Sergeant: 1.6; Inspector: 2.4</desc></svg>",
        "<!-- Sergeant minority 3 -->",
        "<script>draw(3)</script>",
    ],
)
def test_a_number_in_the_words_of_a_page(tmp_path: Path, more: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(grid(), more), encoding="utf-8")
    assert audited(path).leaks


@pytest.mark.parametrize(
    "more",
    [
        "<p>Counts of fewer than 10 people are withheld. See note 1 and Table 2.</p>",
        "<p>The 95% interval is Wilson's. As at 31 March 2026, for 2025-26.</p>",
        "<p>Rhingyll: dau ben y cyfwng 95%.</p>",
        "<p>Everybody counted: 1,300 people.</p>",
        "<p>Level 3 is a sergeant; Band 4 is not.</p>",
        "<p>Heddlu Gwent: ni ddangosir cyfrifon o dan 10; mae'r lleill i'r 5 agosaf.</p>",
        "<p>Gwent Police: counts are to the nearest 5.</p>",
    ],
)
def test_numbers_that_are_no_figures_are_left_alone(tmp_path: Path, more: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(grid(), more), encoding="utf-8")
    assert not audited(path).leaks


def test_a_small_count_that_is_simply_shown_is_told(tmp_path: Path) -> None:
    """Nothing is withheld here, so that nothing is left to work out."""
    shown = [line("193", "known", dimension="grade", row="SERGEANT"), line("3", dimension="grade", row="SERGEANT")]
    more = [line("12", dimension="grade", row="INSPECTOR"), line("3", "undeclared", dimension="grade", row="INSPECTOR")]
    path = write(tmp_path / "shown.csv", [*shown, *more])
    report = audited(path)
    assert [(one.kind, one.figures[0].row, one.low) for one in report.confined] == [("small", "grade:SERGEANT", 3)]
    assert "Shown, though it is under the threshold: Sergeant" in " ".join(report_lines(report))
    later = write(
        tmp_path / "later.csv", [line("194", "known", dimension="grade", row="SERGEANT", period="2027-03-31")]
    )
    assert audit([later], protection=TEN, earlier=[path]).safe


def test_a_percentage_without_the_count_it_is_of_tells_the_count(tmp_path: Path) -> None:
    known = [line("193", "known", dimension="grade", row="SERGEANT"), line("93", "known", dimension="grade", row="C")]
    share = {"unit": "percent", "base_measure": "known", "dimension": "grade"}
    few = line("1.6", "share", row="SERGEANT", **share)
    many = line("45.2", "share", row="C", **share)
    assert audited(write(tmp_path / "many.csv", [*known, many])).safe
    report = audited(write(tmp_path / "few.csv", [*known, many, few]))
    assert [(one.kind, one.figures[0].row, one.low, one.high) for one in report.confined] == [
        ("share", "grade:SERGEANT", 3, 3)
    ]


def test_a_number_of_people_is_not_told_by_a_percentage_that_has_it(tmp_path: Path) -> None:
    rows = [[*row, share] for row, share in zip(grid(), ("Share (%)", "4%", *["[c]"] * 4), strict=True)]
    path = tmp_path / "page.html"
    path.write_text(page(rows, "<p>Constables: 4%.</p>"), encoding="utf-8")
    assert audited(path).safe
    path.write_text(page(rows, '<img alt="4 people: inspectors">'), encoding="utf-8")
    assert audited(path).leaks


def add_hidden(book: Any) -> None:
    sheet = book.create_sheet("Working")
    sheet.append(["Grade", "Ethnic minority"])
    sheet.append(["Sergeant", 3])
    sheet.append(["Inspector", 2])
    sheet.sheet_state = "hidden"


def add_chart(book: Any) -> None:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.title = "Sergeants: 1.6%"
    chart.add_data(Reference(book.active, min_col=3, min_row=3, max_row=5), titles_from_data=True)
    book.active.add_chart(chart, "H2")


def add_comment(book: Any) -> None:
    from openpyxl.comments import Comment

    book.active["D5"].comment = Comment("3 people", "HR")


def add_name(book: Any) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names["sergeant"] = DefinedName("sergeant", attr_text='"Sergeant 3"')


def add_property(book: Any) -> None:
    book.properties.description = "Sergeants from ethnic minorities 3, inspectors 2"


def add_formula(book: Any) -> None:
    book.active["D5"] = "=B5-E5"


@pytest.mark.parametrize("change", [add_hidden, add_chart, add_comment, add_name, add_property, add_formula])
def test_a_number_elsewhere_in_a_workbook(tmp_path: Path, change: Any) -> None:
    report = audited(workbook(tmp_path / "book.xlsx", grid(), change))
    assert report.leaks or report.confined, change.__name__


def test_the_numbers_a_chart_keeps_are_read(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, working = book.add_worksheet("T1"), book.add_worksheet("W")
        for number, row in enumerate([[TITLES["en"]], [NOTES["en"]], *grid()]):
            for place, cell in enumerate(row):
                (
                    sheet.write_number(number, place, int(cell))
                    if cell.isdigit()
                    else sheet.write_string(number, place, cell)
                )
        for number, (label, count) in enumerate([("Sergeant", 3), ("Inspector", 2)]):
            working.write(number, 0, label)
            working.write(number, 1, count)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"categories": "=W!$A$1:$A$2", "values": "=W!$B$1:$B$2", "name": "Ethnic minority"})
        sheet.insert_chart("H2", chart, {"description": "A bar chart"})
    report = audited(path)
    assert report.confined or report.leaks


def test_a_number_in_a_name(tmp_path: Path) -> None:
    rows = safe_lines()
    assert audit([write(tmp_path / "gwent-police-2026-03-31.csv", rows)], protection=TEN).safe
    assert audit([write(tmp_path / "gwent-sergeant-3.csv", rows)], protection=TEN).leaks
    assert audit([write(tmp_path / "gwent_1.6pc.csv", rows)], protection=TEN).leaks


def test_json_of_the_report_command(tmp_path: Path) -> None:
    records = [
        {"organisation": "gwent-police", "as_at": "2026-03-31", "level": "First-line", "key": "L3", "headcount": 205,
         "known": 195, "minority": None, "share": 0.0154, "definition": "em_excl"},
        {"organisation": "gwent-police", "as_at": "2026-03-31", "level": "Practitioner", "key": "L2", "headcount": 980,
         "known": 940, "minority": 40, "share": 0.0426, "definition": "em_excl"},
    ]  # fmt: skip
    path = tmp_path / "report.json"
    hidden = [line("[c]", dimension="level", row="L3")]
    path.write_text(json.dumps(records), encoding="utf-8")
    report = audit([path, write(tmp_path / "tidy.csv", hidden)], protection=TEN)
    assert [(one.figures[0].row, one.low, one.high) for one in report.confined] == [("level:L3", 3, 3)]


@pytest.mark.parametrize("column", ["Gap", "People short", "Interval (95%)"])
def test_figures_worked_out_from_a_withheld_share(tmp_path: Path, column: str) -> None:
    value = {"Gap": "-8.4", "People short": "17", "Interval (95%)": "0.5%-4.5%"}[column]
    rows = grid()
    rows = [
        [*rows[0], "Target (%)", column],
        *([*row, "10.0", value if row[0] == "Sergeant" else ""] for row in rows[1:]),
    ]
    path = tmp_path / "page.html"
    path.write_text(page(rows), encoding="utf-8")
    assert not audited(path).safe


@pytest.mark.parametrize(("target", "safe"), [("", False), ("10.0", True), ("0.4", False)])
def test_a_status_says_on_which_side_of_its_target_a_share_is(tmp_path: Path, target: str, safe: bool) -> None:
    rows = [[*row, target, ""] for row in grid()]
    rows[0][5:], rows[2][6] = ["Target (%)", "Status"], "■ behind"
    path = tmp_path / "page.html"
    path.write_text(page(rows), encoding="utf-8")
    assert audited(path).safe == safe


def test_a_welsh_file_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "tudalen.html"
    path.write_text(page(grid("cy"), language="cy"), encoding="utf-8")
    report = audited(path)
    assert report.safe, report
    assert report.withheld == 3
    path.write_text(page(grid("cy"), "<p>Rhingylliaid: 3 o bobl</p>", language="cy"), encoding="utf-8")
    assert audited(path).leaks
    rows = grid("cy")
    rows[2][3] = "3"
    both = audit(
        [workbook(tmp_path / "llyfr.xlsx", rows, language="cy"), write(tmp_path / "a.csv", safe_lines())],
        protection=TEN,
    )
    assert any(one.figures[0].row == "grade:SERGEANT" and one.low == 3 for one in both.confined)


def test_a_letter_with_a_table_and_an_alternative_text(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(TITLES["en"])
    document.add_paragraph(NOTES["en"])
    made = document.add_table(len(grid()), 5)
    for number, row in enumerate(grid()):
        for place, cell in enumerate(row):
            made.cell(number, place).text = cell
    document.save(tmp_path / "letter.docx")
    report = audited(tmp_path / "letter.docx")
    assert report.safe, report
    assert report.withheld == 3
    document.add_paragraph("There were 3 sergeants.")
    document.save(tmp_path / "leak.docx")
    assert audited(tmp_path / "leak.docx").leaks


def test_files_of_others_in_the_same_shape(tmp_path: Path) -> None:
    lines = [
        "Ethnicity by level, Another Force, 31 March 2026", "",
        "Level;Total people;Ethnicity known;Ethnic minorities;White",
        "Level 2;942;900;40;860", "Level 3;206;193;*;190", "Total;1148;1093;43;1050",
    ]  # fmt: skip
    path = tmp_path / "other.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = audit([path], protection=Protection(5))
    assert [(one.figures[0].row, one.low) for one in report.confined if one.kind == "cell"] == [("level:L3", 3)]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 210_000_000)


def entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>')


def broken(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and no more")


@pytest.mark.parametrize("make", [bomb, entities, broken])
def test_a_hostile_workbook_ends_as_a_message(tmp_path: Path, make: Any) -> None:
    path = tmp_path / "hostile.xlsx"
    make(path)
    with pytest.raises(WorkforceError, match=r"hostile\.xlsx cannot be audited"):
        audited(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", b"[" * 100_000),
        ("binary.csv", b"organisation\x00\x01\x02"),
        ("photo.png", b"\x89PNG"),
        ("gone.csv", None),
    ],
)
def test_what_cannot_be_read_is_never_called_safe(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WorkforceError, match="cannot be audited"):
        audited(path)


@pytest.mark.parametrize("value", ["=1+2", "[red]3[/red]", "9" * 400, "<b>3</b>", "three"])
def test_a_value_that_is_no_number_is_said(tmp_path: Path, value: str) -> None:
    lines = [*safe_lines(), line("1", dimension="grade", row="CHIEF_INSPECTOR") | {"value": value}]
    report = audit([write(tmp_path / "tidy.csv", lines)], protection=TEN)
    assert [one.reason for one in report.leaks] == ["unread"]
