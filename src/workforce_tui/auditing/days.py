"""The days that an attack has to look at: those that new files, or what ties days together, say anything of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.places import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.auditing.statements import Reading


def bearing_on_new(reading: Reading, known: tuple[str, ...]) -> Reading:
    """What was read without the days that only the files called *known* speak of and nothing ties to another day.

    Nothing said of such a day bears on anything new. People whose day is not given may be those of any.
    """
    kept = {day for source, day in _said(reading) if not source.startswith(known)} if known else set()
    tied = list(_tied(reading)) if kept else []
    if not kept or any("" in days for days in ({day for _source, day in _said(reading)}, *tied)):
        return reading
    grown = True
    while grown:
        size = len(kept)
        kept = kept.union(*(days for days in tied if days & kept))
        grown = len(kept) > size
    return replace(
        reading,
        statements=[one for one in reading.statements if one.figure.period in kept],
        relations=[one for one in reading.relations if kept.issuperset(figure.period for figure, _times in one.terms)],
    )


def _said(reading: Reading) -> Iterator[tuple[str, str]]:
    """The file and a day of everything that is said."""
    for statement in reading.statements:
        yield statement.source, statement.figure.period
    for relation in reading.relations:
        for figure, _times in relation.terms:
            yield relation.source, figure.period


def _tied(reading: Reading) -> Iterator[set[str]]:
    """The days that one number is of, and those of the organisations that one table lists or all Wales is made of."""
    for one in reading.relations:
        yield {figure.period for figure, _times in one.terms}
    for period, listed in reading.listed.items():
        yield {period, *(day for _organisation, day in listed)}
    for period, made_of in members(reading).items():
        yield {period, *(day for some in made_of.by_area.values() for _organisation, day in some)}
