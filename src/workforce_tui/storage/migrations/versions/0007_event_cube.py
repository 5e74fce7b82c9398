"""The events of a period, added up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEYS = "event_period_id, grade_label_id, ethnicity_label_id, worker_type, sex, outcome"


def upgrade() -> None:
    """Make the table and add up the events that are held already."""
    op.create_table(
        "event_cube",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_period_id", sa.Integer(), sa.ForeignKey("event_period.id"), nullable=False),
        sa.Column("grade_label_id", sa.Integer(), sa.ForeignKey("grade_label.id"), nullable=True),
        sa.Column("ethnicity_label_id", sa.Integer(), sa.ForeignKey("ethnicity_label.id"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("worker_type", "sex", "outcome")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("low", "high")),
        sa.CheckConstraint("low >= 0 AND high >= low"),
    )
    op.create_index("ix_event_cube_event_period_id", "event_cube", ["event_period_id"])
    op.execute(
        f"INSERT INTO event_cube ({KEYS}, low, high) "  # noqa: S608 - columns of the program
        f"SELECT {KEYS}, SUM(low), SUM(high) FROM event_fact GROUP BY {KEYS}"
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("event_cube")
