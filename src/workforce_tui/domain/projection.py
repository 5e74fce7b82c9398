"""What it would take: the share of a workforce in years to come, and the share of joiners a target needs.

Every year a part of each group leaves, and joiners make the headcount up to what it is to be. So the share moves from
where it is towards a level of its own, by the same proportion each year, and a closed formula holds:

    share after Y years = level + (share now - level) * kept ** Y

With one leaver rate l for everybody and the headcount unchanged, the level is the share of joiners s and kept is 1 - l;
solved for the share of joiners that brings the share from p0 to the target T: s = (T - p0*q) / (1 - q), q = (1 - l)**Y.

Shares and rates are exact fractions from 0 to 1; only a part of a year needs floating point. Nobody is a fraction of a
person: numbers of people a share stands for are rounded up where they are needed, never where they are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil, log

LONGEST = 50
"""Years beyond which no date is given: nothing is known that holds for so long."""

_STEPS = 60
"""Halvings that bring a share closer than any figure shown."""


class Reach(StrEnum):
    """Whether joiners can bring a share to a target in time."""

    ALREADY_MET = "already_met"
    """Met at the end even if nobody of the group joined."""
    REACHABLE = "reachable"
    NOT_REACHABLE = "not_reachable"
    """Not met even if everybody who joins were of the group."""
    NO_JOINERS = "no_joiners"
    """Nobody joins: there is no time left, or no more room than those who stay fill."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What happens every year: the parts of the two groups that leave, and how the headcount changes.

    All from 0 to 1 a year; `growth` is 0 for a constant headcount and may be negative.
    """

    leaver_rate: Fraction
    minority_leaver_rate: Fraction
    growth: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        rates = (self.leaver_rate, self.minority_leaver_rate)
        if not all(0 <= rate <= 1 for rate in rates) or self.growth <= -1 or self.growth < -min(rates):
            raise ValueError("rates are from 0 to 1 a year, and a headcount cannot fall faster than people leave")

    @classmethod
    def alike(cls, leaver_rate: Fraction, growth: Fraction = Fraction(0)) -> Assumptions:
        """Both groups leave at the same rate."""
        return cls(leaver_rate, leaver_rate, growth)

    @property
    def same_rates(self) -> bool:
        """Whether both groups leave at the same rate."""
        return self.leaver_rate == self.minority_leaver_rate

    @property
    def makes_room(self) -> bool:
        """Whether anybody joins: somebody leaves, or the headcount grows."""
        return self.growth > -max(self.leaver_rate, self.minority_leaver_rate)

    def joiners(self, known: int, minority: int) -> Fraction:
        """How many people join in the first year: what the headcount is to be, less those who stay."""
        stay = minority * (1 - self.minority_leaver_rate) + (known - minority) * (1 - self.leaver_rate)
        return known * (1 + self.growth) - stay

    def kept(self, joiner_share: Fraction) -> Fraction:
        """The part of its distance from the level that a share keeps over a year."""
        mixed = (1 - self.minority_leaver_rate) * (1 - joiner_share) + (1 - self.leaver_rate) * joiner_share
        return mixed / (1 + self.growth)

    def level(self, joiner_share: Fraction) -> Fraction:
        """The share the workforce moves towards, year by year, and never passes."""
        if self.same_rates:
            return joiner_share
        kept = self.kept(joiner_share)
        coming = joiner_share * (1 - (1 - self.leaver_rate) / (1 + self.growth))
        return coming / (1 - kept) if kept != 1 else joiner_share


@dataclass(frozen=True, slots=True)
class Needed:
    """The share of joiners a target needs; outside 0 to 1 where it cannot be, None where no share would do."""

    reach: Reach
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The share at one moment, `years` from the start; the people it stands for are expectations, not counts."""

    years: Fraction
    day: date
    share: Fraction
    minority: Fraction
    known: Fraction


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """*base* to the power *exponent*: exact for whole years, else as near as floating point comes."""
    if exponent.denominator == 1:
        return base ** int(exponent)
    return Fraction(float(base) ** float(exponent))


def share_after(current: Fraction, joiner_share: Fraction, assumed: Assumptions, years: Fraction) -> Fraction:
    """The share after *years*, when *joiner_share* of the joiners of every year are of the group."""
    level = assumed.level(joiner_share)
    return level + (current - level) * power(assumed.kept(joiner_share), years)


