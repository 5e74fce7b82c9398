"""The first question: who uses the app, in which language and which colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Select, Static

from workforce_tui import i18n
from workforce_tui.domain.roles import OF_ONE_ORGANISATION, Role, role_about, role_name
from workforce_tui.domain.settings import LANGUAGE, ORGANISATION, ROLE, THEME, THEMES
from workforce_tui.i18n import N_, _
from workforce_tui.tui import theme
from workforce_tui.tui.translation import WordButton, Words
from workforce_tui.tui.widgets.fields import Field, renamed, select_of
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from workforce_tui.tui.app import WorkforceApp

LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
"""Each by its own name: whoever reads the other one must find it."""


@dataclass(frozen=True, slots=True)
class Welcomed:
    """What was answered."""

    role: Role
    organisation: str
    settings: tuple[tuple[str, str], ...]
    tour: bool


class WelcomeForm(Window["Welcomed | None"]):
    """Answers with who uses the app, or None where nothing was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start(False)", N_("Start")),
        Binding("escape", "later", N_("Not now")),
    ]
    CSS = """
    #welcome { width: 78; height: auto; max-height: 96%; padding: 1 1 0 1; }
    #welcome VerticalScroll { height: auto; max-height: 100%; }
    #welcome .lead { margin-bottom: 1; }
    #welcome-role { height: 2; margin: 0 0 0 25; color: $muted; }
    """

    def __init__(
        self, organisations: Sequence[tuple[str, str]], roles: Sequence[Role], role: Role | None, organisation: str
    ) -> None:
        """*role* and *organisation* are those of the settings, which are chosen to begin with; None and "" for none."""
        super().__init__()
        self.organisations, self.roles = tuple(organisations), tuple(roles)
        self.role = role if role in self.roles else self.roles[0]
        self.organisation = organisation

    def compose(self) -> ComposeResult:
        """Four questions, each with an answer to begin with."""
        shown = cast("WorkforceApp", self.app).theme.removeprefix("workforce-")
        with Vertical(classes="window", id="welcome") as window:
            window.border_title = _("Welcome")
            with VerticalScroll(can_focus=False):
                yield Words(N_("Everything here can be changed later, with Ctrl+P."), classes="lead")
                language = select_of(LANGUAGES, value=i18n.language(), blank=False, id="language")
                yield Field(N_("Language · Iaith"), language)
                yield Field(N_("You are"), select_of(_names(self.roles), value=self.role, blank=False, id="role"))
                yield Static(Content(role_about(self.role)), id="welcome-role", markup=False)
                organisation = select_of(self.organisations, value=self.organisation, id="organisation")
                yield Field(N_("Organisation"), organisation)
                yield Field(N_("Colours"), select_of(_themes(), value=shown, blank=False, id="theme"))
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Start"), id="start")
                yield WordButton(N_("Start with a short tour"), id="tour")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with who it is."""
        self.query_one("#role", Select).focus()

    async def retranslate(self) -> None:
        """Name everything again; what is chosen stays chosen."""
        self.query_one("#welcome", Vertical).border_title = _("Welcome")
        renamed(self.query_one("#role", Select), _names(self.roles))
        renamed(self.query_one("#theme", Select), _themes())
        self.tell_role()

    @on(Select.Changed, "#role")
    def tell_role(self) -> None:
        """Say what the role does; a role of all Wales has no organisation of its own."""
        role = Role(self._chosen("role"))
        self.query_one("#welcome-role", Static).update(Content(role_about(role)))
        field = self.query_one("#organisation").parent
        if isinstance(field, Field):
            field.display = role in OF_ONE_ORGANISATION

    @on(Select.Changed, "#language")
    async def speak(self) -> None:
        """Speak the language at once."""
        if self._chosen("language") != i18n.language():
            await cast("WorkforceApp", self.app).speak(self._chosen("language"))

    @on(Select.Changed, "#theme")
    def colour(self) -> None:
        """Show the colours at once."""
        self.app.theme = f"workforce-{self._chosen('theme')}"

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Begin, with the tour or without."""
        event.stop()
        self.action_start(event.button.id == "tour")

    def action_start(self, tour: bool) -> None:
        """Answer with what is chosen."""
        role = Role(self._chosen("role"))
        organisation = self._chosen("organisation") if role in OF_ONE_ORGANISATION else ""
        given = (
            (LANGUAGE, self._chosen("language")),
            (THEME, self._chosen("theme")),
            (ROLE, str(role)),
            (ORGANISATION, organisation),
        )
        self.dismiss(Welcomed(role, organisation, given, tour))

    def action_later(self) -> None:
        """Answer with nothing; the palette asks again."""
        self.dismiss(None)

    def _chosen(self, name: str) -> str:
        chosen = self.query_one(f"#{name}", Select).selection
        return str(chosen) if chosen is not None else ""


def _names(roles: Sequence[Role]) -> list[tuple[str, str]]:
    return [(str(role), role_name(role)) for role in roles]


def _themes() -> list[tuple[str, str]]:
    return [(name, theme.theme_title(f"workforce-{name}")) for name in THEMES]
