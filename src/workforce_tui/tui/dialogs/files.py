"""The window to look for a file, with our words and no pictures that terminals draw differently."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.widgets import Button, Input
from textual_fspicker import FileOpen, Filters, Icons
from textual_fspicker.base_dialog import Dialog
from textual_fspicker.file_dialog import FileFilter
from textual_fspicker.parts import DirectoryNavigation
from textual_fspicker.suggest_path import SuggestPath

from workforce_tui.i18n import N_, _
from workforce_tui.services.paths import at_home

if TYPE_CHECKING:
    from textual.app import ComposeResult

SAID = {
    FileOpen.ERROR_A_FILE_MUST_BE_CHOSEN: N_("Choose a file in the list, or type its name."),
    FileOpen.ERROR_A_FILE_MUST_EXIST: N_("There is no file of that name in this folder."),
    FileOpen.ERROR_PERMISSION_ERROR: N_("You may not read this folder."),
}
"""What the window says of a mistake, in our words; of anything else, that the name cannot be read."""


class _Suggestions(SuggestPath):
    """Names that begin as what is typed; none for what no file can be called."""

    async def get_suggestion(self, value: str) -> str | None:
        """The rest of a name, where there is a file of it."""
        try:
            return await super().get_suggestion(value)
        except (OSError, RuntimeError, ValueError):
            return None


class FileWindow(FileOpen):
    """The window of the library; what it says is in the language in use.

    Where *whole* says so, the folder that is shown can be chosen in the place of a file.
    """

    def __init__(self, folder: Path, suffixes: tuple[str, ...], *, whole: bool = False) -> None:
        self.suffixes, self.whole = suffixes, whole
        title, opens, closes = _words()
        super().__init__(folder, title, open_button=opens, cancel_button=closes, filters=self._kinds())
        self._suggest_path = _Suggestions()

    def _kinds(self) -> Filters:
        return Filters(
            (_("Spreadsheets"), lambda path: path.suffix.lower() in self.suffixes and not path.name.startswith("~$")),
            (_("All files"), lambda path: True),
        )

    def _input_bar(self) -> ComposeResult:
        yield from super()._input_bar()
        if self.whole:
            yield Button(_("Whole folder"), id="whole")

    @on(Button.Pressed, "#whole")
    def choose_folder(self, event: Button.Pressed) -> None:
        """Answer with the folder that is shown."""
        event.stop()
        self.dismiss(self.query_one(DirectoryNavigation).location)

    @on(Input.Submitted)
    @on(Button.Pressed, "#select")
    def refuse_impossible(self, event: Input.Submitted | Button.Pressed) -> None:
        """Say of a name no file can have, such as one too long for the disk, that there is no such file."""
        try:
            (self.query_one(DirectoryNavigation).location / at_home(self.query_one(Input).value)).resolve().is_dir()
        except PermissionError:
            return  # the window of the library says so
        except (OSError, RuntimeError, ValueError):
            event.stop()
            event.prevent_default()
            self._set_error(self.ERROR_A_FILE_MUST_EXIST)

    async def retranslate(self) -> None:
        """Name the window, its buttons and the kinds of files again; where it is and what was typed stay."""
        title, opens, closes = _words()
        self.query_one(Dialog).border_title = title
        self.query_one("#select", Button).label = opens
        self.query_one("#cancel", Button).label = closes
        for one in self.query("#whole").results(Button):
            one.label = _("Whole folder")
        kinds = self.query_one(FileFilter)
        chosen = kinds.value
        with kinds.prevent(FileFilter.Changed):
            kinds.set_options(self._kinds().selections)
            kinds.value = int(chosen == 0)  # the list names what is chosen anew where another was between
            kinds.value = chosen
        self._set_error()

    def _set_error(self, message: str = "") -> None:
        super()._set_error(_(SAID.get(message, N_("This name cannot be read as a path."))) if message else "")


def _words() -> tuple[str, str, str]:
    """What the window is for, and what its buttons do."""
    return _("Look for a file"), _("Open"), _("Close")


def open_file(folder: Path, suffixes: tuple[str, ...], *, whole: bool = False) -> FileOpen:
    """A window that shows *folder*, spreadsheets first; with *whole* a folder may be the answer."""
    Icons.set_picker(_icon)
    return FileWindow(folder, suffixes, whole=whole)


def _icon(path: str | Path) -> Text:
    """A slash for a folder: pictures are two cells wide in some terminals and one in others."""
    return Text("/ " if Path(path).is_dir() else "  ")
