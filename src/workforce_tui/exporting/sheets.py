"""Workbooks laid out as the Government Analysis Function asks of accessible spreadsheets: what all of them share.

One table a sheet, marked as a table, under a title in A1 that is a heading; no merged or blank cells, no colour that
means anything; numbers are numbers, with a marker in their place where there is none. Text is text, whatever it starts
with. The same contents give the same bytes.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.exporting.numbers import Number
from workforce_tui.exporting.whole_zip import same_bytes
from workforce_tui.exporting.workbook_parts import in_language, with_title_style
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.table import Table

LANGUAGE_TAGS = {"en": "en-GB", "cy": "cy-GB"}
LONGEST_PROPERTY = 255
"""Characters of a property of a file."""
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767
MOST_PLACES = 6
"""Decimals that a number is shown with; it is held with all it has."""
_LONGEST_TABLE_NAME = 200
UNDATED = date(2000, 1, 1)
"""The day of a workbook whose contents have none."""
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What a cell does not hold: controls, marks that turn the direction of a text, halves of pairs, no characters."""
_WIDEST, _NARROWEST = 60, 11
_LETTER = 1.05
"""How wide a letter is, as programs measure columns: in digits of a smaller font."""
_LINE, _HIGHEST = 16, 400
"""Points a line takes, and the most a row can: not every program measures rows when it opens a file."""
_USUAL_WIDTH = 14


@dataclass(slots=True)
class Book:
    """The workbook being written, its formats and the names its sheets have."""

    workbook: Any
    formats: dict[str, Any]
    raw: io.BytesIO
    names: set[str] = field(default_factory=set)
    widths: dict[str, list[float]] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)

    def sheet(self, wanted: str) -> tuple[Any, str]:
        """A new sheet with a name no other has, and that name."""
        name = sheet_name(wanted, self.names)
        return self.add(name), name

    def add(self, name: str) -> Any:
        """A new sheet of exactly that name, which prints on one page's width."""
        self.names.add(name.casefold())
        made = self.workbook.add_worksheet(name)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.set_row(0, 24)
        return made

    def titled(self, wanted: str, title: str, widths: Sequence[int], said: str = "") -> Any:
        """A new sheet with its title, the widths of its columns in letters, and the line about its one table."""
        made, _name = self.sheet(wanted)
        self.widen(made, widths)
        made.write_string(0, 0, plain(title), self.formats["title"])
        made.write_string(1, 0, said or _("This worksheet contains one table."), self.formats["line"])
        return made

    def widen(self, sheet: Any, widths: Sequence[float]) -> None:
        """Give the columns of a sheet their widths, in letters."""
        self.widths[sheet.name] = list(widths)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)


def open_book() -> Book:
    """A workbook in memory, without sheets."""
    import xlsxwriter

    raw = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        raw,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    return Book(workbook, _formats(workbook), raw)


def close_book(book: Book, language: str) -> bytes:
    """The finished workbook as bytes, in the language "en" or "cy"."""
    book.workbook.close()
    tag, title = LANGUAGE_TAGS[language], book.formats["title"].xf_index
    edits = {
        "docProps/core.xml": lambda data: in_language(data, tag),
        "xl/styles.xml": lambda data: with_title_style(data, title),
    }
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(book.raw.getvalue())) as held:
        for name in held.namelist():
            data = held.read(name)
            parts[name] = edits[name](data) if name in edits else data
    return same_bytes(parts)


def tell_properties(book: Book, title: str, facts: Sequence[tuple[str, str]], author: str, made: date | None) -> None:
    """Title, author and date: that of the figures, so that nothing depends on when the file is written."""
    day = made or UNDATED
    book.workbook.set_properties(
        {
            "title": plain(title),
            "subject": _whole_facts(facts),
            "author": plain(author),
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None),
        }
    )


