"""What happened to the same people between two snapshots: joiners, leavers, promotions, and recruitment as counts.

Worked out from the people themselves, so that the lists agree with the snapshots but for what lists and snapshots
never agree on: some who joined and left in between, and a few promotions the list leaves out.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maker import columns as col
from maker.ethnicity import CENSUS_2021, PREFIXED_18, SDE18_CODES_AND_NAMES, column_of
from maker.justice import FIVE_GROUPS
from maker.model import OUTSIDE_WORKFORCE, Shape, Worker, snapshot_date
from maker.people import SEED, follow
from maker.police import GWENT_RANKS, WORKER_NAMES
from maker.sheets import Column, Facts, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maker.model import Person
    from maker.plan import Sender

EVENT_YEARS = (2025, 2026)
"""The years, by the snapshot they end with, that lists are sent of."""
GONE_AGAIN = 3
"""How many join and leave in a year."""
LISTED = 0.96
"""The part of the promotions that the list has."""
REASONS = ("Resignation", "Retirement", "Transfer", "End of contract", "Dismissal", "Medical retirement", "Death")
REASON_WEIGHTS = (56, 27, 6, 5, 3, 2, 1)
PASSING = {"White": (0.42, 0.80, 0.62), "": (0.34, 0.78, 0.52)}
"""The part of applicants shortlisted, of those interviewed, and of those offered a post, by the group of a table."""


@dataclass(frozen=True, slots=True)
class EventSender:
    """An organisation that sends lists of events, and the columns its system writes."""

    code: str
    about: tuple[Column, ...]
    joined: str
    left: str
    reason: str
    promoted: str


EVENT_SENDERS = (
    EventSender(
        "gwent-police",
        (
            col.number("Employee Number"),
            col.worker("Employee Type", WORKER_NAMES),
            col.rank("Rank/Grade", GWENT_RANKS),
            col.ethnicity("Self Defined Ethnicity (18+1)", SDE18_CODES_AND_NAMES),
            col.sex("Gender"),
        ),
        "Date joined", "Date of leaving", "Reason for leaving", "Promotion date",
    ),
    EventSender(
        "hmpps-wales",
        (
            col.number("Person Number"),
            col.worker("Worker Type", {Worker.STAFF: "Staff"}),
            col.grade("Pay Band"),
            col.ethnicity("Ethnic Origin", PREFIXED_18),
            col.sex("Gender"),
        ),
        "Start Date", "Leaving Date", "Leaving Reason", "Date of promotion",
    ),
    EventSender(
        "cps-cymru-wales",
        (
            col.number("Employee Number", "C{:06d}"),
            col.grade("Substantive Grade"),
            col.ethnicity("Ethnicity", CENSUS_2021),
            col.sex("Sex"),
        ),
        "Start Date", "Leaving Date", "Reason for leaving", "Date of promotion",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventFile:
    """A file to write: its kind of events, the snapshot year its period ends with, and its sheet."""

    dataset: str
    year: int
    sheet: Sheet


def event_files(sender: Sender) -> Iterator[EventFile]:
    """The lists of an organisation, or none."""
    lists = next((one for one in EVENT_SENDERS if one.code == sender.shape.code), None)
    if lists is None:
        return
    before: dict[int, Person] = {}
    for year, people in follow(sender.shape):
        after = {one.number: replace(one, acting=False) for one in people if _inside(one, sender.shape)}
        if year in EVENT_YEARS:
            yield from _Year(lists, sender.shape, year).files(before, after)
        before = after


def _inside(person: Person, shape: Shape) -> bool:
    return shape.groups[person.group].worker not in OUTSIDE_WORKFORCE


class _Year:
    """One organisation's lists of one year."""

    def __init__(self, lists: EventSender, shape: Shape, year: int) -> None:
        self.lists, self.shape, self.year = lists, shape, year
        self.facts = Facts(shape, snapshot_date(year))
        self.rng = random.Random(f"{SEED} events {shape.code} {year}")
        self.first = snapshot_date(year - 1) + timedelta(days=1)

    def files(self, before: dict[int, Person], after: dict[int, Person]) -> Iterator[EventFile]:
        joined = [one for number, one in after.items() if number not in before]
        left = [one for number, one in before.items() if number not in after]
        briefly = self._briefly(joined)
        rows = [self._row(one, max(one.started, self.first)) for one in joined]
        rows += [self._row(one, day) for one, day, _gone in briefly]
        yield self._listed("joiners", [self.lists.joined], rows)
        gone = [(one, self._day(self.first)) for one in left] + [(one, day) for one, _day, day in briefly]
        reasons = self.rng.choices(REASONS, REASON_WEIGHTS, k=len(gone))
        rows = [[*self._row(one, day), reason] for (one, day), reason in zip(gone, reasons, strict=True)]
        yield self._listed("leavers", [self.lists.left, self.lists.reason], rows)
        yield self._promotions(before, after)
        yield self._recruitment(joined)

    def _briefly(self, joined: list[Person]) -> list[tuple[Person, date, date]]:
        """Some who came and went in the year, with both days."""
        found = []
        for place in range(GONE_AGAIN):
            like = self.rng.choice(joined)
            came = self._day(self.first, days=120)
            person = replace(like, number=990000 + self.year % 100 * 100 + place, started=came)
            found.append((person, came, self._day(came + timedelta(days=30), days=150)))
        return found

    def _day(self, first: date, days: int = 0) -> date:
        last = self.facts.as_at if not days else min(first + timedelta(days=days), self.facts.as_at)
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def _row(self, person: Person, day: date) -> Row:
        return [*(column.value(person, self.facts) for column in self.lists.about), day]

    def _listed(self, dataset: str, extra: Sequence[str], rows: list[Row]) -> EventFile:
        header = [*(column.header for column in self.lists.about), *extra]
        rows.sort(key=lambda row: str(row[0]))
        return EventFile(dataset, self.year, Sheet(dataset.title(), [header, *rows], data_rows=len(rows)))

    def _promotions(self, before: dict[int, Person], after: dict[int, Person]) -> EventFile:
        rows: list[Row] = []
        for number, one in after.items():
            held = before.get(number)
            if held is not None and held.group == one.group and held.rung < one.rung and self.rng.random() < LISTED:
                ladder = self.shape.groups[one.group].ladder
                rows.append([*self._row(one, self._day(self.first)), ladder[held.rung].label])
        return self._listed("promotions", [self.lists.promoted, "Promoted from"], rows)

    def _recruitment(self, joined: list[Person]) -> EventFile:
        """How many of each group came to each stage: all who started joined, and fewer of some groups get on."""
        started = Counter(column_of(one) for one in joined)
        rows: list[Row] = []
        for group, heading in FIVE_GROUPS.items():
            shortlisted, interviewed, offered = PASSING.get(group, PASSING[""])
            number = started[group]
            offers = number + round(number * 0.08) + self.rng.randint(0, 2)
            seen = round(offers / offered) + self.rng.randint(0, 3)
            listed = round(seen / interviewed) + self.rng.randint(0, 2)
            rows.append([heading, round(listed / shortlisted) + self.rng.randint(0, 6), listed, seen, offers, number])
        header: Row = ["Ethnic group", "Applied", "Shortlisted", "Interviewed", "Offered", "Started"]
        return EventFile("recruitment", self.year, Sheet("Recruitment", [header, *rows], data_rows=len(rows)))
