"""Grids of counts to type into: which there are, what is held in them, and what a typed cell says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year, grades_listed
from workforce_tui.domain.count_grid import CountGrid, GridGroup, GridLine, GridPage
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import EVENTS, OUTCOMES, Dataset, outcome_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import LEAF, UNDECLARED, UNKNOWN, Scheme, node, nodes
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import N_, _
from workforce_tui.importing.labels import worker_type_of
from workforce_tui.importing.model import GradeLabel
from workforce_tui.importing.values import parse_count
from workforce_tui.reference import rows
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage import events as event_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.count_grid import Place
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.workspace import Workspace

SCHEMES = {
    Scheme.ONS2021_19: N_("19 groups, Census 2021"),
    Scheme.ONS2011_18: N_("18 groups, Census 2011"),
    Scheme.SDE18: N_("Police 18+1"),
    Scheme.SDE16: N_("Police 16+1"),
    Scheme.HMPPS5: N_("Five groups"),
    Scheme.BINARY: N_("Ethnic minority and White only"),
}
"""The lists of categories a grid can have, with their names."""
SECTION_DATASETS = {
    "data_quality": (Dataset.STAFF_IN_POST,),
    "staff": (Dataset.STAFF_IN_POST,),
    "groups": (Dataset.STAFF_IN_POST,),
    "trend": (Dataset.STAFF_IN_POST,),
    "joiners": (Dataset.JOINERS, Dataset.RECRUITMENT),
    "promotions": (Dataset.PROMOTIONS, Dataset.TEMPORARY_PROMOTIONS),
    "leavers": (Dataset.LEAVERS,),
    "relations": (Dataset.GRIEVANCES, Dataset.DISCIPLINE, Dataset.CAPABILITY),
    "training": (Dataset.TRAINING,),
}
"""The datasets whose counts fill each section of a return."""
MOST = 999_999
"""The largest number a cell takes: more is a slip of the keys."""
_NO_ANSWER = (UNDECLARED, UNKNOWN)
_PROBLEMS = {
    "marker": N_("“{text}” can mean several things: type a number, <5, or [c] where it is withheld."),
    "negative": N_("{text} is below zero."),
    "not_whole": N_("{text} is no whole number."),
    "not_a_number": N_("“{text}” is no number: type a whole number, <5, 1-4, or [c] where it is withheld."),
}


@dataclass(frozen=True, slots=True)
class TypedCell:
    """What a cell says: a count; or nothing, where it is empty or says that the number is not known.

    `problem` is why it cannot be read; "" where it can.
    """

    count: Count | None = None
    problem: str = ""
    is_blank: bool = False


def read_cell(text: str) -> TypedCell:
    """Read a cell as the importer reads one: a whole number, "<5" as 1 to 4, "[c]" as 0 to 4, "[x]" as not known."""
    figure = parse_count(text)
    if figure.problem == "blank":
        return TypedCell(is_blank=True)
    if figure.problem == "unavailable":
        return TypedCell()
    if figure.problem == "not_applicable":
        return TypedCell(Count.exact(0))
    if figure.problem:
        return TypedCell(problem=_(_PROBLEMS[figure.problem]).format(text=text.strip()[:20]))
    if figure.high > MOST:
        return TypedCell(problem=_("{text} is too large.").format(text=text.strip()[:20]))
    return TypedCell(Count(figure.low, figure.high))


def cell_text_of(count: Count) -> str:
    """A count as it is typed: read again, it is the same."""
    return str(count.low) if count.is_exact else f"{count.low}-{count.high}"


def dataset_of(section: str, dataset: str | None = None) -> Dataset:
    """The dataset to type for a section; the first of its own where none is named.

    Raises:
        WorkforceError: the section is not filled with counts, or the dataset is not one of it.
    """
    held = SECTION_DATASETS.get(section, ())
    if not held:
        raise WorkforceError(
            _("Counts are not typed into the section {section}.").format(section=section[:40]),
            _("Sections with counts are: {codes}.").format(codes=", ".join(SECTION_DATASETS)),
        )
    if dataset is None:
        return held[0]
    if dataset not in held:
        raise WorkforceError(
            _("{dataset} is no dataset of the section {section}.").format(dataset=dataset[:40], section=section),
            _("Choose one of {codes}.").format(codes=", ".join(held)),
        )
    return Dataset(dataset)


def groups_of(scheme: Scheme) -> tuple[str, ...]:
    """The codes of the groups of a list of categories, in display order, and the two ways of having no answer."""
    match scheme:
        case Scheme.ONS2021_19:
            found = [one.code for one in nodes().values() if one.granularity == LEAF]
        case Scheme.ONS2011_18:
            found = [one.code for one in nodes().values() if one.granularity == LEAF and one.code != "W_ROMA"]
        case Scheme.SDE18 | Scheme.SDE16:
            column = "police_18" if scheme is Scheme.SDE18 else "police_16"
            found = [row["code"] for row in rows("ethnic_groups") if row[column] and row["code"] not in _NO_ANSWER]
        case Scheme.HMPPS5:
            found = ["ASIAN", "BLACK", "MIXED", "WHITE", "OTHER"]
        case _:
            found = ["EM", "WHITE"]
    return (*found, *_NO_ANSWER)


def scheme_of(code: str) -> Scheme:
    """The list of categories with this code.

    Raises:
        WorkforceError: a grid cannot have it.
    """
    if code not in list(SCHEMES):
        raise WorkforceError(
            _("There is no list of categories {name}.").format(name=code[:40]),
            _("Choose one of {codes}.").format(codes=", ".join(SCHEMES)),
        )
    return Scheme(code)


def grid_of(
    ws: Workspace,
    organisation: str,
    year: int,
    dataset: Dataset,
    scheme: Scheme | None = None,
    *,
    as_at: date | None = None,
) -> CountGrid:
    """The grid of a dataset of an organisation for the year ending 31 March of *year*, with the counts held of it.

    Without a *scheme* it has the groups of what is held. What came from a list of people is not in the grid: its
    lines are locked. Staff are counted on the day of the snapshot the year's return rests on, on 31 March where there
    is none, or *as_at*.

    Raises:
        WorkforceError: there is no such organisation, or the dataset has no grid.
    """
    if dataset is not Dataset.STAFF_IN_POST and dataset not in EVENTS:
        raise WorkforceError(_("Counts of {dataset} cannot be typed.").format(dataset=dataset))
    with ws.reading() as session:
        chosen, book = organisation_in(session, organisation), GradeBook.load(session)
        if dataset is Dataset.STAFF_IN_POST:
            found = _staff(session, chosen.code, as_at or _day_of(session, chosen.code, year))
        else:
            found = _events(session, chosen.code, year, dataset)
    codes = _groups(found, scheme)
    lost = any(place[2] not in codes for place in found.counts)
    notes = [_("The counts held use other groups, so the grid starts empty.")] if lost else []
    if found.says_more:
        notes.append(
            _("The counts held also say sex or full-time equivalents, which typed counts do not: they would go.")
        )
    return CountGrid(
        chosen.code, chosen.name, dataset, year, found.start, found.end, scheme or found.scheme,
        _pages(dataset), _lines(chosen, book, found, dataset),
        tuple(GridGroup(code, node(code).name) for code in codes), found.counts,
        tuple(notes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held as counts, by cell, and the kinds of worker that come from lists of people, by import."""

    start: date
    end: date
    counts: Mapping[Place, Count]
    workers: Mapping[str, tuple[str, str]]
    """Key of a line -> its grade and kind of worker."""
    from_people: Mapping[str, int]
    scheme: Scheme
    says_more: bool = False
    """Whether counts held are divided by sex or have full-time equivalents, which typed ones have not."""


