"""Figures divided by disability, age band, service and contract: each equals what is counted person by person."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from holding import Held, Post, hashed, hold
from workforce_tui.domain.attributes import (
    EARLY,
    AgeBand,
    Attribute,
    Attributes,
    Contract,
    Disability,
    Service,
    attributes_of,
    recorded,
)
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.indicators import Flag, Indicator
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.indicators import IndicatorCut, IndicatorReport, indicators
from workforce_tui.services.representation import representation_report
from workforce_tui.services.trend import indicator_trend
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import attributes as held_sql
from workforce_tui.storage import events as event_store
from workforce_tui.storage import facts
from workforce_tui.storage.tables import EventPeriodRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GWENT, COURTS, PRISONS = "gwent-police", "hmcts-wales", "hmpps-wales"
BEFORE, AFTER = date(2025, 3, 31), date(2026, 3, 31)
MINORITY = ("A_IND", "B_CAR")
LADDER = ("CONSTABLE", "SERGEANT", "INSPECTOR")
CUTS = (Attribute.DISABILITY, Attribute.AGE, Attribute.SERVICE, Attribute.CONTRACT)


def service(start: int | None, day: date) -> str:
    """The band of somebody who started in a month (year * 12 + month - 1), counted from the first of it."""
    months = -1 if start is None else day.year * 12 + day.month - 1 - start
    if not 0 <= months <= 70 * 12:
        return "unknown"
    bands = {20: "20+", 10: "10-20", 5: "5-10", 2: "2-5", 1: "1-2", 0: "under-1"}
    return next(band for years, band in bands.items() if months >= years * 12)


def value(post: Post, by: Attribute, day: date) -> str:
    """What a file of a day says of somebody."""
    if by is Attribute.SERVICE:
        return service(post.start, day)
    return str(getattr(attributes_of(post.attributes), by.value) or "")


def somebody(chance: random.Random, rank: int) -> Post:
    own = Attributes(
        chance.choice(tuple(Disability)), chance.choice(tuple(AgeBand)[1:4]), chance.choice(tuple(Contract))
    )
    start = chance.choice((None, 2024 * 12 + 6, 2023 * 12 + 9, 2010 * 12))
    ethnicity = chance.choice(("W_BRIT", "W_BRIT", "A_IND", "B_CAR", "X_UNK"))
    return Post(LADDER[rank], ethnicity, attributes=own.code, start=start)


def two_years(seed: int, number: int) -> tuple[dict[str, Post], dict[str, Post]]:
    """Staff on two dates a year apart: some leave, some join, some go up a rank."""
    chance = random.Random(seed)
    before = {f"P{one}": somebody(chance, chance.choice((0, 0, 1))) for one in range(number)}
    after = {}
    for name, post in before.items():
        if chance.random() < 0.8:
            rank = LADDER.index(post.grade) + (chance.random() < 0.3)
            after[name] = Post(LADDER[rank], post.ethnicity, attributes=post.attributes, start=post.start)
    after |= {f"N{one}": somebody(chance, 0) for one in range(number // 5)}
    return before, after


GWENT_STAFF, COURT_STAFF = two_years(1, 900), two_years(2, 700)
FILES = [
    Held(GWENT, BEFORE, GWENT_STAFF[0]), Held(GWENT, AFTER, GWENT_STAFF[1]),
    Held(COURTS, BEFORE, COURT_STAFF[0]), Held(COURTS, AFTER, COURT_STAFF[1]),
    Held(PRISONS, BEFORE, {"1": Post("BAND3", worker="staff")}),
    Held(PRISONS, AFTER, {"1": Post("BAND4", worker="staff")}),
]  # fmt: skip
LEAVERS = [name for name in COURT_STAFF[0] if name not in COURT_STAFF[1]] + ["stranger", "N1"]
TRAINED = [*list(COURT_STAFF[1])[::3], *list(COURT_STAFF[0])[::7], "stranger"]


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Gwent with two staff lists, the courts with lists of leavers and of training as well."""
    workspace = open_workspace(str(tmp_path_factory.mktemp("divided") / "w.db"))
    hold(workspace, FILES)
    everybody = COURT_STAFF[0] | COURT_STAFF[1]
    send(workspace, Dataset.LEAVERS, LEAVERS, everybody, "resignation")
    send(workspace, Dataset.TRAINING, TRAINED, everybody, "completed")
    return workspace


