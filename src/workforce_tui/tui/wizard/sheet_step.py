"""Which sheet of the workbook holds the figures, and on which row its headers are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from workforce_tui.domain import formatting
from workforce_tui.i18n import N_, _, ngettext
from workforce_tui.tui.safe import plain
from workforce_tui.tui.translation import Words
from workforce_tui.tui.widgets.fields import Field
from workforce_tui.tui.wizard.draft import Draft, StepName
from workforce_tui.tui.wizard.step import Import, NotYetError, Step

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.imports import SheetInfo


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

    def show(self, work: Import) -> None:
        """List the sheets."""
        plan, options = work.plan, self.query_one("#sheets", OptionList)
        self.sheets = sorted(plan.sheets, key=lambda sheet: -sheet.score) if plan else []
        options.set_options([Option(_sheet(sheet)) for sheet in self.sheets])
        names = [sheet.name for sheet in self.sheets]
        chosen = work.draft.sheet or (plan.sheet if plan else None)
        options.highlighted = names.index(chosen) if chosen in names else (0 if names else None)
        options.display = bool(names)
        row = work.draft.header_row
        self.query_one("#header-row", Input).value = "" if row is None else str(row)
        self.query_one("#header-row", Input).placeholder = str(plan.header_rows[0]) if plan and plan.header_rows else ""

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
        best = place in (None, 0) and draft.sheet is None
        sheet = draft.sheet if best or place is None else self.sheets[place].name
        return replace(draft, sheet=sheet, header_row=int(text) if text else None)


def _sheet(sheet: SheetInfo) -> Content:
    rows = ngettext("{number} row", "{number} rows", sheet.rows).format(number=formatting.number(sheet.rows))
    hidden = f", {_('hidden')}" if sheet.hidden else ""
    return Content.assemble((plain(sheet.name), "bold"), f"  {rows}{hidden}  ", (plain(sheet.reason), "$muted"))
