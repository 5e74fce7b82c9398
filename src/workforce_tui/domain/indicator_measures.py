"""Working indicators out of counts: values, intervals, tests and the flags that go before them.

Nothing is divided by zero, nothing is added to make a figure, and a count known only as an interval gives a value that
is one: the lowest and highest the counts allow.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.exact import disparity, fisher_p, pooled_z, rate_difference, relative_risk
from workforce_tui.domain.formatting import percent
from workforce_tui.domain.indicator_text import direction_text, p_text, sentence
from workforce_tui.domain.indicators import Flag, Indicator, Kind, Rate, Span, Worse
from workforce_tui.domain.representation import share_interval
from workforce_tui.domain.statistics import Interval, breaches_four_fifths, persons_short, wilson
from workforce_tui.domain.targets import TOO_FEW_KNOWN
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.exact import Ratio
    from workforce_tui.domain.indicators import Entry, Frame
    from workforce_tui.domain.shares import Share

FEWEST_PEOPLE = 10
"""A base of fewer people than this, in either group, is too few to compare."""
FEWEST_EVENTS = 5
"""So are fewer expected events than this in either group, if both had the same rate."""
_ZERO = N_("A count it would be divided by is zero.")
_MAY_BE_ZERO = N_("A count that it would be divided by is known only as a range, and may be zero.")
_FEW_COMPARED = N_("A base has fewer than 10 people, or fewer than 5 events would be expected in one of the groups.")
_FEW_KNOWN = N_("The ethnicity of fewer than 30 people is known.")
_REPEATED = N_("There are more events than people, so there is no interval and no test.")
TELLING = (_ZERO, _MAY_BE_ZERO, _REPEATED)
"""What a note says of the counts an indicator is made of without a number: only for those who are shown the counts."""


def missing(entry: Entry, frame: Frame, reason: str, flag: Flag = Flag.NOT_AVAILABLE) -> Indicator:
    """An indicator without a value, and why."""
    return _made(entry, frame, None, None, None, None, flag, [reason])


def shared(
    entry: Entry, frame: Frame, share: Share, notes: Iterable[str] = (), *, judged: bool = True, flag: Flag = Flag.NONE
) -> Indicator:
    """A share of people with its Wilson interval; where it is *judged*, under 30 known are too few to say."""
    said = [*notes]
    rate = Rate(share.part, share.denominator)
    if share.low is None or share.high is None:
        return _made(entry, frame, None, None, rate, None, Flag.NOT_CALCULABLE, [_(_ZERO), *said])
    if judged and rate.base.low < TOO_FEW_KNOWN:
        flag, said = Flag.TOO_FEW, [_(_FEW_KNOWN), *said]
    interval = share_interval(share)
    return _made(entry, frame, Span(share.low, share.high), interval, rate, None, flag, said)


def bounded(entry: Entry, frame: Frame, share: Share, unknown: Count, notes: Iterable[str] = ()) -> Indicator:
    """The share with everybody not known among the rest, and then among the minority."""
    fewest, most = share.denominator.high + unknown.high, share.part.high + share.rest.low + unknown.high
    rate = Rate(share.part, share.denominator + unknown)
    if not fewest or not most:
        return _made(entry, frame, None, None, rate, None, Flag.NOT_CALCULABLE, [_(_ZERO), *notes])
    lowest = Fraction(share.part.low, share.part.low + share.rest.high + unknown.high)
    value = Span(lowest, Fraction(share.part.high + unknown.high, most))
    return _made(entry, frame, value, None, rate, None, Flag.NONE, [*notes])


def compared(
    entry: Entry, frame: Frame, one: Rate, other: Rate, notes: Iterable[str] = (), *, flag: Flag = Flag.NONE
) -> Indicator:
    """The minority's rate beside the White rate, or the ratio of the two, with the exact test."""
    said = [*notes]
    one, other = (replace(rate, nested=entry.nested) for rate in (one, other))
    top, bottom = (other, one) if entry.kind is Kind.WHITE_TO_MINORITY else (one, other)
    problem = _undivided(entry, one, top, bottom)
    p = _exact_test(one, other)
    tested = [] if p is None else [p_text(p, pooled_z(one.events.low, one.base.low, other.events.low, other.base.low))]
    if problem is not None:
        return _made(entry, frame, None, None, one, other, problem[0], [problem[1], *said, *tested], p)
    value = _rate(one) if entry.kind is Kind.RATE else _ratio(top, bottom)
    limits = _rate_limits(one) if entry.kind is Kind.RATE else _ratio_limits(top, bottom)
    if too_few(one, other):
        flag, said = Flag.TOO_FEW, [_(_FEW_COMPARED), *said]
    elif entry.screened and _is_screened(entry, one, other):
        flag, said = Flag.FOUR_FIFTHS, [_screening(frame, one, other), *said]
    if _exceeds(one) or _exceeds(other):
        said.append(_(_REPEATED))
    return _made(entry, frame, value, limits, one, other, flag, [*said, *tested], p)


