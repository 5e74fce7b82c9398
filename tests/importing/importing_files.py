"""Small spreadsheets for the tests, and plans made of them."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from workforce_tui.domain.organisations import Organisation, shipped_organisations
from workforce_tui.importing.plan import ImportPlan, ImportRequest, parse_decision, run_plan

if TYPE_CHECKING:
    from pathlib import Path

ORGANISATIONS = {known.code: known for known in shipped_organisations()}
DAY = dt.date(2026, 3, 31)
Rows = list[list[Any]]

STAFF: Rows = [
    ["Employee Number", "Ethnicity", "Grade"],
    ["1001", "White British", "EO"],
    ["1002", "Indian", "HEO"],
    ["1003", "Prefer not to say", "EO"],
]
COUNTS: Rows = [
    ["Grade", "White", "Asian", "Total"],
    ["EO", 10, 2, 12],
    ["HEO", 5, 1, 6],
    ["Total", 15, 3, 18],
]
LONG: Rows = [
    ["Grade", "Ethnicity", "Headcount"],
    ["EO", "White", 10],
    ["EO", "Asian", 2],
    ["HEO", "White", 5],
]


def _write_cells(target: Any, content: Rows, day: Any) -> None:
    for number, row in enumerate(content):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                target.write_datetime(number, column, dt.datetime(value.year, value.month, value.day), day)
            elif isinstance(value, str):
                target.write_string(number, column, value)
            elif value is not None:
                target.write(number, column, value)


def write_xlsx(
    path: Path,
    rows: Rows,
    *,
    sheet: str = "Staff",
    merges: tuple[tuple[int, int, int, int], ...] = (),
    more: dict[str, Rows] | None = None,
    hidden: tuple[str, ...] = (),
    hidden_rows: tuple[int, ...] = (),
) -> Path:
    """A workbook; *merges* are (first row, first column, last row, last column) from 0, *hidden_rows* from 0 too."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, content in {sheet: rows, **(more or {})}.items():
        target = book.add_worksheet(name)
        _write_cells(target, content, day)
        if name == sheet:
            for first, left, last, right in merges:
                target.merge_range(first, left, last, right, content[first][left])
            for number in hidden_rows:
                target.set_row(number, None, None, {"hidden": True})
        if name in hidden:
            target.hide()
    book.close()
    return path


def same_name(folder: Path) -> Path:
    """A workbook with two sheets of the same name, as no spreadsheet program writes one."""
    write_xlsx(folder / "whole.xlsx", STAFF, more={"Other": [STAFF[0], ["2001", "Indian", "EO"]]})
    with zipfile.ZipFile(folder / "whole.xlsx") as whole, zipfile.ZipFile(folder / "a.xlsx", "w") as made:
        for part in whole.namelist():
            made.writestr(part, whole.read(part).replace(b'name="Other"', b'name="Staff"'))
    return folder / "a.xlsx"


def write_csv(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\r\n") -> Path:
    """A text file of the rows."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=newline)
        writer.writerows([["" if value is None else value for value in row] for row in rows])
    return path


def plan_of(
    path: Path,
    *decisions: str,
    organisation: str | None = "hmpps-wales",
    as_at: dt.date | None = DAY,
    **wanted: Any,
) -> ImportPlan:
    """The plan of a file, for HMPPS in Wales at the end of March 2026 unless told otherwise."""
    chosen: Organisation | None = ORGANISATIONS[organisation] if organisation else None
    return run_plan(
        ImportRequest(
            path,
            organisations=shipped_organisations(),
            organisation=chosen,
            as_at=as_at,
            decisions=tuple(map(parse_decision, decisions)),
            **wanted,
        )
    )


def read(rows: Rows, folder: Path, *decisions: str, **wanted: Any) -> ImportPlan:
    """The plan of a workbook with these rows."""
    path = folder / "file.xlsx"
    return plan_of(write_xlsx(path, rows), *decisions, **wanted)


def codes(plan: ImportPlan) -> set[str]:
    """The codes of the plan's issues."""
    return {issue.code for issue in plan.issues}


def issue(plan: ImportPlan, code: str) -> Any:
    """The first issue with a code."""
    return next(found for found in plan.issues if found.code == code)


def people(plan: ImportPlan) -> dict[tuple[str | None, str | None], int]:
    """How many people there are by grade and ethnic group, from rows of people and rows of counts."""
    found: dict[tuple[str | None, str | None], int] = {}
    pairs = [(row[2], row[3], 1) for row in plan.persons] + [(row[1], row[2], row[5]) for row in plan.counts]
    for grade, ethnicity, number in pairs:
        key = (plan.grade_labels[grade].code, plan.ethnicity_labels[ethnicity].code)
        found[key] = found.get(key, 0) + number
    return found


def exact(plan: ImportPlan) -> int:
    """The headcount, which has to be exact."""
    assert plan.headcount.is_exact, plan.headcount
    return plan.headcount.low
