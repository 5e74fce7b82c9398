"""An edition as a workbook: cover, contents, notes, sections, a sheet for each table, the texts, the grades.

The last sheet has all of it row by row, for another database to read.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from workforce_tui.domain import formatting
from workforce_tui.domain.cell_text import NOT_AVAILABLE, WITHHELD, cell_text
from workforce_tui.domain.commitments import commitment_text
from workforce_tui.domain.edition import LONGEST_NAME
from workforce_tui.domain.edition_fields import in_worksheet
from workforce_tui.domain.edition_rows import RETURN_FIELDS, rows_of
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.exporting.edition_tables import (
    ABSENT,
    SHORTHAND,
    all_tables,
    day_of,
    drawn,
    shorthand_in,
    shorthand_line,
)
from workforce_tui.exporting.edition_texts import heading_of_table, told_sections, translation_name
from workforce_tui.exporting.numbers import extent_of
from workforce_tui.exporting.plain_text import caption_of
from workforce_tui.exporting.sheets import (
    LONGEST_TEXT,
    close_book,
    contents,
    cover,
    fit_widths,
    mark_table,
    mark_texts,
    notes,
    open_book,
    sheet_name,
    table_lines,
    tell_properties,
)
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition, EditionTable, EditionText
    from workforce_tui.domain.table import Column, Table
    from workforce_tui.exporting.sheets import Book

_LONGEST_PART = 1_500
"""Letters of a text in one cell: a row of a sheet cannot be higher than about 25 lines."""
_WIDEST_CODE = 40


def write_edition_workbook(edition: Edition, stream: IO[bytes]) -> None:
    """Write the workbook to an open file; the same edition gives the same bytes."""
    book = open_book()
    tell_properties(book, edition.title, edition.facts, edition.author, day_of(edition))
    cover(book, edition.title, edition.facts)
    named = _named(edition)
    contents(book, _contents_rows(edition, named))
    _notes(book, edition)
    _sections(book, edition)
    for one, name in named:
        _table(book, book.add(name), drawn(one.table), one.code)
    _texts(book, edition)
    if edition.mapping is not None:
        _table(book, book.add(_("Grade mapping")), drawn(edition.mapping), "mapping")
    _interchange(book, edition)
    stream.write(close_book(book, edition.language))


def _named(edition: Edition) -> list[tuple[EditionTable, str]]:
    """Each table with the name of its sheet; no two alike, nor like a sheet that every workbook has."""
    others = (_("Cover"), _("Contents"), _("Notes"), _("Sections"), _("Narrative"), _("Grade mapping"))
    taken = {text.casefold() for text in (*others, _("Interchange"))}
    named = []
    for _section, one in edition.tables():
        said = heading_of_table(one)
        name = sheet_name(said if len(said) < LONGEST_NAME else one.name, taken)
        taken.add(name.casefold())
        named.append((one, name))
    return named


def _contents_rows(edition: Edition, named: Sequence[tuple[EditionTable, str]]) -> list[list[str]]:
    """Every sheet after this one: those of tables with their codes."""
    rows = [[ABSENT, name, name, *[ABSENT] * 6] for name in (_("Notes"), _("Sections"))]
    area = edition.codes.get("area") or ABSENT
    for one, name in named:
        day = one.table.as_at.isoformat() if one.table.as_at else edition.codes.get("period", "")
        codes = (day, one.dimension, str(one.table.definition or ""), one.cut)
        rows.append(
            [one.code, name, one.table.title, edition.organisation or ABSENT, area, *(code or ABSENT for code in codes)]
        )
    rows += [[ABSENT, name, name, *[ABSENT] * 6] for name in _last_sheets(edition)]
    return rows


def _last_sheets(edition: Edition) -> list[str]:
    found = [_("Narrative")] if any(section.texts for section in edition.sections) else []
    return [*found, *([_("Grade mapping")] if edition.mapping is not None else []), _("Interchange")]


def _notes(book: Book, edition: Edition) -> None:
    used = dict(shorthand_in(all_tables(edition)))
    used.setdefault(ABSENT, _(SHORTHAND[ABSENT]))
    notes(book, edition.notes, sorted(used.items()))


def _sections(book: Book, edition: Edition) -> None:
    """What is in each section, or why there is nothing."""
    sheet = book.titled(_("Sections"), _("Sections"), (), _("This worksheet contains one table: [z] = not applicable."))
    heads = [_("Section"), _("Name"), _("Commitments of the Plan"), _("Tables"), _("Texts"), _("Nothing to report")]
    rows = [
        [
            _("Section {number}").format(number=section.number),
            section.name,
            ", ".join(map(commitment_text, section.commitments)) or ABSENT,
            "; ".join(map(heading_of_table, section.tables)) or ABSENT,
            ", ".join(one.name for one in section.texts) or ABSENT,
            section.nothing or ABSENT,
        ]
        for section in told_sections(edition)
    ]
    fit_widths(book, sheet, heads, rows)
    mark_table(book, sheet, 2, heads, rows, numeric=[False] * 6, name="sections")


def _table(book: Book, sheet: Any, table: Table, code: str) -> None:
    """A table under its title, notes, the meaning of its shorthand and its source; a range in two columns."""
    lines = [*table.notes, shorthand_line(table)]
    if any(not cell_text(cell).strip() for row in table.rows for cell in row.cells):
        lines.append(_("An empty cell means that nothing was stated."))
    if table.source:
        lines.append(_("Source: {source}").format(source=table.source))
    first = table_lines(book, sheet, caption_of(table), [line for line in lines if line.strip()])
    heads, numeric = [table.row_heading], [False]
    rows: list[list[Any]] = [[row.label] for row in table.rows]
    for number, column in enumerate(table.columns):
        for head, values in _drawn_columns(column, [row.cells[number] for row in table.rows]):
            heads.append(head)
            numeric.append(column.numeric)
            for row, value in zip(rows, values, strict=True):
                row.append(value)
    fit_widths(book, sheet, heads, rows)
    mark_table(book, sheet, first, heads, rows, numeric=numeric, name=code)


def _drawn_columns(column: Column, cells: Sequence[Cell]) -> Iterator[tuple[str, list[Any]]]:
    """A column with numbers as numbers: two where a figure is known only to lie between two, one number a cell."""
    extents = [extent_of(cell) if column.numeric else None for cell in cells]
    if all(one is None or one.is_exact for one in extents):
        yield column.label, [one.low if one else cell for one, cell in zip(extents, cells, strict=True)]
        return
    pairs = list(zip(extents, cells, strict=True))
    yield _("{column}, lowest").format(column=column.label), [one.low if one else cell for one, cell in pairs]
    yield _("{column}, highest").format(column=column.label), [one.high if one else cell for one, cell in pairs]


def _texts(book: Book, edition: Edition) -> None:
    """The texts in both languages side by side, a row for each part of a long one."""
    found = [(section, text) for section in edition.sections for text in section.texts]
    if not found:
        return
    said = _("This worksheet contains one table: [x] = not available.")
    sheet = book.titled(_("Narrative"), _("Narrative"), (26, 30, 8, 70, 70, 20), said)
    heads = [_("Section"), _("Text"), _("Part"), _("English"), _("Welsh"), _("Translation")]
    rows = [
        [section.name, text.name, part, english, welsh, translation_name(text) or ABSENT]
        for section, text in found
        for part, (english, welsh) in enumerate(_parts(text), 1)
    ]
    mark_table(book, sheet, 2, heads, rows, numeric=[False, False, True, False, False, False], name="narrative")


def _parts(text: EditionText) -> list[tuple[str, str]]:
    """A text and its translation in parts that fit in cells, paragraph beside paragraph where both have as many."""
    english, welsh = (_pieces(one) for one in (text.english, text.welsh))
    number = max(len(english), len(welsh), 1)
    pad = [[*pieces, *[NOT_AVAILABLE] * (number - len(pieces))] for pieces in (english, welsh)]
    return list(zip(*pad, strict=True))


def _pieces(text: str) -> list[str]:
    """The paragraphs of a text; the longest in several."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    return [piece for line in found for piece in _cut(line)]


