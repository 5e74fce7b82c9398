"""Which publications have tables by a second dimension."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no publication before had any."""
    op.add_column("publication", sa.Column("second", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("publication", "second")
