"""Quotation marks in text files: no row is lost in a text that never ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from importing_files import codes, exact, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

HEAD = "Staff No,Grade,Ethnicity,Post"
MORE = [f"{number},EO,White British,x" for number in range(2, 90)]


def text(lines: list[str], folder: Path, delimiter: str = ",") -> ImportPlan:
    path = folder / "file.csv"
    path.write_text("\n".join([HEAD, *lines]).replace(",", delimiter))
    return plan_of(path)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("place", [0, 5, 80])
@pytest.mark.parametrize("closed", [True, False])
def test_a_mark_that_swallows_rows_is_refused(tmp_path: Path, delimiter: str, place: int, *, closed: bool) -> None:
    lines = [*MORE[:place], '1,EO,White British,"Head', *MORE[place:], *(['91,EO,Indian,"x"'] if closed else [])]
    assert "quote_not_closed" in codes(text(lines, tmp_path, delimiter))


def test_headers_of_several_lines_with_commas_are_headers(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('Grade,White,"Asian,\nBangladeshi, Pakistani, Indian\nand other",Black\nEO,10,2,1\n')
    assert "quote_not_closed" not in codes(plan_of(path))


@pytest.mark.parametrize(
    "post",
    [
        '"Head,\nof everything"',
        '5" pipe fitter',
        '"Head "of" HR"',
        '"a\n\nb,c\n2,EO,fake"',
        '"x\n\n"',
        '"Dear all,\na, b, c, d"',
    ],
)
def test_marks_and_lines_within_a_text_lose_nobody(tmp_path: Path, post: str) -> None:
    plan = text([f"1,EO,Indian,{post}", *MORE], tmp_path)
    assert exact(plan) == 1 + len(MORE)
