"""Every place and window in a language nobody speaks, where everything has a hostile name.

What a person named is only ever shown, as it was written, and never a command, a formula or a control character. All
other words are in the language: no string was left out of the catalogue.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import fakes
import named
import walking
from pseudo import Pseudo, untranslated

from conftest import LARGE, on_screen
from workforce_tui import i18n
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.ethnicity import nodes
from workforce_tui.domain.ladders import grades, ladders
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Set

    import pytest
    from textual.pilot import Pilot

    from conftest import Running

TEXT = "[/] [red]x =1+1 \x1b[31m\u202eb\n" + "Ysbyty " * 100
"""Markup, a formula, an escape, letters from right to left, a new line, and more than anybody can read."""
SHOWN = "[/] [red]x =1+1"
NAMELESS = {"import", "HelpWindow", "CommandPalette", "GlossaryWindow", "SettingsWindow", "TourWindow", "FileWindow"}
"""Where nothing is shown of what the database holds."""
STEPS = {"FileStep", "PasswordStep", "SheetStep", "ColumnsStep", "LabelsStep", "IssuesStep", "SummaryStep"}
"""Steps of an import, which show what a file says: test_import_wizard looks for hostile texts there."""
ELSEWHERE = {
    "OpeningScreen": "test_app: before the first place", "WorkingStep": "test_import_wizard: reading and writing",
    "ResultStep": "test_import_wizard: what was written",
}  # fmt: skip
"""What a walk cannot stop at, with the test that does."""

FORMATS = {"xlsx", "csv", "docx", "html", "pdf"}
KEYS = {"esc", "del", "home", "end", "pgup", "pgdn", "tab", "shift", "enter", "ctrl", "space"}
KEYS |= {"RAW", "NETWORK", "TASKFORCE", "PUBLIC"}
"""Names of keys, as keyboards have them, and of profiles, as the policy's file has them."""
CODES = re.compile(r"\b(app|disclosure|keys)\.[a-z-]+ +\S+|\S*/\S*/\S*|(?<=  )[a-z_]+(?= *[│▁-█])")
"""The same in every language: names in the settings file with what they hold, paths, names of figures in files."""
POLICY = {one.description_en for one in shipped_policy().profiles.values()}
"""What the policy's file says of each profile, which has a line for Welsh."""


def words_of(text: str) -> set[str]:
    """The words in a text, and how each may be cut at its end."""
    return {word[:size] for word in re.findall(r"[A-Za-z]+", text) for size in range(2, len(word) + 1)}


GROUPS = words_of(" ".join(f"{one.code} {one.name_en}" for one in nodes().values())) | {"lower", "middle", "upper"}
"""Ethnic groups by name, and tiers in the codes of indicators."""
OWN_WORDS: dict[str, Set[str]] = dict.fromkeys(("FindingsWindow", "CountsWindow"), GROUPS)
FILES = frozenset({"English", "Cymraeg", *FORMATS})
OWN_WORDS |= dict.fromkeys(("EditionForm", "TextsForm", "ExportForm", "WelcomeForm"), FILES)
OWN_WORDS["EditionWindow"] = words_of(" ".join(POLICY))
OWN_WORDS |= dict.fromkeys(
    STEPS | {"FileWindow"}, words_of(Path(fakes.__file__).read_text(encoding="utf-8")) | words_of("protected csv data")
)
"""What is the same in every language in some windows: names from reference files, and all that a file says."""


def data() -> re.Pattern[str]:
    """What is on a screen because a database, or a reference file, says so."""
    names = {grade.name for ladder in ladders() for grade in grades(ladder)}
    names |= {one.name for one in shipped_organisations()} | {named.FORCE, named.WHO, SHOWN, "Staff [HR]", *POLICY}
    return re.compile("|".join([*map(re.escape, sorted(names, key=len, reverse=True)), r"\bYsb?\w*", CODES.pattern]))


async def walk(pilot: Pilot[None], patch: pytest.MonkeyPatch, folder: Path) -> AsyncIterator[str]:
    """Everything there is to look at, one after the other; the name of each."""
    async for name in walking.screens(pilot):
        yield name
    async for name in walking.windows(pilot, TEXT):
        yield name
    async for name in walking.loading(pilot, patch, TEXT):
        yield name
    async for name in walking.steps(pilot, patch, folder):
        yield name


async def test_names_are_shown_as_they_are_and_all_other_words_are_translated(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, faults, known, spoken = str(tmp_path / "odd.db"), [], data(), Pseudo()
    ws = open_workspace(database)
    named.fill(ws, TEXT)
    ws.close()
    monkeypatch.setattr(i18n, "_catalogue", lambda: spoken)
    walked = set()
    async with running(database, LARGE) as pilot:
        async for name in walk(pilot, monkeypatch, tmp_path):
            walked |= {name, type(pilot.app.screen).__name__}
            text = on_screen(pilot)
            faults += [] if SHOWN in text or name in NAMELESS | STEPS else [(name, "does not show the name as it is")]
            faults += [(name, f"draws {char!r}") for char in sorted(set("\x1b\x07\x00\u202e") & set(text))]
            for line in text.splitlines():
                words = untranslated(known.sub(" ", line), KEYS | OWN_WORDS.get(name, set()))
                faults += [(name, word, line.strip()) for word in words]
    assert not faults, "\n".join(map(str, faults))
    assert {one.__name__ for one in walking.kinds()} - walked == set(ELSEWHERE), "every screen is in a walk"
