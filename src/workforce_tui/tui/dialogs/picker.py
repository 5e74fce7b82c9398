"""A small window to choose one of many: type to narrow the list, arrows to move, enter to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.translation import Said, said
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its code, its name, a few words more, and words that find it without being shown."""

    code: str
    name: str
    more: str = ""
    also: str = ""


def _is_called(choice: Choice, typed: str) -> bool:
    """Whether the name of a choice holds what was typed, or another word for it begins so."""
    if typed in f"{choice.name} {choice.code} {choice.more}".casefold():
        return True
    return any(word.startswith(typed) for word in choice.also.casefold().split("; "))


class Picker(Window["str | None"]):
    """Answers with the code chosen, or None when the window is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", N_("Close")),
        Binding("enter", "take", N_("Choose"), show=True),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
    ]

    def __init__(
        self, title: Said, choices: Sequence[Choice] | Callable[[], Sequence[Choice]], current: str = ""
    ) -> None:
        """Choices that are made by a function are made again when the language changes."""
        super().__init__()
        self.heading, self.offered, self.current = title, choices, current
        self.choices = self._made()
        self.shown: tuple[Choice, ...] = ()

    def compose(self) -> ComposeResult:
        """The search box over the list."""
        with Vertical(id="picker", classes="window") as window:
            window.border_title = safe_text(said(self.heading))
            yield Input(placeholder=_("Type to search"), id="search", compact=True)
            yield OptionList(id="choices", markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Show everything, standing on the present choice."""
        self.query_one(OptionList).can_focus = False
        self.narrow("")
        codes = [choice.code for choice in self.shown]
        if self.current in codes:
            self.query_one(OptionList).highlighted = codes.index(self.current)

    def _made(self) -> tuple[Choice, ...]:
        return tuple(self.offered() if callable(self.offered) else self.offered)

    async def retranslate(self) -> None:
        """Name the choices again; the search and the place in the list stay."""
        self.choices = self._made()
        self.query_one("#picker", Vertical).border_title = safe_text(said(self.heading))
        search, options = self.query_one(Input), self.query_one(OptionList)
        search.placeholder = _("Type to search")
        place = options.highlighted
        chosen = self.shown[place].code if place is not None and place < len(self.shown) else ""
        self.narrow(search.value)
        codes = [choice.code for choice in self.shown]
        if chosen in codes:
            options.highlighted = codes.index(chosen)

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Narrow the list to what holds every typed word."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """Show the choices that hold every word of *typed*, those that are called so first."""
        words = typed.casefold().split()
        found = [
            choice
            for choice in self.choices
            if all(word in f"{choice.name} {choice.code} {choice.more} {choice.also}".casefold() for word in words)
        ]
        self.shown = tuple(sorted(found, key=lambda choice: not _is_called(choice, " ".join(words))))
        options = self.query_one(OptionList)
        options.set_options([Option(self._prompt(choice)) for choice in self.shown])
        if self.shown:
            options.highlighted = 0
        else:
            options.set_options([Option(Content(_("Nothing is called that.")), disabled=True)])

    def _prompt(self, choice: Choice) -> Content:
        mark = "● " if choice.code == self.current else "  "
        more = f"  {plain(choice.more)}" if choice.more else ""
        return Content.assemble((mark, "bold"), plain(choice.name), (more, "$muted"))

    def action_move(self, by: int) -> None:
        """Move in the list while typing goes on in the search box."""
        options = self.query_one(OptionList)
        if self.shown:
            place = (options.highlighted or 0) + by
            options.highlighted = min(max(place, 0), len(self.shown) - 1)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Answer with the highlighted choice."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self.shown):
            self.dismiss(self.shown[place].code)

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """Answer with the choice the mouse chose."""
        if event.option_index < len(self.shown):
            self.dismiss(self.shown[event.option_index].code)

    def action_close(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
