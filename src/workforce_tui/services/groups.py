"""The rows of a report by ethnic group: five groups, what is coarser, and who is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import five_group, is_answered, node, nodes
from workforce_tui.domain.representation import Composition, Representation, representation, share_interval
from workforce_tui.domain.shares import Share
from workforce_tui.i18n import _
from workforce_tui.services.figures import ReportRow

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition


def group_rows(
    composition: Composition, definition: EthnicityDefinition, organisation: str, day: date | None
) -> tuple[ReportRow, ...]:
    """A row for each ethnic group with anyone in it; the share is of everyone whose ethnicity is known."""
    groups: dict[str, dict[str, Count]] = {}
    for code, count in composition.by_code.items():
        groups.setdefault(five_group(code) or code, {})[code] = count
    whole = representation(composition, definition)
    order = {code: position for position, code in enumerate(nodes())}
    return tuple(
        _group_row(group, replace(composition, by_code=groups[group]), whole, organisation, day)
        for group in sorted(groups, key=lambda code: order[code])
    )


def _group_row(
    group: str, inside: Composition, whole: Representation, organisation: str, day: date | None
) -> ReportRow:
    """One group: its own people under the definition, beside everyone known."""
    own = representation(inside, whole.definition)
    known = is_answered(group)
    share = Share(own.headcount, _minus(whole.known, own.headcount)) if known else None
    figures = replace(
        own,
        known=whole.known,
        undeclared=whole.undeclared,
        unknown=whole.unknown,
        minority=own.minority if known else None,
        white=own.white if known else None,
        share=share,
        declaration=whole.declaration,
        interval=None if share is None else share_interval(share),
        bounds=None,
        not_given=whole.not_given if known else own.not_given,
    )
    not_counted = _("Not part of the share: the denominator is staff whose ethnicity is known.")
    return ReportRow(organisation, day, group, node(group).name, figures, note=own.note if known else not_counted)


def _minus(whole: Count, part: Count) -> Count:
    """Everyone but *part*: the counts were added up, so both ends come apart again."""
    return Count(whole.low - part.low, whole.high - part.high)
