"""Queries of the taskforce and the replies to them as a file: how they travel between two databases.

The taskforce writes its queries, the organisation takes them in, answers them, and writes the same file with the
replies, which the taskforce takes in. A query is known again by what is asked, by whom, on which day.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.edition import EditionKind
from workforce_tui.domain.edition_fields import protect, unprotect
from workforce_tui.domain.edition_reading import RowProblem
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_parsing import clean_text, one_line
from workforce_tui.domain.return_remarks import Remark, RemarkCode, handed_in_again
from workforce_tui.domain.return_sections import section_of
from workforce_tui.domain.returns import ReturnMove, ReturnQuery, ReturnState, is_again, why_not
from workforce_tui.exporting.whole_file import write_whole_file
from workforce_tui.i18n import _
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.edition_files import MOST_TOLD, EditionError, problem_text
from workforce_tui.services.entered_texts import LONGEST_TEXT
from workforce_tui.services.last_names import remember_name
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.returns import get_return, return_in
from workforce_tui.storage import editions
from workforce_tui.storage import returns as store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlmodel import Session

    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.workspace import Workspace

QUERY_FIELDS = (
    "organisation", "year", "version", "section", "figure", "query", "asked_by", "asked_on", "reply", "replied_by",
    "replied_on", "state", "signed_sha256",
)  # fmt: skip
"""The columns of the file; those of the reply are empty where there is none yet, and the last where the version was not
signed in this database."""
MOST_BYTES = 5_000_000
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class TakenQueries:
    """What became of a file of queries: how many were new, how many replies were, and how many were held already.

    `again` is the version that the organisation stands by, its replies changing nothing; 0 for none.
    """

    organisation: str
    year: int
    asked: int
    replied: int
    held: int
    again: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    organisation: str
    year: int
    version: int
    state: str
    sha256: str
    queries: tuple[ReturnQuery, ...]


def write_queries(ws: Workspace, organisation: str, year: int, path: Path, *, overwrite: bool = False) -> int:
    """Write the queries of a return, with the replies there are, as CSV; returns how many.

    Raises:
        WorkforceError: there is no such return, nothing was asked, or the file cannot be written.
    """
    found = get_return(ws, organisation, year)
    if not found.queries:
        raise WorkforceError(
            _("Nothing was asked about the return of {organisation} for {year}.").format(
                organisation=found.organisation, year=year
            ),
            _("No file was written."),
        )
    text = BYTE_ORDER_MARK + render_queries(found)
    write_whole_file(path, lambda stream: stream.write(text.encode()), overwrite=overwrite, private=True)
    return len(found.queries)


def render_queries(found: AnnualReturn) -> str:
    """The queries of a return as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(QUERY_FIELDS)
    signed_here = {one.number: one.sha256 for one in found.versions}
    for one in found.queries:
        line = (
            found.organisation, str(found.year), str(found.handed_in), one.section, one.figure, one.text, one.by,
            one.on.isoformat(), one.reply, one.replied_by, one.replied_on.isoformat() if one.replied_on else "",
            str(found.state), signed_here.get(found.handed_in, ""),
        )  # fmt: skip
        writer.writerow(map(protect, line))
    return out.getvalue()


def take_queries(ws: Workspace, path: Path, by: str) -> TakenQueries:
    """Take queries and replies in from a file; those that are held already stay as they are.

    A return that is with the taskforce is queried by it, signed by *by*. Where the organisation submitted the version
    again that is held here, with a reply to each query, so is the return here.

    Raises:
        EditionError: the file is no file of queries; every line that is wrong is named.
        WorkforceError: there is no such return, it cannot be queried now, or a query has another reply here.
    """
    name, read = signed(by), _read(path)
    asked = replied = held = 0
    with ws.writing() as session:
        found = return_in(session, organisation_in(session, read.organisation).code, read.year)
        for query in read.queries:
            known = next((one for one in found.queries if _is_same(one, query)), None)
            if known is None:
                known, asked = _ask(session, found, query, name, path.name), asked + 1
                found = return_in(session, found.organisation, read.year)
            elif not query.reply or query.reply == known.reply:
                held += 1
            if query.reply and query.reply != known.reply:
                _reply(session, known, query)
                replied += 1
        remember_name(session, name)
        again = _submit_again(session, return_in(session, found.organisation, read.year), read, name, path.name)
    return TakenQueries(read.organisation, read.year, asked, replied, held, again)


def _submit_again(session: Session, found: AnnualReturn, read: _Read, by: str, file_name: str) -> int:
    """Take a return that was received on to what the organisation submitted again; returns the version, or 0."""
    after = ReturnState.RESUBMITTED
    if found.versions or read.state != after or read.version != found.handed_in or not is_again(found, after):
        return 0
    if why_not(found, after):
        return 0
    heads = editions.editions(session, kind=EditionKind.RETURN, organisation=found.organisation, year=found.year)
    held = {one.edition.codes.get("signed_sha256") for one in heads if one.version == found.handed_in}
    if held and held != {read.sha256}:
        raise WorkforceError(
            _("What was signed as version {version} of the return of {name} for {year} is not what is held.").format(
                version=read.version, name=found.organisation, year=found.year
            ),
            _("Ask the organisation which is right. Nothing was taken in."),
        )
    said = (handed_in_again(found.handed_in), Remark(RemarkCode.RECEIVED_FILE, {"file": one_line(file_name)}))
    step = ReturnMove(found.state, after, found.handed_in, by, today_here(), remarks=said)
    store.add_move(session, return_id=found.id, move=step, made_at=now())
    return found.handed_in


