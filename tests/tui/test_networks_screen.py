"""Staff networks at the keyboard alone, on a terminal of 80 by 24."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

import networks
from conftest import SMALL, on_screen, press, settle, until
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.networks import network_view
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.tui.dialogs.briefing_form import BriefingForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Running

HOSTILE = "[/] Jane [@click=app.quit]x[/]"
YES, NO = ("enter", "y", "enter"), ("enter", "n", "enter")
TYPED = (
    ("year", "2027"), ("members", "46"), ("allies", ""), ("eligible", "110"), ("hours_granted", "22.5"),
    ("hours_used", "15"), ("hours_backfilled", "0"), ("recognised", NO), ("chair_trained", YES),
    ("chair_training", "Chairing"), ("budget_allocated", "1500"), ("budget_spent", "0"),
    ("budget_source", "PC"), ("sponsor", YES), ("sponsor_job", "DCC"),
    ("sponsor_level", ("end", "space")), ("sponsor_meetings", "3"), ("admin_hours", ""),
    ("seats", ("space", "down", "down", "space")),
    ("resource_time", "3"), ("resource_budget", "1"), ("resource_sponsor", "2"), ("resource_admin", "0"),
    ("resource_access", "1"), ("resource_development", "2"), ("resource_recognition", "0"),
    ("resource_influence", ""), ("survey_answers", "31"), ("survey_heard", "58.5"), ("all_wales_meetings", "2"),
    ("all_wales_fed_in", "Paper"), ("all_wales_fed_in_cy", ""), ("experience", "Alone"),
    ("experience_cy", ""), ("by", "Ann"),
)  # fmt: skip
"""What is typed into each field, in the order the tab key goes."""


@pytest.fixture(scope="module")
def with_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with staff and two networks, one with a hostile name; copied for each test."""
    folder = tmp_path_factory.mktemp("with_network")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        ws = open_workspace(str(folder / "networks.db"))
        networks.enter_staff(ws)
        networks.enter_network(ws)
        networks.enter_network(ws, HOSTILE)
        ws.close()
    return folder / "networks.db"


@pytest.fixture
def entered(with_network: Path, tmp_path: Path) -> str:
    return str(shutil.copy(with_network, tmp_path / "networks.db"))


def keys_of(typed: str | tuple[str, ...]) -> tuple[str, ...]:
    names = {" ": "space", ".": "full_stop", "/": "slash", "-": "minus"}
    return typed if isinstance(typed, tuple) else tuple(names.get(char, char) for char in typed)


async def test_a_whole_network_year_is_entered_by_keyboard_alone(entered: str, running: Running) -> None:
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "enter", "a", "down", "enter")
        await until(pilot, "New: Network year")
        for _key, typed in TYPED[:-1]:
            await pilot.press(*keys_of(typed), "tab")
        await settle(pilot)
        await press(pilot, "home", "ctrl+k")
        await press(pilot, *keys_of(TYPED[-1][1]))
        await press(pilot, "ctrl+s")
        await until(pilot, "a Add to it")
    ws = open_workspace(entered)
    values = network_view(ws, 1, today=networks.TODAY).years[2027].values
    ws.close()
    numbers = {"members": 46, "eligible": 110, "hours_granted": Decimal("22.5"), "hours_backfilled": Decimal("0.0"),
               "budget_spent": Decimal("0.00"), "sponsor_meetings": 3, "survey_heard": Decimal("58.5")}  # fmt: skip
    assert {key: values[key] for key in numbers} == numbers
    assert [values[key] for key in ("allies", "admin_hours", "resource_influence")] == [None, None, None]
    assert (values["recognised"], values["chair_trained"], values["sponsor"]) == (False, True, True)
    assert (values["sponsor_level"], values["seats"]) == (("L6",), ("board", "misconduct_panel"))
    assert [values[f"resource_{item}"] for item in networks.ITEMS] == [3, 1, 2, 0, 1, 2, 0, None]
    assert (values["chair_training"], values["experience"]) == ("Chairing", "Alone")


