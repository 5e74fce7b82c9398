"""What else may be recorded of somebody: disability, age band, kind of contract and length of service.

Of an age or a date of birth only a band is ever kept. Three of them are one number of a person, so that nothing is
stored of people whose file has none of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from workforce_tui.domain.workforce import Sex, sex_name
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Attribute(StrEnum):
    """What staff can be divided by, beside their ethnicity."""

    SEX = "sex"
    DISABILITY = "disability"
    AGE = "age"
    SERVICE = "service"
    CONTRACT = "contract"
    ENGAGEMENT = "engagement"
    """Contract and length of service together, for figures of one or the other."""


class Disability(StrEnum):
    """What somebody declared. Declined and nothing on record are two answers, never merged."""

    DISABLED = "disabled"
    NOT_DISABLED = "not_disabled"
    UNDECLARED = "undeclared"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """Years of age in the bands of Civil Service statistics (Cabinet Office)."""

    UNDER_20 = "16-19"
    TWENTIES = "20-29"
    THIRTIES = "30-39"
    FORTIES = "40-49"
    FIFTIES = "50-59"
    EARLY_SIXTIES = "60-64"
    OVER_64 = "65+"
    UNKNOWN = "unknown"


class Contract(StrEnum):
    """How long somebody is engaged for."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    CASUAL = "casual"
    SECONDED = "seconded"
    APPRENTICE = "apprentice"
    UNKNOWN = "unknown"


class Service(StrEnum):
    """Years of continuous service."""

    UNDER_1 = "under-1"
    UNDER_2 = "1-2"
    UNDER_5 = "2-5"
    UNDER_10 = "5-10"
    UNDER_20 = "10-20"
    LONGER = "20+"
    UNKNOWN = "unknown"


EARLY = frozenset({Service.UNDER_1, Service.UNDER_2})
"""Under two years of service: who leaves then is an early leaver."""
_AGES = (16, 20, 30, 40, 50, 60, 65)
OLDEST = 100
"""Somebody older is a mistake; also the last age of a band without end."""
SERVICE_MONTHS = ((12, Service.UNDER_1), (24, Service.UNDER_2), (60, Service.UNDER_5), (120, Service.UNDER_10),
            (240, Service.UNDER_20))  # fmt: skip
"""Months of service below which somebody is in a band."""
LONGEST_SERVICE = 12 * 70

_KINDS: dict[Attribute, type[Sex | Disability | AgeBand | Service | Contract]] = {
    Attribute.SEX: Sex,
    Attribute.DISABILITY: Disability,
    Attribute.AGE: AgeBand,
    Attribute.SERVICE: Service,
    Attribute.CONTRACT: Contract,
}
NOT_HELD = ""
"""In place of a value: the file had no such column, or counts people without it."""
_NO_ANSWER = frozenset({NOT_HELD, "unknown", "undeclared"})
_TITLES = {
    Attribute.SEX: N_("Sex"),
    Attribute.DISABILITY: N_("Disability"),
    Attribute.AGE: N_("Age band"),
    Attribute.SERVICE: N_("Length of service"),
    Attribute.CONTRACT: N_("Contract type"),
    Attribute.ENGAGEMENT: N_("Contract type and length of service"),
}
_NAMES: dict[StrEnum, str] = {
    Disability.DISABLED: N_("Disabled"),
    Disability.NOT_DISABLED: N_("Not disabled"),
    Disability.UNDECLARED: N_("Prefer not to say"),
    AgeBand.UNDER_20: N_("Aged 16 to 19"),
    AgeBand.TWENTIES: N_("Aged 20 to 29"),
    AgeBand.THIRTIES: N_("Aged 30 to 39"),
    AgeBand.FORTIES: N_("Aged 40 to 49"),
    AgeBand.FIFTIES: N_("Aged 50 to 59"),
    AgeBand.EARLY_SIXTIES: N_("Aged 60 to 64"),
    AgeBand.OVER_64: N_("Aged 65 and over"),
    Contract.PERMANENT: N_("Permanent"),
    Contract.FIXED_TERM: N_("Fixed term or temporary"),
    Contract.CASUAL: N_("Casual or zero hours"),
    Contract.SECONDED: N_("On secondment or loan"),
    Contract.APPRENTICE: N_("Apprentice"),
    Service.UNDER_1: N_("Under 1 year of service"),
    Service.UNDER_2: N_("1 year of service"),
    Service.UNDER_5: N_("2 to 4 years of service"),
    Service.UNDER_10: N_("5 to 9 years of service"),
    Service.UNDER_20: N_("10 to 19 years of service"),
    Service.LONGER: N_("20 years of service or more"),
}
_UNKNOWN = N_("Unknown")
_ABSENT = N_("Not held")


