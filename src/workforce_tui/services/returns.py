"""Annual returns: opening one, filling it, signing it, handing it in, and the taskforce's side of it.

Each change is one transaction, signed by a person; nothing that was entered is ever changed. What was handed in can be
changed only after a query or as a revision, and what was signed never: a change is signed as the next version.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import FIRST_YEAR
from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.kept_contents import hash_of
from workforce_tui.domain.return_remarks import handed_in_again, remark_text
from workforce_tui.domain.return_sections import Narrative, section_of
from workforce_tui.domain.returns import (
    OPEN,
    STATE_NAMES,
    AnnualReturn,
    Check,
    ReturnMove,
    ReturnQuery,
    ReturnState,
    Text,
    checklist,
    is_again,
    why_not,
)
from workforce_tui.i18n import LANGUAGES, _, language, speaking
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.entered_texts import changed_text, long_text, text_key
from workforce_tui.services.last_names import remember_name
from workforce_tui.services.organisations import get_organisation, organisation_in
from workforce_tui.services.received import checks_of, received_edition
from workforce_tui.storage import returns as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.return_sections import Section
    from workforce_tui.services.return_contents import SectionContents
    from workforce_tui.services.workspace import Workspace

MOST_AHEAD = 2
"""Years after this one in which the year of a return that is begun may end."""


def open_return(ws: Workspace, organisation: str, year: int, *, by: str, on: date | None = None) -> AnnualReturn:
    """Begin the return of an organisation for the year that ends 31 March of *year*, as a draft.

    Raises:
        WorkforceError: there is one, there is no such organisation, the year makes no sense or is too far ahead, or
            nobody is named.
    """
    name, day = signed(by), on or today_here()
    if not FIRST_YEAR <= year <= day.year + MOST_AHEAD:
        raise WorkforceError(
            _("{year} is no reporting year.").format(year=year),
            _("Give the year whose 31 March it ends on, as {year}.").format(year=day.year),
        )
    with ws.writing() as session:
        code = organisation_in(session, organisation).code
        if store.returns(session, organisation=code, year=year):
            raise WorkforceError(
                _("There is a return of {organisation} for {year}.").format(organisation=code, year=year),
                _("Show it, or open another year."),
            )
        number = store.add_return(session, organisation=code, year=year)
        move = ReturnMove(None, ReturnState.DRAFT, 0, name, day)
        store.add_move(session, return_id=number, move=move, made_at=now())
        remember_name(session, name)
        return return_in(session, code, year)


def get_return(ws: Workspace, organisation: str, year: int) -> AnnualReturn:
    """The return of an organisation for a year, as it stands.

    Raises:
        WorkforceError: there is no such organisation, or no return of it for that year.
    """
    with ws.reading() as session:
        return return_in(session, organisation_in(session, organisation).code, year)


def list_returns(ws: Workspace, organisation: str | None = None, year: int | None = None) -> tuple[AnnualReturn, ...]:
    """Returns as they stand, the latest year first.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        code = None if organisation is None else organisation_in(session, organisation).code
        return store.returns(session, organisation=code, year=year)


def set_text(
    ws: Workspace,
    organisation: str,
    year: int,
    key: str,
    *,
    english: str | None = None,
    welsh: str | None = None,
    translation: str | None = None,
    by: str,
) -> AnnualReturn:
    """Set a text of the narrative; what is None stays as it is, and "" takes a text away.

    Raises:
        WorkforceError: there is no such return or text, it is with the taskforce, or a text is too long.
    """
    narrative, name = text_key(Narrative, key), signed(by)
    with ws.writing() as session:
        found = _open_in(session, organisation, year)
        remember_name(session, name)
        before = found.texts.get(narrative, Text())
        text = changed_text(before, english, welsh, translation)
        if text != before:
            store.add_text(
                session, return_id=found.id, kind=store.NARRATIVE, key=narrative, text=text, by=name, made_at=now()
            )
        return return_in(session, found.organisation, year)


