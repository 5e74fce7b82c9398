"""What differs between an edition as it was handed over and a file of it: every figure and every text by its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from workforce_tui.auditing.tables import columns_of
from workforce_tui.domain.edition_fields import RETURN_FIELDS, RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workforce_tui.auditing.documents import Document, Grid, Words

_CELLS = frozenset({RecordKind.FIGURE, RecordKind.CELL})
_SAID = ("value", "low", "high", "marker", "text")
_EVERYWHERE = frozenset({"organisation", "area", "profile", "threshold", "rounding", "version"})
"""The columns that say the same in each row: where one is changed in all, it is told once."""
_LONGEST = 200
_OF_PROGRAMS = ("docProps/", "xl/workbook.xml")
"""The parts of a workbook or report in which a program that saves it again tells of itself."""
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was handed over: the sheet or table it is in, its row and column, then and now.

    *before* or *after* is "" where it was not, or is no longer, there.
    """

    where: str
    row: str
    column: str
    before: str
    after: str


def rows_differing(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> tuple[Difference, ...]:
    """What differs between the rows of an edition and those of a file, the row of the hash left out."""
    old, new = _by_place(before), _by_place(after)
    found: dict[tuple[str, ...], Difference] = {}
    for key in [*old, *(one for one in new if one not in old)]:
        one, other = old.get(key), new.get(key)
        if one == other:
            continue
        for difference, again in _in_row(one, other):
            found.setdefault(again, difference)
    return tuple(found.values())


def _by_place(rows: Sequence[Mapping[str, str]]) -> dict[tuple[str, ...], Mapping[str, str]]:
    """Each row by what it is about; where several are about the same, by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for row in rows:
        if row["record"] == RecordKind.HASH:
            continue
        kind = "cell" if row["record"] in _CELLS else row["record"]
        key = (kind, *(row[name] for name in ("section", "table", "line", "place", "entry")))
        seen[key] += 1
        found[*key, str(seen[key])] = row
    return found


def _in_row(
    before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Iterator[tuple[Difference, tuple[str, ...]]]:
    """The differences of one row, each with what makes it the same as another."""
    row = before or after or {}
    where = row["table"] or row["section"] or row["record"]
    label = row["row_label"] or row["title"] or row["entry"] or row["record"]
    if before is None or after is None:
        difference = Difference(where, label, row["column_label"], _said(before), _said(after))
        yield difference, (where, label, row["line"], row["place"], row["record"], _said(row))
        return
    if _said(before) != _said(after):
        yield (
            Difference(where, label, row["column_label"] or "text", _said(before), _said(after)),
            (where, label, row["line"], row["place"], row["record"]),
        )
    for name in RETURN_FIELDS:
        if name not in _SAID and before[name] != after[name]:
            told = Difference(where, label, name, _short(before[name]), _short(after[name]))
            once = (name, before[name], after[name])
            yield told, once if name in _EVERYWHERE else (where, label, row["line"], row["place"], *once)


def _said(row: Mapping[str, str] | None) -> str:
    if row is None:
        return ""
    if row["low"] or row["high"]:
        return f"{row['low']} – {row['high']}"
    return _short(" ".join(filter(None, (row[name] for name in ("value", "marker", "text")))))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def documents_differing(before: Document, after: Document) -> tuple[Difference, ...]:
    """What a reader sees otherwise in a file than in the one that was handed over.

    The rows of an interchange sheet are left out: they are compared as rows.
    """
    rows_in = {grid.where for one in (before, after) for grid in one.grids if columns_of(grid)}
    found = list(_grids(*(_named(one.grids, rows_in) for one in (before, after))))
    words = (_words(one, rows_in) for one in (before, after))
    return tuple(dict.fromkeys([*found, *_texts(*words)]))


def _named(grids: Sequence[Grid], left_out: set[str]) -> dict[tuple[str, int], Grid]:
    seen: Counter[str] = Counter()
    found = {}
    for grid in grids:
        if grid.where not in left_out:
            seen[grid.where] += 1
            found[grid.where, seen[grid.where]] = grid
    return found


def _grids(before: Mapping[tuple[str, int], Grid], after: Mapping[tuple[str, int], Grid]) -> Iterator[Difference]:
    for key in [*before, *(one for one in after if one not in before)]:
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            title = (one or other).title if (one or other) else ""  # type: ignore[union-attr]
            yield Difference(_place(key[0]), title, "", title if one else "", title if other else "")
        else:
            yield from _cells(one, other)


def _cells(before: Grid, after: Grid) -> Iterator[Difference]:
    where = _place(before.where) if "," in before.where and not before.where.endswith(".xml") else before.title
    where = where or before.title
    if before.title != after.title:
        yield Difference(where, "", "", _short(before.title), _short(after.title))
    lines = max(len(before.rows), len(after.rows)) + 1
    for number in range(lines):
        one, other = (_line(grid, number) for grid in (before, after))
        if one == other:
            continue
        for place in range(max(len(one), len(other))):
            texts = [line[place] if place < len(line) else "" for line in (one, other)]
            if not _is_same(*texts):
                head = before.header[place] if place < len(before.header) else ""
                label = (one or other)[0] if number else ""
                yield Difference(where, _short(label), _short(head), *map(_short, texts))


def _is_same(before: str, after: str) -> bool:
    """Whether two cells say the same: a program that saves a workbook again may lose how a number was written."""
    if before == after:
        return True
    return all(map(_NUMBER.fullmatch, (before, after))) and Decimal(before) == Decimal(after)


def _line(grid: Grid, number: int) -> tuple[str, ...]:
    if number == 0:
        return grid.header
    return grid.rows[number - 1] if number <= len(grid.rows) else ()


def _place(where: str) -> str:
    """The sheet or part, without the name of the file before it."""
    return where.partition(", ")[2] or where


def _words(document: Document, rows_in: set[str]) -> dict[str, list[str]]:
    """The texts outside of tables, by where they are, in their order."""
    found: dict[str, list[str]] = {}
    words: list[Words] = [*document.words, *document.unsure]
    for one in words:
        if one.table not in rows_in and not _place(one.where).startswith(_OF_PROGRAMS):
            found.setdefault(_place(one.where), []).append(one.text)
    return found


def _texts(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> Iterator[Difference]:
    for where in [*before, *(one for one in after if one not in before)]:
        old, new = before.get(where, []), after.get(where, [])
        for kind, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            for place in range(max(high - low, last - first)):
                one = old[low + place] if low + place < high else ""
                other = new[first + place] if first + place < last else ""
                yield Difference(where, "", "", _short(one), _short(other))
