"""Workbooks whose XML is in UTF-16, which is allowed and which the fast parser takes for an empty sheet."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from importing_files import COUNTS, codes, exact, issue, plan_of, write_xlsx

from workforce_tui.importing.files import Opener
from workforce_tui.importing.guards import FileRefused

if TYPE_CHECKING:
    from pathlib import Path


def in_utf16(folder: Path, part: str, encoding: str = "utf-16", **more: tuple[int, ...]) -> Path:
    """A workbook with one hidden row at most, of which the parts whose names hold *part* are in UTF-16."""
    write_xlsx(folder / "whole.xlsx", COUNTS, **more)  # type: ignore[arg-type]
    with zipfile.ZipFile(folder / "whole.xlsx") as whole, zipfile.ZipFile(folder / "a.xlsx", "w") as made:
        for name in whole.namelist():
            data = whole.read(name)
            if part in name and name.endswith((".xml", ".rels")):
                data = data.decode().replace("UTF-8", "UTF-16").encode(encoding)
            made.writestr(name, data)
    return folder / "a.xlsx"


@pytest.mark.parametrize("part", ["", "sheet1", "sharedStrings", "workbook.xml"])
def test_a_workbook_in_utf_16_is_read_with_the_other_library(part: str, tmp_path: Path) -> None:
    plan = plan_of(in_utf16(tmp_path, part))
    assert (plan.status, exact(plan), codes(plan)) == ("ready", 18, {"total_skipped"})


def test_hidden_rows_of_a_sheet_in_utf_16_are_not_read(tmp_path: Path) -> None:
    plan = plan_of(in_utf16(tmp_path, "sheet1", hidden_rows=(2,)))
    assert "hidden_rows" in codes(plan)
    assert issue(plan, "total_mismatch").value == "15"


def test_cells_far_apart_are_found_in_utf_16_as_well(tmp_path: Path) -> None:
    path = in_utf16(tmp_path, "sheet1")
    with zipfile.ZipFile(path, "a") as archive:
        cell = '<?xml version="1.0"?><worksheet><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></worksheet>'
        archive.writestr("xl/worksheets/sheet2.xml", cell.encode("utf-16"))
    with pytest.raises(FileRefused) as refused:
        Opener(guarded=True).open(path)
    assert refused.value.code == "sheet_too_large"
