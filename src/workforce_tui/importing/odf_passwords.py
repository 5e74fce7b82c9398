"""Opening .ods files protected by a password, in memory only.

OpenDocument 1.2 and 1.3, part 2 (packages), 4.8: each part is deflated, then enciphered with a key of its own, and
the manifest says how. Newer programs encipher the whole package as one part and derive the key with Argon2id.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.importing.guards import MOST_RATIO, MOST_UNPACKED_BYTES, FileRefused
from workforce_tui.importing.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = "META-INF/manifest.xml"
_CONTENT, _WHOLE = "content.xml", "encrypted-package"
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_ARGON2 = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}argon2-"
_MOST_ITERATIONS = 5_000_000
"""Fifty times what programs write; each takes a microsecond, and a hostile file may ask for any number of them."""
_MOST_ARGON2_KIBIBYTES, _MOST_ARGON2_ITERATIONS, _MOST_ARGON2_LANES = 2**19, 50, 64
_NONCE = 12


class _NotSupported(Exception):  # noqa: N818 - says which way of enciphering is not known here
    """The manifest names a way of enciphering this program does not know."""


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one part is enciphered. `checksum` is of the first 1024 deflated bytes; b"" when there is none."""

    cipher: str
    vector: bytes
    start_hash: str
    derive: Callable[[bytes], bytes]
    checksum_hash: str
    checksum: bytes


def is_locked(archive: zipfile.ZipFile) -> bool:
    """Whether the parts of an OpenDocument package are enciphered."""
    try:
        with archive.open(MANIFEST) as stream:
            return b"encryption-data" in stream.read(MEGABYTE)
    except KeyError:
        return False


def unlock(archive: zipfile.ZipFile, password: str) -> io.BytesIO:
    """The package in the clear, as far as it is needed to read its sheets.

    Raises FileRefused when the password is wrong or the way of enciphering is not known.
    """
    try:
        parts = _locks(archive)
        if _WHOLE in parts:
            return io.BytesIO(_open_part(archive, _WHOLE, parts[_WHOLE], password))
        return _repacked(archive, _open_part(archive, _CONTENT, parts[_CONTENT], password))
    except FileRefused:
        raise
    except (_NotSupported, KeyError, ImportError):
        raise FileRefused("password_not_supported") from None
    except Exception as error:
        # A system's library of ciphers may lack the old ones, and the newest.
        if type(error).__name__ != "UnsupportedAlgorithm":
            raise
        raise FileRefused("password_not_supported") from None


