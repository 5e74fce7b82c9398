"""What typed counts would change, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import count_text
from workforce_tui.i18n import _
from workforce_tui.services.typed_plan import place_name, rising_stages

if TYPE_CHECKING:
    from workforce_tui.services.typed_plan import TypedPlan

MOST_CHANGES = 40
"""Changes that are listed in words."""


def plan_lines(plan: TypedPlan) -> list[str]:
    """What saving would change, in words."""
    lines = [_("People or events counted: {number}.").format(number=count_text(plan.plan.headcount))]
    lines += [issue.message for issue in plan.plan.issues]
    lines += plan.grid.notes
    lines.append(_("Cells that change: {number}.").format(number=len(plan.changes)))
    for one in plan.changes[:MOST_CHANGES]:
        before, after = (_("nothing") if count is None else count_text(count) for count in (one.before, one.after))
        place = place_name(plan.grid, one.place)
        lines.append("  " + _("{cell}: {before}, now {after}").format(cell=place, before=before, after=after))
    if len(plan.changes) > MOST_CHANGES:
        lines.append("  " + _("Changes not listed: {number}.").format(number=len(plan.changes) - MOST_CHANGES))
    said = rising_stages(plan)
    return [*lines, said] if said else lines
