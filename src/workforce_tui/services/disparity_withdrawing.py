"""Values of the register whose data are no longer held: they stay, and it is said of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import Status, Withdrawn
from workforce_tui.domain.disparity_steps import TAKEN_OUT
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.disparity_writing import measure_again, source_of
from workforce_tui.storage import disparities as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from workforce_tui.domain.disparities import Disparity
    from workforce_tui.services.disparity_source import Source
    from workforce_tui.services.workspace import Workspace

EVERY_YEAR = 200
"""More reporting years than are ever held."""
Period = tuple["date | None", "date"]


def after_undo(ws: Workspace, organisations: Iterable[str]) -> None:
    """Add what is left to the open records of the organisations, and mark the values that nothing is left of.

    The import is undone by then: what stands in the way here waits for the next time.
    """
    with suppress(WorkforceError):
        for organisation in sorted(set(organisations)):
            measure_again(ws, organisation)
            mark_withdrawn(ws, organisation)


def mark_withdrawn(
    ws: Workspace, organisation: str, *, today: date | None = None, source: Source | None = None
) -> tuple[int, ...]:
    """Mark every value of the open records of a period that has no figures any more; returns the records' numbers."""
    with ws.reading() as session:
        records = [
            one for one in store.disparities(session, organisation=organisation) if one.status is not Status.CLOSED
        ]
    if not records:
        return ()
    found = tuple(_lost(ws, organisation, records, source or source_of(records)))
    with ws.writing() as session:
        for record, place in found:
            entry = Withdrawn(place, TAKEN_OUT, today or today_here())
            store.add_entry(session, number=record.id or 0, entry=entry, made_at=now())
    return tuple(dict.fromkeys(record.id or 0 for record, _place in found))


def _lost(
    ws: Workspace, organisation: str, records: list[Disparity], source: Source
) -> Iterator[tuple[Disparity, int]]:
    """The values, by their place, of periods nothing is held of."""
    for definition in sorted({one.subject.definition for one in records}):
        held = _held(ws, organisation, EthnicityDefinition(definition), source)
        for record in records:
            if record.subject.definition == definition:
                for place, value in enumerate(record.values):
                    known = (record.subject.key, (value.start, value.end)) in held
                    if not known and record.withdrawn(place) is None:
                        yield record, place


def _held(
    ws: Workspace, organisation: str, definition: EthnicityDefinition, source: Source
) -> set[tuple[tuple[str, ...], Period]]:
    """What there is a value of, and for which period."""
    found = source.history(ws, organisation, definition, year=None, periods=EVERY_YEAR)
    return {
        (one.subject.key, (one.measured.start, one.measured.end))
        for every in found.values.values()
        for one in every
        if one.measured is not None
    }
