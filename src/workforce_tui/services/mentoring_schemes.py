"""The mentoring schemes and cohorts on record, by the names that lists of mentees and mentors give them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.mentoring_records import COHORT, SCHEME
from workforce_tui.storage import records as store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from workforce_tui.domain.records import Record


def scheme_names(session: Session, organisation: str | None = None) -> tuple[str, ...]:
    """The names of the schemes on record (of an organisation and of all Wales), as a list may give them."""
    found = _on_record(session, SCHEME, organisation)
    return tuple(dict.fromkeys(next(names_of(one), "") for one in found))


def cohort_names(session: Session, organisation: str | None = None) -> dict[str, tuple[str, ...]]:
    """The names of the cohorts on record, by the key of each name of their scheme."""
    cohorts = _on_record(session, COHORT, organisation)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for scheme in _on_record(session, SCHEME, organisation):
        names = [next(names_of(one), "") for one in cohorts if one.parent_id == scheme.id]
        for key in dict.fromkeys(map(label_key, names_of(scheme))):
            found[key] += names
    return {key: tuple(dict.fromkeys(filter(None, names))) for key, names in found.items()}


def _on_record(session: Session, kind: str, organisation: str | None) -> list[Record]:
    """The records of a kind that are kept, of an organisation and of all Wales; None: everybody's."""
    gone = store.archived_numbers(session)
    found = [one for one in store.records(session, kinds=[kind]) if one.id not in gone]
    return [one for one in found if organisation is None or organisation in one.organisations or not one.organisations]


def names_of(record: Record) -> Iterator[str]:
    """What a record is called, in either language."""
    for key in ("name", "name_cy"):
        if isinstance(name := record.values.get(key), str):
            yield name
