"""What has been proved of a system: witnesses, and how far apart the values are that they show to be possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
        self.system, self.profile = system, profile
        self.low, self.high = system.values.copy(), system.values.copy()
        self.changes: list[Any] = []
        self.values: list[Any] = []
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
        self.changes.append((moved, whole[moved]))
        self.values.append(values.astype(np.int32))
        self._see(values)
        return True

    def _see(self, values: Any) -> None:
        import numpy as np

        np.minimum(self.low, values, out=self.low)
        np.maximum(self.high, values, out=self.high)

    def confined(self, row: int) -> bool:
        """Whether an open row is not yet proved to be safe."""
        return confined(int(self.low[row]), int(self.high[row]), self.profile)

    def targets(self) -> list[int]:
        """The open rows not yet proved to be safe, those of the fewest columns first."""
        import numpy as np

        system = self.system
        rows = np.flatnonzero(system.open & ~system.exempt)
        left = [row for row in map(int, rows) if self.confined(row) and system.members[row]]
        return sorted(left, key=lambda row: (len(system.members[row]), row))
