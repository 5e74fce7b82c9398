"""What must be right about the frame of a screen or window at any size: nothing cut off, nothing out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.widget import Widget


def cut_off(screen: Screen[object], width: int) -> Iterator[str]:
    """The buttons whose words are cut, and what goes on where nobody can move to."""
    for button in screen.query(Button):
        if button.region and button.label.cell_length > button.content_size.width:
            yield f"cut: {button.label.plain}"
    yield from (f"over the side: {one!r}" for one in screen.walk_children() if hangs_over(one, width))


def hangs_over(widget: Widget, width: int) -> bool:
    """Whether a widget goes on where nobody can move to."""
    if not widget.region or widget.region.right <= width:
        return False
    return not any(one.allow_horizontal_scroll for one in widget.ancestors if one is not widget.app)


def wrong_window(pilot: Pilot[None]) -> list[str]:
    """What is not right about the window that is open: it is whole and in sight."""
    screen, (width, height) = pilot.app.screen, pilot.app.size
    found = list(cut_off(screen, width))
    frames = [one for one in screen.query(".window") if one.region]
    if not frames:
        return [*found, "no window"]
    for one in frames:
        if one.region.x < 0 or one.region.y < 0 or one.region.right > width or one.region.bottom > height:
            found.append(f"out of sight: {one.region}")
    return found
