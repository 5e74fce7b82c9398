"""A publication as a workbook, laid out as the Government Analysis Function asks of accessible spreadsheets.

One table a sheet, marked as a table, under a title in A1; no merged or blank cells, no colour that means anything;
numbers are numbers, with a marker in their place where there is none. Text is text, whatever it starts with.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.publication import FIGURE_FIELDS, Marker
from workforce_tui.exporting.tidy import figure_record
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.publication import Publication, PublishedTable
    from workforce_tui.domain.table import Table

LANGUAGE_TAGS = {"en": "en-GB", "cy": "cy-GB"}
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST, _NARROWEST = 60, 11
_HEAD_HEIGHT = 36
"""Points: room for a header on two lines; programs do not measure it when they open a file."""


@dataclass(slots=True)
class _Book:
    """The workbook being written, its formats and the names its sheets have."""

    workbook: Any
    formats: dict[str, Any]
    names: set[str] = field(default_factory=set)
    tables: int = 0

    def sheet(self, wanted: str) -> tuple[Any, str]:
        """A new sheet with a name no other has, and that name."""
        name = sheet_name(wanted, self.names)
        self.names.add(name.casefold())
        return self.add(name), name

    def add(self, name: str) -> Any:
        """A new sheet that prints on one page's width."""
        made = self.workbook.add_worksheet(name)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.set_row(0, 24)
        return made


