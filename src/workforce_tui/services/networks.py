"""Staff networks with everything entered about them: years, posts, issues, consultations, meetings, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain import network_records as kinds
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.network_outcomes import IssueState, issue_state
from workforce_tui.domain.network_posts import Standing, Term, empty_posts, standing, successor
from workforce_tui.domain.networks import Resourcing, resourcing_of, whole
from workforce_tui.domain.records import WELSH_SUFFIX
from workforce_tui.domain.reporting_years import reporting_year
from workforce_tui.i18n import WELSH, _, language
from workforce_tui.services.clock import today_here
from workforce_tui.services.records import get, list_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.network_posts import EmptyPost
    from workforce_tui.domain.records import Record, Values
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network as it stands on the day `today`; archived records are left out.

    `years` are its years by the reporting year, oldest first. A year that was entered twice is in `doubled` and not
    among them: nobody can say which is meant.
    """

    network: Record
    today: date
    years: Mapping[int, Record]
    doubled: tuple[int, ...]
    terms: tuple[Term, ...]
    issues: tuple[Record, ...]
    consultations: tuple[Record, ...]
    meetings: tuple[Record, ...]
    reviews: tuple[Record, ...]

    @property
    def name(self) -> str:
        """The network's name in the language in use, or in the other where it has one only."""
        return said(self.network.values, "name")

    @property
    def latest(self) -> Record | None:
        """The latest year."""
        return self.years[max(self.years)] if self.years else None

    @property
    def profiles(self) -> tuple[Resourcing, ...]:
        """The resourcing profiles, oldest first."""
        return tuple(resourcing_of(year, record.values) for year, record in self.years.items())

    @property
    def empty(self) -> tuple[EmptyPost, ...]:
        """The posts nobody holds."""
        return empty_posts(self.terms, self.today)

    def state(self, issue: Record) -> IssueState:
        """How an issue stands."""
        return issue_state(issue.values, self.today)

    @property
    def overdue(self) -> tuple[Record, ...]:
        """The issues whose response is overdue."""
        return tuple(one for one in self.issues if self.state(one) is IssueState.OVERDUE)


def network_view(ws: Workspace, number: int, *, today: date | None = None) -> NetworkView:
    """A network by its number, with all that hangs on it.

    Raises:
        WorkforceError: there is no such record, or it is no network.
    """
    return _view(ws, get(ws, number, kinds.NETWORK), today or today_here())


def network_views(ws: Workspace, organisation: str | None = None, *, today: date | None = None) -> list[NetworkView]:
    """The networks of an organisation, or all of them.

    Raises:
        WorkforceError: there is no such organisation.
    """
    day = today or today_here()
    return [_view(ws, one, day) for one in list_records(ws, kinds.NETWORK, organisation)]


def _view(ws: Workspace, network: Record, today: date) -> NetworkView:
    def held(kind: str, key: str) -> tuple[Record, ...]:
        found = list_records(ws, kind, parent=network.id)
        return tuple(sorted(found, key=lambda one: (day_of(one.values, key), one.id)))

    years = list_records(ws, kinds.YEAR, parent=network.id)
    numbers = [whole(one.values.get("year")) for one in years]
    doubled = {number for number in numbers if number is not None and numbers.count(number) > 1}
    by_year = {number: one for number, one in zip(numbers, years, strict=True) if number not in (None, *doubled)}
    return NetworkView(
        network,
        today,
        {year: by_year[year] for year in sorted(by_year, key=lambda one: one or 0) if year is not None},
        tuple(sorted(doubled)),
        tuple(_term(one) for one in held(kinds.POST, "start")),
        held(kinds.ISSUE, "raised"),
        held(kinds.CONSULTATION, "asked"),
        held(kinds.MEETING, "day"),
        held(kinds.REVIEW, "day"),
    )


def _term(record: Record) -> Term:
    values = record.values
    return Term(
        record.id,
        str(values["post"]),
        str(values["holder"]),
        day_of(values, "start"),
        _day(values, "end"),
        _day(values, "left"),
        text_of(values, "succession") or None,
        text_of(values, "other_post"),
    )


def said(values: Values, key: str) -> str:
    """A text in the language in use where it is in both languages, else in the one there is; "" for neither."""
    halves = (key + WELSH_SUFFIX, key) if language() == WELSH else (key, key + WELSH_SUFFIX)
    return next((text for half in halves if (text := text_of(values, half))), "")


def text_of(values: Values, key: str) -> str:
    """A text; "" where it is not stated."""
    value = values.get(key)
    return "" if value is None else str(value)


def _day(values: Values, key: str) -> date | None:
    value = values.get(key)
    return value if isinstance(value, date) else None


def day_of(values: Values, key: str) -> date:
    """A day that a kind requires."""
    return _day(values, key) or date.min


def within(record: Record, key: str, year: int) -> bool:
    """Whether the day of a record is in a reporting year."""
    return reporting_year(day_of(record.values, key)) == year


def attention(view: NetworkView) -> tuple[str, ...]:
    """What has to be looked at, most pressing first, each a sentence."""
    return (*_posts(view), *_issues(view), *_years(view))


def _posts(view: NetworkView) -> Iterator[str]:
    for empty in view.empty:
        text = _("Nobody is in this post: {post}.").format(post=empty.name)
        since = _("Empty since {date}.").format(date=long_date(empty.since)) if empty.since else ""
        start = empty.next_start
        begins = _("The next term starts on {date}.").format(date=long_date(start)) if start else ""
        yield " ".join(part for part in (text, since, begins) if part)
    for term in view.terms:
        if standing(term, view.today) is Standing.ENDING and term.last is not None:
            after = successor(term, view.terms)
            follows = _("Somebody follows.") if after else _("Nobody is recorded to follow.")
            text = _("A term ends on {date}: {post}.").format(date=long_date(term.last), post=term.name)
            yield f"{text} {follows}"


def _issues(view: NetworkView) -> Iterator[str]:
    if view.overdue:
        yield _("Issues whose response is overdue: {number}.").format(number=len(view.overdue))
    waiting = [one for one in view.consultations if one.values.get("responded") is None]
    late = [one for one in waiting if (due := _day(one.values, "due")) is not None and due < view.today]
    if late:
        yield _("Consultations the network has not responded to in time: {number}.").format(number=len(late))


def _years(view: NetworkView) -> Iterator[str]:
    if view.doubled:
        text = _("Entered more than once, so not counted: the year to 31 March {years}. Archive all but one.")
        yield text.format(years=", ".join(map(str, view.doubled)))
    ended = reporting_year(view.today) - 1
    if ended not in view.years and ended not in view.doubled:
        yield _("Nothing is entered for the year to 31 March {year}.").format(year=ended)
    latest = view.profiles[-1] if view.profiles else None
    if latest is not None and latest.total is None:
        text = _("Resourcing in {year}: {stated} of 8 items are stated.")
        yield text.format(year=latest.year, stated=latest.stated)
