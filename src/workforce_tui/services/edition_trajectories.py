"""The way to each target in an edition: what is required at the end of each year, beside the figure that is shown.

Targets that are shares and targets in numbers of people have a table each. A baseline is a figure about people. It is
the published figure of its day where the edition shows that and it is the one that was stated; where it is not, the way
begins with the first milestone, or is the target alone. So nothing here rests on a figure that no table of the edition
has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Published
from workforce_tui.domain.formatting import half_up, long_date
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.targets import Target, TargetKind, expected_on
from workforce_tui.i18n import _
from workforce_tui.services.comparison import with_value
from workforce_tui.services.edition_figures import as_known
from workforce_tui.services.gate_cells import drawn
from workforce_tui.services.gate_targets import WORKFORCE
from workforce_tui.services.targets import scope_label, target_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.services.gate_shields import Shield

SHARES = frozenset({TargetKind.PERCENT, TargetKind.PARITY})
PEOPLE = frozenset({TargetKind.HEADCOUNT})
BASELINE, MOST_YEARS = "baseline", 15


@dataclass(frozen=True, slots=True)
class _Point:
    """A figure as published on a day: what it may have been, from *low* to under *below*, in percent or people."""

    cell: Cell
    low: Fraction = Fraction(0)
    below: Fraction = Fraction(0)

    @property
    def value(self) -> Fraction | None:
        """The figure as it is written; None where it is not shown, or as a range."""
        match self.cell:
            case Shown(Decimal() as percent):
                return Fraction(percent)
            case Shown(Count() as count) if count.is_exact:
                return Fraction(count.low)
            case _:
                return None

    def may_be(self, value: Fraction) -> bool:
        """Whether the figure, before it was rounded, may have been this one."""
        return self.low <= value < self.below


@dataclass(frozen=True, slots=True)
class _Way:
    """A target with its value, from the first day its way is known of; the baseline as published, None for none."""

    target: Target
    start: date
    due: date
    baseline: _Point | None = None

    def days(self, day: date) -> Iterator[date]:
        """The first day, the end of each reporting year after it, and the day it is due; *day* is the latest of all."""
        last = max(self.due, day)
        ends = (collection_year(year).end for year in range(self.start.year, self.start.year + MOST_YEARS))
        yield from sorted({self.start, self.due, *(end for end in ends if self.start < end <= last)})


def trajectories(shield: Shield, targets: Sequence[Target], day: date, organisation: str) -> tuple[Table, ...]:
    """A row for each end of a year on the way to each target: a table of shares, and one of numbers of people.

    A table there is no target for is left out.
    """
    found = []
    for kinds, make in ((SHARES, _table_of_shares), (PEOPLE, _table_of_people)):
        ways = [way for one in targets if one.kind in kinds and (way := _way(shield, one)) is not None]
        rows = tuple(row for way in ways for row in _rows(shield, way, day))
        if rows:
            found.append(replace(make(organisation), rows=rows, as_at=day))
    return tuple(found)


def _table_of_shares(organisation: str) -> Table:
    columns = (
        Column("target", _("Target"), numeric=False),
        Column("day", _("On"), numeric=False),
        Column("required", _("Required"), "%", numeric=False),
        Column("shown", _("Published"), "%", numeric=False),
        Column("track", _("Beside what is required"), numeric=False),
    )
    notes = (*_notes(), _("Both are compared as they are written; a share as near as its last decimal is as required."))
    title = _("The way to each target: {organisation}").format(organisation=organisation)
    return Table(title, _("For"), columns, (), notes)


def _table_of_people(organisation: str) -> Table:
    columns = (
        Column("target", _("Target"), numeric=False),
        Column("day", _("On"), numeric=False),
        Column("required_people", _("People required")),
        Column("shown_people", _("People published")),
        Column("track", _("Beside what is required"), numeric=False),
    )
    notes = (*_notes(), _("A number of people as near as it may have been rounded is as required."))
    title = _("The way to each target in people: {organisation}").format(organisation=organisation)
    return Table(title, _("For"), columns, (), notes)


def _notes() -> tuple[str, ...]:
    return (
        _("What is required lies on a straight line from the baseline through the milestones to the target."),
        _("A baseline that no table of this edition shows is not used: the way begins with a milestone."),
    )


def _way(shield: Shield, target: Target) -> _Way | None:
    valued = with_value(target)
    if valued.value is None or target.due is None:
        return None
    times = _times(target)
    published = _published(shield, target, target.baseline_date)
    if target.baseline is not None and target.baseline_date is not None and published is not None:
        shown = published.value
        if shown is not None and published.may_be(target.baseline * times):
            return _Way(replace(valued, baseline=shown / times), target.baseline_date, target.due, published)
    start = min((one.due for one in target.milestones), default=target.due)
    return _Way(replace(valued, baseline=None, baseline_date=None), start, target.due)


def _times(target: Target) -> int:
    """What a value of the target is multiplied with: shares are held from 0 to 1 and written in percent."""
    return 100 if target.kind in SHARES else 1


def _rows(shield: Shield, way: _Way, day: date) -> Iterator[Row]:
    target = way.target
    for on in way.days(day):
        based = way.baseline if on == way.start else None
        required = _required(target, on)
        shown = based or (_published(shield, target, on) if on <= day else None)
        missing = NotAvailable(_("No table of this edition has it.") if on <= day else _("It is still to come."))
        cells: tuple[Cell, ...] = (
            Shown(target_text(target)),
            Shown(long_date(on)),
            drawn("share", based.cell) if based else _written(target, required),
            drawn("share", shown.cell) if shown else missing,
            Shown(_("the baseline") if based else _beside(required, shown)),
        )
        key = f"{target.scope}/{target.definition}/{on.isoformat()}" + (f"/{BASELINE}" if based else "")
        yield Row(scope_label(target.scope), cells, key)


def _required(target: Target, on: date) -> Fraction:
    """What the way asks for on a day, in percent with one decimal or in whole people; never more than the target."""
    value = expected_on(target, on)
    assert value is not None  # noqa: S101 - a way has a value
    assert target.value is not None  # noqa: S101
    least = min(value, max(target.value, Fraction(0)))
    return Fraction(half_up(least * 100, 1) if target.kind in SHARES else ceil(least))


def _written(target: Target, required: Fraction) -> Cell:
    if target.kind in SHARES:
        return Shown(f"{half_up(required, 1):f}%")
    return Shown(Count.exact(int(required)))


def _published(shield: Shield, target: Target, on: date | None) -> _Point | None:
    """The figure of everyone on a day as the trend of the edition has it; None where it has none."""
    owner = shield.draft.source.organisation
    if on is None or owner is None or target.scope != WORKFORCE:
        return None
    measure = "share" if target.kind in SHARES else "minority"
    for key in (*shield.protection.verdicts, *shield.draft.absent):
        if (key.organisation, key.as_at, key.dimension, key.row, key.cut) != (owner.code, on, "", "", ""):
            continue
        if (key.measure, key.definition) == (measure, str(target.definition)):
            return _point(shield, key)
    return None


def _point(shield: Shield, key: FigureKey) -> _Point:
    cell, verdict = shield.cell(key), shield.protection.verdicts.get(key)
    match cell:
        case Shown(Decimal() as share):
            half = Fraction(1, 2 * 10 ** max(-int(share.as_tuple().exponent), 0))
            return _Point(cell, Fraction(share) - half, Fraction(share) + half)
        case Shown(Count()) if isinstance(verdict, Published):
            known = as_known(verdict, shield.protection.profile.threshold)
            return _Point(cell, Fraction(known.low), Fraction(known.high + 1))
        case _:
            return _Point(cell)


def _beside(required: Fraction, shown: _Point | None) -> str:
    if shown is None or not isinstance(shown.cell, Shown):
        return "–"
    if shown.may_be(required):
        return _("as required")
    return _("above what is required") if shown.low > required else _("below what is required")
