"""The mentoring schemes on record, by the names that lists of mentees and mentors give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.mentoring_records import SCHEME
from workforce_tui.storage import records as store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from workforce_tui.domain.records import Record


def scheme_names(session: Session, organisation: str | None = None) -> tuple[str, ...]:
    """The names of the schemes on record (of an organisation and of all Wales), as a list may give them."""
    gone = store.archived_numbers(session)
    found = [one for one in store.records(session, kinds=[SCHEME]) if one.id not in gone]
    whose = [one for one in found if organisation is None or organisation in one.organisations or not one.organisations]
    return tuple(dict.fromkeys(next(names_of(one), "") for one in whose))


def names_of(record: Record) -> Iterator[str]:
    """What a record is called, in either language."""
    for key in ("name", "name_cy"):
        if isinstance(name := record.values.get(key), str):
            yield name
