"""What F1 says of a place to those who see its figures under a profile: of what is on their screen, and of no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.i18n import N_
from workforce_tui.tui.state import RAW

if TYPE_CHECKING:
    from workforce_tui.tui.page import Page

PROTECTED = N_(
    """## Figures with small numbers withheld

A row for each group of staff, with its headcount and the share from ethnic minorities among those whose ethnicity is
known. **[c]** stands where a number is withheld, so that nobody can be known by it; a number that would give it away is
withheld with it.

The arrow keys go from cell to cell. Under the table is what the row says, and why a number is withheld; `y` goes to the
next one that is. The line in grey names the profile the figures are shown under.

A difference is not its cause: the figures say where to look, not why."""
)

CHAIRS_NETWORKS = N_(
    """## Networks

Staff networks, and the All-Wales network: what they have, what they asked for and what came of it. `t` shows the
figures (N1 resourcing, N2 reviews of how incidents were handled) and the list again.

`p` shows the chair's page: the network, and your organisation's figures as far as they can be shown. There it is
entered what the network had in a year. What is left empty is not stated: that is not 0.

`b` writes the page as a briefing for a meeting with leaders, in Word or Markdown."""
)

CHAIRS_PROGRESSION = N_(
    """## Progression

A key for each view; `s` chooses the snapshot, the period or the year, `d` who is counted. Numbers by which somebody
could be known are withheld in all of them.

`p` **Pipeline**: the staff at each level, from entry to executive, and below it promotion and leaving.

`f` **Flows**: what became of people between two dates.

`i` **Indicators**: the line under the table says what a figure means, which way is worse, and how sure it is.

`t` **Trend**: one indicator over the years. `s` chooses the indicator.

`w` **What it would take**: two sliders, and the years until the target.

`e` **Register**: the disparities that a network is shown, each explained with evidence or reformed.

A difference is not its cause: the figures say where to look, not why."""
)

RETURNED_PROGRESSION = N_(
    """## Progression

What each organisation returned, as it was protected there; nothing is worked out anew. A key for each view, `s` for the
year, `o` for the organisation.

`p` **Pipeline**, `f` **Flows**, `i` **Indicators**, `t` **Trend** and `e` **Register** are the tables of those parts of
the return. A return without such a part has nothing here.

A difference is not its cause: the figures say where to look, not why."""
)

RECEIVED_RETURNS = N_(
    """## Returns

Every annual return that was received for the latest year: its state, open queries, and what is overdue against the
calendar; below them who has sent nothing. Enter opens the one under the cursor, where it is queried or accepted.

`i` imports returns, and replies to queries, that were sent: a file, or a whole folder. `n` makes a text that reminds an
organisation, or all that are late. `y` chooses the year, or every year. `u` opens the all-Wales update of the year
shown, `d` the biennial data reviews. `v` compares a file with what was handed over, and names everything in it that was
changed."""
)


def guide_of(page: Page) -> str:
    """What F1 says about a place to whoever looks, in English."""
    profile = page.workforce.view.profile
    return page.GUIDES.get(profile, page.GUIDE if profile in (RAW, *page.READERS) else PROTECTED)
