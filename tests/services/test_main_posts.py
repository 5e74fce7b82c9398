"""Somebody in several files of one organisation and day is counted once, in the main post."""

from __future__ import annotations

import shutil
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from builders import (
    BRITISH,
    DAY,
    GWENT,
    INDIAN,
    NEXT,
    RECORD_HEADER,
    Person,
    everything,
    import_into,
    people,
    staff_file,
)
from builders import write_csv as counts_file
from workforce_tui.domain.counts import Count
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.decisions import apply_change, parse_change, preview_change
from workforce_tui.services.imports import FileToImport, answer, confirm, parse_decision, plan_file, run
from workforce_tui.services.previous import compare
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

UNKNOWN = "Not stated"

OFFICERS = [
    *people(2, 8),
    Person("B1", fte="0.4"),
    Person("B2", fte="0.6"),
    Person("B3"),
    Person("B4", ethnicity=UNKNOWN),
]
STAFF = [
    *(Person(f"S{n}", "Scale 4", BRITISH, "Police Staff") for n in range(6)),
    Person("B1", "Scale 4", BRITISH, "Police Staff", "0.5"),
    Person("B2", "Scale 4", BRITISH, "Police Staff", "0.5"),
    Person("B4", "Scale 4", INDIAN, "Police Staff", "0.1"),
]
SPECIALS = [
    Person("C1", "Special Constable", INDIAN, "Special Constable"),
    Person("B1", "Special Constable", BRITISH, "Special Constable"),
]
# B2, B3 and B4 are officers first, B1 is staff first, and nobody is a special first who is anything else.
FILES = {"officers": OFFICERS, "staff": STAFF, "specials": SPECIALS}


def held(ws: Workspace) -> list[tuple[Any, ...]]:
    """The figures of the database, whatever their imports are numbered."""
    with ws.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT s.organisation, s.as_at, c.grade, c.worker_type, c.ethnicity, c.sex, SUM(c.low), SUM(c.high), "
            "SUM(c.fte_milli) FROM headcount_cube AS c JOIN snapshot AS s ON s.id = c.snapshot_id "
            "GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"
        )
        return [tuple(row) for row in found]


def rows_held(ws: Workspace) -> list[tuple[Any, ...]]:
    """The people of the database by what they were sent as."""
    with ws.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT s.as_at, p.pseudonym, p.worker_type, g.raw, e.raw, e.ethnicity, p.fte_milli "
            "FROM person_snapshot AS p JOIN snapshot AS s ON s.id = p.snapshot_id "
            "JOIN grade_label AS g ON g.id = p.grade_label_id "
            "JOIN ethnicity_label AS e ON e.id = p.ethnicity_label_id ORDER BY 1, 2, 3"
        )
        return [tuple(row) for row in found]


def files(tmp_path: Path, given: dict[str, list[Person]] | None = None) -> dict[str, Path]:
    return {name: staff_file(tmp_path / f"{name}.csv", some) for name, some in (given or FILES).items()}


def accounts(ws: Workspace) -> dict[str, tuple[int, int, int]]:
    """Of each import that counts: rows read, counted in the workforce, set aside."""
    return {
        one.file_name.removesuffix(".csv"): (one.rows_read, one.headcount_high, one.rows_rejected)
        for one in list_batches(ws)
        if one.status == "active"
    }


@pytest.mark.parametrize("order", list(permutations(FILES)))
def test_the_order_of_the_files_does_not_matter(ws: Workspace, tmp_path: Path, order: tuple[str, ...]) -> None:
    made = files(tmp_path)
    for name in order:
        outcome = import_into(ws, made[name])
        assert outcome.status == "imported"
        plan = outcome.plan
        aside = sum(one.high for one in plan.set_aside.values())
        assert plan.people_read.high == plan.headcount.high + plan.outside_workforce + aside == len(FILES[name])
    assert accounts(ws) == {"officers": (14, 13, 1), "staff": (9, 7, 2), "specials": (2, 0, 1)}
    by_worker: dict[str, int] = {}
    for row in held(ws):
        by_worker[row[3]] = by_worker.get(row[3], 0) + row[7]
    assert by_worker == {"officer": 13, "staff": 7, "special": 1}
    # Only the file of staff says what B4 is, who is counted as an officer.
    assert sum(row[7] for row in held(ws) if row[4] == "A_IND") == 2 + 1 + 1
    assert sum(row[7] for row in held(ws) if row[4] == "UNKNOWN") == 0


