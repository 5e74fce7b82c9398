"""The commands that hand figures out, and those that say what was."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from gated_force import GWENT, STAFF, add_staff, held
from workforce_tui.cli import main
from workforce_tui.services import publishing
from workforce_tui.services.attacking import AuditOutcome
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--database", str(tmp_path / "force.db"), *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    for _ws in held(tmp_path):
        yield call


def asked(folder: Path, *more: str) -> tuple[object, ...]:
    who = ("--to", "The panel\x07\u202e", "--by", "A. Analyst", "--year", "2025", "-o", folder)
    return ("export", "figures", "--organisation", GWENT, *who, *more)


def test_from_the_preview_to_the_ledger(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "audit_files", lambda *_given: AuditOutcome(True, 7))
    out = tmp_path / "out"
    status, text, _err = run(*asked(out, "--profile", "PUBLIC", "--preview"))
    assert status == 0
    assert "Nothing was written." in text
    assert "Figures the audit looked for: 7." in text
    assert "Of the counts of 10 or more, which the profile allows, published" in text
    assert not out.exists()
    status, text, _err = run(*asked(out, "--profile", "PUBLIC", "--formats", "csv", "--json"))
    done = json.loads(text)
    assert (status, done["status"], done["number"], done["step"]) == (0, "published", 1, "published")
    assert done["audit"] == {"done": True, "checked": 7, "confined": [], "smallest": None, "rounds": 1}
    assert [file["name"] for file in done["files"]] == [one.name for one in out.iterdir()]
    status, text, _err = run("published", "list")
    assert "The panel" in text
    assert not {"\x07", "\u202e"} & set(text + run("published", "show", 1)[1]), "a terminal does nothing they say"
    status, text, _err = run("published", "show", 1, "--json")
    shown = json.loads(text)
    lines = run("published", "show", 1)[1].splitlines()
    assert f"{GWENT} 2025-03-31, grade:CONSTABLE, headcount: 430 [5]" in lines
    assert sum(line.endswith(": [c]") for line in lines) == done["withheld"]
    assert len(shown["published"]) == done["figures"]
    assert sum(one["value"] is None for one in shown["published"]) == done["withheld"]
    assert run("published", "show", 9)[0] == 1


def test_tables_by_sex_are_asked_for_as_well(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "audit_files", lambda *_given: AuditOutcome(True, 7))
    status, _text, err = run(*asked(tmp_path / "none", "--profile", "PUBLIC", "--with", "sex"))
    assert (status, "The sex of nobody" in err) == (1, True)
    women = {"W_BRIT": (130, 30, 8, 1), "A_IND": (9, 2, 1, 0), "B_AFR": (3, 5, 0, 0), "X_UNK": (7, 0, 1, 0)}
    ws = open_workspace(str(tmp_path / "force.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, date(2024, 3, 31), STAFF, women | {"X_PNTS": (4, 3, 0, 0)})
    ws.close()
    more = ("--profile", "PUBLIC", "--with", "sex", "--formats", "csv", "--json", "--year", "2024")
    status, text, _err = run(*asked(tmp_path / "by-sex", *more))
    assert (status, json.loads(text)["with"]) == (0, "sex")
    whose = ("--organisation", GWENT, "--as-at", "2024-03-31", "--by", "sex", "--profile", "PUBLIC", "--json")
    status, text, _err = run("report", "representation", *whose)
    assert [(row["key"], row["minority"]) for row in json.loads(text)][:2] == [("female", 20), ("male", 15)]


def test_what_is_missing_is_said_before_anything_is_done(run: Any, tmp_path: Path) -> None:
    status, _out, err = run("export", "figures", "--year", "2025", "--to", "a", "--by", "b", "-o", tmp_path / "x")
    assert status == 2
    assert "--wales" in err
    status, _out, err = run(*asked(tmp_path / "x"))
    assert status == 1
    assert "reason" in err
    assert not (tmp_path / "x").exists()


def test_finished_files_of_anybody_are_attacked(run: Any, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    head = "organisation,period,dimension,row,definition,measure,value,marker\n"
    lines = [
        ("", "", "minority", "em_excl", "20", ""),
        ("level", "L2", "minority", "em_excl", "17", ""),
        ("level", "L3", "minority", "em_excl", "", "[c]"),
    ]
    table.write_text(
        head + "".join(f"{GWENT},2025-03-31,{','.join((a, b, d, m, v, c))}\n" for a, b, m, d, v, c in lines),
        encoding="utf-8",
    )
    status, text, _err = run("check", "disclosure", table, "--json")
    found = json.loads(text)
    assert (status, found["status"]) == (1, "unsafe")
    assert [(one["low"], one["high"]) for one in found["confined"]][:1] == [(3, 3)]
    status, text, _err = run("check", "disclosure", table)
    assert "These files give people away." in text
    assert run("check", "disclosure", tmp_path / "none.csv")[0] == 1
    assert run("check", "disclosure", table, "--profile", "RAW")[0] == 1


@pytest.mark.parametrize("more", [(), ("--preview",)])
def test_the_panel_hands_nothing_out(run: Any, tmp_path: Path, more: tuple[str, ...]) -> None:
    out = tmp_path / "out"
    status, text, err = run(*asked(out, "--profile", "PUBLIC", *more), "--role", "panel")
    assert status == 1
    assert not text
    assert "The panel reads the figures that were handed out" in err
    assert "published list" in err
    assert not out.exists()
