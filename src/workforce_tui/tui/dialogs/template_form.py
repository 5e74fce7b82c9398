"""The form to make a collection template: whose, for which year, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Select

from workforce_tui.domain.collection import template_file_name, year_to_collect
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.services.clock import today_here
from workforce_tui.services.paths import at_home
from workforce_tui.tui import reading
from workforce_tui.tui.dialogs.file_form import FileForm
from workforce_tui.tui.free_names import free
from workforce_tui.tui.messages import Done, Failed
from workforce_tui.tui.translation import WordButton, Words
from workforce_tui.tui.widgets.fields import Complaint, Field, select_of, typed
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from workforce_tui.services.workspace import Workspace


class TemplateForm(FileForm):
    """Whose template, of which year, and where it goes."""

    def __init__(
        self, workspace: Workspace, organisations: Sequence[tuple[str, str]], organisation: str | None
    ) -> None:
        super().__init__()
        self.workspace, self.organisations, self.organisation = workspace, tuple(organisations), organisation
        self.proposed = ""

    def compose(self) -> ComposeResult:
        """What it is for, then whose, when and where."""
        year = year_to_collect(today_here())
        with Vertical(classes="window", id="template-form") as window:
            window.border_title = _("Collection template")
            yield Words(
                N_("A workbook for an organisation to fill in. It comes back through Import, with no questions."),
                classes="lead",
            )
            yield Field(
                N_("Organisation"),
                select_of(self.organisations, value=self.organisation, blank=False, id="organisation"),
            )
            yield Field(N_("Year ending 31 March"), Input(str(year), id="year", compact=True, max_length=4))
            yield Field(N_("File"), Input(id="path", compact=True))
            yield Complaint(id="complaint")
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Write it"), id="save")
                yield WordButton(N_("Close"), id="close")
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again; what was typed stays."""
        self.query_one("#template-form", Vertical).border_title = _("Collection template")

    def on_mount(self) -> None:
        """Propose a name for the file."""
        self.query_one(Complaint).say("")
        self.propose()

    @on(Select.Changed, "#organisation")
    @on(Input.Changed, "#year")
    def propose(self) -> None:
        """Name the file after the organisation and the year, as long as nobody has typed another name."""
        path = self.query_one("#path", Input)
        if path.value == self.proposed:
            name = template_file_name(self._chosen(), self._year() or 0)
            path.value = self.proposed = free(name) if self._year() else ""

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    def action_save(self) -> None:
        """Write the template; ask first where a file would be overwritten, or say what is not right yet."""
        year, text = self._year(), typed(self.query_one("#path", Input))
        if year is None:
            self.complain(_("Type the year the period ends in, such as 2026."), "year")
        elif not text:
            self.complain(_("Type the name of the file to write."))
        else:
            self.save_at(at_home(text), _("There is already a file {path}. Write the template in its place?"))

    def write_file(self, path: Path, *, overwrite: bool) -> None:
        """Write the template of the year that is typed by now."""
        if (year := self._year()) is None:
            self.after_crash()
            self.complain(_("Type the year the period ends in, such as 2026."), "year")
        else:
            self.write(self._chosen(), year, path, overwrite=overwrite)

    @work(thread=True, group="template", exclusive=True, exit_on_error=False)
    def write(self, organisation: str, year: int, path: Path, *, overwrite: bool = False) -> None:
        """Write it in a thread."""
        try:
            reading.make_template(self.workspace, organisation, year, path, overwrite=overwrite)
        except WorkforceError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Done(_("{path} is written. Send it to be filled in.").format(path=path)))

    def _chosen(self) -> str:
        value = self.query_one("#organisation", Select).selection
        return value if isinstance(value, str) else ""

    def _year(self) -> int | None:
        text = typed(self.query_one("#year", Input))
        return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
