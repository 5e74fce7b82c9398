"""Records as the JSON and CSV contract of the commands that keep them, and JSON that is read back."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_text import raw_from_json, to_json
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.services.record_history import RecordChange
    from workforce_tui.services.record_lists import RecordLine

LARGEST = 5_000_000
"""Bytes of JSON a record may come as."""
ABOUT = (
    "id", "kind", "title", "organisations", "parent", "revision", "archived", "overdue", "created_at", "changed_at",
    "changed_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A record as it was given: texts by key, and what else was said of it."""

    raw: dict[str, str]
    organisations: tuple[str, ...] = ()
    parent: int | None = None
    revision: int | None = None


def line_record(line: RecordLine) -> dict[str, Any]:
    """A record as JSON: what it is, then its values, every field of its kind among them (null: not stated)."""
    held = to_json(line.kind, line.record.values)
    return _about(line) | {"values": {field.key: held.get(field.key) for field in line.kind.inputs}}


def csv_rows(lines: Sequence[RecordLine]) -> tuple[list[str], list[dict[str, object]]]:
    """The columns and rows of records as CSV: values as texts that can be typed again, dates as 2026-03-31."""
    keys = list(dict.fromkeys(field.key for line in lines for field in line.kind.inputs))
    rows = [
        {**_about(line), "organisations": "; ".join(line.record.organisations)}
        | {f"value_{key}": text for key, text in raw_from_json(to_json(line.kind, line.record.values)).items()}
        for line in lines
    ]
    return [*ABOUT, *(f"value_{key}" for key in keys)], rows


def change_record(change: RecordChange) -> dict[str, Any]:
    """One change of a record as JSON."""
    return {
        "revision": change.number,
        "act": str(change.act),
        "by": change.by,
        "at": change.at,
        "reason": change.reason or None,
        "fields": [
            {"key": one.key, "label": one.label, "before": one.before or None, "after": one.after or None}
            for one in change.fields
        ],
    }


def read_record(source: str) -> Given:
    """A record out of a JSON file, or standard input for "-": as `show --json` writes it, or fields by key.

    Raises:
        WorkforceError: it cannot be read, or is no such JSON.
    """
    data = _document(source)
    values = data.get("values")
    if not isinstance(values, dict):
        return Given(raw_from_json(data))
    whose, parent, revision = data.get("organisations"), data.get("parent"), data.get("revision")
    return Given(
        raw_from_json(values),
        tuple(map(str, whose)) if isinstance(whose, list) else (),
        parent if isinstance(parent, int) else None,
        revision if isinstance(revision, int) else None,
    )


def _document(source: str) -> dict[str, Any]:
    try:
        if source == "-":
            text = sys.stdin.read(LARGEST)
        else:
            with Path(source).open(encoding="utf-8") as stream:
                text = stream.read(LARGEST)
        data = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else _("it is not JSON")
        raise WorkforceError(
            _("{file} cannot be read ({reason}).").format(file=source, reason=reason),
            _("Give a file with one record in JSON, as `show --json` writes it. Nothing was changed."),
        ) from None
    if not isinstance(data, dict):
        raise WorkforceError(
            _("{file} does not hold one record.").format(file=source),
            _("Give a file with one record in JSON, as `show --json` writes it. Nothing was changed."),
        )
    return data


def _about(line: RecordLine) -> dict[str, Any]:
    record = line.record
    return {
        "id": record.id,
        "kind": kind_of(record.kind).code,
        "title": line.title,
        "organisations": list(record.organisations),
        "parent": record.parent_id,
        "revision": record.revision,
        "archived": record.archived,
        "overdue": line.overdue,
        "created_at": record.created_at,
        "changed_at": record.changed_at,
        "changed_by": record.changed_by,
    }
