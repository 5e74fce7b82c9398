"""Events of a period: written in one transaction, recognised again, never held twice, undone cleanly."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from builders import GWENT, everything, import_into, people, staff_file, write_csv
from workforce_tui.cli.importing import outcome_record
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.importing.plan import parse_decision
from workforce_tui.services import event_writing
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.events import EventDimension, event_report, event_summary
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.import_text import batch_lines, outcome_lines
from workforce_tui.services.overview import overview
from workforce_tui.services.representation import representation_report
from workforce_tui.tui.wizard.step import Import
from workforce_tui.tui.wizard.summary_step import summary
from workforce_tui.tui.wizard.working_step import written_lines

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.imports import ImportOutcome
    from workforce_tui.services.workspace import Workspace

START, END = dt.date(2023, 4, 1), dt.date(2024, 3, 31)
HEADER = ("Employee Number", "Rank", "Employee Type", "Ethnic Origin", "Date of leaving", "Reason for leaving")
ROWS = (
    ("E1", "Constable", "Police Officer", "Indian", "01/05/2023", "Resignation"),
    ("E2", "Constable", "Police Officer", "White British", "02/05/2023", "Resignation"),
    ("E3", "Sergeant", "Police Officer", "White British", "03/05/2023", "Retirement"),
    ("E4", "Special Constable", "Special", "White British", "03/05/2023", "Resignation"),
)


def leavers(ws: Workspace, path: Path, rows: Any = ROWS, **said: Any) -> ImportOutcome:
    file = write_csv(path, HEADER, rows)
    return import_into(ws, file, **({"as_at": None, "period_start": START, "period_end": END} | said))


def table(ws: Workspace, by: EventDimension = EventDimension.OUTCOME, **of: Any) -> dict[tuple[str, str], Count]:
    return {(row.key, row.outcome): row.count for row in event_report(ws, by, GWENT, **of)}


def test_events_are_kept_with_their_pseudonym_and_month(ws: Workspace, tmp_path: Path) -> None:
    outcome = leavers(ws, tmp_path / "leavers.csv")
    assert (outcome.status, outcome.batches) == ("imported", (outcome.batch,)), outcome.plan.issues
    with ws.engine.connect() as connection:
        facts = connection.exec_driver_sql(
            "SELECT event_month, length(pseudonym), outcome, low, high FROM event_fact ORDER BY id"
        ).fetchall()
    assert facts == [
        (2023 * 12 + 4, 16, "resignation", 1, 1),
        (2023 * 12 + 4, 16, "resignation", 1, 1),
        (2023 * 12 + 4, 16, "retirement", 1, 1),
        (2023 * 12 + 4, 16, "resignation", 1, 1),
    ]
    (summary,) = event_summary(ws, GWENT, Dataset.LEAVERS)
    assert (summary.start, summary.end, summary.total, summary.outside) == (START, END, Count.exact(3), 1)
    assert table(ws) == {("resignation", ""): Count.exact(2), ("retirement", ""): Count.exact(1)}
    assert table(ws, EventDimension.GRADE) == {("CONSTABLE", ""): Count.exact(2), ("SERGEANT", ""): Count.exact(1)}
    assert table(ws, EventDimension.GROUP) == {("ASIAN", ""): Count.exact(1), ("WHITE", ""): Count.exact(2)}


def test_the_same_person_has_the_same_pseudonym_in_post_and_leaving(ws: Workspace, tmp_path: Path) -> None:
    assert import_into(ws, staff_file(tmp_path / "staff.csv", people(1, 1))).status == "imported"
    leaver = ("E00001", "Constable", "Police Officer", "Indian", "01/05/2023", "Resignation")
    assert leavers(ws, tmp_path / "leavers.csv", [leaver]).status == "imported"
    with ws.engine.connect() as connection:
        both = connection.exec_driver_sql(
            "SELECT COUNT(*) FROM person_snapshot p JOIN event_fact e ON e.pseudonym = p.pseudonym"
        ).scalar()
    assert both == 1


def test_the_same_file_twice_is_recognised(ws: Workspace, tmp_path: Path) -> None:
    first = leavers(ws, tmp_path / "leavers.csv")
    before = everything(ws)
    again = leavers(ws, tmp_path / "leavers.csv")
    assert (again.status, again.batch) == ("already_imported", first.batch)
    assert everything(ws) == before


def test_undo_takes_the_events_out(ws: Workspace, tmp_path: Path) -> None:
    outcome = leavers(ws, tmp_path / "leavers.csv")
    (batch,) = list_batches(ws)
    assert (batch.dataset, batch.periods, batch.organisations) == ("leavers", ((START, END),), (GWENT,))
    undo_batch(ws, outcome.batch or 0)
    assert event_summary(ws) == ()
    with ws.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM event_fact").scalar() == 0
    assert leavers(ws, tmp_path / "leavers.csv").status == "imported"


def test_an_overlapping_period_is_refused_until_it_is_replaced(ws: Workspace, tmp_path: Path) -> None:
    leavers(ws, tmp_path / "leavers.csv", period_start=dt.date(2023, 4, 1), period_end=dt.date(2023, 6, 30))
    refused = leavers(ws, tmp_path / "year.csv", ROWS[:2])
    assert refused.status == "refused"
    assert [one.code for one in refused.plan.issues if one.severity == "error"] == ["events_exist"]
    replaced = leavers(ws, tmp_path / "year.csv", ROWS[:2], replace_earlier=True)
    assert replaced.status == "imported"
    assert table(ws) == {("resignation", ""): Count.exact(2)}
    assert [one.status for one in list_batches(ws)] == ["active", "replaced"]


def test_replacing_never_takes_out_more_than_comes_in(ws: Workspace, tmp_path: Path) -> None:
    leavers(ws, tmp_path / "year.csv")
    before = everything(ws)
    month = {"period_start": dt.date(2023, 5, 1), "period_end": dt.date(2023, 5, 31)}
    refused = leavers(ws, tmp_path / "may.csv", ROWS[:1], replace_earlier=True, **month)
    assert refused.status == "refused"
    assert everything(ws) == before


def test_officers_and_staff_may_come_in_two_files(ws: Workspace, tmp_path: Path) -> None:
    assert leavers(ws, tmp_path / "officers.csv").status == "imported"
    staff = [("S1", "Grade C", "Police Staff", "Indian", "01/06/2023", "Resignation")]
    outcome = leavers(ws, tmp_path / "staff.csv", staff, decisions=(parse_decision('grade:"Grade C"=L2'),))
    assert outcome.status == "imported", outcome.plan.issues
    (summary,) = event_summary(ws)
    assert summary.total == Count.exact(4)


def test_other_datasets_and_other_periods_do_not_overlap(ws: Workspace, tmp_path: Path) -> None:
    leavers(ws, tmp_path / "leavers.csv")
    header = ("Employee Number", "Rank", "Ethnic Origin", "Start Date")
    joiners = write_csv(tmp_path / "joiners.csv", header, [("N1", "Constable", "Indian", "01/05/2023")])
    said: dict[str, Any] = {"as_at": None, "period_start": START, "period_end": END, "dataset": Dataset.JOINERS}
    assert import_into(ws, joiners, **said).status == "imported"
    assert {one.dataset for one in event_summary(ws)} == {Dataset.LEAVERS, Dataset.JOINERS}


def test_a_funnel_keeps_intervals_and_every_stage(ws: Workspace, tmp_path: Path) -> None:
    rows = [("White", 400, 120, 40), ("Asian", 90, 20, "<5")]
    file = write_csv(tmp_path / "recruitment.csv", ("Ethnicity", "Applied", "Shortlisted", "Offered"), rows)
    assert import_into(ws, file, as_at=None, period_start=START, period_end=END).status == "imported"
    assert table(ws) == {
        ("applied", ""): Count.exact(490),
        ("shortlisted", ""): Count.exact(140),
        ("offered", ""): Count(41, 44),
    }
    assert table(ws, EventDimension.GROUP)["ASIAN", "offered"] == Count(1, 4)
    assert table(ws, EventDimension.GRADE)["", "applied"] == Count.exact(490)
    (summary,) = event_summary(ws)
    assert summary.total == Count.exact(490)


def test_events_are_no_staff_in_post(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "staff.csv", people(3, 47)))
    before = representation_report(ws, ReportQuery(GWENT, by=Dimension.GRADE))
    leavers(ws, tmp_path / "leavers.csv")
    assert representation_report(ws, ReportQuery(GWENT, by=Dimension.GRADE)) == before
    page = overview(ws, GWENT)
    assert page.snapshots == (dt.date(2025, 3, 31),)


def test_a_period_narrows_what_is_shown(ws: Workspace, tmp_path: Path) -> None:
    leavers(ws, tmp_path / "leavers.csv")
    assert event_summary(ws, period=(START, END))
    assert event_summary(ws, period=(START, dt.date(2024, 3, 30))) == ()


def test_nothing_is_left_behind_when_writing_fails(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leavers(ws, tmp_path / "earlier.csv", period_start=dt.date(2022, 4, 1), period_end=dt.date(2023, 3, 31), rows=[])
    before = everything(ws)

    def fail(*_given: Any, **_named: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(event_writing, "_rows", fail)
    with pytest.raises(RuntimeError):
        leavers(ws, tmp_path / "leavers.csv")
    assert everything(ws) == before


def test_an_answer_about_an_outcome_is_used_for_the_next_file(ws: Workspace, tmp_path: Path) -> None:
    odd = [(*ROWS[0][:5], "Gone fishing")]
    assert leavers(ws, tmp_path / "a.csv", odd).status == "needs_decisions"
    answered = leavers(ws, tmp_path / "a.csv", odd, decisions=(parse_decision('outcome:"Gone fishing"=retirement'),))
    assert answered.status == "imported"
    later = {"period_start": dt.date(2024, 4, 1), "period_end": dt.date(2025, 3, 31)}
    after = [(*ROWS[0][:4], "01/05/2024", "Gone fishing")]
    assert leavers(ws, tmp_path / "b.csv", after, **later).status == "imported"
    assert [(one.total, one.figures[0].outcome) for one in event_summary(ws)] == [(Count.exact(1), "retirement")] * 2


STAFF_SHEET = [["Employee Number", "Grade", "Ethnicity"], ["1", "EO", "Indian"], ["2", "HEO", "White British"]]
LEAVERS_SHEET = [
    ["Employee Number", "Grade", "Ethnicity", "Date of leaving", "Reason for leaving"],
    ["3", "EO", "Indian", dt.date(2023, 5, 1), "Resignation"],
]
FUNNEL_SHEET = [["Ethnicity", "Applied", "Shortlisted"], ["White", 40, 12], ["Asian", 9, 2]]


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook of these sheets."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        target = book.add_worksheet(name)
        for number, row in enumerate(rows):
            target.write_row(number, 0, row)
    book.close()
    return path


def several(ws: Workspace, path: Path, **said: Any) -> ImportOutcome:
    sheets = {"Staff in post": STAFF_SHEET, "Leavers": LEAVERS_SHEET, "Recruitment": FUNNEL_SHEET}
    file = path if path.exists() else workbook(path, sheets)
    wanted = {"organisation": "hmpps-wales", "sheet": "all", "period_start": START, "period_end": END}
    return import_into(ws, file, **(wanted | said))


def test_a_workbook_with_a_dataset_on_each_sheet_is_one_import_of_several_batches(
    ws: Workspace, tmp_path: Path
) -> None:
    outcome = several(ws, tmp_path / "all.xlsx")
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    assert [str(part.dataset) for part in outcome.plan.parts] == ["leavers", "recruitment"]
    assert len(outcome.batches) == 3
    assert sorted(one.dataset for one in list_batches(ws)) == ["leavers", "recruitment", "staff_in_post"]
    assert {one.dataset: one.total for one in event_summary(ws)} == {
        Dataset.LEAVERS: Count.exact(1),
        Dataset.RECRUITMENT: Count.exact(49),
    }
    report = representation_report(ws, ReportQuery("hmpps-wales", by=Dimension.ORGANISATION))
    assert report.total is not None
    assert report.total.figures.headcount == Count.exact(2)
    before = everything(ws)
    again = several(ws, tmp_path / "all.xlsx")
    assert (again.status, again.batches) == ("already_imported", outcome.batches)
    assert everything(ws) == before
    assert "is imported already, as imports number 1, 2, 3." in outcome_lines(again, dry_run=False)[0]


def test_each_import_of_several_datasets_is_named_with_what_it_holds_and_how_it_is_undone(
    ws: Workspace, tmp_path: Path
) -> None:
    outcome = several(ws, tmp_path / "all.xlsx")
    assert outcome_lines(outcome, dry_run=False)[:5] == [
        "all.xlsx is imported, as imports number 1, 2, 3.",
        "Import number 1, from the sheet “Staff in post”: Staff in post, headcount 2.",
        "Import number 2, from the sheet “Leavers”: Leavers, events 1.",
        "Import number 3, from the sheet “Recruitment”: Recruitment, events 49.",
        "Each is undone by itself: workforce-tui undo 1; workforce-tui undo 2; workforce-tui undo 3",
    ]
    record = outcome_record(outcome, dry_run=False)
    assert record["batches"] == [1, 2, 3]
    assert [(one["batch"], one["dataset"], one["headcount"]) for one in record["parts"]] == [
        (2, "leavers", 1),
        (3, "recruitment", 49),
    ]
    assert record["parts"][0]["people_read"] == 1
    assert record["parts"][0]["set_aside"] == {}


def test_sheets_of_events_alone_are_all_named(ws: Workspace, tmp_path: Path) -> None:
    file = workbook(tmp_path / "events.xlsx", {"Leavers": LEAVERS_SHEET, "Recruitment": FUNNEL_SHEET})
    outcome = several(ws, file, as_at=None)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    record = outcome_record(outcome, dry_run=False)
    assert [(one["batch"], one["dataset"]) for one in record["parts"]] == [(1, "leavers"), (2, "recruitment")]
    said = written_lines(outcome)
    assert said[1:] == batch_lines(outcome)
    assert said[1].startswith("Import number 1, from the sheet “Leavers”: Leavers")
    text = summary(Import(plan=outcome.plan)).plain
    assert "Rows read: 0" not in text
    assert "Leavers: rows read 1, events 1" in text


def test_one_part_that_is_held_already_stops_all_of_them(ws: Workspace, tmp_path: Path) -> None:
    file = workbook(tmp_path / "funnel.xlsx", {"Recruitment": FUNNEL_SHEET})
    said: dict[str, Any] = {"as_at": None, "organisation": "hmpps-wales", "period_start": START, "period_end": END}
    assert import_into(ws, file, **said).status == "imported"
    before = everything(ws)
    outcome = several(ws, tmp_path / "all.xlsx")
    assert (outcome.status, everything(ws)) == ("refused", before)
    assert several(ws, tmp_path / "all.xlsx", replace_earlier=True).status == "imported"


def test_a_question_about_one_part_holds_all_of_them_back(ws: Workspace, tmp_path: Path) -> None:
    outcome = several(ws, tmp_path / "all.xlsx", period_start=None, period_end=None)
    assert outcome.status == "needs_decisions"
    assert [one.field for one in outcome.plan.decisions] == ["period"]
    assert list_batches(ws) == ()
    decided = (parse_decision('period:"(file)"=2023-04-01 to 2024-03-31'),)
    outcome = several(ws, tmp_path / "all.xlsx", period_start=None, period_end=None, decisions=decided)
    assert (outcome.status, len(outcome.batches)) == ("imported", 3)


def test_two_spellings_of_an_own_grade_with_two_levels_on_two_sheets_are_refused(ws: Workspace, tmp_path: Path) -> None:
    staff = [*STAFF_SHEET, ["4", "Tier A", "Indian"]]
    gone = [*LEAVERS_SHEET, ["5", "Tier-A", "Indian", dt.date(2023, 5, 1), "Resignation"]]
    file = workbook(tmp_path / "all.xlsx", {"Staff in post": staff, "Leavers": gone, "Recruitment": FUNNEL_SHEET})

    def answered(level: str) -> ImportOutcome:
        answers = ('grade:"Tier A"=L2', f'grade:"Tier-A"={level}')
        return several(ws, file, decisions=tuple(map(parse_decision, answers)))

    before = everything(ws)
    refused = answered("L3")
    assert (refused.status, everything(ws)) == ("refused", before)
    assert [one.code for one in refused.plan.issues if one.severity == "error"] == ["one_grade_two_levels"]
    assert answered("L2").status == "imported"
