"""What a release is made from: the headcount cube of one organisation, or of all of Wales, on its reporting dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import LEAF, NOT_GIVEN, UNDECLARED, UNKNOWN, nodes
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.representation import too_coarse_definitions
from workforce_tui.domain.workforce import OUTSIDE_CODES, Sex
from workforce_tui.i18n import _
from workforce_tui.services.cube_cells import cube_cells
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.figures import Dimension
from workforce_tui.services.organisations import known_organisations, organisation_in
from workforce_tui.services.whom_to_ask import whom_to_ask
from workforce_tui.storage import cube as cube_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.cube import CubeCell, SnapshotKey

SECOND_DIMENSIONS = (str(Dimension.SEX),)
"""The attributes of people that releases and screens can have tables by."""
SEXES = (str(Sex.FEMALE), str(Sex.MALE))
OTHER_OR_UNKNOWN = "other_or_unknown"
"""The row of everybody else: who of them is of another sex, and of whom it is not known, is not told apart."""


class NothingHeldError(WorkforceError):
    """There are no staff figures of what was asked for, or none that was handed out: nothing went wrong."""


class NothingImportedError(NothingHeldError):
    """There are no staff figures of what was asked for: they have to be imported first."""


@dataclass(frozen=True, slots=True)
class ReleaseScope:
    """Whose figures are released, and of which reporting years (named by the year of their 31 March).

    `organisation` None is every organisation in Wales together, as the all-Wales update has them. With `days` it is
    the snapshots of those days, not the latest of each year; with neither, the latest snapshot of each organisation.
    `without` are the tables left out, by what their rows are. `plan_from` is what the Gypsy, Roma and Traveller staff
    of all of Wales have to number for the definition that counts them to be given, then of all of Wales only; with 0
    every table has it. `second` is the attribute of people there are tables by as well ("sex"); "" for none.
    """

    organisation: str | None
    years: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    without: tuple[str, ...] = ()
    plan_from: int = 0
    second: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """The cells of a scope with what is needed to name and to judge them.

    `cells` are the finest cross-tabulation, one for each combination of grade, kind of worker and ethnic group that
    an outsider must think possible, so with zeros; of sex besides where this scope or one beside it has tables by it.
    `coarse` are the definitions each snapshot cannot give.
    """

    scope: ReleaseScope
    beside: tuple[ReleaseScope, ...]
    cells: tuple[CubeCell, ...]
    known: Mapping[str, Organisation]
    book: GradeBook
    coarse: Mapping[tuple[str, date], frozenset[EthnicityDefinition]]

    @property
    def organisation(self) -> Organisation | None:
        """The organisation the release is of; None for all of Wales."""
        return self.known[self.scope.organisation] if self.scope.organisation else None

    def places(self, scope: ReleaseScope) -> tuple[tuple[str, date], ...]:
        """The organisations and dates of a scope, in the order of the list of organisations."""
        order = {code: position for position, code in enumerate(self.known)}
        found = [place for place in self.coarse if _within(place, scope, self.known)]
        return tuple(sorted(found, key=lambda place: (place[1], order.get(place[0], len(order)), place[0])))


def load_source(ws: Workspace, scope: ReleaseScope, *, beside: Sequence[ReleaseScope] = ()) -> ReleaseSource:
    """The cells of *scope*, and of the scopes that stand *beside* it: what was published of them is about them too.

    Raises:
        WorkforceError: there is no such organisation, or nothing is held of it for those years.
    """
    with ws.reading() as session:
        chosen = None if scope.organisation is None else organisation_in(session, scope.organisation)
        scope = scope if chosen is None else replace(scope, organisation=chosen.code)
        known = {one.code: one for one in known_organisations(session)}
        snapshots = _snapshots(session, scope, known)
        if not snapshots:
            raise _nothing(scope, chosen)
        for other in beside:
            snapshots += [one for one in _snapshots(session, other, known) if one not in snapshots]
        second = next((one.second for one in (scope, *beside) if one.second), "")
        cells = [_placed(one) for one in cube_cells(session, snapshots, second)]
        book = GradeBook.load(session)
    inside = [cell for cell in cells if cell.worker_type not in OUTSIDE_CODES]
    if not inside:
        raise _nothing(scope, chosen)
    _check_second(scope, inside, known)
    return ReleaseSource(scope, tuple(beside), _with_zeros(inside), known, book, _coarse(inside, snapshots))


def _check_second(scope: ReleaseScope, cells: Sequence[CubeCell], known: Mapping[str, Organisation]) -> None:
    """Refuse a second dimension that there are no tables by, or that is not recorded of anybody."""
    if scope.second and scope.second not in SECOND_DIMENSIONS:
        raise WorkforceError(
            _("There are no protected tables by {name}.").format(name=scope.second),
            _("Use one of: {names}.").format(names=", ".join(SECOND_DIMENSIONS)),
        )
    mine = (cell for cell in cells if _within((cell.organisation, cell.as_at), scope, known))
    if scope.second and all(cell.trait not in SEXES for cell in mine):
        name = known[scope.organisation].name if scope.organisation else _("the organisations of Wales")
        raise NothingHeldError(
            _("The sex of nobody is on record in the staff figures of {name}.").format(name=name),
            _("Import a spreadsheet with a column of sex, or ask without it."),
        )


def _placed(cell: CubeCell) -> CubeCell:
    """A cell in its row by sex. Of somebody whose sex is neither, no row may tell that it is on record."""
    return replace(cell, trait=OTHER_OR_UNKNOWN) if cell.trait and cell.trait not in SEXES else cell


def _within(place: tuple[str, date], scope: ReleaseScope, known: Mapping[str, Organisation]) -> bool:
    """Whether an organisation's figures of a date are in a scope."""
    code, day = place
    if (scope.days and day not in scope.days) or (scope.years and year_of_snapshot(day) not in scope.years):
        return False
    return code == scope.organisation if scope.organisation else code in known and known[code].in_wales


