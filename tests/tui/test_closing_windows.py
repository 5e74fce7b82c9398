"""A window that is closed from a thread: late, or with a question over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import settle
from workforce_tui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from conftest import Running


def asking() -> Confirm:
    return Confirm("Stop?", "Nothing is kept.", yes="Stop", no="Go on")


async def test_an_answer_that_comes_late_closes_no_other_window(running: Running, database: str):
    async with running(database) as pilot:
        late, other, answers = asking(), asking(), list[bool | None]()
        pilot.app.push_screen(late, answers.append)
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        pilot.app.push_screen(other, answers.append)
        await settle(pilot)
        late.dismiss(True)
        await settle(pilot)
        assert pilot.app.screen is other
        assert answers == [False]


async def test_an_answer_closes_its_own_window_and_the_question_over_it(running: Running, database: str):
    async with running(database) as pilot:
        place, window, over = pilot.app.screen, asking(), asking()
        answers, above = list[bool | None](), list[bool | None]()
        pilot.app.push_screen(window, answers.append)
        await settle(pilot)
        pilot.app.push_screen(over, above.append)
        await settle(pilot)
        window.dismiss(True)
        await settle(pilot)
        assert pilot.app.screen is place
        assert (answers, above) == ([True], [])
        over.dismiss(True)
        await settle(pilot)
        assert pilot.app.screen is place
        assert above == []
