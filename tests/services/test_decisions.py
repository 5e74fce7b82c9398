"""Kept decisions: shown, changed with a preview, and moved without reading any file again."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import BRITISH, DAY, GWENT, INDIAN, LONG_HEADER, NEXT, Person, everything, import_into, people, staff_file
from builders import write_csv as counts_file
from signed_force import fill, sign_return
from workforce_tui.domain.counts import Count
from workforce_tui.domain.errors import ChangedMeanwhileError, WorkforceError
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.domain.levels import Level
from workforce_tui.importing.plan import parse_decision
from workforce_tui.importing.profile import load_profile
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.decisions import (
    DecisionChange,
    apply_change,
    list_decisions,
    list_recodings,
    parse_change,
    preview_change,
)
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.imports import FileToImport, confirm, plan_file, run
from workforce_tui.services.recoding_text import recoding_lines
from workforce_tui.services.representation import representation_report
from workforce_tui.services.workspace import Workspace
from workforce_tui.storage import publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from sqlmodel import Session

    from workforce_tui.importing.plan import ImportPlan

SOUTH = "south-wales-police"


def cube(ws: Workspace) -> list[tuple[object, ...]]:
    """All figures by organisation and day."""
    with ws.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT s.organisation, s.as_at, c.grade, c.worker_type, c.ethnicity, c.sex, c.low, c.high, c.fte_milli "
            "FROM headcount_cube c JOIN snapshot s ON s.id = c.snapshot_id ORDER BY 1, 2, 3, 4, 5, 6"
        )
        return [tuple(row) for row in rows]


def odd_people(number: int = 4, *, ethnicity: str = BRITISH, worker: str = "Police Staff") -> list[Person]:
    return [Person(f"S{n:04d}", "SO2", ethnicity, worker) for n in range(number)]


def imported(ws: Workspace, file: Path, *decisions: str) -> None:
    outcome = import_into(ws, file, decisions=tuple(map(parse_decision, decisions)))
    assert outcome.status == "imported", outcome.plan.issues


def import_so2(ws: Workspace, folder: Path, answer: str, day: date = DAY, organisation: str = GWENT) -> None:
    file = staff_file(folder / f"{organisation}-{day}.csv", [*people(2, 18), *odd_people()])
    decided = (parse_decision(f'grade:"SO2"={answer}'),)
    assert import_into(ws, file, organisation=organisation, as_at=day, decisions=decided).status == "imported"


def change(ws: Workspace, text: str, organisation: str = GWENT) -> None:
    wanted = parse_change(text)
    apply_change(ws, organisation, wanted, expected=preview_change(ws, organisation, wanted), by="J Rees")


def test_the_kept_decisions_are_listed_with_their_day_their_words_and_the_people_they_count(
    ws: Workspace, tmp_path: Path
) -> None:
    import_so2(ws, tmp_path, "EO")
    import_so2(ws, tmp_path, "EO", NEXT)
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.field, line.value, line.answer, line.people, line.snapshots) == ("grade", "SO2", "EO", Count(8, 8), 2)
    assert "Executive Officer" in line.meaning or line.meaning == "EO"
    assert line.decided is not None


def test_a_changed_grade_moves_every_snapshot_it_touched_as_previewed(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "EO")
    import_so2(ws, tmp_path, "EO", NEXT)
    before = everything(ws)
    preview = preview_change(ws, GWENT, parse_change('grade:"SO2"=HEO'))
    assert everything(ws) == before
    assert [(one.as_at, one.moves[0].before, one.moves[0].after, one.moves[0].people) for one in preview.snapshots] == [
        (DAY, "EO", "HEO", Count(4, 4)),
        (NEXT, "EO", "HEO", Count(4, 4)),
    ]
    assert preview.snapshots[0].before.headcount == preview.snapshots[0].after.headcount == Count(24, 24)
    change(ws, 'grade:"SO2"=HEO')
    assert {row[2] for row in cube(ws)} == {"CONSTABLE", "HEO"}
    assert load_profile(ws.paths.profiles_dir / f"{GWENT}.toml").grades == {"SO2": "HEO"}


def test_an_own_grade_at_another_level_stays_the_grade_and_its_figures_follow(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "L3")
    wanted = parse_change('grade:"SO2"=L4')
    made = preview_change(ws, GWENT, wanted)
    assert (made.snapshots, made.levels) == ((), (Level.L3, Level.L4))
    assert "figures by level and tier follow" in recoding_lines(made)[1]
    apply_change(ws, GWENT, wanted, expected=made, by="J Rees")
    rows = representation_report(ws, ReportQuery(GWENT, by=Dimension.LEVEL)).rows
    assert {row.key: row.figures.headcount for row in rows}["L4"] == Count(4, 4)
    assert preview_change(ws, GWENT, wanted).levels is None


def test_the_cube_is_the_one_that_importing_with_the_new_answer_gives(ws: Workspace, tmp_path: Path) -> None:
    for answer in ("HEO", "CONSTABLE", "L3", "SPECIAL_CONSTABLE"):
        import_so2(ws, tmp_path, answer)
        wanted, heads = cube(ws), [(one.headcount_low, one.outside) for one in _headcounts(ws)]
        undo_batch(ws, list_batches(ws)[0].id)
        import_so2(ws, tmp_path, "EO")
        change(ws, f'grade:"SO2"={answer}')
        assert cube(ws) == wanted, answer
        assert [(one.headcount_low, one.outside) for one in _headcounts(ws)] == heads
        undo_batch(ws, list_batches(ws)[0].id)


class _Heads:
    def __init__(self, low: int, outside: int) -> None:
        self.headcount_low, self.outside = low, outside


def _headcounts(ws: Workspace) -> list[_Heads]:
    with ws.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT headcount_low, outside_workforce FROM import_batch WHERE status = 'active'"
        )
        return [_Heads(*row) for row in rows]


@pytest.mark.parametrize("answer", ["HEO", "L2", "own:so2"])
def test_setting_it_back_gives_the_identical_cube(ws: Workspace, tmp_path: Path, answer: str) -> None:
    import_so2(ws, tmp_path, "EO")
    before = cube(ws)
    change(ws, f'grade:"SO2"={answer}')
    assert cube(ws) != before
    change(ws, 'grade:"SO2"=EO')
    assert cube(ws) == before


def test_own_grades_that_differ_in_a_sign_are_kept_apart_in_what_is_held_and_in_the_next_file(
    ws: Workspace, tmp_path: Path
) -> None:
    odd = [Person(f"S{n:04d}", "Band A" if n < 6 else "Band A+") for n in range(10)]
    file = staff_file(tmp_path / "first.csv", [*people(2, 18), *odd])
    imported(ws, file, 'grade:"Band A"=EO', 'grade:"Band A+"=EO')
    change(ws, 'grade:"Band A"=L2')
    change(ws, 'grade:"Band A+"=L3')
    own = {"own:banda": 6, "own:bandaplus": 4}
    assert _people_of(ws, DAY) == own
    later = staff_file(tmp_path / "next.csv", [*people(2, 18), *odd])
    outcome = import_into(ws, later, as_at=NEXT)
    assert outcome.status == "imported"
    assert _people_of(ws, NEXT) == own


def test_two_spellings_of_an_own_grade_cannot_be_given_two_levels(ws: Workspace, tmp_path: Path) -> None:
    odd = [Person(f"S{n:04d}", "Band A" if n < 6 else "Band-A") for n in range(10)]
    file = staff_file(tmp_path / "first.csv", [*people(2, 18), *odd])
    imported(ws, file, 'grade:"Band A"=L2', 'grade:"Band-A"=L2')
    before = cube(ws)
    with pytest.raises(WorkforceError, match="“Band A” and “Band-A” are one grade"):
        change(ws, 'grade:"Band-A"=L3')
    assert cube(ws) == before
    assert _people_of(ws, DAY) == {"own:banda": 10}


def _people_of(ws: Workspace, day: date) -> dict[object, int]:
    """People in grades of the organisation's own."""
    found: dict[object, int] = {}
    for row in cube(ws):
        if str(row[2]).startswith("own:") and str(row[1]) == day.isoformat():
            found[row[2]] = found.get(row[2], 0) + int(str(row[6]))
    return found


