"""Every kind of record there is, by its code. A module of kinds is added to `_all` and nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.records import RecordKind

MENTORING, NETWORK, ACTION, REVIEW = "mentoring", "network", "action", "review"
"""The places kinds belong to (`RecordKind.area`)."""


@cache
def kinds() -> Mapping[str, RecordKind]:
    """The kinds by code, parents before their children."""
    return {kind.code: kind for kind in _all()}


def _all() -> tuple[RecordKind, ...]:
    from workforce_tui.domain.action_records import ACTION_KINDS
    from workforce_tui.domain.mentoring_records import MENTORING_KINDS
    from workforce_tui.domain.network_records import NETWORK_KINDS
    from workforce_tui.domain.review_records import REVIEW_KINDS

    return (*MENTORING_KINDS, *ACTION_KINDS, *NETWORK_KINDS, *REVIEW_KINDS)


def kind_of(code: str) -> RecordKind:
    """The kind of a code.

    Raises:
        WorkforceError: there is none.
    """
    found = kinds().get(code)
    if found is None:
        raise WorkforceError(
            _("There is no kind of record called {name}.").format(name=code),
            _("The kinds are {codes}.").format(codes=", ".join(kinds())),
        )
    return found


def kinds_in(area: str) -> tuple[RecordKind, ...]:
    """The kinds of a place, in their order."""
    return tuple(kind for kind in kinds().values() if kind.area == area)


def children_of(code: str) -> tuple[RecordKind, ...]:
    """The kinds that hang on a kind."""
    return tuple(kind for kind in kinds().values() if kind.parent == code)


def with_parts(code: str) -> tuple[str, ...]:
    """The code of a kind, and of whatever hangs on it at any depth."""
    return (code, *(below for one in children_of(code) for below in with_parts(one.code)))
