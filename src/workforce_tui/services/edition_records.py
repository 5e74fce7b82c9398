"""Tables of records in an edition under a profile: targets, mentoring, networks, actions and the register.

Counts of people pass the profile, each table as a system of its own; what cannot is left out, which is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Published, Reason, Release
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.formatting import percent_range
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.chair_rates import BASE, PART, Rate, mentoring_rates, rate_verdicts
from workforce_tui.services.edition_figures import as_known
from workforce_tui.services.publication_building import cell_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.mentoring import MentoringReport

ALL = "total"
"""The row that is the sum of the others."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The tables of a section that may be given, and the names of those left out."""

    tables: tuple[Table, ...]
    left_out: tuple[str, ...] = ()


def guarded(table: Table, profile: Profile, people: Collection[str], derived: Mapping[str, str] | None = None) -> Table:
    """A table with its columns of *people* under a profile; a row called "total" is the sum of the others.

    *derived* names for a column the column of people it is worked out from: with that it is withheld.
    """
    if not profile.withholds:
        return table
    verdicts = {column: _column(table, profile, column) for column in people}
    places = {column.key: place for place, column in enumerate(table.columns)}

    def cell(row: Row, key: str) -> Cell:
        held = row.cells[places[key]]
        if key in verdicts:
            return cell_of(verdicts[key][row.key]) if row.key in verdicts[key] else held
        rests_on = (derived or {}).get(key)
        if rests_on and isinstance(cell(row, rests_on), Withheld):
            return Withheld(Reason.DERIVED)
        return held

    rows = (replace(row, cells=tuple(cell(row, column.key) for column in table.columns)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _column(table: Table, profile: Profile, key: str) -> Mapping[str, Verdict]:
    """The verdicts of a column of people, by row; nothing of it is shown where it cannot be made safe."""
    place = [column.key for column in table.columns].index(key)
    counts = {row.key: count for row in table.rows if (count := _people(row.cells[place])) is not None}
    parts = [one for one in counts if one != ALL]
    cells = tuple(counts[one] for one in parts)
    keys = {one: FigureKey("", "", date.min, "" if one == ALL else "row", "" if one == ALL else one, "number")
            for one in counts}  # fmt: skip
    figures = [Figure(keys[one], (number,), counts[one]) for number, one in enumerate(parts)]
    if ALL in counts and total(cells) == counts[ALL]:
        figures.append(Figure(keys[ALL], tuple(range(len(parts))), counts[ALL]))
    found = _protected(profile, Release(cells, tuple(figures)))
    return {one: found.get(name, Withheld(Reason.COMPLEMENT)) for one, name in keys.items()}


def _protected(profile: Profile, release: Release) -> Mapping[FigureKey, Verdict]:
    try:
        return protect(release, profile).verdicts
    except ReleaseUnsafe:
        return {}


def _people(cell: Cell) -> Count | None:
    match cell:
        case Shown(Count() as count):
            return count
        case Shown(int() as number):
            return Count.exact(number)
        case _:
            return None


def mentoring_under(
    report: MentoringReport, profile: Profile, is_shown: Callable[[str, tuple[str, ...], Count], bool]
) -> Table:
    """Coverage, reach and completion of mentoring: the counts under the profile, the rates from what is shown of them.

    *is_shown* says whether the sum of a measure of staff over some levels may be read from the edition.
    """
    rates = tuple(mentoring_rates(report, is_shown))
    return Table(
        _("Mentoring: {organisation}").format(organisation=report.scope.name),
        _("Figure"),
        (
            Column("number", _("Number")),
            Column("of", _("of")),
            Column("rate", _("Rate, from the counts as shown"), numeric=False),
        ),
        tuple(_rate_row(profile, one) for one in rates),
        (
            _("Schemes on record: {number}.").format(number=len(report.schemes)),
            _("Each rate is worked out from the counts as they are shown here."),
        ),
        _("Records of mentoring and staff records of the organisation."),
        definition=report.definition,
    )


def _rate_row(profile: Profile, rate: Rate) -> Row:
    if rate.part is None or rate.base is None:
        return Row(rate.label, (NotAvailable(_("not available")),) * 3, rate.key)
    verdicts = rate_verdicts(profile, rate)
    part, base = verdicts.get(PART, Withheld(Reason.COMPLEMENT)), verdicts.get(BASE, Withheld(Reason.COMPLEMENT))
    return Row(rate.label, (cell_of(part), cell_of(base), _rate_of(part, base, profile)), rate.key)


def _rate_of(part: Verdict, base: Verdict, profile: Profile) -> Cell:
    """A rate of two published counts, as far as they tell."""
    if not isinstance(part, Published) or not isinstance(base, Published):
        return Withheld(Reason.DERIVED)
    events, among = as_known(part, profile.threshold), as_known(base, profile.threshold)
    if among.low < max(profile.percent_base_at_least, 1):
        return Withheld(Reason.BASE)
    rest = Count(max(among.low - events.high, 0), max(among.high - events.low, 0))
    share = Share(events, rest)
    if share.low is None or share.high is None:
        return Withheld(Reason.BASE)
    return Shown(percent_range(share.low, min(share.high, Fraction(1))))


def without_columns(table: Table, keys: Sequence[str]) -> Table:
    """A table without some of its columns."""
    kept = [place for place, column in enumerate(table.columns) if column.key not in keys]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows),
    )


def only_base_withheld(table: Table, profile: Profile, *, part: str, base: str, share: str) -> Table:
    """A table of one rate a row, of which the base is staff of some levels: the part alone, where anything is kept."""
    if not profile.withholds:
        return table
    shown = guarded(table, profile, (part,))
    places = {column.key: place for place, column in enumerate(table.columns)}
    hidden = {places[base], places[share]}
    rows = tuple(
        replace(
            row,
            cells=tuple(
                Withheld(Reason.COMPLEMENT) if place in hidden and isinstance(cell, Shown) else cell
                for place, cell in enumerate(row.cells)
            ),
        )
        for row in shown.rows
    )
    return replace(shown, rows=rows)
