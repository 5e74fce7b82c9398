"""The files that are changed at random: small, sound, and of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwt
from importing_files import COUNTS, LONG, STAFF, write_csv, write_xlsx
from locked_files import ods_aes_cbc, ods_content, ods_package, xls_rc4, xlsx_locked

if TYPE_CHECKING:
    from pathlib import Path

    from importing_files import Rows

ETHNICITIES, GRADES = ("Indian", "White British", "B2", ""), ("EO", "HEO", "Band 3")
PEOPLE: Rows = [
    ["Employee Number", "Ethnicity", "Grade", "FTE", "Start Date", "Status"],
    *([1000 + n, ETHNICITIES[n % 4], GRADES[n % 3], 1, "01/04/2019", "Active"] for n in range(12)),
]


def write_xls(path: Path, rows: Rows) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Staff")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))
    return path


def make_seeds(folder: Path) -> list[Path]:
    """One file of each kind."""
    plain = folder / "a.ods"
    plain.write_bytes(ods_package(ods_content(PEOPLE)))
    return [
        write_xlsx(folder / "a.xlsx", PEOPLE, more={"Counts": COUNTS}),
        write_xlsx(folder / "b.xlsx", COUNTS),
        write_xls(folder / "a.xls", PEOPLE),
        write_xls(folder / "b.xls", LONG),
        plain,
        write_csv(folder / "a.csv", PEOPLE),
        write_csv(folder / "b.csv", COUNTS, delimiter="\t", encoding="utf-16"),
        ods_aes_cbc(folder / "locked.ods", ods_content(STAFF)),
        xls_rc4(folder / "locked.xls", STAFF),
        xlsx_locked(folder / "locked.xlsx", STAFF),
    ]
