"""Records people type, with revisions that triggers refuse to change or remove."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, then close the revisions."""
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["record.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_record_kind", "record", ["kind"])
    op.create_index("ix_record_parent_id", "record", ["parent_id"])
    _organisations()
    _revisions()


def downgrade() -> None:
    """Drop the tables, and the triggers with them."""
    for name in ("record_revision", "record_organisation", "record"):
        op.drop_table(name)


def _organisations() -> None:
    op.create_table(
        "record_organisation",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"]),
        sa.PrimaryKeyConstraint("record_id", "organisation"),
    )
    op.create_index("ix_record_organisation_organisation", "record_organisation", ["organisation"])


def _revisions() -> None:
    words = ("held", "organisations", "signed_by", "made_at", "reason")
    op.create_table(
        "record_revision",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        *(sa.Column(word, sa.String(), nullable=False) for word in words),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"]),
        sa.PrimaryKeyConstraint("record_id", "number"),
    )
    if op.get_bind().dialect.name != "sqlite":
        return  # elsewhere the program's own rule stands alone
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER record_revision_no_{act} BEFORE {act.upper()} ON record_revision "
            "BEGIN SELECT RAISE(ABORT, 'revisions of records are never changed or removed'); END"
        )
