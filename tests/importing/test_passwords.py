"""Spreadsheets protected by a password open with it, in memory, and with nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from importing_files import STAFF, codes, plan_of
from locked_files import (
    PASSWORD,
    ods_aes_cbc,
    ods_blowfish,
    ods_content,
    ods_package,
    ods_pgp,
    ods_whole,
    xls_rc4,
    xlsx_locked,
)

from workforce_tui.importing.apart import read_apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan

CONTENT = ods_content(STAFF)
WAYS: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda folder: xlsx_locked(folder / "a.xlsx", STAFF),
    "xls with RC4": lambda folder: xls_rc4(folder / "a.xls", STAFF),
    "ods with AES": lambda folder: ods_aes_cbc(folder / "a.ods", CONTENT),
    "ods with AES, no checksum": lambda folder: ods_aes_cbc(folder / "a.ods", CONTENT, checksum=False),
    "ods with Blowfish": lambda folder: ods_blowfish(folder / "a.ods", CONTENT),
    "ods as one package": lambda folder: ods_whole(folder / "a.ods", CONTENT),
}
REAL = {
    "pass_protected.xlsx": "123",
    "pass_protected.xlsb": "1234",
    "pass_protected.ods": "1234",
    "msoffcrypto_example_password.xlsx": "Password1234_",
    "msoffcrypto_rc4cryptoapi_password.xls": "Password1234_",
    "msoffcrypto_xor_password_123456789012345.xls": "123456789012345",
}
LOCKED = {"password_protected", "wrong_password", "password_not_supported", "unreadable_file"}


def outcome(path: Path, password: str | None) -> tuple[str, set[str]]:
    plan = plan_of(path, password=password)
    return plan.status, codes(plan)


@pytest.mark.parametrize("way", WAYS)
def test_a_locked_file_opens_with_its_password_only(tmp_path: Path, way: str) -> None:
    path = WAYS[way](tmp_path)
    assert outcome(path, None) == ("refused", {"password_protected"})
    assert outcome(path, "") == ("refused", {"password_protected"})
    assert outcome(path, "Pass word £") == ("refused", {"wrong_password"})
    plan = plan_of(path, password=PASSWORD)
    assert (plan.status, len(plan.persons), codes(plan)) == ("ready", 3, set())


@pytest.mark.parametrize("name", REAL)
def test_real_locked_files_open_with_their_passwords_only(shared_data: Path, name: str) -> None:
    path = shared_data / "torture" / name
    assert codes(plan_of(path)) == {"password_protected"}
    assert codes(plan_of(path, password="wrong")) == {"wrong_password"}
    assert not codes(plan_of(path, password=REAL[name])) & LOCKED


@pytest.mark.parametrize("way", WAYS)
def test_a_locked_file_is_read_in_a_process_of_its_own_and_never_written_in_the_clear(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "temporary"
    folder.mkdir()
    elsewhere.mkdir()
    path = WAYS[way](folder)
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    plan: ImportPlan = read_apart(plan_of(path, password=PASSWORD).request)
    assert (plan.status, len(plan.persons)) == ("ready", 3)
    assert os.listdir(folder) == [path.name]
    assert os.listdir(elsewhere) == []


def test_a_password_for_a_file_without_one_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(ods_package(CONTENT))
    assert outcome(tmp_path / "a.ods", PASSWORD) == ("ready", set())


def test_a_file_for_the_holder_of_a_key_cannot_be_opened_with_a_password(tmp_path: Path) -> None:
    assert outcome(ods_pgp(tmp_path / "a.ods", CONTENT), PASSWORD) == ("refused", {"password_not_supported"})


@pytest.mark.parametrize(
    "make",
    [
        lambda path: ods_aes_cbc(path, CONTENT, iterations=2**31),
        lambda path: ods_whole(path, CONTENT, memory=2**30),
    ],
)
def test_a_lock_that_would_take_for_ever_to_open_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert outcome(make(tmp_path / "a.ods"), PASSWORD) == ("refused", {"password_not_supported"})


def test_a_locked_file_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    path = ods_aes_cbc(tmp_path / "a.ods", bytes(64 * 2**20))
    assert outcome(path, PASSWORD) == ("refused", {"file_too_large"})


@pytest.mark.parametrize("damage", ["mimetype", "content.xml", "algorithm", "salt"])
def test_a_damaged_locked_file_is_refused(tmp_path: Path, damage: str) -> None:
    path = ods_aes_cbc(tmp_path / "a.ods", CONTENT)
    path.write_bytes(path.read_bytes().replace(damage.encode(), bytes(reversed(damage.encode()))))
    status, found = outcome(path, PASSWORD)
    assert status == "refused"
    assert found & (LOCKED | {"not_a_spreadsheet"})


def test_the_password_is_in_no_plan(tmp_path: Path) -> None:
    plan: Any = plan_of(xlsx_locked(tmp_path / "a.xlsx", STAFF), password="Tally-ho 7")
    assert "Tally-ho" not in repr(plan)


def test_a_locked_file_that_is_cut_short_is_called_damaged(tmp_path: Path) -> None:
    whole = xlsx_locked(tmp_path / "a.xlsx", STAFF).read_bytes()
    for parts in range(4, 20):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[: len(whole) * parts // 20])
        assert outcome(path, PASSWORD) == ("refused", {"unreadable_file"})
