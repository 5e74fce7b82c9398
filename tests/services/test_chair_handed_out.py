"""What a chair is shown of the events of a year, beside what a public edition of the return told of them."""

from __future__ import annotations

import csv
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

import signed_force
from builders import BRITISH, DAY, GWENT, INDIAN, NEXT
from gated_force import STAFF, add_staff
from signed_force import YEAR
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.nested import NestedCounts
from workforce_tui.domain.edition import Audience
from workforce_tui.services.chair_events import shown_year
from workforce_tui.services.chair_figures import pipeline_for_chair
from workforce_tui.services.chair_rates import mentoring_for_chair
from workforce_tui.services.edition_exporting import EditionRequest, export_editions
from workforce_tui.services.edition_import import import_edition
from workforce_tui.services.ledger import list_publications, show_publication
from workforce_tui.services.network_briefing import write_briefing
from workforce_tui.services.records import add
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.services.workspace import Workspace

LEAVERS = (
    ("Resignation", BRITISH, 40),
    ("Resignation", INDIAN, 12),
    ("Retirement", BRITISH, 30),
    ("Retirement", INDIAN, 2),
)
"""In public about 15 of an ethnic minority left, and 10 to 12 of them resigned; that 14 left would leave 2 to 4."""
OUTCOMES, GROUPS = ("resignation", "retirement"), ("minority", "white", "undeclared", "unknown")
OF = {"headcount": GROUPS, "known": ("minority", "white"), **{group: (group,) for group in GROUPS}}
UNKNOWNS = tuple(product(OUTCOMES, GROUPS))
THRESHOLD, WIDTH = 5, 3


@pytest.fixture
def force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(signed_force, "LEAVERS", LEAVERS)
    yield from signed_force.signed_force(tmp_path)


MENTEES = {"1/9/2024": 2, "1/9/2025": 12}
"""Ethnic minority mentees by when their cohort began. In public 10 to 12 of 2026: that there are 14 leaves 2 to 4."""


def enter_mentees(ws: Workspace) -> None:
    scheme = {"name": "Rising leaders", "type": "talent_leadership", "offered": "yes"}
    number = add(ws, "mentoring_scheme", scheme, organisations=[GWENT], by="HR").id
    for start, mentees in MENTEES.items():
        cohort = {"name": start, "start": start, "started": str(mentees + 20), "completed": str(mentees + 20)}
        held = add(ws, "mentoring_cohort", cohort, parent=number, by="HR").id
        for stage in ("started", "completed"):
            counts = {"stage": stage, "table": f"L2/ASIAN={mentees}; L2/WHITE=20"}
            add(ws, "mentoring_counts", counts, parent=held, by="HR")


def mentoring(ws: Workspace) -> dict[str, list[str]]:
    """The cells of the chair's table of mentoring."""
    table = mentoring_for_chair(ws, GWENT, pipeline_for_chair(ws, GWENT))
    assert table is not None
    return {row.key: [cell_text(cell) for cell in row.cells] for row in table.rows}


def hand_out(ws: Workspace, folder: Path) -> None:
    """Hand the public edition out."""
    asked = EditionRequest(
        GWENT, YEAR, (Audience.PUBLIC,), folder, given_to="Everybody", signed_by="A. Analyst", formats=("csv",),
        reason="A draft translation.",
    )  # fmt: skip
    export_editions(ws, asked)


