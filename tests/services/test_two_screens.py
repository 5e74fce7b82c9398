"""Two screens looked at one after the other: other days of all of Wales, other profiles, other organisations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gated_force import DAY, GWENT, SOUTH, STAFF, add_staff
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.roles import Role
from workforce_tui.services import gate_shields, roles
from workforce_tui.services.attacking import audit_any, earlier_file
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import gated_report
from workforce_tui.services.gate_shields import screen_scope, shield_of
from workforce_tui.services.ledger import list_publications, show_publication
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publishing import ExportRequest, export
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.workspace import Workspace

LATER = DAY + timedelta(days=91)
JOINED = {**STAFF, "A_IND": (16, 7, 1, 0)}
"""Two more constables than on the day before."""


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    found = open_workspace(str(tmp_path / "force.db"))
    with found.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
        add_staff(session, SOUTH, DAY, STAFF)
    yield found
    found.close()
    roles.look_as(roles.Who())


def minority_of_wales(ws: Workspace, profile: str, day: date | None) -> Cell:
    return gated_report(ws, ReportQuery(None, day, Dimension.TIER), profile).rows[-1].cells["minority"]


def test_all_of_wales_on_two_near_days_does_not_show_the_two_who_came(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both forces are counted on both days; the screens of each are a set, and all of Wales is one with them."""
    with ws.writing() as session:
        add_staff(session, GWENT, LATER, JOINED)
        add_staff(session, SOUTH, LATER, STAFF)
    exact = replace(policy_in_force(ws).profile("TASKFORCE"), rounding=0)

    def shown() -> list[bool]:
        found = []
        for day in (DAY, LATER):
            made = shield_of(ws, screen_scope(ws, None, day, exact), exact)
            key = FigureKey("", "", day, "", "", "minority", "em_excl")
            found.append(isinstance(made.protection.verdicts[key], Published))
        return found

    assert sum(shown()) < 2
    gate_shields._kept.clear()
    monkeypatch.setattr(gate_shields._Making, "_of_wales_before", lambda _self: iter(()))
    monkeypatch.setattr(gate_shields._Making, "_of_every_organisation", lambda _self: iter(()))
    assert sum(shown()) == 2
    gate_shields._kept.clear()


def test_the_latest_of_all_of_wales_comes_first_and_other_days_are_made_beside_it(ws: Workspace) -> None:
    with ws.writing() as session:
        add_staff(session, SOUTH, LATER, STAFF)
        add_staff(session, GWENT, DAY + timedelta(days=800), STAFF)
    taskforce = policy_in_force(ws).profile("TASKFORCE")

    def before(*days: date) -> list[tuple[date, ...]]:
        made = gate_shields._Making(ws, ReleaseScope(None, days=days), taskforce)
        return [scope.days for scope in made.screens if not scope.organisation]

    assert before() == []
    assert before(LATER) == [()]
    assert before(DAY) == [(), (LATER,)]
    assert screen_scope(ws, None, LATER, taskforce) == ReleaseScope(None, days=(LATER,))


def test_a_day_of_some_organisations_is_not_shown_under_the_name_of_the_latest_of_all(ws: Workspace) -> None:
    with ws.writing() as session:
        add_staff(session, GWENT, LATER, STAFF)
    assert gated_report(ws, ReportQuery(None, None, Dimension.TIER), "TASKFORCE").as_at == LATER
    with pytest.raises(WorkforceError, match="some organisations of Wales only"):
        gated_report(ws, ReportQuery(None, LATER, Dimension.TIER), "TASKFORCE")
    assert gated_report(ws, ReportQuery(None, LATER, Dimension.TIER), "RAW").as_at == LATER


