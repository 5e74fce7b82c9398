"""Saved answers for an organisation's files, as a TOML file a person can read and edit."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime
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
    "statuses": "statuses",
    "sheets": "sheets",
    "outcomes": "outcomes",
    "periods": "periods",
    "stages": "stages",
}
"""Table of the file -> attribute of the profile."""
_COMMENTS = {
    "columns": "column header = field, or ignore",
    "grades": "label as sent = grade code",
    "ethnicity": "label as sent = ethnic group code",
    "organisations": "name as sent = organisation code",
    "markers": "marker = zero, missing, or a range such as 1-4",
    "worker_types": "label as sent = worker type, or ignore",
    "statuses": "status as sent = in_post or left",
    "sheets": "where several sheets look alike = the name of one, or all",
    "outcomes": "how an event ended, as sent = outcome code",
    "periods": "period as sent = first day to last day",
    "stages": "counts by stage of recruitment = cumulative or exclusive",
}
_ANSWER, _DECIDED = "answer", "decided"
"""The keys of an answer with its date: `"SO2" = { answer = "EO", decided = 2026-04-02 }`."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How the spreadsheets of one organisation are to be read.

    `dates` holds the day each answer was given, by table ("grades") and value; answers written by hand may have none.
    """

    organisation: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    ethnicities: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)
    worker_types: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    periods: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    dates: dict[tuple[str, str], date] = field(default_factory=dict)


def load_profile(path: Path) -> Profile:
    """Read a profile. A file that is broken raises WorkforceError naming the file and the key, and is left alone."""
    document = _parse(path)
    for key in document:
        if key != "organisation" and key not in _TABLES:
            raise _broken(path, str(key), _("it is not part of a profile"))
    organisation = document.get("organisation", "")
    if not isinstance(organisation, str):
        raise _broken(path, "organisation", _("it must be a text"))
    tables: dict[str, dict[str, str]] = {}
    dates: dict[tuple[str, str], date] = {}
    for table, attribute in _TABLES.items():
        found = _table(path, document, table)
        tables[attribute] = {value: answer for value, (answer, _day) in found.items()}
        dates |= {(attribute, value): day for value, (_answer, day) in found.items() if day}
    return Profile(organisation=str(organisation), dates=dates, **tables)


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile, keeping the comments and the order of a file that is already there.

    The new file takes the place of the old one in one step, and only its owner may read it.
    """
    import tomlkit

    document: Any = _parse(path) if path.exists() else tomlkit.document()
    if profile.organisation or "organisation" in document:
        document["organisation"] = profile.organisation
    for table, attribute in _TABLES.items():
        answers: Mapping[str, str] = getattr(profile, attribute)
        if table not in document:
            if not answers:
                continue
            document[table] = tomlkit.table()
            document[table].comment(_COMMENTS[table])
        values = {value: (answer, profile.dates.get((attribute, value))) for value, answer in answers.items()}
        _update(document[table], values)
    write_profile(path, tomlkit.dumps(document))


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


def _table(path: Path, document: Any, name: str) -> dict[str, tuple[str, date | None]]:
    """The answers of a table with the days they were given."""
    table = document.get(name, {})
    if not hasattr(table, "items"):
        raise _broken(path, name, _("it must be a table"))
    return {str(key): _entry(path, f"{name}.{key}", value) for key, value in table.items()}


def _entry(path: Path, key: str, value: Any) -> tuple[str, date | None]:
    """An answer as a text, or as a table of an answer and its day."""
    day: Any = None
    if hasattr(value, "items"):
        if set(value) - {_ANSWER, _DECIDED} or _ANSWER not in value:
            raise _broken(path, key, _('it must be a text, or { answer = "...", decided = a date }'))
        value, day = value[_ANSWER], value.get(_DECIDED)
    if not isinstance(value, str):
        raise _broken(path, key, _("it must be a text"))
    # A moment is a date too, but nobody decides to the second.
    if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
        raise _broken(path, key, _("its date must be written as 2026-03-31"))
    return str(value), date(day.year, day.month, day.day) if day is not None else None


def _broken(path: Path, key: str, reason: str) -> WorkforceError:
    return WorkforceError(
        _("The profile {path} has a mistake at {key}: {reason}.").format(path=path, key=key, reason=reason),
        _("Correct it in a text editor, or move the file away to start again. It was not changed."),
    )


def _update(table: Any, values: Mapping[str, tuple[str, date | None]]) -> None:
    for key in [key for key in table if key not in values]:
        del table[key]
    for key, (answer, day) in values.items():
        held = table.get(key)
        known = (held[_ANSWER], held.get(_DECIDED)) if hasattr(held, "items") else (held, None)
        if known != (answer, day):
            table[key] = answer if day is None else _dated(answer, day)


def _dated(answer: str, day: date) -> Any:
    import tomlkit

    entry = tomlkit.inline_table()
    entry[_ANSWER] = answer
    entry[_DECIDED] = day
    return entry


def write_profile(path: Path, text: str) -> None:
    """Put the text of a profile in place in one step; only its owner may read it."""
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
