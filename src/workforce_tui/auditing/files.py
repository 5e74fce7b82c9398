"""Reading finished files, whatever their format, into statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.auditing.documents import Document, refuse
from workforce_tui.auditing.legend import legend_of, rules_in
from workforce_tui.auditing.plain_files import read_csv, read_json, read_text
from workforce_tui.auditing.prose import leaks_in, leaks_in_name, numbers_in
from workforce_tui.auditing.statements import Leak, Reading
from workforce_tui.auditing.tables import columns_of, is_mapping, read_mapping, read_table, read_tidy
from workforce_tui.auditing.wording import hidden_names
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from workforce_tui.auditing.documents import Grid, Words


def _workbook(path: Path) -> Document:
    from workforce_tui.auditing.workbooks import read_workbook

    return read_workbook(path)


def _page(path: Path) -> Document:
    from workforce_tui.auditing.pages import read_page

    return read_page(path)


def _letter(path: Path) -> Document:
    from workforce_tui.auditing.letters import read_letter

    return read_letter(path)


_READERS: dict[str, Callable[[Path], Document]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".txt": read_text,
    ".md": read_text,
    ".xlsx": _workbook,
    ".html": _page,
    ".htm": _page,
    ".svg": _page,
    ".docx": _letter,
}


def read_files(paths: Sequence[Path]) -> Reading:
    """Everything a reader of all the files can see.

    Raises:
        WorkforceError: a file is of no known format, or cannot be read in full.
    """
    documents = [read_document(path) for path in paths]
    reading = Reading()
    grids: list[tuple[Grid, Document]] = []
    for document in documents:
        legend = legend_of(document)
        for grid in document.grids:
            if columns_of(grid):
                reading.add(read_tidy(grid, legend))
            else:
                grids.append((grid, document))
        reading.leaks += [Leak(one.where, one.text[:120], "unread") for one in document.unsure]
    rest: list[tuple[Grid, Document]] = []
    for grid, document in grids:
        if is_mapping(grid):
            reading.add(read_mapping(grid, reading.labels))
        else:
            rest.append((grid, document))
    loose = _read_tables(reading, rest)
    _read_words(reading, documents, loose)
    return reading


def read_document(path: Path) -> Document:
    """One file as a reader sees it."""
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        raise refuse(path, _("files of this kind are not known."))
    try:
        return reader(path)
    except OSError as error:
        raise refuse(path, _("it cannot be opened.")) from error


def _read_tables(reading: Reading, grids: Sequence[tuple[Grid, Document]]) -> list[Words]:
    """Read tables with a column for each measure; the cells of all other tables are words."""
    from workforce_tui.auditing.documents import Words

    loose: list[Words] = []
    for grid, document in grids:
        found = read_table(grid, reading, rules_in(document))
        if found is not None:
            reading.add(found)
            continue
        cells = [cell for row in (grid.header, *grid.rows) for cell in row if numbers_in(cell)]
        loose += [Words(grid.where, " ".join(filter(None, row)), grid.where) for row in (grid.header, *grid.rows)]
        del cells
    return loose


def _read_words(reading: Reading, documents: Sequence[Document], loose: Sequence[Words]) -> None:
    """The numbers in titles, notes, labels and names."""
    published = {one.shown for one in reading.statements if not one.withheld}
    published |= {one.shown for one in reading.relations}
    published |= {shown.removesuffix("%") for shown in published}
    hidden = hidden_names(reading)
    for document in documents:
        words = [*document.words, *(grid_words(document))]
        reading.leaks += leaks_in(words, published, hidden)
        reading.leaks += leaks_in_name(document.name, published, hidden)
    reading.leaks += leaks_in(loose, published, hidden)


def grid_words(document: Document) -> list[Words]:
    """The titles of tables, as words."""
    from workforce_tui.auditing.documents import Words

    return [Words(grid.where, grid.title) for grid in document.grids if grid.title]
