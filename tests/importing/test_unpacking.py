"""A part of an archive is unpacked to the byte, by either library, or said to be damaged."""

import random
import zipfile
from pathlib import Path

import pytest

from workforce_tui.importing import unpacking
from workforce_tui.importing.unpacking import unpacked

PART = "xl/worksheets/sheet1.xml"
TEXT = b"".join(b"<row><c>%d</c></row>" % random.Random(number).randrange(10**6) for number in range(40_000))
SIZE = 2**16


@pytest.fixture(params=["zlib", "isal.isal_zlib"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_library", pytest.importorskip(request.param))


def written(folder: Path, text: bytes = TEXT, *, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "book.xlsx"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("before.xml", b"<before/>" * 100)
        archive.writestr(PART, text)
    return path


def pieces_of(path: Path, size: int = SIZE) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return list(unpacked(archive, archive.getinfo(PART), size))


def doctored(path: Path, at: int, byte: int) -> Path:
    content = bytearray(path.read_bytes())
    content[at] ^= byte
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("size", [1, 7, 1000, SIZE, len(TEXT) - 1, len(TEXT), len(TEXT) + 1])
def test_all_pieces_but_the_last_are_of_the_size_asked_for(tmp_path: Path, size: int) -> None:
    text = TEXT[:20_000] if size < 100 else TEXT
    pieces = pieces_of(written(tmp_path, text), size)
    assert b"".join(pieces) == text
    assert {len(piece) for piece in pieces[:-1]} <= {size}
    assert 0 < len(pieces[-1]) <= size


@pytest.mark.parametrize("text", [bytes(3 * 2**20), random.Random(1).randbytes(2**20), b"a"])
def test_what_packs_well_and_what_does_not_is_unpacked_alike(tmp_path: Path, text: bytes) -> None:
    assert b"".join(pieces_of(written(tmp_path, text))) == text


def test_an_empty_part_has_no_pieces(tmp_path: Path) -> None:
    assert pieces_of(written(tmp_path, b"")) == []


def test_bytes_before_the_archive_are_skipped(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(b"something else" * 9 + path.read_bytes())
    assert b"".join(pieces_of(path)) == TEXT


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_otherwise_is_left_to_others(tmp_path: Path, packing: int) -> None:
    with pytest.raises(zipfile.BadZipFile):
        pieces_of(written(tmp_path, packing=packing))


def test_a_changed_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo(PART)
    whole = path.read_bytes()
    start = part.header_offset + 30 + len(PART)
    for at in random.Random(7).sample(range(start, start + part.compress_size), 60):
        path.write_bytes(whole)
        with pytest.raises(zipfile.BadZipFile):
            pieces_of(doctored(path, at, 0x10))


@pytest.mark.parametrize("said", [len(TEXT) - 1, len(TEXT) + 1, 0, 10])
def test_a_part_of_another_length_than_the_directory_says_is_damaged(tmp_path: Path, said: int) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        part = archive.getinfo(PART)
        part.file_size = said
        found = []
        with pytest.raises(zipfile.BadZipFile):
            found += unpacked(archive, part, SIZE)
        assert sum(map(len, found)) <= said


@pytest.mark.parametrize("kept", [0, 1, 2, 1000])
def test_a_part_that_ends_too_soon_is_damaged(tmp_path: Path, kept: int) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        part = archive.getinfo(PART)
        part.compress_size = kept
        with pytest.raises(zipfile.BadZipFile):
            list(unpacked(archive, part, SIZE))


def test_a_part_that_does_not_begin_where_the_directory_says_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        part = archive.getinfo(PART)
        part.header_offset += 1
        with pytest.raises(zipfile.BadZipFile):
            list(unpacked(archive, part, SIZE))


def test_an_encrypted_part_is_left_to_others(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path)) as archive:
        part = archive.getinfo(PART)
        part.flag_bits |= 1
        with pytest.raises(zipfile.BadZipFile):
            list(unpacked(archive, part, SIZE))
