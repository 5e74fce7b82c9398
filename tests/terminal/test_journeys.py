"""What each role comes for, from opening the app to what is written, in a terminal and by keys alone."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from terminals import TERMINALS, OwnTerminal, Terminal, wait_for

import networks
from builders import GWENT, RECORD_HEADER, import_into, people, staff_file, write_csv
from helpers.editions import sample_edition
from workforce_tui.exporting.edition_tidy import write_edition_tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

    Start = Callable[..., Terminal]

PROGRAM = "from workforce_tui.cli import main; main()"


@pytest.fixture
def start(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Open the app for a role, in a folder of its own with what was sent in another."""
    (tmp_path / "sent").mkdir()
    monkeypatch.chdir(tmp_path)
    opened: list[Terminal] = []

    def run(role: str, organisation: str = "") -> Terminal:
        command = [sys.executable, "-c", PROGRAM, "--database", ws.paths.database, "--role", role]
        settings = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "WORKFORCE_TUI_WELCOME": "no"}
        settings |= {"WORKFORCE_TUI_IMPORTS": str(tmp_path / "sent")}
        settings |= {"WORKFORCE_TUI_ORGANISATION": organisation} if organisation else {}
        opened.append(TERMINALS.get("tmux", OwnTerminal)(command, settings, 120, 40))
        return opened[-1]

    yield run
    for terminal in opened:
        terminal.close()


def choose_the_file(terminal: Terminal, name: str) -> None:
    """Take the only file of the folder that is open."""
    wait_for(terminal, name)
    terminal.press("down", "enter")
    wait_for(terminal, f"▊  {name}")
    terminal.press("enter")


def test_an_hr_lead_imports_a_file_and_goes_on_to_the_return(start: Start, ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "staff.csv", people(6, 94)))
    cells = [(*one.cells(), "Gwent Police", "31/03/2026") for one in people(9, 91)]
    write_csv(tmp_path / "sent" / "next.csv", (*RECORD_HEADER, "Organisation", "Snapshot date"), cells)
    terminal = start("hr-lead", GWENT)
    wait_for(terminal, "Gwent Police")
    terminal.press("5")
    wait_for(terminal, "Nothing is written until you confirm")
    terminal.press("enter")
    choose_the_file(terminal, "next.csv")
    wait_for(terminal, "Leave the date empty")
    terminal.press("ctrl+n")
    wait_for(terminal, "Write these figures")
    assert "headcount 100" in terminal.screen()
    terminal.press("ctrl+n")
    wait_for(terminal, "is imported, as import 2")
    terminal.press("0")
    wait_for(terminal, "Annual returns")


def test_a_chair_looks_at_progression_and_writes_a_briefing(start: Start, ws: Workspace, tmp_path: Path) -> None:
    networks.enter_staff(ws)
    networks.enter_network(ws)
    terminal = start("chair", networks.ORGANISATION)
    wait_for(terminal, "Ethnic Minority Support Network")
    terminal.press("3")
    seen = wait_for(terminal, "Promotion rate: ethnic minority")
    assert "VIEWED AS NETWORK" in seen
    assert "[c]" in seen
    terminal.press("8")
    wait_for(terminal, "Rhwydwaith Cymorth")
    terminal.press("b")
    wait_for(terminal, "Your name")
    terminal.press("tab", "tab", "Cai Rees")
    wait_for(terminal, "Your name Cai Rees")
    terminal.press("ctrl+s")
    wait_for(terminal, "The briefing is written")
    assert (tmp_path / "network-1-briefing.docx").read_bytes()[:2] == b"PK"


def test_the_taskforce_takes_in_a_return_and_opens_the_update(start: Start, tmp_path: Path) -> None:
    with (tmp_path / "sent" / "return.csv").open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    terminal = start("taskforce")
    wait_for(terminal, "There are no returns yet")
    terminal.press("i")
    choose_the_file(terminal, "return.csv")
    wait_for(terminal, "Your name")
    terminal.press("Ann Rees", "ctrl+s")
    seen = wait_for(terminal, "Received: return.csv")
    wait_for(terminal, "Gwent Police 2025  submitted, ")
    wait_for(terminal, "All Wales 2025:")
    assert "Traceback" not in seen
    terminal.press("i")
    choose_the_file(terminal, "return.csv")
    wait_for(terminal, "Your name Ann Rees")  # of fourteen files, nobody types it for each
    terminal.press("escape")
    wait_for(terminal, "Data review")
    terminal.press("u")
    wait_for(terminal, "All-Wales workforce update")
    wait_for(terminal, "Taskforce edition")
