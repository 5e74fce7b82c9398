"""What the totals of a table say of its counts: checked, never counted, and used to narrow what is suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.importing.bounds import narrow
from workforce_tui.importing.facts import UNBOUNDED
from workforce_tui.importing.rounding import widen
from workforce_tui.importing.totals import Sum, TotalChecker, drop_group_totals, mismatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.importing.bounds import Equation
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.facts import Fact
    from workforce_tui.importing.markers import CountCells
    from workforce_tui.importing.model import EthnicityLabel


def settle_totals(
    facts: list[Fact],
    labels: Sequence[EthnicityLabel],
    cells: CountCells,
    log: IssueLog,
    base: int,
    *,
    complete: bool,
) -> list[Fact]:
    """The facts without groups that add up others, each within the limits that the totals leave.

    Totals that do not add up are noted. *base* is what the file says counts are rounded to, 0 when it says nothing;
    *complete* is whether all organisations were read.
    """
    facts, equations = drop_group_totals(facts, labels, log, base)
    checker = TotalChecker(facts, labels, log, base)
    equations += checker.check(complete=complete)
    if checker.base:
        widen(facts, checker.base, suppressed=cells.suppresses)
        log.add("rounded_counts", base=checker.base)
    else:
        _narrow(facts, equations, log)
    for fact in facts:
        if fact.unknown is not None and not fact.known:
            fact.low, fact.high = 0, UNBOUNDED  # no total limits it: it stays out, and counts nobody
    cells.keep_limited(facts)
    cells.settle_proved(facts)
    return facts


def _narrow(facts: Sequence[Fact], equations: Sequence[Equation], log: IssueLog) -> None:
    """Use what the totals say, and say so; totals that contradict each other are noted."""
    before = [(fact.low, fact.high) for fact in facts]
    ranges = [fact for fact in facts if fact.known and not fact.marker and not fact.is_total]
    broken = narrow(equations)
    if broken is not None:
        parts = Sum()
        for part in broken.parts:
            parts.add(part)
        log.add("total_mismatch", **mismatch(broken.total, parts.text()))
        return
    limits = {id(fact): limit for fact, limit in zip(facts, before, strict=True)}
    narrowed = sum((fact.low, fact.high) != limits[id(fact)] for fact in ranges)
    if narrowed:
        log.add("counts_narrowed", cells=narrowed)