def write_workbook(publication: Publication, stream: IO[bytes]) -> None:
    """Write the workbook to an open file; the same publication gives the same bytes."""
    import xlsxwriter

    raw = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        raw,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book = _Book(workbook, _formats(workbook))
    _properties(workbook, publication)
    _cover(book, publication)
    named = _named(book, publication)
    _contents(book, named)
    _notes(book, publication)
    for published, name in named:
        book.names.add(name.casefold())
        _table_sheet(book, book.add(name), published.table)
    if publication.mapping is not None:
        sheet, _name = book.sheet(_("Grade mapping"))
        _table_sheet(book, sheet, publication.mapping)
    _figures(book, publication)
    workbook.close()
    stream.write(_in_language(raw.getvalue(), LANGUAGE_TAGS[publication.language]))


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name a sheet may have: at most 31 characters, none that a formula would trip over, and not one of *taken*."""
    clean = _CONTROL.sub("", _NOT_IN_SHEET_NAMES.sub(" ", wanted)).strip() or _("Sheet")
    name, number = clean[:LONGEST_SHEET_NAME].strip(), 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = clean[: LONGEST_SHEET_NAME - len(ending)].strip() + ending
    return name


def _formats(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Arial", "font_size": 12, "valign": "top"}
    number = {**base, "align": "right"}
    return {
        "text": workbook.add_format({**base, "text_wrap": True}),
        "line": workbook.add_format(base),
        "title": workbook.add_format({**base, "bold": True, "font_size": 16}),
        "head": workbook.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1}),
        "head_number": workbook.add_format({**number, "bold": True, "text_wrap": True, "bottom": 1}),
        "link": workbook.add_format({**base, "font_color": "#0000EE", "underline": 1, "text_wrap": True}),
        "marker": workbook.add_format(number),
        "0": workbook.add_format({**number, "num_format": "#,##0"}),
        "1": workbook.add_format({**number, "num_format": "#,##0.0"}),
        "2": workbook.add_format({**number, "num_format": "#,##0.00"}),
    }


def _properties(workbook: Any, publication: Publication) -> None:
    """Title, author and date: that of the figures, so that nothing depends on when the file is written."""
    days = [one.as_at for one in publication.tables]
    made = (
        datetime(max(days).year, max(days).month, max(days).day, tzinfo=UTC)
        if days
        else datetime(2000, 1, 1, tzinfo=UTC)
    )
    workbook.set_properties(
        {
            "title": plain(publication.title),
            "subject": plain("; ".join(f"{label}: {text}" for label, text in publication.facts))[:255],
            "author": plain(publication.author),
            "created": made.replace(tzinfo=None),
        }
    )


def _cover(book: _Book, publication: Publication) -> None:
    sheet, _name = book.sheet(_("Cover"))
    sheet.activate()
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, plain(publication.title), book.formats["title"])
    sheet.write_string(1, 0, _("This worksheet contains one table."), book.formats["line"])
    rows = [[label, text] for label, text in publication.facts]
    _mark_table(book, sheet, 2, [_("Subject"), _("Value")], rows, numeric=[False, False])


def _named(book: _Book, publication: Publication) -> list[tuple[PublishedTable, str]]:
    """Each table with the name of its sheet; the contents name them before they are written."""
    taken = set(book.names) | {
        text.casefold() for text in (_("Contents"), _("Notes"), _("Grade mapping"), _("Figures"))
    }
    named = []
    for published in publication.tables:
        name = sheet_name(published.name, taken)
        taken.add(name.casefold())
        named.append((published, name))
    return named


def _contents(book: _Book, named: Sequence[tuple[PublishedTable, str]]) -> None:
    """What is where, with the codes of each table."""
    sheet, _name = book.sheet(_("Contents"))
    sheet.write_string(0, 0, _("Contents"), book.formats["title"])
    sheet.write_string(1, 0, _("This worksheet contains one table: [z] = not applicable."), book.formats["line"])
    heads = [
        _("Table"), _("Worksheet"), _("Title"), _("Organisation code"), _("Area code"), _("Date (ISO)"),
        _("Rows (code)"), _("Definition (code)"), _("Cut (code)"),
    ]  # fmt: skip
    rows = [
        [
            one.code, name, one.table.title, one.organisation or Marker.NOT_APPLICABLE,
            one.area or Marker.NOT_APPLICABLE, one.as_at.isoformat(), one.dimension,
            one.definition or Marker.NOT_APPLICABLE, one.cut or Marker.NOT_APPLICABLE,
        ]
        for one, name in named
    ]  # fmt: skip
    for number, width in enumerate((10, 26, 70, 30, 16, 14, 16, 16, 14)):
        sheet.set_column(number, number, width)
    _mark_table(book, sheet, 2, heads, rows, numeric=[False] * len(heads))
    for number, (_one, name) in enumerate(named, 3):
        sheet.write_url(number, 1, f"internal:'{name}'!A1", book.formats["link"], name)


def _notes(book: _Book, publication: Publication) -> None:
    sheet, _name = book.sheet(_("Notes"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, _("Notes"), book.formats["title"])
    sheet.write_string(1, 0, _("This worksheet contains one table."), book.formats["line"])
    rows = [[_("Note {number}").format(number=n), text] for n, text in enumerate(publication.notes, 1)]
    _mark_table(book, sheet, 2, [_("Note"), _("Text")], rows, numeric=[False, False])


def _table_sheet(book: _Book, sheet: Any, table: Table) -> None:
    """A table under its title and notes."""
    lines = [_("This worksheet contains one table."), *table.notes, _("[c] = confidential, [x] = not available.")]
    if table.source:
        lines.append(_("Source: {source}").format(source=table.source))
    sheet.write_string(0, 0, plain(table.title), book.formats["title"])
    for number, text in enumerate(lines, 1):
        sheet.write_string(number, 0, plain(text), book.formats["line"])
    heads = [table.row_heading, *(column.label for column in table.columns)]
    rows = [[row.label, *row.cells] for row in table.rows]
    numeric = [False, *(column.numeric for column in table.columns)]
    for number, head in enumerate(heads):
        longest = max([len(head) / 2 + 2, *(len(_shown(row[number])) for row in rows)])
        sheet.set_column(number, number, min(max(longest + 3, _NARROWEST), _WIDEST))
    _mark_table(book, sheet, len(lines) + 1, heads, rows, numeric=numeric)


def _figures(book: _Book, publication: Publication) -> None:
    """The figures one by one, with the codes of the tidy CSV as headers."""
    sheet, _name = book.sheet(_("Figures"))
    sheet.write_string(0, 0, _("Figures one by one"), book.formats["title"])
    said = _("This worksheet contains one table. An empty cell means that the code does not apply to the figure.")
    sheet.write_string(1, 0, said, book.formats["line"])
    sheet.write_string(2, 0, _("[c] = confidential, [x] = not available."), book.formats["line"])
    rows: list[list[Any]] = []
    for figure in publication.figures:
        record = figure_record(figure)
        record["value"] = figure.marker if figure.value is None else figure.value
        rows.append([record[name] for name in FIGURE_FIELDS])
    numeric = [name in ("value", "threshold", "rounding", "low", "high") for name in FIGURE_FIELDS]
    for number, name in enumerate(FIGURE_FIELDS):
        longest = max([len(name), *(len(_shown(row[number])) for row in rows)])
        sheet.set_column(number, number, min(longest + 3, 40))
    _mark_table(book, sheet, 3, list(FIGURE_FIELDS), rows, numeric=numeric)


def _mark_table(
    book: _Book, sheet: Any, first: int, heads: Sequence[str], rows: Sequence[Sequence[Any]], *, numeric: Sequence[bool]
) -> None:
    """Write rows under unique headers from column A, and mark them as a table."""
    book.tables += 1
    names = _unique([plain(head) for head in heads])
    columns = [
        {"header": name, "header_format": book.formats["head_number" if right else "head"]}
        for name, right in zip(names, numeric, strict=True)
    ]
    options = {"columns": columns, "name": f"table_{book.tables}", "autofilter": False, "style": None}
    sheet.set_row(first, _HEAD_HEIGHT)
    sheet.add_table(first, 0, first + max(len(rows), 1), len(heads) - 1, options)
    for down, row in enumerate(rows, first + 1):
        for across, value in enumerate(row):
            _write(book, sheet, down, across, value, right=numeric[across])


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


def _write(book: _Book, sheet: Any, down: int, across: int, value: Any, *, right: bool) -> None:
    """A value in a cell: a number as a number, everything else as text."""
    exact = _number(value)
    if exact is not None:
        places = -int(exact.as_tuple().exponent) if isinstance(exact, Decimal) else 0
        sheet.write_number(down, across, exact, book.formats[str(min(max(places, 0), 2))])
        return
    text = _shown(value)
    if text:
        sheet.write_string(down, across, text, book.formats["marker" if right else "text"])


def _number(value: Any) -> int | Decimal | None:
    """The number a cell holds; None for text, markers and intervals."""
    match value:
        case Shown(Count() as count) if count.is_exact:
            return count.low
        case Shown(int() | Decimal() as number):
            return number
        case int() | Decimal():
            return value
        case _:
            return None


def _shown(value: Cell | str | int | Decimal | None) -> str:
    """A value as the text of its cell."""
    if value is None:
        return ""
    return plain(str(value) if isinstance(value, (str, int, Decimal)) else cell_text(value))


def plain(text: str) -> str:
    """Text as a cell may hold it: no control characters, not too long."""
    return _CONTROL.sub("", text)[:LONGEST_TEXT]


def _in_language(content: bytes, tag: str) -> bytes:
    """The workbook with its language among its properties, which XlsxWriter cannot set."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item.filename)
            if item.filename == "docProps/core.xml":
                ending = b"</cp:coreProperties>"
                data = data.replace(ending, f"<dc:language>{escape(tag)}</dc:language>".encode() + ending)
            new.writestr(item, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