async def test_the_chair_enters_the_year_from_the_page_under_the_profile_of_a_network(
    entered: str, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "NETWORK")
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", networks.ORGANISATION)
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "p")
        await until(pilot, "■■□")
        await press(pilot, "a")
        await until(pilot, "Another year")
        assert "Year to 31 March 2026" in on_screen(pilot)
        await press(pilot, "enter")
        await until(pilot, "New: Network year")
        await press(pilot, *"2027", "tab", *"46")
        pilot.app.screen.query_one("#field-by Input").focus()
        await press(pilot, "home", "ctrl+k", *"Ann", "ctrl+s")
        await until(pilot, "Record")
    ws = open_workspace(entered)
    assert network_view(ws, 1, today=networks.TODAY).years[2027].values["members"] == 46
    ws.close()


async def test_the_chairs_page_is_read_to_its_end_and_hostile_names_are_only_shown(
    entered: str, running: Running
) -> None:
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "down")
        await until(pilot, HOSTILE)
        await press(pilot, "p")
        await until(pilot, "■■□")
        assert HOSTILE in on_screen(pilot)
        assert "Nobody is in this post: deputy chair." in on_screen(pilot)
        await press(pilot, "end")
        await until(pilot, "Themes of lived experience")
        await press(pilot, "escape", "t")
        await until(pilot, "N1 Resourcing of staff networks")


async def test_a_briefing_is_written_once_and_says_why_where_it_cannot(
    entered: str, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "network-1-briefing.docx"
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "b", "ctrl+s")
        await until(pilot, "The briefing is written")
        first = await asyncio.to_thread(file.read_bytes)
        assert first[:2] == b"PK"
        (tmp_path / "a.docx").touch()
        await press(pilot, "b", "home", "ctrl+k", *keys_of("a.docx"), "ctrl+s")
        await until(pilot, "There is already a file")
        await press(pilot, "escape", "home", "ctrl+k", *keys_of("a.pdf"))
        await press(pilot, "ctrl+s")
        await until(pilot, "Let the name")
        assert "a.pdf" in on_screen(pilot)
        await press(pilot, "escape")
    assert file.read_bytes() == first


async def test_an_overdue_issue_is_found_from_the_list_of_networks(entered: str, running: Running) -> None:
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "f", "down", "enter")
        await until(pilot, "overdue: 1 September 2026")
        assert "Time for the deputy" in on_screen(pilot)
        await press(pilot, "p")
        await until(pilot, "What the network has")


async def test_a_chair_is_offered_the_name_a_chair_signed_with_and_never_that_of_the_hr_lead(
    entered: str, running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "b")
        assert pilot.app.screen.query_one("#by", Input).value == "Chair"
    monkeypatch.setenv("WORKFORCE_TUI_PROFILE", "NETWORK")
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", networks.ORGANISATION)
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "b")
        assert pilot.app.screen.query_one("#by", Input).value == ""
        pilot.app.screen.query_one("#by").focus()
        await press(pilot, *"Cai", "ctrl+s")
        await until(pilot, "The briefing is written")
        await press(pilot, "b")
        assert pilot.app.screen.query_one("#by", Input).value == "Cai"
    monkeypatch.delenv("WORKFORCE_TUI_PROFILE")
    async with running(entered, SMALL) as pilot:
        await press(pilot, "8", "b")
        assert pilot.app.screen.query_one("#by", Input).value == "Chair"


async def test_where_the_database_cannot_be_read_the_form_of_a_briefing_opens_and_saving_says_why(
    entered: str, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def reading(self: Workspace) -> Iterator[None]:
        raise WorkforceError("The database is away.", "Bring it back.")
        yield

    async with running(entered, SMALL) as pilot:
        await press(pilot, "8")
        await until(pilot, HOSTILE)
        with monkeypatch.context() as broken:
            broken.setattr(Workspace, "reading", reading)
            await press(pilot, "b")
            assert pilot.app.screen.query_one("#by", Input).value == ""
            await press(pilot, "ctrl+s")
            await until(pilot, "The database is away. Bring it back.")
            assert type(pilot.app.screen) is BriefingForm
