"""The rates of mentoring that are handed out and that a chair sees, and what editions of returns told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.edition import AUDIENCE_PROFILES, EditionKind
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.held_editions import Origin
from workforce_tui.domain.ledger import known_to
from workforce_tui.domain.levels import Level
from workforce_tui.domain.return_parts import MentoringParts, MentoringRate
from workforce_tui.i18n import LANGUAGES
from workforce_tui.services.mentoring import mentoring_report
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.mentoring import MentoringReport
    from workforce_tui.services.workspace import Workspace

SENIOR = (str(Level.L5), str(Level.L6))
SECTION = "mentoring"
COLUMNS: Mapping[str, str] = {"part": "number", "base": "of"}
"""The columns of editions that the counts of a rate are in."""
OF_MENTEES = (("M1", "part"), ("M3", "base"), ("M3", "part"))
"""The counts that are of mentees, or of staff who were: hardly others."""


@dataclass(frozen=True, slots=True)
class MentoringHandedOut:
    """What an edition told of mentees of a year: of each count of a rate ("M3 base") how many, and what was shown."""

    year: int
    counts: Mapping[str, tuple[int, PublishedFigure]]


def mentoring_parts(report: MentoringReport) -> MentoringParts:
    """The counts of M1 over all levels, M2, and M3 of ethnic minority mentees."""
    covered, reached = report.coverage.total.value, report.reach.value
    completed = next(one.delivery.completed for one in report.groups if one.member is Membership.MINORITY)
    rates = []
    for key, value, measure, levels in (
        ("M1", covered, "minority", ("",)),
        ("M2", reached, "headcount", SENIOR),
        ("M3", completed, "", ()),
    ):
        counts = (value.part, value.base) if value.share is not None else (None, None)
        rates.append(MentoringRate(key, *counts, measure, levels, value.base))
    offered = sum(one.values.get("offered") is not False for one in report.schemes)
    return MentoringParts(offered, len(report.schemes) - offered, tuple(rates))


def mentoring_handed_out(ws: Workspace, organisation: str, profile: str) -> tuple[MentoringHandedOut, ...]:
    """What readers of a profile were told of mentees by editions of an organisation's returns."""
    with ws.reading() as session:
        held = store.editions(
            session, kind=EditionKind.RETURN, organisation=organisation, language=LANGUAGES[0], origin=Origin.MADE
        )
    known = known_to(profile)
    found = (_handed_out(ws, one.edition) for one in held if AUDIENCE_PROFILES[one.audience] in known)
    return tuple(one for one in found if one.counts)


def _handed_out(ws: Workspace, edition: Edition) -> MentoringHandedOut:
    """What one edition told; it is kept in every language, and they say the same."""
    parts = mentoring_parts(mentoring_report(ws, edition.organisation, year=edition.year))
    rates = {one.key: {"part": one.part, "base": one.base} for one in parts.rates}
    counts = {}
    for key, measure, shown in _shown(edition):
        count = rates[key][measure] if (key, measure) in OF_MENTEES else None
        if count is not None and count.is_exact:
            counts[f"{key} {measure}"] = count.low, shown
    return MentoringHandedOut(edition.year, counts)


def _shown(edition: Edition) -> Iterator[tuple[str, str, PublishedFigure]]:
    """The counts of the table of rates of mentoring, as the ledger has figures."""
    rounding, threshold = (int(edition.codes.get(name, "0")) for name in ("rounding", "threshold"))
    nothing = FigureKey("", "", collection_year(edition.year).end, "", "", "")
    for section, table in edition.tables():
        if section.code != SECTION:
            continue
        places = {column.key: place for place, column in enumerate(table.table.columns)}
        for row in table.table.rows if set(COLUMNS.values()) <= set(places) else ():
            for measure, column in COLUMNS.items():
                cell = row.cells[places[column]]
                if not isinstance(cell, NotAvailable):
                    value = cell.value if isinstance(cell, Shown) and isinstance(cell.value, Count) else None
                    yield row.key, measure, PublishedFigure(nothing, value, rounding, threshold)
