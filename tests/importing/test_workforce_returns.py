"""Monthly workforce returns as departments publish them: headcount and FTE by grade, without ethnicity.

`RETURNS` was written down from looking at the files: the sheet with the data (None for text), its header rows as the
spreadsheet numbers them, how many organisations it has, and the headcounts of payroll staff added up over them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import codes, issue, read

from workforce_tui.domain.organisations import Organisation, shipped_organisations
from workforce_tui.domain.workforce import Area, OrganisationKind
from workforce_tui.importing.plan import ImportPlan, ImportRequest, parse_decision, run_plan

if TYPE_CHECKING:
    from pathlib import Path

GRADES = ("AA_AO", "EO", "HEO_SEO", "G7_G6", "SCS", "CS_UNKNOWN")
RETURNS: dict[str, tuple[str | None, tuple[int, int], int, tuple[int, ...]]] = {
    "1148.csv": (None, (1, 2), 15, (5021, 5182, 10058, 5178, 625, 2823)),
    "119.xls": ("April 2015 Rev 250416", (4, 6), 14, (39090, 10250, 9807, 2062, 208, 11900)),
    "1284.xlsx": ("Dec 15", (1, 3), 3, (87, 194, 526, 1122, 86, 10)),
    "1322.csv": (None, (1, 1), 9, (647, 1170, 4007, 3600, 656, 95)),
    "1326.csv": (None, (1, 1), 9, (511, 1098, 4341, 3945, 695, 73)),
    "172.csv": (None, (1, 1), 15, (54194, 15575, 11143, 2769, 286, 20521)),
    "1897.csv": (None, (1, 3), 1, (7, 4, 15, 16, 4, 0)),
    "1953.csv": (None, (1, 3), 1, (257, 2091, 1754, 186, 14, 0)),
    "1966.csv": (None, (1, 3), 1, (20, 28, 119, 65, 15, 0)),
    "2145.csv": (None, (1, 3), 1, (2, 7, 15, 10, 5, 0)),
    "2217.xlsx": ("Data sheet", (1, 1), 1, (1160, 694, 2309, 1154, 85, 0)),
    "2398.csv": (None, (4, 6), 3, (80, 191, 166, 1110, 136, 0)),
    "2468.csv": (None, (3, 5), 2, (22275, 15639, 19733, 7288, 435, 635)),
    "2515.csv": (None, (1, 3), 11, (2187, 2404, 4580, 3092, 339, 60)),
    "28.ods": ("January_2023", (1, 1), 13, (39955, 11471, 14625, 3857, 359, 23493)),
    "2959.xlsx": ("Data sheet", (1, 3), 2, (118, 258, 1008, 948, 128, 0)),
    "318.xlsx": ("Data sheet", (1, 1), 5, (1513, 1829, 1436, 4992, 312, 7)),
    "333.ods": ("Data_Sheet", (1, 3), 6, (8628, 12173, 7539, 2120, 232, 11)),
    "429.xls": ("January 2013", (1, 3), 10, (544, 663, 1177, 904, 148, 269)),
    "5.ods": ("December_2024", (1, 1), 13, (41100, 12340, 15865, 4555, 329, 25006)),
    "50.csv": (None, (1, 1), 13, (40779, 10620, 12690, 3107, 339, 14446)),
    "53.csv": (None, (1, 1), 12, (40243, 10479, 12377, 3000, 330, 13911)),
    "647.csv": (None, (1, 1), 12, (5134, 6485, 13240, 12886, 3479, 1367)),
    "8.ods": ("September_2024", (1, 1), 13, (41680, 12278, 15689, 4456, 331, 25095)),
    "814.csv": (None, (1, 1), 7, (1517, 704, 3333, 2783, 259, 453)),
    "963.csv": (None, (1, 1), 14, (5025, 6260, 13078, 6762, 396, 1302)),
    "98.xlsx": ("Data sheet", (4, 6), 12, (36186, 9829, 4751, 6800, 264, 11393)),
}
MONTHS = {
    "119.xls": dt.date(2015, 4, 30),
    "1284.xlsx": dt.date(2015, 12, 31),
    "1326.csv": dt.date(2025, 2, 28),
    "2515.csv": dt.date(2021, 8, 31),
    "28.ods": dt.date(2023, 1, 31),
    "318.xlsx": dt.date(2022, 1, 31),
    "429.xls": dt.date(2013, 1, 31),
    "963.csv": dt.date(2024, 2, 29),
}
"""The month a return says it is for, in its sheet's name or in its columns "Year" and "Month"."""
DATED = {*MONTHS, "2217.xlsx", "2959.xlsx", "5.ods", "8.ods", "50.csv", "647.csv", "814.csv"}
GIVEN = dt.date(2020, 3, 31)
NOT_GIVEN = "column:(ethnicity)=not_given"
WRONG_TOTAL = 'column:"Payroll staff | Total Employees | Headcount"=ignore'
ANSWERS = {
    "1148.csv": ("column:[A]=organisation", "column:[B]=ignore", "column:[C]=ignore"),
    "1953.csv": ('marker:"."=zero',),
    "2959.xlsx": (WRONG_TOTAL,),
    "647.csv": ('marker:"No Data"=zero',),
}
"""What a user would answer beside the organisations: columns without headers, a wrong total, words for numbers."""


