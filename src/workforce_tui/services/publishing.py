"""Handing figures out: protect, write, audit what was written, put it in place whole, and write it in the ledger."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.domain.disclosure.policy import Export, Profile
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import COUNTED, LedgerEntry, Step
from workforce_tui.domain.publication import Marker
from workforce_tui.i18n import LANGUAGES, _, by_option, language, speaking
from workforce_tui.services.attacking import AuditOutcome, audit_files, bearing_on, refuse_confined
from workforce_tui.services.clock import now
from workforce_tui.services.ledger import (
    add_step,
    figures_told,
    known_publications,
    last_number,
    ledger_figure,
    next_version,
    refuse_met,
)
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope, policy_hash, policy_in_force
from workforce_tui.services.protection import UnsafeError, protect_draft
from workforce_tui.services.publication_building import build_publication
from workforce_tui.services.publication_files import (
    FORMATS,
    check_folder,
    disk_errors,
    file_of,
    put_in_place,
    working_folder,
    write_files,
)
from workforce_tui.services.readers import given_away, restricted_figures
from workforce_tui.services.release import ReleaseDraft, draft_release
from workforce_tui.services.release_plan import planned_under
from workforce_tui.services.release_source import ReleaseScope, load_source
from workforce_tui.services.repairing import MOST_ROUNDS, kept_apart, repaired
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workforce_tui.domain.disclosure.model import Protection, PublishedFigure
    from workforce_tui.domain.publication import Publication
    from workforce_tui.services.workspace import Workspace

    Drafting = Callable[[Workspace, ReleaseScope, Sequence[LedgerEntry]], ReleaseDraft]
    """Makes the release of a scope, given what was published before."""

COARSER: tuple[tuple[str, ...], ...] = ((), ("worker",), ("worker", "group"), ("worker", "group", "grade"))
"""What is left out, step by step, where the tables cannot be made safe together."""


def coarser(scope: ReleaseScope) -> tuple[tuple[str, ...], ...]:
    """What may be left out of a scope, step by step: first of all its tables by a second dimension."""
    return COARSER if not scope.second else (COARSER[0], *((scope.second, *without) for without in COARSER))


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to hand out: whose figures, under which profile, in which files, to whom.

    `folder` is made by the export and must not be there yet. `languages` empty means the one in use.
    """

    scope: ReleaseScope
    profile: str
    folder: Path
    given_to: str
    signed_by: str
    formats: tuple[str, ...] = FORMATS
    languages: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release as it would be published, before anything is written.

    There is a draft and a publication for each language, with the same figures. `ledger` is what its readers had
    before, and `earlier` the figures of each.
    """

    scope: ReleaseScope
    profile: Profile
    protection: Protection
    drafts: tuple[ReleaseDraft, ...]
    publications: tuple[Publication, ...]
    ledger: tuple[LedgerEntry, ...]
    earlier: tuple[tuple[PublishedFigure, ...], ...]

    @property
    def second(self) -> str:
        """The attribute of people that some of its tables are by; "" where none is."""
        wanted = self.scope.second
        return wanted if any(table.dimension == wanted for table in self.drafts[0].tables) else ""

    @property
    def before(self) -> list[tuple[LedgerEntry, tuple[PublishedFigure, ...]]]:
        """What the readers had before: each export with its figures."""
        return list(zip(self.ledger, self.earlier, strict=True))


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out, with its number in the ledger and what the audit found."""

    prepared: Prepared
    entry: LedgerEntry
    folder: Path
    audit: AuditOutcome


