"""Handing out the all-Wales update and the panel pack: written apart, audited, in the ledger, put in place whole.

A version is kept when it is first handed out; what was handed out of it is the same whenever it is asked for again,
but for what the panel has said since.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.edition import Audience, Edition, EditionKind
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.domain.update_release import published_figures
from workforce_tui.domain.wales_update import TEXT_NAMES
from workforce_tui.i18n import LANGUAGES, _, by_option, speaking
from workforce_tui.services.attacking import AuditOutcome, refuse_confined
from workforce_tui.services.clock import now
from workforce_tui.services.edition_exporting import in_one_language
from workforce_tui.services.edition_writing import write_formats
from workforce_tui.services.ledger import add_step, last_number, refuse_met
from workforce_tui.services.panel_pack import pack_of
from workforce_tui.services.policy import policy_hash
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.publication_files import check_folder, disk_errors, file_of, put_in_place, working_folder
from workforce_tui.services.texts_refused import naming_texts
from workforce_tui.services.update_audit import audit_update
from workforce_tui.services.update_compiling import Basis
from workforce_tui.services.update_entries import check_year, get_update
from workforce_tui.services.update_records import made_here
from workforce_tui.services.update_versions import current_version
from workforce_tui.services.wales_update import compiled_years, edition_in, with_endorsements
from workforce_tui.storage import editions as edition_store
from workforce_tui.storage import publications as store
from workforce_tui.storage import updates as update_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

    from workforce_tui.domain.disclosure.model import PublishedFigure
    from workforce_tui.domain.held_editions import HeldEdition
    from workforce_tui.domain.wales_update import UpdateVersion
    from workforce_tui.services.update_compiling import Compiled
    from workforce_tui.services.workspace import Workspace

FORMATS = ("xlsx", "csv", "docx", "html")
AUDITED = ("csv", "xlsx")
"""What the audit reads: they hold everything the other formats draw."""


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """Which editions of the update of a year to hand out, in which files, to whom.

    `folder` is made by the export and must not be there yet. `kind` is the update or the panel pack, which is of
    public figures only. `reason` says why there is a version after the first, or
    why a public edition says something in one language alone.
    """

    year: int
    audiences: tuple[Audience, ...]
    folder: Path
    given_to: str
    signed_by: str
    formats: tuple[str, ...] = FORMATS
    languages: tuple[str, ...] = LANGUAGES
    reason: str = ""
    kind: EditionKind = EditionKind.UPDATE


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The editions of one audience that were handed out, with their entry in the ledger and what the audit said."""

    audience: Audience
    editions: tuple[Edition, ...]
    files: tuple[Path, ...]
    entry: LedgerEntry
    audit: AuditOutcome
    compiled: Compiled
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Safe:
    """Editions of one audience out of which nothing can be worked out, and whether they were handed out before."""

    editions: tuple[Edition, ...]
    audit: AuditOutcome
    compiled: Compiled
    again: bool


@dataclass(frozen=True, slots=True)
class ExportedUpdate:
    """Everything one export handed out, where it is, and as which version."""

    folder: Path
    version: UpdateVersion
    audiences: tuple[HandedOut, ...]


def preview_update(
    ws: Workspace, year: int, audience: Audience, language: str, kind: EditionKind = EditionKind.UPDATE
) -> Edition:
    """An edition of the update, or the panel pack, of a year as it would be handed out now; nothing is stored by it.

    It is written apart and audited as an export is, so that it says no more than that would.

    Raises:
        WorkforceError: no return of the year may be used, the year makes no sense, an edition was changed, or the
            figures cannot be made safe.
    """
    check_year(year)
    request = UpdateRequest(year, (audience,), Path(), "", "", AUDITED[:1], (language,), kind=kind)
    return _safe(ws, request, current_version(ws, year), audience, lambda _step: None).editions[0]


def export_update(
    ws: Workspace, request: UpdateRequest, on_step: Callable[[str], None] = lambda _step: None
) -> ExportedUpdate:
    """Hand out editions of the update.

    Raises:
        WorkforceError: the request lacks something, a public edition would say something in one language alone without
            a reason, no return may be used, the editions cannot be made safe, the audit
            finds a figure that can be worked out, or the folder cannot be written. Nothing is handed out then.
    """
    request = _checked(request)
    since = last_number(ws)
    version = current_version(ws, request.year, by=request.signed_by, reason=request.reason)
    _check_reason(ws, version, request)
    _check_both_languages(ws, version, request)
    with working_folder(request.folder) as folder:
        made = [_made(ws, request, version, one, folder, on_step) for one in request.audiences]
        on_step(_("Handing out"))
        numbers = _enter(ws, request, version, made, since)
        try:
            with disk_errors(request.folder):
                put_in_place(folder, request.folder)
        except WorkforceError:
            for number in numbers:
                add_step(ws, number, Step.ABANDONED)
            raise
    _keep(ws, request, made, numbers)
    done = zip(made, numbers, strict=True)
    final = (replace(one, entry=replace(one.entry, id=number, step=Step.PUBLISHED)) for one, number in done)
    return ExportedUpdate(request.folder, version, tuple(final))


