"""The line chart: every point, tick, line and interval in the cell its value belongs in, at every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.tui.widgets.chart_drawing import ACROSS, BAND, drawn, in_ascii, key_lines, text_lines
from workforce_tui.tui.widgets.chart_plan import Chart, Mark, Point, Series, Stroke, plan, y_ticks
from workforce_tui.tui.widgets.line_chart import chart_content

YEARS = tuple((float(year), str(year)) for year in range(2020, 2031))


def chart(*series: Series, marks: tuple[Mark, ...] = ()) -> Chart:
    return Chart(series, marks, YEARS, 2020.0, 2030.0)


def dots(*points: Point, stroke: Stroke = Stroke.NONE, band: bool = False, symbol: str = "●") -> Series:
    return Series("counted", points, symbol, "$status-met", stroke, band)


def text(one: Chart, width: int, height: int) -> list[str]:
    """The plot with its labels, and the two lines of the axis."""
    lines, at = drawn(one, width, height), plan(one, width, height)
    assert lines is not None
    assert at is not None
    assert {len(line) for line in lines} == {width}
    assert len(lines) == height
    texts = ["".join(char for char, _style in line) for line in lines]
    assert not "".join(texts[: height - at.rows - 2]).strip()
    return texts[height - at.rows - 2 :]


def test_each_point_lands_in_its_cell() -> None:
    # 11 rows of plot and a top of 10%: a row for each percentage point, the lowest for 0.
    one = chart(dots(Point(2020, 0), Point(2025, 0.05), Point(2030, 0.10)))
    lines = text(one, 46, 13)
    at = plan(one, 46, 13)
    assert at is not None
    assert (at.rows, at.top, at.columns) == (11, 0.10, 41)
    plot = [line[at.left + 1 :] for line in lines[:11]]
    found = {(row, column) for row, line in enumerate(plot) for column, char in enumerate(line) if char == "●"}
    assert found == {(10, 0), (5, 20), (0, 40)}


@given(
    st.lists(st.tuples(st.floats(2020, 2030), st.floats(0, 1)), min_size=1, max_size=6),
    st.integers(30, 130),
    st.integers(8, 40),
)
def test_a_point_is_within_half_a_cell_of_its_value_at_every_size(
    values: list[tuple[float, float]], width: int, height: int
) -> None:
    one = chart(dots(*(Point(x, y) for x, y in values)))
    at = plan(one, width, height)
    assert at is not None
    for x, y in values:
        assert abs((at.rows - 1 - at.row(y)) / (at.rows - 1) * at.top - y) <= at.top / (at.rows - 1) / 2 + 1e-12
        assert abs(at.column(x) / (at.columns - 1) * 10 + 2020 - x) <= 10 / (at.columns - 1) / 2 + 1e-9
        assert text(one, width, height)[at.row(y)][at.left + 1 + at.column(x)] == "●"


@pytest.mark.parametrize(
    ("top", "rows", "labels", "used"),
    [
        (0.10, 11, ["0%", "2%", "4%", "6%", "8%", "10%"], 11),
        (0.0925, 6, ["0%", "5%", "10%"], 5),
        (0.058, 6, ["0%", "3%", "6%"], 5),
        (0.031, 12, ["0%", "2%", "4%"], 11),
        (0.004, 9, ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%"], 9),
        (0.002, 10, ["0.0%", "0.1%", "0.2%"], 9),
        (1.0, 4, ["0%", "50%", "100%"], 3),
        (0.95, 12, ["0%", "20%", "40%", "60%", "80%", "100%"], 11),
    ],
)
def test_ticks_are_round_numbers_from_nothing_and_never_rounded(
    top: float, rows: int, labels: list[str], used: int
) -> None:
    ticks, rows_used = y_ticks(top, rows)
    assert ([label for _value, label in ticks], rows_used) == (labels, used)
    assert [float(label.rstrip("%")) / 100 for _value, label in ticks] == pytest.approx([value for value, _ in ticks])


@given(st.floats(0, 1), st.integers(4, 40))
def test_ticks_hold_the_highest_value_and_stand_in_the_middle_of_their_rows(top: float, rows: int) -> None:
    one = Chart((dots(Point(2020, top)),), (), YEARS, 2020.0, 2030.0)
    at = plan(one, 60, rows + 2)
    assert at is not None
    assert at.y_ticks[0][0] == 0
    assert top - 1e-9 <= at.y_ticks[-1][0] <= 1 + 1e-9
    for value, _label in at.y_ticks:
        exact = (1 - value / at.top) * (at.rows - 1)
        assert at.row(value) == pytest.approx(exact, abs=1e-6)


@given(st.floats(0.002, 5000), st.integers(4, 40), st.booleans())
def test_rates_above_everybody_and_plain_numbers_have_ticks_too(top: float, rows: int, percent: bool) -> None:
    ticks, used = y_ticks(top, rows, percent=percent)
    assert ticks[0][0] == 0
    assert ticks[-1][0] >= top * (1 - 1e-9)
    assert len(ticks) >= 3
    assert used <= rows
    assert (used - 1) % (len(ticks) - 1) == 0


def test_a_label_stands_in_the_row_of_its_value_and_under_its_year() -> None:
    one = chart(dots(Point(2025, 0.04)), marks=(Mark("target", "$tick-target", y=0.10),))
    lines = text(one, 66, 12)
    at = plan(one, 66, 12)
    assert at is not None
    for value, label in at.y_ticks:
        assert lines[at.row(value)].startswith(f"{label:>{at.left - 1}} ┤")
    assert "●" in lines[at.row(0.04)]
    for x, label in at.x_ticks[1:-1]:
        column = at.left + 1 + at.column(x)
        assert lines[-2][column] == "┬"
        assert lines[-1][column - 2 : column + 2] == label


def test_years_are_left_out_evenly_where_there_is_no_room() -> None:
    one = chart(dots(Point(2020, 0.1)))
    assert [label for _x, label in plan(one, 90, 12).x_ticks] == [str(y) for y in range(2020, 2031)]  # type: ignore[union-attr]
    assert [label for _x, label in plan(one, 50, 12).x_ticks] == [str(y) for y in range(2020, 2031, 2)]  # type: ignore[union-attr]
    assert [label for _x, label in plan(one, 24, 12).x_ticks] == ["2020", "2024", "2028"]  # type: ignore[union-attr]


def test_the_target_goes_across_and_its_date_up() -> None:
    marks = (Mark("target", "$tick-target", y=0.08), Mark("by", "$muted", x=2028.0))
    one = chart(dots(Point(2020, 0.02)), marks=marks)
    at = plan(one, 60, 12)
    assert at is not None
    lines = text(one, 60, 12)
    row, height = at.place(0.08)
    across = lines[row][at.left + 1 :]
    assert set(across) == {ACROSS[height], "╎", " "}
    assert across.startswith(ACROSS[height] * 3 + " " + ACROSS[height] * 3)
    assert all(line[at.left + 1 + at.column(2028.0)] == "╎" for line in lines[: at.rows])


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.integers(30, 130), st.integers(8, 40))
def test_a_line_has_no_gap_and_is_within_a_sixth_of_a_row_of_its_value(
    values: list[float], width: int, height: int
) -> None:
    points = tuple(Point(2020 + 10 * place / (len(values) - 1), y) for place, y in enumerate(values))
    one = chart(dots(*points, stroke=Stroke.SOLID, symbol=""))
    at = plan(one, width, height)
    assert at is not None
    plot = [line[at.left + 1 :] for line in text(one, width, height)[: at.rows]]
    before = at.row(values[0])
    for column in range(at.columns):
        rows = [row for row in range(at.rows) if plot[row][column] != " "]
        assert rows == list(range(rows[0], rows[-1] + 1)), "one piece in every column"
        (arrived,) = (row for row in rows if plot[row][column] in ACROSS)
        assert min(abs(row - before) for row in rows) <= 1, "which begins where that of the column before ends"
        before = arrived
    for point in points:
        row, part = at.place(point.y)
        exact = (at.rows - 1) * point.y / at.top
        assert abs(at.rows - 1 - row + (part - 1) / 3 - exact) <= 1 / 6 + 1e-9
    first, last = at.place(values[0]), at.place(values[-1])
    assert (plot[first[0]][0], plot[last[0]][-1]) == (ACROSS[first[1]], ACROSS[last[1]])


def test_the_course_of_a_line_sign_by_sign() -> None:
    one = chart(dots(Point(2020, 0), Point(2030, 0.1), stroke=Stroke.SOLID, symbol=""))
    assert [line[4:] for line in text(one, 25, 7)[:-2]] == [
        "┤                 ▁▁─",
        "│            ▁▁──▔   ",
        "┤        ▁──▔        ",
        "│   ▁──▔▔            ",
        "┤─▔▔                 ",
    ]


def test_a_steep_line_goes_through_every_row() -> None:
    points = (Point(2020, 0), Point(2025, 0), Point(2025.5, 0.1), Point(2030, 0.1))
    assert [line[4:] for line in text(chart(dots(*points, stroke=Stroke.SOLID)), 25, 7)[:-2]] == [
        "┤          ●────────●",
        "│          │         ",
        "┤          │         ",
        "│          │         ",
        "┤●─────────●         ",
    ]


def test_solid_and_dotted_lines_and_targets_differ_without_colour() -> None:
    points = (Point(2020, 0.05), Point(2030, 0.05))

    def drawn_with(stroke: Stroke, marks: tuple[Mark, ...] = ()) -> set[str]:
        lines = text(chart(dots(*points, stroke=stroke, symbol=""), marks=(*marks, Mark("", "", y=0.1))), 46, 13)
        return {line.rstrip()[5:17] for line in lines[1:-2] if line.rstrip()[5:]}

    assert drawn_with(Stroke.SOLID) == {"─" * 12}
    assert drawn_with(Stroke.DOTTED) == {"─ ─ ─ ─ ─ ─ "}
    beside = (Mark("target", "", y=0.08), Mark("parity", "", y=0.02, stroke=Stroke.SHORT))
    assert drawn_with(Stroke.NONE, beside) == {"─── ─── ─── ", "─  ─  ─  ─  "}


def of_its_own_scale(*, width: int, height: int) -> list[str]:
    """A share that grows from 2.9% to 4.5% under a target of 5.8%, with the interval of today and of the trend."""
    counted = (Point(2020, 0.029, label="2.9%"), Point(2025, 0.038, 0.031, 0.047, label="3.8%"))
    trend = (Point(2025, 0.038, 0.033, 0.043), Point(2030, 0.047, 0.037, 0.056))
    one = Chart(
        (
            Series("trend", trend, "", "$muted", Stroke.DOTTED, band=True),
            Series("projected", (Point(2025, 0.038), Point(2030, 0.045)), "◇", "$status-track"),
            Series("counted", counted, "●", "$status-met"),
        ),
        (Mark("target", "$tick-target", y=0.058, label="5.8%"),),
        YEARS, 2020.0, 2030.0, caption="Share of staff.", from_zero=False,
    )  # fmt: skip
    lines = text_lines(one, width, height)
    assert lines is not None
    return ["".join(char for char, _style in line).rstrip() for line in lines]


def test_a_chart_of_its_own_scale_says_where_it_begins_and_shows_small_differences() -> None:
    assert of_its_own_scale(width=50, height=11) == [
        "Share of staff. Scale from 2%, not 0.",
        "",
        "5.8% ┤▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁ ▁▁▁░",
        "     │                      ┬ 3.8%░░░░░░░░░░░░▁░▁◇",
        "  4% ┤2.9%           ▁▁▁▁▁▁▁●───────────▔▔▔▔▔▔▔▔▔░",
        "     │●──────▔▔▔▔▔▔▔▔       ┴░░░░░░░░░░",
        "  2% ┤",
        "     └┬────────┬───────┬────────┬───────┬────────┬",
        "    2020     2022    2024     2026    2028    2030",
        "─ ─░ trend   ◇── projected   ●── counted",
        "─── target",
    ]


def test_a_small_chart_keeps_the_scale_the_target_and_today() -> None:
    assert of_its_own_scale(width=40, height=9) == [
        "Share of staff. Scale from 2%, not 0.",
        "",
        "5.8% ┤─── ─── ─── ─── ─── ─── ───░───░──",
        "  4% ┤  ▁▁▁▁▁▁▁▁▁▁▁▁──●────────────▔▔▔▔◇",
        "  2% ┤●▔            3.8%",
        "     └┬──────┬─────┬──────┬─────┬──────┬",
        "    2020   2022  2024   2026  2028  2030",
        "─ ─░ trend   ◇── projected   ●── counted",
        "─── target",
    ]


def test_a_chart_can_be_written_in_ascii() -> None:
    lines = [in_ascii(line) for line in of_its_own_scale(width=50, height=11)]
    assert all(line.isascii() for line in lines)
    assert lines == [
        "Share of staff. Scale from 2%, not 0.",
        "",
        "5.8% +___ ___ ___ ___ ___ ___ ___ ___ ___ ___ ___:",
        "     |                      + 3.8%::::::::::::_:_o",
        "  4% +2.9%           _______*-----------''''''''':",
        "     |*------''''''''       +::::::::::",
        "  2% +",
        "     ++--------+-------+--------+-------+--------+",
        "    2020     2022    2024     2026    2028    2030",
        "- -: trend   o-- projected   *-- counted",
        "--- target",
    ]


@given(st.floats(0.001, 0.9), st.floats(0.001, 0.1), st.integers(4, 40))
def test_a_scale_of_its_own_holds_its_values_between_round_ticks(low: float, more: float, rows: int) -> None:
    top = min(low + more, 1.0)
    ticks, used = y_ticks(top, rows, low=low)
    assert ticks[0][0] <= low + 1e-9
    assert ticks[-1][0] >= top * (1 - 1e-9)
    assert used <= rows
    assert [float(label.rstrip("%")) / 100 for _value, label in ticks] == pytest.approx([value for value, _ in ticks])


def test_a_whisker_reaches_from_end_to_end_with_the_point_on_it() -> None:
    one = chart(dots(Point(2025, 0.05, 0.02, 0.08)), marks=(Mark("", "", y=0.1),))
    at = plan(one, 46, 12)
    assert at is not None
    column = at.left + 1 + at.column(2025)
    found = "".join(line[column] for line in text(one, 46, 12)[:10])
    assert found[at.row(0.08)] == "┬"
    assert found[at.row(0.02)] == "┴"
    assert found[at.row(0.05)] == "●"
    assert set(found[at.row(0.08) + 1 : at.row(0.02)]) <= {"│", "●"}


def test_a_band_fills_from_end_to_end_and_not_beyond() -> None:
    points = (Point(2022, 0.05, 0.04, 0.06), Point(2028, 0.05, 0.02, 0.08))
    one = chart(dots(*points, band=True, symbol=""), marks=(Mark("", "", y=0.1),))
    at = plan(one, 46, 12)
    assert at is not None
    plot = [line[at.left + 1 :] for line in text(one, 46, 12)[:10]]
    for x, low, high in ((2022, 0.04, 0.06), (2028, 0.02, 0.08)):
        shaded = [row for row in range(10) if plot[row][at.column(x)] == BAND]
        assert shaded == list(range(at.row(high), at.row(low) + 1))
    assert BAND not in "".join(line[: at.column(2022)] for line in plot)


def test_figures_stand_over_their_points_where_they_cover_nothing() -> None:
    points = (Point(2020, 0.05, label="5.0%"), Point(2025, 0.02, label="2.0%"), Point(2025.3, 0.02, label="2.1%"))
    one = chart(dots(*points), marks=(Mark("", "", y=0.055), Mark("", "", x=2025.0)))
    at = plan(one, 46, 13)
    assert at is not None
    plot = [line[at.left + 1 :] for line in text(one, 46, 13)[:-2]]
    assert "5.0%" in plot[at.row(0.05) + 1][:5], "under the point, where the target is over it"
    assert all(line[at.column(2025.0)] in f"╎{ACROSS}●" for line in plot), "a figure never covers the date"
    free = chart(dots(*points), marks=(Mark("", "", y=0.1),))
    at = plan(free, 46, 13)
    assert at is not None
    row = next(line for line in text(free, 46, 13) if "2.0%" in line)
    assert row.index("2.0%") == at.left + 1 + at.column(2025) - 2
    assert "2.1%" not in row, "never against another figure"


def test_an_interval_too_wide_to_show_is_cut_off_and_leaves_the_points_readable() -> None:
    one = chart(dots(Point(2025, 0.05, 0.0, 1.0)), marks=(Mark("", "", y=0.06),))
    at = plan(one, 46, 12)
    assert at is not None
    assert at.top == pytest.approx(0.09)
    column = at.left + 1 + at.column(2025)
    assert text(one, 46, 12)[0][column] == "│"


def test_the_key_names_every_series_and_mark_and_wraps() -> None:
    one = chart(dots(Point(2020, 0.1)), marks=(Mark("target 9.25%", "$tick-target", y=0.0925),))
    written = ["".join(char for char, _style in line) for line in key_lines(one, 80)]
    assert written == ["● counted   ─── target 9.25%"]
    assert len(key_lines(one, 20)) == 2


def test_without_room_there_are_words() -> None:
    assert drawn(chart(dots(Point(2020, 0.1))), 60, 5) is None
    assert drawn(chart(dots(Point(2020, 0.1))), 15, 20) is None
    assert "no room" in chart_content(chart(dots(Point(2020, 0.1))), 12, 4).plain


def test_the_figure_of_a_point_with_a_whisker_stands_beside_the_whisker() -> None:
    one = chart(dots(Point(2025, 0.05, 0.01, 0.09, label="5.0%")))
    lines = text(one, 46, 13)
    at = plan(one, 46, 13)
    assert at is not None
    (row,) = (row for row, line in enumerate(lines) if "5.0%" in line)
    assert row == at.row(0.05) - 1
    assert lines[row].index("5.0%") == at.left + 1 + at.column(2025) + 2
    assert lines[row][at.left + 1 + at.column(2025)] == "│"
