"""What threads run to show editions and to hand them out. The services are loaded here, and only when called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import EditionKind
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from workforce_tui.domain.edition import Audience, Edition
    from workforce_tui.services.edition_exporting import ExportedAudience
    from workforce_tui.services.update_export import HandedOut
    from workforce_tui.services.workspace import Workspace

    OnStep = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form asks to be handed out; `reason` and `why` may be empty."""

    audiences: tuple[Audience, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    folder: Path
    given_to: str
    by: str
    reason: str = ""


def return_edition(
    ws: Workspace, organisation: str, year: int, audience: Audience, language: str, on_step: OnStep
) -> Edition:
    """The edition of a return as it would be handed out.

    Raises:
        WorkforceError: nothing is signed, or the figures have moved.
    """
    from workforce_tui.services.edition_exporting import prepare_edition

    return prepare_edition(ws, organisation, year, audience, language, on_step=on_step)


def return_so_far(ws: Workspace, organisation: str, year: int, audience: Audience, language: str) -> Edition:
    """The edition of a return as it would be handed out; while it is open, as if it were signed now.

    Raises:
        WorkforceError: the figures cannot be made safe, or have moved since they were signed.
    """
    from workforce_tui.services.edition_preview import edition_so_far

    return edition_so_far(ws, organisation, year, audience, language)


def hand_out_return(ws: Workspace, organisation: str, year: int, wanted: Wanted, on_step: OnStep) -> list[str]:
    """Hand out the editions of a return; what was done, in lines.

    Raises:
        WorkforceError: see `edition_exporting.export_editions`; nothing is handed out then.
    """
    from workforce_tui.services.edition_exporting import EditionRequest, export_editions

    request = EditionRequest(
        organisation, year, wanted.audiences, wanted.folder, wanted.given_to, wanted.by, wanted.formats,
        wanted.languages, wanted.reason,
    )  # fmt: skip
    done = export_editions(ws, request, on_step)
    lines = [_("In the folder {folder}:").format(folder=done.folder)]
    for one in done.audiences:
        again = [_("It was handed out before, and is the same.")] if one.again else []
        lines += _handed_out(one, [file.name for file in one.entry.files], again)
    return lines


def _handed_out(one: ExportedAudience | HandedOut, files: Sequence[str], also: Sequence[str] = ()) -> Iterator[str]:
    """What was handed out to one audience, in lines."""
    from workforce_tui.services.edition_preview import audience_name

    yield audience_name(one.audience)
    said = (
        one.audit.line(),
        _("Publication {number} is in the ledger.").format(number=one.entry.id),
        *also,
        _("Files: {names}.").format(names=", ".join(files)),
    )
    yield from (f"  {line}" for line in said)


def preview_of(editions: Sequence[Edition]) -> list[str]:
    """What editions keep back, in lines."""
    from workforce_tui.services.edition_preview import preview_lines

    return [line for edition in editions for line in preview_lines(edition)]


def receive(ws: Workspace, path: Path, by: str) -> list[str]:
    """Receive a return, or queries and replies about one, from a file; what became of it, in lines.

    Raises:
        WorkforceError: the file is neither, was changed, or is refused; nothing is changed then.
    """
    from workforce_tui.services.arrivals import edition_line, is_queries, queries_lines
    from workforce_tui.services.edition_import import import_edition
    from workforce_tui.services.return_queries import take_queries

    if is_queries(path):
        return queries_lines(take_queries(ws, path, by))
    return [edition_line(import_edition(ws, path, by))]


def files_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be returns or queries.

    Raises:
        WorkforceError: there is none, or the folder cannot be read.
    """
    from workforce_tui.services import arrivals

    return arrivals.files_in(folder)


def receive_all(ws: Workspace, paths: Sequence[Path], by: str, tell: Callable[[int], None]) -> list[str]:
    """Receive several files, each by itself, telling how many have been read; what became of each, in lines.

    Raises:
        WorkforceError: nobody is named.
    """
    from workforce_tui.services.arrivals import arrivals_text, take_in

    return arrivals_text(take_in(ws, paths, by, tell))


def verified_file(ws: Workspace, path: Path, *, raw: bool) -> list[str]:
    """Whether a file is as it was handed over, in lines.

    Raises:
        WorkforceError: it is no file of an edition, or of none that is held here to compare it with.
    """
    from workforce_tui.services.edition_verify import verify_file
    from workforce_tui.services.edition_verify_text import verified_lines

    return list(verified_lines(verify_file(ws, path, raw=raw)))


def write_queries(ws: Workspace, organisation: str, year: int, path: Path) -> str:
    """Write the queries of a return to a file to send; what was done, in a sentence.

    Raises:
        WorkforceError: nothing was asked, there is such a file, or it cannot be written.
    """
    from workforce_tui.services.return_queries import write_queries as write

    return _("{path}: queries written: {number}.").format(path=path, number=write(ws, organisation, year, path))


def update_edition(ws: Workspace, year: int, audience: Audience, language: str) -> Edition:
    """The edition of the all-Wales update as it would be handed out, audited.

    Raises:
        WorkforceError: no return of the year may be used, or the figures cannot be made safe.
    """
    from workforce_tui.services.update_export import preview_update

    return preview_update(ws, year, audience, language)


def pack_edition(ws: Workspace, year: int, audience: Audience, language: str) -> Edition:
    """The panel pack as it would be handed out.

    Raises:
        WorkforceError: no return of the year may be used.
    """
    from workforce_tui.services.update_export import preview_update

    return preview_update(ws, year, audience, language, EditionKind.PACK)


def hand_out_update(ws: Workspace, year: int, wanted: Wanted, on_step: OnStep, kind: EditionKind) -> list[str]:
    """Hand out the update or the panel pack; what was done, in lines.

    Raises:
        WorkforceError: see `update_export.export_update`; nothing is handed out then.
    """
    from workforce_tui.services.update_export import UpdateRequest, export_update

    request = UpdateRequest(
        year, wanted.audiences, wanted.folder, wanted.given_to, wanted.by, wanted.formats, wanted.languages,
        wanted.reason, kind,
    )  # fmt: skip
    done = export_update(ws, request, on_step)
    lines = [_("Version {number}, in the folder {folder}:").format(number=done.version.number, folder=done.folder)]
    for one in done.audiences:
        lines += _handed_out(one, [path.name for path in one.files])
    return lines


def update_checks(ws: Workspace, year: int) -> list[tuple[str, bool, str]]:
    """What the update of a year still lacks: the name of each line, whether it is done, and what is missing."""
    from workforce_tui.services.update_checking import check_update

    return [(one.name, one.done, one.missing) for one in check_update(ws, year)]