def plan_of(path: Path, *decisions: str, organisations: tuple[Organisation, ...] = (), as_at: Any = None) -> ImportPlan:
    known = (*shipped_organisations(), *organisations)
    given = tuple(map(parse_decision, decisions))
    return run_plan(ImportRequest(path=path, organisations=known, as_at=as_at, decisions=given))


def body(name: str, number: int) -> Organisation:
    """A body nobody has added yet, as `organisations add` makes it."""
    return Organisation(
        code=f"body-{number}",
        kind=OrganisationKind.OTHER,
        area=Area.OUTSIDE_WALES,
        name_en=name,
        name_cy=name,
        in_wales=False,
        benchmark="",
        staff_number_space=f"body-{number}",
    )


def imported(path: Path) -> ImportPlan:
    """The plan once a user has added every organisation of the return and said that it has no ethnicity."""
    answers = (NOT_GIVEN, *ANSWERS.get(path.name, ()))
    as_at = None if path.name in DATED else GIVEN
    first = plan_of(path, *answers, as_at=as_at)
    names = [asked.value for asked in first.decisions if asked.field == "organisation"]
    assert {asked.field for asked in first.decisions} - {"grade"} == {"organisation"}
    added = tuple(body(name, number) for number, name in enumerate(names))
    plan = plan_of(path, *answers, organisations=added, as_at=as_at)
    unknown = [asked.value for asked in plan.decisions if asked.field == "grade"]
    assert unknown == (["Other,Fast Streamers -BEIS paid, unknown, or unspecified"] if path.name == "1148.csv" else [])
    if unknown:
        plan = plan_of(path, *answers, f'grade:"{unknown[0]}"=CS_UNKNOWN', organisations=added, as_at=as_at)
    return plan


@pytest.mark.parametrize("name", RETURNS)
def test_the_block_and_the_headcounts_are_those_of_the_file(shared_data: Path, name: str) -> None:
    sheet, header, organisations, sums = RETURNS[name]
    plan = imported(shared_data / "mwmi" / name)
    assert plan.status == "ready", [(found.code, found.value) for found in plan.issues]
    assert (plan.sheet if sheet else None, plan.header_rows, len(plan.snapshots)) == (sheet, header, organisations)
    found: Counter[str] = Counter()
    for _place, grade, ethnicity, worker, _sex, low, high, _fte in plan.counts:
        assert (low, worker) == (high, "staff")
        assert plan.ethnicity_labels[ethnicity].code == "X_NA"
        found[plan.grade_labels[grade].code or ""] += low
    assert tuple(found[code] for code in GRADES) == sums
    assert plan.headcount.low == plan.headcount.high == sum(sums)
    assert plan.outside_workforce == 0


