"""What the rows of a report stand for: which row a cell of the cube belongs to, its name and its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import NOT_HELD, Attribute, places, value_name
from workforce_tui.domain.grades import (
    Level,
    LevelRule,
    Tier,
    grade,
    level_name,
    level_of,
    tier_name,
    tier_of,
)
from workforce_tui.domain.workforce import Area, WorkerType, area_name, worker_type_name
from workforce_tui.i18n import _
from workforce_tui.services.figures import OF_PERSONS, Dimension
from workforce_tui.storage import grades as store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.storage.cube import CubeCell

UNMAPPED_TIER = "unmapped"
NO_COLUMN = "not_held"
"""The key of the row of those whose file does not say."""
AFTER_EVERY_LADDER = 1_000
WORKERS = [str(worker) for worker in WorkerType]


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """A grade of an organisation's own: its name as the organisation writes it, and its place among them."""

    label: str
    worker_type: str
    position: int


@dataclass(frozen=True, slots=True)
class GradeBook:
    """The grades in use: shipped ladders, organisations' own grades and the dated choices of level."""

    own: Mapping[tuple[str, str], OwnGrade]
    rules: tuple[LevelRule, ...]

    @classmethod
    def load(cls, session: Session) -> GradeBook:
        """Read the organisations' own grades and the level rules."""
        own = {
            (row.organisation, row.code): OwnGrade(row.label, row.worker_type, row.position)
            for row in store.own_grades(session)
        }
        return cls(own, store.level_rules(session))

    def grade_name(self, organisation: str, code: str) -> str:
        """A grade's name: the organisation's own words for its own grades, else the ladder's."""
        mine = self.own.get((organisation, code))
        if mine is not None:
            return mine.label
        shipped = grade(code)
        return code if shipped is None else shipped.name

    def level(self, organisation: str, code: str, day: date) -> Level:
        """The common level of a grade on a day."""
        return level_of(code, organisation=organisation, on=day, rules=self.rules)

    def place(self, organisation: str, code: str) -> tuple[int, int, str]:
        """Where a grade comes in its organisation's list: by kind of worker, then from junior to senior."""
        mine = self.own.get((organisation, code))
        if mine is not None:
            return _worker_place(mine.worker_type), AFTER_EVERY_LADDER + mine.position, code
        shipped = grade(code)
        if shipped is None:
            return len(WORKERS), AFTER_EVERY_LADDER, code
        return _worker_place(str(shipped.worker_type)), shipped.order, shipped.ladder


def _worker_place(worker_type: str) -> int:
    return WORKERS.index(worker_type) if worker_type in WORKERS else len(WORKERS)


def row_key(cell: CubeCell, by: Dimension, book: GradeBook, known: Mapping[str, Organisation]) -> tuple[str, str]:
    """The (organisation, key) of the row a cell counts in; rows across organisations have no organisation."""
    organisation = known.get(cell.organisation)
    match by:
        case Dimension.GRADE:
            return cell.organisation, cell.grade
        case Dimension.LEVEL:
            return "", str(book.level(cell.organisation, cell.grade, cell.as_at))
        case Dimension.TIER:
            tier = tier_of(book.level(cell.organisation, cell.grade, cell.as_at))
            return "", UNMAPPED_TIER if tier is None else str(tier)
        case Dimension.WORKER:
            return "", cell.worker_type
        case by if by in OF_PERSONS:
            return "", cell.trait or NO_COLUMN
        case Dimension.AREA:
            return "", str(organisation.area if organisation else Area.OUTSIDE_WALES)
        case _:
            return cell.organisation, cell.organisation


def row_label(by: Dimension, owner: str, key: str, book: GradeBook) -> str:
    """The name of a row in the language in use."""
    match by:
        case Dimension.GRADE:
            return book.grade_name(owner, key)
        case Dimension.LEVEL:
            return level_name(Level(key))
        case Dimension.TIER:
            return _("Not mapped to a tier") if key == UNMAPPED_TIER else tier_name(Tier(key))
        case Dimension.WORKER:
            return worker_type_name(WorkerType(key))
        case Dimension.AREA:
            return area_name(Area(key))
        case by if by in OF_PERSONS:
            return value_name(Attribute(by.value), NOT_HELD if key == NO_COLUMN else key)
        case _:
            return key


def row_place(by: Dimension, owner: str, key: str, book: GradeBook) -> tuple[int, int, str]:
    """Where a row comes among the others of its organisation."""
    match by:
        case Dimension.GRADE:
            return book.place(owner, key)
        case Dimension.LEVEL:
            return (1 if key == Level.L0 else 0), 0, key
        case Dimension.TIER:
            order = [*map(str, Tier), UNMAPPED_TIER]
            return order.index(key), 0, key
        case Dimension.WORKER:
            return WORKERS.index(key), 0, key
        case Dimension.AREA:
            return list(map(str, Area)).index(key), 0, key
        case by if by in OF_PERSONS:
            return places(Attribute(by.value)).index(NOT_HELD if key == NO_COLUMN else key), 0, key
        case _:
            return 0, 0, key