def test_the_kind_of_worker_follows_a_grade_where_the_file_does_not_say_it(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Ethnic Origin")
    rows = [(f"E{n}", "SO2" if n < 5 else "Constable", INDIAN if n % 2 else BRITISH) for n in range(20)]
    file = counts_file(tmp_path / "plain.csv", header, rows)
    imported(ws, file, "grade:SO2=EO")
    before = cube(ws)
    change(ws, "grade:SO2=SPECIAL_CONSTABLE")
    assert {(row[2], row[3]) for row in cube(ws)} == {("CONSTABLE", "officer"), ("SPECIAL_CONSTABLE", "special")}
    assert [(one.headcount_low, one.outside) for one in _headcounts(ws)] == [(15, 5)]
    change(ws, "grade:SO2=EO")
    assert cube(ws) == before


def test_only_the_organisation_of_the_decision_is_touched(ws: Workspace, tmp_path: Path) -> None:
    for organisation in (GWENT, SOUTH):
        file = staff_file(tmp_path / f"{organisation}.csv", [*people(1, 9), *odd_people(ethnicity="Brit?")])
        decided = (parse_decision("grade:SO2=EO"), parse_decision('ethnicity:"Brit?"=W_BRIT'))
        assert import_into(ws, file, organisation=organisation, decisions=decided).status == "imported"
    before = [row for row in cube(ws) if row[0] == SOUTH]
    change(ws, "grade:SO2=HEO")
    change(ws, 'ethnicity:"brit?"=A_IND')
    assert [row for row in cube(ws) if row[0] == SOUTH] == before
    mine = {(row[2], row[4]): row[6] for row in cube(ws) if row[0] == GWENT}
    assert mine["HEO", "A_IND"] == 4
    assert load_profile(ws.paths.profiles_dir / f"{GWENT}.toml").ethnicities == {"brit?": "A_IND"}


def test_a_changed_ethnic_group_shows_the_share_before_and_after(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(
        tmp_path / "a.csv", [*people(2, 6), Person("X1", ethnicity="Zorb"), Person("X2", ethnicity="Zorb")]
    )
    imported(ws, file, "ethnicity:Zorb=W_OTHER")
    before = cube(ws)
    preview = preview_change(ws, GWENT, parse_change("ethnicity:Zorb=B_AFR"))
    shares = [one.share for one in (preview.snapshots[0].before, preview.snapshots[0].after) if one.share]
    assert [share.part for share in shares] == [Count(2, 2), Count(4, 4)]
    change(ws, "ethnicity:Zorb=B_AFR")
    assert sum(row[6] for row in cube(ws) if row[4] == "B_AFR") == 2
    change(ws, "ethnicity:Zorb=W_OTHER")
    assert cube(ws) == before


def test_half_of_a_code_and_label_pair_moves_with_its_decision(ws: Workspace, tmp_path: Path) -> None:
    header = ("Employee Number", "Rank", "Employee Type", "Ethnicity Code", "Ethnicity")
    rows = [
        (f"E{n}", "Constable", "Police Officer", "ZZ" if n < 3 else "W1", "" if n < 3 else BRITISH) for n in range(9)
    ]
    rows += [("E10", "Constable", "Police Officer", "ZZ", "Irish")]
    file = counts_file(tmp_path / "pairs.csv", header, rows)
    imported(ws, file, "ethnicity:ZZ=W_IRISH")
    assert sum(row[6] for row in cube(ws) if row[4] == "W_IRISH") == 4
    preview = preview_change(ws, GWENT, parse_change("ethnicity:ZZ=W_BRIT"))
    assert preview.people == 3
    assert "keep" in " ".join(preview.notes)


def test_counts_stay_ranges(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", 40), ("SO2", "White", "<5"), ("SO2", "Asian", 7)]
    imported(ws, counts_file(tmp_path / "c.csv", LONG_HEADER, rows), "grade:SO2=SEO")
    before = cube(ws)
    preview = preview_change(ws, GWENT, parse_change("grade:SO2=HEO"))
    assert preview.snapshots[0].moves[0].people == Count(8, 11)
    change(ws, "grade:SO2=HEO")
    assert [row[6:8] for row in cube(ws) if row[2] == "HEO"] == [(7, 7), (1, 4)]
    change(ws, "grade:SO2=SEO")
    assert cube(ws) == before


def test_a_group_beside_a_part_of_it_in_a_table_needs_the_file(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "White", 40), ("Constable", "Asian", 7), ("Constable", "Zorb", 3)]
    file = counts_file(tmp_path / "c.csv", LONG_HEADER, rows)
    imported(ws, file, "ethnicity:Zorb=BLACK")
    before = everything(ws)
    with pytest.raises(WorkforceError) as raised:
        preview_change(ws, GWENT, parse_change("ethnicity:Zorb=A_IND"))
    assert "--replace" in raised.value.hint
    assert everything(ws) == before


def test_a_change_of_figures_that_were_signed_or_handed_out_says_that_those_stay(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "EO")
    import_so2(ws, tmp_path, "EO", NEXT)
    wanted = parse_change('grade:"SO2"=HEO')
    assert not [note for note in preview_change(ws, GWENT, wanted).notes if "signed" in note or "Handed out" in note]
    numbers = [
        handed_out(ws, organisation, year) for organisation, year in ((GWENT, 2026), (SOUTH, 2026), (GWENT, 2024))
    ]
    fill(ws)
    sign_return(ws)
    notes = preview_change(ws, GWENT, wanted).notes
    assert notes[0].startswith(f"Handed out already, with figures of these years: publication {numbers[0]}. The files")
    assert notes[1].startswith("The return of Gwent Police for 2026 is signed as version 1, which stays as it is")
    assert preview_change(ws, GWENT, parse_change('grade:"Nobody has it"=HEO')).notes == ()


def handed_out(ws: Workspace, organisation: str, year: int) -> int:
    """The number of an entry in the ledger."""
    entry = LedgerEntry(organisation, (year,), "PUBLIC", "", 1, ("en",), "J Rees", "All", "", "x", "2026-05-01", 0, 0)
    with ws.writing() as session:
        number = publications.add_publication(session, entry=entry, figures=())
        publications.add_step(session, publication=number, step=Step.PUBLISHED, made_at="2026-05-01")
    return number


def test_what_only_a_file_can_show_is_kept_for_files_to_come(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "EO")
    before = cube(ws)
    preview = preview_change(ws, GWENT, parse_change('column:"Ethnic Grp"=ethnicity'))
    assert preview.snapshots == ()
    assert "--replace" in preview.notes[0]
    change(ws, 'column:"Ethnic Grp"=ethnicity')
    assert cube(ws) == before
    assert load_profile(ws.paths.profiles_dir / f"{GWENT}.toml").columns == {"Ethnic Grp": "ethnicity"}


def test_one_person_who_keeps_a_code_is_one(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, staff_file(tmp_path / "odd.csv", [Person("Z1", "Zorblax")]), "grade:Zorblax=SERGEANT")
    (note,) = preview_change(ws, GWENT, parse_change("grade:zorblax", remove=True)).notes
    assert note == "1 person keeps the code they have; the next file with this label asks again."


def test_a_removed_decision_is_asked_again_and_moves_what_the_program_knows(ws: Workspace, tmp_path: Path) -> None:
    odd = [Person(f"Z{n}", "Zorblax") for n in range(4)]
    imported(ws, staff_file(tmp_path / "odd.csv", odd), "grade:Zorblax=SERGEANT")
    before = cube(ws)
    wanted = parse_change("grade:zorblax", remove=True)
    preview = preview_change(ws, GWENT, wanted)
    assert preview.people == 0
    assert "4 people keep the code" in preview.notes[0]
    apply_change(ws, GWENT, wanted)
    assert cube(ws) == before
    assert list_decisions(ws, GWENT).lines == ()
    again = import_into(ws, staff_file(tmp_path / "next.csv", odd), as_at=NEXT)
    assert again.status == "needs_decisions"
    with pytest.raises(WorkforceError, match="no decision"):
        preview_change(ws, GWENT, wanted)


def test_without_its_decision_a_label_the_program_knows_is_what_it_says(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, staff_file(tmp_path / "known.csv", [Person("K1", "Sergeant")]), "grade:Sergeant=INSPECTOR")
    assert [row[2] for row in cube(ws)] == ["INSPECTOR"]
    apply_change(ws, GWENT, parse_change("grade:Sergeant", remove=True))
    assert [row[2] for row in cube(ws)] == ["SERGEANT"]


def test_what_moved_is_written_down(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "EO")
    change(ws, "grade:SO2=HEO")
    (one,) = list_recodings(ws, GWENT)
    assert (one.made_by, one.label, one.before, one.after, one.people) == ("J Rees", "SO2", "EO", "HEO", Count(4, 4))
    assert (one.batch, one.as_at) == (1, DAY)
    undo_batch(ws, 1)
    assert len(list_recodings(ws)) == 1


def test_a_preview_that_no_longer_holds_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "EO")
    wanted = parse_change("grade:SO2=HEO")
    preview = preview_change(ws, GWENT, wanted)
    import_so2(ws, tmp_path, "EO", NEXT)
    before, profile = everything(ws), (ws.paths.profiles_dir / f"{GWENT}.toml").read_text()
    with pytest.raises(WorkforceError, match="changed since the preview"):
        apply_change(ws, GWENT, wanted, expected=preview)
    assert everything(ws) == before
    assert (ws.paths.profiles_dir / f"{GWENT}.toml").read_text() == profile


def test_a_decision_that_somebody_else_changed_since_the_preview_is_left_as_it_is(ws: Workspace) -> None:
    change(ws, "column:Colour=grade")
    wanted = parse_change("column:Colour=ignore")
    preview = preview_change(ws, GWENT, wanted)
    change(ws, "column:Colour=sex")
    with pytest.raises(WorkforceError, match="changed since the preview"):
        apply_change(ws, GWENT, wanted, expected=preview)
    (line,) = list_decisions(ws, GWENT).lines
    assert line.answer == "sex"


def test_a_failure_half_way_leaves_figures_and_profile_as_they_were(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_so2(ws, tmp_path, "EO")
    before, profile = everything(ws), (ws.paths.profiles_dir / f"{GWENT}.toml").read_text()

    def full(*_args: object) -> None:
        raise WorkforceError("The disk is full.")

    monkeypatch.setattr("workforce_tui.services.decisions.write_answers", full)
    with pytest.raises(WorkforceError, match="full"):
        apply_change(ws, GWENT, parse_change("grade:SO2=HEO"))
    assert everything(ws) == before
    assert (ws.paths.profiles_dir / f"{GWENT}.toml").read_text() == profile


@pytest.mark.parametrize("when", ["while this copy waits for its turn", "after this copy wrote and before it failed"])
def test_a_failure_leaves_the_answers_that_another_copy_kept_meanwhile(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    import_so2(ws, tmp_path, "EO")
    kept, writing = ws.paths.profiles_dir / f"{GWENT}.toml", Workspace.writing

    def another_copy() -> None:
        kept.write_text(kept.read_text(encoding="utf-8") + '\n[markers]\n"-" = "zero"\n', encoding="utf-8")

    @contextmanager
    def and_fails(self: Workspace) -> Iterator[Session]:
        if when.startswith("while"):
            another_copy()
        with writing(self) as session:
            yield session
        if when.startswith("after"):
            another_copy()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workspace, "writing", and_fails)
    with pytest.raises(OSError, match="No space"):
        apply_change(ws, GWENT, parse_change("grade:SO2=HEO"))
    profile = load_profile(kept)
    assert profile.markers == {"-": "zero"}
    assert profile.grades == {"SO2": "EO" if when.startswith("while") else "HEO"}


@pytest.mark.parametrize(
    "text",
    ["grade:SO2=Zorblax", "ethnicity:Zorb=Zorb", "column:X=colour", "organisation:HQ=nowhere", "marker:-=lots",
     "worker_type:X=wizard", "status:Gone=perhaps", "outcome:X=zorblax", "grade:SO2=ignore",
     "period:2025=soon", "stages:(file)=twice",
     'grade:"PC Jones 07700 900123"=EO'],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(ws: Workspace, text: str) -> None:
    with pytest.raises(WorkforceError):
        preview_change(ws, GWENT, parse_change(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [("status:Gone=left", "set aside"), ("marker:-=zero", "nobody"), ("marker:~=1-4", "1 to 4 people"),
     ("marker:~=1", "1 person"), ("grade:X=L2", "own grade"), ("outcome:Went=resignation", "Resignation"),
     ("period:2025=2025-04-01 to 2026-03-31", "1 April 2025 to 31 March 2026"),
     ("stages:(file)=exclusive", "once"), ("sheet:(sheets)=all", "read together"),
     ("organisation:HQ=gwent-police", "Gwent Police"), ("column:Misc=ignore", "left out"),
     ("column:(grade)=not_given", "not_given"), ("worker_type:X=ignore", "nothing"), ("ethnicity:Y=A_IND", "Indian")],
)  # fmt: skip
def test_every_kind_of_answer_is_said_in_words(ws: Workspace, text: str, words: str) -> None:
    apply_change(ws, GWENT, parse_change(text))
    (line,) = list_decisions(ws, GWENT).lines
    assert words in line.meaning


def test_a_decision_of_files_with_several_organisations_moves_those_files_only(ws: Workspace, tmp_path: Path) -> None:
    header = ("Force", "Rank", "Employee Type", "Ethnic Origin", "Employee Number")
    rows = [
        (force, "SO2", "Police Staff", INDIAN, f"{force}{n}") for force in ("Gwent", "South Wales") for n in range(3)
    ]
    file = counts_file(tmp_path / "both.csv", header, rows)
    said = import_into(ws, file, organisation=None, decisions=(parse_decision("grade:SO2=EO"),))
    assert said.status == "imported"
    import_so2(ws, tmp_path, "EO", NEXT)
    change(ws, "grade:SO2=HEO", "several-organisations")
    assert {(row[0], row[2]) for row in cube(ws) if row[2] in ("EO", "HEO")} == {
        (GWENT, "HEO"), (SOUTH, "HEO"), (GWENT, "EO"),
    }  # fmt: skip


def test_people_held_under_another_code_than_a_decision_says_are_told_and_move_when_it_is_set_again(
    ws: Workspace, tmp_path: Path
) -> None:
    import_so2(ws, tmp_path, "EO")
    file, decided = staff_file(tmp_path / "next.csv", [*people(5, 20), *odd_people()]), parse_decision("grade:SO2=HEO")
    outcome = import_into(ws, file, as_at=NEXT, decisions=(decided,))
    assert outcome.status == "imported"
    (said,) = [issue.message for issue in outcome.plan.issues if issue.code == "kept_answer_replaced"]
    assert "“SO2” (grade) stood for EO" in said
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.answer, line.people, line.otherwise) == ("HEO", Count(8, 8), Count(4, 4))
    change(ws, 'grade:"SO2"=HEO')
    (line,) = list_decisions(ws, GWENT).lines
    assert (line.people, line.otherwise) == (Count(8, 8), Count(0, 0))


@pytest.mark.parametrize("answer", ["HEO", None])
def test_a_file_is_not_written_by_an_answer_that_was_changed_since_it_was_read(
    ws: Workspace, tmp_path: Path, answer: str | None
) -> None:
    import_so2(ws, tmp_path, "EO")
    plan = planned(ws, staff_file(tmp_path / "next.csv", [*people(5, 20), *odd_people()]))
    apply_change(ws, GWENT, DecisionChange("grade", "SO2", answer))
    before = everything(ws)
    with pytest.raises(ChangedMeanwhileError, match="SO2"):
        confirm(ws, plan)
    assert everything(ws) == before
    decided = planned(ws, staff_file(tmp_path / "own.csv", [*people(5, 20), *odd_people()]), "grade:SO2=SEO")
    assert confirm(ws, decided).status == "imported", "an answer given for the file itself is newer than any"


def test_an_answer_about_something_else_that_was_kept_meanwhile_stops_no_import(ws: Workspace, tmp_path: Path) -> None:
    import_so2(ws, tmp_path, "EO")
    plan = planned(ws, staff_file(tmp_path / "next.csv", [*people(5, 20), *odd_people()]))
    change(ws, "grade:Elsewhere=HEO")
    assert confirm(ws, plan).status == "imported"


def test_a_label_that_was_decided_against_what_the_program_knows_meanwhile_is_read_again(
    ws: Workspace, tmp_path: Path
) -> None:
    plan = planned(ws, staff_file(tmp_path / "next.csv", people(5, 20)))
    change(ws, "grade:Constable=SERGEANT")
    with pytest.raises(ChangedMeanwhileError, match="Constable"):
        confirm(ws, plan)


def planned(ws: Workspace, file: Path, *decisions: str) -> ImportPlan:
    """The plan of a file of Gwent Police for the next year."""
    decided = tuple(map(parse_decision, decisions))
    return run(plan_file(ws, FileToImport(file, organisation=GWENT, as_at=NEXT, decisions=decided)))


def test_decisions_are_said_to_be_kept_where_they_were_read_until_one_is_changed(ws: Workspace, tmp_path: Path) -> None:
    ws = replace(ws, paths=replace(ws.paths, imports_dir=tmp_path / "dropped"))
    dropped = ws.paths.imports_dir / "profiles" / f"{GWENT}.toml"
    dropped.parent.mkdir(parents=True)
    dropped.write_text('[grades]\nSO2 = "EO"\n', encoding="utf-8")
    own = str(ws.paths.profiles_dir / dropped.name)
    book = list_decisions(ws, GWENT)
    assert (book.file, book.changed_in) == (str(dropped), own)
    change(ws, "grade:SO2=HEO")
    book = list_decisions(ws, GWENT)
    assert (book.file, book.changed_in) == (own, own)
    assert "EO" in dropped.read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", ["ignore", "MINORITY"])
def test_a_table_that_may_have_the_text_and_holds_nobody_under_it_is_named(
    ws: Workspace, tmp_path: Path, answer: str
) -> None:
    header = ("Grade", "White British", "Zorb", "Indian", "Black African")
    file = counts_file(tmp_path / "across.csv", header, [("Constable", 90, 10, 6, 4), ("Sergeant", 20, 3, 2, 1)])
    imported(ws, file, f"ethnicity:Zorb={answer}")
    people = staff_file(tmp_path / "list.csv", [*people_of_staff()])
    assert import_into(ws, people, as_at=NEXT).status == "imported"
    preview = preview_change(ws, GWENT, parse_change("ethnicity:Zorb=W_OTHER"))
    assert preview.snapshots == ()
    (said,) = preview.notes
    assert said.startswith("Nobody is held with this text in import 1, tables of counts.")
    fine = preview_change(ws, GWENT, parse_change('ethnicity:"Indian"=A_PAK'))
    assert not any("Nobody is held" in one for one in fine.notes)


def people_of_staff() -> list[Person]:
    return [Person(f"S{n}", "Constable") for n in range(9)]
