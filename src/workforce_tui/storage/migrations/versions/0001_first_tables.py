"""The first shape of the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _organisation()
    _own_grade()
    _level_rule()
    _setting()
    _import_batch()
    _batch_issue()
    _snapshot()
    _grade_label()
    _ethnicity_label()
    _person_snapshot()
    _count_fact()
    _headcount_cube()
    _target()
    _target_milestone()


def downgrade() -> None:
    """Drop every table."""
    for table in reversed(TABLES):
        op.drop_table(table)


TABLES = (
    "organisation",
    "own_grade",
    "level_rule",
    "setting",
    "import_batch",
    "batch_issue",
    "snapshot",
    "grade_label",
    "ethnicity_label",
    "person_snapshot",
    "count_fact",
    "headcount_cube",
    "target",
    "target_milestone",
)


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("name_cy", sa.String(), nullable=False),
        sa.Column("in_wales", sa.Boolean(), nullable=False),
        sa.Column("benchmark", sa.String(), nullable=False),
        sa.Column("staff_number_space", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def _own_grade() -> None:
    op.create_table(
        "own_grade",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "code"),
    )


def _level_rule() -> None:
    op.create_table(
        "level_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_level_rule_grade", "level_rule", ["grade"], unique=False)


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("dataset", sa.String(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("imported_at", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_rejected", sa.Integer(), nullable=False),
        sa.Column("rows_skipped", sa.Integer(), nullable=False),
        sa.Column("headcount_low", sa.Integer(), nullable=False),
        sa.Column("headcount_high", sa.Integer(), nullable=False),
        sa.Column("outside_workforce", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_import_batch_file_sha256", "import_batch", ["file_sha256"], unique=False)


def _batch_issue() -> None:
    op.create_table(
        "batch_issue",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"]),
        sa.PrimaryKeyConstraint("batch_id", "code"),
    )


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("asks_grt", sa.Boolean(), nullable=False),
        sa.Column("has_persons", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("batch_id", "organisation", "as_at"),
    )
    op.create_index("ix_snapshot_batch_id", "snapshot", ["batch_id"], unique=False)
    op.create_index("ix_snapshot_organisation_as_at", "snapshot", ["organisation", "as_at"], unique=False)


def _grade_label() -> None:
    op.create_table(
        "grade_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("temporary", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "worker_type", "raw", "grade", "temporary"),
    )


def _ethnicity_label() -> None:
    op.create_table(
        "ethnicity_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("ethnicity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("raw", "ethnicity"),
    )


def _person_snapshot() -> None:
    op.create_table(
        "person_snapshot",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(), nullable=False),
        sa.Column("grade_label_id", sa.Integer(), nullable=False),
        sa.Column("ethnicity_label_id", sa.Integer(), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("fte_milli", sa.Integer(), nullable=True),
        sa.Column("start_month", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ethnicity_label_id"], ["ethnicity_label.id"]),
        sa.ForeignKeyConstraint(["grade_label_id"], ["grade_label.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("snapshot_id", "pseudonym"),
        sqlite_with_rowid=False,
    )


def _count_fact() -> None:
    op.create_table(
        "count_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("grade_label_id", sa.Integer(), nullable=False),
        sa.Column("ethnicity_label_id", sa.Integer(), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("fte_milli", sa.Integer(), nullable=True),
        sa.CheckConstraint("low >= 0 AND high >= low"),
        sa.ForeignKeyConstraint(["ethnicity_label_id"], ["ethnicity_label.id"]),
        sa.ForeignKeyConstraint(["grade_label_id"], ["grade_label.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_count_fact_snapshot_id", "count_fact", ["snapshot_id"], unique=False)


def _headcount_cube() -> None:
    op.create_table(
        "headcount_cube",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("worker_type", sa.String(), nullable=False),
        sa.Column("ethnicity", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("fte_milli", sa.Integer(), nullable=True),
        sa.CheckConstraint("low >= 0 AND high >= low"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("snapshot_id", "grade", "worker_type", "ethnicity", "sex"),
        sqlite_with_rowid=False,
    )


def _target() -> None:
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("baseline", sa.String(), nullable=True),
        sa.Column("baseline_date", sa.Date(), nullable=True),
        sa.Column("benchmark", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("not_set_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation", "scope", "definition"),
    )


def _target_milestone() -> None:
    op.create_table(
        "target_milestone",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("target_id", "due"),
    )
