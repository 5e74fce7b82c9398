"""A place for a file that cannot be had is refused in words, whatever is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.exporting.whole_file import write_whole_file
from workforce_tui.services.publication_files import check_folder

if TYPE_CHECKING:
    from pathlib import Path

TOO_LONG = "x" * 300


@pytest.mark.parametrize("name", [f"{TOO_LONG}.csv", f"{TOO_LONG}/a.csv"])
def test_a_name_no_disk_takes_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkforceError, match="cannot be written") as caught:
        write_whole_file(tmp_path / name, lambda stream: stream.write(b"a"))
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [TOO_LONG, f"{TOO_LONG}/a"])
def test_so_is_that_of_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkforceError, match="cannot be written"):
        check_folder(tmp_path / name)