def _cut(line: str) -> Iterator[str]:
    while len(line) > _LONGEST_PART:
        place = line.rfind(" ", 0, _LONGEST_PART)
        place = place if place > 0 else min(_LONGEST_PART, LONGEST_TEXT)
        yield line[:place]
        line = line[place:].strip()
    if line:
        yield line


def _interchange(book: Book, edition: Edition) -> None:
    """The rows that another database reads the edition from, as the texts they are: a number would lose its decimals.

    Raises:
        WorkforceError: a text is longer than a cell can hold.
    """
    said = _("This worksheet contains one table. An empty cell means that the column does not apply to the row.")
    sheet = book.titled(_("Interchange"), _("Everything in this workbook, row by row"), (), said)
    meanings = "; ".join(f"{marker} = {_(SHORTHAND[marker])}" for marker in (WITHHELD, NOT_AVAILABLE, ABSENT))
    sheet.write_string(2, 0, _("Shorthand in this table: {meanings}.").format(meanings=meanings), book.formats["line"])
    rows = [[in_worksheet(row[name]) for name in RETURN_FIELDS] for row in rows_of(edition)]
    longest = max((len(text) for row in rows for text in row), default=0)
    if longest > LONGEST_TEXT:
        raise WorkforceError(
            _("A text of {number} letters does not fit in a cell of a workbook.").format(
                number=formatting.number(longest)
            ),
            _("Shorten it, or leave the workbook out: the other formats hold it."),
        )
    fit_widths(book, sheet, RETURN_FIELDS, rows, _WIDEST_CODE)
    mark_texts(book, sheet, 3, RETURN_FIELDS, rows, name="interchange")
    _expect_texts(sheet, 3, len(rows))


def _expect_texts(sheet: Any, first: int, size: int) -> None:
    """No marks at numbers that stand as texts: all of them do. *first* is the row of the headers, from 0."""
    from xlsxwriter.utility import xl_range

    sheet.ignore_errors({"number_stored_as_text": xl_range(first, 0, first + size, len(RETURN_FIELDS) - 1)})
