"""Freezing a return: its contents in both languages as JSON that never changes, with a hash of them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.frozen_tables import frozen, moved, thawed
from workforce_tui.domain.return_sections import Narrative, Translation
from workforce_tui.domain.returns import Text
from workforce_tui.i18n import ENGLISH, LANGUAGES, language, speaking
from workforce_tui.services.return_contents import return_contents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.frozen_tables import Moved
    from workforce_tui.domain.returns import AnnualReturn, ReturnVersion
    from workforce_tui.domain.table import Table
    from workforce_tui.services.workspace import Workspace

SCHEMA = 1
"""The form of the contents; a later form has a higher number."""


def freeze(ws: Workspace, found: AnnualReturn, *, number: int, reason: str) -> tuple[str, str]:
    """The contents of a return as they are now, and their SHA-256 in hexadecimal."""
    sections: dict[str, Any] = {}
    for code in LANGUAGES:
        with speaking(code):
            filled = return_contents(ws, found.organisation, found.year)
            sections[code] = {one.code: list(map(frozen, one.tables)) for one in filled.values() if one.tables}
    contents = _canonical(
        {
            "schema": SCHEMA,
            "organisation": found.organisation,
            "year": found.year,
            "version": number,
            "reason": reason,
            "texts": {str(key): _text(text) for key, text in found.texts.items() if text.is_there},
            "nothing": dict(found.nothing),
            "sections": sections,
        }
    )
    return contents, hash_of(contents)


def hash_of(contents: str) -> str:
    """The SHA-256 of contents, in hexadecimal."""
    return hashlib.sha256(contents.encode("utf-8")).hexdigest()


def _canonical(data: dict[str, Any]) -> str:
    """JSON in one way only, so that the same contents have the same hash."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _text(text: Text) -> dict[str, str]:
    return {"en": text.english, "cy": text.welsh, "translation": str(text.translation or "")}


def tables_of(version: ReturnVersion, in_language: str | None = None) -> dict[str, tuple[Table, ...]]:
    """The tables of a signed version by section, in the language in use unless another is asked for."""
    held = json.loads(version.contents)["sections"][in_language or language()]
    return {code: tuple(map(thawed, tables)) for code, tables in held.items()}


def texts_of(version: ReturnVersion) -> dict[Narrative, Text]:
    """The narrative of a signed version."""
    return {
        Narrative(key): Text(one["en"], one["cy"], Translation(one["translation"]) if one["translation"] else None)
        for key, one in json.loads(version.contents)["texts"].items()
    }


def moved_since(before: Mapping[str, tuple[Table, ...]], after: Mapping[str, tuple[Table, ...]]) -> tuple[Moved, ...]:
    """Every figure that differs between two states of a return, in the order of the sections."""
    codes = [*before, *(code for code in after if code not in before)]
    return tuple(one for code in codes for one in moved(code, before.get(code, ()), after.get(code, ())))


def live_tables(ws: Workspace, found: AnnualReturn, in_language: str = ENGLISH) -> dict[str, tuple[Table, ...]]:
    """The tables of a return as the database has them now."""
    with speaking(in_language):
        filled = return_contents(ws, found.organisation, found.year)
    return {one.code: one.tables for one in filled.values() if one.tables}
