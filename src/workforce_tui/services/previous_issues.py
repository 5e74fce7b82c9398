"""What changed more since the figures before than is likely, as warnings of a plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.domain.formatting import count_text, long_date, number, points, share_text
from workforce_tui.domain.issues import Issue
from workforce_tui.i18n import N_, _
from workforce_tui.importing.kinds import ERROR, WARNING, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.importing.model import SnapshotKey
    from workforce_tui.services.main_posts import Beside
    from workforce_tui.services.previous import AgainstPrevious

MOST_CHANGE = Fraction(20, 100)
"""A headcount that changes by more than this in a year is more often another file than another workforce."""
MOST_FALL = Fraction(5, 100)
"""A fall of the declaration rate, in points, that points to a lost column rather than to people's answers."""

BESIDE_CODES = ("in_other_figures", "ethnicity_in_other_figures", "numbers_restart_in_other_figures")
"""The issues about people who are in other figures of the same day."""
PREVIOUS_KINDS = {
    "in_other_figures": Kind(
        WARNING,
        N_(
            "People who are in other figures of {organisation} at {date} too: {people}. Each is counted once, in the "
            "main post: {elsewhere} in the other figures, {here} in this file."
        ),
        N_("Check that both lists number their people in one series: two people with one number are counted as one."),
    ),
    "ethnicity_in_other_figures": Kind(
        ERROR,
        N_("People with another ethnicity in other figures of {organisation} at {date}: {people}."),
        N_("Correct the rows, or check that the staff numbers of both lists are of the same series."),
    ),
    "numbers_restart_in_other_figures": Kind(
        ERROR,
        N_(
            "This file and other figures of {organisation} at {date} both number people from 1: these are no staff "
            "numbers."
        ),
        N_("Ask for the staff numbers, or leave the column out with a column decision (=ignore)."),
    ),
    "headcount_changed": Kind(
        WARNING,
        N_("The headcount of {organisation} at {date} is {after}; at {previous} it was {before} ({change})."),
        N_("Check that the file holds the whole workforce and nobody else."),
    ),
    "declaration_fell": Kind(
        WARNING,
        N_("The declaration rate of {organisation} fell from {before} at {previous} to {after} at {date}."),
        N_("Check that the ethnicity column is complete."),
    ),
    "scheme_changed": Kind(
        WARNING,
        N_("{organisation} recorded ethnicity with {before} at {previous} and with {after} at {date}."),
        N_("Groups that only one of the lists has cannot be compared over time; say so beside the figures."),
    ),
}

SCHEMES = {
    Scheme.SDE16: N_("the 16+1 list"),
    Scheme.SDE18: N_("the 18+1 list"),
    Scheme.ONS2011_18: N_("the census 2011 groups"),
    Scheme.ONS2021_19: N_("the census 2021 groups"),
    Scheme.CSS: N_("the civil service groups"),
    Scheme.HMPPS5: N_("five groups"),
    Scheme.HO2001_5: N_("the five groups of 2001"),
    Scheme.BINARY: N_("two groups"),
}


def issues_of(one: AgainstPrevious, name: str) -> Iterator[Issue]:
    """The warnings a comparison gives about the organisation called *name*."""
    before, after = one.before.headcount, one.after.headcount
    if before.low and (
        after.low > before.high * (1 + MOST_CHANGE) or Fraction(after.high) < before.low * (1 - MOST_CHANGE)
    ):
        counts = {"before": count_text(before), "after": count_text(after)}
        yield _issue("headcount_changed", one, name, **counts, change=change(one))
    was, is_now = one.before.declaration, one.after.declaration
    if one.decided and was.low is not None and is_now.high is not None and was.low - is_now.high >= MOST_FALL:
        yield _issue("declaration_fell", one, name, before=share_text(was), after=share_text(is_now))
    schemes = one.scheme_before, one.scheme_after
    if schemes[0] != schemes[1] and all(name in SCHEMES for name in schemes):
        names = [_(SCHEMES[Scheme(name)]) for name in schemes]
        yield _issue("scheme_changed", one, name, before=names[0], after=names[1])


def beside_issues(one: SnapshotKey, found: Beside, name: str) -> Iterator[Issue]:
    """What is said of people who are in figures of the same date that are held already of the one called *name*."""
    words = {"organisation": name, "date": long_date(one.as_at)}
    elsewhere, here = len(found.elsewhere), found.here
    if found.restarts:
        yield _of_kind("numbers_restart_in_other_figures", words)
    elif found.unlike:
        yield _of_kind("ethnicity_in_other_figures", words | {"people": number(found.unlike)})
    if elsewhere or here:
        told = {"people": number(elsewhere + here), "elsewhere": number(elsewhere), "here": number(here)}
        yield _of_kind("in_other_figures", words | told)


def change(one: AgainstPrevious) -> str:
    """The change of the headcount in words: "+2.4%", or a range of people."""
    if one.change is None:
        return _("the numbers are ranges")
    return f"{points(one.change)}%"


def _issue(code: str, one: AgainstPrevious, name: str, **words: str) -> Issue:
    dates = {"date": long_date(one.as_at), "previous": long_date(one.previous)}
    return _of_kind(code, {"organisation": name} | dates | words)


def _of_kind(code: str, words: Mapping[str, str]) -> Issue:
    kind = PREVIOUS_KINDS[code]
    return Issue(code, kind.severity, _(kind.message).format(**words), _(kind.fix))