def attribute_title(attribute: Attribute) -> str:
    """What the attribute is called in the language in use."""
    return _(_TITLES[attribute])


def places(attribute: Attribute) -> tuple[str, ...]:
    """The codes of every value, in order; last that the file did not have it."""
    return (*map(str, _KINDS[attribute]), NOT_HELD)


def recorded(attribute: Attribute) -> tuple[str, ...]:
    """The codes that say something of somebody: neither unknown, nor undeclared, nor not in the file."""
    return tuple(code for code in places(attribute) if code not in _NO_ANSWER)


def engagement(contract: str, service: str) -> str:
    """The code of both together."""
    return f"{contract}/{service}"


def engaged(contracts: Iterable[str], services: Iterable[str]) -> frozenset[str]:
    """The codes of both together, of some contracts and some lengths of service."""
    return frozenset(engagement(*both) for both in product(contracts, services))


def value_name(attribute: Attribute, code: str) -> str:
    """A value's name in the language in use."""
    if code == NOT_HELD:
        return _(_ABSENT)
    value = _KINDS[attribute](code)
    return sex_name(value) if isinstance(value, Sex) else attribute_name(value)


def attribute_name(value: Disability | AgeBand | Contract | Service) -> str:
    """The value's name in the language in use."""
    return _(attribute_message(value))


def attribute_message(value: Disability | AgeBand | Contract | Service) -> str:
    """The name before it is translated, to be compared with names in any language."""
    return _NAMES.get(value, _UNKNOWN)


def age_on(born: date, day: date) -> int:
    """Completed years of age; somebody born on 29 February is a year older on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_of_age(years: float) -> AgeBand | None:
    """The band of an age in completed years; None below 16 or above 100, where the age must be wrong."""
    if not _AGES[0] <= years <= OLDEST:
        return None
    return _BANDS[bisect_right(_AGES, years)]


def band_of_ages(first: int, last: int | None) -> AgeBand | None:
    """The band that holds every age from *first* to *last* (None: and over); None where several do."""
    low, high = band_of_age(max(first, _AGES[0])), band_of_age(OLDEST if last is None else min(last, OLDEST))
    return low if low is high else None


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a file says of somebody; None where the file has no such column."""

    disability: Disability | None = None
    age: AgeBand | None = None
    contract: Contract | None = None

    @property
    def code(self) -> int:
        """All of it as one number, 0 where the file has none of the columns.

        Each takes four bits: its place in the list of its kind, from 1. The lists may only grow, at their ends.
        """
        return _place(self.disability) | _place(self.age) << 4 | _place(self.contract) << 8

    def beside(self, other: Attributes) -> Attributes:
        """Somebody with two posts: this is the main one; what only the other says of the person is added."""
        return Attributes(
            _told(self.disability, other.disability, Disability.UNKNOWN),
            _told(self.age, other.age, AgeBand.UNKNOWN),
            self.contract or other.contract,
        )


_DISABILITIES = (None, *Disability)
_BANDS: tuple[AgeBand | None, ...] = (None, *AgeBand)
_CONTRACTS = (None, *Contract)


@lru_cache(maxsize=None, typed=True)  # the unknown of one kind is equal to that of another
def _place(value: StrEnum | None) -> int:
    return 0 if value is None else tuple(type(value)).index(value) + 1


_Kind = TypeVar("_Kind", bound=StrEnum)


def _told(own: _Kind | None, other: _Kind | None, unknown: _Kind) -> _Kind | None:
    return other if own in (None, unknown) and other is not None else own


@cache
def attributes_of(code: int | None) -> Attributes:
    """What a number stands for."""
    if not code:
        return Attributes()
    return Attributes(_DISABILITIES[code & 15], _BANDS[code >> 4 & 15], _CONTRACTS[code >> 8 & 15])
