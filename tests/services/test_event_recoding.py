"""A changed decision moves the events and lists of mentoring of its organisation with its staff."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from builders import (
    BRITISH,
    DAY,
    GWENT,
    INDIAN,
    Person,
    everything,
    import_into,
    people,
    staff_file,
    write_csv,
)
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing.plan import parse_decision
from workforce_tui.services.decisions import (
    apply_change,
    list_decisions,
    list_recodings,
    parse_change,
    preview_change,
)
from workforce_tui.services.mentoring_purge import purge_participation
from workforce_tui.services.profiles import kept_profile
from workforce_tui.services.recoding_text import moved_line, recoding_lines
from workforce_tui.services.undoing import put_back_decision

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from workforce_tui.services.decision_figures import Recoding
    from workforce_tui.services.workspace import Workspace

OTHER = "O9 Any other ethnic group"
SOUTH = "south-wales-police"
YEAR = {"as_at": None, "period_start": dt.date(2024, 4, 1), "period_end": dt.date(2025, 3, 31)}
LEAVERS = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Gender", "Date", "Reason for leaving")
COUNTS = ("Grade", "Ethnicity", "Reason for leaving", "Number of leavers")
SUMS = (
    "SELECT p.organisation, p.dataset, g.grade, f.grade, e.ethnicity, x.worker_type, x.outcome, SUM(x.low), "
    "SUM(x.high) FROM {table} x JOIN event_period p ON p.id = x.event_period_id "
    "JOIN ethnicity_label e ON e.id = x.ethnicity_label_id LEFT JOIN grade_label g ON g.id = x.grade_label_id "
    "LEFT JOIN grade_label f ON f.id = {before} GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7"
)


def rows_of(ws: Workspace, statement: str) -> list[tuple[Any, ...]]:
    with ws.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def events(ws: Workspace) -> list[tuple[Any, ...]]:
    """Every event by what its labels mean."""
    return rows_of(ws, SUMS.format(table="event_fact", before="x.from_grade_label_id"))


def cube(ws: Workspace) -> list[tuple[Any, ...]]:
    """The kept sums of events by what their labels mean, which are those of the events."""
    kept = rows_of(ws, SUMS.format(table="event_cube", before="NULL"))
    assert kept == rows_of(ws, SUMS.format(table="event_fact", before="NULL"))
    return kept


def mentees(ws: Workspace) -> list[tuple[Any, ...]]:
    return rows_of(ws, SUMS.format(table="mentoring_participation", before="NULL"))


def figures(ws: Workspace) -> tuple[list[tuple[Any, ...]], ...]:
    """Everything that a decision moves, and the numbers imports are listed with."""
    staff = rows_of(ws, "SELECT * FROM headcount_cube ORDER BY 1, 2, 3, 4, 5")
    heads = rows_of(ws, "SELECT id, headcount_low, headcount_high, outside_workforce FROM import_batch ORDER BY 1")
    return staff, events(ws), cube(ws), mentees(ws), heads


def put(ws: Workspace, file: Path, *decisions: str, **said: Any) -> None:
    outcome = import_into(ws, file, decisions=tuple(map(parse_decision, decisions)), **said)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def staff(ws: Workspace, folder: Path, *decisions: str, ethnicity: str = OTHER, organisation: str = GWENT) -> None:
    odd = [Person(f"O{n}", "SO2" if decisions else "Constable", ethnicity, "Police Officer") for n in range(5)]
    put(ws, staff_file(folder / f"{organisation}.csv", [*people(11, 20), *odd]), *decisions, organisation=organisation)


def leavers(ws: Workspace, folder: Path, *decisions: str, rank: str = "Constable", organisation: str = GWENT) -> None:
    groups = [OTHER] * 5 + [INDIAN] * 11
    rows = [
        (f"L{n}", rank if group == OTHER else "Sergeant", "Police Officer", group, "Male", "01/05/2024", "Resignation")
        for n, group in enumerate(groups)
    ]
    put(
        ws, write_csv(folder / f"left-{organisation}.csv", LEAVERS, rows), *decisions, organisation=organisation, **YEAR
    )


def change(ws: Workspace, text: str) -> Recoding:
    wanted = parse_change(text)
    return apply_change(ws, GWENT, wanted, expected=preview_change(ws, GWENT, wanted), by="J Rees")


def by_code(rows: list[tuple[Any, ...]], place: int = 4, organisation: str = GWENT) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        if row[0] == organisation:
            found[row[place]] = found.get(row[place], 0) + row[-1]
    return found


def test_the_leavers_with_a_label_move_with_the_staff_who_have_it_and_move_back(ws: Workspace, tmp_path: Path) -> None:
    for organisation in (GWENT, SOUTH):
        staff(ws, tmp_path, organisation=organisation)
        leavers(ws, tmp_path, organisation=organisation)
    before = figures(ws)
    code = next(iter(set(by_code(cube(ws))) - {"A_IND"}))
    text = everything(ws)
    preview = preview_change(ws, GWENT, parse_change(f'ethnicity:"{OTHER}"=W_OTHER'))
    assert everything(ws) == text
    assert preview.events_by_dataset == {Dataset.LEAVERS: Count(5, 5)}
    lines = recoding_lines(preview)
    assert "Events moved: Leavers 5." in lines
    assert any(line.startswith(f'  5 with "{OTHER}": ') for line in lines)
    made = change(ws, f'ethnicity:"{OTHER}"=W_OTHER')
    assert by_code(cube(ws)) == {"W_OTHER": 5, "A_IND": 11}
    assert by_code(cube(ws), organisation=SOUTH) == {code: 5, "A_IND": 11}
    assert moved_line(made).endswith("5 people were moved (1 snapshot). Events moved: Leavers 5.")
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.people, line.events) == (Count(5, 5), Count(5, 5))
    moved = {(one.dataset, one.before, one.after, one.people) for one in list_recodings(ws, GWENT)}
    assert (Dataset.LEAVERS, code, "W_OTHER", Count(5, 5)) in moved
    put_back_decision(ws, GWENT, made)
    assert figures(ws) == before


def test_events_held_under_another_code_than_a_decision_says_are_told_and_move_when_it_is_set_again(
    ws: Workspace, tmp_path: Path
) -> None:
    leavers(ws, tmp_path, "grade:SO2=EO", rank="SO2")
    file = kept_profile(ws.paths, GWENT)
    assert file is not None
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.events, line.events_otherwise) == (Count(5, 5), Count(0, 0))
    file.write_text(file.read_text(encoding="utf-8").replace('"EO"', '"HEO"'), encoding="utf-8")
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.answer, line.events, line.events_otherwise) == ("HEO", Count(5, 5), Count(5, 5))
    assert (line.people, line.otherwise) == (Count(0, 0), Count(0, 0))
    made = change(ws, "grade:SO2=HEO")
    assert moved_line(made) == "The decision is kept. Events moved: Leavers 5."
    assert by_code(cube(ws), 2) == {"HEO": 5, "SERGEANT": 11}
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.events, line.events_otherwise) == (Count(5, 5), Count(0, 0))


def test_counts_of_events_move_as_ranges(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ("Constable", OTHER, "Resignation", 5),
        ("SO2", INDIAN, "Resignation", "<5"),
        ("SO2", BRITISH, "Retirement", 7),
    ]
    put(ws, write_csv(tmp_path / "counts.csv", COUNTS, rows), "grade:SO2=EO", **YEAR)
    before = figures(ws)
    change(ws, f'ethnicity:"{OTHER}"=W_OTHER')
    assert by_code(cube(ws))["W_OTHER"] == 5
    preview = preview_change(ws, GWENT, parse_change("grade:SO2=HEO"))
    assert preview.events_by_dataset == {Dataset.LEAVERS: Count(8, 11)}
    change(ws, "grade:SO2=HEO")
    assert by_code(cube(ws), 2) == {"CONSTABLE": 5, "HEO": 11}
    change(ws, "grade:SO2=EO")
    apply_change(ws, GWENT, parse_change(f'ethnicity:"{OTHER}"', remove=True))
    assert figures(ws) == before


def test_the_kind_of_worker_and_the_numbers_of_the_import_follow_a_grade(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Grade", "Ethnic Origin", "Date", "Reason for leaving")
    rows = [(f"L{n}", "SO2" if n < 3 else "Constable", INDIAN, "01/05/2024", "Resignation") for n in range(9)]
    put(ws, write_csv(tmp_path / "plain.csv", header, rows), "grade:SO2=EO", **YEAR)
    before = figures(ws)
    change(ws, "grade:SO2=SPECIAL_CONSTABLE")
    assert by_code(cube(ws), 5) == {"officer": 6, "special": 3}
    assert figures(ws)[-1] == [(1, 6, 6, 3)]
    change(ws, "grade:SO2=EO")
    assert figures(ws) == before


def test_the_grade_before_a_promotion_moves_too(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "From grade", "To grade", "Ethnic Origin", "Date of promotion")
    rows = [(f"P{n}", "SO2", "Inspector", INDIAN, "01/05/2024") for n in range(4)]
    put(ws, write_csv(tmp_path / "promotions.csv", header, rows), "grade:SO2=EO", dataset=Dataset.PROMOTIONS, **YEAR)
    before = figures(ws)
    assert change(ws, "grade:SO2=HEO").events_by_dataset == {Dataset.PROMOTIONS: Count(4, 4)}
    assert [(row[2], row[3]) for row in events(ws)] == [("INSPECTOR", "HEO")]
    change(ws, "grade:SO2=EO")
    assert figures(ws) == before


def test_an_application_moves_once_at_every_stage_it_came_through(ws: Workspace, tmp_path: Path) -> None:
    header = ("Candidate ID", "Grade", "Ethnic Origin", "Stage reached")
    rows = [(f"C{n}", "Constable", OTHER, "Shortlisted" if n else "Applied") for n in range(4)]
    put(ws, write_csv(tmp_path / "applied.csv", header, rows), dataset=Dataset.RECRUITMENT, **YEAR)
    made = change(ws, f'ethnicity:"{OTHER}"=W_OTHER')
    assert made.events_by_dataset == {Dataset.RECRUITMENT: Count(4, 4)}
    assert by_code(cube(ws)) == {"W_OTHER": 7}


def test_a_group_beside_a_part_of_it_in_counts_of_events_needs_the_file(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", group, "Resignation", 7) for group in ("White", "Asian", "Zorb")]
    put(ws, write_csv(tmp_path / "counts.csv", COUNTS, rows), "ethnicity:Zorb=BLACK", **YEAR)
    before = everything(ws)
    with pytest.raises(WorkforceError, match="side by side") as raised:
        preview_change(ws, GWENT, parse_change("ethnicity:Zorb=A_IND"))
    assert "--replace" in raised.value.hint
    assert everything(ws) == before


def test_events_whose_label_nobody_understands_any_more_keep_their_code(ws: Workspace, tmp_path: Path) -> None:
    leavers(ws, tmp_path, "grade:Zorblax=SERGEANT", rank="Zorblax")
    before = figures(ws)
    preview = preview_change(ws, GWENT, parse_change("grade:Zorblax", remove=True))
    assert preview.notes == ("Events that keep the code they have: 5. The next file with this label asks again.",)
    apply_change(ws, GWENT, parse_change("grade:Zorblax", remove=True))
    assert figures(ws) == before


def test_lists_of_mentoring_move_until_they_are_counts_without_labels(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Grade", "Ethnic Origin", "Scheme", "Cohort", "Start date", "Status")
    rows = [(f"M{n}", "Constable", OTHER, "Reach", "1", "01/05/2024", "Completed") for n in range(4)]
    put(ws, write_csv(tmp_path / "mentees.csv", header, rows), dataset=Dataset.MENTEES, **YEAR)
    made = change(ws, f'ethnicity:"{OTHER}"=W_OTHER')
    assert made.events_by_dataset == {Dataset.MENTEES: Count(4, 4)}
    assert by_code(mentees(ws)) == {"W_OTHER": 4}
    purge_participation(ws, before=dt.date(2026, 1, 1), today=DAY.replace(year=2026))
    before = figures(ws)
    preview = preview_change(ws, GWENT, parse_change(f'ethnicity:"{OTHER}"=B_AFR'))
    assert preview.events == ()
    (note,) = preview.notes
    assert note.startswith("Mentees, import 1 (mentees.csv): held as counts without the label")
    assert "import the file again" in note
    change(ws, f'ethnicity:"{OTHER}"=B_AFR')
    assert figures(ws) == before
