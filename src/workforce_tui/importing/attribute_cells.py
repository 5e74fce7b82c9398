"""Cells of a person's row about disability, age and contract: read into one number, and forgotten."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.attribute_labels import recognise_age_band, recognise_contract, recognise_disability
from workforce_tui.domain.attributes import AgeBand, Attributes, Contract, Disability, age_on, band_of_age
from workforce_tui.importing.dates import parse_date
from workforce_tui.importing.values import parse_number, to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_OLDEST_AS_NUMBER = 130
"""Below it a number is an age; above, it is a day as spreadsheets count them."""
_SHORT_YEAR = re.compile(r"(?<!\d)\d{2}$")
_YEARS_OLD = re.compile(r" ?(?:years?(?: old)?|yrs|oed|mlwydd oed)$", re.IGNORECASE)
_ISSUES = {"disability": "disability_unrecognised", "age": "age_unreadable", "contract": "contract_unrecognised"}


class AttributeCells:
    """What the columns about attributes say, whatever of them a file has."""

    def __init__(self, structure: Structure, log: IssueLog) -> None:
        columns = structure.columns
        ages = next((columns[name] for name in ("date_of_birth", "age_band") if name in columns), None)
        found = {"disability": columns.get("disability"), "age": ages, "contract": columns.get("contract")}
        self._columns = {name: index for name, index in found.items() if index is not None}
        self._names, self._log = structure.header.names, log
        self._unread: Counter[str] = Counter()
        self._codes: dict[int, tuple[tuple[int, Codes], ...]] = {}

    def codes(self, day: int) -> tuple[tuple[int, Codes], ...]:
        """The columns, each with the numbers for its cells as at the day with this ordinal.

        The numbers of a row, put together by `|`, are what it says. An age is that on the day of the snapshot.
        """
        if day not in self._codes:
            on = date.fromordinal(day)
            self._codes[day] = tuple((index, Codes(name, on, self._unread)) for name, index in self._columns.items())
        return self._codes[day]

    def report(self) -> None:
        """Say how many people's cells were not understood; never what is in them."""
        for name, rows in self._unread.items():
            header = self._names[self._columns[name]]
            self._log.add(_ISSUES[name], header=header, rows=rows, column=header)


class Codes(dict[Any, int]):
    """The numbers for cells of one column already met. Those not understood are not kept: each of them is counted."""

    def __init__(self, name: str, day: date, unread: Counter[str]) -> None:
        super().__init__()
        self._name, self._day, self._unread = name, day, unread
        self._read, self._unknown = _READ[name], _UNKNOWN[name]
        self._of_values: dict[Any, int] = {}

    def __missing__(self, cell: Any) -> int:
        value = self._read(cell, self._day)
        code = self._of_values.get(value)
        if code is None:
            said = self._unknown if value is None else value
            code = self._of_values[value] = Attributes(**{self._name: said}).code
        if value is None:
            self._unread[self._name] += 1
        elif not isinstance(cell, bool):  # True equals 1, which may mean something else
            self[cell] = code
        return code


def _disability(cell: Cell, _day: date) -> Disability | None:
    return recognise_disability(to_text(cell))


def _contract(cell: Cell, _day: date) -> Contract | None:
    return recognise_contract(to_text(cell))


def _age(cell: Cell, day: date) -> AgeBand | None:
    """The band of an age, a date of birth or a band; None when it is none of them, or nobody's in work."""
    if isinstance(cell, date):
        return band_of_age(age_on(cell, day))
    text = to_text(cell)
    years = parse_number(_YEARS_OLD.sub("", text))
    if years is not None and years < _OLDEST_AS_NUMBER:
        return band_of_age(float(years))
    born = parse_date(cell)
    if born is None:
        return recognise_age_band(text)
    if born > day and _SHORT_YEAR.search(text):
        born = born.replace(year=born.year - 100, day=min(born.day, 28))  # "65" is 1965: nobody is born later than now
    return band_of_age(age_on(born, day))


_READ: dict[str, Callable[[Cell, date], Any]] = {"disability": _disability, "age": _age, "contract": _contract}
_UNKNOWN: dict[str, Any] = {
    "disability": Disability.UNKNOWN,
    "age": AgeBand.UNKNOWN,
    "contract": Contract.UNKNOWN,
}
