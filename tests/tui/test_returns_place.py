"""An annual return at the keyboard alone, on a terminal of 80 by 24: counted, written, signed and handed in."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from conftest import SMALL, on_screen, press, settle, until
from helpers.editions import sample_edition
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.domain.returns import ReturnMove, ReturnState
from workforce_tui.domain.roles import Role
from workforce_tui.exporting.edition_tidy import write_edition_tidy
from workforce_tui.services.edition_import import import_edition
from workforce_tui.services.records import list_records
from workforce_tui.services.return_board import Absent
from workforce_tui.services.return_signing import sign
from workforce_tui.services.returns import ask, check_return, get_return, open_return, reply, set_nothing, set_text
from workforce_tui.services.roles import Who, look_as
from workforce_tui.services.typed_counts import grid_of
from workforce_tui.services.typed_files import cells_from_words
from workforce_tui.services.typed_plan import plan_typed, save_typed
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage import returns as store
from workforce_tui.tui import edition_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm
from workforce_tui.tui.return_reading import return_data
from workforce_tui.tui.screens.returns.board_list import standing
from workforce_tui.tui.widgets.count_table import CountTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from conftest import Running

GWENT, YEAR, WHO = "gwent-police", 2026, "Jo Rees"
HOSTILE = "[/] Jane [@click=app.quit]x[/]"
NAMES = {" ": "space", "-": "minus", "<": "less_than_sign", ".": "full_stop"}


def keys(text: str) -> tuple[str, ...]:
    return tuple(NAMES.get(char, char) for char in text)


def at_once(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys while the app is busy: it hears of all of them together."""
    for key in pressed:
        pilot.app.post_message(events.Key(NAMES.get(key, key), key if len(key) == 1 else None))


