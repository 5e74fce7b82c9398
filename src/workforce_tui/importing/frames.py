"""What the process that reads a file and the one that asked for it say to each other, over a pipe.

A frame is a kind of one byte, a length of four, and the contents as `pickle`; `marshal` would look up every value that
is met twice. People come while others are still being read. Both ends are this program; the limits guard against
accidents in a parser, not against somebody who has taken it over.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_tui.importing.persons import Persons

PROGRESS, PERSONS, ANEW, PLAN, REFUSED, MISTAKE, ROWS = b"s", b"p", b"a", b"i", b"r", b"e", b"w"
"""What a frame is; after ANEW, all people come once more. ROWS are those of an interchange file."""
PERSONS_AT_A_TIME = 10_000
_HEAD = struct.Struct("<cI")


def send(stream: IO[bytes], kind: bytes, contents: bytes) -> None:
    """Write one frame."""
    stream.write(_HEAD.pack(kind, len(contents)))
    stream.write(contents)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame; None when the other end has stopped, even in the middle of one."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    contents = stream.read(length)
    return (kind, contents) if len(contents) == length else None


class PeopleSent:
    """People sent on before the last of them is read, so that both processes work at the same time."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._persons: Persons | None = None
        self._sent = 0
        """How many of these people were sent."""

    def send_new(self, persons: Persons) -> None:
        """Send those added to the end of *persons* since, once they are enough for a frame."""
        self._take(persons)
        while len(persons) - self._sent >= PERSONS_AT_A_TIME:
            self._send_some(persons)

    def send_rest(self, persons: Persons) -> None:
        """Send what is missing of the final *persons*: all of them, where any that was sent is another by now."""
        self._take(persons)
        while len(persons) > self._sent:
            self._send_some(persons)

    def _take(self, persons: Persons) -> None:
        """Begin anew where people were sent who are not, or no longer, the first of these."""
        changed = persons.first_changed is not None and persons.first_changed < self._sent
        if self._sent and (persons is not self._persons or changed):
            send(self._stream, ANEW, b"")
            self._sent = 0
        self._persons = persons

    def _send_some(self, persons: Persons) -> None:
        some = persons.cut(self._sent, self._sent + PERSONS_AT_A_TIME)
        send(self._stream, PERSONS, pickle.dumps(some, pickle.HIGHEST_PROTOCOL))
        self._sent += len(some[0])
