"""A projection in a few words each, for a screen that has a line for every fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import count_text, long_date, number, percent, percent_range, share_text
from workforce_tui.domain.projection import LONGEST, Reach
from workforce_tui.domain.trend_line import TrendReach
from workforce_tui.i18n import _, ngettext
from workforce_tui.services.explaining import people_text
from workforce_tui.services.projection_text import (
    aimed,
    interval_text,
    month_year,
    needed_text,
    people_needed,
    trend_text,
)

if TYPE_CHECKING:
    from workforce_tui.services.projection_figures import Projection


def today_text(found: Projection) -> str:
    """The share of today with its counts: "3.4% (48 of 1,402 known), 31 March 2026"."""
    figures, as_at = found.facts.figures, found.facts.as_at
    if figures is None or figures.share is None or as_at is None:
        return ""
    text = _("{share} ({part} of {known} known), {date}")
    share = figures.share
    return text.format(
        share=share_text(share),
        part=count_text(share.part),
        known=count_text(share.denominator),
        date=long_date(as_at),
    )


def short_text(found: Projection) -> str:
    """How many people short of the aim the staff of today are, in a few words."""
    aim = found.facts.aim
    if aim is None or aim.persons_short is None:
        return ""
    if max(aim.persons_short) == 0:
        return _("nobody short")
    return _("people short: {people}").format(people=people_text(aim.persons_short))


def aim_text(found: Projection) -> str:
    """The target and its date; where none is set, the population."""
    aim = found.facts.aim
    if aim is None:
        return _("no target, and no population figure to compare with")
    if aim.is_target:
        return aim.said
    return _("no target is set; the population is {share}").format(share=percent(aim.wanted))


def needed_brief(found: Projection) -> str:
    """The share of joiners the aim needs, with its people and its date, or why no share would do."""
    if found.needed is None or found.end is None:
        return "–"
    end = long_date(found.end)
    match found.needed[0].reach:
        case Reach.ALREADY_MET:
            return _("nobody more: it is met on {date} whoever joins").format(date=end)
        case Reach.NO_JOINERS:
            return _("nobody joins at these rates")
        case Reach.NOT_REACHABLE:
            return _("not to be reached by {date} by joiners alone").format(date=end)
        case Reach.REACHABLE:
            text = _("{share} of joiners until {date}: {people}")
            if found.facts.is_level:
                text = _("{share} of those who come until {date}: {people}")
            return text.format(share=needed_text(found), date=end, people=people_needed(found))


def trend_brief(found: Projection) -> str:
    """When the trend comes to the aim, with the interval."""
    when = found.facts.trend.when
    if when is not None and when.reach in (TrendReach.EXPECTED, TrendReach.NOT_ON_TREND):
        return _("{when} (95%: {interval})").format(when=trend_text(found), interval=interval_text(found))
    return trend_text(found)


def outcome_brief(found: Projection) -> str:
    """What follows from the sliders: the share at the end, the people it stands for, and when the aim is reached."""
    last = found.steps[-1]
    low, high = (percent(end) for end in last.share)
    share = low if low == high else percent_range(*last.share)
    people = sorted({number(round(end)) for end in last.minority}, key=lambda text: int(text.replace(",", "")))
    text = ngettext(
        "{share} on {date}, about {people} person",
        "{share} on {date}, about {people} people",
        max(round(end) for end in last.minority),
    )
    said = text.format(share=share, date=long_date(last.day), people="–".join(people))
    if found.wanted is None or found.reached == found.facts.as_at:
        return f"{said}."
    if found.reached is None:
        never = _("{aim} not within {most} years").format(aim=aimed(found), most=LONGEST)
        return f"{said}; {never}."
    return f"{said}; {_('{aim} in {month}').format(aim=aimed(found), month=month_year(found.reached))}."
