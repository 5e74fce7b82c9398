"""The board of returns as a table: for the command and for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.formatting import number, percent, percent_range
from workforce_tui.domain.return_headlines import HEADLINE_NAMES
from workforce_tui.domain.returns import STATE_NAMES
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.return_headlines import Extent, LargeChange
    from workforce_tui.services.return_board import Absent, BoardLine


def board_table(lines: Sequence[BoardLine], absent: Sequence[Absent] = ()) -> Table:
    """Every return, and below them the organisations of Wales that have sent nothing."""
    columns = (
        Column("year", _("Year"), numeric=False),
        Column("state", _("State"), numeric=False),
        Column("version", _("Version"), essential=False),
        Column("complete", _("Done"), numeric=False),
        Column("declaration", _("Declared"), numeric=False),
        Column("queries", _("Open queries"), essential=False),
        Column("overdue", _("Overdue"), numeric=False),
        Column("changes", _("Changed by over a fifth"), numeric=False, essential=False),
    )
    rows = (*map(_line, lines), *map(_absent, absent))
    notes = (_("A change on last year is named only where it is certain, whatever rounded or withheld figures were."),)
    return Table(_("Annual returns"), _("Organisation"), columns, rows, notes)


def _line(line: BoardLine) -> Row:
    found = line.found
    cells: tuple[Cell, ...] = (
        Shown(str(found.year)),
        Shown(_(STATE_NAMES[found.state])),
        Shown(line.version) if line.version else NotAvailable(_("no version is signed")),
        Shown(_("{done} of {number}").format(done=line.done, number=line.sections)),
        _rate(line.headline.declaration),
        Shown(line.queries),
        _late(overdue=line.overdue),
        Shown("; ".join(map(change_text, line.changes)) or _("none that is certain")),
    )
    return Row(line.name, cells, f"{found.organisation} {found.year}")


def _absent(one: Absent) -> Row:
    nothing = NotAvailable(_("nothing was sent"))
    cells = (Shown(str(one.year)), Shown(_("nothing sent")), *[nothing] * 4, _late(overdue=one.overdue), nothing)
    return Row(one.name, cells, f"{one.organisation} {one.year}")


def _late(*, overdue: bool) -> Cell:
    return Shown(_("overdue") if overdue else _("no"))


def _rate(extent: Extent | None) -> Cell:
    return NotAvailable(_("not known here")) if extent is None else Shown(extent_text(extent))


def extent_text(extent: Extent) -> str:
    """A share as a percentage, or as a range."""
    low, high = percent(extent.low), percent(extent.high)
    return low if low == high else percent_range(extent.low, extent.high)


def change_text(change: LargeChange) -> str:
    """A change in words, with both values."""
    before, after = (_figure(change.figure, one) for one in (change.before, change.after))
    return _("{figure}: {before}, now {after}").format(
        figure=_(HEADLINE_NAMES[change.figure]), before=before, after=after
    )


def _figure(name: str, extent: Extent) -> str:
    if name == "declaration":
        return extent_text(extent)
    low, high = number(int(extent.low)), number(int(extent.high))
    return low if low == high else _("{low} to {high}").format(low=low, high=high)
