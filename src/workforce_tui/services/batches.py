"""The history of imports, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.clock import now
from workforce_tui.services.figures import BatchSummary
from workforce_tui.services.main_posts import put_apart, put_together
from workforce_tui.services.transitions import refresh_transitions
from workforce_tui.storage import batches as store
from workforce_tui.storage import events as event_store
from workforce_tui.storage import posts as post_store

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.tables import ImportBatchRow


def list_batches(ws: Workspace) -> tuple[BatchSummary, ...]:
    """Every import, newest first."""
    with ws.reading() as session:
        issues, aside = store.issue_numbers(session), post_store.not_counted(session)
        return tuple(_summary(session, row, issues, aside) for row in store.batches(session))


def last_batch(ws: Workspace, organisation: str) -> BatchSummary | None:
    """The latest import that is in use and has figures of an organisation; None where there is none."""
    with ws.reading() as session:
        issues, aside = store.issue_numbers(session), post_store.not_counted(session)
        used = (row for row in store.batches(session) if row.status == store.ACTIVE)
        found = (_summary(session, row, issues, aside) for row in used)
        return next((one for one in found if organisation in one.organisations), None)


def undo_batch(ws: Workspace, batch_id: int) -> BatchSummary:
    """Take an import back: its snapshots and facts are removed, its line in the history stays.

    Raises:
        WorkforceError: there is no such import, or it no longer counts.
    """
    with ws.writing() as session:
        batch = store.batch(session, batch_id=batch_id)
        if batch is None:
            raise WorkforceError(
                _("There is no import number {number}.").format(number=batch_id),
                _("See `workforce-tui batches` for the numbers."),
            )
        if batch.status != store.ACTIVE:
            raise WorkforceError(
                _("Import number {number} no longer counts, so there is nothing to undo.").format(number=batch_id),
                _("Import the file again if you want it back."),
            )
        held = store.snapshots_of_batch(session, batch_id=batch_id)
        touched = {(one.organisation, one.as_at) for one in held}
        put_apart(session, touched)
        summary = _summary(session, batch, store.issue_numbers(session), {}, status=store.UNDONE)
        store.delete_snapshots(session, ids=[one.id for one in held if one.id is not None])
        put_together(session, touched)
        refresh_transitions(session, touched)
        spans = event_store.periods_of_batch(session, batch_id=batch_id)
        event_store.delete_periods(session, ids=[one.id for one in spans if one.id is not None])
        store.end_batch(session, batch=batch, status=store.UNDONE, when=now())
    # The register writes with the clock of this module, so it is looked up only here.
    from workforce_tui.services.disparity_withdrawing import after_undo

    after_undo(ws, summary.organisations)
    return summary


def _summary(
    session: Session, row: ImportBatchRow, issues: dict[int, int], aside: dict[int, int], *, status: str | None = None
) -> BatchSummary:
    assert row.id is not None  # noqa: S101 - read from the database
    held = store.snapshots_of_batch(session, batch_id=row.id)
    spans = event_store.periods_of_batch(session, batch_id=row.id)
    elsewhere = sum(aside.get(one.id or 0, 0) for one in held)
    return BatchSummary(
        id=row.id,
        file_name=row.file_name,
        sheet=row.sheet,
        layout=row.layout,
        organisations=tuple(dict.fromkeys([*(s.organisation for s in held), *(p.organisation for p in spans)])),
        dates=tuple(sorted({one.as_at for one in held})),
        rows_read=row.rows_read,
        rows_rejected=row.rows_rejected + elsewhere,
        headcount_low=row.headcount_low,
        headcount_high=row.headcount_high,
        imported_at=row.imported_at,
        status=status or row.status,
        issues=issues.get(row.id, 0),
        dataset=row.dataset,
        periods=tuple(sorted({(one.period_start, one.period_end) for one in spans})),
        counted_elsewhere=elsewhere,
    )
