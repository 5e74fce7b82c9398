"""What each figure of an edition is rounded to: totals may be exact where all other counts are rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition, EditionTable

EXACT, ROUNDED = "exact_totals", "rounded_totals"
"""The codes of an edition that say whether totals are exact ("yes", "some", "no"), and which are rounded all the same:
the day and the measure of each, as "2026-03-31/undeclared", apart by blanks."""
TOTALS = frozenset({"headcount", "known", "minority", "white", "undeclared", "unknown", "WHITE"})
PERIOD = "period"
"""What the rows of a table of everyone on several days are: their keys are the days."""


def rounding_at(edition: Edition, table: EditionTable, key: str, measure: str) -> int:
    """What the count in a row (by its key) and column of a table is rounded to; 0 for not at all."""
    rounding = int(edition.codes.get("rounding") or 0)
    if not rounding or edition.codes.get(EXACT, "no") == "no" or table.cut:
        return rounding
    if str(table.table.definition or "em_excl") != "em_excl" and measure in ("minority", "white"):
        return rounding
    named = _total(table, key, measure)
    if named not in TOTALS:
        return rounding
    day = key if table.dimension == PERIOD else _day(edition, table)
    return rounding if f"{day}/{named}" in edition.codes.get(ROUNDED, "").split() else 0


def _total(table: EditionTable, key: str, measure: str) -> str:
    """The measure of everyone that a figure is; "" where it is of some staff."""
    if table.dimension == "group":
        return key if measure == "headcount" else ""
    return measure if not key or table.dimension == PERIOD else ""


def _day(edition: Edition, table: EditionTable) -> str:
    return table.table.as_at.isoformat() if table.table.as_at else edition.codes.get("period", "")
