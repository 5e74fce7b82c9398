"""Flows as tables and sentences: what a screen, a text report and an exported file all draw."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import Membership, definition_name, membership
from workforce_tui.domain.formatting import difference_text, long_date, number
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import N_, _
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.reconciliation import reconcile, reconciliation_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.event_flows import EventFlows
    from workforce_tui.domain.flows import FlowCounts, Flows
    from workforce_tui.services.workspace import Workspace

GROUPS = {
    Membership.MINORITY: N_("Ethnic minority"),
    Membership.WHITE: N_("White"),
    Membership.UNDECLARED: N_("Undeclared"),
    Membership.UNKNOWN: N_("Unknown"),
    Membership.UNCLEAR: N_("Too coarse for this definition"),
    Membership.NOT_GIVEN: N_("Ethnicity not in the file"),
}
"""In the order they are shown; the last two only where there is anybody."""
ALWAYS_SHOWN = frozenset({Membership.MINORITY, Membership.WHITE, Membership.UNDECLARED, Membership.UNKNOWN})
MEASURES = {
    "start": N_("At the start"),
    "joined": N_("Joined"),
    "left": N_("Left"),
    "end": N_("At the end"),
    "stayed": N_("Stayed"),
    "promoted": N_("Promoted"),
    "temporarily_promoted": N_("Temporarily promoted"),
    "demoted": N_("Moved down"),
    "moved_ladder": N_("To other work"),
    "transferred_in": N_("Joined from another organisation"),
    "transferred_out": N_("Left for another organisation"),
    "not_comparable": N_("Not comparable"),
}
"""The figures of flows by the name of their field, in the order they are shown."""
ESSENTIAL = ("start", "joined", "left", "end", "promoted")
WHERE_ANY = ("transferred_in", "transferred_out", "not_comparable")
"""Shown only where there is anybody."""


@dataclass(frozen=True, slots=True)
class GradeFlow:
    """People of one group who went from one substantive grade to another: codes and names; "" is out of post."""

    from_grade: str
    from_name: str
    to_grade: str
    to_name: str
    group: Membership
    people: int


def group_name(member: Membership) -> str:
    """A way to stand under a definition, in the language in use."""
    return _(GROUPS[member])


def measure_name(measure: str) -> str:
    """A figure of flows, in the language in use."""
    return _(MEASURES[measure])


def grade_flows(ws: Workspace, found: Flows) -> tuple[GradeFlow, ...]:
    """The transition matrix by substantive grade and group, junior grades first, those out of post last."""
    with ws.reading() as session:
        book = GradeBook.load(session)
    sums: dict[tuple[str, str, Membership], int] = defaultdict(int)
    for one in found.transitions:
        grades = [post.grade if post is not None else "" for post in (one.before, one.after)]
        sums[grades[0], grades[1], membership(one.ethnicity, found.definition)] += one.people
    order = {member: place for place, member in enumerate(GROUPS)}

    def place(key: tuple[str, str, Membership]) -> tuple[object, ...]:
        before, after, member = key
        places = [(code == "", book.place(found.organisation, code)) for code in (before, after)]
        return *places, order[member]

    return tuple(
        GradeFlow(before, _name(book, found, before), after, _name(book, found, after), member, sums[key])
        for key in sorted(sums, key=place)
        for before, after, member in [key]
    )


def _name(book: GradeBook, found: Flows, code: str) -> str:
    return book.grade_name(found.organisation, code) if code else ""


def flows_sentence(name: str, found: Flows) -> str:
    """The flows of everybody, in words to read aloud; *name* is the organisation's."""
    total = found.total
    text = _(
        "{organisation}, from {start} to {end}. In post at the start: {before}. Stayed: {stayed}. Left: {left}. "
        "Joined: {joined}. In post at the end: {after}. Of those who stayed, promoted: {promoted}; promoted for a "
        "time: {temporarily}; moved down: {demoted}; moved to other work: {moved}."
    )
    return text.format(
        organisation=name,
        start=long_date(found.start),
        end=long_date(found.end),
        before=number(total.start),
        stayed=number(total.stayed),
        left=number(total.left),
        joined=number(total.joined),
        after=number(total.end),
        promoted=number(total.promoted),
        temporarily=number(total.temporarily_promoted),
        demoted=number(total.demoted),
        moved=number(total.moved_ladder),
    )


