"""The ledger of publications: what was handed out before, and what of it a new export has to be kept apart from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.disclosure.policy import ProfileCode
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import LedgerEntry, Step, is_stricter, known_to
from workforce_tui.i18n import _
from workforce_tui.services.clock import now
from workforce_tui.services.policy import own_organisation, profile_in_force
from workforce_tui.services.received_figures import RECEIVED_FROM, received_entries, received_figures
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from workforce_tui.domain.publication import FigureRow
    from workforce_tui.services.release_source import ReleaseScope
    from workforce_tui.services.workspace import Workspace


def add_step(ws: Workspace, number: int, step: Step) -> None:
    """Say how far an export came."""
    with ws.writing() as session:
        store.add_step(session, publication=number, step=step, made_at=now())


def ledger_figure(figure: FigureRow) -> PublishedFigure:
    """A figure as the ledger keeps it."""
    key = FigureKey(
        figure.organisation, figure.area, figure.period, figure.dimension, figure.row, figure.measure,
        figure.definition, figure.cut,
    )  # fmt: skip
    value = Count.exact(figure.value) if isinstance(figure.value, int) else figure.value
    if figure.low is not None and figure.high is not None:
        value = Count(figure.low, figure.high)
    return PublishedFigure(key, value, figure.rounding, figure.threshold)


def known_publications(ws: Workspace, profile: str, *, received: bool = True) -> tuple[LedgerEntry, ...]:
    """The exports readers of a profile have to be taken to know, also one that may not have been put in place.

    With *received*, returns that came in files as well, after all exports.
    """
    held = _held(ws, received=received)
    return tuple(one for one in held if one.step is not Step.ABANDONED and one.profile in known_to(profile))


def restricted_publications(ws: Workspace, profile: str, *, received: bool = True) -> tuple[LedgerEntry, ...]:
    """The exports to readers who see more than those of a profile, and who will read what these are given too.

    With *received*, returns that came in files as well, after all exports.
    """
    held = _held(ws, received=received)
    return tuple(one for one in held if one.step is not Step.ABANDONED and is_stricter(one.profile, profile))


def _held(ws: Workspace, *, received: bool) -> tuple[LedgerEntry, ...]:
    with ws.reading() as session:
        return (*store.publications(session), *(received_entries(session) if received else ()))


def figures_told(ws: Workspace, entries: Iterable[LedgerEntry]) -> tuple[tuple[PublishedFigure, ...], ...]:
    """The figures of each of some exports, and of returns that were received."""
    with ws.reading() as session:
        return tuple(_figures_told(session, one.id or 0) for one in entries)


def _figures_told(session: Session, number: int) -> tuple[PublishedFigure, ...]:
    if number > RECEIVED_FROM:
        return received_figures(session, number)
    return store.figures_of(session, publications=[number])


def last_number(ws: Workspace) -> int:
    """The number of the last export; 0 for none."""
    with ws.reading() as session:
        return max((one.id or 0 for one in store.publications(session)), default=0)


def refuse_met(session: Session, organisation: str, since: int) -> None:
    """Refuse an export that was begun when *since* was the last one, if another of the same staff was made by now.

    Every organisation's staff are among those of all Wales ("").

    Raises:
        WorkforceError: the two were not protected together.
    """
    later = (one for one in store.publications(session) if (one.id or 0) > since and one.step is not Step.ABANDONED)
    if any(not organisation or one.organisation in ("", organisation) for one in later):
        raise WorkforceError(
            _("Figures of the same staff were handed out by somebody else meanwhile."),
            _("Nothing was handed out. Export again: it is protected together with those."),
        )


def next_version(ws: Workspace, scope: ReleaseScope) -> int:
    """One more than the last version of the same figures, made here or received."""
    held = _held(ws, received=True)
    same = [one.version for one in held if (one.organisation or None, one.years) == (scope.organisation, scope.years)]
    return max(map(abs, same), default=0) + 1


def list_publications(ws: Workspace) -> tuple[LedgerEntry, ...]:
    """Every export, newest first."""
    with ws.reading() as session:
        return tuple(reversed(store.publications(session)))


def publications_seen(ws: Workspace) -> tuple[LedgerEntry, ...]:
    """Every export that whoever looks is a reader of, newest first."""
    return tuple(one for one in list_publications(ws) if is_reader_of(one))


def is_reader_of(entry: LedgerEntry) -> bool:
    """Whether whoever looks may read an export: what is public, and what is for the profile they look under.

    Exports under the profile of a staff network are for that of their own organisation.
    """
    profile = profile_in_force()
    if profile == ProfileCode.RAW or entry.profile == ProfileCode.PUBLIC:
        return True
    if entry.profile != profile:
        return False
    return profile != ProfileCode.NETWORK or own_organisation() in (None, entry.organisation)


def show_publication(ws: Workspace, number: int) -> tuple[LedgerEntry, tuple[PublishedFigure, ...]]:
    """One export with its figures as they were published.

    Raises:
        WorkforceError: there is none of that number that whoever looks may read.
    """
    with ws.reading() as session:
        found = tuple(filter(is_reader_of, store.publications(session, number=number)))
        if not found:
            raise WorkforceError(
                _("There is no publication {number}.").format(number=number), _("List them: published list.")
            )
        return found[0], store.figures_of(session, publications=[number])
