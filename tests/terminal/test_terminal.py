"""The app as a person meets it: in a real terminal, by its keys, until it is closed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from terminals import TERMINALS, Terminal, wait_for, wait_for_end

from builders import import_into, people, staff_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

PROGRAM = "from workforce_tui.cli import main; main()"


@pytest.fixture(params=sorted(TERMINALS))
def start(request: pytest.FixtureRequest, ws: Workspace, tmp_path: Path) -> Iterator[Any]:
    """Start the app on a small police force, in each terminal there is."""
    import_into(ws, staff_file(tmp_path / "staff.csv", [*people(6, 94), *people(1, 39, first=900, rank="Sergeant")]))
    opened: list[Terminal] = []

    def run(columns: int, lines: int, *arguments: str, **environment: str) -> Terminal:
        command = [sys.executable, "-c", PROGRAM, "--database", ws.paths.database, *arguments]
        settings = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        settings |= {"WORKFORCE_TUI_WELCOME": "no", **environment}
        terminal = TERMINALS[request.param](command, settings, columns, lines)
        opened.append(terminal)
        return terminal

    yield run
    for terminal in opened:
        terminal.close()


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (120, 40)])
def test_from_opening_to_closing(start: Any, columns: int, lines: int) -> None:
    terminal = start(columns, lines)
    seen = wait_for(terminal, "7 of 140")
    assert "Gwent Police" in seen
    terminal.press("2")
    seen = wait_for(terminal, "Sergeant")
    assert "6/100" in seen
    assert "1/40" in seen
    terminal.press("4")
    wait_for(terminal, "No target")
    terminal.press("6")
    wait_for(terminal, "staff.csv")
    terminal.press("1")
    wait_for(terminal, "7 of 140")
    terminal.press("ctrl+q")
    left = wait_for_end(terminal)
    assert "Traceback" not in left
    assert "Constable" not in left


def test_help_opens_and_closes(start: Any) -> None:
    terminal = start(80, 24)
    wait_for(terminal, "7 of 140")
    terminal.press("f1")
    wait_for(terminal, "Help")
    terminal.press("escape")
    wait_for(terminal, "7 of 140")
    terminal.press("ctrl+q")
    wait_for_end(terminal)


def test_the_first_start_asks_who_uses_the_app_and_takes_no_for_an_answer(start: Any) -> None:
    terminal = start(80, 24, WORKFORCE_TUI_WELCOME="yes")
    wait_for(terminal, "You are")
    terminal.press("escape")
    wait_for(terminal, "7 of 140")


def test_the_tour_begins_over_the_figures_of_the_organisation_that_was_chosen(
    start: Any, ws: Workspace, tmp_path: Path
) -> None:
    file = staff_file(tmp_path / "other.csv", people(9, 41, first=2000))
    import_into(ws, file, organisation="south-wales-police")
    terminal = start(120, 40, WORKFORCE_TUI_WELCOME="yes")
    wait_for(terminal, "Not now")
    terminal.press("tab", "enter")
    wait_for(terminal, "Dyfed-Powys Police")
    terminal.press("down", "down", "enter")
    wait_for(terminal, "Organisation South Wales Police")
    terminal.press("tab", "tab", "tab", "enter")
    wait_for(terminal, "1 of 5")
    seen = wait_for(terminal, "9 of 50")
    assert "South Wales Police" in seen.split("A short tour")[0]


def test_without_colour_nothing_is_lost(start: Any) -> None:
    terminal = start(80, 24, NO_COLOR="1")
    wait_for(terminal, "7 of 140")
    terminal.press("2")
    wait_for(terminal, "6/100")


def test_who_asks_for_plain_text_is_sent_to_the_commands(start: Any) -> None:
    terminal = start(80, 24, WORKFORCE_TUI_PLAIN="1")
    assert "--help" in wait_for_end(terminal)
