"""Spreadsheets protected by a password, made in the ways programs make them."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import msoffcrypto.format.ooxml
import xlwt
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4, Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from importing_files import write_xlsx
from xlwt.CompoundDoc import XlsDoc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD = "pass word £"
MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = (
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
    '<office:spreadsheet><table:table table:name="Staff">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
_SALT, _VECTOR = bytes(range(16)), bytes(range(16, 32))


def ods_content(rows: list[list[Any]]) -> bytes:
    """The XML of a sheet of texts."""
    cells = (
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in row
        ).join(("<table:table-row>", "</table:table-row>"))
        for row in rows
    )
    return _CONTENT.format(rows="".join(cells)).encode()


def ods_package(content: bytes) -> bytes:
    """A package without protection."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("mimetype", MEDIA)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {_NAMES}/>")
    return package.getvalue()


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _locked(path: Path, part: str, data: bytes, lock: str) -> Path:
    manifest = (
        f'<manifest:manifest {_NAMES} manifest:version="1.3"><manifest:file-entry manifest:full-path="/"/>'
        f'<manifest:file-entry manifest:full-path="{part}" manifest:size="1">{lock}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MEDIA)
        archive.writestr(part, data)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _described(cipher: str, vector: bytes, start: str, derivation: str, checksum: str = "") -> str:
    return (
        f"<manifest:encryption-data{checksum}>"
        f'<manifest:algorithm manifest:algorithm-name="{cipher}"'
        f' manifest:initialisation-vector="{_b64(vector)}"/>{start}'
        f'<manifest:key-derivation {derivation} manifest:salt="{_b64(_SALT)}"/></manifest:encryption-data>'
    )


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _start(name: str) -> str:
    return f'<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#{name}"/>'


def ods_aes_cbc(path: Path, content: bytes, *, checksum: bool = True, iterations: int = 1000) -> Path:
    """OpenDocument 1.2 and 1.3: AES-256 in CBC mode, PBKDF2, SHA-256."""
    packed = _deflated(content)
    start = hashlib.sha256(PASSWORD.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, _SALT, min(iterations, 1000), 32)
    fill = 16 - len(packed) % 16
    cipher = Cipher(algorithms.AES(key), modes.CBC(_VECTOR)).encryptor()
    data = cipher.update(packed + bytes(fill - 1) + bytes([fill])) + cipher.finalize()
    check = (
        ' manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k"'
        f' manifest:checksum="{_b64(hashlib.sha256(packed[:1024]).digest())}"'
    )
    derivation = f'manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="{iterations}"'
    name = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    lock = _described(name, _VECTOR, _start("sha256"), derivation, check if checksum else "")
    return _locked(path, "content.xml", data, lock)


def ods_blowfish(path: Path, content: bytes) -> Path:
    """OpenDocument 1.0 and 1.1, and still a choice later: Blowfish in CFB mode, PBKDF2, SHA-1."""
    packed = _deflated(content)
    start = hashlib.sha1(PASSWORD.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, _SALT, 1024, 16)
    cipher = Cipher(Blowfish(key), CFB(_VECTOR[:8])).encryptor()
    check = f' manifest:checksum-type="SHA1/1K" manifest:checksum="{_b64(hashlib.sha1(packed[:1024]).digest())}"'
    derivation = 'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1024"'
    lock = _described("Blowfish CFB", _VECTOR[:8], "", derivation, check)
    return _locked(path, "content.xml", cipher.update(packed) + cipher.finalize(), lock)


def ods_whole(path: Path, content: bytes, *, memory: int = 1024) -> Path:
    """The whole package as one part: AES-256 in GCM mode, Argon2id."""
    start = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=_SALT, length=32, iterations=3, lanes=4, memory_cost=min(memory, 1024)).derive(start)
    vector = _VECTOR[:12]
    data = vector + AESGCM(key).encrypt(vector, _deflated(ods_package(content)), None)
    derivation = (
        'manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id"'
        f' manifest:key-size="32" loext:argon2-iterations="3" loext:argon2-memory="{memory}" loext:argon2-lanes="4"'
    )
    lock = _described("http://www.w3.org/2009/xmlenc11#aes256-gcm", vector, _start("sha256"), derivation)
    return _locked(path, "encrypted-package", data, lock)


def ods_pgp(path: Path, content: bytes) -> Path:
    """Enciphered for the holder of a key, who needs no password."""
    lock = _described("http://www.w3.org/2001/04/xmlenc#aes256-cbc", _VECTOR, "", 'manifest:key-derivation-name="PGP"')
    return _locked(path, "content.xml", _deflated(content), lock)


def xlsx_locked(path: Path, rows: list[list[Any]]) -> Path:
    """ECMA-376 agile encryption, as spreadsheet programs write it."""
    plain = write_xlsx(path.with_name("plain.xlsx"), rows)
    with plain.open("rb") as source, path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt(PASSWORD, target)
    plain.unlink()
    return path


def xls_rc4(path: Path, rows: list[list[Any]]) -> Path:
    """An .xls with 40-bit RC4 (MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.6)."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Staff")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    stream = _enciphered(_with_filepass(book.get_biff_data()))
    # The rest of the last block is filled with zeros, read as empty records of four bytes: they have to fit.
    spare = -len(stream) % 4
    stream += struct.pack("<HH", 0, spare) + bytes(spare)
    with path.open("wb") as target:
        XlsDoc().save(target, stream)
    return path


_FILEPASS, _BOUNDSHEET, _BOF, _INTERFACE = 0x2F, 0x85, 0x809, 0xE1
_FILEPASS_LENGTH = 4 + 54


def _records(data: bytes) -> list[tuple[int, int, int]]:
    """Kind, start and length of each record of a workbook stream."""
    found, at = [], 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        found.append((kind, at, length))
        at += 4 + length
    return found


def _rc4(key: bytes) -> Callable[[bytes], bytes]:
    return Cipher(ARC4(key), None).encryptor().update


def _key(block: int) -> bytes:
    first = hashlib.md5(PASSWORD.encode("utf-16-le")).digest()[:5]
    second = hashlib.md5((first + _SALT) * 16).digest()[:5]
    return hashlib.md5(second + struct.pack("<I", block)).digest()


def _with_filepass(data: bytes) -> bytearray:
    """The stream with the record that says how it is enciphered, and the sheets' places moved by its length."""
    cipher = _rc4(_key(0))
    verifier = bytes(range(32, 48))
    body = struct.pack("<HHH", 1, 1, 1) + _SALT + cipher(verifier) + cipher(hashlib.md5(verifier).digest())
    end = 4 + struct.unpack_from("<H", data, 2)[0]
    made = bytearray(data[:end] + struct.pack("<HH", _FILEPASS, len(body)) + body + data[end:])
    for kind, start, _length in _records(bytes(made)):
        if kind == _BOUNDSHEET:
            place = struct.unpack_from("<I", made, start + 4)[0]
            struct.pack_into("<I", made, start + 4, place + _FILEPASS_LENGTH)
    return made


def _enciphered(data: bytearray) -> bytes:
    stream = b"".join(_rc4(_key(block))(bytes(1024)) for block in range(len(data) // 1024 + 1))
    for kind, start, length in _records(bytes(data)):
        if kind in (_BOF, _FILEPASS, _INTERFACE):
            continue
        first = start + 4 + (4 if kind == _BOUNDSHEET else 0)
        for at in range(first, start + 4 + length):
            data[at] ^= stream[at]
    return bytes(data)
