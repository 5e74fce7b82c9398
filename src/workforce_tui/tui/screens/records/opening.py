"""Opening the form of a record: what it starts from is read in a thread first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.tui import record_reading
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.screens.records.form import RecordForm

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from workforce_tui.services.workspace import Workspace


def open_form(
    screen: Screen[Any],
    ws: Workspace,
    then: Callable[[int | None], None] | Callable[[int | None], Awaitable[None]],
    kind: str,
    *,
    record: int | None = None,
    parent: int | None = None,
    organisation: str | None = None,
) -> None:
    """Open the form of a record, or of a new one; *then* is told the number of what was saved, None for nothing."""

    def show(data: record_reading.FormData) -> None:
        if screen.is_active:  # the key was pressed again, or something else was opened, while this was read
            screen.app.push_screen(RecordForm(ws, data), then)

    def read() -> None:
        try:
            data = record_reading.form_data(ws, kind, record=record, parent=parent, organisation=organisation)
        except WorkforceError as error:
            screen.post_message(Failed(error))
        else:
            screen.app.call_from_thread(show, data)

    screen.run_worker(read, thread=True, exclusive=True, group="form", exit_on_error=False)
