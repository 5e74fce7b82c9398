"""How the rows of bars are laid out: pure functions from figures and a width to text with styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from workforce_tui.domain import formatting
from workforce_tui.domain.targets import TOO_FEW_KNOWN
from workforce_tui.i18n import _
from workforce_tui.tui import display
from workforce_tui.tui.words import sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.services.figures import ReportRow

Part = tuple[str, str]
"""A piece of text and the style it is drawn in."""

LONGEST_LABEL = 30
SHORTEST_LABEL = 12
SHORTEST_BAR = 8
LONGEST_BAR = 60
GAP = 2
MARK = 2

FULL, HALF, MAYBE, EMPTY = "━", "╸", "╍", "·"
TARGET, POPULATION = "┃", "╎"
WHISKER_LOW, WHISKER, WHISKER_HIGH, BEYOND = "├", "─", "┤", "→"


@dataclass(frozen=True, slots=True)
class BarLine:
    """One row: its label and figures. `heading` groups rows; `strong` marks a total."""

    key: str
    label: str
    row: ReportRow
    heading: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The columns of a row as text."""

    share: str
    counts: str
    missing: str
    status: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The width of every column; a column with width 0 is not drawn."""

    label: int
    bar: int
    share: int
    counts: int
    missing: int
    status: int
    maximum: float
    gap: int = GAP


@dataclass(frozen=True, slots=True)
class Marks:
    """What a bar shows, as shares from 0 to 1: its lowest and highest length, ticks, and the 95% interval."""

    low: float = 0.0
    high: float = 0.0
    target: float | None = None
    population: float | None = None
    whisker: tuple[float, float] | None = None


def texts_of(row: ReportRow) -> Texts:
    """The words and numbers of a row."""
    return Texts(
        display.share(row.figures),
        display.counts(row.figures),
        display.missing(row.figures),
        sign_of(row.progress).text,
    )


def heads() -> Texts:
    """The heads of the columns."""
    return Texts(_("Share"), _("Min./known"), _("Und./unk."), _("Status"))


def layout(lines: Sequence[BarLine], label_head: str, width: int) -> Layout:
    """Columns that fit *width*: the bar shrinks first, then undeclared and unknown go, then the bar, then labels.

    The share, its counts and the status always stay; what is left out is in the detail panel.
    """
    texts = [heads(), *(texts_of(line.row) for line in lines)]
    label = min(max([cell_len(label_head), *(cell_len(line.label) for line in lines)]), max(LONGEST_LABEL, width // 3))
    share = max(cell_len(text.share) for text in texts)
    counts = max(cell_len(text.counts) for text in texts)
    missing = max(cell_len(text.missing) for text in texts)
    status = max(cell_len(text.status) for text in texts)
    maximum = scale_end(lines)
    fixed = MARK + share + counts + status
    free = width - fixed - label - 3 * GAP
    if free - missing - 2 * GAP >= SHORTEST_BAR:
        bar = min(free - missing - 2 * GAP, LONGEST_BAR)
        return Layout(label, bar, share, counts, missing, status, maximum)
    if free - GAP >= SHORTEST_BAR:
        return Layout(label, min(free - GAP, LONGEST_BAR), share, counts, 0, status, maximum)
    gap = GAP if free >= 0 or label + free >= SHORTEST_LABEL else 1
    label = max(min(label, width - fixed - 3 * gap), SHORTEST_LABEL - 4)
    return Layout(label, 0, share, counts, 0, status, maximum, gap)


def marks_of(row: ReportRow, *, whisker: bool = False) -> Marks:
    """What the bar of *row* shows; a share that is not available has no length at all."""
    figures, progress = row.figures, row.progress
    low = high = 0.0
    if figures.share is not None and figures.share.low is not None and figures.share.high is not None:
        low, high = float(figures.share.low), float(figures.share.high)
    interval = figures.interval if whisker else None
    return Marks(
        low,
        high,
        None if progress is None or progress.wanted is None else float(progress.wanted),
        None if row.benchmark is None else float(row.benchmark.share),
        None if interval is None else (interval.low, interval.high),
    )


def scale_end(lines: Sequence[BarLine]) -> float:
    """The right end of the scale: a round number of percent past every tick and every bar of enough people.

    One person in a grade of two is 50%: such rows would flatten all the others, so their bars may end in an arrow.
    """
    enough = [line for line in lines if line.row.figures.known.low >= TOO_FEW_KNOWN] or lines
    ticks = [marks_of(line.row) for line in lines]
    ends = [marks_of(line.row).high for line in enough]
    ends += [tick for marks in ticks for tick in (marks.target, marks.population) if tick is not None]
    furthest = max([0.01, *ends])
    for step in (0.01, 0.02, 0.05, 0.1):
        if furthest <= step * 10:
            return min(1.0, step * -(-round(furthest * 10_000) // round(step * 10_000)))
    return 1.0


def bar_parts(marks: Marks, maximum: float, width: int, style: str) -> list[Part]:
    """The bar, *width* cells from 0 to *maximum*: what is certain solid, what may be dashed, then ticks on top."""
    cells: list[Part] = [(EMPTY, "$bar-track")] * width
    halves = width * 2
    sure = _halves(marks.low, maximum, halves)
    perhaps = _halves(marks.high, maximum, halves)
    for index in range((perhaps + 1) // 2):
        cells[index] = (MAYBE, style)
    for index in range(sure // 2):
        cells[index] = (FULL, style)
    if sure % 2:
        cells[sure // 2] = (HALF if perhaps <= sure else FULL, style)
    if marks.high > maximum:
        cells[-1] = (BEYOND, style)
    if marks.whisker is not None:
        _draw_whisker(cells, marks, maximum, style)
    for value, tick, tick_style in (
        (marks.population, POPULATION, "$tick-population"),
        (marks.target, TARGET, "$tick-target bold"),
    ):
        if value is not None:
            cells[_cell(value, maximum, width)] = (tick, tick_style)
    return _merged(cells)


def line_parts(line: BarLine, plan: Layout, *, whisker: bool, cursor: bool) -> list[Part]:
    """One row as text with styles, exactly as wide as the layout says."""
    texts, sign = texts_of(line.row), sign_of(line.row.progress)
    weight = "bold" if line.strong else ""
    parts: list[Part] = [("› " if cursor else "  ", "bold"), (fit(line.label, plan.label), weight)]
    if plan.bar:
        parts.append((" " * plan.gap, ""))
        parts += bar_parts(marks_of(line.row, whisker=whisker), plan.maximum, plan.bar, sign.style)
    parts += [(" " * plan.gap, ""), (texts.share.rjust(plan.share), weight)]
    parts += [(" " * plan.gap, ""), (texts.counts.rjust(plan.counts), "")]
    if plan.missing:
        parts += [(" " * plan.gap, ""), (texts.missing.rjust(plan.missing), "$muted")]
    return [*parts, (" " * plan.gap, ""), (fit(texts.status, plan.status), sign.style)]


def head_parts(plan: Layout, label_head: str) -> list[Part]:
    """The heads of the columns; over the bar, its scale from zero."""
    texts = heads()
    parts = ["  ", fit(label_head, plan.label)]
    if plan.bar:
        end = formatting.percent(plan.maximum, 0)
        parts += [" " * plan.gap, "0%", end.rjust(plan.bar - 2)]
    parts += [" " * plan.gap, texts.share.rjust(plan.share), " " * plan.gap, texts.counts.rjust(plan.counts)]
    if plan.missing:
        parts += [" " * plan.gap, texts.missing.rjust(plan.missing)]
    parts += [" " * plan.gap, fit(texts.status, plan.status)]
    return [("".join(parts), "bold $muted")]


def fit(text: str, width: int) -> str:
    """*text* in exactly *width* cells, with an ellipsis where it is too long."""
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _halves(value: float, maximum: float, halves: int) -> int:
    """How many half cells a value takes; more than nothing is never drawn as nothing."""
    length = round(value / maximum * halves)
    return min(max(length, 1 if value > 0 else 0), halves)


def _cell(value: float, maximum: float, width: int) -> int:
    return min(int(value / maximum * width + 1e-9), width - 1)


def _draw_whisker(cells: list[Part], marks: Marks, maximum: float, style: str) -> None:
    if marks.whisker is None:
        return
    width = len(cells)
    first, last = (_cell(end, maximum, width) for end in marks.whisker)
    for index in range(first, last + 1):
        if cells[index][0] == EMPTY:
            cells[index] = (WHISKER, style)
    cells[first] = (WHISKER_LOW, style)
    cells[last] = (WHISKER_HIGH if marks.whisker[1] <= maximum else BEYOND, style)


def _merged(cells: Sequence[Part]) -> list[Part]:
    merged: list[Part] = []
    for text, style in cells:
        if merged and merged[-1][1] == style:
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    return merged
