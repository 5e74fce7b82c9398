"""Where this program keeps things, and how it keeps them private."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

APPLICATION = "workforce-tui"
DATABASE_VARIABLE = "WORKFORCE_TUI_DATABASE"
DATA_DIR_VARIABLE = "WORKFORCE_TUI_DATA_DIR"
KEY_VARIABLE = "WORKFORCE_TUI_KEY_FILE"
IMPORTS_VARIABLE = "WORKFORCE_TUI_IMPORTS"


def at_home(typed: str | Path) -> Path:
    """A path as somebody gave it, with the home folder in place of its ~.

    Unlike that of pathlib this never fails: "~$Staff.xlsx", the mark of a spreadsheet program, is nobody's home.
    """
    return Path(os.path.expanduser(typed))


@dataclass(frozen=True, slots=True)
class Paths:
    """The places one database uses.

    `key_file` holds the key of the staff-number hashes, outside the database. `profiles_dir` holds one saved
    mapping for each organisation; `imports_dir` is the drop folder the app opens first.
    """

    database: str
    data_dir: Path
    key_file: Path
    profiles_dir: Path
    backups_dir: Path
    imports_dir: Path

    @property
    def database_shown(self) -> str:
        """The database as it may be shown: an address without its password."""
        return re.sub(r"(://[^/@:]*):[^@]*@", r"\1:***@", self.database)


def data_dir() -> Path:
    """The folder for this user's data: WORKFORCE_TUI_DATA_DIR, or the platform's own place for it."""
    from platformdirs import user_data_path

    chosen = os.environ.get(DATA_DIR_VARIABLE)
    return at_home(chosen).absolute() if chosen else user_data_path(APPLICATION, appauthor=False)


def default_database() -> str:
    """The database used when none is named on the command line."""
    return os.environ.get(DATABASE_VARIABLE) or str(data_dir() / "workforce.db")


def paths_for(database: str | None) -> Paths:
    """The places that belong to a database given as path, URL or None for the default one."""
    chosen = database or default_database()
    home = data_dir()
    if "://" in chosen:
        # The address may hold a password: only its hash names files.
        import hashlib

        stem = hashlib.sha256(chosen.encode()).hexdigest()[:16]
        beside = home
    else:
        file = at_home(chosen).absolute()
        chosen, stem, beside = str(file), file.stem, file.parent
    key = os.environ.get(KEY_VARIABLE)
    return Paths(
        database=chosen,
        data_dir=beside,
        key_file=at_home(key).absolute() if key else beside / f"{stem}.key",
        profiles_dir=beside / f"{stem}-profiles",
        backups_dir=beside / f"{stem}-backups",
        imports_dir=imports_dir(),
    )


def imports_dir() -> Path:
    """The drop folder: WORKFORCE_TUI_IMPORTS, or `imports` here, or `imports` in the data folder."""
    chosen = os.environ.get(IMPORTS_VARIABLE)
    if chosen:
        return at_home(chosen).absolute()
    here = Path.cwd() / "imports"
    return here if here.is_dir() else data_dir() / "imports"


def make_private_dir(folder: Path) -> None:
    """Make a folder only its owner can enter; one that is there already is left as it is.

    Raises:
        WorkforceError: the folder cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WorkforceError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=error.strerror),
            _("Choose another place with --database, or ask for permission to write there."),
        ) from error
