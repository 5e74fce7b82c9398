"""Representation of the workforce by grade, level, tier, organisation, area or ethnic group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, total
from workforce_tui.domain.ethnicity import NOT_GIVEN
from workforce_tui.domain.formatting import count_text, long_date
from workforce_tui.domain.levels import Level
from workforce_tui.domain.representation import Composition, representation, too_coarse_definitions
from workforce_tui.domain.workforce import OUTSIDE_CODES, WorkerType, worker_type_name
from workforce_tui.i18n import _
from workforce_tui.services.comparison import benchmark_gap, row_progress, scopes_of
from workforce_tui.services.cube_cells import cube_cells
from workforce_tui.services.dimensions import GradeBook, row_key, row_label, row_place
from workforce_tui.services.figures import OF_PERSONS, Dimension, ReportQuery, ReportRow, RepresentationReport
from workforce_tui.services.groups import group_rows
from workforce_tui.services.organisations import known_organisations, organisation_in
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import targets as target_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.targets import Target
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.cube import CubeCell, SnapshotKey

ACROSS = (Dimension.LEVEL, Dimension.TIER, Dimension.GROUP, Dimension.WORKER, *OF_PERSONS)
"""Dimensions whose rows add organisations up; only organisations in Wales are added."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Everything one report is made from."""

    query: ReportQuery
    organisation: Organisation | None
    snapshots: Sequence[SnapshotKey]
    cells: Sequence[CubeCell]
    outside: Count
    known: Mapping[str, Organisation]
    book: GradeBook
    targets: Sequence[Target]
    coarse: Mapping[tuple[str, date], frozenset[EthnicityDefinition]]
    missing: Mapping[tuple[str, date], frozenset[str]]

    @property
    def owner(self) -> str:
        """The organisation reported on; empty for all together."""
        return self.organisation.code if self.organisation else ""


def snapshot_dates(ws: Workspace, organisation: str | None = None) -> tuple[date, ...]:
    """The dates there are figures for, newest first, of one organisation or of all.

    A date with specials or volunteers alone is none of them, unless the organisation has no other.
    """
    with ws.reading() as session:
        found = cube_store.of_workforce(cube_store.snapshots(session, organisation=organisation))
    return tuple(sorted({snapshot.as_at for snapshot in found}, reverse=True))


def representation_report(ws: Workspace, query: ReportQuery) -> RepresentationReport:
    """The figures *query* asks for; without a date, the latest of each organisation.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        source = _load(session, query)
    dates = {one.as_at for one in source.snapshots}
    return RepresentationReport(
        query=query,
        organisation=source.organisation,
        as_at=dates.pop() if len(dates) == 1 else None,
        rows=_rows(source),
        total=_total(source),
        outside=source.outside,
        notes=_notes(source),
        warnings=tuple(_missing_notes(source)),
    )


def trend(
    ws: Workspace,
    organisation: str,
    *,
    definition: EthnicityDefinition,
    key: str | None = None,
    by: Dimension = Dimension.GRADE,
) -> tuple[ReportRow, ...]:
    """The same row of every snapshot, oldest first: the whole workforce, or the row with *key* of a dimension.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        source = _load(session, ReportQuery(organisation, None, by, definition), every_date=True)
    rows: list[ReportRow] = []
    for day in sorted({one.as_at for one in source.snapshots}):
        of_day = _on(source, day)
        candidates: Iterable[ReportRow | None] = (_total(of_day),) if key is None else _rows(of_day)
        rows.extend(row for row in candidates if row is not None and (key is None or row.key == key))
    return tuple(rows)


def _on(source: _Source, day: date) -> _Source:
    """The snapshots of one date among those of a source."""
    snapshots = [one for one in source.snapshots if one.as_at == day]
    return replace(source, snapshots=snapshots, cells=[cell for cell in source.cells if cell.as_at == day])


