"""A workbook of which anything that is read was changed on the way is refused, though its XML is still in order."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from fuzz_seeds import PEOPLE
from importing_files import STAFF, codes, issue, plan_of, write_xlsx
from locked_files import ods_content, ods_package

from workforce_tui.importing.files import Opener, open_book
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.parse_ahead import ParseAhead

if TYPE_CHECKING:
    from pathlib import Path


def stored(path: Path) -> Path:
    """The same workbook, not packed, so that a letter can be changed in it."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def changed(path: Path, was: bytes, now: bytes) -> Path:
    """The file with a few letters changed, and nothing else."""
    content = path.read_bytes()
    assert len(was) == len(now)
    assert content.count(was) == 1
    path.write_bytes(content.replace(was, now))
    return path


def made(folder: Path, kind: str) -> Path:
    if kind == "xlsx":
        return stored(write_xlsx(folder / "staff.xlsx", PEOPLE))
    path = folder / "staff.ods"
    path.write_bytes(ods_package(ods_content(STAFF)))
    return path


@pytest.mark.parametrize(
    ("kind", "was", "now"),
    [
        ("xlsx", b"<v>1007</v>", b"<v>1009</v>"),
        ("xlsx", b"White British", b"White Britosh"),
        ("xlsx", b'name="Staff"', b'name="Stuff"'),
        ("ods", b"Indian", b"Indias"),
    ],
    ids=["a number", "a text", "the name of a sheet", "a text of an ods"],
)
def test_what_was_changed_on_the_way_is_refused(tmp_path: Path, kind: str, was: bytes, now: bytes) -> None:
    path = made(tmp_path, kind)
    assert "unreadable_file" not in codes(plan_of(path))
    plan = plan_of(changed(path, was, now))
    assert plan.status == "refused"
    assert "something in it was changed by accident" in issue(plan, "unreadable_file").message


def test_it_is_refused_where_it_is_parsed_ahead_too(tmp_path: Path) -> None:
    path = made(tmp_path, "xlsx")
    changed(path, b"<v>1007</v>", b"<v>1009</v>")
    ahead = ParseAhead.start(str(path), None)
    assert ahead is not None
    with pytest.raises(FileRefused, match="unreadable_file"):
        Opener(ahead=ahead, guarded=False).open(path).open_sheet("Staff")


def test_a_change_in_what_is_not_read_is_no_matter(tmp_path: Path) -> None:
    path = made(tmp_path, "xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"a picture")
    assert open_book(changed(path, b"a picture", b"a pictune")).sheets
