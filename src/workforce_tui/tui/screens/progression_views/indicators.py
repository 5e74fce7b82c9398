"""Indicators: each in its part of the table, and everything about the one under the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workforce_tui.domain.glossary import indicator_family
from workforce_tui.domain.indicator_text import spoken
from workforce_tui.i18n import N_, _, ngettext
from workforce_tui.tui import progression_reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.screens.findings import FindingsWindow
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.widgets.indicator_table import IndicatorTable, details

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.page import Fetcher
    from workforce_tui.tui.progression_reading import IndicatorsData
    from workforce_tui.tui.state import View

ALL_STAFF = ""
CUTS = {
    ALL_STAFF: N_("all staff together"),
    "group": N_("by the five ethnic groups"),
    "sex": N_("by sex"),
    "disability": N_("by disability"),
    "age": N_("by age band"),
    "service": N_("by length of service"),
    "contract": N_("by kind of contract"),
}
MOST_POOLED = 3


class IndicatorsView(ProgressionView):
    """The table over the details of one indicator."""

    CODE = "indicators"
    TERM = "likelihood"
    TITLE = N_("Indicators")
    KEY = "i"
    UNGATED = frozenset({"cut", "pool", "open"})
    WHEN = N_("Year")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "cut", N_("Divide by"), show=False),
        Binding("y", "pool", N_("Years together"), show=False),
        Binding("n", "open", N_("Open a record")),
        Binding("enter", "trend", N_("Trend of this indicator"), show=False),
    ]

    class TrendWanted(Message):
        """The trend of an indicator is asked for."""

        def __init__(self, indicator: str) -> None:
            super().__init__()
            self.indicator = indicator

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.year: int | None = None
        self.pooled = 1
        self.cut = ALL_STAFF
        self.data: IndicatorsData | None = None

    def compose(self) -> ComposeResult:
        """The table and the details."""
        yield IndicatorTable(id="indicator-table")
        with VerticalScroll(id="indicator-detail", classes="detail"):
            yield Static(id="indicator-text", markup=False)

    @property
    def own(self) -> tuple[Hashable, ...]:
        """The year, how many years together, and what the staff are divided by."""
        return (self.year, self.pooled, self.cut)

    def fetcher(self) -> Fetcher:
        """The indicators of the year chosen."""
        return partial(_fetch, year=self.year, pooled=self.pooled, cut=self.cut)

    def draw(self, result: object) -> Nothing | Shown:
        """Show the indicators, or that nothing is held of the organisation."""
        self.data = data = cast("progression_reading.IndicatorsData", result)
        if data.report is None:
            return Nothing(
                _("No figures of this organisation"),
                _("Indicators need staff in post, or lists of joiners, leavers, promotions and the like."),
            )
        self.query_one(IndicatorTable).show(data.report.indicators)
        cut = _(CUTS.get(self.cut, CUTS[ALL_STAFF])) if self.cut else ""
        return Shown(when=_years_said(data.report.years), extra=cut)

    def in_front(self) -> tuple[str, str]:
        """The indicator under the cursor."""
        one = self.query_one(IndicatorTable).indicator
        return (self.TERM, "") if one is None else (indicator_family(one.id), spoken(one))

    def take_focus(self) -> None:
        """The table takes the keys."""
        self.query_one(IndicatorTable).focus()

    @on(IndicatorTable.RowHighlighted, "#indicator-table")
    def tell(self) -> None:
        """Say everything about the indicator under the cursor."""
        one = self.query_one(IndicatorTable).indicator
        report = self.data.report if self.data else None
        said = Content("") if one is None or report is None else details(one, report.notes)
        self.query_one("#indicator-text", Static).update(said)
        self.query_one("#indicator-detail").scroll_home(animate=False)

    @on(IndicatorTable.RowSelected, "#indicator-table")
    def action_trend(self) -> None:
        """Show the indicator under the cursor over the years."""
        one = self.query_one(IndicatorTable).indicator
        if one is not None:
            self.post_message(self.TrendWanted(one.id.partition(":")[0]))

    async def choose_when(self) -> None:
        """Choose the reporting year."""
        if self.data is None or self.data.report is None:
            self.notify(_("There is no year to choose yet."), markup=False)
            return
        found = [Choice(str(year), _years_said((year,))) for year in self.data.years]
        self.app.push_screen(Picker(_("Year"), found, str(self.data.report.years[-1])), self._year_picked)

    async def _year_picked(self, code: str | None) -> None:
        if code is not None:
            self.year = int(code)
            await self.workforce.refresh_page()

    def action_cut(self) -> None:
        """Choose what the staff are divided by."""
        found = [
            Choice(code, _(CUTS[code]).capitalize()) for code in (ALL_STAFF, *progression_reading.indicator_cuts())
        ]
        self.app.push_screen(Picker(_("Divide by"), found, self.cut), self._cut_picked)

    async def _cut_picked(self, code: str | None) -> None:
        if code is not None:
            self.cut = code
            await self.workforce.refresh_page()

    async def action_pool(self) -> None:
        """Take the events of one, two or three years together."""
        self.pooled = self.pooled % MOST_POOLED + 1
        await self.workforce.refresh_page()

    def action_open(self) -> None:
        """Look for a disparity in the indicator under the cursor, and open a record of it."""
        one, ws = self.query_one(IndicatorTable).indicator, self.workforce.workspace
        if one is None or ws is None or self.data is None:
            return
        window = FindingsWindow(ws, self.workforce.view, self.data.last_name, wanted=one.id)
        self.app.push_screen(window, self._opened)

    def _opened(self, number: int | None) -> None:
        if number is not None:
            self.notify(_("Record {number} is open.").format(number=number), markup=False)
            self.workforce.data_changed()


def _fetch(ws: Workspace, view: View, *, year: int | None, pooled: int, cut: str) -> IndicatorsData:
    return progression_reading.indicators_data(ws, view, year, pooled, cut)


def _years_said(years: tuple[int, ...]) -> str:
    if len(years) == 1:
        return _("year to 31 March {year}").format(year=years[0])
    text = ngettext("{number} year to 31 March {year}", "{number} years to 31 March {year}", len(years))
    return text.format(number=len(years), year=years[-1])