def _load(session: Session, query: ReportQuery, *, every_date: bool = False) -> _Source:
    """What *query* is answered from; with *every_date*, of every date the organisation has."""
    chosen = None if query.organisation is None else organisation_in(session, query.organisation)
    known = {one.code: one for one in known_organisations(session)}
    held = cube_store.snapshots(session, organisation=chosen.code if chosen else None)
    snapshots = list(held) if every_date else _wanted(held, query.as_at)
    if chosen is None and query.by in ACROSS:
        snapshots = [one for one in snapshots if one.organisation in known and known[one.organisation].in_wales]
    cells = cube_cells(session, snapshots, query.by)
    inside = [cell for cell in cells if cell.worker_type not in OUTSIDE_CODES]
    return _Source(
        query=query,
        organisation=chosen,
        snapshots=snapshots,
        cells=inside,
        outside=total(cell.count for cell in cells if cell.worker_type in OUTSIDE_CODES),
        known=known,
        book=GradeBook.load(session),
        targets=target_store.targets(session, organisation=chosen.code if chosen else None),
        coarse=_coarse(inside),
        missing={} if every_date else _missing_workers(cube_store.workers(session), snapshots),
    )


def _wanted(found: Sequence[SnapshotKey], as_at: date | None) -> list[SnapshotKey]:
    """The snapshots of a date, or of the latest on which each organisation has anybody of the workforce."""
    if as_at is not None:
        return [one for one in found if one.as_at == as_at]
    latest: dict[str, date] = {}
    for one in cube_store.of_workforce(found):
        latest[one.organisation] = max(one.as_at, latest.get(one.organisation, one.as_at))
    return [one for one in found if one.as_at == latest[one.organisation]]


def _rows(source: _Source) -> tuple[ReportRow, ...]:
    if source.query.by is Dimension.GROUP:
        everyone = _composition(source, source.cells)
        return group_rows(everyone, source.query.definition, source.owner, _one_date(source.cells))
    grouped: dict[tuple[str, str], list[CubeCell]] = {}
    for cell in source.cells:
        owner, key = row_key(cell, source.query.by, source.book, source.known)
        grouped.setdefault((owner or source.owner, key), []).append(cell)
    rows = [_row(source, owner, key, cells) for (owner, key), cells in grouped.items()]
    place = {code: position for position, code in enumerate(source.known)}
    by, book = source.query.by, source.book
    return tuple(
        sorted(rows, key=lambda row: (place.get(row.organisation, -1), row_place(by, row.organisation, row.key, book)))
    )


def _row(source: _Source, owner: str, key: str, cells: Sequence[CubeCell]) -> ReportRow:
    by, query = source.query.by, source.query
    figures = representation(_composition(source, cells), query.definition)
    label = row_label(by, owner, key, source.book)
    if by is Dimension.ORGANISATION and key in source.known:
        label = source.known[key].name
    workers = sorted({cell.worker_type for cell in cells})
    heading = worker_type_name(WorkerType(workers[0])) if by is Dimension.GRADE and len(workers) == 1 else ""
    name = source.known[owner].name if owner in source.known else ""
    row = ReportRow(owner, _one_date(cells), key, label, figures, heading=heading, note=figures.note, owner=name)
    level = _level(source, owner, key, max(cell.as_at for cell in cells))
    return _compared(source, row, scopes_of(by, key, level=level, worker_types=workers))


def _level(source: _Source, owner: str, key: str, day: date) -> Level | None:
    """The common level of a row that is a grade or a level."""
    match source.query.by:
        case Dimension.GRADE:
            return source.book.level(owner, key, day)
        case Dimension.LEVEL:
            return Level(key)
        case _:
            return None


def _total(source: _Source) -> ReportRow | None:
    if not source.cells:
        return None
    figures = representation(_composition(source, source.cells), source.query.definition)
    row = ReportRow(source.owner, _one_date(source.cells), "", _("All staff"), figures, note=figures.note)
    return _compared(source, row, scopes_of(None, "", level=None, worker_types=()))