@pytest.fixture(scope="module")
def with_return(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a return that lacks its staff and one text; copied for each test."""
    folder = tmp_path_factory.mktemp("with_return")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        ws = open_workspace(str(folder / "returns.db"))
        grid = grid_of(ws, GWENT, YEAR, Dataset.LEAVERS, Scheme.BINARY)
        cells = cells_from_words(grid, ["resignation/CONSTABLE/WHITE=3"])
        save_typed(ws, plan_typed(grid, cells, blanks="zero"))
        found = open_return(ws, GWENT, YEAR, by=WHO)
        set_text(ws, GWENT, YEAR, "actions", english=HOSTILE, by=WHO)
        staff = ("data_quality", "staff", "groups")
        for check in check_return(ws, found):
            if not check.done and check.section.code not in (*staff, "narrative"):
                set_nothing(ws, GWENT, YEAR, check.section.code, "There were none.", by=WHO)
        ws.close()
    return folder / "returns.db"


@pytest.fixture
def entered(with_return: Path, tmp_path: Path) -> str:
    for file in with_return.parent.glob("returns.*"):
        shutil.copy(file, tmp_path / file.name)
    return str(tmp_path / "returns.db")


async def open_section(pilot: Pilot[None], number: int, key: str) -> None:
    """Open the return under the cursor, go down to a section, and press *key* there."""
    await press(pilot, "enter")
    await until(pilot, "The return as a whole")
    await pilot.press(*["down"] * number, key)


async def test_a_return_is_written_signed_handed_in_and_answered_by_keyboard(entered: str, running: Running) -> None:
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await until(pilot, "11 of 15")
        await open_section(pilot, 5, "g")
        await until(pilot, "Counts typed into a grid")
        await pilot.press(*keys("40"), "enter", *keys("<5"), "ctrl+s")
        await until(pilot, "What are they?")
        await press(pilot, "down", "enter")
        await until(pilot, "Cells that change: 2.")
        await press(pilot, "y")
        await until(pilot, "▲ 17")
        await press(pilot, "s")
        assert "Chief officer" not in on_screen(pilot), "nobody is asked to sign what is not complete"
        await pilot.press("end", "up", "e")
        await until(pilot, "What came of the actions")
        await press(pilot, "down", "enter")
        await pilot.press(*keys("More came."))
        await press(pilot, "ctrl+s")
        await until(pilot, "● 17")
        assert HOSTILE in on_screen(pilot)
        await press(pilot, "s")
        await until(pilot, "gwent-police 2026")
        assert "^s Sign  esc Close" in on_screen(pilot)
        await pilot.press(
            *keys("P Kelly"), "tab", *keys("Chief Constable"), "tab", *keys("gwent-police 2025"), "ctrl+s"
        )
        await until(pilot, "The confirmation is not right.")
        await pilot.press(*["tab"] * 2, "end", "backspace", "6", "ctrl+s")
        await until(pilot, "The return is signed")
        await press(pilot, "m", "enter")
        await until(pilot, "The return becomes: submitted.")
        await press(pilot, "ctrl+s")
        await until(pilot, "2026: submitted")
        await press(pilot, "a")
        await pilot.press(*keys("Why?"), "ctrl+s")
        await until(pilot, "2026: queried")
        await press(pilot, "y")
        await until(pilot, "Why?")
        await pilot.press(*keys("So."), "ctrl+s")
        await until(pilot, "Replied.")
        await press(pilot, "m", "enter")
        await until(pilot, "Version 1 again, as it was signed")
        await press(pilot, "ctrl+s")
        await until(pilot, "2026: submitted again")
    ws = open_workspace(entered)
    found = get_return(ws, GWENT, YEAR)
    held = grid_of(ws, GWENT, YEAR, Dataset.STAFF_IN_POST).held
    ws.close()
    assert (found.state, found.versions[0].signature.name) == (ReturnState.RESUBMITTED, "P Kelly")
    assert found.handed_in == 1
    assert sorted((one.low, one.high) for one in held.values()) == [(1, 4), (40, 40)]


async def test_what_is_typed_into_a_grid_is_asked_about_and_never_lost(
    entered: str, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await open_section(pilot, 10, "g")
        await until(pilot, "Leavers")
        at_once(pilot, "down", *"7*", "right", *"2-")
        await until(pilot, "! “2-” is no number")
        await press(pilot, "ctrl+s")
        await until(pilot, "Cells to look at: 1.")
        await press(pilot, "escape")
        await until(pilot, "Give it up?")
        await press(pilot, "n", "backspace")
        assert "all 12" in on_screen(pilot)
        await press(pilot, "right", "right")
        table = pilot.app.screen.query_one(CountTable)
        assert table.scroll_x % table.ordered_columns[-1].get_render_width(table) == 0, "a column is half in sight"
        assert table.scroll_x == table.max_scroll_x > 0
        await settle(pilot)
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await open_section(pilot, 10, "g")
        await until(pilot, "Typed before and not saved")
        assert "12" in on_screen(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(Path, "unlink", refuse)
            await press(pilot, "escape", "y")
            assert any("draft is still kept" in one.message for one in pilot.app._notifications)
            pilot.app.clear_notifications()
        await press(pilot, "g")
        await until(pilot, "Typed before and not saved")
        await press(pilot, "escape", "y", "g")
        await until(pilot, "Leavers")
        assert "Typed before" not in on_screen(pilot)
    ws = open_workspace(entered)
    assert grid_of(ws, GWENT, YEAR, Dataset.LEAVERS).held == {("resignation", "CONSTABLE", "WHITE"): Count(3, 3)}
    ws.close()


def sign_with_staff(database: str) -> None:
    """Counts typed, a version signed, and a text written after that."""
    ws = open_workspace(database)
    grid = grid_of(ws, GWENT, YEAR, Dataset.STAFF_IN_POST, Scheme.BINARY)
    cells = cells_from_words(grid, ["CONSTABLE/EM=34", "CONSTABLE/WHITE=611", "SERGEANT/WHITE=100", "SERGEANT/EM=12"])
    save_typed(ws, plan_typed(grid, cells, blanks="zero"))
    set_text(ws, GWENT, YEAR, "outcomes", english="More came.", by=WHO)
    sign(ws, GWENT, YEAR, name="P Kelly", post="Chief Constable", confirmation=f"{GWENT} {YEAR}")
    set_text(ws, GWENT, YEAR, "learning", english="Much was learnt.", by=WHO)
    ws.close()


async def test_an_edition_is_handed_out_to_somebody_or_not_at_all(
    entered: str, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sign_with_staff(entered)
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0", "enter", "x", "ctrl+s")
        await until(pilot, "The ledger needs to know who hands the figures out")
        await press(pilot, "ctrl+b")
        await until(pilot, "Nothing was written.")
        await press(pilot, "escape", "p", "enter")
        await until(pilot, "not signed yet")
    assert not list(tmp_path.glob("return-*"))


async def test_leaving_while_a_return_is_handed_out_asks_first_and_hands_out_nothing(
    entered: str, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, said = threading.Event(), threading.Event(), []

    def hand_out(*asked: object) -> list[str]:
        tell: Callable[[str], None] = asked[-1]  # type: ignore[assignment]
        begun.set()
        go_on.wait(timeout=30)
        try:
            tell("Writing the files")
        except WorkforceError as error:
            said.append(error.message)
            raise
        return ["done"]

    monkeypatch.setattr(edition_reading, "hand_out_return", hand_out)
    sign_with_staff(entered)
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await pilot.press("enter")
        await until(pilot, "The return as a whole")
        await pilot.press("x", "ctrl+s")
        assert begun.wait(timeout=30)
        await pilot.press("ctrl+q")
        await until(pilot, "Something is still being read or written.")
        await pilot.press("y")
        go_on.set()
    assert said == ["Stopped. Nothing was handed out."]


def test_who_sent_nothing_is_among_those_that_are_late() -> None:
    absent = [
        Absent("yjs-powys", "Powys", 2026, overdue=True),
        Absent("yjs-flintshire", "Flintshire", 2026, overdue=True),
    ]
    assert standing([], absent) == "  nothing sent 2 · ! overdue 2"
    assert standing([]) == ""


def test_the_window_names_the_numbers_in_texts_that_an_edition_would_be_refused_for(entered: str) -> None:
    ws = open_workspace(entered)
    set_text(ws, GWENT, YEAR, "actions", english="We met 46 people.", by=WHO)
    own, handed_out = return_data(ws, GWENT, YEAR), return_data(ws, GWENT, YEAR, raw=False)
    expected = {one.section.code: one.look for one in check_return(ws, own.found)}
    ws.close()
    assert "46" in expected["narrative"]
    assert {one.section.code: one.look for one in own.checks} == expected
    assert not any(one.look for one in handed_out.checks)


def test_nobody_is_offered_the_name_of_somebody_in_another_role(entered: str) -> None:
    ws = open_workspace(entered)
    assert return_data(ws, GWENT, YEAR).last_name == WHO
    look_as(Who(Role.TASKFORCE))
    assert return_data(ws, GWENT, YEAR, raw=False).last_name == ""
    with ws.writing() as session:
        store.add_move(
            session,
            return_id=get_return(ws, GWENT, YEAR).id,
            move=ReturnMove(ReturnState.DRAFT, ReturnState.SUBMITTED, 1, WHO, date(2026, 6, 1)),
            made_at="2026-06-01T10:00:00Z",
        )
    ask(ws, GWENT, YEAR, "staff", "Why fifty?", by="Eleri Rees")
    assert return_data(ws, GWENT, YEAR, raw=False).last_name == "Eleri Rees"
    look_as(Who())
    assert return_data(ws, GWENT, YEAR).last_name == WHO
    ws.close()


async def test_a_question_is_about_a_section_and_the_key_says_so_elsewhere(entered: str, running: Running) -> None:
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0", "enter", "a")
        await until(pilot, "Choose the section to ask about")
        await press(pilot, *["down"] * 5, "a")
        await until(pilot, "Ask about the section")


async def test_the_taskforce_adds_a_review_and_hears_the_panel_where_the_returns_are(
    entered: str, running: Running
) -> None:
    look_as(Who(Role.TASKFORCE))
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0", "d")
        await until(pilot, "Add the review of the year")
        await press(pilot, "a")
        await until(pilot, "New: Data review")
        await pilot.press("tab", *keys("Review 2026"), "tab", "tab", *keys("2025"), "tab", *keys("2026"), "tab")
        await pilot.press("enter", "p", "enter", "tab", *keys("Head of Analysis"), "tab", *keys("01032028"), "tab")
        await press(pilot, "space", "ctrl+s")
        await until(pilot, "Your name")
        await pilot.press(*keys(WHO), "ctrl+s")
        await until(pilot, "Record 1 was saved.")
        await until(pilot, "Head of Analysis")
        await press(pilot, "escape", "u", "k")
        await until(pilot, "What the panel said")
        await pilot.press(*keys("A Chair"), "ctrl+s")
        await until(pilot, "Not chosen yet: Standing. Nothing is saved.")
        await press(pilot, "escape", "y", "t", "enter")
        await pilot.press(*keys("Done"), "tab", *keys("Wedi"), "tab", "tab", *keys(WHO))
        await press(pilot, "ctrl+s", "x")
        await until(pilot, f"Handed out by {WHO}")
        await press(pilot, "escape", "escape", "i")
        await until(pilot, "Look for a file")
    ws = open_workspace(entered)
    (review,) = list_records(ws, "data_review")
    ws.close()
    assert (review.values["title"], review.values["status"]) == ("Review 2026", "planned")


async def test_what_is_typed_in_reply_to_a_question_is_not_offered_for_another(
    entered: str, running: Running, tmp_path: Path
) -> None:
    with (tmp_path / "sent.csv").open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    ws = open_workspace(entered)
    import_edition(ws, tmp_path / "sent.csv", WHO)
    for text in ("Why so few?", "Why so many?"):
        ask(ws, GWENT, 2025, "staff", text, by=WHO)
    ws.close()
    forms = []
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await until(pilot, "2025")
        await press(pilot, "ctrl+end", "enter")
        await until(pilot, "The return as a whole")
        for down in ((), ("down",)):
            await press(pilot, "y")
            await until(pilot, "Which query")
            await press(pilot, *down, "enter")
            assert isinstance(pilot.app.screen, EntryForm)
            forms.append(pilot.app.screen.draft)
            await press(pilot, "escape")
    assert all(forms)
    assert len(set(forms)) == 2


async def test_that_files_are_being_read_is_not_said_when_none_is(
    entered: str, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.csv").write_text("no return", encoding="utf-8")
    monkeypatch.setenv("WORKFORCE_TUI_IMPORTS", str(tmp_path))
    look_as(Who(Role.TASKFORCE))
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0", "i")
        await until(pilot, "Whole folder")
        await press(pilot, "tab", "tab", "tab", "enter")
        await until(pilot, "Files: 1.")
        await press(pilot, "ctrl+s")
        await until(pilot, "It has to be signed.")
        assert not [one for one in pilot.app._notifications if "being read" in one.message]


async def test_a_folder_of_returns_is_taken_in_and_what_was_refused_can_be_read_and_copied(
    entered: str, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "arrived"
    folder.mkdir()
    with (folder / "one.csv").open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    (folder / "other.csv").write_text("no return", encoding="utf-8")
    monkeypatch.setenv("WORKFORCE_TUI_IMPORTS", str(folder))
    said: list[str] = []
    look_as(Who(Role.TASKFORCE))
    async with running(entered, SMALL) as pilot:
        say = pilot.app.notify
        monkeypatch.setattr(pilot.app, "notify", lambda text, **more: (said.append(text), say(text, **more)))
        await press(pilot, "0", "i")
        await until(pilot, "Whole folder")
        await press(pilot, "tab", "tab", "tab", "enter")
        await until(pilot, "in the folder arrived")
        await pilot.press(*keys(WHO), "ctrl+s")
        await until(pilot, "Received: 1. Held already: 0. Refused: 1.")
        await press(pilot, "ctrl+c")
        assert pilot.app.clipboard.splitlines()[3].strip().startswith("other.csv")
        await press(pilot, "escape")
        await until(pilot, "year to 31 March 2026")
    assert [text.partition(".")[0] for text in said[:3]] == [f"Files read: {n} of 2" for n in range(3)]
    ws = open_workspace(entered)
    assert get_return(ws, GWENT, 2025).state is ReturnState.SUBMITTED
    ws.close()


async def test_the_taskforce_sees_who_is_late_and_reminds_them(entered: str, running: Running, tmp_path: Path) -> None:
    look_as(Who(Role.TASKFORCE))
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await until(pilot, "nothing sent")
        assert "year to 31 March 2026" in on_screen(pilot), "the board begins with the latest year"
        await press(pilot, "ctrl+end", "n")
        await until(pilot, "Remind of a return")
        await pilot.press("tab", *keys(str(tmp_path / "sent")), "tab", *keys(WHO), "ctrl+s")
        await until(pilot, "Reminders: 1")
        await until(pilot, "it had not arrived")
        await press(pilot, "escape")
        await until(pilot, "nothing sent")
        await press(pilot, "y")
        await until(pilot, "Type to search")
        await press(pilot, "up", "enter")
        await until(pilot, "Annual returns  every year")
        assert "nothing sent" not in on_screen(pilot)
    (file,) = (tmp_path / "sent").iterdir()
    assert file.name.endswith("_2026_reminder.txt")


@pytest.mark.parametrize(("replied", "name"), [(False, "queries"), (True, "replies")])
async def test_a_file_of_queries_is_named_for_what_is_in_it_and_it_is_said_where_it_is(
    entered: str, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, replied: bool, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "sent.csv").open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    ws = open_workspace(entered)
    import_edition(ws, tmp_path / "sent.csv", WHO)
    query = ask(ws, GWENT, 2025, "staff", "Why so few?", by=WHO)
    if replied:
        reply(ws, GWENT, 2025, query.id, "A round ended.", by=WHO)
    ws.close()
    look_as(Who(Role.TASKFORCE))
    async with running(entered, SMALL) as pilot:
        await press(pilot, "0")
        await until(pilot, "nothing sent")
        await press(pilot, "ctrl+end", "enter")
        (said,) = (one.message for one in pilot.app._notifications)
        assert said.startswith("Nothing was received of this return."), "enter opens nothing, and says why"
        await press(pilot, "y")
        await until(pilot, "Type to search")
        await press(pilot, "down", "enter")
        await until(pilot, "Annual returns  year to 31 March 2025")
        await press(pilot, "ctrl+home", "enter")
        await until(pilot, "The return as a whole")
        await press(pilot, "f")
        await until(pilot, "Write the file")
        pilot.app.clear_notifications()
        await press(pilot, "ctrl+s")
        await settle(pilot)
        (said,) = (one.message for one in pilot.app._notifications)
        assert said.endswith(f"{name}-gwent-police-2025.csv: queries written: 1.")
    assert (tmp_path / f"{name}-gwent-police-2025.csv").is_file()
