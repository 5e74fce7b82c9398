"""A projection in sentences anybody can read aloud, and its formula in words and with the numbers filled in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import (
    MONTHS,
    count_text,
    half_up,
    long_date,
    number,
    percent,
    percent_range,
    points,
    share_text,
)
from workforce_tui.domain.projection import LONGEST, Reach, joiners_needed, power, share_after
from workforce_tui.domain.targets import TargetKind
from workforce_tui.domain.trend_line import TrendReach
from workforce_tui.i18n import N_, _
from workforce_tui.services.explaining import people_text

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.projection import Needed
    from workforce_tui.domain.trend_line import TrendDate
    from workforce_tui.services.projection_figures import Projection

FORMULA = N_(
    "Share of joiners needed = (target − share today × staying) ÷ (1 − staying), where staying = (1 − leaver rate) to "
    "the power of the years ahead."
)
FORMULA_GROWTH = N_(
    "Share of joiners needed = (target − share today × staying) ÷ (1 − staying), where staying = ((1 − leaver rate) ÷ "
    "(1 + change of the headcount)) to the power of the years ahead."
)
FORMULA_APART = N_(
    "Every year a part of each group leaves and joiners make up the headcount. As the two groups leave at different "
    "rates, the share of joiners needed is found by trying."
)
FEW_JOINERS = 20
"""Below this a year's joiners are too few for a number of them to mean much."""
CAUTION = N_("This is arithmetic about what is assumed, not a forecast, and it says nothing about causes.")


def sentences(found: Projection) -> tuple[str, ...]:
    """The whole projection, a fact or two in each sentence; the caution last."""
    if found.problem:
        return (_head(found), found.problem, *trend_sentences(found))
    lines = [
        _head(found),
        aim_sentence(found),
        _rates_sentence(found),
        found.horizon_said,
        needed_sentence(found),
        promotions_sentence(found),
        scenario_sentence(found),
        *trend_sentences(found),
        *found.notes,
        _(CAUTION),
    ]
    return tuple(line for line in lines if line)


def _head(found: Projection) -> str:
    facts = found.facts
    place = f"{facts.organisation.name}, {facts.scope_name}"
    figures = facts.figures
    if figures is None or figures.share is None or facts.as_at is None:
        return f"{place}."
    text = _("{place}, {date}: ethnic minority {part} of {known} staff whose ethnicity is known, {share}.")
    return text.format(
        place=place,
        date=long_date(facts.as_at),
        part=count_text(figures.share.part),
        known=count_text(figures.share.denominator),
        share=share_text(figures.share),
    )


def aim_sentence(found: Projection) -> str:
    """What is aimed at, and how many people short of it the staff of today are."""
    aim = found.facts.aim
    if aim is None:
        return _("No target is set, and there is no population figure to compare with.")
    said = _("Target: {target}.").format(target=aim.said) if aim.is_target else aim.said
    return f"{said} {short_sentence(found)}".strip()


def short_sentence(found: Projection) -> str:
    """How many people short of the aim the staff of today are."""
    aim = found.facts.aim
    if aim is None:
        return ""
    if aim.persons_short is None:
        return _("How many people short that is cannot be said: some were counted without ethnicity.")
    if max(aim.persons_short) == 0:
        return _("It is met today: nobody short.")
    return _("People short today: {people}.").format(people=people_text(aim.persons_short))


def _rates_sentence(found: Projection) -> str:
    parts = [_("Leaver rate: {said}").format(said=found.leaver.said)]
    if found.minority_leaver is not None:
        parts.append(_("Of staff from ethnic minorities: {said}").format(said=found.minority_leaver.said))
    if found.facts.is_level:
        parts.append(_("Ethnic minorities among those who come to these posts: {said}").format(said=found.joiner.said))
    else:
        parts.append(_("Ethnic minorities among joiners: {said}").format(said=found.joiner.said))
    growth = found.assumed.growth
    if growth:
        parts.append(_("The headcount changes by {rate}% a year.").format(rate=points(growth)))
    else:
        parts.append(_("The headcount stays as it is."))
    return " ".join(parts)


def needed_sentence(found: Projection) -> str:
    """The share of joiners the aim needs, or why no share would do."""
    if found.needed is None or found.end is None:
        return ""
    worst, best = found.needed
    end = long_date(found.end)
    match worst.reach:
        case Reach.ALREADY_MET:
            return _("It would be met on {date} even if nobody who joins were from an ethnic minority.").format(
                date=end
            )
        case Reach.NO_JOINERS:
            return _("At these rates nobody joins, and the share stays as it is.")
        case Reach.NOT_REACHABLE:
            return _not_reachable(found, end, best)
        case Reach.REACHABLE:
            return _reachable(found, end)


