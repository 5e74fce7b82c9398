"""The name that is offered where something is signed: the one that was last signed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.services.policy import profile_in_force
from workforce_tui.services.roles import RAW
from workforce_tui.storage.settings import set_setting, setting

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace

LAST_NAME = "register.last_name"
"""The setting with the name entries were last signed with by those who see everything."""


def last_name(ws: Workspace) -> str:
    """The name entries were last signed with by those who see the figures as is done now; "" before the first."""
    with ws.reading() as session:
        return setting(session, name=_name_setting()) or ""


def remember_name(session: Session, name: str) -> None:
    """Let *name* be offered where the next entry is signed, to those who see the figures as is done now."""
    set_setting(session, name=_name_setting(), value=name)


def _name_setting() -> str:
    """The chair of a network, or the taskforce, is not offered the name of an HR lead in the same database."""
    profile = profile_in_force()
    return LAST_NAME if profile == RAW else f"{LAST_NAME}.{profile}"
