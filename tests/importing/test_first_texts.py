"""The first texts of a workbook are found where it has them, and nothing is made of a file without."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from importing_files import STAFF, write_csv, write_xlsx

from workforce_tui.importing.first_texts import first_texts

if TYPE_CHECKING:
    from pathlib import Path


def test_the_texts_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    texts = first_texts(write_xlsx(tmp_path / "staff.xlsx", STAFF))
    assert texts[:3] == STAFF[0]
    assert set(texts) == {cell for row in STAFF for cell in row}


def test_no_more_are_read_than_a_header_is_looked_for_in(tmp_path: Path) -> None:
    rows = [[f"Name {row} {column}" for column in range(30)] for row in range(200)]
    assert first_texts(write_xlsx(tmp_path / "long.xlsx", rows)) == [cell for row in rows for cell in row][:600]


def test_files_without_such_texts_have_none(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(write_xlsx(tmp_path / "staff.xlsx", STAFF).read_bytes()[:500])
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/other.xml", "<t>Grade</t>")
    for path in (damaged, other, write_csv(tmp_path / "staff.csv", STAFF), tmp_path / "missing.xlsx"):
        assert first_texts(path) == []