def prepare(ws: Workspace, request: ExportRequest, drafted: Drafting | None = None) -> Prepared:
    """The release protected together with everything published before to the same readers.

    *drafted* makes the release in the language in use, from the scope and the exports before; the tables of the plan
    where it is left out.

    Raises:
        WorkforceError: there are no figures, the question may not be asked, or the release cannot be made safe.
    """
    profile = policy_in_force(ws).profile(request.profile)
    request = _resolved(ws, request)
    check_scope(str(profile.code), request.scope.organisation)
    scope = planned_under(profile, request.scope)
    ledger = known_publications(ws, str(profile.code))
    earlier = figures_told(ws, ledger)
    version = str(next_version(ws, request.scope))
    languages = request.languages or (language(),)
    drafts = tuple(_draft(ws, scope, spoken, ledger, drafted or planned_draft) for spoken in languages)
    restricted = restricted_figures(ws, profile)
    counted = (one for one in restricted if one.key.dimension == COUNTED)
    protection = protect_draft(drafts[0], profile, (*chain(*earlier), *counted), restricted)
    publications = _publications(drafts, protection, version)
    return Prepared(scope, profile, protection, drafts, publications, ledger, earlier)


def _publications(drafts: Sequence[ReleaseDraft], protection: Protection, version: str) -> tuple[Publication, ...]:
    """The publication of each draft, in its language."""
    made = []
    for draft in drafts:
        with speaking(draft.language):
            made.append(build_publication(draft, protection, version=version))
    return tuple(made)


def _resolved(ws: Workspace, request: ExportRequest) -> ExportRequest:
    """The request with the code of its organisation in place of any of its names."""
    if request.scope.organisation is None:
        return request
    return replace(
        request, scope=replace(request.scope, organisation=get_organisation(ws, request.scope.organisation).code)
    )


def _draft(
    ws: Workspace, scope: ReleaseScope, spoken: str, ledger: Sequence[LedgerEntry], drafted: Drafting
) -> ReleaseDraft:
    with speaking(spoken):
        return drafted(ws, scope, ledger)


def planned_draft(ws: Workspace, scope: ReleaseScope, ledger: Sequence[LedgerEntry]) -> ReleaseDraft:
    """The release of the tables of the plan, with the figures of overlapping publications as its context."""
    return draft_release(load_source(ws, scope, beside=overlapping_scopes(scope, ledger)))


def overlapping_scopes(scope: ReleaseScope, ledger: Sequence[LedgerEntry]) -> list[ReleaseScope]:
    """What was published of the same years.

    Returns of two organisations have no people in common: only an all-Wales update links them.
    """
    overlapping = [one for one in ledger if set(one.years) & set(scope.years)]
    if scope.organisation and all(one.organisation for one in overlapping):
        overlapping = [one for one in overlapping if one.organisation == scope.organisation]
    others = {ReleaseScope(one.organisation or None, one.years, second=one.second) for one in overlapping}
    return sorted(others - {scope}, key=str)


def export(ws: Workspace, request: ExportRequest, on_step: Callable[[str], None] = lambda _step: None) -> Exported:
    """Protect, write, audit and hand out; the ledger has it before the folder is in its place.

    Where the tables cannot be made safe together, the ones that matter least are left out, which the cover says.

    Raises:
        WorkforceError: the request lacks something, the release cannot be made safe, the audit finds a figure that can
            be worked out, or the folder cannot be written. Nothing is handed out then.
    """
    check_request(ws, request)
    request = _resolved(ws, request)
    steps = coarser(request.scope)
    for without in steps:
        wanted = replace(request, scope=replace(request.scope, without=without))
        try:
            return _exported(ws, wanted, on_step)
        except UnsafeError:
            if without == steps[-1]:
                raise
            on_step(_("These tables cannot be made safe together: trying with fewer"))
    raise AssertionError("there is a last attempt")


