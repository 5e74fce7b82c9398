"""Progression: who joins, moves up and leaves, whether it is fair, and what is done about it."""

from __future__ import annotations

from asyncio import Lock
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import ActiveBinding, Binding, BindingType
from textual.widgets import ContentSwitcher

from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _
from workforce_tui.tui.guides import CHAIRS_PROGRESSION, RETURNED_PROGRESSION
from workforce_tui.tui.network_reading import ChairFigures, progression_in_parts
from workforce_tui.tui.page import DEFINITION_KEY, ORGANISATION_KEY, Fetcher, Page
from workforce_tui.tui.screens.progression_views.flows import FlowsView
from workforce_tui.tui.screens.progression_views.for_chair import ChairPane
from workforce_tui.tui.screens.progression_views.indicators import IndicatorsView
from workforce_tui.tui.screens.progression_views.pipeline import PipelineView
from workforce_tui.tui.screens.progression_views.register import RegisterView
from workforce_tui.tui.screens.progression_views.returned import ReturnYears, nothing_returned
from workforce_tui.tui.screens.progression_views.takes import TakesView
from workforce_tui.tui.screens.progression_views.trend import TrendView
from workforce_tui.tui.screens.progression_views.view import Nothing, Shown, no_one_organisation, no_people_yet
from workforce_tui.tui.state import CHAIR, TASKFORCE, with_data
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.name_bar import NameBar
from workforce_tui.tui.widgets.state_panel import IMPORT, StatePanel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from workforce_tui.services.returned_progression import Returned
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.screens.progression_views.view import ProgressionView
    from workforce_tui.tui.state import Stamp, View

GUIDE = N_(
    """## Progression

A key for each view; `s` chooses the snapshot, the period or the year, `o` the organisation, `d` who is counted.

`p` **Pipeline**: how each group is spread over the levels, from entry to executive. *Of group* is the part of all
staff of the group who are at the level, *Share* the ethnic minority share of those whose ethnicity is known there;
▼ marks the step up at which it falls most.

`f` **Flows**: what became of people between two dates, followed by their staff number. `m` goes to the matrix of
grades and back, `b` there from group to group; `c` puts the organisation's own lists of events beside the figures.
A rank held for a time is no promotion.

`i` **Indicators**: the line under the table says what a figure means, which way is worse, and how sure it is. `b`
divides the staff, `y` takes two or three years together, `n` opens a record in the register, enter shows the trend.

`t` **Trend**: one indicator over the years; its line stops at a break in the series. `s` chooses the indicator.

`w` **What it would take**: two sliders, and the years until the target; `m` shows the table, `z` starts again.

`e` **Register**: each disparity is explained with evidence, or something is reformed; enter or `n` opens it.

A difference is not its cause: the figures say where to look, not why."""
)

HEADLINE = EthnicityDefinition.EM_EXCL
VIEWS: tuple[type[ProgressionView], ...] = (
    PipelineView,
    FlowsView,
    IndicatorsView,
    TrendView,
    TakesView,
    RegisterView,
)
"""In the order of their names on the screen."""


NOT_PROJECTED = tuple(view.CODE for view in VIEWS if view is not TakesView)
"""The views that returns have something for."""


def views_of(profile: str) -> tuple[type[ProgressionView], ...]:
    """The views of the screen under a profile: returns have no projections."""
    return tuple(view for view in VIEWS if profile != TASKFORCE or view.CODE in NOT_PROJECTED)


class ViewBar(NameBar):
    """The views with their keys."""

    NAMES = {view.CODE: view.TITLE for view in VIEWS}  # noqa: RUF012 - as in NameBar

    def key_of(self, code: str) -> str:
        """The letter of the view."""
        return next(view.KEY for view in VIEWS if code == view.CODE)

    def action_of(self, code: str) -> str:
        """Showing the view."""
        return f"screen.view('{code}')"

    def codes(self) -> tuple[str, ...]:
        """The views there are."""
        page = self.screen
        return tuple(view.CODE for view in (views_of(page.workforce.view.profile) if isinstance(page, Page) else VIEWS))


