"""The way to each target in an edition: the share that is required at the end of each year, beside the one shown.

A baseline is a figure about people. It is the published share of its day where the edition shows that and it is the
one that was stated; where it is not, the way begins with the first milestone, or is the target alone. So nothing here
rests on a figure that no table of the edition has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.formatting import half_up, long_date
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.targets import Target, TargetKind, expected_on
from workforce_tui.i18n import N_, _
from workforce_tui.services.comparison import with_value
from workforce_tui.services.gate_cells import drawn
from workforce_tui.services.gate_targets import WORKFORCE
from workforce_tui.services.targets import scope_label, target_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.gate_shields import Shield

SHARES = frozenset({TargetKind.PERCENT, TargetKind.PARITY})
NONE_SHOWN, TO_COME = N_("No table of this edition has it."), N_("It is still to come.")
BASELINE, MOST_YEARS = "baseline", 15


@dataclass(frozen=True, slots=True)
class _Way:
    """A target with its value, from the first day its way is known of; the baseline as published, None for none."""

    target: Target
    start: date
    due: date
    baseline: Cell | None = None

    def days(self, day: date) -> Iterator[date]:
        """The first day, the end of each reporting year after it, and the day it is due; *day* is the latest of all."""
        last = max(self.due, day)
        ends = (collection_year(year).end for year in range(self.start.year, self.start.year + MOST_YEARS))
        yield from sorted({self.start, self.due, *(end for end in ends if self.start < end <= last)})


def trajectories(shield: Shield, targets: Sequence[Target], day: date, organisation: str) -> Table | None:
    """A row for each end of a year on the way to a share that is to be reached; None where there is no such target."""
    rows = [row for one in targets if (way := _way(shield, one)) is not None for row in _rows(shield, way, day)]
    if not rows:
        return None
    columns = (
        Column("target", _("Target"), numeric=False),
        Column("day", _("On"), numeric=False),
        Column("required", _("Required"), "%", numeric=False),
        Column("shown", _("Published"), "%", numeric=False),
        Column("track", _("Beside what is required"), numeric=False),
    )
    notes = (
        _("What is required lies on a straight line from the baseline through the milestones to the target."),
        _("A baseline that no table of this edition shows is not used: the way begins with a milestone."),
        _("Both are compared as they are written; a share as near as its last decimal is as required."),
    )
    title = _("The way to each target: {organisation}").format(organisation=organisation)
    return Table(title, _("For"), columns, tuple(rows), notes, as_at=day)


def _way(shield: Shield, target: Target) -> _Way | None:
    valued = with_value(target)
    if target.kind not in SHARES or valued.value is None or target.due is None:
        return None
    published = _published(shield, target, target.baseline_date)
    if target.baseline is not None and target.baseline_date is not None and isinstance(published, Shown):
        share = published.value
        if isinstance(share, Decimal) and half_up(target.baseline * 100, _places(share)) == share:
            based = replace(valued, baseline=Fraction(share) / 100)
            return _Way(based, target.baseline_date, target.due, published)
    start = min((one.due for one in target.milestones), default=target.due)
    return _Way(replace(valued, baseline=None, baseline_date=None), start, target.due)


def _rows(shield: Shield, way: _Way, day: date) -> Iterator[Row]:
    target = way.target
    for on in way.days(day):
        based = way.baseline is not None and on == way.start
        required = _required(target, on)
        shown = way.baseline if based else _published(shield, target, on) if on <= day else None
        cells: tuple[Cell, ...] = (
            Shown(target_text(target)),
            Shown(long_date(on)),
            Shown(f"{required:f}%"),
            drawn(
                "share",
                shown
                or NotAvailable(_("No table of this edition has it.") if on <= day else _("It is still to come.")),
            ),
            Shown(_("the baseline") if based else _beside(required, shown)),
        )
        key = f"{target.scope}/{target.definition}/{on.isoformat()}" + (f"/{BASELINE}" if based else "")
        yield Row(scope_label(target.scope), cells, key)


def _required(target: Target, on: date) -> Decimal:
    """What the way asks for on a day, in percent; never more than the target itself."""
    value = expected_on(target, on)
    assert value is not None  # noqa: S101 - a way has a value
    assert target.value is not None  # noqa: S101
    return half_up(min(value, max(target.value, Fraction(0))) * 100, 1)


def _published(shield: Shield, target: Target, on: date | None) -> Cell | None:
    """The share of everyone on a day as the trend of the edition has it; None where it has none."""
    owner = shield.draft.source.organisation
    if on is None or owner is None or target.scope != WORKFORCE:
        return None
    for key in (*shield.protection.verdicts, *shield.draft.absent):
        if (key.organisation, key.as_at, key.dimension, key.row, key.cut) != (owner.code, on, "", "", ""):
            continue
        if (key.measure, key.definition) == ("share", str(target.definition)):
            return shield.cell(key)
    return None


def _places(share: Decimal) -> int:
    return max(-int(share.as_tuple().exponent), 0)


def _beside(required: Decimal, shown: Cell | None) -> str:
    if not isinstance(shown, Shown) or not isinstance(shown.value, Decimal):
        return "–"
    asked = half_up(Fraction(required), _places(shown.value))
    if shown.value == asked:
        return _("as required")
    return _("above what is required") if shown.value > asked else _("below what is required")
