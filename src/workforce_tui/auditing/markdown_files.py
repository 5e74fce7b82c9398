"""Reading Markdown: tables between bars with their titles and the lines below them, all else as words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.documents import Document, Grid, Words, text_of

if TYPE_CHECKING:
    from pathlib import Path

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_ESCAPED = re.compile(r"\\(.)")
_LEADING = re.compile(r"^(?:#{1,6}|[-*+])\s+")
_TITLE = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*$")


def read_markdown(path: Path) -> Document:
    """A file of Markdown as a reader sees it."""
    document = Document(path.name)
    title, table, below = "", [], -1
    for line in [*(one.strip() for one in text_of(path.read_bytes(), path).splitlines()), ""]:
        if line.startswith("|"):
            table += [] if _RULE.fullmatch(line) else [_cells(line)]
            continue
        if table:
            document.grids.append(_grid(path.name, title, table))
            table, below = [], len(document.grids) - 1
        if not line:
            continue
        text = _text(line)
        if _TITLE.match(line):
            title, below = text, -1
        elif below >= 0:
            grid = document.grids[below]
            document.grids[below] = replace(grid, below=f"{grid.below} {text}".strip())
        document.words.append(Words(path.name, text, path.name))
    return document


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_text(cell.strip()) for cell in _BAR.split(line)[1:-1])


def _text(line: str) -> str:
    return _ESCAPED.sub(r"\1", _LEADING.sub("", line).replace("**", "")).strip()


def _grid(where: str, title: str, table: list[tuple[str, ...]]) -> Grid:
    width = max(map(len, table))
    filled = [row + ("",) * (width - len(row)) for row in table]
    return Grid(where, title, filled[0], tuple(filled[1:]))
