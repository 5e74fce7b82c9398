"""Which published figures pin a target: those with a weight in the programs that prove its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.auditing.solving import TOLERANCE, weights
from workforce_tui.auditing.statements import Relation
from workforce_tui.auditing.taking_apart import inner_system
from workforce_tui.auditing.wording import said_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workforce_tui.auditing.attack import Attack, Verdict
    from workforce_tui.auditing.solving import Array, System
    from workforce_tui.auditing.statements import Statement
    from workforce_tui.auditing.taking_apart import Component

MOST_REASONS = 8


def because(pins: Iterable[Statement | Relation], labels: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """The published figures that pin a target, each once, in words."""
    texts: dict[object, str] = {}
    for said in pins:
        texts.setdefault(said.terms if isinstance(said, Relation) else said.figure, said_text(said, labels))
    return tuple(dict.fromkeys(texts.values()))[:MOST_REASONS]


def pinning(attack: Attack, verdict: Verdict) -> tuple[Statement | Relation, ...]:
    """What is published that pins a target, the weightiest first."""
    place = attack.verdicts.index(verdict)
    component = next(one for one in attack.components if place in one.targets)
    cost = component.aims[[component.targets.index(place)]].toarray().ravel()
    found = _weighed(component, verdict, cost)
    order = sorted(found, key=lambda line: (-found[line], line))
    return tuple(
        said
        for line in order
        for said in attack.lines[component.lines[line]].stated
        if getattr(said, "marker", "") != "c"
    )


def _weighed(component: Component, verdict: Verdict, cost: Array) -> dict[int, float]:
    """The weight of each line of a component, from the target's own block where its lines suffice."""
    own = [block for block in component.blocks if cost[block].any()]
    if len(own) == 1:
        inside, rows = inner_system(component.system, own[0])
        found, low, high = _both(inside, cost[own[0]])
        if (
            low is not None
            and high is not None
            and low > verdict.low - 1 + TOLERANCE
            and high < verdict.high + 1 - TOLERANCE
        ):
            return {int(rows[line]): weight for line, weight in found.items()}
    return _both(component.system, cost)[0]


def _both(system: System, cost: Array) -> tuple[dict[int, float], float | None, float | None]:
    low, first = weights(system, cost)
    high, second = weights(system, -cost)
    sums = abs(first) + abs(second)
    found = {int(line): float(sums[line]) for line in range(len(sums)) if sums[line] > TOLERANCE}
    return found, low, None if high is None else -high
