"""Every screen, window and step of the app: which there are, and a walk that opens them."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import fakes
from textual.screen import Screen
from textual.widgets import Input

from conftest import press, settle
from workforce_tui import tui
from workforce_tui.domain.places import PLACES
from workforce_tui.services.demo import SampleProgress
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.dialogs.edition_form import EditionForm
from workforce_tui.tui.dialogs.files import open_file
from workforce_tui.tui.dialogs.lines_confirm import LinesWindow
from workforce_tui.tui.dialogs.recoding import RecodingPreview
from workforce_tui.tui.dialogs.text_entry import TextEntry
from workforce_tui.tui.messages import SamplesAt
from workforce_tui.tui.screens.import_wizard import STEPS
from workforce_tui.tui.screens.samples import SamplesScreen
from workforce_tui.tui.wizard.step import Step

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

WINDOWS = {
    "overview": "o v w f1 ctrl+p question_mark comma", "progression": "e>enter>n", "targets": "e",
    "mentoring": "enter a g slash", "network": "enter p a b", "action": "enter>e",
    "returns": "u d enter>p>enter>escape>end>e>enter>escape>y>home>down>down>down>down>g",
}  # fmt: skip
"""What is opened over a place, by its keys, one after the other where `>` joins them."""
ACTIONS = ("template", "decisions", "export_figures", "publications", "tour", "welcome")
"""What is opened over any place, by its action."""


def kinds() -> Iterator[type[object]]:
    """Every screen, window and step of ours that no other one is made of."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        import_module(module.name)
    left: list[type[object]] = [Screen, Step]
    while left:
        kind = left.pop()
        more = [one for one in kind.__subclasses__() if one.__module__.startswith(tui.__name__)]
        left += kind.__subclasses__()
        if kind.__module__.startswith(tui.__name__) and not more:
            yield kind


async def screens(pilot: Pilot[None]) -> AsyncIterator[str]:
    """Go to every place by its number and open its windows; the name of each."""
    for place, number in zip(PLACES, "1234567890", strict=True):
        pilot.app.set_focus(None)
        await press(pilot, number)
        yield place
        for keys in WINDOWS.get(place, "").split():
            page, seen = pilot.app.screen, set[str]()
            for key in keys.split(">"):
                await press(pilot, key)
                name = type(pilot.app.screen).__name__
                if pilot.app.screen is not page and name not in seen:
                    yield name
                seen.add(name)
            assert pilot.app.screen is not page, f"{keys} opens nothing over {place}"
            await _back(pilot, page)


async def windows(pilot: Pilot[None], text: str) -> AsyncIterator[str]:
    """Open what has no place of its own."""
    page = pilot.app.screen
    for action in ACTIONS:
        await pilot.app.run_action(f"app.{action}")
        await settle(pilot)
        yield type(pilot.app.screen).__name__
        await _back(pilot, page)
    handing_out = EditionForm(text, "return", lambda *_asked: None, lambda *_asked: [], by=text)
    for window in (handing_out, RecodingPreview([text]), LinesWindow(text, [text]), TextEntry(text, text, "")):
        await pilot.app.push_screen(window)
        await settle(pilot)
        yield type(window).__name__
        await _back(pilot, page)


async def loading(pilot: Pilot[None], patch: pytest.MonkeyPatch, text: str) -> AsyncIterator[str]:
    """The window of the sample data, on its way."""
    patch.setattr(
        SamplesScreen, "load", lambda self: self.post_message(SamplesAt(SampleProgress(file=text, done=0, total=3)))
    )
    window = SamplesScreen(pilot.app.workspace, None)  # type: ignore[attr-defined]
    await pilot.app.push_screen(window)
    await settle(pilot)
    yield type(window).__name__
    window.dismiss(None)
    await settle(pilot)


async def steps(pilot: Pilot[None], patch: pytest.MonkeyPatch, folder: Path) -> AsyncIterator[str]:
    """The steps of an import, as `fakes` answers them, up to what would be written."""
    for name in ("plan_file", "answer_plan"):
        patch.setattr(reading, name, getattr(fakes, name))
    patch.setattr(reading, "check_plan", lambda ws, plan: (None, ()))
    path = folder / "protected [b].csv"
    path.write_text("x")
    pilot.app.set_focus(None)
    await press(pilot, "5")
    pilot.app.screen.query_one("#path", Input).value = str(path)
    page = pilot.app.screen
    yield "FileStep"
    await pilot.app.push_screen(open_file(folder, (".csv",)))
    await settle(pilot)
    yield "FileWindow"
    await _back(pilot, page)
    for keys in (("ctrl+n",), (*"secret", "enter"), ("escape",), ("ctrl+n", "enter", "enter", "ctrl+n"),
                 ("space", "space", *["enter"] * 4, "ctrl+n"), ("ctrl+n",)):  # fmt: skip
        await press(pilot, *keys)
        yield next(kind.__name__ for kind in STEPS if kind.NAME is page.step)  # type: ignore[attr-defined]


async def _back(pilot: Pilot[None], page: Screen[object]) -> None:
    for _window in range(9):
        if pilot.app.screen is page:
            return
        await press(pilot, "y" if type(pilot.app.screen) is Confirm else "escape")
    raise AssertionError(f"no way back from {pilot.app.screen}")
