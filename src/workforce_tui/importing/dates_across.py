"""Tables with a column of numbers for each of several days: only the column of the day asked for is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import long_date
from workforce_tui.importing.dates import parse_date
from workforce_tui.importing.mapper import (
    DECIDED,
    Mapper,
    Structure,
    ask_or_do_without,
    column_name,
    find,
    finish,
    mostly,
)
from workforce_tui.importing.model import Layout
from workforce_tui.importing.values import is_percentage, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_BESIDE = frozenset({"number", "no", "no.", "nifer", "change", "difference", "newid"})


def days_of(columns: Sequence[tuple[str, ...]]) -> dict[int, date]:
    """The day each column is headed by; none unless the header is nothing but days and what changed between them."""
    found: dict[int, date] = {}
    for index, parts in enumerate(columns):
        if not parts:
            continue
        day = parse_date(parts[-1])
        if day is not None:
            found[index] = day
        elif index and tidy(parts[-1]) not in _BESIDE and not is_percentage(parts[-1]):
            return {}
    return found if len(found) > 1 and 0 not in found else {}


def dates_across(mapper: Mapper, wanted: date | None) -> Structure | None:
    """The structure of a table of organisations with a column for each day; None for any other table.

    A day that is not asked for, or that has no column, is an issue: which of the figures are meant is never guessed.
    """
    days = {index: day for index, day in days_of(mapper.header.columns).items() if mapper.ranks[index] != DECIDED}
    if len(days) < 2 or not mostly(mapper, 0, partial(find, mapper.organisations)):
        return None
    structure = Structure(Layout.LONG, mapper.header, [])
    mapper.give(0, "organisation")
    chosen = [index for index, day in days.items() if day == wanted]
    if len(chosen) == 1:
        mapper.give(chosen[0], "headcount")
        structure.left_out += [column_name(mapper.header, index) for index in days if index not in chosen]
    else:
        mapper.give(max(days, key=lambda index: days[index]), "headcount")
        structure.missing = "dates_across"
        structure.named = ", ".join(long_date(day) for day in sorted(set(days.values())))
    ask_or_do_without(mapper, structure, "ethnicity", [])
    ask_or_do_without(mapper, structure, "grade", [])
    return finish(mapper, structure)