def _checked(request: UpdateRequest) -> UpdateRequest:
    check_year(request.year)
    wrong = [one for one in request.formats if one not in (*FORMATS, "pdf")]
    if wrong or not request.formats:
        raise WorkforceError(
            _("There is no format {name}.").format(name=", ".join(wrong) or "-"),
            _("Use one of: {names}.").format(names=", ".join((*FORMATS, "pdf"))),
        )
    if not request.audiences or Audience.FULL in request.audiences:
        raise WorkforceError(
            _("The all-Wales update is made for the taskforce or for the public."), _("Choose internal or public.")
        )
    if any(one not in LANGUAGES for one in request.languages) or not request.languages:
        raise WorkforceError(_("An edition is in en (English) or cy (Welsh)."), _("Choose one of them, or both."))
    if not request.given_to.strip():
        raise WorkforceError(
            _("The ledger needs to know to whom the figures are handed out."), _("Say who is given them.")
        )
    check_folder(request.folder)
    return replace(request, signed_by=signed(request.signed_by), formats=tuple(dict.fromkeys(request.formats)))


def _check_reason(ws: Workspace, version: UpdateVersion, request: UpdateRequest) -> None:
    held = get_update(ws, request.year).versions
    if version.number > 1 and version not in held and not request.reason.strip():
        raise WorkforceError(
            _("Version {number} needs a reason.").format(number=version.number),
            _("Say what changed since the version before{option}.").format(option=by_option("--reason")),
        )


def _check_both_languages(ws: Workspace, version: UpdateVersion, request: UpdateRequest) -> None:
    """Refuse a public update that says something in one language alone, unless a reason is given for the ledger."""
    if Audience.PUBLIC not in request.audiences or request.reason.strip():
        return
    texts = get_update(ws, request.year).texts
    alone = [_(name) for key, name in TEXT_NAMES.items() if (one := texts.get(key)) and one.is_in_one_language]
    if alone and not _is_held(ws, request, Audience.PUBLIC, version):
        raise in_one_language(
            alone,
            _("Write the other language, or give the reason why it goes out as it is{option}; the ledger keeps it. "
              "Nothing was handed out.").format(option=by_option("--reason")),
        )  # fmt: skip


def _made(
    ws: Workspace,
    request: UpdateRequest,
    version: UpdateVersion,
    audience: Audience,
    folder: Path,
    on_step: Callable[[str], None],
) -> HandedOut:
    """The editions of an audience, written and audited."""
    safe = _safe(ws, request, version, audience, on_step)
    on_step(_("Writing the files"))
    files = write_formats(safe.editions, folder, request.formats, folder, ())
    entry = _entry(request, safe.compiled, safe.editions, files, version)
    return HandedOut(audience, safe.editions, files, entry, safe.audit, safe.compiled, safe.again)


def _safe(
    ws: Workspace,
    request: UpdateRequest,
    version: UpdateVersion,
    audience: Audience,
    on_step: Callable[[str], None],
) -> _Safe:
    """The editions of an audience as the audit lets them go: from published figures alone where others are not safe.

    Raises:
        UnsafeError: figures could be worked out of them either way.
    """
    refused: UnsafeError | None = None
    tried: set[Basis] = set()
    for basis in Basis:
        on_step(_("Protecting the figures"))
        compiled = compiled_years(ws, request.year, audience, basis)
        if compiled[-1].basis in tried or (refused and not compiled[-1].everyone):
            continue
        held = not tried and _is_held(ws, request, audience, version)
        tried.add(compiled[-1].basis)
        build = _again if held else _new
        editions = tuple(build(ws, request, compiled, version, spoken) for spoken in request.languages)
        on_step(_("Auditing the figures as they are written"))
        try:
            outcome = _audited(ws, request, compiled[-1], editions)
        except UnsafeError as error:
            refused = error
            continue
        return _Safe(editions, outcome, compiled[-1], held)
    assert refused is not None  # noqa: S101 - the last basis is either handed out or refused
    raise refused


def _held(
    ws: Workspace, request: UpdateRequest, audience: Audience, version: UpdateVersion, language: str
) -> HeldEdition | None:
    """The edition as it was handed out last; None where it never was, or is not as it was."""
    with ws.reading() as session:
        held = edition_store.editions(
            session, kind=request.kind, year=request.year, version=version.number, audience=audience,
            language=language, origin=Origin.MADE,
        )  # fmt: skip
    return held[-1] if held and held[-1].intact else None


