"""Annual returns, with triggers that refuse to change or remove an entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("annual_return", "return_move", "return_version", "return_text", "return_query", "return_reply")


def upgrade() -> None:
    """Make the tables, then close them."""
    _returns()
    _version()
    _entries()
    for name in TABLES:
        _close(name)


def downgrade() -> None:
    """Drop the tables, and the triggers with them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _words(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _entry(table: str, parent: str, *columns: sa.Column[object], key: str = "return_id") -> None:
    """A table of numbered entries that hang on *parent*."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(key, sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint([key], [f"{parent}.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{table}_{key}", table, [key])


def _returns() -> None:
    op.create_table(
        "annual_return",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("organisation"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "year"),
    )
    for column in ("organisation", "year"):
        op.create_index(f"ix_annual_return_{column}", "annual_return", [column])


def _version() -> None:
    op.create_table(
        "return_version",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_words("contents", "sha256", "signed_name", "signed_post"),
        sa.Column("signed_on", sa.Date(), nullable=False),
        *_words("made_at", "reason"),
        sa.ForeignKeyConstraint(["return_id"], ["annual_return.id"]),
        sa.PrimaryKeyConstraint("return_id", "number"),
    )


def _entries() -> None:
    taken_on = sa.Date()
    _entry(
        "return_move",
        "annual_return",
        sa.Column("before", sa.String(), nullable=True),
        *_words("after"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_words("signed_by"),
        sa.Column("taken_on", taken_on, nullable=False),
        *_words("made_at", "note"),
    )
    _entry(
        "return_text",
        "annual_return",
        *_words("kind", "key", "english", "welsh", "translation", "signed_by", "made_at"),
    )
    _entry(
        "return_query",
        "annual_return",
        *_words("section", "figure", "text", "signed_by"),
        sa.Column("taken_on", taken_on, nullable=False),
        *_words("made_at"),
    )
    _entry(
        "return_reply",
        "return_query",
        *_words("text", "signed_by"),
        sa.Column("taken_on", taken_on, nullable=False),
        *_words("made_at"),
        key="query_id",
    )


def _close(table: str) -> None:
    """Refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name != "sqlite":
        return  # elsewhere the program's own rule stands alone
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'entries of a return are never changed or removed'); END"
        )
