"""Returns made by hand for the audit: populations as nested counts, published under a rule, as lines of a tidy file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

FIELDS = (
    "organisation", "area", "period", "dimension", "row", "row_label", "cut", "definition", "measure", "value", "unit",
    "base_measure", "marker", "status", "profile", "threshold", "rounding", "version", "low", "high",
)  # fmt: skip
Line = dict[str, str]
People = dict[str, int]
"""How many people of one group of staff: minority, white, undeclared, unknown, and travellers among the white."""


@dataclass(frozen=True)
class Rule:
    """How counts are published: below *threshold* as [c] (nobody too, unless *zeros*), others rounded."""

    threshold: int = 0
    rounding: int = 0
    zeros: bool = False

    def __call__(self, count: int) -> str:
        if count < self.threshold and (count or not self.zeros):
            return "[c]"
        return str(self._rounded(count))

    def _rounded(self, count: int) -> int:
        if not self.rounding:
            return count
        return int((Decimal(count) / self.rounding).quantize(Decimal(1), ROUND_HALF_UP)) * self.rounding


NAIVE = Rule(5, 0, zeros=True)
"""Small counts blanked, and nothing else done."""
PUBLIC = Rule(10, 5)


def people(minority: int, white: int, undeclared: int = 0, unknown: int = 0, travellers: int = 0) -> People:
    """One group of staff."""
    return {
        "minority": minority, "white": white, "undeclared": undeclared, "unknown": unknown, "travellers": travellers,
    }  # fmt: skip


def added(groups: Iterable[People]) -> People:
    """Several groups together."""
    some = list(groups)
    return {name: sum(group[name] for group in some) for name in people(0, 0)}


def measures(group: People, definition: str = "em_excl") -> dict[str, int]:
    """The published measures of a group under a definition."""
    minority = group["minority"] + (group["travellers"] if definition == "em_plan" else 0)
    known = group["minority"] + group["white"]
    return {
        "headcount": known + group["undeclared"] + group["unknown"],
        "known": known,
        "minority": minority,
        "white": known - minority,
        "undeclared": group["undeclared"],
        "unknown": group["unknown"],
    }


def line(value: str, measure: str = "minority", **fields: str) -> Line:
    """One line; a value of "[c]" is the marker."""
    shown = {"value": "", "marker": value} if value.startswith("[") else {"value": value, "marker": ""}
    plain = {
        "organisation": "gwent-police", "area": "gwent", "period": "2026-03-31", "measure": measure, "unit": "people",
        "definition": "em_excl" if measure in ("minority", "white", "share") else "",
    }  # fmt: skip
    return plain | shown | fields


def table(
    rows: Mapping[str, People],
    rule: Callable[[int], str],
    *,
    dimension: str = "grade",
    chosen: Sequence[str] = ("headcount", "known", "minority", "white", "undeclared", "unknown"),
    **fields: str,
) -> list[Line]:
    """A table of an organisation with its total."""
    definition = fields.get("definition", "em_excl")
    fields = {name: value for name, value in fields.items() if name != "definition"}
    extra = {"threshold": str(getattr(rule, "threshold", 0)), "rounding": str(getattr(rule, "rounding", 0))}
    lines = []
    for code, group in (*rows.items(), ("", added(rows.values()))):
        for measure, count in measures(group, definition).items():
            if measure in chosen:
                given = {"definition": definition} if measure in ("minority", "white") else {}
                where = {"dimension": dimension if code else "", "row": code}
                lines.append(line(rule(count), measure, **where, **given, **extra, **fields))
    return lines


def write(path: Path, lines: Iterable[Line]) -> Path:
    """The lines as a tidy CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS)
        writer.writeheader()
        writer.writerows(lines)
    return path
