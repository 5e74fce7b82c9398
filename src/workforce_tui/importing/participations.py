"""Reading a list of mentees or mentors: one row for each person in a cohort.

A row is an event (whose, when, which grade and group, how far somebody came) with what only mentoring has beside it.
Without a staff number nobody is kept one by one: such rows are added up by grade, ethnicity and standing, and what they
say of sessions and scores is not kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.mentoring import REASONS
from workforce_tui.i18n import in_every_language
from workforce_tui.importing.dates import parse_date, parse_month
from workforce_tui.importing.events_layout import NO, YES
from workforce_tui.importing.events_records import EventRecordReader, given
from workforce_tui.importing.mentoring_columns import SCORES
from workforce_tui.importing.not_given import ETHNICITY_PAIR
from workforce_tui.importing.privacy import shown
from workforce_tui.importing.record_cells import NO_DATE
from workforce_tui.importing.values import is_note, is_total, parse_count, staff_number, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from workforce_tui.importing.events_records import Shared
    from workforce_tui.importing.model import DetailRow, EventRow
    from workforce_tui.importing.values import Cell

HIGHEST_SCORE = 5
MOST_SESSIONS = 1_000
"""More sessions or commitments of one person than this are a mistake."""
LONGEST_NAME = 120
_REASON_KEYS = {label_key(text): code for code, name in REASONS for text in (code, *in_every_language(name))}
_SAID_YES = YES | {tidy(text) for text in in_every_language("yes")}
_SAID_NO = NO | {tidy(text) for text in in_every_language("no")}
_STARTED, _UNKNOWN = "started", "unknown"


class ParticipationReader(EventRecordReader):
    """Takes rows in chunks; afterwards `result` and `details` belong together, row by row."""

    def __init__(self, *args: Any, scheme: str = "", cohort: str = "", without_ethnicity: bool = False) -> None:
        super().__init__(*args)
        self._scheme, self._cohort = scheme, cohort
        self._without_ethnicity = without_ethnicity
        self._details: list[DetailRow] = []
        self._counted: Counter[tuple[int, int, int, str, str, str, str, str, str]] = Counter()
        self._listed: set[tuple[int, str, str, str]] = set()
        self.unread_cells: Counter[str] = Counter()
        self.schemes: Counter[str] = Counter()
        self.without_cohort: Counter[str] = Counter()
        self.without_scheme = self.other_reasons = self.listed_twice = 0

    def _is_doubtful(self, cells: Mapping[str, Cell]) -> bool:
        """A blank ethnicity or grade is nothing unusual here."""
        texts = [to_text(cells[name]) for name in ("organisation", "grade", "ethnicity") if name in cells]
        return any(is_total(text) or is_note(text) or tidy(text) in self._headers for text in texts if text) or not any(
            texts
        )

    def _place(self, shared: Shared, cells: dict[str, Cell]) -> None:
        super()._place(shared, cells)
        if shared.place >= 0 and self._without_ethnicity:
            shared.ethnicity = self._book.ethnicity(ETHNICITY_PAIR)

    def _month(self, row: list[Cell]) -> tuple[bool, int | None]:
        """The month somebody started, who may have done so before the period, but not after it."""
        cell = self._cell(row, "event_date")
        if cell == "" or tidy(cell) in NO_DATE:
            return True, None
        month = parse_month(cell)
        if month is None:
            self.unread += 1
            return True, None
        self._periods.note_date(cell)
        whole, day = self._periods.whole, parse_date(cell)
        if whole is not None and month > whole[1].year * 12 + whole[1].month - 1:
            self.outside += 1
            return False, None
        self.future += day is not None and self._today is not None and day > self._today
        return True, month

    @property
    def reasons(self) -> dict[str, int]:
        """Why rows were set aside, and how many: of somebody listed twice the second is."""
        reasons = super().reasons
        return {**reasons, "repeated": reasons["repeated"] + self.listed_twice}

    def _is_repeated(self, row: list[Cell]) -> bool:
        """Whether the same person was listed in the same cohort before."""
        name = staff_number(self._cell(row, "staff_number"))
        place = self._periods.index(self._cell(row, "organisation") or None, self._cell(row, "as_at") or None)
        key = (place, name, tidy(self._name(row, "scheme")), tidy(self._name(row, "cohort")))
        if key in self._listed:
            self.listed_twice += 1
            return True
        self._listed.add(key)
        return False

    def _add(self, shared: Shared, staff_key: str, month: int | None, row: list[Cell]) -> None:
        scheme, cohort = self._name(row, "scheme"), self._name(row, "cohort")
        self.without_scheme += not scheme
        self.schemes[scheme] += 1
        if not cohort:
            self.without_cohort[scheme] += 1
        held = self._whole(row, "sessions_held")
        standing = shared.outcome
        if standing == _UNKNOWN and (month is not None or held):
            standing = _STARTED
        reason = self._reason(row)
        self.nameless += not staff_key
        if not staff_key:
            labels = (shared.grade, shared.ethnicity, shared.worker, shared.sex, standing)
            self._counted[shared.place, *labels, scheme, cohort, reason] += 1
            return
        grade = given(shared.grade)
        rest = (shared.ethnicity, shared.worker, shared.sex, standing, 1, 1)
        self._people.append((shared.place, staff_key, month, grade, None, *rest))
        self._details.append(self._detail(row, shared.prefix, scheme, cohort, reason, held))

    def _detail(
        self, row: list[Cell], prefix: str, scheme: str, cohort: str, reason: str, held: int | None
    ) -> DetailRow:
        partner = staff_number(self._cell(row, "partner_number"))
        scores = [self._score(row, name) for name in SCORES]
        return (
            prefix + partner if partner else "", scheme, cohort, parse_month(self._cell(row, "end_date")),
            self._whole(row, "sessions_planned"), held,
            scores[0], scores[1], scores[2], scores[3], scores[4], scores[5], scores[6],
            self._yes(row, "goal_met"), reason,
            self._whole(row, "commitments_made"), self._whole(row, "commitments_delivered"),
            self._yes(row, "feedback_done"),
        )  # fmt: skip

    def _cell(self, row: list[Cell], name: str) -> Cell:
        index = self._columns.get(name)
        return "" if index is None else row[index]

    def _name(self, row: list[Cell], field: str) -> str:
        """The scheme or cohort of a row, else that of the whole file; masked where it holds personal data."""
        text = shown(to_text(self._cell(row, field)))[:LONGEST_NAME]
        return text or (self._scheme if field == "scheme" else self._cohort)

    def _whole(self, row: list[Cell], name: str) -> int | None:
        cell = self._cell(row, name)
        if cell == "":
            return None
        found = parse_count(cell)
        if found.problem or found.low != found.high or found.high > MOST_SESSIONS:
            self.unread_cells[name] += 1
            return None
        return found.low

    def _score(self, row: list[Cell], name: str) -> int | None:
        number = self._whole(row, name)
        if number is not None and not 1 <= number <= HIGHEST_SCORE:
            self.unread_cells[name] += 1
            return None
        return number

    def _yes(self, row: list[Cell], name: str) -> bool | None:
        cell = self._cell(row, name)
        text = tidy(cell)
        if text == "":
            return None
        if text in _SAID_YES or text in _SAID_NO:
            return text in _SAID_YES
        self.unread_cells[name] += 1
        return None

    def _reason(self, row: list[Cell]) -> str:
        key = label_key(to_text(self._cell(row, "reason")))
        if not key:
            return ""
        code = _REASON_KEYS.get(key)
        self.other_reasons += code is None
        return code or "other"

    def result(self) -> list[EventRow]:
        """Every participation: people one by one, the others added up."""
        counted = [
            (place, "", None, given(grade), None, ethnicity, worker, sex, standing, number, number)
            for (place, grade, ethnicity, worker, sex, standing, *_rest), number in self._counted.items()
        ]
        return [*self._people, *counted]

    def details(self) -> list[DetailRow]:
        """What is said beside each of them, in the same order."""
        none = (None,) * 11
        counted: list[DetailRow] = [
            ("", scheme, cohort, *none, reason, None, None, None)
            for (_p, _g, _e, _w, _s, _o, scheme, cohort, reason) in self._counted
        ]
        return [*self._details, *counted]
