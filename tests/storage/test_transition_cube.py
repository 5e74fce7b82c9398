"""The kept transitions are always those of the people themselves, whatever was added, taken out or re-coded."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from holding import Held, Key, Post, by_hand, hold, merged
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.transitions import Followed
from workforce_tui.storage import transitions as store
from workforce_tui.storage.bulk import driver_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.domain.flows import Transition
    from workforce_tui.services.workspace import Workspace

PRISONS, COURTS, POLICE = "hmpps-wales", "hmcts-wales", "gwent-police"
SPACES = {one.code: one.staff_number_space for one in shipped_organisations()}
DAYS = [date(2020, 3, 31), date(2020, 9, 30), date(2021, 3, 31), date(2022, 3, 31), date(2024, 2, 29)]
ETHNICITIES = ["W_BRIT"] * 6 + ["A_IND", "B_AFR", "WHITE", "X_PNTS", "X_UNK", "X_NA"]
GRADES = ["CONSTABLE", "SERGEANT", "INSPECTOR", "OFFICER_UNKNOWN", "EO"]


def some_post(chance: random.Random) -> Post:
    return Post(
        chance.choice(GRADES),
        chance.choice(ETHNICITIES),
        chance.choice(["officer"] * 6 + ["staff", "staff", "special"]),
        chance.choice(["", "", "", "SERGEANT", "INSPECTOR"]),
        chance.choice(["female", "male"]),
        chance.choice([500, 1000]),
    )


def some_files(chance: random.Random) -> list[Held]:
    """Files of three organisations, two of which number their staff in one series; often two of one date."""
    numbers = [f"N{number}" for number in range(30)]
    return [
        Held(code, day, {number: some_post(chance) for number in chance.sample(numbers, chance.randrange(1, 25))})
        for code in (PRISONS, COURTS, POLICE)
        for day in DAYS
        for _file in range(chance.choice([0, 1, 1, 1, 2]))
    ]


def as_counter(transitions: Iterable[Transition]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for one in transitions:
        posts = [None if p is None else (p.worker_type, p.grade, p.temporary) for p in (one.before, one.after)]
        found[posts[0], posts[1], one.ethnicity, one.transferred] += one.people
    return found


def assert_kept_as_counted(ws: Workspace, held: list[Held]) -> None:
    """Every consecutive pair of every organisation is kept, nothing else is, and all of it is right."""
    with ws.reading() as session:
        for code in (PRISONS, COURTS, POLICE):
            days = sorted({one.day for one in held if one.organisation == code and merged(held, code, one.day)})
            assert list(store.person_dates(session, organisation=code)) == days
            assert store.held_pairs(session, organisation=code) == set(pairwise(days))
            for start, end in pairwise(days):
                kept = store.kept(session, organisation=code, start=start, end=end)
                assert as_counter(kept) == by_hand(held, code, start, end, SPACES), (code, start, end)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_is_what_a_look_at_everybody_gives(ws: Workspace, seed: int) -> None:
    held = some_files(random.Random(seed))
    hold(ws, held)
    assert_kept_as_counted(ws, held)


@pytest.mark.parametrize("seed", range(5))
def test_files_may_come_one_by_one_in_any_order_and_be_taken_out_again(ws: Workspace, seed: int) -> None:
    chance = random.Random(100 + seed)
    files = some_files(chance)
    chance.shuffle(files)
    inside: dict[int, Held] = {}
    for one in files:
        (number,) = hold(ws, [one])
        inside[number] = one
        assert_kept_as_counted(ws, list(inside.values()))
    for number in chance.sample(sorted(inside), len(inside)):
        undo_batch(ws, number)
        del inside[number]
        assert_kept_as_counted(ws, list(inside.values()))


@pytest.mark.parametrize("seed", range(3))
def test_pairs_of_dates_far_apart_are_counted_when_they_are_asked_for(ws: Workspace, seed: int) -> None:
    held = some_files(random.Random(200 + seed))
    hold(ws, held, refresh=False)
    with ws.reading() as session:
        followed = Followed(session)
        for code in (PRISONS, COURTS, POLICE):
            days = list(followed.dates(code))
            for start in days:
                for end in (day for day in days if day > start):
                    counted = store.counted(session, pair=followed.pair(code, start, end))
                    assert as_counter(counted) == by_hand(held, code, start, end, SPACES), (code, start, end)
                    assert store.kept(session, organisation=code, start=start, end=end) == ()


def test_the_plain_join_of_the_people_adds_up_to_the_same(ws: Workspace) -> None:
    """One SQL statement that anybody can check, for two files without overlap, silence or transfers."""
    chance = random.Random(7)
    one, two = ({f"N{n}": some_post(chance) for n in range(first, first + 400)} for first in (0, 100))
    for people in (one, two):
        for number, post in list(people.items()):
            if post.ethnicity.startswith("X_"):
                people[number] = Post(post.grade, "W_BRIT", post.worker, post.temporary)
    hold(ws, [Held(POLICE, DAYS[0], one), Held(POLICE, DAYS[2], two)])
    plain = text("""
        SELECT gb.grade, ga.grade, ea.ethnicity, COUNT(*) FROM person_snapshot b
        JOIN person_snapshot a ON a.pseudonym = b.pseudonym AND a.snapshot_id = 2 AND a.worker_type <> 'special'
        JOIN grade_label gb ON gb.id = b.grade_label_id JOIN grade_label ga ON ga.id = a.grade_label_id
        JOIN ethnicity_label ea ON ea.id = a.ethnicity_label_id
        WHERE b.snapshot_id = 1 AND b.worker_type <> 'special' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """)
    kept = text("""
        SELECT before_grade, after_grade, ethnicity, SUM(people) FROM transition_cube
        WHERE before_worker <> '' AND after_worker <> '' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """)
    with ws.engine.connect() as connection:
        assert connection.execute(plain).fetchall() == connection.execute(kept).fetchall() != []


@pytest.mark.parametrize("overlap", [False, True])
def test_every_look_at_people_is_a_step_into_their_tree(ws: Workspace, overlap: bool) -> None:
    """With several files of a date too: a scan of everybody for everybody would never end with large files."""
    files = [
        Held(POLICE, day, {f"{'N' if overlap else worker}{n}": Post(worker=worker) for n in range(9)})
        for day in DAYS[:2]
        for worker in ("officer", "staff")
    ]
    hold(ws, files)
    with ws.reading() as session:
        pair = Followed(session).pair(POLICE, *DAYS[:2])
        assert len(pair.start_ids) == len(pair.end_ids) == 2
        for sql in store.statements(session, pair, (1,)):
            plan = session.connection().execute(text(f"EXPLAIN QUERY PLAN {sql}"))
            steps = [row[3] for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")]
            assert (
                any("SEARCH o USING PRIMARY KEY (snapshot_id=? AND pseudonym=?)" in step for step in steps) is overlap
            )


def test_an_organisation_imported_later_shows_who_came_from_it_and_undoing_it_hides_them_again(ws: Workspace) -> None:
    start, end = date(2024, 3, 31), date(2025, 3, 31)
    post = Post("EO", worker="staff")
    hold(ws, [Held(PRISONS, start, {"A": post, "L": post}), Held(PRISONS, end, {"A": post, "J": post})])

    def moved() -> tuple[int, int]:
        with ws.reading() as session:
            some = store.kept(session, organisation=PRISONS, start=start, end=end)
        joined = sum(one.people for one in some if one.transferred and one.before is None)
        return joined, sum(one.people for one in some if one.transferred and one.after is None)

    assert moved() == (0, 0)
    (before,) = hold(ws, [Held(COURTS, start, {"J": post})])
    assert moved() == (1, 0)
    (after,) = hold(ws, [Held(COURTS, end, {"L": post, "X": post})])
    assert moved() == (1, 1)
    undo_batch(ws, before)
    assert moved() == (0, 1)
    undo_batch(ws, after)
    assert moved() == (0, 0)


def test_the_same_number_in_another_series_is_another_person(ws: Workspace) -> None:
    start, end = date(2024, 3, 31), date(2025, 3, 31)
    hold(ws, [Held(PRISONS, start, {"A": Post()}), Held(PRISONS, end, {"A": Post(), "J": Post()})])
    hold(ws, [Held(POLICE, start, {"J": Post()})])
    with ws.reading() as session:
        assert not any(one.transferred for one in store.kept(session, organisation=PRISONS, start=start, end=end))


def test_a_failing_driver_is_said_in_the_words_of_any_other_failure(ws: Workspace) -> None:
    def read() -> None:
        with ws.reading() as session, driver_rows(session.connection(), "SELECT 1 FROM nowhere") as rows:
            list(rows)

    with pytest.raises(WorkforceError, match="could not be used"):
        read()