def vector(outcomes: tuple[str, ...], groups: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(float(outcome in outcomes and group in groups) for outcome, group in UNKNOWNS)


def of_key(key: FigureKey) -> tuple[float, ...]:
    """The unknowns that a figure of leavers adds up."""
    return vector((key.row,) if key.dimension == "outcome" else OUTCOMES, OF[key.measure])


def ranges(ws: Workspace, counts: Mapping[tuple[str, str], int]) -> dict[tuple[float, ...], tuple[int, int]]:
    """What somebody who read the edition and is shown *counts* knows of each withheld count of leavers."""
    _entry, figures = show_publication(ws, list_publications(ws)[0].id or 0)
    told, hidden = list[tuple[tuple[float, ...], int, int]](), list[tuple[float, ...]]()
    for one in figures:
        if one.key.cut != "event:leavers" or one.key.measure not in OF:
            continue
        if isinstance(one.value, Count):
            half = one.rounding // 2
            told.append((of_key(one.key), max(one.value.low - half, one.threshold), one.value.high + half))
        else:
            hidden.append(of_key(one.key))
    for (group, name), number in counts.items():
        if name in ("left", "resigned"):
            told.append((vector(OUTCOMES if name == "left" else OUTCOMES[:1], (group,)), number, number))
    rows, low, high = (np.array(column, float) for column in zip(*told, strict=True))
    shown = {row for row, least, most in told if least == most}
    found = {}
    for wanted in dict.fromkeys(one for one in hidden if one not in shown):
        lines = LinearConstraint(rows, low, high)
        costs = (np.array(wanted), -np.array(wanted))
        ends = [milp(cost, integrality=1, bounds=Bounds(0, 500), constraints=lines) for cost in costs]
        assert all(end.success for end in ends)
        found[wanted] = round(ends[0].fun), round(-ends[1].fun)
    return found


def worked_out(found: Mapping[tuple[float, ...], tuple[int, int]]) -> list[tuple[float, ...]]:
    return [
        one for one, (low, high) in found.items() if low == high or (low and high < THRESHOLD and high - low < WIDTH)
    ]


def test_what_a_public_edition_withheld_of_leavers_is_not_worked_out_on_a_chairs_screens(
    force: Workspace, tmp_path: Path
) -> None:
    before = shown_year(force, GWENT, YEAR).counts
    assert before["minority", "left"] == 14
    hand_out(force, tmp_path / "public")
    after = shown_year(force, GWENT, YEAR).counts
    assert after.items() <= before.items(), "what is still shown is as it was"
    assert any(name == "left" for _group, name in after), "not everything is gone"
    assert worked_out(ranges(force, before)), "with what was shown before, who retired could be worked out"
    assert worked_out(ranges(force, after)) == []


def test_an_edition_that_was_received_counts_as_one_that_was_handed_out(force: Workspace, tmp_path: Path) -> None:
    hand_out(force, tmp_path / "public")
    (file,) = (tmp_path / "public").rglob("*.csv")
    chairs = open_workspace(str(tmp_path / "chair.db"))
    with chairs.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
        add_staff(session, GWENT, NEXT, signed_force.LATER)
    signed_force.add_events(chairs, tmp_path)
    alone = shown_year(chairs, GWENT, YEAR).counts
    assert import_edition(chairs, file, "A. Chair").status == "imported"
    beside = shown_year(chairs, GWENT, YEAR).counts
    chairs.close()
    assert worked_out(ranges(force, alone)), "nobody knew of the edition"
    assert worked_out(ranges(force, beside)) == []


def test_a_public_edition_does_not_tell_of_leavers_with_the_briefing_before_it(
    force: Workspace, tmp_path: Path
) -> None:
    """Leaders who have the briefing know that 14 left; the edition does not tell them how many of these resigned."""
    network = add(force, "network", {"name": "Network", "scope": "organisation"}, organisations=[GWENT], by="HR")
    write_briefing(force, network.id, tmp_path / "briefing.md", by="Ann Rees", given_to="Leaders")
    told = {(one.key.measure, one.key.row): one.value for one in show_publication(force, 1)[1] if one.key.cut}
    assert told["minority", "left"] == Count.exact(14)
    counts = {(group, name): count.low for (group, name), count in told.items() if isinstance(count, Count)}
    hand_out(force, tmp_path / "public")
    found = ranges(force, counts)
    assert found, "something is withheld"
    assert worked_out(found) == []
    assert ("minority", "left") in shown_year(force, GWENT, YEAR).counts, "what a briefing told goes on being shown"


def test_mentees_of_a_year_in_a_public_edition_do_not_tell_of_those_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = signed_force.fill
    monkeypatch.setattr(signed_force, "fill", lambda ws: (enter_mentees(ws), fill(ws)))
    for ws in signed_force.signed_force(tmp_path):
        before = mentoring(ws)
        assert [before["M1"][0], *before["M3"][:2]] == ["14", "[c]", "14"], "nobody broke off"
        hand_out(ws, tmp_path / "public")
        after = mentoring(ws)
        assert [after["M1"][0], *after["M3"][:2]] == ["[c]", "[c]", "[c]"]
        chairs = open_workspace(str(tmp_path / "chair.db"))
        with chairs.writing() as session:
            add_staff(session, GWENT, NEXT, signed_force.LATER)
        enter_mentees(chairs)
        assert mentoring(chairs)["M1"][0] == "14", "nobody knew of the edition"
        (file,) = (tmp_path / "public").rglob("*.csv")
        assert import_edition(chairs, file, "A. Chair").status == "imported"
        assert mentoring(chairs) == after
        chairs.close()


def in_edition(folder: Path) -> dict[tuple[str, str], str]:
    """The counts of the table of mentoring in the one edition of a folder, "" where they are withheld."""
    (file,) = folder.glob("**/*.csv")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if (row["section"], row["record"]) == ("mentoring", "cell")]
    return {(row["row"], row["measure"]): row["value"] for row in rows}


