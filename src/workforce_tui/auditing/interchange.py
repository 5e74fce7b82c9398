"""The rows of a tidy file that are no figures of staff: what they say is read as words.

A file that hands over a whole return says in its column `record` what each row is; other tidy files have only figures.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.auditing.documents import Grid, Words
from workforce_tui.auditing.statements import Reading, Relation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.auditing.tidy import Context

_FIGURE, _CELL = "figure", "cell"
_TWO_COUNTS = "share"
_SHARE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?/(\d{1,9})(?:-(\d{1,9}))?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAID = ("title", "column_label", "row_label", "value", "low", "high", "text", "welsh", "translation")
_OF_THE_FILE = frozenset({"schema", "threshold", "rounding", "version"})
"""Entries whose numbers are no figures: they say how the file and its figures were made."""
OWN_COLUMNS = frozenset(
    {"record", "section", "table", "line", "place", "column_label", "form", "entry", "title", "text", "welsh",
     "translation"}
)  # fmt: skip
"""The columns an interchange has besides those of a tidy table: what they say is read as words, or is a place."""
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
    """What the rows that are neither figures nor cells say, as words."""
    if "record" not in grid.header:
        return
    record = grid.header.index("record")
    for number, row in enumerate(grid.rows, start=2):
        if row[record].strip() not in ("", _FIGURE, _CELL):
            fields = named(grid, row)
            said = " ".join(text for name in _SAID if (text := fields.get(name, "").strip()))
            if said:
                yield Words(f"{grid.where}, {number}", said, grid.where, quiet=_is_of_the_file(fields))


def _is_of_the_file(fields: Mapping[str, str]) -> bool:
    """Whether a row tells how the file was made, or which commitments of the Plan it is about."""
    return fields.get("entry", "") in _OF_THE_FILE or fields["record"].strip() == "commitment"


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of a table in the interchange: its label and code, and its cells by the codes of their columns."""

    where: str
    label: str
    cells: Mapping[str, str]
    withheld: int
    code: str = ""


@dataclass(slots=True)
class HeldTable:
    """A table of the interchange: its name, title, the headings of its columns, what is under it, and its rows."""

    name: str = ""
    title: str = ""
    heading: str = ""
    headings: dict[str, str] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)
    rows: dict[str, HeldRow] = field(default_factory=dict)
    figures: bool = False

    def grid(self, where: str) -> Grid:
        """The table as a reader sees it."""
        header = (self.heading, *self.headings.values())
        rows = tuple((row.label, *(row.cells.get(code, "") for code in self.headings)) for row in self.rows.values())
        return Grid(f"{where}, {self.name}", self.title, header, rows, {}, " ".join(self.below))


def tables_in(grid: Grid) -> dict[str, HeldTable]:
    """The tables of an interchange by their codes; none for another kind of table."""
    found: dict[str, HeldTable] = defaultdict(HeldTable)
    if "record" not in grid.header:
        return {}
    for number, row in enumerate(grid.rows, start=2):
        fields = named(grid, row)
        if code := fields.get("table", "").strip():
            _take(found[code], fields, f"{grid.where}, {number}")
    return dict(found)


def _take(table: HeldTable, fields: Mapping[str, str], where: str) -> None:
    match fields.get("record", "").strip():
        case "table":
            table.name, table.title, table.heading = fields["title"], fields["text"], fields["column_label"]
        case "source" | "table_note":
            table.below.append(fields["text"])
        case "column":
            unit = " (%)" if fields.get("unit") in ("%", "percent") else ""
            table.headings[fields["measure"]] = fields["column_label"] + unit
        case "figure" | "cell" as record:
            table.figures |= record == _FIGURE
            line = fields["line"]
            held = table.rows.get(line) or HeldRow(where, fields["row_label"], {}, 0, fields["row"])
            cells = {**held.cells, fields["measure"]: _said(fields)}
            withheld = held.withheld + (fields["marker"].strip() == "[c]")
            table.rows[line] = replace(held, cells=cells, withheld=withheld)


def _said(fields: Mapping[str, str]) -> str:
    """What a cell says."""
    if fields.get("marker", "").strip():
        return fields["marker"].strip()
    if fields.get("low", "").strip():
        return f"{fields['low']} to {fields['high']}"
    if fields.get("form", "").strip() == _TWO_COUNTS and (found := _SHARE.fullmatch(fields.get("text", "").strip())):
        return _as_percentages(found)
    return fields.get("value", "").strip() or fields.get("text", "").strip()


def _as_percentages(found: re.Match[str]) -> str:
    """A share of two counts as tables write it: in percent with one decimal, at both of its ends."""
    low, high, rest_low, rest_high = (int(one) if one else None for one in found.groups())
    ends = ((low or 0, rest_low if rest_high is None else rest_high), (low if high is None else high, rest_low))
    shown = []
    for part, rest in ends:
        base = (part or 0) + (rest or 0)
        tenths = (2000 * (part or 0) + base) // (2 * base) if base else 0
        shown.append(f"{tenths // 10}.{tenths % 10}")
    return " to ".join(shown)


def says_more(grid: Grid, table: HeldTable) -> str:
    """What a table of a file says that its interchange does not; "" where it only says the same again."""
    if len(grid.rows) != len(table.rows):
        return _short(grid.rows[0]) if grid.rows else ""
    for row, held in zip(grid.rows, table.rows.values(), strict=True):
        known = Counter(number for text in (held.label, *held.cells.values()) for number in _numbers(text))
        hidden = sum(cell.strip() == "[c]" for cell in row)
        if hidden < held.withheld or any(number not in known for cell in row for number in _numbers(cell)):
            return _short(row)
    return ""


def _short(row: tuple[str, ...]) -> str:
    return " ".join(row)[:120]


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.findall(text.replace(",", "")):
        yield found.rstrip("0").rstrip(".") if "." in found else found


_PARTS = {"share": ("minority", ("white",)), "declaration_rate": ("known", ("undeclared", "unknown"))}
"""What a share written as its two counts is made of: the part, and the rest of its base."""


def read_share(context: Context, measure: str, text: str, where: str) -> Reading | None:
    """What a share that is written as its two counts ("35-39/875", part and rest) says of them; None for another."""
    found = _SHARE.fullmatch(text.strip())
    if found is None or measure not in _PARTS or context.row.startswith("group:"):
        return None
    low, high, rest_low, rest_high = (int(one) if one else None for one in found.groups())
    part, rest = _PARTS[measure]
    reading = Reading(cells=1)
    reading.statements.append(Statement(context.figure(part), low or 0, low if high is None else high, where, text))
    terms = tuple((context.figure(one), Fraction(1)) for one in rest)
    ends = Fraction(rest_low or 0), Fraction((rest_low if rest_high is None else rest_high) or 0)
    reading.relations.append(Relation(terms, *ends, where, text))
    return reading
