"""The window of one record: everything it says, what hangs on it, and who changed what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Static

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_kinds import children_of
from workforce_tui.domain.records import OVERDUE
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import N_, _
from workforce_tui.tui import record_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FormField, refilled
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.keys import key
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.screens.records.opening import open_form
from workforce_tui.tui.telling import tell_error
from workforce_tui.tui.undoing import UndoingApp, undo_record
from workforce_tui.tui.widgets.filling import fill_table
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App, ComposeResult

    from workforce_tui.domain.records import Record
    from workforce_tui.services.record_lists import Fact
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.record_reading import DetailData, RecordsData

MOST_CHILDREN = 5
"""Parts of a record that are seen at once under it."""
LONGEST = 20_000
"""A record is read here in full."""


class DetailRead(Message):
    """Everything about a record has arrived."""

    def __init__(self, data: DetailData) -> None:
        super().__init__()
        self.data = data


class RecordWindow(Window[bool]):
    """Answers with whether anything was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("find", "app.find"),
        Binding("e", "edit", N_("Change")),
        Binding("a", "add", N_("Add to it")),
        Binding("x", "put", N_("Archive")),
        Binding("h", "history", N_("History")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, ws: Workspace, number: int, changed: bool = False) -> None:
        super().__init__()
        self.ws, self.number, self.changed = ws, number, changed
        self.data: DetailData | None = None

    def compose(self) -> ComposeResult:
        """What it says over what hangs on it."""
        with Vertical(classes="window", id="record-window"):
            with VerticalScroll(id="record-said"):
                yield Static(id="record-text", markup=False)
            yield FittedTable(id="record-children", cursor_type="row")
        yield KeyLine(show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is added to a kind without parts, and nothing is changed in an archived record."""
        data = self.data
        if action == "add":
            return data is not None and bool(children_of(data.line.kind.code)) and not data.line.record.archived
        if action == "edit":
            return data is not None and not data.line.record.archived
        return True

    async def retranslate(self) -> None:
        """Read the record again: every word of it has a language."""
        self.read()

    def on_mount(self) -> None:
        """Read the record in a thread."""
        self.query_one("#record-children").display = False
        self.query_one("#record-text", Static).update(Content(_("Reading the records")))
        self.read()

    @work(thread=True, group="record", exclusive=True)
    def read(self) -> None:
        """Fetch everything about the record."""
        try:
            post_if_wanted(self, DetailRead(record_reading.detail_data(self.ws, self.number)))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(DetailRead)
    def show(self, message: DetailRead) -> None:
        """Draw what has arrived."""
        self.data = data = message.data
        line = data.line
        window = self.query_one("#record-window", Vertical)
        window.border_title = safe_text(f"{_(line.kind.name)} {line.record.id}: {line.title}")
        self.query_one("#record-text", Static).update(_said(data))
        table = self.query_one("#record-children", FittedTable)
        table.display = bool(data.children)
        table.styles.height = min(len(data.children), MOST_CHILDREN) + 2  # with the line over them and their heads
        fill_table(table, _parts(data))
        self.refresh_bindings()
        self.query_one("#record-said").focus()

    @on(DataTable.RowSelected)
    def open_child(self, event: DataTable.RowSelected) -> None:
        """Open the record under the cursor."""
        self.app.push_screen(RecordWindow(self.ws, int(str(event.row_key.value))), self._child_closed)

    def _child_closed(self, changed: bool | None) -> None:
        if changed:
            self.changed = True
            self.read()

    def action_edit(self) -> None:
        """Open the form on the record."""
        if self.data is not None:
            line = self.data.line
            open_form(self, self.ws, self._saved, line.kind.code, record=line.record.id, parent=line.record.parent_id)

    def action_add(self) -> None:
        """Add a part to the record; where there are several kinds, choose which."""
        if self.data is None:
            return
        kinds = children_of(self.data.line.kind.code)
        if len(kinds) == 1:
            self._kind_chosen(kinds[0].code)
        else:
            self.app.push_screen(
                Picker(_("Add to it"), [Choice(one.code, _(one.name)) for one in kinds]), self._kind_chosen
            )

    def _kind_chosen(self, code: str | None) -> None:
        if code is not None:
            open_form(self, self.ws, self._saved, code, parent=self.number)

    def _saved(self, number: int | None) -> None:
        if number is not None:
            self.app.notify(_("Record {number} was saved.").format(number=number), markup=False)
            self.changed = True
            self.read()

    def action_put(self) -> None:
        """Ask who archives the record, or brings it back, and why."""
        if self.data is not None:
            away = not self.data.line.record.archived
            self.ask(away, (FormField("by", N_("Your name"), value=self.data.last_name), FormField("why", N_("Why"))))

    def ask(self, away: bool, fields: Sequence[FormField], complaint: str = "") -> None:
        """Open the form that asks; a refusal opens it again with what was entered."""
        title = _("Archive this record?") if away else _("Restore this record?")
        lead = _("It is kept with its history, and neither listed nor counted.") if away else ""

        def entered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.put(away, answers, partial(self.ask, away, refilled(fields, answers)))

        yes = N_("Archive") if away else N_("Restore")
        self.app.push_screen(EntryForm(title, fields, lead=lead, complaint=complaint, yes=yes), entered)

    @work(thread=True, group="write", exclusive=True)
    def put(self, away: bool, answers: dict[str, str], retry: partial[None]) -> None:
        """Archive the record, or bring it back."""
        try:
            found = record_reading.put(self.ws, self.number, away=away, by=answers["by"], why=answers["why"])
        except WorkforceError as error:
            self.app.call_from_thread(retry, f"{error.message} {error.hint}")
            return
        self.changed = True
        self.app.call_from_thread(_tell_put, self.app, found)
        self.app.call_from_thread(self.dismiss, True)

    def action_history(self) -> None:
        """Show who changed what, or what the record says again."""
        text = self.query_one("#record-text", Static)
        if self.data is not None:
            shown = text.has_class("history")
            text.set_class(not shown, "history")
            text.update(_said(self.data) if shown else Content("\n".join(plain(o, LONGEST) for o in self.data.history)))
            self.query_one("#record-said", VerticalScroll).scroll_home(animate=False)

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way."""
        message.stop()
        if self.data is None:
            self.query_one("#record-text", Static).update(Content(plain(message.error.message, LONGEST)))
        tell_error(self.app, message.error)

    def action_close(self) -> None:
        """Go back to the list."""
        self.dismiss(self.changed)


def _tell_put(app: App[Any], record: Record) -> None:
    """Say what was done, and how it is undone."""
    text = _("Record {number} was archived.") if record.archived else _("Record {number} was restored.")
    said = text.format(number=record.id)
    if isinstance(app, UndoingApp):
        said = app.remember(said, undo_record(record.id, record.revision, record.changed_by))
    app.notify(said, markup=False)


def _parts(data: DetailData) -> Table:
    """What hangs on the record."""
    columns = (Column("kind", _("Part"), numeric=False), Column("review", _("Review"), numeric=False))
    rows = tuple(
        Row(
            one.title,
            (Shown(_(one.kind.name)), Shown(_("{mark} overdue").format(mark=OVERDUE) if one.overdue else "")),
            key=str(one.record.id),
        )
        for one in data.children
    )
    return Table("", _("Title"), columns, rows)


def _said(data: DetailData) -> Content:
    """Everything a record says, with what is late standing out."""
    line = data.line
    first: list[tuple[str, str] | str] = [(plain(line.organisations), "bold"), "\n"]
    if line.record.archived:
        first.append((_("It is archived.") + "\n", "bold $warning"))
    if line.above:
        first.append(_("Belongs to: {title}").format(title=plain(line.above)) + "\n")
    return Content.assemble(
        *first, facts_text(data.facts, line.kind.review if line.overdue else ""), (data.changed, "$muted")
    )


def stated_text(data: RecordsData, place: int) -> Content:
    """What is stated in the record at a place of a list, its overdue day standing out."""
    line = data.lines[place]
    return facts_text([one for one in data.facts[place] if one.stated], line.kind.review if line.overdue else "")


def facts_text(facts: Sequence[Fact], late: str = "") -> Content:
    """Facts line by line; the one of the key *late* stands out, and what is not stated stands back."""
    parts: list[tuple[str, str] | str] = []
    for fact in facts:
        style = "bold $status-below" if late and fact.key == late else "" if fact.stated else "$muted"
        text = "\n    ".join(plain(one, LONGEST) for one in fact.text.split("\n"))
        parts += [(f"{plain(fact.label)}  ", "$muted"), (f"{text}\n", style)]
    return Content.assemble(*parts)