def set_nothing(ws: Workspace, organisation: str, year: int, section: str, reason: str, *, by: str) -> AnnualReturn:
    """Say why a section has nothing to report; an empty *reason* takes that back.

    Raises:
        WorkforceError: there is no such return or section, it is with the taskforce, or there is something to report.
    """
    which, name = get_section(section), signed(by)
    if not which.needed:
        raise WorkforceError(
            _("The section {section} is made from the others.").format(section=_(which.name)),
            _("Nothing has to be said about it."),
        )
    _check_that_nothing_is(ws, organisation, year, which, reason)
    with ws.writing() as session:
        found = _open_in(session, organisation, year)
        remember_name(session, name)
        text = Text(long_text(reason))
        store.add_text(
            session, return_id=found.id, kind=store.NOTHING, key=which.code, text=text, by=name, made_at=now()
        )
        return return_in(session, found.organisation, year)


def _check_that_nothing_is(ws: Workspace, organisation: str, year: int, section: Section, reason: str) -> None:
    """Raise WorkforceError where a section of which *reason* says there is nothing has figures or records."""
    from workforce_tui.services.return_contents import return_contents

    if reason.strip() and return_contents(ws, organisation, year, (section.code,))[section.code].filled:
        raise WorkforceError(
            _("The section {section} has something to report.").format(section=_(section.name)),
            _("Nothing was changed. What it holds stands in the return; give no reason, or take away what it holds."),
        )


def check_return(ws: Workspace, found: AnnualReturn) -> list[Check]:
    """The checklist of a return: each section that has to be filled, and what is missing in it.

    A return that was received is judged by what it says, not by what the database holds.
    """
    if (edition := received_edition(ws, found, raw=True)) is not None:
        return checks_of(edition)
    # What makes contents is half of the program: where no return is open, nothing of it has to be loaded.
    from workforce_tui.services.return_contents import needed_contents

    return checks_of_contents(ws, found, needed_contents(ws, found.organisation, found.year))


def checks_of_contents(ws: Workspace, found: AnnualReturn, contents: Mapping[str, SectionContents]) -> list[Check]:
    """The checklist of a return made here, by its contents in the language in use, with the numbers its texts state."""
    from workforce_tui.services.return_words import numbers_typed

    kind = get_organisation(ws, found.organisation).kind
    typed = numbers_typed(found, kind, [contents, *_in_other_languages(ws, found)])
    checks = checklist({code: one.filled for code, one in contents.items()}, found.nothing, found.texts)
    return [replace(check, look=typed.get(check.section.code, "")) for check in checks]


def _in_other_languages(ws: Workspace, found: AnnualReturn) -> Iterator[Mapping[str, SectionContents]]:
    """The sections of records as they read in the languages that are not in use."""
    from workforce_tui.services.return_contents import return_contents
    from workforce_tui.services.return_words import TYPED_IN

    for other in set(LANGUAGES) - {language()}:
        with speaking(other):
            yield return_contents(ws, found.organisation, found.year, TYPED_IN)


def move(
    ws: Workspace,
    organisation: str,
    year: int,
    after: str,
    *,
    by: str,
    note: str = "",
    on: date | None = None,
) -> AnnualReturn:
    """Take a return a step on: hand it in, query, accept, publish or revise it.

    A version that was queried is handed in again where the queries have replies and nothing in it changed; the step
    says so.

    Raises:
        WorkforceError: there is no such return or state, or the step cannot be taken now; the message says why.
    """
    name, state = signed(by), _state(after)
    seen = get_return(ws, organisation, year)
    again = is_again(seen, state)
    unchanged = not again or is_as_signed(ws, seen)
    with ws.writing() as session:
        found = return_in(session, seen.organisation, year)
        if again and found != seen:
            raise WorkforceError(_("Somebody changed the return meanwhile."), _("Look at it again, then hand it in."))
        reason = why_not(found, state, note=note, unchanged=unchanged)
        if reason:
            raise WorkforceError(reason, _("Nothing was changed."))
        number = found.latest.number if found.latest else found.handed_in
        said = (handed_in_again(number),) if again else ()
        step = ReturnMove(found.state, state, number, name, on or today_here(), " ".join(note.split()), said)
        store.add_move(session, return_id=found.id, move=step, made_at=now())
        remember_name(session, name)
        return return_in(session, found.organisation, year)


def said_again(version: int) -> str:
    """What the history says of a version that is handed in once more."""
    return remark_text(handed_in_again(version))


