"""Where everybody a file is about went, and what changed since the figures before, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.counts import total
from workforce_tui.domain.formatting import count_text, long_date, number
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import N_, _
from workforce_tui.services.previous_issues import change

if TYPE_CHECKING:
    from workforce_tui.importing.plan import ImportPlan
    from workforce_tui.services.previous import AgainstPrevious

REASONS = {
    "left": N_("{number} had left"),
    "not_started": N_("{number} had not started"),
    "not_in_post": N_("{number} not in post by their status"),
    "outside_period": N_("{number} outside the period"),
    "repeated": N_("{number} repeated"),
    "not_understood": N_("{number} not understood"),
    "counted_elsewhere": N_("{number} counted in another file of the same day"),
}
PASSED_OVER = {
    "totals": N_("totals ({number})"),
    "notes": N_("blank rows, headings and notes ({number})"),
    "others": N_("rows of other organisations or dates ({number})"),
}


def people_line(plan: ImportPlan) -> str:
    """Everybody read, and where they went: headcount, outside the workforce, set aside."""
    aside = total(plan.set_aside.values())
    return _(
        "People read {read} = headcount {headcount} + outside the workforce {outside} + set aside {aside}."
    ).format(
        read=count_text(plan.people_read),
        headcount=count_text(plan.headcount),
        outside=count_text(plan.outside),
        aside=count_text(aside),
    )


def aside_line(plan: ImportPlan) -> str:
    """Why people are set aside; "" when nobody is."""
    parts = [_(REASONS[reason]).format(number=count_text(people)) for reason, people in plan.set_aside.items()]
    return _("Set aside: {reasons}.").format(reasons=", ".join(parts)) if parts else ""


def passed_over_line(plan: ImportPlan) -> str:
    """The rows that are not about people to count; "" when there are none."""
    parts = [_(PASSED_OVER[kind]).format(number=number(rows)) for kind, rows in plan.passed_over.items()]
    return _("Passed over: {kinds}.").format(kinds=", ".join(parts)) if parts else ""


def account_lines(plan: ImportPlan) -> list[str]:
    """The three sentences about the rows of a plan, those that say something."""
    return [line for line in (people_line(plan), aside_line(plan), passed_over_line(plan)) if line]


def against_lines(one: AgainstPrevious) -> tuple[str, str]:
    """The headcount beside the one before, and who joined, left and moved."""
    head = _("Against {previous}: headcount {before} → {after} ({change}).").format(
        previous=long_date(one.previous),
        before=count_text(one.before.headcount),
        after=count_text(one.after.headcount),
        change=change(one),
    )
    if one.partly:
        kinds = ", ".join(worker_type_name(WorkerType(kind)) for kind in sorted(one.workers))
        head += " " + _("Only of the kinds of worker that both have: {kinds}.").format(kinds=kinds)
    if one.joined is None or one.left is None:
        return head, _("Joined and left are not available: counts only.")
    people = _("{joined} joined, {left} left").format(joined=number(one.joined), left=number(one.left))
    if one.moved_grade is None or one.changed_ethnicity is None:
        return head, _("{people}; who moved grade is known once every label is decided.").format(people=people)
    moved = _("{moved} moved grade, {changed} with another ethnicity on record.").format(
        moved=number(one.moved_grade), changed=number(one.changed_ethnicity)
    )
    return head, f"{people}, {moved}"
