"""The rows of a report by ethnic group: five groups, what is coarser, and who is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.ethnicity import five_group, is_answered, node, nodes
from workforce_tui.domain.representation import Composition, Representation, representation
from workforce_tui.domain.shares import Share
from workforce_tui.domain.statistics import Interval, wilson
from workforce_tui.i18n import _
from workforce_tui.services.figures import ReportRow

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition

WHITE = "WHITE"


def group_rows(
    composition: Composition, definition: EthnicityDefinition, organisation: str, day: date | None
) -> tuple[ReportRow, ...]:
    """A row for each ethnic group with anyone in it; the share is of everyone whose ethnicity is known."""
    counts: dict[str, Count] = {}
    for code, count in composition.by_code.items():
        group = five_group(code) or code
        counts[group] = counts.get(group, ZERO) + count
    whole = representation(composition, definition)
    order = {code: position for position, code in enumerate(nodes())}
    return tuple(
        _group_row(group, counts, whole, organisation, day) for group in sorted(counts, key=lambda code: order[code])
    )


def _group_row(
    group: str, counts: dict[str, Count], whole: Representation, organisation: str, day: date | None
) -> ReportRow:
    count, name = counts[group], node(group).name
    if not is_answered(group):
        figures = _figures(whole, count, None)
        note = _("Not part of the share: the denominator is staff whose ethnicity is known.")
        return ReportRow(organisation, day, group, name, figures, note=note)
    rest = total(other for code, other in counts.items() if code != group and is_answered(code))
    return ReportRow(organisation, day, group, name, _figures(whole, count, Share(count, rest), white=group == WHITE))


def _figures(whole: Representation, count: Count, share: Share | None, *, white: bool = False) -> Representation:
    known = share is not None
    return Representation(
        definition=whole.definition,
        headcount=count,
        known=whole.known,
        undeclared=whole.undeclared,
        unknown=whole.unknown,
        minority=None if not known else ZERO if white else count,
        white=None if not known else count if white else ZERO,
        share=share,
        declaration=whole.declaration,
        interval=None if share is None else _interval(share),
        bounds=None,
    )


def _interval(share: Share) -> Interval | None:
    low = wilson(share.part.low, share.part.low + share.rest.high)
    high = wilson(share.part.high, share.part.high + share.rest.low)
    return Interval(low.low, high.high) if low and high else None
