"""The tables of the register of disparities. Rows are only ever added: a trigger and a rule here refuse the rest.

Every entry has a person, the day it is of, and the moment it was written (`made_at`, UTC, ISO 8601).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import event
from sqlmodel import Field, SQLModel


class _Values(SQLModel):
    """An indicator over one period, as counts. The declaration rate is exact text, such as 4/5."""

    period_start: dt.date | None = None
    period_end: dt.date
    events: int
    base: int
    other_events: int
    other_base: int
    p: float | None = None
    declaration: str | None = None


class _Signed(SQLModel):
    """An entry of a record: who made it, the day it is of, and when it was written."""

    id: int | None = Field(default=None, primary_key=True)
    disparity_id: int = Field(foreign_key="disparity.id", index=True)
    signed_by: str
    taken_on: dt.date
    made_at: str


class DisparityRow(_Values, table=True):
    """A disparity as it was found: what it is about, and its first value. `reasons` are codes with commas.

    `explain_by` is the last day for an explanation; none in records that were made before it was kept.
    """

    __tablename__ = "disparity"

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(index=True)
    area: str
    indicator: str
    version: str
    definition: str
    outcome: str
    group_code: str
    comparator: str
    level: str
    screened: bool
    brought_by: str
    reasons: str
    too_small: bool
    explain_by: dt.date | None = None


class DisparityMoveRow(_Signed, table=True):
    """A change of status; the first has no status before it. Automatic ones were made by the deadline."""

    __tablename__ = "disparity_move"

    before: str | None = None
    after: str
    note: str
    automatic: bool


class DisparityExplanationRow(_Signed, table=True):
    """An explanation with its evidence, and the pool it rests on where it rests on one."""

    __tablename__ = "disparity_explanation"

    english: str
    welsh: str
    evidence: str
    reference: str
    alternatives: str
    pool_group: int | None = None
    pool_comparator: int | None = None
    pool_source: str
    pool_denied: bool


class DisparityStatementRow(_Signed, table=True):
    """A comment, a view of the panel, a decision, or that a value has lost its data (`kind`).

    `choice` is which view or decision, or the place of the value; "" for a comment.
    """

    __tablename__ = "disparity_statement"

    kind: str
    choice: str
    text: str
    review: dt.date | None = None


class DisparityActionRow(_Signed, table=True):
    """A reform action as it was planned."""

    __tablename__ = "disparity_action"

    description: str
    owner: str
    level: str
    start: dt.date | None = None
    due: dt.date
    cost: str
    measure: str
    target: str


class DisparityProgressRow(_Signed, table=True):
    """How an action is getting on; it may move the day it is due, or end it."""

    __tablename__ = "disparity_progress"

    action_id: int = Field(foreign_key="disparity_action.id", index=True)
    text: str
    done: bool
    due: dt.date | None = None


class DisparityMeasureRow(_Values, table=True):
    """A value measured again."""

    __tablename__ = "disparity_measure"

    id: int | None = Field(default=None, primary_key=True)
    disparity_id: int = Field(foreign_key="disparity.id", index=True)
    signed_by: str
    taken_on: dt.date
    made_at: str


APPEND_ONLY: tuple[type[SQLModel], ...] = (
    DisparityRow, DisparityMoveRow, DisparityExplanationRow, DisparityStatementRow, DisparityActionRow,
    DisparityProgressRow, DisparityMeasureRow,
)  # fmt: skip
"""Every table of the register."""


class AppendOnlyError(Exception):
    """Something tried to change or remove an entry of the register. A fault of the program, never of a user."""


def refuse(_mapper: Any, _connection: Any, row: Any) -> None:
    """Stop a change or a removal of *row* before it reaches the database."""
    raise AppendOnlyError(f"entries of {row.__tablename__} are never changed or removed")


for _table in APPEND_ONLY:
    event.listen(_table, "before_update", refuse)
    event.listen(_table, "before_delete", refuse)
