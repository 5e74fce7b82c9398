"""Nothing in a file is markup, a formula, a path or SQL, on the way in and in everything that is said of it."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from workforce_tui.cli import main
from workforce_tui.importing.plan import load_profile
from workforce_tui.services.paths import paths_for

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "markup": "[/] Jane",
    "action": "[@click=quit]x[/]",
    "formula": "=1+1",
    "plus": "+cmd|' /C calc'!A0",
    "at": "@SUM(1)",
    "path": "../../x",
    "sql": "'; DROP TABLE person_snapshot;--",
    "escape": "red \x1b[31m bell \x07",
    "reversed": "abc \u202egnp.exe",
    "braces": "{name} {0} %s %(x)d",
    "toml": 'a"]\n[grades]\nx = "y',
    "long": "x" * 10_000,
}
GWENT = ("--organisation", "gwent-police", "--as-at", "2025-03-31")


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command against a database of the test's own; its status and what it said."""

    def run(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, arguments), "--database", str(tmp_path / "db" / "cli.db")])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        assert is_harmless(captured.err)
        return int(stopped.value.code or 0), captured.out

    return run


def is_harmless(text: str) -> bool:
    """Whether a terminal shows the text and does nothing else."""
    return not any(unicodedata.category(char) in ("Cc", "Cf") and char not in "\n" for char in text)


def hostile_file(folder: Path, kind: str) -> Path:
    """A workbook whose name, sheet and an extra header are one text, and whose grades and ethnic groups are all."""
    text = HOSTILE[kind]
    name = "".join(char for char in text if char not in "/\0")[:80]
    sheet = "".join(char for char in text if char.isprintable() and char not in "[]:*?/\\'")[:31].strip() or "Sheet"
    path = folder / f"{name}.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    rows = [["Collar Number", "Ethnicity", "Rank", text], *([f"P{n}", "Indian", "Constable", text] for n in range(60))]
    for number, one in enumerate(HOSTILE.values()):
        rows += [[f"Q{number}", "Indian", one, text], [f"R{number}", one, "Constable", text]]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write_string(number, column, value)
    book.close()
    return path


@pytest.mark.parametrize("kind", ["markup", "formula", "escape"])
def test_hostile_texts_stay_texts_from_the_file_to_every_answer(cli: Any, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = hostile_file(folder, kind)
    status, said = cli("import", path, *GWENT)
    assert status == 3
    assert is_harmless(said)
    status, said = cli("import", path, *GWENT, "--json")
    answer = json.loads(said)
    asked = [(one["field"], one["value"]) for one in answer["decisions"]]
    assert answer["file"] == path.name
    grades, groups = ([value for field, value in asked if field == one] for one in ("grade", "ethnicity"))
    assert len(grades) == len(groups) == len(HOSTILE)
    decide = [f'grade:"{one}"=L4' for one in grades] + [f'ethnicity:"{one}"=W_BRIT' for one in groups]
    for more in ([], ["--json"]):
        status, said = cli("import", path, *GWENT, *(part for one in decide for part in ("--decide", one)), *more)
        assert status == 0
        assert more or is_harmless(said)
    check_answers(cli, set(grades))
    check_kept(tmp_path)
    assert sorted(one.name for one in folder.iterdir()) == [path.name]


def check_answers(cli: Any, grades: set[str]) -> None:
    """Every way of asking says the text as it is, and no more."""
    commands = (
        ("report", "representation"), ("batches", "list"), ("batches",), ("decisions", "list"),
        ("levels", "list", "gwent-police"), ("target", "list"), ("organisations",),
    )  # fmt: skip
    for command in commands:
        for way in ([], ["--plain"]):
            _status, said = cli(*command, *way)
            assert is_harmless(said), command
            assert max(map(len, said.splitlines()), default=0) < 1_000, command
    status, said = cli("report", "representation", "--json")
    assert status == 0
    assert {"Constable", *grades} == {row["grade"] for row in json.loads(said)}
    status, said = cli("report", "representation", "--csv")
    cells = [cell for row in csv.reader(io.StringIO(said)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+@\t\r" and cell[:1]]


def check_kept(tmp_path: Path) -> None:
    """The answers are in the profile under the texts themselves, and nothing else is."""
    paths = paths_for(str(tmp_path / "db" / "cli.db"))
    profile = load_profile(paths.profiles_dir / "gwent-police.toml")
    assert len(profile.grades) == len(profile.ethnicities) == len(HOSTILE)
    assert [path.name for path in paths.profiles_dir.glob("**/*.toml")] == ["gwent-police.toml"]


@pytest.mark.apart
@pytest.mark.parametrize("text", ["a\0b", "\x1b]0;title\x07"])
def test_control_characters_in_a_text_file_do_nothing(cli: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Collar Number,Ethnicity,Rank\nP1,Indian,{text}\n", encoding="utf-8")
    status, said = cli("import", path, *GWENT)
    assert status in (3, 4)
    assert is_harmless(said)


NAME = "[red]Odd[/] =1+1 \u202egnp.exe\u2066 $(id) {name} %s \x1b[31m"
SHOWN = "[red]Odd[/] =1+1 gnp.exe $(id) {name} %s [31m"


def test_an_organisation_is_called_what_it_is_called_and_its_name_does_nothing(cli: Any, tmp_path: Path) -> None:
    assert cli("organisations", "add", "odd", "--name", NAME, "--kind", "police")[0] == 0
    file = tmp_path / "a.csv"
    file.write_text("Grade,Ethnicity,Headcount\nConstable,White,90\nConstable,Asian,10\n", encoding="utf-8")
    assert cli("import", file, "--organisation", "odd", "--as-at", "2025-03-31")[0] == 0
    overview, remind = ("report", "overview", "--organisation", "odd"), ("return", "remind", "2026", "--by", "Ann Rees")
    commands = [
        ("organisations",), overview, (*overview, "--profile", "NETWORK"), (*remind, "--organisation", "odd"),
        ("template", "--organisation", "odd", "--year", "2026", "-o", tmp_path / "t.xlsx"),
    ]  # fmt: skip
    for command in commands:
        status, said = cli(*command)
        assert status == 0, command
        assert SHOWN in said, command
        assert is_harmless(said), command


@pytest.mark.parametrize(
    ("name", "why"),
    [(" \x07\u202e ", "has to have a name"), ("x" * 301, "too long"), ("heddlu GWENT", "already an organisation")],
)
def test_a_name_that_says_nothing_or_is_taken_is_refused(
    cli: Any, capsys: pytest.CaptureFixture[str], name: str, why: str
) -> None:
    with pytest.raises(SystemExit):
        main(["organisations", "add", "odd", "--name", name])
    assert why in capsys.readouterr().err
    assert "odd:" not in cli("organisations")[1]


def test_letters_in_another_encoding_are_refused_in_plain_words(cli: Any, capsys: pytest.CaptureFixture[str]) -> None:
    target = ("target", "set", "--organisation", "gwent-police", "--kind", "not_set", "--reason")
    with pytest.raises(SystemExit) as stopped:
        main([*target, "caf\udce9"])
    assert stopped.value.code == 1
    assert "half of a character" in capsys.readouterr().err
    assert "No targets" in cli("target", "list")[1]
