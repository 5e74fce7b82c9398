"""Every issue there is can be brought about by a file, and says what to do in words."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from importing_files import COUNTS, DAY, LONG, STAFF, codes, plan_of, read, same_name, write_csv, write_xlsx
from locked_files import ods_pgp
from stand_ins import KILLED, OUT_OF_MEMORY, OUT_OF_TIME, reader

from workforce_tui.domain.issues import Severity
from workforce_tui.importing import plan as plan_module
from workforce_tui.importing.apart import read_apart
from workforce_tui.importing.catalogue import KINDS, IssueLog, make_issue
from workforce_tui.importing.plan import ImportRequest, plan_import
from workforce_tui.importing.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.importing.plan import ImportPlan

Case = Any


def raw(content: bytes, **wanted: Any) -> Case:
    def make(folder: Path) -> ImportPlan:
        path = folder / "file.csv"
        path.write_bytes(content)
        return plan_of(path, **wanted)

    return make


def rows(content: list[list[Any]], *decisions: str, **wanted: Any) -> Case:
    return lambda folder: read(content, folder, *decisions, **wanted)


def book(*decisions: str, more: dict[str, Any] | None = None, hidden: tuple[str, ...] = (), **wanted: Any) -> Case:
    def make(folder: Path) -> ImportPlan:
        return plan_of(write_xlsx(folder / "file.xlsx", STAFF, more=more, hidden=hidden), *decisions, **wanted)

    return make


def staff(*people: list[Any], extra: str = "", header: str = "Ethnicity", grade: str = "Grade") -> list[list[Any]]:
    return [["Staff No", header, grade, *([extra] if extra else [])], *people]


def counts(value: Any, *more: list[Any], total: Any = None) -> list[list[Any]]:
    head = ["Grade", "White", "Asian"] + (["Total"] if total is not None else [])
    return [head, ["EO", 10, value] + ([total] if total is not None else []), *more]


def hidden_row(folder: Path, **wanted: Any) -> ImportPlan:
    return plan_of(write_xlsx(folder / "a.xlsx", STAFF, hidden_rows=(2,)), **wanted)


def far_corner(folder: Path) -> ImportPlan:
    workbook = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    workbook.add_worksheet().write(1_048_575, 16_383, "x")
    workbook.close()
    return plan_of(folder / "a.xlsx")


def one_sheet_damaged(folder: Path) -> ImportPlan:
    write_xlsx(folder / "whole.xlsx", STAFF, more={"Notes": [["Ask HR"]]})
    with zipfile.ZipFile(folder / "whole.xlsx") as whole, zipfile.ZipFile(folder / "a.xlsx", "w") as damaged:
        for part in whole.namelist():
            damaged.writestr(part, whole.read(part)[:200] if part.endswith("sheet2.xml") else whole.read(part))
    return plan_of(folder / "a.xlsx")


def bomb(folder: Path) -> ImportPlan:
    with zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2**24)
    return plan_of(folder / "a.xlsx")


def stopped(folder: Path) -> ImportPlan:
    steps = plan_import(ImportRequest(write_csv(folder / "a.csv", STAFF)), is_cancelled=lambda: True)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def read_by(code: str) -> Case:
    def make(folder: Path) -> ImportPlan:
        with reader(code):
            return read_apart(ImportRequest(write_csv(folder / "a.csv", STAFF)))

    return make


def opened(folder: Path) -> ImportPlan:
    (folder / ".~lock.a.csv#").touch()
    return plan_of(write_csv(folder / "a.csv", STAFF))


def with_macros(folder: Path) -> ImportPlan:
    path = write_xlsx(folder / "a.xlsm", STAFF)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return plan_of(path)


def uncalculated(folder: Path, header: str = "Grade") -> ImportPlan:
    workbook = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    sheet = workbook.add_worksheet()
    column = 2 if header == "Grade" else 3
    for number, row in enumerate(STAFF):
        sheet.write_row(number, 0, row)
    sheet.write(0, column, header)
    sheet.write_formula(1, column, '=IF(1,"EO","")', None, "TO BE EMPTY")
    workbook.close()
    path, made = folder / "b.xlsx", folder / "a.xlsx"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            target.writestr(member, source.read(member).replace(b"<v>TO BE EMPTY</v>", b""))
    return plan_of(path)


def changed(folder: Path) -> ImportPlan:
    path = write_csv(folder / "a.csv", STAFF)
    steps = plan_import(ImportRequest(path))
    next(steps)
    next(steps)
    write_csv(path, [*STAFF, ["1004", "Indian", "EO"]])
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def cut_short(folder: Path) -> ImportPlan:
    path = write_csv(folder / "a.csv", [*STAFF, ["1004", "Indian", "EO"], ["1005", "Indian", "EO"]])
    path.write_bytes(path.read_bytes()[:-5])
    return plan_of(path)


def protected(name: str, **wanted: Any) -> Case:
    from pathlib import Path

    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "torture"
    return lambda _folder: plan_of(folder / name, **wanted)


ONE = [1, "Indian", "EO"]
FORCES = [["Force", *LONG[0]], ["Gwent", "Constable", "White", 5], ["South Wales", "Constable", "White", 9]]
RETURN = [["Organisation name"], ["Gwent"]]
for heading in ("Payroll staff; EO", "Payroll staff; HEO", "Payroll staff; SCS", "Non-payroll staff; Agency"):
    RETURN[0] += [f"{heading}; Headcount", f"{heading}; Full-time equivalent"]
    RETURN[1] += ["1", "1"]
CASES: dict[str, Callable[[Path], ImportPlan]] = {
    "empty_file": raw(b""),
    "not_a_spreadsheet": raw(b"%PDF-1.7"),
    "quote_not_closed": raw(b'Staff No,Ethnicity,Grade\n1,"Indian,EO\n2,Indian,EO\n3,Indian,EO\n'),
    "unreadable_file": raw(b"PK\x03\x04"),
    "password_protected": protected("pass_protected.xlsx"),
    "wrong_password": protected("pass_protected.xlsx", password="wrong"),
    "password_not_supported": lambda folder: plan_of(ods_pgp(folder / "a.ods", b"<x/>"), password="wrong"),
    "file_too_large": bomb,
    "sheet_too_large": far_corner,
    "type_differs_from_name": lambda folder: plan_of(write_xlsx(folder / "a.csv", STAFF)),
    "no_such_sheet": book(sheet="Data"),
    "no_data_found": raw(b"a line\n"),
    "header_not_found": book(header_row=99),
    "hidden_sheet": book(more={"Old": STAFF}, hidden=("Old",)),
    "hidden_sheet_read": book(more={"Old": STAFF}, hidden=("Old",), sheet="Old"),
    "sheet_name_twice": lambda folder: plan_of(same_name(folder)),
    "sheet_unreadable": one_sheet_damaged,
    "too_many_labels": rows([STAFF[0], *([n, "Indian", f"{n} of 2026"] for n in range(1_100))]),
    "line_too_wide": raw(b"Grade,Ethnicity\n" + b"x," * 16_384),
    "sheets_not_looked_at": book(more={f"Empty {number}": [[]] for number in range(80)}),
    "too_many_sheets": book(more={f"Empty {number}": [[]] for number in range(80)}, sheet="all"),
    "other_sheet_with_data": book(more={"Leavers": STAFF}),
    "no_table_on_sheet": book(more={"Lists": [["EO"]]}, sheets=("Staff", "Lists")),
    "sheets_read": book(more={"Others": [STAFF[0], ["2001", "Indian", "EO"]]}, sheet="all"),
    "title_dated": rows([["Staff by grade, 31 March 2026"], *STAFF], as_at=None),
    "sheet_dated": lambda folder: plan_of(
        write_xlsx(folder / "a.xlsx", STAFF, sheet="March 2026"), organisation="hmpps-wales", as_at=None
    ),
    "cover_dated": book(more={"Cover": [["Staff in post as at 31 March 2026"]]}, as_at=None),
    "cover_dates": book(more={"Notes": [["As at 31 March 2026"], ["As at 31 March 2025"]]}, as_at=None),
    "cover_date_differs": book(more={"Cover": [["Staff in post as at 31 March 2024"]]}, as_at=DAY),
    "sheet_date_differs": lambda folder: plan_of(
        write_xlsx(folder / "a.xlsx", STAFF, sheet="Feb 2026"), organisation="hmpps-wales", as_at=DAY
    ),
    "sheet_of_other_date": book(more={"Feb 2026": STAFF, "Mar 2026": STAFF}, sheets=("Feb 2026", "Mar 2026")),
    "sheet_without_people": book(more={"Others": STAFF[:1]}, sheet="all"),
    "sheets_without_dates": book(more={"Feb": STAFF, "Mar": STAFF}, sheets=("Feb", "Mar")),
    "sheet_sums_others": book(more={"Legal": COUNTS, "Totals": COUNTS}, sheets=("Legal", "Totals")),
    "sheets_mixed": book(more={"Others": COUNTS}, sheets=("Staff", "Others")),
    "staff_numbers_restart": book(
        more={name: [STAFF[0], *([n, "Indian", "EO"] for n in (1, 2, 3))] for name in "AB"}, sheets=("A", "B")
    ),
    "person_on_two_sheets": book(more={"Others": STAFF}, sheet="all"),
    "person_conflict_sheets": book(more={"Others": [STAFF[0], ["1001", "Indian", "EO"]]}, sheet="all"),
    "rows_above_header": rows([["1000", "Indian", "EO"], *STAFF]),
    "columns_not_read": rows([*STAFF, [*STAFF[1], *[""] * 3_000, "x"]]),
    "hidden_rows": hidden_row,
    "hidden_rows_read": lambda folder: hidden_row(folder, include_hidden=True),
    "second_table": rows([*COUNTS, [], ["Grade", "Black", "Mixed", "Other"], ["EO", 1, 2, 3]]),
    "no_ethnicity_column": rows([["Staff No", "Grade", "Site"], [1, "EO", "Cardiff"]]),
    "no_grade_column": rows([["Staff No", "Ethnicity", "Site"], [1, "Indian", "Cardiff"]]),
    "no_count_column": rows([["Grade", "White", "Asian"], ["", "%", "%"], ["EO", 90.5, 9.5]]),
    "no_staff_number": rows([["Grade", "Ethnicity"], ["EO", "White"]]),
    "non_payroll_left_out": rows(RETURN),
    "dates_across": rows([["", "31/03/2025", "31/03/2026"], ["Gwent", 1, 2]], as_at=None),
    "other_dates_left_out": rows([["", "31/03/2025", "31/03/2026"], ["Gwent", 1, 2]], "column:(grade)=not_given"),
    "survey_results": rows([["Organisation", "Ethnicity", "Count", "Theme score", "E01 (% yes)"]] * 2),
    "row_is_person": rows([["Grade", "Ethnicity"], ["EO", "White"]], "column:(headcount)=one_per_row"),
    "ethnicity_not_given": rows([["Staff No", "Grade"], [1, "EO"]], "column:(ethnicity)=not_given"),
    "grade_not_given": rows([["Staff No", "Ethnicity"], [1, "Indian"]], "column:(grade)=not_given"),
    "columns_repeated": rows([["Grade", "White", "Asian", "White"], ["EO", 10, 2, 9]]),
    "fte_not_headcount": rows([["Grade", "Ethnicity", "FTE"], ["EO", "White", 9.6]]),
    "personal_column": rows(staff([*ONE, "Jones"], extra="Surname")),
    "unknown_column_decision": rows(STAFF, "column:Nowhere=grade"),
    "bad_decision": rows(STAFF, "column:Grade=colour"),
    "answer_not_usable": rows(STAFF, "grade:EO=Emperor"),
    "one_grade_two_levels": rows(
        [*STAFF, ["1009", "Indian", "Tier A"], ["1010", "Indian", "Tier-A"]], 'grade:"Tier A"=L2', 'grade:"Tier-A"=L3'
    ),
    "not_declared_unknown": rows([*STAFF, ["1009", "Not disclosed", "EO"]]),
    "decision_not_used": rows(STAFF, "grade:Grad=EO"),
    "kept_answer_replaced": rows(STAFF, "grade:EO=SEO", profile=Profile(grades={"eo": "PO"})),
    "snapshot_date_missing": rows(STAFF, as_at=None),
    "snapshot_date_unreadable": rows(staff([*ONE, "soon"], extra="As at"), as_at=None),
    "snapshot_date_in_future": rows(STAFF, today=dt.date(2026, 3, 30)),
    "snapshot_date_implausible": rows(STAFF, as_at=dt.date(1024, 3, 31)),
    "organisation_differs_from_title": rows([["Gwent Police workforce"], [], *STAFF]),
    "as_at_differs": rows([["As at 31 March 2025"], [], *STAFF]),
    "organisation_not_in_file": rows(FORCES),
    "date_not_in_file": rows(staff([*ONE, "31/03/2025"], extra="As at")),
    "rows_of_others": rows(FORCES, organisation="gwent-police"),
    "organisation_trusted": rows(staff([*ONE, "PS Wales (SOP)"], extra="Organisation")),
    "perceived_ethnicity_codes": rows(staff([1, "IC1", "EO"])),
    "perceived_column_ignored": rows(staff([*ONE, "IC4"], extra="Officer Perceived Ethnicity")),
    "code_label_conflict": rows(staff([1, "A1 - White British", "EO"])),
    "scheme_without_grt": rows(staff([1, "O1", "EO"], header="16+1")),
    "low_declaration": rows(staff([1, "", "EO"])),
    "label_holds_personal_data": rows(staff([1, "Indian", "Jones 07700 900123"])),
    "temporary_ranks": rows(staff([1, "Indian", "T/Insp"], grade="Rank"), organisation="gwent-police"),
    "overlapping_groups": rows([["Grade", "White", "Asian", "Ethnic minority"], ["EO", 10, 2, 3]]),
    "worker_type_by_heading": rows([COUNTS[0], ["Special constables"], *COUNTS[1:3]]),
    "negative_count": rows(counts(-1)),
    "count_not_whole": rows(counts(1.5)),
    "count_not_a_number": rows(counts("ten")),
    "count_not_available": rows(counts("..")),
    "count_set_aside": rows(counts("[z]")),
    "labels_left_blank": rows([LONG[0], ["EO", "White", 9], ["", "Asian", 2], ["HEO", "White", 5], ["", "Asian", 1]]),
    "measures_left_out": rows([["Measure", *LONG[0]], ["Headcount", *LONG[1]], ["FTE", *LONG[1]]]),
    "times_left_out": rows([["Year", *LONG[0]], [2025, *LONG[1]], [2026, *LONG[1]]]),
    "rows_are_a_sum": rows(
        [["Place", "Grade", "White", "Asian"], ["A", "EO", 9, 2], ["B", "EO", 5, 1], ["Both", "EO", 14, 3]]
    ),
    "several_times": rows([["Quarter", *LONG[0]], ["Q1", *LONG[1]], ["Q2", *LONG[1]]]),
    "fte_columns_left_out": rows([["Grade", "White", "Asian", "White FTE"], ["EO", 10, 2, 9.5]]),
    "marker_proved_zero": rows(counts("", total=10)),
    "suppressed_counts": rows(counts("<5")),
    "counts_narrowed": rows(counts("<5", total=12)),
    "unknown_limited": rows(counts("-", total=12), 'marker:"-"=missing'),
    "rounded_counts": rows(counts(5, ["HEO", 25, 15, 40], total=20)),
    "total_mismatch": rows(counts(2, total=13)),
    "pivot_read": rows([["Row Labels", "Count of Staff No"], ["EO", 3], ["White", 2], ["Asian", 1]]),
    "pivot_unclear": rows([["Row Labels", "Count of Staff No"], ["2025", 3], ["White", 2], ["2026", 1], ["White", 1]]),
    "blank_uncounted": rows([["Count of Ethnicity"], ["Row Labels", "White", "Asian", "(blank)"], ["EO", 3, 2, ""]]),
    "total_skipped": rows(COUNTS),
    "sexes_set_aside": rows([COUNTS[0], ["Female", 8, 1, 9], ["Male", 7, 2, 9], *COUNTS[1:]]),
    "sexes_beside_others": rows([COUNTS[0], ["Female", 8, 1, 9], ["Male", 7, 3, 10], *COUNTS[1:]]),
    "divisions_set_aside": rows([COUNTS[0], ["Full-time", 8, 1, 9], ["Part-time", 7, 2, 9], *COUNTS[1:]]),
    "divisions_beside_others": rows([COUNTS[0], ["Full-time", 8, 1, 9], ["Part-time", 7, 3, 10], *COUNTS[1:]]),
    "row_left_out": rows([*COUNTS, ["% of total", 83.3, 16.7, 100]]),
    "rows_left_out": rows([*COUNTS, *2 * [["%", 83.3, 16.7, 100]]]),
    "label_repeated": rows([*LONG, LONG[1]]),
    "date_unreadable": rows(staff([*ONE, "12/25/2020"], extra="Start Date")),
    "leaving_date_unreadable": rows(staff([*ONE, "12/25/2020"], extra="Leaving Date")),
    "dates_ambiguous": rows(
        staff(*([i, "Indian", "EO", f"0{i}/0{i + 1}/2020"] for i in (1, 2, 3)), extra="Start Date")
    ),
    "fte_out_of_range": rows(staff([*ONE, 0], extra="FTE")),
    "fte_unreadable": rows(staff([*ONE, "most"], extra="FTE")),
    "sex_unrecognised": rows(staff([*ONE, "Q"], extra="Sex")),
    "disability_unrecognised": rows(staff([*ONE, "Perhaps"], extra="Disability")),
    "age_column": rows(staff([*ONE, 44], extra="Age")),
    "age_unreadable": rows(staff([*ONE, 12], extra="Age")),
    "contract_unrecognised": rows(staff([*ONE, "Bespoke"], extra="Contract Type")),
    "attribute_without_value": lambda folder: uncalculated(folder, "Disability"),
    "staff_number_missing": rows(staff(["", "Indian", "EO"])),
    "duplicate_row": rows(staff(ONE, ONE)),
    "two_posts": rows(staff(ONE, [1, "Indian", "HEO"])),
    "person_conflict": rows(staff(ONE, [1, "White British", "EO"])),
    "already_left": rows(staff([*ONE, dt.date(2026, 1, 1)], extra="Leaving Date")),
    "not_yet_started": rows(staff([*ONE, dt.date(2026, 5, 1)], extra="Start Date")),
    "status_not_in_post": rows(staff([*ONE, "Leaver"], [2, "Indian", "EO", "Active"], extra="Status")),
    "leaving_reason_not_counted": rows(
        staff([*ONE, "Resignation"], [2, "Indian", "EO", ""], extra="Leaving Reason"), 'status:"(leaving reason)"=left'
    ),
    "left_after_snapshot": rows(
        [[*STAFF[0], "Status", "Leaving Date"], [1, "Indian", "EO", "Leaver", dt.date(2026, 4, 30)]]
    ),
    "away_counted": rows(staff([*ONE, "Career break"], extra="Status")),
    "row_not_understood": rows([[*STAFF[0], "Site", "Team", "FTE"], [1, "Indian", "EO"], ["", "", "", "A", "B", 1]]),
    "notes_left_out": rows([*STAFF, ["Notes"], [1, "Indian nationals are included"]]),
    "people_after_notes": rows([*STAFF, ["Notes"], [2001, "Indian", "EO"]]),
    "outside_workforce": rows(staff([1, "Indian", "Special Constable"]), organisation="gwent-police"),
    "nobody_counted": rows([COUNTS[0], ["EO", 0, 0, 0]]),
    "more_issues": rows(staff(ONE, *([1, "White British", "EO"] for _ in range(201)))),
    "cancelled": stopped,
    "is_a_folder": lambda folder: plan_of(folder),
    "not_a_file": lambda _folder: plan_of(Path("/dev/zero")),
    "lock_file": lambda folder: plan_of(write_csv(folder / "~$a.csv", STAFF)),
    "open_elsewhere": opened,
    "reader_stopped": read_by(KILLED),
    "reader_out_of_memory": read_by(OUT_OF_MEMORY),
    "reader_too_slow": read_by(OUT_OF_TIME),
    "macros_ignored": with_macros,
    "ends_early": cut_short,
    "formula_without_value": uncalculated,
    "file_changed": changed,
}


@pytest.mark.parametrize("code", CASES)
def test_a_file_brings_the_issue_about(tmp_path: Path, code: str) -> None:
    plan = CASES[code](tmp_path)
    assert code in codes(plan)
    found = next(each for each in plan.issues if each.code == code)
    assert found.severity is KINDS[code].severity
    assert found.message
    assert not re.search(r"\{\w+\}", found.message + found.fix)
    assert (plan.status == "refused") == any(each.severity is Severity.ERROR for each in plan.issues)


def test_every_issue_has_a_file() -> None:
    of_no_file = {"typed_ranges", "typed_unknown"}
    assert set(CASES) | {"reading_failed"} | of_no_file == set(KINDS)


def test_a_file_nobody_imagined_is_refused_and_not_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(plan_module, "choose_sheet", fails)
    plan = read(STAFF, tmp_path)
    assert (plan.status, codes(plan)) == ("refused", {"reading_failed"})


def test_every_error_says_what_to_do() -> None:
    assert [code for code, kind in KINDS.items() if kind.severity is Severity.ERROR and not kind.fix] == []


def test_no_issue_names_a_person(tmp_path: Path) -> None:
    header = ["Staff No", "Surname", "Ethnicity", "Grade", "FTE"]
    people = [["S77", "Jones", "Indian", "EO", 0], ["S77", "Jones", "Indian", "HEO", 9], ["", "Jones", "", "EO", 1]]
    plan = read([header, *people], tmp_path)
    assert plan.issues
    assert "Jones" not in repr(plan.issues)
    assert "S77" not in repr(plan.issues)


def test_issues_are_listed_worst_first_and_carry_their_place() -> None:
    log = IssueLog()
    log.sheet = "Staff"
    log.add("hidden_sheet", name="Old")
    log.add("negative_count", row=7, column="White", value="-1")
    first, second = log.result()
    assert (first.severity, first.sheet, first.row, first.column, first.value) == ("error", "Staff", 7, "White", "-1")
    assert second.code == "hidden_sheet"


def test_numbers_of_people_are_written_as_everywhere_and_numbers_of_rows_as_in_the_file() -> None:
    assert "not counted: 84,061." in make_issue("not_yet_started", rows=84_061).message
    assert "row 84061;" in make_issue("second_table", row=84_061).message


def test_an_issue_is_in_the_language_in_use() -> None:
    assert make_issue("nobody_counted").message == "The table has no people."
    assert DAY.year == 2026
