"""What the process that reads a file and the one that asked for it say to each other, over a pipe.

A frame is a kind of one byte, a length of four, and the contents. People come as `marshal`, which is quickest for
rows of plain values; everything else as `pickle`. Both ends are this program; the limits guard against accidents in
a parser, not against somebody who has taken it over.
"""

from __future__ import annotations

import struct
from typing import IO

PROGRESS, PERSONS, PLAN, REFUSED, MISTAKE = b"s", b"p", b"i", b"r", b"e"
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
