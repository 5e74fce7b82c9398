"""Documents as Markdown. Text that somebody typed is escaped: it never becomes markup, a link or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from workforce_tui.exporting.document import BarChart, Bullets, Heading, Paragraph, TableBlock
from workforce_tui.exporting.plain_text import caption_of, heading_of, lines, notes_of, one_line, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from workforce_tui.domain.table import Table
    from workforce_tui.exporting.document import Block, Document

FULL, EMPTY = "■", "□"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$^@])")
_ADDRESS = re.compile(r"(?i)(://|www\.|mailto:|xmpp:)")
_LINE_START = re.compile(r"^(\s*)([-+](?=\s|$)|[-=](?=[-=\s]*$)|\d+[.)](?=\s|$))")


def markdown_bytes(document: Document) -> bytes:
    """The document as the content of a Markdown file."""
    return render_markdown(document).encode("utf-8")


def render_markdown(document: Document) -> str:
    """The document as Markdown, one blank line between blocks."""
    facts = [f"**{escaped(name)}:** {escaped(value)}" for name, value in document.facts]
    parts = [f"# {escaped(document.title)}"]
    parts += ["  \n".join(facts)] if facts else []
    parts += _contents(document)
    for block in document.blocks:
        parts += _block(block)
    parts += ["---", escaped(document.running)] if document.running else []
    return "\n\n".join(part for part in parts if part) + "\n"


def _contents(document: Document) -> list[str]:
    """The parts of the document by name, where it has such a list."""
    parts = [f"- {escaped(block.text)}" for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    return [f"## {escaped(document.contents)}", "\n".join(parts)] if document.contents and parts else []


def escaped(text: str) -> str:
    """*text* on one line, so that a reader of Markdown shows it as it was typed."""
    kept = _MARKUP.sub(r"\\\1", one_line(text))
    kept = _ADDRESS.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\."), kept)
    return _LINE_START.sub(lambda found: found[1] + _escaped_start(found[2]), kept)


def _escaped_start(start: str) -> str:
    """What would begin a list or underline a heading, escaped."""
    return f"\\{start}" if len(start) == 1 else f"{start[:-1]}\\{start[-1]}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {escaped(text)}"
        case Paragraph(text):
            yield from (escaped(line) for line in lines(text))
        case Bullets(items):
            yield "\n".join(f"- {escaped(item)}" for item in items)
        case TableBlock(table):
            yield from _table(table)
        case BarChart():
            yield from _bars(block)
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(caption_of(table))}**"
    head = [one_line(table.row_heading), *(heading_of(column) for column in table.columns)]
    rule = ["---", *("---:" if column.numeric else "---" for column in table.columns)]
    body = [_row([escaped(text) for text in row]) for row in rows_of(table)]
    yield "\n".join([_row([escaped(text) for text in head]), _row(rule), *body])
    yield from (escaped(note) for note in notes_of(table))


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(text or ' ' for text in texts)} |"


def _bars(chart: BarChart) -> Iterator[str]:
    """Bars as a list: a square for each step, then the words."""
    yield f"**{escaped(chart.title)}**"
    yield "\n".join(f"- {escaped(bar.label)}: {_squares(bar.value, chart)}{escaped(bar.text)}" for bar in chart.bars)


def _squares(value: int | Decimal | None, chart: BarChart) -> str:
    """A square for each step; none where a bar has no whole number of them."""
    if not isinstance(value, int) or not chart.step:
        return ""
    return f"{FULL * value}{EMPTY * (chart.highest - value)} "
