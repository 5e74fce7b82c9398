"""Opening a file by what it is, not by what it is called."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import python_calamine

from workforce_tui.i18n import N_, _
from workforce_tui.importing import passwords
from workforce_tui.importing.delimited import DelimitedFile
from workforce_tui.importing.guards import MOST_FILE_BYTES, FileRefused, check_archive, check_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workforce_tui.importing.values import Cell

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FILES = {
    b"%PDF": N_("a PDF document"),
    b"\x89PNG": N_("a picture"),
    b"\xff\xd8\xff": N_("a picture"),
    b"GIF8": N_("a picture"),
    b"{\\rtf": N_("a text document"),
    b"7z\xbc\xaf": N_("an archive"),
    b"\x1f\x8b": N_("an archive"),
    b"Rar!": N_("an archive"),
    b"SQLite format 3": N_("a database"),
}
_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "xls": (".xls", ".xlt"),
    "xlsb": (".xlsb",),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".txt", ".tsv", ".tab", ".psv", ".dat"),
}


@dataclass(frozen=True, slots=True)
class SheetMeta:
    """A sheet in the table of contents of a file."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet whose rows can be read, as often as needed.

    Rows start at row 1 of the sheet and columns at column A. `merged` holds ranges as ((first row, first column),
    (last row, last column)), all from 0.
    """

    name: str | None
    rows: Callable[[], Iterator[list[Cell]]]
    height: int | None = None
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(slots=True)
class Book:
    """An open file: what kind it is and the sheets it has."""

    kind: str
    sheets: tuple[SheetMeta, ...]
    workbook: Any = None
    text: DelimitedFile | None = None

    def open_sheet(self, name: str) -> OpenSheet:
        """The sheet called *name*. Raises FileRefused when it cannot be read."""
        if self.text is not None:
            return OpenSheet(None, self.text.rows)
        sheet = _calamine(self.workbook.get_sheet_by_name, name)
        # A formula that was never calculated, and a cell that holds an error such as #N/A, both arrive here as an
        # empty text: the parser does not tell them apart from a blank.
        left = sheet.start[1] if sheet.start else 0
        return OpenSheet(
            name,
            (lambda: _shifted(sheet, left)) if left else sheet.iter_rows,
            sheet.total_height + 1 if sheet.start else 0,
            tuple(sheet.merged_cell_ranges or ()),
        )


def _shifted(sheet: Any, left: int) -> Iterator[list[Cell]]:
    """The rows of a sheet that starts right of column A, with the columns the parser left out."""
    margin: list[Cell] = [""] * left
    for row in sheet.iter_rows():
        yield margin + row


def hash_file(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def open_book(path: Path, password: str | None = None) -> Book:
    """Open a spreadsheet of any kind. Raises FileRefused with the reason when it cannot be done safely."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty_file")
    if size > MOST_FILE_BYTES:
        raise FileRefused("file_too_large", detail=f"{size // 2**20} MB")
    with path.open("rb") as stream:
        head = stream.read(8192)
    if head.startswith(_ZIP):
        return _open_zip(path, path, password)
    if head.startswith(_OLE):
        return _open_ole(path, password)
    return _open_text(path, head)


def suffix_differs(path: Path, kind: str) -> bool:
    """Whether the name promises another kind of file."""
    return path.suffix.lower() not in _SUFFIXES[kind]


def _open_zip(path: Path, source: Path | IO[bytes], password: str | None) -> Book:
    try:
        with zipfile.ZipFile(source) as archive:
            check_archive(archive)
            kind = _kind_of_zip(archive)
            if kind != "ods":
                check_sheets(archive)
    except FileRefused:
        raise
    except Exception as error:
        # zipfile raises many types for damaged archives: BadZipFile, zlib.error, NotImplementedError, EOFError.
        raise FileRefused("unreadable_file", detail=_short(error)) from None
    return _open_workbook(path, source, kind, password)


def _kind_of_zip(archive: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").casefold() for name in archive.namelist()}
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if any(name.startswith("word/") for name in names):
        raise FileRefused("not_a_spreadsheet", detail=_("a Word document"))
    if any(name.startswith("ppt/") for name in names):
        raise FileRefused("not_a_spreadsheet", detail=_("a presentation"))
    if "[content_types].xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise FileRefused("not_a_spreadsheet", detail=_("an archive of other files"))


def _open_ole(path: Path, password: str | None) -> Book:
    """An .xls, or any modern workbook wrapped in encryption."""
    if passwords.is_protected(path):
        return _open_protected(path, password)
    return _open_workbook(path, path, "xls", password)


def _open_protected(path: Path, password: str | None) -> Book:
    if not password:
        raise FileRefused("password_protected")
    unlocked = passwords.decrypt(path, password)
    if unlocked.getbuffer()[:4] == _ZIP:
        return _open_zip(path, unlocked, None)
    return _open_workbook(path, unlocked, "xls", None)


def _open_workbook(path: Path, source: Path | IO[bytes], kind: str, password: str | None) -> Book:
    try:
        if isinstance(source, type(path)):
            workbook = _calamine(python_calamine.CalamineWorkbook.from_path, source)
        else:
            source.seek(0)  # type: ignore[union-attr]
            workbook = _calamine(python_calamine.CalamineWorkbook.from_filelike, source)
    except FileRefused as refused:
        if refused.code == "password_protected" and password:
            return _open_protected(path, password)
        raise
    visible = python_calamine.SheetVisibleEnum.Visible
    sheets = tuple(SheetMeta(sheet.name, sheet.visible != visible) for sheet in workbook.sheets_metadata)
    if not sheets:
        raise FileRefused("unreadable_file", detail=_("no sheets"))
    return Book(kind, sheets, workbook=workbook)


def _open_text(path: Path, head: bytes) -> Book:
    for magic, detail in _OTHER_FILES.items():
        if head.startswith(magic):
            raise FileRefused("not_a_spreadsheet", detail=_(detail))
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<workbook")):
        raise FileRefused("not_a_spreadsheet", detail=_("a web page or XML"))
    return Book("csv", (SheetMeta(path.name, False),), text=DelimitedFile(path, head))


def _calamine(call: Callable[[Any], Any], argument: object) -> Any:
    """Call the parser; whatever it raises for a damaged file becomes a reason to refuse it."""
    try:
        return call(argument)
    except python_calamine.PasswordError:
        raise FileRefused("password_protected") from None
    except Exception as error:
        raise FileRefused("unreadable_file", detail=_short(error)) from None
    except BaseException as error:
        # A panic inside the parser arrives as a BaseException of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("unreadable_file", detail=_("damaged data")) from None


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
