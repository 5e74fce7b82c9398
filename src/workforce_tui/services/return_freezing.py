"""Freezing a return: its contents in both languages as JSON that never changes, with a hash of them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.frozen_tables import frozen, moved, thawed, values_moved
from workforce_tui.domain.kept_contents import canonical, hash_of
from workforce_tui.domain.return_parts import frozen_parts, thawed_parts
from workforce_tui.domain.return_sections import Narrative, Translation
from workforce_tui.domain.returns import Text
from workforce_tui.i18n import ENGLISH, LANGUAGES, language, speaking
from workforce_tui.services.return_contents import FIGURES, return_contents
from workforce_tui.services.return_parts import live_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workforce_tui.domain.frozen_tables import Moved
    from workforce_tui.domain.return_parts import ReturnParts
    from workforce_tui.domain.returns import AnnualReturn, ReturnVersion
    from workforce_tui.domain.table import Table
    from workforce_tui.services.workspace import Workspace

SCHEMA = 2
"""The form of the contents; a later form has a higher number. The first had no parts (domain/return_parts)."""


def freeze(ws: Workspace, found: AnnualReturn, *, number: int, reason: str) -> tuple[str, str]:
    """The contents of a return as they are now, and their SHA-256 in hexadecimal."""
    sections: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    with ws.at_once() as seen:
        for code in LANGUAGES:
            with speaking(code):
                filled = return_contents(seen, found.organisation, found.year)
                sections[code] = {one.code: list(map(frozen, one.tables)) for one in filled.values() if one.tables}
                parts[code] = frozen_parts(live_parts(seen, found.organisation, found.year))
    contents = canonical(
        {
            "schema": SCHEMA,
            "organisation": found.organisation,
            "year": found.year,
            "version": number,
            "reason": reason,
            "texts": {str(key): _text(text) for key, text in found.texts.items() if text.is_there},
            "nothing": dict(found.nothing),
            "sections": sections,
            "parts": parts,
        }
    )
    return contents, hash_of(contents)


def _text(text: Text) -> dict[str, str]:
    return {"en": text.english, "cy": text.welsh, "translation": str(text.translation or "")}


def tables_of(version: ReturnVersion, in_language: str | None = None) -> dict[str, tuple[Table, ...]]:
    """The tables of a signed version by section, in the language in use unless another is asked for."""
    held = _read(version.contents)["sections"][in_language or language()]
    return {code: tuple(map(thawed, tables)) for code, tables in held.items()}


def parts_of(version: ReturnVersion, in_language: str | None = None) -> ReturnParts | None:
    """What editions are made from beside the tables; None for a version that was signed without."""
    held = _read(version.contents).get("parts")
    return None if held is None else thawed_parts(held[in_language or language()])


@lru_cache(maxsize=2)
def _read(contents: str) -> Mapping[str, Any]:
    """The contents of a version, which one edition asks for again and again; nobody changes what is in them."""
    held: Mapping[str, Any] = json.loads(contents)
    return held


def nothing_of(version: ReturnVersion) -> Mapping[str, str]:
    """Why sections of a signed version have nothing to report, by their codes."""
    held: Mapping[str, str] = _read(version.contents)["nothing"]
    return held


def texts_of(version: ReturnVersion) -> dict[Narrative, Text]:
    """The narrative of a signed version."""
    return {
        Narrative(key): Text(one["en"], one["cy"], Translation(one["translation"]) if one["translation"] else None)
        for key, one in _read(version.contents)["texts"].items()
    }


def moved_since(before: Mapping[str, tuple[Table, ...]], after: Mapping[str, tuple[Table, ...]]) -> tuple[Moved, ...]:
    """Every figure that differs between two states of a return, in the order of the sections."""
    codes = [*before, *(code for code in after if code not in before)]
    return tuple(one for code in codes for one in moved(code, before.get(code, ()), after.get(code, ())))


def figures_moved(ws: Workspace, found: AnnualReturn, version: ReturnVersion) -> tuple[Moved, ...]:
    """The figures of a signed version the database no longer has, of those editions are protected from.

    What was entered since in other records moves nothing: editions have those as they were signed. A version that was
    signed without its parts is compared whole.
    """
    if parts_of(version, ENGLISH) is None:
        return moved_since(tables_of(version, ENGLISH), live_tables(ws, found))
    held = {code: tables for code, tables in tables_of(version, ENGLISH).items() if code in FIGURES}
    return values_moved(moved_since(held, live_tables(ws, found, only=FIGURES)))


def live_tables(
    ws: Workspace, found: AnnualReturn, in_language: str = ENGLISH, only: Collection[str] = ()
) -> dict[str, tuple[Table, ...]]:
    """The tables of a return, or of *only* some sections of it, as the database has them now."""
    with speaking(in_language), ws.at_once() as seen:
        filled = return_contents(seen, found.organisation, found.year, only)
    return {one.code: one.tables for one in filled.values() if one.tables}
