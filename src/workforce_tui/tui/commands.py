"""What the command palette offers: every screen, organisation, definition, view and theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from workforce_tui.domain.places import PLACES
from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import safe_text
from workforce_tui.tui.seeing import has_place, has_window, profile_choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.types import IgnoreReturnCallbackType

    from workforce_tui.tui.app import WorkforceApp


class Command(NamedTuple):
    """A command that is the same everywhere: what it is called, the action it runs, and the window that is for."""

    name: str
    action: str
    window: str = ""
    """Who may not open it has no use for the command; "" for one that everybody has."""


COMMANDS = (
    Command(N_("Make a collection template"), "template", "TemplateForm"),
    Command(N_("Decisions: what labels stand for"), "decisions", "DecisionsWindow"),
    Command(N_("Explain or reform: the register of disparities"), "register", "RegisterWindow"),
    Command(N_("What it would take to reach a target"), "projection", "ProjectionWindow"),
    Command(N_("Hand figures out (export)"), "export_figures", "ExportForm"),
    Command(N_("What has been handed out"), "publications", "PublicationsWindow"),
    Command(N_("View the figures as readers of a profile do"), "choose('profile')"),
    Command(N_("Good practice to share"), "practice", "PracticeWindow"),
    Command(N_("Type counts into a grid"), "type_counts", "CountsWindow"),
    Command(N_("Language: Cymraeg / English"), "language"),
    Command(N_("Choose a theme"), "choose('theme')"),
    Command(N_("Start a return by hand"), "return_by_hand", "CountsWindow"),
    Command(N_("Receive a return"), "receive_return", "EditionWindow"),
    Command(N_("Biennial data reviews"), "reviews", "ReviewsWindow"),
    Command(N_("Undo the last change"), "undo", "RecordForm"),
    Command(N_("Copy what is in front"), "copy_in_front"),
    Command(N_("Settings"), "settings"),
    Command(N_("Find in this list"), "find"),
    Command(N_("Choose a role"), "role"),
    Command(N_("A short tour"), "tour"),
    Command(N_("Say who uses the app"), "welcome"),
    Command(N_("Help for this screen"), "help"),
    Command(N_("How is this calculated? (glossary)"), "glossary"),
    Command(N_("Quit"), "quit"),
)
"""In the order they are listed in."""


class WorkforceCommands(Provider):
    """Finds and lists the commands; the first ones are shown before anything is typed."""

    found: tuple[tuple[str, str], ...] = ()

    def _first(self) -> Iterator[tuple[str, str]]:
        """The commands that are listed before anything is typed: those that whoever looks has."""
        from workforce_tui.tui.screens.progression import ProgressionPage, views_of

        app = cast("WorkforceApp", self.app)
        profile = app.view.profile
        for area, msgid in PLACES.items():
            if has_place(profile, area):
                yield _("Go to: {place}").format(place=_(msgid)), f"go('{area}')"
        for view in views_of(profile) if has_place(profile, ProgressionPage.AREA) else ():
            yield _("Progression: {view}").format(view=_(view.TITLE)), f"progression('{view.CODE}')"
        for one in COMMANDS:
            if not one.window or has_window(profile, one.window):
                yield _(one.name), one.action

    def _commands(self) -> Iterator[tuple[str, str]]:
        """Every command as (what it is called, the action it runs)."""
        from workforce_tui.tui import choices

        app = cast("WorkforceApp", self.app)
        yield from self._first()
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
        for name, action in self._first():
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