@pytest.mark.parametrize("gone", list(FILES))
def test_taking_one_file_out_leaves_the_others_as_if_it_had_never_been(
    ws: Workspace, tmp_path: Path, gone: str
) -> None:
    made = files(tmp_path)
    for name in FILES:
        if name != gone:
            import_into(ws, made[name])
    expected = (held(ws), rows_held(ws), accounts(ws))
    outcome = import_into(ws, made[gone])
    assert held(ws) != expected[0]
    undone = undo_batch(ws, outcome.batch or 0)
    assert (held(ws), rows_held(ws), accounts(ws)) == expected
    assert undone.rows_read == undone.headcount_high + (2 if gone == "specials" else 0)


def test_a_file_that_replaces_an_earlier_one_is_counted_beside_the_others_anew(ws: Workspace, tmp_path: Path) -> None:
    made = files(tmp_path)
    for name in FILES:
        import_into(ws, made[name])
    full_time = [Person(one.number, one.rank, one.ethnicity, one.worker) for one in STAFF]
    new = staff_file(tmp_path / "staff2.csv", full_time)
    outcome = import_into(ws, new, replace_earlier=True)
    assert (outcome.plan.headcount, outcome.plan.set_aside["counted_elsewhere"]) == (Count.exact(8), Count.exact(1))
    assert accounts(ws) == {"officers": (14, 12, 2), "staff2": (9, 8, 1), "specials": (2, 0, 1)}
    back = import_into(ws, made["staff"], replace_earlier=True)
    assert back.plan.headcount == Count.exact(7)


def test_the_plan_says_what_will_be_counted_where(ws: Workspace, tmp_path: Path) -> None:
    made = files(tmp_path)
    import_into(ws, made["officers"])
    before = everything(ws)
    plan, _against = compare(ws, run(plan_file(ws, FileToImport(made["staff"], GWENT, DAY))))
    assert everything(ws) == before
    assert (plan.headcount, plan.rows_rejected) == (Count.exact(7), 2)
    assert plan.set_aside == {"counted_elsewhere": Count.exact(2)}
    assert plan.people_read.high == plan.counted.high + 2 == len(STAFF)
    (told,) = [issue.message for issue in plan.issues if issue.code == "in_other_figures"]
    assert "3. Each is counted once, in the main post: 2 in the other figures, 1 in this file." in told
    assert told.startswith("People who are in other figures of Gwent Police at ")
    later, _against = compare(ws, run(plan_file(ws, FileToImport(made["staff"], GWENT, NEXT))))
    assert later.headcount == Count.exact(9)


def test_what_was_found_beside_other_figures_is_found_anew_when_they_or_the_labels_change(
    ws: Workspace, tmp_path: Path
) -> None:
    made = files(tmp_path, given(("Zorb", INDIAN)))
    decided(ws, [made["officers"]], 'ethnicity:"Zorb"=A_IND')
    plan, _against = compare(ws, run(plan_file(ws, FileToImport(made["staff"], GWENT, DAY))))
    assert plan.headcount == Count.exact(1)
    undo_batch(ws, list_batches(ws)[0].id)
    alone = confirm(ws, plan)
    assert (alone.plan.headcount, alone.plan.set_aside) == (Count.exact(2), {})
    undo_batch(ws, alone.batch or 0)
    import_into(ws, made["officers"])
    odd = staff_file(tmp_path / "odd.csv", [Person("B0", "Scale 4", "Blorp", "Police Staff", "0.5")])
    asked, _against = compare(ws, run(plan_file(ws, FileToImport(odd, GWENT, DAY))))
    outcome = confirm(ws, answer(asked, [parse_decision('ethnicity:"Blorp"=B_AFR')]))
    assert outcome.status == "refused"


def test_other_figures_under_the_number_of_those_before_are_looked_at_anew(ws: Workspace, tmp_path: Path) -> None:
    first = import_into(ws, staff_file(tmp_path / "first.csv", people(2, 8)))
    plan, _against = compare(ws, run(plan_file(ws, FileToImport(files(tmp_path)["staff"], GWENT, DAY))))
    assert (plan.headcount, plan.status) == (Count.exact(9), "ready")
    numbers = snapshot_numbers(ws)
    undo_batch(ws, first.batch or 0)
    import_into(ws, staff_file(tmp_path / "second.csv", [*people(2, 8), Person("B1", ethnicity=INDIAN)]))
    assert snapshot_numbers(ws) == numbers
    outcome = confirm(ws, plan)
    assert outcome.status == "refused"
    assert [one.code for one in outcome.plan.issues if one.severity == "error"] == ["ethnicity_in_other_figures"]