def disparity_between(
    entry: Entry, frame: Frame, one: Rate, other: Rate, notes: Iterable[str] = (), *, flag: Flag = Flag.NONE
) -> Indicator:
    """The disparity ratio of two tiers; in each rate the events are the higher tier and the base is the lower."""
    whole, others = Rate(one.events, one.events + one.base), Rate(other.events, other.events + other.base)
    p = _exact_test(whole, others)
    said = [*notes] if p is None else [*notes, p_text(p)]
    if not other.base.high or not one.events.high or not one.base.high:
        return _made(entry, frame, None, None, one, other, Flag.NOT_CALCULABLE, [_(_ZERO), *said], p)
    if not other.base.low or not one.events.low or not one.base.low:
        return _made(entry, frame, None, None, one, other, Flag.NOT_AVAILABLE, [_(_MAY_BE_ZERO), *said])
    if too_few(whole, others):
        flag, said = Flag.TOO_FEW, [_(_FEW_COMPARED), *said]
    limits = _widest(disparity(*counts) for counts in _corners(other, one))
    return _made(entry, frame, _ratio(other, one), limits, one, other, flag, said, p)


def senior_difference(
    entry: Entry, frame: Frame, senior: Share, everyone: Share, notes: Iterable[str] = (), *, flag: Flag = Flag.NONE
) -> Indicator:
    """The share of senior staff minus that of everyone, in percentage points.

    Senior staff are among everyone, so the difference is (1 - senior ÷ everyone) times that between senior staff and
    the rest: Newcombe's interval of those two, and the exact test between them, are scaled by the same.
    """
    said = [*notes]
    one, all_ = Rate(senior.part, senior.denominator), Rate(everyone.part, everyone.denominator)
    if senior.low is None or everyone.low is None or senior.high is None or everyone.high is None:
        return _made(entry, frame, None, None, one, all_, Flag.NOT_CALCULABLE, [_(_ZERO), *said])
    value = Span((senior.low - everyone.high) * 100, (senior.high - everyone.low) * 100)
    if min(one.base.low, all_.base.low) < TOO_FEW_KNOWN:
        flag, said = Flag.TOO_FEW, [_(_FEW_KNOWN), *said]
    if not (senior.is_exact and everyone.is_exact):
        return _made(entry, frame, value, None, one, all_, flag, said)
    value = Span.exact((senior.low - everyone.low) * 100)
    seniors, base = (one.events.low, one.base.low), (all_.events.low, all_.base.low)
    table = (*seniors, base[0] - seniors[0], base[1] - seniors[1])
    difference, p = rate_difference(*table), fisher_p(*table) if base[1] > seniors[1] else None
    scale = (1 - seniors[1] / base[1]) * 100
    limits = Interval(difference.interval.low * scale, difference.interval.high * scale) if difference else None
    if p is not None:
        said.append(p_text(p))
    return _made(entry, frame, value, limits, one, all_, flag, said, p)


def against_population(
    entry: Entry, frame: Frame, share: Share, population: Rate, notes: Iterable[str] = (), *, flag: Flag = Flag.NONE
) -> Indicator:
    """A share beside that of the population: the gap, the index or the people short, by the kind of the entry."""
    said, rate = [*notes], Rate(share.part, share.denominator)
    if share.low is None or share.high is None:
        return _made(entry, frame, None, None, rate, population, Flag.NOT_CALCULABLE, [_(_ZERO), *said])
    if rate.base.low < TOO_FEW_KNOWN:
        flag, said = Flag.TOO_FEW, [_(_FEW_KNOWN), *said]
    wanted, interval = Fraction(population.events.low, population.base.low), share_interval(share)
    ends = [Fraction(end) for end in (interval.low, interval.high)] if interval else []
    if entry.kind is Kind.PEOPLE:
        part, rest = share.part, share.rest
        fewest = persons_short(wanted, part.high, part.high + rest.low)
        span = Span(Fraction(fewest), Fraction(persons_short(wanted, part.low, part.low + rest.high)))
        return _made(entry, frame, span, None, rate, population, flag, said)
    made = [
        end / wanted if entry.kind is Kind.INDEX else (end - wanted) * 100 for end in (share.low, share.high, *ends)
    ]
    limits = Interval(float(made[2]), float(made[3])) if ends else None
    return _made(entry, frame, Span(made[0], made[1]), limits, rate, population, flag, said)


def too_few(one: Rate, other: Rate) -> bool:
    """Whether two groups have too few people, or too few events to be expected, to be compared."""
    smallest = min(one.base.low, other.base.low)
    if smallest < FEWEST_PEOPLE:
        return True
    events, everyone = one.events.low + other.events.low, one.base.low + other.base.low
    return events * smallest < FEWEST_EVENTS * everyone


