"""A place of records by keyboard alone: entering, changing, giving up, coming back after a crash, and odd texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakes import HOSTILE

from conftest import LARGE, PATIENCE, SMALL, on_screen, press, settle, until
from workforce_tui.services import records
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui.screens.records.controls import FieldBox

if TYPE_CHECKING:
    from workforce_tui.domain.records import Record

ANN = "Ann Rees"
POLICE = "dyfed-powys-police"
INITIATIVE = {
    "title": "Mock boards", "plans": "cjarap", "owner": "Head of HR", "stage": "progress", "legal_basis": "s158",
    "groups": "black", "aim": "More promotions", "evidence": "Few apply", "proportionality": "Open to all",
    "status": "running", "review": "01/05/2026",
}  # fmt: skip


def add(database: str, **changes: str) -> Record:
    ws = open_workspace(database)
    record = records.add(ws, "initiative", INITIATIVE | changes, organisations=[POLICE], by=ANN)
    ws.close()
    return record


def held(database: str) -> tuple[Record, ...]:
    ws = open_workspace(database)
    found = records.list_records(ws, "initiative", archived=None)
    ws.close()
    return found


async def go(pilot: Any) -> None:
    pilot.app.NOTIFICATION_TIMEOUT = 600  # a busy machine may look only after a message has gone
    pilot.app.view = pilot.app.view.of(POLICE)
    await press(pilot, "9")


def box(pilot: Any, key: str) -> FieldBox:
    return pilot.app.screen.query_one(f"#field-{key}", FieldBox)  # type: ignore[no-any-return]


async def tab_to(pilot: Any, key: str) -> None:
    """Press tab until the field has the keys."""
    for _step in range(60):
        focused = pilot.app.focused
        if focused is not None and box(pilot, key) in focused.ancestors_with_self:
            return
        await pilot.press("tab")
    raise AssertionError(f"tab never came to {key}")


async def type_text(pilot: Any, text: str) -> None:
    await pilot.press(*({" ": "space", "/": "slash"}.get(one, one) for one in text))


async def enter(pilot: Any, **texts: str) -> None:
    """Go to each field with tab, and type into it."""
    for key, text in texts.items():
        await tab_to(pilot, key)
        await type_text(pilot, text)


async def choose(pilot: Any, key: str, downs: int) -> None:
    """Open the list of a field, and take the choice so many further down."""
    await tab_to(pilot, key)
    await pilot.press("enter", *["down"] * downs, "enter")


async def test_the_glossary_opens_at_actions(running, database):
    async with running(database) as pilot:
        await press(pilot, "9", "question_mark")
        await until(pilot, "sections 158 and 159")


async def test_an_initiative_is_entered_by_keyboard_alone_on_a_small_terminal(running: Any, database: str) -> None:
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await until(pilot, "Add what is being done")
        await press(pilot, "a")
        await until(pilot, "New: Positive action initiative")
        assert box(pilot, "organisation").text == POLICE
        await enter(pilot, title="Mock boards", plans=" ", owner="Head of HR")
        await choose(pilot, "stage", 4)
        await choose(pilot, "legal_basis", 2)
        await enter(pilot, merit="By the panel", groups=" ", aim="More", evidence="Few", proportionality="Open")
        await choose(pilot, "status", 2)
        await enter(pilot, review="31022027", by=ANN)
        await settle(pilot)
        assert box(pilot, "review").problem == "Type a date as dd/mm/yyyy, such as 31/03/2026."
        await press(pilot, "ctrl+s")
        await until(pilot, "Fields to look at: 1.")
        assert box(pilot, "review") in pilot.app.focused.ancestors_with_self
        await press(pilot, "home", *"28022027", "ctrl+s")
        await until(pilot, "28 February 2027")
    (record,) = held(database)
    assert (record.organisations, record.changed_by) == ((POLICE,), ANN)
    wanted = {"stage": "progress", "legal_basis": "s159", "merit": "By the panel", "plans": ("cjarap",)}
    assert {key: record.values[key] for key in wanted} == wanted


async def test_what_was_typed_survives_a_killed_app_and_escape_asks_before_it_is_given_up(
    running: Any, database: str
) -> None:
    drafts = Path(database).parent / "drafts"
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await press(pilot, "a")
        await enter(pilot, title="Half")
        for _attempt in range(PATIENCE):  # a killed app runs nothing more: what is on the disk is what the next finds
            if any('"Half"' in one.read_text() for one in drafts.glob("*.json")):
                break
            await settle(pilot)
        else:
            raise AssertionError("what is typed is not kept")
        await type_text(pilot, " a thought")
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await press(pilot, "a")
        await until(pilot, "and not saved")
        await press(pilot, "escape")
        await until(pilot, "What you typed is not saved. Give it up?")
        await press(pilot, "n")
        assert box(pilot, "title").text == "Half a thought"
        await press(pilot, "escape", "y")
        await until(pilot, "Add what is being done")
        assert list(drafts.glob("*")) == []
        await press(pilot, "a")
        await until(pilot, "New: Positive action initiative")
        assert box(pilot, "title").text == ""
        await press(pilot, "escape")
        await until(pilot, "Add what is being done")


async def test_a_draft_that_cannot_be_removed_is_told_and_the_form_closes(
    running: Any, database: str, monkeypatch: Any
) -> None:
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    async with running(database, SMALL) as pilot:
        await go(pilot)
        await press(pilot, "a")
        await enter(pilot, title="Half")
        with monkeypatch.context() as broken:
            broken.setattr(Path, "unlink", refuse)
            await press(pilot, "escape", "y")
            assert any("draft is still kept" in one.message for one in pilot.app._notifications)
        assert len(pilot.app.screen_stack) == 1


async def test_the_second_of_two_people_is_refused_and_keeps_what_was_typed(running: Any, database: str) -> None:
    number = add(database).id
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await press(pilot, "e")
        await enter(pilot, title_cy="Byrddau")
        ws = open_workspace(database)
        records.update(ws, number, {"cost": "7"}, by="Ben Huws")
        ws.close()
        await press(pilot, "ctrl+s")
        await until(pilot, "Go on typing")
        await press(pilot, "n")
        await until(pilot, "was changed by Ben Huws while you were at it")
        assert box(pilot, "title_cy").text == "Byrddau"
    assert str(held(database)[0].values["cost"]) == "7.00"


async def test_what_two_people_typed_is_put_together_and_saved(running: Any, database: str) -> None:
    number = add(database).id
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await press(pilot, "e")
        await enter(pilot, title_cy="Byrddau")
        ws = open_workspace(database)
        records.update(ws, number, {"cost": "7"}, by="Ben Huws")
        ws.close()
        await press(pilot, "ctrl+s")
        await until(pilot, "Put together")
        await press(pilot, "y")
        await until(pilot, "Ben Huws changed this record")
        assert (box(pilot, "title_cy").text, box(pilot, "cost").text) == ("Byrddau", "7.00")
        await press(pilot, "ctrl+s")
        await until(pilot, f"Record {number} was saved.")
    values = held(database)[0].values
    assert (values["title_cy"], str(values["cost"])) == ("Byrddau", "7.00")


async def test_a_record_is_read_added_to_and_archived_and_its_history_shown(running: Any, database: str) -> None:
    add(database, reach="12")
    async with running(database, LARGE) as pilot:
        await go(pilot)
        await until(pilot, "▲ overdue: 1 May 2026")
        await press(pilot, "enter")
        await until(pilot, "Revision 1")
        await press(pilot, "a")
        await until(pilot, "New: Outcome measure")
        await enter(pilot, title="Applications", baseline="4", baseline_date="01012026")
        await press(pilot, "ctrl+s")
        await until(pilot, "Outcome measure")
        await press(pilot, "h")
        await until(pilot, "added by Ann Rees (revision 1)")
        await press(pilot, "x")
        await until(pilot, "Archive this record?")
        await press(pilot, "ctrl+s")
        await until(pilot, "Add what is being done")
        await press(pilot, "f", *"archived", "enter")
        await until(pilot, "Mock boards")
        await press(pilot, "t")
        await until(pilot, "Anti-racist leadership training")
        assert held(database)[0].archived
        await press(pilot, "ctrl+z")
        await until(pilot, "Undone")
        assert not held(database)[0].archived


async def test_texts_are_drawn_as_they_are_in_list_detail_form_and_history(running: Any, database: str) -> None:
    texts = dict(zip(("title", "owner", "aim", "evidence"), HOSTILE, strict=True))
    add(database, **texts)
    async with running(database, LARGE) as pilot:
        await go(pilot)
        for text in HOSTILE:
            await until(pilot, f"  {text}")
        await press(pilot, "enter")
        for text in (f"initiative 1: {texts['title']}", *(f"  {text}" for text in HOSTILE)):
            await until(pilot, text)
        await press(pilot, "h")
        for text in HOSTILE:
            await until(pilot, f": {text}")
        await press(pilot, "h", "e")
        await until(pilot, "Save")
        assert {key: box(pilot, key).text for key in texts} == texts


async def test_good_practice_is_narrowed_as_words_are_typed_and_opened_with_enter(running: Any, database: str) -> None:
    add(database, good_practice="yes", practice="Ask the network first", practice_cy="Gofynnwch")
    add(database, title="Coaching", good_practice="yes", practice="Go in pairs")
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await press(pilot, "g")
        await until(pilot, "Ask the network first")
        await until(pilot, "Coaching")
        await press(pilot, *"pairs")
        await until(pilot, "Go in pairs")
        assert "Mock boards" not in on_screen(pilot)
        await press(pilot, "enter")
        await until(pilot, "initiative 2: Coaching")


async def test_organisations_are_ticked_in_a_list_and_choices_change_their_language(
    running: Any, database: str
) -> None:
    async with running(database, LARGE) as pilot:
        await go(pilot)
        await press(pilot, "a")
        await until(pilot, "New: Positive action initiative")
        whose, plans = box(pilot, "organisation"), box(pilot, "plans").control
        whose.take_focus()
        await press(pilot, "h", "space")
        chosen = whose.text.split("; ")
        assert chosen[0] == POLICE
        assert chosen[1].startswith("hm")
        assert str(plans.get_option_at_index(1).prompt) == "Police Race Action Plan"
        await press(pilot, "f4")
        await until(pilot, "Heddlu")
        assert str(plans.get_option_at_index(1).prompt) != "Police Race Action Plan"
        assert whose.text.split("; ") == chosen
