"""Readers of a restricted publication read the public one too: together they give nobody away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from gated_force import GWENT, held
from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import (
    Figure,
    FigureKey,
    Published,
    PublishedFigure,
    PublishedShare,
    Release,
    ShareFigure,
    Verdict,
)
from workforce_tui.domain.disclosure.stricter import hold_back
from workforce_tui.domain.ledger import is_stricter
from workforce_tui.services import publishing
from workforce_tui.services.ledger import show_publication
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.publishing import ExportRequest, export
from workforce_tui.services.readers import given_away
from workforce_tui.services.release_source import ReleaseScope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

DAY = date(2025, 3, 31)


@pytest.fixture
def force(tmp_path: Path) -> Iterator[Workspace]:
    yield from held(tmp_path)


def given(ws: Workspace, folder: Path, profile: str) -> dict[FigureKey, object]:
    """Hand the year out under a profile: its figures as published, None where withheld."""
    request = ExportRequest(ReleaseScope(GWENT, (2025,)), profile, folder / profile, "Readers", "A", ("csv",))
    done = export(ws, request)
    return {one.key: one.value for one in show_publication(ws, done.entry.id or 0)[1]}


@pytest.mark.parametrize("restricted", ["NETWORK", "TASKFORCE"])
def test_what_restricted_readers_were_not_told_is_not_made_public_later(
    force: Workspace, tmp_path: Path, restricted: str
) -> None:
    before, later = given(force, tmp_path, restricted), given(force, tmp_path, "PUBLIC")
    told = {key for key, value in later.items() if value is not None}
    assert told
    assert not {key for key in told if key in before and before[key] is None}


def test_the_taskforce_is_told_more_after_a_publication_too(force: Workspace, tmp_path: Path) -> None:
    before, later = given(force, tmp_path, "PUBLIC"), given(force, tmp_path, "TASKFORCE")
    assert sum(value is not None for value in later.values()) >= sum(value is not None for value in before.values())


def test_a_publication_that_gives_restricted_readers_more_is_refused(
    force: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(force, tmp_path, "NETWORK")
    monkeypatch.setattr(publishing, "restricted_figures", lambda *_asked: ())
    monkeypatch.setattr(publishing, "COARSER", ((),))
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "kept_apart", lambda *_given: None)
        with pytest.raises(UnsafeError):
            given(force, tmp_path, "PUBLIC")
    assert not (tmp_path / "PUBLIC").exists()
    more = given(force, tmp_path, "PUBLIC")
    assert {key for key, value in more.items() if value is not None}
    files = sorted((tmp_path / "PUBLIC").glob("*.csv"))
    public = policy_in_force(force).profile("PUBLIC")
    assert not given_away(force, public, ReleaseScope(GWENT, (2025,)), files).found


def test_a_percentage_has_no_more_decimals_than_restricted_readers_have() -> None:
    part, base, share = (FigureKey(GWENT, "gwent", DAY, "", "", one) for one in ("minority", "known", "share"))
    cells = (Count.exact(77), Count.exact(2030))
    figures = (Figure(part, (0,), cells[0]), Figure(base, (1,), cells[1]))
    release = Release(cells, figures, (ShareFigure(share, part, base),))
    verdicts: dict[FigureKey, Verdict] = {
        part: Published(Count.exact(75), 5),
        base: Published(Count.exact(2030), 5),
        share: PublishedShare(Decimal("3.79")),
    }
    restricted = [PublishedFigure(share, Decimal("3.8")), PublishedFigure(part, None)]
    assert hold_back(release, verdicts, restricted) == {share: PublishedShare(Decimal("3.8"))}
    assert isinstance(verdicts[part], Withheld)
    assert isinstance(verdicts[base], Published)


def test_stricter_profiles_have_fewer_readers() -> None:
    assert is_stricter("NETWORK", "PUBLIC")
    assert is_stricter("TASKFORCE", "PUBLIC")
    assert not is_stricter("PUBLIC", "TASKFORCE")
    assert not is_stricter("PUBLIC", "PUBLIC")
    assert not is_stricter("RAW", "PUBLIC")
