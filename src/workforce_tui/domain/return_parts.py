"""What editions are made from beside the tables of a signed return, frozen with it: later entries change nothing.

Everything here is codes, counts, days and what was typed, but for the names of indicators, which are in one language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicators import Entry, Flag, Indicator, IndicatorGroup, Kind, Span, Worse
from workforce_tui.domain.targets import Milestone, Target, TargetKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class MentoringRate:
    """The counts of a rate of mentoring, None where not held.

    Its base is `measure` of the staff of `levels` ("" for everyone), `of` people; no levels: it is no figure of staff.
    """

    key: str
    part: Count | None
    base: Count | None
    measure: str = ""
    levels: tuple[str, ...] = ()
    of: Count | None = None


@dataclass(frozen=True, slots=True)
class MentoringParts:
    """How many schemes run, how many kinds are on record as not offered, and the rates."""

    schemes: int
    not_offered: int
    rates: tuple[MentoringRate, ...]


@dataclass(frozen=True, slots=True)
class LeadersPart:
    """Senior leaders of an organisation in a year to 31 March, and how many completed training; None: not stated."""

    organisation: str
    year: int
    completed: int | None
    leaders: int | None


@dataclass(frozen=True, slots=True)
class ReturnParts:
    """The parts of one signed return. `breaks` are the codes of what changed by the day of the later snapshot."""

    benchmark: str
    breaks: Mapping[date, tuple[str, ...]]
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    mentoring: MentoringParts | None = None
    leaders: tuple[LeadersPart, ...] = ()


def frozen_parts(parts: ReturnParts) -> dict[str, Any]:
    """The parts as JSON."""
    held = parts.mentoring
    return {
        "benchmark": parts.benchmark,
        "breaks": {day.isoformat(): list(codes) for day, codes in sorted(parts.breaks.items())},
        "targets": list(map(_target, parts.targets)),
        "indicators": list(map(_indicator, parts.indicators)),
        "mentoring": None
        if held is None
        else {"schemes": held.schemes, "not_offered": held.not_offered, "rates": list(map(_rate, held.rates))},
        "leaders": [[one.organisation, one.year, one.completed, one.leaders] for one in parts.leaders],
    }


def thawed_parts(held: Mapping[str, Any]) -> ReturnParts:
    """The parts from their JSON.

    Raises:
        KeyError, TypeError, ValueError: it is not the JSON of parts.
    """
    mentoring = held["mentoring"]
    return ReturnParts(
        held["benchmark"],
        {date.fromisoformat(day): tuple(codes) for day, codes in held["breaks"].items()},
        tuple(map(_thawed_target, held["targets"])),
        tuple(map(_thawed_indicator, held["indicators"])),
        None
        if mentoring is None
        else MentoringParts(
            mentoring["schemes"], mentoring["not_offered"], tuple(map(_thawed_rate, mentoring["rates"]))
        ),
        tuple(LeadersPart(*one) for one in held["leaders"]),
    )


def _count(count: Count | None) -> list[int] | None:
    return None if count is None else [count.low, count.high]


def _thawed_count(held: list[int] | None) -> Count | None:
    return None if held is None else Count(*held)


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _thawed_fraction(held: str | None) -> Fraction | None:
    return None if held is None else Fraction(held)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _thawed_day(held: str | None) -> date | None:
    return None if held is None else date.fromisoformat(held)


def _rate(one: MentoringRate) -> dict[str, Any]:
    return {
        "key": one.key,
        "part": _count(one.part),
        "base": _count(one.base),
        "measure": one.measure,
        "levels": list(one.levels),
        "of": _count(one.of),
    }


def _thawed_rate(held: Mapping[str, Any]) -> MentoringRate:
    part, base, of = (_thawed_count(held[name]) for name in ("part", "base", "of"))
    return MentoringRate(held["key"], part, base, held["measure"], tuple(held["levels"]), of)


_WORDS = ("organisation", "scope", "benchmark", "owner", "approved_by", "rationale", "not_set_reason")


def _target(one: Target) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in _WORDS},
        "kind": str(one.kind),
        "definition": str(one.definition),
        "value": _fraction(one.value),
        "baseline": _fraction(one.baseline),
        "due": _day(one.due),
        "baseline_date": _day(one.baseline_date),
        "approved_on": _day(one.approved_on),
        "milestones": [[step.due.isoformat(), str(step.value)] for step in one.milestones],
    }


def _thawed_target(held: Mapping[str, Any]) -> Target:
    return Target(
        kind=TargetKind(held["kind"]),
        definition=EthnicityDefinition(held["definition"]),
        value=_thawed_fraction(held["value"]),
        baseline=_thawed_fraction(held["baseline"]),
        due=_thawed_day(held["due"]),
        baseline_date=_thawed_day(held["baseline_date"]),
        approved_on=_thawed_day(held["approved_on"]),
        milestones=tuple(Milestone(date.fromisoformat(day), Fraction(value)) for day, value in held["milestones"]),
        **{name: held[name] for name in _WORDS},
    )


_COUNTS = ("numerator", "denominator", "comparator_numerator", "comparator_denominator")


def _indicator(one: Indicator) -> dict[str, Any]:
    return {
        "id": one.id,
        "entry": one.entry.id,
        "group": str(one.group),
        "kind": str(one.kind),
        "worse": str(one.entry.worse),
        "name": one.name,
        "value": None if one.value is None else [str(one.value.low), str(one.value.high)],
        "lower": one.lower,
        "upper": one.upper,
        **{name: _count(getattr(one, name)) for name in _COUNTS},
        "flag": str(one.flag),
        "definition": str(one.definition),
    }


def _thawed_indicator(held: Mapping[str, Any]) -> Indicator:
    """An indicator without the words that tell of its figures: no edition has them from here."""
    entry = Entry(
        held["entry"], IndicatorGroup(held["group"]), Kind(held["kind"]), Worse(held["worse"]), held["name"], ""
    )  # fmt: skip
    value, counts = held["value"], [_thawed_count(held[name]) for name in _COUNTS]
    return Indicator(
        id=held["id"],
        entry=entry,
        name=held["name"],
        value=None if value is None else Span(*map(Fraction, value)),
        lower=held["lower"],
        upper=held["upper"],
        direction="",
        numerator=counts[0],
        denominator=counts[1],
        comparator_numerator=counts[2],
        comparator_denominator=counts[3],
        flag=Flag(held["flag"]),
        note="",
        definition=EthnicityDefinition(held["definition"]),
    )
