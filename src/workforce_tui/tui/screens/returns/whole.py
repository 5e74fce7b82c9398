"""The whole window of a return: with its texts, its grids of counts, and what is handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, Narrative
from workforce_tui.domain.returns import ReturnState, Text
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.paths import at_home
from workforce_tui.tui import edition_reading, return_reading
from workforce_tui.tui.dialogs.edition_form import AUDIENCES, EditionForm
from workforce_tui.tui.dialogs.entry_form import FormField
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.dialogs.texts_form import BothTexts, TextsForm
from workforce_tui.tui.free_names import free
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.screens.returns.counts import CountsWindow
from workforce_tui.tui.screens.returns.edition_window import EditionWindow
from workforce_tui.tui.screens.returns.steps import ReturnSteps
from workforce_tui.tui.undoing import UndoingApp, undo_return_text

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition
    from workforce_tui.tui.edition_reading import OnStep
    from workforce_tui.tui.return_reading import GridData


OF_THE_ORGANISATION = frozenset({"sign", "texts", "counts", "nothing", "reply", "preview", "hand_out"})
"""What is done where the return is made."""


class ReturnWindow(ReturnSteps):
    """One return, from its first count to its publication."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "preview", N_("Preview")),
        Binding("x", "hand_out", N_("Hand out")),
        Binding("f", "queries", N_("Queries to a file"), show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Readers of a profile have what was sent and its history; what is made here is for those who see all."""
        if not self.is_raw and action in OF_THE_ORGANISATION:
            return False
        return super().check_action(action, parameters)

    def action_texts(self) -> None:
        """Choose the text to write."""
        if self.data is None:
            return
        if not self.is_open:
            self.app.notify(
                _("The return is with the taskforce: its texts can be changed after a query or in a revision."),
                markup=False,
            )
            return
        found = self.data.found.texts
        choices = [
            Choice(str(key), _(name), "" if (found.get(key) or Text()).is_there else _("no text"))
            for key, name in NARRATIVE_NAMES.items()
        ]
        self.app.push_screen(Picker(N_("Which text"), choices), self._text)

    def _text(self, key: str | None) -> None:
        from workforce_tui.services.returns import set_text

        if key is None or self.data is None:
            return
        held = self.data.found.texts.get(Narrative(key), Text())
        both = BothTexts(held.english, held.welsh, str(held.translation or ""))

        def write(texts: BothTexts, by: str) -> None:
            found = set_text(
                self.ws, self.organisation, self.year, key,
                english=texts.english, welsh=texts.welsh, translation=texts.translation or None, by=by,
            )  # fmt: skip
            now, which = found.texts.get(Narrative(key), Text()), Narrative(key)
            if isinstance(self.app, UndoingApp) and now != held:
                said = _("The text {title} was saved.").format(title=title)
                self.app.remember(said, undo_return_text((self.organisation, self.year), which, now, held, by))

        form = f"return-text-{self.organisation}-{self.year}-{key}"
        title = _(NARRATIVE_NAMES[Narrative(key)])
        self.app.push_screen(TextsForm(self.ws, title, form, both, write, by=self.data.last_name), self._written)

    def _written(self, saved: bool | None) -> None:
        if saved:
            self.done(_("The text is saved."))

    def action_preview(self) -> None:
        """Choose for whom, and look at the tables as they will be published."""
        choices = [Choice(str(one), _(AUDIENCES[one])) for one in self.audiences()]
        self.app.push_screen(Picker(N_("As it will be published"), choices), self._previewed)

    def audiences(self) -> tuple[Audience, ...]:
        """Whose editions may be looked at: before disclosure control, only where figures are shown so."""
        return tuple(one for one in AUDIENCES if self.is_raw or one is not Audience.FULL)

    def _previewed(self, code: str | None) -> None:
        if code is not None:
            self.app.push_screen(EditionWindow(self.ws, lambda: self.so_far(Audience(code), language())))

    def so_far(self, audience: Audience, spoken: str) -> Edition:
        """An edition to look at, also before it is signed."""
        return edition_reading.return_so_far(self.ws, self.organisation, self.year, audience, spoken)

    def prepared(self, audience: Audience, spoken: str, tell: OnStep) -> Edition:
        """An edition as it would be handed out."""
        return edition_reading.return_edition(self.ws, self.organisation, self.year, audience, spoken, tell)

    def action_queries(self) -> None:
        """Write the queries and replies to a file to send, which is called replies once there is one."""
        queries = self.data.found.queries if self.data else ()
        what = "replies" if any(one.reply for one in queries) else "queries"
        path = free(f"{what}-{self.organisation}-{self.year}.csv")
        self.ask_for(
            N_("Queries to a file"),
            (FormField("path", N_("New file"), value=path),),
            lambda said: edition_reading.write_queries(self.ws, self.organisation, self.year, at_home(said["path"])),
            "",
            lead=_("With the replies there are. The other side takes them in with i, on the board."),
            yes=N_("Write the file"),
        )

    def action_hand_out(self) -> None:
        """Open the form to hand the return out; a draft of which nothing is signed is not handed out."""
        if self.data is not None and self.data.found.state is ReturnState.DRAFT and self.data.found.latest is None:
            said = _("No version of the return is signed yet, and only what is signed is handed out.")
            self.notify(f"{said} {_('s signs it, p shows it.')}", severity="warning", markup=False)
            return
        form = EditionForm(
            _("Hand the return out"),
            f"return-{self.organisation}-{self.year}",
            self.prepared,
            lambda wanted, step: edition_reading.hand_out_return(self.ws, self.organisation, self.year, wanted, step),
            by=self.data.last_name if self.data else "",
            audiences=self.audiences(),
        )
        self.app.push_screen(form)

    def action_counts(self) -> None:
        """Choose what is counted, where the section has several datasets, and open its grid."""
        from workforce_tui.services.typed_counts import SECTION_DATASETS

        section = self.section()
        found = SECTION_DATASETS.get(section.code, ()) if section else ()
        if not found:
            self.app.notify(_("Counts are typed into sections of figures: stand on one of those."), markup=False)
        elif len(found) == 1:
            self._counted(str(found[0]))
        else:
            choices = [Choice(str(one), dataset_name(one)) for one in found]
            self.app.push_screen(Picker(N_("What is counted"), choices), self._counted)

    def _counted(self, dataset: str | None) -> None:
        if dataset is not None:
            self.read_grid(Dataset(dataset))

    @work(thread=True, group="grid", exclusive=True, exit_on_error=False)
    def read_grid(self, dataset: Dataset) -> None:
        """Read what is held of a dataset."""
        try:
            data = return_reading.grid_data(self.ws, self.organisation, self.year, dataset)
        except WorkforceError as error:
            self.post_message(Failed(error))
            return
        self.app.call_from_thread(self.open_grid, data)

    def open_grid(self, data: GridData) -> None:
        """Open the grid over this window."""
        self.app.push_screen(CountsWindow(self.ws, data), self._typed)

    def _typed(self, batch: int | None) -> None:
        if batch is not None:
            self.workforce.data_changed()
            self.done(_("Saved as import number {number}.").format(number=batch))
