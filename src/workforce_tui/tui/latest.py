"""Of two readings of one thing the later one is shown, whichever thread ends first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.tui.telling import tell_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump


def post_if_wanted(to: MessagePump, message: Message) -> None:
    """Post what a thread has read, or why it could not; nothing where it was asked for anew meanwhile.

    An exclusive worker that is replaced goes on to its end, as threads cannot be stopped: what it read may be of other
    staff than are asked for now.
    """
    if not get_current_worker().is_cancelled:
        to.post_message(message)


def post_read(app: App[Any], to: MessagePump, read: Callable[[], Message]) -> None:
    """Read something and post it; what stands in the way is told in the corner, and all stays as it is."""
    try:
        message = read()
    except WorkforceError as error:
        if not get_current_worker().is_cancelled:
            app.call_from_thread(tell_error, app, error)
    else:
        post_if_wanted(to, message)
