"""How each target stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.representation import representation_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.domain.targets import Target, TargetProgress
    from workforce_tui.services.workspace import Workspace


def standing_of(ws: Workspace, targets: Iterable[Target]) -> dict[int | None, TargetProgress]:
    """The progress of each target on its organisation's latest snapshot, by the target's number.

    A target whose grade, level, tier or kind of worker nobody is in has no progress.
    """
    found: dict[int | None, TargetProgress] = {}
    for organisation, dimension, definition in {(t.organisation, _dimension(t.scope), t.definition) for t in targets}:
        report = representation_report(ws, ReportQuery(organisation, None, dimension, definition))
        for row in (*report.rows, *([report.total] if report.total else [])):
            scope = f"{dimension}:{row.key}" if row.key else "workforce"
            if row.progress is not None and row.progress.target.scope == scope:
                found[row.progress.target.id] = row.progress
    return found


def _dimension(scope: str) -> Dimension:
    """The dimension whose report has a row for the scope; the total stands in every report."""
    kind = scope.partition(":")[0]
    return Dimension(kind) if kind in set(Dimension) else Dimension.GRADE
