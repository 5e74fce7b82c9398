"""The bars themselves: from zero, to scale, and columns that give way in a fixed order."""

from __future__ import annotations

import pytest

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.representation import Composition, representation
from workforce_tui.services.figures import ReportRow
from workforce_tui.tui.widgets.bar_layout import (
    BarLine,
    Marks,
    bar_parts,
    head_parts,
    layout,
    line_parts,
    scale_end,
)


def row(label: str, minority: Count, white: Count) -> BarLine:
    figures = representation(Composition({"EM": minority, "W_BRIT": white}), EthnicityDefinition.EM_EXCL)
    return BarLine(label, label, ReportRow("x", None, label, label, figures))


def drawn(marks: Marks, maximum: float, width: int) -> str:
    return "".join(text for text, _style in bar_parts(marks, maximum, width, ""))


@pytest.mark.parametrize(
    ("low", "high", "bar"),
    [
        (0.0, 0.0, "··········"),
        (0.05, 0.05, "━━━━━·····"),
        (0.1, 0.1, "━━━━━━━━━━"),
        (0.055, 0.055, "━━━━━╸····"),
        (0.0001, 0.0001, "╸·········"),
        (0.03, 0.06, "━━━╍╍╍····"),
    ],
)
def test_a_bar_starts_at_zero_and_is_to_scale(low, high, bar):
    assert drawn(Marks(low, high), 0.1, 10) == bar


def test_the_target_stands_over_the_bar_and_over_the_population():
    assert drawn(Marks(0.05, 0.05, target=0.05, population=0.05), 0.1, 10) == "━━━━━┃····"
    assert drawn(Marks(0.05, 0.05, target=0.1, population=0.02), 0.1, 10) == "━━╎━━····┃"


def test_an_interval_beyond_the_scale_has_an_arrow():
    assert drawn(Marks(0.02, 0.02, whisker=(0.01, 0.3)), 0.1, 10) == "━├───────→"


@pytest.mark.parametrize("width", [120, 100, 80, 70, 60])
def test_a_line_is_never_wider_than_the_screen_and_keeps_share_counts_and_status(width):
    lines = [row("Chief Superintendent", Count(1, 4), Count(1200, 1204)), row("Constable", Count(3, 3), Count(9, 9))]
    plan = layout(lines, "Grade", width)
    for line in lines:
        text = "".join(part for part, _style in line_parts(line, plan, whisker=False, cursor=False))
        assert len(text) <= width
        assert "no target" in text
        assert "%" in text
        assert "/" in text
    assert len(head_parts(plan, "Grade")[0][0]) <= width


def test_the_scale_ends_at_a_round_share_past_every_bar():
    assert scale_end([row("a", Count(3, 3), Count(97, 97))]) == pytest.approx(0.03)
    assert scale_end([row("a", Count(31, 31), Count(69, 69))]) == pytest.approx(0.35)
    assert scale_end([row("a", Count(95, 95), Count(5, 5))]) == pytest.approx(1.0)
