"""Files protected by a password: recognised, and opened in memory when the password is given."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from workforce_tui.i18n import _
from workforce_tui.importing.guards import FileRefused

if TYPE_CHECKING:
    from pathlib import Path


_OF_DAMAGE = (OSError, ValueError, EOFError, struct.error, ExpatError)
"""What the library raises where the file ends in the middle of something."""


def is_protected(path: Path) -> bool:
    """Whether the file asks for a password; False for anything that cannot be looked into."""
    try:
        with path.open("rb") as stream:
            return bool(_office_file(stream).is_encrypted())
    except FileRefused:
        return False
    except Exception:
        # Whatever a damaged file makes the library raise, it is not a file that only lacks its password.
        return False


def decrypt(path: Path, password: str) -> io.BytesIO:
    """The file without its protection, in memory only. Raises FileRefused when the password is not right."""
    unlocked = io.BytesIO()
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            office = _office_file(stream)
            office.load_key(password=password)
            office.decrypt(unlocked)
        except FileRefused:
            raise
        except Exception as error:
            # The library tells a wrong password apart by the name of its error, with several base classes.
            if type(error).__name__ in ("InvalidKeyError", "DecryptionError", "UnicodeDecodeError"):
                raise FileRefused("wrong_password") from None
            if isinstance(error, _OF_DAMAGE):
                raise FileRefused("unreadable_file", detail=_("damaged data")) from None
            raise FileRefused("password_not_supported") from None
    unlocked.seek(0)
    return unlocked


def _office_file(stream: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import msoffcrypto
        except ImportError:
            raise FileRefused("password_not_supported") from None
        return msoffcrypto.OfficeFile(stream)
