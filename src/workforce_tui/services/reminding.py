"""Reminders to organisations whose return or replies are awaited: a text to send, in both languages.

Nothing is sent from here, and nothing is written to the database.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.return_sections import section_of
from workforce_tui.domain.returns import ReturnState, awaited_by, calendar, is_overdue, open_queries
from workforce_tui.exporting.text import clean
from workforce_tui.exporting.whole_file import write_whole_file
from workforce_tui.i18n import LANGUAGES, _, language, speaking
from workforce_tui.services.clock import today_here
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.returns import list_returns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.workspace import Workspace

BETWEEN = "————————"
"""Between the two languages of a reminder."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What an organisation of Wales is to be reminded of: its return of a year, or replies; and the text to send."""

    organisation: str
    name: str
    year: int
    due: date
    overdue: bool
    queries: int
    text: str

    @property
    def file_name(self) -> str:
        """What the file of the reminder is called."""
        return f"{self.organisation}_{self.year}_reminder.txt"


def reminders(
    ws: Workspace, year: int, by: str, *, organisations: Collection[str] = (), today: date | None = None
) -> tuple[Reminder, ...]:
    """Those for the named organisations, else for every organisation of Wales that is late.

    Raises:
        WorkforceError: nobody is named as the writer, or nothing is awaited of an organisation that is named.
    """
    name, day = signed(by), today or today_here()
    held = {one.organisation: one for one in list_returns(ws, year=year)}
    with ws.reading() as session:
        known = {one.code: one for one in known_organisations(session) if one.in_wales}
    for code in organisations:
        if code not in known:
            raise WorkforceError(
                _("There is no organisation of Wales called {name}.").format(name=code[:60]),
                _("See `workforce-tui organisations` for the list."),
            )
        if not _is_awaited(held.get(code)):
            raise WorkforceError(
                _("Nothing is awaited of {name} for {year}.").format(name=known[code].name, year=year),
                _("Its return was handed in, and no query is with it."),
            )
    chosen = organisations or [code for code in known if is_overdue(held.get(code), year, day)]
    return tuple(_reminder(known[code], held.get(code), year, name, day) for code in chosen)


def _is_awaited(found: AnnualReturn | None) -> bool:
    return found is None or not found.handed_in or found.state is ReturnState.QUERIED


def _reminder(whose: Organisation, found: AnnualReturn | None, year: int, by: str, today: date) -> Reminder:
    asked = found if found is not None and found.handed_in else None
    due = awaited_by(found) if found else calendar(year).due
    texts = []
    for each in sorted(LANGUAGES, key=lambda one: one != language()):
        with speaking(each):
            texts.append("\n".join(_lines(whose, asked, year, by, due, today)))
    queries = len(open_queries(asked.queries)) if asked else 0
    late = is_overdue(found, year, today)
    return Reminder(whose.code, whose.name, year, due, late, queries, f"\n\n{BETWEEN}\n\n".join(texts))


def _lines(
    whose: Organisation, asked: AnnualReturn | None, year: int, by: str, due: date, today: date
) -> Iterator[str]:
    """The text in the language in use; *asked* is the return that was handed in and queried, None for no return."""
    words: dict[str, object] = {"year": year, "due": long_date(due), "today": long_date(today)}
    yield _("Annual return of {name}, year to 31 March {year}").format(name=clean(whose.name), year=year)
    yield ""
    if asked is None:
        late = _("Your annual return for the year to 31 March {year} was due on {due}. By {today} it had not arrived.")
        early = _("Your annual return for the year to 31 March {year} is due on {due}. By {today} it had not arrived.")
        yield (late if today > due else early).format(**words)
        yield _("Please send us the CSV or the workbook of the Taskforce edition, signed by your chief officer.")
        yield _(
            "Where you have nothing to report, say so in the section and why. We can send you a workbook to fill in."
        )
        yield _("An organisation that sends nothing is named in the all-Wales update, and is in none of its totals.")
    else:
        yield from _asked_lines(asked, words, is_late=today > due)
    yield _("If you have sent it already, please send it again: it did not reach us, or could not be taken in.")
    yield ""
    yield _("{name}, for the taskforce").format(name=by)


def _asked_lines(found: AnnualReturn, words: dict[str, object], *, is_late: bool) -> Iterator[str]:
    """What was asked about a return that is awaited back."""
    yield _("We asked about your annual return for {year}.").format(**words)
    still = open_queries(found.queries)
    if still:
        late = _("Your replies were due on {due}. By {today} there was none to these questions:")
        early = _("Your replies are due on {due}. By {today} there was none to these questions:")
        yield (late if is_late else early).format(**words)
    for one in still:
        about = ", ".join(filter(None, (_(section_of(one.section).name), one.figure)))
        yield f"  • {clean(about)}: {clean(one.text)} ({long_date(one.on)})"
    yield _("Please submit the return again, and send us the file of your replies and any new version.")


def write_reminders(found: Sequence[Reminder], folder: Path) -> tuple[Path, ...]:
    """Write each reminder as a text file into *folder*, which is made where it is missing; all of them or none.

    Raises:
        WorkforceError: there is such a file already, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkforceError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=error.strerror),
            _("Choose another folder."),
        ) from None
    paths = tuple(folder / one.file_name for one in found)
    for path in filter(os.path.exists, paths):
        raise WorkforceError(
            _("There is already a file {path}; it was left as it is.").format(path=path),
            _("Choose another folder. No reminder was written."),
        )
    for path, one in zip(paths, found, strict=True):
        write_whole_file(path, partial(_write, f"\ufeff{one.text}\n"), private=True)
    return paths


def _write(text: str, stream: IO[bytes]) -> None:
    stream.write(text.encode())
