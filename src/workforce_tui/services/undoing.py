"""Taking back a change just made: what was held before is put back, if nobody has changed it since.

Where there is a history it grows by one; nothing that was entered is lost. Records are taken back by
`services.records.take_back`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import Text
from workforce_tui.i18n import _
from workforce_tui.services import decisions
from workforce_tui.services.clock import now
from workforce_tui.services.decision_figures import DecisionChange
from workforce_tui.services.returns import check_open, return_in
from workforce_tui.storage import returns as return_store
from workforce_tui.storage import targets as target_store
from workforce_tui.storage import updates as update_store

if TYPE_CHECKING:
    from workforce_tui.domain.return_sections import Narrative
    from workforce_tui.domain.targets import Target
    from workforce_tui.domain.wales_update import UpdateText
    from workforce_tui.services.decision_figures import Recoding
    from workforce_tui.services.workspace import Workspace


def put_back_target(ws: Workspace, *, after: Target | None, before: Target | None) -> None:
    """Let a target be *before* again: None for none. *after* is what it became; None where it was deleted.

    Raises:
        WorkforceError: it is no longer *after*; nothing is changed.
    """
    known = after or before
    if known is None:
        return
    with ws.writing() as session:
        held = target_store.target(session, target_id=known.id or 0)
        same = target_store.same_target_id(session, wanted=before or known)
        taken = same is not None and (after is None or same != after.id)
        if held != after or taken:
            raise _changed()
        if before is None:
            target_store.delete_target(session, target_id=known.id or 0)
        else:
            target_store.save_target(session, wanted=replace(before, id=after.id if after else None))


def put_back_return_text(
    ws: Workspace, organisation: str, year: int, key: Narrative, *, after: Text, before: Text, by: str
) -> None:
    """Let a text of a return be *before* again.

    Raises:
        WorkforceError: it is no longer *after*, the return is with the taskforce, or nobody is named.
    """
    name = signed(by)
    with ws.writing() as session:
        found = return_in(session, organisation, year)
        check_open(found)
        if found.texts.get(key, Text()) != after:
            raise _changed()
        kind, made_at = return_store.NARRATIVE, now()
        return_store.add_text(session, return_id=found.id, kind=kind, key=key, text=before, by=name, made_at=made_at)


def put_back_update_text(ws: Workspace, year: int, key: UpdateText, *, after: Text, before: Text, by: str) -> None:
    """Let a text of the all-Wales update be *before* again.

    Raises:
        WorkforceError: it is no longer *after*, or nobody is named.
    """
    name = signed(by)
    with ws.writing() as session:
        if update_store.update_of(session, year=year).texts.get(key, Text()) != after:
            raise _changed()
        update_store.add_text(session, year=year, key=key, text=before, by=name, made_at=now())


def put_back_decision(ws: Workspace, organisation: str, made: Recoding) -> None:
    """Let a text of a file be read as it was before a decision was changed; whoever that moved moves back.

    Raises:
        WorkforceError: the decision was changed again meanwhile, or others would move than those it moved.
    """
    change = DecisionChange(made.change.field, made.change.value, made.previous)
    recoding = decisions.preview_change(ws, organisation, change)
    if recoding.previous != made.change.answer:
        raise _changed()
    if _moved(recoding, back=True) != _moved(made):
        raise WorkforceError(
            _("This cannot be undone: not everybody would be counted again as before the change."),
            _("Nothing was changed. Change the decision again and look at what would move."),
        )
    decisions.apply_change(ws, organisation, change, expected=recoding)


def _moved(made: Recoding, *, back: bool = False) -> Counter[tuple[object, ...]]:
    """Who a changed decision moves, from what to what; the other way round where it goes *back*."""
    moves = [(one.batch, one.organisation, one.as_at, move) for one in made.snapshots for move in one.moves]
    moves += [(one.batch, one.organisation, one.end, move) for one in made.events for move in one.moves]
    return Counter(
        (*where, move.label, *((move.after, move.before) if back else (move.before, move.after)), move.people)
        for *where, move in moves
    )


def _changed() -> WorkforceError:
    return WorkforceError(
        _("It was changed again since, so this cannot be undone."), _("Nothing was changed. Change it by hand.")
    )
