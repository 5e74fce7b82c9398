"""The window to look for a file, with our words and no pictures that terminals draw differently."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text
from textual_fspicker import FileOpen, Filters, Icons

from workforce_tui.i18n import _


def open_file(folder: Path, suffixes: tuple[str, ...]) -> FileOpen:
    """A window that shows *folder*, spreadsheets first."""
    Icons.set_picker(_icon)
    return FileOpen(
        folder,
        _("Look for a file"),
        open_button=_("Open"),
        cancel_button=_("Close"),
        filters=Filters(
            (_("Spreadsheets"), lambda path: path.suffix.lower() in suffixes and not path.name.startswith("~$")),
            (_("All files"), lambda path: True),
        ),
    )


def _icon(path: str | Path) -> Text:
    """A slash for a folder: pictures are two cells wide in some terminals and one in others."""
    return Text("/ " if Path(path).is_dir() else "  ")
