"""Counts typed into a grid: read as the importer reads them, written as an import, and never a zero by silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import GWENT, NEXT, import_into, people, staff_file, write_csv
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.event_tables import event_tables
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.representation import representation_report
from workforce_tui.services.typed_counts import cell_text_of, grid_of, read_cell
from workforce_tui.services.typed_files import cells_from_csv, cells_from_words, csv_of
from workforce_tui.services.typed_plan import TypedPlan, plan_typed, save_typed

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.count_grid import CountGrid
    from workforce_tui.services.workspace import Workspace

STAFF, LEAVERS = Dataset.STAFF_IN_POST, Dataset.LEAVERS


def grid(ws: Workspace, dataset: Dataset = STAFF, scheme: Scheme | None = Scheme.BINARY) -> CountGrid:
    return grid_of(ws, GWENT, 2026, dataset, scheme)


def typed(ws: Workspace, *words: str, dataset: Dataset = STAFF, blanks: str = "zero") -> TypedPlan:
    found = grid(ws, dataset)
    held = {place: cell_text_of(count) for place, count in found.shown.items()}
    return plan_typed(found, held | cells_from_words(found, words), blanks=blanks)


@pytest.mark.parametrize(
    ("text", "count"),
    [("12", Count(12, 12)), (" 1,204 ", Count(1204, 1204)), ("<5", Count(1, 4)), ("[c]", Count(0, 4)),
     ("0", Count(0, 0)), ("3-6", Count(3, 6)), ("", None), ("[x]", None)],
)  # fmt: skip
def test_a_cell_says_what_the_importer_would_read(text: str, count: Count | None) -> None:
    assert read_cell(text).count == count
    assert not read_cell(text).problem


@pytest.mark.parametrize("text", ["-3", "2.5", "=1+1", "*", "-", "[red]", "9999999", "twelve"])
def test_a_cell_that_is_no_count_is_refused(text: str) -> None:
    assert read_cell(text).problem


def test_typed_counts_are_an_import_that_is_taken_back(ws: Workspace) -> None:
    outcome = save_typed(ws, typed(ws, "CONSTABLE/EM=3", "CONSTABLE/WHITE=40", "PCSO/X_UNK=<5"))
    report = representation_report(ws, ReportQuery(GWENT, NEXT, Dimension.GRADE))
    assert report.total.figures.headcount == Count(44, 47)
    (batch,) = list_batches(ws)
    assert (batch.file_name, batch.layout, batch.dataset) == ("typed", "typed", "staff_in_post")
    assert grid(ws, scheme=None).held == {
        ("", "CONSTABLE", "EM"): Count(3, 3),
        ("", "CONSTABLE", "WHITE"): Count(40, 40),
        ("", "PCSO", "X_UNK"): Count(1, 4),
    }
    assert outcome.batch is not None
    undo_batch(ws, outcome.batch)
    assert not grid(ws).held


def test_a_later_grid_takes_the_place_of_the_one_before(ws: Workspace) -> None:
    save_typed(ws, typed(ws, "CONSTABLE/EM=3", "CONSTABLE/WHITE=40"))
    plan = typed(ws, "CONSTABLE/EM=0", "CONSTABLE/WHITE=0", "STAFF_MANAGER/WHITE=9")
    assert [(one.place[1:], one.after) for one in plan.changes] == [
        (("CONSTABLE", "EM"), Count(0, 0)),
        (("CONSTABLE", "WHITE"), Count(0, 0)),
        (("STAFF_MANAGER", "WHITE"), Count(9, 9)),
    ]
    save_typed(ws, plan)
    report = representation_report(ws, ReportQuery(GWENT, NEXT, Dimension.GRADE))
    assert report.total.figures.headcount == Count(9, 9)


def test_empty_cells_are_neither_zero_nor_unknown_until_somebody_says_so(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="Some cells are empty"):
        typed(ws, "CONSTABLE/EM=3", blanks="")
    unknown = typed(ws, "CONSTABLE/EM=3", blanks="missing")
    assert unknown.unknown == len(list(unknown.grid.places())) - 1
    assert [one.code for one in unknown.plan.issues] == ["typed_unknown"]
    assert not typed(ws, "CONSTABLE/EM=3", blanks="zero").plan.issues


def test_a_kind_of_worker_that_is_held_is_not_left_out_by_silence(ws: Workspace) -> None:
    save_typed(ws, typed(ws, "CONSTABLE/EM=3"))
    found = grid(ws)
    with pytest.raises(WorkforceError, match="Constable"):
        plan_typed(found, cells_from_words(found, ["PCSO/WHITE=4"]), blanks="missing")


def test_what_comes_from_a_list_of_people_cannot_be_typed_over(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(4, 40)), as_at=NEXT)
    with pytest.raises(WorkforceError, match="list of people"):
        typed(ws, "CONSTABLE/EM=3")
    save_typed(ws, typed(ws, "VOLUNTEER/EM=3"))
    report = representation_report(ws, ReportQuery(GWENT, NEXT, Dimension.GRADE))
    assert report.total.figures.headcount == Count(44, 44)


def test_a_grid_somebody_else_changed_meanwhile_is_not_written(ws: Workspace) -> None:
    late = typed(ws, "CONSTABLE/EM=5")
    save_typed(ws, typed(ws, "CONSTABLE/EM=3"))
    with pytest.raises(WorkforceError, match="meanwhile"):
        save_typed(ws, late)


def test_events_are_typed_by_outcome_and_for_the_whole_year(ws: Workspace) -> None:
    save_typed(ws, typed(ws, "resignation/CONSTABLE/EM=2", "retirement//WHITE=6", dataset=LEAVERS))
    by_outcome, by_grade = event_tables(ws, GWENT, LEAVERS, 2026)
    assert [(row.label, row.cells[0].value) for row in by_outcome.rows] == [  # type: ignore[union-attr]
        ("Resignation", Count(2, 2)),
        ("Retirement", Count(6, 6)),
    ]
    assert {row.label for row in by_grade.rows} == {"Constable", "Grade not given"}


def test_a_grid_is_read_back_from_the_file_it_is_written_to(ws: Workspace) -> None:
    save_typed(ws, typed(ws, "resignation/CONSTABLE/EM=2", "retirement//WHITE=<5", dataset=LEAVERS))
    found = grid(ws, LEAVERS)
    texts = {place: text for place, text in cells_from_csv(found, "\ufeff" + csv_of(found)).items() if text}
    assert texts == {place: cell_text_of(count) for place, count in found.held.items()}


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("grade,EM\nCONSTABLE,1,2\n", "Line 2"), ("grade,EM\nCONSTABLE,1\nconstable,2\n", "Line 3"),
     ("grade,Martian\nCONSTABLE,1\n", "no ethnic group Martian"), ("grade,EM\n[red],1\n", "no grade"),
     ("EM\n1\n", "no column called grade"), ("grade,EM,EM\nCONSTABLE,1,1\n", "twice")],
)  # fmt: skip
def test_a_file_that_is_no_grid_is_refused_by_line(ws: Workspace, text: str, said: str) -> None:
    with pytest.raises(WorkforceError, match=said):
        cells_from_csv(grid(ws), text)


def test_counts_held_in_other_groups_are_replaced_only_as_a_whole(ws: Workspace) -> None:
    save_typed(ws, typed(ws, "CONSTABLE/EM=3", "CONSTABLE/WHITE=40"))
    finer = grid(ws, scheme=Scheme.HMPPS5)
    assert finer.notes
    assert not finer.shown
    plan = plan_typed(finer, cells_from_words(finer, ["CONSTABLE/ASIAN=3", "CONSTABLE/WHITE=40"]), blanks="zero")
    save_typed(ws, plan)
    assert set(grid(ws, scheme=None).held) == {("", "CONSTABLE", "ASIAN"), ("", "CONSTABLE", "WHITE")}


def test_nobody_is_counted_on_a_day_that_is_still_to_come(ws: Workspace) -> None:
    later = grid_of(ws, GWENT, 2100, STAFF, Scheme.BINARY)
    with pytest.raises(WorkforceError, match="still to come"):
        plan_typed(later, cells_from_words(later, ["CONSTABLE/EM=3"]), blanks="zero")


def test_counts_that_say_more_than_a_grid_does_are_not_replaced_unsaid(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", "Female", 30), ("Constable", "White", "Male", 20)]
    file = write_csv(tmp_path / "a.csv", ("Grade", "Ethnicity", "Sex", "Headcount"), rows)
    assert import_into(ws, file, as_at=NEXT).status == "imported"
    found = grid(ws, scheme=None)
    assert found.held == {("", "CONSTABLE", "WHITE"): Count(50, 50)}
    assert ["sex" in note for note in found.notes] == [True]