def _not_reachable(found: Projection, end: str, best: Needed) -> str:
    if best.reach is not Reach.NOT_REACHABLE:
        return _("The counts are intervals: by {date} some of them could come to it by joiners, others not.").format(
            date=end
        )
    assert found.facts.figures is not None  # noqa: S101 - there is something to work out
    figures = found.facts.figures.share
    current = figures.high if figures else None
    assert current is not None  # noqa: S101
    most = share_after(current, Fraction(1), found.assumed, found.years)
    text = _(
        "It cannot be reached by {date} by joiners alone: if everybody who joins were from an ethnic minority, the "
        "share would be {share}."
    )
    return text.format(date=end, share=percent(most))


def _reachable(found: Projection, end: str) -> str:
    return _reachable_text(found).format(date=end, share=needed_text(found), people=people_needed(found))


def _reachable_text(found: Projection) -> str:
    short = found.facts.aim.persons_short if found.facts.aim else None
    met_today = short is not None and max(short) == 0
    if found.facts.is_level and met_today:
        return _(
            "To still meet it on {date}, {share} of those who come to these posts, promoted or from outside, would "
            "have to be from ethnic minorities: {people}."
        )
    if found.facts.is_level:
        return _(
            "To meet it on {date}, {share} of those who come to these posts, promoted or from outside, would have to "
            "be from ethnic minorities: {people}."
        )
    if met_today:
        return _(
            "To still meet it on {date}, {share} of those who join would have to be from ethnic minorities: {people}."
        )
    return _("To meet it on {date}, {share} of those who join would have to be from ethnic minorities: {people}.")


def people_needed(found: Projection) -> str:
    """How many of those who come that is: of each year's, or of all until the end where a year has only a few."""
    if found.joiners >= FEW_JOINERS or found.needed is None:
        text, people, of = _("{people} of the {joiners} in a year"), found.joiners_needed or (0, 0), found.joiners
    else:
        text, of = _("{people} of the {joiners} until then"), found.joiners * found.years
        ends = sorted(joiners_needed(one.share, of) for one in found.needed if one.share is not None)
        people = (ends[0], ends[-1])
    return text.format(people=people_text(people), joiners=number(int(half_up(of, 0))))


def needed_text(found: Projection) -> str:
    """The share of joiners needed as a percentage, both ends of it for intervals; a dash where there is none."""
    shares = sorted({percent(one.share) for one in found.needed or () if one.share is not None}, key=_size)
    if not shares or found.needed is None or found.needed[0].reach is not Reach.REACHABLE:
        return "–"
    return shares[0] if len(shares) == 1 else _("{low} to {high}").format(low=shares[0], high=shares[-1])


def _size(shown: str) -> float:
    return float(shown.rstrip("%").replace(",", ""))


def promotions_sentence(found: Projection) -> str:
    """For posts people are promoted into: the share of the promotions that would be needed."""
    needed = found.promotions
    if needed is None or needed.share is None:
        return ""
    outside = percent(found.facts.outside_share)
    if needed.reach is Reach.NOT_REACHABLE:
        text = _("Promotions alone would not do: of those who come from outside, {outside} are from ethnic minorities.")
    elif needed.reach is Reach.ALREADY_MET:
        text = _("Those who come from outside would do: {outside} of them are from ethnic minorities.")
    else:
        text = _(
            "If {outside} of those who come from outside are from ethnic minorities, as before, {share} of the "
            "promotions into these posts would have to be."
        )
    return text.format(outside=outside, share=percent(needed.share))


def scenario_sentence(found: Projection) -> str:
    """What follows from the share of joiners chosen."""
    if not found.steps or found.end is None:
        return ""
    low, high = found.steps[-1].share
    share = percent_range(low, high)
    text = _("If {joiners} of those who join are from ethnic minorities, the share is {share} on {date}.")
    if found.facts.is_level:
        text = _("If {joiners} of those who come are from ethnic minorities, the share is {share} on {date}.")
    said = text.format(joiners=percent(found.joiner.value), share=share, date=long_date(found.end))
    return f"{said} {reached_sentence(found)}".strip()


def reached_sentence(found: Projection) -> str:
    """When the curve comes to the aim, or that it does not."""
    if found.wanted is None or found.facts.as_at is None:
        return ""
    level = found.assumed.level(found.joiner.value)
    if found.reached == found.facts.as_at:
        return ""
    if found.reached is not None:
        return _("It comes to {target} in {month}.").format(target=aimed(found), month=month_year(found.reached))
    if level <= found.wanted and found.assumed.makes_room:
        text = _("It moves towards {level} and never passes it, so it does not come to {target}.")
        return text.format(level=percent(level), target=aimed(found))
    return _("It does not come to {target} within {most} years.").format(target=aimed(found), most=LONGEST)


