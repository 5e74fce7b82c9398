"""Records out of a list: one row for each, all of them added at once or none."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.i18n import LANGUAGES, _, speaking
from workforce_tui.services.records import add_in, signer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workforce_tui.domain.records import RecordKind
    from workforce_tui.services.workspace import Workspace

LARGEST = 5_000_000
"""Bytes of a list; a thousand long records take about a tenth."""
MOST_TOLD = 20
"""Rows with something wrong that are told; where there are more, how many."""
NOT_TYPED = frozenset(
    {"id", "kind", "title", "revision", "archived", "overdue", "created_at", "changed_at", "changed_by"}
)
"""Columns of a list as the program writes it that say nothing of the next one; passed over."""
ORGANISATIONS, PARENT = "organisations", "parent"
"""Columns that are no fields: whose record it is (codes, joined by ;), and the number of the record it hangs on."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list: its line in the file, what it says by key, whose it is, and what it hangs on."""

    line: int
    raw: Mapping[str, str]
    organisations: tuple[str, ...]
    parent: int | None


def import_records(
    ws: Workspace, kind: str, path: Path, *, organisation: str | None = None, parent: int | None = None, by: str
) -> tuple[int, ...]:
    """Add a record for each row of a CSV file; the numbers of the records, in the order of the rows.

    The first row names the fields, by key or by label in either language. *organisation* and *parent* are for rows
    that do not say their own.

    Raises:
        WorkforceError: the file cannot be read, a column is no field, or something in a row is not right (all of it
            is told, with its line). Nothing is added then.
    """
    found, name = kind_of(kind), signer(by)
    rows = read_list(path, found)
    problems: list[str] = []
    numbers: list[int] = []
    with ws.writing() as session:
        for row in rows:
            whose = row.organisations or ((organisation,) if organisation else ())
            above = row.parent if row.parent is not None else parent
            try:
                numbers.append(add_in(session, found, row.raw, organisations=whose, parent=above, name=name))
            except WorkforceError as error:
                problems.append(_("Line {line}: {problem}").format(line=row.line, problem=error.message))
        if problems:
            more = len(problems) - MOST_TOLD
            told = [*problems[:MOST_TOLD], *([_("Further lines: {number}.").format(number=more)] if more > 0 else [])]
            raise WorkforceError("\n".join(told), _("Mend these lines, then import the list again. Nothing was added."))
    return tuple(numbers)


def read_list(path: Path, kind: RecordKind) -> list[ListRow]:
    """The rows of a list, none of them checked yet.

    Raises:
        WorkforceError: the file cannot be read as CSV in UTF-8, is too large, or has a column that is no field.
    """
    reader = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise _unreadable(path, str(error)) from None
    filled = [(line, row) for line, row in lines if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise _unreadable(path, _("there is no row under the header"))
    keys = _keys(kind, filled[0][1])
    return [_row(kind, line, dict(zip(keys, row, strict=False)), len(row) > len(keys)) for line, row in filled[1:]]


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error.strerror or "") from None
    if len(content) > LARGEST:
        raise _unreadable(path, _("it is too large"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(path, _("it is not in UTF-8")) from None


def _unreadable(path: Path, reason: str) -> WorkforceError:
    return WorkforceError(
        _("{file} cannot be read ({reason}).").format(file=path.name, reason=reason),
        _("Give a CSV file in UTF-8 with a row for each record, as `list --csv` writes it. Nothing was added."),
    )


def _keys(kind: RecordKind, header: list[str]) -> list[str]:
    """The key of each column."""
    known = {label_key(key): key for key in (ORGANISATIONS, PARENT)}
    for field in kind.inputs:
        known |= {label_key(name): field.key for name in (field.key, f"value_{field.key}")}
    for field in kind.inputs:
        for language in LANGUAGES:
            with speaking(language):
                known.setdefault(label_key(field.label_text()), field.key)
    for passed in NOT_TYPED:
        known.setdefault(label_key(passed), passed)
    keys = [known.get(label_key(cell), "") for cell in header]
    strange = [cell.strip() or _("(blank)") for cell, key in zip(header, keys, strict=True) if not key]
    doubled = sorted({key for key in keys if key and keys.count(key) > 1})
    if strange or doubled:
        raise WorkforceError(
            _("These columns are no fields, or stand there twice: {names}.").format(
                names=", ".join([*strange, *doubled])[:400]
            ),
            _("The fields are: {keys}.").format(
                keys=", ".join([*(one.key for one in kind.inputs), ORGANISATIONS, PARENT])
            ),
        )
    return keys


def _row(kind: RecordKind, line: int, cells: dict[str, str], more: bool) -> ListRow:
    if more:
        raise WorkforceError(
            _("Line {line} has more cells than there are columns.").format(line=line),
            _("Put texts with commas in quotation marks. Nothing was added."),
        )
    parent = cells.pop(PARENT, "").strip()
    whose = cells.pop(ORGANISATIONS, "")
    if parent and not parent.isdecimal():
        raise WorkforceError(
            _("Line {line}: {problem}").format(line=line, problem=_("the parent is no number of a record")),
            _("Nothing was added."),
        )
    fields = {one.key for one in kind.inputs}
    cells = {key: _written(text) for key, text in cells.items() if key in fields}
    codes = tuple(code.strip() for code in whose.replace(",", ";").split(";") if code.strip())
    return ListRow(line, cells, codes, int(parent) if parent else None)


def _written(text: str) -> str:
    """A cell as it was typed: the program's own lists put an apostrophe before what a spreadsheet would work out."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
