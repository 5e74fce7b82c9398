"""Saying what stands in the way: the same words and the same place, whatever was being done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.tui.safe import plain

if TYPE_CHECKING:
    from textual.app import App

TOLD_FOR = 15
"""Seconds a failure is told: it takes longer to read than that something is done."""


def tell_error(app: App[Any], error: WorkforceError, title: str = "") -> None:
    """Tell of a failure in the corner of the screen, under a title where it has one."""
    said = f"{plain(error.message)} {plain(error.hint)}"
    app.notify(said, title=title, severity="error", markup=False, timeout=TOLD_FOR)


def tell_draft_stays(app: App[Any]) -> None:
    """Tell that what was typed into a form that is closed is still kept."""
    error = WorkforceError(
        _("What was typed could not be removed from this computer: its draft is still kept."),
        _("It will stand in the form when that is opened again. Close it once more when the disk can be written to."),
    )
    tell_error(app, error)


def unexpected(error: BaseException | None) -> WorkforceError:
    """A failure nobody expected, by its kind alone: its text may hold the data that was worked on."""
    return WorkforceError(
        _("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__),
        _("Try again. If it happens again, tell whoever looks after the program."),
    )