def _snapshots(session: Session, scope: ReleaseScope, known: Mapping[str, Organisation]) -> list[SnapshotKey]:
    """The latest snapshots of each organisation in each year of the scope; with days of its own, all of those days.

    Without those that have nobody of the workforce: a later list of specials is not the staff of the year.
    """
    held = cube_store.snapshots(session, organisation=scope.organisation)
    wanted = [one for one in held if one.in_workforce and _within((one.organisation, one.as_at), scope, known)]
    if scope.days:
        return wanted
    latest: dict[tuple[str, int], date] = {}
    for one in wanted:
        place = one.organisation, _series(scope, one.as_at)
        latest[place] = max(one.as_at, latest.get(place, one.as_at))
    return [one for one in wanted if one.as_at == latest[one.organisation, _series(scope, one.as_at)]]


def _series(scope: ReleaseScope, day: date) -> int:
    """Of which snapshots the latest counts: those of a reporting year, or all."""
    return year_of_snapshot(day) if scope.years else 0


def _nothing(scope: ReleaseScope, chosen: Organisation | None) -> NothingImportedError:
    """What is not held, and what whoever reads it can do about it."""
    name = chosen.name if chosen else _("the organisations of Wales")
    years, ask = ", ".join(str(year) for year in scope.years), whom_to_ask()
    if not years:
        said = _("There are no staff figures of {name}.").format(name=name)
        return NothingImportedError(
            said, ask or _("Import a spreadsheet. A database that holds returns only has no staff figures.")
        )
    said = _("There are no staff figures of {name} for {years}.").format(name=name, years=years)
    of_the_year = _("The year is that of the 31 March at its end.")
    do = _("Import a spreadsheet of that date, or choose another year.")
    return NothingImportedError(said, f"{of_the_year} {' '.join((_('Choose another.'), ask)) if ask else do}")


def _with_zeros(cells: Sequence[CubeCell]) -> tuple[CubeCell, ...]:
    """The cells with one for every group in every grade there is: an outsider cannot tell a zero from a person.

    A grade that nobody holds has no cells: that is public knowledge.
    """
    from workforce_tui.storage.cube import CubeCell as Cell

    found: dict[tuple[str, date, str, str, str, str], Count] = {}
    for one in cells:
        place = (one.organisation, one.as_at, one.grade, one.worker_type, one.trait, one.ethnicity)
        found[place] = found.get(place, ZERO) + one.count
    traits: dict[tuple[str, date], set[str]] = {}
    groups: dict[tuple[str, date], set[str]] = {}
    for cell in cells:
        groups.setdefault((cell.organisation, cell.as_at), set()).add(cell.ethnicity)
        traits.setdefault((cell.organisation, cell.as_at), set()).add(cell.trait)
    leaves = {code for code, node in nodes().items() if node.granularity == LEAF} | {UNDECLARED, UNKNOWN}
    posts = sorted({(*key[:4], trait) for key in found for trait in traits[key[:2]]})
    order = {code: position for position, code in enumerate(nodes())}
    return tuple(
        Cell(*post[:4], code, found.get((*post, code), ZERO), post[4])
        for post in posts
        for code in sorted(groups[post[0], post[1]] | leaves, key=lambda one: order[one])
    )


def _coarse(
    cells: Iterable[CubeCell], snapshots: Iterable[SnapshotKey]
) -> dict[tuple[str, date], frozenset[EthnicityDefinition]]:
    """What each organisation's figures of a date are too coarse for."""
    asks: dict[tuple[str, date], bool] = {}
    for one in snapshots:
        place = one.organisation, one.as_at
        asks[place] = asks.get(place, True) and one.asks_grt
    codes: dict[tuple[str, date], set[str]] = {}
    for cell in cells:
        codes.setdefault((cell.organisation, cell.as_at), set()).add(cell.ethnicity)
    return {
        place: too_coarse_definitions(found - {NOT_GIVEN}, asks_grt=asks[place] or found == {NOT_GIVEN})
        for place, found in codes.items()
    }
