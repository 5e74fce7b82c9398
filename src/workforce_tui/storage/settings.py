"""Settings kept in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.storage.tables import SettingRow

if TYPE_CHECKING:
    from sqlmodel import Session


def setting(session: Session, *, name: str) -> str | None:
    """The value of a setting; None where it is not set."""
    row = session.get(SettingRow, name)
    return None if row is None else row.value


def set_setting(session: Session, *, name: str, value: str) -> None:
    """Set or change a setting."""
    session.merge(SettingRow(name=name, value=value))
