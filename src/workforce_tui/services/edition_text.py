"""The words of an edition of a return: its cover and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.publication import withheld
from workforce_tui.domain.returns import STATE_NAMES
from workforce_tui.domain.workforce import Area, area_name
from workforce_tui.i18n import N_, _
from workforce_tui.services.publication_text import profile_facts, publication_notes
from workforce_tui.services.release_plan import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.returns import AnnualReturn, ReturnVersion
    from workforce_tui.services.edition_sections import Making

AUDIENCE_NAMES = {
    Audience.FULL: N_("full: not protected, for those it was given to and nobody else"),
    Audience.INTERNAL: N_("internal: for the taskforce and its members"),
    Audience.PUBLIC: N_("public"),
}
Facts = tuple[tuple[str, str], ...]


def cover(
    organisation: Organisation, found: AnnualReturn, version: ReturnVersion, audience: Audience, making: Making
) -> Facts:
    """The lines of the cover."""
    return (
        *_whose(organisation, found, making),
        *_signed(found, version),
        (_("Edition"), _(AUDIENCE_NAMES[audience])),
        *_protected(making.profile),
        *_figures(making),
        (_("Definition of the headline"), definition_name(HEADLINE)),
        (_("SHA-256 of the signed version"), version.sha256),
    )


def _whose(organisation: Organisation, found: AnnualReturn, making: Making) -> Iterator[tuple[str, str]]:
    span = collection_year(found.year)
    text = _("{start} to {end}").format(start=long_date(span.start), end=long_date(span.end))
    yield _("Organisation (English)"), organisation.name_en
    yield _("Organisation (Welsh)"), organisation.name_cy
    yield _("Area"), area_name(Area(organisation.area))
    yield _("Reporting year"), text
    yield _("Staff in post on"), long_date(making.day) if making.day else _("no figures of staff")
    yield _("Prepared by"), found.moves[0].by


def _signed(found: AnnualReturn, version: ReturnVersion) -> Iterator[tuple[str, str]]:
    signature = version.signature
    yield _("Signed off by"), f"{signature.name}, {signature.post}"
    yield _("Signed on"), long_date(signature.on)
    yield _("Version"), str(version.number)
    if version.reason:
        yield _("Why there is this version"), version.reason
    yield _("State"), _("signed") if is_signed_only(found, version) else _(STATE_NAMES[found.state])


def is_signed_only(found: AnnualReturn, version: ReturnVersion) -> bool:
    """Whether a version is signed and was not handed in yet, whatever state the return is in."""
    return version in found.versions and version.number > found.handed_in


def _protected(profile: Profile) -> Iterator[tuple[str, str]]:
    yield _("Disclosure profile"), f"{profile.code}: {profile.description}"
    yield from profile_facts(profile)


def _figures(making: Making) -> Iterator[tuple[str, str]]:
    """How many of staff have declared, and how many figures are withheld."""
    if making.prepared is None or making.counts is None or making.day is None:
        return
    rate = making.counts.cell(making.counts.key(making.day, "declaration_rate"))
    text = f"{cell_text(rate)}%" if isinstance(rate, Shown) else cell_text(rate)
    yield _("Declaration rate"), text
    figures = making.prepared.publications[making.place].figures
    text = _("{hidden} of {of}").format(hidden=number(withheld(figures)), of=number(len(figures)))
    yield _("Figures withheld"), text


def notes(making: Making, left_out: Sequence[str]) -> tuple[str, ...]:
    """What holds for all tables, and which tables could not be given."""
    publication = making.prepared.publications[making.place] if making.prepared else None
    said = [
        *(publication.notes if publication else publication_notes(making.profile)),
        _("Each kind of event is counted by itself: events are no part of the staff in post."),
        _("In recruitment an application counts at every stage up to the one it reached."),
    ]
    if left_out:
        text = _("Left out, as they cannot be protected: {names}.")
        said.append(text.format(names="; ".join(left_out)))
    return tuple(said)
