"""The last day for an explanation is kept with each disparity: a later change of the rules does not move it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; records that are there go by the rules in force, as they did."""
    op.add_column("disparity", sa.Column("explain_by", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("disparity", "explain_by")
