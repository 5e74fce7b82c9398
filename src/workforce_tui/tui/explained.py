"""What is in front of somebody, for "How is this calculated?": the word of the glossary, and the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from workforce_tui.tui.page import Page
from workforce_tui.tui.widgets.gated_table import GatedPane
from workforce_tui.tui.widgets.read_table import ReadTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen
    from textual.widget import Widget

MOST_TABLES = 3
"""Tables in view that are told of: more would be no answer to a question about one figure."""


def in_front_of(screen: Screen[Any]) -> tuple[str, str]:
    """The glossary's code for what a screen or window shows, and sentences about the figure under the cursor.

    What a screen says of itself comes first; else the line of a table that passed the gate, the details under a list,
    or the notes and the source of the tables in view.
    """
    code, said = screen.in_front() if isinstance(screen, Page) else (getattr(screen, "TERM", ""), "")
    return code, said or next(filter(None, _said(screen)), "")


def _said(screen: Screen[Any]) -> Iterator[str]:
    for pane in screen.query(GatedPane):
        if _is_seen(pane):
            yield pane.sentence()
    for detail in screen.query(".detail"):
        if _is_seen(detail):
            texts = [detail, *detail.query(Static)]
            yield " ".join(word for one in texts if isinstance(one, Static) for word in _text(one).split())
    yield " ".join(_about(one) for one in [one for one in screen.query(ReadTable) if _is_seen(one)][:MOST_TABLES])


def _text(static: Static) -> str:
    content = static.content
    return content.plain if isinstance(content, Content) else ""


def _about(widget: ReadTable) -> str:
    table = widget.table
    return " ".join(f"{one.rstrip('.')}." for one in (table.title, *table.notes, table.source) if one)


def _is_seen(widget: Widget) -> bool:
    screen = widget.screen
    return (
        all(one.display for one in widget.ancestors_with_self)
        and widget.region.height > 0
        and bool(widget.region.overlaps(screen.region))
    )
