"""A number no calendar has, or no database keeps, is said to be wrong; the program does not fail over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

HUGE = str(10**24)


@pytest.mark.parametrize(
    "command",
    [
        *(("mentoring", "report", "--year", year) for year in ("0", "-5", "10000", HUGE)),
        *(("return", "board", "--year", year) for year in ("0", "1", "10000", HUGE)),
        *(("return", "counts", "gwent-police", year) for year in ("0", "1", "10000", HUGE)),
        ("return", "show", "gwent-police", HUGE), ("update", "check", HUGE), ("disparity", "show", HUGE),
        ("network", "show", HUGE), ("undo", HUGE), ("published", "show", HUGE),
        ("action", "archive", HUGE, "--by", "Jo Rees"),
    ],
)  # fmt: skip
def test_an_impossible_number_is_refused(
    tmp_path: Path, empty_database: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    database = tmp_path / "x.db"
    database.write_bytes(empty_database.read_bytes())
    with pytest.raises(SystemExit) as ended:
        main([*command, "--database", str(database)])
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "is no reporting year" in said or "larger than can be kept" in said
