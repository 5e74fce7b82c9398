"""The one way figures are drawn while a profile is in force: a table of gated cells, and why a cell is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.cell_text import WITHHELD, cell_text
from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.tui.gated_reading import GatedFigures

SENTENCES = 2_000
TALL = 32
"""Lines of the screen from which there is room for the rules of the profile under the table."""


class GatedPane(Vertical):
    """A table with a cursor on its cells; under it the sentence of the row and why the cell is withheld."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "next_withheld", N_("Why withheld")),
    ]
    DEFAULT_CSS = """
    GatedPane { height: 1fr; }
    GatedPane #gated-title { height: auto; padding: 0 1; }
    GatedPane #gated-detail { height: auto; max-height: 11; min-height: 5; padding: 0 2; background: $surface; }
    .-short GatedPane #gated-detail { max-height: 7; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.figures: GatedFigures | None = None

    def compose(self) -> ComposeResult:
        """The title over the table over the reasons."""
        yield Static(id="gated-title", markup=False)
        yield FittedTable(id="gated-table", cursor_type="cell", fixed_columns=1)
        with VerticalScroll(id="gated-detail"):
            yield Static(id="gated-why", markup=False)

    def show(self, figures: GatedFigures) -> None:
        """Draw the table; the cursor stands on the row that is looked at first."""
        self.figures = figures
        table = figures.table
        self.query_one("#gated-title", Static).update(Content.assemble((plain(table.title), "bold $heading")))
        heads = [safe_cell(table.row_heading), *(safe_cell(c.label, "right") for c in table.columns)]
        rows = [
            (None, [safe_cell(row.label), *(safe_cell(cell_text(cell), "right") for cell in row.cells)])
            for row in table.rows
        ]
        drawn = self.query_one(FittedTable)
        drawn.fill(heads, rows, aside=range(2, len(heads)))
        drawn.move_cursor(row=figures.start, column=0)
        drawn.focus()
        self.tell()

    @on(DataTable.CellHighlighted)
    def tell(self) -> None:
        """Say the sentence of the row under the cursor, and why its cell is withheld."""
        if self.figures is None or not self.figures.sentences:  # a list of targets may be empty
            self.query_one("#gated-why", Static).update(Content(_("Nothing to show.")))
            return
        place = self.query_one(FittedTable).cursor_coordinate
        row = min(place.row, len(self.figures.sentences) - 1)
        parts: list[tuple[str, str] | str] = [plain(self.figures.sentences[row], SENTENCES)]
        reason = self.figures.reasons[row][place.column - 1] if place.column else ""
        if reason:
            name = self.figures.table.columns[place.column - 1].label
            parts += ["\n", (f"{name}: ", "bold"), plain(reason, SENTENCES)]
        parts += ["\n", (self.figures.line, "$muted")]
        if self.app.size.height >= TALL:
            parts += [f"\n{plain(note, SENTENCES)}" for note in self.figures.table.notes[2:]]
        self.query_one("#gated-why", Static).update(Content.assemble(*parts))

    def sentence(self) -> str:
        """What the row under the cursor says, and under which profile."""
        if self.figures is None or not self.figures.sentences:
            return ""
        row = min(self.query_one(FittedTable).cursor_row, len(self.figures.sentences) - 1)
        return f"{self.figures.sentences[row]} {self.figures.line}"

    def action_next_withheld(self) -> None:
        """Move to the next withheld cell, round from the last to the first: its reason is said under the table."""
        if self.figures is None:
            return
        table = self.query_one(FittedTable)
        cells = [
            (n, m + 1)
            for n, row in enumerate(self.figures.table.rows)
            for m, cell in enumerate(row.cells)
            if cell_text(cell) == WITHHELD
        ]
        if not cells:
            self.notify(_("Nothing is withheld here."), markup=False)
            return
        here = (table.cursor_row, table.cursor_column)
        row, column = next((cell for cell in cells if cell > here), cells[0])
        table.move_cursor(row=row, column=column)
