"""A file whose sheets are about different things: one plan, with a part for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.importing.catalogue import sorted_issues

if TYPE_CHECKING:
    from workforce_tui.importing.model import ImportPlan, PendingDecision

_NOT_USED = "decision_not_used"


def gather(plan: ImportPlan) -> None:
    """Show the issues and the questions of the parts of *plan* as its own; an answer may be meant for any of them."""
    if not plan.parts:
        return
    own = plan.issues or plan.reading_issues
    everything = [*plan.parts, *([plan] if plan.snapshots or plan.periods else [])]
    used = {(one.field, one.value) for each in everything for one in each.used_decisions}
    for each in everything:
        each.issues = [issue for issue in each.issues if not (issue.code == _NOT_USED and _is_used(issue.value, used))]
    own = [issue for issue in own if not (issue.code == _NOT_USED and _is_used(issue.value, used))]
    plan.issues = sorted_issues([*own, *(issue for part in plan.parts for issue in part.issues)])
    questions: dict[tuple[str, str], PendingDecision] = {}
    for one in [*plan.decisions, *(asked for part in plan.parts for asked in part.decisions)]:
        questions.setdefault((one.field, one.value), one)
    plan.decisions = list(questions.values())
    plan.used_decisions = tuple(dict.fromkeys(one for each in everything for one in each.used_decisions))
    plan.can_resolve = False


def _is_used(value: str | None, used: set[tuple[str, str]]) -> bool:
    return any(value == known for _field, known in used)
