"""How long flows between snapshots take from the kept transitions, beside the plain SQL self-join of the people.

A database of 12 organisations over ten years is made straight in the tables, the same every time: people join, leave,
are promoted and leave their ethnicity out. Medians of several runs; the join is what the kept transitions save. The
first look is on a connection that has counted nothing yet: what is counted from people is remembered until the database
changes.

    python bench/progression.py                        1,000,000 people and dates
    python bench/progression.py --rows 100000 --rounds 5 --keep bench.db
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from workforce_tui.domain.attributes import AgeBand, Attributes, Contract, Disability
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.indicator_catalogue import FAMILIES
from workforce_tui.services.disparities import differences, group_source, list_disparities
from workforce_tui.services.events import EventDimension, event_report
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.flows import flow_dates, flows
from workforce_tui.services.indicators import IndicatorCut, indicators
from workforce_tui.services.pipeline import pipeline
from workforce_tui.services.projection import projection
from workforce_tui.services.reconciliation import reconcile
from workforce_tui.services.representation import representation_report
from workforce_tui.services.transitions import refresh_transitions
from workforce_tui.services.trend import indicator_trend
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import events as event_store
from workforce_tui.storage import facts
from workforce_tui.storage.tables import EventPeriodRow, ImportBatchRow, SnapshotRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlmodel import Session

POLICE = ("CONSTABLE", "SERGEANT", "INSPECTOR", "CHIEF_INSPECTOR", "SUPERINTENDENT", "CHIEF_SUPERINTENDENT")
BANDS = ("BAND2", "BAND3", "BAND4", "BAND5", "BAND6", "BAND7", "BAND8")
CIVIL = ("AO", "EO", "HEO", "SEO", "G7", "G6", "SCS")
ORGANISATIONS = {
    "gwent-police": POLICE, "south-wales-police": POLICE, "north-wales-police": POLICE, "dyfed-powys-police": POLICE,
    "hmpps-wales": BANDS, "hmcts-wales": CIVIL, "cps-cymru-wales": CIVIL, "yjb-cymru": CIVIL,
    "avon-and-somerset-police": POLICE, "cheshire-police": POLICE, "west-mercia-police": POLICE,
    "merseyside-police": POLICE,
}  # fmt: skip
ETHNICITIES = (
    ["W_BRIT"] * 84 + ["W_OTHER"] * 4 + ["A_IND", "A_PAK", "A_BAN", "B_AFR", "B_CAR", "M_WBC", "O_ARAB", "X_PNTS"]
)  # fmt: skip
DISABILITIES = [Disability.NOT_DISABLED] * 8 + [Disability.DISABLED, Disability.UNKNOWN]
CONTRACTS = [Contract.PERMANENT] * 8 + [Contract.FIXED_TERM] * 2
TEN = ("R1", "R2", "R5", "R6", "P1", "P2", "A6", "L1", "L2", "T1")
YEARS = tuple(date(year, 3, 31) for year in range(2016, 2026))
JOIN = """
    SELECT gb.grade, gb.temporary, ga.grade, ga.temporary, ea.ethnicity, a.sex, COUNT(*)
    FROM snapshot AS sa
    JOIN snapshot AS sb ON sb.organisation = sa.organisation AND sb.as_at = :start
    JOIN person_snapshot AS a ON a.snapshot_id = sa.id
    LEFT JOIN person_snapshot AS b ON b.snapshot_id = sb.id AND b.pseudonym = a.pseudonym
    JOIN grade_label AS ga ON ga.id = a.grade_label_id
    LEFT JOIN grade_label AS gb ON gb.id = b.grade_label_id
    JOIN ethnicity_label AS ea ON ea.id = a.ethnicity_label_id
    WHERE sa.as_at = :end{one_later}
    GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT gb.grade, gb.temporary, NULL, NULL, eb.ethnicity, b.sex, COUNT(*)
    FROM snapshot AS sb
    JOIN snapshot AS sa ON sa.organisation = sb.organisation AND sa.as_at = :end
    JOIN person_snapshot AS b ON b.snapshot_id = sb.id
    JOIN grade_label AS gb ON gb.id = b.grade_label_id
    JOIN ethnicity_label AS eb ON eb.id = b.ethnicity_label_id
    WHERE sb.as_at = :start{one_earlier}
        AND NOT EXISTS (SELECT 1 FROM person_snapshot AS a WHERE a.snapshot_id = sa.id AND a.pseudonym = b.pseudonym)
    GROUP BY 1, 2, 5, 6
