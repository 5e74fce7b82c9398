"""Figures held of an organisation whose return was received are protected beside that: their readers have both."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import GWENT, NEXT
from gated_force import add_staff
from signed_force import LATER, YEAR, signed_force
from workforce_tui.domain.edition import Audience
from workforce_tui.services import ledger
from workforce_tui.services.attacking import audit_files
from workforce_tui.services.edition_exporting import EditionRequest, export_editions
from workforce_tui.services.edition_import import import_edition
from workforce_tui.services.gate_shields import screen_scope, shield_of
from workforce_tui.services.ledger import figures_told, known_publications, next_version, restricted_publications
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publishing import ExportRequest, export
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCOPE = ReleaseScope(GWENT, (YEAR,))
NEAR = NEXT - timedelta(days=90)


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The internal edition of the return of the force, as its organisation hands it over."""
    folder = tmp_path_factory.mktemp("force")
    for force in signed_force(folder):
        request = EditionRequest(GWENT, YEAR, (Audience.INTERNAL,), folder / "out", "Taskforce", "A", formats=("csv",))
        export_editions(force, request)
        (file,) = (folder / "out").rglob("*.csv")
        yield file


@pytest.fixture
def taskforce(returned: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A database that received the return, and has one more of the same staff three months before."""
    ws = open_workspace(str(tmp_path / "taskforce.db"))
    constables, *others = LATER["A_IND"]
    with ws.writing() as session:
        add_staff(session, GWENT, NEAR, {**LATER, "A_IND": (constables + 1, *others)})
    import_edition(ws, returned, "Eleri Rees")
    yield ws
    ws.close()


@pytest.mark.parametrize("beside", [True, False])
def test_what_is_handed_out_beside_a_received_return_tells_nothing_together_with_it(
    taskforce: Workspace, returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, beside: bool
) -> None:
    if not beside:
        monkeypatch.setattr(ledger, "received_entries", lambda _session: ())
    done = export(taskforce, ExportRequest(SCOPE, "TASKFORCE", tmp_path / "own", "A", "B", formats=("csv",)))
    own = sorted(done.folder.rglob("*.csv"))
    found = audit_files(policy_in_force(taskforce).profile("TASKFORCE"), [returned, *own]).found
    assert bool(found) is not beside


def test_a_received_return_is_known_to_whom_it_is_for(taskforce: Workspace) -> None:
    (entry,) = known_publications(taskforce, "TASKFORCE")
    assert (entry.organisation, entry.years, entry.profile) == (GWENT, (YEAR,), "TASKFORCE")
    assert any(one.value is not None for one in figures_told(taskforce, [entry])[0])
    assert known_publications(taskforce, "PUBLIC") == ()
    assert restricted_publications(taskforce, "PUBLIC") == (entry,)
    assert known_publications(taskforce, "TASKFORCE", received=False) == ()
    assert next_version(taskforce, SCOPE) == 2


def test_screens_are_made_beside_a_received_return(taskforce: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = policy_in_force(taskforce).profile("TASKFORCE")
    scope = screen_scope(taskforce, GWENT, NEAR, profile)
    beside = shield_of(taskforce, scope, profile).protection.verdicts
    monkeypatch.setattr(ledger, "received_entries", lambda _session: ())
    assert shield_of(taskforce, scope, profile).protection.verdicts != beside
