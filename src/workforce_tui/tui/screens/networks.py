"""Staff networks: what each has, what it asked for and what came of it."""

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
    """## Networks

Staff networks of organisations and the All-Wales network: posts and their holders, each year's resources, issues
raised, consultations, incident-handling reviews and meetings.

`a` adds a network, enter opens it; there `a` adds what hangs on it, `e` changes it, `h` shows who changed what. `f`
filters, `/` finds words, `t` shows the figures and the list again.

How many members a network has is what the network itself says; it is never worked out from staff records."""
)


class NetworksPage(RecordsPage):
    """The staff networks."""

    AREA = "network"
    GUIDE = GUIDE

    def figures(self) -> Figures:
        """Resourcing, reviews and suggestions of every network."""
        return _figures


def _figures(ws: Workspace, view: View) -> tuple[Table, ...]:
    from workforce_tui.services.network_tables import resourcing_table, reviews_table
    from workforce_tui.services.networks import network_views

    views = network_views(ws, view.organisation)
    return (resourcing_table(views), reviews_table(views)) if views else ()
