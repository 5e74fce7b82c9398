"""Undoing: one key takes back the last change that was made since the app was opened, and says what it took back."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.tui.choosing import ChoosingApp
from workforce_tui.tui.safe import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.domain.return_sections import Narrative
    from workforce_tui.domain.returns import Text
    from workforce_tui.domain.targets import Target
    from workforce_tui.domain.wales_update import UpdateText
    from workforce_tui.services.decision_figures import Recoding
    from workforce_tui.services.workspace import Workspace

    TakeBack = Callable[[Workspace], object]

MOST = 50
"""Changes remembered; those before are forgotten."""
SECONDS = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A change that can be taken back: a sentence about it, and what takes it back."""

    said: str
    take_back: TakeBack


class Undone(Message):
    """A change was taken back, or it could not be."""

    def __init__(self, change: Change, error: WorkforceError | None = None) -> None:
        super().__init__()
        self.change, self.error = change, error


class UndoingApp(ChoosingApp):
    """An app that remembers what was changed in it, the latest last."""

    def __init__(self) -> None:
        super().__init__()
        self.changed: deque[Change] = deque(maxlen=MOST)

    def key_for(self, action: str, otherwise: str = "") -> str:
        """The first key of an action as a person reads it."""
        raise NotImplementedError

    def data_changed(self) -> object:
        """Something was written: the app looks again at what the database holds."""
        raise NotImplementedError

    def remember(self, said: str, take_back: TakeBack) -> str:
        """Remember a change; answers with the sentence about it and the key that takes it back."""
        self.changed.append(Change(said, take_back))
        return f"{said} {_('{key} undoes it.').format(key=self.key_for('undo'))}"

    def action_undo(self) -> None:
        """Take back the last change; not while a form is open, whose own text it would not touch."""
        if any(hasattr(one, "is_unsaved") for one in self.screen_stack):
            self.notify(_("Close the form first: this takes back what was saved."), markup=False)
        elif not self.changed:
            self.notify(_("Nothing was changed since the app was opened that can be undone."), markup=False)
        elif self.workspace is not None:
            self.take_back(self.workspace, self.changed.pop())

    @work(thread=True, group="write", exit_on_error=False)
    def take_back(self, ws: Workspace, change: Change) -> None:
        """Take a change back in a thread: all of it, or nothing."""
        try:
            change.take_back(ws)
        except WorkforceError as error:
            self.post_message(Undone(change, error))
        else:
            self.post_message(Undone(change))

    @on(Undone)
    def tell_undone(self, message: Undone) -> None:
        """Say what was taken back, or why it was not, and read everything in front of somebody again."""
        said = plain(message.change.said)
        if message.error is not None:
            why = f"{said}\n{plain(message.error.message)} {plain(message.error.hint)}"
            self.notify(why, title=_("Not undone"), severity="error", markup=False, timeout=SECONDS)
            return
        self.notify(said, title=_("Undone"), markup=False, timeout=SECONDS)
        self.data_changed()
        for window in self.screen_stack[1:]:
            read = getattr(window, "read", None)
            if read is not None:
                read()

    async def forget_screens(self) -> None:
        """What was changed under one profile is not spoken of under another."""
        self.changed.clear()
        await super().forget_screens()


def undo_target(after: Target | None, before: Target | None) -> TakeBack:
    """Lets a target be as it was."""
    from workforce_tui.services.undoing import put_back_target

    return partial(put_back_target, after=after, before=before)


def undo_return_text(whose: tuple[str, int], key: Narrative, after: Text, before: Text, by: str) -> TakeBack:
    """Lets a text of a return, of an organisation and a year, be as it was."""
    from workforce_tui.services.undoing import put_back_return_text

    return partial(
        put_back_return_text, organisation=whose[0], year=whose[1], key=key, after=after, before=before, by=by
    )


def undo_update_text(year: int, key: UpdateText, after: Text, before: Text, by: str) -> TakeBack:
    """Lets a text of the all-Wales update be as it was."""
    from workforce_tui.services.undoing import put_back_update_text

    return partial(put_back_update_text, year=year, key=key, after=after, before=before, by=by)


def undo_decision(organisation: str, made: Recoding) -> TakeBack:
    """Lets a text of a file be read as it was."""
    from workforce_tui.services.undoing import put_back_decision

    return partial(put_back_decision, organisation=organisation, made=made)


def undo_record(number: int, revision: int, by: str) -> TakeBack:
    """Lets a record say what it said before a revision."""
    from workforce_tui.services.records import take_back

    return partial(take_back, number=number, revision=revision, by=by)
