"""People in several files of one day, counted once: their posts as the files gave them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. It is filled by the next import, undoing or re-coding of a day with several files."""
    op.create_table(
        "person_post",
        sa.Column("snapshot_id", sa.Integer(), sa.ForeignKey("snapshot.id"), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(), nullable=False),
        sa.Column("grade_label_id", sa.Integer(), sa.ForeignKey("grade_label.id"), nullable=False),
        sa.Column("ethnicity_label_id", sa.Integer(), sa.ForeignKey("ethnicity_label.id"), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("fte_milli", sa.Integer(), nullable=True),
        sa.Column("start_month", sa.Integer(), nullable=True),
        sa.Column("attributes", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("snapshot_id", "pseudonym"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("person_post")
