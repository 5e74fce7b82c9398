"""Mentoring: schemes of one organisation or several, their cohorts, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.i18n import N_
from workforce_tui.tui.screens.records.page import RecordsPage

if TYPE_CHECKING:
    from workforce_tui.domain.table import Table
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.screens.records.list_page import Figures
    from workforce_tui.tui.state import View

GUIDE = N_(
    """## Mentoring

Schemes of leadership talent mentoring, coaching, sponsorship, reverse and reciprocal mentoring. *Not offered*, with its
reason, is a record too.

`a` adds a scheme, enter opens it; there `a` adds a cohort, `e` changes it, `h` shows who changed what. `f` filters, `/`
finds words, `t` shows the figures and the list again: M1 to M4, the funnel, withdrawals and what mentors carry.

Lists of mentees and mentors come in through Import, like every other spreadsheet. They are kept without names and
counted; nobody is shown.

Nobody is chosen for a scheme by ethnicity, and no screen lists people."""
)


class MentoringPage(RecordsPage):
    """The mentoring schemes."""

    AREA = "mentoring"
    TERM = "coverage"
    GUIDE = GUIDE

    def figures(self) -> Figures:
        """The figures of the schemes."""
        return _figures


def _figures(ws: Workspace, view: View) -> tuple[Table, ...]:
    from workforce_tui.services.mentoring import mentoring_by_place, mentoring_report
    from workforce_tui.services.mentoring_outcome_tables import mentoring_tables
    from workforce_tui.services.mentoring_tables import places_table

    tables = mentoring_tables(mentoring_report(ws, view.organisation, definition=view.definition))
    if view.organisation is not None:
        return tables
    places = [(mentoring_by_place(ws, areas=areas, definition=view.definition), areas) for areas in (True, False)]
    return (*(places_table(found, areas=areas) for found, areas in places if found), *tables)
