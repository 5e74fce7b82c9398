"""Saved answers for an organisation's files, as a TOML file a person can read and edit."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLES = {
    "columns": "columns",
    "grades": "grades",
    "ethnicity": "ethnicities",
    "organisations": "organisations",
    "markers": "markers",
    "worker_types": "worker_types",
}
"""Table of the file -> attribute of the profile."""
_COMMENTS = {
    "columns": "column header = field, or ignore",
    "grades": "label as sent = grade code",
    "ethnicity": "label as sent = ethnic group code",
    "organisations": "name as sent = organisation code",
    "markers": "marker = zero, missing, or a range such as 1-4",
    "worker_types": "label as sent = worker type, or ignore",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How the spreadsheets of one organisation are to be read."""

    organisation: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    ethnicities: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)
    worker_types: dict[str, str] = field(default_factory=dict)


def load_profile(path: Path) -> Profile:
    """Read a profile. A file that is broken raises WorkforceError naming the file and the key, and is left alone."""
    document = _parse(path)
    for key in document:
        if key != "organisation" and key not in _TABLES:
            raise _broken(path, str(key), _("it is not part of a profile"))
    organisation = document.get("organisation", "")
    if not isinstance(organisation, str):
        raise _broken(path, "organisation", _("it must be a text"))
    tables = {attribute: _table(path, document, table) for table, attribute in _TABLES.items()}
    return Profile(organisation=str(organisation), **tables)


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile, keeping the comments and the order of a file that is already there.

    The new file takes the place of the old one in one step, and only its owner may read it.
    """
    import tomlkit

    document: Any = _parse(path) if path.exists() else tomlkit.document()
    if profile.organisation or "organisation" in document:
        document["organisation"] = profile.organisation
    for table, attribute in _TABLES.items():
        values: Mapping[str, str] = getattr(profile, attribute)
        if table not in document:
            if not values:
                continue
            document[table] = tomlkit.table()
            document[table].comment(_COMMENTS[table])
        _update(document[table], values)
    _replace(path, tomlkit.dumps(document))


def _parse(path: Path) -> Any:
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except ParseError as error:
        raise _broken(path, _("line {line}").format(line=error.line), str(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WorkforceError(
            _("The profile {path} cannot be read.").format(path=path), str(error.__class__.__name__)
        ) from None


def _table(path: Path, document: Any, name: str) -> dict[str, str]:
    table = document.get(name, {})
    if not hasattr(table, "items"):
        raise _broken(path, name, _("it must be a table"))
    for key, value in table.items():
        if not isinstance(value, str):
            raise _broken(path, f"{name}.{key}", _("it must be a text"))
    return {str(key): str(value) for key, value in table.items()}


def _broken(path: Path, key: str, reason: str) -> WorkforceError:
    return WorkforceError(
        _("The profile {path} has a mistake at {key}: {reason}.").format(path=path, key=key, reason=reason),
        _("Correct it in a text editor, or move the file away to start again. It was not changed."),
    )


def _update(table: Any, values: Mapping[str, str]) -> None:
    for key in [key for key in table if key not in values]:
        del table[key]
    for key, value in values.items():
        if table.get(key) != value:
            table[key] = value


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o600)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
