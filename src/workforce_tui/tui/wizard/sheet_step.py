"""Which sheet of the workbook holds the figures, and on which row its headers are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input, OptionList, Select
from textual.widgets.option_list import Option

from workforce_tui.domain import formatting
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.i18n import N_, _, ngettext
from workforce_tui.tui.safe import plain
from workforce_tui.tui.translation import Words
from workforce_tui.tui.widgets.fields import Field, TickBox, select_of, select_options
from workforce_tui.tui.wizard.draft import Draft, StepName
from workforce_tui.tui.wizard.step import Import, NotYetError, Step

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.imports import ImportPlan, PendingDecision, SheetInfo

QUESTION = ("sheet", "(sheets)")
"""What is asked where several sheets look alike."""
ALL_SHEETS = "all"
AS_PROPOSED = "as_proposed"


class SheetStep(Step):
    """The sheets, the most likely first, with why."""

    NAME = StepName.SHEET
    TITLE = N_("Sheet")

    def compose(self) -> ComposeResult:
        """The list of sheets over the row of the headers."""
        yield Words(N_("Which sheet holds the figures? The most likely one comes first."), classes="lead")
        yield OptionList(id="sheets", markup=False)
        yield Field(N_("First header row"), Input(type="integer", id="header-row", compact=True))
        yield Words(N_("Leave the row empty to let the program find it."), classes="under-field muted")
        yield TickBox("", value=False, id="include-hidden")
        yield Field(N_("The rows are about"), select_of((), blank=False, id="dataset"))

    def show(self, work: Import) -> None:
        """List the sheets; all of those that look alike together come first."""
        plan, options = work.plan, self.query_one("#sheets", OptionList)
        self.sheets = sorted(plan.sheets, key=lambda sheet: -sheet.score) if plan else []
        together = work.asked.get(QUESTION)
        self.together = [_together(together)] if together is not None else []
        options.set_options([Option(text) for text in (*self.together, *map(_sheet, self.sheets))])
        options.highlighted = self._place_of(work.draft, plan)
        options.display = bool(self.sheets)
        row = work.draft.header_row
        self.query_one("#header-row", Input).value = "" if row is None else str(row)
        self.query_one("#header-row", Input).placeholder = str(plan.header_rows[0]) if plan and plan.header_rows else ""
        box = self.query_one("#include-hidden", TickBox)
        box.label = _("Read hidden rows too")
        box.value = work.draft.include_hidden
        box.display = work.draft.include_hidden or any(i.code == "hidden_rows" for i in (plan.issues if plan else ()))

        self._propose(plan, work.draft.dataset)

    def _propose(self, plan: ImportPlan | None, chosen: Dataset | None) -> None:
        """Offer what the file seems to be about, with the reason, before every other dataset."""
        seems = _("What they seem to be about")
        if plan is not None and chosen is None:
            reason = f" ({plan.dataset_reason})" if plan.dataset_reason else ""
            seems = f"{dataset_name(plan.dataset)}{reason}"
        choice: Select[str] = self.query_one("#dataset", Select)
        with self.prevent(Select.Changed):
            others = [(str(one), dataset_name(one)) for one in Dataset]
            choice.set_options(select_options([(AS_PROPOSED, seems), *others]))
            choice.value = str(chosen) if chosen else AS_PROPOSED

    def _place_of(self, draft: Draft, plan: ImportPlan | None) -> int | None:
        names = [sheet.name for sheet in self.sheets]
        chosen = draft.sheet or (plan.sheet if plan else None)
        place = names.index(chosen) + len(self.together) if chosen in names else 0
        return place if names else None

    def begin(self) -> None:
        """Start at the sheets, or at the row where there are none."""
        options = self.query_one("#sheets", OptionList)
        (options if options.display else self.query_one("#header-row")).focus()

    def take(self, draft: Draft) -> Draft:
        """The draft with the sheet and the row."""
        place = self.query_one("#sheets", OptionList).highlighted
        text = self.query_one("#header-row", Input).value.strip()
        if text and int(text) < 1:
            raise NotYetError(_("Rows are counted from 1."))
        hidden = self.query_one("#include-hidden", TickBox).value
        chosen: Select[str] = self.query_one("#dataset", Select)
        dataset = Dataset(str(chosen.value)) if chosen.value not in (AS_PROPOSED, Select.NULL) else None
        draft = replace(draft, header_row=int(text) if text else None, include_hidden=hidden, dataset=dataset)
        if self.together and place == 0:
            return replace(draft.answered(QUESTION, ALL_SHEETS), sheet=None)
        best = not self.together and place in (None, 0) and draft.sheet is None
        if best or place is None:
            return draft
        return replace(draft.answered(QUESTION, None), sheet=self.sheets[place - len(self.together)].name)


def _together(decision: PendingDecision) -> Content:
    """What reading all sheets that look alike is called."""
    name = next((one.name for one in decision.suggestions if one.code == ALL_SHEETS), ALL_SHEETS)
    rows = ngettext("{number} row", "{number} rows", decision.rows).format(number=formatting.number(decision.rows))
    return Content.assemble((plain(name), "bold"), f"  {rows}")


def _sheet(sheet: SheetInfo) -> Content:
    reason = (plain(sheet.reason), "$muted")
    if not sheet.rows:  # it is empty, or was not looked at: the reason says which
        return Content.assemble((plain(sheet.name), "bold"), "  ", reason)
    rows = ngettext("{number} row", "{number} rows", sheet.rows).format(number=formatting.number(sheet.rows))
    hidden = f", {_('hidden')}" if sheet.hidden else ""
    return Content.assemble((plain(sheet.name), "bold"), f"  {rows}{hidden}  ", reason)
