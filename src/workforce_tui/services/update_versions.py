"""Versions of the all-Wales update: what one was compiled from, frozen with its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.kept_contents import canonical, hash_of
from workforce_tui.domain.review_records import ACTION, REVIEW
from workforce_tui.domain.wales_update import UpdateVersion
from workforce_tui.services.clock import now
from workforce_tui.services.records import list_records
from workforce_tui.services.update_compiling import READ_BY
from workforce_tui.services.update_entries import get_update
from workforce_tui.services.update_sources import BEST_FIRST, sources_of

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

SCHEMA = 1
"""The form of the contents; a later form has a higher number."""


def current_version(ws: Workspace, year: int, *, by: str = "", reason: str = "") -> UpdateVersion:
    """The version of what is held now: the latest where nothing changed since, else the next, which is not kept yet."""
    latest = get_update(ws, year).latest
    contents = canonical(_contents(ws, year))
    digest = hash_of(contents)
    if latest is not None and latest.sha256 == digest:
        return latest
    return UpdateVersion((latest.number if latest else 0) + 1, contents, digest, by, now(), reason)


def is_intact(version: UpdateVersion) -> bool:
    """Whether the contents of a version still have its hash."""
    return hash_of(version.contents) == version.sha256


def _contents(ws: Workspace, year: int) -> dict[str, Any]:
    """What an update is compiled from: the editions by their hashes, the texts, and the data reviews."""
    texts = get_update(ws, year).texts
    return {
        "schema": SCHEMA,
        "year": year,
        "returns": _returns(ws, year),
        "texts": {
            str(key): {"en": one.english, "cy": one.welsh, "translation": str(one.translation or "")}
            for key, one in texts.items()
            if one.is_there
        },
        "reviews": [[one.id, one.revision] for kind in (REVIEW, ACTION) for one in list_records(ws, kind)],
    }


def _returns(ws: Workspace, year: int) -> list[dict[str, Any]]:
    """Every edition that any reader's update is compiled from."""
    found = {}
    for allowed in (BEST_FIRST, *READ_BY.values()):
        for one in sources_of(ws, year, allowed).received.values():
            found[one.held.id] = {
                "organisation": one.held.organisation,
                "version": one.held.version,
                "audience": str(one.held.audience),
                "sha256": one.held.sha256,
            }
    return [found[number] for number in sorted(found)]
