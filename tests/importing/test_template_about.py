"""What a filled-in collection template says of itself, after people have worked on it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import DAY, STAFF, codes, exact, issue, people, plan_of, write_xlsx

from workforce_tui.domain import collection
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.importing.files import open_book
from workforce_tui.importing.template import TemplateAbout, filled_sheets, read_about

if TYPE_CHECKING:
    from pathlib import Path

FACTS: dict[str, Any] = {
    collection.ORGANISATION: "hmpps-wales",
    collection.AS_AT: DAY,
    collection.PERIOD_START: dt.date(2025, 4, 1),
    collection.PERIOD_END: DAY,
    collection.MARK: 1,
}
SHEETS = {"Staff in post": Dataset.STAFF_IN_POST, "Joiners": Dataset.JOINERS}
HEAD = [
    "Staff number (required)",
    "Grade (required)",
    "Ethnicity (required)",
    "Worker type",
    "Sex",
    "FTE",
    "Start date",
]
JOINED = ["Staff number", "Grade (required)", "Ethnicity (required)", "Worker type", "Sex", "Date (required)"]
ONE = ["0012", "Band 3", "White: Irish", "Staff", "Female", 1, dt.date(2020, 1, 6)]


def about_rows(facts: dict[str, Any] = FACTS, sheets: dict[str, Dataset] = SHEETS) -> list[list[Any]]:
    said = [[code.upper(), value, code] for code, value in facts.items()]
    return [
        ["Workforce data"],
        [],
        *said,
        [],
        *([name, "Fill it in", f"{collection.SHEET}{of}"] for name, of in sheets.items()),
    ]


def template(
    folder: Path,
    *staff: list[Any],
    about: str = "About",
    name: str = "Staff in post",
    joiners: str = "Joiners",
    **other: Any,
) -> Path:
    more = {joiners: [[*JOINED, "Joined from"]], about: about_rows(**other), "Lists": [["Grade"], ["Band 3"]]}
    return write_xlsx(folder / "returned by HR.xlsx", [HEAD, *staff], sheet=name, more=more)


def about_of(path: Path) -> TemplateAbout | None:
    return read_about(open_book(path))


def test_a_template_is_known_in_any_file_and_any_order_of_sheets(tmp_path: Path) -> None:
    found = about_of(template(tmp_path, ONE))
    assert found == TemplateAbout("hmpps-wales", DAY, dt.date(2025, 4, 1), DAY, SHEETS)


def test_any_other_workbook_is_none(tmp_path: Path) -> None:
    assert about_of(write_xlsx(tmp_path / "a.xlsx", STAFF)) is None
    assert (
        about_of(write_xlsx(tmp_path / "b.xlsx", STAFF, more={"About": [["Staff in post at 31 March 2026"]]})) is None
    )


def test_its_first_sheet_may_be_renamed(tmp_path: Path) -> None:
    assert about_of(template(tmp_path, ONE, about="Read me")) is not None


def test_it_is_known_by_its_first_sheet_where_no_name_is_the_templates(tmp_path: Path) -> None:
    sheets = {"Staff yn eu swydd": Dataset.STAFF_IN_POST}
    more = {"Staff yn eu swydd": [HEAD, ONE], "Rhestrau": [["Gradd"], ["Band 3"]]}
    rows = [*about_rows(sheets=sheets), ["Rhestrau", "Dewisiadau", collection.LISTS]]
    found = about_of(write_xlsx(tmp_path / "a.xlsx", rows, sheet="Gwybodaeth", more=more))
    assert found is not None
    assert (found.sheets, found.unknown) == (sheets, ())


def test_a_renamed_sheet_is_known_by_its_headers(tmp_path: Path) -> None:
    found = about_of(template(tmp_path, ONE, name="Our people", joiners="New starters"))
    assert found is not None
    assert found.sheets == {"Our people": Dataset.STAFF_IN_POST, "New starters": Dataset.JOINERS}


def test_a_renamed_sheet_is_known_beside_columns_that_were_added(tmp_path: Path) -> None:
    rows = [[*HEAD, "Line manager"], [*ONE, "Jones"]]
    about = about_rows(sheets=SHEETS)
    found = about_of(write_xlsx(tmp_path / "a.xlsx", rows, sheet="Our people", more={"About": about}))
    assert found is not None
    assert (found.sheets, found.unknown) == ({"Our people": Dataset.STAFF_IN_POST}, ())


def test_of_two_renamed_sheets_with_the_same_headers_none_is_taken(tmp_path: Path) -> None:
    rows = [[*HEAD, "Line manager"], [*ONE, "Jones"]]
    more = {"About": about_rows(sheets=SHEETS), "Our people too": rows}
    found = about_of(write_xlsx(tmp_path / "a.xlsx", rows, sheet="Our people", more=more))
    assert found is not None
    assert (found.sheets, found.unknown) == ({}, ("Our people", "Our people too"))


def test_a_deleted_sheet_is_not_there_and_another_one_is_named(tmp_path: Path) -> None:
    sheets = {**SHEETS, "Leavers": Dataset.LEAVERS}
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [HEAD, ONE],
        sheet="Staff in post",
        more={"About": about_rows(sheets=sheets), "Sums": [["x"]]},
    )
    found = about_of(path)
    assert found is not None
    assert (found.sheets, found.unknown) == ({"Staff in post": Dataset.STAFF_IN_POST}, ("Sums",))
    assert issue(plan_of(path), "template_sheet_unknown").severity == "warning"


def test_a_sheet_with_a_row_under_its_header_is_filled_in(tmp_path: Path) -> None:
    book = open_book(template(tmp_path, [""], ONE))
    found = read_about(book)
    assert found is not None
    assert filled_sheets(book, found) == {"Staff in post": Dataset.STAFF_IN_POST}


def test_a_row_put_above_the_headers_loses_nothing(tmp_path: Path) -> None:
    more = {"New starters": [["Filled in by HR"], [*JOINED, "Joined from"]], "About": about_rows()}
    path = write_xlsx(tmp_path / "a.xlsx", [["Filled in by HR"], HEAD, ONE], sheet="Our people", more=more)
    plan = plan_of(path, organisation=None, as_at=None)
    assert (plan.status, people(plan)) == ("ready", {("BAND3", "W_IRISH"): 1})
    assert issue(plan, "template_sheets_empty").message == "Not filled in: New starters."


def test_it_imports_without_being_told_whose_it_is(tmp_path: Path) -> None:
    plan = plan_of(template(tmp_path, ONE, [], ["0013", "Band 4", "Prefer not to say"]), organisation=None, as_at=None)
    assert (plan.status, exact(plan)) == ("ready", 2)
    assert people(plan) == {("BAND3", "W_IRISH"): 1, ("BAND4", "X_PNTS"): 1}
    assert [(one.organisation, one.as_at) for one in plan.snapshots] == [("hmpps-wales", DAY)]
    assert [row[1] for row in plan.persons] == ["moj\x000012", "moj\x000013"]


def test_sheets_that_are_not_filled_in_are_named_once(tmp_path: Path) -> None:
    found = issue(plan_of(template(tmp_path, ONE)), "template_sheets_empty")
    assert (found.severity, found.message) == ("info", "Not filled in: Joiners.")


def test_its_list_is_the_census_of_2021_even_where_nobody_chose_a_group_of_that_list_alone(tmp_path: Path) -> None:
    assert plan_of(template(tmp_path, ONE)).scheme is Scheme.ONS2021_19
    assert plan_of(template(tmp_path, [*ONE[:2], "W9", *ONE[3:]])).scheme is Scheme.UNSTATED


def test_what_is_said_with_the_file_has_to_agree_with_it(tmp_path: Path) -> None:
    path = template(tmp_path, ONE)
    assert plan_of(path).status == "ready"
    wrong = plan_of(path, organisation="gwent-police")
    assert (wrong.status, codes(wrong)) == ("refused", {"template_for_another_organisation"})
    wrong = plan_of(path, as_at=dt.date(2025, 3, 31))
    assert (wrong.status, codes(wrong)) == ("refused", {"template_for_another_date"})


def test_an_unfilled_one_is_refused(tmp_path: Path) -> None:
    plan = plan_of(template(tmp_path, ["", " "]))
    assert (plan.status, codes(plan)) == ("refused", {"template_unfilled"})
    assert "Nothing is filled in" in plan.issues[0].message


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({collection.ORGANISATION: "nowhere"}, "template_organisation_unknown"),
        ({collection.ORGANISATION: ""}, "template_damaged"),
        ({collection.AS_AT: "soon"}, "template_damaged"),
        ({collection.PERIOD_START: dt.date(2027, 4, 1)}, "template_damaged"),
        ({collection.MARK: 2}, "template_too_new"),
    ],
)
def test_one_whose_first_sheet_cannot_be_relied_on_is_refused(
    tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    plan = plan_of(template(tmp_path, ONE, facts=FACTS | change))
    assert (plan.status, codes(plan)) == ("refused", {code})
    assert plan.issues[0].fix
