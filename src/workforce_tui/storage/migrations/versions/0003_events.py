"""Events beside the staff in post: joiners, leavers, promotions, recruitment, cases and training."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _event_period()
    _event_fact()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("event_fact")
    op.drop_table("event_period")


def _event_period() -> None:
    op.create_table(
        "event_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("dataset", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("asks_grt", sa.Boolean(), nullable=False),
        sa.Column("has_persons", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("batch_id", "organisation", "dataset", "period_start", "period_end"),
    )
    op.create_index("ix_event_period_batch_id", "event_period", ["batch_id"])
    op.create_index("ix_event_period_organisation_dataset", "event_period", ["organisation", "dataset"])


def _event_fact() -> None:
    op.create_table(
        "event_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_period_id", sa.Integer(), nullable=False),
        sa.Column("event_month", sa.Integer(), nullable=True),
        sa.Column("pseudonym", sa.LargeBinary(), nullable=True),
        sa.Column("grade_label_id", sa.Integer(), nullable=True),
        sa.Column("from_grade_label_id", sa.Integer(), nullable=True),
        sa.Column("ethnicity_label_id", sa.Integer(), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.CheckConstraint("low >= 0 AND high >= low"),
        sa.ForeignKeyConstraint(["event_period_id"], ["event_period.id"]),
        sa.ForeignKeyConstraint(["grade_label_id"], ["grade_label.id"]),
        sa.ForeignKeyConstraint(["from_grade_label_id"], ["grade_label.id"]),
        sa.ForeignKeyConstraint(["ethnicity_label_id"], ["ethnicity_label.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_fact_event_period_id", "event_fact", ["event_period_id"])
