"""Compact pivot tables: Excel's usual layout, with two fields below each other in the column "Row Labels".

Such a table is read as if it had been given in tabular form: the inner field in the column as it is, the outer one in
a column of its own to the right, and the rows of outer labels as the totals that they are. Rows and columns keep their
places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import find_organisation
from workforce_tui.domain.workforce import recognise_worker_type
from workforce_tui.importing.headers import ethnic_groups
from workforce_tui.importing.known import is_grade
from workforce_tui.importing.model import Layout
from workforce_tui.importing.pivot_levels import NOT_READ, UNKNOWN, Levels, is_nested, levels_of
from workforce_tui.importing.sex_labels import sex_labels
from workforce_tui.importing.sex_lines import Is, Line
from workforce_tui.importing.slices import is_time
from workforce_tui.importing.statuses import LEFT, recognise_status
from workforce_tui.importing.synonyms import field_of
from workforce_tui.importing.values import is_percentages, is_total, parse_count, says_fte, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.importing.book import OpenSheet
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

_CORNER = frozenset(map(label_key, ("Row Labels", "Labeli Rhes", "Labeli'r Rhesi", "Labeli Rhesi")))
_MOST_ROWS = 5_000
_HEADERS = {
    "grade": "Grade",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "worker_type": "Employee Type",
    "organisation": "Organisation",
}
_TOTAL = "Total"
_COUNT_OF = "Count of "


@dataclass(frozen=True, slots=True)
class Pivot:
    """What a compact pivot table was read as: the headers of its two fields; none where it could not be told."""

    outer: str = ""
    inner: str = ""


@dataclass(slots=True)
class _Table:
    """Where the table is: its header, the column of labels, and the rows below, without the grand total."""

    header: int
    column: int
    body: list[tuple[int, Line]]
    grand: int | None


def tabular(sheet: OpenSheet, head: Sequence[list[Cell]], request: ImportRequest) -> OpenSheet:
    """The sheet with a compact pivot table in tabular form; the same sheet where it has none.

    Where it has one whose two levels cannot be told apart, the sheet says so. *head* are its first rows.
    """
    corner = next(
        ((row, column) for row, cells in enumerate(head) for column, cell in enumerate(cells) if _is_corner(cell)), None
    )
    if corner is None:
        return sheet
    kind = request.organisation.kind if request.organisation else None
    rows = list(islice(sheet.rows(), _MOST_ROWS + 1))
    table = _table(rows, *corner)
    if len(rows) > _MOST_ROWS or not table.body:
        return sheet
    across = _across(rows, table, kind)
    fields = _fields([line.label for _place, line in table.body], across, kind, request.organisations)
    lines = [line for _place, line in table.body]
    needed = {"": {"ethnicity"}, "ethnicity": {"grade"}, "grade": {"ethnicity"}}[across]
    levels = levels_of(lines, fields, frozenset(needed))
    if levels is None:
        ethnic = {"ethnicity" in found for found in fields.values()}
        return replace(sheet, pivot=Pivot()) if is_nested(lines) or (not across and len(ethnic) > 1) else sheet
    made = _rewritten(rows, table, levels)
    found = Pivot(_header_of(levels.outer, rows, table), _header_of(levels.inner, rows, table))
    return replace(sheet, rows=lambda: iter(made), last_rows=None, pivot=found)


def say_pivot(structure: Structure, pivot: Pivot | None, log: IssueLog) -> None:
    """Say how a compact pivot table was read; where that could not be told it is refused."""
    if pivot is None:
        return
    if pivot.outer:
        log.add("pivot_read", outer=pivot.outer, inner=pivot.inner)
    else:
        structure.missing = "pivot_unclear"


def say_uncounted(structure: Structure, texts: Sequence[str], rows: Iterable[list[Cell]], log: IssueLog) -> None:
    """Refuse a pivot table that counts the very field it shows: those for whom it is blank are in it as nobody.

    "Count of Ethnicity" with a column "(blank)" that has no numbers. *texts* are the titles and headers, and *rows*
    follow the header.
    """
    across = "ethnicity" if structure.across == "ethnicity" else "grade"
    counted = [text for text in texts if text.startswith(_COUNT_OF)]
    header = next((text for text in counted if (field_of(text.removeprefix(_COUNT_OF)) or ("",))[0] == across), "")
    blank = [column for column in structure.values if label_key(column.label) == "blank"]
    if structure.layout is not Layout.CROSSTAB or not header or not blank:
        return
    cells = [row[column.index] for row in rows for column in blank if column.index < len(row)]
    if all(parse_count(cell).problem == "blank" or cell == 0 for cell in cells):
        log.add("blank_uncounted", column=blank[0].header, header=header, label=blank[0].label)


def _is_corner(cell: Cell) -> bool:
    return isinstance(cell, str) and "label" in cell.casefold() and label_key(cell) in _CORNER


def _table(rows: Sequence[list[Cell]], header: int, column: int) -> _Table:
    """The rows of labels down to the grand total, or to the first row with words and no numbers after a blank one."""
    table = _Table(header, column, [], None)
    numeric = sorted({i for row in rows[header + 1 :] for i in range(column + 1, len(row)) if _is_number(row[i])})
    for place in range(header + 1, len(rows)):
        row = rows[place]
        label = to_text(row[column]) if column < len(row) else ""
        if label_key(label) in ("grandtotal", "cyfanswmterfynol", "prifgyfanswm", "cyfanswmmawr"):
            table.grand = place
            break
        figures = [parse_count(row[i] if i < len(row) else "") for i in numeric]
        has_numbers = any(figure.problem not in ("blank", "not_a_number") for figure in figures)
        if label:
            table.body.append((place, Line(place + 1, label, Is.COUNT, figures if has_numbers else [])))
    if table.grand is None:
        while table.body and not table.body[-1][1].figures:
            table.body.pop()
    return table


def _is_number(cell: Cell) -> bool:
    return cell != "" and not parse_count(cell).problem


def _across(rows: Sequence[list[Cell]], table: _Table, kind: OrganisationKind | None) -> str:
    """What the columns are headed by: ethnic groups, grades, or "" for neither."""
    texts = [to_text(cell) for cell in rows[table.header][table.column + 1 :]]
    if len(ethnic_groups([(text,) for text in texts if text])) > 1:
        return "ethnicity"
    return "grade" if len({text for text in texts if not is_total(text) and is_grade(text, kind)}) > 1 else ""


def _fields(
    labels: Sequence[str], across: str, kind: OrganisationKind | None, organisations: Sequence[Organisation]
) -> Mapping[str, frozenset[str]]:
    """The fields each label may be of; "(blank)" may be of any."""
    sexes = sex_labels(labels)
    found: dict[str, frozenset[str]] = {}
    for label in labels:
        may_be = {
            "ethnicity": recognise_ethnicity(label, suggest=False).code is not None,
            "grade": is_grade(label, kind),
            "sex": label in sexes,
            "worker_type": recognise_worker_type(label) is not None,
            "organisation": find_organisation(label, organisations) is not None,
        }
        may_be.pop(across, None)
        known = {name for name, is_so in may_be.items() if is_so or label_key(label) == "blank"}
        found[label] = frozenset(known or ({NOT_READ} if _tells_apart(label) else ()))
    return found


def _tells_apart(label: str) -> bool:
    """Whether a label is a number, or of a field whose values must not be added up: times, measures, who has left."""
    is_measure = (field_of(label) or ("",))[0] in ("headcount", "fte") or says_fte(label) or is_percentages(label)
    is_number = parse_count(label).problem != "not_a_number"
    return is_measure or is_number or is_time(label) or recognise_status(label) == LEFT


def _header_of(field: str, rows: Sequence[list[Cell]], table: _Table) -> str:
    return _HEADERS[field] if field != UNKNOWN else to_text(rows[table.header][table.column])


def _rewritten(rows: Sequence[list[Cell]], table: _Table, levels: Levels) -> list[list[Cell]]:
    """The rows with the outer label in a column of its own; those of outer labels are totals of it."""
    width = max(map(len, rows))
    made = [[*row] for row in rows]

    def write(place: int, inner: Cell, outer: str) -> None:
        row = [*made[place], *[""] * (width - len(made[place])), outer]
        made[place] = [*row[: table.column], inner, *row[table.column + 1 :]]

    write(table.header, _header_of(levels.inner, rows, table), _header_of(levels.outer, rows, table))
    above = ""
    for order, (place, line) in enumerate(table.body):
        if order in levels.outer_rows:
            above = line.label
            if line.figures:
                write(place, _TOTAL, above)
            else:
                made[place] = []
        elif is_total(line.label):
            write(place, _TOTAL, above)
        else:
            write(place, line.label, above)
    if table.grand is not None:
        write(table.grand, made[table.grand][table.column], _TOTAL)
    return made
