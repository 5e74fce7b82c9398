"""The values of a record as JSON, as text to type again, and as text to read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.formatting import long_date, number, pounds
from workforce_tui.domain.record_parsing import options_of
from workforce_tui.domain.records import WELSH_SUFFIX, FieldType, Grid
from workforce_tui.i18n import WELSH, _, language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import Field, RecordKind, Value, Values


def to_json(kind: RecordKind, values: Values) -> dict[str, Any]:
    """The values as JSON can hold them: dates as 2026-03-31, money as text; what is not stated is left out."""
    return {field.key: _plain(value) for field in kind.inputs if (value := values.get(field.key)) is not None}


def from_json(kind: RecordKind, data: Mapping[str, Any]) -> dict[str, Value]:
    """The values that `to_json` wrote; a field that is not there is not stated, a key no field has is left."""
    return {field.key: _typed(field, data.get(field.key)) for field in kind.inputs}


def raw_of(kind: RecordKind, values: Values) -> dict[str, str]:
    """The values as text that `parse` reads as the same values; what is not stated is left out."""
    return {field.key: raw_text(value) for field in kind.inputs if (value := values.get(field.key)) is not None}


def raw_from_json(data: Mapping[str, Any]) -> dict[str, str]:
    """What somebody wrote as JSON, in the form `to_json` writes or as texts, as text that `parse` reads."""
    return {str(key): _raw_of_json(value) for key, value in data.items()}


def _raw_of_json(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(str, value))
        case dict():
            return "; ".join(
                f"{row}/{column}={'' if count is None else count}"
                for row, cells in value.items()
                for column, count in (cells.items() if isinstance(cells, dict) else [("", cells)])
            )
        case _:
            return str(value)


def title_text(kind: RecordKind, values: Values) -> str:
    """What a record is called, in the language in use where its title is in both, else in the other one."""
    key = kind.title_field
    halves = (key + WELSH_SUFFIX, key) if language() == WELSH else (key, key + WELSH_SUFFIX)
    found = next((half for half in halves if values.get(half) is not None), None)
    return _("without a title") if found is None else value_text(kind.field(found), values[found])


def raw_text(value: Value) -> str:
    """One value as text to type: codes, dates as dd/mm/yyyy; "" for not stated."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return f"{value.day:02}/{value.month:02}/{value.year:04}"
        case tuple():
            return "; ".join(value)
        case Grid():
            return "; ".join(f"{row}/{column}={count}" for row, column, count in value.cells)
        case _:
            return str(value)


def value_text(field: Field, value: Value, organisations: Sequence[Organisation] = ()) -> str:
    """One value as text to read, in the language in use; "not stated" for None."""
    names = dict(options_of(field, organisations))
    match value:
        case None:
            return _("not stated")
        case bool():
            return names["yes" if value else "no"]
        case date():
            return long_date(value)
        case tuple():
            return "; ".join(names.get(code, code) for code in value)
        case Grid():
            return _grid_text(field, value)
        case Decimal():
            return pounds(value) if field.type is FieldType.AMOUNT else f"{value}"
        case int():
            return _whole_text(field, value)
        case _:
            return names.get(value, value)


def _whole_text(field: Field, value: int) -> str:
    match field.type:
        case FieldType.YEAR:
            return str(value)
        case FieldType.RECORD:
            return f"#{value}"
        case _:
            return number(value)


def _grid_text(field: Field, grid: Grid) -> str:
    rows, columns = dict(field.named(field.rows)), dict(field.named(field.columns))
    return "; ".join(
        f"{rows.get(row, row)} / {columns.get(column, column)}: {number(count)}" for row, column, count in grid.cells
    )


def _plain(value: Value) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return list(value)
        case Grid():
            nested: dict[str, dict[str, int]] = {}
            for row, column, count in value.cells:
                nested.setdefault(row, {})[column] = count
            return nested
        case _:
            return value


def _typed(field: Field, data: Any) -> Value:
    if data is None:
        return None
    match field.type:
        case FieldType.DATE:
            return date.fromisoformat(data)
        case FieldType.AMOUNT:
            return Decimal(data)
        case FieldType.SCORE:
            return Decimal(data) if field.places else int(data)
        case FieldType.CHOICES | FieldType.LEVELS | FieldType.ORGANISATIONS:
            return tuple(str(one) for one in data)
        case FieldType.GRID:
            return Grid(
                tuple((row, column, int(count)) for row, cells in data.items() for column, count in cells.items())
            )
        case _:
            value: Value = data
            return value
