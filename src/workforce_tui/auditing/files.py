"""Reading finished files, whatever their format, into statements."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.alone import Alone
from workforce_tui.auditing.computed import as_summary, is_computed, read_computed, typed_columns, typed_in
from workforce_tui.auditing.documents import Document, refuse
from workforce_tui.auditing.interchange import says_more, tables_in, words_beside
from workforce_tui.auditing.legend import legend_of, rules_in, version_of
from workforce_tui.auditing.markdown_files import read_markdown
from workforce_tui.auditing.plain_files import read_csv, read_json, read_text
from workforce_tui.auditing.prose import Known, leaks_in, leaks_in_name, loose_numbers, numbers_in, plain_number
from workforce_tui.auditing.ranges import joined
from workforce_tui.auditing.rates import read_rates
from workforce_tui.auditing.stated import doubtful_rows, is_stated, stated_again
from workforce_tui.auditing.statements import Leak, Reading
from workforce_tui.auditing.tables import columns_of, is_mapping, read_mapping, read_table, read_tidy, words_apart
from workforce_tui.auditing.values import read_value
from workforce_tui.auditing.wording import hidden_names
from workforce_tui.auditing.words import grade_code, plain
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from workforce_tui.auditing.documents import Grid, Words
    from workforce_tui.auditing.interchange import HeldTable


_DIGITS = re.compile(r"\d+")
_OF_INTERCHANGE = {"interchange": "yes"}
"""What a table of no figures of staff that an interchange has is known by: its numbers were put there on purpose."""


def _workbook(path: Path) -> Document:
    from workforce_tui.auditing.workbooks import read_workbook

    return read_workbook(path)


def _spreadsheet(path: Path) -> Document:
    from workforce_tui.auditing.spreadsheets import read_spreadsheet

    return read_spreadsheet(path)


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
    ".md": read_markdown,
    ".xlsx": _workbook,
    ".ods": _spreadsheet,
    ".html": _page,
    ".htm": _page,
    ".svg": _page,
    ".docx": _letter,
}


def read_files(paths: Sequence[Path], *, apart: bool = False) -> Reading:
    """Everything a reader of all the files can see.

    With *apart* no more is taken for true of a table than it says by itself: its people are not taken for those of
    another table, nor its totals for exact, and nothing is said of the rows of a table that is not known.

    Raises:
        WorkforceError: a file is of no known format, or cannot be read in full.
    """
    documents = [read_document(path) for path in paths]
    reading = Reading()
    grids: list[tuple[Grid, Document]] = []
    seen: dict[tuple[object, ...], set[tuple[str, ...]]] = {}
    for document in documents:
        legend = legend_of(document)
        for grid in document.grids:
            if columns_of(grid):
                # A workbook holds the rows of its tidy file once more: the same again says nothing new.
                known = seen.setdefault((grid.header, tuple(sorted(legend.items()))), set())
                reading.add(read_tidy(grid, legend, known))
                reading.coded.add(document.name)
                reading.read.add(document.name)
                known.update(grid.rows)
            else:
                grids.append((grid, document))
        reading.leaks += [Leak(one.where, one.text[:120], "unread") for one in document.unsure]
        reading.questions += [Leak(one.where, one.text[:120], "picture") for one in document.unseen]
    rest: list[tuple[Grid, Document]] = []
    for grid, document in grids:
        if is_mapping(grid):
            reading.read.add(document.name)
            reading.add(read_mapping(grid, reading.labels))
        else:
            rest.append((grid, document))
    rest = _read_interchange(reading, documents, rest)
    loose, stated = _read_tables(reading, rest, apart=apart)
    loose = _read_summaries(reading, loose)
    _read_words(reading, documents, loose, stated, apart=apart)
    return reading


def read_document(path: Path) -> Document:
    """One file as a reader sees it."""
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        raise refuse(path, _("files of this kind are not known."))
    try:
        document = reader(path)
    except OSError as error:
        raise refuse(path, _("it cannot be opened.")) from error
    document.grids = [joined(grid) for grid in document.grids]
    for grid in (one for one in document.grids if columns_of(one)):
        document.words += [*words_beside(grid), *words_apart(grid)]
    return document


def _read_interchange(
    reading: Reading, documents: Sequence[Document], grids: Sequence[tuple[Grid, Document]]
) -> list[tuple[Grid, Document]]:
    """Read the tables of interchanges that are no figures; returns what is left, which they do not say already."""
    left = list(grids)
    titled: dict[str, list[HeldTable]] = {}
    for document in documents:
        for grid in document.grids:
            tables = tables_in(grid) if columns_of(grid) else {}
            left = _without_said(reading, tables, left, document)
            for one in tables.values():
                titled.setdefault(one.title, []).append(one)
            for table in (one for one in tables.values() if not one.figures):
                if is_computed(table):
                    reading.add(read_computed(table, reading))
                    typed = typed_in(table, grid.where)
                    left += [(typed, document)] if typed else []
                elif not is_mapping(made := table.grid(grid.where)):
                    left.append((replace(made, codes=_OF_INTERCHANGE), document))
    return _without_said_elsewhere(reading, titled, left)


def _without_said_elsewhere(
    reading: Reading, titled: Mapping[str, Sequence[HeldTable]], grids: Sequence[tuple[Grid, Document]]
) -> list[tuple[Grid, Document]]:
    """The tables of pages and documents without those that an interchange beside them says as well.

    Of the others, those of figures are attacked with it; one of no figures is a leak.
    """
    left = []
    for grid, owner in grids:
        title = grid.title if grid.title in titled else grid.title.rpartition(". ")[0]  # with its day
        tables = titled.get(title, ()) if owner.name not in reading.coded else ()
        more = [says_more(grid, table) for table in tables]
        if tables and not all(more):
            reading.read.add(owner.name)
            reading.repeated += _cells_of(grid, typed_columns(tables[more.index("")]))
        elif not tables or tables[0].figures:
            left.append((grid, owner))
        else:
            reading.leaks.append(Leak(grid.where, more[0], "contradiction"))
    return left


def _without_said(
    reading: Reading, tables: Mapping[str, HeldTable], grids: Sequence[tuple[Grid, Document]], document: Document
) -> list[tuple[Grid, Document]]:
    """The tables of a file without those that say what its interchange says; one that says more is a leak.

    The name of a sheet begins with the code of its table, whatever follows.
    """
    left = []
    for grid, owner in grids:
        table = tables.get(document.sheet_of(grid).partition(" ")[0]) if owner is document else None
        if table is None:
            left.append((grid, owner))
        elif more := says_more(grid, table):
            reading.leaks.append(Leak(grid.where, more, "contradiction"))
        else:
            reading.repeated += _cells_of(grid, typed_columns(table))
    return left


def _cells_of(grid: Grid, typed: Collection[str]) -> list[tuple[str, str]]:
    """The cells of a table that are figures, each with its heading.

    A number in a sentence is none, nor one in a column of what somebody *typed*: it would tell itself, and be taken
    for shown wherever else it stands.
    """
    cells = ((name, cell) for row in grid.rows for name, cell in zip(grid.header[1:], row[1:], strict=False))
    values = ((name, cell, read_value(cell)) for name, cell in cells if name not in typed)
    return [(name, cell) for name, cell, value in values if value is not None and value.is_number]


def _read_tables(
    reading: Reading, grids: Sequence[tuple[Grid, Document]], *, apart: bool
) -> tuple[list[tuple[Grid, Document]], list[Grid]]:
    """Read tables with a column for each measure and tables of rates; returns those that are not known, and those that
    a network states of itself."""
    loose: list[tuple[Grid, Document]] = []
    stated: list[Grid] = []
    held = {id(document): document for _grid, document in grids}
    told = {key: (rules_in(document), version_of(document)) for key, document in held.items()}
    for number, (grid, document) in enumerate(grids):
        rules, version = told[id(document)]
        if apart:
            rules, version = replace(rules, exact_totals=False), str(number)
        found = read_table(grid, reading, rules, version) or read_rates(grid, rules.threshold)
        if found is not None:
            reading.add(found)
            reading.tables += 1
            reading.read.add(document.name)
            continue
        if is_stated(grid):
            reading.read.add(document.name)
            stated.append(grid)
            continue
        reading.loose += 1
        loose.append((grid, document))
    return loose, stated


def _read_summaries(reading: Reading, grids: Sequence[tuple[Grid, Document]]) -> list[tuple[Grid, Document]]:
    """Hold the summaries of pages and documents to the figures that were read; returns the other tables."""
    left = []
    for grid, document in grids:
        summary = None if {"chart", *_OF_INTERCHANGE} & {*grid.codes} else as_summary(grid)
        if summary is None:
            left.append((grid, document))
            continue
        reading.add(read_computed(summary, reading))
        reading.tables, reading.loose = reading.tables + 1, reading.loose - 1
        typed = typed_in(summary, grid.where)
        left += [(typed, document)] if typed else []
    return left


def _cells_as_words(grid: Grid) -> list[Words]:
    """The rows of a table that is not known, as words."""
    from workforce_tui.auditing.documents import Words

    rows = [" ".join(filter(None, row)) for row in (grid.header, *grid.rows)]
    return [Words(grid.where, said, grid.where) for said in (*rows, *_each_by_its_name(grid))]


def _each_by_its_name(grid: Grid) -> list[str]:
    """The cells of a table of one row beside their headings, as programs write names with numbers."""
    rows = grid.rows if len(grid.rows) == 1 else ()
    return [f"{name}: {cell}" for row in rows for name, cell in zip(grid.header, row, strict=True) if numbers_in(cell)]


def _read_words(
    reading: Reading,
    documents: Sequence[Document],
    loose: Sequence[tuple[Grid, Document]],
    stated: Sequence[Grid],
    *,
    apart: bool,
) -> None:
    """The numbers in titles, notes, labels and names, and in tables that are not known."""
    from workforce_tui.auditing.documents import Words

    counts = {plain_number(one.shown) for one in reading.statements if not one.withheld}
    counts |= {plain_number(one) for one in reading.rates}
    counts |= {number for name, cell in reading.repeated if not _is_percent(name, cell) for number in _plain(cell)}
    published = counts | {plain_number(one.shown) for one in reading.relations}
    published |= {number for _name, cell in reading.repeated for number in _plain(cell)}
    labels, loose_labels = row_labels(reading, documents)
    known = Known(published, hidden_names(reading), labels, stated_again(stated), counts)
    alone = Alone(documents, published, counts)
    for grid, document in loose:
        if document.name in reading.read and not {"chart", *_OF_INTERCHANGE} & {*grid.codes}:
            reading.questions += alone.questions_of_table(grid)
        reading.questions += alone.questions_of_cells(grid)
    for document in documents:
        reading.leaks += alone.leaks(document)
        reading.questions += alone.question_of_name(document.name, document.name.rpartition(".")[0])
        reading.questions += alone.questions(document, is_read=document.name in reading.read)
        words = [*document.words, *(grid_words(document))]
        reading.leaks += leaks_in(words, known)
        reading.leaks += leaks_in_name(document.name, known)
    doubtful = [
        Words(one.where, " ".join(filter(None, row))) for one in stated for row in doubtful_rows(one, known.hidden)
    ]
    cells = [words for grid, _document in loose for words in _cells_as_words(grid)] if not apart else []
    reading.leaks += leaks_in([*cells, *loose_labels, *doubtful], known)


def _plain(cell: str) -> Iterator[str]:
    return (plain_number(number) for number, _people in loose_numbers(cell))


def _is_percent(heading: str, cell: str) -> bool:
    return "%" in heading or "%" in cell


def grid_words(document: Document) -> list[Words]:
    """The titles of tables, as words."""
    from workforce_tui.auditing.documents import Words

    return [Words(grid.where, grid.title) for grid in document.grids if grid.title]


def row_labels(reading: Reading, documents: Sequence[Document]) -> tuple[list[str], list[Words]]:
    """The labels of rows with numbers that belong to them ("Scale 2" of STAFF_SCALE_2), and all other such labels."""
    from workforce_tui.auditing.documents import Words

    codes = {label: code for (_dimension, label), code in reading.labels.items()}
    own: dict[str, None] = {}
    loose: list[Words] = []
    for document in documents:
        for grid in document.grids:
            named = {place for place, code in columns_of(grid).items() if code == "row_label"} or {0}
            for label in dict.fromkeys(row[place] for row in grid.rows for place in named if place < len(row)):
                if not numbers_in(label):
                    continue
                code = codes.get(plain(label)) or grade_code(label) or ""
                if _DIGITS.findall(label) and set(_DIGITS.findall(label)) <= set(_DIGITS.findall(code)):
                    own[label] = None
                else:
                    loose.append(Words(grid.where, label))
    return list(own), loose
