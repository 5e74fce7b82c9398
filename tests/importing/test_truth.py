"""Whatever surrounds it, a table made from known people imports to exactly those people."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_files import exact, people, plan_of, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

GRADES = {
    "AA": "AA",
    "AO": "AO",
    "EO": "EO",
    "HEO": "HEO",
    "SEO": "SEO",
    "Grade 7": "G7",
    "Grade 6": "G6",
    "SCS": "SCS",
}
GROUPS = {
    "White British": "W_BRIT",
    "White Irish": "W_IRISH",
    "Indian": "A_IND",
    "Chinese": "A_CHI",
    "African": "B_AFR",
    "Arab": "O_ARAB",
    "Prefer not to say": "X_PNTS",
    "Not known": "X_UNK",
}
TITLES = ["Workforce at 31 March 2026", "HMPPS in Wales", "Table 3", "OFFICIAL"]
NOTES = ["Source: HR system", "Notes", "1. Staff on career breaks are included.", "2. Headcount, not FTE."]

Truth = Counter[tuple[str, str]]
truths = st.dictionaries(
    st.tuples(st.sampled_from(sorted(GRADES)), st.sampled_from(sorted(GROUPS))),
    st.integers(min_value=1, max_value=3000),
    min_size=1,
    max_size=30,
)
surroundings = st.fixed_dictionaries(
    {
        "titles": st.lists(st.sampled_from(TITLES), max_size=3, unique=True),
        "gap": st.booleans(),
        "notes": st.integers(min_value=0, max_value=len(NOTES)),
        "delimiter": st.sampled_from(["xlsx", ",", ";", "\t", "|"]),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
        "parents": st.booleans(),
        "spacer": st.booleans(),
        "commas": st.booleans(),
    }
)
relaxed = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def imported(table: list[list[Any]], folder: Path, around: dict[str, Any], *decisions: str) -> ImportPlan:
    """The plan of a table with what surrounds it."""
    width = max(map(len, table))
    rows: list[list[Any]] = [[title] for title in around["titles"]]
    rows += [[]] if around["gap"] and rows else []
    if around["parents"]:
        rows.append(["Post", *["Equality"] * (width - 1)])
    rows += table
    rows += [[], *([note] for note in NOTES[: around["notes"]])] if around["notes"] else []
    if around["spacer"]:
        rows = [[*row[:1], "", *row[1:]] if len(row) > 1 else row for row in rows]
    if around["delimiter"] == "xlsx":
        return plan_of(write_xlsx(folder / "a.xlsx", rows), *decisions)
    written = io.StringIO()
    csv.writer(written, delimiter=around["delimiter"]).writerows([*row, *[""] * (width - len(row))] for row in rows)
    (folder / "a.csv").write_bytes(written.getvalue().encode(around["encoding"]))
    return plan_of(folder / "a.csv", *decisions)


def written(number: int, around: dict[str, Any]) -> Any:
    return f"{number:,}" if around["commas"] else number


def expected(truth: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {(GRADES[grade], GROUPS[group]): number for (grade, group), number in truth.items() if number}


def check(plan: ImportPlan, truth: dict[tuple[str, str], int]) -> None:
    assert plan.status == "ready", (plan.issues, plan.decisions)
    assert people(plan) == expected(truth)
    assert exact(plan) == sum(truth.values())


@relaxed
@given(truths, surroundings, st.booleans(), st.booleans())
def test_any_crosstab(tmp_path: Path, truth: Truth, around: dict[str, Any], column: bool, row: bool) -> None:
    grades = sorted({grade for grade, _group in truth})
    groups = sorted({group for _grade, group in truth} | {"White British", "Indian"})
    table: list[list[Any]] = [["Grade", *groups, *(["Total"] if column else [])]]
    for grade in [*grades, *(["Total"] if row else [])]:
        chosen = grades if grade == "Total" else [grade]
        numbers = [sum(truth.get((each, group), 0) for each in chosen) for group in groups]
        table.append([grade, *(written(number, around) for number in numbers)])
        if column:
            table[-1].append(written(sum(numbers), around))
    check(imported(table, tmp_path, around), truth)


@relaxed
@given(truths, surroundings, st.booleans(), st.booleans())
def test_any_long_table(tmp_path: Path, truth: Truth, around: dict[str, Any], totals: bool, grand: bool) -> None:
    table: list[list[Any]] = [["Grade", "Ethnicity", "Headcount"]]
    for grade in sorted({grade for grade, _group in truth}):
        mine = {group: number for (other, group), number in truth.items() if other == grade}
        table += [[grade, group, written(number, around)] for group, number in mine.items()]
        if totals:
            table.append([grade, "All", written(sum(mine.values()), around)])
    if grand:
        table.append(["Total", "All", written(sum(truth.values()), around)])
    check(imported(table, tmp_path, around), truth)


@relaxed
@given(truths, surroundings, st.booleans(), st.randoms(use_true_random=False))
def test_any_list_of_people(tmp_path: Path, truth: Truth, around: dict[str, Any], total: bool, order: Any) -> None:
    few = {key: min(number, 40) for key, number in truth.items()}
    staff: list[list[Any]] = [[grade, group] for (grade, group), number in few.items() for _ in range(number)]
    order.shuffle(staff)
    table: list[list[Any]] = [["Employee Number", "Grade", "Ethnicity"]]
    table += [[10_000 + number, *each] for number, each in enumerate(staff)]
    table += [["Total", len(staff), ""]] if total else []
    plan = imported(table, tmp_path, around)
    check(plan, few)
    assert plan.rows_read == len(staff)


@relaxed
@given(truths, surroundings, st.integers(min_value=0, max_value=10_000))
def test_a_wrong_total_is_always_found(tmp_path: Path, truth: Truth, around: dict[str, Any], wrong: int) -> None:
    groups = sorted({group for _grade, group in truth} | {"White British", "Indian"})
    grades = sorted({grade for grade, _group in truth})
    table: list[list[Any]] = [["Grade", *groups]]
    table += [[grade, *(truth.get((grade, group), 0) for group in groups)] for grade in grades]
    sums = [sum(truth.get((grade, group), 0) for grade in grades) for group in groups]
    odd = sums[0] + 7 + wrong
    table += [["Total", odd, *sums[1:]]]
    numbers = [number for row in table[1:] for number in row[1:] if number]
    rounded = all(number % 5 == 0 for number in numbers)
    plan = imported(table, tmp_path, around)
    slack = (len(grades) + 1) * 2.5 if rounded else 0
    assert (plan.status == "refused") == (odd - sums[0] > slack)
