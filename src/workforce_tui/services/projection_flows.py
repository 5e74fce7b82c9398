"""How many go from a part of the staff and who comes to it, from people followed over the latest years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import Membership, membership
from workforce_tui.domain.formatting import long_date, number, percent
from workforce_tui.domain.levels import tier_of
from workforce_tui.i18n import _
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.flows import flow_dates, flows_between
from workforce_tui.services.projection_figures import WORKFORCE, Assumed, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.flows import Flows, Position
    from workforce_tui.services.workspace import Workspace

MOST_YEARS = 3
"""How many years are pooled: one year's joiners are few, and much older ones say little of today."""
YEAR_AT_LEAST, YEAR_AT_MOST = 330, 400
"""Days between two snapshots that are a year apart."""


@dataclass(slots=True)
class Moves:
    """People by how they stand under a definition: in post at the start of a year, gone by its end, and come to it.

    `within` are those of `came` who were in the organisation before, `outside` the others.
    """

    start: date
    end: date
    base: dict[Membership, int] = field(default_factory=lambda: defaultdict(int))
    gone: dict[Membership, int] = field(default_factory=lambda: defaultdict(int))
    within: dict[Membership, int] = field(default_factory=lambda: defaultdict(int))
    outside: dict[Membership, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def came(self) -> dict[Membership, int]:
        """Everybody who came."""
        return {member: self.within[member] + self.outside[member] for member in Membership}


def moves_of(
    ws: Workspace, organisation: str, definition: EthnicityDefinition, scope: str, *, up_to: date | None = None
) -> Moves | None:
    """The moves of a scope over up to three of the latest years; None where people are not held a year apart."""
    pairs = _years([day for day in flow_dates(ws, organisation) if up_to is None or day <= up_to])
    if not pairs:
        return None
    with ws.reading() as session:
        book = GradeBook.load(session)
    found, within = Moves(pairs[-1][0], pairs[0][1]), _scope_test(scope, organisation, book)
    for year in flows_between(ws, organisation=organisation, pairs=pairs, definition=definition).values():
        _count(found, year, within)
    return found


def _years(dates: Sequence[date]) -> list[tuple[date, date]]:
    """Years that follow one another back from a recent date: the snapshots nearest to a year apart.

    Recent is the latest date or, where that is not a year after another (a list out of turn), the one before it that
    is, if it is no longer than a year ago.
    """
    recent = [day for day in dates if (dates[0] - day).days <= YEAR_AT_MOST]
    end = next((day for day in recent if _year_before(dates, day) is not None), None)
    pairs: list[tuple[date, date]] = []
    while end is not None and len(pairs) < MOST_YEARS:
        start = _year_before(dates, end)
        if start is not None:
            pairs.append((start, end))
        end = start
    return pairs


def _year_before(dates: Sequence[date], end: date) -> date | None:
    """The snapshot nearest to a year before another; None where there is none about a year before it."""
    near = [day for day in dates if YEAR_AT_LEAST <= (end - day).days <= YEAR_AT_MOST]
    return min(near, key=lambda day: abs((end - day).days - 365), default=None)


def _scope_test(scope: str, organisation: str, book: GradeBook) -> Callable[[Position | None, date], bool]:
    """Whether a post of a day is in the scope."""
    kind, _separator, key = scope.partition(":")

    def within(post: Position | None, day: date) -> bool:
        if post is None:
            return False
        match kind:
            case "worker":
                return post.worker_type == key
            case "grade":
                return post.grade == key
            case "level":
                return book.level(organisation, post.grade, day) == key
            case "tier":
                return tier_of(book.level(organisation, post.grade, day)) == key
            case _:
                return kind == WORKFORCE

    return within


def _count(found: Moves, year: Flows, within: Callable[[Position | None, date], bool]) -> None:
    for one in year.transitions:
        member = membership(one.ethnicity, year.definition)
        was, is_now = within(one.before, year.start), within(one.after, year.end)
        if was:
            found.base[member] += one.people
        if was and not is_now:
            found.gone[member] += one.people
        if is_now and not was:
            (found.outside if one.before is None else found.within)[member] += one.people


def leaver_rate(moves: Moves) -> Assumed | None:
    """The part of those in post who are gone after a year."""
    base, gone = sum(moves.base.values()), sum(moves.gone.values())
    if not base:
        return None
    text = _("{rate} a year: {gone} gone of {base} in post at the start of each year, {start} to {end}.")
    said = text.format(
        rate=percent(Fraction(gone, base)),
        gone=number(gone),
        base=number(base),
        start=long_date(moves.start),
        end=long_date(moves.end),
    )
    return Assumed(Fraction(gone, base), Origin.FLOWS, said)


def joiner_share(moves: Moves) -> Assumed | None:
    """The group's share of those who came and whose ethnicity is known; None where that is nobody, or too coarse."""
    came = moves.came
    share = _share(came)
    if share is None:
        return None
    text = _("{share}: {part} of {known} who came and whose ethnicity is known, {start} to {end}.")
    said = text.format(
        share=percent(share),
        part=number(came[Membership.MINORITY]),
        known=number(came[Membership.MINORITY] + came[Membership.WHITE]),
        start=long_date(moves.start),
        end=long_date(moves.end),
    )
    return Assumed(share, Origin.FLOWS, said)


def promoted_part(moves: Moves) -> Fraction | None:
    """The part of those who came that came from within; None for nobody."""
    came = sum(moves.came.values())
    return Fraction(sum(moves.within.values()), came) if came else None


def outside_share(moves: Moves) -> Fraction:
    """The group's share of those who came from outside; 0 for nobody."""
    return _share(moves.outside) or Fraction(0)


def groups_note(moves: Moves) -> str:
    """How many of each group are gone: one rate is used for both unless another is chosen."""
    minority, white = moves.base[Membership.MINORITY], moves.base[Membership.WHITE]
    if not minority or not white:
        return ""
    text = _(
        "Of staff from ethnic minorities {gone} of {base} are gone after a year, of White staff {white_gone} of "
        "{white}; one rate is used for both unless another is chosen."
    )
    return text.format(
        gone=number(moves.gone[Membership.MINORITY]),
        base=number(minority),
        white_gone=number(moves.gone[Membership.WHITE]),
        white=number(white),
    )


def _share(people: dict[Membership, int]) -> Fraction | None:
    known = people[Membership.MINORITY] + people[Membership.WHITE]
    return Fraction(people[Membership.MINORITY], known) if known and not people[Membership.UNCLEAR] else None
