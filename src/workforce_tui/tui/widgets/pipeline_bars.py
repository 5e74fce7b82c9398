"""The pipeline: two bars for each level, from entry to executive, with a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from workforce_tui.i18n import N_
from workforce_tui.tui.widgets.pipeline_layout import Plan, Stage, head_parts, plan_of, stage_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

LINES = 2
"""Of each level."""


class PipelineBars(Widget, can_focus=True):
    """The levels, drawn as text; up and down move the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", N_("Up"), show=False),
        Binding("down,j", "move(1)", N_("Down"), show=False),
        Binding("home", "move(-100)", N_("First row"), show=False),
        Binding("end", "move(100)", N_("Last row"), show=False),
    ]
    DEFAULT_CSS = "PipelineBars { height: auto; }"

    cursor: reactive[int] = reactive(0, init=False)

    class Moved(Message):
        """The cursor stands on another level."""

        def __init__(self, stage: Stage) -> None:
            super().__init__()
            self.stage = stage

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._stages: tuple[Stage, ...] = ()

    def show(self, stages: Sequence[Stage]) -> None:
        """Draw *stages*, keeping the cursor on the same level where it is still there."""
        kept = self.stage.key if self.stage else None
        self._stages = tuple(stages)
        keys = [stage.key for stage in self._stages]
        self.set_reactive(PipelineBars.cursor, keys.index(kept) if kept in keys else 0)
        self.refresh(layout=True)
        self.tell()

    @property
    def stage(self) -> Stage | None:
        """The level the cursor is on."""
        return self._stages[self.cursor] if self.cursor < len(self._stages) else None

    def plan(self) -> Plan:
        """The columns at the present width."""
        return plan_of(self._stages, self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The heads, and two lines for each level."""
        return 1 + LINES * len(self._stages)

    def render(self) -> Content:
        """The heads and all levels as one text."""
        plan, width = self.plan(), self.size.width
        drawn = [Content.assemble(*head_parts(plan))]
        for place, stage in enumerate(self._stages):
            here = place == self.cursor
            for parts in stage_parts(stage, plan, cursor=here):
                line = Content.assemble(*parts)
                if here:
                    line = line.pad_right(max(width - line.cell_length, 0)).stylize("on $row-cursor")
                drawn.append(line)
        return Content("\n").join(drawn)

    def action_move(self, by: int) -> None:
        """Move the cursor *by* levels, stopping at the ends."""
        if self._stages:
            self.cursor = min(max(self.cursor + by, 0), len(self._stages) - 1)

    def watch_cursor(self) -> None:
        """Keep the level in sight and tell the view."""
        if isinstance(self.parent, Widget):
            top = 0 if self.cursor == 0 else 1 + LINES * self.cursor
            region = Region(0, top, self.size.width, 1 + LINES * (self.cursor + 1) - top)
            self.parent.scroll_to_region(region, animate=False)
        self.tell()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the level under the mouse."""
        if event.y >= 1:
            self.action_move((event.y - 1) // LINES - self.cursor)

    def tell(self) -> None:
        """Tell which level the cursor is on."""
        if self.stage:
            self.post_message(self.Moved(self.stage))
