"""Rates of women and men: events take the sex of the event file, else of the staff list they are divided by."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from holding import Held, Post, hashed, hold
from workforce_tui.domain.attributes import Attributes, Disability
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.indicators import Flag, Indicator, Span
from workforce_tui.services.indicators import IndicatorCut, indicators
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import events as event_store
from workforce_tui.storage import facts
from workforce_tui.storage.tables import EventPeriodRow

if TYPE_CHECKING:
    from collections.abc import Iterable

GWENT, SOUTH, NORTH, DYFED = "gwent-police", "south-wales-police", "north-wales-police", "dyfed-powys-police"
DAYS = {year: date(year, 3, 31) for year in (2023, 2024, 2025, 2026)}
DISABLED = Attributes(Disability.DISABLED).code


def force(sex: str = "") -> dict[str, Post]:
    """120 minority and 600 White staff; the first half of each are women, unless one sex is said of everybody."""
    people = {
        f"m{one}": Post("CONSTABLE", "A_IND", sex=sex or half(one, 60), attributes=DISABLED) for one in range(120)
    }
    white = {
        f"w{one}": Post("CONSTABLE", "W_BRIT", sex=sex or half(one, 300), attributes=DISABLED) for one in range(600)
    }
    return people | white


def half(number: int, women: int) -> str:
    return "female" if number < women else "male"


def leavers(
    ws: Workspace,
    organisation: str,
    year: int,
    named: Iterable[tuple[str, str]] = (),
    counted: Iterable[tuple[str, int]] = (),
) -> None:
    """Leavers of a reporting year: people by staff number, each with the sex the file says; counts say none."""
    with ws.writing() as session:
        period = EventPeriodRow(
            batch_id=1, organisation=organisation, dataset=str(Dataset.LEAVERS), scheme="ons2021_19", asks_grt=True,
            period_start=date(year - 1, 4, 1), period_end=DAYS[year], has_persons=True,
        )  # fmt: skip
        number = event_store.add_period(session, period=period)
        code = {kind: facts.ethnicity_label_id(session, raw=kind, ethnicity=kind) for kind in ("A_IND", "W_BRIT")}
        some = [(hashed(name), code["A_IND" if name.startswith("m") else "W_BRIT"], sex, 1) for name, sex in named]
        some += [(None, code[kind], "unknown", many) for kind, many in counted]
        rows = [
            (number, None, who, None, None, label, "officer", sex, "resignation", many, many)
            for who, label, sex, many in some
        ]
        event_store.add_event_facts(session, rows=rows)
        event_store.build_cube(session, period_ids=[number])


def of(names: Iterable[str], sex: str = "unknown") -> list[tuple[str, str]]:
    return [(name, sex) for name in names]


def span(letter: str, start: int, end: int) -> list[str]:
    return [f"{letter}{one}" for one in range(start, end)]


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = open_workspace(str(tmp_path_factory.mktemp("by_sex") / "w.db"))
    gwent = [Held(GWENT, day, force()) for day in DAYS.values()]
    south = [Held(SOUTH, DAYS[year], force()) for year in (2024, 2025, 2026)]
    north = [Held(NORTH, DAYS[year], force("unknown")) for year in (2025, 2026)]
    dyfed = [Held(DYFED, DAYS[year], force()) for year in (2025, 2026)]
    hold(workspace, [*gwent, *south, *north, *dyfed], refresh=False)
    everybody = span("m", 50, 70) + span("w", 290, 310)  # ten women and ten men of each group
    leavers(workspace, GWENT, 2024, of(everybody))
    leavers(workspace, GWENT, 2025, of(everybody))
    # the file of 2026 says the sex of some, and of two another one than the staff list
    leavers(workspace, GWENT, 2026, of(["m0", "m1"], "male") + of(["m2", "m100", "stranger"]) + of(["m3"], "female"))
    leavers(workspace, SOUTH, 2025, of(everybody))
    leavers(workspace, SOUTH, 2026, counted=[("A_IND", 30), ("W_BRIT", 100)])
    leavers(workspace, NORTH, 2026, of(everybody, "female"))
    leavers(workspace, DYFED, 2026, of(everybody), [("A_IND", 5), ("W_BRIT", 5)])
    return workspace


def found(
    ws: Workspace, organisation: str, years: int = 1, by: IndicatorCut = IndicatorCut.SEX
) -> dict[str, Indicator]:
    report = indicators(ws, organisation=organisation, year=2026, years=years, by=by)
    return {one.id: one for one in report.indicators}


def four(one: Indicator) -> tuple[Count | None, ...]:
    return (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)


def counts(*numbers: int) -> tuple[Count, ...]:
    return tuple(map(Count.exact, numbers))


def test_three_years_have_the_women_of_all_three_on_both_sides(ws: Workspace) -> None:
    three = found(ws, GWENT, 3)
    # m2 by the staff list and m3 by the file in 2026, after ten women in each year before
    assert four(three["L1:female"]) == counts(10 + 10 + 2, 3 * 60, 10 + 10, 3 * 300)
    assert four(three["L1:male"]) == counts(10 + 10 + 3, 3 * 60, 10 + 10, 3 * 300)
    assert three["L2:female"].value == Span.exact(Fraction(22, 180) / Fraction(20, 900))
    assert "3 years together" in three["L1:female"].note


def test_one_year_takes_the_sex_of_the_file_and_else_of_the_staff_list(ws: Workspace) -> None:
    one = found(ws, GWENT)
    assert four(one["L1:female"]) == counts(2, 60, 0, 300)
    assert four(one["L1:male"]) == counts(3, 60, 0, 300)  # m0 and m1 by the file, m100 by the list
    assert "Sex: not known of 1 of these 6 people, who are in no part." in one["L1:female"].note
    assert four(one["R1:female"])[:2] == counts(60, 360)


def test_a_year_whose_events_have_no_sex_adds_to_neither_side(ws: Workspace) -> None:
    both = found(ws, SOUTH, 2)["L1:female"]
    assert four(both) == counts(10, 60, 10, 300)
    assert "Years that have what is needed: 1 of 2. Sex: known of 0.0% of the events of 1 April 2025" in both.note
    alone = found(ws, SOUTH)["L1:female"]
    assert (alone.value, alone.flag) == (None, Flag.NOT_AVAILABLE)
    assert "which is too far apart for a rate" in alone.note


def test_the_same_holds_of_every_other_attribute(ws: Workspace) -> None:
    both = found(ws, SOUTH, 2, IndicatorCut.DISABILITY)["L1:disabled"]
    assert four(both) == counts(20, 120, 20, 600)
    assert "Years that have what is needed: 1 of 2. Disability: known of 0.0% of the events" in both.note


def test_a_sex_that_only_the_events_have_is_of_no_base(ws: Workspace) -> None:
    one = found(ws, NORTH)["L1:female"]
    assert (one.value, one.flag) == (None, Flag.NOT_AVAILABLE)
    assert "Sex: known of 100.0% of the events" in one.note


def test_where_a_few_events_have_no_sex_it_is_said_that_the_rates_are_too_low(ws: Workspace) -> None:
    one = found(ws, DYFED)["L1:female"]
    assert four(one) == counts(10, 60, 10, 300)
    assert "Sex: known of 80.0% of the events and of 100.0% of their base: the rates are too low." in one.note
    assert "Sex: not known of 10 of these 50 people" in one.note
