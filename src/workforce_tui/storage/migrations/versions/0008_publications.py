"""The ledger of publications, with triggers that refuse to change or remove an entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("publication", "publication_step", "publication_file", "publication_figure")


def upgrade() -> None:
    """Make the tables, then close them."""
    _publication()
    _parts()
    _figures()
    for name in TABLES:
        _close(name)


def downgrade() -> None:
    """Drop the tables, and the triggers with them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _words(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("organisation", "years", "profile", "policy"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_words("languages", "signed_by", "given_to", "reason", "folder", "made_at"),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_publication_organisation", "publication", ["organisation"])


def _parts() -> None:
    op.create_table(
        "publication_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        *_words("step", "made_at"),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_publication_step_publication_id", "publication_step", ["publication_id"])
    op.create_table(
        "publication_file",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        *_words("name", "sha256"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"]),
        sa.PrimaryKeyConstraint("publication_id", "name"),
    )


def _figures() -> None:
    op.create_table(
        "publication_figure",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_words("organisation", "area"),
        sa.Column("as_at", sa.Date(), nullable=False),
        *_words("dimension", "row", "measure", "definition", "cut"),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("percent", sa.String(), nullable=True),
        sa.Column("rounding", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"]),
        sa.PrimaryKeyConstraint("publication_id", "number"),
    )


def _close(table: str) -> None:
    """Refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name != "sqlite":
        return  # elsewhere the program's own rule stands alone
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed or removed'); END"
        )
