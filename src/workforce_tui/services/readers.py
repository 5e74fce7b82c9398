"""Readers of restricted publications read the open ones as well: what was withheld from them must stay so."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.services.attacking import (
    BEFORE_ALL,
    AuditOutcome,
    attacked_beside,
    earlier_file,
    outcome_of,
    refuse_confined,
)
from workforce_tui.services.ledger import figures_told, known_publications, restricted_publications
from workforce_tui.services.policy import policy_in_force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.auditing.report import Confined
    from workforce_tui.domain.disclosure.model import PublishedFigure
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.release_source import ReleaseScope
    from workforce_tui.services.workspace import Workspace


def restricted_figures(ws: Workspace, profile: Profile) -> tuple[PublishedFigure, ...]:
    """The figures of every export to readers who see more than those of a profile, oldest first."""
    if not profile.withholds:
        return ()
    return tuple(chain(*figures_told(ws, restricted_publications(ws, str(profile.code)))))


def refuse_given_away(ws: Workspace, profile: Profile, scope: ReleaseScope, files: Sequence[Path]) -> None:
    """Refuse files of a profile that give away what restricted publications of the same years withheld.

    Raises:
        UnsafeError: readers of a restricted publication could work out what it withheld.
    """
    refuse_confined(given_away(ws, profile, scope, files))


def given_away(ws: Workspace, profile: Profile, scope: ReleaseScope, files: Sequence[Path]) -> AuditOutcome:
    """Attack what was withheld in restricted publications of the same years with files of a profile that were written:
    what the readers of the first of them could work out."""
    restricted = [one for one in restricted_publications(ws, str(profile.code)) if _meets(one, scope)]
    for code in sorted({one.profile for one in restricted}):
        theirs = [one for one in restricted if one.profile == code]
        also = [one for one in known_publications(ws, code) if one.profile != code and _meets(one, scope)]
        stricter = policy_in_force(ws).profile(code)
        with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name, tempfile.TemporaryDirectory() as older:
            own = [_file(ws, one, Path(name)) for one in theirs]
            first = [_file(ws, replace(one, version=BEFORE_ALL), Path(older)) for one in theirs]
            before = [_file(ws, one, Path(name)) for one in also]
            report = attacked_beside(stricter, (own, first), before, files)
        outcome = outcome_of(report, [path.name for path in (*before, *files)])
        if outcome.confined:
            return replace(outcome, found=tuple(_by_these(one, files) for one in outcome.found))
    return AuditOutcome(done=True)


def _by_these(one: Confined, files: Sequence[Path]) -> Confined:
    """What was found with those pins alone that files say and nothing read before says as narrowly."""
    names = tuple(path.name for path in files)
    before = [pin for pin in one.pins if not pin.source.startswith(names)]
    said = {(pin.figures, pin.low, pin.high) for pin in before}
    exact = {pin.figures for pin in before if pin.low == pin.high}
    ours = (pin for pin in one.pins if pin.source.startswith(names) and pin.figures not in exact)
    return replace(one, pins=tuple(pin for pin in ours if (pin.figures, pin.low, pin.high) not in said))


def _meets(entry: LedgerEntry, scope: ReleaseScope) -> bool:
    """Whether an export was of some of the same staff in the same years."""
    whose = {entry.organisation, scope.organisation or ""}
    return bool(set(entry.years) & set(scope.years)) and (len(whose) == 1 or "" in whose)


def _file(ws: Workspace, entry: LedgerEntry, folder: Path) -> Path:
    return earlier_file(entry, figures_told(ws, [entry])[0], folder)
