"""What each column holds: the first rows as they were read, and the list of columns to correct."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import DataTable

from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.picker import Picker
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.translation import Words
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.wizard.draft import Draft, StepName
from workforce_tui.tui.wizard.options import WITHOUT, answer_choices, column_choices, field_name, value_name
from workforce_tui.tui.wizard.step import Answered, Import, NotYetError, Step

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.services.imports import ColumnMapping
    from workforce_tui.tui.wizard.draft import Question

PREVIEW_ROWS = 20
CELL = 24
OTHER = "question "
"""Starts the key of a row that is a question without a column header."""
HOWS = {
    "synonym": N_("known name"),
    "decision": N_("your answer"),
    "profile": N_("as last time"),
    "content": N_("by its contents"),
    "ignored": N_("not needed"),
}


class ColumnsStep(Step):
    """The preview over the columns."""

    NAME = StepName.COLUMNS
    TITLE = N_("Columns")

    def compose(self) -> ComposeResult:
        """Two tables; the second one takes answers."""
        yield Words(N_("The first rows of the sheet. Names and staff numbers are not shown."), classes="lead")
        yield FittedTable(id="preview", cursor_type="none", show_cursor=False)
        yield Words(N_("What each column holds: press enter on one to change it."), classes="lead")
        yield FittedTable(id="columns", cursor_type="row")

    def show(self, work: Import) -> None:
        """Fill both tables."""
        self.work = work
        plan = work.plan
        preview, columns = self.query_one("#preview", FittedTable), self.query_one("#columns", FittedTable)
        kept = columns.cursor_row
        drawn = [[safe_cell(_short(cell)) for cell in row] for row in plan.preview[: PREVIEW_ROWS + 1]] if plan else []
        preview.fill(drawn[0] if drawn else (), [(None, cells) for cells in drawn[1:]])
        rows = [(str(mapping.index), self._cells(mapping)) for mapping in (plan.columns if plan else ())]
        if plan is not None:
            others = enumerate(self._others())
            rows += [(f"{OTHER}{place}", self._other_cells(question)) for place, question in others]
        columns.fill([safe_cell(head) for head in (_("Column"), _("Holds"), _("Why"))], rows)
        columns.move_cursor(row=min(kept, max(columns.row_count - 1, 0)))

    def _others(self) -> list[Question]:
        """Questions about columns without a header of their own, and about what the file does not say at all."""
        headers = {mapping.header for mapping in self.work.plan.columns} if self.work.plan else set()
        found = [question for question in (*self.work.asked, *self.work.draft.answers) if question[0] == "column"]
        return [question for question in dict.fromkeys(found) if question[1] not in headers]

    def _other_cells(self, question: Question) -> tuple[Text, ...]:
        answer = self.work.draft.answers.get(question)
        said = safe_cell(_("? to decide"), style="bold") if answer is None else safe_cell(field_name(answer))
        return safe_cell(value_name(question[1])), said, safe_cell("" if answer is None else _("your answer"))

    def _cells(self, mapping: ColumnMapping) -> tuple[Text, ...]:
        answer = self.work.draft.answers.get(("column", mapping.header))
        if answer is not None:
            return safe_cell(mapping.header), safe_cell(field_name(answer)), safe_cell(_("your answer"))
        if ("column", mapping.header) in self.work.asked:
            return safe_cell(mapping.header), safe_cell(_("? to decide"), style="bold"), safe_cell("")
        why = _(HOWS[mapping.how]) if mapping.how in HOWS else mapping.how
        return safe_cell(mapping.header), safe_cell(field_name(mapping.field)), safe_cell(why)

    def begin(self) -> None:
        """Start at the columns, on the first that is not decided."""
        table = self.query_one("#columns", FittedTable)
        table.focus()
        for place, mapping in enumerate(self.work.plan.columns if self.work.plan else ()):
            if self._undecided(mapping):
                table.move_cursor(row=place)
                return
        if any(question not in self.work.draft.answers for question in self._others()):
            table.move_cursor(row=table.row_count - 1)

    def _undecided(self, mapping: ColumnMapping) -> bool:
        question = ("column", mapping.header)
        return question in self.work.asked and question not in self.work.draft.answers

    @on(DataTable.RowSelected, "#columns")
    def choose(self, event: DataTable.RowSelected) -> None:
        """Offer everything a column can hold."""
        event.stop()
        plan = self.work.plan
        key = str(event.row_key.value)
        if key.startswith(OTHER):
            question, held = self._others()[int(key.removeprefix(OTHER))], ""
        elif (mapping := next((one for one in plan.columns if str(one.index) == key), None) if plan else None) is None:
            return
        else:
            question, held = ("column", mapping.header), mapping.field or ""
        asked = self.work.asked.get(question)
        choices = answer_choices(asked, None, ()) if asked else column_choices(question[1])
        current = self.work.draft.answers.get(question, held)
        title = _("What does this column hold: {header}").format(header=plain(question[1]))
        if asked and question[1] in WITHOUT:
            title = asked.message
        self.app.push_screen(Picker(title, choices, current), partial(self._chosen, question))

    def _chosen(self, question: tuple[str, str], answer: str | None) -> None:
        if answer is not None:
            self.post_message(Answered(question, answer))

    def take(self, draft: Draft) -> Draft:
        """The draft as it is: answers were taken one by one. Columns asked about have to be answered."""
        open_ones = [q[1] for q in self.work.asked if q[0] == "column" and q not in draft.answers]
        if open_ones:
            raise NotYetError(_("Say what this column holds: {header}").format(header=plain(open_ones[0])))
        return draft


def _short(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
