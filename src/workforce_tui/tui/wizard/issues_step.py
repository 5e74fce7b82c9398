"""Everything noticed in the file: what, where, and what to do; a page at a time, by how much it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain import formatting
from workforce_tui.domain.issues import Issue, Severity
from workforce_tui.i18n import N_, _
from workforce_tui.services.import_text import place_of_issue
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.wizard.draft import StepName
from workforce_tui.tui.wizard.step import Import, Step

if TYPE_CHECKING:
    from textual.app import ComposeResult

PAGE = 200
SEVERITIES: dict[Severity, tuple[str, str, str]] = {
    Severity.ERROR: ("■", N_("error"), "$status-below"),
    Severity.WARNING: ("▲", N_("warning"), "$status-close"),
    Severity.INFO: ("·", N_("note"), "$status-none"),
}
TOTALS = {
    Severity.ERROR: N_("errors: {number}"),
    Severity.WARNING: N_("warnings: {number}"),
    Severity.INFO: N_("notes: {number}"),
}
FILTERS: tuple[Severity | None, ...] = (None, *SEVERITIES)


class IssuesStep(Step):
    """The issues in a table of at most 200 rows, with the whole text of one under it."""

    NAME = StepName.ISSUES
    TITLE = N_("Issues")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", N_("Filter")),
        Binding("ctrl+pagedown,greater_than_sign", "turn(1)", N_("Next page"), show=False),
        Binding("ctrl+pageup,less_than_sign", "turn(-1)", N_("Page before"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.issues: list[Issue] = []
        self.only: Severity | None = None
        self.page = 0

    def compose(self) -> ComposeResult:
        """How many over the table over the whole text."""
        yield Static(id="issue-numbers", classes="lead", markup=False)
        yield FittedTable(id="issues", cursor_type="row")
        yield Static(id="issue-text", classes="detail", markup=False)

    def show(self, work: Import) -> None:
        """List the issues of the plan, the worst first."""
        order = list(SEVERITIES)
        found = work.plan.issues if work.plan else []
        self.issues = sorted(found, key=lambda issue: order.index(issue.severity))
        self.page = 0
        self.fill()

    def begin(self) -> None:
        """Start in the table."""
        self.query_one(FittedTable).focus()

    def wanted(self) -> list[Issue]:
        """The issues of the severity chosen."""
        return [issue for issue in self.issues if self.only in (None, issue.severity)]

    def fill(self) -> None:
        """Draw one page."""
        table, wanted = self.query_one(FittedTable), self.wanted()
        rows = []
        for place, issue in enumerate(self._page(wanted)):
            symbol, word, _style = SEVERITIES[issue.severity]
            # A theme's colour names are unknown to a table's cells: the symbol and the word say it.
            cells = (safe_cell(f"{symbol} {_(word)}"), safe_cell(place_of_issue(issue)), safe_cell(issue.message))
            rows.append((str(place), cells))
        table.fill([safe_cell(head) for head in (_("Matters"), _("Where"), _("What"))], rows)
        self.query_one("#issue-numbers", Static).update(self._numbers(wanted))
        if not wanted:
            self.query_one("#issue-text", Static).update(Content(_("Nothing to report.")))

    def _page(self, wanted: list[Issue]) -> list[Issue]:
        return wanted[self.page * PAGE : (self.page + 1) * PAGE]

    def _numbers(self, wanted: list[Issue]) -> Content:
        parts: list[tuple[str, str] | str] = []
        for severity, (symbol, _word, style) in SEVERITIES.items():
            number = sum(issue.severity is severity for issue in self.issues)
            parts += [(f"{symbol} ", style), f"{_(TOTALS[severity]).format(number=formatting.number(number))}   "]
        pages = max(-(-len(wanted) // PAGE), 1)
        shown = _("all") if self.only is None else _(SEVERITIES[self.only][1])
        said = _("shown: {severity}, page {page} of {pages}")
        parts.append((said.format(severity=shown, page=self.page + 1, pages=pages), "$muted"))
        return Content.assemble(*parts)

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Show the whole text of the issue under the cursor."""
        event.stop()
        page = self._page(self.wanted())
        if event.cursor_row < len(page):
            self.query_one("#issue-text", Static).update(_whole(page[event.cursor_row]))

    def action_filter(self) -> None:
        """Show one severity after another, then all again."""
        self.only = FILTERS[(FILTERS.index(self.only) + 1) % len(FILTERS)]
        self.page = 0
        self.fill()

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        last = max(-(-len(self.wanted()) // PAGE) - 1, 0)
        self.page = min(max(self.page + by, 0), last)
        self.fill()


def _whole(issue: Issue) -> Content:
    value = f": “{plain(issue.value)}”" if issue.value else ""
    return Content.assemble(
        (plain(issue.message), "bold"),
        value,
        f"\n{plain(issue.fix)}" if issue.fix else "",
        (f"\n{issue.code}", "$muted"),
    )