def needed_share(current: Fraction, wanted: Fraction, assumed: Assumptions, years: Fraction) -> Needed:
    """The share of joiners that brings *current* to *wanted* in *years*."""
    if years <= 0 or not assumed.makes_room:
        return Needed(Reach.NO_JOINERS, None)
    if assumed.same_rates:
        kept = power(assumed.kept(Fraction(0)), years)
        share = (wanted - current * kept) / (1 - kept)
        return Needed(_reach(share), share)
    if share_after(current, Fraction(0), assumed, years) >= wanted:
        return Needed(Reach.ALREADY_MET, None)
    if share_after(current, Fraction(1), assumed, years) < wanted:
        return Needed(Reach.NOT_REACHABLE, None)
    return Needed(Reach.REACHABLE, _search(current, wanted, assumed, years))


def _reach(share: Fraction) -> Reach:
    if share <= 0:
        return Reach.ALREADY_MET
    return Reach.REACHABLE if share <= 1 else Reach.NOT_REACHABLE


def _search(current: Fraction, wanted: Fraction, assumed: Assumptions, years: Fraction) -> Fraction:
    """The least share of joiners that is enough: more of them always makes the share higher."""
    low, high = Fraction(0), Fraction(1)
    for _step in range(_STEPS):
        middle = Fraction((low + high) / 2)
        if share_after(current, middle, assumed, years) >= wanted:
            high = middle
        else:
            low = middle
    return high


def years_to_reach(current: Fraction, wanted: Fraction, joiner_share: Fraction, assumed: Assumptions) -> float | None:
    """After how many years the share first reaches *wanted*; None where it does not within 50 years."""
    if current >= wanted:
        return 0.0
    level, kept = assumed.level(joiner_share), assumed.kept(joiner_share)
    if level <= wanted or kept >= 1:
        return None
    years = log((level - wanted) / (level - current)) / log(kept) if kept else 1.0
    return years if years <= LONGEST else None


def curve(
    minority: int, known: int, joiner_share: Fraction, assumed: Assumptions, start: date, years: Fraction
) -> tuple[CurvePoint, ...]:
    """The share at the start, after each whole year, and at the end; empty where nobody's ethnicity is known."""
    if known <= 0:
        return ()
    moments = [Fraction(year) for year in range(int(years) + 1)]
    if years > int(years):
        moments.append(years)
    return tuple(_point(minority, known, joiner_share, assumed, start, moment) for moment in moments)


def _point(
    minority: int, known: int, joiner_share: Fraction, assumed: Assumptions, start: date, years: Fraction
) -> CurvePoint:
    share = share_after(Fraction(minority, known), joiner_share, assumed, years)
    people = known * power(1 + assumed.growth, years)
    return CurvePoint(years, day_after(start, years), share, share * people, people)


def joiners_needed(share: Fraction, joiners: Fraction) -> int:
    """How many of a year's joiners the share is, rounded up."""
    return max(0, ceil(share * joiners))


def promotion_share_needed(coming: Fraction, promoted: Fraction, joiner_share: Fraction) -> Needed:
    """The share of promotions into a level that makes up *coming*, the share needed of all who come to it.

    *promoted* is the part of those who come that is promoted from within; *joiner_share* the group's share of the
    others.
    """
    if promoted <= 0:
        return Needed(Reach.NO_JOINERS, None)
    share = (coming - (1 - promoted) * joiner_share) / promoted
    return Needed(_reach(share), share)


def years_between(start: date, end: date) -> Fraction:
    """From *start* to *end* in calendar years: whole from 31 March to 31 March; negative where *end* is earlier."""
    if end < start:
        return -years_between(end, start)
    whole = end.year - start.year
    if anniversary(start, whole) > end:
        whole -= 1
    last, following = anniversary(start, whole), anniversary(start, whole + 1)
    return whole + Fraction((end - last).days, (following - last).days)


def day_after(start: date, years: Fraction) -> date:
    """The day *years* calendar years after *start*; a part of a day counts as that day."""
    whole = int(years)
    last, following = anniversary(start, whole), anniversary(start, whole + 1)
    return last + timedelta(days=ceil((years - whole) * (following - last).days))


def anniversary(start: date, years: int) -> date:
    """The same day *years* later; the last day of a month stays the last, so that 28 February follows 29 February."""
    following = start + timedelta(days=1)
    if following.day == 1:
        return date(following.year + years, following.month, 1) - timedelta(days=1)
    return date(start.year + years, start.month, start.day)
