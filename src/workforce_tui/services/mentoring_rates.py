"""The rates of mentoring that are handed out and that a chair sees, and what was told of them before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.disclosure.revised import SAME_STAFF_DAYS
from workforce_tui.domain.edition import AUDIENCE_PROFILES, EditionKind
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.ledger import COUNTED, Step
from workforce_tui.domain.levels import Level
from workforce_tui.domain.return_parts import MentoringParts, MentoringRate
from workforce_tui.services.mentoring import mentoring_report
from workforce_tui.services.release_plan import HEADLINE
from workforce_tui.storage import editions as store
from workforce_tui.storage import publications as ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.table import Table
    from workforce_tui.services.mentoring import MentoringReport
    from workforce_tui.services.workspace import Workspace

SENIOR = (str(Level.L5), str(Level.L6))
SECTION = "mentoring"
COLUMNS: Mapping[str, str] = {"part": "number", "base": "of"}
"""The columns of editions that the counts of a rate are in."""
OF_MENTEES = (("M1", "part"), ("M3", "base"), ("M3", "part"))
"""The counts that are of mentees, or of staff who were: hardly others."""


ALL_COHORTS = 0
"""In place of a year: mentees of every cohort."""


@dataclass(frozen=True, slots=True)
class MentoringHandedOut:
    """What an edition told of mentees of a year, or a briefing of all: of each count of a rate ("M3 base") how many,
    and what was shown. `name` is another for everything that was handed out."""

    name: str
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


def mentees_of_table(organisation: Organisation, day: date, table: Table) -> Iterator[PublishedFigure]:
    """The counts of mentees of every cohort that a table of rates shows, as the ledger keeps them.

    *day* is that of the staff they are shown beside.
    """
    nothing = FigureKey(organisation.code, str(organisation.area), day, COUNTED, "", "", str(HEADLINE), SECTION)
    for rate, measure, shown in _shown(table, nothing):
        if (rate, measure) in OF_MENTEES:
            yield replace(shown, key=replace(nothing, row=rate, measure=measure))


def mentoring_handed_out(
    ws: Workspace, organisation: str, profiles: Collection[str], day: date | None = None
) -> tuple[MentoringHandedOut, ...]:
    """What was told of mentees under some profiles: by editions of an organisation's returns, and by briefings.

    *day*: of briefings those alone whose staff were counted so near to it that they are much the same people.
    """
    with ws.reading() as session:
        held = store.editions(session, kind=EditionKind.RETURN, organisation=organisation)
    # An edition is kept in every language, and they say the same; what was received counts as well.
    once = {(one.year, one.version, one.audience, one.origin): one.edition for one in reversed(held)}
    editions = (
        _in_edition(ws, edition, f"edition {place}")
        for place, edition in enumerate(once.values())
        if AUDIENCE_PROFILES[edition.audience] in profiles
    )
    found = (*editions, *_in_briefings(ws, organisation, profiles, day))
    return tuple(one for one in found if one.counts)


def _in_briefings(
    ws: Workspace, organisation: str, profiles: Collection[str], day: date | None
) -> Iterator[MentoringHandedOut]:
    """What briefings told, which is of all cohorts there were then."""
    with ws.reading() as session:
        held = [
            one.id or 0
            for one in ledger.publications(session)
            if one.organisation == organisation and one.profile in profiles and one.step is not Step.ABANDONED
        ]
        told = {number: ledger.figures_of(session, publications=[number]) for number in held}
    for number, figures in told.items():
        counts = {
            f"{one.key.row} {one.key.measure}": (one.value.low, one)
            for one in figures
            if (one.key.dimension, one.key.cut) == (COUNTED, SECTION) and isinstance(one.value, Count)
            and (day is None or abs((day - one.key.as_at).days) < SAME_STAFF_DAYS)
        }  # fmt: skip
        yield MentoringHandedOut(f"publication {number}", ALL_COHORTS, counts)


def _in_edition(ws: Workspace, edition: Edition, name: str) -> MentoringHandedOut:
    """What one edition told."""
    parts = mentoring_parts(mentoring_report(ws, edition.organisation, year=edition.year))
    rates = {one.key: {"part": one.part, "base": one.base} for one in parts.rates}
    rounding, threshold = (int(edition.codes.get(code, "0")) for code in ("rounding", "threshold"))
    nothing = FigureKey("", "", collection_year(edition.year).end, "", "", "")
    counts = {}
    for section, table in edition.tables():
        for key, measure, shown in _shown(table.table, nothing) if section.code == SECTION else ():
            count = rates[key][measure] if (key, measure) in OF_MENTEES else None
            if count is not None and count.is_exact:
                counts[f"{key} {measure}"] = count.low, replace(shown, rounding=rounding, threshold=threshold)
    return MentoringHandedOut(name, edition.year, counts)


def _shown(table: Table, key: FigureKey) -> Iterator[tuple[str, str, PublishedFigure]]:
    """The counts of a table of rates of mentoring: the rate, which of its counts, and what is shown."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    for row in table.rows if set(COLUMNS.values()) <= set(places) else ():
        for measure, column in COLUMNS.items():
            cell = row.cells[places[column]]
            if not isinstance(cell, NotAvailable):
                value = cell.value if isinstance(cell, Shown) and isinstance(cell.value, Count) else None
                yield row.key, measure, PublishedFigure(key, value)
