"""The table of those who take part in mentoring, kept apart from everything else: figures alone read it.

It has no name, e-mail address, biography or identity: a person is the keyed hash of a staff number, the same as in
`person_snapshot`, and there is none for people known only as a count.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, SQLModel


class ParticipationRow(SQLModel, table=True):
    """Somebody's part in a cohort as one list gave it, or that of people who are alike and only counted.

    `partner` is the mentor of a mentee. Months are year * 12 + month - 1, scores 1 to 5; what the list does not say is
    null. `outcome` is how far somebody came.
    """

    __tablename__ = "mentoring_participation"
    __table_args__ = (CheckConstraint("low >= 0 AND high >= low"),)

    id: int | None = Field(default=None, primary_key=True)
    event_period_id: int = Field(foreign_key="event_period.id", index=True)
    pseudonym: bytes | None = Field(default=None, sa_type=LargeBinary)
    partner: bytes | None = Field(default=None, sa_type=LargeBinary)
    scheme: str
    cohort: str
    grade_label_id: int | None = Field(default=None, foreign_key="grade_label.id")
    ethnicity_label_id: int = Field(foreign_key="ethnicity_label.id")
    worker_type: str
    sex: str
    outcome: str
    reason: str
    start_month: int | None = None
    end_month: int | None = None
    sessions_planned: int | None = None
    sessions_held: int | None = None
    confidence_before: int | None = None
    confidence_after: int | None = None
    belonging_before: int | None = None
    belonging_after: int | None = None
    readiness_before: int | None = None
    readiness_after: int | None = None
    satisfaction: int | None = None
    goal_met: bool | None = None
    commitments_made: int | None = None
    commitments_delivered: int | None = None
    feedback_done: bool | None = None
    low: int
    high: int
