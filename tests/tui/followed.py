"""A small database of made-up people of two dates, with known moves, for the screen of progression."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from holding import Held, Post, hold

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

FIRST, SECOND, THIRD = date(2024, 3, 31), date(2025, 3, 31), date(2026, 3, 31)
FORCE = "gwent-police"
HOSTILE = "[@click=app.quit]col [Grade]"


def fill(ws: Workspace) -> None:
    """Write the people: constables, sergeants and staff of a grade whose name would be read as markup."""
    from workforce_tui.storage import grades

    with ws.writing() as session:
        grades.ensure_own_grade(session, organisation=FORCE, code="own:odd", label=HOSTILE, worker_type="staff")
    first = {
        **{f"w{n}": Post() for n in range(120)},
        **{f"a{n}": Post(ethnicity="A_IND") for n in range(12)},
        **{f"s{n}": Post("SERGEANT") for n in range(40)},
        **{f"t{n}": Post("SERGEANT", ethnicity="B_AFR") for n in range(2)},
        **{f"o{n}": Post("own:odd", worker="staff") for n in range(30)},
        "u1": Post(ethnicity="X_PNTS"),
    }
    second = dict(first)
    for number in ("w0", "w1", "w2", "a0"):
        second[number] = Post("SERGEANT", ethnicity=first[number].ethnicity)
    second["w3"] = Post(temporary="SERGEANT")
    for number in ("w4", "w5", "s0", "a1"):
        del second[number]
    second |= {"n1": Post(), "n2": Post(ethnicity="A_PAK"), "n3": Post(ethnicity="X_UNK")}
    hold(ws, [Held(FORCE, FIRST, first), Held(FORCE, SECOND, second), Held(FORCE, THIRD, second)])
