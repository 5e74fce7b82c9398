"""Cells of a person's row about disability, age and contract: read into one number, and forgotten."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from operator import itemgetter
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
        indexes = list(self._columns.values())
        self.cells_of: Callable[[list[Cell]], Any] | None = itemgetter(*indexes) if indexes else None
        """The cells of a row that are read here, to be looked up in `codes`; None where a file has none of them."""
        self._codes: dict[int, Codes] = {}
        self._met: dict[tuple[str, type, Cell], Any] = {}
        """What labels mean. Their type is in the key, for True equals 1."""

    def codes(self, day: int) -> Codes:
        """The numbers for cells as at the day with this ordinal: an age is that on the day of the snapshot."""
        return self._codes.setdefault(day, Codes(self, date.fromordinal(day)))

    def read(self, cells: Any, day: date) -> tuple[int, bool]:
        """The number for some cells, and whether all of them were understood."""
        single = cells if len(self._columns) > 1 else (cells,)
        said = {name: self._said(name, cell, day) for name, cell in zip(self._columns, single, strict=True)}
        unread = [name for name, value in said.items() if value is None]
        self._unread.update(unread)
        return Attributes(**said | {name: _UNKNOWN[name] for name in unread}).code, not unread

    def _said(self, name: str, cell: Cell, day: date) -> Any:
        """What a cell says; ages are of a day and of many kinds, so only labels are kept."""
        if name == "age":
            return _age(cell, day)
        key = (name, type(cell), cell)
        if key not in self._met:
            self._met[key] = _READ[name](cell, day)
        return self._met[key]

    def report(self) -> None:
        """Say how many people's cells were not understood; never what is in them."""
        for name, rows in self._unread.items():
            header = self._names[self._columns[name]]
            self._log.add(_ISSUES[name], header=header, rows=rows, column=header)


class Codes(dict[Any, int]):
    """The numbers for cells already met. Those not understood are not kept, so that each of them is counted."""

    def __init__(self, cells: AttributeCells, day: date) -> None:
        super().__init__()
        self._cells, self._day = cells, day

    def __missing__(self, cells: Any) -> int:
        code, clear = self._cells.read(cells, self._day)
        if clear:
            self[cells] = code
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
