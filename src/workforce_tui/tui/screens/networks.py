"""Networks: staff networks with their posts, years, issues and reviews, and the chair's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.briefing_form import BriefingForm
from workforce_tui.tui.guides import CHAIRS_NETWORKS
from workforce_tui.tui.network_reading import network_figures
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.chair_window import ChairWindow
from workforce_tui.tui.screens.records.page import RecordsPage
from workforce_tui.tui.state import CHAIR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.services.record_lists import RecordLine
    from workforce_tui.tui.screens.records.list_page import Figures

GUIDE = N_(
    """## Networks

Staff networks, and the All-Wales network: what they have, what they asked for and what came of it. `t` shows the
figures (N1 resourcing, N2 reviews of how incidents were handled) and the list again.

Enter opens everything about the network under the cursor. There `a` adds to it: a term in a post, a year, a meeting, a
consultation, an issue, a review. Membership is what the network states. What is left empty is not stated: that is not
0.

`p` shows the chair's page: the network, and the organisation's figures as the disclosure profile NETWORK shows them.
There `a` enters what the network had in a year, or changes it, also for those who see the figures under that profile.
`b` writes it as a briefing for a meeting with leaders, in Word or Markdown."""
)


FOR_THE_CHAIR = frozenset({"page", "briefing", "figures"})


class NetworksPage(RecordsPage):
    """The register of staff networks."""

    AREA = "network"
    TERM = "resourcing"
    READERS = frozenset({"NETWORK"})
    GUIDE = GUIDE
    GUIDES: ClassVar[Mapping[str, str]] = {CHAIR: CHAIRS_NETWORKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "page", N_("Page")),
        Binding("b", "briefing", N_("Briefing"), show=False),
    ]

    def figures(self) -> Figures:
        """N1 and N2."""
        return network_figures

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is one kind of list here; the chair of a network has its page, its briefing and its figures."""
        if self.workforce.view.profile in self.READERS and action in FOR_THE_CHAIR:
            return True
        return False if action == "kind" else super().check_action(action, parameters)

    def action_page(self) -> None:
        """Open the chair's page of the network under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(ChairWindow(ws, network_of(line)))

    def action_briefing(self) -> None:
        """Open the form to write the briefing of the network under the cursor."""
        line, ws = self.here(), self.workforce.workspace
        if line is not None and ws is not None:
            self.app.push_screen(BriefingForm(ws, network_of(line)), self._told)

    def _told(self, said: str | None) -> None:
        if said:
            self.app.notify(plain(said), title=_("Briefing for leaders"), markup=False, timeout=12)


def network_of(line: RecordLine) -> int:
    """The number of the network a line is, or hangs on."""
    above = line.record.parent_id
    return line.record.id if above is None else above
