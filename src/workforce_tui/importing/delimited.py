"""Text files of values: comma, semicolon, tab or bar between them, in any of the encodings spreadsheets write."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import number
from workforce_tui.i18n import _
from workforce_tui.importing.guards import FileRefused, brief
from workforce_tui.importing.values import is_note, is_total

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.values import Cell

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 60
_FEWEST_SWALLOWED = 3
"""Values in a line within a text, for the line to be a row: a remark may well have a comma."""
_TAIL, _LAST_LINES = 2**14, 4
"""Bytes at the end of a file that are looked at, and lines of them that are compared with the last."""
_LONGEST_LINE = 8
"""Mebibytes; a row of a table of people is a thousandth of that. The reader of rows takes in a line as a whole."""
_MOST_COLUMNS = 16_384
"""As many as a spreadsheet can have."""


def text_encoding(path: Path, head: bytes) -> str:
    """The encoding of a text file: by its byte order mark, else UTF-8 if all of it is, else Windows-1252."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the first begins as the one of UTF-16 does
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1::2].count(0) * 3 > len(head):
        return "utf-16-le"
    if head[0::2].count(0) * 3 > len(head):
        return "utf-16-be"
    if 0 in head:
        raise FileRefused("not_a_spreadsheet", detail=_("binary data"))
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(2**20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def check_lines(path: Path) -> None:
    """Refuse a text that goes on and on without the end of a line. Raises FileRefused."""
    unended = 0
    with path.open("rb") as stream:
        while chunk := stream.read(2**20):
            unended = 0 if b"\n" in chunk or b"\r" in chunk else unended + 1
            if unended > _LONGEST_LINE:
                raise FileRefused("unreadable_file", detail=_("a line is far longer than a row of a table can be"))


def find_delimiter(sample: str) -> str:
    """The character that splits the most lines of the sample into the same number of values."""
    best, delimiter = (0, 0), ","
    for candidate in DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=candidate), _SAMPLE_ROWS))
        except csv.Error:
            continue
        # The last row of a sample may be cut short.
        widths = Counter(len(row) for row in (rows[:-1] if len(rows) > 2 else rows) if len(row) > 1)
        if not widths:
            continue
        width, lines = max(widths.items(), key=lambda item: (item[1] * item[0], item[0]))
        if (lines * width, width) > best:
            best, delimiter = (lines * width, width), candidate
    return delimiter


class DelimitedFile:
    """A text file as rows of text, readable more than once."""

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        self._encoding = text_encoding(path, head)
        check_lines(path)
        sample = self._sample()
        first = sample.partition("\n")[0].strip().lower()
        self._skip = 1 if first.startswith("sep=") and len(first) <= 5 else 0
        self.delimiter = (first[4:] or "\t") if self._skip else find_delimiter(sample)
        if not sample.strip("\ufeff \r\n\t,;|"):
            raise FileRefused("empty_file")

    def _sample(self) -> str:
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as stream:
            return stream.read(2**16)

    def ends_early(self) -> bool:
        """Whether the last line has no end and fewer values than the lines before it, as in a file cut short."""
        if not self._encoding.startswith(("utf-8", "cp1252")):
            return False
        with self._path.open("rb") as stream:
            stream.seek(max(self._path.stat().st_size - _TAIL, 0))
            tail = stream.read().decode(self._encoding, errors="replace")
        *before, last = tail.splitlines()[-_LAST_LINES:]
        if tail.endswith(("\n", "\r")) or len(before) < _LAST_LINES - 1:
            return False
        try:
            *rows, cut = csv.reader([*before, last], delimiter=self.delimiter)
        except csv.Error:
            return False  # reading the rows says what is wrong
        widths = {len(row) for row in rows}
        if len(widths) != 1 or len(rows) != len(before) or not cut or is_total(cut[0]) or is_note(cut[0]):
            return False
        alike = all(row[0].strip().isdecimal() for row in rows) == cut[0].strip().isdecimal()
        return alike and (1 < len(cut) < widths.pop() or last.count('"') % 2 == 1)

    def _check_width(self, row: list[str], line: int) -> None:
        if len(row) > _MOST_COLUMNS:
            words = {"columns": number(len(row)), "most": number(_MOST_COLUMNS)}
            raise FileRefused("line_too_wide", row=line, **words)

    def _check_quotes(self, row: list[str], line: int, width: int) -> None:
        """Refuse a text over several lines that has swallowed rows: its quotation mark was never closed.

        Such a line has as many values as other rows (*width*, 0 for the first row), the first of the same kind; those
        of a remark or a header have not.
        """
        for cell in row:
            for inner in cell.splitlines()[1:] if "\n" in cell or "\r" in cell else ():
                values = inner.split(self.delimiter)
                alike = values[0].strip().isdecimal() == row[0].strip().isdecimal()
                if len(values) >= max(_FEWEST_SWALLOWED, width or len(row)) and alike:
                    raise FileRefused("quote_not_closed", line=line)

    def rows(self) -> Iterator[list[Cell]]:
        """Every row in turn, from the first line; raises FileRefused where the text is not a table."""
        try:
            with self._path.open(encoding=self._encoding, errors="replace", newline="") as stream:
                if self._skip:
                    stream.readline()
                    yield []
                reader = csv.reader(stream, delimiter=self.delimiter)
                line = width = 0
                for row in islice(reader, _SAMPLE_ROWS):
                    self._check_width(row, line + 1)
                    self._check_quotes(row, line + 1, width)
                    line, width = reader.line_num, max(width, len(row))
                    yield row  # type: ignore[misc] # a list of texts is a list of cells
                for row in reader:
                    if reader.line_num - line > 1:
                        self._check_quotes(row, line + 1, width)
                    line = reader.line_num
                    yield row  # type: ignore[misc]
        except csv.Error as error:
            raise FileRefused("unreadable_file", detail=brief(error)) from None