def _is_same(one: ReturnQuery, other: ReturnQuery) -> bool:
    return (one.section, one.figure, one.text, one.by, one.on) == (
        other.section, other.figure, other.text, other.by, other.on,
    )  # fmt: skip


def _ask(session: Session, found: AnnualReturn, query: ReturnQuery, by: str, file_name: str) -> ReturnQuery:
    if found.state is not ReturnState.QUERIED:
        if reason := why_not(found, ReturnState.QUERIED, note=query.text):
            raise WorkforceError(reason, _("Nothing was taken in."))
        values = {"file": one_line(file_name), "name": query.by, "text": one_line(query.text)}
        said = (Remark(RemarkCode.RECEIVED_QUERY, values),)
        step = ReturnMove(found.state, ReturnState.QUERIED, found.handed_in, by, today_here(), remarks=said)
        store.add_move(session, return_id=found.id, move=step, made_at=now())
    asked = replace(query, reply="", replied_by="", replied_on=None)
    return replace(asked, id=store.add_query(session, return_id=found.id, query=asked, made_at=now()))


def _reply(session: Session, known: ReturnQuery, query: ReturnQuery) -> None:
    if known.reply:
        raise WorkforceError(
            _("Query {number} has another reply here.").format(number=known.id),
            _("A query has one reply; ask again where it is not enough. Nothing was taken in."),
        )
    answered = replace(known, reply=query.reply, replied_by=query.replied_by, replied_on=query.replied_on)
    store.add_reply(session, query=answered, made_at=now())


def _read(path: Path) -> _Read:
    lines = _lines(path)
    if not lines or tuple(lines[0][1]) != QUERY_FIELDS:
        raise EditionError(
            _("{name} is no file of queries.").format(name=path.name),
            _("Its first line names these columns: {names}.").format(names=", ".join(QUERY_FIELDS)),
        )
    problems: list[RowProblem] = []
    queries = []
    first = dict(zip(QUERY_FIELDS, map(unprotect, lines[1][1]), strict=False)) if len(lines) > 1 else {}
    for number, row in lines[1:]:
        wrong = _problems(number, row, first)
        problems += wrong
        if not wrong:
            queries.append(_query(row))
    if problems or not queries:
        said = [problem_text(one) for one in problems[:MOST_TOLD]] or [_("There are no queries in it.")]
        text = "\n".join([_("{name} cannot be taken in:").format(name=path.name), *said])
        raise EditionError(text, _("Nothing was changed."), problems)
    return _Read(
        first["organisation"], int(first["year"]), int(first["version"]), first["state"], first["signed_sha256"],
        tuple(queries),
    )  # fmt: skip


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    if not path.exists():
        raise EditionError(_("There is no file {path}.").format(path=path), _("Check its name and folder."))
    try:
        if path.stat().st_size > MOST_BYTES or not path.is_file():
            raise EditionError(_("{name} is no file of queries.").format(name=path.name), _("Check the name."))
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        return [(reader.line_num, row) for row in reader if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EditionError(
            _("{name} cannot be read as a file of queries.").format(name=path.name),
            _("Give the CSV that `workforce-tui return queries` wrote."),
        ) from error


def _problems(number: int, row: Sequence[str], first: Mapping[str, str]) -> list[RowProblem]:
    """What is wrong in a line."""
    if len(row) != len(QUERY_FIELDS):
        expected = _("{number} fields").format(number=len(QUERY_FIELDS))
        return [RowProblem(number, "", str(len(row)), expected)]
    fields = dict(zip(QUERY_FIELDS, map(unprotect, row), strict=True))
    wanted = {
        "organisation": (fields["organisation"] == first.get("organisation"), _("the same organisation in each line")),
        "year": (fields["year"] == first.get("year") and _is_whole(fields["year"]) and len(fields["year"]) == 4,
                 _("the same year in each line")),
        "version": (fields["version"] == first.get("version") and _is_whole(fields["version"]),
                    _("the same version in each line")),
        "state": (fields["state"] == first.get("state") and fields["state"] in list(ReturnState),
                  _("the same state in each line")),
        "signed_sha256": (fields["signed_sha256"] == first.get("signed_sha256"), _("the same hash in each line")),
        "section": (_is_section(fields["section"]), _("the code of a section")),
        "query": (0 < len(fields["query"].strip()) <= LONGEST_TEXT, _("a question")),
        "asked_by": (bool(fields["asked_by"].strip()), _("who asks, by name")),
        "asked_on": (_is_day(fields["asked_on"]), _("a date, as 2026-03-31")),
        "reply": (len(fields["reply"]) <= LONGEST_TEXT, _("a shorter text")),
        "replied_by": (not fields["reply"] or bool(fields["replied_by"].strip()), _("who replies, by name")),
        "replied_on": (not fields["reply"] or _is_day(fields["replied_on"]), _("a date, as 2026-03-31")),
    }  # fmt: skip
    return [
        RowProblem(number, name, fields[name][:80], expected) for name, (good, expected) in wanted.items() if not good
    ]


def _query(row: Sequence[str]) -> ReturnQuery:
    fields = dict(zip(QUERY_FIELDS, map(unprotect, row), strict=True))
    query = ReturnQuery(
        0, fields["section"], " ".join(fields["figure"].split()), clean_text(fields["query"], lines=True),
        one_line(fields["asked_by"]), date.fromisoformat(fields["asked_on"]),
    )  # fmt: skip
    if not fields["reply"].strip():
        return query
    return replace(
        query, reply=clean_text(fields["reply"], lines=True), replied_by=one_line(fields["replied_by"]),
        replied_on=date.fromisoformat(fields["replied_on"]),
    )  # fmt: skip


def _is_section(code: str) -> bool:
    try:
        return section_of(code).code == code
    except KeyError:
        return False


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
