"""Reading CSV, JSON and plain text as a reader would."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from workforce_tui.auditing.documents import MOST_CELLS, Document, Grid, Words, refuse, text_of
from workforce_tui.auditing.words import code_of
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_HOW = frozenset({"threshold", "rounding", "version"})
"""Values that say how the figures of a file were made safe."""
_GAP = re.compile(r"\s{2,}|\t")
_FACT = re.compile(r"(.+?): (\D+?) (\S.*)")
DEEPEST = 100


def read_csv(path: Path) -> Document:
    """A delimited file as one table; lines before the header (of another width) are words."""
    text = text_of(path.read_bytes(), path)
    delimiter = max(",;\t", key=text.count)
    try:
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=delimiter) if any(map(str.strip, line))]
    except csv.Error as error:
        raise refuse(path, _("it is not a table of values.")) from error
    document = Document(path.name)
    add_lines(document, path.name, lines)
    return document


def add_lines(document: Document, where: str, lines: Sequence[Sequence[str]], title: str = "", **codes: str) -> None:
    """Lines of cells as words (those of one cell, above) and one table below them."""
    start = next((n for n, line in enumerate(lines) if sum(bool(cell.strip()) for cell in line) > 1), len(lines))
    for line in lines[:start]:
        document.words += [Words(where, cell, where) for cell in line if cell.strip()]
    if start < len(lines):
        header = tuple(lines[start])
        title = title or next((cell for line in lines[:start] for cell in line if cell.strip()), "")
        width = max(map(len, lines[start:]))
        rows = tuple(tuple(line) + ("",) * (width - len(line)) for line in lines[start + 1 :])
        document.grids.append(Grid(where, title, header + ("",) * (width - len(header)), rows, codes))


def read_json(path: Path) -> Document:
    """JSON: every list of records is a table, every other value a word under its keys."""
    try:
        content = json.loads(text_of(path.read_bytes(), path), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise refuse(path, _("it is not JSON, or has two values under one name.")) from error
    document = Document(path.name)
    for number, _item in enumerate(_walk(document, path.name, content, {}, 0)):
        if number > MOST_CELLS:
            raise refuse(path, _("it is too large."))
    return document


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Of two values under one name programs show the last, and a reader sees both."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError(pairs)
    return found


def _walk(document: Document, where: str, item: Any, codes: dict[str, str], depth: int) -> Iterator[None]:
    yield
    if depth > DEEPEST:
        document.unsure.append(Words(where, "..."))
    elif isinstance(item, list) and item and all(isinstance(one, dict) for one in item):
        yield from _records(document, where, item, codes, depth)
    elif isinstance(item, list):
        for number, one in enumerate(item):
            yield from _walk(document, f"{where}[{number}]", one, codes, depth + 1)
    elif isinstance(item, dict):
        inner = codes | {str(key): _scalar(value) for key, value in item.items() if not isinstance(value, dict | list)}
        numbers = any(isinstance(value, int | float) and not isinstance(value, bool) for value in item.values())
        if numbers:
            yield from _records(document, where, [item], codes, depth)
            return
        for key, value in item.items():
            yield from _walk(document, f"{where}: {key}", value, inner, depth + 1)
    elif item is not None:
        says_how = code_of("column", where.rpartition(": ")[2]) in _HOW
        document.words.append(Words(where, _scalar(item), where, quiet=says_how))


def _records(
    document: Document, where: str, item: list[dict[str, Any]], codes: dict[str, str], depth: int
) -> Iterator[None]:
    names = list(dict.fromkeys(str(key) for one in item for key in one))
    rows = []
    for number, one in enumerate(item):
        for key, value in one.items():
            if isinstance(value, dict) or (isinstance(value, list) and not _is_interval(value)):
                inner = codes | {str(name): _scalar(other) for name, other in one.items() if isinstance(other, str)}
                yield from _walk(document, f"{where}[{number}]: {key}", value, inner, depth + 1)
        rows.append(tuple(_scalar(one.get(name)) for name in names))
        yield
    document.grids.append(Grid(where, where, tuple(names), tuple(rows), codes))


def _is_interval(value: list[Any]) -> bool:
    return len(value) == 2 and all(isinstance(end, int | float) for end in value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return f"{value[0]} to {value[1]}" if _is_interval(value) else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # 14.0 in JSON may be 14 as published: programs write the point by themselves
    return str(value)


def read_text(path: Path) -> Document:
    """A report as text: aligned columns are a table, "Row: Measure value" is a fact, all else is words."""
    document = Document(path.name)
    lines = text_of(path.read_bytes(), path).splitlines()
    table: list[list[str]] = []
    title = next((line.strip() for line in lines if line.strip()), "")
    facts: dict[str, dict[str, str]] = {}
    for line in [*lines, ""]:
        cells = [cell for cell in _GAP.split(line.strip()) if cell]
        if len(cells) > 1 and (not table or len(cells) == len(table[0])):
            table.append(cells)
            continue
        if len(table) > 1:
            document.grids.append(Grid(path.name, title, tuple(table[0]), tuple(map(tuple, table[1:]))))
        elif table:
            document.words.append(Words(path.name, "  ".join(table[0]), path.name))
        table = []
        if match := _FACT.fullmatch(line.strip()):
            facts.setdefault(match[1], {})[match[2]] = match[3]
        elif line.strip():
            document.words.append(Words(path.name, line.strip(), path.name))
    if facts:
        names = list(dict.fromkeys(name for one in facts.values() for name in one))
        rows = tuple((label, *(one.get(name, "") for name in names)) for label, one in facts.items())
        document.grids.append(Grid(path.name, title, ("", *names), rows))
    return document
