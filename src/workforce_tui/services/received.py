"""Returns that came in files: which edition of one stands for it, and what its checklist is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import SIGNED, Audience, Edition, EditionKind
from workforce_tui.domain.return_sections import Narrative
from workforce_tui.domain.returns import Text, checklist
from workforce_tui.i18n import _
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.held_editions import EditionHead
    from workforce_tui.domain.returns import AnnualReturn, Check
    from workforce_tui.services.workspace import Workspace

_CLOSEST = (Audience.FULL, Audience.INTERNAL, Audience.PUBLIC)
"""The editions of a version from the one that says most."""


def closest(held: Sequence[EditionHead], *, raw: bool) -> int | None:
    """The number of the edition of the latest version that says most; None where there is none that may be seen.

    A full one is only for who may see figures as they are (*raw*).
    """
    latest = max((one.version for one in held), default=0)
    kinds = _CLOSEST if raw else _CLOSEST[1:]
    found = [one.id for kind in kinds for one in held if (one.version, one.audience) == (latest, kind)]
    return found[0] if found else None


def edition_numbered(ws: Workspace, number: int | None) -> Edition | None:
    """An edition that is held, by its number; None for no number."""
    if number is None:
        return None
    with ws.reading() as session:
        (held,) = store.editions(session, numbers=(number,))
    return held.edition


def received_edition(ws: Workspace, found: AnnualReturn, *, raw: bool) -> Edition | None:
    """The edition that stands for a return that was received; None for one that is made here."""
    if found.versions or not found.handed_in:
        return None
    with ws.reading() as session:
        heads = store.heads(session, kind=EditionKind.RETURN, organisation=found.organisation, year=found.year)
    return edition_numbered(ws, closest(heads, raw=raw))


def checks_of(edition: Edition) -> list[Check]:
    """The checklist of a return that was received: what was signed, and what it says there is none of.

    A section is done that was signed with figures or records though the edition had to leave them out, which is said.
    """
    there = {section.code for section in edition.sections if any(one.table.rows for one in section.tables)}
    signed = {*edition.codes.get(SIGNED, "").split()}
    nothing = {section.code: section.nothing for section in edition.sections if section.nothing}
    texts = {
        Narrative(one.key): Text(one.english, one.welsh)
        for section in edition.sections
        for one in section.texts
        if one.key in list(Narrative)
    }
    checks = checklist(dict.fromkeys(there | signed, True), nothing, texts)
    left_out = _("It was signed with figures that this edition leaves out.")
    return [replace(one, look=left_out) if one.section.code in signed - there else one for one in checks]
