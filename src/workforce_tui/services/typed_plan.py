"""Typed counts, checked and written as an import: one batch, in the same cube, and taken back like any other."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.count_grid import CellChange, changes, totals
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import is_node, node
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.grades import grade as shipped_grade
from workforce_tui.i18n import _
from workforce_tui.importing.catalogue import make_issue, sorted_issues
from workforce_tui.importing.finish import count_people
from workforce_tui.importing.model import (
    EthnicityLabel,
    GradeLabel,
    ImportPlan,
    ImportRequest,
    Layout,
    OutcomeLabel,
    PeriodKey,
    SnapshotKey,
)
from workforce_tui.services.clock import today_here
from workforce_tui.services.imports import confirm
from workforce_tui.services.typed_counts import grid_of, read_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workforce_tui.domain.count_grid import CountGrid, GridLine, Place
    from workforce_tui.domain.issues import Issue
    from workforce_tui.services.imports import ImportOutcome
    from workforce_tui.services.workspace import Workspace

TYPED = "typed"
"""Stands in place of the name of a file."""
ZERO, MISSING, KEEP = "zero", "missing", "keep"
"""What empty cells are: nobody, a number that is not known, or nothing that anything is said of."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be read, and why."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """What typed counts come to: what would be written, what changes, and how many cells are not known."""

    grid: CountGrid
    plan: ImportPlan
    counts: Mapping[Place, Count]
    changes: tuple[CellChange, ...]
    unknown: int

    @property
    def replaces(self) -> bool:
        """Whether counts are held that would go."""
        return bool(self.grid.held)


def counts_of(texts: Mapping[Place, str]) -> dict[Place, Count]:
    """The cells that say a number, for the totals shown while somebody types."""
    return {place: cell.count for place, text in texts.items() if (cell := read_cell(text)).count is not None}


def problems_of(grid: CountGrid, texts: Mapping[Place, str]) -> tuple[CellProblem, ...]:
    """Every cell that cannot be read, or stands where the grid has none."""
    known = set(grid.places())
    found = []
    for place, text in texts.items():
        cell = read_cell(text)
        if cell.problem:
            found.append(CellProblem(place, cell.problem))
        elif not cell.is_blank and place not in known:
            line = grid.line(place[1])
            locked = line.locked if line else ""
            found.append(CellProblem(place, locked or _("The grid has no such cell.")))
    return tuple(found)


def blanks_of(grid: CountGrid, texts: Mapping[Place, str]) -> int:
    """How many cells are empty."""
    return sum(read_cell(texts.get(place, "")).is_blank for place in grid.places())


def plan_typed(grid: CountGrid, texts: Mapping[Place, str], *, blanks: str) -> TypedPlan:
    """What writing the cells would come to; *blanks* says what empty cells are: "zero", "missing" or "keep".

    Raises:
        WorkforceError: the day is still to come, a cell cannot be read, *blanks* says none of these, or no number was
            typed.
    """
    if grid.end > today_here():
        raise WorkforceError(
            _("{date} is still to come: nobody can be counted yet.").format(date=long_date(grid.end)),
            _("Nothing was saved."),
        )
    wrong = problems_of(grid, texts)
    if wrong:
        raise WorkforceError(
            "\n".join(f"{place_name(grid, one.place)}: {one.message}" for one in wrong[:20]), _("Nothing was saved.")
        )
    if blanks not in (ZERO, MISSING, KEEP):
        raise WorkforceError(
            _("Some cells are empty, and nobody has said what that means."),
            _("Say whether empty cells are zero or not known."),
        )
    found: dict[Place, Count] = {}
    unknown = 0
    for place in grid.places():
        cell = read_cell(texts.get(place, ""))
        if cell.count is not None:
            found[place] = cell.count
        elif cell.is_blank and blanks == ZERO:
            found[place] = Count.exact(0)
        elif not cell.is_blank or blanks == MISSING:
            unknown += 1
    if not counts_of(texts):
        raise WorkforceError(_("Nothing was typed."), _("Type at least one number; a zero is one."))
    _check_kinds(grid, found)
    return TypedPlan(grid, _plan(grid, found, unknown), found, changes(grid.held, found), unknown)


def save_typed(ws: Workspace, plan: TypedPlan) -> ImportOutcome:
    """Write typed counts as one import, in the place of the counts held of the same day or period.

    Raises:
        WorkforceError: nothing would change, the counts held changed since the grid was opened, or what is held
            cannot be replaced; nothing is written then.
    """
    grid = plan.grid
    now = grid_of(ws, grid.organisation, grid.year, grid.dataset, grid.scheme, as_at=grid.start)
    if now.held != grid.held or _locked(now) != _locked(grid):
        raise WorkforceError(_("The counts held were changed meanwhile."), _("Open the grid again. Nothing was saved."))
    if plan.replaces and not plan.changes:
        raise WorkforceError(_("The counts are those that are held already."), _("Nothing was saved."))
    outcome = confirm(ws, plan.plan, replace_earlier=plan.replaces)
    if outcome.batch is None or outcome.status != "imported":
        said = [f"{one.message} {one.fix}".strip() for one in outcome.plan.issues if one in _errors(outcome)]
        raise WorkforceError("\n".join(said) or _("These counts are held already."), _("Nothing was saved."))
    return outcome


def _errors(outcome: ImportOutcome) -> list[Issue]:
    from workforce_tui.domain.issues import Severity

    return [one for one in outcome.plan.issues if one.severity is Severity.ERROR]


