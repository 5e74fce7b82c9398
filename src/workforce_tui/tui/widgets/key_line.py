"""The line of keys at the bottom of a screen, drawn as one widget: one for each key would be most of a screen."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.binding import ActiveBinding
    from textual.screen import Screen

EDGE = "▏"
MORE = "…"
HELP = frozenset({"help", "app.help"})
"""The action that lists every key, as the app and a window name it."""


class Chip(NamedTuple):
    """A key, as it is pressed and as a person reads it, and what it does."""

    key: str
    read: str
    does: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells it takes: its key between two spaces, and what it does before another."""
        return cell_len(self.read) + cell_len(self.does) + 3


class KeyLine(Widget):
    """The keys of the screen that are shown, and at the right that of the palette. A click does what the key does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; color: $footer-foreground; }
    """
    under_mouse: reactive[str] = reactive("")
    """The key the mouse is over."""

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__()
        self.has_palette = show_command_palette
        self.chips: tuple[Chip, ...] = ()
        self.palette: Chip | None = None
        self.every = Chip("", MORE, "", False)
        """The key that lists every key, shown where there is no room for all; a sign alone where there is no such key.
        """
        self.is_asked = False

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)
        self._read()

    def follow(self, screen: Screen[object]) -> None:
        """Look at the keys again, once however often it is said that they may be others."""
        if screen.app.app_focus and self.is_attached and screen is self.screen and not self.is_asked:
            self.is_asked = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        before, self.is_asked = (self.chips, self.palette), False
        if self.is_attached:
            self._read()
            if before != (self.chips, self.palette):
                self.refresh()

    def _read(self) -> None:
        active = self.screen.active_bindings
        shown: dict[str, Chip] = {}
        for _node, binding, enabled, _tooltip in active.values():
            if binding.show and binding.action not in shown:
                shown[binding.action] = Chip(
                    binding.key, self.app.get_key_display(binding), binding.description, enabled
                )
        self.chips = tuple(shown.values())
        self.every = self._key_of_help(active) or self.every
        found = active.get(self.app.COMMAND_PALETTE_BINDING) if self.has_palette else None
        if found is not None:
            one = found.binding
            self.palette = Chip(one.key, self.app.get_key_display(one), one.description, found.enabled)

    def _key_of_help(self, active: Mapping[str, ActiveBinding]) -> Chip | None:
        for _node, binding, enabled, _tooltip in active.values():
            if binding.action in HELP:
                return Chip(binding.key, self.app.get_key_display(binding), _("All keys") + MORE, enabled)
        return None

    def render(self) -> Content:
        """The keys from the left; the palette keeps its place where there is no room for all of them."""
        line, room = Content("").join(self._drawn(chip, " ") for chip in self.fitting()), self._room()
        line = line.truncate(room)
        if self.palette is None:
            return line
        space = " " * (room - line.cell_length)
        return Content.assemble(line, space, (EDGE, "$foreground 20%"), self._drawn(self.palette), " ")

    def fitting(self) -> tuple[Chip, ...]:
        """The keys there is room for; where that is not all of them, the last one is the key that lists all."""
        if sum(chip.width for chip in self.chips) <= self._room():
            return self.chips
        room = self._room() - self.every.width
        kept = [chip for chip, end in zip(self.chips, self._ends(self.chips), strict=True) if end <= room]
        return (*kept, self.every)

    @staticmethod
    def _ends(chips: Sequence[Chip]) -> Iterator[int]:
        return accumulate(chip.width for chip in chips)

    def _room(self) -> int:
        """Cells for the keys beside the palette, its edge and the space behind it."""
        # The palette has one space less than a key has: none before it, and one behind it that is no part of it.
        return max(self.size.width - (self.palette.width if self.palette else 0), 0)

    def _drawn(self, chip: Chip, space: str = "") -> Content:
        ground = " on $block-hover-background" if chip.key == self.under_mouse else ""
        dim = "" if chip.enabled else " dim"
        return Content.assemble(
            (f"{space}{chip.read}{space}", f"bold $footer-key-foreground{ground}{dim}"),
            (f"{chip.does}{space}" if space else f" {chip.does}", f"$footer-description-foreground{ground}{dim}"),
        )

    def chip_at(self, x: int) -> Chip | None:
        """The key at a cell of the line."""
        if x >= self._room():
            return self.palette
        chips = self.fitting()
        return next((chip for chip, end in zip(chips, self._ends(chips), strict=True) if x < end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would press."""
        chip = self.chip_at(event.x)
        self.under_mouse = chip.key if chip else ""

    def on_leave(self) -> None:
        """Nothing is under the mouse any more."""
        self.under_mouse = ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the mouse."""
        chip = self.chip_at(event.x)
        if chip is None:
            return
        if chip.enabled:
            self.app.simulate_key(chip.key)
        else:
            self.app.bell()
