"""A person's disability, age band and kind of contract, as one number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nothing is known of the people held already."""
    op.add_column("person_snapshot", sa.Column("attributes", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("person_snapshot", "attributes")
