"""The window to look for a file, with our words and no pictures that terminals draw differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual_fspicker import FileOpen, Filters

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def open_file(folder: Path, suffixes: tuple[str, ...]) -> FileOpen:
    """A window that shows *folder*, spreadsheets first."""
    return FileOpen(
        folder,
        _("Look for a spreadsheet"),
        open_button=_("Open"),
        cancel_button=_("Close"),
        filters=Filters(
            (_("Spreadsheets"), lambda path: path.suffix.lower() in suffixes and not path.name.startswith("~$")),
            (_("All files"), lambda path: True),
        ),
    )
