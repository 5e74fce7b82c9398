"""An annual return from its first day to its second version, and what nobody can do to it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DatabaseError

from builders import DAY, GWENT, NEXT, import_into, people, staff_file
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.frozen_tables import Moved, frozen, moved, thawed, values_moved
from workforce_tui.domain.return_remarks import note_of
from workforce_tui.domain.return_sections import Narrative, Translation
from workforce_tui.domain.returns import ReturnState
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.services import records
from workforce_tui.services.return_board import board
from workforce_tui.services.return_contents import return_contents, snapshot_of_year
from workforce_tui.services.return_freezing import tables_of, texts_of
from workforce_tui.services.return_signing import sign, verify
from workforce_tui.services.returns import (
    ask,
    check_return,
    get_return,
    move,
    open_return,
    reply,
    set_nothing,
    set_text,
)
from workforce_tui.services.targets import set_target
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.returns import ReturnVersion

WHO = "Jo Rees"
CHIEF = {"name": "P. Kelly", "post": "Chief Constable", "confirmation": "gwent-police 2026"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two snapshots of a small force, made once; beside it one with a return that lacks nothing."""
    folder = tmp_path_factory.mktemp("returns")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        ws = open_workspace(str(folder / "staffed.db"))
        import_into(ws, staff_file(folder / "a.csv", people(4, 40)), as_at=DAY)
        import_into(ws, staff_file(folder / "b.csv", people(6, 44)), as_at=NEXT)
        ws.close()
        for file in folder.glob("staffed.*"):
            shutil.copy(file, folder / f"ready{file.suffix}")
        ws = open_workspace(str(folder / "ready.db"))
        fill_return(ws)
        ws.close()
    return folder


def fill_return(ws: Workspace) -> None:
    open_return(ws, GWENT, 2026, by=WHO)
    for check in check_return(ws, get_return(ws, GWENT, 2026)):
        if not check.done and check.section.code != "narrative":
            set_nothing(ws, GWENT, 2026, check.section.code, "Not collected yet.", by=WHO)
    set_text(ws, GWENT, 2026, "actions", english="We began.", welsh="Dechreuon ni.", translation="draft", by=WHO)
    set_text(ws, GWENT, 2026, "outcomes", welsh="Fe ddaeth.", by=WHO)


def copy_of(made: Path, name: str, folder: Path) -> Iterator[Workspace]:
    for file in made.glob(f"{name}.*"):
        shutil.copy(file, folder)
    opened = open_workspace(str(folder / f"{name}.db"))
    yield opened
    opened.close()


