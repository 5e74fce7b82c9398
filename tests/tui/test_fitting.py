"""How columns share the room of a table, and how texts are shortened: numbers whole, names told apart."""

from __future__ import annotations

import pytest
from rich.text import Text

from conftest import SMALL, TINY, on_screen, press, settle
from workforce_tui.domain.roles import Role
from workforce_tui.services.roles import Who, look_as
from workforce_tui.tui.widgets.fitted_table import CUT, MORE_LEFT, MORE_RIGHT, FittedTable
from workforce_tui.tui.widgets.fitting import GAP, Wants, cut, plan, shortened

AREAS = ("Dyfed-Powys", "Gwent", "South Wales")
OFFICES = [f"Office of the Police and Crime Commissioner for {area}" for area in AREAS]


def number(width: int) -> Wants:
    return Wants(width, width)


def text(width: int) -> Wants:
    return Wants(width, min(width, 16))


def test_columns_with_room_are_as_wide_as_what_stands_in_them():
    assert plan([text(30), number(4)], 80).widths == (30, 4)


def test_other_texts_give_way_before_the_name_and_numbers_never():
    made = plan([text(40), text(40), number(9)], 75)
    assert made.widths == (40, 75 - 40 - 9 - 3 * GAP, 9)


def test_what_can_stand_aside_begins_beyond_the_edge():
    made = plan([text(40), number(4), number(20), number(8)], 60, aside={2})
    assert made.order == (0, 1, 3, 2)
    assert sum(made.widths[:3]) + 3 * GAP == 60


@pytest.mark.parametrize("width", [20, 24, 30, 40])
def test_names_that_would_look_alike_are_told_apart(width):
    made = shortened([*OFFICES, "Gwent Police"], width)
    assert len(set(made)) == 4
    assert all(len(one) <= width for one in made)
    assert made[0].endswith("Dyfed-Powys")
    assert made[3] == "Gwent Police"


def test_a_code_alone_does_not_tell_names_apart():
    names = [f"R2-L{level} Representation at L{level} {said}" for level, said in ((1, "Entry"), (2, "Practitioner"))]
    made = shortened(names, 22, coded=True)
    assert made == ["R2-L1 Represe…L1 Entry", "R2-L2 …L2 Practitioner"]


def test_names_of_files_are_told_apart():
    made = shortened(["2026-reverse-mentors.csv", "2026-reverse-mentees.csv"], 16)
    assert made == ["2026…mentors.csv", "2026…mentees.csv"]


def test_a_text_that_is_cut_says_so():
    assert [cut("Text in the file", width) for width in (16, 14, 12)] == [
        "Text in the file",
        "Text in the f…",
        "Text in the…",
    ]


async def test_a_table_is_fitted_again_when_the_room_changes_and_says_where_there_is_more(running, database):
    """The batches, at 80 and at 60 columns: nothing is half seen, and the arrow keys bring the rest."""
    async with running(database, SMALL) as pilot:
        await press(pilot, "6")
        table = pilot.app.screen.query_one(FittedTable)
        await press(pilot, "down")
        before, row = table.plan, table.cursor_row
        assert MORE_RIGHT in on_screen(pilot).splitlines()[3]
        assert "Dyfed-Powys Police" in on_screen(pilot)
        await press(pilot, "right", "right", "right", "right", "right", "right")
        head = on_screen(pilot).splitlines()[3]
        assert "Imported" in head
        assert MORE_LEFT in head
        assert MORE_RIGHT not in head
        await pilot.resize_terminal(*TINY)
        await settle(pilot)
        assert (table.plan, table.cursor_row) != (before, 0)
        assert table.cursor_row == row
        assert table.lines()[row].count("Dyfed-Powys Police") == 1
        assert isinstance(table.get_row_at(row)[0], Text)


def line_of(table: FittedTable, row: int) -> str:
    """A row as it would stand there with room for all of it."""
    cells = zip(table.get_row_at(row), table.ordered_columns, strict=True)
    return "".join(f" {text.plain:{'>' if text.justify == 'right' else '<'}{column.width}} " for text, column in cells)


async def test_a_number_the_edge_cuts_ends_in_a_sign_wherever_the_table_is_scrolled(running, database):
    look_as(Who(Role.CHAIR, "dyfed-powys-police"))
    async with running(database, SMALL) as pilot:
        await press(pilot, "2")
        table = pilot.app.screen.query_one(FittedTable)
        room, signs = table.scrollable_content_region.width, 0
        whole = [line_of(table, row) for row in (1, 2, 3)]
        fixed = table.ordered_columns[0].get_render_width(table)
        for x in range(table.max_scroll_x + 1):
            table.scroll_to(x=x, animate=False, immediate=True)
            for y, line in zip((2, 3, 4), whole, strict=True):
                seen = table.render_line(y).text[:room]
                left, right = line[x + fixed - 1 : x + fixed + 1], line[x + room - 1 : x + room + 1]
                assert x == 0 or " " in left or seen[fixed] == CUT, (x, seen)
                assert x == table.max_scroll_x or " " in right or seen[-1] == CUT, (x, seen)
                signs += CUT in seen
        assert signs
