"""Annual returns in words: for the commands and for the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.return_remarks import note_of
from workforce_tui.domain.returns import STATE_NAMES
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.frozen_tables import Moved
    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.return_signing import Verified

MOST_MOVED = 20
"""Moved figures that are listed in words; JSON has all of them."""


def verified_lines(found: Verified) -> list[str]:
    """The answer of a verification."""
    words = {"number": found.version.number, "name": found.version.signature.name}
    if not found.intact:
        return [_("Version {number} is NOT what {name} signed: its contents have been changed.").format(**words)]
    return [_("Version {number} is as {name} signed it.").format(**words), *moved_lines(found.moved)]


def moved_lines(moved: Sequence[Moved]) -> list[str]:
    """Figures that moved since they were signed, the first of many."""
    lines = ["  " + moved_text(one) for one in moved[:MOST_MOVED]]
    more = len(moved) - MOST_MOVED
    if more > 0:
        lines.append(_("Figures that moved and are not listed here: {number}.").format(number=more))
    return lines


def moved_text(one: Moved) -> str:
    """A figure that moved, in words, with both values."""
    before, after = (_("not there") if cell is None else cell_text(cell) for cell in (one.before, one.after))
    return _("{table}, {row}, {column}: {before}, now {after}").format(
        table=one.table, row=one.row, column=one.column, before=before, after=after
    )


def history_lines(found: AnnualReturn) -> Iterator[str]:
    """Every version and every step, in the order of their days."""
    for one in found.versions:
        yield _("Version {number}, signed by {name}, {post}, on {date}").format(
            number=one.number, name=one.signature.name, post=one.signature.post, date=long_date(one.signature.on)
        )
    for move in found.moves:
        said = note_of(move)
        note = f" ({said})" if said else ""
        yield f"{long_date(move.on)}: {_(STATE_NAMES[move.after])}, {move.by}{note}"
