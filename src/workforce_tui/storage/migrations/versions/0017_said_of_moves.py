"""What the program says of a step of a return is kept as codes, beside the note that somebody typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; steps that are there keep what their notes say, in the language they were written in."""
    op.add_column("return_move", sa.Column("said", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("return_move", "said")
