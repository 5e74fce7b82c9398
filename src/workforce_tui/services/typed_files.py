"""Grids of counts as comma-separated text: what a grid holds, and cells to put into one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.typed_counts import cell_text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.count_grid import CountGrid, Place

GRADE, OUTCOME = "grade", "outcome"
"""The names of the first columns."""
LONGEST = 2_000_000
"""Characters of a file of counts; a whole grid has a tenth of that."""


def cells_from_csv(grid: CountGrid, text: str) -> dict[Place, str]:
    """The cells of a table: a column of grades, one of outcomes where events have any, and one for each group.

    Grades, outcomes and groups are written as their codes or names.

    Raises:
        WorkforceError: a line or column is not known, one comes twice, or the text is no such table; the message
            says which line.
    """
    if len(text) > LONGEST:
        raise WorkforceError(_("The file is too long for a grid of counts."), _("Nothing was read."))
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        raise WorkforceError(
            _("This is no comma-separated table ({reason}).").format(reason=error), _("Nothing was read.")
        ) from None
    if not rows:
        raise WorkforceError(_("The file is empty."), _("Its first line names the columns: grade, then groups."))
    columns = _columns(grid, rows[0])
    found: dict[Place, str] = {}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            raise _wrong(
                number, _("its cells are {number} in number, not {wanted}").format(number=len(row), wanted=len(columns))
            )
        said = dict(zip(columns, (cell.strip() for cell in row), strict=True))
        page, line = _place(grid, said.pop(OUTCOME, ""), said.pop(GRADE), number)
        if (page, line) in seen:
            raise _wrong(number, _("its grade and outcome come twice"))
        seen.add((page, line))
        found |= {(page, line, group): cell for group, cell in said.items()}
    return found


def cells_from_words(grid: CountGrid, words: Iterable[str]) -> dict[Place, str]:
    """Cells given as GRADE/GROUP=12, or OUTCOME/GRADE/GROUP=12 where events have outcomes.

    Raises:
        WorkforceError: one is not written so, or names what the grid does not have.
    """
    found: dict[Place, str] = {}
    for word in words:
        name, sign, value = word.rpartition("=")
        parts = name.split("/")
        staged = bool(grid.pages[0].code)
        if not sign or len(parts) < 2 + staged:
            raise WorkforceError(
                _("“{text}” is no cell.").format(text=word[:60]),
                _("Write it as GRADE/GROUP=12, or as OUTCOME/GRADE/GROUP=12 where events have outcomes."),
            )
        page, line = _place(grid, parts[0] if staged else "", "/".join(parts[staged:-1]), 0)
        found[page, line, _group(grid, parts[-1], 0)] = value
    return found


def csv_of(grid: CountGrid) -> str:
    """The grid as a table that can be read again: what is held, cells without counts empty."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    staged = bool(grid.pages[0].code)
    writer.writerow([GRADE, *([OUTCOME] if staged else []), *(group.code for group in grid.groups)])
    for page in grid.pages:
        for line in (one for one in grid.lines if not one.locked):
            cells = [grid.shown.get((page.code, line.key, group.code)) for group in grid.groups]
            texts = ["" if count is None else cell_text_of(count) for count in cells]
            writer.writerow([line.key, *([page.code] if staged else []), *texts])
    return stream.getvalue()


def _columns(grid: CountGrid, header: Sequence[str]) -> list[str]:
    """What each column is: "grade", "outcome" or the code of a group."""
    first = {GRADE: GRADE, _("Grade").casefold(): GRADE}
    if grid.pages[0].code:
        first |= {OUTCOME: OUTCOME, _("Outcome or stage").casefold(): OUTCOME}
    found = [first.get(name.strip().casefold()) or _group(grid, name, 1) for name in header]
    if len(set(found)) < len(found):
        raise _wrong(1, _("a column comes twice"))
    missing = set(first.values()) - set(found)
    if missing:
        raise _wrong(1, _("there is no column called {name}").format(name=", ".join(sorted(missing))))
    return found


def _place(grid: CountGrid, page: str, line: str, number: int) -> tuple[str, str]:
    pages = {one.code: one.code for one in grid.pages} | {one.name.casefold(): one.code for one in grid.pages}
    found = pages.get(page, pages.get(page.casefold()))
    if found is None:
        raise _wrong(number, _("there is no outcome {name}").format(name=page[:40]))
    key = _named({one.key: one.name for one in grid.lines}, line)
    if key is None:
        raise _wrong(number, _("there is no grade {name}").format(name=line[:40]))
    return found, key


def _group(grid: CountGrid, name: str, number: int) -> str:
    found = _named({one.code: one.name for one in grid.groups}, name.strip())
    if found is None:
        raise _wrong(number, _("there is no ethnic group {name} in this grid").format(name=name[:40]))
    return found


def _named(names: Mapping[str, str], wanted: str) -> str | None:
    """The code given as itself or by its name; None where no code, or more than one, is meant."""
    if wanted in names:
        return wanted
    found = [code for code, name in names.items() if wanted.casefold() in (code.casefold(), name.casefold()) and wanted]
    return found[0] if len(found) == 1 else None


def _wrong(number: int, reason: str) -> WorkforceError:
    if not number:
        return WorkforceError(reason[:1].upper() + reason[1:] + ".", _("The grid read with --json has the codes."))
    return WorkforceError(
        _("Line {number} cannot be read: {reason}.").format(number=number, reason=reason), _("Nothing was saved.")
    )
