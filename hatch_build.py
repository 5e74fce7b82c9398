"""Build hook: compile the message catalogues, so that an installed copy can speak Welsh."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Write a .mo beside every .po under the package's locale folder."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel (ordinary or editable) is made."""
        for source in Path(self.root, "src/workforce_tui/locale").rglob("*.po"):
            with source.open("rb") as handle:
                catalogue = read_po(handle, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
