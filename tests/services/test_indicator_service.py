"""The indicators of an organisation out of snapshots and event files it sent."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from builders import BRITISH, GWENT, INDIAN, import_into, people, staff_file, write_csv
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicators import Flag, Indicator, Span
from workforce_tui.services.indicator_tables import columns, indicator_tables
from workforce_tui.services.indicators import IndicatorCut, indicators

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

START, END = dt.date(2025, 4, 1), dt.date(2026, 3, 31)
YEAR: dict[str, Any] = {"period_start": START, "period_end": END}
BEFORE, AFTER = dt.date(2025, 3, 31), dt.date(2026, 3, 31)
CARIBBEAN = "Black or Black British - Caribbean"


def staff(
    ws: Workspace, folder: Path, day: dt.date, minority: int, white: int, sergeants: tuple[int, int] = (0, 0)
) -> None:
    """So many constables, and sergeants beside them."""
    rows = people(minority, white) + people(*sergeants, first=5000, rank="Sergeant")
    assert import_into(ws, staff_file(folder / f"{day}.csv", rows), as_at=day).status == "imported"


def events(
    ws: Workspace, folder: Path, dataset: Dataset, counts: Iterable[tuple[str, str, int]], year: int = 2026, **said: Any
) -> None:
    """A file of events of one year: so many of an ethnicity with an outcome."""
    rows, number = [], 0
    for ethnicity, outcome, many in counts:
        for _one in range(many):
            number += 1
            row = (f"X{year}{number:05d}", "Constable", ethnicity, f"01/06/{year - 1}", outcome)
            rows.append(row if outcome else row[:-1])
    header = ("Employee Number", "Rank", "Ethnic Origin", "Date", "Outcome")
    file = write_csv(folder / f"{dataset}{year}.csv", header if rows and len(rows[0]) == 5 else header[:-1], rows)
    period = {"as_at": None, "period_start": dt.date(year - 1, 4, 1), "period_end": dt.date(year, 3, 31)}
    outcome = import_into(ws, file, dataset=dataset, **(period | said))
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def measured(ws: Workspace, year: int = 2026, **said: Any) -> dict[str, Indicator]:
    report = indicators(ws, organisation=GWENT, year=year, **said)
    found = {one.id: one for one in report.indicators}
    assert len(found) == len(report.indicators)
    return found


def four(one: Indicator) -> tuple[Count | None, ...]:
    return (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)


def counts(*numbers: int) -> tuple[Count, ...]:
    return tuple(Count.exact(number) for number in numbers)


def test_representation_of_the_snapshot_of_the_year(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, AFTER, 40, 360, (2, 98))
    found = measured(ws)
    assert found["R1"].value == Span.exact(Fraction(42, 500))
    assert found["DQ1"].value == found["DQ2"].value == Span.exact(1)
    assert found["R2-L2"].numerator == Count.exact(40)
    assert found["R2-L3"].value == Span.exact(Fraction(2, 100))
    assert found["R2-L6"].flag is Flag.NOT_AVAILABLE
    assert found["R2-lower"].value == Span.exact(Fraction(1, 10))
    assert found["R5-lower-middle"].value == Span.exact(Fraction(98, 360) / Fraction(2, 40))
    assert four(found["R5-lower-middle"]) == counts(2, 40, 98, 360)
    assert found["R6-ASIAN"].numerator == Count.exact(42)
    assert found["R4"].value is None
    assert found["R3"].comparator_denominator == Count.exact(587_686)
    assert "Ethnic minorities (excluding White minorities)" in found["R1"].note
    assert "Of 500 staff whose ethnicity is known, ethnic minority: 42 (8.4%)" in found["R1"].sentence


def test_promotion_and_leaving_are_of_the_staff_at_the_start(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, BEFORE, 50, 500)
    staff(ws, tmp_path, AFTER, 100, 900)
    events(ws, tmp_path, Dataset.PROMOTIONS, [(INDIAN, "", 4), (BRITISH, "", 100)])
    leaving = [
        (INDIAN, "Resignation", 8),
        (INDIAN, "Transfer", 5),
        (BRITISH, "Resignation", 20),
        (BRITISH, "Retirement", 20),
    ]
    events(ws, tmp_path, Dataset.LEAVERS, leaving)
    found = measured(ws)
    assert four(found["P1"]) == counts(4, 50, 100, 500)
    assert found["P1"].value == Span.exact(Fraction(4, 50))
    assert found["P2"].value == Span.exact(Fraction(100, 500) / Fraction(4, 50))
    assert "Base: staff in post on 31 March 2025." in found["P1"].note
    assert four(found["L1"]) == counts(8, 50, 40, 500)
    assert "Transfers to other organisations are left out" in found["L1"].note
    assert four(found["L1-resignation"]) == counts(8, 50, 20, 500)
    assert found["L2"].value == Span.exact(2)
    assert found["D1"].flag is Flag.NOT_AVAILABLE


def test_a_leaver_without_a_reason_may_have_resigned_and_without_any_reason_there_is_no_rate(
    ws: Workspace, tmp_path: Path
) -> None:
    staff(ws, tmp_path, BEFORE, 50, 500)
    staff(ws, tmp_path, AFTER, 100, 900)
    some = [(INDIAN, "Resignation", 8), (INDIAN, "", 3), (BRITISH, "Resignation", 20), (BRITISH, "Retirement", 20)]
    events(ws, tmp_path, Dataset.LEAVERS, some)
    found = measured(ws)["L1-resignation"]
    assert found.value == Span(Fraction(8, 50), Fraction(11, 50))
    assert (found.numerator, found.comparator_numerator) == (Count(8, 11), Count.exact(20))
    assert found.p_value is None
    assert "Reasons for leaving that are not stated, each of which may be a resignation: 3." in found.note


def test_leavers_without_any_reason_are_not_leavers_who_did_not_resign(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, BEFORE, 50, 500)
    staff(ws, tmp_path, AFTER, 100, 900)
    events(ws, tmp_path, Dataset.LEAVERS, [(INDIAN, "", 8), (BRITISH, "", 40)])
    found = measured(ws)
    assert four(found["L1"]) == counts(8, 50, 40, 500)
    assert (found["L1-resignation"].flag, found["L1-resignation"].value) == (Flag.NOT_AVAILABLE, None)
    assert "The reasons for leaving are not held." in found["L1-resignation"].note


def test_rates_are_said_to_be_low_where_events_say_the_ethnicity_far_less_often(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, BEFORE, 50, 450)
    staff(ws, tmp_path, AFTER, 50, 450)
    events(
        ws, tmp_path, Dataset.LEAVERS, [(INDIAN, "Retirement", 10), (BRITISH, "Retirement", 70), ("", "Retirement", 20)]
    )
    note = measured(ws)["L1"].note
    assert "Ethnicity is known of 80.0% of these events and of 100.0% of those they are divided by" in note
    events(ws, tmp_path, Dataset.PROMOTIONS, [(INDIAN, "", 10), (BRITISH, "", 85), ("", "", 5)])
    assert "those they are divided by" not in measured(ws)["P1"].note


def test_a_person_with_several_events_counts_once_but_every_grievance_counts(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, AFTER, 50, 500)
    header = ("Employee Number", "Rank", "Ethnic Origin", "Date", "Outcome")
    twice = [("S1", "Constable", INDIAN, f"0{day}/06/2025", "Not upheld") for day in (1, 2)]
    said: dict[str, Any] = {"as_at": None, "period_start": START, "period_end": END}
    for dataset, outcome in ((Dataset.GRIEVANCES, "Not upheld"), (Dataset.DISCIPLINE, "Written warning")):
        rows = [(*row[:-1], outcome) for row in twice] + [("S2", "Constable", BRITISH, "01/06/2025", outcome)]
        file = write_csv(tmp_path / f"{dataset}.csv", header, rows)
        assert import_into(ws, file, dataset=dataset, **said).status == "imported"
    found = measured(ws)
    assert four(found["D1"]) == counts(1, 50, 1, 500)
    assert four(found["D2"]) == counts(2, 50, 1, 500)
    assert four(found["D2-upheld"]) == counts(0, 2, 0, 1)


def test_training_asked_for_and_refused_is_no_training(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, AFTER, 50, 500)
    events(
        ws, tmp_path, Dataset.TRAINING, [(INDIAN, "Completed", 10), (INDIAN, "Refused", 9), (BRITISH, "Completed", 250)]
    )
    found = measured(ws)
    assert four(found["T1"]) == counts(10, 50, 250, 500)
    assert found["T1"].value == Span.exact(Fraction(5, 2))


def funnel(ws: Workspace, folder: Path, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    file = write_csv(folder / "funnel.csv", ("Ethnicity", *header), rows)
    assert import_into(ws, file, as_at=None, dataset=Dataset.RECRUITMENT, **YEAR).status == "imported"


def test_the_stages_of_recruitment(ws: Workspace, tmp_path: Path) -> None:
    header = ("Applied", "Shortlisted", "Interviewed", "Offered", "Started")
    funnel(ws, tmp_path, header, [("White", 1000, 400, 300, 200, 190), ("Asian", 200, 40, 30, 12, 10)])
    found = measured(ws)
    assert four(found["A1"]) == counts(40, 200, 400, 1000)
    assert four(found["A2"]) == counts(30, 40, 300, 400)
    assert four(found["A3"]) == counts(12, 30, 200, 300)
    assert four(found["A4"]) == counts(10, 12, 190, 200)
    assert four(found["A5"]) == four(found["A5-RRI"]) == counts(12, 40, 200, 400)
    assert found["A5"].value == Span.exact(Fraction(5, 3))
    assert found["A5-RRI"].value == Span.exact(Fraction(3, 5))
    assert found["R1"].flag is Flag.NOT_AVAILABLE


def test_a_stage_that_is_not_recorded_is_passed_over_and_said(ws: Workspace, tmp_path: Path) -> None:
    funnel(ws, tmp_path, ("Applied", "Shortlisted", "Offered"), [("White", 400, 120, 40), ("Asian", 90, 20, "<5")])
    found = measured(ws)
    assert found["A2"].flag is Flag.NOT_AVAILABLE
    assert found["A3"].denominator == Count.exact(20)
    assert "of those shortlisted" in found["A3"].note
    assert found["A3"].value == Span(Fraction(1, 20), Fraction(4, 20))
    assert found["A4"].value is None


def test_without_a_snapshot_at_the_start_nobody_knows_who_could_leave(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, AFTER, 50, 500)
    events(ws, tmp_path, Dataset.PROMOTIONS, [(INDIAN, "", 4), (BRITISH, "", 100)])
    events(ws, tmp_path, Dataset.LEAVERS, [(INDIAN, "Resignation", 4), (BRITISH, "Resignation", 40)])
    found = measured(ws)
    assert (found["L1"].value, found["L1"].flag) == (None, Flag.NOT_AVAILABLE)
    assert "no snapshot at the start" in found["L1"].note
    assert four(found["P1"]) == counts(4, 50, 100, 500)
    assert "Base: staff in post on 31 March 2026." in found["P1"].note
    assert "no snapshot at the start of the period, so the base is that of its end" in found["P1"].note


@pytest.mark.parametrize("before", [dt.date(2024, 9, 30), dt.date(2025, 4, 1)])
def test_moves_between_snapshots_that_are_not_a_year_apart_are_no_rate(
    ws: Workspace, tmp_path: Path, before: dt.date
) -> None:
    after = dt.date(2025, 9, 30) if before.year == 2025 else AFTER
    staff(ws, tmp_path, before, 50, 500)
    staff(ws, tmp_path, after, 40, 480)
    one = measured(ws)["L1"]
    assert (one.value, one.flag) == (None, Flag.NOT_AVAILABLE)
    assert "are not a year apart" in one.note


def test_one_snapshot_on_the_first_day_of_the_year_shows_no_moves(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, START, 50, 500)
    assert measured(ws, START.year)["R1"].numerator == Count.exact(50)
    assert measured(ws, START.year + 1)["L1"].flag is Flag.NOT_AVAILABLE


def test_events_of_other_periods_are_not_used_and_part_of_a_year_is_said(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, BEFORE, 50, 500)
    calendar = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}
    events(ws, tmp_path, Dataset.PROMOTIONS, [(INDIAN, "", 4), (BRITISH, "", 100)], **calendar)
    half = {"period_start": START, "period_end": dt.date(2025, 9, 30)}
    events(ws, tmp_path, Dataset.LEAVERS, [(INDIAN, "Resignation", 4), (BRITISH, "Resignation", 40)], **half)
    found = measured(ws)
    assert found["P1"].value is None
    assert "1 January 2025 to 31 December 2025, which is not within" in found["P1"].note
    assert "cover 1 April 2025 to 30 September 2025 and not the whole year" in found["L1"].note


def test_pooled_years_add_events_and_bases(ws: Workspace, tmp_path: Path) -> None:
    for year, minority, promoted in ((2024, 40, 2), (2025, 50, 3)):
        staff(ws, tmp_path, dt.date(year, 3, 31), minority, 500)
        events(ws, tmp_path, Dataset.PROMOTIONS, [(INDIAN, "", promoted), (BRITISH, "", 50)], year=year + 1)
    found = measured(ws, years=2)
    assert four(found["P1"]) == counts(5, 90, 100, 1000)
    assert "2 years together" in found["P1"].note
    three = measured(ws, years=3)
    assert four(three["P1"]) == counts(5, 90, 100, 1000)
    assert "Years that have what is needed: 2 of 3." in three["P1"].note


def test_each_of_the_five_groups_beside_white_staff(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, BEFORE, 50, 500)
    events(ws, tmp_path, Dataset.PROMOTIONS, [(INDIAN, "", 4), (CARIBBEAN, "", 1), (BRITISH, "", 100)])
    found = measured(ws, by=IndicatorCut.GROUP)
    assert four(found["P2"]) == counts(5, 50, 100, 500)
    assert four(found["P2:ASIAN"]) == counts(4, 50, 100, 500)
    assert found["P2:ASIAN"].name.startswith("Asian")
    assert found["P2:BLACK"].flag is Flag.NOT_CALCULABLE
    assert "R3:ASIAN" not in found


def test_a_coarse_answer_may_be_of_any_group_and_is_never_none(ws: Workspace, tmp_path: Path) -> None:
    header = ("Grade", "Ethnicity", "Headcount")
    rows = [("Constable", "White", 400), ("Constable", "Chinese or other", 30), ("Constable", "Asian", 20)]
    file = write_csv(tmp_path / "counts.csv", header, rows)
    assert import_into(ws, file, as_at=AFTER).status == "imported"
    found = measured(ws, by=IndicatorCut.GROUP)
    assert found["R1"].value == Span.exact(Fraction(50, 450))
    assert found["R1:ASIAN"].value == Span(Fraction(20, 450), Fraction(50, 450))
    assert found["R6-OTHER"].value == Span(Fraction(0), Fraction(30, 450))
    assert found["R6-BLACK"].value == Span.exact(0)


def test_women_and_men_apart(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, AFTER, 50, 500)
    found = measured(ws, by=IndicatorCut.SEX)
    assert found["R1:female"].value == found["R1"].value
    assert found["R1:male"].flag is Flag.NOT_CALCULABLE
    header = ("Grade", "Ethnicity", "Headcount")
    earlier = write_csv(tmp_path / "counts.csv", header, [("Constable", "White", 400), ("Constable", "Asian", 30)])
    assert import_into(ws, earlier, as_at=BEFORE).status == "imported"
    unknown = measured(ws, 2025, by=IndicatorCut.SEX)["R1:female"]
    assert (unknown.value, unknown.flag) == (None, Flag.NOT_AVAILABLE)
    assert "sex" in unknown.note


def test_a_small_probability_is_never_written_as_zero(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, BEFORE, 200, 2000)
    events(ws, tmp_path, Dataset.LEAVERS, [(INDIAN, "Resignation", 60), (BRITISH, "Resignation", 20)])
    report = indicators(ws, organisation=GWENT, year=2026)
    rows = {row.key: row for table in indicator_tables(report) for row in table.rows}
    place = [column.key for column in columns()].index("p")
    assert rows["L2"].cells[place] == Shown("< 0.0001")
    assert rows["R1"].cells[place] == Shown("–")


def test_a_definition_the_file_cannot_give_is_not_available(ws: Workspace, tmp_path: Path) -> None:
    header = ("Grade", "Ethnicity", "Headcount")
    file = write_csv(tmp_path / "counts.csv", header, [("Constable", "White", 400), ("Constable", "Asian", 30)])
    assert import_into(ws, file, as_at=AFTER).status == "imported"
    found = measured(ws, definition=EthnicityDefinition.EM_INCL)
    assert (found["R1"].value, found["R1"].flag) == (None, Flag.NOT_AVAILABLE)
    assert found["R6-GRT"].flag is Flag.NOT_AVAILABLE


def test_nothing_held_is_said_for_every_indicator(ws: Workspace) -> None:
    found = measured(ws)
    assert {one.flag for one in found.values()} == {Flag.NOT_AVAILABLE}
    assert all(one.note for one in found.values())
    assert "There is no snapshot between 1 April 2025 and 31 March 2026." in found["R1"].note
    with pytest.raises(WorkforceError):
        indicators(ws, organisation="nowhere", year=2026)


def test_snapshots_of_1_april_show_how_the_year_before_ended(ws: Workspace, tmp_path: Path) -> None:
    staff(ws, tmp_path, dt.date(2025, 4, 1), 20, 200)
    staff(ws, tmp_path, dt.date(2026, 4, 1), 20, 190)
    found = measured(ws, 2026)
    assert (found["R1"].numerator, found["R1"].denominator) == (Count.exact(20), Count.exact(210))
    assert (found["L1"].numerator, found["L1"].denominator) == (Count.exact(0), Count.exact(20))
    assert (found["L1"].comparator_numerator, found["L1"].comparator_denominator) == (Count.exact(10), Count.exact(200))
