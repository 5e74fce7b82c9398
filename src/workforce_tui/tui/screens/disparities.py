"""The window of the register, explain or reform: its records, and the forms of their next steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from workforce_tui.domain.disparities import Status
from workforce_tui.domain.disparity_steps import STEPS
from workforce_tui.domain.disparity_words import status_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import register_reading
from workforce_tui.tui.dialogs import register_fields
from workforce_tui.tui.dialogs.entry_form import EntryForm, FormField, refilled
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.keys import key
from workforce_tui.tui.messages import Done, Failed
from workforce_tui.tui.screens.findings import FindingsWindow
from workforce_tui.tui.screens.register_table import EVERY, RegisterTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.disparities import Disparity
    from workforce_tui.tui.translation import Said


class RegisterWindow(RegisterTable):
    """Enter takes the next step of the record under the cursor; e enters something, n looks for disparities."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("find", "app.find"),
        Binding("s", "step", N_("Next step")),
        Binding("e", "enter", N_("Enter")),
        Binding("n", "find", N_("Find and open")),
        Binding("f", "filter", N_("Filter")),
        Binding("escape", "close", N_("Close")),
        Binding("m", "measure", N_("Measure again"), show=False),
    ]

    @on(DataTable.RowSelected)
    def action_step(self) -> None:
        """Offer the steps that are allowed from here."""
        record = self._open_record()
        if record is not None and not STEPS[record.status]:
            self.app.notify(_("It goes on by itself when the time for an explanation is over."), markup=False)
        elif record is not None:
            title = partial(_numbered, N_("Record {number}: next step"), record)
            self.app.push_screen(Picker(title, partial(_steps, record)), partial(self._step_chosen, record))

    def _open_record(self) -> Disparity | None:
        """The record under the cursor, where something can still be entered."""
        one = self.here()
        if one is None:
            return None
        if one.line.record.status is Status.CLOSED:
            self.app.notify(_("This record is closed, and stays as it is."), markup=False)
            return None
        return one.line.record

    def _step_chosen(self, record: Disparity, code: str | None) -> None:
        if code is not None and self.data is not None:
            to = Status(code)
            name, today = self.data.last_name, self.data.today
            fields = partial(register_fields.step_fields, record, to, name, today)
            self.ask(record, partial(_stepped, record, to), fields, to)

    def action_enter(self) -> None:
        """Offer what can be entered without a step."""
        record = self._open_record()
        if record is None:
            return
        title = partial(_numbered, N_("Record {number}: enter"), record)
        self.app.push_screen(Picker(title, partial(_entries, record)), partial(self._entry_chosen, record))

    def _entry_chosen(self, record: Disparity, code: str | None) -> None:
        if code is not None and self.data is not None:
            fields = partial(register_fields.entry_fields, record, code, self.data.last_name, self.data.today)
            self.ask(record, lambda: f"{record.id}: {_(register_fields.ENTRIES[code])}", fields, None)

    def ask(
        self,
        record: Disparity,
        title: Said,
        fields: Callable[[], Sequence[FormField]],
        to: Status | None,
        complaint: str = "",
    ) -> None:
        """Open the form; what is entered is written, and a refusal opens it again with what was entered."""
        draft = "-".join(("register", str(record.id), str(to or "entry"), *(one.name for one in fields())))[:120]

        def entered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                retry = partial(self.ask, record, title, lambda: refilled(fields(), answers), to)
                self.write(record, answers, to, retry)

        self.app.push_screen(EntryForm(title, fields, complaint=complaint, draft=draft), entered)

    @work(thread=True, group="write", exclusive=True)
    def write(self, record: Disparity, answers: dict[str, str], to: Status | None, retry: partial[None]) -> None:
        """Write what was entered, all or nothing."""
        ws = self.workforce.workspace
        if ws is None or record.id is None:
            return
        try:
            register_reading.change_record(ws, record.id, register_fields.change_of(record, answers, to))
        except WorkforceError as error:
            self.app.call_from_thread(retry, f"{error.message} {error.hint}")
            return
        self.post_message(Done(_("It is entered in the register.")))

    def action_find(self) -> None:
        """Look for disparities, and open a record of one."""
        view, ws = self.workforce.view, self.workforce.workspace
        if view.organisation is None:
            self.app.notify(_("Choose one organisation to look for disparities in."), markup=False)
        elif ws is not None and self.data is not None:
            self.app.push_screen(FindingsWindow(ws, view, self.data.last_name), self._opened)

    def _opened(self, number: int | None) -> None:
        if number is not None:
            self.wanted, self.filter = number, EVERY
            self.post_message(Done(_("Record {number} is open.").format(number=number)))

    @work(thread=True, group="write", exclusive=True)
    def action_measure(self) -> None:
        """Add newer figures to the open records."""
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            number = register_reading.measure_again(ws, self.workforce.view)
        except WorkforceError as error:
            self.post_message(Failed(error))
            return
        self.post_message(Done(_("Records with newer figures: {number}.").format(number=number)))


def _numbered(msgid: str, record: Disparity) -> str:
    return _(msgid).format(number=record.id)


def _stepped(record: Disparity, to: Status) -> str:
    return _("Record {number}: {status}").format(number=record.id, status=status_name(to))


def _steps(record: Disparity) -> list[Choice]:
    return [Choice(str(to), status_name(to)) for to in STEPS[record.status]]


def _entries(record: Disparity) -> list[Choice]:
    return [
        Choice(code, _(msgid))
        for code, msgid in register_fields.ENTRIES.items()
        if code != register_fields.PROGRESS or record.actions
    ]
