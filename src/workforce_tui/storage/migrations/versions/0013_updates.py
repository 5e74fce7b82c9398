"""All-Wales updates: texts, versions and endorsements, with triggers that refuse to change or remove an entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("update_text", "update_version", "update_endorsement")


def upgrade() -> None:
    """Make the tables, then close them."""
    _entries("update_text", *_words("key", "english", "welsh", "translation", "signed_by", "made_at"))
    op.create_table(
        "update_version",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_words("contents", "sha256", "signed_by", "made_at", "reason"),
        sa.PrimaryKeyConstraint("year", "number"),
    )
    _entries(
        "update_endorsement",
        sa.Column("version", sa.Integer(), nullable=False),
        *_words("sha256", "name"),
        sa.Column("taken_on", sa.Date(), nullable=False),
        *_words("standing", "english", "welsh", "translation", "signed_by", "made_at"),
    )
    for name in TABLES:
        _close(name)


def downgrade() -> None:
    """Drop the tables, and the triggers with them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _words(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _entries(table: str, *columns: sa.Column[object]) -> None:
    """A table of numbered entries of a year."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{table}_year", table, ["year"])


def _close(table: str) -> None:
    """Refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name != "sqlite":
        return  # elsewhere the program's own rule stands alone
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'entries of an update are never changed or removed'); END"
        )
