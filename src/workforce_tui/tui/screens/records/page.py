"""The page of a place of records: what its keys do."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.entry_form import EntryForm, FormField
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.page import ORGANISATION_KEY
from workforce_tui.tui.record_reading import EVERY
from workforce_tui.tui.screens.records.detail import RecordWindow
from workforce_tui.tui.screens.records.list_page import RecordsList, filters
from workforce_tui.tui.screens.records.opening import open_form


class RecordsPage(RecordsList):
    """Subclasses name the place, and the function a thread runs for its figures."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ORGANISATION_KEY,
        Binding("k", "kind", N_("Kind")),
        Binding("a", "add", N_("Add")),
        Binding("e", "edit", N_("Change")),
        Binding("f", "filter", N_("Filter")),
        Binding("t", "figures", N_("Figures")),
        Binding("g", "app.practice", N_("Good practice"), show=False),
        Binding("slash", "words", N_("Find words"), show=False),
    ]

    @on(DataTable.RowSelected, "#record-lines")
    def action_open(self) -> None:
        """Open the window of the record under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(RecordWindow(ws, line.record.id), self._window_closed)

    async def _window_closed(self, changed: bool | None) -> None:
        if changed:
            await self.read_again()

    def action_edit(self) -> None:
        """Open the form on the record under the cursor."""
        line = self.here()
        if line is not None and not line.record.archived:
            self._open(line.kind.code, line.record.id)

    def action_add(self) -> None:
        """Open the form on a new record of the kind shown."""
        self._open(self.kind.code, None)

    def _open(self, kind: str, record: int | None) -> None:
        ws = self.workforce.workspace
        if ws is not None:
            whose = self.workforce.view.organisation
            open_form(self, ws, self._saved, kind, record=record, organisation=whose)

    async def _saved(self, number: int | None) -> None:
        if number is not None:
            self.app.notify(_("Record {number} was saved.").format(number=number), markup=False)
            await self.read_again()

    def action_kind(self) -> None:
        """Choose which kind of record is listed."""
        kinds = [Choice(one.code, _(one.plural)) for one in self.top_kinds()]
        self.app.push_screen(Picker(_("Kind of record"), kinds, self.kind.code), self._kind_chosen)

    async def _kind_chosen(self, code: str | None) -> None:
        if code is not None:
            self.kind, self.on_figures = kind_of(code), False
            await self.catch_up()

    def action_filter(self) -> None:
        """Choose which records are listed."""
        found = [Choice(code, name) for code, name in filters()]
        self.app.push_screen(Picker(_("Which records"), found, self.which), self._filtered)

    async def _filtered(self, code: str | None) -> None:
        if code is not None:
            self.which, self.on_figures = code, False
            await self.catch_up()

    def action_words(self) -> None:
        """Ask for words the records must have in them."""
        field = FormField("words", N_("Words"), value=self.words)
        self.app.push_screen(EntryForm(_("Find words"), [field], yes=N_("Find")), self._words_given)

    async def _words_given(self, answers: dict[str, str] | None) -> None:
        if answers is not None:
            self.words, self.on_figures = answers["words"], False
            await self.catch_up()

    async def action_show_all(self) -> None:
        """List every record again."""
        self.which, self.words = EVERY, ""
        await self.catch_up()

    async def action_figures(self) -> None:
        """Show the figures, or the list again."""
        self.on_figures = not self.on_figures
        await self.catch_up()
