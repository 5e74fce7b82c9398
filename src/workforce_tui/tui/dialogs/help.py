"""The help window (F1): what the screen shows, how to read it, and every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class HelpWindow(Window[None]):
    """Markdown about a screen over the list of its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", N_("Close")),
    ]

    def __init__(self, guide: str, keys: Callable[[], dict[str, ActiveBinding]]) -> None:
        super().__init__()
        self.guide, self.keys = guide, keys

    def compose(self) -> ComposeResult:
        """The guide, then the keys."""
        with VerticalScroll(classes="window", id="help") as window:
            window.border_title = _("Help")
            yield Markdown(_(self.guide) if self.guide else "")
            yield Static(_("Keys"), classes="section", markup=False)
            yield Static(self._keys(), markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#help").focus()

    async def retranslate(self) -> None:
        """Everything is a fixed text: begin again."""
        await self.recompose()
        self.query_one("#help").focus()

    def _keys(self) -> str:
        by_action: dict[str, tuple[list[str], str]] = {}
        for active in self.keys().values():
            if active.binding.description:
                names, _said = by_action.setdefault(active.binding.action, ([], active.binding.description))
                names.append(self.app.get_key_display(active.binding))
        width = max((len(", ".join(names)) for names, _said in by_action.values()), default=0)
        return "\n".join(f"{', '.join(names):<{width}}  {said}" for names, said in by_action.values())

    def action_close(self) -> None:
        """Close the window."""
        self.dismiss(None)