def line_key(grade: str, worker: str) -> str:
    """What a line is known by: its grade, and its kind of worker where that is not the grade's own."""
    return grade if not worker or worker == own_worker(grade) else f"{grade}@{worker}"


def own_worker(grade: str) -> str:
    """The kind of worker a grade is of; "" where no grade is given."""
    return worker_type_of(GradeLabel("", "", grade, 0, grade)) if grade else ""


def _day_of(session: Session, organisation: str, year: int) -> date:
    """The day of the snapshot a return of *year* rests on; 31 March where there is none."""
    days = (one.as_at for one in cube_store.snapshots(session, organisation=organisation))
    return max((day for day in days if year_of_snapshot(day) == year), default=collection_year(year).as_at)


def _staff(session: Session, organisation: str, day: date) -> _Held:
    held = batch_store.snapshots_at(session, organisation=organisation, as_at=day)
    counts: dict[Place, list[Count]] = {}
    people: dict[str, int] = {}
    workers: dict[str, tuple[str, str]] = {}
    for one in held:
        if one.has_persons:
            kinds = cube_store.worker_types(session, snapshot_ids=[one.id or 0])
            people.update(dict.fromkeys(kinds, one.batch_id))
            continue
        for cell in cube_store.cells(session, snapshot_ids=[one.id or 0]):
            key = line_key(cell.grade, cell.worker_type)
            workers[key] = (cell.grade, cell.worker_type)
            counts.setdefault(("", key, cell.ethnicity), []).append(cell.count)
    counted = [one for one in held if not one.has_persons]
    more = cube_store.says_more(session, snapshot_ids=[one.id or 0 for one in counted])
    return _Held(day, day, _summed(counts), workers, people, _scheme(one.scheme for one in counted), says_more=more)


