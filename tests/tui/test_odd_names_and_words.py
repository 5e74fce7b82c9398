"""Every place and window in a language nobody speaks, where everything has a hostile name.

What a person named is only ever shown, as it was written, and never a command, a formula or a control character. All
other words are in the language: no string was left out of the catalogue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import named
from pseudo import Pseudo, untranslated

from conftest import LARGE, on_screen, press
from workforce_tui import i18n
from workforce_tui.domain.ladders import grades, ladders
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.domain.places import PLACES
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from conftest import Running

TEXT = "[red]x[/] =1+1 \x1b[31m\u202eb\n" + "Ysbyty " * 100
"""Markup, a formula, an escape, letters from right to left, a new line, and more than anybody can read."""
SHOWN = "[red]x[/] =1+1"
WINDOWS = {
    "overview": "o v w f1 ctrl+p question_mark comma", "targets": "e", "mentoring": "enter a", "network": "enter p a",
    "action": "enter e", "returns": "enter u d",
}  # fmt: skip
"""What is opened over a place, by its keys."""
NAMELESS = {"import", "HelpWindow", "CommandPalette", "GlossaryWindow", "SettingsWindow"}
"""Where nothing is shown of what the database holds."""

KEYS = {"esc", "del", "home", "end", "pgup", "pgdn", "tab", "shift", "enter", "ctrl", "space"}
KEYS |= {"RAW", "NETWORK", "TASKFORCE", "PUBLIC"}
"""Names of keys, as keyboards have them, and of profiles, as the policy's file has them."""
CODES = re.compile(r"\b(app|disclosure|keys)\.[a-z-]+ +\S+|\S*/\S*/\S*|(?<=  )[a-z_]+(?= *[│▁-█])")
"""The same in every language: names in the settings file with what they hold, paths, names of figures in files."""
POLICY = "Counts under 5 withheld, others exact, for the chair of a staff network."
"""What the policy's file says of the profile, which has a line for Welsh."""


async def screens(pilot: Pilot[None]) -> Iterator[str]:
    """Go to every place by its number and open its windows; the name of each."""
    for place, number in zip(PLACES, "1234567890", strict=True):
        pilot.app.set_focus(None)
        await press(pilot, number)
        yield place
        page = pilot.app.screen
        for key in WINDOWS.get(place, "").split():
            await press(pilot, key)
            assert pilot.app.screen is not page, f"{key} opens nothing over {place}"
            yield type(pilot.app.screen).__name__
            while pilot.app.screen is not page:
                await press(pilot, "escape")


def data() -> re.Pattern[str]:
    """What is on a screen because a database, or a reference file, says so."""
    names = {grade.name for ladder in ladders() for grade in grades(ladder)}
    names |= {one.name for one in shipped_organisations()} | {named.FORCE, named.WHO, SHOWN, "Staff [HR]", POLICY}
    return re.compile("|".join([*map(re.escape, sorted(names, key=len, reverse=True)), r"\bYsb?\w*", CODES.pattern]))


async def test_names_are_shown_as_they_are_and_all_other_words_are_translated(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, faults, known, spoken = str(tmp_path / "odd.db"), [], data(), Pseudo()
    ws = open_workspace(database)
    named.fill(ws, TEXT)
    ws.close()
    monkeypatch.setattr(i18n, "_catalogue", lambda: spoken)
    async with running(database, LARGE) as pilot:
        async for name in screens(pilot):
            text = on_screen(pilot)
            faults += [] if SHOWN in text or name in NAMELESS else [(name, "does not show the name as it is")]
            faults += [(name, f"draws {char!r}") for char in sorted(set("\x1b\x07\x00\u202e") & set(text))]
            for line in text.splitlines():
                faults += [(name, word, line.strip()) for word in untranslated(known.sub(" ", line), KEYS)]
    assert not faults, "\n".join(map(str, faults))
