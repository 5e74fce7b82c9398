"""Those who take part in mentoring."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBERS = (
    "start_month", "end_month", "sessions_planned", "sessions_held", "confidence_before", "confidence_after",
    "belonging_before", "belonging_after", "readiness_before", "readiness_after", "satisfaction",
)  # fmt: skip


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mentoring_participation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_period_id", sa.Integer(), sa.ForeignKey("event_period.id"), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(), nullable=True),
        sa.Column("partner", sa.LargeBinary(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("scheme", "cohort")),
        sa.Column("grade_label_id", sa.Integer(), sa.ForeignKey("grade_label.id"), nullable=True),
        sa.Column("ethnicity_label_id", sa.Integer(), sa.ForeignKey("ethnicity_label.id"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("worker_type", "sex", "outcome", "reason")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in NUMBERS),
        sa.Column("goal_met", sa.Boolean(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("commitments_made", "commitments_delivered")),
        sa.Column("feedback_done", sa.Boolean(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("low", "high")),
        sa.CheckConstraint("low >= 0 AND high >= low"),
    )
    op.create_index("ix_mentoring_participation_event_period_id", "mentoring_participation", ["event_period_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("mentoring_participation")
