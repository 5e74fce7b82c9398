"""The day of the figures where only a cover or the notes tell it: proposed and said, never chosen of two."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import COUNTS, DAY, STAFF, codes, issue, plan_of, write_xlsx

from workforce_tui.importing.dates import days_told

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

YEAR_BEFORE = dt.date(2025, 3, 31)


def book(folder: Path, covers: dict[str, list[list[Any]]], *, sheet: str = "Staff", **wanted: Any) -> ImportPlan:
    """Staff in post on a sheet without a date, among other sheets."""
    return plan_of(write_xlsx(folder / "a.xlsx", STAFF, sheet=sheet, more=covers), **({"as_at": None} | wanted))


@pytest.mark.parametrize("cover", ["Cover", "Notes", "Contents", "Sheet1", "Clawr"])
@pytest.mark.parametrize(
    "row",
    [
        ["Staff in post as at 31 March 2026"],
        ["Snapshot date:", DAY],
        ["As at", "31/03/2026"],
        ["Staff yn eu swyddi ar 31 Mawrth 2026"],
        ["Position at 31st March 2026 (extracted on 7 April 2026)"],
    ],
)
def test_the_only_date_of_a_cover_is_taken_and_said(tmp_path: Path, cover: str, row: list[Any]) -> None:
    plan = book(tmp_path, {cover: [["Workforce return"], row, ["Printed at 9 April 2026"]]})
    assert (plan.status, [one.as_at for one in plan.snapshots]) == ("ready", [DAY])
    said = issue(plan, "cover_dated")
    assert (said.severity, f"“{cover}” says 31 March 2026" in said.message) == ("warning", True)


@pytest.mark.parametrize(
    "covers",
    [
        {"Cover": [["As at 31 March 2026"]], "Notes": [["As at 31 March 2025"]]},
        {"Cover": [["As at 31 March 2026 and 31 March 2025"]]},
        {"Contents": [["1", "Staff as at 31 March 2026"], ["2", "Staff as at 31 March 2025"]]},
    ],
)
def test_of_two_dates_none_is_taken(tmp_path: Path, covers: dict[str, list[list[Any]]]) -> None:
    plan = book(tmp_path, covers)
    assert plan.status == "refused"
    assert {"cover_dates", "snapshot_date_missing"} <= set(codes(plan))
    assert "31 March 2025, 31 March 2026" in issue(plan, "cover_dates").message


@pytest.mark.parametrize(
    "text",
    [
        "Boundaries of police force areas as at 1 April 2020",
        "Grades follow the guidance as at 1 April 2019",
        "Next snapshot: 31 March 2027",
        "Figures replace those as at 31 March 2025",
        "Comparison with Census date 21 March 2021",
        "Contact details correct as of 2 June 2026",
        "Prepared by HR as at 26 May 2026",
        "Ffiniau'r ardaloedd heddlu fel ar 1 Ebrill 2020",
    ],
)
def test_the_day_of_other_things_than_the_figures_is_not_taken(tmp_path: Path, text: str) -> None:
    alone = book(tmp_path, {"Cover": [[text]]})
    assert (alone.status, "snapshot_date_missing" in codes(alone)) == ("refused", True)
    beside = book(tmp_path, {"Cover": [["Staff in post as at 31 March 2026"], [text]]})
    assert [one.as_at for one in beside.snapshots] == [DAY]


@pytest.mark.parametrize(
    "row", [["Published 31 March 2026"], ["Date:", DAY], ["31 March 2026"], ["Printed at 31 March 2026"], ["2026"]]
)
def test_a_date_that_may_be_of_something_else_is_not_taken(tmp_path: Path, row: list[Any]) -> None:
    plan = book(tmp_path, {"Cover": [row]})
    assert "snapshot_date_missing" in codes(plan)
    assert not {"cover_dated", "cover_dates"} & set(codes(plan))


def test_a_hidden_sheet_tells_nothing(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", STAFF, more={"Cover": [["As at 31 March 2026"]]}, hidden=("Cover",))
    assert "snapshot_date_missing" in codes(plan_of(path, as_at=None))


def test_what_the_sheet_or_somebody_says_outranks_the_cover(tmp_path: Path) -> None:
    cover = {"Cover": [["As at 31 March 2026"]]}
    given = book(tmp_path, cover, as_at=YEAR_BEFORE)
    assert [one.as_at for one in given.snapshots] == [YEAR_BEFORE]
    assert issue(given, "cover_date_differs").message == "“Cover” says 31 March 2026, but 31 March 2025 was given; " + (
        "31 March 2025 is used."
    )
    assert "cover_date_differs" not in codes(book(tmp_path, cover, as_at=DAY))
    named = book(tmp_path, cover, sheet="31 March 2025")
    assert [one.as_at for one in named.snapshots] == [YEAR_BEFORE]
    path = write_xlsx(tmp_path / "b.xlsx", [["As at 31 March 2025"], *STAFF], more=cover)
    assert [one.as_at for one in plan_of(path, as_at=None).snapshots] == [YEAR_BEFORE]


def test_a_sheet_of_a_month_or_quarter_is_not_of_the_day_of_the_cover(tmp_path: Path) -> None:
    for name in ("Jan", "Q3", "2024"):
        assert "snapshot_date_missing" in codes(book(tmp_path, {"Cover": [["As at 31 March 2026"]]}, sheet=name))


def test_a_sheet_asked_for_by_name_is_of_the_day_of_the_cover(tmp_path: Path) -> None:
    cover = {"Cover": [["As at 31 March 2026"]], "Other": COUNTS}
    assert [one.as_at for one in book(tmp_path, cover, sheets=("Staff",)).snapshots] == [DAY]


def test_days_of_other_things_beside_a_day_are_left_out() -> None:
    assert days_told([["Staff as at 31 March 2026, published 2 May 2026"]]) == {DAY}
    assert days_told([["Published 2 May 2026"], ["From 1 April 2025 to 31 March 2026"], [""]]) == set()
