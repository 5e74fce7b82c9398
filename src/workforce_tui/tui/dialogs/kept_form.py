"""Forms whose typed text survives a crash: what stands in one is kept as a draft until it is saved or given up."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import on, work
from textual.widgets import Input, Select, TextArea

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.tui import draft_reading
from workforce_tui.tui.dialogs.confirm import give_up_or_ask
from workforce_tui.tui.safe import typed_line, typed_text
from workforce_tui.tui.telling import tell_draft_stays
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.timer import Timer

    from workforce_tui.services.workspace import Workspace

Answer = TypeVar("Answer")

REST = 0.4
"""Seconds without typing after which the draft is kept."""


class KeptForm(Window[Answer]):
    """A form of fields with names. *draft* names what is kept of it; "" keeps nothing, as where nothing is typed."""

    def __init__(self, draft: str = "") -> None:
        super().__init__()
        self.draft = draft
        self.began: dict[str, str] | None = None
        """What stood in the fields before anything was typed."""
        self.is_done = False
        self.resting: Timer | None = None

    @property
    def database(self) -> Workspace | None:
        """The database the draft is kept beside."""
        return cast("Workspace | None", getattr(self.app, "workspace", None))

    def on_mount(self) -> None:
        """Remember what the form begins with, and put what was typed before and not saved over it."""
        self.began = self.texts()
        held = draft_reading.held(self.database, self.draft) if self.database and self.draft else None
        if held:
            self.refill(held)
            self.notify(_("What was typed here before and not saved stands in the form again."), markup=False)

    def texts(self) -> dict[str, str]:
        """What stands in each field, by its name."""
        return {control.id: _held(control) for control in self.query("Input, TextArea, Select") if control.id}

    def refill(self, held: dict[str, str]) -> None:
        """Put texts into the fields with their names; a choice that is no longer there is left alone."""
        for control in self.query("Input, TextArea, Select"):
            text = held.get(control.id or "")
            if text is not None and text != _held(control):
                with suppress(ValueError):  # Textual's error for a choice there is not is one
                    _put(control, text)

    @property
    def is_unsaved(self) -> bool:
        """Whether anything was entered."""
        return not self.is_done and self.began is not None and self.texts() != self.began

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    def keep_soon(self) -> None:
        """Keep the draft when nothing has been typed for a moment."""
        if self.draft and self.began is not None:
            if self.resting is not None:
                self.resting.stop()
            self.resting = self.set_timer(REST, self.keep_now)

    def keep_now(self) -> None:
        """Keep what stands in the form, where it differs from what it began with."""
        if self.is_unsaved and self.database is not None:
            self.keep(self.database, self.texts())

    @work(thread=True, group="draft", exclusive=True, exit_on_error=False)
    def keep(self, ws: Workspace, texts: dict[str, str]) -> None:
        """Write the draft; a disk that cannot be written is told when the form is saved."""
        with suppress(WorkforceError):
            draft_reading.keep(ws, self.draft, texts)
        if self.is_done:  # it was saved or given up while this was being written
            self.drop(ws)

    def answer(self, found: Answer) -> None:
        """Close with an answer, and keep nothing any more."""
        self.is_done = True
        if self.resting is not None:
            self.resting.stop()
        if self.database is not None and self.draft:
            self.drop(self.database)
        self.dismiss(found)

    def drop(self, ws: Workspace) -> None:
        """Keep nothing, or tell that something is still kept."""
        if not draft_reading.drop(ws, self.draft):
            tell_draft_stays(self.app)

    def give_up(self, nothing: Answer) -> None:
        """Close without saving; ask first where something was typed."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.answer(nothing)

        give_up_or_ask(self.app, answered, is_typed=self.is_unsaved)


def _held(control: Any) -> str:
    if isinstance(control, Select):
        return control.selection if isinstance(control.selection, str) else ""
    return str(control.text if isinstance(control, TextArea) else control.value)


def _put(control: Any, text: str) -> None:
    if isinstance(control, TextArea):
        control.text = typed_text(text)
    elif isinstance(control, Select):
        if text:
            control.value = text
        else:
            control.clear()
    else:
        control.value = typed_line(text)
