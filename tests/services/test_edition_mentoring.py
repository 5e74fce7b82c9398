"""Mentoring in an edition: what its counts tell of one another and of the staff beside them is withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.disclosure.policy import Profile, shipped_policy
from workforce_tui.domain.return_parts import MentoringParts, MentoringRate
from workforce_tui.services.chair_rates import Rate
from workforce_tui.services.edition_records import mentoring_under
from workforce_tui.services.mentees_apart import told_by_others
from workforce_tui.services.mentoring_rates import ALL_COHORTS, MentoringHandedOut

TASKFORCE = shipped_policy().profile("TASKFORCE")
EXACT = replace(TASKFORCE, rounding=0, exact_totals=False)


def rate(key: str, part: int | None, base: int | None, measure: str, *levels: str) -> MentoringRate:
    counts = [None if one is None else Count.exact(one) for one in (part, base)]
    return MentoringRate(key, counts[0], counts[1], measure, levels, counts[1])


def told(
    *, mentored: int, staff: int, completed: int, started: int, profile: Profile = TASKFORCE
) -> dict[str, list[bool]]:
    """Which counts are shown: of the staff who were mentored, and of the mentees who completed."""
    rates = (
        rate("M1", mentored, staff, "minority", ""),
        rate("M2", None, None, "headcount", "L5", "L6"),
        rate("M3", completed, started, ""),
    )
    of_others = partial(told_by_others, profile, year=2026)
    table = mentoring_under(MentoringParts(1, 0, rates), "Gwent", profile, lambda *_asked: True, of_others)
    assert all(isinstance(cell, (Shown, Withheld)) for row in table.rows if row.key != "M2" for cell in row.cells)
    return {row.key: [isinstance(cell, Shown) for cell in row.cells] for row in table.rows}


def test_who_was_not_mentored_is_not_told_by_staff_who_are_shown_exactly() -> None:
    shown = told(mentored=5, staff=8, completed=5, started=5)
    assert not any(shown["M1"])
    assert told(mentored=20, staff=80, completed=15, started=20) == {
        "M1": [True] * 3, "M2": [False] * 3, "M3": [True] * 3,
    }  # fmt: skip


@pytest.mark.parametrize(("mentored", "staff", "started"), [(31, 33, 30), (12, 40, 10)])
def test_mentees_are_protected_as_the_staff_who_were_mentored(mentored: int, staff: int, started: int) -> None:
    shown = told(mentored=mentored, staff=staff, completed=started - 20 if started > 20 else started,
                 started=started, profile=EXACT)  # fmt: skip
    assert not (shown["M1"][0] and shown["M3"][1])
    assert not shown["M3"][1]


def handed_out(name: str, year: int, mentored: int) -> MentoringHandedOut:
    key = FigureKey("", "", date(2026, 3, 31), "", "", "")
    return MentoringHandedOut(name, year, {"M1 part": (mentored, PublishedFigure(key, Count.exact(mentored)))})


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ((), True),
        ((handed_out("briefing", ALL_COHORTS, 26),), True),
        ((handed_out("edition", 2025, 12),), True),
        ((handed_out("briefing", ALL_COHORTS, 26), handed_out("edition", 2025, 12)), False),
        ((handed_out("briefing", ALL_COHORTS, 31), handed_out("edition", 2025, 12)), True),
        ((handed_out("briefing", ALL_COHORTS, 14),), False),
        ((handed_out("briefing", ALL_COHORTS, 12),), True),
    ],
)
def test_mentees_of_a_year_do_not_tell_of_those_of_other_years_beside_what_was_told_of_all(
    before: tuple[MentoringHandedOut, ...], *, shown: bool
) -> None:
    """Of 26, 12 of one year and 12 of another leave 2, though neither leaves few alone."""
    rates = {key: Rate(key, key, Count.exact(12), None) for key in ("M1", "M3")}
    rates["M3"] = Rate("M3", "M3", None, None)
    assert ("part" not in told_by_others(EXACT, rates, before, 2026)["M1"]) is shown
    whole = {**rates, "M1": Rate("M1", "M1", Count.exact(26), None)}
    years = (handed_out("edition", 2025, 12), handed_out("another", 2026, 12))
    assert told_by_others(EXACT, whole, years)["M1"] == {"part"}
    assert not told_by_others(EXACT, whole, years[:1])["M1"]


def test_what_one_rate_tells_of_a_year_is_put_with_what_another_tells() -> None:
    """Of 104 who were mentored 71 were in two years: in the third 33 completed, so of 48 in all 2 in the second."""
    network = shipped_policy().profile("NETWORK")
    nothing = FigureKey("", "", date(2026, 3, 31), "", "", "")

    def edition(year: int, rounding: int, **counts: tuple[int, int | None]) -> MentoringHandedOut:
        told = {
            name.replace("_", " "): (
                number,
                PublishedFigure(nothing, None if shown is None else Count.exact(shown), rounding, 2 * rounding or 5),
            )
            for name, (number, shown) in counts.items()
        }
        return MentoringHandedOut(str(year), year, told)

    editions = (
        edition(2024, 0, M1_part=(35, 35), M3_base=(35, 35), M3_part=(13, 13)),
        edition(2025, 0, M1_part=(36, 36), M3_base=(33, None), M3_part=(2, None)),
        edition(2026, 5, M1_part=(33, 35), M3_base=(33, 35), M3_part=(33, 35)),
    )
    rates = {
        "M1": Rate("M1", "M1", Count.exact(104), None),
        "M3": Rate("M3", "M3", Count.exact(48), Count.exact(101)),
    }
    assert told_by_others(network, rates, editions)["M3"] == {"part", "base"}
