"""Finished figures as somebody sees them under a profile, remembered while nothing they depend on changes.

They depend on the database (`storage.remembering` tells its states apart), the rules, who looks, the language and the
day. Nothing of them is written anywhere: with the program they are gone.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from workforce_tui.i18n import language
from workforce_tui.services.clock import today_here
from workforce_tui.services.policy import own_organisation, policy_hash, policy_in_force, profile_in_force
from workforce_tui.services.roles import who
from workforce_tui.storage.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace

Figures = TypeVar("Figures")


def finished(ws: Workspace, asked: Hashable, make: Callable[[Workspace], Figures]) -> Figures:
    """What *make* gives, or gave for the same question while everything was the same; nobody may change it."""
    with seen_under(ws, asked) as (seen, session, key):
        return remembered(session, key, lambda: make(seen))


@contextmanager
def seen_under(ws: Workspace, asked: Hashable) -> Iterator[tuple[Workspace, Session, Hashable]]:
    """The database in one state, a session of it, and a name for what was asked with all else the answer depends on.

    Raises:
        WorkforceError: the policy cannot be read.
    """
    policy = policy_in_force(ws)
    rules = (policy.source, *(policy_hash(one) for one in policy.profiles.values()))
    looks = (who(), profile_in_force(), own_organisation(), language(), today_here())
    with ws.at_once() as seen, seen.reading() as session:
        yield seen, session, (asked, rules, looks)
