"""The pipeline from entry to executive, indicators over the years, and breaks in the series."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from builders import GWENT, Person, import_into, people, staff_file, write_csv
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.exact import fisher_p
from workforce_tui.domain.indicators import Flag, Span
from workforce_tui.domain.levels import Level, LevelRule
from workforce_tui.services.breaks import BreakCode
from workforce_tui.services.levels import set_level
from workforce_tui.services.pipeline import pipeline, pipeline_table
from workforce_tui.services.trend import indicator_trend, snapshot_breaks, trend_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

YEARS = (2023, 2024, 2025)
COUNTS = ("Grade", "Ethnicity", "Headcount")


def day(year: int) -> dt.date:
    return dt.date(year, 3, 31)


def snapshot(ws: Workspace, folder: Path, year: int, staff: Iterable[Person]) -> None:
    outcome = import_into(ws, staff_file(folder / f"{year}.csv", staff), as_at=day(year))
    assert outcome.status == "imported", outcome.plan.issues


def ranks(*of_each: tuple[str, int, int]) -> list[Person]:
    """So many minority and White officers of each rank."""
    found: list[Person] = []
    for rank, minority, white in of_each:
        found += people(minority, white, first=len(found) + 1, rank=rank)
    return found


def test_both_groups_at_each_level_side_by_side(ws: Workspace, tmp_path: Path) -> None:
    snapshot(ws, tmp_path, 2025, ranks(("Constable", 100, 900), ("Sergeant", 10, 190), ("Inspector", 10, 90)))
    found = pipeline(ws, organisation=GWENT)
    steps = {step.level: step for step in found.steps}
    assert list(steps) == [level for level in Level if level is not Level.L0]
    assert steps[Level.L1].figures is None
    assert steps[Level.L2].share is not None
    assert steps[Level.L2].share.low == Fraction(1, 10)
    assert steps[Level.L2].of_minority == Fraction(100, 120)
    assert steps[Level.L2].of_white == Fraction(900, 1180)
    assert sum(step.of_white or 0 for step in found.steps) == 1
    assert found.drop is not None
    assert (found.drop.lower.level, found.drop.upper.level) == (Level.L2, Level.L3)
    assert found.drop.change == Fraction(-5, 100)
    assert "from 10.0% to 5.0%, −5.0 points. Fisher's exact test: p = " in found.sentence
    assert found.told().endswith("from 10.0% to 5.0%, −5.0 points."), "what can be said before it is tested"
    assert found.drop.p_value == fisher_p(10, 200, 100, 1000)
    table = pipeline_table(found)
    assert [row.cells[-1] for row in table.rows][1:4] == [Shown("–"), Shown("−5.0"), Shown("+5.0")]
    assert found.sentence in table.notes


def test_the_largest_drop_is_named_only_where_numbers_allow(ws: Workspace, tmp_path: Path) -> None:
    snapshot(ws, tmp_path, 2024, ranks(("Constable", 12, 388), ("Sergeant", 0, 20)))
    few = pipeline(ws, organisation=GWENT)
    assert few.drop is None
    assert few.sentence == "Too few to say where the largest drop is."
    snapshot(ws, tmp_path, 2025, ranks(("Constable", 50, 950), ("Sergeant", 30, 170)))
    rising = pipeline(ws, organisation=GWENT)
    assert (rising.as_at, rising.drop) == (day(2025), None)
    assert "falls at no step" in rising.sentence
    earlier = pipeline(ws, organisation=GWENT, as_at=day(2024))
    assert earlier.as_at == day(2024)


def test_a_fall_that_may_be_chance_is_said_to_be(ws: Workspace, tmp_path: Path) -> None:
    snapshot(ws, tmp_path, 2024, ranks(("Constable", 100, 900), ("Sergeant", 18, 182)))
    assert pipeline(ws, organisation=GWENT).sentence.endswith("So large a fall may be chance.")
    snapshot(ws, tmp_path, 2025, ranks(("Constable", 300, 700), ("Sergeant", 10, 190)))
    assert pipeline(ws, organisation=GWENT).sentence.endswith("p below 0.001.")


def test_suppressed_counts_are_no_drop(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ("Constable", "White", 900),
        ("Constable", "Asian", 100),
        ("Sergeant", "White", 100),
        ("Sergeant", "Asian", "<5"),
    ]
    assert import_into(ws, write_csv(tmp_path / "c.csv", COUNTS, rows)).status == "imported"
    found = pipeline(ws, organisation=GWENT)
    assert found.drop is None
    assert found.steps[1].of_minority is None


def test_nothing_held_is_no_pipeline(ws: Workspace) -> None:
    found = pipeline(ws, organisation=GWENT)
    assert (found.as_at, found.drop) == (None, None)
    assert "not two levels" in found.sentence


def test_an_indicator_in_every_year(ws: Workspace, tmp_path: Path) -> None:
    for year, minority in zip(YEARS, (20, 30, 40), strict=True):
        snapshot(ws, tmp_path, year, people(minority, 400))
    trend = indicator_trend(ws, organisation=GWENT, ids=("R1", "R2", "P2"))
    lines = {line.id: line for line in trend.lines}
    assert {"R1", "R2-L2", "R2-upper", "P2"} <= set(lines)
    assert "R3" not in lines
    assert "P1" not in lines
    r1 = lines["R1"].points
    assert [(point.year, point.as_at) for point in r1] == [(year, day(year)) for year in YEARS]
    assert [point.indicator.value for point in r1] == [Span.exact(Fraction(n, n + 400)) for n in (20, 30, 40)]
    assert all(point.indicator.lower for point in r1)
    assert {point.indicator.flag for point in lines["P2"].points} <= set(Flag)
    assert len(trend_tables(trend)) == len(lines)


def test_a_year_without_a_snapshot_is_in_the_series_without_a_value(ws: Workspace, tmp_path: Path) -> None:
    for year in (2023, 2025):
        snapshot(ws, tmp_path, year, people(30, 400))
    (line,) = indicator_trend(ws, organisation=GWENT).lines
    assert [point.indicator.value is None for point in line.points] == [False, True, False]
    assert line.points[1].as_at is None


def test_an_indicator_that_does_not_exist_is_refused(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="There is no indicator Z9"):
        indicator_trend(ws, organisation=GWENT, ids=("Z9",))
    assert indicator_trend(ws, organisation=GWENT).lines == ()


def breaks_at(ws: Workspace, year: int) -> dict[BreakCode, str]:
    return {one.code: one.text for one in snapshot_breaks(ws, GWENT).get(day(year), ())}


def test_like_beside_like_is_no_break(ws: Workspace, tmp_path: Path) -> None:
    for year, white in ((2024, 400), (2025, 480)):
        snapshot(ws, tmp_path, year, people(0, white))
    assert snapshot_breaks(ws, GWENT) == {}


def test_a_headcount_changed_by_more_than_a_fifth_is_a_break(ws: Workspace, tmp_path: Path) -> None:
    for year, white in ((2023, 400), (2024, 484), (2025, 380)):
        snapshot(ws, tmp_path, year, people(0, white))
    assert breaks_at(ws, 2024) == {BreakCode.HEADCOUNT: "The headcount changed by +21.0%."}
    assert breaks_at(ws, 2025) == {BreakCode.HEADCOUNT: "The headcount changed by −21.5%."}
    (line,) = indicator_trend(ws, organisation=GWENT).lines
    assert [len(point.breaks) for point in line.points] == [0, 1, 1]


def test_leavers_from_event_files_after_people_followed_are_a_break(ws: Workspace, tmp_path: Path) -> None:
    for year, gone in ((2023, 0), (2024, 20), (2025, 40)):
        snapshot(ws, tmp_path, year, people(100, 300)[gone:])
    header = ("Employee Number", "Rank", "Ethnic Origin", "Date", "Reason")
    rows = [(f"X{one}", "Constable", "Indian", "01/06/2024", "Resignation") for one in range(20)]
    said = {"as_at": None, "period_start": dt.date(2024, 4, 1), "period_end": day(2025), "dataset": Dataset.LEAVERS}
    assert import_into(ws, write_csv(tmp_path / "leavers.csv", header, rows), **said).status == "imported"
    lines = {
        line.id: line for line in indicator_trend(ws, organisation=GWENT, ids=("L1", "L1-resignation", "R1")).lines
    }
    marked = {id_: [[one.code for one in point.breaks] for point in line.points] for id_, line in lines.items()}
    assert marked["L1"] == [[], [], [BreakCode.SOURCE]]
    assert marked["L1-resignation"] == marked["R1"] == [[], [], []]
    assert "From event files from here" in lines["L1"].points[-1].breaks[0].text


def test_other_kinds_of_worker_are_a_break(ws: Workspace, tmp_path: Path) -> None:
    snapshot(ws, tmp_path, 2024, people(0, 400))
    pcsos = [Person(f"C{n}", "PCSO", worker="PCSO") for n in range(30)]
    snapshot(ws, tmp_path, 2025, [*people(0, 400), *pcsos])
    assert "Covers from here: " in breaks_at(ws, 2025)[BreakCode.WORKERS]


def test_another_list_of_groups_and_what_it_can_give_are_breaks(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", 380), ("Constable", "Asian", 20)]
    assert import_into(ws, write_csv(tmp_path / "c.csv", COUNTS, rows), as_at=day(2024)).status == "imported"
    snapshot(ws, tmp_path, 2025, people(20, 380))
    found = breaks_at(ws, 2025)
    assert BreakCode.SCHEME in found
    assert "including White minorities)” is available from here" in found[BreakCode.DEFINITION]


def test_grades_mapped_to_another_level_are_a_break(ws: Workspace, tmp_path: Path) -> None:
    for year in (2024, 2025):
        snapshot(ws, tmp_path, year, people(20, 380))
    set_level(ws, LevelRule("CONSTABLE", Level.L1, dt.date(2024, 6, 1), None, GWENT), approved_by="HR")
    assert breaks_at(ws, 2025) == {BreakCode.GRADES: "1 grade is mapped to another level than before."}
    lower = indicator_trend(ws, organisation=GWENT, ids=("R2-L1",)).lines
    assert [line.id for line in lower] == ["R2-L1"]


def test_the_definition_is_that_of_the_figures(ws: Workspace, tmp_path: Path) -> None:
    snapshot(ws, tmp_path, 2025, people(20, 380))
    trend = indicator_trend(ws, organisation=GWENT, definition=EthnicityDefinition.EM_INCL)
    assert trend.lines[0].points[0].indicator.definition is EthnicityDefinition.EM_INCL
