"""A force whose upper grades are small enough that every profile has something to keep back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import DAY, GWENT, NEXT, Person, import_into, people, staff_file
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOUTH = "south-wales-police"


def staff(*, minority: int = 22) -> list[Person]:
    """Constables and sergeants in numbers, inspectors with two from a minority, two superintendents."""
    return [
        *people(minority, 380),
        *people(12, 90, first=1000, rank="Sergeant"),
        *people(2, 28, first=2000, rank="Inspector"),
        *people(0, 2, first=3000, rank="Superintendent"),
        *(Person(f"U{n}", ethnicity="") for n in range(24)),
        *(Person(f"P{n}", ethnicity="Prefer not to say") for n in range(16)),
    ]


def held(folder: Path) -> Iterator[Workspace]:
    """A database with the force on two dates, and another force on the first of them."""
    ws = open_workspace(str(folder / "force.db"))
    import_into(ws, staff_file(folder / "one.csv", staff()))
    import_into(ws, staff_file(folder / "two.csv", staff(minority=25)), as_at=NEXT)
    import_into(ws, staff_file(folder / "south.csv", people(60, 700)), organisation=SOUTH)
    yield ws
    ws.close()


__all__ = ["DAY", "GWENT", "NEXT", "SOUTH", "held", "staff"]