def test_under_another_profile_than_that_of_the_role_only_what_was_handed_out_is_shown(
    ws: Workspace, tmp_path: Path
) -> None:
    query = ReportQuery(GWENT, DAY, Dimension.GRADE)
    computed = gated_report(ws, query, "PUBLIC")
    for someone in (roles.Who(Role.PANEL), roles.Who(Role.CHAIR, GWENT)):
        roles.look_as(someone)
        with pytest.raises(WorkforceError, match="nothing of it was"):
            gated_report(ws, query, "PUBLIC")
    assert gated_report(ws, query, "NETWORK").rows
    export(ws, ExportRequest(ReleaseScope(GWENT, (2025,)), "PUBLIC", tmp_path / "out", "All", "A", ("csv",)))
    handed = {one.key: one.value for one in show_publication(ws, list_publications(ws)[0].id or 0)[1]}
    shown = gated_report(ws, query, "PUBLIC")
    assert [row.key for row in shown.rows] == [row.key for row in computed.rows]
    for row in shown.rows:
        for name in ("headcount", "known", "undeclared"):
            key = FigureKey(GWENT, "gwent", DAY, "grade" if row.key else "", row.key, name)
            cell = row.cells[name]
            assert (cell.value if isinstance(cell, Shown) else None) == handed[key]
    roles.look_as(roles.Who(Role.PANEL))
    assert gated_report(ws, query, "PUBLIC").rows == shown.rows, "the panel sees what was published"


def test_screens_under_two_profiles_would_be_broken_together(ws: Workspace, tmp_path: Path) -> None:
    """Why a role sees of other profiles only what was handed out: these are each safe, and not safe together."""
    few = {"W_BRIT": (380, 90, 28, 20), "A_IND": (10, 2, 2, 0), "X_UNK": (18, 5, 1, 0), "X_PNTS": (12, 3, 1, 0)}
    day = DAY + timedelta(days=2000)
    with ws.writing() as session:
        add_staff(session, GWENT, day, few)
    files, network = [], policy_in_force(ws).profile("NETWORK")
    for number, code in enumerate(("NETWORK", "PUBLIC"), 1):
        profile = policy_in_force(ws).profile(code)
        made = shield_of(ws, ReleaseScope(GWENT, days=(day,)), profile)
        files.append(_told(made, tmp_path, number))
    assert all(_is_safe([file], network) for file in files[:1])
    assert not _is_safe(files, network)


def test_once_all_of_wales_is_out_the_screens_of_two_organisations_show_what_was_handed_out(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(ws, ExportRequest(ReleaseScope(None, (2025,)), "PUBLIC", tmp_path / "wales", "All", "A", ("csv",)))
    handed = {one.key: one.value for one in show_publication(ws, 1)[1]}
    public, network = (policy_in_force(ws).profile(code) for code in ("PUBLIC", "NETWORK"))
    for organisation in (GWENT, SOUTH):
        verdicts = shield_of(ws, ReleaseScope(organisation, days=(DAY,)), public).protection.verdicts
        told = {key: one.value for key, one in verdicts.items() if isinstance(one, Published)}
        assert told
        assert {key: handed.get(key) for key in told} == told
        assert not any(key.dimension == "grade" for key in told)
    # a chair sees one organisation, whose screens are protected with what was handed out
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", GWENT)
    verdicts = shield_of(ws, ReleaseScope(GWENT, days=(DAY,)), network).protection.verdicts
    assert any(isinstance(one, Published) and key.dimension == "grade" for key, one in verdicts.items())


def _told(shield: gate_shields.Shield, folder: Path, number: int) -> Path:
    from workforce_tui.domain.ledger import LedgerEntry

    fields = dict.fromkeys(LedgerEntry.__annotations__, "") | {"id": number, "version": 1}
    lines = list(gate_shields._told(shield, shield.protection.profile))
    return earlier_file(LedgerEntry(**fields), lines, folder)  # type: ignore[arg-type]


def _is_safe(files: Sequence[Path], profile: object) -> bool:
    return audit_any(files, threshold=profile.threshold, width=profile.protection).safe  # type: ignore[attr-defined]
