"""Annual returns by command: opened, filled, checked, refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

JO = ("--by", "Jo Rees")


@pytest.fixture
def run(tmp_path: Path, empty_database: Path, return_commands: Callable[[Path], Run]) -> Run:
    database = tmp_path / "x.db"
    database.write_bytes(empty_database.read_bytes())
    return return_commands(database)


def test_a_return_is_opened_filled_and_checked(run: Run) -> None:
    run("open", "gwent-police", 2026, *JO)
    run("set", "gwent-police", 2026, *JO, "--text", "actions", "--en", "We [b]began[/b]", "--cy", "Dechreuon ni")
    run("set", "gwent-police", 2026, *JO, "--nothing", "networks", "--because", "There is none yet.")
    status, out, _err = run("show", "gwent-police", 2026, "--json")
    found = json.loads(out)
    assert status == 0
    assert (found["state"], found["texts"]["actions"]["en"]) == ("draft", "We [b]began[/b]")
    assert found["nothing"] == {"networks": "There is none yet."}
    status, out, _err = run("check", "gwent-police", 2026, "--json")
    assert status == 1
    assert (json.loads(out)["done"], json.loads(out)["sections"]) == (1, 15)
    assert "We [b]began[/b]" in run("show", "gwent-police", 2026)[1]
    assert "1 of 15" in run("list")[1]
    assert json.loads(run("list", "--json")[1])[0]["organisation"] == "gwent-police"


def test_a_section_is_shown_with_its_tables(run: Run) -> None:
    run("open", "gwent-police", 2026, *JO)
    assert json.loads(run("show", "gwent-police", 2026, "--section", 4, "--json")[1])["section"] == "staff"
    assert "nothing in it yet" in run("show", "gwent-police", 2026, "--section", "staff")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "gwent-police", 2026), "no return"),
        (("open", "nowhere", 2026, *JO), "nowhere"),
        (("open", "gwent-police", 26, *JO), "no reporting year"),
        (("open", "gwent-police", 2026, "--by", " "), "signed"),
        (("verify", "gwent-police", 2026), "no return"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[object, ...], said: str) -> None:
    status, _out, err = run(*arguments)
    assert status == 1
    assert said in err


def test_either_a_text_or_nothing_is_set(run: Run) -> None:
    run("open", "gwent-police", 2026, *JO)
    assert run("set", "gwent-police", 2026, *JO)[0] == 2


def test_an_incomplete_return_is_neither_signed_nor_handed_in(run: Run) -> None:
    run("open", "gwent-police", 2026, *JO)
    officer = ("--name", "P. Kelly", "--post", "Chief Constable", "--confirm", "gwent-police 2026")
    status, _out, err = run("sign", "gwent-police", 2026, *officer)
    assert (status, "not complete" in err) == (1, True)
    status, _out, err = run("submit", "gwent-police", 2026, *JO)
    assert (status, "sign it first" in err) == (1, True)
    status, _out, err = run("accept", "gwent-police", 2026, *JO)
    assert (status, "draft" in err) == (1, True)


def test_counts_are_typed_and_read_back(run: Run) -> None:
    status, out, _err = run(
        "counts", "gwent-police", 2026, "CONSTABLE/EM=3", "CONSTABLE/WHITE=<5", "--groups", "binary"
    )
    assert (status, "Constable, White: nothing, now 1 to 4" in out) == (0, True)
    held = json.loads(run("counts", "gwent-police", 2026, "--json")[1])
    assert (held["groups"], [one["count"] for one in held["cells"]]) == ("binary", [3, [1, 4]])
    status, _out, err = run("counts", "gwent-police", 2026, "CONSTABLE/EM=[red]")
    assert (status, "“[red]” is no number" in err) == (1, True)
