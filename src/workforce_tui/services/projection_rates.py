"""How many leave and who joins, from what is held: people followed, else lists of events, else an assumption."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.formatting import count_text, long_date, percent
from workforce_tui.domain.representation import Composition, representation
from workforce_tui.i18n import _
from workforce_tui.services.events import event_summary
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.projection_figures import LEVELS, USUAL_LEAVER_RATE, WORKFORCE, Assumed, Origin
from workforce_tui.services.projection_flows import (
    groups_note,
    joiner_share,
    leaver_rate,
    moves_of,
    outside_share,
    promoted_part,
)
from workforce_tui.services.representation import representation_report, snapshot_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.representation import Representation
    from workforce_tui.services.events import EventSummary
    from workforce_tui.services.workspace import Workspace

YEAR_AT_LEAST, YEAR_AT_MOST = 360, 372
"""Days of the periods that count as a year: no part of a year is stretched to stand for one."""
BEFORE = timedelta(days=45)
"""How long before a period the staff it starts with may have been counted."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates a projection starts from; `promoted` and `outside_share` only where people come from within too."""

    leaver: Assumed
    joiner: Assumed
    promoted: Fraction | None = None
    outside_share: Fraction = Fraction(0)
    notes: tuple[str, ...] = ()


def rates_of(
    ws: Workspace,
    organisation: str,
    definition: EthnicityDefinition,
    scope: str,
    figures: Representation | None,
    *,
    up_to: date | None = None,
) -> Rates:
    """The leaver rate and the share of joiners of a scope, from what is held up to a day where one is given."""
    moves = moves_of(ws, organisation, definition, scope, up_to=up_to)
    leaver = joiner = None
    if moves is not None:
        leaver, joiner = leaver_rate(moves), joiner_share(moves)
    if scope == WORKFORCE:
        leaver = leaver or _leavers(ws, organisation, up_to)
        joiner = joiner or _joiners(ws, organisation, definition, up_to)
    from_within = moves is not None and scope.partition(":")[0] in LEVELS
    return Rates(
        leaver or usual(),
        joiner or as_today(figures),
        promoted_part(moves) if moves and from_within else None,
        outside_share(moves) if moves and from_within else Fraction(0),
        tuple(filter(None, (groups_note(moves),))) if moves else (),
    )


def usual(*, of_shown: bool = False) -> Assumed:
    """The leaver rate where nothing is held of who left; *of_shown*: where nothing of it is shown to the reader."""
    text = _("{rate} a year is only an example: nothing recent is held of who left. Give the organisation's own.")
    if of_shown:
        text = _("{rate} a year is only an example: how many of these staff left is not shown.")
    return Assumed(USUAL_LEAVER_RATE, Origin.ASSUMED, text.format(rate=percent(USUAL_LEAVER_RATE)))


def as_today(figures: Representation | None, *, of_shown: bool = False) -> Assumed:
    """The share of joiners where nothing is held of who joined; *of_shown*: where it is not shown to the reader."""
    share = figures.share.low if figures and figures.share else None
    text = _("{share}, the same as the staff of today: nothing recent is held of who joined.")
    if of_shown:
        text = _("{share}, the same as the staff of today: who joined them is not shown.")
    share = Fraction(0) if share is None else share
    return Assumed(share, Origin.ASSUMED, text.format(share=percent(share)))


def _latest(ws: Workspace, organisation: str, dataset: Dataset, up_to: date | None) -> EventSummary | None:
    """The latest events of about a year: of one period, or of shorter ones that follow one another day by day."""
    within = None if up_to is None else (date.min, up_to)
    held = [one for one in event_summary(ws, organisation, dataset, within) if not one.is_outside_alone]
    return next((year for last in held if (year := _year_to(last, held)) is not None), None)


def _year_to(last: EventSummary, held: Sequence[EventSummary]) -> EventSummary | None:
    """A period with those before it that it takes to make about a year; None where they make none."""
    by_end = {one.end: one for one in held}
    year = last
    while _length(year) < YEAR_AT_LEAST:
        before = by_end.get(year.start - timedelta(days=1))
        if before is None:
            return None
        year = replace(
            year,
            start=before.start,
            figures=(*before.figures, *year.figures),
            total=before.total + year.total,
            asks_grt=before.asks_grt and year.asks_grt,
        )
    return year if _length(year) <= YEAR_AT_MOST else None


def _length(period: EventSummary) -> int:
    return (period.end - period.start).days + 1


def _leavers(ws: Workspace, organisation: str, up_to: date | None) -> Assumed | None:
    """Leavers of the latest year that is held, of the staff counted just before it."""
    summary = _latest(ws, organisation, Dataset.LEAVERS, up_to)
    if summary is None:
        return None
    before = [day for day in snapshot_dates(ws, organisation) if summary.start - BEFORE <= day <= summary.start]
    if not before:
        return None
    total = representation_report(ws, ReportQuery(organisation, before[0], Dimension.TIER)).total
    base = total.figures.headcount if total else ZERO
    if base.low == 0 or summary.total.high > base.low:
        return None
    text = _("{rate} a year: {left} left between {start} and {end}, of {base} staff on {day}.")
    rate = (Fraction(summary.total.low, base.high) + Fraction(summary.total.high, base.low)) / 2
    said = text.format(
        rate=percent(rate),
        left=count_text(summary.total),
        start=long_date(summary.start),
        end=long_date(summary.end),
        base=count_text(base),
        day=long_date(before[0]),
    )
    return Assumed(rate, Origin.EVENTS, said)


def _joiners(ws: Workspace, organisation: str, definition: EthnicityDefinition, up_to: date | None) -> Assumed | None:
    """The group's share of the joiners of the latest year that is held, of those whose ethnicity is known."""
    summary = _latest(ws, organisation, Dataset.JOINERS, up_to)
    if summary is None:
        return None
    sums: dict[str, Count] = defaultdict(lambda: ZERO)
    for figure in summary.figures:
        sums[figure.ethnicity] += figure.count
    share = representation(Composition(sums, summary.asks_grt), definition).share
    if share is None or share.low is None or share.high is None:
        return None
    text = _("{share}: {part} of {known} who joined between {start} and {end} and whose ethnicity is known.")
    said = text.format(
        share=percent((share.low + share.high) / 2),
        part=count_text(share.part),
        known=count_text(share.denominator),
        start=long_date(summary.start),
        end=long_date(summary.end),
    )
    return Assumed((share.low + share.high) / 2, Origin.EVENTS, said)