@pytest.fixture
def staffed(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Two snapshots of a small force."""
    yield from copy_of(made, "staffed", tmp_path)


@pytest.fixture
def ready(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The same with a return in which nothing is missing."""
    yield from copy_of(made, "ready", tmp_path)


def test_a_return_begins_with_what_the_database_has(staffed: Workspace) -> None:
    found = open_return(staffed, GWENT, 2026, by=WHO)
    done = {check.section.code for check in check_return(staffed, found) if check.done}
    assert found.state is ReturnState.DRAFT
    assert done == {"data_quality", "staff", "groups", "trend"}
    levels = return_contents(staffed, GWENT, 2026)["staff"].tables[0]
    assert levels.rows[-1].cells[0] == Shown(Count.exact(50))


def test_there_is_one_return_of_a_year(staffed: Workspace) -> None:
    open_return(staffed, GWENT, 2026, by=WHO)
    with pytest.raises(WorkforceError, match="There is a return"):
        open_return(staffed, "Gwent Police", 2026, by=WHO)
    assert open_return(staffed, GWENT, 2025, by=WHO).year == 2025


@pytest.mark.parametrize("year", [1999, 2029, 2099])
def test_a_year_long_before_or_after_this_one_is_no_reporting_year(staffed: Workspace, year: int) -> None:
    with pytest.raises(WorkforceError, match=f"{year} is no reporting year"):
        open_return(staffed, GWENT, year, by=WHO, on=date(2026, 11, 22))
    assert open_return(staffed, GWENT, 2028, by=WHO, on=date(2026, 11, 22)).year == 2028


def test_the_figures_are_those_of_the_year(staffed: Workspace) -> None:
    assert snapshot_of_year(staffed, GWENT, 2026) == NEXT
    assert snapshot_of_year(staffed, GWENT, 2024) is None
    assert not return_contents(staffed, GWENT, 2024)["staff"].filled


def test_nothing_is_signed_while_something_is_missing(staffed: Workspace) -> None:
    open_return(staffed, GWENT, 2026, by=WHO)
    with pytest.raises(WorkforceError, match="not complete") as caught:
        sign(staffed, GWENT, 2026, **CHIEF)
    assert "Joiners" in caught.value.message
    assert get_return(staffed, GWENT, 2026).versions == ()


@pytest.mark.parametrize("typed", ["", "yes", "gwent-police 2025"])
def test_the_officer_types_whose_return_is_signed(ready: Workspace, typed: str) -> None:
    with pytest.raises(WorkforceError, match="confirmation") as caught:
        sign(ready, GWENT, 2026, **{**CHIEF, "confirmation": typed})
    assert "gwent-police 2026" in caught.value.hint


def test_a_signed_version_holds_figures_and_texts_in_both_languages(ready: Workspace) -> None:
    version = sign(ready, GWENT, 2026, **CHIEF)
    english, welsh = tables_of(version, "en"), tables_of(version, "cy")
    assert english.keys() == welsh.keys()
    for code, tables in english.items():
        for one, other in zip(tables, welsh[code], strict=True):
            assert [row.key for row in one.rows] == [row.key for row in other.rows]
    assert english["staff"][0].rows[-1].cells[0] == Shown(Count.exact(50))
    texts = texts_of(version)
    assert (texts[Narrative.ACTIONS].english, texts[Narrative.ACTIONS].translation) == ("We began.", Translation.DRAFT)
    assert texts[Narrative.OUTCOMES].welsh == "Fe ddaeth."


def test_what_was_handed_in_is_with_the_taskforce(ready: Workspace) -> None:
    sign(ready, GWENT, 2026, **CHIEF)
    move(ready, GWENT, 2026, "submitted", by=WHO)
    for change in (
        lambda: set_text(ready, GWENT, 2026, "help", english="More", by=WHO),
        lambda: set_nothing(ready, GWENT, 2026, "training", "", by=WHO),
        lambda: sign(ready, GWENT, 2026, **CHIEF, reason="Again"),
    ):
        with pytest.raises(WorkforceError, match="submitted"):
            change()


def test_numbers_an_edition_would_be_refused_for_are_told_beforehand(ready: Workspace) -> None:
    english = "By 31 March 2026 we reached 46 people in 3 workshops; every Constable had 2 hours."
    set_text(ready, GWENT, 2026, "actions", english=english, welsh="Dim rhifau.", by=WHO)
    checks = {check.section.code: check for check in check_return(ready, get_return(ready, GWENT, 2026))}
    look = checks["narrative"].look
    assert checks["narrative"].done
    assert "Actions and approaches taken (English): 46" in look
    assert "Leave them out" in look
    assert "2026" not in look
    assert not any(check.look for code, check in checks.items() if code != "narrative")
    set_text(ready, GWENT, 2026, "actions", english="We met in 3 towns.", by=WHO)
    rationale = "Only 3 Sergeants of 41 people; ask again in 2027."
    aim = Target(GWENT, "grade:SERGEANT", TargetKind.PERCENT, value=Fraction(1, 20), owner="HR", rationale=rationale)
    set_target(ready, aim)
    raw = {
        "title": "Talks with 12 people", "title_cy": "Sgyrsiau ag 14 o bobl", "form": "schools", "plans": "prap",
        "aim": "More apply.", "status": "running", "review": "01/05/2027", "owner": "HR",
    }  # fmt: skip
    records.add(ready, "outreach", raw, organisations=[GWENT], by=WHO)
    looks = {check.section.code: check.look for check in check_return(ready, get_return(ready, GWENT, 2026))}
    assert "Targets, Sergeant: 3, 41." in looks["targets"]
    title = "Reviews to come, Talks with 12 people"
    assert f"{title}: 12; {title}: 14." in looks["actions"]
    assert not looks["narrative"]
    set_target(ready, replace(aim, rationale="Few apply."))
    records.archive(ready, records.list_records(ready, "outreach")[0].id, by=WHO)
    assert not any(check.look for check in check_return(ready, get_return(ready, GWENT, 2026)))


def test_a_query_is_answered_and_the_next_version_handed_in(ready: Workspace, tmp_path: Path) -> None:
    first = sign(ready, GWENT, 2026, **CHIEF)
    move(ready, GWENT, 2026, "submitted", by=WHO)
    query = ask(ready, GWENT, 2026, "4", "Why fifty?", figure="All staff", by="Taskforce")
    assert get_return(ready, GWENT, 2026).state is ReturnState.QUERIED
    import_into(ready, staff_file(tmp_path / "c.csv", people(7, 44)), as_at=NEXT, replace_earlier=True)
    with pytest.raises(WorkforceError, match="needs a reason"):
        sign(ready, GWENT, 2026, **CHIEF)
    second = sign(ready, GWENT, 2026, **CHIEF, reason="One person was left out.")
    with pytest.raises(WorkforceError, match="queries"):
        move(ready, GWENT, 2026, "resubmitted", by=WHO)
    reply(ready, GWENT, 2026, query.id, "One was left out.", by=WHO)
    found = move(ready, GWENT, 2026, "resubmitted", by=WHO)
    assert [one.number for one in found.versions] == [1, 2]
    assert found.versions[0] == first
    assert found.handed_in == second.number == 2
    changed = {(one.row, one.column): (one.before, one.after) for one in moved_staff(first, second)}
    assert changed["Practitioner", "Headcount"] == (Shown(Count.exact(50)), Shown(Count.exact(51)))
    assert ("Practitioner", "White") not in changed


def test_a_mere_reply_needs_no_new_version(ready: Workspace, tmp_path: Path) -> None:
    version = sign(ready, GWENT, 2026, **CHIEF)
    move(ready, GWENT, 2026, "submitted", by=WHO)
    query = ask(ready, GWENT, 2026, "staff", "Why fifty?", by="Taskforce")
    reply(ready, GWENT, 2026, query.id, "A round of recruitment ended.", by=WHO)
    set_text(ready, GWENT, 2026, "outcomes", welsh="Fe ddaeth mwy.", by=WHO)
    with pytest.raises(WorkforceError, match="version 1 says has changed"):
        move(ready, GWENT, 2026, "resubmitted", by=WHO)
    set_text(ready, GWENT, 2026, "outcomes", welsh="Fe ddaeth.", by=WHO)
    found = move(ready, GWENT, 2026, "resubmitted", by=WHO, note="See the reply.")
    assert (found.state, found.handed_in, found.versions) == (ReturnState.RESUBMITTED, 1, (version,))
    assert found.moves[-1].note == "See the reply."
    assert note_of(found.moves[-1]) == (
        "Version 1 again, as it was signed: the replies change nothing in it. See the reply."
    )
    again = ask(ready, GWENT, 2026, "staff", "And the year before?", by="Taskforce")
    reply(ready, GWENT, 2026, again.id, "The same.", by=WHO)
    import_into(ready, staff_file(tmp_path / "c.csv", people(7, 44)), as_at=NEXT, replace_earlier=True)
    with pytest.raises(WorkforceError, match="sign it as a new version"):
        move(ready, GWENT, 2026, "resubmitted", by=WHO)


def moved_staff(first: ReturnVersion, second: ReturnVersion) -> tuple[Moved, ...]:
    """What moved among the figures by level."""
    before, after = (tables_of(one, "en")["staff"][:1] for one in (first, second))
    return moved("staff", before, after)


def test_a_query_has_one_reply(ready: Workspace) -> None:
    sign(ready, GWENT, 2026, **CHIEF)
    move(ready, GWENT, 2026, "submitted", by=WHO)
    query = ask(ready, GWENT, 2026, "staff", "Why?", by="Taskforce")
    with pytest.raises(WorkforceError, match="empty"):
        reply(ready, GWENT, 2026, query.id, " ", by=WHO)
    reply(ready, GWENT, 2026, query.id, "So.", by=WHO)
    with pytest.raises(WorkforceError, match="has a reply"):
        reply(ready, GWENT, 2026, query.id, "Or so.", by=WHO)
    with pytest.raises(WorkforceError, match="no question"):
        reply(ready, GWENT, 2026, 99, "So.", by=WHO)


def test_a_draft_is_not_queried(ready: Workspace) -> None:
    with pytest.raises(WorkforceError, match="draft"):
        ask(ready, GWENT, 2026, "staff", "Why?", by="Taskforce")


def test_a_version_is_verified_and_what_moved_since_is_told(ready: Workspace, tmp_path: Path) -> None:
    sign(ready, GWENT, 2026, **CHIEF)
    assert verify(ready, GWENT, 2026).intact
    assert verify(ready, GWENT, 2026).moved == ()
    import_into(ready, staff_file(tmp_path / "c.csv", people(7, 44)), as_at=NEXT, replace_earlier=True)
    later = verify(ready, GWENT, 2026)
    assert later.intact
    assert any(one.section == "staff" and one.after == Shown(Count.exact(51)) for one in later.moved)


def test_tampering_is_found(ready: Workspace) -> None:
    sign(ready, GWENT, 2026, **CHIEF)
    with ready.engine.connect() as connection:
        with pytest.raises(DatabaseError, match="never changed"):
            connection.exec_driver_sql("UPDATE return_version SET contents = replace(contents, '50', '51')")
        connection.rollback()
        connection.exec_driver_sql("DROP TRIGGER return_version_no_update")
        connection.exec_driver_sql("UPDATE return_version SET contents = replace(contents, '50', '51')")
        connection.commit()
    assert not verify(ready, GWENT, 2026).intact


def test_an_accepted_return_is_revised_with_a_reason(ready: Workspace) -> None:
    sign(ready, GWENT, 2026, **CHIEF)
    for step in ("submitted", "accepted", "published"):
        move(ready, GWENT, 2026, step, by=WHO)
    with pytest.raises(WorkforceError, match="Say why"):
        move(ready, GWENT, 2026, "revised", by=WHO)
    assert move(ready, GWENT, 2026, "revised", by=WHO, note="A late leaver").state is ReturnState.REVISED
    set_text(ready, GWENT, 2026, "help", english="More", by=WHO)


def test_an_answer_that_there_is_nothing_can_be_taken_back(ready: Workspace) -> None:
    assert "training" in get_return(ready, GWENT, 2026).nothing
    assert "training" not in set_nothing(ready, GWENT, 2026, "training", "", by=WHO).nothing
    with pytest.raises(WorkforceError, match="made from the others"):
        set_nothing(ready, GWENT, 2026, "cover", "None", by=WHO)


def test_a_section_with_figures_is_not_said_to_have_nothing(ready: Workspace) -> None:
    with pytest.raises(WorkforceError, match="has something to report"):
        set_nothing(ready, GWENT, 2026, "staff", "None", by=WHO)
    assert "staff" not in get_return(ready, GWENT, 2026).nothing


@pytest.mark.parametrize(
    ("key", "said"),
    [("novel", {"english": "x"}), ("actions", {"translation": "perfect"}), ("actions", {"english": "x" * 20_001})],
)
def test_texts_that_make_no_sense_are_refused(ready: Workspace, key: str, said: dict[str, str]) -> None:
    before = get_return(ready, GWENT, 2026)
    with pytest.raises(WorkforceError):
        set_text(ready, GWENT, 2026, key, **said, by=WHO)
    assert get_return(ready, GWENT, 2026) == before


def test_the_board_lists_every_return(ready: Workspace) -> None:
    (line,) = board(ready, today=date(2026, 7, 1))
    assert (line.name, line.done, line.sections, line.overdue) == ("Gwent Police", 15, 15, True)
    assert not board(ready, today=date(2026, 6, 30))[0].overdue


def test_tables_come_back_from_json_as_they_were() -> None:
    cells = (
        Shown(Count(1, 4)), Shown(Share(Count.exact(1), Count(2, 3))), Shown(2.5), Shown(Decimal("1.20")),
        Shown("a [b] =1"), Withheld("small"), NotAvailable("none"),
    )  # fmt: skip
    table = Table(
        "T", "R", tuple(Column(f"c{n}", "C") for n in range(len(cells))), (Row("x", cells, "k"),), ("n",), "s", NEXT,
        EthnicityDefinition.EM_EXCL,
    )  # fmt: skip
    assert thawed(frozen(table)) == table
    assert moved("s", [table], [table]) == ()


def test_another_wording_is_no_figure_that_moved() -> None:
    def moved(before: object, after: object) -> Moved:
        return Moved("trend", "T", "r", "c", before, after)  # type: ignore[arg-type]

    wording = moved(Shown("changed by a fifth"), Shown("changed by over a fifth"))
    reason = moved(NotAvailable("none"), NotAvailable("there is none"))
    figure, gone = moved(Shown(Count.exact(7)), Shown(Count.exact(8))), moved(Shown(Count.exact(7)), NotAvailable(""))
    assert values_moved((wording, reason, figure, gone)) == (figure, gone)
