"""The transition matrix as it is drawn: a row for each grade somebody came from, a column for each they went to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.flow_tables import grade_flows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.ethnicity import Membership
    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.workspace import Workspace

OUTSIDE = ""
"""The code of being out of post: those who joined come from it, those who left go to it."""


@dataclass(frozen=True, slots=True)
class FlowMatrix:
    """People by substantive grade before and after.

    `grades` are codes with their names, junior grades first; `groups` the people of each way to stand under the
    definition, by (code before, code after).
    """

    grades: tuple[tuple[str, str], ...]
    groups: Mapping[tuple[str, str], Mapping[Membership, int]]

    def at(self, before: str, after: str, group: Membership | None = None) -> int:
        """How many went from *before* to *after*, of one group or (None) of all."""
        people = self.groups.get((before, after), {})
        return sum(people.values()) if group is None else people.get(group, 0)


def flow_matrix(ws: Workspace, found: Flows) -> FlowMatrix:
    """The matrix of *found*: every grade anybody had at either date."""
    names: dict[str, str] = {}
    groups: dict[tuple[str, str], dict[Membership, int]] = {}
    for one in grade_flows(ws, found):
        names |= {one.from_grade: one.from_name, one.to_grade: one.to_name}
        people = groups.setdefault((one.from_grade, one.to_grade), {})
        people[one.group] = people.get(one.group, 0) + one.people
    names.pop(OUTSIDE, None)
    with ws.reading() as session:
        book = GradeBook.load(session)
    order = sorted(names, key=lambda code: book.place(found.organisation, code))
    return FlowMatrix(tuple((code, names[code]) for code in order), groups)
