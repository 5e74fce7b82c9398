"""A document to read: headings, paragraphs, lists, tables and bars, drawn in the same order in every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workforce_tui.i18n import ENGLISH

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from workforce_tui.domain.table import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 for the parts of the document, 2 and 3 for what is in them. The title is no heading."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; each line of it is a paragraph of its own.

    `language` ("en" or "cy") is said where it is not the document's (""). `keep`: no page ends after it.
    """

    text: str
    language: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list in no order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its title, date, notes, source and the meaning of its symbols."""

    table: Table


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length (None where it is not stated) and the same in words.

    `low` and `high` are the ends of a thin line at the end of the bar (None for none).
    """

    label: str
    value: int | Decimal | None
    text: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from nothing to `highest`. `description` says in words what they show, for who cannot see them.

    `step` is what lies between two lines behind the bars; 0 leaves it to the reader's program. `legend` says what is
    drawn beside the bars.
    """

    title: str
    description: str
    bars: tuple[Bar, ...]
    highest: int
    step: int = 1
    legend: tuple[str, ...] = ()


Block: TypeAlias = Heading | Paragraph | Bullets | TableBlock | BarChart


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, in the language `language` ("en" or "cy").

    `facts` stand under the title, one a line ("Prepared on": "31 March 2026"); `running` is at the foot of every page.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = ENGLISH
    subject: str = ""
    author: str = ""
    made_on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    running: str = ""
    contents: str = ""
    """The title of a list of the parts, which lead to them ("" for no list)."""
