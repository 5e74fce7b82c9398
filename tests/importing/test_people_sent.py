"""People are passed on while more of them are read; what arrives in the end is the plan as it was made."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import DAY, ORGANISATIONS, STAFF, read

from workforce_tui.importing import frames
from workforce_tui.importing.apart import read_apart
from workforce_tui.importing.persons import Persons
from workforce_tui.importing.plan import ImportRequest, run_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.model import PersonRow

SOME = frames.PERSONS_AT_A_TIME


def received(stream: io.BytesIO) -> Iterator[tuple[bytes, list[Any]]]:
    stream.seek(0)
    while (frame := frames.receive(stream)) is not None:
        yield frame[0], list(zip(*pickle.loads(frame[1]), strict=True)) if frame[1] else []


def person(number: int) -> PersonRow:
    return 0, f"gwent\0{number}", 1, 2, "officer", "female", 1000, None, 0


def people(first: int, end: int) -> list[PersonRow]:
    return [person(number) for number in range(first, end)]


def test_people_are_sent_once_they_are_enough_and_the_rest_at_the_end() -> None:
    stream, persons = io.BytesIO(), Persons(people(0, SOME - 1))
    sent = frames.PeopleSent(stream)
    sent.send_new(persons)
    assert list(received(stream)) == []
    for one in people(SOME - 1, SOME + 5):
        persons.append(one)
    sent.send_new(persons)
    assert list(received(stream)) == [(frames.PERSONS, people(0, SOME))]
    sent.send_rest(persons)
    assert list(received(stream)) == [(frames.PERSONS, people(0, SOME)), (frames.PERSONS, people(SOME, SOME + 5))]


@pytest.mark.parametrize("changed", [0, SOME - 1])
def test_everybody_is_sent_anew_when_somebody_sent_has_changed(changed: int) -> None:
    stream, persons = io.BytesIO(), Persons(people(0, SOME + 5))
    sent = frames.PeopleSent(stream)
    sent.send_new(persons)
    persons[changed] = person(-1)
    sent.send_rest(persons)
    kinds, contents = zip(*received(stream), strict=True)
    assert kinds == (frames.PERSONS, frames.ANEW, frames.PERSONS, frames.PERSONS)
    assert contents[2] + contents[3] == persons


def test_a_change_behind_those_sent_needs_nothing_anew() -> None:
    stream, persons = io.BytesIO(), Persons(people(0, SOME + 5))
    sent = frames.PeopleSent(stream)
    sent.send_new(persons)
    persons[SOME] = person(-1)
    sent.send_rest(persons)
    assert [kind for kind, _people in received(stream)] == [frames.PERSONS, frames.PERSONS]


def test_other_people_than_those_sent_are_sent_from_the_first() -> None:
    stream = io.BytesIO()
    sent = frames.PeopleSent(stream)
    sent.send_new(Persons(people(0, SOME)))
    others = Persons(people(1, SOME + 2))
    sent.send_new(others)
    sent.send_rest(others)
    kinds, contents = zip(*received(stream), strict=True)
    assert kinds == (frames.PERSONS, frames.ANEW, frames.PERSONS, frames.PERSONS)
    assert contents[2] + contents[3] == others


def test_nobody_is_left_of_those_sent_when_the_plan_has_nobody() -> None:
    stream = io.BytesIO()
    sent = frames.PeopleSent(stream)
    sent.send_new(Persons(people(0, SOME)))
    sent.send_rest(Persons())
    assert [kind for kind, _people in received(stream)] == [frames.PERSONS, frames.ANEW]


def lines(first: int, number: int) -> list[str]:
    return [f"{first + i},Constable,{('Indian', 'White British')[i % 2]},1" for i in range(number)]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (lines(1, 2 * SOME + 1), 2 * SOME + 1),
        ([*lines(1, SOME + 1), "3,Sergeant,Indian,1.1"], SOME + 1),
        ([*lines(1, SOME + 1), '"an unclosed quotation', "x" * 140_000], 0),
    ],
    ids=["as read", "somebody twice", "damaged at the end"],
)
def test_a_plan_made_apart_is_the_plan_made_here(tmp_path: Path, rows: list[str], number: int) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("\n".join(["Employee Number,Rank,Ethnicity,FTE", *rows]))
    request = ImportRequest(path, tuple(ORGANISATIONS.values()), ORGANISATIONS["gwent-police"], DAY)
    apart, here = read_apart(request), run_plan(request)
    assert len(here.persons) == number
    assert replace(apart, request=request) == replace(here, request=request)


def test_a_plan_put_into_words_says_nothing_of_people(tmp_path: Path) -> None:
    plan = read(STAFF, tmp_path)
    assert any("1001" in person[1] for person in plan.persons)
    assert "1001" not in repr(plan)
