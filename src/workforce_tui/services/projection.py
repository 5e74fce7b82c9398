"""What it would take: the share of joiners a target needs, the years ahead, and when the trend would come to it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import half_up, long_date, percent
from workforce_tui.domain.projection import (
    LONGEST,
    Assumptions,
    Reach,
    curve,
    day_after,
    joiners_needed,
    needed_share,
    power,
    promotion_share_needed,
    years_between,
    years_to_reach,
)
from workforce_tui.domain.targets import TOO_FEW_KNOWN
from workforce_tui.i18n import _
from workforce_tui.services.projection_facts import projection_facts
from workforce_tui.services.projection_figures import (
    USUAL_YEARS,
    WORKFORCE,
    Assumed,
    Choices,
    Origin,
    Projection,
    ProjectionFacts,
    Step,
)

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.projection import Needed
    from workforce_tui.services.workspace import Workspace

MOST_YEARS = Fraction(LONGEST)


def projection(
    ws: Workspace,
    *,
    organisation: str,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
    scope: str = WORKFORCE,
    choices: Choices | None = None,
    as_at: date | None = None,
) -> Projection:
    """What it would take for one scope of an organisation; what is not chosen comes from the database.

    It starts from the latest snapshot, or the latest up to *as_at*.

    Raises:
        WorkforceError: there is no such organisation or scope, or the choices cannot be.
    """
    facts = projection_facts(ws, organisation=organisation, definition=definition, scope=scope, as_at=as_at)
    return project(facts, choices or Choices())


def project(facts: ProjectionFacts, choices: Choices) -> Projection:
    """The projection that follows from *facts* with *choices*; reads nothing, so that it can follow a slider.

    Raises:
        WorkforceError: the choices cannot be, such as a headcount that falls faster than people leave.
    """
    leaver = _chosen(choices.leaver_rate, facts.leaver)
    minority = None if choices.minority_leaver_rate is None else _said(choices.minority_leaver_rate)
    joiner = _chosen(choices.joiner_share, facts.joiner)
    assumed = _assumptions(leaver, minority, choices)
    found = Projection(facts, leaver, minority, joiner, assumed, choices.years or USUAL_YEARS, notes=facts.notes)
    figures = facts.figures
    problem = "" if figures else _("There are no figures for that yet.")
    if figures is not None and figures.share is None:
        problem = figures.note or _("The share is not available.")
    return replace(found, problem=problem) if problem else _worked_out(found, choices)


def _chosen(value: Fraction | None, default: Assumed) -> Assumed:
    return default if value is None else _said(value)


def _said(value: Fraction) -> Assumed:
    return Assumed(value, Origin.GIVEN, _("{value} a year, as chosen.").format(value=percent(value)))


def _assumptions(leaver: Assumed, minority: Assumed | None, choices: Choices) -> Assumptions:
    try:
        return Assumptions(leaver.value, minority.value if minority else leaver.value, choices.growth)
    except ValueError:
        raise WorkforceError(
            _("The headcount cannot fall faster than people leave ({rate} a year).").format(rate=percent(leaver.value)),
            _("Choose a higher leaver rate, or a headcount that falls by less."),
        ) from None


def _horizon(facts: ProjectionFacts, as_at: date, choices: Choices) -> tuple[Fraction, str]:
    """How many years ahead, and why so many."""
    due = facts.aim.due if facts.aim else None
    if choices.years is not None:
        if not 0 < choices.years <= MOST_YEARS:
            raise WorkforceError(
                _("A projection is for more than 0 and up to {most} years.").format(most=LONGEST),
                _("Choose fewer years."),
            )
        text = _("Years ahead, as chosen: {years}.")
        return choices.years, text.format(years=f"{half_up(choices.years, 1).normalize():f}")
    if due is None:
        return USUAL_YEARS, _("No date is set for it: {years} years are assumed.").format(years=int(USUAL_YEARS))
    if due <= as_at:
        text = _("Its date, {date}, has passed: {years} years from the snapshot are assumed.")
        return USUAL_YEARS, text.format(date=long_date(due), years=int(USUAL_YEARS))
    return min(years_between(as_at, due), MOST_YEARS), ""


def _starts(facts: ProjectionFacts) -> tuple[tuple[int, int], tuple[int, int]]:
    """Minority and known, at the least and at the most favourable counts."""
    assert facts.figures is not None  # noqa: S101 - the caller has looked
    assert facts.figures.share is not None  # noqa: S101
    part, rest = facts.figures.share.part, facts.figures.share.rest
    return (part.low, part.low + rest.high), (part.high, part.high + rest.low)


def _worked_out(found: Projection, choices: Choices) -> Projection:
    facts, assumed = found.facts, found.assumed
    assert facts.as_at is not None  # noqa: S101 - there are figures
    years, said = _horizon(facts, facts.as_at, choices)
    fewest, most = _starts(facts)
    end = day_after(facts.as_at, years)
    joiners = assumed.joiners(fewest[1], fewest[0])
    steps = _steps(facts.as_at, (fewest, most), found.joiner.value, assumed, years)
    found = replace(found, years=years, end=end, horizon_said=said, joiners=joiners, steps=steps)
    notes = [*found.notes]
    if min(fewest[1], most[1]) < TOO_FEW_KNOWN:
        text = _(
            "Fewer than {number} people's ethnicity is known: each person who joins or leaves moves the share a lot."
        )
        notes.append(text.format(number=TOO_FEW_KNOWN))
    found = replace(found, notes=tuple(notes))
    return found if facts.aim is None else _aimed(found, (fewest, most))


def _steps(
    start: date,
    ends: tuple[tuple[int, int], tuple[int, int]],
    joiner_share: Fraction,
    assumed: Assumptions,
    years: Fraction,
) -> tuple[Step, ...]:
    low, high = (curve(*one, joiner_share, assumed, start, years) for one in ends)
    return tuple(
        Step(a.years, a.day, (a.share, b.share), (a.minority, b.minority)) for a, b in zip(low, high, strict=True)
    )


def _aimed(found: Projection, starts: tuple[tuple[int, int], tuple[int, int]]) -> Projection:
    """The projection with what the aim needs."""
    worst, best = (_needed(found, one) for one in starts)
    wanted = _wanted(found, starts[0][1])
    return replace(
        found,
        wanted=wanted,
        needed=(worst, best),
        promotions=_promotions(found.facts, worst),
        joiners_needed=_people(found, worst, best),
        reached=_reached(found, starts[0], wanted),
    )


def _needed(found: Projection, start: tuple[int, int]) -> Needed:
    return needed_share(Fraction(*start), _wanted(found, start[1]), found.assumed, found.years)


def _people(found: Projection, worst: Needed, best: Needed) -> tuple[int, int] | None:
    """How many of a year's joiners are needed, the fewest first; None where no number of them would do."""
    if worst.share is None or best.share is None or worst.reach is Reach.NOT_REACHABLE:
        return None
    return joiners_needed(best.share, found.joiners), joiners_needed(worst.share, found.joiners)


