"""The table of every screen: fitted into the room there is, and fitted again whenever that changes."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable

from workforce_tui.i18n import N_
from workforce_tui.tui.widgets.fitting import GAP, LEAST, Plan, Wants, cut, plan, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rich.style import Style
    from textual import events

MORE_LEFT, MORE_RIGHT = "←", "→"
CUT = "…"
ABOVE = 10
"""Lines of the screen that a table which is not laid out yet will not have, about."""


class FittedTable(DataTable[Any]):
    """Texts give way to the room; what still does not fit is reached by the arrow keys, and an arrow says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "cursor_right", N_("The next column, where there is no room for all"), show=False),
        Binding("left", "cursor_left", N_("The column before"), show=False),
    ]
    DEFAULT_CSS = """
    FittedTable { scrollbar-size-horizontal: 0; }
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"fixed_columns": 1, **options})
        self.heads: tuple[Text, ...] = ()
        self.held: tuple[tuple[str | None, tuple[Text, ...]], ...] = ()
        self.aside: Collection[int] = ()
        self.name_place, self.coded = 0, False
        self.plan: Plan | None = None

    def fill(
        self,
        heads: Sequence[Text],
        rows: Iterable[tuple[str | None, Sequence[Text]]],
        *,
        name: int = 0,
        aside: Collection[int] = (),
        coded: bool = False,
    ) -> None:
        """Put *rows*, each a key (None for none) and its cells, in the place of what the table held.

        *name* is the place of the column that says what a row is, *coded* whether it begins with a code; the columns at
        the places *aside* go to the right of the edge where there is no room.
        """
        self.heads, self.held = tuple(heads), tuple((key, tuple(cells)) for key, cells in rows)
        self.name_place, self.aside, self.coded = name, aside, coded
        self._draw(self._planned())

    def lines(self) -> list[str]:
        """What each row says in full, however little of it there is room for."""
        return ["  ".join(filter(None, (cell.plain for cell in cells))) for _key, cells in self.held]

    def on_resize(self, _event: events.Resize) -> None:
        """Fit into the new room; the cursor stays where it is."""
        if self.heads and (wanted := self._planned()) != self.plan:
            at = self.cursor_coordinate
            self._draw(wanted)
            self.move_cursor(row=at.row, column=at.column)

    def _planned(self) -> Plan:
        columns = [self._wants(place) for place in range(len(self.heads))]
        return plan(columns, self._room(), name=self.name_place, aside=self.aside)

    def _wants(self, place: int) -> Wants:
        head = max((cell_len(line) for line in self.heads[place].plain.split("\n")), default=0)
        texts = [cells[place] for _key, cells in self.held if place < len(cells)]
        whole = max(1, head, *(cell_len(text.plain) for text in texts)) if texts else max(head, 1)
        is_number = any(text.justify == "right" for text in texts)
        return Wants(whole, whole if is_number else max(head, min(whole, LEAST)))

    def _room(self) -> int:
        wide, high = self.outer_size
        if not self.size.width:  # not laid out yet: as wide as the screen, within the edges of what it is in
            within = [one for one in self.ancestors if isinstance(one, Widget)]
            wide, high = self.app.size - (sum(one.styles.gutter.width for one in within), ABOVE)
        rolls = len(self.held) + self.header_height > high
        return wide - self.styles.gutter.width - (self.scrollbar_size_vertical if rolls else 0)

    def _draw(self, wanted: Plan) -> None:
        self.plan = wanted
        self.clear(columns=True)
        shown = {place: self._texts(place, width) for place, width in zip(wanted.order, wanted.widths, strict=True)}
        for place, width in zip(wanted.order, wanted.widths, strict=True):
            self.add_column(_head_in(self.heads[place], width), width=width)
        for row, (key, _cells) in enumerate(self.held):
            self.add_row(*(shown[place][row] for place in wanted.order), key=key)

    def _texts(self, place: int, width: int) -> list[Text]:
        """The cells of a column, each as long as its *width* allows."""
        cells = [row[place] if place < len(row) else Text() for _key, row in self.held]
        short = shortened([cell.plain for cell in cells], width, coded=self.coded and place == self.name_place)
        return [
            cell if said == cell.plain else Text(said, cell.style, justify=cell.justify, no_wrap=True)
            for cell, said in zip(cells, short, strict=True)
        ]

    def render_line(self, y: int) -> Strip:
        """A line of the table; the first one says where there is more of it."""
        strip = super().render_line(y)
        if y or not self.show_header or not self.max_scroll_x:
            return strip
        width, style = self.scrollable_content_region.width, self.get_component_rich_style("datatable--cursor")
        if self.scroll_x < self.max_scroll_x:
            strip = Strip([*strip.crop(0, width - 1), Segment(MORE_RIGHT, style)])
        if self.scroll_x > 0:
            fixed = self._widths()[: self.fixed_columns]
            at = max(min(sum(fixed), width - 2) - 1, 0)
            strip = Strip([*strip.crop(0, at), Segment(MORE_LEFT, style), *strip.crop(at + 1, width)])
        return strip

    def _render_line(self, y: int, x1: int, x2: int, base_style: Style) -> Strip:
        """A line of which *x1* to *x2* is seen: what an edge cuts ends in a sign, or 1,890 would be read as 1,8."""
        strip = super()._render_line(y, x1, x2, base_style)
        widths = self._widths()
        first, total = sum(widths[: self.fixed_columns]), sum(widths)
        if (self.show_header and y < self.header_height) or x2 - x1 >= total:
            return strip
        for start, end in pairwise(accumulate(widths[self.fixed_columns :], initial=first)):
            edges = [edge for edge in (x1 + first, x2) if start < edge < end]
            if not edges:
                continue
            whole = super()._render_line(y, start - first, start - first + self.size.width, base_style)
            cell = whole.crop(first, first + end - start)
            if x1 + first in edges and cell.crop(0, x1 + first - start).text.strip():
                strip = _signed(strip, first)
            if x2 in edges and cell.crop(x2 - start).text.strip():
                strip = _signed(strip, x2 - x1 - 1)
        return strip

    def action_cursor_right(self) -> None:
        """To the next cell; where rows are chosen, to the next column that does not fit."""
        if self.cursor_type == "cell":
            super().action_cursor_right()
        else:
            self.move_aside(1)

    def action_cursor_left(self) -> None:
        """To the cell before; where rows are chosen, to the columns before."""
        if self.cursor_type == "cell":
            super().action_cursor_left()
        else:
            self.move_aside(-1)

    def on_click(self, event: events.Click) -> None:
        """The arrows at the edge of the first line can be pressed."""
        if event.y == 0 and self.max_scroll_x:
            if event.x >= self.scrollable_content_region.width - GAP:
                self.move_aside(1)
            elif self.scroll_x and event.x < sum(self._widths()[: self.fixed_columns]):
                self.move_aside(-1)

    def move_aside(self, by: int) -> None:
        """Bring the next column from beyond the edge, or the one before."""
        widths = self._widths()[self.fixed_columns :]
        starts = [0, *accumulate(widths)]
        places = [x for x in starts if (x > self.scroll_x if by > 0 else x < self.scroll_x)]
        if places:
            self.scroll_to(x=min(places) if by > 0 else max(places), animate=False)

    def _widths(self) -> list[int]:
        return [column.get_render_width(self) for column in self.ordered_columns]


def _signed(strip: Strip, place: int) -> Strip:
    """The line with the sign of a cut text in one of its cells."""
    here = strip.crop(place, place + 1)
    style = next((segment.style for segment in here if segment.text), None)
    return Strip([*strip.crop(0, place), Segment(CUT, style), *strip.crop(place + 1)])


def _head_in(head: Text, width: int) -> Text:
    """A heading in *width* cells: a line that is longer ends in a sign that it is."""
    lines = [cut(line, width) for line in head.plain.split("\n")]
    said = "\n".join(lines)
    return head if said == head.plain else Text(said, head.style, justify=head.justify)