def flows_table(name: str, found: Flows) -> Table:
    """A row for each group and one for everybody."""
    shown = [key for key in MEASURES if key not in WHERE_ANY or getattr(found.total, key)]
    rows = [
        Row(group_name(member), _cells(found.by_group[member], shown), member.value)
        for member in GROUPS
        if member in ALWAYS_SHOWN or found.by_group[member].start or found.by_group[member].end
    ]
    title = _("Flows of staff: {organisation}, {start} to {end}")
    return groups_table(title, name, found, shown, [*rows, Row(_("All staff"), _cells(found.total, shown), "all")])


def groups_table(title: str, name: str, found: Flows | EventFlows, shown: Sequence[str], rows: Iterable[Row]) -> Table:
    """The table of flows with a row for each group; *shown* are its measures, *name* is the organisation's."""
    return Table(
        title=title.format(organisation=name, start=long_date(found.start), end=long_date(found.end)),
        row_heading=_("Group"),
        columns=tuple(Column(key, measure_name(key), essential=key in ESSENTIAL) for key in shown),
        rows=tuple(rows),
        notes=(_("Definition: {name}.").format(name=definition_name(found.definition)), *found.notes),
        definition=found.definition,
    )


def _cells(counts: FlowCounts, shown: Sequence[str]) -> tuple[Shown, ...]:
    return tuple(Shown(Count.exact(getattr(counts, key))) for key in shown)


def moves_table(ws: Workspace, found: Flows) -> Table:
    """A row for each way people changed grade, joined or left, with a column for each group; who kept a grade is
    left out."""
    sums: dict[str, dict[Membership, int]] = {}
    for one in grade_flows(ws, found):
        if one.from_grade != one.to_grade:
            groups = sums.setdefault(_step(one), {})
            groups[one.group] = groups.get(one.group, 0) + one.people
    shown = [member for member in GROUPS if member in ALWAYS_SHOWN or any(member in one for one in sums.values())]
    return Table(
        title=_("Changes of grade, joiners and leavers"),
        row_heading=_("From and to"),
        columns=(*(Column(member.value, group_name(member)) for member in shown), Column("all", _("All staff"))),
        rows=tuple(Row(step, _step_cells(groups, shown)) for step, groups in sums.items()),
        definition=found.definition,
    )


def reconciliation_table(ws: Workspace, found: Flows) -> Table | None:
    """Snapshots beside the lists of events, a row for each group either has anybody of; None where no list is held.

    Where no list covers the time it has no rows, and its notes say of which times the lists are.
    """
    some = reconcile(ws, found)
    if not some:
        return None
    rows = [
        Row(
            _("{figure}: {group}").format(figure=measure_name(one.measure), group=_whom(line.group)),
            (Shown(Count.exact(line.snapshots)), Shown(line.events), Shown(difference_text(*line.difference))),
            f"{one.measure}:{line.group.value if line.group else 'all'}",
        )
        for one in some
        for line in one.lines
        if line.group is None or line.snapshots or line.events.high
    ]
    table = beside_table(found, _("From event files"), rows, reconciliation_notes(some))
    return table if rows else replace(table, notes=tuple(reconciliation_notes(some)))


def beside_table(found: Flows | EventFlows, events: str, rows: Iterable[Row], notes: Iterable[str] = ()) -> Table:
    """Figures from snapshots, those from events under the heading *events*, and the difference of the two."""
    title = _("Snapshots beside event files, {start} to {end}").format(
        start=long_date(found.start), end=long_date(found.end)
    )
    columns = (
        Column("snapshots", _("From snapshots")),
        Column("events", events),
        Column("difference", _("Difference")),
    )
    said = (_("Neither is preferred: a difference is where to look."), *notes)
    return Table(title, _("Figure"), columns, tuple(rows), said, definition=found.definition)


def _whom(group: Membership | None) -> str:
    return _("All staff") if group is None else group_name(group)


def _step_cells(groups: Mapping[Membership, int], shown: list[Membership]) -> tuple[Shown, ...]:
    people = [groups.get(member, 0) for member in shown]
    return tuple(Shown(Count.exact(one)) for one in (*people, sum(groups.values())))


def _step(one: GradeFlow) -> str:
    if not one.from_grade:
        return _("Joined as {grade}").format(grade=one.to_name)
    if not one.to_grade:
        return _("Left as {grade}").format(grade=one.from_name)
    return _("{before} to {after}").format(before=one.from_name, after=one.to_name)
