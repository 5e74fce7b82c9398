"""Cells that stand for a number without being one: what each means in this file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.i18n import _
from workforce_tui.importing.facts import UNBOUNDED
from workforce_tui.importing.model import BLANK, PendingDecision
from workforce_tui.importing.values import marker_answer, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.facts import Fact
    from workforce_tui.importing.values import Cell, Figure

_PROBLEMS = {"negative": "negative_count", "not_whole": "count_not_whole", "not_a_number": "count_not_a_number"}


class CountCells:
    """Reads count cells; markers are settled by the answers, and asked about where there is none."""

    def __init__(self, answers: Answers, log: IssueLog, *, dash_is_zero: bool) -> None:
        self._answers = answers
        self._log = log
        self._dash_is_zero = dash_is_zero
        self._figures: dict[tuple[type, Cell], Figure] = {}
        self.asked: Counter[str] = Counter()
        self._aside: Counter[str] = Counter()
        self._suppressed = 0

    def figure(self, cell: Cell) -> Figure:
        """The cell as a figure, before anything is decided about it."""
        key = (type(cell), cell)
        found = self._figures.get(key)
        if found is None:
            found = self._figures[key] = parse_count(cell)
        return found

    def people(self, cells: Iterable[Cell]) -> Count:
        """The people some cells count together; a cell that is no number counts nobody."""
        figures = [self.figure(cell) for cell in cells]
        return total(Count(figure.low, figure.high) for figure in figures if not figure.problem)

    def interval(self, cell: Cell, row: int, column: str) -> tuple[int, int] | None:
        """The lowest and highest number of people; None when there is an issue in place of one.

        A cell that was decided to be missing, or that has to be asked about, has no upper limit.
        """
        figure = self.figure(cell)
        if not figure.problem and not figure.marker:
            return figure.low, figure.high
        return self._marked(figure, to_text(cell), row, column)

    def _marked(self, figure: Figure, text: str, row: int, column: str) -> tuple[int, int] | None:
        decided = self._decided(figure.marker or text)
        if decided is not None:
            return decided
        if not figure.problem:
            self._suppressed += figure.low != figure.high
            return figure.low, figure.high
        if figure.problem == "marker" and figure.marker.startswith("-") and self._dash_is_zero:
            return 0, 0
        if figure.problem in ("marker", "blank"):
            self.asked[figure.marker] += 1
            return 0, UNBOUNDED
        if figure.problem == "not_applicable":
            self._aside[figure.marker] += 1
            return 0, 0
        if figure.problem == "unavailable":
            self._log.add("count_not_available", row=row, column=column, value=text, marker=text)
        else:
            self._log.add(_PROBLEMS[figure.problem], row=row, column=column, value=text[:40])
        return None

    def _decided(self, marker: str) -> tuple[int, int] | None:
        answered = self._answers.get("marker", marker)
        if answered is None:
            return None
        meaning = marker_answer(answered[0])
        if meaning is None:
            self._aside[marker] += 1
            return 0, UNBOUNDED
        if isinstance(meaning, str):
            self._log.add("bad_decision", value=marker, answer=answered[0], field="marker")
            return 0, 0
        return meaning

    def _open(self, cell: Cell) -> str:
        """What stands in the cell, when that is to be asked about; "" for any other cell."""
        marker = self.figure(cell).marker
        return marker if marker in self.asked else ""

    def mark(self, fact: Fact, cell: Cell) -> None:
        """Write into a fact what stands in its cell, where nobody has said what that means, or that it is not known."""
        fact.marker, fact.unknown = self._open(cell), self._unknown(cell)

    def _unknown(self, cell: Cell) -> str | None:
        """What stands in the cell, when somebody said that it is not known; None for any other cell."""
        figure = self.figure(cell)
        marker = figure.marker or (to_text(cell) if figure.problem else "")
        return marker if marker in self._aside and self._decided_unknown(marker) else None

    def _decided_unknown(self, marker: str) -> bool:
        answered = self._answers.get("marker", marker)
        return answered is not None and marker_answer(answered[0]) is None

    def keep_limited(self, facts: Sequence[Fact]) -> None:
        """Numbers that are not known are ranges where the totals limit them; the others stay out."""
        limited = Counter(fact.unknown for fact in facts if fact.unknown is not None and fact.known)
        self._aside -= limited
        if limited:
            self._log.add("unknown_limited", cells=limited.total())

    def forget(self, markers: Counter[str]) -> None:
        """Ask nothing about cells that are left out; *markers* is how many there are of each."""
        self.asked -= markers

    def settle_proved(self, facts: Sequence[Fact]) -> None:
        """Ask nothing about a marker for which the totals leave nobody; the cells of any other stay open."""
        for marker, cells in list(self.asked.items()):
            found = [fact for fact in facts if fact.marker == marker]
            if len(found) == cells and all(fact.high == 0 for fact in found):
                del self.asked[marker]
                self._log.add("marker_proved_zero", cells=cells, marker=marker, value=marker)
                continue
            for fact in found:
                fact.low, fact.high = 0, UNBOUNDED

    @property
    def suppresses(self) -> bool:
        """Whether counts below 5 are hidden behind a marker, so that no number given is one of them."""
        return any(figure.marker in ("~", "[c]") for figure in self._figures.values())

    def finish(self) -> list[PendingDecision]:
        """Say which cells were set aside or suppressed; the markers a person has to explain."""
        for marker, cells in self._aside.items():
            self._log.add("count_set_aside", cells=cells, marker=marker, value=marker)
        if self._suppressed:
            self._log.add("suppressed_counts", cells=self._suppressed)
        choices = (
            Suggestion("zero", _("Nobody"), ""),
            Suggestion("missing", _("Not known; leave it out"), ""),
            Suggestion("1-4", _("Suppressed, between 1 and 4"), ""),
        )
        message = _("What does “{value}” mean in place of a number of people?")
        return [
            PendingDecision("marker", marker or BLANK, cells, choices, message.format(value=marker or BLANK))
            for marker, cells in self.asked.items()
        ]
