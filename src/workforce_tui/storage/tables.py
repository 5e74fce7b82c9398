"""The tables. They hold codes, counts and keys; rules live in the domain, and validation in the importer.

No name, date of birth or National Insurance number has a column to be stored in. A person is a keyed hash of
the staff number; the key is a file outside the database.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

CLUSTERED = {"sqlite_with_rowid": False}
"""Keep the rows in primary-key order in one tree (SQLite; other databases ignore it)."""


class SettingRow(SQLModel, table=True):
    """One setting of this database, such as the fingerprint of the pseudonym key."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str


class OrganisationRow(SQLModel, table=True):
    """An organisation a user added; the real ones of Wales are shipped with the package."""

    __tablename__ = "organisation"

    code: str = Field(primary_key=True)
    kind: str
    area: str
    name_en: str
    name_cy: str
    in_wales: bool
    benchmark: str
    staff_number_space: str


class ImportBatchRow(SQLModel, table=True):
    """One import of one file. Status: "active", "undone" or "replaced"; times are UTC, ISO 8601."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    file_name: str
    file_sha256: str = Field(index=True)
    sheet: str | None
    layout: str
    dataset: str
    scheme: str
    imported_at: str
    status: str
    ended_at: str | None = None
    rows_read: int
    rows_rejected: int
    rows_skipped: int
    headcount_low: int
    headcount_high: int
    outside_workforce: int


class BatchIssueRow(SQLModel, table=True):
    """How many issues of each kind an import had; never the values that caused them."""

    __tablename__ = "batch_issue"

    batch_id: int = Field(primary_key=True, foreign_key="import_batch.id")
    code: str = Field(primary_key=True)
    severity: str
    number: int


class SnapshotRow(SQLModel, table=True):
    """The staff of one organisation on one date, as one file gave them."""

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("batch_id", "organisation", "as_at"),
        Index("ix_snapshot_organisation_as_at", "organisation", "as_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", index=True)
    organisation: str
    as_at: dt.date
    scheme: str
    asks_grt: bool
    has_persons: bool


class GradeLabelRow(SQLModel, table=True):
    """A grade as an organisation wrote it, beside the code it was read as."""

    __tablename__ = "grade_label"
    __table_args__ = (UniqueConstraint("organisation", "worker_type", "raw", "grade", "temporary"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation: str
    worker_type: str
    raw: str
    grade: str
    temporary: str = ""


class EthnicityLabelRow(SQLModel, table=True):
    """An ethnicity as it was written, beside the node it was read as."""

    __tablename__ = "ethnicity_label"
    __table_args__ = (UniqueConstraint("raw", "ethnicity"),)

    id: int | None = Field(default=None, primary_key=True)
    raw: str
    ethnicity: str


class PostColumns(SQLModel):
    """What is held of a person in a post on a snapshot date; the person is known by the keyed hash of a staff number.

    `fte_milli` is thousandths of full time; `start_month` is year * 12 + month - 1; `attributes` is what the file says
    of disability, age band and contract (`domain.attributes.Attributes.code`), none where it has no such column.
    """

    snapshot_id: int = Field(primary_key=True, foreign_key="snapshot.id")
    pseudonym: bytes = Field(sa_type=LargeBinary, primary_key=True)
    grade_label_id: int = Field(foreign_key="grade_label.id")
    ethnicity_label_id: int = Field(foreign_key="ethnicity_label.id")
    worker_type: str
    sex: str
    fte_milli: int | None = None
    start_month: int | None = None
    attributes: int | None = None


POST_COLUMNS = tuple(PostColumns.model_fields)


class PersonSnapshotRow(PostColumns, table=True):
    """A person in post on a snapshot date.

    The key's order lets two snapshots be compared person by person without another index.
    """

    __tablename__ = "person_snapshot"
    __table_args__ = (CLUSTERED,)


class PersonPostRow(PostColumns, table=True):
    """A post of somebody who is in several files of one organisation and date, as its file gave it.

    The person is counted once: `person_snapshot` has the row of the post that is `counted`, with what the files
    together say of the person, and none of the others. These rows make it possible to take one of the files out again.
    """

    __tablename__ = "person_post"
    __table_args__ = (CLUSTERED,)

    counted: bool


class CountFactRow(SQLModel, table=True):
    """A count from a file of counts (or of people without staff numbers), exact or between two numbers."""

    __tablename__ = "count_fact"
    __table_args__ = (CheckConstraint("low >= 0 AND high >= low"),)

    id: int | None = Field(default=None, primary_key=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    grade_label_id: int = Field(foreign_key="grade_label.id")
    ethnicity_label_id: int = Field(foreign_key="ethnicity_label.id")
    worker_type: str
    sex: str
    low: int
    high: int
    fte_milli: int | None = None


class HeadcountCubeRow(SQLModel, table=True):
    """The one table every view reads: how many staff of each kind a snapshot has."""

    __tablename__ = "headcount_cube"
    __table_args__ = (CheckConstraint("low >= 0 AND high >= low"), CLUSTERED)

    snapshot_id: int = Field(primary_key=True, foreign_key="snapshot.id")
    grade: str = Field(primary_key=True)
    worker_type: str = Field(primary_key=True)
    ethnicity: str = Field(primary_key=True)
    sex: str = Field(primary_key=True)
    low: int
    high: int
    fte_milli: int | None = None


class TransitionCubeRow(SQLModel, table=True):
    """How many people of an organisation went from one post to another between two of its snapshots, one after the
    other.

    An empty worker type is out of the workforce: before it they joined, after it they left. `temporary` is the grade
    held for a time; `answer` where the ethnicity comes from; `transferred` whether another organisation held has them
    at the other end.
    """

    __tablename__ = "transition_cube"
    __table_args__ = (CheckConstraint("people > 0"), CLUSTERED)

    organisation: str = Field(primary_key=True)
    start_date: dt.date = Field(primary_key=True)
    end_date: dt.date = Field(primary_key=True)
    before_worker: str = Field(primary_key=True)
    before_grade: str = Field(primary_key=True)
    before_temporary: str = Field(primary_key=True)
    after_worker: str = Field(primary_key=True)
    after_grade: str = Field(primary_key=True)
    after_temporary: str = Field(primary_key=True)
    ethnicity: str = Field(primary_key=True)
    sex: str = Field(primary_key=True)
    answer: str = Field(primary_key=True)
    transferred: bool = Field(primary_key=True)
    people: int


class EventPeriodRow(SQLModel, table=True):
    """The events of one kind (joiners, leavers, ...) an organisation had in a period, as one file gave them.

    It is kept where there were none too: nobody disciplined in a year is a figure. Both days belong to the period.
    """

    __tablename__ = "event_period"
    __table_args__ = (
        UniqueConstraint("batch_id", "organisation", "dataset", "period_start", "period_end"),
        Index("ix_event_period_organisation_dataset", "organisation", "dataset"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", index=True)
    organisation: str
    dataset: str
    period_start: dt.date
    period_end: dt.date
    scheme: str
    asks_grt: bool
    has_persons: bool


class EventFactRow(SQLModel, table=True):
    """An event, or a count of events that are alike, exact or between two numbers.

    `event_month` is year * 12 + month - 1. A person is the keyed hash of a staff number, absent in counts. The worker
    type is "" where neither the file nor the grade says; an outcome "" is an event that has only happened. An
    application for a post is there once for every stage it came through.
    """

    __tablename__ = "event_fact"
    __table_args__ = (CheckConstraint("low >= 0 AND high >= low"),)

    id: int | None = Field(default=None, primary_key=True)
    event_period_id: int = Field(foreign_key="event_period.id", index=True)
    event_month: int | None = None
    pseudonym: bytes | None = Field(default=None, sa_type=LargeBinary)
    grade_label_id: int | None = Field(default=None, foreign_key="grade_label.id")
    from_grade_label_id: int | None = Field(default=None, foreign_key="grade_label.id")
    ethnicity_label_id: int = Field(foreign_key="ethnicity_label.id")
    worker_type: str
    sex: str
    outcome: str
    low: int
    high: int


class EventCubeRow(SQLModel, table=True):
    """The events of a period, added up by everything that is said of them but the month, the person and the old grade.

    Labels and not what they mean are kept, so that another reading of a label changes nothing here.
    """

    __tablename__ = "event_cube"
    __table_args__ = (CheckConstraint("low >= 0 AND high >= low"),)

    id: int | None = Field(default=None, primary_key=True)
    event_period_id: int = Field(foreign_key="event_period.id", index=True)
    grade_label_id: int | None = Field(default=None, foreign_key="grade_label.id")
    ethnicity_label_id: int = Field(foreign_key="ethnicity_label.id")
    worker_type: str
    sex: str
    outcome: str
    low: int
    high: int


class OwnGradeRow(SQLModel, table=True):
    """A grade of an organisation's own, outside every shipped ladder."""

    __tablename__ = "own_grade"

    organisation: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    label: str
    worker_type: str
    position: int


