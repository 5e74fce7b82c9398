"""What one organisation sends each year: its shape, its file type, and how its sheets are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maker.model import Person, Shape
    from maker.sheets import Facts, Sheet

    Draw = Callable[[Sequence[Person], Facts], list[Sheet]]


@dataclass(frozen=True, slots=True)
class Sender:
    """An organisation and the spreadsheet it sends. The first sheet holds the data unless it is hidden."""

    shape: Shape
    suffix: str
    draw: Draw
    encoding: str = "utf-8"
    delimiter: str = ","
