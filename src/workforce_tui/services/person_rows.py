"""The rows of people as the database keeps them: known by the hash of their number, in the order of its tree."""

from __future__ import annotations

from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.importing.persons import ATTRIBUTES
from workforce_tui.importing.plan import Progress
from workforce_tui.services.pseudonyms import pseudonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workforce_tui.importing.persons import Persons

_BUCKETS = 256
_HASH = itemgetter(1)
_AT_A_TIME = 2_000


def in_tree_order(
    persons: Persons, key: bytes, snapshots: Sequence[int], grades: Sequence[int], groups: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """The rows of `person_snapshot` in the order of its key, so that the tree grows at few places.

    Where nobody has attributes, their column is left out.

    They are put into buckets by the first byte of the hash and sorted there: one sort of everything would keep every
    other thread, the one that draws the screen among them, waiting until it ends.
    """
    described = any(persons.columns[ATTRIBUTES])
    buckets: list[list[tuple[Any, ...]]] = [[] for _first_byte in range(_BUCKETS)]
    homes = [bucket.append for bucket in buckets]
    for start in range(0, len(persons), _AT_A_TIME):
        place, staff, grade, group, *rest, own = persons.cut(start, start + _AT_A_TIME)
        numbers = (map(snapshots.__getitem__, place), pseudonyms(key, staff))
        labels = (map(grades.__getitem__, grade), map(groups.__getitem__, group))
        attributes = ((code or None for code in own),) if described else ()
        for row in zip(*numbers, *labels, *rest, *attributes, strict=True):
            homes[row[1][0]](row)
    # To compare hashes alone takes half the time that whole rows take, which start with the snapshot.
    key_of = _HASH if len(snapshots) == 1 else None
    return chain.from_iterable(sorted(bucket, key=key_of) for bucket in buckets)


class WritingStoppedError(WorkforceError):
    """Somebody stopped the writing; the transaction is taken back."""

    def __init__(self) -> None:
        super().__init__(_("Stopped. Nothing was written."))


class Watch:
    """Tells how far the writing is, and ends it when it is cancelled."""

    def __init__(self, total: int, tell: Callable[[Progress], None] | None, is_cancelled: Callable[[], bool]) -> None:
        self._total, self._tell, self._is_cancelled = total, tell, is_cancelled
        self._done = 0

    def over(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The rows, watched. Raises WritingStoppedError between two of them once cancelled."""
        return chain.from_iterable(self._watched(iter(rows)))

    def _watched(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
        while some := list(islice(rows, _AT_A_TIME)):
            self.look()
            yield some
            self._done += len(some)

    def look(self) -> None:
        """Tell where the writing is. Raises WritingStoppedError once cancelled."""
        if self._is_cancelled():
            raise WritingStoppedError
        if self._tell is not None:
            self._tell(Progress("writing", self._done, self._total))
