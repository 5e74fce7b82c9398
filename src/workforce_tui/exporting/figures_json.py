"""A publication as JSON: the figures of the tidy CSV with numbers as numbers, and what has to be said with them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from workforce_tui.exporting.tidy import figure_record

if TYPE_CHECKING:
    from workforce_tui.domain.publication import FigureRow, Publication


def figures_document(publication: Publication) -> dict[str, Any]:
    """The publication by fixed English keys."""
    return {
        "title": publication.title,
        "language": publication.language,
        **publication.codes,
        "facts": [{"label": label, "text": text} for label, text in publication.facts],
        "notes": list(publication.notes),
        "figures": [figure_json(figure) for figure in publication.figures],
    }


def figure_json(figure: FigureRow) -> dict[str, Any]:
    """A figure by the names of the tidy CSV: null for no number, a percentage as it was published."""
    record: dict[str, Any] = {name: value or None for name, value in figure_record(figure).items()}
    for name in ("threshold", "rounding", "low", "high"):
        record[name] = getattr(figure, name)
    record["value"] = json_number(figure.value)
    return record


def json_number(value: int | Decimal | None) -> int | float | None:
    """A number without decimals it was not published with: 94, never 94.0."""
    if not isinstance(value, Decimal):
        return value
    return float(value) if int(value.as_tuple().exponent) < 0 else int(value)


def write_figures_json(publication: Publication, stream: IO[bytes]) -> None:
    """Write the JSON (UTF-8) to an open file."""
    text = json.dumps(figures_document(publication), ensure_ascii=False, indent=1)
    stream.write((text + "\n").encode("utf-8"))
