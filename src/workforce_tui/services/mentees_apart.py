"""Counts of mentees beside others of much the same people: of other rates, of other years, and told before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.domain.disclosure.nested import Cells, NestedCounts
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.services.mentoring_rates import ALL_COHORTS, OF_MENTEES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.chair_rates import Rate
    from workforce_tui.services.mentoring_rates import MentoringHandedOut

_MENTEES, _BETWEEN = "mentees", "between"


def told_by_others(
    profile: Profile,
    rates: Mapping[str, Rate],
    handed_out: Sequence[MentoringHandedOut] = (),
    year: int = ALL_COHORTS,
) -> Mapping[str, frozenset[str]]:
    """The counts of each rate of *year* that would tell what another withholds, or what was handed out does.

    Ethnic minority mentees who started (what M3 is of) are hardly others than ethnic minority staff who were mentored
    (M1): the fewer are protected as if they were among the others. Those of a year are among those of all cohorts, and
    those of two years are two sets of people.
    """
    hidden = {one for others in _beside(handed_out, year) for one in _Mentees(profile, rates, others, year).hidden()}
    return {rate: frozenset(measure for one, measure in hidden if one == rate) for rate in rates}


def _beside(handed_out: Sequence[MentoringHandedOut], year: int) -> Iterator[Sequence[MentoringHandedOut]]:
    """What counts of a year are put beside: nothing, what is of the same people, and other years one by one and all."""
    near = [one for one in handed_out if one.year in (ALL_COHORTS, year)]
    years = sorted({one.year for one in handed_out} - {ALL_COHORTS, year})
    yield ()
    if near:
        yield near
    # Two years alone have nobody in common: it is all cohorts that link them.
    if year != ALL_COHORTS and all(one.year != ALL_COHORTS for one in near):
        return
    for chosen in ([one] for one in years):
        yield [*near, *(one for one in handed_out if one.year in chosen)]
    if len(years) > 1:
        yield [*near, *(one for one in handed_out if one.year in years)]


@dataclass(slots=True)
class _Mentees:
    """The counts of a table of rates, with some that were handed out, as sums of the same cells."""

    profile: Profile
    rates: Mapping[str, Rate]
    others: Sequence[MentoringHandedOut]
    year: int
    nested: NestedCounts = field(default_factory=NestedCounts)
    cells: dict[str, Cells] = field(default_factory=dict)

    def hidden(self) -> Iterator[tuple[str, str]]:
        """The counts that may not be shown."""
        own = self._own()
        self._lay({" ".join(one): number for one, number in own.items()})
        keys = {one: _key(_MENTEES, " ".join(one)) for one in own}
        # Measures of one row: of these, small differences are protected too.
        self.nested.figures.update({key: self.cells[key.measure] for key in keys.values()})
        for one in self.others:
            for name, (_number, shown) in one.counts.items():
                key = _key(_MENTEES, f"{one.name} {name}")
                self.nested.printed[key] = self.cells[key.measure]
                self.nested.lines.append(replace(shown, key=key))
        self._differences(tuple(key.measure for key in keys.values()))
        self._staff(keys.get(("M1", "part")))
        try:
            verdicts = protect(self.nested.release(), self.profile, self.nested.ledger()).verdicts
        except ReleaseUnsafe:
            verdicts = {}
        return (one for one, key in keys.items() if not isinstance(verdicts.get(key), Published))

    def _own(self) -> dict[tuple[str, str], int]:
        held = {(rate, measure): getattr(self.rates[rate], measure) for rate, measure in OF_MENTEES}
        return {one: count.low for one, count in held.items() if count is not None and count.is_exact}

    def _lay(self, own: Mapping[str, int]) -> None:
        """Cells for every count: those of one year hold one another, one of all cohorts holds that of each year."""
        by_year: dict[int, dict[str, int]] = {self.year: dict(own)}
        for one in self.others:
            told = {f"{one.name} {name}": number for name, (number, _shown) in one.counts.items()}
            by_year.setdefault(one.year, {}).update(told)
        whole = by_year.pop(ALL_COHORTS, {})
        inside: dict[str, dict[int, Cells]] = {}
        for year, counts in sorted(by_year.items()):
            for name, cells in self.nested.chain(counts).items():
                self.cells[name] = cells
                inside.setdefault(_kind(name), {})[year] = cells
        parts = {name: tuple(chain(*inside.get(_kind(name), {}).values())) for name in whole}
        # A count told before a cohort began, or corrected since, holds no year: it is put among the others as it is.
        left = {name: number - self.nested.total(parts[name]) for name, number in whole.items()}
        parts.update({name: () for name, number in left.items() if number < 0})
        rest = {name: number if number >= 0 else whole[name] for name, number in left.items()}
        for name, cells in self.nested.chain(rest).items():
            self.cells[name] = (*parts[name], *cells) if rest[name] or not parts[name] else parts[name]

    def _differences(self, own: Sequence[str]) -> None:
        """Those by whom a count of the table differs from others, where they are few."""
        for name in own:
            for one in self.others:
                if ALL_COHORTS in (self.year, one.year) or one.year == self.year:
                    for other in one.counts:
                        self._between(name, f"{one.name} {other}")
            if self.year == ALL_COHORTS:
                for kind in own:
                    self._between(name, *self._years(kind))
            else:
                for whole in (one for one in self.others if one.year == ALL_COHORTS):
                    for other in whole.counts:
                        self._between(f"{whole.name} {other}", name, *self._years(name))

    def _years(self, kind: str) -> tuple[str, ...]:
        """The counts of one kind of the years that were handed out, but for that of the table."""
        found = {one.year: one.name for one in self.others if kind in one.counts}
        return tuple(f"{name} {kind}" for year, name in found.items() if year not in (ALL_COHORTS, self.year))

    def _between(self, name: str, *others: str) -> None:
        """Those in one count and not in others, or the other way round, where they are few."""
        inside = {cell for other in others for cell in self.cells[other]}
        between = tuple(sorted({*self.cells[name]} ^ inside))
        if others and 0 < self.nested.total(between) < self.profile.threshold:
            self.nested.figures[_key(_BETWEEN, " ".join((name, *others)))] = between

    def _staff(self, mentored: FigureKey | None) -> None:
        """The staff of whom some were mentored, where they are shown."""
        covered = self.rates["M1"]
        staff = covered.base if covered.open_base else None
        if mentored is not None and staff is not None and staff.is_exact:
            whole = self.nested.within(staff.low, self.nested.figures[mentored])
            self.nested.told.update({_key(_MENTEES, "staff"): whole} if whole else {})


def _kind(name: str) -> str:
    """Which count of which rate a count is, whoever told it."""
    return " ".join(name.split()[-2:])


def _key(row: str, measure: str) -> FigureKey:
    return FigureKey("", "", date.min, "rate", row, measure)
