"""Numbers by themselves: labels drawn in charts, alternative texts, and rows pasted away from their table.

Nothing beside such a number says that it is a figure. In a drawing or its description it is one all the same, unless it
is on an axis: one that no table shows, or that another row shows than the one it stands beside, is a leak. Anywhere
else a number that no table shows is questioned: somebody has to look at it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.auditing.prose import cued_numbers, loose_numbers, plain_number
from workforce_tui.auditing.statements import Leak
from workforce_tui.auditing.tables import columns_of
from workforce_tui.auditing.words import code_of, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from workforce_tui.auditing.documents import Document, Grid, Words

DRAWN, ALONE, UNTIED, CUED = "drawn", "alone", "untied", "cued"
_CELL = r"[-\u2212+]?\d[\d,.]*\s?%?|\[\w+\]"
_BARE = re.compile(rf"(?:{_CELL})(?:[\s;|/()\u2013-]+(?:{_CELL}))*")
_ROW = re.compile(rf"[^\d\[]*[^\d\[\s]\s+(?:{_CELL})(?:[\s|]+(?:{_CELL}))+")
"""A label and two or more cells, as a row of a table is pasted into a text."""
_LABELLED = re.compile(r"(?:[^\d\[]*[^\d\[\s]:?\s+\d\b[,;.]?)+")
"""Labels, each with a number of one digit."""
_PAIR = re.compile(rf"([^;:]+): ({_CELL})")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAID = frozenset({"row_label", "value", "low", "high"})
"""The columns of a tidy table that say what a row is and what it shows."""
_OF_NAMES = re.compile(r"\b(?:19|20)\d{6}\b|\(\d+\)$")
"""Numbers of names that are no figures: a day, and which copy of a file it is."""
_TICKS = 3
"""So many numbers at least make an axis."""


class Alone:
    """Finds the numbers by themselves in some documents.

    *published* are the numbers that tables show, *counts* those of them that are no percentages.
    """

    def __init__(self, documents: Sequence[Document], published: Collection[str], counts: Collection[str]) -> None:
        self.published, self.counts = published, counts
        self.rows = _numbers_by_row(documents)

    def leaks(self, document: Document) -> Iterator[Leak]:
        """The numbers of drawings that no table shows, or that are those of another row."""
        drawings: dict[str, list[Words]] = defaultdict(list)
        for one in document.words:
            if one.drawing:
                drawings[one.drawing].append(one)
        for some in drawings.values():
            yield from self._drawn(some)
        for grid in document.grids:
            for row in grid.rows if grid.codes.get("chart") else ():
                said = {number for number, _people in loose_numbers(row[0])}  # which is read as words
                if any(_BARE.fullmatch(cell) and {*self._unshown(cell)} - said for cell in row[1:]):
                    yield Leak(grid.where, " ".join(row)[:160], DRAWN)

    def _drawn(self, drawing: Sequence[Words]) -> Iterator[Leak]:
        """The same of the texts of one drawing, in their order."""
        bare = [one.text for one in drawing if _BARE.fullmatch(one.text)]
        ticks = _axis(bare, [text for text in bare if self._is_not_shown(text)])
        before = ""
        for one in drawing:
            if one.text in ticks:
                continue
            if one.text in bare and self._is_wrong(before, one.text):
                yield Leak(one.where, f"{before} {one.text}".strip()[:160], DRAWN)
            elif self._tells_another(one.text):
                yield Leak(one.where, one.text[:160], DRAWN)
            before = one.text

    def _is_wrong(self, label: str, numbers: str) -> bool:
        """Whether a number is not one of the row whose label it stands after; of no row, not one that is shown."""
        return self._is_of_another(label, numbers) if plain(label) in self.rows else self._is_not_shown(numbers)

    def _is_not_shown(self, text: str) -> bool:
        """Whether no table shows a number of a text as what it is drawn as: 3 people are not told by 3%."""
        loose = [number for number, _people in loose_numbers(text)]
        return any(plain_number(one) not in (self.published if "%" in one else self.counts) for one in loose)

    def questions(self, document: Document, *, is_read: bool) -> Iterator[Leak]:
        """The numbers outside of drawings that nothing can be said of; *is_read*: the file has tables of figures."""
        for one in document.words:
            if one.name:
                yield from self.question_of_name(one.where, one.text)
            if one.name or one.drawing or one.quiet:
                continue
            numbers = self._unshown(one.text)
            if self._is_cued(one.text):
                yield Leak(one.where, one.text[:160], CUED)
            elif self._is_pasted(one.text):
                yield Leak(one.where, one.text[:160], ALONE)
            elif numbers and not is_read:
                yield Leak(one.where, one.text[:160], UNTIED)

    def questions_of_table(self, grid: Grid) -> Iterator[Leak]:
        """The numbers in cells of a table that is not known, which may be of anything; one for each row."""
        how = {place for place, name in enumerate(grid.header) if code_of("numbering", name)}
        for row in (grid.header, *grid.rows):
            cells = (cell for place, cell in enumerate(row) if row is grid.header or place not in how)
            if not code_of("numbering", row[0]) and any(_BARE.fullmatch(one) and self._unshown(one) for one in cells):
                yield Leak(grid.where, " ".join(filter(None, row))[:160], ALONE)

    def questions_of_cells(self, grid: Grid) -> Iterator[Leak]:
        """The cells of a table that say a number of some people in running text."""
        for row in (grid.header, *grid.rows):
            said = " ".join(filter(None, row))
            if any(map(self._is_cued, row)) and self._is_cued(said):
                yield Leak(grid.where, said[:160], CUED)

    def _is_cued(self, text: str) -> bool:
        """Whether a text says a number of some people that no table shows as such."""
        return any(number not in self.counts for number in cued_numbers(text))

    def _is_pasted(self, text: str) -> bool:
        """Whether a text is a number, or labels with numbers, that no table shows."""
        if code_of("numbering", text.partition(":")[0]):
            return False
        if _LABELLED.fullmatch(text):
            return self._is_few(text)
        is_row = _BARE.fullmatch(text) or _ROW.fullmatch(text)
        return bool(is_row) and (bool(self._unshown(text)) or self._is_few(text))

    def _is_few(self, text: str) -> bool:
        """Whether a number of one digit that is no percentage is none that a table shows as a number of people."""
        few = (one for one, _people in loose_numbers(text) if len(one) == 1 and one != "0")
        return any(one not in self.counts for one in few)

    def question_of_name(self, where: str, name: str) -> Iterator[Leak]:
        """A number in the name of a sheet or of a file that no table shows; that of a copy is none."""
        if self._unshown(_OF_NAMES.sub(" ", name.replace("_", " "))):
            yield Leak(where, name[:160], ALONE)

    def _unshown(self, text: str) -> list[str]:
        return [number for number, _people in loose_numbers(text) if plain_number(number) not in self.published]

    def _is_of_another(self, label: str, numbers: str) -> bool:
        """Whether a number stands beside the label of a row that has no such number."""
        shown = self.rows.get(plain(label))
        told = {plain_number(number) for number, _people in loose_numbers(numbers)}
        return shown is not None and not told <= shown

    def _tells_another(self, text: str) -> bool:
        return any(self._is_of_another(label, number) for label, number in _PAIR.findall(text))


def _numbers_by_row(documents: Iterable[Document]) -> Mapping[str, set[str]]:
    """The numbers beside each label of every table."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for grid in document.grids:
            if grid.codes.get("chart"):
                continue
            columns = columns_of(grid)
            for row in grid.rows:
                cells = [row[place] for place, code in columns.items() if code in _SAID] if columns else row
                told = {plain_number(number) for cell in cells for number, _people in loose_numbers(cell)}
                for cell in cells:
                    if cell and not _BARE.fullmatch(cell):
                        found[plain(cell)] |= told
    return found


def _axis(texts: Sequence[str], unshown: Sequence[str]) -> frozenset[str]:
    """Those numbers of a drawing that no table shows, where they are the labels of an axis: each once, and with others
    of the drawing all that are equally far apart from nothing on."""
    values = {text: float(bare) for text in texts if _NUMBER.fullmatch(bare := text.replace(",", "").rstrip("% "))}
    wanted = [values.get(text, -1.0) for text in unshown]
    if not wanted or min(wanted) < 0 or len({*wanted}) < len(wanted) or 0.0 not in values.values():
        return frozenset()
    ticks = sorted({0.0, *wanted})
    step = min((after - before for before, after in pairwise(ticks)), default=0.0)
    every = {round(step * place, 6) for place in range(round(ticks[-1] / step) + 1)} if step else set()
    held = {round(value, 6) for value in values.values()}
    is_axis = len(every) >= _TICKS and every <= held and {round(one, 6) for one in wanted} <= every
    return frozenset(unshown) if is_axis else frozenset()
