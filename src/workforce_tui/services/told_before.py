"""What was handed out or signed with figures that a change moves: it does not change with them, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ledger import Step
from workforce_tui.i18n import _
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import publications as publication_store
from workforce_tui.storage import returns as return_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlmodel import Session


def told_before(session: Session, since: Mapping[str, int]) -> Iterator[str]:
    """What is said of exports and signed returns that have figures of some organisations.

    *since* is the first reporting year that changes of each: those of later years tell of earlier ones too.
    """
    numbers = [
        str(one.id)
        for one in publication_store.publications(session)
        if one.step is not Step.ABANDONED
        and any(one.organisation in ("", code) and max(one.years) >= year for code, year in since.items())
    ]
    if numbers:
        text = _(
            "Handed out already, with figures of these years: publication {numbers}. The files stay as they are; "
            "export again to hand out what the figures are now."
        )
        yield text.format(numbers=", ".join(numbers))
    for code, year in sorted(since.items()):
        for one in return_store.returns(session, organisation=code):
            if one.versions and one.year >= year:
                text = _(
                    "The return of {name} for {year} is signed as version {version}, which stays as it is: "
                    "`return verify {organisation} {year}` says what has moved since. Sign it again to change it."
                )
                name, version = organisation_in(session, code).name, one.versions[-1].number
                yield text.format(name=name, organisation=code, year=one.year, version=version)
