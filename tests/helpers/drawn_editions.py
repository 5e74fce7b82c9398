"""The sample edition with what else a format has to draw: shares, ranges, targets, and marks that say nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from helpers.editions import sample_edition
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import EditionSection, EditionTable
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition


def shares_table() -> EditionTable:
    """Percentages as counts, as texts and as ranges, a target, and a mark that cannot be read aloud."""
    columns = (
        Column("share", "Share", "%"),
        Column("interval", "Interval (95%)"),
        Column("target", "Target", "%"),
        Column("gap", "Gap", "points"),
        Column("status", "Status", numeric=False),
    )
    rows = (
        _row("Police", Share(Count.exact(40), Count.exact(960)), "3.0%-5.1%", "6.0%", "\N{MINUS SIGN}2.0", "below"),
        _row("Prison", Share(Count(35, 39), Count(875, 875)), "2.9%-5.3%", "5.0%", "+0.4", "revised"),
        _row("Courts", Share(Count.exact(1), Count.exact(3)), "4.6%-69.9%", "–", "–", "–"),
    )
    table = Table("Shares: all of Wales", "Organisation", columns, rows)
    return EditionTable("T20", "T20 Shares", table, dimension="organisation", chart="share")


def _row(label: str, *values: Any) -> Row:
    return Row(label, tuple(map(Shown, values)), label.lower())


def whole_edition(language: str = "en") -> Edition:
    edition = sample_edition(language)
    section = EditionSection(20, "shares", "Shares", tables=(shares_table(),))
    return replace(edition, sections=(*edition.sections, section))
