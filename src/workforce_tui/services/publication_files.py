"""The files of a publication on the disk: written apart, and put in their place in one step."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import PublishedFile
from workforce_tui.i18n import _, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.publication import Publication

FORMATS = ("xlsx", "csv", "html", "json")
UNFINISHED = ".part"
"""What the names of folders end with that are still being written."""
_UNFINISHED_NAME = re.compile(r"\..+\.[a-z0-9_]{8}\.part")
_WRITTEN = frozenset({*FORMATS, "docx", "pdf", "md", "txt"})
STALE_SECONDS = 24 * 60 * 60
"""How old such a folder is when nothing can be writing into it any more."""


def check_folder(folder: Path) -> None:
    """Refuse a folder that has something in it, one in no folder, or one whose name cannot be looked up.

    Raises:
        WorkforceError: see above.
    """
    with disk_errors(folder):
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        has_parent = folder.absolute().parent.is_dir()
    if is_taken:
        raise WorkforceError(
            _("There is already something at {folder}; it was left as it is.").format(folder=folder),
            _("Give the name of a new folder: each export has its own."),
        )
    if not has_parent:
        raise WorkforceError(
            _("There is no folder {folder}.").format(folder=folder.absolute().parent),
            _("Make it first, or choose another one."),
        )


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """A private folder beside the one to be made, so that it can take its place in one step; removed afterwards."""
    with disk_errors(folder):
        _remove_stale(folder.absolute().parent)
        made = unfinished_folder(folder)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def unfinished_folder(folder: Path) -> Path:
    """A new private folder beside the one to be made, which whoever makes it removes, or the next export after a day.

    Raises:
        OSError: nothing can be made there.
    """
    return Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}.", suffix=UNFINISHED))


def _remove_stale(parent: Path) -> None:
    """Remove what exports that were killed left beside their folders: it holds figures nobody audited.

    Only private folders of one's own, named as `working_folder` names them, with nothing in them but files as it writes
    them, and older than any export takes.
    """
    for left in parent.iterdir():
        if not _UNFINISHED_NAME.fullmatch(left.name):
            continue
        with suppress(OSError):
            found = left.lstat()
            own = found.st_uid == os.getuid() if hasattr(os, "getuid") else True
            private = stat.S_ISDIR(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
            old = time.time() - found.st_mtime > STALE_SECONDS
            if own and private and old and all(one.suffix[1:] in _WRITTEN for one in left.iterdir()):
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Say in plain words that *folder* cannot be written, and that nothing was handed out."""
    try:
        yield
    except OSError as error:
        raise WorkforceError(
            _("{folder} cannot be written ({reason}). Nothing was handed out.").format(
                folder=folder, reason=error.strerror or type(error).__name__
            ),
            _("Check that you may write there and that there is room."),
        ) from error


def write_files(
    publications: Sequence[Publication], folder: Path, formats: Sequence[str], stem: str
) -> tuple[Path, ...]:
    """Write every format in every language into a folder; returns the files in order of their names."""
    made = []
    for publication in publications:
        for form in formats:
            path = folder / f"{stem}_{publication.language}.{form}"
            with speaking(publication.language), path.open("wb") as stream:
                _write(form, publication, stream)
            made.append(path)
    return tuple(sorted(made))


def _write(form: str, publication: Publication, stream: IO[bytes]) -> None:
    match form:
        case "xlsx":
            from workforce_tui.exporting.workbook import write_workbook as write
        case "html":
            from workforce_tui.exporting.page import write_page as write
        case "json":
            from workforce_tui.exporting.figures_json import write_figures_json as write
        case _:
            from workforce_tui.exporting.tidy import write_tidy

            write_tidy(publication.figures, stream)
            return
    write(publication, stream)


def put_in_place(folder: Path, target: Path) -> None:
    """Give the finished folder its name, in one step."""
    folder.chmod(0o755)
    if target.is_dir():
        target.rmdir()
    folder.rename(target)


def file_of(path: Path) -> PublishedFile:
    """A written file as the ledger has it."""
    content = path.read_bytes()
    return PublishedFile(path.name, hashlib.sha256(content).hexdigest(), len(content))
