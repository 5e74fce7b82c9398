"""The tables of the records people type. What a record says is in its revisions, which are only ever added.

A `record` row says which revision holds, so that two people cannot both follow the same one; `record_organisation`
says whose it is now. Both can be worked out again from the revisions.
"""

from __future__ import annotations

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from workforce_tui.storage.register_tables import refuse


class RecordRow(SQLModel, table=True):
    """A record: its kind, the record it hangs on, and its revision that holds. Times are UTC, ISO 8601."""

    __tablename__ = "record"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    parent_id: int | None = Field(default=None, foreign_key="record.id", index=True)
    revision: int
    archived: bool
    created_at: str


class RecordOrganisationRow(SQLModel, table=True):
    """An organisation a record belongs to."""

    __tablename__ = "record_organisation"

    record_id: int = Field(foreign_key="record.id", primary_key=True)
    organisation: str = Field(primary_key=True, index=True)


class RecordRevisionRow(SQLModel, table=True):
    """What a record said from one moment on: `held` is JSON by key, `organisations` are codes with commas."""

    __tablename__ = "record_revision"

    record_id: int = Field(foreign_key="record.id", primary_key=True)
    number: int = Field(primary_key=True)
    held: str
    organisations: str
    archived: bool
    signed_by: str
    made_at: str
    reason: str


event.listen(RecordRevisionRow, "before_update", refuse)
event.listen(RecordRevisionRow, "before_delete", refuse)
