"""Counts of events by group, and what their stages mean."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.outcomes import stage_rank
from workforce_tui.i18n import _
from workforce_tui.importing.events_book import NOT_GIVEN, EventBook
from workforce_tui.importing.facts import ANY, OUTCOME
from workforce_tui.importing.model import WHOLE_FILE, PendingDecision
from workforce_tui.importing.tables import TableReader
from workforce_tui.importing.values import is_total, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.events_layout import EventStructure
    from workforce_tui.importing.facts import Fact
    from workforce_tui.importing.fills import Fills
    from workforce_tui.importing.mapper import ValueColumn
    from workforce_tui.importing.markers import CountCells
    from workforce_tui.importing.model import EventRow
    from workforce_tui.importing.snapshots import Snapshots
    from workforce_tui.importing.values import Cell

CUMULATIVE, EXCLUSIVE = "cumulative", "exclusive"
Place = tuple[int, int, int, str, str]
"""(period, grade label, ethnicity label, worker type, sex)."""


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
        return self._events.outcome(text)

    def _is_total_row(self, labels: dict[str, Cell | None]) -> bool:
        """Whether a label of the row is a total; "Total applicants" names a stage."""
        cell = labels["outcome"]
        known = cell is not None and self._events.knows_outcome(to_text(cell))
        return super()._is_total_row({name: one for name, one in labels.items() if name != "outcome" or not known})


def by_place(facts: Iterable[Fact]) -> dict[Place, dict[str, Count]]:
    """The counts of each outcome, by whose they are."""
    found: dict[Place, dict[str, Count]] = defaultdict(dict)
    for fact in facts:
        if fact.is_total or not fact.known:
            continue
        worker = fact.key[4] or ""
        place = (fact.key[0] or 0, fact.grade, fact.key[3] or 0, worker, fact.key[5] or "")
        outcome = str(fact.key[OUTCOME] or "")
        found[place][outcome] = found[place].get(outcome, Count(0, 0)) + Count(fact.low, fact.high)
    return found


def settle_stages(places: dict[Place, dict[str, Count]], answers: Answers, log: IssueLog) -> list[PendingDecision]:
    """Make the counts of stages those of everybody who came so far.

    Numbers that never rise from stage to stage are that already. Where they rise, they may be of those who came no
    further, which only a person can say.
    """
    rising = sum(_rises(stages) for stages in places.values())
    if not rising:
        return []
    answered = answers.get("stages", WHOLE_FILE)
    answer = answered[0].strip().casefold() if answered else ""
    if answer == EXCLUSIVE:
        present = {code for stages in places.values() for code in stages if stage_rank(code) >= 0}
        for place, stages in places.items():
            places[place] = _accumulate({code: stages.get(code, Count(0, 0)) for code in present})
        log.add("stages_exclusive")
        return []
    if answer == CUMULATIVE:
        return []
    if answered:
        log.add("bad_decision", field="stages", value=WHOLE_FILE, answer=answered[0])
    choices = (
        Suggestion(EXCLUSIVE, _("Each application is counted once, at the last stage it reached"), ""),
        Suggestion(CUMULATIVE, _("Each application is counted at every stage it came through"), ""),
    )
    message = _("The numbers rise from one stage to the next. What do the counts by stage mean?")
    return [PendingDecision("stages", WHOLE_FILE, rising, choices, message)]


def _ordered(stages: dict[str, Count]) -> list[tuple[str, Count]]:
    return sorted(((code, count) for code, count in stages.items() if stage_rank(code) >= 0), key=_rank)


def _rank(item: tuple[str, Count]) -> int:
    return stage_rank(item[0])


def _rises(stages: dict[str, Count]) -> bool:
    counts = [count for _code, count in _ordered(stages)]
    return any(later.low > earlier.high for earlier, later in pairwise(counts))


def _accumulate(stages: dict[str, Count]) -> dict[str, Count]:
    total = Count(0, 0)
    found: dict[str, Count] = {}
    for code, count in reversed(_ordered(stages)):
        total += count
        found[code] = total
    return found


def event_rows(places: dict[Place, dict[str, Count]]) -> list[EventRow]:
    """The counts as rows of a plan; those of nobody are left out."""
    return [
        (period, "", None, grade if grade >= 0 else None, None, ethnicity, _worker(worker), sex, outcome, c.low, c.high)
        for (period, grade, ethnicity, worker, sex), outcomes in places.items()
        for outcome, c in outcomes.items()
        if c.high
    ]


def _worker(worker: str) -> str:
    return "" if worker == NOT_GIVEN else worker
