"""The window to look for a file, with our words and no pictures that terminals draw differently."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text
from textual_fspicker import FileOpen, Filters, Icons

from workforce_tui.i18n import N_, _

SAID = {
    FileOpen.ERROR_A_FILE_MUST_BE_CHOSEN: N_("Choose a file in the list, or type its name."),
    FileOpen.ERROR_A_FILE_MUST_EXIST: N_("There is no file of that name in this folder."),
    FileOpen.ERROR_PERMISSION_ERROR: N_("You may not read this folder."),
}
"""What the window says of a mistake, in our words; of anything else, that the name cannot be read."""


class FileWindow(FileOpen):
    """The window of the library; what it says is in the language in use."""

    def _set_error(self, message: str = "") -> None:
        super()._set_error(_(SAID.get(message, N_("This name cannot be read as a path."))) if message else "")


def open_file(folder: Path, suffixes: tuple[str, ...]) -> FileOpen:
    """A window that shows *folder*, spreadsheets first."""
    Icons.set_picker(_icon)
    return FileWindow(
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
