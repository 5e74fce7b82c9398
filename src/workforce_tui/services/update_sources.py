"""What the all-Wales update of a year is compiled from: the newest edition of each organisation's return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import Audience, EditionKind
from workforce_tui.domain.update_figures import staff_figures
from workforce_tui.i18n import LANGUAGES
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.received_figures import edition_as_received
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.held_editions import HeldEdition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.update_figures import StaffFigures
    from workforce_tui.services.workspace import Workspace

BEST_FIRST = (Audience.FULL, Audience.INTERNAL, Audience.PUBLIC)
"""The audiences by how much their editions say."""


@dataclass(frozen=True, slots=True)
class Received:
    """The edition an organisation is in the update with, and its staff as it has them."""

    held: HeldEdition
    edition: Edition
    staff: StaffFigures


@dataclass(frozen=True, slots=True)
class UpdateSources:
    """The editions of a year by organisation, in the order of the organisations; `expected` are all of Wales.

    `others` are organisations of whom there are editions, but none that may be used for this update.
    """

    year: int
    known: Mapping[str, Organisation]
    expected: tuple[str, ...]
    received: Mapping[str, Received]
    others: tuple[str, ...] = ()

    @property
    def staff(self) -> dict[str, StaffFigures]:
        """The staff of each organisation whose edition has any figures of them."""
        return {code: one.staff for code, one in self.received.items() if one.staff.cells}

    @property
    def missing(self) -> tuple[str, ...]:
        """The organisations of Wales that sent nothing, or nothing that may be used."""
        return tuple(code for code in self.expected if code not in self.received)


def sources_of(
    ws: Workspace, year: int, allowed: Sequence[Audience] = BEST_FIRST, *, language: str = "en"
) -> UpdateSources:
    """The newest version of each organisation's return, in the best edition among those *allowed*.

    Raises:
        WorkforceError: an edition is not as it was received.
    """
    with ws.reading() as session:
        known = {one.code: one for one in known_organisations(session)}
        held = store.editions(session, kind=EditionKind.RETURN, year=year)
    by_code: dict[str, list[HeldEdition]] = {}
    for one in held:
        by_code.setdefault(one.organisation, []).append(one)
    expected = tuple(code for code, one in known.items() if one.in_wales)
    received, others = {}, []
    for code in expected:
        best = _best(by_code.get(code, ()), allowed, language)
        if best is not None:
            received[code] = _read(best)
        elif code in by_code:
            others.append(code)
    return UpdateSources(year, known, expected, received, tuple(others))


def editions_of(ws: Workspace, year: int, audiences: Sequence[Audience]) -> tuple[Received, ...]:
    """Every version of every return of a year that is held for some *audiences*, once each whatever its language."""
    with ws.reading() as session:
        held = store.editions(session, kind=EditionKind.RETURN, year=year)
    found = {(one.organisation, one.version, one.audience): one for one in held if one.audience in audiences}
    return tuple(_read(found[key]) for key in sorted(found))


def _best(held: Iterable[HeldEdition], allowed: Sequence[Audience], language: str) -> HeldEdition | None:
    """The newest version; of that the edition that says most, in the language asked for where there is one."""
    wanted = [one for one in held if one.audience in allowed]
    languages = (language, *LANGUAGES)

    def order(one: HeldEdition) -> tuple[int, int, int, int]:
        return one.version, -BEST_FIRST.index(one.audience), -languages.index(one.language), one.id

    return max(wanted, key=order, default=None)


def _read(held: HeldEdition) -> Received:
    edition = edition_as_received(held)
    return Received(held, edition, staff_figures(edition))
