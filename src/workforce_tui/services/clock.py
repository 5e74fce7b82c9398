"""What day and what moment it is: asked here and nowhere else, so that all that is written agrees."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> str:
    """This moment in UTC, ISO 8601 to the second, as everything that is kept has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today_here() -> date:
    """The day it is where the program runs."""
    return datetime.now(UTC).astimezone().date()
