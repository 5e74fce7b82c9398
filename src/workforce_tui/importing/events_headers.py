"""Finding the header of a table about events, which may have neither a grade nor a headcount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import EVENTS, Dataset
from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.domain.outcomes import recognise_outcome
from workforce_tui.importing.events_columns import event_field
from workforce_tui.importing.events_detect import outcomes_across
from workforce_tui.importing.headers import ethnic_groups, find_header, header_score
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import parse_number, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.headers import Header, Range
    from workforce_tui.importing.values import Cell

_ETHNICITY = frozenset({"ethnicity", "ethnicity_code"})


def load_event_tables() -> None:
    """Load what headers and outcomes of events are called; for a thread that would only wait for the parser."""
    for dataset in EVENTS:
        event_field(dataset, ("-",))
        recognise_outcome(dataset, "-", suggest=False)


def header_of_events(
    head: Sequence[list[Cell]], merged: Sequence[Range], at: int | None, datasets: Sequence[Dataset] = EVENTS
) -> Header | None:
    """The header that says most of one of the *datasets*; None where no row has ethnicity and anything of events."""

    def score(columns: Sequence[tuple[str, ...]]) -> int:
        found = {known[0] for parts in columns if (known := header_fields(parts))}
        if not found & _ETHNICITY and len(ethnic_groups(columns)) < 2:
            return 0
        return header_score(columns) + max(_of_dataset(dataset, columns) for dataset in datasets)

    found = find_header(head, merged, at, score=score)
    if found is not None:
        return found
    plain = find_header(head, merged, at, score=lambda columns: score(columns) and score(columns) + 1)
    return plain if plain is not None and _counts_by_group(plain, head) else None


def _counts_by_group(header: Header, head: Sequence[list[Cell]]) -> bool:
    """Whether numbers stand beside ethnic groups below a header: a person can say what is counted there."""
    columns = (i for i, parts in enumerate(header.columns) if (header_fields(parts) or ("",))[0] in _ETHNICITY)
    column = next(columns, None)
    if column is None:
        return False
    below = [row for row in head[header.last + 1 :] if column < len(row) and _is_group(row[column])]
    return len(below) > 1 and all(any(parse_number(to_text(cell)) is not None for cell in row) for row in below)


def _is_group(cell: Cell) -> bool:
    """Whether a cell names an ethnic group, or an answer such as "not stated"."""
    text = to_text(cell)
    return bool(text) and recognise_ethnicity(text, suggest=False).code is not None


def _of_dataset(dataset: Dataset, columns: Sequence[tuple[str, ...]]) -> int:
    """How much header rows say of events of a kind."""
    fields = {found[0] for parts in columns if parts and (found := event_field(dataset, parts))}
    codes = set(outcomes_across(dataset, columns).values()) - {"other", "unknown"}
    return len(fields) + (2 * len(codes) if len(codes) > 1 else 0)
