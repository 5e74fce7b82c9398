"""Of two readings of one thing the later one is shown, whichever thread ends first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

if TYPE_CHECKING:
    from textual.message import Message
    from textual.message_pump import MessagePump


def post_if_wanted(to: MessagePump, message: Message) -> None:
    """Post what a thread has read, or why it could not; nothing where it was asked for anew meanwhile.

    An exclusive worker that is replaced goes on to its end, as threads cannot be stopped: what it read may be of other
    staff than are asked for now.
    """
    if not get_current_worker().is_cancelled:
        to.post_message(message)
