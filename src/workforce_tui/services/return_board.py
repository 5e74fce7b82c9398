"""The board of returns: who has sent what, in which state, what is overdue, and how complete each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.returns import AnnualReturn, completeness, is_overdue, open_queries
from workforce_tui.services.disparities import today_here
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.returns import check_return, list_returns

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One return: whose, how many of its sections are done, how many queries are open, and whether it is late."""

    found: AnnualReturn
    name: str
    done: int
    sections: int
    queries: int
    overdue: bool


def board(ws: Workspace, year: int | None = None, *, today: date | None = None) -> tuple[BoardLine, ...]:
    """Every return held, of one year or of all."""
    day = today or today_here()
    with ws.reading() as session:
        names = {one.code: one.name for one in known_organisations(session)}
    lines = []
    for found in list_returns(ws, year=year):
        done, sections = completeness(check_return(ws, found))
        late = is_overdue(found, found.year, day)
        name = names.get(found.organisation, found.organisation)
        lines.append(BoardLine(found, name, done, sections, len(open_queries(found.queries)), late))
    return tuple(lines)