def place_name(grid: CountGrid, place: Place) -> str:
    """Where a cell is, in words."""
    page, key, group = place
    line = grid.line(key)
    names = [next((one.name for one in grid.pages if one.code == page), page)] if page else []
    names += [line.name if line else key, node(group).name if is_node(group) else group]
    return ", ".join(names)


def page_totals(grid: CountGrid, counts: Mapping[Place, Count]) -> dict[str, Count]:
    """The sum of each page, by its code."""
    return {page.code: totals(page.code, counts).everything for page in grid.pages}


def _plan(grid: CountGrid, counts: Mapping[Place, Count], unknown: int) -> ImportPlan:
    lines = {line.key: (place, line) for place, line in enumerate(one for one in grid.lines if one.grade)}
    groups = {group.code: place for place, group in enumerate(grid.groups)}
    kept = _kept(grid, counts)
    plan = ImportPlan(TYPED, ImportRequest(Path(TYPED)), _hash(grid, counts))
    plan.layout, plan.scheme, plan.dataset = Layout.TYPED, grid.scheme, grid.dataset
    plan.rows_read = len({place[:2] for place in kept})
    plan.grade_labels = [_grade(grid.organisation, line) for _place, line in lines.values()]
    plan.ethnicity_labels = [EthnicityLabel(node(code).name_en, 0, code, TYPED) for code in groups]
    if grid.dataset is Dataset.STAFF_IN_POST:
        plan.snapshots = (SnapshotKey(grid.organisation, grid.start),)
        plan.counts = [
            (0, lines[key][0], groups[group], lines[key][1].worker, "unknown", count.low, count.high, None)
            for (_page, key, group), count in kept.items()
        ]
    else:
        plan.periods = (PeriodKey(grid.organisation, grid.start, grid.end),)
        plan.outcome_labels = [OutcomeLabel(page.code, 0, page.code, TYPED) for page in grid.pages if page.code]
        plan.events = [
            (0, "", None, lines[key][0] if key in lines else None, None, groups[group],
             _worker(grid, key), "unknown", page, count.low, count.high)
            for (page, key, group), count in kept.items()
        ]  # fmt: skip
    count_people(plan)
    plan.people_read = total(kept.values())
    plan.issues = sorted_issues(list(_issues(grid, counts, unknown)))
    return plan


def _worker(grid: CountGrid, key: str) -> str:
    line = grid.line(key)
    return line.worker if line else ""


def _locked(grid: CountGrid) -> frozenset[str]:
    return frozenset(line.key for line in grid.lines if line.locked)


def _check_kinds(grid: CountGrid, counts: Mapping[Place, Count]) -> None:
    """Refuse to leave out a kind of worker that is held: its counts would stay beside the new ones."""
    typed = {_worker(grid, place[1]) for place in counts}
    for key in {place[1] for place in grid.held}:
        if _worker(grid, key) not in typed:
            line = grid.line(key)
            raise WorkforceError(
                _("Nothing is typed of people like “{line}”, of whom counts are held.").format(
                    line=line.name if line else key
                ),
                _("Type their numbers, or undo the import they are from first. Nothing was saved."),
            )


def _kept(grid: CountGrid, counts: Mapping[Place, Count]) -> dict[Place, Count]:
    """The cells with people, and one without for each kind of worker that is held and has none any more."""
    kept = {place: count for place, count in counts.items() if count.high}
    gone = {_worker(grid, place[1]) for place in grid.held} - {_worker(grid, place[1]) for place in kept}
    for place, count in counts.items():
        if (worker := _worker(grid, place[1])) in gone:
            gone.remove(worker)
            kept[place] = count
    return kept


def _grade(organisation: str, line: GridLine) -> GradeLabel:
    shipped = shipped_grade(line.grade)
    raw = shipped.name_en if shipped else line.name
    worker = line.worker if "@" in line.key else ""
    return GradeLabel(organisation, worker, raw, 0, line.grade, how=TYPED)


def _hash(grid: CountGrid, counts: Mapping[Place, Count]) -> str:
    """The same counts of the same thing have the same hash, so that nothing is written twice."""
    said = [grid.organisation, str(grid.dataset), grid.start.isoformat(), grid.end.isoformat(), str(grid.scheme)]
    cells = sorted([*place, count.low, count.high] for place, count in counts.items())
    return hashlib.sha256(json.dumps([TYPED, said, cells]).encode()).hexdigest()


def _issues(grid: CountGrid, counts: Mapping[Place, Count], unknown: int) -> Iterable[Issue]:
    withheld = sum(not count.is_exact for count in counts.values())
    if withheld:
        yield make_issue("typed_ranges", cells=withheld)
    if unknown:
        yield make_issue("typed_unknown", cells=unknown)


def rising_stages(plan: TypedPlan) -> str:
    """What to look at where a later stage of recruitment holds more than one before it; "" where none does."""
    if plan.grid.dataset is not Dataset.RECRUITMENT:
        return ""
    sums = page_totals(plan.grid, plan.counts)
    stages = [page for page in plan.grid.pages if sums[page.code].high]
    for before, after in pairwise(stages):
        if sums[after.code].low > sums[before.code].high:
            text = _("More at “{after}” than at “{before}”: count each application at every stage it came through.")
            return text.format(after=after.name, before=before.name)
    return ""
