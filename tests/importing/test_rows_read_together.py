"""Rows that are plainly people are read column by column, with the outcome of reading them one by one."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import DAY, plan_of, write_xlsx

from workforce_tui.importing import reading
from workforce_tui.importing.records import RecordReader

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

HEADER = [
    "Staff No", "Ethnicity", "Grade", "FTE", "Start Date", "Leaving Date", "Sex", "Date of Birth", "Disability",
    "Status", "Contract Type", "Name",
]  # fmt: skip
ODD: dict[str, tuple[Any, ...]] = {
    "Staff No": ("AB 12", "ab12", "", "TBC", 0, 12.5, "0007"),
    "Ethnicity": ("", "Prefer not to say", "Gypsy", "Martian"),
    "Grade": ("", "SEO", "Grade 99", "Total"),
    "FTE": ("", "full", 1.4, "0.5", -1),
    "Start Date": ("", "March 2021", "31/02/2020", dt.date(2026, 6, 1), "01/02/2024", 44000),
    "Leaving Date": (dt.date(2025, 12, 31), dt.date(2027, 1, 1), "gone", "n/a"),
    "Sex": ("", "F", "?"),
    "Date of Birth": ("", "1.1.70", dt.date(1900, 1, 1), "old"),
    "Disability": ("", "Yes", "Prefer not to say", "one leg"),
    "Status": ("Leaver", "Career break", "", "Zombie"),
    "Contract Type": ("", "Permanent", "Fixed term", "by hand"),
    "Name": ("", "Total"),
}


def usual(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "Staff No": 1000 + number,
        "Ethnicity": chance.choice(("White British", "Indian")),
        "Grade": chance.choice(("EO", "HEO")),
        "FTE": chance.choice((1, 0.8)),
        "Start Date": dt.date(2010, 1, 1) + dt.timedelta(days=chance.randrange(5000)),
        "Leaving Date": "",
        "Sex": chance.choice(("Female", "Male")),
        "Date of Birth": dt.date(1970, 1, 1) + dt.timedelta(days=chance.randrange(9000)),
        "Disability": "No",
        "Status": "Active",
        "Contract Type": "Permanent",
        "Name": f"Person {number}",
    }


def rows(seed: int, columns: list[str]) -> list[list[Any]]:
    """A staff list in which about every thirtieth cell is odd and every fortieth row repeats a person."""
    chance = random.Random(seed)
    found: list[list[Any]] = [columns]
    for number in range(240):
        row = usual(number, chance) if chance.random() > 1 / 40 else usual(chance.randrange(240), chance)
        for name, odd in ODD.items():
            if chance.random() < 1 / 200 * (len(odd) if name in columns else 0):
                row[name] = chance.choice(odd)
        found.append([row[name] for name in columns])
        if chance.random() < 1 / 60:
            found.append(chance.choice(([""] * len(columns), columns, ["Total", "", number + 1])))
    return [*found, ["Note: figures are provisional"], [1, "Indian", "EO"]] if seed % 2 else found


def outcome(plan: ImportPlan) -> dict[str, Any]:
    left_out = ("request", "sha256")
    return {name: getattr(plan, name) for name in plan.__slots__ if name not in left_out}


@pytest.mark.parametrize("seed", range(6))
def test_rows_read_together_give_what_rows_read_one_by_one_give(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_out = [[], ["Leaving Date"], ["Leaving Date", "Status"]][seed % 3]
    file = write_xlsx(tmp_path / "staff.xlsx", rows(seed, [name for name in HEADER if name not in left_out]))
    monkeypatch.setattr(reading, "CHUNK", 8)
    alike: list[object] = []
    together = RecordReader._alike
    monkeypatch.setattr(RecordReader, "_alike", lambda *given: alike.append(together(*given)) or alike[-1])
    first = plan_of(file, as_at=DAY)
    assert {True, False} == {found is not None for found in alike}
    monkeypatch.setattr(RecordReader, "_alike", lambda *_given: None)
    second = plan_of(file, as_at=DAY)
    assert outcome(first) == outcome(second)
    assert len(first.persons) > 100
