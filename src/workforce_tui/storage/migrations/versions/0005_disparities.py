"""The register of disparities, with triggers that refuse to change or remove an entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "disparity", "disparity_move", "disparity_explanation", "disparity_statement", "disparity_action",
    "disparity_progress", "disparity_measure",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables, then close them."""
    _disparity()
    _entries()
    _actions()
    for name in TABLES:
        _close(name)


def downgrade() -> None:
    """Drop the tables, and the triggers with them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _values() -> list[sa.Column[object]]:
    return [
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("other_events", sa.Integer(), nullable=False),
        sa.Column("other_base", sa.Integer(), nullable=False),
        sa.Column("p", sa.Float(), nullable=True),
        sa.Column("declaration", sa.String(), nullable=True),
    ]


def _entry(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of signed entries of a record."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disparity_id", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["disparity_id"], ["disparity.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{name}_disparity_id", name, ["disparity_id"])


def _disparity() -> None:
    words = ("area", "indicator", "version", "definition", "outcome", "group_code", "comparator", "level")
    op.create_table(
        "disparity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        *(sa.Column(word, sa.String(), nullable=False) for word in (*words, "brought_by", "reasons")),
        sa.Column("screened", sa.Boolean(), nullable=False),
        sa.Column("too_small", sa.Boolean(), nullable=False),
        *_values(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_disparity_organisation", "disparity", ["organisation"])


def _entries() -> None:
    _entry(
        "disparity_move",
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
    )
    _entry(
        "disparity_explanation",
        *(
            sa.Column(word, sa.String(), nullable=False)
            for word in ("english", "welsh", "evidence", "reference", "alternatives")
        ),
        sa.Column("pool_group", sa.Integer(), nullable=True),
        sa.Column("pool_comparator", sa.Integer(), nullable=True),
        sa.Column("pool_source", sa.String(), nullable=False),
        sa.Column("pool_denied", sa.Boolean(), nullable=False),
    )
    _entry(
        "disparity_statement",
        *(sa.Column(word, sa.String(), nullable=False) for word in ("kind", "choice", "text")),
        sa.Column("review", sa.Date(), nullable=True),
    )
    _entry("disparity_measure", *_values())


def _actions() -> None:
    _entry(
        "disparity_action",
        *(sa.Column(word, sa.String(), nullable=False) for word in ("description", "owner", "level")),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        *(sa.Column(word, sa.String(), nullable=False) for word in ("cost", "measure", "target")),
    )
    _entry(
        "disparity_progress",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["disparity_action.id"]),
    )
    op.create_index("ix_disparity_progress_action_id", "disparity_progress", ["action_id"])


def _close(table: str) -> None:
    """Refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name != "sqlite":
        return  # elsewhere the program's own rule stands alone
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'entries of the register are never changed or removed'); END"
        )
