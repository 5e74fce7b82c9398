"""People followed from one snapshot to the next, added up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = (
    "before_worker", "before_grade", "before_temporary", "after_worker", "after_grade", "after_temporary",
    "ethnicity", "sex", "answer",
)  # fmt: skip
KEY = ("organisation", "start_date", "end_date", *TEXTS, "transferred")


def upgrade() -> None:
    """Make the table. Imports fill it; flows of what is held already are counted when they are asked for."""
    op.create_table(
        "transition_cube",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("transferred", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0"),
        sa.PrimaryKeyConstraint(*KEY),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("transition_cube")
