"""The tables of the ledger of publications. Rows are only ever added: a trigger and a rule refuse the rest."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from workforce_tui.storage.register_tables import refuse


class PublicationRow(SQLModel, table=True):
    """An export: `years` and `languages` are written with commas; `made_at` is UTC, ISO 8601. `second` is the attribute
    of people there are tables by besides."""

    __tablename__ = "publication"

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(index=True)
    years: str
    profile: str
    policy: str
    version: int
    languages: str
    signed_by: str
    given_to: str
    reason: str
    folder: str
    made_at: str
    figures: int
    withheld: int
    second: str = ""


class PublicationStepRow(SQLModel, table=True):
    """How far an export came, and when; the last one holds."""

    __tablename__ = "publication_step"

    id: int | None = Field(default=None, primary_key=True)
    publication_id: int = Field(foreign_key="publication.id", index=True)
    step: str
    made_at: str


class PublicationFileRow(SQLModel, table=True):
    """A file of an export."""

    __tablename__ = "publication_file"

    publication_id: int = Field(foreign_key="publication.id", primary_key=True)
    name: str = Field(primary_key=True)
    sha256: str
    size: int


class PublicationFigureRow(SQLModel, table=True):
    """A figure as it was published: a count from `low` to `high`, a percentage as exact text, or withheld (neither)."""

    __tablename__ = "publication_figure"

    publication_id: int = Field(foreign_key="publication.id", primary_key=True)
    number: int = Field(primary_key=True)
    organisation: str
    area: str
    as_at: dt.date
    dimension: str
    row: str
    measure: str
    definition: str
    cut: str
    low: int | None = None
    high: int | None = None
    percent: str | None = None
    rounding: int
    threshold: int


APPEND_ONLY: tuple[type[SQLModel], ...] = (
    PublicationRow,
    PublicationStepRow,
    PublicationFileRow,
    PublicationFigureRow,
)
"""Every table of the ledger."""

for _table in APPEND_ONLY:
    event.listen(_table, "before_update", refuse)
    event.listen(_table, "before_delete", refuse)
