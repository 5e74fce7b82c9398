"""Editions as they are kept: whole, as JSON that does not change, with its SHA-256."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.edition import Audience, Edition, EditionKind, EditionSection, EditionTable, EditionText
from workforce_tui.domain.frozen_tables import frozen, thawed
from workforce_tui.domain.kept_contents import hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class Origin(StrEnum):
    """Where an edition comes from."""

    MADE = "made"
    """Made here, and handed out."""
    RECEIVED = "received"
    """Made elsewhere, and imported from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEdition:
    """An edition that was handed out or received: `contents` is the JSON of it, `sha256` the hash of that.

    `by` made or received it; `given_to` and `reason` say for whom it was made and why. `file_name` is the name, without
    folders, of the file it was received in.
    """

    kind: EditionKind
    organisation: str
    year: int
    version: int
    audience: Audience
    language: str
    contents: str
    sha256: str
    origin: Origin
    made_at: str
    by: str
    given_to: str = ""
    reason: str = ""
    file_name: str = ""
    id: int = 0

    @property
    def intact(self) -> bool:
        """Whether the contents still have their hash."""
        return hash_of(self.contents) == self.sha256

    @property
    def edition(self) -> Edition:
        """The edition as it was.

        Raises:
            KeyError, TypeError, ValueError: the contents are no edition.
        """
        return thawed_edition(self.contents)


@dataclass(frozen=True, slots=True)
class EditionHead:
    """Which edition is held, without its contents: these are many and large."""

    id: int
    kind: EditionKind
    organisation: str
    year: int
    version: int
    audience: Audience
    language: str
    origin: Origin


def held_edition(
    edition: Edition,
    *,
    origin: Origin,
    made_at: str,
    by: str,
    given_to: str = "",
    reason: str = "",
    file_name: str = "",
) -> HeldEdition:
    """An edition ready to be kept."""
    contents = frozen_edition(edition)
    return HeldEdition(
        kind=edition.kind, organisation=edition.organisation, year=edition.year, version=edition.version,
        audience=edition.audience, language=edition.language, contents=contents, sha256=hash_of(contents),
        origin=origin, made_at=made_at, by=by, given_to=given_to, reason=reason, file_name=file_name,
    )  # fmt: skip


def frozen_edition(edition: Edition) -> str:
    """An edition as JSON: the same edition gives the same text, and `thawed_edition` the same edition."""
    return json.dumps(edition_record(edition), ensure_ascii=False, separators=(",", ":"))


def edition_record(edition: Edition) -> dict[str, Any]:
    """An edition as JSON, not yet as text."""
    return {
        "kind": str(edition.kind),
        "audience": str(edition.audience),
        "organisation": edition.organisation,
        "year": edition.year,
        "version": edition.version,
        "language": edition.language,
        "title": edition.title,
        "facts": [list(fact) for fact in edition.facts],
        "sections": [_section(one) for one in edition.sections],
        "notes": list(edition.notes),
        "mapping": frozen(edition.mapping) if edition.mapping else None,
        "author": edition.author,
        "codes": dict(edition.codes),
    }


def _section(section: EditionSection) -> dict[str, Any]:
    return {
        "number": section.number,
        "code": section.code,
        "name": section.name,
        "commitments": list(section.commitments),
        "nothing": section.nothing,
        "tables": [
            {
                "code": one.code,
                "name": one.name,
                "dimension": one.dimension,
                "cut": one.cut,
                "chart": one.chart,
                "table": frozen(one.table),
            }
            for one in section.tables
        ],
        "texts": [
            {
                "key": one.key,
                "name": one.name,
                "english": one.english,
                "welsh": one.welsh,
                "translation": one.translation,
            }
            for one in section.texts
        ],
    }


def thawed_edition(contents: str) -> Edition:
    """An edition from its JSON.

    Raises:
        KeyError, TypeError, ValueError: it is not the JSON of an edition.
    """
    held = json.loads(contents)
    return Edition(
        EditionKind(held["kind"]),
        Audience(held["audience"]),
        held["organisation"],
        held["year"],
        held["version"],
        held["language"],
        held["title"],
        tuple((label, text) for label, text in held["facts"]),
        tuple(map(_thawed_section, held["sections"])),
        tuple(held["notes"]),
        thawed(held["mapping"]) if held["mapping"] else None,
        held["author"],
        held["codes"],
    )


def _thawed_section(held: Mapping[str, Any]) -> EditionSection:
    return EditionSection(
        held["number"],
        held["code"],
        held["name"],
        tuple(held["commitments"]),
        tuple(EditionTable(**{**one, "table": thawed(one["table"])}) for one in held["tables"]),
        tuple(EditionText(**one) for one in held["texts"]),
        held["nothing"],
    )
