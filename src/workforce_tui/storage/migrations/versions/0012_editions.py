"""Editions that were handed out or received, with triggers that refuse to change or remove one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = "return_edition"


def upgrade() -> None:
    """Make the table, then close it."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("kind", "organisation"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_words("audience", "language", "contents", "sha256", "origin", "made_at"),
        *_words("signed_by", "given_to", "reason", "file_name"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("organisation", "year"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    if op.get_bind().dialect.name == "sqlite":  # elsewhere the program's own rule stands alone
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {TABLE}_no_{act} BEFORE {act.upper()} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'an edition is never changed or removed'); END"
            )


def downgrade() -> None:
    """Drop the table, and the triggers with it."""
    op.drop_table(TABLE)


def _words(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
