"""Running a command as a script does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from workforce_tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a command ended with, wrote, and said of what went wrong."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run a command against a database of the test's own."""

    def run(*arguments: object) -> Answer:
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, arguments), "--database", str(tmp_path / "cli.db")])
        captured = capsys.readouterr()
        return Answer(int(stopped.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def return_commands(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], Callable[..., tuple[int, str, str]]]:
    """Run the commands of returns against a database: the exit status, what was written, what went wrong."""

    def on(database: Path) -> Callable[..., tuple[int, str, str]]:
        def call(*arguments: object) -> tuple[int, str, str]:
            with pytest.raises(SystemExit) as ended:
                main(["return", *map(str, arguments), "--database", str(database)])
            out, err = capsys.readouterr()
            assert "Traceback" not in err
            return int(ended.value.code or 0), out, err

        return call

    return on


@pytest.fixture
def run(cli: Callable[..., Answer]) -> Callable[..., tuple[int, str]]:
    """Run a command against a database of the test's own: its exit status and everything it wrote."""

    def command(*arguments: object) -> tuple[int, str]:
        answer = cli(*arguments)
        return answer.status, answer.out + answer.err

    return command