def snapshot_numbers(ws: Workspace) -> list[int]:
    with ws.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM snapshot").scalars())


def test_two_answers_about_one_person_are_refused(ws: Workspace, tmp_path: Path) -> None:
    made = files(tmp_path)
    import_into(ws, made["officers"])
    before = everything(ws)
    unlike = staff_file(tmp_path / "x.csv", [Person("B3", "Scale 4", INDIAN, "Police Staff"), *STAFF[:5]])
    outcome = import_into(ws, unlike)
    assert outcome.status == "refused"
    assert [one.code for one in outcome.plan.issues if one.severity == "error"] == ["ethnicity_in_other_figures"]
    assert everything(ws) == before


def test_numbers_of_rows_are_no_staff_numbers(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", [Person(str(n)) for n in range(1, 21)]))
    before = everything(ws)
    staff = staff_file(tmp_path / "b.csv", [Person(str(n), "Scale 4", BRITISH, "Police Staff") for n in range(1, 9)])
    outcome = import_into(ws, staff)
    errors = [one.code for one in outcome.plan.issues if one.severity == "error"]
    assert (outcome.status, errors) == ("refused", ["numbers_restart_in_other_figures"])
    assert everything(ws) == before
    apart = import_into(ws, staff, decisions=(parse_decision('column:"Employee Number"=ignore'),))
    assert apart.plan.headcount == Count.exact(8)


def test_people_without_staff_numbers_cannot_be_found_elsewhere(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, files(tmp_path)["officers"])
    rows = [one.cells()[1:] for one in STAFF]
    outcome = import_into(ws, counts_file(tmp_path / "n.csv", RECORD_HEADER[1:], rows))
    assert outcome.plan.headcount == Count.exact(len(STAFF))


@pytest.fixture
def other_ws(tmp_path: Path, empty_database: Path) -> Iterator[Workspace]:
    """Another empty database."""
    (tmp_path / "other").mkdir(mode=0o700)
    opened = open_workspace(str(shutil.copy(empty_database, tmp_path / "other" / "test.db")))
    yield opened
    opened.close()


def given(*labels: tuple[str, str]) -> dict[str, list[Person]]:
    """Officers and staff with these labels, one person of each in both files."""
    officers = [*people(2, 8), *(Person(f"B{n}", ethnicity=one) for n, (one, _other) in enumerate(labels))]
    staff = [Person(f"B{n}", "Scale 4", other, "Police Staff", "0.5") for n, (_one, other) in enumerate(labels)] + [
        Person("S1", "Scale 4", BRITISH, "Police Staff")
    ]
    return {"officers": officers, "staff": staff}


def decided(ws: Workspace, made: Iterable[Path], answer: str) -> None:
    for file in made:
        assert import_into(ws, file, decisions=(parse_decision(answer),)).status == "imported"


def test_re_coding_a_label_both_files_have_is_what_a_fresh_import_gives(
    ws: Workspace, other_ws: Workspace, tmp_path: Path
) -> None:
    made = files(tmp_path, given(("Zorb", "Zorb"), (BRITISH, BRITISH)))
    decided(ws, made.values(), 'ethnicity:"Zorb"=A_IND')
    change = parse_change('ethnicity:"Zorb"=B_AFR')
    shown = preview_change(ws, GWENT, change)
    assert [(one.file_name, move.people.high) for one in shown.snapshots for move in one.moves] == [("officers.csv", 1)]
    apply_change(ws, GWENT, change, expected=shown)
    decided(other_ws, made.values(), 'ethnicity:"Zorb"=B_AFR')
    assert held(ws) == held(other_ws)
    for name in ("officers", "staff"):
        batch = next(one.id for one in list_batches(ws) if one.file_name == f"{name}.csv")
        undo_batch(ws, batch)
        undo_batch(other_ws, batch)
        assert held(ws) == held(other_ws)


def test_a_change_that_would_count_somebody_in_another_way_needs_the_file(ws: Workspace, tmp_path: Path) -> None:
    made = files(tmp_path, given(("Zorb", INDIAN), (BRITISH, BRITISH)))
    decided(ws, [made["officers"]], 'ethnicity:"Zorb"=A_IND')
    import_into(ws, made["staff"])
    before = everything(ws)
    with pytest.raises(WorkforceError, match="would be counted in another way"):
        preview_change(ws, GWENT, parse_change('ethnicity:"Zorb"=B_AFR'))
    assert everything(ws) == before