@pytest.mark.parametrize("name", MONTHS)
def test_the_month_is_read_from_the_return(shared_data: Path, name: str) -> None:
    plan = plan_of(shared_data / "mwmi" / name, NOT_GIVEN)
    assert {key.as_at for key in plan.snapshots} == {MONTHS[name]}


def test_every_return_is_tried(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "mwmi").iterdir()} == {*RETURNS, "3027.ods"}


def test_shares_of_disabled_staff_are_no_headcount(shared_data: Path) -> None:
    plan = plan_of(shared_data / "mwmi" / "3027.ods", NOT_GIVEN, as_at=GIVEN)
    assert (plan.status, codes(plan)) == ("refused", {"no_data_found"})


def test_single_organisations_are_read_exactly(shared_data: Path) -> None:
    """Rows copied by eye: Land Registry in 1953.csv, the Crown Prosecution Service in 318.xlsx."""
    for name, row, sums in (
        ("1953.csv", 0, {"AA_AO": 257, "EO": 2091, "HEO_SEO": 1754, "G7_G6": 186, "SCS": 14}),
        ("318.xlsx", 0, {"AA_AO": 1431, "EO": 1415, "HEO_SEO": 980, "G7_G6": 3006, "SCS": 84}),
        ("98.xlsx", 4, {"AA_AO": 24007, "EO": 6056, "HEO_SEO": 678, "G7_G6": 5442, "SCS": 63, "CS_UNKNOWN": 9592}),
    ):
        plan = imported(shared_data / "mwmi" / name)
        mine = {plan.grade_labels[found[1]].code: found[5] for found in plan.counts if found[0] == row}
        assert mine == sums, name


def test_a_total_that_is_not_the_sum_of_its_grades_is_refused(shared_data: Path) -> None:
    plan = plan_of(shared_data / "mwmi" / "2959.xlsx", NOT_GIVEN)
    assert plan.status == "refused"
    assert (issue(plan, "total_mismatch").row, issue(plan, "total_mismatch").value) == (5, "560")
    found = issue(plan, "rows_left_out")
    assert (found.row, found.message.endswith(": 44.")) == (6, True), "the form's empty rows are noted once"
    assert "row_left_out" not in codes(plan)


def test_a_body_for_england_and_wales_is_never_taken_for_its_welsh_part(shared_data: Path) -> None:
    for name in ("172.csv", "5.ods", "318.xlsx"):
        plan = plan_of(shared_data / "mwmi" / name, NOT_GIVEN, as_at=None if name != "172.csv" else GIVEN)
        assert {key.organisation for key in plan.snapshots} == {""}


def test_people_not_on_the_payroll_are_left_out_and_named(shared_data: Path) -> None:
    plan = plan_of(shared_data / "mwmi" / "1897.csv", NOT_GIVEN, as_at=GIVEN)
    assert "non_payroll_left_out" in codes(plan)


def test_without_the_decision_a_return_is_a_question(shared_data: Path) -> None:
    plan = plan_of(shared_data / "mwmi" / "1897.csv", as_at=GIVEN)
    assert [(one.field, one.value) for one in plan.decisions] == [("column", "(ethnicity)")]
    assert plan.counts == []


def test_a_row_of_the_form_that_was_never_filled_in_is_nobody(tmp_path: Path) -> None:
    header = ["Organisation name"]
    for grade in ("AO/AA", "EO", "SEO/HEO", "Total"):
        header += [f"Payroll staff; {grade}; Headcount", f"Payroll staff; {grade}; Full-time equivalent"]
    rows = [header, ["Cardiff Office", 4, 3.5, 2, 2, 1, 1, 7, 6.5], ["", "", "", "", "", "", "", 0, 0]]
    plan = read(rows, tmp_path, NOT_GIVEN, organisation=None)
    assert [(one.field, one.value) for one in plan.decisions] == [("organisation", "Cardiff Office")]
    assert (plan.headcount.low, plan.rows_read) == (7, 1)
    rows[2][1:8:2] = [1, "", "", 1]
    plan = read(rows, tmp_path, NOT_GIVEN, organisation=None)
    assert ("organisation", "(blank)") in [(one.field, one.value) for one in plan.decisions]
