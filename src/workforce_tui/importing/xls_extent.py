"""How far the cells of the sheets of an .xls file reach (MS-XLS 2.4), before a parser lays out all between them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO, TYPE_CHECKING

from workforce_tui.domain.formatting import number
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.hidden_rows import SHEET, records_of, sheet_name

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 12_000_000
"""Rows times columns up to the furthest cell; the parser holds such a sheet twice, at 32 bytes for each cell."""
_EXACT_BELOW = 2**20
_DIMENSIONS, _ENCIPHERED = 0x0200, 0x002F
_NUMBERS = 0x00BD
"""Several numbers in one row: the first column stands after the row, the last at the end."""
_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, _NUMBERS})


def check_extent(source: Path | IO[bytes], *, trusting: bool = True) -> None:
    """Refuse a workbook with a sheet whose cells lie too far apart. Raises FileRefused.

    *trusting* looks at the cells of a large file only for a sheet that says of itself that it is too large, which need
    not be so.
    A workbook that is enciphered or damaged says nothing here.
    """
    try:
        name, rows, columns = next(_too_large(source, trusting=trusting), ("", 0, 0))
    except (OSError, ValueError, IndexError, struct.error):
        return  # what is wrong with it the parser says
    finally:
        if not isinstance(source, Path):
            source.seek(0)
    if rows:
        raise FileRefused("sheet_too_large", name=name, rows=number(rows), columns=number(columns))


def _too_large(source: Path | IO[bytes], *, trusting: bool) -> Iterator[tuple[str, int, int]]:
    from olefile import OleFileIO

    with OleFileIO(source) as file:
        stream = next((path for path in ("Workbook", "Book") if file.exists(path)), "")
        if not stream:
            return
        data = file.openstream(stream).read()
    sheets = list(records_of(data, 0, {SHEET, _ENCIPHERED}))
    if any(kind == _ENCIPHERED for kind, _record in sheets):
        return
    for _kind, record in sheets:
        at = struct.unpack_from("<I", record)[0]
        if trusting and len(data) > _EXACT_BELOW and not _claims_too_much(data, at):
            continue
        rows, columns = _extent(data, at)
        if rows * columns > MOST_CELLS:
            yield sheet_name(record, is_wide=stream == "Workbook"), rows, columns


def _claims_too_much(data: bytes, at: int) -> bool:
    record = next((record for _kind, record in records_of(data, at, {_DIMENSIONS})), b"")
    if len(record) < struct.calcsize("<4H"):
        return False
    layout = "<4xI2xH" if len(record) >= struct.calcsize("<IIHH") else "<2xH2xH"
    rows, columns = struct.unpack_from(layout, record)
    return bool(rows * columns > MOST_CELLS)


def _extent(data: bytes, at: int) -> tuple[int, int]:
    rows = columns = 0
    for kind, record in records_of(data, at, _CELLS):
        row, column = struct.unpack_from("<HH", record)
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _NUMBERS else column
        rows, columns = max(rows, row + 1), max(columns, last + 1)
    return rows, columns
