"""Whose workforce, and on what day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import DAY, STAFF, codes, exact, issue, plan_of, read, write_csv, write_xlsx

from workforce_tui.importing.plan import Decided, Profile, resolve

if TYPE_CHECKING:
    from pathlib import Path

FORCES = [
    ["Force", "As at", "Rank", "Ethnicity", "Headcount"],
    ["Gwent", "31/03/2026", "Constable", "White", 5],
    ["Gwent", "31/03/2025", "Constable", "White", 4],
    ["South Wales", "31/03/2026", "Constable", "White", 9],
]


def dated(cell: Any, folder: Path, **wanted: Any) -> Any:
    rows = [["Snapshot Date", *STAFF[0]], *([cell, *row] for row in STAFF[1:])]
    return read(rows, folder, as_at=None, **wanted)


@pytest.mark.parametrize(
    "cell", [DAY, "31/03/2026", "31.3.26", "31 March 2026", "31 Mawrth 2026", "2026-03-31", 46112, "31st March 2026"]
)
def test_the_date_column_is_read_however_it_is_written(tmp_path: Path, cell: Any) -> None:
    plan = dated(cell, tmp_path)
    assert plan.status == "ready"
    assert [key.as_at for key in plan.snapshots] == [DAY]


@pytest.mark.parametrize("cell", ["03/31/2026", "March 2026", "last year", 12, ""])
def test_a_date_that_is_not_a_whole_day_is_refused(tmp_path: Path, cell: Any) -> None:
    plan = dated(cell, tmp_path)
    assert plan.status == "refused"
    assert "snapshot_date_unreadable" in codes(plan)


@pytest.mark.parametrize(
    "title",
    [
        "Staff in post as at 31 March 2026",
        "Staff yn eu swyddi ar 31 Mawrth 2026",
        "Snapshot date: 31/03/2026",
        "Workforce at 31st March 2026 [note 1]",
    ],
)
def test_a_title_may_give_the_date(tmp_path: Path, title: str) -> None:
    plan = read([[title], [], *STAFF], tmp_path, as_at=None)
    assert [key.as_at for key in plan.snapshots] == [DAY]


@pytest.mark.parametrize(
    "title",
    ["31 March 2026", DAY, "Headcount by grade 31/03/2026", "Table 3: staff by grade, 31 March 2026 [note 1]"],
)
def test_the_only_date_of_the_titles_is_taken_and_named(tmp_path: Path, title: object) -> None:
    plan = read([["Staff in post"], [title], ["Printed on 2 April 2026"], [], *STAFF], tmp_path, as_at=None)
    assert [key.as_at for key in plan.snapshots] == [DAY]
    assert "31 March 2026" in issue(plan, "title_dated").message


def test_a_title_cell_beside_a_date_cell_gives_the_date(tmp_path: Path) -> None:
    plan = read([["As at:", DAY], [], *STAFF], tmp_path, as_at=None)
    assert [key.as_at for key in plan.snapshots] == [DAY]


@pytest.mark.parametrize(
    "titles",
    [
        [],
        [["Printed 31 March 2026"]],
        [["as at 31 March 2026"], ["as at 31 March 2025"]],
        [["Staff, 31 March 2026"], ["compared with 31 March 2025"]],
        [["1 April 2025 to 31 March 2026"]],
        [["Year ending 31 March 2026"]],
        [["Date extracted:", DAY]],
    ],
)
def test_no_date_or_two_dates_are_refused(tmp_path: Path, titles: list[list[str]]) -> None:
    plan = read([*titles, [], *STAFF], tmp_path, as_at=None)
    assert plan.status == "refused"
    assert "snapshot_date_missing" in codes(plan)


def test_the_date_given_outranks_the_title_and_says_so(tmp_path: Path) -> None:
    plan = read([["As at 31 March 2025"], [], *STAFF], tmp_path)
    assert plan.snapshots[0].as_at == DAY
    assert "31 March 2025" in issue(plan, "as_at_differs").message


def test_a_date_in_the_future_is_refused(tmp_path: Path) -> None:
    before = DAY - dt.timedelta(days=1)
    assert "snapshot_date_in_future" in codes(read(STAFF, tmp_path, today=before))
    assert "snapshot_date_in_future" in codes(dated("31/03/2026", tmp_path, today=before))
    assert read(STAFF, tmp_path, today=DAY).status == "ready"


def test_a_file_of_several_organisations_and_days_is_several_snapshots(tmp_path: Path) -> None:
    plan = read(FORCES, tmp_path, organisation=None, as_at=None)
    assert plan.status == "ready"
    assert [(key.organisation, key.as_at.year) for key in plan.snapshots] == [
        ("gwent-police", 2026),
        ("gwent-police", 2025),
        ("south-wales-police", 2026),
    ]
    assert exact(plan) == 18


def test_one_of_several_can_be_taken(tmp_path: Path) -> None:
    plan = read(FORCES, tmp_path, organisation="gwent-police", as_at=DAY)
    assert exact(plan) == 5
    assert "imported: 2." in issue(plan, "rows_of_others").message
    assert "date_not_in_file" in codes(read(FORCES, tmp_path, organisation="gwent-police", as_at=dt.date(2020, 3, 31)))
    assert "organisation_not_in_file" in codes(read(FORCES, tmp_path, organisation="cps-cymru-wales", as_at=None))


def test_people_of_another_organisation_are_not_counted(tmp_path: Path) -> None:
    rows = [["Force", *STAFF[0]], ["Gwent Police", 1, "Indian", "PC"], ["South Wales Police", 2, "Indian", "PC"]]
    plan = read(rows, tmp_path, organisation="gwent-police")
    assert (exact(plan), plan.rows_read, plan.rows_skipped) == (1, 1, 1)
    assert "rows_of_others" in codes(plan)


def test_the_only_name_in_the_column_is_trusted_when_the_organisation_is_given(tmp_path: Path) -> None:
    rows = [["Organisation", *STAFF[0]], *(["PS Wales (SOP)", *row] for row in STAFF[1:])]
    plan = read(rows, tmp_path)
    assert plan.status == "ready"
    assert issue(plan, "organisation_trusted").value == "PS Wales (SOP)"
    assert exact(plan) == 3


def test_an_unknown_organisation_is_a_question(tmp_path: Path) -> None:
    rows = [["Force", *STAFF[0]], ["Gwent Polise", 1, "Indian", "PC"], ["Gwent Polise", 2, "Indian", "Zebra"]]
    plan = read(rows, tmp_path, organisation=None)
    assert [(asked.field, asked.value, asked.rows) for asked in plan.decisions] == [("organisation", "Gwent Polise", 2)]
    assert "gwent-police" in [suggestion.code for suggestion in plan.decisions[0].suggestions]
    path = tmp_path / "file.xlsx"
    after = plan_of(path, 'organisation:"Gwent Polise"=gwent-police', organisation=None)
    assert [asked.value for asked in after.decisions] == ["Zebra"]
    profile = Profile(organisations={"gwent polise": "gwent-police"})
    assert plan_of(path, "grade:Zebra=L0", organisation=None, profile=profile).status == "ready"


def test_a_file_that_does_not_say_whose_it_is_asks(tmp_path: Path) -> None:
    plan = read([["Gwent Police workforce"], [], *STAFF], tmp_path, organisation=None)
    (question,) = plan.decisions
    assert (question.field, question.value, question.rows) == ("organisation", "(file)", 3)
    assert "gwent-police" in [suggestion.code for suggestion in question.suggestions]
    after = resolve(plan, [Decided("organisation", "(file)", "hmpps-wales")])
    assert after.status == "ready"
    assert after.snapshots[0].organisation == "hmpps-wales"


def test_text_dates_that_could_be_read_in_two_ways_are_reported(tmp_path: Path) -> None:
    rows = [["Start Date", *STAFF[0]], *([f"0{i}/0{i + 1}/2020", 10 + i, "Indian", "EO"] for i in range(1, 5))]
    plan = plan_of(write_csv(tmp_path / "a.csv", rows))
    assert "dates_ambiguous" in codes(plan)
    assert plan.persons[0][7] == 2020 * 12 + 1
    rows.append(["25/12/2020", 99, "Indian", "EO"])
    assert "dates_ambiguous" not in codes(plan_of(write_csv(tmp_path / "a.csv", rows)))


def test_start_dates_nobody_can_read_are_left_blank_and_counted(tmp_path: Path) -> None:
    rows = [["Start Date", *STAFF[0]], ["12/25/2020", 1, "Indian", "EO"], ["Mar-23", 2, "Indian", "EO"]]
    plan = plan_of(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [row[7] for row in plan.persons] == [None, 2023 * 12 + 2]
    assert "left blank: 1." in issue(plan, "date_unreadable").message


@pytest.mark.parametrize(
    ("title", "warned"),
    [
        ("Gwent Police workforce", True),
        ("Heddlu Gwent - gweithlu", True),
        ("WORKFORCE OF GWENT POLICE, MARCH 2026", True),
        ("South Wales Police workforce", False),
        ("South Wales Police and Gwent Police", False),
        ("Dyfed-Powys Police and Gwent Police", False),
        ("Workforce", False),
    ],
)
def test_a_title_about_another_organisation_is_a_warning(tmp_path: Path, title: str, *, warned: bool) -> None:
    plan = read([[title], [], *STAFF], tmp_path, "grade:EO=L0", "grade:HEO=L0", organisation="south-wales-police")
    assert ("organisation_differs_from_title" in codes(plan)) == warned
    assert plan.status == "ready"
    assert exact(plan) == 3


def test_a_title_is_not_compared_when_each_row_says_whose_it_is(tmp_path: Path) -> None:
    plan = read([["Gwent Police and partners"], [], *FORCES], tmp_path, organisation="south-wales-police", as_at=DAY)
    assert "organisation_differs_from_title" not in codes(plan)


@pytest.mark.parametrize(("year", "refused"), [(1024, True), (1949, True), (1950, False), (2026, False)])
def test_a_snapshot_of_long_ago_is_a_mistyped_year(tmp_path: Path, year: int, *, refused: bool) -> None:
    plan = read(STAFF, tmp_path, as_at=dt.date(year, 3, 31))
    assert (plan.status == "refused") == refused
    assert ("snapshot_date_implausible" in codes(plan)) == refused
    assert ("snapshot_date_implausible" in codes(dated(f"31/03/{year}", tmp_path))) == refused