"""
"""Two statements that anybody would write: those at the later date with what they were before, and those gone."""


@dataclass(slots=True)
class Person:
    """One person's state from year to year."""

    pseudonym: bytes
    ethnicity: str
    sex: str
    rank: int
    acting: bool = False
    age: AgeBand = AgeBand.THIRTIES
    disability: Disability = Disability.NOT_DISABLED
    contract: Contract = Contract.PERMANENT
    start_month: int | None = None

    @property
    def attributes(self) -> int:
        """As the database keeps them."""
        return Attributes(self.disability, self.age, self.contract).code


Happened = dict[Dataset, list[Person]]


def careers(organisation: str, size: int, chance: random.Random) -> Iterator[tuple[date, list[Person], Happened]]:
    """The staff of an organisation each year, and what happened in the year before."""
    top, made = len(ORGANISATIONS[organisation]) - 2, 0

    def newcomer(rank: int) -> Person:
        nonlocal made
        made += 1
        name = hashlib.blake2b(f"{organisation}{made}".encode(), digest_size=16).digest()
        attributes = (chance.choice(tuple(AgeBand)), chance.choice(DISABILITIES), chance.choice(CONTRACTS))
        ethnicity, sex = chance.choice(ETHNICITIES), chance.choice(("female", "male"))
        return Person(name, ethnicity, sex, rank, False, *attributes, 12 * chance.randrange(2006, 2024))

    staff = [newcomer(min(top, int(chance.expovariate(1.2)))) for _one in range(size)]
    happened: Happened = {}
    for day in YEARS:
        yield day, staff, happened
        left = {id(one) for one in staff if chance.random() < 0.08}
        happened = {Dataset.LEAVERS: [one for one in staff if id(one) in left], Dataset.PROMOTIONS: []}
        staff = [one for one in staff if id(one) not in left]
        for one in staff:
            dice = chance.random()
            if dice < 0.05 and one.rank < top:
                one.rank, one.acting = one.rank + 1, False
                happened[Dataset.PROMOTIONS].append(one)
            elif dice > 0.95:
                one.acting = not one.acting
        happened[Dataset.JOINERS] = [newcomer(0) for _one in range(size - len(staff))]
        staff += happened[Dataset.JOINERS]


def make(ws: Workspace, rows: int) -> None:
    """Fill an empty database with so many people and dates."""
    size = rows // len(ORGANISATIONS) // len(YEARS)
    for organisation, ladder in ORGANISATIONS.items():
        chance = random.Random(organisation)
        with ws.writing() as session:
            batch = batch_store.add_batch(session, batch=_batch(), issues={})
            labels = _labels(session, organisation, ladder)
            for day, staff, happened in careers(organisation, size, chance):
                _snapshot(session, organisation, day, batch, staff, labels, chance)
                _events(session, organisation, day, batch, happened, labels)
            refresh_transitions(session, {(organisation, day) for day in YEARS})
    with ws.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")


def _batch() -> ImportBatchRow:
    return ImportBatchRow(
        file_name="bench", file_sha256="", sheet=None, layout="record", dataset="staff_in_post", scheme="ons2021_19",
        imported_at="", status="active", rows_read=0, rows_rejected=0, rows_skipped=0, headcount_low=0,
        headcount_high=0, outside_workforce=0,
    )  # fmt: skip


