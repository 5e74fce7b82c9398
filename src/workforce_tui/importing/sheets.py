"""Choosing the sheet that holds the workforce, or the sheets where it is divided over several."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.i18n import _
from workforce_tui.importing.dates import date_of_sheet, dates_in_titles, plain_date_in_titles
from workforce_tui.importing.events_detect import propose
from workforce_tui.importing.events_headers import header_of_events
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.headers import ethnic_groups, find_header
from workforce_tui.importing.model import ALL_SHEETS, SHEETS, PendingDecision, SheetInfo
from workforce_tui.importing.pivots import tabular
from workforce_tui.importing.sheet_dates import days_of_covers, is_cover
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import parse_number, says_fte, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.book import Book, OpenSheet, SheetMeta
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.headers import Header, Range
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

HEAD_ROWS = 200
"""Rows read to find the header and to judge what the columns hold."""
MOST_SHEETS = 80
"""Sheets that are looked at where none is asked for by name."""
_ALIKE = 0.8
"""Share of the best sheet's score from which another is as likely."""
_CORE = {
    "staff_number": "staff_number",
    "grade": "grade",
    "substantive_grade": "grade",
    "ethnicity": "ethnicity",
    "ethnicity_code": "ethnicity",
    "headcount": "headcount",
}
_EVENTS = re.compile(
    r"\b(?:joiners?|starters?|new starts?|leavers?|promot\w*|recruit\w*|applica\w*|grievanc\w*|disciplin\w*|"
    r"capabilit\w*|training|mentees?|mentors?|ymadawyr|gadawyr|cychwynwyr|recriwtio|dyrchaf\w*|cwynion|disgybl\w*|hyfforddiant)\b"
)


@dataclass(slots=True)
class Candidate:
    """A sheet, its first rows and the header found in them."""

    sheet: OpenSheet
    head: list[list[Cell]]
    header: Header
    name: str
    hidden: bool = False
    covers: dict[date, list[str]] = field(default_factory=dict)
    """The days that sheets without a table give for the figures, with the names of these sheets."""

    @property
    def above(self) -> list[str]:
        """The texts over the header."""
        rows = self.head[: self.header.first]
        return [text for row in rows for cell in row if isinstance(cell, str) and (text := to_text(cell))]


@dataclass(slots=True)
class Choice:
    """What was looked at, and the sheet chosen (None when none has a table).

    `also` are the other sheets to read with it; `question` is asked when several sheets look alike.
    """

    infos: list[SheetInfo] = field(default_factory=list)
    chosen: Candidate | None = None
    also: list[Candidate] = field(default_factory=list)
    question: PendingDecision | None = None
    found: list[Candidate] = field(default_factory=list)
    covers: list[tuple[str, list[list[Cell]]]] = field(default_factory=list)
    """The visible sheets without a table, with their first rows."""
    folded: bool = False
    """Whether one of them is a pivot table with two fields in one column that cannot be told apart."""


def choose_sheet(
    book: Book, request: ImportRequest, answers: Answers, log: IssueLog, stop: Callable[[], bool]
) -> Choice:
    """The sheets asked for, else the visible sheet that looks most like people or counts by ethnic group.

    Hidden sheets are reported and only read when asked for by name. Where several sheets are equally likely a person
    has to choose. Raises FileRefused when a sheet asked for is not there or cannot be read.
    """
    wanted, everything = _wanted(book, request)
    choice = Choice()
    for meta in _looked_at(book, wanted, log, everything=everything):
        if stop():
            break
        if meta.name not in wanted and (meta.hidden or wanted):
            _pass_over(book, meta, choice, log)
            continue
        if meta.hidden:
            log.add("hidden_sheet_read", name=meta.name)
        _consider(book, meta.name, meta.hidden, request, choice, log)
    covers = days_of_covers(choice.covers)
    for candidate in choice.found:
        candidate.covers = covers
    if wanted:
        _take_all(choice, wanted)
    elif choice.chosen is not None:
        _settle(choice, choice.chosen, request, answers, log, everything=everything)
        if choice.also and len(book.sheets) > MOST_SHEETS:
            raise _too_many(book)
    return choice


def _pass_over(book: Book, meta: SheetMeta, choice: Choice, log: IssueLog) -> None:
    """Name a sheet that is not looked at; what says of which day the others are is read all the same."""
    reason = _("hidden") if meta.hidden else _("not looked at, another sheet was asked for")
    choice.infos.append(SheetInfo(meta.name, meta.hidden, 0, 0, reason))
    if meta.hidden:
        log.add("hidden_sheet", name=meta.name)
    elif is_cover(meta.name):
        with suppress(FileRefused):
            choice.covers.append((meta.name, list(islice(book.open_sheet(meta.name).rows(), HEAD_ROWS))))


