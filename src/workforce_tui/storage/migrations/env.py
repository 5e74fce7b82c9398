"""Alembic's entry point: migrations run on the connection the program has opened."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from workforce_tui.storage import (  # noqa: F401 - they fill SQLModel.metadata
    edition_tables,
    mentoring_tables,
    publication_tables,
    record_tables,
    register_tables,
    return_tables,
    tables,
    update_tables,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
context.run_migrations()
