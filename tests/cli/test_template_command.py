"""The template command, and the import of what it wrote, as a script meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filling import Staff, fill, listed

if TYPE_CHECKING:
    from pathlib import Path


HMPPS = ("template", "--organisation", "hmpps-wales", "--year", "2026")


def test_a_template_goes_out_and_comes_back(cli: Any, tmp_path: Path) -> None:
    written = cli(*HMPPS, "-o", tmp_path / "out.xlsx", "--json")
    assert written.status == 0
    assert (written.data["status"], written.data["organisation"]) == ("written", "hmpps-wales")
    assert (written.data["as_at"], written.data["period_start"]) == ("2026-03-31", "2025-04-01")
    assert written.data["sheets"][0] == {"name": "Staff in post", "dataset": "staff_in_post"}
    choices = listed(tmp_path / "out.xlsx")
    fill(tmp_path / "out.xlsx", "Staff in post", Staff(choices["Grade"], choices["Ethnicity"], 300).rows)
    answer = cli("import", tmp_path / "out.xlsx", "--json")
    assert (answer.status, answer.data["status"], answer.data["decisions"]) == (0, "imported", [])
    assert (answer.data["headcount"], answer.data["as_at"], answer.data["scheme"]) == (300, "2026-03-31", "ons2021_19")


def test_it_is_named_after_the_organisation_and_the_year(cli: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    answer = cli(*HMPPS)
    assert answer.status == 0
    assert "workforce-hmpps-wales-2026.xlsx" in answer.out
    assert (tmp_path / "workforce-hmpps-wales-2026.xlsx").is_file()


def test_it_does_not_overwrite_unless_told_to(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("mine")
    answer = cli(*HMPPS, "--output", path)
    assert (answer.status, path.read_text()) == (1, "mine")
    assert "--force" in answer.err
    assert cli(*HMPPS, "--output", path, "--force").status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--organisation", "nobody", "--year", "2026"), "no organisation called nobody"),
        (("--organisation", "hmpps-wales", "--year", "26"), "not a year"),
        (("--organisation", "hmpps-wales", "--year", "2026", "-o", "a.ods"), "not the name of a workbook"),
        (("--organisation", "hmpps-wales", "--year", "2026", "-o", "no/where.xlsx"), "no folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(cli: Any, arguments: tuple[str, ...], words: str) -> None:
    answer = cli("template", *arguments)
    assert answer.status == 1
    assert words in answer.err
    assert "Traceback" not in answer.err
