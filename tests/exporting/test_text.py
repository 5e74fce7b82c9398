"""Text reports: aligned, complete, harmless, and never wider than the room there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.exporting.delimited import render_csv
from workforce_tui.exporting.text import render_columns, render_facts, width

COLUMNS = (Column("n", "Headcount"), Column("s", "Share"), Column("x", "Extra words", essential=False))


def table(*rows: Row) -> Table:
    return Table(
        "Representation", "Grade", COLUMNS, rows, notes=("A note.",), source="HR", as_at=date(2026, 3, 31),
        definition=EthnicityDefinition.EM_EXCL,
    )  # fmt: skip


SERGEANT = Row("Sergeant", (Shown(1234), Shown(Share(Count.exact(1), Count.exact(7))), Withheld("few")))
CADET = Row("Rhingyll ŵ", (Shown(Count(1, 4)), NotAvailable("too coarse"), Shown("yes")))


def test_columns_line_up_and_the_symbols_used_are_explained() -> None:
    lines = render_columns(table(SERGEANT, CADET)).splitlines()
    assert lines[:2] == ["Representation", "As at 31 March 2026"]
    assert lines[3] == "Grade       Headcount  Share  Extra words"
    assert lines[4] == "Sergeant        1,234  12.5%          [c]"
    assert lines[5] == "Rhingyll ŵ     1 to 4    [x]          yes"
    assert {"A note.", "[c] = confidential", "[x] = not available", "Source: HR"} <= set(lines)


def test_symbols_not_used_are_not_explained() -> None:
    assert "[c]" not in render_columns(table(CADET))


def test_one_fact_a_line() -> None:
    lines = render_facts(table(SERGEANT)).splitlines()
    assert "Sergeant: Headcount 1,234" in lines
    assert "Sergeant: Share 12.5%" in lines


def test_where_there_is_no_room_what_is_left_out_is_named() -> None:
    text = render_columns(table(SERGEANT, CADET), room=30)
    assert max(width(line) for line in text.splitlines()[3:6]) <= 30
    assert "Not shown for want of room: Extra words" in text
    assert "12.5%" in text


def test_text_from_a_file_does_nothing_to_a_terminal_or_a_spreadsheet() -> None:
    hostile = Row("\x1b[31mred\x07\r\nnext", (Shown(1), Shown("=1+1"), Shown("x")))
    made = replace(
        table(hostile), row_heading="\x1b[32mGrade", columns=(Column("n", "\x07a\nb"), *COLUMNS[1:]), source="\x1b[0mHR"
    )
    drawn = render_columns(made) + render_facts(made)
    assert "\x1b" not in drawn
    assert "\x07" not in drawn
    assert "next" in drawn.splitlines()[4]
    texts = ("=1+1", "+1", "-1", "@x", "\tx", "plain", None, [1, 4], 5, "\x00=1", "n\x00ul \u202eexe \ud800")
    assert render_csv(["a"], [{"a": text} for text in texts]).splitlines()[1:] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain", '""', "1 to 4", "5", "'=1", "nul exe ",
    ]  # fmt: skip
    assert render_csv(["a"], [{"a": "two\nlines"}]) == 'a\r\n"two\nlines"\r\n'


def test_a_label_of_ten_thousand_letters_makes_no_line_that_long() -> None:
    long = replace(SERGEANT, label="x" * 10_000)
    for draw in (render_columns, render_facts):
        lines = draw(table(long, CADET)).splitlines()
        assert max(map(len, lines)) < 300
        assert any(f"{'x' * 239}…" in line for line in lines)
