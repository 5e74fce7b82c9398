"""The rows of an interchange file, from its CSV or from the last sheet of a workbook: texts, whatever is in them.

`edition_file_apart` reads in a process of its own; what is in the rows is not judged here, only that they are rows.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.domain.edition_fields import RETURN_FIELDS, from_worksheet
from workforce_tui.domain.edition_reading import LONGEST_FOUND, RowProblem
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from workforce_tui.importing.files import Opener
    from workforce_tui.importing.values import Cell

MOST_BYTES = 50 * MEGABYTE
"""Many times what the largest edition takes."""
MOST_ROWS = 250_000
_LONGEST_FIELD = 100_000
_HEAD_ROWS = 12
"""A worksheet has a title and a few lines above its table."""


@dataclass(frozen=True, slots=True)
class EditionRows:
    """The rows of a file with the lines they are in; `sheet` is "" for a CSV.

    `problems` says why they cannot be taken: there are none where a column is wrong, and all where only some lines are.
    """

    rows: tuple[dict[str, str], ...] = ()
    lines: tuple[int, ...] = ()
    sheet: str = ""
    problems: tuple[RowProblem, ...] = ()


def edition_file_apart(path: Path) -> EditionRows:
    """The rows of a file, read in another process with limits on what that may take.

    Raises:
        WorkforceError: there is no such file, or it cannot be read or is none of this kind.
    """
    from workforce_tui.importing.apart import edition_apart

    return edition_apart(path)


def read_edition_file(path: Path, opener: Opener) -> EditionRows:
    """The rows of a file, in this process.

    Raises:
        FileRefused: the file cannot be read safely.
        WorkforceError: it can, and is no interchange file.
    """
    with path.open("rb") as stream:
        packed = stream.read(2) == b"PK"
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused("file_too_large", detail=f"{path.stat().st_size // MEGABYTE} MB")
    return _from_workbook(path, opener) if packed else _from_text(path)


def _no_interchange(path: Path, why: str) -> WorkforceError:
    return WorkforceError(
        _("{name} is no interchange file of a return: {why}.").format(name=path.name, why=why),
        _("Ask for the tidy CSV or the workbook of the return as they were exported."),
    )


def _from_text(path: Path) -> EditionRows:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_interchange(path, _("byte {number} is not UTF-8").format(number=error.start)) from None
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(number, row) for number, row in _numbered(reader) if row]
    except csv.Error as error:
        raise _no_interchange(path, str(error)) from None
    return _rows(path, lines, "")


def _numbered(reader: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line of the file that it begins in."""
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1  # type: ignore[attr-defined] # a reader of the csv module


def _from_workbook(path: Path, opener: Opener) -> EditionRows:
    book = opener.open(path)
    for meta in reversed(book.sheets):
        rows = book.open_sheet(meta.name).rows
        head = [tuple(map(cell_text, row)) for row in islice(rows(), _HEAD_ROWS)]
        start = next((number for number, row in enumerate(head) if _is_header(row)), None)
        if start is not None:
            numbered = enumerate(rows(), 1)
            return _rows(path, [(n, [cell_text(cell) for cell in row]) for n, row in numbered if n > start], meta.name)
    raise _no_interchange(path, _("no sheet has the interchange table"))


def _is_header(row: Sequence[str]) -> bool:
    return {"record", "measure", "value", "form"} <= set(row)


def cell_text(cell: Cell) -> str:
    """A cell of the worksheet as the text that was written in it; a program may have made a number of it."""
    if isinstance(cell, str):
        return from_worksheet(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(repr(cell)):f}"
    return str(cell)


def _rows(path: Path, lines: Sequence[tuple[int, Sequence[str]]], sheet: str) -> EditionRows:
    if not lines or not _is_header(lines[0][1]):
        raise _no_interchange(path, _("its first row is not that of the interchange table"))
    if len(lines) > MOST_ROWS:
        raise FileRefused("file_too_large", detail=_("{number} rows").format(number=len(lines)))
    header, problems = lines[0], []
    names = list(header[1])
    while names and not names[-1]:
        names.pop()
    missing = [name for name in RETURN_FIELDS if name not in names]
    problems += [RowProblem(header[0], name, "", _("a column of this name")) for name in missing]
    for place, name in enumerate(names):
        if name not in RETURN_FIELDS or name in names[:place]:
            problems.append(RowProblem(header[0], "", name[:LONGEST_FOUND], _("no such column")))
    rows, numbers = [], []
    for number, cells in lines[1:]:
        if not any(cells):
            continue
        wide = [cell for cell in cells[len(names) :] if cell]
        if wide or (not sheet and len(cells) != len(names)):
            expected = _("{number} fields").format(number=len(names))
            problems.append(RowProblem(number, "", str(len(cells)), expected))
        rows.append(dict.fromkeys(RETURN_FIELDS, "") | dict(zip(names, cells, strict=False)))
        numbers.append(number)
    if any(one.line == header[0] for one in problems):
        return EditionRows((), (), sheet, tuple(problems))
    return EditionRows(tuple(rows), tuple(numbers), sheet, tuple(problems))
