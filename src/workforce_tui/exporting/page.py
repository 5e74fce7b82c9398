"""A publication as one web page that needs nothing else: no script, no network, charts with their tables."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.exporting.drawing import chart_of
from workforce_tui.exporting.sheets import LANGUAGE_TAGS
from workforce_tui.exporting.templates import template
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.publication import Publication, PublishedTable

TEMPLATE = "page.html.jinja"


def write_page(publication: Publication, stream: IO[bytes]) -> None:
    """Write the page (UTF-8) to an open file."""
    stream.write(render_page(publication).encode("utf-8"))


def render_page(publication: Publication) -> str:
    """The page as text; everything from the publication is escaped."""
    return template(TEMPLATE).render(
        publication=publication,
        tag=LANGUAGE_TAGS[publication.language],
        tables=[(one, chart_of(one.table, one.chart)) for one in publication.tables],
        text_of=lambda cell: clean(cell_text(cell)),
        codes_of=_codes,
        said={
            "contents": _("Contents"),
            "notes": _("Notes"),
            "facts": _("About these figures"),
            "source": _("Source"),
            "mapping": _("Grades beside common levels and tiers"),
            "mapping_table": _("Table of grades"),
            "skip": _("Skip to the contents"),
            "symbols": _("[c] = confidential, [x] = not available."),
        },
    )


def _codes(one: PublishedTable) -> dict[str, str]:
    """What a program reads a table by: attributes of it."""
    return {
        "table": one.code,
        "organisation": one.organisation,
        "area": one.area,
        "period": one.as_at.isoformat(),
        "dimension": one.dimension,
        "definition": one.definition,
        "cut": one.cut,
    }
