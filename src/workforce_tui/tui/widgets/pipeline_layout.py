"""How the pipeline is laid out: for each level the spread of the two groups, one bar under the other, on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workforce_tui.domain import formatting
from workforce_tui.i18n import _
from workforce_tui.tui.widgets.bar_layout import LONGEST_BAR, SHORTEST_BAR, Marks, bar_parts, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.tui.widgets.bar_layout import Part

LONGEST_NAME = 48
SHORTEST_NAME = 8
GAP = 1
MARK = 2
MINORITY_STYLE, WHITE_STYLE = "$tick-population", "$status-track"


@dataclass(frozen=True, slots=True)
class Side:
    """One group at one level: the part of the whole group that is there (lowest, highest), and how many."""

    spread: tuple[float, float] | None
    said: str
    people: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One level: both groups, and the minority group's share of those whose ethnicity is known there."""

    key: str
    name: str
    minority: Side
    white: Side
    share: str
    dropped: bool = False
    """Whether the share drops most on the way to this level."""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The width of every column, and the right end of the scale."""

    name: int
    group: int
    bar: int
    said: int
    people: int
    share: int
    maximum: float


def plan_of(stages: Sequence[Stage], width: int) -> Plan:
    """Columns that fit *width*: the name shrinks before the bar goes; figures always stay."""
    sides = [side for stage in stages for side in (stage.minority, stage.white)]
    group = max(map(cell_len, group_names()))
    said = max([cell_len(_("Of group")), *(cell_len(side.said) for side in sides)])
    people = max([cell_len(_("People")), *(cell_len(side.people) for side in sides)])
    share = max([cell_len(_("Share")), *(cell_len(stage.share) + MARK for stage in stages)])
    name = min(max([cell_len(_("Level")), *(cell_len(stage.name) for stage in stages)]), LONGEST_NAME)
    free = width - MARK - group - said - people - share - 5 * GAP
    wanted = SHORTEST_BAR * 3 if free - name < SHORTEST_BAR * 3 else LONGEST_BAR
    name = max(min(name, free - min(wanted, SHORTEST_BAR * 2)), SHORTEST_NAME)
    bar = min(free - name, LONGEST_BAR)
    return Plan(name, group, bar if bar >= SHORTEST_BAR else 0, said, people, share, _end(sides))


def group_names() -> tuple[str, str]:
    """The two groups in a word each."""
    return _("Minority"), _("White")


def _end(sides: Sequence[Side]) -> float:
    """The right end of the scale, a round tenth past the longest bar; the left end is always zero."""
    longest = max([0.1, *(side.spread[1] for side in sides if side.spread)])
    return min(1.0, -(-round(longest * 1_000) // 100) / 10)


def head_parts(plan: Plan) -> list[Part]:
    """The heads of the columns; over the bars, their scale."""
    gap = " " * GAP
    parts = [" " * MARK, fit(_("Level"), plan.name), gap, " " * plan.group, gap]
    if plan.bar:
        parts += ["0%", formatting.percent(plan.maximum, 0).rjust(plan.bar - 2), gap]
    heads = ((_("Of group"), plan.said), (_("People"), plan.people), (_("Share"), plan.share - MARK))
    parts += [gap.join(head.rjust(width) for head, width in heads)]
    return [("".join(parts), "bold $muted")]


def stage_parts(stage: Stage, plan: Plan, *, cursor: bool) -> list[list[Part]]:
    """The two lines of a level: the minority group, with the level's name and share, then the White group."""
    minority, white = group_names()
    first: list[Part] = [("› " if cursor else "  ", "bold"), (fit(stage.name, plan.name), "bold")]
    first += _side_parts(stage.minority, minority, plan, MINORITY_STYLE)
    first += [(stage.share.rjust(plan.share - MARK + GAP), "bold")]
    first += [(" ▼" if stage.dropped else "  ", "$status-below bold")]
    second: list[Part] = [(" " * (MARK + plan.name), "")]
    second += _side_parts(stage.white, white, plan, WHITE_STYLE)
    return [first, second]


def _side_parts(side: Side, group: str, plan: Plan, style: str) -> list[Part]:
    gap = " " * GAP
    parts: list[Part] = [(gap + fit(group, plan.group) + gap, style)]
    if plan.bar:
        marks = Marks() if side.spread is None else Marks(*side.spread)
        parts += [*bar_parts(marks, plan.maximum, plan.bar, style), (gap, "")]
    return [*parts, (gap.join((side.said.rjust(plan.said), side.people.rjust(plan.people))), "")]
