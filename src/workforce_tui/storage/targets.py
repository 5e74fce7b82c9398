"""Targets in the database."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sqlmodel import col, delete, select

from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.targets import Milestone, Target, TargetKind
from workforce_tui.storage.once import read_once
from workforce_tui.storage.tables import TargetMilestoneRow, TargetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session


@read_once
def targets(session: Session, *, organisation: str | None = None) -> tuple[Target, ...]:
    """The targets of one organisation, or of all."""
    query = select(TargetRow).order_by(col(TargetRow.organisation), col(TargetRow.scope), col(TargetRow.definition))
    if organisation is not None:
        query = query.where(TargetRow.organisation == organisation)
    rows = session.exec(query).all()
    steps = _milestones(session, [row.id or 0 for row in rows])
    return tuple(_target(row, steps[row.id or 0]) for row in rows)


def target(session: Session, *, target_id: int) -> Target | None:
    """One target by its number."""
    row = session.get(TargetRow, target_id)
    return None if row is None else _target(row, _milestones(session, [target_id])[target_id])


def same_target_id(session: Session, *, wanted: Target) -> int | None:
    """The number of the target for the same organisation, scope and definition, if there is one."""
    return session.exec(
        select(TargetRow.id).where(
            TargetRow.organisation == wanted.organisation,
            TargetRow.scope == wanted.scope,
            TargetRow.definition == str(wanted.definition),
        )
    ).first()


def save_target(session: Session, *, wanted: Target) -> Target:
    """Add a target, or change the one with its number; returns it as stored."""
    row = TargetRow(
        id=wanted.id,
        organisation=wanted.organisation,
        scope=wanted.scope,
        kind=str(wanted.kind),
        definition=str(wanted.definition),
        value=_text(wanted.value),
        due=wanted.due,
        baseline=_text(wanted.baseline),
        baseline_date=wanted.baseline_date,
        benchmark=wanted.benchmark,
        owner=wanted.owner,
        approved_by=wanted.approved_by,
        approved_on=wanted.approved_on,
        rationale=wanted.rationale,
        not_set_reason=wanted.not_set_reason,
    )
    row = session.merge(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    session.exec(delete(TargetMilestoneRow).where(col(TargetMilestoneRow.target_id) == row.id))
    session.add_all(
        TargetMilestoneRow(target_id=row.id, due=step.due, value=str(step.value)) for step in wanted.milestones
    )
    session.flush()
    return _target(row, _milestones(session, [row.id])[row.id])


def delete_target(session: Session, *, target_id: int) -> bool:
    """Remove a target; False when there was none."""
    session.exec(delete(TargetMilestoneRow).where(col(TargetMilestoneRow.target_id) == target_id))
    return session.exec(delete(TargetRow).where(col(TargetRow.id) == target_id)).rowcount > 0


def _milestones(session: Session, targets: Sequence[int]) -> dict[int, tuple[Milestone, ...]]:
    """The steps on the way to each of some targets, earliest first; a target may have none."""
    step = TargetMilestoneRow
    found: dict[int, list[Milestone]] = {number: [] for number in targets}
    for row in session.exec(select(step).where(col(step.target_id).in_(targets)).order_by(col(step.due))):
        found[row.target_id].append(Milestone(row.due, Fraction(row.value)))
    return {number: tuple(steps) for number, steps in found.items()}


def _target(row: TargetRow, milestones: tuple[Milestone, ...]) -> Target:
    return Target(
        organisation=row.organisation,
        scope=row.scope,
        kind=TargetKind(row.kind),
        definition=EthnicityDefinition(row.definition),
        value=_fraction(row.value),
        due=row.due,
        baseline=_fraction(row.baseline),
        baseline_date=row.baseline_date,
        benchmark=row.benchmark,
        milestones=milestones,
        owner=row.owner,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
        rationale=row.rationale,
        not_set_reason=row.not_set_reason,
        id=row.id,
    )


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)
