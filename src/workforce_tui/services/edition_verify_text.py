"""What became of a file that was compared with what was handed over, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.edition_verify import VerifiedFile

MOST_DIFFERENCES = 40
"""Differences that are listed in words; JSON has all of them."""


def verified_lines(found: VerifiedFile) -> Iterator[str]:
    """Whether it is as it was handed over, everything that is not, and what that was judged by."""
    if found.same:
        said = _("{file} is as it was handed over.") if found.held else _("{file} agrees with its own hash.")
        yield said.format(file=found.name)
        if not found.identical:
            yield _(
                "Its bytes are not those that would be written today: a program saved it again, or another version of "
                "this one wrote it. What it says is the same."
            )
    elif not found.judged:
        yield _("It cannot be said whether {file} is as it was handed over.").format(file=found.name)
        yield _(
            "A PDF is compared as a whole, and its bytes are not those of one handed out or written here: somebody "
            "changed it, a program saved it again, or another version of WeasyPrint wrote it, or it is not installed "
            "here. What stands in a PDF is not compared: verify the tidy CSV, the workbook, the Word file or the web "
            "page of the same edition, each of which is."
        )
    else:
        yield _("{file} is NOT as it was handed over.").format(file=found.name)
    if found.hash_holds is False:
        yield _("Its hash is not that of its rows: somebody changed it after it was written.")
    for one in found.differences[:MOST_DIFFERENCES]:
        place = ", ".join(filter(None, (one.where, one.row, one.column)))
        words = {"place": place, "before": one.before or _("not there"), "after": one.after or _("not there")}
        yield "  " + _("{place}: {before}, in the file {after}").format(**words)
    if (more := len(found.differences) - MOST_DIFFERENCES) > 0:
        yield _("Differences that are not listed here: {number}.").format(number=more)
    if not found.held:
        yield _("The edition is not held here, so the file was compared with nothing but itself.")
