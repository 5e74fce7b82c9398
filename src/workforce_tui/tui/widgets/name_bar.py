"""Bars of names with keys: the areas of the app, and the views of an area. They always fit the width there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

SHORTEST = 2
"""A name shorter than this says nothing: the key alone is left."""


def fitted(names: Sequence[str], width: int, here: int) -> tuple[str, ...]:
    """*names* cut until they take no more than *width* cells together, the longest first.

    The name at *here*, of the place somebody is in, is cut last; room that is left makes the shortest whole again.
    """
    longest = max((cell_len(name) for name in names), default=0)
    for limit in range(longest, 0, -1):
        cut = tuple(name if place == here else _cut(name, limit) for place, name in enumerate(names))
        spare = width - sum(map(cell_len, cut))
        if spare >= 0:
            return _with_spare(names, cut, spare)
    return tuple("" if place != here else _cut(name, max(width, 0)) for place, name in enumerate(names))


def _with_spare(names: Sequence[str], cut: Sequence[str], spare: int) -> tuple[str, ...]:
    """The cut names, those that lack least whole again as far as *spare* cells go."""
    made = list(cut)
    lacking = {place: cell_len(name) - cell_len(cut[place]) for place, name in enumerate(names)}
    for place in sorted(lacking, key=lambda one: lacking[one]):
        if lacking[place] <= spare:
            made[place] = names[place]
            spare -= lacking[place]
    return tuple(made)


def _cut(name: str, limit: int) -> str:
    if cell_len(name) <= limit:
        return name
    return set_cell_size(name, limit - 1).rstrip() + "…" if limit > SHORTEST else ""


class KeyName(Static):
    """One name behind its key; a click runs its action."""

    def __init__(self, key: str, msgid: str, action: str) -> None:
        super().__init__(markup=False)
        self.key, self.msgid, self.action = key, msgid, action

    def show(self, name: str) -> None:
        """Draw the key and as much of the name as there is room for."""
        key = self.key if self.has_class("here") else (self.key, "$muted")
        self.update(Content.assemble(key, f" {name}" if name else ""))

    async def on_click(self) -> None:
        """Do what the key does."""
        await self.screen.run_action(self.action)


class NameBar(Horizontal):
    """Names with their keys on one line; the one in use stands out."""

    DEFAULT_CSS = """
    NameBar { height: 1; background: $panel; }
    NameBar KeyName { width: auto; padding: 0 1; color: $foreground; }
    NameBar KeyName.here { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    NameBar.-tight KeyName { padding: 0 0 0 1; }
    NameBar .help-key { dock: right; width: auto; padding: 0 1; color: $muted; display: none; }
    NameBar.-roomy .help-key { display: block; }
    """
    NAMES: ClassVar[Mapping[str, str]] = {}
    """The codes with their names in English."""
    SAID: ClassVar[str] = ""
    """What stands at the right where there is room for it, in English."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here

    def key_of(self, code: str) -> str:
        """The key that goes to *code*."""
        raise NotImplementedError

    def action_of(self, code: str) -> str:
        """The action that goes to *code*."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The names, and what is said at the right."""
        for code, msgid in self.NAMES.items():
            name = KeyName(self.key_of(code), msgid, self.action_of(code))
            name.set_class(code == self.here, "here")
            yield name
        yield Static(classes="help-key", markup=False)

    def on_resize(self) -> None:
        """Fit the names to the new width."""
        self.retranslate()

    def go(self, here: str) -> None:
        """Let another name stand out."""
        self.here = here
        for name, code in zip(self.query(KeyName), self.NAMES, strict=True):
            name.set_class(code == here, "here")
        self.retranslate()

    def retranslate(self) -> None:
        """Draw every name in the language in use: with less room around them, or cut, where they do not fit."""
        names, width = [_(msgid) for msgid in self.NAMES.values()], self.size.width
        keys = sum(cell_len(self.key_of(code)) + 1 for code in self.NAMES)
        said = _(self.SAID) if self.SAID else ""
        free = width - keys - 2 * len(names) - sum(map(cell_len, names))
        self.set_class(bool(said) and free >= cell_len(said) + 2, "-roomy")
        self.set_class(free < 0, "-tight")
        room = width - keys - len(names) * (1 if free < 0 else 2)
        fits = fitted(names, room, list(self.NAMES).index(self.here))
        for name, text in zip(self.query(KeyName), fits, strict=True):
            name.show(text)
        self.query_one(".help-key", Static).update(Content(said))
