"""What an app remembers of the person who uses it: theme, language, keys, role; and how each is changed."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.keys import format_key

from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.key_actions import KEY_ACTIONS, keys_of
from workforce_tui.domain.roles import Role, role_name
from workforce_tui.domain.settings import ANIMATIONS, KEYS, LANGUAGE, ORGANISATION, ROLE, THEME, WELCOME
from workforce_tui.i18n import N_, _
from workforce_tui.services import settings as kept
from workforce_tui.services.roles import Who, look_as, who
from workforce_tui.tui import roles
from workforce_tui.tui.beginning import BeginningApp
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import RAW, View

if TYPE_CHECKING:
    from workforce_tui.tui.dialogs.welcome import Welcomed

COMPLAINT_SECONDS = 20


class LivingApp(BeginningApp):
    """An app with settings of its own, that looks different to different roles."""

    def __init__(self) -> None:
        super().__init__()
        self.welcomes = False
        """Whether it is asked who uses the app."""
        self.settings = kept.load_settings()
        self.theme = f"workforce-{kept.held_text(THEME, self.settings)}"
        self.set_keymap(dict(self.settings.keys))
        if kept.held(ANIMATIONS, self.settings).value is False:
            self.animation_level = "none"

    def tell_problems(self) -> None:
        """Say what in the settings file cannot be read: defaults hold in its place, and the file stays as it is."""
        if self.settings.problems:
            lines = "\n".join(plain(one.said) for one in self.settings.problems[:3])
            said = _("The settings file has a mistake. Defaults hold in its place; the file was left as it is.")
            self.notify(
                f"{said}\n{plain(kept.settings_file())}\n{lines}",
                title=_("Settings"),
                severity="warning",
                markup=False,
                timeout=COMPLAINT_SECONDS,
            )

    def key_for(self, action: str, otherwise: str = "") -> str:
        """The first key of an action as a person reads it."""
        keys = self.settings.keys.get(action) or (KEY_ACTIONS[action].keys if action in KEY_ACTIONS else otherwise)
        first = keys_of(keys)[0] if keys else ""
        return first.upper() if first[:1] == "f" and first[1:].isdigit() else format_key(first) if first else ""

    def keep(self, name: str, value: str) -> bool:
        """Write a setting down; say why where that cannot be done."""
        try:
            kept.change_setting(name, value)
        except WorkforceError as error:
            said = f"{plain(error.message)}\n{plain(error.hint)}"
            self.notify(said, title=_("Settings"), severity="warning", markup=False, timeout=COMPLAINT_SECONDS)
            return False
        self.settings = kept.load_settings()
        return True

    async def take_setting(self, name: str, value: str) -> None:
        """Write a setting down and live by it at once."""
        if not self.keep(name, value):
            return
        if name == THEME:
            self.theme = f"workforce-{value}"
        elif name == LANGUAGE:
            await self.speak(kept.language_wanted())
        elif name == ANIMATIONS:
            self.animation_level = "full" if self.settings.is_on(ANIMATIONS) else "none"
        elif name in (ROLE, ORGANISATION):
            role = kept.held_text(ROLE, self.settings)
            await self.take_role(Who(Role(role) if role else None, kept.held_text(ORGANISATION, self.settings)))
        elif name.startswith(f"{KEYS}."):
            self.set_keymap(dict(self.settings.keys))

    async def speak(self, language: str) -> None:
        """Change to another language, with every window that is open."""
        raise NotImplementedError

    async def take_role(self, someone: Who) -> None:
        """Look as somebody else: their profile, their organisation, their first page."""
        look_as(someone)
        before, self.view = self.view, self.first_view()
        if self.view.profile != before.profile:
            await self.forget_screens()
        place = roles.landing(someone.role, self.MODES)
        if self.current_mode != place:
            await self.switch_mode(place)
        else:
            await self.refresh_page()

    def first_view(self) -> View:
        """What is shown before anything is chosen."""
        someone = who()
        profile = self.profile_in_force if self.profile_in_force != RAW else someone.profile
        return roles.first_view(someone, profile, self.organisations)

    async def begin(self, *, samples: bool) -> None:
        """Go to the first page of the role; at the first start, ask who uses the app."""
        await self.arrive(self.first_place())
        if self.welcomes and not samples and kept.held(WELCOME, self.settings).value is True:
            self.action_welcome()

    def action_tour(self) -> None:
        """Begin the short tour."""
        from workforce_tui.tui.screens.tour import TourWindow

        self.push_screen(TourWindow(0))

    async def tour_at(self, place: int) -> None:
        """Show a stop of the tour over the place it is about."""
        from workforce_tui.tui.screens.tour import TourWindow

        await self.pop_screen()
        tour = TourWindow(place)
        await self.switch_mode(tour.stops_for(self.may_show)[place][0])
        self.push_screen(tour)

    def action_welcome(self) -> None:
        """Ask who uses the app, at its first start."""
        from workforce_tui.tui import choices
        from workforce_tui.tui.dialogs.welcome import WelcomeForm

        offered = choices.organisation_choices(self.organisations, everything=False)
        names = [(one.code, one.name) for one in offered]
        form = WelcomeForm(names, roles.offered(self.profile_in_force), who().role, who().organisation)
        self.push_screen(form, self._welcomed)

    async def _welcomed(self, answer: Welcomed | None) -> None:
        self.keep(WELCOME, "false")
        if answer is None:
            return
        for name, value in answer.settings:
            self.keep(name, value)
        await self.take_role(Who(answer.role, answer.organisation))
        if answer.tour:
            self.action_tour()

    def action_glossary(self, term: str = "") -> None:
        """Say how the figure in front of somebody is calculated: its meaning, counts, formula and source."""
        from workforce_tui.tui.explained import in_front_of
        from workforce_tui.tui.screens.glossary_window import GlossaryWindow

        code, here = (term, "") if term else in_front_of(self.screen)
        self.push_screen(GlossaryWindow(code, here))

    def action_settings(self) -> None:
        """Open the settings."""
        from workforce_tui.tui.screens.settings_window import SettingsWindow

        self.push_screen(SettingsWindow())

    def action_role(self) -> None:
        """Choose who looks."""
        from workforce_tui.tui import choices

        self._pick("role", N_("Who looks"), partial(choices.role_choices, self.profile_in_force), str(who().role or ""))

    async def action_take(self, what: str, code: str) -> None:
        """Make a choice; a role and a theme are kept for the next time."""
        if what == "role":
            await self._take_role_code(code)
        else:
            await super().action_take(what, code)
            if what == "theme" and not os.environ.get(kept.VARIABLES[THEME]):
                self.keep(THEME, code.removeprefix("workforce-"))

    async def _take_role_code(self, code: str) -> None:
        role = Role(code) if code else None
        organisation = who().organisation or kept.held_text(ORGANISATION, self.settings) or self.view.organisation or ""
        self.keep(ROLE, code)
        await self.take_role(replace(who(), role=role, organisation=organisation, doubtful=False))
        if role is not None:
            said = _("You look as {role}. Figures are shown under the profile {profile}.")
            self.notify(said.format(role=role_name(role), profile=self.view.profile), markup=False)

    async def action_language(self) -> None:
        """Change between Welsh and English, and remember it."""
        await self.speak(i18n.ENGLISH if i18n.language() == i18n.WELSH else i18n.WELSH)
        if not os.environ.get(kept.VARIABLES[LANGUAGE]):
            self.keep(LANGUAGE, i18n.language())
