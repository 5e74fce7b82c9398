"""Real terminals to drive the app in: one of our own on a pseudo-terminal, and tmux where it is installed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Protocol

import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 60.0
"""Seconds to wait for something to appear; a machine under load needs them, a good run does not."""


class Terminal(Protocol):
    """A terminal with a program in it."""

    def screen(self) -> str:
        """What a person would see now."""

    def press(self, *keys: str) -> None:
        """Type keys, named as Textual names them."""

    def ended(self) -> bool:
        """Whether the program has ended."""

    def close(self) -> None:
        """Put an end to it."""


def wait_for(terminal: Terminal, text: str) -> str:
    """Wait until *text* is on the screen; returns the whole screen."""
    deadline = time.monotonic() + PATIENCE
    while text not in (seen := terminal.screen()):
        assert time.monotonic() < deadline, f"{text!r} never appeared:\n{seen}"
        assert not terminal.ended() or text in terminal.screen(), f"the program ended before {text!r} appeared:\n{seen}"
    return seen


def wait_for_end(terminal: Terminal) -> str:
    """Wait until the program has ended; returns the screen it leaves behind."""
    deadline = time.monotonic() + PATIENCE
    while not terminal.ended():
        terminal.screen()
        assert time.monotonic() < deadline, f"the program never ended:\n{terminal.screen()}"
    return terminal.screen()


class OwnTerminal:
    """A pseudo-terminal with an emulated screen."""

    KEYS = {  # noqa: RUF012
        "f1": "\x1bOP", "f4": "\x1bOS", "escape": "\x1b", "tab": "\t", "enter": "\r", "down": "\x1b[B",
        "ctrl+n": "\x0e", "ctrl+q": "\x11", "ctrl+s": "\x13",
    }  # fmt: skip

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(environment))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._ended = False

    def screen(self) -> str:
        while select.select([self._fd], [], [], 0.05)[0]:
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                break
            if not data:
                break
            self._stream.feed(data)
        return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self._fd, self.KEYS.get(key, key).encode())

    def ended(self) -> bool:
        if not self._ended:
            pid, _status = os.waitpid(self._pid, os.WNOHANG)
            self._ended = pid == self._pid
        return self._ended

    def close(self) -> None:
        if not self.ended():
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)


class TmuxTerminal:
    """A tmux server of its own, with one window."""

    KEYS = {  # noqa: RUF012
        "f1": "F1", "f4": "F4", "escape": "Escape", "enter": "Enter", "down": "Down",
        "ctrl+n": "C-n", "ctrl+q": "C-q", "ctrl+s": "C-s",
    }  # fmt: skip

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], columns: int, lines: int) -> None:
        self._name = f"workforce-tui-{os.getpid()}-{time.monotonic_ns()}"
        size = ("-x", str(columns), "-y", str(lines))
        # The window stays when the program ends, so that what it leaves behind can be read.
        self._tmux("-f", os.devnull, "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";",
                   "new-session", "-d", *size, *command, environment=environment)  # fmt: skip

    def _tmux(self, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        program = shutil.which("tmux") or "tmux"
        command = [program, "-L", self._name, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-S", "-")

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *(self.KEYS.get(key, key) for key in keys))

    def ended(self) -> bool:
        return self._tmux("display-message", "-p", "#{pane_dead}").strip() == "1"

    def close(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._tmux("kill-server")


TERMINALS: dict[str, type[OwnTerminal | TmuxTerminal]] = {"own": OwnTerminal}
if shutil.which("tmux"):
    TERMINALS["tmux"] = TmuxTerminal
