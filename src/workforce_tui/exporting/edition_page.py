"""An edition as one web page that needs nothing else: no script, no network, charts with their tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.exporting.drawing import Chart, chart_of
from workforce_tui.exporting.edition_tables import all_tables, drawn, notes_under, shorthand_in
from workforce_tui.exporting.edition_texts import (
    SpokenText,
    commitments_line,
    heading_of_section,
    heading_of_table,
    nothing_in,
    spoken,
    told_sections,
)
from workforce_tui.exporting.plain_text import caption_of, one_line
from workforce_tui.exporting.sheets import LANGUAGE_TAGS
from workforce_tui.exporting.templates import template
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition, EditionSection, EditionTable
    from workforce_tui.domain.table import Table

TEMPLATE = "edition.html.jinja"
_NOT_IN_ANCHORS = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as the page shows it."""

    code: str
    name: str
    label: str
    caption: str
    table: Table
    chart: Chart | None
    codes: dict[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section as the page shows it."""

    anchor: str
    heading: str
    answers: str
    nothing: str
    texts: tuple[SpokenText, ...]
    tables: tuple[PageTable, ...]


def write_edition_page(edition: Edition, stream: IO[bytes]) -> None:
    """Write the page (UTF-8) to an open file."""
    stream.write(render_edition(edition).encode("utf-8"))


def render_edition(edition: Edition) -> str:
    """The page as text; everything from the edition is escaped."""
    return template(TEMPLATE).render(
        edition=edition,
        tag=LANGUAGE_TAGS[edition.language],
        sections=[_section(edition, one) for one in told_sections(edition)],
        mapping=drawn(edition.mapping) if edition.mapping is not None else None,
        shorthand=shorthand_in(all_tables(edition)),
        text_of=lambda cell: one_line(cell_text(cell)),
        said=_said(),
    )


def _said() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "notes": _("Notes"),
        "facts": _("About these figures"),
        "mapping": _("Grades beside common levels and tiers"),
        "mapping_table": _("Table of grades"),
        "skip": _("Skip to the figures"),
        "shorthand": _("Shorthand"),
        "back": _("Back to the contents"),
    }


def _section(edition: Edition, section: EditionSection) -> PageSection:
    return PageSection(
        anchor=f"section-{section.number}",
        heading=heading_of_section(section),
        answers=commitments_line(section),
        nothing=nothing_in(section),
        texts=tuple(spoken(text, edition.language) for text in section.texts),
        tables=tuple(_table(edition, one) for one in section.tables),
    )


def _table(edition: Edition, one: EditionTable) -> PageTable:
    table = drawn(one.table)
    caption = caption_of(table)
    return PageTable(
        code=f"table-{_NOT_IN_ANCHORS.sub('-', one.code)}",
        name=heading_of_table(one),
        label=f"{one.code}: {caption}",
        caption=caption,
        table=table,
        chart=chart_of(table, one.chart),
        codes=_codes(edition, one),
        notes=notes_under(table),
    )


def _codes(edition: Edition, one: EditionTable) -> dict[str, str]:
    """What a program reads a table by: attributes of it."""
    return {
        "table": one.code,
        "organisation": edition.organisation,
        "area": edition.codes.get("area", ""),
        "period": one.table.as_at.isoformat() if one.table.as_at else edition.codes.get("period", ""),
        "dimension": one.dimension,
        "definition": str(one.table.definition or ""),
        "cut": one.cut,
    }
