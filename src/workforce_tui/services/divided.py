"""The staff and events of an organisation divided by an attribute: a sex has cubes, the others are counted when asked.

An event takes the attribute of the person from the staff list that is the base of its rate; a sex that the event file
itself says goes before that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import NOT_HELD, Attribute
from workforce_tui.domain.datasets import EVENTS, Dataset
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.services.year_events import NOT_TRAINED, OF_PEOPLE, periods_within
from workforce_tui.storage import divided as store
from workforce_tui.storage import measures
from workforce_tui.storage.measures import StaffCell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.services.indicator_sources import Sources, Staff
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.services.year_events import Events

OF_THE_START = frozenset({Dataset.LEAVERS, Dataset.PROMOTIONS, Dataset.TEMPORARY_PROMOTIONS})
"""Datasets whose base is the staff at the start of the year; that of the others is the staff of the year."""


def divided(
    ws: Workspace,
    sources: Sources,
    years: Sequence[int],
    by: Attribute,
    datasets: Collection[Dataset] = EVENTS,
    *,
    grades_apart: bool = True,
) -> Sources:
    """The sources of some reporting years with everybody's value of the attribute in place of their sex.

    Only events of some *datasets* where they are named, and the staff lists those need. Somebody who is on no list of
    the year, and whoever is only counted, has no value, unless the events say their sex. Without *grades_apart* only
    figures of all grades can be made.
    """
    needed = [_lists(sources, dataset, year) for dataset in datasets for year in years]
    days = {staff.as_at for some in needed for staff in some}
    with ws.reading() as session:
        facts = measures.snapshot_facts(session, organisation=sources.organisation.code)
        snapshots = {one.id: one.as_at for one in facts if one.as_at in days}
        cells = None if by is Attribute.SEX else _staff_cells(session, snapshots, by, grades_apart=grades_apart)
        events = {
            (year, dataset): _events(session, sources, year, dataset, snapshots, by)
            for year, dataset in sources.events
            if year in years and dataset in datasets
        }
    if cells is None:  # the staff are divided by sex from the start
        return replace(sources, events=events)
    staff = {day: replace(sources.staff[day], cells=tuple(cells[day]), _at={}) for day in days}
    return replace(sources, staff={**sources.staff, **staff}, events=events)


def _lists(sources: Sources, dataset: Dataset, year: int) -> list[Staff]:
    """The staff lists people are looked up on: the base; where that is the staff of the year, those before as well."""
    before, during = sources.staff_before(year), sources.staff_of(year)
    lists = [before or during] if dataset in OF_THE_START else [during, before]
    return [staff for staff in lists if staff is not None]


def _staff_cells(
    session: Session, snapshots: Mapping[int, date], by: Attribute, *, grades_apart: bool
) -> dict[date, list[StaffCell]]:
    found: dict[date, list[StaffCell]] = defaultdict(list)
    for cell in store.divided_cells(session, snapshots=snapshots, by=by, grades_apart=grades_apart):
        if cell.worker_type not in OUTSIDE_CODES:
            day = snapshots[cell.snapshot]
            found[day].append(StaffCell(day, cell.grade, cell.worker_type, cell.ethnicity, cell.trait, cell.number))
    return found


def _events(
    session: Session, sources: Sources, year: int, dataset: Dataset, snapshots: Mapping[int, date], by: Attribute
) -> Events:
    held = sources.events[year, dataset]
    if dataset is Dataset.RECRUITMENT:  # applicants are on no staff list: a number of theirs may be somebody else's
        own = held.cells if by is Attribute.SEX else tuple(one._replace(trait=NOT_HELD) for one in held.cells)
        return replace(held, cells=own)
    periods = [one.id or 0 for one in periods_within(sources.periods, (year,), (dataset,))[year, dataset]]
    days = [staff.as_at for staff in _lists(sources, dataset, year)]
    lists = [{number: on for number, on in snapshots.items() if on == day} for day in days]
    if dataset not in OF_PEOPLE:
        cells = store.divided_cases(session, period_ids=periods, lists=lists, by=by)
        return replace(held, cells=tuple(one for one in cells if one.worker_type not in OUTSIDE_CODES))
    people = store.divided_people(session, period_ids=periods, lists=lists, by=by, leaving_out=NOT_TRAINED)
    return replace(held, people=tuple(one for one in people if one.worker_type not in OUTSIDE_CODES))


def values_present(staff: Sequence[Staff | None]) -> frozenset[str]:
    """The values anybody on some staff lists has."""
    return frozenset(cell.trait for one in staff if one is not None for cell in one.cells if cell.number.high)
