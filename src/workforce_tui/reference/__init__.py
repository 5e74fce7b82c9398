"""Data shipped with the package: ethnic groups, labels, grade ladders, organisations, benchmarks.

Every row of every file carries the source of what it says and the date it was true.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the packaged file `<name>.csv` (".csv" may be written too), read once.

    Raises FileNotFoundError for a name that is not packaged and ValueError for a row of the wrong length:
    both are faults of the package, not of the user.
    """
    import csv
    from importlib import resources

    file_name = name if name.endswith(".csv") else f"{name}.csv"
    text = resources.files(__package__).joinpath(file_name).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), strict=True)
    found = []
    for row in reader:
        if None in row or None in row.values():
            raise ValueError(f"{file_name}, line {reader.line_num}: the wrong number of values")
        found.append(MappingProxyType(row))
    return tuple(found)


def text(name: str) -> str:
    """The packaged text file *name*, such as "disclosure_policy.toml"; raises FileNotFoundError for another."""
    from importlib import resources

    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
