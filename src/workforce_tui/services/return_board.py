"""The board of returns: who has sent what, in which state, what is overdue, how complete each is, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import EditionKind
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.return_headlines import Headline, headline_in, headline_of, large_changes
from workforce_tui.domain.returns import AnnualReturn, completeness, is_overdue, open_queries
from workforce_tui.services.clock import today_here
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.received import closest, edition_numbered
from workforce_tui.services.returns import check_return, list_returns
from workforce_tui.storage import editions as held_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.held_editions import EditionHead
    from workforce_tui.domain.return_headlines import LargeChange
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One return: whose, how many of its sections are done, how many queries are open, and whether it is late.

    `version` is the one handed in, or signed, last (0: none), `received` whether it came in a file. `headline` are its
    figures as whoever looks may have them, `changes` those that are certain to have changed by over a fifth.
    """

    found: AnnualReturn
    name: str
    done: int
    sections: int
    queries: int
    overdue: bool
    version: int = 0
    received: bool = False
    headline: Headline = field(default_factory=Headline)
    changes: tuple[LargeChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """An organisation of Wales of whose return for a year nothing is held, and whether it is late."""

    organisation: str
    name: str
    year: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """What the lines of a board are made from: the editions received, by organisation and year."""

    ws: Workspace
    received: Mapping[tuple[str, int], tuple[EditionHead, ...]]
    raw: bool

    def edition(self, organisation: str, year: int) -> Edition | None:
        """The edition received last that says most, among those whoever looks may see."""
        return edition_numbered(self.ws, closest(self.received.get((organisation, year), ()), raw=self.raw))

    def headline(self, organisation: str, year: int) -> Headline | None:
        """The headline figures of a year: as received, else as the database has them; None where there are none."""
        if (organisation, year) in self.received:
            edition = self.edition(organisation, year)
            return None if edition is None else headline_of(edition)
        return _own_headline(self.ws, organisation, year) if self.raw else None


def board(
    ws: Workspace, year: int | None = None, *, today: date | None = None, raw: bool = False
) -> tuple[BoardLine, ...]:
    """Every return held, of one year or of all.

    Figures of the organisation's own staff, and of full editions, are there only where *raw* says that whoever looks
    may see them; those of internal and public editions always are.
    """
    day = today or today_here()
    with ws.reading() as session:
        names = {one.code: one.name for one in known_organisations(session)}
        editions = held_store.heads(session, kind=EditionKind.RETURN)
    by_return: dict[tuple[str, int], list[EditionHead]] = {}
    returns = list_returns(ws, year=year)
    signed_here = {(one.organisation, one.year) for one in list_returns(ws) if one.versions}
    for one in editions:
        if (key := (one.organisation, one.year)) not in signed_here:
            by_return.setdefault(key, []).append(one)
    held = _Held(ws, {key: tuple(some) for key, some in by_return.items()}, raw)
    return tuple(_line(held, found, names.get(found.organisation, found.organisation), day) for found in returns)


def _line(held: _Held, found: AnnualReturn, name: str, day: date) -> BoardLine:
    received = held.received.get((found.organisation, found.year), ())
    done, sections = completeness(check_return(held.ws, found))
    now = held.headline(found.organisation, found.year)
    return BoardLine(
        found, name, done, sections, len(open_queries(found.queries)), is_overdue(found, found.year, day),
        found.handed_in or (found.latest.number if found.latest else 0), bool(received), now or Headline(),
        large_changes(held.headline(found.organisation, found.year - 1), now) if now else (),
    )  # fmt: skip


def not_sent(ws: Workspace, year: int, *, today: date | None = None) -> tuple[Absent, ...]:
    """The organisations of Wales of whose return for a year nothing is held."""
    day = today or today_here()
    held = {one.organisation for one in list_returns(ws, year=year)}
    with ws.reading() as session:
        known = known_organisations(session)
    late = is_overdue(None, year, day)
    return tuple(Absent(one.code, one.name, year, late) for one in known if one.in_wales and one.code not in held)


def _own_headline(ws: Workspace, organisation: str, year: int) -> Headline | None:
    from workforce_tui.services.representation import representation_report
    from workforce_tui.services.return_contents import snapshot_of_year

    day = snapshot_of_year(ws, organisation, year)
    if day is None:
        return None
    query = ReportQuery(organisation, day, Dimension.WORKER, EthnicityDefinition.EM_EXCL)
    total = representation_report(ws, query).total
    return None if total is None else headline_in(total.figures)
