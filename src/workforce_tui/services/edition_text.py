"""The words of an edition of a return: its cover, its notes, and what was revised."""

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
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.workforce import Area, area_name
from workforce_tui.i18n import N_, _
from workforce_tui.services.publication_text import profile_facts, publication_notes
from workforce_tui.services.release_plan import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.edition import Edition
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
    yield _("State"), _(STATE_NAMES[found.state])


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


def revised_table(before: Edition, now: Edition) -> Table | None:
    """The figures of an edition that were others in the edition of the version before; None where none were.

    Both values were handed out as they stand here: one then, one now. Where the edition is protected, only tables of
    people are compared: what is worked out from their counts (indicators, the gap to a target) follows from them, and
    the audit takes a value that no table of people shows for something told in words.
    """
    rows = []
    told = now.audience is Audience.FULL
    held = {
        (table.code, row.key, column.key): cell
        for _section, table in before.tables()
        for row in table.table.rows
        for column, cell in zip(table.table.columns, row.cells, strict=True)
        if isinstance(cell, Shown)
    }
    for _section, table in now.tables():
        for row in table.table.rows if told or table.dimension else ():
            for column, cell in zip(table.table.columns, row.cells, strict=True):
                old = held.get((table.code, row.key, column.key))
                if old is not None and isinstance(cell, Shown) and cell != old:
                    what = f"{table.code}, {row.label}, {column.label}"
                    key = f"{table.code}/{row.key}/{column.key}"
                    rows.append(Row(what, (Shown(cell_text(old)), Shown(cell_text(cell))), key))
    if not rows:
        return None
    columns = (
        Column("before", _("Version {number}").format(number=before.version), numeric=False),
        Column("now", _("Revised"), numeric=False),
    )
    note = _("Only figures that both versions show: one that either withholds is not named.")
    return Table(_("Revised figures"), _("Figure"), columns, tuple(rows), (note,))