Labels = tuple[dict[tuple[int, bool], int], dict[str, int]]


def _labels(session: Session, organisation: str, ladder: tuple[str, ...]) -> Labels:
    grades = {}
    for rank, code in enumerate(ladder[:-1]):
        for acting in (False, True):
            grades[rank, acting] = facts.grade_label_id(
                session, organisation=organisation, worker_type="", raw=f"{code}{' acting up' * acting}", grade=code,
                temporary=ladder[rank + 1] if acting else "",
            )  # fmt: skip
    groups = {code: facts.ethnicity_label_id(session, raw=code, ethnicity=code) for code in {*ETHNICITIES, "X_UNK"}}
    return grades, groups


def _snapshot(
    session: Session, organisation: str, day: date, batch: int, staff: list[Person], labels: Labels,
    chance: random.Random,
) -> None:  # fmt: skip
    grades, groups = labels
    row = SnapshotRow(
        batch_id=batch, organisation=organisation, as_at=day, scheme="ons2021_19", asks_grt=True, has_persons=True
    )
    number = facts.add_snapshot(session, snapshot=row)
    worker = "officer" if ORGANISATIONS[organisation] is POLICE else "staff"
    facts.add_person_snapshots(
        session,
        rows=sorted(
            (number, one.pseudonym, grades[one.rank, one.acting],
             groups["X_UNK" if chance.random() < 0.05 else one.ethnicity], worker, one.sex, 1000,
             one.start_month, one.attributes)
            for one in staff
        ),
    )  # fmt: skip
    facts.build_cube(session, snapshot_id=number)


def _events(
    session: Session, organisation: str, day: date, batch: int, happened: Happened, labels: Labels
) -> None:  # fmt: skip
    """Police forces list their joiners, leavers and promotions too."""
    if ORGANISATIONS[organisation] is not POLICE:
        return
    for dataset, people in happened.items():
        period = EventPeriodRow(
            batch_id=batch, organisation=organisation, dataset=str(dataset), scheme="ons2021_19", asks_grt=True,
            period_start=date(day.year - 1, 4, 1), period_end=day, has_persons=True,
        )  # fmt: skip
        number = event_store.add_period(session, period=period)
        rows = (
            (number, None, one.pseudonym, labels[0][one.rank, one.acting], None, labels[1][one.ethnicity], "officer",
             one.sex, "unknown", 1, 1)
            for one in people
        )  # fmt: skip
        event_store.add_event_facts(session, rows=rows)
        event_store.build_cube(session, period_ids=[number])


def milliseconds(work: Callable[[], Any], rounds: int) -> float:
    """The median processor time of some runs, after one that warms up: what else the machine does is left out."""
    work()
    seen = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        seen.append((time.process_time() - start) * 1000)
    return median(seen)


def first_look(ws: Workspace, work: Callable[[], Any]) -> float:
    """The median processor time of three runs, each on a new connection, which remembers nothing."""
    seen = []
    for _look in range(3):
        ws.engine.dispose()
        start = time.process_time()
        work()
        seen.append((time.process_time() - start) * 1000)
    return median(seen)


def joined(ws: Workspace, organisation: str) -> list[Any]:
    """The plain join of the two latest dates, of one organisation or ("") of all."""
    one = {"one_later": "sa", "one_earlier": "sb"}
    only = {key: f" AND {name}.organisation = '{organisation}'" * bool(organisation) for key, name in one.items()}
    with ws.engine.connect() as connection:
        dates = {"start": YEARS[-2].isoformat(), "end": YEARS[-1].isoformat()}
        return list(connection.execute(text(JOIN.format(**only)), dates))


Work = tuple["Callable[[], Any]", int, str | None]
"""Something to time, the milliseconds it may take, and whose plain join stands beside it."""


