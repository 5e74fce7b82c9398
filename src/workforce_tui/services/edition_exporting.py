"""Handing out editions of a signed return: protected once for each audience, written, audited, and put in place whole.

Nothing is in its place before every audience is audited and in the ledger; where anything fails, nothing is.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import Audience, Edition
from workforce_tui.domain.edition_rounding import PERIOD
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.domain.publication import Marker
from workforce_tui.domain.return_sections import NARRATIVE_NAMES
from workforce_tui.exporting.editions import FORMATS
from workforce_tui.i18n import LANGUAGES, _, by_option, language
from workforce_tui.services.attacking import AuditOutcome, audit_files, bearing_on, refuse_confined
from workforce_tui.services.clock import now
from workforce_tui.services.edition_ledger import figures_of_edition
from workforce_tui.services.edition_release import EVENTS
from workforce_tui.services.edition_writing import AUDITED, AuditedFiles, write_formats
from workforce_tui.services.editions import (
    SignedReturn,
    build_edition,
    check_language,
    held_before,
    prepared_for,
    profile_of,
    signed_return,
)
from workforce_tui.services.ledger import (
    add_step,
    figures_told,
    known_publications,
    last_number,
    ledger_figure,
    refuse_met,
)
from workforce_tui.services.policy import policy_hash
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.publication_files import check_folder, disk_errors, file_of, put_in_place, working_folder
from workforce_tui.services.publishing import COARSER, audited, check_handing, told_in
from workforce_tui.services.readers import refuse_given_away
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.return_freezing import texts_of
from workforce_tui.services.texts_refused import naming_texts
from workforce_tui.storage import editions as edition_store
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.publishing import Prepared
    from workforce_tui.services.workspace import Workspace

FEWER = ((), (PERIOD,), (PERIOD, *COARSER[2]), (PERIOD, *COARSER[-1]), (PERIOD, *COARSER[-1], EVENTS))
"""What is left out, step by step, where the tables cannot be made safe together."""


@dataclass(frozen=True, slots=True)
class EditionRequest:
    """Which editions of whose return to hand out, in which files, to whom.

    `folder` is made by the export and must not be there yet. `languages` empty means the one in use; `version` None
    the latest that is signed.
    """

    organisation: str
    year: int
    audiences: tuple[Audience, ...]
    folder: Path
    given_to: str
    signed_by: str
    formats: tuple[str, ...] = ("xlsx", "csv", "docx", "html")
    languages: tuple[str, ...] = ()
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ExportedAudience:
    """The editions of one audience that were handed out, with their entry in the ledger and what the audit said."""

    audience: Audience
    editions: tuple[Edition, ...]
    entry: LedgerEntry
    audit: AuditOutcome
    again: bool = False


@dataclass(frozen=True, slots=True)
class ExportedEditions:
    """Everything one export handed out, and where it is."""

    folder: Path
    audiences: tuple[ExportedAudience, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """The editions of one audience, written and audited; `kept` are those to keep, in every language."""

    audience: Audience
    editions: tuple[Edition, ...]
    kept: tuple[Edition, ...]
    files: tuple[Path, ...]
    audit: AuditOutcome
    without: tuple[str, ...] = ()


def export_editions(
    ws: Workspace, request: EditionRequest, on_step: Callable[[str], None] = lambda _step: None
) -> ExportedEditions:
    """Hand out the editions of a signed return.

    Raises:
        WorkforceError: the request lacks something, nothing is signed, the database has other figures by now, the
            editions cannot be made safe, the audit finds a figure that can be worked out, or the folder cannot be
            written. Nothing is handed out then.
    """
    request = checked(ws, request)
    signed: SignedReturn | None = None
    done: list[ExportedAudience] = []
    to_keep: list[tuple[_Made, str]] = []
    with working_folder(request.folder) as folder:
        try:
            for audience in request.audiences:
                since = last_number(ws)
                made = _again(ws, request, audience, folder, on_step)
                again = made is not None
                if made is None:
                    signed = signed or signed_return(ws, request.organisation, request.year, request.version)
                    _check_both_languages(signed, audience, request.reason)
                    made = _first_time(ws, request, signed, audience, folder, on_step)
                done.append(_entered(ws, request, made, since, again=again))
                to_keep += [] if again else [(made, done[-1].entry.made_at)]
            on_step(_("Handing out"))
            with disk_errors(request.folder):
                put_in_place(folder, request.folder)
        except BaseException:
            for one in done:
                add_step(ws, one.entry.id or 0, Step.ABANDONED)
            raise
    _keep(ws, request, done, to_keep)
    return ExportedEditions(
        request.folder, tuple(replace(one, entry=replace(one.entry, step=Step.PUBLISHED)) for one in done)
    )  # fmt: skip


def prepare_edition(
    ws: Workspace,
    organisation: str,
    year: int,
    audience: Audience,
    language: str,
    version: int | None = None,
    on_step: Callable[[str], None] = lambda _step: None,
) -> Edition:
    """An edition of a signed version (the latest unless *version* says which) as it is handed out; nothing is stored.

    Raises:
        WorkforceError: there is no such signed version, the database has other figures by now, or they cannot be made
            safe.
    """
    check_language(language)
    held = held_before(ws, organisation, year, audience, language, version)
    if held is not None:
        return held.edition
    return rehearsed_edition(ws, signed_return(ws, organisation, year, version), audience, language, on_step)


def rehearsed_edition(
    ws: Workspace, signed: SignedReturn, audience: Audience, language: str, on_step: Callable[[str], None]
) -> Edition:
    """An edition made as the export makes it: written where nobody is given it, audited, and with what the audit asks.

    Raises:
        WorkforceError: the figures cannot be made safe.
    """
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:
        folder = Path(name)
        request = EditionRequest(
            signed.organisation.code, signed.year, (audience,), folder / "edition", "", "", AUDITED, (language,)
        )
        return _first_time(ws, request, signed, audience, folder, on_step).editions[0]


def checked(ws: Workspace, request: EditionRequest) -> EditionRequest:
    """The request, complete and with each audience, language and format once.

    Raises:
        WorkforceError: see the messages.
    """
    audiences = tuple(one for one in Audience if one in request.audiences)
    formats = tuple(one for one in FORMATS if one in request.formats)
    wrong = [one for one in request.formats if one not in FORMATS]
    if wrong or not formats:
        raise WorkforceError(
            _("There is no format {name}.").format(name=", ".join(wrong) or "-"),
            _("Use one of: {names}.").format(names=", ".join(FORMATS)),
        )
    if not audiences:
        raise WorkforceError(_("No edition is asked for."), _("Choose one of full, internal and public."))
    languages = tuple(dict.fromkeys(request.languages or (language(),)))
    for spoken in languages:
        check_language(spoken)
    for audience in audiences:
        check_handing(
            profile_of(ws, audience), given_to=request.given_to, signed_by=request.signed_by, reason=request.reason
        )
    if Audience.FULL in audiences and not request.reason.strip():
        raise WorkforceError(
            _("The full edition is handed out only for a reason, which is logged."),
            _("Give the reason{option}, or choose another edition.").format(option=by_option("--reason")),
        )
    check_folder(request.folder)
    return replace(request, audiences=audiences, formats=formats, languages=languages)


def _check_both_languages(signed: SignedReturn, audience: Audience, reason: str) -> None:
    """Refuse a public edition that says something in one language alone, unless a reason is given for the ledger."""
    texts = texts_of(signed.version)
    alone = [_(NARRATIVE_NAMES[key]) for key, one in texts.items() if one.is_in_one_language]
    if audience is Audience.PUBLIC and alone and not reason.strip():
        raise in_one_language(
            alone,
            _("Write the other language and sign a new version, or give the reason why it goes out as it is; the "
              "ledger keeps it. Nothing was handed out."),
        )  # fmt: skip


def in_one_language(names: Sequence[str], hint: str) -> WorkforceError:
    """That the texts of some *names* are in one language alone, which a public edition may not be without a reason."""
    text = _("A public edition says everything in English and in Welsh. In one language alone: {names}.")
    return WorkforceError(text.format(names="; ".join(names)), hint)


def _again(
    ws: Workspace, request: EditionRequest, audience: Audience, folder: Path, on_step: Callable[[str], None]
) -> _Made | None:
    """The editions as they were handed out before, written and audited again; None where one of them never was."""
    held = [
        held_before(ws, request.organisation, request.year, audience, spoken, request.version)
        for spoken in request.languages
    ]
    editions = tuple(one.edition for one in held if one is not None)
    if len(editions) < len(held):
        return None
    profile = profile_of(ws, audience)
    with AuditedFiles(folder, request.formats, request.folder) as files, naming_texts(lambda: editions):
        on_step(_("Writing the files"))
        written = files.write(editions)
        on_step(_("Auditing what was written"))
        outcome = _audited_alone(ws, profile, editions, written)
        paths = write_formats(editions, folder, request.formats, request.folder, files.written)
    return _Made(audience, editions, editions, paths, outcome)


def _audited_alone(ws: Workspace, profile: Profile, editions: Sequence[Edition], files: Sequence[Path]) -> AuditOutcome:
    """The audit of editions that cannot be changed any more."""
    if not profile.withholds:
        return AuditOutcome(done=False)
    ledger = known_publications(ws, str(profile.code))
    before = list(zip(ledger, figures_told(ws, ledger), strict=True))
    outcome = audit_files(profile, files, bearing_on(figures_of_edition(editions[0]), before))
    refuse_confined(outcome)
    scope = ReleaseScope(editions[0].organisation, (editions[0].year,))
    refuse_given_away(ws, profile, scope, told_in(files))
    return outcome


def _first_time(
    ws: Workspace,
    request: EditionRequest,
    signed: SignedReturn,
    audience: Audience,
    folder: Path,
    on_step: Callable[[str], None],
) -> _Made:
    """Editions of what was signed, with fewer tables where they cannot be made safe together."""
    for without in FEWER:
        try:
            return _made(ws, request, signed, audience, folder, on_step, without)
        except UnsafeError:
            if without == FEWER[-1]:
                raise
            on_step(_("These tables cannot be made safe together: trying with fewer"))
    raise AssertionError("there is a last attempt")


def _made(
    ws: Workspace,
    request: EditionRequest,
    signed: SignedReturn,
    audience: Audience,
    folder: Path,
    on_step: Callable[[str], None],
    without: tuple[str, ...],
) -> _Made:
    on_step(_("Protecting the figures"))
    prepared = prepared_for(ws, signed, audience, LANGUAGES, without)
    profile = profile_of(ws, audience)
    with AuditedFiles(folder, request.formats, request.folder) as files, naming_texts(lambda: files.editions):

        def editions_of(made: Prepared | None, languages: Sequence[str]) -> tuple[Edition, ...]:
            return tuple(build_edition(ws, signed, audience, made, spoken) for spoken in languages)

        def write(made: Prepared | None) -> tuple[Path, ...]:
            return files.write(editions_of(made, request.languages))

        def draft(made: Prepared) -> tuple[Path, ...]:
            return (files.draft(editions_of(made, request.languages[:1])[0]),)

        if prepared is not None and profile.withholds:
            prepared, _written, outcome = audited(ws, prepared, write, on_step, draft, drafts_first=bool(without))
        else:
            written = write(prepared)
            outcome = _audited_alone(ws, profile, files.editions, written)
        editions = files.editions
        others = editions_of(prepared, [one for one in LANGUAGES if one not in request.languages])
        paths = write_formats(editions, folder, request.formats, request.folder, files.written)
    return _Made(audience, editions, (*editions, *others), paths, outcome, without)


def _entered(ws: Workspace, request: EditionRequest, made: _Made, since: int, *, again: bool) -> ExportedAudience:
    """Write the export down as prepared, before anything is in its place.

    *since* is the last export of the ledger when this one was begun: of a later one of the same staff it knew nothing.
    """
    first = made.editions[0]
    figures = figures_of_edition(first)
    entry = LedgerEntry(
        organisation=first.organisation,
        years=(first.year,),
        profile=first.codes["profile"],
        policy=policy_hash(profile_of(ws, made.audience)),
        version=first.version,
        languages=tuple(one.language for one in made.editions),
        signed_by=request.signed_by.strip(),
        given_to=request.given_to.strip(),
        reason=request.reason.strip(),
        folder=request.folder.name,
        made_at=now(),
        figures=len(figures),
        withheld=sum(one.marker == Marker.CONFIDENTIAL for one in figures),
        files=tuple(file_of(path) for path in made.files),
    )
    lines = tuple(ledger_figure(one) for one in figures if one.marker != Marker.NOT_AVAILABLE)
    with ws.writing() as session:
        refuse_met(session, first.organisation, since)
        number = store.add_publication(session, entry=entry, figures=lines)
    return ExportedAudience(made.audience, made.editions, replace(entry, id=number), made.audit, again)


def _keep(
    ws: Workspace, request: EditionRequest, done: Sequence[ExportedAudience], to_keep: Sequence[tuple[_Made, str]]
) -> None:
    """Say that the folder is in its place, and keep what is new in it, in every language."""
    with ws.writing() as session:
        for one in done:
            store.add_step(session, publication=one.entry.id or 0, step=Step.PUBLISHED, made_at=now())
        for made, made_at in to_keep:
            for edition in made.kept:
                held = held_edition(
                    edition, origin=Origin.MADE, made_at=made_at, by=request.signed_by.strip(),
                    given_to=request.given_to.strip(), reason=request.reason.strip(),
                )  # fmt: skip
                edition_store.add_edition(session, held=held)
