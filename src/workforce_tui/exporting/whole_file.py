"""Putting a file in its place whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import IO, TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _, by_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


LONGEST_STEM = 40
"""How much of its name stands in that of the file that is not complete yet."""


def write_whole_file(
    path: Path, write: Callable[[IO[bytes]], object], *, overwrite: bool = False, private: bool = False
) -> None:
    """Have *write* fill a new file, and only when it is complete give it the name *path*; *private*: its owner's only.

    Raises:
        WorkforceError: there is such a file already (unless *overwrite*), or its folder cannot be written to.
    """
    check_free(path, overwrite=overwrite)
    part = path.parent / f".{path.stem[:LONGEST_STEM]}.{secrets.token_hex(8)}.part"
    replaced = not private and path.exists()
    try:
        with open(part, "xb", opener=_for_its_owner if private or replaced else None) as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        check_free(path, overwrite=overwrite)
        if replaced:
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def check_free(path: Path, *, overwrite: bool) -> None:
    """Refuse a place that is taken, or in a folder that is not there.

    Raises:
        WorkforceError: see above.
    """
    try:
        is_folder, has_folder, is_taken = path.is_dir(), path.parent.is_dir(), path.exists()
    except OSError as error:  # a name that is too long, or a folder nobody may look into
        raise _unwritable(path, error) from None
    if is_folder:
        raise WorkforceError(
            _("{path} is a folder.").format(path=path),
            _("Give the name of a file, such as {name}.").format(name="a.xlsx"),
        )
    if not has_folder:
        raise WorkforceError(
            _("There is no folder {folder}.").format(folder=path.parent), _("Make it first, or choose another one.")
        )
    if is_taken and not overwrite:
        raise WorkforceError(
            _("There is already a file {path}; it was left as it is.").format(path=path),
            _("Choose another name, or say that it may be overwritten{option}.").format(option=by_option("--force")),
        )


def _for_its_owner(name: str, flags: int) -> int:
    """Open a new file that nobody else may read, from its first byte on."""
    return os.open(name, flags, 0o600)


def _unwritable(path: Path, error: OSError) -> WorkforceError:
    return WorkforceError(
        _("{path} cannot be written ({reason}).").format(path=path, reason=error.strerror or type(error).__name__),
        _("Check that you may write to the folder, that there is room, and that the file is not open elsewhere."),
    )
