"""Keyed hashes of staff numbers, and the key that makes them.

The key is 32 random bytes in a file of its own (mode 0600) outside the database: whoever has only the database
cannot find a staff number by trying them all. The database keeps a fingerprint of the key, so that a lost or
changed key is noticed before it would make every person look new.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEY_BYTES = 32
PSEUDONYM_BYTES = 16


def load_or_make_key(file: Path, *, fingerprint: str | None) -> bytes:
    """The key in *file*, made when there is none and no fingerprint of an earlier key is known.

    Raises:
        WorkforceError: the key is missing, damaged, or not the one the database was filled with; or its file cannot
            be read or made.
    """
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        if fingerprint is not None:
            raise WorkforceError(
                _("The key file {file} is missing, so staff cannot be matched with earlier snapshots.").format(
                    file=file
                ),
                _("Restore the key file from your backup and try again."),
            ) from None
        key = _make_key(file)
    except OSError as error:
        raise _unusable(_("The key file {file} cannot be read ({reason})."), file, error) from None
    if len(key) != KEY_BYTES or (fingerprint is not None and key_fingerprint(key) != fingerprint):
        raise WorkforceError(
            _("The key file {file} is not the one this database was filled with.").format(file=file),
            _("Restore the right key file from your backup and try again."),
        )
    return key


def _make_key(file: Path) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
            target.write(key)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        raise _unusable(_("The key file {file} cannot be made ({reason})."), file, error) from None
    return key


def _unusable(text: str, file: Path, error: OSError) -> WorkforceError:
    return WorkforceError(
        text.format(file=file, reason=error.strerror or type(error).__name__),
        _("Check that its folder is there and that you may use it. Nothing was changed."),
    )


def key_fingerprint(key: bytes) -> str:
    """A short hash that tells keys apart and says nothing about them."""
    return hashlib.blake2b(b"fingerprint", key=key, digest_size=8).hexdigest()


def pseudonyms(key: bytes, staff_keys: Iterable[str]) -> list[bytes]:
    """The keyed hash (BLAKE2b, 128 bits) of each staff key, in order."""
    keyed = hashlib.blake2b(key=key, digest_size=PSEUDONYM_BYTES)
    result = []
    for staff_key in staff_keys:
        one = keyed.copy()
        one.update(staff_key.encode())
        result.append(one.digest())
    return result
