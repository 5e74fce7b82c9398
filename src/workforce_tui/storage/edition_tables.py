"""The table of editions that were handed out or received. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from workforce_tui.storage.register_tables import refuse


class EditionRow(SQLModel, table=True):
    """An edition whole, as JSON, with the SHA-256 of it; `origin` says whether it was made here or received."""

    __tablename__ = "return_edition"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    organisation: str = Field(index=True)
    year: int = Field(index=True)
    version: int
    audience: str
    language: str
    contents: str
    sha256: str
    origin: str
    made_at: str
    signed_by: str
    given_to: str
    reason: str
    file_name: str


APPEND_ONLY: tuple[type[SQLModel], ...] = (EditionRow,)

for _table in APPEND_ONLY:
    event.listen(_table, "before_update", refuse)
    event.listen(_table, "before_delete", refuse)
