"""A force whose return of a year is filled and signed: staff on two dates, leavers and applicants of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import BRITISH, DAY, GWENT, INDIAN, NEXT, import_into, write_csv
from gated_force import STAFF, add_staff
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.datasets import Dataset
from workforce_tui.services.return_signing import sign
from workforce_tui.services.returns import check_return, get_return, open_return, set_nothing, set_text
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.returns import ReturnVersion

YEAR = 2026
WHO = "Jo Rees"
LATER = {**STAFF, "W_BRIT": (400, 95, 28, 2), "A_IND": (26, 7, 1, 0), "X_UNK": (25, 8, 1, 0)}
LEAVERS = (
    ("Resignation", BRITISH, 40),
    ("Resignation", INDIAN, 12),
    ("Retirement", BRITISH, 30),
    ("Transfer", INDIAN, 2),
)
APPLICANTS = (("White", 240, 120, 60), ("Asian", 90, 30, 12))


def signed_force(folder: Path, database: str = "") -> Iterator[Workspace]:
    """A database (force.db in a folder unless another is named) with the return of the force, signed once."""
    ws = open_workspace(database or str(folder / "force.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
        add_staff(session, GWENT, NEXT, LATER)
    add_events(ws, folder)
    fill(ws)
    sign_return(ws)
    yield ws
    ws.close()


def add_events(ws: Workspace, folder: Path) -> None:
    """The leavers and applicants of the year."""
    days = collection_year(YEAR)
    period = {"period_start": days.start, "period_end": days.end}
    rows = [
        (f"{reason}{group[:3]}{n}", "Constable", group, "01/06/2025", reason)
        for reason, group, people in LEAVERS
        for n in range(people)
    ]
    header = ("Staff number", "Grade", "Ethnicity", "Leaving date", "Reason for leaving")
    import_into(ws, write_csv(folder / "leavers.csv", header, rows), as_at=None, dataset=Dataset.LEAVERS, **period)
    header = ("Ethnicity", "Applied", "Shortlisted", "Offered")
    file = write_csv(folder / "recruitment.csv", header, APPLICANTS)
    import_into(ws, file, as_at=None, dataset=Dataset.RECRUITMENT, **period)


def fill(ws: Workspace) -> None:
    """Open the return and answer what is missing."""
    found = open_return(ws, GWENT, YEAR, by=WHO)
    for check in check_return(ws, found):
        if not check.done and check.section.code != "narrative":
            set_nothing(ws, GWENT, YEAR, check.section.code, "Not collected yet.", by=WHO)
    set_text(ws, GWENT, YEAR, "actions", english="We began.", welsh="Dechreuon ni.", translation="draft", by=WHO)
    set_text(ws, GWENT, YEAR, "outcomes", english="More applied.", welsh="Ymgeisiodd mwy.", by=WHO)


def sign_return(ws: Workspace, *, reason: str = "") -> ReturnVersion:
    """Sign the return as it is."""
    confirmation = f"{GWENT} {YEAR}"
    assert get_return(ws, GWENT, YEAR)
    return sign(ws, GWENT, YEAR, name="P. Kelly", post="Chief Constable", confirmation=confirmation, reason=reason)
