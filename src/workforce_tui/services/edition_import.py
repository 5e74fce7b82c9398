"""The taskforce's side of the hand-over: returns that were received in files, kept and moved on.

A return is received as it was handed in: nobody's figures but those of the file are needed, and none of it is changed.
"""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import FIRST_YEAR, LAST_YEAR
from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.edition import AUDIENCE_PROFILES, Edition, EditionKind
from workforce_tui.domain.edition_rows import content_hash, rows_of
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.record_parsing import one_line
from workforce_tui.domain.return_remarks import Remark, RemarkCode
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, SECTIONS, Narrative, Translation
from workforce_tui.domain.returns import ReturnMove, ReturnState, Text
from workforce_tui.i18n import _
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.edition_files import EditionError, faults_of, read_edition
from workforce_tui.services.entered_texts import LONGEST_TEXT
from workforce_tui.services.last_names import remember_name
from workforce_tui.services.organisations import known_organisations
from workforce_tui.storage import editions as held_store
from workforce_tui.storage import returns as store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlmodel import Session

    from workforce_tui.domain.edition_reading import RowProblem
    from workforce_tui.domain.held_editions import HeldEdition
    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.workspace import Workspace

IMPORTED, HELD, REFUSED = "imported", "held", "refused"
"""What became of a file: it is kept now, it was held already, or it was refused and nothing was changed."""
MOST_AT_A_TIME = 4
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ImportedEdition:
    """What became of one file; `state` is where the return is now. `message` and `hint` say why one was refused.

    `whose` is the name of the organisation, where the return was taken in or is held.
    """

    name: str
    status: str
    organisation: str = ""
    year: int = 0
    version: int = 0
    audience: str = ""
    language: str = ""
    state: ReturnState | None = None
    message: str = ""
    hint: str = ""
    problems: tuple[RowProblem, ...] = ()
    whose: str = ""


def import_edition(ws: Workspace, path: Path, by: str) -> ImportedEdition:
    """Receive one return from its tidy CSV or its workbook.

    The same edition again changes nothing. A newer version takes the place of the one held, which is kept.

    Raises:
        WorkforceError: nobody is named; the file is no return or was changed after it was written; its organisation is
            not known; a newer version, or another edition of the same, is held. Nothing is changed.
    """
    name = signed(by)
    return _receive(ws, _checked(path), path, name)


def import_editions(
    ws: Workspace, paths: Sequence[Path], by: str, tell: Callable[[int], None] = lambda _number: None
) -> tuple[ImportedEdition, ...]:
    """Receive several returns, earlier versions first whatever order they are given in; each on its own.

    *tell* is told how many files have been read, from the thread this is called in.

    Raises:
        WorkforceError: nobody is named.
    """
    name = signed(by)
    outcomes: dict[int, ImportedEdition] = {}
    read: list[tuple[Edition, int]] = []
    for number, found in enumerate(_checked_at_a_time(paths, tell)):
        if isinstance(found, WorkforceError):
            outcomes[number] = _refusal(paths[number], found)
        else:
            read.append((found, number))
    for edition, number in sorted(read, key=lambda one: (one[0].version, one[1])):
        try:
            outcomes[number] = _receive(ws, edition, paths[number], name)
        except WorkforceError as error:
            outcomes[number] = _refusal(paths[number], error, edition)
    return tuple(outcomes[number] for number in range(len(paths)))


def _checked_at_a_time(paths: Sequence[Path], tell: Callable[[int], None]) -> list[Edition | WorkforceError]:
    """The edition in each file, or why it is refused; every file is read by a program of its own, a few at a time."""

    def checked(path: Path) -> Edition | WorkforceError:
        try:
            return _checked(path)
        except WorkforceError as error:
            return error

    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_AT_A_TIME)) as pool:
        begun = [pool.submit(copy_context().run, checked, path) for path in paths]
        for number, _done in enumerate(as_completed(begun), start=1):
            tell(number)
        return [one.result() for one in begun]


def _refusal(path: Path, error: WorkforceError, edition: Edition | None = None) -> ImportedEdition:
    problems = error.problems if isinstance(error, EditionError) else ()
    outcome = ImportedEdition(path.name, REFUSED) if edition is None else _outcome(edition, path, REFUSED)
    return replace(outcome, message=error.message, hint=error.hint, problems=problems)


