"""Records out of a list: every row or none, by key or by label, and lists the program itself writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.cli.record_output import csv_rows
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.exporting.delimited import render_csv
from workforce_tui.services.record_import import import_records
from workforce_tui.services.record_lists import list_lines
from workforce_tui.services.records import add, get, list_records

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

ANN = {"by": "Ann Rees"}
NETWORKS = "name,scope,organisations,remit\nFirst,organisation,gwent-police,=1+1 [b]x[/b]\n,,,\nSecond,all_wales,,\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_each_row_becomes_a_record(ws: Workspace, tmp_path: Path) -> None:
    numbers = import_records(ws, "network", write(tmp_path, NETWORKS), **ANN)
    first, second = (get(ws, number) for number in numbers)
    assert (first.values["name"], first.organisations, first.values["remit"]) == (
        "First", ("gwent-police",), "=1+1 [b]x[/b]",
    )  # fmt: skip
    assert (second.values["scope"], second.organisations) == ("all_wales", ())


def test_columns_may_have_the_labels_of_the_form(ws: Workspace, tmp_path: Path) -> None:
    rows = "Name (in English),Whose network\nOurs,of one or more organisations\n"
    (number,) = import_records(ws, "network", write(tmp_path, rows), organisation="gwent-police", **ANN)
    assert get(ws, number).values["name"] == "Ours"


def test_what_hangs_on_a_record_says_on_which(ws: Workspace, tmp_path: Path) -> None:
    network = add(ws, "network", {"name": "N", "scope": "all_wales"}, **ANN)
    rows = f"year,members,parent\n2025,40,\n2026,52,{network.id}\n"
    numbers = import_records(ws, "year", write(tmp_path, rows), parent=network.id, **ANN)
    assert [get(ws, number).values["members"] for number in numbers] == [40, 52]


def test_a_list_the_program_wrote_comes_back(ws: Workspace, tmp_path: Path) -> None:
    import_records(ws, "network", write(tmp_path, NETWORKS), **ANN)
    columns, rows = csv_rows(list_lines(ws, ["network"]))
    again = import_records(ws, "network", write(tmp_path, render_csv(columns, rows)), **ANN)
    held = [get(ws, number).values for number in again]
    assert held == [one.values for one in list_records(ws, "network")][: len(held)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,scope\nA,all_wales\nB,nowhere\n,all_wales\n", "Line 3"),
        ("name,colour\nA,red\n", "colour"),
        ("name,name\nA,B\n", "twice"),
        ("name,scope\n", "no row"),
        ("", "no row"),
        ("name,scope\nA,all_wales,more\n", "more cells"),
        ("name,scope,parent\nA,all_wales,x\n", "parent"),
        ('name,scope\n"A,all_wales\n', "cannot be read"),
    ],
    ids=["a wrong answer", "no such field", "twice", "header only", "empty", "too wide", "parent", "open quote"],
)
def test_nothing_is_added_where_something_is_wrong(ws: Workspace, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WorkforceError) as caught:
        import_records(ws, "network", write(tmp_path, text), **ANN)
    assert said in caught.value.message
    assert list_records(ws, "network") == ()


def test_other_encodings_and_missing_files_are_refused(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkforceError, match="UTF-8"):
        import_records(ws, "network", write(tmp_path, NETWORKS.replace("First", "Ŵyl"), "utf-16"), **ANN)
    with pytest.raises(WorkforceError, match=r"nothing\.csv"):
        import_records(ws, "network", tmp_path / "nothing.csv", **ANN)