def _whole_facts(facts: Sequence[tuple[str, str]]) -> str:
    """The first facts that a property of a file has room for, each whole: half a date would be another number."""
    said = ""
    for label, text in facts:
        longer = plain(f"{said}; {label}: {text}" if said else f"{label}: {text}")
        if len(longer) > LONGEST_PROPERTY:
            break
        said = longer
    return said


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name a sheet may have: at most 31 characters, none that a formula would trip over, and not one of *taken*.

    A longer one ends after a whole word, with a sign that it went on.
    """
    clean = _CONTROL.sub("", _NOT_IN_SHEET_NAMES.sub(" ", wanted)).strip() or _("Sheet")
    name, number = _whole_words(clean, LONGEST_SHEET_NAME), 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = _whole_words(clean, LONGEST_SHEET_NAME - len(ending)) + ending
    return name


def _whole_words(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    whole, _space, rest = text[:longest].rpartition(" ")
    return (whole if len(whole) > len(rest) else text[: longest - 1]).rstrip(" ,;:-–") + "…"


def _formats(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Arial", "font_size": 12, "valign": "top"}
    number = {**base, "align": "right", "indent": 1}
    head = {"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}
    places = {str(number): "#,##0" + ("." + "0" * number if number else "") for number in range(MOST_PLACES + 1)}
    return {
        "text": workbook.add_format({**base, "text_wrap": True}),
        "line": workbook.add_format(base),
        "title": workbook.add_format({**base, "bold": True, "font_size": 16}),
        "beside": workbook.add_format({**base, "text_wrap": True, "align": "left", "indent": 1}),
        "head_text": workbook.add_format({**base, **head}),
        "head_beside": workbook.add_format({**base, **head, "align": "left", "indent": 1}),
        "head_number": workbook.add_format({**number, **head}),
        "link": workbook.add_format({**base, "font_color": "#0000EE", "underline": 1, "text_wrap": True}),
        "marker": workbook.add_format(number),
        **{name: workbook.add_format({**number, "num_format": form}) for name, form in places.items()},
        **{
            f"+{name}": workbook.add_format({**number, "num_format": f"+{form};\N{MINUS SIGN}{form};{form}"})
            for name, form in places.items()
        },
    }


def cover(book: Book, title: str, facts: Sequence[tuple[str, str]]) -> None:
    """The sheet the workbook opens at: its title and what has to be known of it."""
    sheet = book.titled(_("Cover"), title, (34, 90))
    sheet.activate()
    rows = [[label, text] for label, text in facts]
    mark_table(book, sheet, 2, [_("Subject"), _("Value")], rows, numeric=[False, False])


def contents_heads() -> list[str]:
    """The columns of the sheet of contents, the name of the sheet in the second."""
    return [
        _("Table"), _("Worksheet"), _("Title"), _("Organisation code"), _("Area code"), _("Date (ISO)"),
        _("Rows (code)"), _("Definition (code)"), _("Cut (code)"),
    ]  # fmt: skip


def contents(book: Book, rows: Sequence[Sequence[str]]) -> None:
    """What is where, with the codes of each table, and links to the sheets."""
    heads = contents_heads()
    said = _("This worksheet contains one table: [z] = not applicable.")
    sheet = book.titled(_("Contents"), _("Contents"), (10, 34, 70, 30, 16, 14, 16, 16, 26), said)
    mark_table(book, sheet, 2, heads, rows, numeric=[False] * len(heads))
    for number, row in enumerate(rows, 3):
        sheet.write_url(number, 1, f"internal:'{row[1]}'!A1", book.formats["link"], row[1])


def notes(book: Book, texts: Sequence[str], shorthand: Sequence[tuple[str, str]] = ()) -> None:
    """The notes by number, then the meaning of each marker."""
    sheet = book.titled(_("Notes"), _("Notes"), (14, 110))
    rows = [[_("Note {number}").format(number=n), text] for n, text in enumerate(texts, 1)]
    rows += [[marker, meaning] for marker, meaning in shorthand]
    mark_table(book, sheet, 2, [_("Note"), _("Text")], rows, numeric=[False, False])


def table_sheet(book: Book, sheet: Any, table: Table) -> None:
    """A table under its title, notes, the meaning of its shorthand and its source."""
    lines = [*table.notes, _("[c] = confidential, [x] = not available.")]
    lines += [_("Source: {source}").format(source=table.source)] if table.source else []
    first = table_lines(book, sheet, table.title, lines)
    heads = [table.row_heading, *(column.label for column in table.columns)]
    rows = [[row.label, *row.cells] for row in table.rows]
    numeric = [False, *(column.numeric for column in table.columns)]
    fit_widths(book, sheet, heads, rows)
    mark_table(book, sheet, first, heads, rows, numeric=numeric)


def table_lines(book: Book, sheet: Any, title: str, lines: Sequence[str]) -> int:
    """The title of a table's sheet and the lines between it and the table; the row the table starts in, from 0."""
    said = [_("This worksheet contains one table."), *lines]
    sheet.write_string(0, 0, plain(title), book.formats["title"])
    for number, text in enumerate(said, 1):
        sheet.write_string(number, 0, plain(text), book.formats["line"])
    return len(said) + 1


def fit_widths(
    book: Book, sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[Any]], widest: float = _WIDEST
) -> None:
    """Columns as wide as their longest text, within reason; a header may take two lines."""
    widths = []
    for number, head in enumerate(heads):
        longest = max([len(head) / 2 + 2, *map(len, head.split()), *map(_width, {row[number] for row in rows})])
        widths.append(min(max(longest * _LETTER + 3, _NARROWEST), widest))
    book.widen(sheet, widths)


def _width(value: Any) -> int:
    return max(map(len, _shown(value).splitlines()), default=0)


