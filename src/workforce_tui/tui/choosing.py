"""Choosing whose figures are shown: small windows opened by a key, and the same choices by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import AwaitMount

from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_
from workforce_tui.services.report_query import Dimension
from workforce_tui.services.roles import who
from workforce_tui.tui.base_app import CalmApp
from workforce_tui.tui.latest import post_read
from workforce_tui.tui.messages import SnapshotsListed
from workforce_tui.tui.seeing import SeeingMixin, profile_choices, refusal
from workforce_tui.tui.state import TASKFORCE, View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.services.figures import OrganisationSummary
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.dialogs.picker import Choice


class ChoosingApp(SeeingMixin, CalmApp):
    """An app whose screens share one set of choices."""

    def __init__(self) -> None:
        super().__init__()
        self.workspace: Workspace | None = None
        self.organisations: tuple[OrganisationSummary, ...] = ()
        self.view = View()

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a window; while a profile is in force, only one that is known to show nothing before the gate."""
        if self.may_open(screen):
            return super().push_screen(screen, *args, **options)
        self._refuse()
        return AwaitMount(self.screen, [])

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show another area, or stay where its figures do not pass through the gate."""
        if self.may_show(mode):
            return super().switch_mode(mode)
        self._refuse()
        return AwaitMount(self.screen, [])

    def _refuse(self) -> None:
        """Say why what was asked for is not there: once, however often it is asked for."""
        self.clear_notifications()
        self.notify(refusal(self.view), markup=False, severity="warning")

    async def refresh_page(self) -> None:
        """Let the screen in use catch up with the choices."""
        raise NotImplementedError

    def action_choose(self, what: str) -> None:
        """Open the window to choose an organisation, a snapshot, a definition, a dimension or a theme."""
        from workforce_tui.tui import choices

        match what:
            case "organisation":
                found = self.organisation_choices
                self._pick(what, N_("Organisation"), found, self.view.organisation or choices.ALL)
            case "snapshot":
                self._read_snapshots()
            case "definition":
                self._pick(what, N_("Who is counted"), choices.definition_choices, str(self.view.definition))
            case "profile":
                found = partial(profile_choices, self.profile_in_force)
                self._pick(what, N_("View as"), found, self.view.profile)
            case "dimension":
                self._pick(what, N_("A row for each"), choices.dimension_choices, str(self.view.dimension))
            case _:
                self._pick(what, N_("Theme"), choices.theme_choices, self.theme)

    def organisation_choices(self) -> list[Choice]:
        """The organisations to choose from: only one's own for a role of one organisation."""
        from workforce_tui.tui import choices

        own = who().own
        found = choices.organisation_choices(self.organisations)
        if self.view.profile == TASKFORCE and found[0].code != choices.ALL:
            # A database of returns has no snapshots, and its returns stand side by side.
            found.insert(0, choices.everybody())
        return [one for one in found if one.code == own] if own else found

    def _pick(self, what: str, title: str, found: Callable[[], Sequence[Choice]], current: str) -> None:
        from workforce_tui.tui.dialogs.picker import Picker

        self.push_screen(Picker(title, found, current), partial(self._picked, what))

    async def _picked(self, what: str, code: str | None) -> None:
        if code is not None:
            await self.action_take(what, code)

    def _read_snapshots(self) -> None:
        from workforce_tui.tui import reading

        ws, organisation = self.workspace, self.view.organisation
        if ws is None:
            return

        def read() -> SnapshotsListed:
            return SnapshotsListed(reading.snapshot_dates(ws, organisation))

        self.run_worker(partial(post_read, self, self, read), thread=True, group="dates", exclusive=True)

    @on(SnapshotsListed)
    def pick_snapshot(self, message: SnapshotsListed) -> None:
        """Offer the dates there are figures of."""
        from workforce_tui.tui import choices

        current = self.view.as_at.isoformat() if self.view.as_at else choices.ALL
        self._pick("snapshot", N_("Snapshot"), partial(choices.snapshot_choices, message.dates), current)

    async def action_take(self, what: str, code: str) -> None:
        """Make a choice by its code, and draw the screen with it."""
        view = self.view
        match what:
            case "organisation":
                if who().own in (None, code):
                    self.view = _for_organisation(view, code or None)
            case "snapshot":
                self.view = replace(view, as_at=date.fromisoformat(code) if code else None)
            case "definition":
                self.view = replace(view, definition=EthnicityDefinition(code))
            case "profile":
                self.see_as(code)
            case "dimension":
                self.view = replace(view, dimension=Dimension(code))
            case _:
                self.theme = code
        if self.view.profile != view.profile:
            await self.forget_screens()
        if not self.may_show(self.current_mode):
            await self.switch_mode("overview")
        await self.refresh_page()

    async def forget_screens(self) -> None:
        """Close every window and begin every place anew: what they show was read under another profile."""
        from workforce_tui.tui.page_states import PageStates

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for mode, make in self.MODES.items():
            if mode != self.current_mode:
                await self.remove_mode(mode)
                self.add_mode(mode, make)
        if isinstance(self.screen, PageStates):
            await self.screen.forget()


def _for_organisation(view: View, organisation: str | None) -> View:
    """The choices for another organisation: grades of every organisation together would be no list to read."""
    chosen = view.of(organisation)
    if organisation is None and view.dimension is Dimension.GRADE:
        return replace(chosen, dimension=Dimension.ORGANISATION)
    if organisation is not None and view.dimension in (Dimension.ORGANISATION, Dimension.AREA):
        return replace(chosen, dimension=Dimension.GRADE)
    return chosen
