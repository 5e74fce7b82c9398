"""Failures a user can do something about."""

from __future__ import annotations


class WorkforceError(Exception):
    """An expected failure.

    *message* says what happened and to what; *hint* says what to do next. Both are for people, and neither
    holds a name, a staff number or any other personal data.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ChangedMeanwhileError(WorkforceError):
    """What was about to be written was worked out from something that has changed since: it is worked out anew."""
