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
finds words, `t` shows the figures and the list again.

Nobody is chosen for a scheme by ethnicity, and no screen lists people."""
)


class MentoringPage(RecordsPage):
    """The mentoring schemes."""

    AREA = "mentoring"
    GUIDE = GUIDE

    def figures(self) -> Figures:
        """The figures of the schemes."""
        return _figures


def _figures(ws: Workspace, view: View) -> tuple[Table, ...]:
    return ()