def mark_table(
    book: Book,
    sheet: Any,
    first: int,
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    numeric: Sequence[bool],
    name: str = "",
) -> None:
    """Write rows under unique headers from column A, and mark them as a table that has a name."""
    forms = ["number" if right else "beside" if before else "text" for before, right in pairwise([False, *numeric])]
    _add_table(book, sheet, first, heads, forms, size=len(rows), name=name)
    for down, row in enumerate(rows, first + 1):
        _heighten(book, sheet, down, row)
        for across, value in enumerate(row):
            _write(book, sheet, down, across, value, forms[across])


def mark_texts(
    book: Book, sheet: Any, first: int, heads: Sequence[str], rows: Sequence[Sequence[str]], *, name: str
) -> None:
    """As `mark_table`, for thousands of rows of texts that are for programs: each row one line high.

    A text has to fit in a cell and holds nothing that XML cannot; an empty one leaves its cell empty.
    """
    _add_table(book, sheet, first, heads, ["text"] * len(heads), size=len(rows), name=name)
    form, write = book.formats["line"], sheet.write_string
    for down, row in enumerate(rows, first + 1):
        for across, text in enumerate(row):
            if text:
                write(down, across, text, form)


def _add_table(
    book: Book, sheet: Any, first: int, heads: Sequence[str], forms: Sequence[str], *, size: int, name: str
) -> None:
    """Write unique headers, and mark them and so many rows under them as a table; one without rows has a blank one."""
    names = _unique([plain(head) for head in heads])
    columns = [
        {"header": text, "header_format": book.formats[f"head_{form}"]} for text, form in zip(names, forms, strict=True)
    ]
    options = {"columns": columns, "name": _table_name(name, book.tables), "autofilter": False, "style": None}
    sheet.repeat_rows(first)
    _heighten(book, sheet, first, names, least=2)
    sheet.add_table(first, 0, first + max(size, 1), len(heads) - 1, options)


def _heighten(book: Book, sheet: Any, place: int, row: Sequence[Any], *, least: int = 1) -> None:
    """Make a row as high as the text that takes most lines in it."""
    widths = book.widths.get(sheet.name, [])
    lines = least
    for number, value in enumerate(row):
        width = widths[number] if number < len(widths) else _USUAL_WIDTH
        taken = (math.ceil(len(line) / (width - 1)) or 1 for line in _shown(value).split("\n"))
        lines = max(lines, sum(taken))
    if lines > 1:
        sheet.set_row(place, min(lines * _LINE + 2, _HIGHEST))


def _table_name(wanted: str, taken: set[str]) -> str:
    """A name a table may have and no other has: letters, digits and low lines, and nothing that could be a cell."""
    kept = re.sub(r"\W+", "_", wanted, flags=re.ASCII).strip("_").lower()[:_LONGEST_TABLE_NAME]
    name, number = f"table_{kept or len(taken) + 1}", 1
    while name in taken:
        number += 1
        name = f"table_{kept}_{number}"
    taken.add(name)
    return name


def _unique(heads: Sequence[str]) -> list[str]:
    """The headers, each with something that sets it apart: programs refuse two columns of one name."""
    seen: set[str] = set()
    found = []
    for head in heads:
        name, number = head.strip() or "-", 1
        while name.casefold() in seen:
            number += 1
            name = f"{head} {number}"
        seen.add(name.casefold())
        found.append(name)
    return found


def _write(book: Book, sheet: Any, down: int, across: int, value: Any, form: str) -> None:
    """A value in a cell: a number as a number, everything else as text, with a space beside a column of numbers."""
    exact = _number(value)
    if exact is not None:
        number = f"{'+' if exact.signed else ''}{min(exact.places, MOST_PLACES)}"
        sheet.write_number(down, across, exact.value, book.formats[number])
        return
    text = _shown(value)
    if text:
        sheet.write_string(down, across, text, book.formats["marker" if form == "number" else form])


def _number(value: Any) -> Number | None:
    """The number a cell holds; None for text, markers and intervals."""
    match value:
        case Number():
            return value
        case Shown(Count() as count) if count.is_exact:
            return Number(Decimal(count.low))
        case Shown(int() | Decimal() as number):
            return Number(Decimal(number))
        case int() | Decimal():
            return Number(Decimal(value))
        case _:
            return None


def _shown(value: Cell | Number | str | int | Decimal | None) -> str:
    """A value as the text of its cell."""
    match value:
        case None:
            return ""
        case Number():
            return f"{value.value:,f}"
        case str() | int() | Decimal():
            return plain(str(value))
        case _:
            return plain(cell_text(value))


def plain(text: str) -> str:
    """Text as a cell may hold it: no control characters, not too long, nothing XlsxWriter takes for its own markup."""
    clean = _CONTROL.sub("", text)[: LONGEST_TEXT - 1]
    return f"{clean} " if clean.startswith("<r>") and clean.endswith("</r>") else clean
