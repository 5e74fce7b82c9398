"""Numbers by themselves: in drawings they are figures; elsewhere somebody has to look at them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from audit_files import NOTES, TEN, TITLES, audited, grid, page, safe_lines, workbook
from audit_returns import write
from workforce_tui.auditing import audit
from workforce_tui.services.file_checks import report_lines, report_record

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.auditing import AuditReport

CHART = "<svg><title>Ethnic minority staff</title>{}</svg>"
AXIS = "<text>0</text><text>2</text><text>4</text><text>6</text>"
BARS = "<text>Constable</text><text>40</text><text>Sergeant</text><text>[c]</text>"


def of_page(folder: Path, more: str) -> AuditReport:
    file = folder / "page.html"
    file.write_text(page(grid(), more), encoding="utf-8")
    return audited(file)


def of_text(folder: Path, *lines: str) -> AuditReport:
    file = folder / "pasted.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    return audited(file)


@pytest.mark.parametrize(
    "drawn",
    [
        "<text>3</text>",
        "<text>Sergeant</text><text>3</text>",
        "<text>Sergeant</text><text>40</text>",
        "<g><text>193 / 3</text></g>",
        "<desc>Constable: 40; Sergeant: 40</desc>",
        f"{AXIS}<text>3</text>",
        f"{AXIS}<text>2</text>",
    ],
    ids=["alone", "after its label", "of another row", "two", "described", "beside an axis", "as a tick"],
)
def test_a_number_of_a_drawing_that_is_not_its_rows_is_a_leak(tmp_path: Path, drawn: str) -> None:
    assert [one.reason for one in of_page(tmp_path, CHART.format(drawn)).leaks][:1] == ["drawn"]


def test_a_drawing_by_itself_is_held_to_the_tables_it_is_checked_with(tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    table = write(tmp_path / "tidy.csv", safe_lines())
    for drawn, safe in ((BARS, True), (BARS.replace("[c]", "3"), False)):
        file.write_text(CHART.format(drawn), encoding="utf-8")
        assert audit([file, table], protection=TEN).safe == safe


@pytest.mark.parametrize("drawn", [BARS, BARS + AXIS, "<text>31 March 2026</text>", "<text>Table 2</text>"])
def test_a_drawing_of_what_a_table_shows_is_safe(tmp_path: Path, drawn: str) -> None:
    report = of_page(tmp_path, CHART.format(drawn))
    assert report.safe
    assert not report.questions


@pytest.mark.parametrize("told", ['<img src="a.png" alt="3">', '<p title="3">Staff</p>', '<a aria-label="1.6%">b</a>'])
def test_a_number_that_comes_up_over_a_picture_is_a_leak(tmp_path: Path, told: str) -> None:
    assert [one.reason for one in of_page(tmp_path, told).leaks][:1] == ["drawn"]


@pytest.mark.parametrize(("numbers", "safe"), [((40, 10), True), ((40, 3), False)])
def test_a_number_of_a_chart_without_its_labels_is_a_leak(tmp_path: Path, numbers: tuple[int, int], safe: bool) -> None:
    import xlsxwriter

    path = tmp_path / "figures.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, working = book.add_worksheet("T1"), book.add_worksheet("W")
        for place, row in enumerate([[TITLES["en"]], [NOTES["en"]], *grid()]):
            sheet.write_row(place, 0, [int(cell) if cell.isdigit() else cell for cell in row])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=W!$A$1:$A$2", "values_data": list(numbers)})
        working.insert_chart("H2", chart)
    assert [one.reason for one in audited(path).leaks] == ([] if safe else ["drawn"])


@pytest.mark.parametrize("line", ["3", "Staff\t3\t12", "3\t12"])
def test_a_number_pasted_beside_a_table_is_questioned(tmp_path: Path, line: str) -> None:
    aligned = ["  ".join(cell.ljust(20) for cell in row) for row in grid()]
    report = of_text(tmp_path, TITLES["en"], "As at 31 March 2026", "", *aligned, "", line)
    assert report.safe
    assert [one.reason for one in report.questions] == ["alone"]


@pytest.mark.parametrize("lines", [["Sergeant 3"], ["Sergeant\t193\t3"], ["Sergeant", "3"], ["There were 3."]])
def test_text_without_a_table_cannot_be_called_safe(tmp_path: Path, lines: list[str]) -> None:
    report = of_text(tmp_path, *lines)
    assert report.safe
    assert report.questions
    assert report_record(report)["status"] == "unsure"
    assert report_lines(report)[-1].endswith("look at it.")


def test_text_that_is_checked_with_its_table_is_held_to_it(tmp_path: Path) -> None:
    table = write(tmp_path / "tidy.csv", safe_lines())
    for line, leaks in (("Sergeant\t193\t3", True), ("Sergeant\t[c]\t10", False)):
        file = tmp_path / "pasted.txt"
        file.write_text(line, encoding="utf-8")
        assert bool(audit([file, table], protection=TEN).leaks) == leaks


def test_a_workbook_and_a_page_without_such_numbers_raise_no_question(tmp_path: Path) -> None:
    for report in (
        of_page(tmp_path, "<dl><dt>Version</dt><dd>7</dd></dl>"),
        audited(workbook(tmp_path / "b.xlsx", grid())),
    ):
        assert report.safe
        assert not report.questions


@pytest.mark.parametrize(("code", "leaks"), [("Sergeant", True), ("Constable", False)])
def test_a_number_under_the_name_of_a_withheld_row_is_a_leak_of_json(tmp_path: Path, code: str, leaks: bool) -> None:
    file = tmp_path / "figures.json"
    file.write_text(json.dumps({"figures": safe_lines(), "chart": {code: 3}}), encoding="utf-8")
    table = tmp_path / "page.html"
    table.write_text(page(grid()), encoding="utf-8")
    assert bool(audit([file, table], protection=TEN).leaks) == leaks


def test_a_header_of_a_page_of_a_workbook_is_read_without_its_layout(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.oddHeader.center.text = "Sergeant 3"

    assert [one.reason for one in audited(workbook(tmp_path / "book.xlsx", grid(), change)).leaks] == ["words"]


def of_workbook(folder: Path, change: Any) -> list[tuple[str, str]]:
    report = audited(workbook(folder / "figures.xlsx", grid(), change))
    assert report.safe
    return [(one.text, one.reason) for one in report.questions]


def test_a_number_in_a_table_of_a_hidden_sheet_that_nobody_knows_is_questioned(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("Working")
        sheet.sheet_state = "veryHidden"
        for row in (("Thing", "How", "Version"), ("this", 3, 1), ("that", 10, 1), ("Version", 2, 1)):
            sheet.append(row)

    assert of_workbook(tmp_path, change) == [("this 3 1", "alone")], "10 is shown, and the rest are numbers of versions"


@pytest.mark.parametrize(
    ("name", "asked"), [("Working 3", True), ("x-3", True), ("Table 3", False), ("10", False), ("2025-26", False)]
)
def test_a_number_in_the_name_of_a_sheet_is_questioned(tmp_path: Path, name: str, *, asked: bool) -> None:
    found = of_workbook(tmp_path, lambda book: book.create_sheet(name))
    assert found == ([(name, "alone")] if asked else [])


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("gwent-3", True), ("gwent_2026_3", True), ("gwent-2026-3", True), ("gwent 1.6", True), ("gwent (3)", False),
        ("gwent_20260331_v3", False), ("gwent_2026-03-31", False), ("gwent 2025-26 10", False),
    ],
)  # fmt: skip
def test_a_number_in_the_name_of_a_file_is_questioned(tmp_path: Path, name: str, *, asked: bool) -> None:
    report = audited(workbook(tmp_path / f"{name}.xlsx", grid()))
    assert report.safe
    assert [one.text for one in report.questions] == ([name] if asked else [])


@pytest.mark.parametrize(
    "more", [{"x": {"y": 3}}, {"x": {"y": "3"}}, {"x": [{"name": "y", "n": 3}]}, {"a": {"b": [3]}}]
)
def test_a_number_added_to_json_under_names_that_say_nothing_is_questioned(
    tmp_path: Path, more: dict[str, Any]
) -> None:
    file = tmp_path / "figures.json"
    for content, asked in (({}, []), ({"rules": {"version": 3}}, []), (more, ["alone"])):
        file.write_text(json.dumps({"figures": safe_lines(), **content}), encoding="utf-8")
        report = audited(file)
        assert report.safe
        assert [one.reason for one in report.questions] == asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Of those who were asked, n = 3.", True),
        ("We met the officers (3).", True),
        ("3 of 12 were promoted.", True),
        ("Three people left.", True),
        ("Gadawodd tri o bobl.", True),
        ("Two Asian officers left.", True),
        ("Ch Insp: 4, Supt: 2", True),
        ("Sergeant 3", None),
        ("40 of 900 were asked (40), n = 40.", False),
        ("Figures withheld: 3 of 12", False),
        ("Ffigurau a ddaliwyd yn ôl: 3 o 12", False),
        ("Commitments of the Plan: 5.", False),
        ("One decimal from 100 people, of at least 10 people (Table 3).", False),
        ("Step one of the plan; the four-fifths rule.", False),
    ],
)
def test_a_number_of_people_in_running_text_is_asked_about(tmp_path: Path, said: str, *, asked: bool | None) -> None:
    report = of_page(tmp_path, f"<p>{said}</p>")
    if asked is None:
        assert not report.safe
    else:
        assert report.safe
        assert bool(report.questions) == asked


def test_a_number_of_people_in_a_cell_of_text_is_asked_about(tmp_path: Path) -> None:
    rows = "<table><tr><th>Action</th><th>Outcome</th></tr><tr><td>Outreach</td><td>{}</td></tr></table>"
    for said, asked in (("We met them (3).", ["cued"]), ("We met them.", [])):
        assert [one.reason for one in of_page(tmp_path, rows.format(said)).questions] == asked


@pytest.mark.parametrize(("value", "leaks"), [("3", ["under_threshold"]), ("15", []), ("[c]", [])])
def test_a_count_under_the_threshold_a_file_states_is_a_leak_of_whomever(
    tmp_path: Path, value: str, leaks: list[str]
) -> None:
    lines = [
        dict(one, value=value) if (one["row"], one["measure"]) == ("", "undeclared") else one for one in safe_lines()
    ]
    lines += [dict(safe_lines()[0], row="PCSO", row_label="PCSO", measure="undeclared", value=value, marker="")]
    found = audited(write(tmp_path / "tidy.csv", lines)).leaks
    assert [one.reason for one in found if one.reason == "under_threshold"][:1] == leaks


@pytest.mark.parametrize(
    ("more", "leaks"),
    [
        ({"share": 0.04, "joiners_needed_a_year": 3, "leaver_rate_note": "70 gone of 1,000."}, []),
        ({"share": None, "joiners_needed_a_year": 3}, ["derived"]),
        ({"share": 0.04, "others": 3}, ["unknown_column"]),
    ],
    ids=["from a share that is shown", "from none", "of something else"],
)
def test_what_is_projected_goes_with_the_share_it_starts_from(
    tmp_path: Path, more: dict[str, Any], leaks: list[str]
) -> None:
    file = tmp_path / "projection.json"
    shown = {"organisation": "gwent-police", "as_at": "2026-03-31", "minority": 40, "known": 1000, **more}
    file.write_text(json.dumps([shown]), encoding="utf-8")
    assert [one.reason for one in audited(file).leaks] == leaks
