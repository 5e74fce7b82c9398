"""What every window over a place has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from workforce_tui.tui.translation import translated

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

Answer = TypeVar("Answer")


class Window(ModalScreen[Answer]):
    """A window over a place; it closes with an answer. Its keys are described in the language in use."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys of the window, in the language in use."""
        return translated(super().active_bindings)
