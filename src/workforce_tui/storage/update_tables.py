"""The tables of all-Wales updates. Rows are only ever added: what holds is the latest entry of each sort."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from workforce_tui.storage.register_tables import refuse


class UpdateTextRow(SQLModel, table=True):
    """A text of the update of a year from one moment on."""

    __tablename__ = "update_text"

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(index=True)
    key: str
    english: str
    welsh: str
    translation: str
    signed_by: str
    made_at: str


class UpdateVersionRow(SQLModel, table=True):
    """A version: what it was compiled from as JSON, and the SHA-256 of that."""

    __tablename__ = "update_version"

    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    contents: str
    sha256: str
    signed_by: str
    made_at: str
    reason: str


class UpdateEndorsementRow(SQLModel, table=True):
    """What the panel said of a version."""

    __tablename__ = "update_endorsement"

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(index=True)
    version: int
    sha256: str
    name: str
    taken_on: dt.date
    standing: str
    english: str
    welsh: str
    translation: str
    signed_by: str
    made_at: str


APPEND_ONLY: tuple[type[SQLModel], ...] = (UpdateTextRow, UpdateVersionRow, UpdateEndorsementRow)

for _table in APPEND_ONLY:
    event.listen(_table, "before_update", refuse)
    event.listen(_table, "before_delete", refuse)
