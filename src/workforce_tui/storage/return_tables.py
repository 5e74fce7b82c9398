"""The tables of annual returns. Rows are only ever added: what holds of a return is the latest entry of each sort.

Every entry has a person, the day it is of where that may differ, and the moment it was written (UTC, ISO 8601).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint, event
from sqlmodel import Field, SQLModel

from workforce_tui.storage.register_tables import refuse


class ReturnRow(SQLModel, table=True):
    """A return: whose, and of which year."""

    __tablename__ = "annual_return"
    __table_args__ = (UniqueConstraint("organisation", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(index=True)
    year: int = Field(index=True)


class ReturnMoveRow(SQLModel, table=True):
    """A step of a return; the first has no state before it.

    `note` is what somebody typed; `said` what the program says of the step, as JSON of codes and their values. Before
    step 0017 of the database that was part of the note.
    """

    __tablename__ = "return_move"

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="annual_return.id", index=True)
    before: str | None = None
    after: str
    version: int
    signed_by: str
    taken_on: dt.date
    made_at: str
    note: str
    said: str | None = None


class ReturnVersionRow(SQLModel, table=True):
    """A signed version: its contents as JSON, and their SHA-256."""

    __tablename__ = "return_version"

    return_id: int = Field(foreign_key="annual_return.id", primary_key=True)
    number: int = Field(primary_key=True)
    contents: str
    sha256: str
    signed_name: str
    signed_post: str
    signed_on: dt.date
    made_at: str
    reason: str


class ReturnTextRow(SQLModel, table=True):
    """A text of a return from one moment on: `kind` is "narrative" or "nothing", `key` the text or the section."""

    __tablename__ = "return_text"

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="annual_return.id", index=True)
    kind: str
    key: str
    english: str
    welsh: str
    translation: str
    signed_by: str
    made_at: str


class ReturnQueryRow(SQLModel, table=True):
    """A question of the taskforce about a section, or about a figure of it."""

    __tablename__ = "return_query"

    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="annual_return.id", index=True)
    section: str
    figure: str
    text: str
    signed_by: str
    taken_on: dt.date
    made_at: str


class ReturnReplyRow(SQLModel, table=True):
    """The reply to a question."""

    __tablename__ = "return_reply"

    id: int | None = Field(default=None, primary_key=True)
    query_id: int = Field(foreign_key="return_query.id", index=True)
    text: str
    signed_by: str
    taken_on: dt.date
    made_at: str


APPEND_ONLY: tuple[type[SQLModel], ...] = (
    ReturnRow, ReturnMoveRow, ReturnVersionRow, ReturnTextRow, ReturnQueryRow, ReturnReplyRow,
)  # fmt: skip

for _table in APPEND_ONLY:
    event.listen(_table, "before_update", refuse)
    event.listen(_table, "before_delete", refuse)
