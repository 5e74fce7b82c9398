"""Figures published more than once for the same day: the same people as far as they agree, a revision where not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import counts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.auditing.statements import Figure, Reading, Relation, Statement

_NUMBER = re.compile(r"[0-9]+")


def settle_versions(reading: Reading) -> None:
    """Leave no version on figures that agree; where they do not, the newest has none and older ones keep theirs.

    Of a period with a revision, older figures of places that were not published anew stay among the newest too, if they
    are about one organisation: its people were not revised.
    """
    revised = _revised(reading)
    periods = {period for _place, period in revised}
    newest = {place: max(versions, key=_order) for place, versions in revised.items()}

    def places(figure: Figure) -> Iterator[str]:
        place = (figure.place, figure.period)
        if figure.period not in periods:
            yield ""
        elif place in newest:
            yield "" if figure.version == newest[place] else figure.version
        else:
            yield ""

    statements: list[Statement] = []
    for one in reading.statements:
        statements += [replace(one, figure=replace(one.figure, version=version)) for version in places(one.figure)]
    reading.statements = statements
    reading.relations = [_moved(one, next(places(one.terms[0][0]))) for one in reading.relations if one.terms]
    reading.derived = [
        replace(one, minority=replace(one.minority, version=next(places(one.minority)))) for one in reading.derived
    ]


def _moved(relation: Relation, version: str) -> Relation:
    return replace(relation, terms=tuple((replace(figure, version=version), times) for figure, times in relation.terms))


def _revised(reading: Reading) -> dict[tuple[str, str], set[str]]:
    """The places and periods whose versions do not agree, with their versions; all Wales goes with its parts."""
    counts = counts_of(one for one in reading.statements if not one.withheld)
    by_figure: dict[Figure, list[tuple[str, tuple[int, int | None]]]] = {}
    versions: dict[tuple[str, str], set[str]] = {}
    for figure, ends in counts.items():
        by_figure.setdefault(replace(figure, version=""), []).append((figure.version, ends))
    for one in reading.statements:
        versions.setdefault((one.figure.place, one.figure.period), set()).add(one.figure.version)
    found = {}
    for figure, said in by_figure.items():
        low = max(ends[0] for _version, ends in said)
        highs = [ends[1] for _version, ends in said if ends[1] is not None]
        if len(said) > 1 and highs and low > min(highs):
            place = (figure.place, figure.period)
            found[place] = versions[place]
    return found


def _order(version: str) -> tuple[tuple[int, ...], str]:
    """Versions by their numbers: 2.0 is newer than 1.10."""
    return tuple(map(int, _NUMBER.findall(version))), version
