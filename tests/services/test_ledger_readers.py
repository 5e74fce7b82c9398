"""Who reads which exports of the ledger: what is public, and what is for those they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import GWENT
from gated_force import SOUTH
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.services.ledger import publications_seen, show_publication
from workforce_tui.services.policy import PROFILE_VARIABLE
from workforce_tui.storage import publications

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

EXPORTS = (
    (GWENT, "RAW"), (GWENT, "NETWORK"), (SOUTH, "NETWORK"), (GWENT, "TASKFORCE"), (GWENT, "PUBLIC"), ("", "PUBLIC"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "seen"),
    [
        ("RAW", EXPORTS),
        ("NETWORK", (EXPORTS[1], *EXPORTS[4:])),
        ("TASKFORCE", EXPORTS[3:]),
        ("PUBLIC", EXPORTS[4:]),
    ],
)
def test_an_export_is_shown_to_its_readers_alone(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, profile: str, seen: tuple[tuple[str, str], ...]
) -> None:
    numbers = {}
    for organisation, code in EXPORTS:
        entry = LedgerEntry(
            organisation, (2026,), code, "", 1, ("en",), "A. Analyst", "Somebody", "", "x", "", 0, 0, (), Step.PREPARED
        )
        with ws.writing() as session:
            numbers[organisation, code] = publications.add_publication(session, entry=entry, figures=())
    monkeypatch.setenv(PROFILE_VARIABLE, profile)
    monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", GWENT)
    assert {(one.organisation, one.profile) for one in publications_seen(ws)} == {*seen}
    for export, number in numbers.items():
        if export in seen:
            assert show_publication(ws, number)[0].id == number
        else:
            with pytest.raises(WorkforceError, match=f"There is no publication {number}"):
                show_publication(ws, number)
