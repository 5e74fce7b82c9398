"""Targets: what an organisation has said it will reach, and how far it has got.

A target is one of: a share of staff with known ethnicity (percent), a number of people (headcount), or parity
with the population of an area (parity). "Not set", with the reason, is a valid record: the Plan asks for
targets "as required".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.statistics import persons_short

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.representation import Representation

TOO_FEW_KNOWN = 30
"""Below this many staff with known ethnicity no judgement is made."""

LEAST_DECLARATION = Fraction(60, 100)
"""A judgement needs a declaration rate above this, as in HMPPS's published equalities statistics."""

TOLERANCE = Fraction(5, 1000)
"""How far under the trajectory still counts as close: 0.5 percentage points, or one person if that is more."""


class TargetKind(StrEnum):
    """What a target is measured in."""

    PERCENT = "percent"
    HEADCOUNT = "headcount"
    PARITY = "parity"
    NOT_SET = "not_set"


class TargetStatus(StrEnum):
    """How a figure stands against its target."""

    MET = "met"
    ON_TRACK = "on_track"
    CLOSE = "close"
    BEHIND = "behind"
    TOO_FEW = "too_few"
    NOT_SET = "not_set"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way: a value in the target's own unit, due on a date."""

    due: date
    value: Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """A target of one organisation.

    `scope` is "workforce", "worker:<type>", "tier:<tier>", "level:<L1..L6>" or "grade:<code>". `value` and
    `baseline` are shares from 0 to 1 for percent and parity (parity's value is the benchmark's own share), and
    numbers of people for headcount.
    """

    organisation: str
    scope: str
    kind: TargetKind
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL
    value: Fraction | None = None
    due: date | None = None
    baseline: Fraction | None = None
    baseline_date: date | None = None
    benchmark: str = ""
    milestones: tuple[Milestone, ...] = ()
    owner: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    rationale: str = ""
    not_set_reason: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A figure beside its target.

    `wanted` is the share the target asks for in the end, `expected` the share its trajectory asks for on the
    date of the figure. `gap` is the share minus `wanted` (0 to 1; negative is short), its lowest and highest
    where counts are intervals. `persons_short` is how many more people the final target would take, again lowest
    and highest.
    """

    target: Target
    status: TargetStatus
    wanted: Fraction | None = None
    expected: Fraction | None = None
    gap: tuple[Fraction, Fraction] | None = None
    persons_short: tuple[int, int] | None = None


def expected_on(target: Target, day: date) -> Fraction | None:
    """The value the linear trajectory through baseline, milestones and target asks for on *day*."""
    if target.value is None:
        return None
    points = sorted((m.due, m.value) for m in target.milestones)
    if target.baseline is not None and target.baseline_date is not None:
        points.insert(0, (target.baseline_date, target.baseline))
    if target.due is not None:
        points.append((target.due, target.value))
    if not points or day >= points[-1][0]:
        return target.value
    if day <= points[0][0]:
        return points[0][1]
    for (start, low), (end, high) in pairwise(points):
        if start <= day < end:
            return low + (high - low) * Fraction((day - start).days, (end - start).days)
    return target.value


def progress(target: Target, figures: Representation, day: date) -> TargetProgress:
    """Where *figures*, of *day*, stand against *target*.

    A group of which some were counted without ethnicity is not judged: the target is about all of them.

    Green words (met, on track) need the trajectory; within 0.5 points or one person of it is close; so moving
    one person never turns a figure from green to behind or back.
    """
    if target.kind is TargetKind.NOT_SET or target.value is None:
        return TargetProgress(target, TargetStatus.NOT_SET)
    left_out = figures.not_given.high > 0
    if left_out or figures.share is None or figures.share.low is None or figures.share.high is None:
        return TargetProgress(target, TargetStatus.NOT_AVAILABLE, wanted=_as_share(target, target.value, figures))
    wanted = _as_share(target, target.value, figures)
    expected = _expected_share(target, wanted, figures, day)
    low, high = figures.share.low, figures.share.high
    short_high = _short(wanted, figures, lowest=True)
    short_low = _short(wanted, figures, lowest=False)
    return TargetProgress(
        target,
        _status(figures, wanted, expected),
        wanted,
        expected,
        None if wanted is None else (low - wanted, high - wanted),
        None if wanted is None else (short_low, short_high),
    )


def _as_share(target: Target, value: Fraction, figures: Representation) -> Fraction | None:
    """A target value as a share of the staff whose ethnicity is known."""
    if target.kind is not TargetKind.HEADCOUNT:
        return value
    return Fraction(value) / figures.known.low if figures.known.low else None


def _expected_share(target: Target, wanted: Fraction | None, figures: Representation, day: date) -> Fraction | None:
    """What the trajectory asks for on *day*; never more than the target itself, however high the baseline was."""
    value = expected_on(target, day)
    share = None if value is None else _as_share(target, value, figures)
    return share if share is None or wanted is None else min(share, wanted)


def _short(wanted: Fraction | None, figures: Representation, *, lowest: bool) -> int:
    """Persons short at the least favourable (lowest) or most favourable counts."""
    if wanted is None or figures.share is None:
        return 0
    part, rest = figures.share.part, figures.share.rest
    have, others = (part.low, rest.high) if lowest else (part.high, rest.low)
    return persons_short(wanted, have, have + others)


def _status(figures: Representation, wanted: Fraction | None, expected: Fraction | None) -> TargetStatus:
    if _too_few(figures) or wanted is None or expected is None:
        return TargetStatus.TOO_FEW
    worst = _judge(figures, wanted, expected, lowest=True)
    best = _judge(figures, wanted, expected, lowest=False)
    # Counts that are intervals are judged only when every count in them gives the same answer.
    return worst if worst is best else TargetStatus.NOT_AVAILABLE


def _too_few(figures: Representation) -> bool:
    declaration = figures.declaration.low
    return figures.known.low < TOO_FEW_KNOWN or declaration is None or declaration <= LEAST_DECLARATION


def _judge(figures: Representation, wanted: Fraction, expected: Fraction, *, lowest: bool) -> TargetStatus:
    assert figures.share is not None  # noqa: S101 - the caller has looked
    share = figures.share.low if lowest else figures.share.high
    assert share is not None  # noqa: S101
    if share >= wanted:
        return TargetStatus.MET
    if share >= expected:
        return TargetStatus.ON_TRACK
    if expected - share <= TOLERANCE or _short(expected, figures, lowest=lowest) <= 1:
        return TargetStatus.CLOSE
    return TargetStatus.BEHIND
