"""Texts that no cell can hold: such a file is refused before anything looks at them letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile_files import BOMBS, long_text, ods, ods_cell, ods_row, shared, staff_rows, text_cell, xlsx
from importing_files import issue, plan_of

from workforce_tui.importing.book import each_once

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["long-text.xlsx", "long-shared-text.xlsx", "long-text.ods"])
def test_a_text_of_megabytes_is_refused_and_said(tmp_path: Path, name: str) -> None:
    plan = plan_of(BOMBS[name][0](tmp_path / name))
    assert plan.status == "refused"
    assert "a text is far longer than a cell can hold" in issue(plan, "unreadable_file").message


RUNS = "</t></r><r><t>".join(long_text(1)[:60_000] for _run in range(400))
"""Some 24 MB, of which no piece is longer than a cell could hold."""


def test_a_text_of_megabytes_in_short_pieces_is_refused_and_said(tmp_path: Path) -> None:
    within = f'<c r="A4" t="inlineStr"><is><r><t>{RUNS}</t></r></is></c>'
    lines = RUNS.replace("</t></r><r><t>", "</text:p><text:p>")
    files = [
        xlsx(tmp_path / "a.xlsx", f'{staff_rows()}<row r="4">{within}</row>'),
        xlsx(tmp_path / "b.xlsx", staff_rows() + '<row r="4"><c r="A4" t="s"><v>0</v></c></row>', strings=shared(RUNS)),
        ods(tmp_path / "c.ods", ods_row(ods_cell("Grade")) + ods_row(ods_cell(lines))),
    ]
    for path in files:
        plan = plan_of(path)
        assert plan.status == "refused", path
        assert "a text is far longer than a cell can hold" in issue(plan, "unreadable_file").message


def test_what_follows_the_rows_may_be_long(tmp_path: Path) -> None:
    rule = '<conditionalFormatting sqref="A{0}"><cfRule type="duplicateValues" priority="{0}"/></conditionalFormatting>'
    path = xlsx(tmp_path / "a.xlsx", staff_rows(), after="".join(map(rule.format, range(1, 120_000))))
    assert plan_of(path).status == "ready"


@pytest.mark.parametrize("length", [31, 1_001])
def test_a_sheet_with_a_name_that_goes_on_and_on_is_refused_and_said(tmp_path: Path, length: int) -> None:
    path = xlsx(tmp_path / "a.xlsx", staff_rows(), sheet="S" * length)
    plan = plan_of(path)
    if length == 31:
        assert plan.status == "ready"
    else:
        assert plan.status == "refused"
        assert "the name of a sheet" in issue(plan, "unreadable_file").message


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
