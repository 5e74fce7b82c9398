"""What somebody entered is written, whatever they press next."""

from __future__ import annotations

import threading
from types import SimpleNamespace

from textual import work

from conftest import settle
from workforce_tui.tui import record_reading
from workforce_tui.tui.base_app import CalmApp
from workforce_tui.tui.screens.records.opening import open_form
from workforce_tui.tui.window import Window


class Entering(Window[None]):
    """A window that writes in threads, and looks things up in others."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self.looked_up: list[str] = []

    @work(thread=True, group="write", exclusive=True)
    def write(self, said: str) -> None:
        self.written.append(said)

    @work(thread=True, group="read", exclusive=True)
    def look_up(self, said: str) -> None:
        self.looked_up.append(said)


async def test_a_write_that_waits_for_its_turn_is_made_although_another_begins_or_its_window_closes():
    app = CalmApp()
    async with app.run_test() as pilot:
        window = Entering()
        await app.push_screen(window)
        for said in ("first", "second", "third"):
            window.look_up(said)
            window.write(said)
        window.dismiss(None)
        await settle(pilot)
    assert sorted(window.written) == ["first", "second", "third"]
    assert window.looked_up in ([], ["third"]), "what is only looked up makes way for the next"


async def test_a_form_whose_key_is_pressed_twice_while_it_is_read_opens_once(monkeypatch):
    go_on = threading.Event()

    def read(*_asked: object, **_more: object) -> SimpleNamespace:
        go_on.wait(timeout=30)
        return SimpleNamespace()

    monkeypatch.setattr(record_reading, "form_data", read)
    monkeypatch.setattr("workforce_tui.tui.screens.records.opening.RecordForm", lambda _ws, _data: Window())
    app = CalmApp()
    async with app.run_test() as pilot:
        for _press in range(2):
            open_form(app.screen, SimpleNamespace(), lambda _number: None, "network")  # type: ignore[arg-type]
            await pilot.pause()
        go_on.set()
        await settle(pilot)
        assert len(app.screen_stack) == 2
