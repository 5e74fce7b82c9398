"""A plan beside the figures before it: who came, went and moved, and what is too odd to pass without a word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import BRITISH, DAY, GWENT, INDIAN, LONG_HEADER, NEXT, Person, everything, import_into, people, staff_file
from builders import write_csv as counts_file
from workforce_tui.domain.counts import Count
from workforce_tui.services.account_text import against_lines
from workforce_tui.services.import_text import previous_lines
from workforce_tui.services.imports import FileToImport, ImportOutcome, plan_file, run
from workforce_tui.services.previous import AgainstPrevious, compare

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan
    from workforce_tui.services.workspace import Workspace


def compared(ws: Workspace, file: Path, day: date | None = NEXT) -> tuple[ImportPlan, tuple[AgainstPrevious, ...]]:
    return compare(ws, run(plan_file(ws, FileToImport(file, GWENT, day))))


def codes(plan: ImportPlan) -> set[str]:
    return {issue.code for issue in plan.issues}


def test_people_are_matched_by_their_staff_numbers(ws: Workspace, tmp_path: Path) -> None:
    before = people(4, 36)
    import_into(ws, staff_file(tmp_path / "a.csv", before))
    after = before[3:]
    after[0] = Person(after[0].number, "Sergeant", after[0].ethnicity)
    after[1] = Person(after[1].number, "Constable", INDIAN)
    after += people(0, 2, first=900)
    held = everything(ws)
    plan, (one,) = compared(ws, staff_file(tmp_path / "b.csv", after))
    assert everything(ws) == held
    assert (one.previous, one.joined, one.left, one.moved_grade, one.changed_ethnicity) == (DAY, 2, 3, 1, 1)
    assert (one.before.headcount, one.after.headcount) == (Count(40, 40), Count(39, 39))
    assert float(one.change or 0) == -0.025
    assert not codes(plan) & {"headcount_changed", "declaration_fell", "scheme_changed"}


def test_somebody_in_a_file_of_officers_and_in_one_of_staff_of_the_same_day_is_told(
    ws: Workspace, tmp_path: Path
) -> None:
    officers = people(4, 36)
    import_into(ws, staff_file(tmp_path / "a.csv", officers))
    staff = [Person(f"S{n:05d}", "Scale 4", BRITISH, "Police Staff") for n in range(20)]
    apart, _against = compared(ws, staff_file(tmp_path / "b.csv", staff), DAY)
    assert "in_other_figures" not in codes(apart)
    both = [*staff, *(Person(one.number, "Scale 4", one.ethnicity, "Police Staff") for one in officers[:3])]
    plan, _against = compared(ws, staff_file(tmp_path / "c.csv", both), DAY)
    (told,) = [issue.message for issue in plan.issues if issue.code == "in_other_figures"]
    assert "at 31 March 2025 too: 3." in told
    later, _against = compared(ws, staff_file(tmp_path / "d.csv", both), NEXT)
    assert "in_other_figures" not in codes(later)


def test_joined_less_left_is_the_change_of_the_headcount(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(3, 30)))
    _plan, (one,) = compared(ws, staff_file(tmp_path / "b.csv", people(5, 40, first=12)))
    assert one.joined is not None
    assert one.left is not None
    assert one.joined - one.left == one.after.headcount.low - one.before.headcount.low


def test_the_first_figures_have_nothing_to_stand_beside(ws: Workspace, tmp_path: Path) -> None:
    plan, against = compared(ws, staff_file(tmp_path / "a.csv", people(1, 9)))
    assert against == ()
    assert plan.status == "ready"
    assert not ws.paths.key_file.exists()


def test_counts_are_compared_as_numbers_only(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", 90), ("Constable", "Asian", 10)]
    import_into(ws, counts_file(tmp_path / "a.csv", LONG_HEADER, rows))
    plan, (one,) = compared(ws, counts_file(tmp_path / "b.csv", LONG_HEADER, [*rows, ("Sergeant", "White", "<5")]))
    assert (one.joined, one.left, one.moved_grade, one.changed_ethnicity, one.change) == (None,) * 5
    assert one.after.headcount == Count(101, 104)
    assert "headcount_changed" not in codes(plan)


def test_somebody_without_a_staff_number_leaves_only_the_numbers(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(1, 19)))
    _plan, (one,) = compared(ws, staff_file(tmp_path / "b.csv", [*people(1, 19), Person("")]))
    assert one.joined is None
    assert float(one.change or 0) == 0.05


@pytest.mark.parametrize(("number", "warned"), [(100, False), (120, False), (121, True), (80, False), (79, True)])
def test_a_change_of_more_than_a_fifth_is_warned_about(
    ws: Workspace, tmp_path: Path, number: int, warned: bool
) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(0, 100)))
    plan, _against = compared(ws, staff_file(tmp_path / "b.csv", people(0, number)))
    assert ("headcount_changed" in codes(plan)) is warned
    assert plan.status == "ready"


@pytest.mark.parametrize(("unknown", "warned"), [(4, False), (5, True), (30, True)])
def test_a_fall_of_the_declaration_rate_is_warned_about(
    ws: Workspace, tmp_path: Path, unknown: int, warned: bool
) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(0, 100)))
    after = [Person(f"E{n:05d}", ethnicity="Not stated" if n < unknown else BRITISH) for n in range(100)]
    plan, _against = compared(ws, staff_file(tmp_path / "b.csv", after))
    assert ("declaration_fell" in codes(plan)) is warned


def test_a_switch_of_the_list_of_categories_is_warned_about(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Employee Type", "16+1")
    old = [(f"E{n}", "Constable", "Police Officer", ["W1", "O1", "A1"][n % 3]) for n in range(30)]
    assert import_into(ws, counts_file(tmp_path / "a.csv", header, old)).status == "imported"
    new = [(*row[:3], ["W1", "A4", "W3"][n % 3]) for n, row in enumerate(old)]
    plan, (one,) = compared(ws, counts_file(tmp_path / "b.csv", (*header[:3], "18+1"), new))
    assert (one.scheme_before, one.scheme_after) == ("sde16", "sde18")
    (issue,) = [issue for issue in plan.issues if issue.code == "scheme_changed"]
    assert "16+1" in issue.message
    assert issue.message.index("16+1") < issue.message.index("18+1")


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [("W9", "W9", 0), ("O1", "A4", 0), ("W9", "W3", 0), ("W1", "W3", 1), ("W1", "NS", 1), ("NS", "A1", 1)],
)
def test_the_same_answer_in_another_list_of_categories_is_not_another_ethnicity(
    ws: Workspace, tmp_path: Path, old: str, new: str, changed: int
) -> None:
    header = ("Employee Number", "Rank", "Employee Type", "16+1")
    others = [(f"E{n}", "Constable", "Police Officer", ["W1", "O1", "A1"][n % 3]) for n in range(30)]
    same = [(*row[:3], {"O1": "A4"}.get(row[3], row[3])) for row in others]
    import_into(ws, counts_file(tmp_path / "a.csv", header, [*others, ("X", "Constable", "Police Officer", old)]))
    after = counts_file(
        tmp_path / "b.csv",
        (*header[:3], "18+1"),
        [*same, ("X", "Constable", "Police Officer", new), ("Y", "Constable", "Police Officer", "W3")],
    )
    _plan, (one,) = compared(ws, after)
    assert (one.scheme_before, one.scheme_after) == ("sde16", "sde18")
    assert (one.joined, one.left, one.changed_ethnicity) == (1, 0, changed)


def test_only_the_same_kinds_of_worker_are_compared(ws: Workspace, tmp_path: Path) -> None:
    staff = [Person(f"S{n}", "SO2", worker="Police Staff") for n in range(10)]
    specials = [Person(f"P{n}", "Special Constable", worker="Special Constable") for n in range(8)]
    officers = people(2, 48)
    for day, content in ((date(2024, 3, 31), [*officers, *staff, *specials]), (DAY, officers)):
        decided = staff_file(tmp_path / f"{day}.csv", content)
        outcome = import_into(ws, decided, as_at=day)
        assert outcome.status == "imported", outcome.plan.decisions
    _plan, (one,) = compared(ws, staff_file(tmp_path / "b.csv", [*officers, *staff[1:], *specials]))
    assert (one.previous, one.joined, one.left) == (date(2024, 3, 31), 0, 1)
    assert one.workers == {"officer", "staff"}
    assert one.before.headcount == Count(60, 60)
    assert not any("kinds of worker" in line for line in against_lines(one))
    _plan, (one,) = compared(ws, staff_file(tmp_path / "c.csv", officers[1:]))
    assert (one.previous, one.left) == (DAY, 1)
    import_into(ws, staff_file(tmp_path / "d.csv", [*officers, *staff]), as_at=NEXT)
    _plan, (one,) = compared(ws, staff_file(tmp_path / "e.csv", officers[1:]), date(2027, 3, 31))
    assert (one.previous, one.left, one.before.headcount) == (NEXT, 1, Count(50, 50))
    assert against_lines(one)[0].endswith("Only of the kinds of worker that both have: Police officers.")


def test_a_file_with_several_dates_is_compared_with_itself(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Snapshot Date")
    rows = [(f"E{n}", "Constable", "Police Officer", BRITISH, day)
            for day, numbers in (("31/01/2026", range(10)), ("28/02/2026", range(1, 12))) for n in numbers]  # fmt: skip
    import_into(ws, staff_file(tmp_path / "a.csv", people(0, 9)))
    _plan, against = compared(ws, counts_file(tmp_path / "m.csv", header, rows), None)
    assert [(one.previous, one.joined, one.left) for one in against] == [
        (DAY, 10, 9),
        (date(2026, 1, 31), 2, 1),
    ]


def test_undecided_labels_are_not_taken_for_moves(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(0, 20)))
    after = [Person(f"E{n + 1:05d}", "Zorblax" if n < 9 else "Constable") for n in range(20)]
    plan, (one,) = compared(ws, staff_file(tmp_path / "b.csv", after))
    assert plan.status == "needs_decisions"
    assert (one.joined, one.left, one.moved_grade) == (0, 0, None)


def test_a_lost_key_leaves_only_the_numbers(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(0, 20)))
    ws.paths.key_file.unlink()
    _plan, (one,) = compared(ws, staff_file(tmp_path / "b.csv", people(0, 20)))
    assert (one.joined, one.change) == (None, 0)
    assert not ws.paths.key_file.exists()


def test_dates_that_are_not_said_one_by_one_are_counted(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Snapshot Date")
    rows = [(f"E{n}", "Constable", "Police Officer", BRITISH, f"28/{month:02d}/2026")
            for month in range(1, 9) for n in range(10)]  # fmt: skip
    plan, against = compared(ws, counts_file(tmp_path / "m.csv", header, rows), None)
    assert len(against) == 7
    lines = previous_lines(ImportOutcome("imported", 1, plan, against))
    assert len(lines) == 6
    assert lines[-1] == "... and 2 more; --json lists them all."
    assert len(previous_lines(ImportOutcome("imported", 1, plan, against[:5]))) == 5
