"""Nobody is lost: everybody read is counted or set aside, with the reason, in files of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_files import plan_of, write_csv, write_xlsx

from workforce_tui.domain.counts import Count, total

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

HEADER = ["Employee Number", "Ethnicity", "Grade", "Employee Type", "Start Date", "Leaving Date"]
KINDS = st.sampled_from(["staff", "agency", "left", "later", "twice", "nameless", "noise", "blank"])
CELLS = st.one_of(st.integers(0, 60), st.sampled_from(["<5", "~", "[c]"]))
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def nobody_is_lost(plan: ImportPlan) -> None:
    assert plan.people_read == plan.counted + total(plan.set_aside.values())
    assert plan.rows_skipped == sum(plan.passed_over.values())


def row_of(kind: str, number: int) -> list[str]:
    worker = "Agency" if kind == "agency" else "Staff"
    start = "01/05/2026" if kind == "later" else "01/02/2019"
    gone = "01/03/2026" if kind == "left" else ""
    name = "" if kind == "nameless" else f"{2000 if kind == 'twice' else 1000 + number}"
    return [name, "White British", "EO", worker, start, gone]


@FEW
@given(st.lists(KINDS, min_size=1, max_size=40))
def test_rows_of_people(tmp_path: Path, kinds: list[str]) -> None:
    # A list of hardly anybody but leavers is one of leavers: here most are staff.
    kinds = [*["staff"] * 60, *kinds]
    rows: list[list[object]] = [HEADER]
    for number, kind in enumerate(kinds):
        rows.append([""] * 6 if kind == "blank" else ["Page one", "", "", "", "", ""] if kind == "noise" else
                    row_of(kind, number))  # fmt: skip
    plan = plan_of(write_csv(tmp_path / "people.csv", rows))
    nobody_is_lost(plan)
    real = [kind for kind in kinds if kind not in ("noise", "blank")]
    assert plan.people_read == Count.exact(plan.rows_read) == Count.exact(len(real))
    expected = {"left": kinds.count("left"), "not_started": kinds.count("later"),
                "repeated": max(kinds.count("twice") - 1, 0)}  # fmt: skip
    assert plan.set_aside == {reason: Count.exact(number) for reason, number in expected.items() if number}
    assert plan.outside_workforce == kinds.count("agency")
    assert plan.headcount == Count.exact(len(real) - sum(expected.values()) - kinds.count("agency"))


@FEW
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.booleans())
def test_tables_of_counts(tmp_path: Path, cells: list[tuple[object, object]], notes: bool) -> None:
    grades = ["AA", "AO", "EO", "HEO", "SEO", "G7"]
    rows: list[list[object]] = [["Grade", "White", "Asian"]]
    rows += [[grade, *pair] for grade, pair in zip(grades, [(3, 1), *cells[1:]], strict=False)]
    rows += [["Source: HR system", "", ""]] if notes else []
    plan = plan_of(write_csv(tmp_path / "counts.csv", rows))
    nobody_is_lost(plan)
    assert plan.headcount == plan.people_read


def test_each_reason_is_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADER, *(row_of(kind, n) for n, kind in enumerate(["staff", "left", "later"]))]
    rows += [row_of("twice", 9), row_of("twice", 10), ["Total", 5, "", "", "", ""], ["", "", "", "", "", ""]]
    plan = plan_of(write_csv(tmp_path / "people.csv", rows))
    assert plan.set_aside == {reason: Count.exact(1) for reason in ("left", "not_started", "repeated")}
    assert plan.passed_over == {"totals": 1, "notes": 1}
    assert plan.headcount == Count.exact(2)


def test_people_whose_status_is_not_in_post_are_set_aside_in_a_table_of_counts_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Grade", "Ethnicity", "Status", "Headcount"],
        ["EO", "White", "In post", 10],
        ["EO", "White", "Left", 4],
        ["EO", "Asian", "In post", "<5"],
        ["EO", "Asian", "Left", "<5"],
    ]
    plan = plan_of(write_csv(tmp_path / "counts.csv", rows))
    nobody_is_lost(plan)
    assert plan.set_aside == {"not_in_post": Count(5, 8)}
    assert plan.people_read == Count(16, 22)


def test_sheets_read_together_are_accounted_for_together(tmp_path: Path) -> None:
    first = [HEADER, row_of("staff", 1), row_of("left", 2), row_of("twice", 3)]
    second = [HEADER, row_of("staff", 11), row_of("later", 12), row_of("twice", 13)]
    plan = plan_of(
        write_xlsx(tmp_path / "two.xlsx", first, sheet="Cardiff", more={"Swansea": second}), 'sheet:"(sheets)"=all'
    )
    assert tuple(sorted(plan.read_sheets)) == ("Cardiff", "Swansea")
    nobody_is_lost(plan)
    assert plan.people_read == Count.exact(6)
    assert plan.set_aside == {reason: Count.exact(1) for reason in ("left", "not_started", "repeated")}
