"""Opening a file by what it is, not by what it is called."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import IO, TYPE_CHECKING

from workforce_tui.i18n import N_, _
from workforce_tui.importing import odf_passwords, passwords
from workforce_tui.importing.book import Book, OpenSheet, SheetMeta
from workforce_tui.importing.delimited import DelimitedFile
from workforce_tui.importing.guards import FileRefused, brief, check_archive, check_sheets, check_size, check_texts
from workforce_tui.importing.ole_chains import check_chains
from workforce_tui.importing.other_readers import open_otherwise
from workforce_tui.importing.parsed_book import open_parsed
from workforce_tui.importing.xls_extent import check_extent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.parse_ahead import ParseAhead
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
_UNKNOWN_KIND = "Unknown cell"
"""How the first library calls a cell of a kind there is not; the second takes any such cell for a number."""
_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "xls": (".xls", ".xlt"),
    "xlsb": (".xlsb",),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".txt", ".tsv", ".tab", ".psv", ".dat"),
}

_TRUSTED_SUFFIXES = frozenset({".xls", ".xla", ".xlsx", ".xlsm", ".xlam", ".xlsb", ".ods"})
"""Names by which the first library takes a file for one of that kind, whatever is in it."""


def hash_file(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def open_book(path: Path, password: str | None = None) -> Book:
    """Open a spreadsheet of any kind. Raises FileRefused with the reason when it cannot be done safely."""
    return Opener().open(path, password)


def suffix_differs(path: Path, kind: str) -> bool:
    """Whether the name promises another kind of file."""
    return path.suffix.lower() not in _SUFFIXES[kind]


@dataclass(frozen=True, slots=True)
class Opener:
    """How files are opened.

    `ahead` is a workbook that is being parsed already. `guarded` looks through every sheet before it is parsed: it
    must be left on where the parser is not held to a limit of memory. `otherwise` uses the second library.
    """

    ahead: ParseAhead | None = None
    guarded: bool = True
    otherwise: bool = False

    def open(self, path: Path, password: str | None = None) -> Book:
        """Open a spreadsheet of any kind. Raises FileRefused with the reason when it cannot be done safely."""
        head = check_size(path)
        if head.startswith(_ZIP):
            return self._open_zip(path, path, password)
        if head.startswith(_OLE):
            return self._open_ole(path, password)
        return _open_text(path, head)

    def _open_zip(self, path: Path, source: Path | IO[bytes], password: str | None) -> Book:
        try:
            with zipfile.ZipFile(source) as archive:
                check_archive(archive)
                check_texts(archive)
                if odf_passwords.is_locked(archive):
                    return self._open_locked(path, archive, password)
                kind = _kind_of_zip(archive)
                has_macros = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
                if self.guarded:
                    check_sheets(archive)
        except FileRefused:
            raise
        except Exception as error:
            # zipfile raises many types for damaged archives: BadZipFile, zlib.error, NotImplementedError, EOFError.
            raise FileRefused("unreadable_file", detail=brief(error)) from None
        book = self._open_workbook(path, source, kind, password)
        return replace(book, has_macros=True) if has_macros else book

    def _open_locked(self, path: Path, archive: zipfile.ZipFile, password: str | None) -> Book:
        """An OpenDocument package whose parts are enciphered."""
        if not password:
            raise FileRefused("password_protected")
        return self._open_zip(path, odf_passwords.unlock(archive, password), None)

    def _open_ole(self, path: Path, password: str | None) -> Book:
        """An .xls, or any modern workbook wrapped in encryption."""
        check_chains(path)
        if passwords.is_protected(path):
            return self._open_protected(path, password)
        check_extent(path, trusting=not self.guarded)
        return self._open_workbook(path, path, "xls", password)

    def _open_protected(self, path: Path, password: str | None) -> Book:
        if not password:
            raise FileRefused("password_protected")
        unlocked = passwords.decrypt(path, password)
        if unlocked.getbuffer()[:4] == _ZIP:
            return self._open_zip(path, unlocked, None)
        check_chains(unlocked)
        check_extent(unlocked, trusting=not self.guarded)
        return self._open_workbook(path, unlocked, "xls", None)

    def _open_workbook(self, path: Path, source: Path | IO[bytes], kind: str, password: str | None) -> Book:
        if self.otherwise:
            return open_otherwise(source, kind)
        if source is path and suffix_differs(path, kind) and path.suffix.lower() in _TRUSTED_SUFFIXES:
            source = io.BytesIO(path.read_bytes())
        try:
            ahead = self.ahead if isinstance(source, type(path)) else None
            return _with_second(open_parsed(source, kind, ahead), source, kind)
        except FileRefused as refused:
            if refused.code == "password_protected" and password:
                return self._open_protected(path, password)
            if refused.code != "unreadable_file":
                raise
            try:
                return open_otherwise(source, kind)
            except FileRefused:
                raise refused from None


def _with_second(book: Book, source: Path | IO[bytes], kind: str) -> Book:
    """The book, whose sheets the second library opens where the first cannot."""
    other = cache(lambda: open_otherwise(source, kind))

    def open_sheet(name: str) -> OpenSheet:
        try:
            return book.open_sheet(name)
        except FileRefused as refused:
            if refused.code != "unreadable_file" or _UNKNOWN_KIND in str(refused.words.get("detail", "")):
                raise
            try:
                sheet = other().open_sheet(name)
            except FileRefused:
                raise refused from None
            return replace(sheet, rows=partial(_or_refused, sheet, refused))

    return replace(book, open_sheet=open_sheet)


def _or_refused(sheet: OpenSheet, refused: FileRefused) -> Iterator[list[Cell]]:
    """The rows, or what the first library said where the second fails in the middle of them."""
    try:
        yield from sheet.rows()
    except FileRefused:
        raise refused from None


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


def _open_text(path: Path, head: bytes) -> Book:
    for magic, detail in _OTHER_FILES.items():
        if head.startswith(magic):
            raise FileRefused("not_a_spreadsheet", detail=_(detail))
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<workbook")):
        raise FileRefused("not_a_spreadsheet", detail=_("a web page or XML"))
    text = DelimitedFile(path, head)
    return Book(
        "csv",
        (SheetMeta(path.name, False),),
        lambda _name: OpenSheet(None, text.rows),
        is_text=True,
        ends_early=text.ends_early(),
    )
