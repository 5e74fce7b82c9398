"""What organisations reported beside figures of staff, brought together: targets, mentoring, networks and the like.

Tables are taken as they stand in editions these readers have, with the organisation before each row; nothing in them
is worked out anew but the sums that say so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.disparities import Status
from workforce_tui.domain.disparity_steps import EXPLAINED, REFORMING
from workforce_tui.domain.disparity_words import status_name
from workforce_tui.domain.edition import EditionTable, EditionText, table_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, Narrative
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.update_figures import published_range
from workforce_tui.domain.update_sums import shown_count
from workforce_tui.i18n import LANGUAGES, _, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.edition import Edition, EditionSection
    from workforce_tui.services.update_sources import Received, UpdateSources

ENTRY = "entry"
"""The first column of a table that is taken as it stands: what the row is called in the return."""
OF = ":"
"""What stands between an organisation and the key of its text."""
_RATE = ("number", "of", "rate")
_A_NUMBER = re.compile(r"(?<![A-Za-z])\d")
"""A digit that is no part of a code, such as T2."""
OPEN, EXPLAINED_ROW, REFORM, OVERDUE, CLOSED = "open", "explained", "reform", "overdue", "closed"


@dataclass(frozen=True, slots=True)
class _Found:
    organisation: str
    table: Table


def brought_together(sources: UpdateSources, section: str, number: int) -> tuple[EditionTable, ...]:
    """The tables of a section of every return, those with the same columns as one, each row with its organisation."""
    groups: dict[tuple[str, ...], list[_Found]] = {}
    for code, table in tables_of(sources, section):
        groups.setdefault(tuple(column.key for column in table.columns), []).append(_Found(code, table))
    made = [_together(sources, found) for found in groups.values()]
    return coded(number, [table for table in made if table.rows])


def made_here(edition: Edition) -> Edition:
    """The edition without what is taken as it stands from editions its readers have, or added up from those alone."""

    def own(section: EditionSection) -> EditionSection:
        tables = (one for one in section.tables if one.table.columns[0].key not in (ENTRY, _RATE[0]))
        texts = (one for one in section.texts if OF not in one.key)
        return replace(section, tables=tuple(tables), texts=tuple(texts))

    return replace(edition, sections=tuple(map(own, edition.sections)))


def coded(number: int, tables: Sequence[Table], first: int = 0) -> tuple[EditionTable, ...]:
    """Tables with their codes: the number of their section and a letter."""
    found = []
    for place, table in enumerate(tables, first):
        code = f"T{number}{chr(ord('a') + place)}"
        found.append(EditionTable(code, table_name(code, table.title.partition(":")[0]), table))
    return tuple(found)


def tables_of(sources: UpdateSources, section: str) -> Iterator[tuple[str, Table]]:
    """Every table of a section of every return, with its organisation."""
    for code, received in sources.received.items():
        for one in received.edition.sections:
            if one.code == section:
                yield from ((code, held.table) for held in one.tables)


def _together(sources: UpdateSources, found: Sequence[_Found]) -> Table:
    first = found[0].table
    rows = (
        Row(
            sources.known[one.organisation].name,
            (Shown(row.label), *row.cells),
            f"{one.organisation}:{place}:{row.key}",
        )
        for place, one in enumerate(found)
        for row in one.table.rows
    )
    return Table(
        title=_("{title}: all of Wales").format(title=first.title.partition(":")[0]),
        row_heading=_("Organisation"),
        columns=(Column(ENTRY, first.row_heading, numeric=False), *first.columns),
        rows=tuple(rows),
        notes=(*_notes(sources, found), _("As the organisations report it in their returns.")),
        source=_("Annual returns of the organisations."),
    )


def _notes(sources: UpdateSources, found: Sequence[_Found]) -> Iterator[str]:
    """The notes of tables that are one here: a number in a note is of one organisation, and is said with its name."""
    said: dict[str, list[str]] = {}
    for one in found:
        for note in one.table.notes:
            said.setdefault(note, []).append(sources.known[one.organisation].name)
    everybody = len({one.organisation for one in found})
    for note, names in said.items():
        of_all = len(dict.fromkeys(names)) == everybody
        if of_all and not _A_NUMBER.search(note):
            yield note
        elif of_all and everybody > 1:
            yield _("Each of these organisations: {note}").format(note=note)
        else:
            yield _("{names}: {note}").format(names=", ".join(dict.fromkeys(names)), note=note)


def mentoring_sums(sources: UpdateSources, profile: Profile) -> Table | None:
    """The counts of mentoring added up over the organisations that show both of a rate; None where none does."""
    labels: dict[str, str] = {}
    counts: dict[str, list[tuple[Count, Count]]] = {}
    for code, table in tables_of(sources, "mentoring"):
        if tuple(column.key for column in table.columns) != _RATE:
            continue
        staff = sources.received[code].staff
        for row in table.rows:
            labels.setdefault(row.key, row.label)
            both = [_known(cell, staff.rounding, staff.threshold) for cell in row.cells[:2]]
            if both[0] is not None and both[1] is not None:
                counts.setdefault(row.key, []).append((both[0], both[1]))
    rows = tuple(_sum_row(labels[key], key, counts.get(key, []), profile) for key in labels)
    if not rows:
        return None
    return Table(
        title=_("Mentoring added up: all of Wales"),
        row_heading=_("Figure"),
        columns=(
            Column("number", _("Number")),
            Column("of", _("of")),
            Column("rate", _("Rate, from the counts as shown"), "%"),
            Column("organisations", _("Organisations that show both"), numeric=False),
        ),
        rows=rows,
        notes=(_("Only organisations that show both counts are added up; nothing withheld is counted as nobody."),),
        source=_("Annual returns of the organisations."),
    )


def _known(cell: Cell, rounding: int, threshold: int) -> Count | None:
    match cell:
        case Shown(Count() as count):
            return published_range(count, rounding, threshold)
        case _:
            return None


def _sum_row(label: str, key: str, counts: Sequence[tuple[Count, Count]], profile: Profile) -> Row:
    if not counts:
        return Row(label, (NotAvailable(_("No organisation shows it.")),) * 4, key)
    part, base = total(one for one, _base in counts), total(one for _part, one in counts)
    shown = shown_count(part, profile), shown_count(base, profile)
    rest = Count(max(base.low - part.high, 0), max(base.high - part.low, 0))
    hidden = next((one for one in shown if not isinstance(one, Shown)), None)
    rate: Cell = Shown(Share(part, rest)) if hidden is None else hidden
    return Row(label, (*shown, rate, Shown(str(len(counts)))), key)


def register_summary(sources: UpdateSources, year: int) -> Table | None:
    """How many disparities of the registers are open, explained, under reform, overdue and closed; None for none."""
    rows = list(_register_rows(sources))
    if not rows:
        return None
    ends = date(year, 3, 31)
    found = Counter(state for status, _due in rows for state in _states(status))
    found[OVERDUE] = sum(status in _LATE and due is not None and due < ends for status, due in rows)
    names = {
        OPEN: _("Open"),
        EXPLAINED_ROW: _("Of them, explained"),
        REFORM: _("Of them, under reform"),
        OVERDUE: _("Of them, with an explanation overdue"),
        CLOSED: _("Closed"),
    }
    return Table(
        title=_("Explain or reform: records of all of Wales"),
        row_heading=_("State"),
        columns=(Column("records", _("Records in the registers")),),
        rows=tuple(Row(label, (Shown(found[key]),), key) for key, label in names.items()),
        notes=(_("Overdue: not explained, with a deadline before {date}.").format(date=long_date(ends)),),
        source=_("Annual returns of the organisations."),
    )


_LATE = frozenset({Status.IDENTIFIED, Status.UNDER_ANALYSIS, Status.INSUFFICIENT_DATA, Status.UNEXPLAINED})


def _states(status: Status) -> Iterator[str]:
    yield CLOSED if status is Status.CLOSED else OPEN
    if status in EXPLAINED:
        yield EXPLAINED_ROW
    if status in REFORMING:
        yield REFORM


def _register_rows(sources: UpdateSources) -> Iterator[tuple[Status, date | None]]:
    """The status and the deadline of every record in the returns."""
    for code, table in tables_of(sources, "register"):
        places = {column.key: place for place, column in enumerate(table.columns)}
        if "status" not in places:
            continue
        known, days = _status_words(sources.received[code]), places.get("due")
        for row in table.rows:
            status = known.get(_text(row.cells[places["status"]]))
            if status is not None:
                yield status, None if days is None else _day(_text(row.cells[days]))


def _status_words(received: Received) -> Mapping[str, Status]:
    """The statuses by their words in the language of an edition."""
    with speaking(received.edition.language):
        return {status_name(one): one for one in Status}


def _text(cell: Cell) -> str:
    return str(cell.value) if isinstance(cell, Shown) else ""


def _day(text: str) -> date | None:
    """A day in words, in either language."""
    number, _space, rest = text.partition(" ")
    month, _space, year = rest.partition(" ")
    if not (number.isdecimal() and year.isdecimal()):
        return None
    for code in LANGUAGES:
        with speaking(code):
            for place in range(1, 13):
                if long_date(date(2000, place, 1)).split(" ")[1] == month:
                    return date(int(year), place, int(number))
    return None


def narratives(sources: UpdateSources, which: Sequence[Narrative]) -> tuple[EditionText, ...]:
    """Some texts of every return, each named with its organisation."""
    found = []
    for code, received in sources.received.items():
        for section in received.edition.sections:
            for text in section.texts:
                if section.code == "narrative" and text.key in which and (text.english or text.welsh):
                    name = _("{organisation}: {text}").format(
                        organisation=sources.known[code].name, text=_(NARRATIVE_NAMES[Narrative(text.key)])
                    )
                    found.append(EditionText(f"{code}{OF}{text.key}", name, text.english, text.welsh, text.translation))
    return tuple(found)


def without_edition_note(sources: UpdateSources) -> str:
    """Whose return says nothing here, as there is no edition of it for these readers; "" for nobody."""
    if not sources.others:
        return ""
    names = ", ".join(sources.known[code].name for code in sources.others)
    return _("No edition for these readers is held of: {names}.").format(names=names)