def trend_sentences(found: Projection) -> tuple[str, ...]:
    """When the trend comes to the aim, with its interval, and what is to be known about the trend."""
    trend = found.facts.trend
    if trend.when is None or found.facts.aim is None:
        return trend.notes
    return tuple(line for line in (_trend_sentence(found, trend.when), *trend.notes) if line)


def _trend_sentence(found: Projection, when: TrendDate) -> str:
    aim = found.facts.aim
    assert aim is not None  # noqa: S101 - the caller has looked
    snapshots, target = len(found.facts.trend.used), percent(aim.wanted)
    match when.reach:
        case TrendReach.EXPECTED if when.day == found.facts.as_at:
            text = _("The line through the last {snapshots} snapshots is at {target} now (95% interval: {interval}).")
        case TrendReach.EXPECTED:
            text = _(
                "If the share went on as in the last {snapshots} snapshots, it would come to {target} in {month} "
                "(95% interval: {interval})."
            )
        case TrendReach.NOT_ON_TREND:
            text = _(
                "If the share went on as in the last {snapshots} snapshots, it would not come to {target} within "
                "{most} years (95% interval: {interval})."
            )
        case _:
            return ""
    month = month_year(when.day) if when.day else ""
    return text.format(snapshots=snapshots, target=target, month=month, interval=interval_text(found), most=LONGEST)


def interval_text(found: Projection) -> str:
    """The interval of the date on the trend: "from now to March 2041", "June 2029 or later", "not within 50 years"."""
    when = found.facts.trend.when
    never = _("not within {most} years").format(most=LONGEST)
    if when is None or when.earliest is None:
        return never
    early = _("now") if when.earliest == found.facts.as_at else month_year(when.earliest)
    if when.latest is None:
        return _("from {early}, or {never}").format(early=early, never=never)
    return _("{early} to {late}").format(early=early, late=month_year(when.latest))


def trend_text(found: Projection) -> str:
    """When the trend comes to the aim, in a few words."""
    when = found.facts.trend.when
    match when.reach if when else None:
        case TrendReach.EXPECTED:
            assert when is not None  # noqa: S101 - just matched
            assert when.day is not None  # noqa: S101
            return _("about now") if when.day == found.facts.as_at else month_year(when.day)
        case TrendReach.NOT_ON_TREND:
            return _("not within {most} years").format(most=LONGEST)
        case TrendReach.MET:
            return _("met")
        case TrendReach.TOO_FEW:
            return _("too few to say")
        case _:
            return _("no target")


def month_year(day: date) -> str:
    """A month in words: no arithmetic about years to come knows the day."""
    return f"{_(MONTHS[day.month - 1])} {day.year}"


def aimed(found: Projection) -> str:
    """The share aimed at: as it was set, to the second place; any other to the first, as everywhere."""
    aim = found.facts.aim
    if aim is None or found.wanted is None:
        return "–"
    as_set = aim.target is not None and aim.is_target and aim.target.kind is TargetKind.PERCENT
    return short_percent(found.wanted) if as_set else percent(found.wanted)


def short_percent(value: Fraction) -> str:
    """A percentage to two places, without noughts at its end but the first."""
    text = percent(value, 2)
    return text[:-2] + "%" if text.endswith("0%") else text


def formula(found: Projection) -> str:
    """The formula in words."""
    if not found.assumed.same_rates:
        return _(FORMULA_APART)
    return _(FORMULA_GROWTH) if found.assumed.growth else _(FORMULA)


def formula_filled(found: Projection) -> str:
    """The formula with the numbers of the least favourable counts; empty where it does not apply."""
    needed = found.needed[0] if found.needed else None
    share = found.facts.figures.share if found.facts.figures else None
    if needed is None or needed.share is None or share is None or share.low is None or found.wanted is None:
        return ""
    if not found.assumed.same_rates:
        return ""
    kept = power(found.assumed.kept(needed.share), found.years)
    rates = f"1 − {percent(found.leaver.value)}"
    growth = found.assumed.growth
    change = f"1 {'+' if growth > 0 else '−'} {percent(abs(growth))}"
    base = f"(({rates}) ÷ ({change}))" if growth else f"({rates})"
    text = _(
        "(target {aim} − today {today} × staying {staying}) ÷ (1 − staying {staying}) = {share} of joiners; "
        "staying = {base} to the power of {years} = {staying}"
    )
    return text.format(
        base=base,
        years=f"{half_up(found.years, 2).normalize():f}",
        staying=percent(kept, 2),
        aim=short_percent(found.wanted),
        today=percent(share.low, 2),
        share=percent(needed.share),
    )
