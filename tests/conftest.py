"""What every test may use."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from workforce_tui import i18n
from workforce_tui.services.roles import Who, look_as
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

# How long an example takes says more of the machine than of the program.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: tests of the app spend part of their time waiting for it to draw."""
    return len(os.sched_getaffinity(0)) + 2 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 2


def pytest_collection_finish() -> None:
    """What is loaded by now lives as long as the tests: the collector of garbage need not look through it, nor often.

    A tenth of the time of a test of the app went on that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real published files, beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    assert folder.is_dir(), f"the shared data folder is missing: {folder}"
    return folder


@pytest.fixture(scope="session", autouse=True)
def _welsh_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The Welsh messages, compiled as they are when the package is built: a checkout has only their source."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    place = Path("cy", "LC_MESSAGES")
    folder = tmp_path_factory.mktemp("locale")
    (folder / place).mkdir(parents=True)
    with (i18n.LOCALE_DIR / place / f"{i18n.DOMAIN}.po").open("rb") as source:
        catalogue = read_po(source, locale="cy")
    with (folder / place / f"{i18n.DOMAIN}.mo").open("wb") as target:
        write_mo(target, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LOCALE_DIR", folder)
        yield


@pytest.fixture(autouse=True)
def _english_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test speaks English and keeps its data to itself."""
    monkeypatch.setenv("WORKFORCE_TUI_DATA_DIR", str(tmp_path / "data"))
    for name in ("DATABASE", "CONFIG", "ROLE", "THEME", "WELCOME", "ANIMATIONS"):
        monkeypatch.delenv(f"WORKFORCE_TUI_{name}", raising=False)
    i18n.set_language("en")
    look_as(Who())


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in them, made once and copied for each test."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(file.parent / "data"))
        open_workspace(str(file)).close()
    return file


@pytest.fixture
def ws(tmp_path: Path, empty_database: Path) -> Iterator[Workspace]:
    """An empty database of its own."""
    file = tmp_path / "db" / "test.db"
    file.parent.mkdir(mode=0o700)
    shutil.copy(empty_database, file)
    opened = open_workspace(str(file))
    yield opened
    opened.close()
