"""Puts together what was decided: verdicts, the proof, and what the release lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import Protection, Published, PublishedShare, Reason, Statistics, Witness
from workforce_tui.domain.disclosure.primary import as_rounded, is_exact_total, share_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.disclosure.model import FigureKey, Release, Verdict
    from workforce_tui.domain.disclosure.parts import Part
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.proving import Secured
    from workforce_tui.domain.disclosure.system import System

LARGE = 5
"""A count that no profile would have to withhold for its size."""


@dataclass(slots=True)
class Outcome:
    """Collects what was found of each part of a system."""

    release: Release
    profile: Profile
    verdicts: dict[FigureKey, Verdict]
    cells: Sequence[int]
    unsafe: list[FigureKey] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    intervals: dict[FigureKey, tuple[int, int]] = field(default_factory=dict)
    problems: int = 0
    instead: dict[FigureKey, Verdict] = field(default_factory=dict)

    def take(self, part: Part, found: Secured) -> None:
        """Take what was found of a part into the verdicts and the proof."""
        system = part.system
        asked = self.verdicts.keys()
        for row in found.unsafe:
            protected = row if row < system.counts else None
            self.unsafe += [] if protected is None else [key for key in system.keys[row] if key in asked]
            if protected is None or not any(key in asked for key in system.keys[row]):
                self.unsafe += self._containing(system, row)
        for row, target in found.withheld.items():
            reason = Reason.COMPLEMENT if target < system.counts else Reason.DIFFERENCE
            self._withhold(system, row, reason)
        self._round(system, found.rounded)
        for ratio in system.ratios:
            if ratio.withheld:
                coarser = None if ratio.coarser is None else PublishedShare(ratio.coarser)
                self.instead[ratio.key] = coarser or Withheld(Reason.COMPLEMENT)
        for row in range(system.counts):
            if system.open[row]:
                self._withhold(system, row, Reason.COMPLEMENT)
                ends = int(found.evidence.low[row]), int(found.evidence.high[row])
                self.intervals.update((key, ends) for key in system.keys[row] if key in asked)
        self.problems += found.problems
        self.witnesses += self._witnesses(system, found)

    def _witnesses(self, system: System, found: Secured) -> Iterator[Witness]:
        """The witnesses of a part as changes of base cells."""
        for columns, changes in found.evidence.changes:
            witness: dict[int, int] = {}
            for column, change in zip(columns, changes, strict=True):
                witness.update(self._among(system.columns[column], int(change)))
            yield Witness(witness)

    def _among(self, alike: Sequence[int], change: int) -> dict[int, int]:
        """A change of cells nobody can tell apart, as changes of each: none may fall below nobody."""
        if change > 0:
            return {alike[0]: change}
        found: dict[int, int] = {}
        for cell in alike:
            taken = min(self.cells[cell], -change)
            if taken:
                found[cell] = -taken
                change += taken
        return found

    def _withhold(self, system: System, row: int, reason: Reason) -> None:
        for key in system.keys[row]:
            if isinstance(self.verdicts.get(key), Published):
                self.verdicts[key] = Withheld(reason)

    def _round(self, system: System, rows: Iterable[int]) -> None:
        """Round exact totals after all."""
        for key in (key for row in rows for key in system.keys[row]):
            verdict = self.verdicts.get(key)
            if isinstance(verdict, Published) and is_exact_total(key, self.profile):
                self.verdicts[key] = as_rounded(verdict.value, self.profile.rounding)

    def _containing(self, system: System, row: int) -> list[FigureKey]:
        """The smallest figure that a difference is a part of, to name it by."""
        inside = set(system.members[row])
        sizes = [
            (len(members), other)
            for other, members in enumerate(system.members[: system.counts])
            if inside <= set(members) and any(key in self.verdicts for key in system.keys[other])
        ]
        return [key for _, other in sorted(sizes)[:1] for key in system.keys[other]]

    def protection(self) -> Protection:
        """The verdicts with their proof."""
        shares = share_verdicts(self.release, self.profile, self.verdicts)
        for key, verdict in shares.items():
            self.verdicts[key] = verdict if isinstance(verdict, Withheld) else self.instead.get(key, verdict)
        statistics = statistics_of(self.release, self.profile, self.verdicts)
        narrowest = min((high - low for low, high in self.intervals.values()), default=None)
        return Protection(
            profile=self.profile,
            verdicts=self.verdicts,
            statistics=replace(statistics, smallest_interval=narrowest, problems_solved=self.problems),
            first=tuple(self.cells),
            witnesses=tuple(self.witnesses),
            intervals=self.intervals,
        )


def statistics_of(release: Release, profile: Profile, verdicts: Mapping[FigureKey, Verdict]) -> Statistics:
    """What a release lost."""
    figures = {figure.key: figure for figure in release.figures}
    shares = {share.key for share in release.shares}
    hidden = {key for key, verdict in verdicts.items() if isinstance(verdict, Withheld)}
    large = {key for key, figure in figures.items() if figure.truth.low >= LARGE}
    allowed = {key for key, figure in figures.items() if figure.truth.low >= max(profile.threshold, 1)}
    reasons = Counter(verdict.reason for verdict in verdicts.values() if isinstance(verdict, Withheld))
    return Statistics(
        counts=len(figures),
        withheld=len(hidden & figures.keys()),
        percentages=len(shares),
        percentages_withheld=len(hidden & shares),
        large=len(large),
        large_published=len(large - hidden),
        allowed=len(allowed),
        allowed_published=len(allowed - hidden),
        reasons=dict(sorted(reasons.items())),
    )