def send(ws: Workspace, dataset: Dataset, names: Iterable[str], people: dict[str, Post], outcome: str) -> None:
    """A list of events of the courts between the two dates."""
    with ws.writing() as session:
        period = EventPeriodRow(
            batch_id=1, organisation=COURTS, dataset=str(dataset), scheme="ons2021_19", asks_grt=True,
            period_start=date(2025, 4, 1), period_end=AFTER, has_persons=True,
        )  # fmt: skip
        number = event_store.add_period(session, period=period)
        rows = []
        for name in names:
            label = facts.ethnicity_label_id(session, raw="x", ethnicity=ethnicity(name, people))
            rows.append((number, None, hashed(name), None, None, label, "officer", "female", outcome, 1, 1))
        event_store.add_event_facts(session, rows=rows)
        event_store.build_cube(session, period_ids=[number])


def ethnicity(name: str, people: dict[str, Post]) -> str:
    return people[name].ethnicity if name in people else "A_IND"


def having(posts: dict[str, Post], by: Attribute, day: date, code: str) -> Callable[[str], bool]:
    """Whether somebody on a staff list has a value."""
    return lambda name: name in posts and value(posts[name], by, day) == code


def counted(people: Iterable[str], posts: dict[str, Post], is_wanted: Callable[[str], bool]) -> tuple[int, int]:
    """Ethnic minority and White people among those wanted."""
    codes = [ethnicity(name, posts) for name in people if is_wanted(name)]
    return sum(code in MINORITY for code in codes), sum(code == "W_BRIT" for code in codes)


def four(one: Indicator) -> tuple[int, ...]:
    found = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
    assert all(count is not None and count.is_exact for count in found), one.note
    return tuple(count.low for count in found if count is not None)


def measured(report: IndicatorReport) -> dict[str, Indicator]:
    found = {one.id: one for one in report.indicators}
    assert len(found) == len(report.indicators)
    return found


@pytest.mark.parametrize("by", CUTS)
def test_representation_has_a_row_for_each_value(ws: Workspace, by: Attribute) -> None:
    report = representation_report(ws, ReportQuery(GWENT, None, Dimension(by.value)))
    truth = Counter(value(post, by, AFTER) for post in GWENT_STAFF[1].values())
    assert {row.key: row.figures.headcount.low for row in report.rows} == truth
    for row in report.rows:
        inside = counted(GWENT_STAFF[1], GWENT_STAFF[1], having(GWENT_STAFF[1], by, AFTER, row.key))
        assert row.figures.minority is not None
        assert row.figures.white is not None
        assert (row.figures.minority.low, row.figures.white.low) == inside


def test_the_rows_are_those_of_a_plain_group_by(ws: Workspace) -> None:
    query = text(
        """
        SELECT p.attributes & 15, COUNT(*) FROM person_snapshot AS p JOIN snapshot AS s ON s.id = p.snapshot_id
        WHERE s.organisation = :organisation AND s.as_at = :day GROUP BY 1
        """
    )
    with ws.reading() as session:
        rows = session.connection().execute(query, {"organisation": GWENT, "day": AFTER.isoformat()}).all()
    codes = ("", *map(str, Disability))
    report = representation_report(ws, ReportQuery(GWENT, AFTER, Dimension.DISABILITY))
    assert {codes[place]: people for place, people in rows} == {
        row.key: row.figures.headcount.low for row in report.rows
    }


@pytest.mark.parametrize("by", CUTS)
def test_moves_of_each_part_are_those_of_its_people(ws: Workspace, by: Attribute) -> None:
    before, after = GWENT_STAFF
    found = measured(indicators(ws, organisation=GWENT, year=2026, by=IndicatorCut(by.value)))
    codes = {value(post, by, BEFORE) for post in before.values()} & set(recorded(by))
    assert len(codes) > 1
    for code in codes:
        mine = having(before, by, BEFORE, code)
        base = counted(before, before, mine)
        left = counted([name for name in before if name not in after], before, mine)
        up = [name for name in before if name in after and after[name].grade != before[name].grade]
        promoted = counted(up, before, mine)
        assert four(found[f"L1:{code}"]) == (left[0], base[0], left[1], base[1])
        assert four(found[f"P1:{code}"]) == (promoted[0], base[0], promoted[1], base[1])
        share = counted(after, after, having(after, by, AFTER, code))
        one = found[f"R1:{code}"]
        assert one.numerator is not None
        assert one.denominator is not None
        assert (one.numerator.low, one.denominator.low) == (share[0], sum(share))


