"""Numbers in the texts of a return that an edition would be refused for: said beforehand, with what to do."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.auditing.prose import LONG_ENOUGH, loose_numbers
from workforce_tui.auditing.words import plain
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.grades import grades, ladders_for
from workforce_tui.domain.indicator_catalogue import LEVELS
from workforce_tui.domain.levels import level_name
from workforce_tui.domain.return_sections import NARRATIVE_NAMES
from workforce_tui.i18n import LANGUAGES, _, speaking
from workforce_tui.services.release_plan import FIVE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.domain.table import Row, Table
    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.services.return_contents import SectionContents

NARRATIVE = "narrative"
_TYPED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("targets", "target"): ("owner", "rationale"),
    ("networks", "year"): (),
    ("actions", "review"): (),
}
"""Tables of records that protected editions have with what was typed, by section and first column: the columns of it
beside the names of the rows."""
TYPED_IN = tuple(section for section, _first in _TYPED)
"""The sections with such tables."""


def numbers_typed(
    found: AnnualReturn, kind: OrganisationKind, contents: Sequence[Mapping[str, SectionContents]] = ()
) -> dict[str, str]:
    """By section, the numbers its texts state of people, or beside the name of a grade or group, and what to do.

    An edition shows such a number only where one of its tables does; which tables do is known when it is made. *kind*
    is that of the organisation: grades have its names. *contents* are the sections in each language, of whose records
    the texts are read.
    """
    names = names_of_rows(kind)
    said: dict[str, list[str]] = {}
    for section, where, text in (*_texts(found), *_of_records(contents)):
        numbers = ", ".join(dict.fromkeys(_stated(text, names)))
        if numbers:
            said.setdefault(section, []).append(_("{where}: {numbers}").format(where=where, numbers=numbers))
    advice = _(
        "Numbers of people that a protected edition is refused for unless its tables show them: {numbers}. Leave them "
        "out, or write what the tables show as they will be published."
    )
    return {section: advice.format(numbers="; ".join(dict.fromkeys(places))) for section, places in said.items()}


def _texts(found: AnnualReturn) -> Iterator[tuple[str, str, str]]:
    for key, text in found.texts.items():
        yield NARRATIVE, _("{text} (English)").format(text=_(NARRATIVE_NAMES[key])), text.english
        yield NARRATIVE, _("{text} (Welsh)").format(text=_(NARRATIVE_NAMES[key])), text.welsh
    for section, reason in found.nothing.items():
        yield section, _("Nothing to report"), reason


def _of_records(contents: Sequence[Mapping[str, SectionContents]]) -> Iterator[tuple[str, str, str]]:
    """What was typed in records, with the label of its row: that is what a reader sees beside it.

    A row is named as the first of *contents* does.
    """
    named: dict[tuple[str, str, str], str] = {}
    for section, held in (one for sections in contents for one in sections.items()):
        for table, row in _rows_typed(section, held.tables):
            where = named.setdefault((section, table.columns[0].key, row.key), _place(table, row))
            yield section, where, _typed(table, row, section)


def rows_typed(section: str, tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """What was typed in the records of a section's *tables*: the place of each row, and its texts."""
    for table, row in _rows_typed(section, tables):
        yield _place(table, row), _typed(table, row, section)


def _rows_typed(section: str, tables: Sequence[Table]) -> Iterator[tuple[Table, Row]]:
    for table in tables:
        if table.columns and (section, table.columns[0].key) in _TYPED:
            yield from ((table, row) for row in table.rows)


def _place(table: Table, row: Row) -> str:
    return f"{table.title.partition(':')[0]}, {row.label}"


def _typed(table: Table, row: Row, section: str) -> str:
    keys = _TYPED[section, table.columns[0].key]
    cells = (cell for column, cell in zip(table.columns, row.cells, strict=True) if column.key in keys)
    return "\n".join((row.label, *(str(cell.value) for cell in cells if isinstance(cell, Shown))))


@cache
def names_of_rows(kind: OrganisationKind) -> frozenset[str]:
    """The plain names of groups, levels, tiers and grades in both languages: rows that may be withheld."""
    found: set[str] = set()
    for spoken in LANGUAGES:
        with speaking(spoken):
            found |= {node(code).name for code in FIVE_GROUPS}
            found |= {level_name(level) for level in LEVELS}
            found |= {grade.name for ladder in ladders_for(kind) for grade in grades(ladder)}
    return frozenset(filter(None, map(plain, found)))


def _stated(text: str, names: frozenset[str]) -> Iterator[str]:
    named = is_named(text, names)
    yield from (number for number, of_people in loose_numbers(text) if of_people or named)


def is_named(text: str, names: frozenset[str]) -> bool:
    """Whether a text has one of *names*, which are plain: the audit reads any number beside it as one of its row."""
    words = f" {plain(text)} "
    return any((f" {name}" if len(name) >= LONG_ENOUGH else f" {name} ") in words for name in names)
