"""Editions of returns that were received, as the ledger has what was handed out here: their readers have both.

A return that came in a file was handed out by its organisation. Whoever holds it may hold figures of the same staff as
well, from a file of their own: those are protected beside the edition as beside an export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.edition import AUDIENCE_PROFILES, EditionKind
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.domain.publication import Marker
from workforce_tui.i18n import _
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.domain.disclosure.model import PublishedFigure
    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.held_editions import EditionHead, HeldEdition

RECEIVED_FROM = 10**6
"""Editions that were received are no entries of the ledger; they are numbered after all of them."""


def received_entries(session: Session) -> tuple[LedgerEntry, ...]:
    """Every return that was received, once for each audience whatever its languages, as an entry of the ledger.

    Their versions are counted by who made them, not with the exports from here: below nobody, so that the audit takes
    none for another.
    """
    found: dict[tuple[object, ...], EditionHead] = {}
    for one in _received(session):
        found.setdefault((one.organisation, one.year, one.version, one.audience), one)
    return tuple(_entry(one) for one in found.values())


def _received(session: Session) -> list[EditionHead]:
    return [one for one in store.heads(session, kind=EditionKind.RETURN) if one.origin is Origin.RECEIVED]


def _entry(one: EditionHead) -> LedgerEntry:
    return LedgerEntry(
        organisation=one.organisation, years=(one.year,), profile=AUDIENCE_PROFILES[one.audience], policy="",
        version=-one.version, languages=(one.language,), signed_by="", given_to="", reason="", folder="", made_at="",
        figures=0, withheld=0, step=Step.PUBLISHED, id=RECEIVED_FROM + one.id,
    )  # fmt: skip


def received_figures(session: Session, number: int) -> tuple[PublishedFigure, ...]:
    """The figures of a return that was received, by the number of its entry.

    Raises:
        WorkforceError: it is not as it was received.
    """
    from workforce_tui.services.edition_ledger import figures_of_edition
    from workforce_tui.services.ledger import ledger_figure

    (held,) = store.editions(session, numbers=[number - RECEIVED_FROM])
    edition = edition_as_received(held)
    return tuple(ledger_figure(one) for one in figures_of_edition(edition) if one.marker != Marker.NOT_AVAILABLE)


def edition_as_received(held: HeldEdition) -> Edition:
    """The contents of an edition that is held.

    Raises:
        WorkforceError: it is not as it was received.
    """
    try:
        edition = held.edition if held.intact else None
    except (KeyError, TypeError, ValueError):
        edition = None
    if edition is None:
        raise WorkforceError(
            _("The edition {number} of the return of {organisation} is not as it was received.").format(
                number=held.id, organisation=held.organisation
            ),
            _("Import the file again, or restore a copy of the database."),
        )
    return edition
