"""What stands in for the figures of a screen while there are none: loading, empty, or an error in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Center, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, LoadingIndicator, Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import WHY, plain
from workforce_tui.tui.translation import WordButton

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out: an action of the app and its label in English."""

    action: str
    msgid: str


IMPORT = Offer("app.go('import')", N_("Import a file"))
SAMPLES = Offer("app.samples", N_("See the sample data"))
RETURNS = (
    Offer("app.return_by_hand", N_("Start a return by hand")),
    Offer("app.receive_return", N_("Receive a return")),
)
TRY_AGAIN = Offer("screen.reload", N_("Try again"))
EVERYTHING = Offer("app.choose('organisation')", N_("Choose another organisation"))


FEW = 3
"""More buttons than this stand two by two."""
PATIENCE = 0.3
"""Seconds of waiting after which something moves."""


class StatePanel(VerticalScroll):
    """A title, a sentence or two, and buttons for what can be done."""

    DEFAULT_CSS = """
    StatePanel { align: center middle; height: 1fr; }
    StatePanel Static { width: auto; max-width: 76; text-align: center; padding: 0 2; }
    StatePanel LoadingIndicator { height: 3; }
    StatePanel Horizontal { width: auto; height: auto; margin-top: 1; }
    StatePanel #offers.-many { layout: grid; grid-size: 2; grid-gutter: 1 2; width: 62; }
    StatePanel #offers.-many Button { width: 100%; margin: 0; }
    StatePanel Button { margin: 0 1; }
    StatePanel Center { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.waits = False
        """Whether what it says is that something is waited for."""

    def compose(self) -> ComposeResult:
        """The text; dots and buttons come when they are wanted, as most screens have their figures at once."""
        with Center():
            yield Static(id="state-text", markup=False)

    async def show_loading(self, sentence: str) -> None:
        """Say what is being waited for."""
        await self._show(sentence, "", (), loading=True, style="$muted")

    async def show_empty(self, title: str, sentence: str, *offers: Offer) -> None:
        """Say that there is nothing, and what would change that."""
        await self._show(title, sentence, offers, loading=False, style="bold $heading")

    async def show_error(self, message: str, hint: str, *offers: Offer) -> None:
        """Say what went wrong and what to do."""
        title = _("This could not be done")
        await self._show(
            title, f"{plain(message, WHY)}\n{plain(hint, WHY)}", offers, loading=False, style="bold $error"
        )

    async def _show(self, title: str, sentence: str, offers: tuple[Offer, ...], *, loading: bool, style: str) -> None:
        text = Content.assemble((title, style), f"\n\n{sentence}" if sentence else "")
        self.query_one("#state-text", Static).update(text)
        self.waits = loading
        await self.query(".-beside").remove()
        if loading:
            self.set_timer(PATIENCE, self._show_dots)
        elif offers:
            buttons = [OfferButton(offer) for offer in offers]
            many = "-many" if len(buttons) > FEW else ""
            await self.mount(Center(Horizontal(*buttons, id="offers", classes=many), classes="-beside"))
            buttons[0].focus()

    async def _show_dots(self) -> None:
        """Show that something still goes on, unless the figures have come."""
        if self.waits and self.display and not self.query(LoadingIndicator):
            await self.mount(LoadingIndicator(classes="-beside"))

    @on(Button.Pressed)
    async def act(self, event: Button.Pressed) -> None:
        """Do what the button offers."""
        event.stop()
        if isinstance(event.button, OfferButton):
            await self.screen.run_action(event.button.offer.action)


class OfferButton(WordButton):
    """A button for one offer."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.msgid)
        self.offer = offer
