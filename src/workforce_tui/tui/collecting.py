"""The windows about one organisation: collection templates, decisions, the register and what it would take."""

from __future__ import annotations

from functools import partial

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _, language
from workforce_tui.tui.seeing import profile_choices
from workforce_tui.tui.state import RAW, TASKFORCE, name_of, with_data
from workforce_tui.tui.undoing import UndoingApp


class CollectingApp(UndoingApp):
    """An app that makes collection templates, shows kept decisions and the register of disparities, and projects."""

    def action_template(self) -> None:
        """Open the window to make a template, for the organisation shown."""
        from workforce_tui.tui.dialogs.template_form import TemplateForm

        if self.workspace is None:
            return
        names = [(one.organisation.code, name_of(one.organisation, language())) for one in self.organisations]
        self.push_screen(TemplateForm(self.workspace, names, self.view.organisation), self._tell_template)

    def action_decisions(self) -> None:
        """Open the window of kept decisions, for the organisation shown or for files with several."""
        from workforce_tui.services.decision_figures import SEVERAL
        from workforce_tui.tui.screens.decisions import DecisionsWindow

        if self.workspace is not None:
            self.push_screen(DecisionsWindow(self.workspace, self.view.organisation or SEVERAL))

    def action_register(self) -> None:
        """Open the register of disparities, of the organisation shown or of all."""
        from workforce_tui.tui.screens.disparities import RegisterWindow

        if self.workspace is not None:
            self.push_screen(RegisterWindow())

    def action_practice(self) -> None:
        """Open the window of good practice, of every organisation."""
        from workforce_tui.tui.screens.records.practice import PracticeWindow

        if self.workspace is not None:
            self.push_screen(PracticeWindow(self.workspace))

    def action_projection(self, scope: str = "") -> None:
        """Open the window of what it would take, for the organisation shown or the first with figures."""
        from workforce_tui.services.projection_figures import WORKFORCE
        from workforce_tui.tui.screens.projection import ProjectionWindow

        first = next((one.organisation.code for one in with_data(self.organisations)), None)
        organisation = self.view.organisation or first
        if self.workspace is None or organisation is None:
            returned = _("What it would take is worked out from staff records, which a return does not have.")
            missing = returned if self.view.profile == TASKFORCE else _("There are no figures yet")
            self.notify(missing, markup=False)
            return
        self.push_screen(ProjectionWindow(self.workspace, organisation, scope or WORKFORCE))

    def action_export_figures(self) -> None:
        """Open the form to hand figures out, for the organisation shown or all of Wales."""
        from workforce_tui.domain.collection import year_to_collect
        from workforce_tui.domain.reporting_years import year_of_snapshot
        from workforce_tui.services.clock import today_here
        from workforce_tui.tui.dialogs.export_form import ExportForm

        if self.workspace is None:
            return
        names = [
            (one.organisation.code, name_of(one.organisation, language())) for one in with_data(self.organisations)
        ]
        whose = self.view.organisation
        latest = [
            one.latest
            for one in with_data(self.organisations)
            if one.latest and (whose is None or one.organisation.code == whose)
        ]
        year = year_of_snapshot(max(latest)) if latest else year_to_collect(today_here())
        profiles = [(one.code, f"{one.code}: {one.more}") for one in profile_choices(self.profile_in_force)]
        self.push_screen(ExportForm(self.workspace, names, self.view.organisation, profiles, year))

    def action_type_counts(self) -> None:
        """Choose what is counted, and open its grid for the organisation shown and the latest reporting year."""
        from workforce_tui.domain.datasets import EVENTS, Dataset, dataset_name
        from workforce_tui.tui.dialogs.picker import Choice, Picker

        whose = self.view.organisation
        if self.workspace is None or whose is None or self.view.profile != RAW:
            self.notify(_("Choose the organisation whose counts you type."), markup=False)
            return
        found = (Dataset.STAFF_IN_POST, *EVENTS)
        choices = [Choice(str(one), dataset_name(one)) for one in found]
        self.push_screen(Picker(_("What is counted"), choices), partial(self._open_grid, whose))

    def _open_grid(self, whose: str, dataset: str | None) -> None:
        from workforce_tui.domain.datasets import Dataset
        from workforce_tui.tui import return_reading
        from workforce_tui.tui.screens.returns.counts import CountsWindow

        if dataset is None or self.workspace is None:
            return
        try:
            data = return_reading.grid_data(self.workspace, whose, return_reading.this_year(), Dataset(dataset))
        except WorkforceError as error:
            self.notify(f"{error.message} {error.hint}", severity="error", markup=False)
            return
        self.push_screen(CountsWindow(self.workspace, data), self._tell_counts)

    def _tell_counts(self, batch: int | None) -> None:
        if batch is not None:
            self.data_changed()
            self.notify(_("Saved as import number {number}.").format(number=batch), markup=False)

    def action_publications(self) -> None:
        """Open the ledger of what has been handed out."""
        from workforce_tui.tui.screens.publications import PublicationsWindow

        if self.workspace is not None:
            self.push_screen(PublicationsWindow(self.workspace))

    async def action_progression(self, view: str) -> None:
        """Go to a view of the progression screen."""
        await self.switch_mode("progression")
        await self.screen.run_action(f"screen.view('{view}')")

    def _tell_template(self, said: str | None) -> None:
        if said:
            self.notify(said, title=_("Collection template"), markup=False, timeout=12)
