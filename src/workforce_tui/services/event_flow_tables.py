"""Flows from events as tables and a sentence: what a screen and a text report draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.formatting import count_text, difference_text, long_date
from workforce_tui.domain.table import Row, Table
from workforce_tui.i18n import N_, _
from workforce_tui.services.flow_tables import (
    ALWAYS_SHOWN,
    GROUPS,
    MEASURES,
    WHERE_ANY,
    beside_table,
    group_name,
    groups_table,
)

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.event_flows import EventCounts, EventFlows

SHOWN = tuple(key for key in MEASURES if key not in WHERE_ANY)
_NOT_KNOWN = N_("not known from the events held")


def figure(counts: EventCounts, measure: str) -> Count | None:
    """One figure of flows; None for what events do not show."""
    found: Count | None = getattr(counts, measure, None)
    return found


def event_flows_sentence(name: str, found: EventFlows) -> str:
    """The flows of everybody, in words to read aloud; *name* is the organisation's."""
    text = _(
        "{organisation}, from {start} to {end}, from files or counts of events. In post at the start: {before}. "
        "Joined: {joined}. Left: {left}. In post at the end: {after}. Promoted: {promoted}; promoted for a time: "
        "{temporarily}."
    )
    total = found.total
    return text.format(
        organisation=name,
        start=long_date(found.start),
        end=long_date(found.end),
        before=_said(total.start),
        joined=_said(total.joined),
        left=_said(total.left),
        after=_said(total.end),
        promoted=_said(total.promoted),
        temporarily=_said(total.temporarily_promoted),
    )


def _said(count: Count | None) -> str:
    return _("not available") if count is None else count_text(count)


def event_flows_table(name: str, found: EventFlows) -> Table:
    """A row for each group and one for everybody."""
    rows = [
        Row(group_name(member), _cells(found.by_group[member]), member.value)
        for member in GROUPS
        if member in ALWAYS_SHOWN or _anybody(found.by_group[member])
    ]
    title = _("Flows of staff from events: {organisation}, {start} to {end}")
    return groups_table(title, name, found, SHOWN, [*rows, Row(_("All staff"), _cells(found.total), "all")])


def _anybody(counts: EventCounts) -> bool:
    found = (figure(counts, key) for key in SHOWN)
    return any(one.high for one in found if one is not None)


def _cells(counts: EventCounts) -> tuple[Cell, ...]:
    found = (figure(counts, key) for key in SHOWN)
    return tuple(NotAvailable(_(_NOT_KNOWN)) if one is None else Shown(one) for one in found)


def differences_table(found: EventFlows) -> Table | None:
    """Start + joined - left beside the staff at the end, by group; None where joiners or leavers are not known."""
    lines = [(group, one) for group, one in found.differences if group is None or _anybody(one)]
    if not lines:
        return None
    rows = [
        Row(
            _("At the end: {group}").format(group=_("All staff") if group is None else group_name(group)),
            (Shown(one.end), Shown(_ends(one.expected)), Shown(difference_text(*one.difference))),
            "end:all" if group is None else f"end:{group.value}",
        )
        for group, one in lines
        if one.end is not None and one.expected is not None and one.difference is not None
    ]
    return beside_table(found, _("Start + joined - left"), rows)


def _ends(ends: tuple[int, int]) -> str:
    """A number, or two, that may be below zero where the events cannot be right."""
    return difference_text(*ends).replace("+", "")