def _looked_at(book: Book, wanted: Sequence[str], log: IssueLog, *, everything: bool) -> list[SheetMeta]:
    """The sheets to look at: those asked for wherever they are, and the first of a great many.

    Raises FileRefused when all are to be read and there are too many to look at.
    """
    if wanted or len(book.sheets) <= MOST_SHEETS:
        return [*book.sheets]
    if everything:
        raise _too_many(book)
    log.add("sheets_not_looked_at", sheets=number(len(book.sheets)), most=MOST_SHEETS)
    return [*book.sheets[:MOST_SHEETS]]


def _too_many(book: Book) -> FileRefused:
    return FileRefused("too_many_sheets", sheets=number(len(book.sheets)), most=MOST_SHEETS)


def _wanted(book: Book, request: ImportRequest) -> tuple[list[str], bool]:
    """The names of the sheets asked for, and whether all that look alike were."""
    asked = [*request.sheets, *([request.sheet] if request.sheet is not None else [])] if not book.is_text else []
    found, everything = [], False
    for text in asked:
        name = _named(book, text)
        if name is None and tidy(text) != ALL_SHEETS:
            listed = ", ".join(sheet.name for sheet in book.sheets)
            raise FileRefused("no_such_sheet", name=text, sheets=listed)
        everything |= name is None
        found += [name] if name is not None else []
    return ([] if everything else list(dict.fromkeys(found))), everything


def _named(book: Book, text: str) -> str | None:
    names = [sheet.name for sheet in book.sheets]
    if text in names:
        return text
    return next((name for name in names if name.casefold() == text.strip().casefold()), None)


def _consider(book: Book, name: str, hidden: bool, request: ImportRequest, choice: Choice, log: IssueLog) -> None:
    try:
        sheet = book.open_sheet(name)
        sheet = sheet.within(list(islice(sheet.rows(), HEAD_ROWS)))
        head = list(islice(sheet.rows(), HEAD_ROWS))
        unfolded = tabular(sheet, head, request)
        if unfolded is not sheet:
            sheet, head = unfolded, list(islice(unfolded.rows(), HEAD_ROWS))
    except FileRefused as refused:
        if request.sheet is not None or request.sheets or len(book.sheets) == 1:
            raise
        choice.infos.append(SheetInfo(name, hidden, 0, 0, _("cannot be read")))
        log.add("sheet_unreadable", name=name, why=_why(refused))
        return
    at = request.header_row - 1 if request.header_row is not None else None
    header = _header(head, sheet.merged, at)
    rows = sheet.height if sheet.height is not None else len(head)
    choice.infos.append(SheetInfo(name, hidden, rows, header.score if header else 0, _reason(head, header)))
    if header is None and not hidden:
        choice.covers.append((name, head))
        choice.folded |= sheet.pivot is not None
    if header is not None:
        choice.found.append(Candidate(sheet, head, header, name, hidden))
        if choice.chosen is None or header.score > choice.chosen.header.score:
            choice.chosen = choice.found[-1]


def _why(refused: FileRefused) -> str:
    """Why a sheet cannot be read, in words that can follow a colon."""
    if refused.code == "sheet_too_large":
        return _("it stretches far (rows: {rows}, columns: {columns})").format(**refused.words)
    return str(refused.words.get("detail") or refused.code)


def _header(head: list[list[Cell]], merged: Sequence[Range], at: int | None) -> Header | None:
    """The header of people or counts; of events where there is none, or where it says so in fewer of the same rows."""
    found, of_events = find_header(head, merged, at), header_of_events(head, merged, at)
    if found is None or (of_events is not None and of_events.first == found.first and of_events.last < found.last):
        return of_events
    return found


def _reason(head: Sequence[list[Cell]], header: Header | None) -> str:
    if not any(cell != "" for row in head for cell in row):
        return _("empty")
    if header is None:
        return _("no header of a workforce table in the first rows")
    names = [to_text(name) for name in header.names if name]
    return _("header in row {row}: {names}").format(row=header.first + 1, names=", ".join(names[:6]))


def _take_all(choice: Choice, wanted: Sequence[str]) -> None:
    """Several sheets asked for by name must each have a table."""
    by_name = {candidate.name: candidate for candidate in choice.found}
    missing = [name for name in wanted if name not in by_name]
    if len(wanted) > 1 and missing:
        raise FileRefused("no_table_on_sheet", name=missing[0])
    chosen = [by_name[name] for name in wanted if name in by_name]
    choice.chosen, choice.also = (chosen[0] if chosen else None), chosen[1:]


