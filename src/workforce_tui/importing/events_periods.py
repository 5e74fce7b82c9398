"""Whose events a row is about, and in what period they happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workforce_tui.i18n import _
from workforce_tui.importing.dates import parse_date, parse_month
from workforce_tui.importing.model import WHOLE_FILE, PendingDecision, PeriodKey
from workforce_tui.importing.periods import (
    LONGEST_DAYS,
    parse_period,
    period_of_cell,
    period_text,
    periods_around,
    periods_in,
    possible_periods,
    suggestions,
    whole_months,
)
from workforce_tui.importing.snapshots import EARLIEST, ELSEWHERE, Snapshots
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.periods import Span
    from workforce_tui.importing.values import Cell

_FIRST = date(2000, 1, 1)
"""The day that stands for the period of the whole file; the days after it stand for those of a period column."""


class EventPeriods(Snapshots):
    """Gives each pair of organisation and period cells an index, as snapshots get one by organisation and date.

    A stand-in day is kept for each period. *dated* is whether the cells are dates of events in a table of counts.
    """

    def __init__(
        self, request: ImportRequest, answers: Answers, log: IssueLog, *, titles: Iterable[str], dated: bool
    ) -> None:
        self._texts = list(titles)
        plain = replace(request, as_at=None, today=None)
        super().__init__(plain, answers, log, date_header="", title_dates=set(), titles=self._texts, by_person=False)
        self._asked_for = request
        self._dated = dated
        self._stated = {span for text in self._texts for span in periods_in(text)}
        self._spans: list[Span | None] = [self._whole()]
        self._open: dict[str, int] = {}
        self._cells: dict[Cell, int] = {}
        self.first: date | None = None
        self.last: date | None = None
        self.outside = self.unreadable = 0

    def _whole(self) -> Span | None:
        """The period of the file: given, decided, or stated in its titles; None when it is open."""
        wanted = self._asked_for
        if wanted.period_start is not None or wanted.period_end is not None:
            if wanted.period_start is None or wanted.period_end is None or wanted.period_start > wanted.period_end:
                self._log.add("period_half_given")
                return None
            given = (wanted.period_start, wanted.period_end)
            if self._stated and given not in self._stated:
                found = ", ".join(period_text(span) for span in sorted(self._stated))
                self._log.add("period_differs", found=found, given=period_text(given))
            return given
        answered = self._answers.get("period", WHOLE_FILE)
        if answered is not None:
            decided = parse_period(answered[0])
            if decided is None:
                self._log.add("bad_decision", field="period", value=WHOLE_FILE, answer=answered[0])
            return decided
        return next(iter(self._stated)) if len(self._stated) == 1 else None

    @property
    def whole(self) -> Span | None:
        """The period of the file as a whole, when it is known."""
        return self._spans[0]

    def index(self, organisation: Cell | None, when: Cell | None) -> int:
        """The place of a row; ELSEWHERE when it is about another organisation or outside the period asked for."""
        if self._token(when) == ELSEWHERE:
            return ELSEWHERE
        return super().index(organisation, when)

    def day(self, when: Cell | None) -> date | None:
        """The day that stands for the period of a row."""
        return _FIRST + timedelta(days=max(self._token(when), 0))

    def _token(self, when: Cell | None) -> int:
        if when is None or when == "":
            return 0
        if when not in self._cells:
            self._cells[when] = self._of_date(when) if self._dated else self._of_period(when)
        return self._cells[when]

    def _of_date(self, when: Cell) -> int:
        inside = self.note_date(when)
        if inside is None:
            self.unreadable += 1
            return 0
        self.outside += not inside
        return 0 if inside else ELSEWHERE

    def note_date(self, when: Cell) -> bool | None:
        """Whether a date lies in the period of the file, True while that is open; None when it is no date."""
        day, month = parse_date(when), parse_month(when)
        if month is None:
            return None
        first, last = (day, day) if day is not None else whole_months(month, month)
        whole = self.whole
        if whole is not None and (last < whole[0] or first > whole[1]):
            return False
        self.first = min(self.first or first, first)
        self.last = max(self.last or last, last)
        return True

    def _of_period(self, when: Cell) -> int:
        text = to_text(when)
        answered = self._answers.get("period", text)
        span = parse_period(answered[0]) if answered else period_of_cell(text)
        if answered and span is None:
            self._log.add("bad_decision", field="period", value=text, answer=answered[0])
        whole = self.whole
        if span is None and whole is not None and (whole in possible_periods(text) or not possible_periods(text)):
            return 0
        if span is None:
            self._open.setdefault(text, len(self._spans))
            self._spans.append(None)
            return self._open[text]
        if self._asked_for.period_start is not None and whole is not None:
            return 0 if whole[0] <= span[0] and span[1] <= whole[1] else ELSEWHERE
        if span not in self._spans:
            self._spans.append(span)
        return self._spans.index(span)

    def token_of(self, place: int) -> int:
        """Which of the periods a place belongs to."""
        return (self.keys[place].as_at - _FIRST).days

    def span_of(self, place: int) -> Span | None:
        """The period of a place; None while it is open."""
        return self._spans[self.token_of(place)]

    def result(self) -> tuple[PeriodKey, ...]:
        """The organisation and period of each place."""
        spans = [self.span_of(place) or (EARLIEST, EARLIEST) for place in range(len(self.keys))]
        return tuple(PeriodKey(key.organisation, *span) for key, span in zip(self.keys, spans, strict=True))

    def questions(self) -> list[PendingDecision]:
        """The periods a person has to name; those that cannot be right are issues."""
        used: Counter[int] = Counter()
        for place in range(len(self.keys)):
            used[self.token_of(place)] += self.rows[place]
        for token in used:
            self._check(self._spans[token])
        found = []
        if 0 in used and self.whole is None and self._asked_for.period_start is None:
            message = _("Which period are these events from? The file does not say it in full.")
            found.append(PendingDecision("period", WHOLE_FILE, used[0], suggestions(self._likely()), message))
        for text, token in self._open.items():
            message = _("Which period is “{value}”?").format(value=text)
            found.append(PendingDecision("period", text, used[token], suggestions(possible_periods(text)), message))
        return found

    def _likely(self) -> list[Span]:
        """What the period may be: stated in part, or around the dates of the events; those that hold them first."""
        spans = [*sorted(self._stated), *(span for text in self._texts for span in possible_periods(text))]
        first, last = self.first, self.last
        today = self._asked_for.today
        if first is None or last is None:
            return spans or ([] if today is None else _reporting_years(today))
        spans = sorted(spans, key=lambda span: not (span[0] <= first and last <= span[1]))
        return [*spans, *periods_around(first, last)]

    def _check(self, span: Span | None) -> None:
        if span is None:
            return
        today = self._asked_for.today
        if (span[1] - span[0]).days > LONGEST_DAYS or span[0] < EARLIEST or (today is not None and span[0] > today):
            self._log.add("period_implausible", period=period_text(span))
        elif today is not None and span[1] > today:
            self._log.add("period_ended_late", period=period_text(span))


def _reporting_years(today: date) -> list[Span]:
    """The latest reporting years, from 1 April to 31 March, the one of *today* last."""
    year = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    return [(date(one, 4, 1), date(one + 1, 3, 31)) for one in (year - 1, year - 2, year)]
