"""Differences that published figures give away though no table prints them.

The ethnic minority under one definition less that under another are Gypsy, Roma and Traveller staff; a total less the
grade nearly everybody is in, the known less White staff, all women and men less women, Wales less one area: each is
a count of people like any other, and is protected like one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.primary import KNOWN, NOT_A_GROUP

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.disclosure.rows import Cells, Rows

_WHITE = frozenset({"white", "WHITE", "W_BRIT"})
"""The groups nearly everybody is from: how many of them a few people are says little."""


def shadow_rows(rows: Rows, values: Sequence[int], profile: Profile) -> list[Cells]:
    """The differences of two figures of a release that are too small to be known, each once, in a fixed order.

    *values* are the rows' counts. Only figures that differ in one respect are looked at (definition and measure, second
    dimension, place, or row): what other differences are about is no group of people anyone has a name for.
    """
    known = {frozenset(cells) for cells in rows.sets}
    found: dict[Cells, None] = {}
    for small, large in _nested(rows, values, profile):
        cells = frozenset(rows.sets[large]) - frozenset(rows.sets[small])
        if cells not in known:
            known.add(cells)
            found[tuple(sorted(cells))] = None
    return list(found)


def _nested(rows: Rows, values: Sequence[int], profile: Profile) -> Iterator[tuple[int, int]]:
    """The rows of which one holds the other and that differ by too few."""
    masks: dict[int, int] = {}
    for group in _alike(rows):
        ordered = sorted(group, key=lambda row: (values[row], row))
        for place, small in enumerate(ordered):
            if profile.is_small(values[small]):
                continue
            for large in ordered[place + 1 :]:
                if not profile.is_small(values[large] - values[small]):
                    break
                for one in (small, large):
                    if one not in masks:
                        masks[one] = sum(1 << cell for cell in rows.sets[one])
                if masks[small] != masks[large] and not masks[small] & ~masks[large]:
                    yield small, large


def _alike(rows: Rows) -> Iterable[list[int]]:
    """The rows of figures that differ in one respect only."""
    groups: dict[Hashable, dict[int, None]] = defaultdict(dict)
    for key, row in sorted(rows.row_of.items()):
        for alike in _respects(key):
            groups[alike][row] = None
    return (list(group) for group in groups.values())


def _respects(key: FigureKey) -> Iterator[Hashable]:
    """What two figures have in common when their difference says something of an ethnic group."""
    place, staff = (key.organisation, key.area), (key.dimension, key.row)
    if key.measure == KNOWN or key.measure not in NOT_A_GROUP:
        yield "measure", key.as_at, place, staff, key.cut
    if key.measure not in NOT_A_GROUP and key.measure not in _WHITE:
        measure = (key.measure, key.definition)
        yield "cut", key.as_at, place, staff, measure
        yield "place", key.as_at, ("", "") if _area_of(key) else staff, measure, key.cut
        yield "row", key.as_at, place, measure, key.cut


def _area_of(key: FigureKey) -> str:
    """The area whose staff a row of the table of areas is; empty for any other figure."""
    return key.row if key.dimension == "area" and not key.organisation else ""


def remainders(
    asked: Mapping[FigureKey, int],
    sets: Sequence[Cells],
    cells: Sequence[int],
    hidden: Collection[int],
    profile: Profile,
) -> list[Cells]:
    """What is left of a total when the parts that are shown are taken from it, where it is too small, each once.

    *asked* are the rows of the figures, *sets* the cells of every row, *cells* how many people each has, *hidden* the
    rows withheld for what they are. Withholding a further part later only adds
    to what is left.
    """
    totals, parts = _whole_and_parts(asked)
    found: dict[Cells, None] = {}
    for alike, whole in totals.items():
        for split in parts.get(alike, {}).values():
            shown = [row for row in split if row not in hidden]
            if whole in hidden or not shown or len(shown) == len(split):
                continue
            left = set(sets[whole]).difference(*(sets[row] for row in shown))
            if left and profile.is_small(sum(cells[cell] for cell in left)):
                found[tuple(sorted(left))] = None
    return list(found)


def _whole_and_parts(
    asked: Mapping[FigureKey, int],
) -> tuple[dict[Hashable, int], dict[Hashable, dict[Hashable, list[int]]]]:
    """The figures of everyone, and those of their parts by what they are split by."""
    totals: dict[Hashable, int] = {}
    parts: dict[Hashable, dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key, row in sorted(asked.items()):
        if key.measure in NOT_A_GROUP or key.measure in _WHITE:
            continue
        for split, alike, is_whole in _splits(key):
            if is_whole:
                totals[split, alike] = row
            else:
                parts[split, alike][_split_by(split, key)].append(row)
    return totals, parts


def _splits(key: FigureKey) -> Iterator[tuple[str, Hashable, bool]]:
    """The ways a figure is a whole or a part: by rows, by a second dimension, by organisation, in Wales or its area."""
    measure, place = (key.as_at, key.measure, key.definition), (key.organisation, key.area)
    yield "row", (measure, place, key.cut), not key.dimension
    yield "cut", (measure, place, key.dimension, key.row), not key.cut
    wales = not key.organisation and key.area in ("", "wales")
    if wales or key.organisation:
        yield "organisation", (measure, key.dimension, key.row, key.cut), wales
    if wales or not key.organisation:
        yield "area", (measure, key.dimension, key.row, key.cut), wales
    if area := _area_of(key):
        yield "member", (measure, area, "", "", key.cut), True
    elif key.organisation:
        yield "member", (measure, key.area, key.dimension, key.row, key.cut), False


def _split_by(split: str, key: FigureKey) -> Hashable:
    return {"row": key.dimension, "cut": key.cut.partition(":")[0]}.get(split, "")
