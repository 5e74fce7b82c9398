"""Careers made up move by move come back from the snapshots exactly, in every group and every year."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from builders import import_into, write_csv
from careers import COURTS, POLICE, PRISONS, Truth, World
from holding import hold
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership
from workforce_tui.domain.grades import grade
from workforce_tui.services.figures import ReportQuery
from workforce_tui.services.flows import flows
from workforce_tui.services.representation import representation_report

if TYPE_CHECKING:
    from pathlib import Path

    from holding import Held, Post
    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.workspace import Workspace

YEARS = [date(year, 3, 31) for year in range(2019, 2026)]
LABELS = {
    "W_BRIT": "White - Welsh, English, Scottish, Northern Irish or British",
    "W_IRISH": "White - Irish",
    "A_IND": "Asian or Asian British - Indian",
    "A_PAK": "Asian or Asian British - Pakistani",
    "B_AFR": "Black or Black British - African",
    "B_CAR": "Black or Black British - Caribbean",
    "M_WBC": "Mixed - White and Black Caribbean",
    "X_PNTS": "Prefer not to say",
    "X_UNK": "",
}
HEADER = ("Employee Number", "Grade", "Employee Type", "Ethnic Origin", "Gender")


def assert_found(found: Flows, truth: Truth) -> None:
    """The flows are the truth: nothing more, nothing less."""
    got = {
        (member.value, name): people
        for member in Membership
        for name, people in asdict(found.by_group[member]).items()
        if people
    }
    assert got == {key: people for key, people in truth.moves.items() if people}
    assert (found.carried_forward, found.changed_ethnicity) == (truth.carried, truth.changed)
    assert found.left_out == ()


@pytest.mark.parametrize("definition", EthnicityDefinition)
def test_seven_years_of_three_organisations(ws: Workspace, definition: EthnicityDefinition) -> None:
    world = World(2026, {POLICE: 900, PRISONS: 700, COURTS: 300}, definition)
    hold(ws, world.files(YEARS[0]))
    happened = {}
    for start, end in pairwise(YEARS):
        happened[start, end] = world.a_year_passes()
        hold(ws, world.files(end))
    for (start, end), truths in happened.items():
        for organisation in (POLICE, PRISONS, COURTS):
            found = flows(ws, organisation=organisation, start=start, end=end, definition=definition)
            assert_found(found, truths[organisation])
            for day, people in ((start, found.total.start), (end, found.total.end)):
                total = representation_report(ws, ReportQuery(organisation, day)).total
                assert total is not None
                assert total.figures.headcount == Count.exact(people)


def test_the_truth_holds_what_it_is_to_test() -> None:
    """Every kind of move, and rates that differ between the groups."""
    world = World(2026, {POLICE: 3000, PRISONS: 3000}, EthnicityDefinition.EM_EXCL)
    truths = [one for _year in range(5) for one in world.a_year_passes().values()]
    everything = sum((one.moves for one in truths), start=Truth().moves)
    assert {name for _group, name in everything} == {
        "start", "end", "stayed", "joined", "left", "promoted", "demoted", "moved_ladder", "temporarily_promoted",
        "transferred_in", "transferred_out",
    }  # fmt: skip
    rates = {group: everything[group, "promoted"] / everything[group, "stayed"] for group in ("minority", "white")}
    assert rates["minority"] < 0.7 * rates["white"]
    assert min(sum(one.carried for one in truths), sum(one.changed for one in truths)) > 100


def spelt(post: Post) -> str:
    """A grade as a spreadsheet has it: somebody acting up is written with the rank they act in."""
    code = post.temporary or post.grade
    known = grade(code)
    assert known is not None
    if not post.temporary:
        return known.name_en
    return f"T/{known.name_en}" if post.worker == "officer" else f"Acting {known.name_en}"


def written(folder: Path, held: Held) -> Path:
    kinds = {"officer": "Police Officer", "pcso": "PCSO", "staff": "Staff"}
    rows = [
        (number, spelt(post), kinds[post.worker], LABELS[post.ethnicity], post.sex.title())
        for number, post in held.people.items()
    ]
    return write_csv(folder / f"{held.organisation}-{held.day}.csv", HEADER, rows)


def test_real_files_through_the_whole_way_in(ws: Workspace, tmp_path: Path) -> None:
    definition = EthnicityDefinition.EM_EXCL
    world = World(7, {POLICE: 250, PRISONS: 120, COURTS: 80}, definition)
    years = YEARS[-3:]
    happened = {}
    for start, end in ((None, years[0]), *pairwise(years)):
        if start is not None:
            happened[start, end] = world.a_year_passes()
        for held in world.files(end):
            outcome = import_into(ws, written(tmp_path, held), organisation=held.organisation, as_at=end)
            assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    for (start, end), truths in happened.items():
        for organisation in (POLICE, PRISONS, COURTS):
            found = flows(ws, organisation=organisation, start=start, end=end, definition=definition)
            assert_found(found, truths[organisation])
            for day, people in ((start, found.total.start), (end, found.total.end)):
                total = representation_report(ws, ReportQuery(organisation, day)).total
                assert total is not None
                assert total.figures.headcount == Count.exact(people)
