"""A row's figures beside its target and beside the population."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.benchmarks import benchmark, has_benchmark
from workforce_tui.domain.levels import tier_of
from workforce_tui.domain.statistics import persons_short
from workforce_tui.domain.targets import Target, TargetKind, TargetProgress, progress
from workforce_tui.services.figures import BenchmarkGap, Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.levels import Level
    from workforce_tui.domain.representation import Representation
    from workforce_tui.services.figures import ReportRow

WORKFORCE = "workforce"


def scopes_of(by: Dimension | None, key: str, *, level: Level | None, worker_types: Iterable[str]) -> list[str]:
    """The scopes a target for this row may have, the most specific first; empty where none can."""
    workers = list(worker_types)
    worker = [f"worker:{workers[0]}"] if len(workers) == 1 else []
    match by:
        case None | Dimension.ORGANISATION:
            return [WORKFORCE]
        case Dimension.GRADE:
            tier = tier_of(level) if level else None
            by_level = [f"level:{level}", f"tier:{tier}"] if tier else []
            return [f"grade:{key}", *by_level, *worker, WORKFORCE]
        case Dimension.LEVEL:
            tier = tier_of(level) if level else None
            return [f"level:{key}", *([f"tier:{tier}"] if tier else []), WORKFORCE]
        case Dimension.TIER:
            return [f"tier:{key}", WORKFORCE]
        case Dimension.WORKER:
            return [f"worker:{key}", WORKFORCE]
        case _:
            return []


def row_progress(row: ReportRow, scopes: Sequence[str], targets: Sequence[Target]) -> TargetProgress | None:
    """How the row stands against the most specific target its organisation has for it; None without one.

    A number of people asked of the whole workforce says nothing about one grade, so such a target is used only
    for the very scope it was set for.
    """
    if row.as_at is None:
        return None
    for position, scope in enumerate(scopes):
        for target in targets:
            fits = target.organisation == row.organisation and target.scope == scope
            if not fits or target.definition is not row.figures.definition:
                continue
            if position and target.kind is TargetKind.HEADCOUNT:
                continue
            return progress(with_value(target), row.figures, row.as_at)
    return None


def with_value(target: Target) -> Target:
    """A parity target with the share of the population it asks for; any other target as it is."""
    if target.kind is not TargetKind.PARITY:
        return target
    return replace(target, value=benchmark(target.benchmark).share(target.definition))


def benchmark_gap(geography: str, figures: Representation) -> BenchmarkGap | None:
    """The share beside the population of *geography*; None where either does not exist."""
    if not has_benchmark(geography) or figures.share is None:
        return None
    low, high = figures.share.low, figures.share.high
    if low is None or high is None:
        return None
    wanted = benchmark(geography).share(figures.definition)
    part, rest = figures.share.part, figures.share.rest
    fewest = persons_short(wanted, part.high, part.high + rest.low)
    most = persons_short(wanted, part.low, part.low + rest.high)
    return BenchmarkGap(geography, wanted, (low - wanted, high - wanted), (fewest, most))
