"""Compiling returns, and handing out their editions, from the command line."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from builders import GWENT
from signed_force import YEAR
from workforce_tui.services import edition_exporting, publishing
from workforce_tui.services.attacking import AuditOutcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

HANDING = ("--by", "A. Analyst", "--to", "The panel", "--format", "csv")


@pytest.fixture
def run(
    signed_database: Path, tmp_path: Path, return_commands: Callable[[Path], Run], monkeypatch: pytest.MonkeyPatch
) -> Run:
    database = tmp_path / "db" / "x.db"
    database.parent.mkdir()
    shutil.copy(signed_database, database)
    for module in (publishing, edition_exporting):
        monkeypatch.setattr(module, "audit_files", lambda *_given: AuditOutcome(True, 1))
    monkeypatch.setattr(publishing, "given_away", lambda *_given: AuditOutcome(True))
    monkeypatch.setattr(edition_exporting, "refuse_given_away", lambda *_given: None)
    return return_commands(database)


def test_editions_are_handed_out_and_listed(run: Run, tmp_path: Path) -> None:
    wanted = ("--edition", "internal", "--languages", "en,cy", *HANDING, "-o", tmp_path / "out", "--json")
    status, out, err = run("export", GWENT, YEAR, *wanted)
    assert status == 0, err
    (edition,) = json.loads(out)["editions"]
    assert (edition["edition"], edition["version"], edition["again"]) == ("internal", 1, False)
    names = [f"{GWENT}_{YEAR}_return_internal_v1_{language}.csv" for language in ("cy", "en")]
    assert [one["name"] for one in edition["files"]] == names
    kept = json.loads(run("editions", "--json")[1])
    assert [(one["edition"], one["language"], one["intact"]) for one in kept] == [
        ("internal", "en", True), ("internal", "cy", True),
    ]  # fmt: skip
    status, out, _err = run(
        "export", "--all", "--year", YEAR, "--edition", "internal", *HANDING, "-o", tmp_path / "all"
    )
    assert status == 0
    assert (tmp_path / "all" / GWENT / f"{GWENT}_{YEAR}_return_internal_v1_en.csv").is_file()
    assert "figures withheld" in out


def test_an_edition_is_seen_before_it_is_handed_out(run: Run) -> None:
    status, out, _err = run("preview", GWENT, YEAR, "--edition", "public", "--section", "staff", "--json")
    assert status == 0
    (section,) = json.loads(out)["sections"]
    assert [one["code"] for one in section["tables"]] == ["T4a", "T4b"]
    assert "Signed off by" in run("preview", GWENT, YEAR, "--edition", "internal", "--language", "en")[1]
    assert run("editions")[1].startswith("No edition")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", GWENT, YEAR, "--edition", "secret", *HANDING, "-o", "x"), "There is no edition secret"),
        (("export", "--edition", "public", *HANDING, "-o", "x"), "Give an organisation and a year"),
        (("export", GWENT, YEAR, "--all", "--edition", "public", *HANDING, "-o", "x"), "Give an organisation"),
        (("export", GWENT, YEAR, "--edition", "full", *HANDING, "-o", "x"), "reason"),
        (("editions", "--organisation", "atlantis"), "There is no organisation called atlantis"),
        (("compile", YEAR, "--by", "Jo"), "Give either --organisation or --all"),
    ],
)
def test_what_is_incomplete_is_refused(run: Run, arguments: tuple[object, ...], said: str) -> None:
    status, _out, err = run(*arguments)
    assert status != 0
    assert said in err


def test_returns_of_a_year_are_compiled(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "texts.toml"
    file.write_text('[texts.actions]\nen = "We [b]began[/b]."\n', encoding="utf-8")
    status, out, _err = run("compile", 2025, "--all", "--by", "Jo Rees", "--texts", file, "--json")
    (found,) = json.loads(out)
    assert status == 0
    assert (found["organisation"], found["opened"]) == (GWENT, True)
    assert "staff" not in found["missing"]
    assert "leavers" in found["missing"]
    assert "of 15 sections" in run("compile", 2025, "--organisation", GWENT, "--by", "Jo Rees")[1]
