"""What the views of the progression screen have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Vertical

from workforce_tui.i18n import N_, _
from workforce_tui.tui.state import RAW
from workforce_tui.tui.widgets.state_panel import EVERYTHING, IMPORT, Offer

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.page import Fetcher


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why a view has nothing to show, and what would change that."""

    title: str
    sentence: str
    offers: tuple[Offer, ...] = (IMPORT, EVERYTHING)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows, for the line over it: the day its figures are of, or the time in words, and a word more."""

    as_at: date | None = None
    when: str = ""
    extra: str = ""


class ProgressionView(Vertical):
    """One view. Subclasses say what to fetch, how to draw it, and what it means that there is nothing."""

    CODE: ClassVar[str]
    TITLE: ClassVar[str]
    """In English; translated when shown."""
    KEY: ClassVar[str]
    TERM: ClassVar[str] = ""
    """Where the glossary opens from here."""
    WHEN: ClassVar[str] = N_("Period")
    """What the key s chooses in this view, in English."""
    NEEDS_ONE: ClassVar[bool] = True
    """Whether the view is of one organisation only."""
    UNGATED: ClassVar[frozenset[str]] = frozenset()
    """The actions that show or change figures before disclosure control: not there while a profile is in force."""

    DEFAULT_CSS = "ProgressionView { height: 1fr; }"

    @property
    def workforce(self) -> WorkforceApp:
        """The app, by its own type."""
        return cast("WorkforceApp", self.app)

    @property
    def own(self) -> tuple[Hashable, ...]:
        """What was chosen in this view itself: it is fetched again when that changes."""
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a profile is in force, the view's own keys that go past disclosure control are not there."""
        if action in self.UNGATED and self.workforce.view.profile != RAW:
            return False
        return super().check_action(action, parameters)

    def fetcher(self) -> Fetcher:
        """The function a thread runs for this view."""
        raise NotImplementedError

    def draw(self, result: object) -> Nothing | Shown:
        """Show what was fetched, or say why there is nothing."""
        raise NotImplementedError

    def in_front(self) -> tuple[str, str]:
        """The figure in front of somebody: its code in the glossary, and a sentence with its counts."""
        return self.TERM, ""

    def take_focus(self) -> None:
        """Let the keys go to what the view shows."""

    async def choose_when(self) -> None:
        """Choose the time the figures are of."""
        await self.app.run_action("app.choose('snapshot')")


def no_people_yet() -> Nothing:
    """Nobody can be followed: there are not two dates with people."""
    return Nothing(
        _("No two snapshots with people yet"),
        _(
            "People are followed from one snapshot to the next by their staff number. That takes two "
            "imported files with a row for each person, of different dates."
        ),
    )


def no_one_organisation() -> Nothing:
    """All organisations together are shown, and the view is of one."""
    return Nothing(
        _("This is shown for one organisation"),
        _("Choose one: people are followed, and rates compared, within an organisation."),
        (EVERYTHING,),
    )
