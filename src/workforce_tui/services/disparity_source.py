"""Where the register gets its values from: the indicators, each as two groups with their counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.disparities import Measured, Subject
    from workforce_tui.domain.disparity_rules import Untested
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.services.breaks import BreakCode
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator of one year. `measured` is None where it has no exact counts of both groups.

    `proposes` is False for what is only another way to write the same counts, or a share beside another share: somebody
    may bring it to the register, the rules never do. `untested` has the counts where one of them is known only as a
    range. `from_events`: it is of a file of events, not of people followed between snapshots; None where it could only
    be of one of them.
    """

    subject: Subject
    measured: Measured | None
    proposes: bool = True
    untested: Untested | None = None
    from_events: bool | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What an organisation has: every reporting year with figures, and the indicators of those that were asked for.

    `breaks` are the breaks in the series between a year's snapshot and the one before it.
    """

    years: tuple[int, ...]
    values: Mapping[int, tuple[Value, ...]]
    breaks: Mapping[int, frozenset[BreakCode]] = field(default_factory=dict)


class Source(Protocol):
    """What the register needs of the indicators."""

    def history(
        self, ws: Workspace, organisation: str, definition: EthnicityDefinition, *, year: int | None, periods: int
    ) -> History:
        """The indicators of *periods* reporting years up to *year* (the latest for None), where there are figures."""

    def name(self, indicator: str) -> str:
        """The name of an indicator by its code, in the language in use."""
