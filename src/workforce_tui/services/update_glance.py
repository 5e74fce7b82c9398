"""The all-Wales picture of a year in a few sentences, as the update for the taskforce would have it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.update_figures import HEADLINE
from workforce_tui.i18n import _
from workforce_tui.services.update_compiling import compile_figures
from workforce_tui.services.update_tables import organisations_text

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.workspace import Workspace


def wales_at_a_glance(ws: Workspace, year: int) -> tuple[str, ...]:
    """How many people and which share of them, of how many organisations, under which definition.

    The figures are those of the internal edition of the update: what its readers may not see is withheld.

    Raises:
        WorkforceError: an edition is not as it was received.
    """
    compiled = compile_figures(ws, year, Audience.INTERNAL)
    counted = organisations_text(len(compiled.everyone), len(compiled.sources.expected))
    if not compiled.everyone:
        return (_("All Wales {year}: no return that can be added up yet.").format(year=year),)
    headcount, known, minority, share = (
        _said(compiled.cells.get(("", "", one)), "%" if one == "share" else "")
        for one in ("headcount", "known", "minority", "share")
    )
    said = _(
        "All Wales {year}: headcount {headcount}; ethnic minority {minority} of {known} known, share {share}."
    ).format(year=year, headcount=headcount, minority=minority, known=known, share=share)
    return said, _("In the totals: {organisations}. {definition}.").format(
        organisations=counted, definition=definition_name(HEADLINE)
    )


def _said(cell: Cell | None, unit: str) -> str:
    """A cell as a sentence says it, a number with its unit; what lies between two has it already."""
    if cell is None:
        return "–"
    text = cell_text(cell)
    return text if not isinstance(cell, Shown) or text.endswith(unit) else f"{text}{unit}"