def _repacked(archive: zipfile.ZipFile, content: bytes) -> io.BytesIO:
    """A package of the sheets alone; styles and settings are not read."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as target:
        target.writestr("mimetype", archive.read("mimetype"))
        target.writestr(_CONTENT, content)
    package.seek(0)
    return package


def _locks(archive: zipfile.ZipFile) -> dict[str, _Lock]:
    with archive.open(MANIFEST) as stream:
        text = stream.read(MEGABYTE)
    if b"<!DOCTYPE" in text and b"<!ENTITY" in text:
        raise FileRefused("unreadable_file", detail="META-INF/manifest.xml")
    locks = {}
    # The text is small and has no entities of its own.
    for entry in ElementTree.fromstring(text).iter(f"{_NAMES}file-entry"):  # noqa: S314
        path, data = entry.get(f"{_NAMES}full-path", ""), entry.find(f"{_NAMES}encryption-data")
        if path in (_CONTENT, _WHOLE) and data is not None:
            locks[path] = _lock(data)
    return locks


def _lock(data: ElementTree.Element) -> _Lock:
    cipher, derivation = data.find(f"{_NAMES}algorithm"), data.find(f"{_NAMES}key-derivation")
    start = data.find(f"{_NAMES}start-key-generation")
    if cipher is None or derivation is None:
        raise _NotSupported
    start_name = start.get(f"{_NAMES}start-key-generation-name", "") if start is not None else ""
    return _Lock(
        cipher=cipher.get(f"{_NAMES}algorithm-name", ""),
        vector=_bytes(cipher, "initialisation-vector"),
        start_hash="sha256" if start_name.casefold().endswith("sha256") else "sha1",
        derive=_derivation(derivation),
        checksum_hash="sha256" if "sha256" in data.get(f"{_NAMES}checksum-type", "").casefold() else "sha1",
        checksum=_bytes(data, "checksum"),
    )


def _bytes(node: ElementTree.Element, name: str) -> bytes:
    return base64.b64decode(node.get(f"{_NAMES}{name}", ""))


def _derivation(node: ElementTree.Element) -> Callable[[bytes], bytes]:
    """The function from the hash of the password to the key."""
    salt, size = _bytes(node, "salt"), int(node.get(f"{_NAMES}key-size", "16"))
    name = node.get(f"{_NAMES}key-derivation-name", "").casefold()
    if name.endswith("argon2id"):
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        iterations, memory, lanes = (
            int(node.get(f"{_ARGON2}{part}", "0")) for part in ("iterations", "memory", "lanes")
        )
        if iterations > _MOST_ARGON2_ITERATIONS or memory > _MOST_ARGON2_KIBIBYTES or lanes > _MOST_ARGON2_LANES:
            raise _NotSupported
        argon2 = Argon2id(salt=salt, length=size, iterations=iterations, lanes=lanes, memory_cost=memory)
        return argon2.derive
    if not name.endswith("pbkdf2"):
        raise _NotSupported
    times = int(node.get(f"{_NAMES}iteration-count", "1024"))
    if not 0 < times <= _MOST_ITERATIONS or not 0 < size <= 64:
        raise _NotSupported
    return lambda start: hashlib.pbkdf2_hmac("sha1", start, salt, times, size)


def _open_part(archive: zipfile.ZipFile, part: str, lock: _Lock, password: str) -> bytes:
    """One part in the clear. Raises FileRefused when the password is not right."""
    key = lock.derive(hashlib.new(lock.start_hash, password.encode()).digest())
    packed = _decipher(archive.read(part), lock, key)
    if lock.checksum and not _is_right(packed, lock):
        raise FileRefused("wrong_password")
    return _inflated(packed)


def _decipher(data: bytes, lock: _Lock, key: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    name = lock.cipher.casefold()
    try:
        if name.endswith("aes256-gcm"):
            # The nonce is in the manifest, and usually stands before the data as well.
            own = data[_NONCE:] if data.startswith(lock.vector) else data
            return AESGCM(key).decrypt(lock.vector, own, None)
        if name.endswith("-cbc") and "#aes" in name:
            opened = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor()
            padded = opened.update(data) + opened.finalize()
            return padded[: -padded[-1]] if 0 < padded[-1] <= len(lock.vector) else padded
        if name.replace(" ", "").endswith("blowfishcfb"):
            from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
            from cryptography.hazmat.decrepit.ciphers.modes import CFB

            opened = Cipher(Blowfish(key), CFB(lock.vector)).decryptor()
            return opened.update(data) + opened.finalize()
    except InvalidTag:
        raise FileRefused("wrong_password") from None
    except (ValueError, IndexError):
        raise FileRefused("unreadable_file", detail=_CONTENT) from None
    raise _NotSupported


def _is_right(packed: bytes, lock: _Lock) -> bool:
    found = hashlib.new(lock.checksum_hash, packed[:1024]).digest()
    return hmac.compare_digest(found, lock.checksum)


def _inflated(packed: bytes) -> bytes:
    """The part as it was before it was deflated, unless it grows beyond reason."""
    if packed.startswith(b"PK\x03\x04"):
        return packed
    most = min(MOST_UNPACKED_BYTES, max(MEGABYTE, MOST_RATIO * len(packed)))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, most)
    except zlib.error:
        # Without a checksum this is how a wrong password shows.
        raise FileRefused("wrong_password") from None
    if inflater.unconsumed_tail:
        raise FileRefused("file_too_large", detail=f"{most // MEGABYTE} MB")
    return content
