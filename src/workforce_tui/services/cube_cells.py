"""The cube of some snapshots: with everybody of a grade and an ethnic group together, or divided by an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import Attribute
from workforce_tui.services.figures import OF_PERSONS
from workforce_tui.storage import cube as cube_store
from workforce_tui.storage.cube import CubeCell
from workforce_tui.storage.divided import divided_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from workforce_tui.storage.cube import SnapshotKey


def cube_cells(session: Session, snapshots: Sequence[SnapshotKey], by: str) -> Sequence[CubeCell]:
    """The cells of some snapshots; by an attribute of people, those of the people counted one by one."""
    of = {one.id: one for one in snapshots}
    if by not in OF_PERSONS:
        return cube_store.cells(session, snapshot_ids=list(of))
    found = divided_cells(session, snapshots={one.id: one.as_at for one in snapshots}, by=Attribute(by))
    return [
        CubeCell(
            of[one.snapshot].organisation, of[one.snapshot].as_at, one.grade, one.worker_type, one.ethnicity,
            one.number, one.trait,
        )
        for one in found
    ]  # fmt: skip
