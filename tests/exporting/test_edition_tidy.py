"""The interchange file as others read it: from the page that describes it alone."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.editions import sample_edition
from workforce_tui.domain.edition_fields import Form, RecordKind
from workforce_tui.domain.edition_rows import RETURN_FIELDS
from workforce_tui.exporting.edition_tidy import write_edition_tidy

PAGE = (Path(__file__).parents[2] / "docs" / "return-schema.md").read_text(encoding="utf-8")


def codes_of(heading: str) -> list[str]:
    """The codes in the first cells of the table whose heading begins so."""
    lines = PAGE.split(f"| {heading}", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [code for line in lines for code in re.findall(r"`(\w+)`", line.split("|")[1])]


def test_the_page_names_every_column_in_order_and_every_record_and_form() -> None:
    assert tuple(codes_of("column")) == RETURN_FIELDS
    assert set(codes_of("`record` | what it says")) == set(RecordKind)
    assert set(codes_of("`form` of a cell")) == set(Form)


def test_the_file_is_utf8_with_a_mark_and_crlf(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as stream:
        write_edition_tidy(sample_edition("cy"), stream)
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfrecord,section,")
    assert content.endswith(b"\r\n")
    assert "tŷ, ŵyn" in content.decode("utf-8-sig")


def test_the_hash_can_be_worked_out_by_the_program_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        write_edition_tidy(sample_edition(), stream)
    program = PAGE.split("```python\n", 1)[1].split("```", 1)[0]
    program = program.replace('"gwent-police_2025_return_internal_v1_en.csv"', repr(str(path))).replace("print(", "(")
    said = program.splitlines()[-1]
    scope: dict[str, object] = {}
    exec("\n".join(program.splitlines()[:-1]), scope)
    assert eval(said, scope) is True
