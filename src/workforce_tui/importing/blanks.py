"""Label columns that say a label once, on the first row of its block, as pivot tables do.

A blank is read as the label above only where the subtotal of every block proves it; otherwise nobody can say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.facts import UNBOUNDED
from workforce_tui.importing.values import is_total, parse_count, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.importing.values import Cell


@dataclass(slots=True)
class _Block:
    """The rows from one label down to the next."""

    label: str
    first: int
    under: tuple[str, ...] = ()
    """What the columns left of it say."""
    heading: tuple[int, int] | None = None
    """The limits of the number beside a label that has a row to itself."""
    is_heading: bool = False
    low: int = 0
    high: int = 0
    rows: int = 0
    blanks: int = 0
    inner: set[tuple[str, ...]] = field(default_factory=set)
    last: tuple[str, ...] = ()
    proved: bool = False

    def add(self, limits: tuple[int, int], others: tuple[str, ...], *, is_blank: bool) -> bool:
        """Count one more row; False when the block has one with the same labels already.

        Labels before the last that are blank are those of the row above, as they are in the whole table.
        """
        outer = tuple(text or above for text, above in zip(others[:-1], self.last or others, strict=False))
        others = (*outer, *others[-1:])
        if others in self.inner:
            return False
        self.last = others
        self.low += limits[0]
        self.high += limits[1]
        self.rows += 1
        self.blanks += is_blank
        self.inner.add(others)
        return True

    def sums_to(self, limits: tuple[int, int]) -> bool:
        """Whether a subtotal is the sum of the block."""
        return self.low <= limits[1] and limits[0] <= self.high

    @property
    def heads(self) -> bool:
        """Whether the label stands alone over its rows: without a number, or with their sum."""
        return self.is_heading and (self.heading is None or self.sums_to(self.heading))


@dataclass(frozen=True, slots=True)
class Blanks:
    """What the blank cells of a label column are."""

    filled: bool = False
    """Every block is proved: a blank is the label above."""
    unclear: int = 0
    """Rows whose blank cell looks like the label above, though nothing proves it."""
    headings: frozenset[int] = frozenset()
    """Rows that hold the sum of the block below them."""


def blanks_in(rows: Iterable[Sequence[Cell]], first: int, labels: Sequence[int], place: int, count: int) -> Blanks:
    """What the blanks in the label column `labels[place]` of a long table are.

    *labels* are the label columns from left to right and *count* is the column of counts; *first* is the number of
    the first row.
    """
    blocks: list[_Block] = []
    under: tuple[str, ...] = ()
    for number, row in enumerate(rows, first):
        outer = tuple(to_text(row[index]) if index < len(row) else "" for index in labels[:place])
        if any(outer) and not any(map(is_total, outer)):
            under = tuple(map(label_key, outer))
        if not _read_row(blocks, row, number, labels[place:], count):
            return Blanks()
        if blocks and blocks[-1].first == number:
            blocks[-1].under = under
    blocks = [block for block in blocks if block.rows]
    with_blanks = [block for block in blocks if block.blanks]
    labels_of = [(block.under, label_key(block.label)) for block in blocks]
    if not with_blanks:
        return Blanks()
    if len(labels_of) != len(set(labels_of)) and not all(block.proved for block in with_blanks):
        return Blanks()  # a label that comes again is no block of its own, unless a column that nobody reads tells why
    if all(block.proved or block.heads for block in with_blanks):
        sums = (block.first for block in with_blanks if block.heading is not None)
        return Blanks(filled=True, headings=frozenset(sums))
    return Blanks(unclear=sum(block.blanks for block in with_blanks))


def _read_row(blocks: list[_Block], row: Sequence[Cell], number: int, columns: Sequence[int], count: int) -> bool:
    """Add one row to the blocks; False when a blank cannot be meant to repeat what is above it."""
    texts = [to_text(row[index]) if index < len(row) else "" for index in columns]
    figure = parse_count(row[count] if count < len(row) else "")
    label, others = texts[0], tuple(texts[1:])
    if figure.problem == "not_a_number" or not any(texts):
        return True
    limits = (0, UNBOUNDED) if figure.problem else (figure.low, figure.high)
    if any(map(is_total, texts)):
        if blocks and _names(label, blocks[-1].label):
            blocks[-1].proved = blocks[-1].sums_to(limits)
        return True
    if label and not any(others):
        blocks.append(_Block(label, number, heading=None if figure.problem == "blank" else limits, is_heading=True))
        return True
    if label:
        blocks.append(_Block(label, number))
    elif not blocks:
        return False
    return blocks[-1].add(limits, others, is_blank=not label)


def _names(total: str, label: str) -> bool:
    """Whether a subtotal is called after the block: "Constable Total", "Total Constable"."""
    key, wanted = label_key(total), label_key(label)
    return wanted != "" and key in {wanted + "total", wanted + "subtotal", "total" + wanted, "cyfanswm" + wanted}
