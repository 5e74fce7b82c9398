"""A publication as a workbook: cover, contents, notes, a sheet for each table, and the figures one by one."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from workforce_tui.domain.publication import FIGURE_FIELDS, Marker
from workforce_tui.exporting.sheets import (
    close_book,
    contents,
    cover,
    fit_widths,
    mark_table,
    notes,
    open_book,
    sheet_name,
    table_sheet,
    tell_properties,
)
from workforce_tui.exporting.tidy import figure_record
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.publication import Publication, PublishedTable
    from workforce_tui.exporting.sheets import Book

_WIDEST_CODE = 40


def write_workbook(publication: Publication, stream: IO[bytes]) -> None:
    """Write the workbook to an open file; the same publication gives the same bytes."""
    book = open_book()
    made = max((one.as_at for one in publication.tables), default=None)
    tell_properties(book, publication.title, publication.facts, publication.author, made)
    cover(book, publication.title, publication.facts)
    named = _named(book, publication)
    contents(book, _contents_rows(named))
    notes(book, publication.notes)
    for published, name in named:
        table_sheet(book, book.add(name), published.table)
    if publication.mapping is not None:
        sheet, _name = book.sheet(_("Grade mapping"))
        table_sheet(book, sheet, publication.mapping)
    _figures(book, publication)
    stream.write(close_book(book, publication.language))


def _named(book: Book, publication: Publication) -> list[tuple[PublishedTable, str]]:
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


def _contents_rows(named: Sequence[tuple[PublishedTable, str]]) -> list[list[str]]:
    """Each table with the name of its sheet and its codes."""
    return [
        [
            one.code, name, one.table.title, one.organisation or Marker.NOT_APPLICABLE,
            one.area or Marker.NOT_APPLICABLE, one.as_at.isoformat(), one.dimension,
            one.definition or Marker.NOT_APPLICABLE, one.cut or Marker.NOT_APPLICABLE,
        ]
        for one, name in named
    ]  # fmt: skip


def _figures(book: Book, publication: Publication) -> None:
    """The figures one by one, with the codes of the tidy CSV as headers."""
    said = _("This worksheet contains one table. An empty cell means that the code does not apply to the figure.")
    sheet = book.titled(_("Figures"), _("Figures one by one"), (), said)
    sheet.write_string(2, 0, _("[c] = confidential, [x] = not available."), book.formats["line"])
    rows: list[list[Any]] = []
    for figure in publication.figures:
        record = figure_record(figure)
        record["value"] = figure.marker if figure.value is None else figure.value
        rows.append([record[name] for name in FIGURE_FIELDS])
    numeric = [name in ("value", "threshold", "rounding", "low", "high") for name in FIGURE_FIELDS]
    fit_widths(book, sheet, FIGURE_FIELDS, rows, _WIDEST_CODE)
    mark_table(book, sheet, 3, list(FIGURE_FIELDS), rows, numeric=numeric)
