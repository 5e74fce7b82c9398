"""Whose workforce a row is about, and on what day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import find_organisation, suggest_organisations
from workforce_tui.i18n import _
from workforce_tui.importing.dates import parse_snapshot_date
from workforce_tui.importing.model import BLANK, MASK, WHOLE_FILE, PendingDecision, SnapshotKey
from workforce_tui.importing.privacy import shown
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

ELSEWHERE = -1
"""The row is about an organisation or a day that was not asked for."""
EARLIEST = date(1950, 1, 1)
"""A snapshot from before this day has a mistyped year: no organisation recorded self-defined ethnicity then."""
NOWHERE = -2
"""The row's date cannot be read; an issue says so."""


class Snapshots:
    """Gives each pair of organisation and date cells the index of its snapshot."""

    def __init__(
        self,
        request: ImportRequest,
        answers: Answers,
        log: IssueLog,
        *,
        date_header: str,
        title_dates: set[date],
        titles: Iterable[str],
        by_person: bool,
    ) -> None:
        self._request = request
        self._answers = answers
        self._log = log
        self._date_header = date_header
        self._titles = list(titles)
        self._by_person = by_person
        self._default_date = self._settle_default(title_dates)
        self.keys: list[SnapshotKey] = []
        self.unresolved: dict[int, str] = {}
        """Snapshots whose organisation nobody has recognised yet, with the text that names it."""
        self._indexes: dict[tuple[str, date], int] = {}
        self._found: dict[tuple[Cell | None, Cell | None], int] = {}
        self._dates_seen: set[date] = set()
        self._organisations_seen: dict[str, str] = {}
        self._trusted: str | None = None
        self._bad_dates: set[str] = set()
        self.rows: Counter[int] = Counter()
        """Rows of each snapshot, counted by the reader."""

    def _settle_default(self, title_dates: set[date]) -> date | None:
        given = self._request.as_at
        if given is not None:
            if title_dates and given not in title_dates and not self._date_header:
                found = ", ".join(long_date(day) for day in sorted(title_dates))
                self._log.add("as_at_differs", found=found, given=long_date(given))
            return given
        return next(iter(title_dates)) if len(title_dates) == 1 else None

    def check_titles(self, texts: Iterable[str]) -> None:
        """Compare the organisation asked for with the one the rows above the table name, when they name just one."""
        wanted = self._request.organisation
        named = {known.code: known for text in texts for known in _named_in(text, self._request.organisations)}
        if wanted is None or len(named) != 1 or wanted.code in named:
            return
        found = next(iter(named.values()))
        self._log.add("organisation_differs_from_title", found=found.name, given=wanted.name)

    def trust_single(self, values: Iterable[str]) -> None:
        """Read the only name in the organisation column as the organisation asked for, known or not."""
        different = {shown(value) for value in values if value}
        wanted = self._request.organisation
        if wanted is None or len(different) != 1:
            return
        value = next(iter(different))
        if self._find(value) is None:
            self._trusted = value
            self._log.add("organisation_trusted", value=value, organisation=wanted.name)

    def _find(self, text: str) -> Organisation | None:
        answered = self._answers.get("organisation", text)
        wanted = self._request.organisation
        if wanted is not None and (text == self._trusted or find_organisation(text, [wanted])):
            return wanted
        return find_organisation(answered[0] if answered else text, self._request.organisations)

    def index(self, organisation: Cell | None, when: Cell | None) -> int:
        """The snapshot of a row; ELSEWHERE or NOWHERE when it has none. None stands for a column that is not there."""
        key = (organisation, when)
        if key not in self._found:
            self._found[key] = self._look_up(organisation, when)
        return self._found[key]

    def _look_up(self, organisation: Cell | None, when: Cell | None) -> int:
        day = self.day(when)
        if day is None:
            return NOWHERE
        code, unresolved = self._code(organisation)
        wanted = self._request
        if code is not None and wanted.organisation is not None and code != wanted.organisation.code:
            return ELSEWHERE
        if wanted.as_at is not None and day != wanted.as_at:
            return ELSEWHERE
        if code is None and organisation is not None and wanted.organisation is not None and self._is_other(unresolved):
            return ELSEWHERE
        return self._place(code, unresolved, day)

    def _place(self, code: str | None, unresolved: str, day: date) -> int:
        key = (code if code is not None else f"\0{unresolved}", day)
        if key not in self._indexes:
            self._indexes[key] = len(self.keys)
            if code is None:
                self.unresolved[len(self.keys)] = unresolved
            self.keys.append(SnapshotKey(code or "", day))
        return self._indexes[key]

    def _is_other(self, text: str) -> bool:
        """Whether a name nobody knows can be left out because it is not like the organisation asked for."""
        wanted = self._request.organisation
        if wanted is None or not text:
            return False
        return not suggest_organisations(text, [wanted])

    def _code(self, organisation: Cell | None) -> tuple[str | None, str]:
        wanted = self._request.organisation
        if organisation is None:
            found = wanted or self._whole_file()
            return (found.code if found else None), WHOLE_FILE
        text = shown(to_text(organisation))
        found = (
            self._find(text)
            if text
            else (wanted or self._whole_file() if self._answers.get("organisation", "") else None)
        )
        if found is not None:
            self._organisations_seen[found.code] = found.name
        elif text:
            self._organisations_seen[text] = text
        return (found.code if found else None), text

    def _whole_file(self) -> Organisation | None:
        answered = self._answers.get("organisation", WHOLE_FILE) or self._answers.get("organisation", "")
        return find_organisation(answered[0], self._request.organisations) if answered else None

    def day(self, when: Cell | None) -> date | None:
        """The day a date cell means (None: there is no such column); None where an issue was noted instead."""
        if when is None or when == "":
            if when is None or self._request.as_at is not None:
                if self._default_date is None:
                    self._report_missing()
                return self._default_date
            self._bad_date(BLANK)
            return None
        day = parse_snapshot_date(when, self._date_header)
        if day is None:
            self._bad_date(to_text(when))
            return None
        if self._request.today is not None and day > self._request.today and day not in self._dates_seen:
            self._log.add("snapshot_date_in_future", date=long_date(day))
        self._dates_seen.add(day)
        return day

    def _report_missing(self) -> None:
        if "" not in self._bad_dates:
            self._bad_dates.add("")
            self._log.add("snapshot_date_missing")

    def _bad_date(self, text: str) -> None:
        if text not in self._bad_dates:
            self._bad_dates.add(text)
            # What stands in place of a date in somebody's row may be anything.
            value = MASK if self._by_person and text != BLANK else text
            self._log.add("snapshot_date_unreadable", value=value, column=self._date_header or None)

    def finish(self, elsewhere: int) -> list[PendingDecision]:
        """Say what was left out and what was not found; the organisations a person has to name."""
        wanted = self._request
        if wanted.today and wanted.as_at and wanted.as_at > wanted.today and wanted.as_at not in self._dates_seen:
            self._log.add("snapshot_date_in_future", date=long_date(wanted.as_at))
        elif wanted.today and not self._dates_seen and self._default_date and self._default_date > wanted.today:
            self._log.add("snapshot_date_in_future", date=long_date(self._default_date))
        days = {key.as_at for key in self.keys} | ({wanted.as_at} if wanted.as_at else set())
        for day in sorted(day for day in days if day < EARLIEST):
            self._log.add("snapshot_date_implausible", date=long_date(day))
        if elsewhere and self.keys:
            self._log.add("rows_of_others", rows=elsewhere)
        elif elsewhere:
            self._not_found()
        return [self._ask(index, text, self._rows_of(text)) for index, text in self._first_of_each()]

    def _not_found(self) -> None:
        wanted = self._request
        seen = self._organisations_seen
        if wanted.organisation is not None and seen and wanted.organisation.code not in seen:
            found = ", ".join(sorted(self._organisations_seen.values())[:20])
            self._log.add("organisation_not_in_file", organisation=wanted.organisation.name, found=found)
        elif wanted.as_at is not None:
            found = ", ".join(long_date(day) for day in sorted(self._dates_seen)[:20])
            self._log.add("date_not_in_file", date=long_date(wanted.as_at), found=found)

    def _rows_of(self, text: str) -> int:
        return sum(self.rows[index] for index, name in self.unresolved.items() if name == text)

    def _first_of_each(self) -> list[tuple[int, str]]:
        seen: dict[str, int] = {}
        for index, text in self.unresolved.items():
            seen.setdefault(text, index)
        return [(index, text) for text, index in seen.items()]

    def _ask(self, index: int, text: str, rows: int) -> PendingDecision:
        known = self._request.organisations
        if text == WHOLE_FILE:
            suggestions = [s for title in self._titles for s in suggest_organisations(title, known)]
            message = _("Whose workforce is this? The file does not say.")
        else:
            suggestions = list(suggest_organisations(text, known))
            message = _("Which organisation is “{value}”?").format(value=text or BLANK)
        unique = tuple({s.code: s for s in suggestions}.values())[:5]
        return PendingDecision("organisation", text or BLANK, rows, unique, message)


def named_in_column(
    rows: Iterable[Sequence[Cell]], column: int | None, known: Sequence[Organisation], answers: Answers
) -> tuple[str, ...]:
    """The codes of the organisations that some rows name in a column, if every name in it is one that is known."""
    if column is None:
        return ()
    texts = {to_text(row[column]) for row in rows if column < len(row)} - {""}
    found = [find_organisation(answers.peek("organisation", text) or text, known) for text in texts]
    return () if None in found else tuple(sorted({one.code for one in found if one is not None}))


def _named_in(text: str, organisations: Iterable[Organisation]) -> list[Organisation]:
    """The organisations whose English or Welsh name is in a text, but not those named only within another's name."""
    words = f" {_words(text)} "
    hits: dict[str, Organisation] = {}
    for known in organisations:
        hits |= {name: known for name in map(_words, (known.name_en, known.name_cy)) if name and f" {name} " in words}
    return [
        known
        for name, known in hits.items()
        if not any(name != other and f" {name} " in f" {other} " for other in hits)
    ]


def _words(text: str) -> str:
    return " ".join(filter(None, map(label_key, re.split(r"[^\w'’]+", text))))
