"""The gate: nothing that a profile withholds can be read from a row, whatever is asked for."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from gated_force import DAY, GWENT, LATER, NEXT, SOUTH, STAFF, add_staff, held
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.building import reader_range
from workforce_tui.domain.disclosure.evidence import confined
from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.exporting.text import render_columns, render_facts
from workforce_tui.services import gate_shields
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import gated_report, gated_trend, reasons_of, told, why
from workforce_tui.services.gate_shields import shield_of
from workforce_tui.services.gate_tables import gated_record, gated_table, sentence
from workforce_tui.services.ledger import show_publication
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publishing import ExportRequest, export
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.representation import representation_report
from workforce_tui.services.targets import set_target
from workforce_tui.services.workspace import open_workspace
from workforce_tui.tui import gated_reading, reading
from workforce_tui.tui.network_reading import progression_in_parts
from workforce_tui.tui.state import View

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.services.gate import GatedReport
    from workforce_tui.services.gate_cells import GatedRow
    from workforce_tui.services.workspace import Workspace

DERIVED = ("share", "interval", "gap_points", "persons_short", "status")


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    for ws in held(tmp_path_factory.mktemp("gate")):
        target = Target(organisation=GWENT, scope="workforce", kind=TargetKind.PERCENT, value=Fraction(6, 100))
        set_target(ws, target)
        yield ws


def ask(ws: Workspace, profile: str, by: Dimension = Dimension.GRADE, **more: Any) -> GatedReport:
    return gated_report(ws, ReportQuery(more.pop("organisation", GWENT), by=by, **more), profile)


def rows(report: GatedReport) -> dict[str, GatedRow]:
    return {row.key: row for row in report.rows}


def test_two_who_ask_for_the_same_at_once_have_it_worked_out_once(
    force: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, worked_out, both = Counter[str](), Counter[str](), threading.Event()
    name_of, shield = gate_shields._Making.fingerprint, gate_shields._Making.shield

    def count_asked(self: Any, source: Any) -> str:
        asked[name := name_of(self, source)] += 1
        if asked.total() == 2:
            both.set()
        return name

    def count_worked_out(self: Any, source: Any) -> Any:
        worked_out["times"] += 1
        assert both.wait(30)
        return shield(self, source)

    monkeypatch.setattr(gate_shields._Making, "fingerprint", count_asked)
    monkeypatch.setattr(gate_shields._Making, "shield", count_worked_out)
    gate_shields._kept.clear()
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(lambda _turn: ask(force, "NETWORK", Dimension.LEVEL), range(2))
    assert one == other
    assert (len(asked), worked_out["times"], gate_shields._turns) == (1, 1, {})


def test_what_the_chair_of_a_network_goes_to_next_is_protected_ahead(
    force: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = View(GWENT, profile="NETWORK")
    assert list(reading.protect_ahead(force, View(GWENT))) == [], "nothing is protected where nothing is withheld"
    assert list(reading.protect_ahead(force, View("nowhere", profile="NETWORK"))) == [], "said where it is looked at"
    force.engine.dispose()  # nothing is remembered
    gate_shields._kept.clear()
    ahead = list(reading.protect_ahead(force, chair))
    monkeypatch.setattr(gate_shields._Making, "shield", None)  # nothing is worked out any more
    assert list(progression_in_parts(force, chair).parts)[-1] in ahead
    for place in (gated_reading.gated_overview, gated_reading.gated_representation, gated_reading.gated_targets):
        assert place(force, chair).report.rows


def test_without_rules_the_gate_shows_what_the_report_shows(force: Workspace) -> None:
    raw = representation_report(force, ReportQuery(GWENT, NEXT))
    gated = rows(ask(force, "RAW"))
    assert raw.total is not None
    for row in (*raw.rows, raw.total):
        for name in ("headcount", "known", "minority", "white", "undeclared", "unknown"):
            assert gated[row.key].cells[name] == Shown(getattr(row.figures, name))


@pytest.mark.parametrize("profile", ["NETWORK", "TASKFORCE", "PUBLIC"])
def test_a_small_count_takes_everything_made_from_it_along(force: Workspace, profile: str) -> None:
    inspectors = rows(ask(force, profile))["INSPECTOR"]
    assert all(isinstance(inspectors.cells[name], Withheld) for name in ("minority", *DERIVED))
    assert set(reasons_of(inspectors)) >= {"minority", *DERIVED}


def test_rounded_counts_come_without_what_would_undo_the_rounding(force: Workspace) -> None:
    total = rows(ask(force, "PUBLIC"))[""]
    for name in ("headcount", "known", "minority"):
        cell = total.cells[name]
        assert isinstance(cell, Shown)
        assert isinstance(cell.value, Count)
        assert cell.value.low % 5 == 0
    assert isinstance(total.cells["share"], Shown)
    assert isinstance(total.cells["share"].value, Decimal)
    assert all(isinstance(total.cells[name], Withheld) for name in ("interval", "persons_short", "status"))


def test_a_gap_has_no_more_decimals_than_its_percentage(force: Workspace) -> None:
    for profile in ("NETWORK", "PUBLIC"):
        cells = rows(ask(force, profile))[""].cells
        share, gap = cells["share"], cells["gap_points"]
        assert isinstance(share, Shown)
        assert isinstance(gap, Shown)
        assert isinstance(share.value, Decimal)
        assert isinstance(gap.value, Decimal)
        assert gap.value.as_tuple().exponent == share.value.as_tuple().exponent


@pytest.mark.parametrize("definition", list(EthnicityDefinition))
@pytest.mark.parametrize("by", [Dimension.GRADE, Dimension.LEVEL, Dimension.TIER, Dimension.WORKER, Dimension.GROUP])
def test_no_choice_of_rows_or_definition_shows_another_verdict(
    force: Workspace, by: Dimension, definition: EthnicityDefinition
) -> None:
    """The same figure is shown or withheld alike, wherever it stands."""
    whole = rows(ask(force, "PUBLIC", Dimension.TIER))[""].cells
    total = rows(ask(force, "PUBLIC", by, definition=definition)).get("")
    if total is not None:
        assert all(total.cells[name] == whole[name] for name in ("headcount", "known", "undeclared", "unknown"))


def test_a_definition_that_is_not_among_the_tables_is_withheld(force: Workspace) -> None:
    by_grade = ask(force, "NETWORK", definition=EthnicityDefinition.EM_INCL)
    assert all(isinstance(row.cells["minority"], Withheld) for row in by_grade.rows if row.key)


def test_text_facts_and_records_have_the_same_and_no_more(force: Workspace) -> None:
    report = ask(force, "PUBLIC")
    table = gated_table(report)
    drawn = render_columns(table) + render_facts(table)
    inspectors = rows(report)["INSPECTOR"]
    record = gated_record(inspectors, "grade")
    assert record["minority"] is record["share"] is record["persons_short"] is record["status"] is None
    assert record["withheld"]["minority"] == "confidential"
    assert "[c]" in sentence(inspectors)
    assert "Inspector: Ethnic minority [c]" in drawn
    line = next(row for row in table.rows if row.key == "INSPECTOR")
    for column, cell in zip(table.columns, line.cells, strict=True):
        assert (cell_text(cell) == "[c]") == isinstance(inspectors.cells[column.key], Withheld)


def test_a_reader_is_not_told_whether_a_count_is_small_nobody_or_protects_another() -> None:
    profile = shipped_policy().profile("PUBLIC")
    reasons = ("small", "zero", "group", "complement", "difference", "earlier")
    assert {told(reason) for reason in reasons} == {"confidential"}
    assert len({why(profile, reason) for reason in reasons}) == 1
    assert why(profile, "base") != why(profile, "derived") != why(profile, "small")


def test_each_snapshot_has_the_verdicts_of_its_own_tables(force: Workspace) -> None:
    trend = gated_trend(force, GWENT, definition=EthnicityDefinition.EM_EXCL, profile_code="PUBLIC")
    assert [row.as_at for row in trend.rows] == [DAY, NEXT]
    alone = rows(ask(force, "PUBLIC", Dimension.TIER, as_at=DAY))[""]
    assert trend.rows[0].cells["minority"] == alone.cells["minority"]


def test_all_of_wales_under_a_profile(force: Workspace) -> None:
    report = ask(force, "TASKFORCE", Dimension.ORGANISATION, organisation=None)
    assert {row.key for row in report.rows} == {GWENT, SOUTH, ""}
    total = rows(report)[""].cells["headcount"]
    assert isinstance(total, Shown)


def test_a_small_force_is_not_told_from_wales_and_the_other_forces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {"W_BRIT": (300, 40, 20, 12), "A_IND": (3, 0, 0, 0), "X_UNK": (9, 4, 1, 0), "X_PNTS": (7, 2, 0, 0)}
    ws = open_workspace(str(tmp_path / "small.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
        add_staff(session, SOUTH, DAY, small)
    taskforce = policy_in_force(ws).profile("TASKFORCE")

    def left() -> tuple[int, int]:
        """What is left of the ethnic minority of Wales when that of Gwent is taken from it, each as on its screen."""
        told = []
        for organisation, area in (("", ""), (GWENT, "gwent")):
            shield = shield_of(ws, ReleaseScope(organisation or None, days=(DAY,)), taskforce)
            verdict = shield.protection.verdicts[FigureKey(organisation, area, DAY, "", "", "minority", "em_excl")]
            told.append(reader_range(verdict, taskforce.threshold))
        return max(told[0][0] - told[1][1], 0), told[0][1] - told[1][0]

    assert not confined(*left(), taskforce)
    monkeypatch.setattr(gate_shields._Making, "_of_every_organisation", lambda _self: iter(()))
    assert confined(*left(), taskforce)
    ws.close()


def test_once_all_of_wales_is_handed_out_a_screen_shows_what_was_handed_out(tmp_path: Path) -> None:
    for ws in held(tmp_path):
        for organisation in (GWENT, None):
            scope, folder = ReleaseScope(organisation, (2025,)), tmp_path / f"out-{organisation}"
            export(ws, ExportRequest(scope, "PUBLIC", folder, "Everyone", "A", ("csv",)))
        handed = {one.key: one for one in show_publication(ws, 1)[1]}
        public = policy_in_force(ws).profile("PUBLIC")
        shield = shield_of(ws, ReleaseScope(GWENT, days=(DAY,)), public)
        told = {key: one for key, one in shield.protection.verdicts.items() if isinstance(one, Published)}
        assert told
        assert all(handed[key].value == one.value and handed[key].rounding == one.rounding for key, one in told.items())
        with ws.writing() as session:
            add_staff(session, GWENT, DAY, {"A_IND": (60, 0, 0, 0)})
        later = shield_of(ws, ReleaseScope(GWENT, days=(DAY,)), public).protection.verdicts
        constables = next(key for key in told if (key.row, key.measure) == ("CONSTABLE", "minority"))
        assert isinstance(later[constables], Withheld)


def test_a_network_asks_for_its_own_organisation_only(force: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WorkforceError, match="never all"):
        ask(force, "NETWORK", Dimension.AREA, organisation=None)
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", GWENT)
    with pytest.raises(WorkforceError, match="does not show"):
        ask(force, "NETWORK", organisation=SOUTH)
    assert ask(force, "NETWORK").rows


def test_an_own_policy_is_used_and_a_wrong_one_is_told_with_its_line(force: Workspace) -> None:
    from workforce_tui.reference import text

    file = force.paths.data_dir / "disclosure_policy.toml"
    try:
        file.write_text(text("disclosure_policy.toml").replace("threshold = 5", "threshold = 200"), encoding="utf-8")
        sergeants = rows(ask(force, "TASKFORCE"))["SERGEANT"]
        assert isinstance(sergeants.cells["headcount"], Withheld)
        file.write_text("[RAW]\nthreshhold = 1\n", encoding="utf-8")
        with pytest.raises(WorkforceError, match=r"disclosure_policy\.toml"):
            ask(force, "TASKFORCE")
    finally:
        file.unlink()


def test_two_dates_looked_at_one_after_the_other_do_not_show_the_one_who_came(tmp_path: Path) -> None:
    for ws in held(tmp_path):
        joined = {**LATER, "A_IND": (18, 7, 1, 0)}
        with ws.writing() as session:
            add_staff(session, GWENT, NEXT + timedelta(days=91), joined)
        first, second = (rows(ask(ws, "NETWORK", as_at=day))[""] for day in (NEXT, NEXT + timedelta(days=91)))
        assert isinstance(first.cells["minority"], Shown)
        assert isinstance(second.cells["minority"], Withheld)
        later = gated_trend(ws, GWENT, definition=EthnicityDefinition.EM_EXCL, profile_code="NETWORK")
        assert [row.as_at for row in later.rows] == [DAY, NEXT, NEXT + timedelta(days=91)]
        assert isinstance(later.rows[-1].cells["minority"], Withheld)
