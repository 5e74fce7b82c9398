"""A publication as one web page that needs nothing else: no script, no network, charts with their tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import IO, TYPE_CHECKING, Any

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.exporting.text import clean
from workforce_tui.exporting.workbook import LANGUAGE_TAGS
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.publication import Publication, PublishedTable

TEMPLATE = "page.html.jinja"
_LABEL_WIDTH, _BAR_WIDTH, _VALUE_WIDTH = 250, 400, 80
_LINE = 26


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: its name, its length in units of the drawing, and what is written beside it."""

    label: str
    length: float
    text: str
    top: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one column of a table, and the same in words for who cannot see them."""

    title: str
    description: str
    bars: tuple[ChartBar, ...]
    height: int
    start: int = _LABEL_WIDTH
    width: int = _LABEL_WIDTH + _BAR_WIDTH + _VALUE_WIDTH


def write_page(publication: Publication, stream: IO[bytes]) -> None:
    """Write the page (UTF-8) to an open file."""
    stream.write(render_page(publication).encode("utf-8"))


def render_page(publication: Publication) -> str:
    """The page as text; everything from the publication is escaped."""
    return str(
        _template().render(
            publication=publication,
            tag=LANGUAGE_TAGS[publication.language],
            tables=[(one, chart_of(one)) for one in publication.tables],
            text_of=lambda cell: clean(cell_text(cell)),
            said={
                "contents": _("Contents"),
                "notes": _("Notes"),
                "facts": _("About these figures"),
                "source": _("Source"),
                "mapping": _("Grades beside common levels and tiers"),
                "skip": _("Skip to the contents"),
                "symbols": _("[c] = confidential, [x] = not available."),
            },
        )
    )


def chart_of(published: PublishedTable) -> Chart | None:
    """The bars of a table's chart column; None where it has none or no figure of it may be shown."""
    table = published.table
    places = [n for n, column in enumerate(table.columns) if column.key == published.chart]
    cells = [(clean(row.label), row.cells[places[0]]) for row in table.rows] if places else []
    lengths = [_length(cell) for _label, cell in cells]
    highest = max((one for one in lengths if one is not None), default=Decimal(0))
    if not highest:
        return None
    bars = tuple(
        ChartBar(label, float(_BAR_WIDTH * (length or 0) / highest), _beside(cell), n * _LINE)
        for n, ((label, cell), length) in enumerate(zip(cells, lengths, strict=True))
    )
    title = _("{measure} by {rows}").format(measure=table.columns[places[0]].label, rows=table.row_heading.lower())
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return Chart(title, said, bars, len(bars) * _LINE)


def _length(cell: Cell) -> Decimal | None:
    """What a bar is drawn as long as: only a number that is published exactly as it stands."""
    match cell:
        case Shown(Decimal() as value):
            return value
        case Shown(Count() as count) if count.is_exact:
            return Decimal(count.low)
        case _:
            return None


def _beside(cell: Cell) -> str:
    text = clean(cell_text(cell))
    return f"{text}%" if isinstance(cell, Shown) and isinstance(cell.value, Decimal) else text


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if isinstance(value, str) else value,
    )
    source = resources.files(__package__).joinpath(TEMPLATE).read_text(encoding="utf-8")
    return environment.from_string(source)