def _events(session: Session, organisation: str, year: int, dataset: Dataset) -> _Held:
    days = collection_year(year)
    held = [
        one
        for one in event_store.periods(session, organisation=organisation, dataset=str(dataset))
        if days.start <= one.period_start and one.period_end <= days.end
    ]
    counts: dict[Place, list[Count]] = {}
    people: dict[str, int] = {}
    more = False
    workers: dict[str, tuple[str, str]] = {}
    for one in held:
        if one.has_persons:
            kinds = event_store.worker_types(session, period_id=one.id or 0)
            people.update(dict.fromkeys(kinds, one.batch_id))
            continue
        for cell in event_store.event_cells(session, period_ids=[one.id or 0]):
            key = line_key(cell.grade, cell.worker_type)
            workers[key] = (cell.grade, cell.worker_type)
            counts.setdefault((cell.outcome, key, cell.ethnicity), []).append(cell.count)
            more = more or cell.sex != "unknown"
    schemes = _scheme(one.scheme for one in held if not one.has_persons)
    return _Held(days.start, days.end, _summed(counts), workers, people, schemes, says_more=more)


def _summed(counts: Mapping[Place, Sequence[Count]]) -> dict[Place, Count]:
    return {place: total(some) for place, some in counts.items()}


def _scheme(found: Iterable[str]) -> Scheme:
    """The list of categories of what is held; the harmonised one where nothing or several are."""
    some = set(found)
    only = some.pop() if len(some) == 1 else ""
    return Scheme(only) if only in list(SCHEMES) else Scheme.ONS2021_19


def _groups(held: _Held, scheme: Scheme | None) -> tuple[str, ...]:
    """The groups of the grid; without a chosen list those held are added to it, so that nothing is left out."""
    codes = groups_of(scheme or held.scheme)
    if scheme is not None:
        return codes
    more = [one.code for one in nodes().values() if any(place[2] == one.code for place in held.counts)]
    return (*codes, *(code for code in more if code not in codes))


def _pages(dataset: Dataset) -> tuple[GridPage, ...]:
    found = tuple(GridPage(one.code, outcome_name(dataset, one.code)) for one in OUTCOMES[dataset])
    return found or (GridPage("", ""),)


def _lines(chosen: Organisation, book: GradeBook, held: _Held, dataset: Dataset) -> tuple[GridLine, ...]:
    """The grades of the organisation and those held, junior first within each kind of worker."""
    own = {code: one.worker_type for (owner, code), one in book.own.items() if owner == chosen.code}
    kinds = {one.code: own_worker(one.code) for one in grades_listed(chosen.kind)} | own
    known = {line_key(grade, worker): (grade, worker) for grade, worker in kinds.items()} | dict(held.workers)
    ordered = sorted(known, key=lambda key: (book.place(chosen.code, known[key][0]), key))
    lines = [_line(chosen.code, book, key, *known[key], held) for key in ordered if known[key][0]]
    if dataset is not Dataset.STAFF_IN_POST:
        ungiven = {key: kind for key, kind in known.items() if not kind[0]} or {"": ("", "")}
        lines += [_line(chosen.code, book, key, *kind, held) for key, kind in ungiven.items()]
    return tuple(lines)


def _line(organisation: str, book: GradeBook, key: str, grade: str, worker: str, held: _Held) -> GridLine:
    name = book.grade_name(organisation, grade) if grade else _("Grade not given")
    if worker and worker != own_worker(grade) and (organisation, grade) not in book.own:
        name = f"{name} ({worker_type_name(WorkerType(worker))})"
    # Events of nobody's kind of worker may be of anybody.
    batch = held.from_people.get(worker, held.from_people.get(""))
    if batch is None and not worker and held.from_people:
        batch = min(held.from_people.values())
    text = _("These people come from a list of people, import number {batch}: undo that first to type counts.")
    return GridLine(key, grade, worker, name, text.format(batch=batch) if batch is not None else "")