def _exported(ws: Workspace, request: ExportRequest, on_step: Callable[[str], None]) -> Exported:
    """Hand out the tables of a scope as they are planned."""
    on_step(_("Protecting the figures"))
    since = last_number(ws)
    prepared = prepare(ws, request)
    with working_folder(request.folder) as folder:

        def write(made: Prepared) -> tuple[Path, ...]:
            with disk_errors(request.folder):
                return write_files(made.publications, folder, request.formats, file_stem(made))

        prepared, files, outcome = audited(ws, prepared, write, on_step)
        on_step(_("Handing out"))
        entry = _entered(ws, request, prepared, files, since)
        _put_in_place(ws, entry, folder, request.folder)
        return Exported(prepared, replace(entry, step=Step.PUBLISHED), request.folder, outcome)


_Write: TypeAlias = "Callable[[Prepared], Sequence[Path]]"


def audited(
    ws: Workspace,
    prepared: Prepared,
    write: _Write,
    on_step: Callable[[str], None],
    draft: _Write | None = None,
    *,
    drafts_first: bool = False,
) -> tuple[Prepared, Sequence[Path], AuditOutcome]:
    """Write a release and audit what was written, withholding a little more where the audit found something.

    *draft* writes what is quickly read: once something was found, or with *drafts_first*, every file is written, and
    audited, only when a draft is safe.
    Returns the release as it was written last, its files and what the audit said.

    Raises:
        UnsafeError: the audit, or readers of restricted publications, can work figures out, whatever is withheld.
    """
    tried = [prepared.protection.verdicts]
    for turn in range(1, MOST_ROUNDS + 1):
        quick = draft if draft is not None and (turn > 1 or drafts_first) else None
        files, outcome, away = _written_and_audited(ws, prepared, quick or write, on_step)
        if quick is not None and not outcome.confined and not away.confined:
            files, outcome, away = _written_and_audited(ws, prepared, write, on_step)
        outcome = replace(outcome, rounds=turn)
        mended = _mended(prepared, outcome, away) if turn < MOST_ROUNDS else None
        if mended is None or mended.protection.verdicts in tried:
            break
        prepared = mended
        tried.append(mended.protection.verdicts)
    refuse_confined(outcome)
    refuse_confined(away)
    return prepared, files, outcome


def _written_and_audited(
    ws: Workspace, prepared: Prepared, write: _Write, on_step: Callable[[str], None]
) -> tuple[Sequence[Path], AuditOutcome, AuditOutcome]:
    """The files, what the audit found in them, and then what readers of restricted publications could work out."""
    on_step(_("Writing the files"))
    files = write(prepared)
    on_step(_("Auditing what was written"))
    outcome = _audited(prepared, files)
    if outcome.confined:
        return files, outcome, AuditOutcome(done=False)
    return files, outcome, given_away(ws, prepared.profile, prepared.scope, told_in(files))


def told_in(files: Sequence[Path]) -> Sequence[Path]:
    """The tidy files, where there are any: they have every figure of the others, which the audit has compared."""
    return [one for one in files if one.suffix == ".csv"] or files


def _audited(prepared: Prepared, files: Sequence[Path]) -> AuditOutcome:
    """The audit of what was written. Pages alone do not tell programs which totals are exact: the audit is told."""
    first = prepared.publications[0]
    before = bearing_on(first.figures, prepared.before)
    if first.codes["exact_totals"] != "some" or any(path.suffix != ".html" for path in files):
        return audit_files(prepared.profile, files, before)
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:
        told = write_files([first], Path(name), ("csv",), file_stem(prepared))
        return audit_files(prepared.profile, [*files, *told], before)


def _mended(prepared: Prepared, outcome: AuditOutcome, away: AuditOutcome) -> Prepared | None:
    """The release with more withheld, where that can help; None where the audit is content, or nothing would.

    *away* is what readers of restricted publications could work out with it.
    """
    mend, found = (repaired, outcome.found) if outcome.confined else (kept_apart, away.found)
    if not found:
        return None
    protection = mend(prepared.drafts[0], prepared.protection, found)
    if protection is None:
        return None
    version = prepared.publications[0].codes["version"]
    return replace(prepared, protection=protection, publications=_publications(prepared.drafts, protection, version))


