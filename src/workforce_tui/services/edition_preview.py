"""What an edition would keep back, counted, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Withheld
from workforce_tui.domain.edition import AUDIENCE_PROFILES, Audience
from workforce_tui.domain.formatting import number
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition

AUDIENCE_NAMES = {
    Audience.FULL: N_("full: everything, for a reason that is kept"),
    Audience.INTERNAL: N_("internal: for the taskforce"),
    Audience.PUBLIC: N_("public: for anybody"),
}


def audience_name(audience: Audience) -> str:
    """For whom an edition is."""
    return _(AUDIENCE_NAMES[audience])


def preview_lines(edition: Edition) -> list[str]:
    """How many cells an edition shows and how many it withholds, in all and in each section that withholds any."""
    total = hidden = missing = 0
    lines = []
    for section in edition.sections:
        cells = [cell for one in section.tables for row in one.table.rows for cell in row.cells]
        held_back = sum(isinstance(cell, Withheld) for cell in cells)
        total, hidden = total + len(cells), hidden + held_back
        missing += sum(isinstance(cell, NotAvailable) for cell in cells)
        if held_back:
            text = _("  {number} {section}: withheld {hidden} of {total}")
            lines.append(
                text.format(
                    number=section.number, section=section.name, hidden=number(held_back), total=number(len(cells))
                )
            )
    text = _("{audience} ({profile}): cells {total}, withheld {hidden}, not available {missing}.")
    first = text.format(
        audience=audience_name(edition.audience),
        profile=AUDIENCE_PROFILES[edition.audience],
        total=number(total),
        hidden=number(hidden),
        missing=number(missing),
    )
    return [first, *lines]
