"""Texts that no cell can hold: such a file is refused before anything looks at them letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile_files import BOMBS, shared, staff_rows, text_cell, xlsx
from importing_files import issue, plan_of

from workforce_tui.importing.book import each_once

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["long-text.xlsx", "long-shared-text.xlsx", "long-text.ods"])
def test_a_text_of_megabytes_is_refused_and_said(tmp_path: Path, name: str) -> None:
    plan = plan_of(BOMBS[name][0](tmp_path / name))
    assert plan.status == "refused"
    assert "a text is far longer than a cell can hold" in issue(plan, "unreadable_file").message


def test_the_longest_text_a_cell_can_hold_is_read(tmp_path: Path) -> None:
    longest = "&quot;" * 32_767
    within = xlsx(tmp_path / "a.xlsx", f'{staff_rows()}<row r="4">{text_cell("D4", longest)}</row>')
    apart = xlsx(
        tmp_path / "b.xlsx", staff_rows() + '<row r="4"><c r="D4" t="s"><v>0</v></c></row>', strings=shared(longest)
    )
    assert [plan_of(path).status for path in (within, apart)] == ["ready", "ready"]


def test_of_ranges_that_begin_in_one_cell_one_is_kept() -> None:
    header, below = ((0, 0), (0, 3)), ((1, 0), (4, 0))
    assert each_once([((0, 0), (0, 9)), below, header]) == (header, below)