def _outcome(
    edition: Edition, path: Path, status: str, state: ReturnState | None = None, whose: str = ""
) -> ImportedEdition:
    return ImportedEdition(
        path.name, status, edition.organisation, edition.year, edition.version, str(edition.audience),
        edition.language, state, whose=whose,
    )  # fmt: skip


def _checked(path: Path) -> Edition:
    """The edition in a file, once all that it says of itself makes sense."""
    read = read_edition(path)
    edition = read.edition
    if edition.kind is not EditionKind.RETURN:
        raise EditionError(
            _("{name} is not the return of an organisation.").format(name=path.name),
            _("The all-Wales update is made here from the returns; it is not imported."),
        )
    if not read.intact:
        raise EditionError(
            _("{name} was changed after it was written: its hash is not that of its rows.").format(name=path.name),
            _("Ask for the file again. `workforce-tui return verify` names figures that differ. Nothing was changed."),
        )
    wrong = [*faults_of(edition), *filter(None, _wrong(edition))]
    if wrong:
        raise EditionError("\n".join([_("{name} cannot be received:").format(name=path.name), *wrong]), _unchanged())
    return edition


def _unchanged() -> str:
    return _("Ask for the file again. Nothing was changed.")


def _wrong(edition: Edition) -> list[str]:
    """What an edition says of itself that no return says."""
    codes, profile = edition.codes, AUDIENCE_PROFILES[edition.audience]
    return [
        "" if FIRST_YEAR <= edition.year <= LAST_YEAR else _("{year} is no reporting year.").format(year=edition.year),
        "" if edition.version > 0 else _("It has no version."),
        "" if codes.get("profile") == profile
        else _("Its disclosure profile is {found}, not {expected}.").format(
            found=codes.get("profile") or _("not stated"), expected=profile
        ),
        "" if codes.get("signed_name") and _is_day(codes.get("signed_on", ""))
        else _("It does not say who signed it, and when."),
        "" if _HASH.fullmatch(codes.get("signed_sha256", "")) else _("It has no hash of the signed version."),
        *(_wrong_section(section.code, section.number) for section in edition.sections),
        *(_wrong_text(one.key, (one.english, one.welsh), one.translation)
          for section in edition.sections for one in section.texts),
    ]  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wrong_section(code: str, number: int) -> str:
    known = {one.code: one.number for one in SECTIONS}
    return "" if known.get(code) == number else _("There is no section {name}.").format(name=f"{number} {code}"[:40])


def _wrong_text(key: str, texts: tuple[str, str], translation: str) -> str:
    if key in NARRATIVE_NAMES and translation not in ("", *Translation):
        return _("{name} says nothing about a translation.").format(name=translation[:40])
    if any(len(text) > LONGEST_TEXT for text in texts):
        return _("The text {name} is longer than {most} characters.").format(name=key[:40], most=LONGEST_TEXT)
    return ""


def _receive(ws: Workspace, edition: Edition, path: Path, by: str) -> ImportedEdition:
    with ws.writing() as session:
        known = {one.code: one.name for one in known_organisations(session)}
        if edition.organisation not in known:
            raise WorkforceError(
                _("There is no organisation called {name}.").format(name=edition.organisation[:60]),
                _("See `workforce-tui organisations` for the list; add it if it is one of yours. Nothing was changed."),
            )
        found = store.returns(session, organisation=edition.organisation, year=edition.year)
        held = held_store.editions(
            session, kind=EditionKind.RETURN, organisation=edition.organisation, year=edition.year
        )
        if _is_held(edition, held):
            held_at = found[0].state if found else None
            return _outcome(edition, path, HELD, held_at, known[edition.organisation])
        _check_place(edition, held, found[0] if found else None)
        name = one_line(path.name)
        kept = held_edition(edition, origin=Origin.RECEIVED, made_at=now(), by=by, file_name=name)
        held_store.add_edition(session, held=kept)
        remember_name(session, by)
        state = _move_on(session, edition, found[0] if found else None, by, name)
    return _outcome(edition, path, IMPORTED, state, known[edition.organisation])


