"""Organisations' own grades, and dated choices of common level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, delete, select

from workforce_tui.domain.grades import Level, LevelRule
from workforce_tui.storage.once import read_once
from workforce_tui.storage.tables import LevelRuleRow, OwnGradeRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session


@read_once
def own_grades(session: Session, *, organisation: str | None = None) -> Sequence[OwnGradeRow]:
    """The grades organisations have of their own, in their order."""
    query = select(OwnGradeRow).order_by(col(OwnGradeRow.organisation), col(OwnGradeRow.position))
    if organisation is not None:
        query = query.where(OwnGradeRow.organisation == organisation)
    return session.exec(query).all()


def ensure_own_grade(session: Session, *, organisation: str, code: str, label: str, worker_type: str) -> bool:
    """Add a grade of an organisation's own; False when it is there already."""
    if session.get(OwnGradeRow, (organisation, code)) is not None:
        return False
    last = session.exec(select(func.max(OwnGradeRow.position)).where(OwnGradeRow.organisation == organisation)).one()
    session.add(
        OwnGradeRow(
            organisation=organisation,
            code=code,
            label=label,
            worker_type=worker_type,
            position=(last or 0) + 1,
        )
    )
    session.flush()
    return True


@read_once
def level_rules(session: Session) -> tuple[LevelRule, ...]:
    """Every dated choice of level."""
    return tuple(
        LevelRule(
            grade_code=row.grade,
            level=Level(row.level),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            organisation=row.organisation or None,
            note=row.note,
        )
        for row in level_rule_rows(session)
    )


def level_rule_rows(session: Session) -> Sequence[LevelRuleRow]:
    """The choices of level as stored, with their numbers and who approved them."""
    return session.exec(
        select(LevelRuleRow).order_by(col(LevelRuleRow.organisation), col(LevelRuleRow.grade), col(LevelRuleRow.id))
    ).all()


def add_level_rule(session: Session, *, rule: LevelRule, approved_by: str = "") -> int:
    """Record a choice of level; returns its number."""
    row = LevelRuleRow(
        grade=rule.grade_code,
        level=str(rule.level),
        organisation=rule.organisation or "",
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        approved_by=approved_by,
        note=rule.note,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def set_open_level(session: Session, *, organisation: str, grade: str, level: Level) -> None:
    """Make *level* the one an organisation's grade has whenever no dated choice says otherwise."""
    rule = LevelRuleRow
    undated = (col(rule.valid_from).is_(None), col(rule.valid_to).is_(None))
    session.exec(delete(rule).where(col(rule.organisation) == organisation, col(rule.grade) == grade, *undated))
    session.add(LevelRuleRow(grade=grade, level=str(level), organisation=organisation))
    session.flush()


def delete_level_rule(session: Session, *, rule_id: int) -> bool:
    """Remove a choice of level; False when there was none."""
    return session.exec(delete(LevelRuleRow).where(col(LevelRuleRow.id) == rule_id)).rowcount > 0
