"""What more is withheld where the audit found something to work out: enough, and no more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gated_force import DAY, GWENT, STAFF, add_staff
from workforce_tui.auditing.report import Confined, Pin
from workforce_tui.auditing.statements import Figure
from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.services.publishing import ExportRequest, export, prepare
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.repairing import kept_apart
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.services.workspace import Workspace

YEARS = {2024: 14, 2025: 16, 2026: 17}
"""How many Asian constables there are each 31 March; everybody else stays the same."""


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    found = open_workspace(str(tmp_path_factory.mktemp("years") / "years.db"))
    with found.writing() as session:
        for year, constables in YEARS.items():
            add_staff(session, GWENT, date(year, 3, 31), {**STAFF, "A_IND": (constables, 7, 1, 0)})
    yield found
    found.close()


def key(measure: str, *, year: int = DAY.year, dimension: str = "", row: str = "") -> FigureKey:
    definition = "em_excl" if measure in ("minority", "white", "share") else ""
    return FigureKey(GWENT, "gwent", date(year, 3, 31), dimension, row, measure, definition)


def test_white_staff_are_withheld_wherever_the_same_people_stand(ws: Workspace, tmp_path: Path) -> None:
    """A level that is one grade: withheld in the one table and left in the other it would change nothing."""
    request = ExportRequest(ReleaseScope(GWENT, (DAY.year,)), "PUBLIC", tmp_path / "out", "All", "A")
    prepared = prepare(ws, request)
    found = Figure(GWENT, DAY.isoformat(), "level:L2", "", "minority", "em_excl")
    told = Confined("cell", "", 22, 22, (), (found,), "publication-1.csv, 5")
    mended = kept_apart(prepared.drafts[0], prepared.protection, [told])
    assert mended is not None
    changed = {one for one, verdict in mended.verdicts.items() if verdict != prepared.protection.verdicts[one]}
    level, grade = key("white", dimension="level", row="L2"), key("white", dimension="grade", row="CONSTABLE")
    counts = {one for one in changed if one.measure not in ("share", "declaration_rate")}
    assert {level, grade} <= counts
    assert {one.measure.casefold() for one in counts} == {"white"}
    assert isinstance(prepared.protection.verdicts[key("minority", dimension="level", row="L2")], Published)
    assert isinstance(mended.verdicts[key("minority", dimension="level", row="L2")], Published)


def test_a_figure_of_a_row_that_stands_in_no_table_is_kept_apart_by_what_pins_it(ws: Workspace, tmp_path: Path) -> None:
    """A percentage first; else the smallest count, wherever the same people stand."""
    request = ExportRequest(ReleaseScope(GWENT, (DAY.year,)), "PUBLIC", tmp_path / "out", "All", "A")
    prepared = prepare(ws, request)
    white = Figure(GWENT, DAY.isoformat(), "level:L2", "", "white", "em_excl")
    known, headcount = (replace(white, row="", measure=one, definition="") for one in ("known", "headcount"))
    apart = replace(known, row="grade:NO_SUCH", measure="undeclared")

    def withheld(*pins: Pin) -> set[str]:
        told = Confined("cell", "", 1, 1, (), (apart,), "publication-1.csv, 5", pins=pins)
        mended = kept_apart(prepared.drafts[0], prepared.protection, [told])
        before = prepared.protection.verdicts
        return (
            {one.measure.casefold() for one, now in mended.verdicts.items() if now != before[one]} if mended else set()
        )

    count, percent = Pin((white,), "out.csv, 7", 380, 380), Pin((known, headcount), "out.csv, 9", 0, None)
    assert withheld() == set()
    assert withheld(count) - {"share"} == {"white"}
    assert withheld(count, percent) == {"declaration_rate"}


def test_of_years_that_tell_who_came_all_but_one_total_are_rounded(ws: Workspace, tmp_path: Path) -> None:
    """Two came, then one, of so few changes in all that it was they: no date is left out, and no table."""
    request = ExportRequest(ReleaseScope(GWENT, tuple(YEARS)), "TASKFORCE", tmp_path / "out", "All", "A", ("csv",))
    done = export(ws, request)
    verdicts = done.prepared.protection.verdicts
    shown = {year: verdicts[key("minority", year=year)] for year in YEARS}
    assert done.prepared.scope.without == ()
    assert sum(is_exact(one) for one in shown.values()) == 1
    for year, verdict in shown.items():
        assert verdict in (
            Published(Count.exact(YEARS[year] + 22)),
            Published(Count.exact(40 if year > 2024 else 35), 5),
        )
        assert is_exact(verdicts[key("known", year=year)])
        assert is_exact(verdict) or isinstance(verdicts[key("white", year=year)], Withheld)
        assert is_exact(verdict) or isinstance(verdicts[key("share", year=year)], Withheld)


def is_exact(verdict: Verdict) -> bool:
    return isinstance(verdict, Published) and not verdict.rounding
