"""An edition as rows of texts, the form it is handed from one database to another in; `edition_of` is the inverse.

Why a figure is withheld is not in the rows: whether a count is small, or hidden to protect another, tells of it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition_fields import (
    MAPPING,
    RETURN_FIELDS,
    SCHEMA,
    Form,
    RecordKind,
    content_hash,
    write_field,
)
from workforce_tui.domain.edition_reading import CONFIDENTIAL, edition_of
from workforce_tui.domain.edition_rounding import rounding_at
from workforce_tui.domain.publication import Marker, Unit
from workforce_tui.domain.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.cells import Cell, Value
    from workforce_tui.domain.edition import Edition, EditionSection, EditionTable
    from workforce_tui.domain.table import Column, Row, Table

__all__ = ["RETURN_FIELDS", "as_handed_over", "content_hash", "edition_of", "rows_of"]

_BASES: Mapping[str, str] = {"share": "known", "declaration_rate": "headcount"}
"""What the percentages of staff are percentages of."""
_Fields = dict[str, str]


def rows_of(edition: Edition) -> tuple[_Fields, ...]:
    """The rows of an edition, each with every column of `RETURN_FIELDS`; the last holds the hash of those before it.

    Raises:
        ValueError: a number is none, or a table without columns has rows.
    """
    everywhere = {
        "organisation": edition.organisation,
        "area": edition.codes.get("area", ""),
        "profile": edition.codes.get("profile", ""),
        "threshold": edition.codes.get("threshold", ""),
        "rounding": edition.codes.get("rounding", ""),
        "version": str(edition.version),
    }
    rows = [_written({**everywhere, **fields}) for fields in _records(edition)]
    digest = content_hash(rows)
    rows.append(_written({**everywhere, "record": RecordKind.HASH, "entry": "sha256", "text": digest}))
    return tuple(rows)


def as_handed_over(edition: Edition) -> Edition:
    """The edition as whoever receives it has it: that a figure is withheld, not why."""
    sections = tuple(
        replace(one, tables=tuple(replace(each, table=_without_reasons(each.table)) for each in one.tables))
        for one in edition.sections
    )
    mapping = None if edition.mapping is None else _without_reasons(edition.mapping)
    return replace(edition, sections=sections, mapping=mapping)


def _without_reasons(table: Table) -> Table:
    rows = tuple(
        replace(row, cells=tuple(CONFIDENTIAL if isinstance(cell, Withheld) else cell for cell in row.cells))
        for row in table.rows
    )
    return replace(table, rows=rows)


_EMPTY = dict.fromkeys(RETURN_FIELDS, "")


def _written(fields: Mapping[str, str]) -> _Fields:
    return _EMPTY | {name: write_field(name, text) for name, text in fields.items() if name in _EMPTY}


def _records(edition: Edition) -> Iterator[_Fields]:
    said = {
        "schema": SCHEMA,
        "kind": str(edition.kind),
        "audience": str(edition.audience),
        "year": str(edition.year),
        "language": edition.language,
        "title": edition.title,
        "author": edition.author,
    }
    for entry, text in said.items():
        yield {"record": RecordKind.EDITION, "entry": entry, "text": text}
    for entry, text in edition.codes.items():
        yield {"record": RecordKind.CODE, "entry": entry, "text": text}
    for title, text in edition.facts:
        yield {"record": RecordKind.FACT, "title": title, "text": text}
    for text in edition.notes:
        yield {"record": RecordKind.NOTE, "text": text}
    if edition.mapping is not None:
        yield from _table(edition, "", _mapping_table(edition.mapping))
    for section in edition.sections:
        yield from _section(edition, section)


def _mapping_table(table: Table) -> EditionTable:
    from workforce_tui.domain.edition import EditionTable

    return EditionTable(MAPPING, "", table)


def _section(edition: Edition, section: EditionSection) -> Iterator[_Fields]:
    here = {"section": section.code}
    yield {**here, "record": RecordKind.SECTION, "line": str(section.number), "title": section.name}
    for commitment in section.commitments:
        yield {**here, "record": RecordKind.COMMITMENT, "text": commitment}
    if section.nothing:
        yield {**here, "record": RecordKind.NOTHING, "text": section.nothing}
    for text in section.texts:
        yield {
            **here, "record": RecordKind.TEXT, "entry": text.key, "title": text.name,
            "text": text.english, "welsh": text.welsh, "translation": text.translation,
        }  # fmt: skip
    for table in section.tables:
        yield from _table(edition, section.code, table)


def _table(edition: Edition, section: str, held: EditionTable) -> Iterator[_Fields]:
    table, here = held.table, {"section": section, "table": held.code}
    if table.rows and not table.columns:
        raise ValueError(f"table {held.code} has rows and no columns")
    yield {
        **here, "record": RecordKind.TABLE, "title": held.name, "text": table.title, "column_label": table.row_heading,
        "entry": held.chart, "dimension": held.dimension, "cut": held.cut,
        "period": table.as_at.isoformat() if table.as_at else "", "definition": str(table.definition or ""),
    }  # fmt: skip
    if table.source:
        yield {**here, "record": RecordKind.SOURCE, "text": table.source}
    for text in table.notes:
        yield {**here, "record": RecordKind.TABLE_NOTE, "text": text}
    for place, column in enumerate(table.columns, 1):
        yield {
            **here, "record": RecordKind.COLUMN, "place": str(place), "measure": column.key, "unit": column.unit,
            "column_label": column.label, "form": "number" if column.numeric else "words",
            "entry": "essential" if column.essential else "",
        }  # fmt: skip
    day = table.as_at.isoformat() if table.as_at else edition.codes.get("period", "")
    definition = str(table.definition or edition.codes.get("definition", ""))
    whole = {**here, "cut": held.cut, "period": day, "definition": definition}
    for line, row in enumerate(table.rows, 1):
        about = whole | {"line": str(line), "row": row.key, "row_label": row.label}
        about["dimension"] = held.dimension if row.key else ""
        for fields in _row(about, table, row, figures=bool(held.dimension)):
            if fields["record"] == RecordKind.FIGURE and edition.codes.get("rounding"):
                fields["rounding"] = str(rounding_at(edition, held, row.key, fields["measure"]))
            yield fields


def _row(about: _Fields, table: Table, row: Row, *, figures: bool) -> Iterator[_Fields]:
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), 1):
        said = _cell(cell)
        kind = RecordKind.FIGURE if figures and said["form"] != Form.TEXT else RecordKind.CELL
        yield {
            **about, **said, "record": kind, "place": str(place), "measure": column.key,
            "column_label": column.label, "unit": _unit(column), "base_measure": _BASES.get(column.key, ""),
        }  # fmt: skip


def _unit(column: Column) -> str:
    if column.unit == "%":
        return str(Unit.PERCENT)
    return column.unit or (str(Unit.PEOPLE) if column.numeric else "")


def _cell(cell: Cell) -> _Fields:
    match cell:
        case Shown(value):
            return _value(value)
        case Withheld():
            return {"form": Form.WITHHELD, "marker": Marker.CONFIDENTIAL}
        case NotAvailable(reason):
            return {"form": Form.MISSING, "marker": Marker.NOT_AVAILABLE, "text": reason}


def _value(value: Value) -> _Fields:
    match value:
        case Count(low, high) if low == high:
            return {"form": Form.COUNT, "value": str(low)}
        case Count(low, high):
            return {"form": Form.COUNT, "low": str(low), "high": str(high), "status": "interval"}
        case Share(part, rest):
            return {"form": Form.SHARE, "text": f"{_ends(part)}/{_ends(rest)}"}
        case Decimal():
            return {"form": Form.DECIMAL, "value": plain_decimal(value)}
        case int():
            return {"form": Form.INTEGER, "value": str(int(value))}
        case float():
            return {"form": Form.REAL, "value": plain_decimal(Decimal(repr(value)))}
        case str():
            return {"form": Form.TEXT, "text": value}
        case _:
            raise ValueError(f"no value of a cell: {type(value).__name__}")


def plain_decimal(value: Decimal) -> str:
    """A number without exponent; raises ValueError for what is no number."""
    if not value.is_finite():
        raise ValueError(f"not a number: {value}")
    return f"{value:f}"


def _ends(count: Count) -> str:
    return str(count.low) if count.is_exact else f"{count.low}-{count.high}"
