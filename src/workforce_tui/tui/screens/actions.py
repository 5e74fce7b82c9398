"""Actions: positive action, outreach, leadership training, culture research and role models."""

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
    """## Actions

What is done beside the figures: positive action, outreach, anti-racist leadership training, culture research, and
role models by the number of their consent form. `k` chooses the kind, `f` all, overdue or archived records, `/` finds
words, `t` shows the figures and the list again, `g` searches the good practice of every organisation.

`a` adds a record, `e` changes the one under the cursor, enter opens everything about it; there `h` shows who changed
what, `a` adds a part such as an outcome measure, `x` archives. Nothing is ever deleted.

In a form, tab goes from field to field, `ctrl+s` saves, escape asks before anything is given up. What is typed and not
saved is kept, and stands in the form when it is opened again.

▲ marks a review that is overdue."""
)


class ActionsPage(RecordsPage):
    """The registers of actions."""

    AREA = "action"
    TERM = "actions"
    GUIDE = GUIDE

    def figures(self) -> Figures:
        """Reviews, initiatives, outreach and training."""
        return _figures


def _figures(ws: Workspace, view: View) -> tuple[Table, ...]:
    from workforce_tui.services.action_tables import action_tables

    return action_tables(ws, view.organisation)