def reports(ws: Workspace) -> dict[str, Work]:
    """Everything that is timed."""
    start, end = YEARS[-2:]
    one: dict[str, Any] = {"organisation": "gwent-police"}
    assert flow_dates(ws, **one)[:2] == (end, start)
    found = flows(ws, **one, start=start, end=end)
    return {
        "flows of one organisation": (lambda: flows(ws, **one, start=start, end=end), 5, "gwent-police"),
        "flows beside event files": (lambda: reconcile(ws, found), 200, None),
        "indicators of a year": (lambda: indicators(ws, **one, year=end.year), 200, None),
        "indicators of three years, by sex": (
            lambda: indicators(ws, **one, year=end.year, years=3, by=IndicatorCut.SEX), 200, None,
        ),
        "indicators of a year, by group": (
            lambda: indicators(ws, **one, year=end.year, by=IndicatorCut.GROUP), 200, None,
        ),
        "indicators of a year, by age band": (
            lambda: indicators(ws, **one, year=end.year, by=IndicatorCut.AGE), 200, None,
        ),
        "indicators of three years, by age band": (
            lambda: indicators(ws, **one, year=end.year, years=3, by=IndicatorCut.AGE), 200, None,
        ),
        "representation over ten years": (lambda: indicator_trend(ws, **one), 200, None),
        "ten families over ten years": (lambda: indicator_trend(ws, **one, ids=TEN), 200, None),
        "every family over ten years": (lambda: indicator_trend(ws, **one, ids=sorted(FAMILIES)), 200, None),
        "pipeline": (lambda: pipeline(ws, **one), 200, None),
        "projection": (lambda: projection(ws, **one), 200, None),
        "disparities proposed": (lambda: differences(ws, **one), 200, None),
        "disparities proposed, five groups too": (
            lambda: differences(ws, **one, source=group_source()), 200, None,
        ),
        "register of disparities": (lambda: list_disparities(ws), 200, None),
        "events of one organisation": (lambda: event_report(ws, EventDimension.GROUP, "gwent-police"), 200, None),
        "events of all organisations": (lambda: event_report(ws, EventDimension.GROUP), 200, None),
        "events of all organisations, by grade": (lambda: event_report(ws, EventDimension.GRADE), 200, None),
        "representation by grade": (lambda: representation_report(ws, ReportQuery("gwent-police")), 200, None),
        "representation by age band": (
            lambda: representation_report(ws, ReportQuery("gwent-police", None, Dimension.AGE)), 200, None,
        ),
        "representation of all, by age band": (
            lambda: representation_report(ws, ReportQuery(None, None, Dimension.AGE)), 200, None,
        ),
        "representation of all organisations": (
            lambda: representation_report(ws, ReportQuery(None, None, Dimension.ORGANISATION)), 200, None,
        ),
    }  # fmt: skip


def main() -> None:
    """Make the database, time everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="people and dates")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--keep", type=Path, help="the database to make, or to use when it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.keep or Path(folder) / "progression.db"
        new = not file.exists()
        ws = open_workspace(str(file))
        if new:
            make(ws, options.rows)
        _time_all(ws, options.rounds)
        ws.close()


def _time_all(ws: Workspace, rounds: int) -> None:
    with ws.engine.connect() as connection:
        people, kept = (
            connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()
            for table in ("person_snapshot", "transition_cube")
        )
    print(f"{people:,} people and dates, {kept:,} rows of transitions; medians of {rounds}")
    print(f"{'':44}{'first ms':>9}{'ms':>9}{'goal ms':>9}{'join ms':>9}{'x faster':>10}")
    for name, (work, goal, whose) in reports(ws).items():
        work()  # loads the libraries it needs
        first, took, beside = first_look(ws, work), milliseconds(work, rounds), ""
        if whose is not None:
            plain = milliseconds(partial(joined, ws, whose), min(rounds, 3))
            beside = f"{plain:9.1f}{plain / took:10.1f}"
        print(f"{name:44}{first:9.1f}{took:9.1f}{goal:9}{beside}", flush=True)


if __name__ == "__main__":
    main()
