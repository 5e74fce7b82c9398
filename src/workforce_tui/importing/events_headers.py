"""Finding the header of a table about events, which may have neither a grade nor a headcount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import EVENTS, Dataset
from workforce_tui.importing.events_columns import event_field
from workforce_tui.importing.events_detect import outcomes_across
from workforce_tui.importing.headers import ethnic_groups, find_header, header_score
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.headers import Header, Range
    from workforce_tui.importing.values import Cell

_ETHNICITY = frozenset({"ethnicity", "ethnicity_code"})


def header_of_events(
    head: Sequence[list[Cell]], merged: Sequence[Range], at: int | None, datasets: Sequence[Dataset] = EVENTS
) -> Header | None:
    """The header that says most of one of the *datasets*; None where no row has ethnicity and anything of events."""

    def score(columns: Sequence[tuple[str, ...]]) -> int:
        found = {known[0] for parts in columns if (known := header_fields(parts))}
        if not found & _ETHNICITY and len(ethnic_groups(columns)) < 2:
            return 0
        # Of "Ethnicity" beside one more column a person can say what is counted there.
        texts = [parts[-1] for parts in columns if parts]
        beside = len(texts) > 1 and all(parse_number(text) is None for text in texts)
        return header_score(columns) + max(beside, *(_of_dataset(dataset, columns) for dataset in datasets))

    return find_header(head, merged, at, score=score)


def _of_dataset(dataset: Dataset, columns: Sequence[tuple[str, ...]]) -> int:
    """How much header rows say of events of a kind."""
    fields = {found[0] for parts in columns if parts and (found := event_field(dataset, parts))}
    codes = set(outcomes_across(dataset, columns).values()) - {"other", "unknown"}
    return len(fields) + (2 * len(codes) if len(codes) > 1 else 0)
