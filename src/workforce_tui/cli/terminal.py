"""Whether there is a terminal for the app, found out without loading what the commands need."""

from __future__ import annotations

import os
import sys


def is_plain() -> bool:
    """Whether plain text was asked for in the environment: WORKFORCE_TUI_PLAIN, unless it is 0 or nothing."""
    return os.environ.get("WORKFORCE_TUI_PLAIN", "0") not in ("", "0")


def is_terminal() -> bool:
    """Whether a person sits at a terminal that can show the app."""
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return True
    dumb = os.environ.get("TERM", "") == "dumb" or is_plain()
    return not dumb and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
