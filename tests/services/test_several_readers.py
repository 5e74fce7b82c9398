"""Readers of a restricted publication read the public one too: together they give nobody away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from gated_force import DAY, GWENT, add_staff, held
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
from workforce_tui.domain.ledger import LedgerEntry, is_stricter
from workforce_tui.services import publishing
from workforce_tui.services.attacking import (
    BEFORE_ALL,
    attacked,
    attacked_beside,
    earlier_file,
    outcome_of,
    refuse_confined,
)
from workforce_tui.services.clock import now
from workforce_tui.services.ledger import show_publication
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.publication_files import write_files
from workforce_tui.services.publishing import ExportRequest, export, prepare
from workforce_tui.services.readers import given_away
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace


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


FEW = {
    "W_BRIT": (380, 90, 28, 20), "W_OTHER": (12, 5, 0, 0), "A_IND": (10, 2, 2, 0),
    "X_UNK": (18, 5, 1, 0), "X_PNTS": (12, 3, 1, 0),
}  # fmt: skip
"""Fourteen are of an ethnic minority, ten of them constables: the taskforce is told 14, the public at least 10."""


def test_what_two_publications_tell_of_withheld_rows_together_is_withheld(tmp_path: Path) -> None:
    ws = open_workspace(str(tmp_path / "few.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, FEW)
    everyone, scope = FigureKey(GWENT, "gwent", DAY, "", "", "minority", "em_excl"), ReleaseScope(GWENT, (2025,))
    assert given(ws, tmp_path, "TASKFORCE")[everyone] == Count.exact(14)
    public = policy_in_force(ws).profile("PUBLIC")
    unmended = prepare(ws, ExportRequest(scope, "PUBLIC", tmp_path / "unmended", "Readers", "A"))
    files = write_files(unmended.publications, tmp_path, ("csv",), "unmended")
    found = given_away(ws, public, scope, files).found
    assert "parts" in {one.kind for one in found}
    assert given(ws, tmp_path, "PUBLIC")[everyone] == Count.exact(15)
    assert not given_away(ws, public, scope, sorted((tmp_path / "PUBLIC").glob("*.csv"))).found
    ws.close()


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


def told(folder: Path, number: int, version: int, headcount: int) -> Path:
    """A file of an export: everybody at two levels, and the ethnic minority of each withheld."""
    entry = LedgerEntry(
        organisation=GWENT, years=(2025,), profile="TASKFORCE", policy="", version=version, languages=("en",),
        signed_by="A", given_to="B", reason="", folder="", made_at=now(), figures=0, withheld=0, id=number,
    )  # fmt: skip
    key = FigureKey(GWENT, "gwent", DAY, "", "", "headcount", "")
    levels = [replace(key, dimension="level", row=row) for row in ("L1", "L2")]
    few = [replace(one, measure="minority", definition="em_excl") for one in levels]
    shown = zip([key, *levels], (headcount, headcount - 10, 10), strict=True)
    figures = [PublishedFigure(one, Count.exact(number)) for one, number in shown]
    return earlier_file(entry, [*figures, *(PublishedFigure(one, None) for one in few)], folder)


def test_files_that_were_corrected_since_are_attacked_as_two_versions_and_refused_where_they_still_disagree(
    force: Workspace, tmp_path: Path
) -> None:
    taskforce = policy_in_force(force).profile("TASKFORCE")
    (tmp_path / "older").mkdir()
    own, first = told(tmp_path, 1, 1, 60), told(tmp_path / "older", 1, BEFORE_ALL, 60)
    corrected = told(tmp_path, 2, 1, 90)
    assert attacked(taskforce, [own], [corrected]).leaks
    assert not attacked_beside(taskforce, ([own], [first]), [], [corrected]).leaks
    with pytest.raises(UnsafeError, match="contradict"):
        refuse_confined(outcome_of(attacked_beside(taskforce, ([own], [own]), [], [corrected])))
