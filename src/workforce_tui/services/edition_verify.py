"""Whether a file of an edition says what was handed over: by its own hash, and by the edition that is held here."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import Audience
from workforce_tui.domain.edition_fields import RecordKind
from workforce_tui.domain.edition_reading import RowsRefused, with_other_problems
from workforce_tui.domain.edition_rows import content_hash, edition_of, rows_of
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.edition_differences import Difference, documents_differing, rows_differing
from workforce_tui.services.edition_files import EditionError, faults_of, stated_hash
from workforce_tui.services.edition_looks import looks_differing
from workforce_tui.storage import editions as store
from workforce_tui.storage.publications import publications

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.auditing.documents import Document
    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.held_editions import EditionHead
    from workforce_tui.services.workspace import Workspace

FORMS = {".csv": "csv", ".xlsx": "xlsx", ".docx": "docx", ".html": "html", ".htm": "html", ".pdf": "pdf"}
WITH_ROWS = frozenset({"csv", "xlsx"})
"""The formats that hold the edition itself, with a hash of it."""
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """What became of a file.

    `hash_holds` is None where the format has no hash, `held` says whether the edition is held here and was compared
    with, `identical` whether the file is, byte for byte, one that was handed out here or what is written from it today:
    a later version of this program may word what surrounds the figures otherwise. `judged` is False for one whose
    contents cannot be compared, and whose bytes are no others' either: it may have been changed, or saved again.
    """

    name: str
    form: str
    edition: Edition | None
    hash_holds: bool | None
    held: bool
    identical: bool
    differences: tuple[Difference, ...]
    judged: bool = True

    @property
    def same(self) -> bool:
        """Whether nothing in it differs from what was handed over."""
        return self.judged and self.hash_holds is not False and not self.differences


def verify_file(ws: Workspace, path: Path, *, raw: bool = True) -> VerifiedFile:
    """Compare a file with the edition it is of, figure by figure and text by text.

    What differs is told with both values, so full editions are compared with only where *raw* says that whoever looks
    may see figures as they are.

    A CSV or workbook is judged by its own hash as well, and by that alone where the edition is not held here. Of a
    workbook the sheets people read are compared, not only the interchange sheet.

    Raises:
        EditionError: the file is no edition, cannot be read, or is of no edition held here to compare it with.
        WorkforceError: the edition held here was changed.
    """
    form = FORMS.get(path.suffix.casefold())
    if form is None:
        raise EditionError(
            _("{name} is no file of a return.").format(name=path.name),
            _("Give a {forms} file as it was exported.").format(forms=", ".join(sorted(set(FORMS.values())))),
        )
    with ws.reading() as session:
        heads = [one for one in store.heads(session) if raw or one.audience is not Audience.FULL]
    if form in WITH_ROWS:
        return _with_rows(ws, path, form, heads)
    return _without_rows(ws, path, form, heads)


def _with_rows(ws: Workspace, path: Path, form: str, heads: Sequence[EditionHead]) -> VerifiedFile:
    rows = _rows(path)
    intact = stated_hash(rows) == content_hash(rows)
    kept = [_intact(ws, one) for one in heads if _key_of(one) == _key(rows)]
    compared = [(rows_differing(rows_of(one), rows), one) for one in kept]
    edition: Edition | None
    if compared:
        differences, edition = min(compared, key=lambda one: len(one[0]))
    else:
        edition, differences = _alone(path, rows)
    if edition is None:
        return VerifiedFile(path.name, form, None, intact, False, False, differences)
    identical, seen = _against(ws, path, form, edition)
    return VerifiedFile(path.name, form, edition, intact, bool(compared), identical, (*differences, *seen))


def _alone(path: Path, rows: Sequence[Mapping[str, str]]) -> tuple[Edition | None, tuple[Difference, ...]]:
    """The edition that the rows say, where none is held to compare them with; or what is wrong with them."""
    try:
        edition = edition_of(rows)
    except RowsRefused as refused:
        return None, tuple(
            Difference(_("Interchange"), _("line {line}").format(line=one.line), one.column, one.expected, one.found)
            for one in refused.problems
        )
    if wrong := faults_of(edition):
        raise EditionError("\n".join((f"{path.name}:", *wrong)), _("Ask for the file again."))
    return edition, ()


def _rows(path: Path) -> tuple[dict[str, str], ...]:
    from workforce_tui.importing.edition_file import edition_file_apart
    from workforce_tui.services.edition_files import MOST_TOLD, problem_text

    try:
        read = edition_file_apart(path)
    except WorkforceError as error:
        raise EditionError(error.message, error.hint) from None
    if read.problems or not read.rows:
        problems = with_other_problems(read.problems, read.rows, read.lines)
        told = "\n".join(map(problem_text, problems[:MOST_TOLD]))
        raise EditionError(told, _("Ask for the file again."), problems)
    return read.rows


def _key(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """What the rows say they are an edition of, whatever else is in them."""
    said = {row["entry"]: row["text"] for row in rows if row["record"] == RecordKind.EDITION}
    return (
        said.get("kind", ""), rows[0]["organisation"], said.get("year", ""), rows[0]["version"],
        said.get("audience", ""), said.get("language", ""),
    )  # fmt: skip


def _key_of(head: EditionHead) -> tuple[str, ...]:
    return (
        str(head.kind), head.organisation, str(head.year), str(head.version), str(head.audience), head.language,
    )  # fmt: skip


def _intact(ws: Workspace, head: EditionHead) -> Edition:
    with ws.reading() as session:
        (held,) = store.editions(session, numbers=(head.id,))
    if not held.intact:
        raise WorkforceError(
            _("The edition held here ({name}, {year}, version {version}) is not what was kept.").format(
                name=held.organisation, year=held.year, version=held.version
            ),
            _("The database was changed. Nothing can be compared with it; look for a backup."),
        )
    return held.edition


def _without_rows(ws: Workspace, path: Path, form: str, heads: Sequence[EditionHead]) -> VerifiedFile:
    """A document is compared with each edition it may be of; the one it is most like is the one it is judged by."""
    _check_size(path)
    content = path.read_bytes()
    handed_out = _handed_out(ws, content)
    named = [one for one in heads if _stem(one) == path.stem]
    editions = (_intact(ws, one) for one in named or heads)
    if form == "pdf":
        return _pdf(ws, path, content, list(editions))
    document = _document(path)
    said = " ".join(one.text for one in (*document.words, *document.unsure))
    best: tuple[Edition, tuple[Difference, ...]] | None = None
    for edition in editions:
        if edition.stem == handed_out:
            return VerifiedFile(path.name, form, edition, None, True, True, ())
        if not named and edition.title not in said:
            continue
        fresh = _bytes(form, edition)
        if fresh == content:
            return VerifiedFile(path.name, form, edition, None, True, True, ())
        differences = documents_differing(_document_of(fresh, path.name), document)
        differences += looks_differing(form, fresh, content, path)
        if best is None or len(differences) < len(best[1]):
            best = edition, differences
    if best is None:
        raise _unknown(path)
    return VerifiedFile(path.name, form, best[0], None, True, False, best[1])


def _stem(head: EditionHead) -> str:
    """What the files of an edition are called."""
    who = head.organisation or "wales"
    return f"{who}_{head.year}_{head.kind}_{head.audience}_v{head.version}_{head.language}"


def _pdf(ws: Workspace, path: Path, content: bytes, editions: Sequence[Edition]) -> VerifiedFile:
    """A PDF is compared as a whole: a file handed out here, one that is written from an edition, or neither."""
    if not editions:
        raise _unknown(path)
    stem = _handed_out(ws, content)
    for edition in editions:
        if edition.stem == stem or _written_as(edition, content):
            return VerifiedFile(path.name, "pdf", edition, None, True, True, ())
    likely = editions[0] if len(editions) == 1 else None
    return VerifiedFile(path.name, "pdf", likely, None, True, False, (), judged=False)


def _handed_out(ws: Workspace, content: bytes) -> str:
    """What the file of exactly these bytes is called in the ledger, without its ending; "" for none."""
    digest = hashlib.sha256(content).hexdigest()
    with ws.reading() as session:
        entries = publications(session)
    return next((Path(one.name).stem for entry in entries for one in entry.files if one.sha256 == digest), "")


def _written_as(edition: Edition, content: bytes) -> bool:
    """Whether the bytes are the PDF of an edition; not where none can be written here."""
    try:
        return _bytes("pdf", edition) == content
    except WorkforceError:
        return False


def _unknown(path: Path) -> EditionError:
    return EditionError(
        _("{name} is of no edition that is held here, so it cannot be compared.").format(name=path.name),
        _("Verify the tidy CSV or the workbook of the same edition, or import it first."),
    )


def _against(ws: Workspace, path: Path, form: str, edition: Edition) -> tuple[bool, tuple[Difference, ...]]:
    """Whether the file was handed out, or is written, from the edition, and what a reader sees otherwise in it."""
    content, fresh = path.read_bytes(), _bytes(form, edition)
    if content == fresh or _handed_out(ws, content) == edition.stem:
        return True, ()
    if form == "csv":
        return False, ()
    looks = looks_differing(form, fresh, content, path)
    return False, (*documents_differing(_document_of(fresh, path.name), _document(path)), *looks)


def _bytes(form: str, edition: Edition) -> bytes:
    import io

    from workforce_tui.exporting.editions import write_edition

    stream = io.BytesIO()
    write_edition(form, edition, stream)
    return stream.getvalue()


def _document_of(content: bytes, name: str) -> Document:
    """What is written, read as the file is, under the same name so that places are alike."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, name)
        fresh.write_bytes(content)
        return _document(fresh)


def _document(path: Path) -> Document:
    from workforce_tui.auditing.files import read_document

    try:
        return read_document(path)
    except WorkforceError as error:
        raise EditionError(error.message, error.hint) from None


def _check_size(path: Path) -> None:
    from workforce_tui.importing.guards import FileRefused, check_file
    from workforce_tui.importing.places import check_place

    try:
        check_place(path)
        if path.stat().st_size > MOST_BYTES:
            raise FileRefused("file_too_large")
        check_file(path)
    except (FileRefused, OSError) as error:
        raise EditionError(
            _("{name} cannot be read safely.").format(name=path.name),
            _("Check the name, and ask for the file again."),
        ) from error
