"""What every test may use."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from workforce_tui import i18n
from workforce_tui.cli import commands
from workforce_tui.cli.commands import build
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing import apart
from workforce_tui.importing.edition_file import EditionRows, read_edition_file
from workforce_tui.importing.files import Opener
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.places import check_place
from workforce_tui.importing.plan import plan_import, run_plan
from workforce_tui.services import early, imports, workspace
from workforce_tui.services.roles import Who, look_as
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import migrate
from workforce_tui.storage.engine import create_private_file

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where no bytecode may be written, each of the processes that run tests, and each that a test starts, would compile the
# program and its libraries anew: a tenth of the whole time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says more of the machine than of the program.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: tests of the app spend part of their time waiting for it to draw."""
    return len(os.sched_getaffinity(0)) + 2 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 2


def pytest_addoption(parser: pytest.Parser) -> None:
    """Pictures of screens are drawn anew where that is asked for."""
    parser.addoption("--snapshot-update", action="store_true", help="keep the screens as they are now")


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
def _english_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test speaks English and keeps its data to itself; what the next ones share is made as anybody, too."""
    monkeypatch.setenv("WORKFORCE_TUI_DATA_DIR", str(tmp_path / "data"))
    for name in ("DATABASE", "CONFIG", "ROLE", "THEME", "WELCOME", "ANIMATIONS"):
        monkeypatch.delenv(f"WORKFORCE_TUI_{name}", raising=False)
    i18n.set_language("en")
    i18n.on_screens(False)
    look_as(Who())
    yield
    look_as(Who())


@pytest.fixture(scope="session", autouse=True)
def _files_read_here() -> Iterator[None]:
    """Files are read by the process that asks: one of its own takes half a second to start, and says the same.

    That it does is tested in tests/importing; tests marked `apart` read as the program does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports, "plan_apart", plan_import)
        patch.setattr(imports, "read_apart", run_plan)
        patch.setattr(apart, "edition_apart", _edition_here)
        for place in (imports, early):
            patch.setattr(place, "started_early", nullcontext)
        yield


@pytest.fixture(autouse=True)
def _files_read_apart(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "apart" in request.keywords:
        for place, name in (
            (imports, "plan_apart"),
            (imports, "read_apart"),
            (apart, "edition_apart"),
            (imports, "started_early"),
            (early, "started_early"),
        ):
            monkeypatch.setattr(place, name, AS_SHIPPED[name])


@pytest.fixture(scope="session", autouse=True)
def _new_databases_copied(empty_database: Path) -> Iterator[None]:
    """A new database is the empty one that the migrations made, and not made anew by them for each test."""

    def copy_empty(file: Path) -> None:
        create_private_file(file)
        file.write_bytes(empty_database.read_bytes())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "create_private_file", copy_empty)
        patch.setattr(migrate, "head_revision", cache(migrate.head_revision))
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_put_together_once() -> Iterator[None]:
    """A command is put together once for each language its help is in, and not for each call."""
    put_together = cache(lambda modules, _language: build(modules))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "build", lambda modules=None: put_together(modules, i18n.language()))
        yield


AS_SHIPPED = {
    one.__name__: one for one in (apart.plan_apart, apart.read_apart, apart.edition_apart, apart.started_early)
}
"""How the program has files read."""


def _edition_here(path: Path) -> EditionRows:
    try:
        check_place(path)
        return read_edition_file(path, Opener())
    except FileRefused as refused:
        raise apart._failure(path, refused.code, **refused.words) from None
    except OSError as error:
        raise WorkforceError(str(error)) from None


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in them, made once and copied for each test."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(file.parent / "data"))
        open_workspace(str(file)).close()
    return file


@pytest.fixture(scope="session")
def signed_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a force whose return is signed, made once and copied for each test."""
    from signed_force import signed_force

    folder = tmp_path_factory.mktemp("signed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        for ws in signed_force(folder):
            with ws.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy(folder / "force.db", folder / "signed.db")
    return folder / "signed.db"


@pytest.fixture
def ws(tmp_path: Path, empty_database: Path) -> Iterator[Workspace]:
    """An empty database of its own."""
    file = tmp_path / "db" / "test.db"
    file.parent.mkdir(mode=0o700)
    shutil.copy(empty_database, file)
    opened = open_workspace(str(file))
    yield opened
    opened.close()
