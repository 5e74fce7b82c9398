"""The form of a record: told as it is typed what is not right, asked before it is given up, and never lost."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Button, Input, Select, SelectionList, TextArea
from textual.worker import Worker, WorkerState

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_parsing import problem_of
from workforce_tui.domain.records import FieldType
from workforce_tui.i18n import N_, _
from workforce_tui.tui import record_reading
from workforce_tui.tui.base_app import CalmApp
from workforce_tui.tui.dialogs.confirm import Confirm, give_up_or_ask
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.records.form_fields import BY, WHY, RecordFields, box_of
from workforce_tui.tui.telling import tell_draft_stays, unexpected
from workforce_tui.tui.undoing import UndoingApp, undo_record
from workforce_tui.tui.widgets.fields import Complaint

if TYPE_CHECKING:
    from textual.timer import Timer

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.record_reading import FormData

    Changed = Input.Changed | TextArea.Changed | Select.Changed | SelectionList.SelectedChanged[Any]

REST = 0.4
"""Seconds without typing after which the draft is kept."""
FULL_DAY = 10
"""Characters of a whole date: half a one is no mistake yet."""


class RecordForm(RecordFields):
    """Answers with the number of the record that was saved, or None when the form was given up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, ws: Workspace, data: FormData) -> None:
        super().__init__(ws, data)
        self.saving = self.ready = False
        self.resting: Timer | None = None
        self.pending: tuple[dict[str, str], tuple[str, ...]] | None = None

    def on_mount(self) -> None:
        """Stand in the first field; what is in the form now is what it started from."""
        self.query_one(Complaint).say("")
        self.start = {} if self.data.draft_at else self.texts()
        self.fit()
        self.call_after_refresh(setattr, self, "ready", True)
        first = next((box for box in self.boxes if not box.text), self.boxes[0])
        first.take_focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def typed(self, event: Changed) -> None:
        """Say what is not right about what is being typed, and keep the draft in a moment."""
        box = box_of(event.control)
        if box is None or not self.ready:
            return
        half = box.field.type is FieldType.DATE and len(box.text) < FULL_DAY
        box.say("" if half else problem_of(box.field, box.text, self.data.known))
        if isinstance(event, Select.Changed | SelectionList.SelectedChanged):
            self.fit()
        self.keep_soon()

    @on(Input.Blurred)
    def left(self, event: Input.Blurred) -> None:
        """Say what is not right about a field that is left, such as half a date."""
        box = box_of(event.control)
        if box is not None and box.text:
            box.say(problem_of(box.field, box.text, self.data.known))

    def keep_soon(self) -> None:
        """Keep the draft when nothing has been typed for a moment."""
        if self.resting is not None:
            self.resting.stop()
        texts = self.texts()
        self.pending = (self.filled(texts), self.whose()) if self.differs(texts) else None
        self.resting = self.set_timer(REST, self.keep_now)

    def keep_now(self) -> None:
        """Keep what stands in the form, where it differs from what is stored."""
        if self.pending is not None and not self.saving:
            self.keep(*self.pending)
            self.pending = None

    def on_unmount(self) -> None:
        """Keep what was typed a moment ago: the app is left while the form is open."""
        if self.pending is not None and not self.saving:
            with suppress(WorkforceError):
                record_reading.keep_draft(self.ws, self.data, *self.pending)

    @work(thread=True, group="draft", exclusive=True, exit_on_error=False)
    def keep(self, texts: dict[str, str], whose: tuple[str, ...]) -> None:
        """Write the draft; a disk that cannot be written is told when the form is saved."""
        with suppress(WorkforceError):
            record_reading.keep_draft(self.ws, self.data, texts, whose)
        if self.saving:  # it was saved or given up while this was being written
            record_reading.drop_draft(self.ws, self.data)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Write what stands in the form, or say what is not right and go there."""
        if self.saving:
            return
        problems = {one.key: one.message for one in self.problems()}
        shown = [box for box in self.boxes if box.display]
        for box in shown:
            box.say(problems.get(box.field.key, ""))
        wrong = [box for box in shown if box.problem]
        loose = [message for key, message in problems.items() if key not in {box.field.key for box in wrong}]
        if problems:
            self.complain(
                "  ".join(loose) or _("Not saved yet. Fields to look at: {number}.").format(number=len(wrong))
            )
            if wrong:
                wrong[0].take_focus()
                # What is said under the fields takes lines away from them only after the next refresh.
                self.call_after_refresh(self.call_after_refresh, wrong[0].scroll_visible, animate=False)
            return
        self.rest()
        self.write(self.raw(), self.whose(), self.texts())

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def write(self, raw: dict[str, str], whose: tuple[str, ...], texts: dict[str, str]) -> None:
        """Save, and answer; or say why it could not be."""
        try:
            saved = record_reading.save(self.ws, self.data, raw, whose, by=texts[BY], why=texts.get(WHY, ""))
        except WorkforceError as error:
            self.app.call_from_thread(self.refuse, error)
            if record_reading.is_changed_meanwhile(error):
                self.app.call_from_thread(self.offer_both)
            return
        if isinstance(self.app, UndoingApp) and saved.revision != self.data.revision:
            said = _("Record {number} was saved.").format(number=saved.id)
            self.app.remember(said, undo_record(saved.id, saved.revision, saved.changed_by))
        self.app.call_from_thread(self.dismiss, saved.id)

    def offer_both(self) -> None:
        """Ask whether what was typed is to be put over what the record says now."""
        question = _("Somebody else changed this record meanwhile. Put what you changed over what it says now?")
        window = Confirm(_("Changed meanwhile"), question, yes=N_("Put together"), no=N_("Go on typing"))
        self.app.push_screen(window, self.put_together)

    def put_together(self, sure: bool | None) -> None:
        """Go on in a form that starts from what the record says now, with what was typed over it."""
        if sure:
            self.rest()
            self.start_again(self.filled(self.texts()), self.whose())

    @work(thread=True, group="draft", exclusive=True, exit_on_error=False)
    def start_again(self, texts: dict[str, str], whose: tuple[str, ...]) -> None:
        """Keep what was typed, read the record again, and open its form over this one."""
        try:
            data = record_reading.put_together(self.ws, self.data, texts, whose)
        except WorkforceError as error:
            self.app.call_from_thread(self.refuse, error)
            return

        def close(number: int | None) -> None:
            self.dismiss(number)

        def answered(number: int | None) -> None:
            self.call_after_refresh(close, number)

        def show() -> None:
            self.app.push_screen(RecordForm(self.ws, data), answered)

        self.app.call_from_thread(show)

    def refuse(self, error: WorkforceError) -> None:
        """Say why it was not saved; everything typed still stands."""
        self.saving = False
        self.complain(f"{error.message} {error.hint}")
        self.keep_soon()

    @on(Worker.StateChanged)
    def tell_crash(self, event: Worker.StateChanged) -> None:
        """Say that a thread failed in a way nobody expected; everything typed still stands."""
        event.stop()
        if event.state is WorkerState.ERROR and isinstance(self.app, CalmApp):
            self.app.log_failure(event.worker.error)
            self.refuse(unexpected(event.worker.error))

    def complain(self, text: str) -> None:
        """Show a sentence over the buttons."""
        self.query_one(Complaint).say(plain(text, 600))

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Close; ask first where something was typed. What is being saved is waited for."""
        if not self.saving:
            give_up_or_ask(self.app, self.give_up, is_typed=self.is_changed)

    def give_up(self, sure: bool | None) -> None:
        """Close without saving, and keep nothing."""
        if sure:
            self.rest()
            self.drop()

    def rest(self) -> None:
        """Keep no more drafts."""
        self.saving = True
        if self.resting is not None:
            self.resting.stop()

    @work(thread=True, group="draft", exit_on_error=False)
    def drop(self) -> None:
        """Keep nothing, then close."""
        if not record_reading.drop_draft(self.ws, self.data):
            tell_draft_stays(self.app)
        self.app.call_from_thread(self.dismiss, None)
