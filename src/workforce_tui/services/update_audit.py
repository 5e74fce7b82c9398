"""Attacking the written files of the all-Wales update, with everything its readers have, as its readers might."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import AUDIENCE_PROFILES, Audience
from workforce_tui.domain.held_editions import Origin
from workforce_tui.domain.ledger import LedgerEntry
from workforce_tui.domain.update_figures import COUNTED, DIMENSIONS, PERCENTAGES, published_range
from workforce_tui.domain.update_release import HEADLINE
from workforce_tui.domain.update_sums import AREA, KIND
from workforce_tui.services.attacking import (
    BEFORE_ALL,
    AuditOutcome,
    attacked_beside,
    audit_files,
    earlier_file,
    outcome_of,
    refuse_confined,
)
from workforce_tui.services.ledger import known_publications, restricted_publications
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.received_figures import RECEIVED_FROM
from workforce_tui.services.update_compiling import READ_BY, Compiled, figures_of
from workforce_tui.services.update_sources import editions_of
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
    from workforce_tui.services.update_sources import Received
    from workforce_tui.services.workspace import Workspace

    Published = tuple[LedgerEntry, tuple[PublishedFigure, ...]]

_READ = ("", *DIMENSIONS, AREA, KIND, "organisation")
"""The figures that bear on an update: those of all staff, and by what it adds them up by."""


def audit_update(ws: Workspace, compiled: Compiled, files: Sequence[Path], version: int) -> AuditOutcome:
    """What can be worked out from the files together with all their readers had before.

    Raises:
        UnsafeError: what a restricted edition or publication withheld could be worked out with the files.
        WorkforceError: a file cannot be read in full.
    """
    year, audience = compiled.sources.year, compiled.audience
    entries = known_publications(ws, str(compiled.profile.code), received=False)
    held = [*_of_ledger(ws, compiled, entries), *_of_received(ws, compiled, editions_of(ws, year, READ_BY[audience]))]
    before = in_force(held, version)
    outcome = audit_files(compiled.profile, files, before)
    if outcome.confined:
        return outcome
    _refuse_given_away(ws, compiled, files, before, version)
    return outcome


def in_force(held: Sequence[Published], version: int) -> list[Published]:
    """What bears on a version of an update: of each organisation what its last return does not contradict, as figures
    of that version.

    Of a return that was corrected the update says nothing: it is made of the later one, with which readers could work
    nothing out when it was handed out, however much they had of the earlier.
    """
    last: dict[str, dict[FigureKey, PublishedFigure]] = {}
    kept = []
    for entry, figures in sorted(held, key=lambda one: (one[0].version, one[0].made_at, one[0].id or 0), reverse=True):
        whose = entry.organisation
        if whose and any(not _agree(one, last.get(whose, {}).get(one.key, one)) for one in figures):
            continue
        last[whose] = {one.key: one for one in figures} | last.get(whose, {})
        kept.append((replace(entry, version=version) if whose else entry, figures))
    return kept[::-1]


def _counts_the_same(one: Published, counted: frozenset[str]) -> bool:
    """Whether a publication is of one of the organisations *counted*, or has these and no other in its totals.

    Totals of other organisations, and what those organisations sent, say nothing of sums in which they are not.
    """
    entry, figures = one
    whose = {figure.key.organisation for figure in figures if figure.key.organisation}
    return entry.organisation in counted if entry.organisation else whose == counted


def _agree(one: PublishedFigure, other: PublishedFigure) -> bool:
    """Whether one number can be both: each is known to half of what it was rounded to."""
    if not isinstance(one.value, Count) or not isinstance(other.value, Count):
        return True
    mine, theirs = published_range(one.value, one.rounding, 0), published_range(other.value, other.rounding, 0)
    return mine.low <= theirs.high and theirs.low <= mine.high


def _of_ledger(ws: Workspace, compiled: Compiled, entries: Iterable[LedgerEntry]) -> list[Published]:
    found = []
    for entry in entries:
        if compiled.sources.year in entry.years:
            with ws.reading() as session:
                figures = store.figures_of(session, publications=[entry.id or 0])
            found.append((entry, _dated(compiled, figures)))
    return [(entry, figures) for entry, figures in found if figures]


def _of_received(ws: Workspace, compiled: Compiled, editions: Iterable[Received]) -> list[Published]:
    """Editions that came from elsewhere; those made here are in the ledger."""
    found = []
    for one in editions:
        if one.held.origin is Origin.RECEIVED and one.staff.day and one.held.organisation in compiled.sources.known:
            figures = _dated(compiled, figures_of(one.staff, compiled.sources))
            found.append((_entry(one), figures))
    return found


def _entry(one: Received) -> LedgerEntry:
    held = one.held
    return LedgerEntry(
        organisation=held.organisation, years=(held.year,), profile=one.staff.profile, policy="", version=held.version,
        languages=(held.language,), signed_by=held.by, given_to="", reason="", folder="", made_at=held.made_at,
        figures=0, withheld=0, id=RECEIVED_FROM + held.id,
    )  # fmt: skip


def _dated(compiled: Compiled, figures: Iterable[PublishedFigure]) -> tuple[PublishedFigure, ...]:
    """The figures that bear on the update, those of a snapshot it counts on the day it has for all of Wales.

    Its tables have one day; the staff an organisation counted on another are the same people.
    """
    whose = compiled.whose
    kept = []
    for one in figures:
        key = one.key
        if key.cut or key.dimension not in _READ or key.measure not in {*COUNTED, *PERCENTAGES}:
            continue
        if key.definition not in ("", HEADLINE):
            continue
        staff = whose.staff.get(key.organisation) if whose else None
        if whose is not None and staff is not None and staff.day == key.as_at:
            key = replace(key, as_at=whose.day)
        kept.append(replace(one, key=key))
    return tuple(kept)


def _refuse_given_away(
    ws: Workspace,
    compiled: Compiled,
    files: Sequence[Path],
    before: Sequence[Published],
    version: int,
) -> None:
    """Attack what restricted readers were not told, in the ledger and in editions received, with the files.

    They read what the public has *before* as well; what they could work out with that, these files do not give away.

    Raises:
        UnsafeError: they could work it out.
    """
    if compiled.audience is not Audience.PUBLIC:
        return
    code = AUDIENCE_PROFILES[Audience.INTERNAL]
    profile = policy_in_force(ws).profile(code)
    entries = restricted_publications(ws, str(compiled.profile.code), received=False)
    entries = tuple(one for one in entries if one.profile == code)
    received = editions_of(ws, compiled.sources.year, (Audience.INTERNAL,))
    held = in_force([*_of_ledger(ws, compiled, entries), *_of_received(ws, compiled, received)], version)
    theirs = [one for one in held if _counts_the_same(one, frozenset(compiled.everyone))]
    if not theirs:
        return
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name, tempfile.TemporaryDirectory() as older:
        own = [earlier_file(entry, figures, Path(name)) for entry, figures in theirs]
        first = [earlier_file(replace(entry, version=BEFORE_ALL), figures, Path(older)) for entry, figures in theirs]
        public = [earlier_file(entry, figures, Path(name)) for entry, figures in before]
        report = attacked_beside(profile, (own, first), public, files)
    refuse_confined(outcome_of(report, [path.name for path in (*public, *files)]))
