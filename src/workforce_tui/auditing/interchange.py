"""The rows of a tidy file that are no figures of staff: what they say is read as words.

A file that hands over a whole return says in its column `record` what each row is; other tidy files have only figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.auditing.documents import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.auditing.documents import Grid

_FIGURE = "figure"
_SAID = ("title", "column_label", "row_label", "value", "low", "high", "text", "welsh", "translation")
READABLE = frozenset({"count", "decimal", "integer", "real", "withheld", "missing"})
"""The forms of figures that are read as statements; any other form of a figure cannot be judged."""


def named(grid: Grid, row: tuple[str, ...]) -> Mapping[str, str]:
    """The fields of a row by the names of their columns."""
    return dict(zip(grid.header, row, strict=False))


def is_figure(fields: Mapping[str, str]) -> bool:
    """Whether a row, its fields by their names, is a figure."""
    return fields.get("record", "").strip() in ("", _FIGURE)


def is_unreadable(fields: Mapping[str, str]) -> bool:
    """Whether a figure is in a form that no statement can be made of."""
    return bool(fields.get("form", "").strip()) and fields["form"].strip() not in READABLE


def words_beside(grid: Grid) -> Iterator[Words]:
    """What the rows that are no figures say, as words."""
    if "record" not in grid.header:
        return
    for number, row in enumerate(grid.rows, start=2):
        fields = named(grid, row)
        if not is_figure(fields):
            said = " ".join(text for name in _SAID if (text := fields.get(name, "").strip()))
            if said:
                yield Words(f"{grid.where}, {number}", said, grid.where)
