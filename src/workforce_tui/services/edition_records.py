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
from workforce_tui.services.chair_rates import (
    BASE,
    PART,
    Rate,
    protected_parts,
    rate_verdicts,
    scheme_notes,
    without,
)
from workforce_tui.services.edition_figures import as_known
from workforce_tui.services.publication_building import cell_of
from workforce_tui.services.release_plan import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.return_parts import LeadersPart, MentoringParts
    from workforce_tui.services.chair_rates import IsShown

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
    parts: MentoringParts,
    organisation: str,
    profile: Profile,
    is_shown: IsShown,
    told: Callable[[Mapping[str, Rate]], Mapping[str, Collection[str]]],
) -> Table:
    """Coverage, reach and completion of mentoring: the counts under the profile, the rates from what is shown of them.

    *organisation* is its name; *is_shown* says whether the sum of a measure of staff over some levels may be read from
    the edition. *told* names the counts that would tell of others (`mentees_apart`).
    """
    rates = tuple(protected_parts(parts, is_shown))
    hidden = told({one.key: one for one in rates})
    return Table(
        _("Mentoring: {organisation}").format(organisation=organisation),
        _("Figure"),
        rate_columns(),
        tuple(without(_rate_row(profile, one), hidden.get(one.key, frozenset())) for one in rates),
        (*scheme_notes(parts), _("Each rate is worked out from the counts as they are shown here.")),
        _("Records of mentoring and staff records of the organisation."),
        definition=HEADLINE,
    )


def _rate_row(profile: Profile, rate: Rate) -> Row:
    if rate.part is None or rate.base is None:
        return Row(rate.label, (NotAvailable(_("not available")),) * 3, rate.key)
    verdicts = rate_verdicts(profile, rate)
    part, base = verdicts.get(PART, Withheld(Reason.COMPLEMENT)), verdicts.get(BASE, Withheld(Reason.COMPLEMENT))
    share = _rate_of(part, base, profile)
    # Two of the three give the third away: with the rate goes what it is of.
    shown = cell_of(base) if isinstance(share, Shown) else Withheld(Reason.DERIVED)
    return Row(rate.label, (cell_of(part), shown, share), rate.key)


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


def leaders_under(leaders: Sequence[LeadersPart], names: Mapping[str, str], profile: Profile) -> Table:
    """Senior leaders trained, by organisation and year: their number alone, as what it is of is staff of two levels."""
    rows = tuple(
        _rate_row(
            profile,
            Rate(
                f"{one.organisation}/{one.year}",
                f"{names.get(one.organisation, one.organisation)}, {one.year}",
                None if one.completed is None else Count.exact(one.completed),
                None if one.leaders is None else Count.exact(one.leaders),
                open_base=False,
            ),
        )
        for one in leaders
    )
    note = _("T2: senior leaders who have completed it. Of how many is not given: they are staff of two levels.")
    return Table(
        _("Anti-racist leadership training"), _("Organisation and year to 31 March"), rate_columns(), rows, (note,),
        _("As the organisations state it"),
    )  # fmt: skip


def rate_columns() -> tuple[Column, ...]:
    """The columns of a table of rates under a profile."""
    return (
        Column("number", _("Number")),
        Column("of", _("of")),
        Column("rate", _("Rate"), "%", numeric=False),
    )
