"""What was typed into a form and not saved, by the name of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.services.workspace import Workspace


def held(ws: Workspace, form: str) -> dict[str, str] | None:
    """What was kept of a form: texts by field; None for nothing."""
    from workforce_tui.services.record_drafts import draft_of

    draft = draft_of(ws, form)
    return None if draft is None else draft.raw


def keep(ws: Workspace, form: str, texts: Mapping[str, str]) -> None:
    """Keep what stands in a form.

    Raises:
        WorkforceError: the draft cannot be written.
    """
    from workforce_tui.services.record_drafts import Draft, keep_draft

    keep_draft(ws, Draft(form, None, None, dict(texts)))


def drop(ws: Workspace, form: str) -> bool:
    """Keep nothing of a form any more; returns whether that could be done."""
    from workforce_tui.services.record_drafts import drop_draft

    return drop_draft(ws, form)
