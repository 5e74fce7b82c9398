"""The table of bars: a row for each grade (or another dimension), its share beside the target, and a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui.widgets.bar_layout import BarLine, Layout, head_parts, layout, line_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


class BarRows(Widget, can_focus=True):
    """The rows themselves, drawn as text; up and down move the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", N_("Up"), show=False),
        Binding("down,j", "move(1)", N_("Down"), show=False),
        Binding("home,g", "move(-1000)", N_("First row"), show=False),
        Binding("end,G", "move(1000)", N_("Last row"), show=False),
        Binding("pageup", "move(-10)", N_("Ten rows up"), show=False),
        Binding("pagedown", "move(10)", N_("Ten rows down"), show=False),
        Binding("enter", "choose", N_("Choose"), show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)
    whisker: reactive[bool] = reactive(False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, line: BarLine) -> None:
            super().__init__()
            self.line = line

    class Chosen(Moved):
        """Enter was pressed on a row."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: tuple[BarLine, ...] = ()
        self._headings: dict[int, str] = {}
        self._label_head = ""
        self.still = False

    def show(self, lines: Sequence[BarLine], label_head: str) -> None:
        """Draw *lines*, keeping the cursor on the same key where it is still there."""
        kept = self.line.key if self.line else None
        self._lines, self._label_head = tuple(lines), label_head
        self._headings = {}
        previous = ""
        for index, line in enumerate(self._lines):
            if line.heading and line.heading != previous:
                self._headings[index] = line.heading
            previous = line.heading
        keys = [line.key for line in self._lines]
        self.set_reactive(BarRows.cursor, keys.index(kept) if kept in keys else 0)
        self.refresh(layout=True)
        self.tell()

    @property
    def lines(self) -> tuple[BarLine, ...]:
        """The rows, in order."""
        return self._lines

    @property
    def line(self) -> BarLine | None:
        """The row the cursor is on."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def plan(self) -> Layout:
        """The columns at the present width."""
        return layout(self._lines, self._label_head, self.size.width)

    def head(self) -> Content:
        """The heads of the columns at the present width."""
        return Content.assemble(*head_parts(self.plan(), self._label_head))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for each row and each heading."""
        return len(self._lines) + len(self._headings)

    def render(self) -> Content:
        """All rows as one text."""
        plan, drawn = self.plan(), []
        for index, line in enumerate(self._lines):
            if index in self._headings:
                drawn.append(Content.assemble((self._headings[index], "bold $heading")))
            here = index == self.cursor and not self.still
            content = Content.assemble(*line_parts(line, plan, whisker=self.whisker, cursor=here))
            if here:
                content = content.pad_right(max(self.size.width - content.cell_length, 0))
                content = content.stylize("on $row-cursor")
            drawn.append(content)
        return Content("\n").join(drawn)

    def line_number(self, index: int) -> int:
        """The line of the screen row *index* is drawn on, from the top of the widget."""
        return index + sum(1 for at in self._headings if at <= index)

    def action_move(self, by: int) -> None:
        """Move the cursor *by* rows, stopping at the ends."""
        if self._lines:
            self.cursor = min(max(self.cursor + by, 0), len(self._lines) - 1)

    def action_choose(self) -> None:
        """Tell that a row was chosen."""
        if self.line:
            self.post_message(self.Chosen(self.line))

    def watch_cursor(self) -> None:
        """Keep the row in sight, its heading too at the top, and tell the screen."""
        line = self.line_number(self.cursor)
        top = line - 1 if self.cursor in self._headings else line
        if isinstance(self.parent, Widget):
            region = Region(0, top, self.size.width, line - top + 1)
            self.parent.scroll_to_region(region, animate=False)
        self.tell()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row under the mouse."""
        for index in range(len(self._lines)):
            if self.line_number(index) == event.y:
                self.cursor = index

    def tell(self) -> None:
        """Tell which row the cursor is on."""
        if self.line:
            self.post_message(self.Moved(self.line))


class BarTable(Vertical):
    """Rows of bars under their column heads, with a key to the marks."""

    DEFAULT_CSS = """
    BarTable { height: 1fr; }
    BarTable > .bar-head { height: 1; padding-right: 1; }
    BarTable > VerticalScroll { height: 1fr; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    BarTable BarRows { height: auto; }
    BarTable > .bar-key { height: 1; color: $muted; padding-left: 2; }
    """

    def __init__(self, *, still: bool = False, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """*still* rows have no cursor and take no focus."""
        super().__init__(id=id, classes=classes)
        self.still = still

    def compose(self) -> ComposeResult:
        """The heads, the rows in a scrolling box, and the key."""
        yield Static(classes="bar-head", markup=False)
        with VerticalScroll(can_focus=False):
            rows = BarRows()
            rows.still, rows.can_focus = self.still, not self.still
            yield rows
        yield Static(classes="bar-key", markup=False)

    @property
    def rows(self) -> BarRows:
        """The rows, which take the focus."""
        return self.query_one(BarRows)

    def show(self, lines: Sequence[BarLine], label_head: str) -> None:
        """Draw *lines* under *label_head*."""
        self.rows.show(lines, label_head)
        self.call_after_refresh(self.draw_heads)

    def on_resize(self) -> None:
        """Fit the heads to the new width."""
        self.call_after_refresh(self.draw_heads)

    def toggle_whisker(self) -> None:
        """Show or hide the 95% interval on the bars."""
        self.rows.whisker = not self.rows.whisker
        self.draw_heads()

    def draw_heads(self) -> None:
        """Draw the column heads and the key for the present width."""
        self.query_one(".bar-head", Static).update(self.rows.head())
        plan = self.rows.plan()
        self.query_one(".bar-key", Static).update(key_content(self.rows.whisker) if plan.bar else "")


def key_content(whisker: bool) -> Content:
    """What the marks on the bars mean."""
    parts: list[tuple[str, str] | str] = [
        ("┃", "$tick-target bold"), " " + _("target") + "   ",
        ("╎", "$tick-population"), " " + _("population"),
    ]  # fmt: skip
    if whisker:
        parts += ["   ├─┤ " + _("Interval (95%)")]
    return Content.assemble(*parts)