@pytest.mark.parametrize("by", [Attribute.DISABILITY, Attribute.AGE])
def test_events_take_the_value_of_the_staff_list_that_is_the_base(ws: Workspace, by: Attribute) -> None:
    before, after = COURT_STAFF
    found = measured(indicators(ws, organisation=COURTS, year=2026, by=IndicatorCut(by.value)))
    everybody = before | after
    for code in {value(post, by, AFTER) for post in after.values()} & set(recorded(by)):
        at_start = having(before, by, BEFORE, code)

        on_list = having(after, by, AFTER, code)
        gone = {name: post for name, post in before.items() if name not in after}
        this_year = counted(set(TRAINED), everybody, on_list)
        earlier = counted(set(TRAINED), everybody, having(gone, by, BEFORE, code))
        left, base = counted(LEAVERS, everybody, at_start), counted(before, before, at_start)
        assert four(found[f"L1:{code}"]) == (left[0], base[0], left[1], base[1])
        trained = (this_year[0] + earlier[0], this_year[1] + earlier[1])
        staff = counted(after, after, having(after, by, AFTER, code))
        assert four(found[f"T1:{code}"]) == (trained[0], staff[0], trained[1], staff[1])
    assert "not known of" in found[f"L1:{recorded(by)[1]}"].note


@pytest.mark.parametrize(("organisation", "staff"), [(GWENT, GWENT_STAFF), (COURTS, COURT_STAFF)])
def test_permanent_staff_and_early_leavers(
    ws: Workspace, organisation: str, staff: tuple[dict[str, Post], dict[str, Post]]
) -> None:
    before, after = staff
    found = measured(indicators(ws, organisation=organisation, year=2026))

    def permanent(name: str) -> bool:
        return name in before and value(before[name], Attribute.CONTRACT, BEFORE) == Contract.PERMANENT

    def early(name: str) -> bool:
        return name in before and Service(value(before[name], Attribute.SERVICE, BEFORE)) in EARLY

    gone = [name for name in before if name not in after]
    up = [name for name in before if name in after and after[name].grade != before[name].grade]
    for id_, events, wanted in (
        ("P1-permanent", up, permanent), ("L1-permanent", gone, permanent), ("L2-early", gone, early),
    ):  # fmt: skip
        happened, base = counted(events, before, wanted), counted(before, before, wanted)
        assert four(found[id_]) == (happened[0], base[0], happened[1], base[1])
    assert "permanent ethnic minority staff" in found["P1-permanent"].sentence
    assert "(under two years of service)" in found["L2-early"].sentence
    ids = list(found)
    assert [ids[ids.index(id_) - 1] for id_ in ("P1-permanent", "L1-permanent", "L2-early")] == ["P1", "L1", "L2"]


def test_they_have_a_trend_too(ws: Workspace) -> None:
    line, *others = indicator_trend(ws, organisation=GWENT, ids=("P1-permanent",)).lines
    report = measured(indicators(ws, organisation=GWENT, year=2026))
    assert (line.id, others) == ("P1-permanent", [])
    assert four(line.points[-1].indicator) == four(report["P1-permanent"])


def test_what_no_file_holds_is_not_available(ws: Workspace) -> None:
    found = measured(indicators(ws, organisation=PRISONS, year=2026, by=IndicatorCut.DISABILITY))
    assert found["P1-permanent"].flag is Flag.NOT_AVAILABLE
    assert "Contract type is not held" in found["P1-permanent"].note
    assert "Length of service is not held" in found["L2-early"].note
    for code in recorded(Attribute.DISABILITY):
        assert found[f"R1:{code}"].flag is Flag.NOT_AVAILABLE
        assert "Disability is not held" in found[f"P1:{code}"].note
    report = representation_report(ws, ReportQuery(PRISONS, None, Dimension.CONTRACT))
    assert [(row.key, row.label) for row in report.rows] == [("not_held", "Not held")]


def test_a_part_is_flagged_where_most_people_are_in_none(ws: Workspace) -> None:
    people = {
        f"{one}": Post(attributes=Attributes(Disability.UNKNOWN if one % 3 else Disability.DISABLED).code)
        for one in range(300)
    }
    hold(ws, [Held("cheshire-police", AFTER, people)])
    found = measured(indicators(ws, organisation="cheshire-police", year=2026, by=IndicatorCut.DISABILITY))
    one = found["R1:disabled"]
    assert one.flag is Flag.LOW_DECLARATION
    assert "not known of 200 of these 300 people" in one.note
    assert "known of only 33.3%" in one.note


def test_the_database_bands_service_by_months_from_the_first_of_the_month(ws: Workspace) -> None:
    months = [None, *range(1950 * 12, 2027 * 12)]
    sql = held_sql.held("p", Attribute.SERVICE, AFTER)
    with ws.reading() as session:
        for first in range(0, len(months), 400):
            some = months[first : first + 400]
            values = " UNION ALL ".join(f"SELECT {'NULL' if one is None else one} AS start_month" for one in some)
            rows = session.connection().execute(text(f"SELECT {sql} FROM ({values}) AS p")).scalars()
            assert [held_sql.meaning(Attribute.SERVICE, row) for row in rows] == [service(one, AFTER) for one in some]
