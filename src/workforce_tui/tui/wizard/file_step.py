"""The first steps: which file, whose, of which day, and its password."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widgets import Button, Input, Select

from workforce_tui.i18n import N_, _
from workforce_tui.services.paths import at_home
from workforce_tui.tui.choices import organisation_choices
from workforce_tui.tui.translation import WordButton, Words
from workforce_tui.tui.widgets.fields import DayInput, Field, select_of, select_options
from workforce_tui.tui.wizard.draft import Draft, StepName
from workforce_tui.tui.wizard.step import Import, NotYetError, Step

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
FROM_FILE = ""
PATHS_BEGIN_WITH = ("/", "~")
"""Letters by which a path is known that is typed where nothing else is typed."""


class FileStep(Step):
    """The file, and what the file itself may not say."""

    NAME = StepName.FILE
    TITLE = N_("File")

    def compose(self) -> ComposeResult:
        """Path and button, organisation, date."""
        yield Words(N_("Which spreadsheet shall be read? Nothing is written until you confirm."), classes="lead")
        yield Field(N_("File"), Input(id="path", compact=True))
        with Horizontal(classes="under-field"):
            yield WordButton(N_("Look for a file"), id="browse")
        yield Field(N_("Organisation"), select_of([(FROM_FILE, _("From the file"))], blank=False, id="whose"))
        yield Field(N_("Date of the figures"), DayInput(id="as-at"))
        yield Words(N_("Leave the date empty where the file says it."), classes="under-field muted")

    def show(self, work: Import) -> None:
        """Fill in what was said before."""
        self.folder = work.folder
        draft = work.draft
        path = self.query_one("#path", Input)
        if draft.path is not None or not path.value:
            path.value = "" if draft.path is None else str(draft.path)
        path.placeholder = str(work.folder or "")
        select = self.query_one("#whose", Select)
        kept = select.selection or draft.organisation
        choices = [(FROM_FILE, _("From the file"))]
        choices += [(one.code, one.name) for one in organisation_choices(work.organisations, everything=False)]
        select.set_options(select_options(choices))
        select.value = kept if any(code == kept for code, _name in choices) else FROM_FILE

    def forget(self) -> None:
        """Begin anew after an import: the next file is another one."""
        self.query_one("#path", Input).value = ""
        self.query_one("#as-at", DayInput).value = ""

    def begin(self) -> None:
        """Start at the path, or at the button while there is none: there the keys of the places are no text."""
        path = self.query_one("#path", Input)
        (path if path.value else self.query_one("#browse")).focus()

    def on_paste(self, event: events.Paste) -> None:
        """A path that is pasted on the button stands in the box."""
        event.stop()
        path = self.query_one("#path", Input)
        path.value = "".join(event.text.splitlines()[:1]).strip()
        path.focus()

    def on_key(self, event: events.Key) -> None:
        """A path that is typed on the button stands in the box, from its first letter on."""
        path = self.query_one("#path", Input)
        if event.character in PATHS_BEGIN_WITH and self.query_one("#browse").has_focus:
            event.stop()
            event.prevent_default()
            path.focus()
            path.value = event.character
            self.call_after_refresh(path.action_end)

    @on(Button.Pressed, "#browse")
    def browse(self, event: Button.Pressed) -> None:
        """Open the file window at the drop folder, or where the typed path is."""
        event.stop()
        from workforce_tui.tui.dialogs.files import open_file

        self.app.push_screen(open_file(self._start(), SPREADSHEETS), self._chosen)

    def _start(self) -> Path:
        typed = at_home(self.query_one("#path", Input).value.strip() or ".")
        for folder in (typed if os.path.isdir(typed) else typed.parent, self.folder):
            if folder is not None and folder != Path() and os.path.isdir(folder):
                return folder
        return Path.cwd()

    def _chosen(self, path: Path | None) -> None:
        if path is not None:
            self.query_one("#path", Input).value = str(path)
            self.query_one("#whose").focus()

    def take(self, draft: Draft) -> Draft:
        """The draft with the file; another file starts from the beginning."""
        typed = self.query_one("#path", Input).value.strip().strip("'\"")
        if not typed:
            raise NotYetError(_("Type the path of a file, or look for one."))
        path = at_home(typed)
        if not path.is_absolute() and not os.path.exists(path) and self.folder is not None:
            path = self.folder / path
        if not os.path.isfile(path):
            raise NotYetError(_("There is no file {path}.").format(path=path))
        try:
            as_at = self.query_one("#as-at", DayInput).day
        except ValueError as error:
            raise NotYetError(_("Type a date as dd/mm/yyyy, such as 31/03/2026.")) from error
        organisation = self.query_one("#whose", Select).selection or FROM_FILE
        fresh = draft if path == draft.path else Draft(path)
        return replace(fresh, path=path, organisation=str(organisation), as_at=as_at)


class PasswordStep(Step):
    """The password of a protected file; it is used to open it and then forgotten."""

    NAME = StepName.PASSWORD
    TITLE = N_("Password")

    def compose(self) -> ComposeResult:
        """The sentence and the password."""
        yield Words(N_("The file is protected. Its password is used to read it and is not kept."), classes="lead")
        yield Field(N_("Password"), Input(password=True, id="password", compact=True))

    def show(self, work: Import) -> None:
        """Start empty."""
        self.query_one("#password", Input).value = ""

    def begin(self) -> None:
        """Start at the password."""
        self.query_one("#password", Input).focus()

    def take(self, draft: Draft) -> Draft:
        """The draft with the password."""
        password = self.query_one("#password", Input).value
        if not password:
            raise NotYetError(_("Type the password of the file."))
        return replace(draft, password=password)
