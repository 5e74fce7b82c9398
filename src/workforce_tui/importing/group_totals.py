"""Rows of a table that add up one ethnic group: "White total" below White British, White Irish and White Other.

Such a row is checked against the rows of its group, wherever they stand. Where the table gives nothing finer of the
group, it is the count of that group: "Total White", "Total BME" and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import Scheme, is_finer, node
from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.importing.broad_groups import broad_group
from workforce_tui.importing.facts import ETHNICITY, WORKER
from workforce_tui.importing.labels import resolve_ethnicity
from workforce_tui.importing.values import is_total, summed_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.importing.facts import Fact
    from workforce_tui.importing.labelbook import LabelBook


def group_of_total(texts: Sequence[str]) -> str:
    """The ethnic group that the label of a total names, itself or in the column beside it; "" for all groups."""
    for text in texts:
        if is_total(text) and code_of_group(summed_group(text)):
            return summed_group(text)
    return next((text for text in texts if text and not is_total(text) and broad_group(text)), "")


def code_of_group(group: str) -> str | None:
    """The code of a group as `group_of_total` gives it."""
    return recognise_ethnicity(group, suggest=False).code if group else None


def _say_no_group(*codes: str | None) -> bool:
    """Whether all of some codes are answers that tell no group: "Not stated", "Prefer not to say"."""
    return all(code is not None and node(code).granularity == 0 for code in codes)


def count_groups_alone(facts: Iterable[Fact], book: LabelBook, *, has_workers: bool) -> None:
    """Make counts of the totals of a group of which the table has nothing finer, nor the group itself.

    *has_workers* is whether the table says what kind of worker is counted, so that none named means all of them.
    """
    totals = [fact for fact in facts if fact.group]
    if not totals:
        return
    codes = {resolve_ethnicity(pair, 0, Scheme.UNSTATED, book.answers).code for pair in book.ethnicities}
    if None in codes:
        return  # it may be a part of any group
    for total in totals:
        code = code_of_group(total.group)
        if not any(found == code or is_finer(found, code) or _say_no_group(found, code) for found in codes):
            key = list(total.key)
            key[ETHNICITY] = book.ethnicity(("", total.group))
            if total.raw is not None and not has_workers:
                key[WORKER] = key[WORKER] or ""
            total.key = tuple(key)  # type: ignore[assignment]
            total.group = ""
