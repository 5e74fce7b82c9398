"""Checking a spreadsheet by command."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from publication_samples import sample_publication
from workforce_tui.cli import main
from workforce_tui.exporting.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path


def status(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["check", "workbook", *arguments])
    return int(ended.value.code or 0)


def test_a_sound_workbook_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.BytesIO()
    write_workbook(sample_publication(), stream)
    (tmp_path / "ours.xlsx").write_bytes(stream.getvalue())
    assert status(str(tmp_path / "ours.xlsx")) == 0
    assert "breaks no rule" in capsys.readouterr().out


def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Grade", "Number"])
    book.active.append(["[b]PC[/b]", "--"])
    book.save(tmp_path / "theirs.xlsx")
    assert status(str(tmp_path / "theirs.xlsx"), "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["passes"]
    assert {"rule": "symbol_alone", "cell": "B2"}.items() <= next(
        one for one in found["findings"] if one["rule"] == "symbol_alone"
    ).items()
    assert status(str(tmp_path / "theirs.xlsx")) == 1
    assert "▲ Sheet B2" in capsys.readouterr().out


def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(str(tmp_path / "nothing.xlsx")) == 1
    assert "nothing.xlsx" in capsys.readouterr().err
