"""Figures of files without ethnicity: in the headcount, and in no share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from builders import DAY, GWENT, import_into, people, staff_file, write_csv
from workforce_tui.cli.report import row_record
from workforce_tui.domain.cells import NotAvailable
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.representation import Composition, representation
from workforce_tui.domain.targets import Target, TargetKind, TargetStatus, progress
from workforce_tui.services.explaining import explain
from workforce_tui.services.figures import AttentionCode, Dimension, ReportQuery, ReportRow
from workforce_tui.services.imports import Decided
from workforce_tui.services.overview import overview
from workforce_tui.services.representation import representation_report
from workforce_tui.services.tables import report_table

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

EXCL = EthnicityDefinition.EM_EXCL
POWYS = "dyfed-powys-police"
NOT_GIVEN = (Decided("column", "(ethnicity)", "not_given"),)


@pytest.fixture
def forces(ws: Workspace, tmp_path: Path) -> Workspace:
    """Gwent with 5 of 100 officers Indian; Dyfed-Powys with 300 officers and no ethnicity."""
    assert import_into(ws, staff_file(tmp_path / "gwent.csv", people(5, 95))).status == "imported"
    rows = [(f"D{n}", "Constable") for n in range(300)]
    path = write_csv(tmp_path / "powys.csv", ("Employee Number", "Rank"), rows)
    assert import_into(ws, path, organisation=POWYS, decisions=NOT_GIVEN).status == "imported"
    return ws


def total(ws: Workspace, organisation: str | None, by: Dimension = Dimension.LEVEL) -> ReportRow:
    found = representation_report(ws, ReportQuery(organisation, DAY, by)).total
    assert found is not None
    return found


@pytest.mark.parametrize("definition", EthnicityDefinition)
def test_nothing_but_the_headcount_is_available(forces: Workspace, definition: EthnicityDefinition) -> None:
    report = representation_report(forces, ReportQuery(POWYS, DAY, definition=definition))
    record = row_record(report.rows[0], Dimension.GRADE)
    assert (record["headcount"], record["not_given"]) == (300, 300)
    missing = ("known", "minority", "white", "undeclared", "unknown", "share", "lower", "declaration_rate")
    assert [record[name] for name in missing] == [None] * len(missing)
    assert "no ethnicity" in record["note"]
    cells = report_table(report).rows[0].cells
    assert all(isinstance(cell, NotAvailable) for cell in cells[1:9])


def test_a_sum_leaves_them_out_of_shares_and_says_so(forces: Workspace) -> None:
    row = total(forces, None)
    record = row_record(row, Dimension.LEVEL)
    assert (record["headcount"], record["known"], record["minority"], record["not_given"]) == (400, 100, 5, 300)
    assert (record["share"], record["declaration_rate"]) == (0.05, 1)
    assert "300 of 400 people" in record["note"]
    assert "300 of 400 people" in explain(row)
    assert row.figures.bounds is not None
    assert (row.figures.bounds.low, row.figures.bounds.high) == (5 / 400, 305 / 400)


def test_a_sum_with_them_still_has_every_definition_the_others_have(forces: Workspace) -> None:
    alone = representation_report(forces, ReportQuery(GWENT, DAY, definition=EthnicityDefinition.EM_INCL)).total
    both = representation_report(forces, ReportQuery(None, DAY, Dimension.LEVEL, EthnicityDefinition.EM_INCL)).total
    assert alone is not None
    assert both is not None
    assert alone.figures.share == both.figures.share


def test_they_are_a_group_of_their_own_without_a_share(forces: Workspace) -> None:
    rows = {row.key: row for row in representation_report(forces, ReportQuery(None, DAY, Dimension.GROUP)).rows}
    assert rows["X_NA"].figures.headcount == Count.exact(300)
    assert row_record(rows["X_NA"], Dimension.GROUP)["share"] is None
    assert "X_UNK" not in rows
    white = row_record(rows["WHITE"], Dimension.GROUP)
    assert (white["share"], white["declaration_rate"]) == (0.95, 1)


def test_the_first_page_says_that_ethnicity_is_missing(forces: Workspace) -> None:
    page = overview(forces, POWYS)
    assert {one.code for one in page.attention} == {
        AttentionCode.NO_RETURN,
        AttentionCode.NO_ETHNICITY,
        AttentionCode.NO_TARGET,
    }
    assert page.total is not None
    assert "ethnicity not available" in explain(page.total)


def test_a_target_is_not_judged_while_some_are_without_ethnicity() -> None:
    counts = {"WHITE": Count.exact(950), "A_IND": Count.exact(50), "X_NA": Count.exact(10)}
    figures = representation(Composition(counts), EXCL)
    target = Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(4, 100))
    assert progress(target, figures, DAY).status is TargetStatus.NOT_AVAILABLE
    del counts["X_NA"]
    assert progress(target, representation(Composition(counts), EXCL), DAY).status is TargetStatus.MET