def test_an_edition_does_not_tell_of_the_mentees_of_another_year_with_the_briefing_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaders who have the briefing know that 14 were mentored; that 10 to 12 were this year would leave 2 to 4."""
    fill = signed_force.fill
    monkeypatch.setattr(signed_force, "fill", lambda ws: (enter_mentees(ws), fill(ws)))
    for ws in signed_force.signed_force(tmp_path):
        network = add(ws, "network", {"name": "Network", "scope": "organisation"}, organisations=[GWENT], by="HR")
        write_briefing(ws, network.id, tmp_path / "briefing.md", by="Ann Rees", given_to="Leaders")
        figures = [one for one in show_publication(ws, 1)[1] if one.key.cut == "mentoring"]
        told = {(one.key.row, one.key.measure): one.value for one in figures}
        assert told == {("M1", "part"): Count.exact(14), ("M3", "part"): None, ("M3", "base"): Count.exact(14)}
        before = mentoring(ws)
        hand_out(ws, tmp_path / "public")
        shown = in_edition(tmp_path / "public")
        assert [shown["M1", "number"], shown["M3", "of"], shown["M3", "number"]] == ["", "", ""]
        assert mentoring(ws) == before, "what a briefing told goes on being shown"


@pytest.mark.parametrize(
    ("values", "ends", "kept"),
    [
        ({"some": 4, "all": 9}, {"some": 1, "all": 3}, {"some": [4], "all": [4, 0, 5]}),
        ({"few": 6}, {}, {"few": [4, 0, 2]}),
        ({"more": 12, "all": 9}, {"all": 3}, {"more": [4, 0, 5, 3], "all": [4, 0, 5]}),
        ({"alike": 9}, {"all": 3}, {"alike": [4, 0, 5]}),
        ({"nobody": 0, "all": 9}, {"all": 3}, {"nobody": [0], "all": [0, 4, 0, 5]}),
    ],
)
def test_counts_laid_along_pieces_keep_their_numbers(
    values: dict[str, int], ends: dict[str, int], kept: dict[str, list[int]]
) -> None:
    nested = NestedCounts()
    pieces, found = nested.along([4, 0, 5], values, ends)
    assert [nested.total(cells) for cells in pieces] == [4, 0, 5]
    assert {name: [nested.numbers[cell] for cell in cells] for name, cells in found.items()} == kept