def _undivided(entry: Entry, one: Rate, top: Rate, bottom: Rate) -> tuple[Flag, str] | None:
    """Why a value cannot be formed; None where it can."""
    divisors = [one.base] if entry.kind is Kind.RATE else [top.base, bottom.base, bottom.events]
    if any(count.high == 0 for count in divisors):
        return Flag.NOT_CALCULABLE, _(_ZERO)
    if any(count.low == 0 for count in divisors):
        return Flag.NOT_AVAILABLE, _(_MAY_BE_ZERO)
    return None


def _exceeds(rate: Rate) -> bool:
    """Whether there are, or may be, more events than people."""
    if rate.nested and rate.events.low <= rate.base.high:
        return rate.is_exact and rate.events.high > rate.base.low
    return rate.events.high > rate.base.low


def _rate(rate: Rate) -> Span:
    lowest, highest = Fraction(rate.events.low, rate.base.high), Fraction(rate.events.high, rate.base.low)
    return Span(lowest, highest if _exceeds(rate) else min(highest, Fraction(1)))


def _ratio(top: Rate, bottom: Rate) -> Span:
    return Span(_rate(top).low / _rate(bottom).high, _rate(top).high / _rate(bottom).low)


def _rate_limits(rate: Rate) -> Interval | None:
    if _exceeds(rate):
        return None
    most = min(rate.events.high, rate.base.low)
    lowest, highest = wilson(rate.events.low, rate.base.high), wilson(most, rate.base.low)
    return Interval(lowest.low, highest.high) if lowest and highest else None


def _ratio_limits(top: Rate, bottom: Rate) -> Interval | None:
    """The widest interval that any of the counts gives."""
    return _widest(relative_risk(*counts) for counts in _corners(top, bottom))


def _corners(one: Rate, other: Rate) -> Iterator[tuple[int, int, int, int]]:
    """Every combination of the ends of four counts; one combination where all are exact."""
    ends = [{count.low, count.high} for count in (one.events, one.base, other.events, other.base)]
    return ((a, n, b, m) for a in ends[0] for n in ends[1] for b in ends[2] for m in ends[3])


def _widest(ratios: Iterable[Ratio | None]) -> Interval | None:
    """From the lowest of the intervals to the highest; None where one of them cannot be formed."""
    intervals = [ratio.interval if ratio else None for ratio in ratios]
    formed = [one for one in intervals if one is not None]
    if not formed or len(formed) < len(intervals):
        return None
    return Interval(min(one.low for one in formed), max(one.high for one in formed))


def _exact_test(one: Rate, other: Rate) -> float | None:
    if not (one.is_exact and other.is_exact) or not one.base.low or not other.base.low:
        return None
    return fisher_p(one.events.low, one.base.low, other.events.low, other.base.low)


def _is_screened(entry: Entry, one: Rate, other: Rate) -> bool:
    """Whether the minority is worse off by the four-fifths rule, whatever counts known as a range may be."""
    pairs = [(_rate(one).low, _rate(other).high), (_rate(one).high, _rate(other).low)]
    below = {low < high for low, high in pairs}
    breached = len(below) == 1 and all(breaches_four_fifths(*pair) for pair in pairs)
    wanted = (entry.worse is Worse.HIGHER) == (entry.kind is Kind.WHITE_TO_MINORITY)
    return breached and (entry.worse is Worse.NEITHER or below == {wanted})


def _screening(frame: Frame, one: Rate, other: Rate) -> str:
    """Which of the two rates is the lower, and what part of the higher it is."""
    first, second = _rate(one), _rate(other)
    lower, higher = (first, second) if first.high < second.low else (second, first)
    names = (frame.people, frame.others) if lower is first else (frame.others, frame.people)
    text = _("The {lower} rate is {part} of the {higher} rate.")
    return text.format(lower=names[0], higher=names[1], part=percent(lower.high / higher.low, 0))


def _made(
    entry: Entry,
    frame: Frame,
    value: Span | None,
    limits: Interval | None,
    one: Rate | None,
    other: Rate | None,
    flag: Flag,
    notes: list[str],
    p: float | None = None,
) -> Indicator:
    name = _(entry.name)
    return Indicator(
        id=f"{entry.id}:{frame.key}" if frame.key else entry.id,
        entry=entry,
        name=f"{frame.part}: {name}" if frame.part else name,
        value=value,
        lower=limits.low if limits else None,
        upper=limits.high if limits else None,
        direction=direction_text(entry),
        numerator=_events(one),
        denominator=_base(one),
        comparator_numerator=_events(other),
        comparator_denominator=_base(other),
        flag=flag,
        note=" ".join(filter(None, notes)),
        definition=frame.definition,
        sentence=sentence(entry, frame, value, one, other),
        p_value=p,
        part=frame.part,
    )


def _events(rate: Rate | None) -> Count | None:
    return None if rate is None else rate.events


def _base(rate: Rate | None) -> Count | None:
    return None if rate is None else rate.base
