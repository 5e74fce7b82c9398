"""An edition as a Word report: the facts, what is in it, its sections with their charts and tables, and the notes."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from workforce_tui.exporting.bars import bars_of
from workforce_tui.exporting.document import Bar, BarChart, Bullets, Document, Heading, Paragraph, TableBlock
from workforce_tui.exporting.edition_tables import all_tables, day_of, drawn, shorthand_in
from workforce_tui.exporting.edition_texts import (
    commitments_line,
    heading_of_section,
    heading_of_table,
    nothing_in,
    spoken,
    told_sections,
)
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.edition import Edition, EditionSection, EditionTable, EditionText
    from workforce_tui.exporting.bars import BarRow
    from workforce_tui.exporting.document import Block


def write_edition_word(edition: Edition, stream: IO[bytes]) -> None:
    """Write the report to an open file; the same edition gives the same bytes."""
    from workforce_tui.exporting.word import word_bytes

    stream.write(word_bytes(document_of(edition)))


def document_of(edition: Edition) -> Document:
    """The edition as a document to read, in its own language."""
    blocks: list[Block] = []
    for section in told_sections(edition):
        blocks += _section(section, edition.language)
    if edition.mapping is not None:
        blocks += [Heading(_("Grades beside common levels and tiers")), TableBlock(drawn(edition.mapping))]
    blocks += _notes(edition)
    return Document(
        title=edition.title,
        blocks=tuple(blocks),
        language=edition.language,
        subject="; ".join(f"{label}: {text}" for label, text in edition.facts),
        author=edition.author,
        made_on=day_of(edition),
        facts=edition.facts,
        running=edition.title,
        contents=_("Contents"),
    )


def _section(section: EditionSection, language: str) -> Iterator[Block]:
    yield Heading(heading_of_section(section))
    if section.commitments:
        yield Paragraph(commitments_line(section), keep=True)
    if nothing := nothing_in(section):
        yield Paragraph(nothing)
    for text in section.texts:
        yield from _text(text, language)
    for one in section.tables:
        yield from _table(one)


def _text(text: EditionText, language: str) -> Iterator[Block]:
    found = spoken(text, language)
    yield Heading(found.name, 2)
    if found.said:
        yield Paragraph(found.said)
    if found.lines:
        yield Paragraph("\n".join(found.lines), "" if found.language == language else found.language)


def _table(one: EditionTable) -> Iterator[Block]:
    yield Heading(heading_of_table(one), 2)
    table = drawn(one.table)
    bars = bars_of(table, one.chart)
    if bars is not None:
        drawn_bars = tuple(map(_bar, bars.rows))
        yield BarChart(bars.title, bars.description, drawn_bars, int(bars.highest) + 1, step=0, legend=bars.lines)
    yield TableBlock(table)


def _bar(row: BarRow) -> Bar:
    text = row.text
    if row.target is not None:
        unit = "%" if row.text.endswith("%") else ""
        text = _("{figure}, target {target}").format(figure=row.text, target=f"{row.target:f}{unit}")
    return Bar(row.label, row.value if row.value is not None else row.low, text, row.low, row.high)


def _notes(edition: Edition) -> Iterator[Block]:
    meanings = tuple(f"{marker} = {meaning}" for marker, meaning in shorthand_in(all_tables(edition)))
    if edition.notes or meanings:
        yield Heading(_("Notes"))
        yield Bullets((*edition.notes, *meanings))
