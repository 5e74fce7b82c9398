"""Indicators in words: values in their units, directions, and sentences anybody can read aloud."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import count_text, decimal_text, half_up, number, percent, points
from workforce_tui.domain.indicators import Flag, Frame, Kind, Rate, Span, Worse, flag_name
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.indicators import Entry, Indicator

_DIRECTIONS = {
    (Kind.SHARE, Worse.LOWER): N_("Share: lower is worse"),
    (Kind.SHARE, Worse.NEITHER): N_("Share: neither way is worse by itself"),
    (Kind.RATE, Worse.LOWER): N_("Rate beside the White rate: a lower rate is worse for ethnic minority staff"),
    (Kind.RATE, Worse.HIGHER): N_("Rate beside the White rate: a higher rate is worse for ethnic minority staff"),
    (Kind.RATE, Worse.NEITHER): N_("Rate beside the White rate: neither way is worse by itself"),
    (Kind.WHITE_TO_MINORITY, Worse.HIGHER): N_("White ÷ ethnic minority: above 1 is worse for ethnic minority staff"),
    (Kind.MINORITY_TO_WHITE, Worse.HIGHER): N_("Ethnic minority ÷ White: above 1 is worse for ethnic minority staff"),
    (Kind.MINORITY_TO_WHITE, Worse.LOWER): N_(
        "Ethnic minority ÷ White (inverse direction): below 1 is worse for ethnic minority staff"
    ),
    (Kind.MINORITY_TO_WHITE, Worse.NEITHER): N_(
        "Ethnic minority ÷ White: above 1, ethnic minority staff have more; neither way is worse by itself"
    ),
    (Kind.DISPARITY, Worse.HIGHER): N_("White ÷ ethnic minority: above 1, White staff are better represented above"),
    (Kind.POINTS, Worse.LOWER): N_("Percentage points: below 0 is worse for ethnic minority staff"),
    (Kind.INDEX, Worse.LOWER): N_("Share ÷ population share: below 1 is worse for ethnic minority staff"),
    (Kind.PEOPLE, Worse.HIGHER): N_("People: higher is worse"),
}
_RATIO_SAID = {
    Kind.WHITE_TO_MINORITY: N_("The {others} rate is {value} times the {people} rate."),
    Kind.MINORITY_TO_WHITE: N_("The {people} rate is {value} times the {others} rate."),
    Kind.DISPARITY: N_("The ratio of the two is {value}; 1 is parity."),
    Kind.POINTS: N_("The difference is {value} points."),
    Kind.INDEX: N_("That is {value} times the population's share."),
    Kind.PEOPLE: N_("Parity would take this many more people: {value}."),
}


def direction_text(entry: Entry) -> str:
    """What is divided by what, and which way is worse for ethnic minority staff."""
    return _(_DIRECTIONS[entry.kind, entry.worse])


def value_text(kind: Kind, value: Span | None) -> str:
    """A value in its unit: "5.8%", "1.67", "+1.2", or both ends of it; "–" for none."""
    if value is None:
        return "–"
    low = _written(kind, value.low)
    high = low if value.is_exact else _written(kind, value.high)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def interval_text(kind: Kind, lower: float | None, upper: float | None) -> str:
    """The 95% interval in the unit of the value; "–" for none."""
    if lower is None or upper is None:
        return "–"
    return _("{low} to {high}").format(low=_written(kind, Fraction(lower)), high=_written(kind, Fraction(upper)))


def _written(kind: Kind, value: Fraction) -> str:
    match kind:
        case Kind.SHARE | Kind.RATE:
            return percent(value)
        case Kind.POINTS:
            return points(value / 100)
        case Kind.PEOPLE:
            return number(ceil(value))
        case _:
            return decimal_text(value, 2)


def p_text(p: float, z: float | None = None) -> str:
    """The result of the exact test, in words that claim no more than it does, with the pooled z where there is one."""
    written = _("p below 0.001") if p < 0.001 else f"p = {half_up(p, 3):f}"
    if z is None:
        return _("Fisher's exact test: {p}.").format(p=written)
    sign = "\N{MINUS SIGN}" if z < 0 else ""
    size = f"{sign}{half_up(abs(z), 2):f}"
    return _("Fisher's exact test: {p} (z = {z}).").format(p=written, z=size)


def sentence(entry: Entry, frame: Frame, value: Span | None, one: Rate | None, other: Rate | None) -> str:
    """The figure in words: the counts of both groups, and what they come to."""
    said = [_(entry.said).format(**_words(entry, frame, value, one, other))] if entry.said and one else []
    if value is not None and entry.kind in _RATIO_SAID:
        text = value_text(entry.kind, value)
        said.append(_(_RATIO_SAID[entry.kind]).format(value=text, people=frame.people, others=frame.others))
    return " ".join(said)


def _flagged(flag: Flag) -> str:
    """A flag as a sentence; empty for none."""
    return "" if flag is Flag.NONE else f"{flag_name(flag)[:1].upper()}{flag_name(flag)[1:]}."


def _words(entry: Entry, frame: Frame, value: Span | None, one: Rate | None, other: Rate | None) -> dict[str, str]:
    words = {"people": frame.people, "others": frame.others, "value": value_text(entry.kind, value)}
    for prefix, rate in (("", one), ("comparator_", other)):
        words[f"{prefix}numerator"] = _count(rate.events if rate else None)
        words[f"{prefix}denominator"] = _count(rate.base if rate else None)
        words[f"{prefix}rate"] = rate_text(rate)
    return words


def _count(count: Count | None) -> str:
    return "–" if count is None else count_text(count)


def rate_text(rate: Rate | None) -> str:
    """Events of people as a percentage; words where there is nobody, and "–" where nothing is known of them."""
    if rate is not None and not rate.base.high:
        return flag_name(Flag.NOT_CALCULABLE)
    if rate is None or rate.base.low == 0:
        return "–"
    lowest, highest = Fraction(rate.events.low, rate.base.high), Fraction(rate.events.high, rate.base.low)
    if rate.nested and not rate.is_exact and lowest <= 1:
        highest = min(highest, Fraction(1))
    return value_text(Kind.SHARE, Span(lowest, highest))


def spoken(indicator: Indicator) -> str:
    """An indicator read aloud: its name, what it says, its flag, and what must be known about it."""
    said = " ".join(filter(None, (indicator.sentence, _flagged(indicator.flag), indicator.note)))
    return f"{indicator.name}: {said}" if said else f"{indicator.name}."
