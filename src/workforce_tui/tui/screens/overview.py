"""The overview: where an organisation stands, and what needs attention next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workforce_tui.domain import formatting
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, gated_reading, reading
from workforce_tui.tui.keys import key
from workforce_tui.tui.page import DEFINITION_KEY, ORGANISATION_KEY, SNAPSHOT_KEY, Fetcher, Page
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import with_data
from workforce_tui.tui.translation import Words
from workforce_tui.tui.widgets.bar_layout import (
    POPULATION,
    TARGET,
    BarLine,
    bar_parts,
    marks_of,
    scale_end,
)
from workforce_tui.tui.widgets.bars import BarTable
from workforce_tui.tui.widgets.cards import Cards
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import EVERYTHING, IMPORT, StatePanel
from workforce_tui.tui.words import sign_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from workforce_tui.services.figures import Attention, ReportRow
    from workforce_tui.tui.reading import OverviewData

REGISTER = "register"
"""Dealt with in a window over the screens."""
AREAS_BY_SCREEN = {
    "import": "import",
    "targets": "targets",
    "representation": "representation",
    "batches": "batches",
    REGISTER: REGISTER,
    **{area: area for area in ("mentoring", "network", "action", "returns")},
}

GUIDE = N_(
    """## Overview

The first figure is the **headcount**; the share is of staff whose ethnicity is *known*, and its counts stand
beside it. *Undeclared* means asked and preferred not to say; *unknown* means nothing is on record. Neither is
counted in the share.

The bar starts at zero. A thick line marks the target, a dashed line the population of the area.

Choose a line under **What needs attention next** to go to the screen that deals with it."""
)


class HeadlineBar(Static):
    """The whole workforce's share as one long bar with its target and population."""

    def __init__(self) -> None:
        super().__init__(id="headline", markup=False)
        self.row: ReportRow | None = None

    def show(self, row: ReportRow) -> None:
        """Draw *row* at the present width."""
        self.row = row
        self.redraw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the bar, the ends of its scale and what the ticks stand for."""
        if self.row is None or self.size.width < 30:
            return
        row, width = self.row, min(self.size.width - 14, 100)
        end = scale_end([BarLine("", "", row)])
        parts: list[tuple[str, str]] = [("0% ", "$muted")]
        parts += bar_parts(marks_of(row), end, width, sign_of(row.progress).style)
        parts += [(f" {formatting.percent(end, 0)}", "$muted"), ("\n   ", "")]
        parts += _key(row)
        self.update(Content.assemble(*parts))


def _key(row: ReportRow) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    if row.progress is not None and row.progress.wanted is not None:
        said = _("target {share}").format(share=formatting.percent(row.progress.wanted))
        parts += [(TARGET, "$tick-target bold"), (f" {said}   ", "")]
    if row.benchmark is not None:
        said = _("population {share}").format(share=formatting.percent(row.benchmark.share))
        gap = _("{points} points").format(points=display.points(row.benchmark.gap))
        parts += [(POPULATION, "$tick-population"), (f" {said} ({gap})", "")]
    return parts


class OverviewPage(Page):
    """The first screen."""

    AREA = "overview"
    TERM = "representation"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        ORGANISATION_KEY,
        SNAPSHOT_KEY,
        DEFINITION_KEY,
        key("language", "app.language", show=True, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.total: ReportRow | None = None

    def compose_body(self) -> ComposeResult:
        """Cards, the headline bar, bounds, and the list of things to do."""
        with VerticalScroll(id="overview", can_focus=False):
            yield Cards()
            yield HeadlineBar()
            yield Static(id="bounds", markup=False)
            yield Words(N_("What needs attention next"), classes="section")
            yield OptionList(id="attention", markup=False)
            yield Words(N_("All staff at each snapshot"), classes="section years")
            yield BarTable(still=True, id="years", classes="years")

    def fetcher(self) -> Fetcher:
        """The overview of the organisation chosen."""
        return reading.overview_data

    def gated_fetcher(self) -> Fetcher:
        """The same under a disclosure profile."""
        return gated_reading.gated_overview

    async def draw(self, result: object) -> None:
        """Show the figures, or that there are none."""
        data = cast("OverviewData", result)
        view = self.workforce.view
        context = self.query_one(ContextLine)
        context.show(data.organisation, data.as_at, view.definition, sample=self.workforce.sample)
        self.total = data.total
        if data.total is None:
            await self._show_nothing(data)
            return
        self.query_one(Cards).show(data.total)
        self.query_one(HeadlineBar).show(data.total)
        self.query_one("#bounds", Static).update(Content(display.bounds(data.total.figures)))
        self._list_attention(data.attention)
        lines = [BarLine(str(row.as_at), display.day(row.as_at), row) for row in data.years]
        self.set_class(len(lines) > 1, "-has-years")
        self.query_one("#years", BarTable).show(lines, _("Snapshot"))

    def in_front(self) -> tuple[str, str]:
        """The share of all staff."""
        from workforce_tui.services.explaining import explain

        return self.TERM, "" if self.is_gated or self.total is None else explain(self.total)

    async def _show_nothing(self, data: OverviewData) -> None:
        if not with_data(self.workforce.organisations):
            await self.show_no_data()
            return
        states = self.query_one(StatePanel)
        self.show_state()
        await states.show_empty(
            _("No figures of this organisation"),
            _("Nothing has been imported for it, or not for this date."),
            IMPORT,
            EVERYTHING,
        )

    def _list_attention(self, found: tuple[Attention, ...]) -> None:
        options = self.query_one("#attention", OptionList)
        options.clear_options()
        for number, one in enumerate(found):
            prompt = Content.assemble(("› ", "$status-close"), plain(one.message))
            options.add_option(Option(prompt, id=f"{AREAS_BY_SCREEN[one.screen]}-{number}"))
        options.highlighted = 0 if found else None
        if not found:
            options.add_option(Option(Content(_("Nothing needs attention.")), disabled=True))
        options.focus(scroll_visible=False)  # the figures come first, however small the terminal

    @on(OptionList.OptionSelected, "#attention")
    def go(self, event: OptionList.OptionSelected) -> None:
        """Go to the screen, or open the window, that deals with the line."""
        place = str(event.option_id).rpartition("-")[0]
        if place == REGISTER:
            self.workforce.action_register()
        else:
            self.workforce.action_go(place)