class LevelRuleRow(SQLModel, table=True):
    """A dated choice of common level for a grade; no organisation means every organisation."""

    __tablename__ = "level_rule"

    id: int | None = Field(default=None, primary_key=True)
    grade: str = Field(index=True)
    level: str
    organisation: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    approved_by: str = ""
    note: str = ""


class TargetRow(SQLModel, table=True):
    """A target, or the reason there is none. Values are exact decimal text: shares 0 to 1, or people."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("organisation", "scope", "definition"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation: str
    scope: str
    kind: str
    definition: str
    value: str | None = None
    due: dt.date | None = None
    baseline: str | None = None
    baseline_date: dt.date | None = None
    benchmark: str = ""
    owner: str = ""
    approved_by: str = ""
    approved_on: dt.date | None = None
    rationale: str = ""
    not_set_reason: str = ""


class TargetMilestoneRow(SQLModel, table=True):
    """A step on the way to a target."""

    __tablename__ = "target_milestone"

    target_id: int = Field(primary_key=True, foreign_key="target.id", ondelete="CASCADE")
    due: dt.date = Field(primary_key=True)
    value: str


class RecodingRow(SQLModel, table=True):
    """What a changed decision moved in one import: so many people with this label, from one code to another.

    `field` is "grade" or "ethnicity", `raw` the label as sent. Times are UTC, ISO 8601. The rows stay when the
    import they speak of is undone.
    """

    __tablename__ = "recoding"

    id: int | None = Field(default=None, primary_key=True)
    made_at: str
    made_by: str
    organisation: str = Field(index=True)
    field: str
    raw: str
    before: str
    after: str
    batch_id: int = Field(foreign_key="import_batch.id")
    as_at: dt.date
    people_low: int
    people_high: int
