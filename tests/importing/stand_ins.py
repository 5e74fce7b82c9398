"""Processes that stand in for the one that reads a file, and fail in the ways it may."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from workforce_tui.importing import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
"""Ended by the system."""
OUT_OF_MEMORY = "import os; os.abort()"
"""Ended by itself, as a parser is that gets no more memory."""
OUT_OF_TIME = "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"
"""Ended by the system for the time it took."""
BUSY = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, (1, 2))
while True:
    pass
"""
"""Takes more time than it gave itself."""
SILENT = "import sys, time; sys.stdin.buffer.read(); time.sleep(600)"
"""Waits for ever."""
BABBLING = "import sys; sys.stdout.buffer.write(b'i' + bytes([0, 0, 0, 9]) + b'not a plan'); sys.stdout.flush()"
"""Says what is not understood."""
CUT_SHORT = "import sys; sys.stdout.buffer.write(b'i' + bytes([9, 0, 0, 0]) + b'half'); sys.stdout.flush()"
"""Ends in the middle of an answer."""


@contextmanager
def reader(code: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Every process started to read a file runs *code* instead; they are listed as they are started."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*, early: bool = False) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "_start", start)
        yield started
