"""An edition before anything is written: as it would be, and what it would keep back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Withheld
from workforce_tui.domain.edition import AUDIENCE_PROFILES, Audience
from workforce_tui.domain.formatting import number as number_text
from workforce_tui.domain.returns import OPEN, ReturnVersion, Signature
from workforce_tui.i18n import N_, _, speaking
from workforce_tui.services.clock import now, today_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

NO_VALUE = "–"
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
                    number=section.number,
                    section=section.name,
                    hidden=number_text(held_back),
                    total=number_text(len(cells)),
                )
            )
    text = _("{audience} ({profile}): cells {total}, withheld {hidden}, not available {missing}.")
    first = text.format(
        audience=audience_name(edition.audience),
        profile=AUDIENCE_PROFILES[edition.audience],
        total=number_text(total),
        hidden=number_text(hidden),
        missing=number_text(missing),
    )
    return [first, *lines]


def edition_so_far(
    ws: Workspace,
    organisation: str,
    year: int,
    audience: Audience,
    language: str,
    on_step: Callable[[str], None] = lambda _step: None,
) -> Edition:
    """An edition of a return as it would be handed out, or, while it is open, as it would be if it were signed now.

    It is audited as an export is, so that it keeps back what that would. Nothing is stored by it, and what is not
    signed cannot be handed out.

    Raises:
        WorkforceError: there is no such return, what was signed has moved, or the figures cannot be made safe.
    """
    from workforce_tui.services.edition_exporting import prepare_edition, rehearsed_edition
    from workforce_tui.services.editions import SignedReturn
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.return_freezing import freeze
    from workforce_tui.services.returns import get_return

    found = get_return(ws, organisation, year)
    last = found.latest
    as_signed = last is not None and freeze(ws, found, number=last.number, reason=last.reason)[0] == last.contents
    if as_signed or found.state not in OPEN:
        return prepare_edition(ws, organisation, year, audience, language, on_step=on_step)
    number = (last.number if last else 0) + 1
    contents, digest = freeze(ws, found, number=number, reason="")
    with speaking(language):
        nobody = Signature(_("not signed yet"), NO_VALUE, today_here())
    unsigned = ReturnVersion(number, contents, digest, nobody, now())
    draft = SignedReturn(get_organisation(ws, found.organisation), found, unsigned)
    made = rehearsed_edition(ws, draft, audience, language, on_step)
    with speaking(language):
        facts = tuple((label, text) for label, text in made.facts if label != _("Signed on"))
        note = _("Not signed yet: this is how it would be if it were signed now.")
    return replace(made, facts=facts, notes=(note, *made.notes))