def _compared(source: _Source, row: ReportRow, scopes: Sequence[str]) -> ReportRow:
    organisation = source.known.get(row.organisation)
    if organisation is None or (row.key and source.query.by in OF_PERSONS):
        return row  # the population is not divided by it
    progress = row_progress(row, scopes, source.targets)
    return replace(row, progress=progress, benchmark=benchmark_gap(organisation.benchmark, row.figures))


def _composition(source: _Source, cells: Iterable[CubeCell]) -> Composition:
    """Cells added up by ethnicity, remembering what the snapshots they come from cannot say."""
    places: set[tuple[str, date]] = set()
    sums: dict[str, Count] = {}
    for cell in cells:
        if cell.ethnicity != NOT_GIVEN:
            places.add((cell.organisation, cell.as_at))
        sums[cell.ethnicity] = sums.get(cell.ethnicity, ZERO) + cell.count
    here = (one for one in source.snapshots if one.in_workforce and (one.organisation, one.as_at) in places)
    asks_grt = all(one.asks_grt for one in here)
    return Composition(sums, asks_grt, frozenset().union(*(source.coarse[place] for place in places)))


def _coarse(cells: Iterable[CubeCell]) -> dict[tuple[str, date], frozenset[EthnicityDefinition]]:
    """What each snapshot as a whole is too coarse for, so that a grade never says more than its organisation can."""
    codes: dict[tuple[str, date], set[str]] = {}
    for cell in cells:
        codes.setdefault((cell.organisation, cell.as_at), set()).add(cell.ethnicity)
    return {place: too_coarse_definitions(found, asks_grt=True) for place, found in codes.items()}


def _one_date(cells: Iterable[CubeCell]) -> date | None:
    dates = {cell.as_at for cell in cells}
    return dates.pop() if len(dates) == 1 else None


def _missing_workers(
    held: Mapping[tuple[str, date], set[str]], snapshots: Iterable[SnapshotKey]
) -> dict[tuple[str, date], frozenset[str]]:
    """The kinds of worker each organisation's snapshot before had and the one reported has not."""
    missing = {}
    for organisation, day in {(one.organisation, one.as_at) for one in snapshots}:
        before = [other for code, other in held if code == organisation and other < day]
        gone = held[organisation, max(before)] - held.get((organisation, day), set()) if before else set()
        if gone - OUTSIDE_CODES:
            missing[organisation, day] = frozenset(gone - OUTSIDE_CODES)
    return missing


def _missing_notes(source: _Source) -> list[str]:
    text = _("{organisation}: the figures of {date} have no {workers}, which the ones before had.")
    return [
        text.format(
            organisation=source.known[code].name if code in source.known else code,
            date=long_date(day),
            workers=", ".join(worker_type_name(WorkerType(worker)).lower() for worker in sorted(gone)),
        )
        for (code, day), gone in sorted(source.missing.items())
    ]


def _notes(source: _Source) -> tuple[str, ...]:
    notes = _missing_notes(source)
    if source.outside.high:
        text = _("Specials, volunteers, agency workers and elected people are held and not counted: {number}.")
        notes.append(text.format(number=count_text(source.outside)))
    if len({one.as_at for one in source.snapshots}) > 1:
        notes.append(_("Organisations are shown on the date of their latest snapshot; the dates differ."))
    if source.query.by in OF_PERSONS - {Dimension.SEX}:
        notes.append(
            _("Only lists of people say this; people held as counts are in the row of those it is not known of.")
        )
    if source.query.by in (Dimension.LEVEL, Dimension.TIER):
        notes.append(_("Common levels compare organisations; they are not pay-equivalent."))
    if source.organisation is None and source.query.by in ACROSS:
        notes.append(_("Only organisations in Wales are added up."))
    return tuple(notes)
