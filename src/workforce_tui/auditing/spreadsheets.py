"""Reading OpenDocument spreadsheets: every sheet, hidden ones too, with charts, alternative texts and comments."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.documents import MOST_CELLS, Document, Grid, Words, refuse
from workforce_tui.auditing.markup import local, parts_of, tree_of, unseen_in, words_of
from workforce_tui.auditing.plain_files import add_lines
from workforce_tui.auditing.workbooks import tell_codes
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NUMBERS = ("float", "percentage", "currency")
_CELLS, _ROW = ("table-cell", "covered-table-cell"), "table-row"
_QUIET = ("settings.xml", "META-INF/", "styles.xml")
_EMPTY_REPEATED = 1_000
"""As many empty cells and rows as this are kept where more are repeated: a sheet ends in a million of them."""


def read_spreadsheet(path: Path) -> Document:
    """A spreadsheet as a reader sees it; a formula is something that cannot be understood.

    Raises:
        WorkforceError: it is damaged, locked or too large.
    """
    document = Document(path.name)
    held = parts_of(path)
    document.unseen += unseen_in(held, document.name)
    for name, content in sorted(held.items()):
        if not name.endswith(".xml"):
            continue
        where, tree = f"{document.name}, {name}", tree_of(content, path)
        if name == "content.xml":
            _sheets(document, tree, path)
        elif name.endswith("/content.xml"):
            document.grids += _chart_grids(tree, where)
        elif name.endswith("styles.xml"):
            parts = (one for one in tree.iter() if local(one.tag) in ("header", "footer", "header-left", "footer-left"))
            document.words += [words for part in parts for words in words_of(part, where)]
        if not name.startswith(_QUIET) and name != "content.xml":
            document.words += words_of(tree, where)
    if not document.grids and not document.words:
        raise refuse(path, _("it is damaged or protected by a password."))
    tell_codes(document)
    return document


def _sheets(document: Document, tree: Any, path: Path) -> None:
    """The tables of the sheets, and every text outside of their cells."""
    cells = 0
    for table in (one for one in tree.iter() if local(one.tag) == "table"):
        name = _attribute(table, "name")
        where = f"{document.name}, {name}"
        lines = []
        for row, times in _rows(table):
            line = _trimmed([text for cell, wide in row for text in [_text(document, where, cell)] * wide])
            cells += max(len(line), 1) * times
            if cells > MOST_CELLS:
                raise refuse(path, _("it is too large."))
            lines += [line] * times if any(line) else []
        add_lines(document, where, lines)
        document.words.append(Words(where, name, name=True))
    inside = {id(one) for cell in tree.iter() if local(cell.tag) in _CELLS for one in _own_texts(cell)}
    for element in tree.iter():
        if id(element) not in inside and local(element.tag) in _SHOWN:
            document.words += [Words(f"{document.name}, content.xml", text) for text in _told(element)]


def _trimmed(line: list[str]) -> list[str]:
    """A line without the empty cells at its end."""
    filled = [place for place, text in enumerate(line) if text]
    return line[: filled[-1] + 1] if filled else []


_SHOWN = frozenset({"p", "title", "desc", "named-expression", "named-range", "database-range", "shapes", "frame"})


def _told(element: Any) -> Iterator[str]:
    """What an element outside of cells tells: its text, and its name."""
    text = "".join(element.itertext()).strip() if local(element.tag) in ("p", "title", "desc") else ""
    return (one for one in (text, _attribute(element, "name")) if one)


def _rows(table: Any) -> Iterator[tuple[list[tuple[Any, int]], int]]:
    """The rows of a table, each as its cells with how often each is repeated, and how often the row is."""
    for row in (one for one in table.iter() if local(one.tag) == _ROW):
        cells = [(cell, _times(cell, "columns")) for cell in row if local(cell.tag) in _CELLS]
        yield cells, _times(row, "rows")


def _times(element: Any, what: str) -> int:
    said = _attribute(element, f"number-{what}-repeated") or "1"
    times = int(said) if said.isdecimal() else 1
    filled = any(local(one.tag) == "p" or _attribute(one, "value") for one in element.iter())
    return times if filled else min(times, _EMPTY_REPEATED)


def _text(document: Document, where: str, cell: Any) -> str:
    """What a cell shows: a number in full, whatever its format hides."""
    shown = " ".join("".join(one.itertext()) for one in _own_texts(cell) if local(one.tag) == "p").strip()
    if formula := _attribute(cell, "formula"):
        document.unsure.append(Words(where, f"{formula} {shown}".strip()))
        return ""
    kind = _attribute(cell, "value-type")
    if kind in _NUMBERS:
        return _in_full(_attribute(cell, "value"), shown, percentage=kind == "percentage")
    return _attribute(cell, "date-value")[:10] if kind == "date" else shown


def _in_full(value: str, shown: str, *, percentage: bool) -> str:
    """A number in full, with the zeros that are shown: 4.0 says more than 4."""
    try:
        number = Decimal(value) * (100 if percentage else 1)
    except InvalidOperation:
        return shown
    _whole, _point, shown_places = shown.strip("% ").partition(".")
    wanted = len(shown_places) if shown_places.isdecimal() else 0
    text = f"{round(number, 10):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _point, places = text.partition(".")
    text = text if len(places) >= wanted else f"{whole}.{places.ljust(wanted, '0')}"
    return text + ("%" if percentage else "")


def _own_texts(cell: Any) -> Iterator[Any]:
    """The elements of a cell that are its text: what hangs on it (comments, pictures) is read apart."""
    waiting = [cell]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting += [one for one in element if local(one.tag) not in ("annotation", "frame", "control", "table")]


def _chart_grids(tree: Any, where: str) -> Iterator[Grid]:
    """The numbers a chart keeps as a table, whatever it draws."""
    quiet = Document(where)
    for table in (one for one in tree.iter() if local(one.tag) == "table"):
        lines = [[_text(quiet, where, cell) for cell, _wide in row] for row, _times_ in _rows(table)]
        lines = [line for line in map(_trimmed, lines) if line]
        if len(lines) > 1:
            width = max(map(len, lines))
            filled = [tuple(line) + ("",) * (width - len(line)) for line in lines]
            yield Grid(where, "", filled[0], tuple(filled[1:]), {"chart": "yes"})


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