def check_request(ws: Workspace, request: ExportRequest) -> None:
    """Refuse what is incomplete before any work is done.

    Raises:
        WorkforceError: see the messages.
    """
    profile = policy_in_force(ws).profile(request.profile)
    wrong = [one for one in request.formats if one not in FORMATS]
    if wrong or not request.formats:
        raise WorkforceError(
            _("There is no format {name}.").format(name=", ".join(wrong) or "-"),
            _("Use one of: {names}.").format(names=", ".join(FORMATS)),
        )
    if any(one not in LANGUAGES for one in request.languages):
        raise WorkforceError(_("A publication is in en (English) or cy (Welsh)."), _("Choose one of them, or both."))
    check_handing(profile, given_to=request.given_to, signed_by=request.signed_by, reason=request.reason)
    check_folder(request.folder)


def check_handing(profile: Profile, *, given_to: str, signed_by: str, reason: str) -> None:
    """Refuse an export that nobody signs or that is to nobody, that a profile does not allow, or that lacks its reason.

    Raises:
        WorkforceError: see the messages.
    """
    if not given_to.strip() or not signed_by.strip():
        raise WorkforceError(_("The ledger needs to know who hands the figures out, and to whom."), _("Give both."))
    if profile.export is Export.NEVER:
        raise WorkforceError(
            _("Figures of the profile {profile} are never exported.").format(profile=profile.code),
            _("Choose another profile."),
        )
    if profile.export is Export.REASON and not reason.strip():
        raise WorkforceError(
            _("Figures of the profile {profile} are exported only for a reason, which is logged.").format(
                profile=profile.code
            ),
            _("Give the reason{option}, or choose another profile.").format(option=by_option("--reason")),
        )


def file_stem(prepared: Prepared) -> str:
    """What the names of the files begin with: codes only, nothing of the figures."""
    who = prepared.scope.organisation or "wales"
    years = "-".join(str(year) for year in sorted(prepared.scope.years))
    codes = prepared.publications[0].codes
    return f"{who}_{years}_{codes['profile'].lower()}_v{codes['version']}"


def _entered(
    ws: Workspace, request: ExportRequest, prepared: Prepared, files: Sequence[Path], since: int
) -> LedgerEntry:
    """Write the export down as prepared; *since* is the last of the ledger when it was begun."""
    entry, told = _entry(request, prepared, files), prepared.publications[0].figures
    figures = tuple(ledger_figure(one) for one in told if one.marker != Marker.NOT_AVAILABLE)
    with ws.writing() as session:
        refuse_met(session, entry.organisation, since)
        return replace(entry, id=store.add_publication(session, entry=entry, figures=figures))


def _put_in_place(ws: Workspace, entry: LedgerEntry, folder: Path, target: Path) -> None:
    """Put the folder in its place, and say in the ledger that it is there, or never will be."""
    try:
        with disk_errors(target):
            put_in_place(folder, target)
    except WorkforceError:
        add_step(ws, entry.id or 0, Step.ABANDONED)
        raise
    add_step(ws, entry.id or 0, Step.PUBLISHED)


def _entry(request: ExportRequest, prepared: Prepared, files: Sequence[Path]) -> LedgerEntry:
    first = prepared.publications[0]
    return LedgerEntry(
        organisation=request.scope.organisation or "",
        years=tuple(sorted(request.scope.years)),
        profile=str(prepared.profile.code),
        policy=policy_hash(prepared.profile),
        version=int(first.codes["version"]),
        languages=tuple(one.language for one in prepared.publications),
        signed_by=request.signed_by.strip(),
        given_to=request.given_to.strip(),
        reason=request.reason.strip(),
        folder=request.folder.name,
        made_at=now(),
        figures=len(first.figures),
        withheld=sum(figure.marker == Marker.CONFIDENTIAL for figure in first.figures),
        files=tuple(file_of(path) for path in files),
        second=prepared.second,
    )
