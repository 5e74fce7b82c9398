"""The window of kept decisions: what was decided for an organisation's files, changing it, and what that moves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain import formatting
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.services.decision_figures import RECODED, DecisionBook, DecisionChange, DecisionLine, Recoding
from workforce_tui.tui import display, reading
from workforce_tui.tui.dialogs.picker import Picker
from workforce_tui.tui.dialogs.recoding import RecodingPreview
from workforce_tui.tui.keys import key
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import BookRead, Done, Failed, PreviewRead
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.telling import tell_error
from workforce_tui.tui.undoing import undo_decision
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window
from workforce_tui.tui.wizard.options import QUESTION_FIELDS, answer_choices, field_name, question_title, value_name
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.app import WorkforceApp


class DecisionsWindow(Window[None]):
    """A line for each decision; enter or c changes it, delete removes it, and both show first what would move."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("find", "app.find"),
        Binding("c", "change", N_("Change")),
        Binding("delete", "remove", N_("Remove")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, workspace: Workspace, organisation: str) -> None:
        super().__init__()
        self.workspace, self.organisation = workspace, organisation
        self.book: DecisionBook | None = None

    def compose(self) -> ComposeResult:
        """The table over the details of one decision."""
        with Vertical(classes="window", id="decisions") as window:
            window.border_title = Content(_("Decisions"))
            yield FittedTable(id="kept", cursor_type="row")
            yield Static(id="decision-detail", classes="detail", markup=False)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Read the words of every decision anew; the title comes with them."""
        self.read()

    def on_mount(self) -> None:
        """Read the decisions in a thread."""
        self.query_one("#decision-detail", Static).update(Content(_("Reading the decisions")))
        self.read()

    @work(thread=True, group="decisions", exclusive=True)
    def read(self) -> None:
        """Fetch the decisions."""
        try:
            post_if_wanted(self, BookRead(reading.decisions(self.workspace, self.organisation)))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(BookRead)
    def show(self, message: BookRead) -> None:
        """Fill the table."""
        self.book = message.book
        owner = message.book.organisation
        name = plain(owner.name) if owner else _("files with several organisations")
        self.query_one("#decisions", Vertical).border_title = Content(f"{_('Decisions')}: {name}")
        table = self.query_one(FittedTable)
        kept = table.cursor_row
        heads = (_("Text in the file"), _("Is"), _("People"), _("Decided"), _("About"))
        rows = [(str(place), _cells(line)) for place, line in enumerate(message.book.lines)]
        table.fill([safe_cell(head) for head in heads], rows)
        table.move_cursor(row=min(kept, max(table.row_count - 1, 0)))
        table.focus()
        if not message.book.lines:
            said = _("No decisions are kept yet. The answers given while importing will be listed here.")
            self.query_one("#decision-detail", Static).update(Content(said))

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say everything about the decision under the cursor."""
        line = self._line()
        if line is not None and self.book is not None:
            self.query_one("#decision-detail", Static).update(_detail(line, self.book))

    def _line(self) -> DecisionLine | None:
        place = self.query_one(FittedTable).cursor_row
        lines = self.book.lines if self.book else ()
        return lines[place] if 0 <= place < len(lines) else None

    @on(DataTable.RowSelected)
    def action_change(self) -> None:
        """Offer every answer, the nearest first."""
        line = self._line()
        if line is None or self.book is None:
            return
        kind = self.book.organisation.kind if self.book.organisation else None
        found = answer_choices(line, kind, cast("WorkforceApp", self.app).organisations)
        title = plain(question_title(line))
        self.app.push_screen(Picker(title, found, line.answer), partial(self._chosen, line))

    def _chosen(self, line: DecisionLine, answer: str | None) -> None:
        if answer is not None and (answer != line.answer or _is_otherwise(line)):
            self.preview(DecisionChange(line.field, line.value, answer))

    def action_remove(self) -> None:
        """Show what removing the decision under the cursor would do."""
        line = self._line()
        if line is not None:
            self.preview(DecisionChange(line.field, line.value))

    @work(thread=True, group="decisions", exclusive=True)
    def preview(self, change: DecisionChange) -> None:
        """Work out what a change would move."""
        try:
            found, lines = reading.preview_decision(self.workspace, self.organisation, change)
            post_if_wanted(self, PreviewRead(found, lines))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(PreviewRead)
    def ask(self, message: PreviewRead) -> None:
        """Show it and ask."""
        self.app.push_screen(RecodingPreview(message.lines), partial(self._agreed, message.recoding))

    def _agreed(self, recoding: Recoding, sure: bool | None) -> None:
        if sure:
            self.write(recoding)

    @work(thread=True, group="write", exclusive=True)
    def write(self, recoding: Recoding) -> None:
        """Keep the decision and move what it touches."""
        try:
            said = reading.apply_decision(self.workspace, self.organisation, recoding)
            if recoding.previous != recoding.change.answer:
                said = cast("WorkforceApp", self.app).remember(said, undo_decision(self.organisation, recoding))
            self.post_message(Done(said))
        except WorkforceError as error:
            self.post_message(Failed(error))

    @on(Done)
    def say_done(self, message: Done) -> None:
        """Tell that it is done, and read everything again."""
        message.stop()
        self.app.notify(message.said, markup=False)
        cast("WorkforceApp", self.app).data_changed()
        self.read()

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way; nothing was changed."""
        message.stop()
        tell_error(self.app, message.error, _("Decisions"))
        if self.book is None:
            said = f"{plain(message.error.message)} {plain(message.error.hint)}"
            self.query_one("#decision-detail", Static).update(Content(said))

    def action_close(self) -> None:
        """Go back to the screen under the window."""
        self.dismiss(None)


def _cells(line: DecisionLine) -> tuple[Text, ...]:
    people = NO_VALUE if line.people is None else formatting.count_text(line.people)
    return (
        safe_cell(value_name(line.value)),
        safe_cell(_meaning(line), style="bold"),
        safe_cell(people, "right"),
        safe_cell(display.short_day(line.decided)),
        safe_cell(_about(line)),
    )


def _about(line: DecisionLine) -> str:
    return _(QUESTION_FIELDS[line.field]) if line.field in QUESTION_FIELDS else line.field


def _meaning(line: DecisionLine) -> str:
    return field_name(line.answer) if line.field == "column" else line.meaning


def _is_otherwise(line: DecisionLine) -> bool:
    """Whether anybody, or any event, is held under another code than the decision says."""
    return bool(line.otherwise.high or line.events_otherwise.high)


def _detail(line: DecisionLine, book: DecisionBook) -> Content:
    when = display.day(line.decided) if line.decided else _("on a day not recorded")
    kept = _("Kept in {file}").format(file=plain(book.file))
    if book.changed_in != book.file:
        kept += _("; once one is changed, in {file}").format(file=plain(book.changed_in))
    decided = _("decided {date}").format(date=when)
    return Content.assemble(
        (f"{_about(line)} ", "$muted"),
        (f"{plain(value_name(line.value))} ", "bold"),
        f"→ {plain(_meaning(line))} ({plain(line.answer)})",
        (f"  {decided}\n", "$muted"),
        f"{_touched(line)}\n",
        (kept, "$muted"),
    )


def _touched(line: DecisionLine) -> str:
    """Whom the decision counts, and who is held under another code."""
    if line.field not in RECODED or line.people is None:
        return _("Only files to come are read by it: import earlier ones again with the box to replace ticked.")
    text = _("People it counts: {people}; snapshots: {snapshots}. Changing it moves them.")
    said = [text.format(people=formatting.count_text(line.people), snapshots=line.snapshots)]
    if line.events is not None and line.events.high:
        also = _("Events it counts, which move too: {number}.")
        said.append(also.format(number=formatting.count_text(line.events)))
    if line.otherwise.high:
        text = _("Held under another code: {number}. Choose the answer again to move them.")
        said.append(text.format(number=formatting.count_text(line.otherwise)))
    if line.events_otherwise.high:
        text = _("Events held under another code: {number}. Choose the answer again to move them.")
        said.append(text.format(number=formatting.count_text(line.events_otherwise)))
    return " ".join(said)
