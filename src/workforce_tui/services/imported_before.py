"""What is said of a file, or of a day, that is in the database already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.issues import Issue, Severity
from workforce_tui.i18n import _, by_option
from workforce_tui.services.main_posts import as_read
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import posts as post_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from workforce_tui.importing.plan import ImportPlan
    from workforce_tui.storage.tables import SnapshotRow


def snapshot_exists(held: SnapshotRow) -> Issue:
    """That there are figures of this organisation and day already."""
    text = _("There are already figures for {organisation} at {date}, from import number {batch}.")
    return Issue(
        code="snapshot_exists",
        severity=Severity.ERROR,
        message=text.format(organisation=held.organisation, date=long_date(held.as_at), batch=held.batch_id),
        fix=_("Undo that import first, or put these figures in their place{option}.").format(
            option=by_option("--replace")
        ),
    )


def beside_its_import(
    session: Session, plan: ImportPlan, parts: Sequence[ImportPlan], held: Sequence[int]
) -> ImportPlan:
    """A plan of a file that is imported already, saying what would be otherwise if it were imported now.

    *held* are the imports of its *parts*: the figures in the database are as they were answered then.
    """
    issues = [_answers_not_applied()] if plan.request.decisions else []
    issues += _counted_otherwise(session, parts, held)
    return replace(plan, issues=[*plan.issues, *issues]) if issues else plan


def _answers_not_applied() -> Issue:
    return Issue(
        code="answers_not_applied",
        severity=Severity.WARNING,
        message=_("This file is imported already; the answers given now change nothing."),
        fix=_with_these_answers(),
    )


def _with_these_answers() -> str:
    text = _("Replace that import{option} to put the figures with these answers in its place.")
    return text.format(option=by_option("--replace"))


def _counted_otherwise(session: Session, parts: Sequence[ImportPlan], held: Sequence[int]) -> Iterator[Issue]:
    """A decision about a status, a column or a sign may have changed since: only the file shows what it means."""
    aside = post_store.not_counted(session)
    for part, batch in zip(parts, held, strict=True):
        row = batch_store.batch(session, batch_id=batch)
        if row is None or not part.snapshots or part.decisions:
            continue
        snapshots = batch_store.snapshots_of_batch(session, batch_id=batch)
        kept = row.headcount_high + row.outside_workforce + sum(aside.get(one.id or 0, 0) for one in snapshots)
        now = as_read(part).counted.high
        if now != kept:
            text = _(
                "People this file counts by the decisions kept now: {now}. Its import, number {batch}, has {kept}."
            )
            yield Issue(
                code="counted_otherwise",
                severity=Severity.WARNING,
                message=text.format(now=number(now), batch=batch, kept=number(kept)),
                fix=_with_these_answers(),
            )
