"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from workforce_tui.auditing.statements import Figure


@dataclass(frozen=True, slots=True)
class Protection:
    """What must stay hidden: no withheld count may be proved to be one value, nor 1 to *threshold* - 1 people within a
    width under *width*. The latter holds for withheld parts of a shown total together, too.

    What only the files called *aside* withhold is not looked for: they say what is known, to readers who may be told.
    With *only_new*, neither is what is linked to nothing but files that were published earlier.
    """

    threshold: int
    width: int = 3
    aside: tuple[str, ...] = ()
    only_new: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A published count, or a percentage of several: what it is of, where it was read, and from what to what it is."""

    figures: tuple[Figure, ...]
    source: str
    low: Fraction | int | None
    high: Fraction | int | None


@dataclass(frozen=True, slots=True)
class Confined:
    """A sum of people that the files give away: proved to be from *low* to *high* (None: no upper end).

    `kind` is "cell" (a withheld figure), "complement", "definitions", "parts", "revision", "dates", "group", "share"
    (whom a percentage is of, where no table has the count) or "small" (shown though it is so few); `what` says which in
    words; `because` names what pins it. `figures` are its codes, `pins` everything published that pins
    it, the weightiest first. Where `proved` is False no proof was found
    either way, which counts as given away.
    """

    kind: str
    what: str
    low: int
    high: int | None
    because: tuple[str, ...]
    figures: tuple[Figure, ...]
    source: str = ""
    proved: bool = True
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A number in words, a name or a picture that gives a withheld figure away, or something that cannot be read.

    Of numbers in words `said` is all of the text they stand in, and `numbers` are those that no table shows.
    """

    where: str
    text: str
    reason: str
    message: str
    said: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The audit of finished files.

    `figures` are the counts and percentages read, `withheld` those of them that the files withhold, `checked` the sums
    an attack was made on. `uncoded` are the files none of which has its figures one by one, with the codes they are
    joined by: of them `tables` tables were read as counts by their headings, and `loose` for their numbers alone.
    `smallest` is the smallest proved width (highest less lowest possible value) of the
    withheld figures that stood; None where there was none. `questions` are numbers that could not be tied to a table:
    nobody can say that they give nothing away.
    """

    files: tuple[str, ...]
    figures: int
    withheld: int
    checked: int
    confined: tuple[Confined, ...]
    leaks: tuple[Given, ...]
    smallest: int | None
    seconds: float
    uncoded: tuple[str, ...] = ()
    tables: int = 0
    loose: int = 0
    questions: tuple[Given, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether nothing was given away and everything was understood."""
        return not self.confined and not self.leaks
