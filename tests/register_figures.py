"""Indicators written down for tests of the register, in place of those worked out from imported files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import Measured, Outcome, Subject
from workforce_tui.domain.exact import fisher_p
from workforce_tui.services.disparity_source import History, Value

if TYPE_CHECKING:
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.services.workspace import Workspace

Counts = tuple[int, int, int, int]


@dataclass
class Figures:
    """{year: {code: (events, base, other events, other base)}}; codes in `harms` are worse where they are higher."""

    by_year: dict[int, dict[str, Counts | None]] = field(default_factory=dict)
    harms: tuple[str, ...] = ("D1",)

    def history(
        self, _ws: Workspace, organisation: str, definition: EthnicityDefinition, *, year: int | None, periods: int
    ) -> History:
        last = max(self.by_year, default=0) if year is None else year
        wanted = [one for one in self.by_year if last - periods < one <= last]
        years = tuple(sorted(self.by_year, reverse=True))
        return History(years, {one: self.values(organisation, one, definition) for one in wanted})

    def values(self, organisation: str, year: int, definition: EthnicityDefinition) -> tuple[Value, ...]:
        return tuple(
            Value(
                Subject(organisation, code, str(definition), Outcome.HARM if code in self.harms else Outcome.WANTED),
                counts and Measured(date(year, 3, 31), *counts, start=date(year - 1, 4, 1), p=fisher_p(*counts)),
                proposes=code != "R4",
            )
            for code, counts in self.by_year[year].items()
        )

    def name(self, indicator: str) -> str:
        return f"Indicator {indicator}"


def three_years() -> Figures:
    """A5 proposed by its counts, P2 by three years in a row, D1 too small, A6 below the thresholds."""
    return Figures(
        {
            2024: {"A5": (30, 60, 200, 400), "P2": (9, 100, 100, 1000), "D1": (1, 100, 12, 1000)},
            2025: {"A5": (29, 60, 200, 400), "P2": (9, 100, 100, 1000), "D1": (1, 100, 12, 1000)},
            2026: {
                "A5": (12, 40, 200, 400),
                "P2": (9, 100, 100, 1000),
                "D1": (2, 100, 12, 1000),
                "T1": (600, 1000, 5900, 10000),
                "L2": None,
                "R4": (1, 20, 100, 1000),
                "A6": (490, 1000, 5000, 10000),
            },
        }
    )
