"""What the process that reads a file and the one that asked for it say to each other, over a pipe.

A frame is a kind of one byte, a length of four, and the contents. People come as `marshal`, which is quickest for
rows of plain values, and while others are still being read; everything else comes as `pickle`. Both ends are this
program; the limits guard against accidents in a parser, not against somebody who has taken it over.
"""

from __future__ import annotations

import marshal
import struct
from typing import IO, Any

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
        self._sent: list[Any] = []

    def send_new(self, persons: list[Any]) -> None:
        """Send those added to the end of *persons* since, once they are enough for a frame."""
        while len(persons) - len(self._sent) >= PERSONS_AT_A_TIME:
            self._send_some(persons)

    def send_rest(self, persons: list[Any]) -> None:
        """Send what is missing of the final *persons*: all of them, where any that was sent is another by now."""
        if persons[: len(self._sent)] != self._sent:
            send(self._stream, ANEW, b"")
            self._sent.clear()
        while len(persons) > len(self._sent):
            self._send_some(persons)

    def _send_some(self, persons: list[Any]) -> None:
        some = persons[len(self._sent) : len(self._sent) + PERSONS_AT_A_TIME]
        send(self._stream, PERSONS, marshal.dumps(some))
        self._sent += some
