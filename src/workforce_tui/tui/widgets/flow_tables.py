"""The tables of flows: what became of people in each group, from which grade to which, and beside event files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.formatting import number
from workforce_tui.i18n import _
from workforce_tui.tui.safe import safe_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable

if TYPE_CHECKING:
    from rich.text import Text
    from textual.coordinate import Coordinate

    from workforce_tui.domain.table import Table
    from workforce_tui.services.flow_matrix import FlowMatrix

OUTSIDE = ""
NOBODY = "·"


class CountsTable(FittedTable):
    """A row for each figure, a column for each group: the flows turned on their side, so that they fit."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self.flows: Table | None = None

    def show(self, table: Table) -> None:
        """Draw *table*, whose rows are groups, with a row for each of its columns; everybody comes first."""
        kept, self.flows = self.cursor_row, table
        rows = [table.rows[-1], *table.rows[:-1]]
        heads = [_("Minority") if row.key == Membership.MINORITY.value else row.label for row in rows]
        drawn = [
            (
                column.key,
                [
                    safe_cell(column.label, style="bold"),
                    *(safe_cell(cell_text(row.cells[place]), "right") for row in rows),
                ],
            )
            for place, column in enumerate(table.columns)
        ]
        self.fill([safe_cell(""), *(safe_cell(head, "right") for head in heads)], drawn)
        self.move_cursor(row=min(kept, self.row_count - 1))

    def sentence(self) -> str:
        """The figure under the cursor for every group, in words."""
        table = self.flows
        if table is None or not 0 <= self.cursor_row < len(table.columns):
            return ""
        rows = (table.rows[-1], *table.rows[:-1])
        groups = "; ".join(f"{row.label}: {cell_text(row.cells[self.cursor_row])}" for row in rows)
        return f"{table.columns[self.cursor_row].label}. {groups}."


class BesideTable(FittedTable):
    """Snapshots beside lists of events, a row for each figure and group; a difference stands out."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)

    def show(self, table: Table | None) -> None:
        """Draw *table*; nothing where no list is held."""
        if table is None:
            self.clear(columns=True)
            return
        drawn = []
        for row in table.rows:
            cells = [cell_text(cell) for cell in row.cells]
            style = "bold" if cells[-1] != "0" else ""
            label = safe_cell(row.label, style=style)
            drawn.append((None, [label, *(safe_cell(text, "right", style) for text in cells)]))
        heads = [safe_cell(table.row_heading), *(safe_cell(column.label, "right") for column in table.columns)]
        self.fill(heads, drawn)


class MatrixTable(FittedTable):
    """A row for each grade at the start, a column for each at the end; both are numbered, to keep columns narrow."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="cell", zebra_stripes=False)
        self.matrix: FlowMatrix | None = None

    def show(self, matrix: FlowMatrix, group: Membership | None) -> None:
        """Draw the people of *group*, or all."""
        kept, self.matrix = self.cursor_coordinate, matrix
        heads = [safe_cell(_("Grade at the start")), safe_cell(_("Left"), "right")]
        heads += [safe_cell(str(place), "right") for place in range(1, len(matrix.grades) + 1)]
        numbered = [(f"{place:>2} {name}", code) for place, (code, name) in enumerate(matrix.grades, 1)]
        named = [(_("Joined"), OUTSIDE), *numbered]
        self.fill(heads, [(None, _matrix_row(matrix, name, code, group)) for name, code in named])
        last = len(matrix.grades)
        if kept.column == 0:  # the first time: on those who stayed in the first grade
            self.move_cursor(row=min(1, last), column=min(2, last + 1))
        else:
            self.move_cursor(row=min(kept.row, last), column=min(kept.column, last + 1))

    def sentence(self, at: Coordinate) -> str:
        """Who went where, in words, by group."""
        if self.matrix is None:
            return ""
        grades = [(OUTSIDE, ""), *self.matrix.grades]
        if not (at.column and at.row < len(grades) and at.column <= len(grades)):
            return ""
        (before, from_name), (after, to_name) = grades[at.row], grades[at.column - 1]
        if before == after == OUTSIDE:
            return ""
        people = self.matrix.groups.get((before, after), {})
        counts = _(
            "people {people} (ethnic minority {minority}, White {white}, undeclared or unknown {others})."
        ).format(
            people=number(sum(people.values())),
            minority=number(people.get(Membership.MINORITY, 0)),
            white=number(people.get(Membership.WHITE, 0)),
            others=number(sum(n for one, n in people.items() if one not in (Membership.MINORITY, Membership.WHITE))),
        )
        return f"{_move(before, from_name, after, to_name)}: {counts}"


def _move(before: str, from_name: str, after: str, to_name: str) -> str:
    if before == OUTSIDE:
        return _("Joined as {grade}").format(grade=to_name)
    if after == OUTSIDE:
        return _("Left as {grade}").format(grade=from_name)
    if before == after:
        return _("Stayed {grade}").format(grade=from_name)
    return _("{before} to {after}").format(before=from_name, after=to_name)


def _matrix_row(matrix: FlowMatrix, name: str, before: str, group: Membership | None) -> list[Text]:
    left = safe_cell("") if before == OUTSIDE else _cell(matrix.at(before, OUTSIDE, group), same=False)
    went = (_cell(matrix.at(before, code, group), same=code == before) for code, _name in matrix.grades)
    return [safe_cell(name, style="bold"), left, *went]


def _cell(people: int, *, same: bool) -> Text:
    justify: Literal["right"] = "right"
    if not people:
        return safe_cell(NOBODY, justify, "dim")
    return safe_cell(number(people), justify, "" if same else "bold")