def _nothing_to_fetch(ws: Workspace, view: View) -> object:
    return no_one_organisation()


class ProgressionPage(Page):
    """The third screen."""

    AREA = "progression"
    READERS = frozenset({CHAIR, TASKFORCE})
    PROTECTED = frozenset({CHAIR})
    GUIDE = GUIDE
    GUIDES: ClassVar[Mapping[str, str]] = {CHAIR: CHAIRS_PROGRESSION, TASKFORCE: RETURNED_PROGRESSION}
    BINDINGS: ClassVar[list[BindingType]] = [
        ORGANISATION_KEY,
        Binding("s", "when", N_("Period")),
        DEFINITION_KEY,
        *(Binding(view.KEY, f"view('{view.CODE}')", view.TITLE, show=False) for view in VIEWS),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.views = {view.CODE: view(id=view.CODE) for view in VIEWS}
        self.chair, self.making = ChairPane(id=ChairPane.CODE), Lock()
        self.shown = VIEWS[0].CODE
        self.returned = ReturnYears(self)
        self.kept: dict[str, tuple[Stamp, Shown]] = {}
        """The views that are drawn, with what they were drawn for."""

    async def on_screen_resume(self) -> None:
        """Read the register again: its window, or another screen, may have changed it."""
        if self.shown == RegisterView.CODE:
            self.drawn = self.asked = None

    async def on_mount(self) -> None:
        """Put the names of the views over whatever there is to show."""
        await self.mount(ViewBar(self.shown), after="#context")

    def compose_body(self) -> ComposeResult:
        """The first view; the others are made when somebody wants them."""
        with ContentSwitcher(initial=self.shown, id="progression"):
            yield self.here

    async def _bring(self, view: ProgressionView | ChairPane) -> None:
        """Put a view in front."""
        switcher = self.query_one("#progression", ContentSwitcher)
        async with self.making:  # figures may arrive while the view they are for is being made
            if not view.is_attached:
                await switcher.add_content(view)
        switcher.current = view.id

    def gated_fetcher(self) -> Fetcher:
        """What the chair of a network may see of the view shown, or the taskforce was sent; nothing else passes."""
        profile = self.workforce.view.profile
        if profile not in self.READERS:
            return super().gated_fetcher()
        if profile == TASKFORCE:
            return self.returned.fetcher(self.shown if self.shown in NOT_PROJECTED else PipelineView.CODE)
        return progression_in_parts if self.shown == PipelineView.CODE else self.fetcher()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The chair of a network, and the taskforce, go from view to view as everybody does."""
        profile = self.workforce.view.profile
        if action in ("view", "when") and profile in self.READERS:
            return profile != TASKFORCE or parameters != (TakesView.CODE,)
        return super().check_action(action, parameters)

    async def forget(self) -> None:
        """Show nothing of what was read before, in any view."""
        self.kept.clear()
        if self.chair.is_attached:
            await self.chair.clear()
        await super().forget()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys of the screen; what `s` chooses depends on the view."""
        found = super().active_bindings
        when = found.get("s")
        if when is not None:
            said = N_("Year") if self.workforce.view.profile == TASKFORCE else self.here.WHEN
            named = replace(when.binding, description=_(said))
            found["s"] = when._replace(binding=named)
        if self.workforce.view.profile == TASKFORCE:
            # A return has one definition.
            found = {key: one for key, one in found.items() if one.binding.action != DEFINITION_KEY.action}
        return found

    def in_front(self) -> tuple[str, str]:
        """The figure of the view shown."""
        in_tables = self.workforce.view.profile == TASKFORCE or (self.is_gated and self.shown == PipelineView.CODE)
        return (self.here.TERM, "") if in_tables else self.here.in_front()

    @property
    def here(self) -> ProgressionView:
        """The view that is shown."""
        return self.views[self.shown]

    def stamp(self) -> Stamp:
        """What the view shown depends on."""
        return replace(self.workforce.stamp(), own=(self.shown, self.returned.year, *self.here.own))

    def fetcher(self) -> Fetcher:
        """The figures of the view shown."""
        if self.here.NEEDS_ONE and self.workforce.view.organisation is None:
            return _nothing_to_fetch
        return self.here.fetcher()

    async def draw(self, result: object) -> None:
        """Show the view, or why there is nothing in it."""
        self.query_one(ViewBar).retranslate()
        if isinstance(result, ChairFigures) or self.workforce.view.profile == TASKFORCE:
            await self._draw_tables(cast("ChairFigures | Returned", result))
            return
        await self._bring(self.here)
        found = result if isinstance(result, Nothing) else self.here.draw(result)
        if isinstance(found, Nothing):
            self.kept.pop(self.shown, None)
            self._say(Shown(self.workforce.view.as_at))
            await self._show_nothing(found)
            return
        self.kept[self.shown] = self.stamp(), found
        self._say(found)
        self.here.take_focus()

    async def _draw_tables(self, result: ChairFigures | Returned) -> None:
        """What the chair of a network sees as tables, or what the taskforce was sent."""
        first, returned = next(iter(result.tables), None), not isinstance(result, ChairFigures)
        if isinstance(result, ChairFigures):
            self._say(Shown(first.as_at if first else None), first.definition if first else None)
            nothing = no_people_yet() if result.organisation else no_one_organisation()
        else:
            self._say(Shown(when=self.returned.take(result)), HEADLINE)
            nothing = nothing_returned(result)
        if first is None:
            await self._show_nothing(nothing, at_all=returned)
            return
        await self._bring(self.chair)
        await self.chair.show(result.tables)

    def _say(self, shown: Shown, definition: EthnicityDefinition | None = None) -> None:
        code, view = self.workforce.view.organisation, self.workforce.view
        named = {one.organisation.code: one.organisation for one in self.workforce.organisations}
        self.query_one(ContextLine).show(
            named.get(code or ""),
            shown.as_at,
            definition or view.definition,
            shown.extra,
            when=shown.when,
            sample=self.workforce.sample,
        )

    async def _show_nothing(self, nothing: Nothing, *, at_all: bool = False) -> None:
        """Say why there is nothing; *at_all*: also where the database holds no snapshots."""
        if not at_all and not with_data(self.workforce.organisations):
            await self.show_no_data()
            return
        self.set_focus(None)
        self.show_state()
        offers = [one for one in nothing.offers if one != IMPORT or self.workforce.may_show("import")]
        asked = "" if offers or IMPORT not in nothing.offers else self._who_imports()
        said = filter(None, (nothing.sentence, asked))
        await self.query_one(StatePanel).show_empty(nothing.title, "\n".join(said), *offers)

    async def action_view(self, code: str) -> None:
        """Show another view, as it was left where nothing has changed since."""
        self.set_focus(None)  # a key typed while figures come is not for the view before
        stamp, shown = self.kept.get(code, (None, Shown()))
        self.shown = code
        self.drawn = self.asked = stamp  # first: figures of the view before are not for this one
        self.query_one(ViewBar).go(code)
        profile = self.workforce.view.profile
        if profile == TASKFORCE or (profile == CHAIR and code == PipelineView.CODE):
            await self._bring(self.chair)
            await self.chair.clear()
        else:
            await self._bring(self.here)
        self.refresh_bindings()
        if stamp is not None and stamp == self.stamp():
            self.query_one("#states", ContentSwitcher).current = "body"
            self._say(shown)
            self.here.take_focus()
            return
        await self.catch_up()

    @on(IndicatorsView.TrendWanted)
    async def show_trend(self, message: IndicatorsView.TrendWanted) -> None:
        """Show the indicator asked for over the years."""
        trend = self.views[TrendView.CODE]
        if isinstance(trend, TrendView):
            trend.indicator = message.indicator
        await self.action_view(TrendView.CODE)

    async def action_when(self) -> None:
        """Choose the snapshot, the period or the year of the view shown; of returns, their year."""
        if self.workforce.view.profile != TASKFORCE:
            await self.here.choose_when()
            return
        self.returned.choose_year()