def is_as_signed(ws: Workspace, found: AnnualReturn) -> bool:
    """Whether the texts, answers and figures of a return are those of the version signed last.

    What came in a file is as it was signed: it is kept whole. Raises WorkforceError where that version was changed.
    """
    from workforce_tui.services.return_freezing import figures_moved, nothing_of, texts_of

    version = found.latest
    if version is None:
        return True
    if hash_of(version.contents) != version.sha256:
        raise WorkforceError(
            _("Version {number} is not what {name} signed: its contents have been changed.").format(
                number=version.number, name=version.signature.name
            ),
            _("Restore the database from a copy."),
        )
    texts = {key: text for key, text in found.texts.items() if text.is_there}
    same = texts == texts_of(version) and dict(found.nothing) == dict(nothing_of(version))
    return same and not figures_moved(ws, found, version)


def ask(
    ws: Workspace,
    organisation: str,
    year: int,
    section: str,
    text: str,
    *,
    figure: str = "",
    by: str,
    on: date | None = None,
) -> ReturnQuery:
    """Ask the organisation about a section, or a figure in it; the return is queried with it where it is not yet.

    Raises:
        WorkforceError: there is no such return or section, it is not with the taskforce, or nothing is asked.
    """
    which, name, said = get_section(section), signed(by), long_text(text)
    if not said:
        raise WorkforceError(_("The question is empty."), _("Write what is asked."))
    query = ReturnQuery(0, which.code, " ".join(figure.split()), said, name, on or today_here())
    with ws.writing() as session:
        found = return_in(session, organisation_in(session, organisation).code, year)
        if found.state is not ReturnState.QUERIED:
            reason = why_not(found, ReturnState.QUERIED, note=said)
            if reason:
                raise WorkforceError(reason, _("Nothing was asked."))
            step = ReturnMove(found.state, ReturnState.QUERIED, found.handed_in, name, query.on, said)
            store.add_move(session, return_id=found.id, move=step, made_at=now())
        remember_name(session, name)
        return replace(query, id=store.add_query(session, return_id=found.id, query=query, made_at=now()))


def reply(ws: Workspace, organisation: str, year: int, query: int, text: str, *, by: str) -> ReturnQuery:
    """Answer a question.

    Raises:
        WorkforceError: there is no such return or question, it has a reply, or the reply is empty.
    """
    name, said = signed(by), long_text(text)
    with ws.writing() as session:
        found = return_in(session, organisation_in(session, organisation).code, year)
        asked = next((one for one in found.queries if one.id == query), None)
        if asked is None or not asked.is_open or not said:
            message = (
                _("The return has no question {number}.").format(number=query)
                if asked is None
                else _("Question {number} has a reply.").format(number=query)
                if not asked.is_open
                else _("The reply is empty.")
            )
            raise WorkforceError(message, _("Nothing was changed."))
        answered = replace(asked, reply=said, replied_by=name, replied_on=today_here())
        store.add_reply(session, query=answered, made_at=now())
        remember_name(session, name)
        return answered


def get_section(code: str) -> Section:
    """A section by its code or number.

    Raises:
        WorkforceError: there is none.
    """
    from workforce_tui.domain.return_sections import SECTIONS

    try:
        return section_of(code)
    except KeyError:
        raise WorkforceError(
            _("There is no section {name}.").format(name=code[:40]),
            _("The sections are {codes}.").format(codes=", ".join(one.code for one in SECTIONS)),
        ) from None


def return_in(session: Session, code: str, year: int) -> AnnualReturn:
    """The return of an organisation (by its code) for a year; raises WorkforceError where there is none."""
    found = store.returns(session, organisation=code, year=year)
    if not found:
        raise WorkforceError(
            _("There is no return of {organisation} for {year}.").format(organisation=code, year=year),
            _("Begin it first, on the board of returns or with: return open {organisation} {year}.").format(
                organisation=code, year=year
            ),
        )
    return found[0]


def _open_in(session: Session, organisation: str, year: int) -> AnnualReturn:
    found = return_in(session, organisation_in(session, organisation).code, year)
    check_open(found)
    return found


def check_open(found: AnnualReturn) -> None:
    """Raise WorkforceError for a return that is with the taskforce."""
    if found.state not in OPEN:
        raise WorkforceError(
            _("The return is {state}, so it cannot be changed.").format(state=_(STATE_NAMES[found.state])),
            _("It can be after a query of the taskforce, or once it is being revised."),
        )


def _state(code: str) -> ReturnState:
    if code not in list(ReturnState):
        raise WorkforceError(
            _("There is no state {name}.").format(name=code[:40]),
            _("The states are {codes}.").format(codes=", ".join(ReturnState)),
        )
    return ReturnState(code)
