"""The cells of a gated row: each column shown only as far as what it is made from is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Reason
from workforce_tui.domain.formatting import half_up, percent_interval
from workforce_tui.domain.targets import TargetKind, TargetStatus
from workforce_tui.i18n import _
from workforce_tui.services.explaining import STATUS_SYMBOLS, status_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.targets import TargetProgress
    from workforce_tui.services.figures import ReportRow
    from workforce_tui.services.gate_shields import Shield
    from workforce_tui.services.release_plan import PlannedRow

COUNTS = ("headcount", "known", "minority", "white", "undeclared", "unknown")
DERIVED = Withheld(Reason.DERIVED)
NO_TARGET = "–"


@dataclass(frozen=True, slots=True)
class GatedRow:
    """A row of figures as it may be seen: a cell for each column, by the keys of the representation table.

    Percentages, the target and the gap are numbers in percent, with the decimals they may have; people short are a
    count, the status is its code, and the interval a pair of text.
    """

    label: str
    key: str
    organisation: str
    as_at: date
    definition: EthnicityDefinition
    cells: Mapping[str, Cell]


def row_cells(
    shield: Shield,
    key: Callable[[str], FigureKey],
    row: PlannedRow,
    definition: EthnicityDefinition,
    raw: ReportRow | None,
) -> GatedRow:
    """Every column of a row. *raw* gives target and interval, and is used only where its counts may be seen exactly."""
    of_group = row.dimension == "group"
    cells: dict[str, Cell] = {name: shield.cell(key(name)) for name in COUNTS}
    cells["share"] = shield.cell(key("share"))
    cells["declaration_rate"] = shield.cell(key("declaration_rate"))
    if of_group:
        for name in cells.keys() - {"headcount", "share"}:
            cells[name] = NotAvailable(_("Not a figure of one group."))
    part = key("headcount") if of_group else key("minority")
    base = replace(key("known"), dimension="", row="") if of_group else key("known")
    exact = shield.is_exact(part) and shield.is_exact(base)
    cells["interval"] = _interval(raw, cells["share"], exact=exact)
    cells |= _target(raw.progress if raw else None, cells["share"], exact=exact)
    return GatedRow(row.label, row.key, row.organisation, row.as_at, definition, cells)


def _interval(raw: ReportRow | None, share: Cell, *, exact: bool) -> Cell:
    """The interval gives the counts of its share away: it is shown only with them."""
    if isinstance(share, NotAvailable):
        return share
    found = raw.figures.interval if raw is not None else None
    if found is None or not exact or not isinstance(share, Shown):
        return DERIVED
    return Shown(percent_interval(found.low, found.high))


def _target(progress: TargetProgress | None, share: Cell, *, exact: bool) -> dict[str, Cell]:
    """Target, gap, people short and status: a gap of the percentage as published, the rest only of exact counts."""
    names = ("target", "gap_points", "persons_short", "status")
    if progress is None:
        return dict.fromkeys(names, Shown(NO_TARGET))
    if progress.target.kind is TargetKind.HEADCOUNT and not exact:
        return dict.fromkeys(names, DERIVED)
    if progress.status is TargetStatus.NOT_SET or progress.wanted is None:
        none = Shown(NO_TARGET)
        return {"target": none, "gap_points": none, "persons_short": none, "status": _status(progress)}
    short = progress.persons_short if exact and isinstance(share, Shown) else None
    return {
        "target": Shown(half_up(progress.wanted * 100, 1)),
        "gap_points": _gap(progress, share),
        "persons_short": DERIVED if short is None else Shown(Count(*short)),
        "status": _status(progress) if exact and isinstance(share, Shown) else DERIVED,
    }


def _status(progress: TargetProgress) -> Cell:
    return Shown(str(progress.status))


def _gap(progress: TargetProgress, share: Cell) -> Cell:
    """The published percentage minus the target, with no more decimals than the percentage has."""
    if not isinstance(share, Shown) or not isinstance(share.value, Decimal) or progress.wanted is None:
        return share if isinstance(share, NotAvailable) else DERIVED
    places = max(-int(share.value.as_tuple().exponent), 0)
    return Shown(share.value - half_up(progress.wanted * 100, places))


def drawn(name: str, cell: Cell) -> Cell:
    """A cell as the representation table writes it: percentages with their sign, a gap signed, a status in words."""
    if not isinstance(cell, Shown):
        return cell
    match name, cell.value:
        case "gap_points", Decimal() as gap:
            sign = "\N{MINUS SIGN}" if gap < 0 else "+" if gap > 0 else ""
            return Shown(f"{sign}{abs(gap):f}")
        case _, Decimal() as value:
            return Shown(f"{value:f}%")
        case "status", str() as code if code in set(TargetStatus):
            status = TargetStatus(code)
            return Shown(f"{STATUS_SYMBOLS[status]} {status_name(status)}")
        case _:
            return cell
