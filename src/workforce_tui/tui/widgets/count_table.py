"""The cells of a grid of counts: typed into where the cursor stands, with totals that follow."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable

from workforce_tui.domain.count_grid import totals
from workforce_tui.domain.formatting import count_text
from workforce_tui.i18n import N_, _
from workforce_tui.tui.return_reading import counts_of, read_cell
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.fitting import GAP, shortened

if TYPE_CHECKING:
    from textual import events

    from workforce_tui.domain.count_grid import CountGrid, GridTotals, Place

HEAD_LINES, HEAD_WIDTH = 3, 11
FIXED_ROWS, FIXED_COLUMNS = 1, 2
"""The totals of the groups, above; the grade and its total, at the left."""
TYPED = frozenset("0123456789<>=-[]~,xcXC")
LONGEST = 12
WIDE = 100
NAME_WIDTH, WIDE_NAME, TOTAL_WIDTH = 19, 32, 8
"""Columns of the screen: a grade, a grade where the terminal is at least WIDE, and its total."""
EDGES = 4
"""Columns around a table that is not laid out yet."""


class CountTable(FittedTable):
    """Grades down, groups across; the first row and the second column add up what is typed."""

    class Edited(Message):
        """A cell was typed in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Next grade"), show=False),
        Binding("backspace", "rub_out", N_("Rub out"), show=False),
        Binding("delete", "clear_cell", N_("Empty the cell"), show=False),
        Binding("tab", "across(1)", N_("Next group"), show=False),
        Binding("shift+tab", "across(-1)", N_("Previous group"), show=False),
    ]

    def __init__(self, grid: CountGrid, texts: dict[Place, str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            id=id, fixed_rows=FIXED_ROWS, fixed_columns=FIXED_COLUMNS, header_height=HEAD_LINES, cell_padding=1
        )
        self.grid, self.texts, self.page = grid, texts, grid.pages[0].code
        self.is_fresh = True
        self.shared = (NAME_WIDTH, HEAD_WIDTH)

    def on_mount(self) -> None:
        """Draw the grid, standing on the first cell that can be typed in."""
        self.redraw()
        first = next((place for place, line in enumerate(self.grid.lines) if not line.locked), 0)
        self.move_cursor(row=first + FIXED_ROWS, column=FIXED_COLUMNS)

    def redraw(self) -> None:
        """Draw every cell of the page again; the cursor stays where it is."""
        at = self.cursor_coordinate
        sums = self.sums()
        width, wide = self._shared_room()
        self.shared = width, wide
        self.clear(columns=True)
        self.header_height = max(_head(group.name).plain.count("\n") for group in self.grid.groups) + 1
        self.add_column(Text(_("Grade")), width=width)
        self.add_column(Text(_("Total"), justify="right"), width=TOTAL_WIDTH)
        for group in self.grid.groups:
            self.add_column(_head(group.name), width=wide)
        over = (_number(sums.groups.get(group.code), "bold") for group in self.grid.groups)
        self.add_row(Text(_("Total"), style="bold"), _number(sums.everything, "bold"), *over)
        names = shortened([line.name for line in self.grid.lines], width)
        for line, short in zip(self.grid.lines, names, strict=True):
            cells = (self._cell((self.page, line.key, group.code)) for group in self.grid.groups)
            name = safe_cell(short, style="dim" if line.locked else "")
            self.add_row(name, _number(sums.lines.get(line.key), "bold"), *cells)
        self.move_cursor(row=at.row, column=at.column)

    def on_resize(self, _event: events.Resize) -> None:
        """Share the new room out."""
        if self.ordered_columns and self._shared_room() != self.shared:
            self.redraw()

    def _shared_room(self) -> tuple[int, int]:
        """How wide the grades are and how wide each group: no column is ever half in sight beside the fixed ones."""
        name = WIDE_NAME if self.app.size.width >= WIDE else NAME_WIDTH
        rolls = len(self.grid.lines) + FIXED_ROWS + self.header_height > self.outer_size.height > 0
        within = self.outer_size.width - self.styles.gutter.width - (self.scrollbar_size_vertical if rolls else 0)
        room = (within if self.size.width else self.app.size.width - EDGES) - TOTAL_WIDTH - 2 * GAP
        seen = max((room - name) // (HEAD_WIDTH + GAP), 1)
        return room - max((room - name) // seen, 1) * seen, max((room - name) // seen - GAP, 1)

    def sums(self) -> GridTotals:
        """The totals of the page."""
        return totals(self.page, counts_of({place: text for place, text in self.texts.items() if text}))

    def here(self) -> Place | None:
        """The cell under the cursor; None on a total or a name."""
        row, column = self.cursor_coordinate.row - FIXED_ROWS, self.cursor_coordinate.column - FIXED_COLUMNS
        if not (0 <= row < len(self.grid.lines) and 0 <= column < len(self.grid.groups)):
            return None
        return (self.page, self.grid.lines[row].key, self.grid.groups[column].code)

    def go(self, place: Place) -> None:
        """Stand on a cell, on its page."""
        if place[0] != self.page:
            self.page = place[0]
            self.redraw()
        keys = [line.key for line in self.grid.lines]
        codes = [group.code for group in self.grid.groups]
        if place[1] in keys and place[2] in codes:
            self.move_cursor(row=keys.index(place[1]) + FIXED_ROWS, column=codes.index(place[2]) + FIXED_COLUMNS)
        self.focus()

    def locked(self) -> str:
        """Why nothing can be typed under the cursor; "" where it can."""
        place = self.here()
        line = self.grid.line(place[1]) if place else None
        return line.locked if line else _("This adds up what is typed.")

    @on(DataTable.CellHighlighted)
    def start_afresh(self) -> None:
        """What is typed next takes the place of what stands in the cell."""
        self.is_fresh = True

    def on_key(self, event: events.Key) -> None:
        """Type into the cell under the cursor."""
        if event.character and event.character in TYPED:
            event.stop()
            event.prevent_default()
            place = self.here()
            if place is None or self.locked():
                self.post_message(self.Edited())
                return
            before = "" if self.is_fresh else self.texts.get(place, "")
            self.put(place, (before + event.character)[:LONGEST])

    def put(self, place: Place, text: str) -> None:
        """Put *text* into a cell, and draw it with the totals it is in."""
        self.texts[place] = text
        self.is_fresh = False
        at, sums = self.cursor_coordinate, self.sums()
        self.update_cell_at(at, self._cell(place))
        self.update_cell_at(Coordinate(at.row, 1), _number(sums.lines.get(place[1]), "bold"))
        self.update_cell_at(Coordinate(0, at.column), _number(sums.groups.get(place[2]), "bold"))
        self.update_cell_at(Coordinate(0, 1), _number(sums.everything, "bold"))
        self.post_message(self.Edited())

    def action_rub_out(self) -> None:
        """Take the last character away."""
        place = self.here()
        if place is not None and not self.locked():
            self.put(place, self.texts.get(place, "")[:-1])

    def action_clear_cell(self) -> None:
        """Empty the cell."""
        place = self.here()
        if place is not None and not self.locked():
            self.put(place, "")

    def action_select_cursor(self) -> None:
        """Go down to the next grade; from the last one to the top of the next group."""
        at = self.cursor_coordinate
        if at.row + 1 < self.row_count:
            self.move_cursor(row=at.row + 1)
        elif at.column + 1 < len(self.ordered_columns):
            self.move_cursor(row=FIXED_ROWS, column=at.column + 1)

    def action_across(self, by: int) -> None:
        """Go to the next group, or on to the next grade."""
        at = self.cursor_coordinate
        last = len(self.ordered_columns) - 1
        if FIXED_COLUMNS <= at.column + by <= last:
            self.move_cursor(column=at.column + by)
        elif FIXED_ROWS <= at.row + by < self.row_count:
            self.move_cursor(row=at.row + by, column=FIXED_COLUMNS if by > 0 else last)

    def _cell(self, place: Place) -> Text:
        line = self.grid.line(place[1])
        text = self.texts.get(place, "")
        if line is not None and line.locked and not text:
            return Text("·", style="dim", justify="right")
        if read_cell(text).problem:
            return Text(f"! {plain(text)}", style="bold reverse", justify="right", no_wrap=True)
        return Text(plain(text), justify="right", no_wrap=True)


def _number(count: object, style: str) -> Text:
    from workforce_tui.domain.counts import Count

    return Text(count_text(count) if isinstance(count, Count) else "", style=style, justify="right", no_wrap=True)


def _head(name: str) -> Text:
    lines = textwrap.wrap(plain(name), HEAD_WIDTH, max_lines=HEAD_LINES, placeholder="…", break_long_words=True)
    return Text("\n".join(lines), justify="right")