def _is_held(edition: Edition, held: Sequence[HeldEdition]) -> bool:
    """Whether this very edition is held, received or made here."""
    same = [one for one in held if _same(edition, one)]
    digest = content_hash(rows_of(edition)) if same else ""
    return any(content_hash(rows_of(one.edition)) == digest for one in same)


def _same(edition: Edition, held: HeldEdition) -> bool:
    mine = (edition.version, edition.audience, edition.language)
    return (held.version, held.audience, held.language) == mine


def _check_place(edition: Edition, held: Sequence[HeldEdition], found: AnnualReturn | None) -> None:
    """Refuse what cannot stand beside the editions that are held."""
    latest = max((one.version for one in held), default=0)
    words = {"version": edition.version, "held": latest, "name": edition.organisation, "year": edition.year}
    hint = _("Ask the organisation which is right. Nothing was changed.")
    if found is not None and found.versions:
        raise WorkforceError(
            _("The return of {name} for {year} was signed in this database.").format(**words),
            _("It is handed over from here, not received. Nothing was changed."),
        )
    if edition.version < latest:
        raise WorkforceError(
            _("This is version {version} of the return of {name} for {year}; version {held} is held.").format(**words),
            _("Nothing was changed."),
        )
    if any(_same(edition, one) for one in held):
        raise WorkforceError(
            _("Another edition of version {version} of the return of {name} for {year} is held.").format(**words), hint
        )
    signatures = {one.edition.codes.get("signed_sha256") for one in held if one.version == edition.version}
    if signatures - {edition.codes.get("signed_sha256")}:
        raise WorkforceError(
            _("What was signed as version {version} of the return of {name} for {year} is not what is held.").format(
                **words
            ),
            hint,
        )


def _move_on(session: Session, edition: Edition, found: AnnualReturn | None, by: str, file_name: str) -> ReturnState:
    """Open the return or take it on to the new version, with its texts and answers; returns its state."""
    if found is not None and found.handed_in >= edition.version:
        return found.state  # another edition of a version that was received before
    number = found.id if found else store.add_return(session, organisation=edition.organisation, year=edition.year)
    before = found.state if found else None
    codes = edition.codes
    values = {
        "file": file_name,
        "name": one_line(codes["signed_name"]),
        "post": one_line(codes.get("signed_post", "")) or "–",
        "day": codes["signed_on"],
    }
    said = (Remark(RemarkCode.RECEIVED_SIGNED, values),)
    again = bool(found and found.handed_in) or codes.get("state") == ReturnState.RESUBMITTED
    steps = [ReturnState.RESUBMITTED if again else ReturnState.SUBMITTED]
    if before in (ReturnState.ACCEPTED, ReturnState.PUBLISHED):
        steps.insert(0, ReturnState.REVISED)
    for after in steps:
        version = edition.version if after is steps[-1] else found.handed_in if found else 0
        move = ReturnMove(before, after, version, by, today_here(), remarks=said)
        store.add_move(session, return_id=number, move=move, made_at=now())
        before = after
    _keep_texts(session, number, edition, found, by)
    return steps[-1]


def _keep_texts(session: Session, number: int, edition: Edition, found: AnnualReturn | None, by: str) -> None:
    """The narrative and the answers of the version, in the place of those of the version before."""
    said = {text.key: text for section in edition.sections for text in section.texts}
    before = found.texts if found else {}
    for key in Narrative:
        one = said.get(key)
        translation = Translation(one.translation) if one and one.translation else None
        text = Text(one.english, one.welsh, translation) if one else Text()
        if text != before.get(key, Text()):
            store.add_text(session, return_id=number, kind=store.NARRATIVE, key=key, text=text, by=by, made_at=now())
    reasons = {section.code: section.nothing for section in edition.sections}
    held = found.nothing if found else {}
    for code in {*reasons, *held}:
        if reasons.get(code, "") != held.get(code, ""):
            text = Text(reasons.get(code, ""))
            store.add_text(session, return_id=number, kind=store.NOTHING, key=code, text=text, by=by, made_at=now())
