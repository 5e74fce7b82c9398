"""What is kept of a person's attributes, as SQL that gives one of a few small numbers, and what each number means."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import (
    LONGEST_SERVICE,
    NOT_HELD,
    SERVICE_MONTHS,
    AgeBand,
    Attribute,
    Contract,
    Disability,
    Service,
    engagement,
)
from workforce_tui.domain.workforce import Sex

if TYPE_CHECKING:
    from datetime import date

_BITS = {Attribute.DISABILITY: 0, Attribute.AGE: 4, Attribute.CONTRACT: 8}
"""Where in the number of `Attributes` each is."""
_SEXES = (Sex.UNKNOWN, *(one for one in Sex if one is not Sex.UNKNOWN))
_CODES = {
    Attribute.SEX: tuple(map(str, _SEXES)),
    Attribute.DISABILITY: (NOT_HELD, *map(str, Disability)),
    Attribute.AGE: (NOT_HELD, *map(str, AgeBand)),
    Attribute.CONTRACT: (NOT_HELD, *map(str, Contract)),
    Attribute.SERVICE: (str(Service.UNKNOWN), *map(str, Service)),
}


def held(who: str, by: Attribute, day: date) -> str:
    """The SQL for the value of a person under the alias *who*, as at a day; 0 where nothing is held."""
    if by is Attribute.ENGAGEMENT:
        return f"({held(who, Attribute.CONTRACT, day)} * 8 + {held(who, Attribute.SERVICE, day)})"
    if by is Attribute.SEX:
        return f"COALESCE({said_sex(who)}, 0)"
    if by is not Attribute.SERVICE:
        return f"((COALESCE({who}.attributes, 0) >> {_BITS[by]}) & 15)"
    month, bands = day.year * 12 + day.month - 1, list(Service)
    steps = " ".join(
        f"WHEN {who}.start_month > {month - months} THEN {bands.index(band) + 1}" for months, band in SERVICE_MONTHS
    )
    last = f"WHEN {who}.start_month >= {month - LONGEST_SERVICE} THEN {bands.index(Service.LONGER) + 1}"
    return f"(CASE WHEN {who}.start_month IS NULL OR {who}.start_month > {month} THEN 0 {steps} {last} ELSE 0 END)"


def said_sex(who: str) -> str:
    """The SQL for the sex in a row of people or events under the alias *who*; NULL where it says none."""
    says = " ".join(f"WHEN '{code}' THEN {number}" for number, code in enumerate(_SEXES) if number)
    return f"(CASE {who}.sex {says} END)"


@cache
def meaning(by: Attribute, number: int | None) -> str:
    """The code of the value a number stands for; nobody has none."""
    if by is Attribute.ENGAGEMENT:
        contract, service = divmod(number or 0, 8)
        return engagement(meaning(Attribute.CONTRACT, contract), meaning(Attribute.SERVICE, service))
    return NOT_HELD if number is None else _CODES[by][number]
