"""Targets as they may be seen under a profile: each beside the figures of its scope, as far as those are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import GatedReport, gated_report
from workforce_tui.services.targets import list_targets, scope_label

if TYPE_CHECKING:
    from workforce_tui.domain.targets import Target
    from workforce_tui.services.gate_cells import GatedRow
    from workforce_tui.services.workspace import Workspace

WORKFORCE = "workforce"


def gated_targets(ws: Workspace, organisation: str, profile_code: str) -> GatedReport:
    """The targets of an organisation on its latest snapshot; a row for each, under its own definition.

    Raises:
        WorkforceError: readers of the profile may not ask that, or there are no figures.
    """
    found: list[GatedRow] = []
    report = gated_report(ws, ReportQuery(organisation, by=Dimension.TIER), profile_code)
    for target in list_targets(ws, organisation):
        row = _row(ws, target, profile_code)
        if row is not None:
            found.append(replace(row, label=_label(target)))
    return replace(report, rows=tuple(found))


def _label(target: Target) -> str:
    """What the target is for, and who is counted where that is not what the heading says."""
    scope = scope_label(target.scope)
    if target.definition == EthnicityDefinition.EM_EXCL:
        return scope
    return f"{scope}: {definition_name(target.definition)}"


def _row(ws: Workspace, target: Target, profile_code: str) -> GatedRow | None:
    """The figures of the scope of a target; None where nobody is in it, or it has no table."""
    kind, _colon, key = target.scope.partition(":")
    by = Dimension.TIER if kind == WORKFORCE else Dimension(kind) if kind in set(Dimension) else None
    if by is None:
        return None
    query = ReportQuery(target.organisation, None, by, target.definition)
    try:
        report = gated_report(ws, query, profile_code)
    except WorkforceError:
        return None
    return next((row for row in report.rows if row.key == key), None)
