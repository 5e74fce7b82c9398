"""What every window over a place has in common."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from workforce_tui import tui
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator


def windows(kind: type[Window[object]] = Window) -> Iterator[type[Window[object]]]:
    for one in kind.__subclasses__():
        yield one
        yield from windows(one)


def test_every_window_is_styled_as_a_window():
    """A mixin that comes first would take these styles away: where a window stands, and that its place is dimmed."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        import_module(module.name)
    found = list(windows())
    assert len(found) > 20
    assert [one.__name__ for one in found if "ModalScreen" not in one._css_type_names] == []
