"""Counts of events by group, and what their stages mean."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.outcomes import stage_rank
from workforce_tui.importing.events_book import NOT_GIVEN, EventBook
from workforce_tui.importing.facts import ANY, OUTCOME
from workforce_tui.importing.tables import TableReader
from workforce_tui.importing.values import is_total, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.events_layout import EventStructure
    from workforce_tui.importing.facts import Fact
    from workforce_tui.importing.fills import Fills
    from workforce_tui.importing.mapper import ValueColumn
    from workforce_tui.importing.markers import CountCells
    from workforce_tui.importing.model import EventRow
    from workforce_tui.importing.snapshots import Snapshots
    from workforce_tui.importing.values import Cell

Place = tuple[int, int, int, str, str]
"""(period, grade label, ethnicity label, worker type, sex)."""
Written = dict[str, dict[str, Count]]
"""Outcome -> the words for it -> how many."""


class EventTableReader(TableReader):
    """A table reader that keeps the outcome of what it counts. *plain* is the outcome where the table has none."""

    LABELS: ClassVar[tuple[str, ...]] = (*TableReader.LABELS, "outcome")

    def __init__(
        self,
        found: EventStructure,
        snapshots: Snapshots,
        book: EventBook,
        cells: CountCells,
        log: IssueLog,
        organisations: Sequence[Organisation],
        *,
        fills: Fills,
        plain: str,
    ) -> None:
        super().__init__(
            found.structure, snapshots, book, cells, log, organisations, filled=fills.columns, sums=fills.sums
        )
        self._events = book
        self._across = found.outcomes
        self._plain = plain
        self._texts: dict[int, str] = {}
        """Row -> the outcome as written there."""

    def outcome(self, column: ValueColumn, labels: dict[str, Cell | None]) -> str | None:
        """The outcome a cell counts: by its column, else by its row."""
        if self._across:
            return self._across.get(column.index, ANY)
        cell = labels["outcome"]
        if cell is None:
            return self._plain
        text = to_text(cell)
        if is_total(text) and not self._events.knows_outcome(text):
            return ANY
        self._events.note_outcome(text, 1)
        self._texts[self.row] = text
        return self._events.outcome(text)

    def written(self, fact: Fact) -> str:
        """The words that give a count its outcome: those over its column, else those of its row."""
        return fact.column if self._across else self._texts.get(fact.row, "")

    def _is_total_row(self, labels: dict[str, Cell | None]) -> bool:
        """Whether a label of the row is a total; "Total applicants" names a stage."""
        cell = labels["outcome"]
        known = cell is not None and self._events.knows_outcome(to_text(cell))
        return super()._is_total_row({name: one for name, one in labels.items() if name != "outcome" or not known})


def by_place(facts: Iterable[Fact], reader: EventTableReader) -> dict[Place, Written]:
    """The counts of each outcome as written, by whose they are.

    A stage of recruitment whose number is not known is a range: nobody would be a rate of nothing.
    """
    found: dict[Place, Written] = defaultdict(dict)
    unknown: list[tuple[Place, str, str]] = []
    for fact in facts:
        if fact.is_total:
            continue
        worker = fact.key[4] or ""
        place = (fact.key[0] or 0, fact.grade, fact.key[3] or 0, worker, fact.key[5] or "")
        outcome, text = str(fact.key[OUTCOME] or ""), reader.written(fact)
        if not fact.known:
            unknown.append((place, outcome, text))
            continue
        texts = found[place].setdefault(outcome, {})
        texts[text] = texts.get(text, Count(0, 0)) + Count(fact.low, fact.high)
    ranges = [(place, outcome, text, _between(found.get(place, {}), outcome)) for place, outcome, text in unknown]
    for place, outcome, text, count in ranges:
        if count is not None:
            texts = found[place].setdefault(outcome, {})
            held = texts.get(text, count)
            texts[text] = Count(held.low, max(held.high, count.high))
    return found


def _between(stages: Mapping[str, Mapping[str, Count]], outcome: str) -> Count | None:
    """What a stage can be: as many as the stages after it at least, as the fewest before it at most.

    None for what is no stage, and where nothing before it is known.
    """
    place = stage_rank(outcome)
    known = [(stage_rank(code), total(texts.values())) for code, texts in stages.items()]
    most = [count.high for rank, count in known if 0 <= rank < place]
    if not most:
        return None
    least = [count.low for rank, count in known if rank > place]
    return Count(min(max(least, default=0), min(most)), min(most))


def event_rows(places: Mapping[Place, Mapping[str, Count]]) -> list[EventRow]:
    """The counts as rows of a plan; those of nobody are left out."""
    return [
        (period, "", None, grade if grade >= 0 else None, None, ethnicity, _worker(worker), sex, outcome, c.low, c.high)
        for (period, grade, ethnicity, worker, sex), outcomes in places.items()
        for outcome, c in outcomes.items()
        if c.high
    ]


def _worker(worker: str) -> str:
    return "" if worker == NOT_GIVEN else worker
