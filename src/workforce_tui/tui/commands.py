"""What the command palette offers: every screen, organisation, definition, view and theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from workforce_tui.domain.places import PLACES
from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import safe_text
from workforce_tui.tui.seeing import profile_choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.types import IgnoreReturnCallbackType

    from workforce_tui.tui.app import WorkforceApp


COMMANDS = (
    (N_("Make a collection template"), "template"),
    (N_("Decisions: what labels stand for"), "decisions"),
    (N_("Explain or reform: the register of disparities"), "register"),
    (N_("What it would take to reach a target"), "projection"),
    (N_("Hand figures out (export)"), "export_figures"),
    (N_("What has been handed out"), "publications"),
    (N_("View the figures as readers of a profile do"), "choose('profile')"),
    (N_("Good practice to share"), "practice"),
    (N_("Type counts into a grid"), "type_counts"),
    (N_("Language: Cymraeg / English"), "language"),
    (N_("Choose a theme"), "choose('theme')"),
    (N_("Start a return by hand"), "return_by_hand"),
    (N_("Receive a return"), "receive_return"),
    (N_("Biennial data reviews"), "reviews"),
    (N_("Undo the last change"), "undo"),
    (N_("Copy what is in front"), "copy_in_front"),
    (N_("Settings"), "settings"),
    (N_("Find in this list"), "find"),
    (N_("Choose a role"), "role"),
    (N_("A short tour"), "tour"),
    (N_("Say who uses the app"), "welcome"),
    (N_("Help for this screen"), "help"),
    (N_("How is this calculated? (glossary)"), "glossary"),
    (N_("Quit"), "quit"),
)
"""Commands that are the same everywhere: what each is called, and the action it runs."""


class WorkforceCommands(Provider):
    """Finds and lists the commands; the first ones are shown before anything is typed."""

    found: tuple[tuple[str, str], ...] = ()

    def _commands(self) -> Iterator[tuple[str, str]]:
        """Every command as (what it is called, the action it runs)."""
        from workforce_tui.tui import choices
        from workforce_tui.tui.screens.progression import VIEWS

        app = cast("WorkforceApp", self.app)
        for area, msgid in PLACES.items():
            yield _("Go to: {place}").format(place=_(msgid)), f"go('{area}')"
        for view in VIEWS:
            yield _("Progression: {view}").format(view=_(view.TITLE)), f"progression('{view.CODE}')"
        for name, action in COMMANDS:
            yield _(name), action
        for title, kind, found in (
            (_("Organisation"), "organisation", app.organisation_choices()),
            (_("Definition"), "definition", choices.definition_choices()),
            (_("Rows"), "dimension", choices.dimension_choices()),
            (_("View as"), "profile", profile_choices(app.profile_in_force)),
            (_("Theme"), "theme", choices.theme_choices()),
            (_("Role"), "role", choices.role_choices(app.profile_in_force)),
        ):
            for choice in found:
                yield f"{title}: {choice.name}", f"take({kind!r}, {choice.code!r})"

    def _finds(self) -> Iterator[tuple[str, str]]:
        """What is found by name alone: the grades of the organisation shown, and the words of the glossary."""
        from workforce_tui.domain.glossary import glossary

        app = cast("WorkforceApp", self.app)
        for key, name in app.grades_shown():
            yield _("Grade: {name}").format(name=name), f"grade({key!r})"
        for one in glossary():
            yield _("What is: {name}").format(name=one.name), f"glossary({one.code!r})"

    async def startup(self) -> None:
        """Look up what is found by name once, and not at every letter."""
        self.found = tuple(self._finds())

    async def discover(self) -> Hits:
        """The first commands, before anything is typed."""
        from workforce_tui.tui.screens.progression import VIEWS

        for name, action in list(self._commands())[: len(PLACES) + len(VIEWS) + len(COMMANDS)]:
            yield DiscoveryHit(safe_text(name), self._runner(action))

    async def search(self, query: str) -> Hits:
        """The commands that match what was typed."""
        matcher = self.matcher(query)
        for name, action in (*self._commands(), *self.found):
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), self._runner(action))

    def _runner(self, action: str) -> IgnoreReturnCallbackType:
        return partial(self.app.run_action, f"app.{action}")
