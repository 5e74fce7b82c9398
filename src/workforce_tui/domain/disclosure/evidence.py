"""What has been proved of a system: witnesses, and how far apart the values are that they show to be possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.system import System


def confined(low: int, high: int, profile: Profile) -> bool:
    """Whether a count known to lie from *low* to *high* is known too well.

    It is where it is one number, and where it is proved to be of some people, fewer than the threshold, within less
    than the profile's protection.
    """
    if low == high:
        return True
    return low >= 1 and high < profile.threshold and high - low < profile.protection


class Evidence:
    """The witnesses found so far: each is credited to every row it moves."""

    def __init__(self, system: System, profile: Profile) -> None:
        import numpy as np

        self.system, self.profile = system, profile
        self.low, self.high = system.values.copy(), system.values.copy()
        self.changes: list[tuple[Any, Any]] = []
        self._values = np.empty((8, len(system.values)), dtype=np.int32)
        self._columns = system.matrix.tocsc()

    def add(self, change: Any) -> bool:
        """Check a witness by plain multiplication and take it into account; False where it does not agree."""
        import numpy as np

        whole = np.rint(change).astype(np.int64)
        moved = np.flatnonzero(whole)
        if bool((self.system.first[moved] + whole[moved] < 0).any()):
            return False
        values = self.system.values + self._columns[:, moved] @ whole[moved]
        if not self.system.fits(values):
            return False
        if len(self.changes) == len(self._values):
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
        self._values[len(self.changes)] = values
        self.changes.append((moved, whole[moved]))
        np.minimum(self.low, values, out=self.low)
        np.maximum(self.high, values, out=self.high)
        return True

    def confined(self, row: int) -> bool:
        """Whether an open row is not yet proved to be safe."""
        return confined(int(self.low[row]), int(self.high[row]), self.profile)

    def targets(self) -> list[int]:
        """The open rows not yet proved to be safe, those of the fewest columns first."""
        import numpy as np

        system, threshold = self.system, self.profile.threshold
        narrow = (self.low >= 1) & (self.high < threshold) & (self.high - self.low < self.profile.protection)
        rows = np.flatnonzero(system.open & ~system.exempt & ((self.low == self.high) | narrow))
        left = [row for row in map(int, rows) if system.members[row]]
        return sorted(left, key=lambda row: (len(system.members[row]), row))

    def after(self, rows: Sequence[int]) -> Evidence:
        """What is left of the evidence now that readers know something else of *rows*."""
        import numpy as np

        held = self._values[: len(self.changes)]
        told = held[:, rows]
        agree = ((told >= self.system.low[rows]) & (told <= self.system.high[rows])).all(axis=1)
        left = object.__new__(Evidence)
        left.system, left.profile, left._columns = self.system, self.profile, self._columns
        left.changes = [change for change, kept in zip(self.changes, agree, strict=True) if kept]
        left._values = np.ascontiguousarray(held[agree]) if agree.any() else self._values[:1].copy()
        everything = np.vstack([self.system.values[None, :], held[agree]])
        left.low, left.high = everything.min(axis=0), everything.max(axis=0)
        return left
