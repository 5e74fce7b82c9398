"""What every window over a place has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.await_complete import AwaitComplete
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

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, and close what stands over it; nothing happens where it was closed before.

        A thread that ends may answer when somebody has closed the window meanwhile, or is being asked a question over
        it. As it is made, Textual would close whatever is on top.
        """
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen_stack[-1] is not self:
            self.app.pop_screen()
        return super().dismiss(result)