def _settle(
    choice: Choice, best: Candidate, request: ImportRequest, answers: Answers, log: IssueLog, *, everything: bool
) -> None:
    """Take the best sheet, or those like it where that was asked for, or ask."""
    alike = [each for each in choice.found if each is best or (_has_rows(best) and _look_alike(each, best))]
    right_day = [each for each in alike if may_be_about(each, request.as_at)] or alike
    answered = answers.get("sheet", SHEETS) if len(right_day) > 1 and not everything else None
    one = next((each for each in alike if answered and tidy(each.name) == tidy(answered[0])), None)
    if everything or (answered is not None and one is None and tidy(answered[0]) == ALL_SHEETS):
        every = _of_every_dataset(choice.found, request, answers) if everything else alike
        choice.chosen, choice.also = every[0], every[1:]
    elif one is not None or len(right_day) == 1:
        choice.chosen = one or right_day[0]
    else:
        if answered is not None and answered[1] == "decision":
            log.add("answer_not_usable", field="sheet", value=SHEETS, answer=answered[0])
        choice.question = _ask(right_day, choice.infos)
        return
    _report_others(choice, best, right_day, request, log)


def _of_every_dataset(found: Sequence[Candidate], request: ImportRequest, answers: Answers) -> list[Candidate]:
    """The sheets of staff in post that look alike, and every sheet that is clearly about events."""
    proposals = [propose(request, each, answers, value=each.name) for each in found]
    events = [
        each
        for each, proposal in zip(found, proposals, strict=True)
        if proposal.dataset is not Dataset.STAFF_IN_POST and proposal.question is None and not each.hidden
    ]
    staff = [each for each in found if not any(each is one for one in events)]
    best = max(staff, key=lambda each: each.header.score, default=None)
    alike = [each for each in staff if each is best or (best and _has_rows(best) and _look_alike(each, best))]
    return [each for each in found if any(each is one for one in (*alike, *events))]


def _report_others(
    choice: Choice, best: Candidate, right_day: Sequence[Candidate], request: ImportRequest, log: IssueLog
) -> None:
    """Name the sheets that look like workforce data too and are not read."""
    read = {id(choice.chosen), *map(id, choice.also)}
    for each in choice.found:
        if id(each) in read or each.header.score < _ALIKE * best.header.score:
            continue
        if request.as_at is not None and not may_be_about(each, request.as_at):
            report_other_day(each, request.as_at, log)
        else:
            log.add("other_sheet_with_data", name=each.name)


def report_other_day(candidate: Candidate, wanted: date, log: IssueLog) -> None:
    """Say that a sheet was left out because of its date."""
    found = ", ".join(long_date(day) for day in sorted(days_of(candidate)))
    log.add("sheet_of_other_date", name=candidate.name, found=found, wanted=long_date(wanted))


def days_of(candidate: Candidate) -> set[date]:
    """The days a sheet says it is about: in its titles, else by its name."""
    titles: list[list[Cell]] = [
        *candidate.head[: candidate.header.first],
        [candidate.name],
        [candidate.header.names[0]],
    ]
    found = dates_in_titles(titles)
    plain = None if found else plain_date_in_titles(titles[:-2]) or date_of_sheet(candidate.name)
    return {plain} if plain else found


def may_be_about(candidate: Candidate, wanted: date | None) -> bool:
    """Whether a sheet says nothing of its date, or says this one. A name such as "March 2026" is about all of it."""
    days = days_of(candidate)
    if wanted is None or not days or wanted in days:
        return True
    named = date_of_sheet(candidate.name)
    return days == {named} and named is not None and (named.year, named.month) == (wanted.year, wanted.month)


def _look_alike(one: Candidate, best: Candidate) -> bool:
    """Whether two sheets have the same columns and unit, and neither lists events such as leavers."""
    if one.hidden or one.header.score < _ALIKE * best.header.score:
        return False
    return _signature(one) == _signature(best) and _has_rows(one)


def _has_rows(candidate: Candidate) -> bool:
    """Whether there is a number anywhere below a header with ethnic groups across."""
    if len(ethnic_groups(candidate.header.columns)) < 2:
        return True
    below = candidate.head[candidate.header.last + 1 :]
    return any(parse_number(to_text(cell)) is not None for row in below for cell in row)


def _signature(candidate: Candidate) -> tuple[object, ...]:
    texts = [candidate.name, *candidate.above]
    fields = {(header_fields(parts) or ("",))[0] for parts in candidate.header.columns}
    core = frozenset(_CORE[name] for name in fields if name in _CORE)
    across = len(ethnic_groups(candidate.header.columns)) > 1
    event = next((found[0] for text in texts if (found := _EVENTS.search(tidy(text)))), "")
    return core, across, any(map(says_fte, texts)), event


def _ask(alike: Sequence[Candidate], infos: Sequence[SheetInfo]) -> PendingDecision:
    reasons = {info.name: info.reason for info in infos}
    names = ", ".join(each.name for each in alike)
    rows = sum(info.rows for info in infos if info.name in {each.name for each in alike})
    together = Suggestion(ALL_SHEETS, _("All of these, read together: {names}").format(names=names), "")
    ranked = sorted(alike, key=lambda each: -each.header.score)
    choices = (together, *(Suggestion(each.name, each.name, reasons[each.name]) for each in ranked))
    message = _("Several sheets look alike: {names}. Which of them hold the workforce?").format(names=names)
    return PendingDecision("sheet", SHEETS, rows, choices, message)
