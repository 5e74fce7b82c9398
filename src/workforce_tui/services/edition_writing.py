"""The files of editions while they are made: those that are audited first, then the other formats."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Self

from workforce_tui.exporting.editions import write_edition
from workforce_tui.services.publication_files import disk_errors, unfinished_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from workforce_tui.domain.edition import Edition

AUDITED = ("csv", "xlsx")
"""What the audit reads: they hold everything the other formats draw. The first is written even where it was not
asked for, and then thrown away."""


class AuditedFiles:
    """Writes the formats that are audited, as often as something more is withheld."""

    def __init__(self, folder: Path, formats: Sequence[str], target: Path) -> None:
        self._folder, self._formats, self._target = folder, formats, target
        self._apart: Path | None = None
        self.editions: tuple[Edition, ...] = ()
        self.written: dict[str, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        if self._apart is not None:
            shutil.rmtree(self._apart, ignore_errors=True)

    def write(self, editions: Sequence[Edition]) -> tuple[Path, ...]:
        """Write the formats to audit; returns the files."""
        self.editions = tuple(editions)
        files = []
        for edition in editions:
            for form in AUDITED:
                if form in self._formats:
                    path = self._folder / f"{edition.stem}.{form}"
                    self.written[path.name] = path
                elif form == AUDITED[0]:
                    path = self._beside() / f"{edition.stem}.{form}"
                else:
                    continue
                write_file(form, edition, path, self._target)
                files.append(path)
        return tuple(files)

    def draft(self, edition: Edition) -> Path:
        """Write an edition in the form that is read fastest, where nobody is given it."""
        path = self._beside() / f"draft.{AUDITED[0]}"
        write_file(AUDITED[0], edition, path, self._target)
        return path

    def _beside(self) -> Path:
        """A private folder for files that are audited and not handed out."""
        if self._apart is None:
            self._apart = unfinished_folder(self._target)
        return self._apart


def write_formats(
    editions: Sequence[Edition], folder: Path, formats: Sequence[str], target: Path, written: Collection[str]
) -> tuple[Path, ...]:
    """Write every format that was not *written* yet; returns all files in order of their names."""
    paths = []
    for edition in editions:
        for form in formats:
            path = folder / f"{edition.stem}.{form}"
            if path.name not in written:
                write_file(form, edition, path, target)
            paths.append(path)
    return tuple(sorted(paths))


def write_file(form: str, edition: Edition, path: Path, target: Path) -> None:
    """Write one file; *target* is the folder that messages name."""
    with disk_errors(target), path.open("wb") as stream:
        write_edition(form, edition, stream)
