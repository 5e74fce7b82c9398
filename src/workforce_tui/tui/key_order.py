"""Keys do what they do in the order in which they were pressed, however busy the app was meanwhile.

Textual gives a letter to the widget that has the focus at once, but looks for the binding of a key only once the key
has gone up through every widget around it. Of keys that were pressed while a screen was drawn, letters would thus come
before the enter or tab between them: "3, enter, 2" would be 32 in one cell of a grid of counts.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

PATIENCE = 0.5
"""Seconds after which a key that got lost with its widget is no longer waited for."""


class OrderedKeysApp(App[None]):
    """An app in which a key waits until the one before it has been handled."""

    def __init__(self) -> None:
        super().__init__()
        self._under_way: events.Key | None = None
        self._keys_waiting: deque[events.Key] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait while another one is under way; everything else is as it was."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way is None:
            await self._begin(event)
        else:
            self._keys_waiting.append(event)
            if len(self._keys_waiting) == 1:
                self._give_up_on(self._under_way)

    async def _begin(self, key: events.Key) -> None:
        self._under_way = key
        target: MessagePump | None = self.focused or self.screen
        await super().on_event(key)
        if key.is_forwarded:
            self._follow(key, target)
        else:
            await self._next(key)

    def _follow(self, key: events.Key, pump: MessagePump | None) -> None:
        """Go the way a key goes, behind it: from the widget that was given it up to the app."""
        while pump is not None and pump is not self:
            above = pump._parent
            if pump.call_later(self._follow, key, above):
                return
            pump = above
        self.call_later(self._next, key)

    async def _next(self, key: events.Key) -> None:
        """The key has been handled: the next one that waits has its turn."""
        if key is not self._under_way:
            return
        self._under_way = None
        if self._keys_waiting:
            await self._begin(self._keys_waiting.popleft())
            if self._keys_waiting and self._under_way is not None:
                self._give_up_on(self._under_way)

    def _give_up_on(self, key: events.Key) -> None:
        self.set_timer(PATIENCE, lambda: self.call_later(self._next, key))
