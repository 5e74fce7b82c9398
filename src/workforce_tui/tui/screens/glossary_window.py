"""How is this calculated? The glossary, opened at the figure in front of somebody, with its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workforce_tui.domain.glossary import find_terms, glossary
from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.domain.glossary import Explanation

LONGEST = 2_000


class GlossaryWindow(Window[None]):
    """A search box over the words, and what the one under the cursor means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", N_("Close")),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("pagedown", "move(8)", N_("Down"), show=False),
        Binding("pageup", "move(-8)", N_("Up"), show=False),
    ]
    CSS = """
    #glossary { width: 100%; max-width: 100; height: 96%; max-height: 96%; padding: 0 1; }
    #glossary Input { background: $panel; border: none; }
    #glossary-words { height: 1fr; border: none; background: $background; }
    #glossary-said { height: 13; padding: 0 1; border-top: solid $border-blurred; }
    .-tall #glossary-said { height: 16; }
    #glossary-text { height: auto; }
    """

    def __init__(self, term: str = "", here: str = "") -> None:
        """*term*: the code to begin at. *here*: what is in front of somebody, as a sentence with its counts."""
        super().__init__()
        self.term, self.here = term, here
        self.shown: tuple[Explanation, ...] = ()

    def compose(self) -> ComposeResult:
        """The search box, the words, and the meaning."""
        with Vertical(classes="window", id="glossary") as window:
            window.border_title = _("How is this calculated?")
            yield Input(placeholder=_("Type to search"), id="glossary-search", compact=True)
            yield OptionList(id="glossary-words", markup=False)
            with VerticalScroll(id="glossary-said"):
                yield Static(id="glossary-text", markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """List every word, standing on the one asked for."""
        self.query_one(OptionList).can_focus = False
        self.narrow("", self.term)

    async def retranslate(self) -> None:
        """List the words again in the language in use; the search and the place stay."""
        self.query_one("#glossary", Vertical).border_title = _("How is this calculated?")
        search = self.query_one(Input)
        search.placeholder = _("Type to search")
        place = self.query_one(OptionList).highlighted
        self.narrow(search.value, self.shown[place].code if place is not None and self.shown else "")

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Narrow the list to what holds every typed word."""
        self.narrow(event.value, "" if event.value else self.term)

    def narrow(self, typed: str, term: str = "") -> None:
        """Show the words that hold what was typed, standing on *term* where it is among them."""
        self.shown = find_terms(typed) if typed.strip() else glossary()
        words = self.query_one(OptionList)
        words.set_options([Option(_prompt(one)) for one in self.shown])
        codes = [one.code for one in self.shown]
        words.highlighted = codes.index(term) if term in codes else (0 if codes else None)
        if not codes:
            self.query_one("#glossary-text", Static).update(Content(_("Nothing is called that.")))

    @on(OptionList.OptionHighlighted)
    def tell(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the word means; at the one asked for, what is in front of somebody too."""
        if event.option_index >= len(self.shown):
            return
        one = self.shown[event.option_index]
        parts: list[tuple[str, str] | str] = [(plain(one.name), "bold $heading")]
        parts += [f"\n{plain(line, LONGEST)}" for line in one.lines()]
        if self.here and one.code == self.term:
            parts += [("\n" + _("In front of you:"), "bold"), f" {plain(self.here, LONGEST)}"]
        self.query_one("#glossary-text", Static).update(Content.assemble(*parts))
        self.query_one("#glossary-said").scroll_home(animate=False)

    def action_move(self, by: int) -> None:
        """Move in the list while typing goes on in the search box."""
        words = self.query_one(OptionList)
        if self.shown:
            words.highlighted = min(max((words.highlighted or 0) + by, 0), len(self.shown) - 1)

    def action_close(self) -> None:
        """Close the window."""
        self.dismiss(None)


def _prompt(one: Explanation) -> Content:
    return Content.assemble(safe_text(one.name), (f"  {one.code}", "$muted"))