def _is_held(ws: Workspace, request: UpdateRequest, audience: Audience, version: UpdateVersion) -> bool:
    return all(_held(ws, request, audience, version, spoken) is not None for spoken in request.languages)


def _again(
    ws: Workspace, request: UpdateRequest, compiled: tuple[Compiled, ...], version: UpdateVersion, language: str
) -> Edition:
    """The edition as it was handed out, with what the panel said since."""
    held = _held(ws, request, compiled[-1].audience, version, language)
    assert held is not None  # noqa: S101 - the caller has looked
    with speaking(language):
        return with_endorsements(held.edition, get_update(ws, request.year))


def _new(
    ws: Workspace, request: UpdateRequest, compiled: tuple[Compiled, ...], version: UpdateVersion, language: str
) -> Edition:
    with speaking(language):
        made = edition_in(ws, compiled, language, version)
        return made if request.kind is EditionKind.UPDATE else pack_of(made)


def _audited(ws: Workspace, request: UpdateRequest, compiled: Compiled, editions: Sequence[Edition]) -> AuditOutcome:
    """The audit of what is made here, as it is written; what is taken as it stands was audited with its return.

    Raises:
        UnsafeError: figures could be worked out.
        TextRefusedError: a text states a number that no table shows.
    """
    formats = [form for form in AUDITED if form in request.formats] or AUDITED[:1]
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:
        files = write_formats(tuple(map(made_here, editions)), Path(name), formats, Path(name), ())
        with naming_texts(lambda: editions):
            outcome = audit_update(ws, compiled, files, editions[0].version)
            refuse_confined(outcome)
    return outcome


def _entry(
    request: UpdateRequest,
    compiled: Compiled,
    editions: Sequence[Edition],
    files: Sequence[Path],
    version: UpdateVersion,
) -> LedgerEntry:
    cells = [cell for cell in compiled.cells.values() if isinstance(cell, Shown | Withheld)]
    return LedgerEntry(
        organisation="",
        years=(request.year,),
        profile=str(compiled.profile.code),
        policy=policy_hash(compiled.profile),
        version=version.number,
        languages=tuple(one.language for one in editions),
        signed_by=request.signed_by,
        given_to=request.given_to.strip(),
        reason=request.reason.strip(),
        folder=request.folder.name,
        made_at=now(),
        figures=len(cells),
        withheld=sum(isinstance(cell, Withheld) for cell in cells),
        files=tuple(file_of(path) for path in files),
    )


def _enter(
    ws: Workspace, request: UpdateRequest, version: UpdateVersion, made: Sequence[HandedOut], since: int
) -> tuple[int, ...]:
    """Write the exports down as prepared, with the version, in one transaction.

    *since* is the last export of the ledger when this one was begun: of a later one of anybody in it it knew nothing.
    """
    with ws.writing() as session:
        refuse_met(session, "", since)
        if version not in update_store.update_of(session, year=request.year).versions:
            update_store.add_version(session, year=request.year, version=version)
        return tuple(store.add_publication(session, entry=one.entry, figures=_lines(one)) for one in made)


def _keep(ws: Workspace, request: UpdateRequest, made: Sequence[HandedOut], numbers: Sequence[int]) -> None:
    """Say that the folder is in its place, and keep the editions in it that are not kept as they are.

    Never before: an edition that is kept is taken for handed out, with its figures in the ledger.
    """
    with ws.writing() as session:
        for number in numbers:
            store.add_step(session, publication=number, step=Step.PUBLISHED, made_at=now())
        for one in made:
            for edition in one.editions:
                _keep_edition(session, request, one, edition)


def _keep_edition(session: Session, request: UpdateRequest, one: HandedOut, edition: Edition) -> None:
    held = held_edition(
        edition, origin=Origin.MADE, made_at=one.entry.made_at, by=request.signed_by,
        given_to=request.given_to.strip(), reason=request.reason.strip(),
    )  # fmt: skip
    same = edition_store.editions(
        session, kind=edition.kind, year=edition.year, version=edition.version, audience=edition.audience,
        language=edition.language,
    )  # fmt: skip
    if held.contents not in {kept.contents for kept in same}:
        edition_store.add_edition(session, held=held)


def _lines(one: HandedOut) -> tuple[PublishedFigure, ...]:
    """The figures as the ledger keeps them; none where they are in it since the version was first handed out."""
    compiled = one.compiled
    if one.again or compiled.whose is None:
        return ()
    lines, whose, cells = compiled.lines, compiled.whose, compiled.cells
    return tuple(published_figures(lines, whose, cells, compiled.roundings, compiled.profile.threshold))
