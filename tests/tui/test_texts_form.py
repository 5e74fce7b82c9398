"""What is typed into a text in two languages is kept while somebody types, and never holds them up."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual.widgets import TextArea

from conftest import press, settle, until
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.tui import return_reading
from workforce_tui.tui.app import WorkforceApp
from workforce_tui.tui.dialogs.texts_form import BothTexts, TextsForm

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

    from conftest import Running

FORM, HELD = "a-form", BothTexts("As it was", "Fel yr oedd")


def opened(pilot: Pilot[None], write: object = None) -> TextsForm:
    """The form over the first place."""
    assert isinstance(pilot.app, WorkforceApp)
    assert pilot.app.workspace is not None

    def saved(texts: BothTexts, by: str) -> object:
        if write is not None:
            raise WorkforceError("The disk is full.", "Nothing was saved.")
        return texts, by

    form = TextsForm(pilot.app.workspace, "Actions", FORM, HELD, saved, by="Jo Rees")
    pilot.app.push_screen(form)
    return form


def kept(form: TextsForm) -> str | None:
    """The English text of the draft."""
    found = return_reading.kept_texts(form.ws, FORM)
    return None if found is None else found[0]


async def test_a_slow_disk_holds_nobody_up_and_what_was_typed_last_is_kept(
    running: Running, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, begun, goes_on = return_reading.keep_texts, Event(), Event()

    def slowly(*asked: object) -> None:
        begun.set()
        assert goes_on.wait(60)
        write(*asked)  # type: ignore[arg-type]

    async with running(database) as pilot:
        form = opened(pilot)
        await settle(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(return_reading, "keep_texts", slowly)
            await pilot.press("end", "!")
            while not begun.is_set():
                await pilot.pause()
            await pilot.press("?")  # while the first is still being written
            assert form.query_one("#en", TextArea).text == "As it was!?"
            form.keep()
            goes_on.set()
            await settle(pilot)
        assert kept(form) == "As it was!?"
        await pilot.press("backspace", "backspace")
        form.keep()
        await settle(pilot)
        assert kept(form) is None, "it says what is held again"
        await pilot.press("1")
    assert kept(form) == "As it was1", "the app was left a moment after the last key"


async def test_a_text_that_cannot_be_saved_is_kept(running: Running, database: str) -> None:
    async with running(database) as pilot:
        form = opened(pilot, "fail")
        await settle(pilot)
        await press(pilot, "end", "!", "ctrl+s")
        await until(pilot, "The disk is full.")
        assert form.pending is not None or kept(form) == "As it was!"
        form.keep()
        await settle(pilot)
        assert kept(form) == "As it was!"
        await press(pilot, "escape", "y")
        assert kept(form) is None