def _reached(found: Projection, start: tuple[int, int], wanted: Fraction) -> date | None:
    """The day the curve comes to the aim; the end of the year, for a number of people in a changing headcount."""
    facts, joiner = found.facts, found.joiner.value
    assert facts.aim is not None  # noqa: S101 - the caller has looked
    assert facts.as_at is not None  # noqa: S101
    if facts.aim.people is not None and found.assumed.growth:
        points = curve(*start, joiner, found.assumed, facts.as_at, MOST_YEARS)
        return next((one.day for one in points if one.minority >= facts.aim.people), None)
    years = years_to_reach(Fraction(*start), wanted, joiner, found.assumed)
    return None if years is None else day_after(facts.as_at, Fraction(years))


def _wanted(found: Projection, known: int) -> Fraction:
    """The share aimed at in the end: a number of people is a smaller share of a headcount that has grown."""
    aim = found.facts.aim
    assert aim is not None  # noqa: S101 - the caller has looked
    if aim.people is None:
        return aim.wanted
    return aim.people / (known * power(1 + found.assumed.growth, found.years))


def _promotions(facts: ProjectionFacts, needed: Needed) -> Needed | None:
    if facts.promoted is None or needed.share is None or needed.reach is Reach.NO_JOINERS:
        return None
    return promotion_share_needed(needed.share, facts.promoted, facts.outside_share)
