"""Bindings of actions that can be given another key in the settings."""

from __future__ import annotations

from textual.binding import Binding

from workforce_tui.domain.key_actions import KEY_ACTIONS


def key(name: str, action: str, *, show: bool = False, priority: bool = False) -> Binding:
    """The binding of the action called *name* in the settings, with the keys it has by itself."""
    one = KEY_ACTIONS[name]
    return Binding(one.keys, action, one.msgid, show=show, priority=priority, id=name)
