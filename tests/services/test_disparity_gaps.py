"""Shares in the register, the five groups, suppressed counts, breaks in a series, and data that were withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import BRITISH, DAY, GWENT, INDIAN, LONG_HEADER, NEXT, Person, import_into, people, staff_file, write_csv
from register_figures import Figures, three_years
from workforce_tui.cli.disparity_records import untested_record
from workforce_tui.domain.benchmarks import benchmark
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disparities import Measured, Outcome, Status, Subject
from workforce_tui.domain.disparity_rules import Reason, Tag, Untested
from workforce_tui.domain.disparity_steps import TAKEN_OUT, lacking
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.exact import fisher_p
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.breaks import BreakCode
from workforce_tui.services.disparities import (
    differences,
    get_disparity,
    group_source,
    indicator_source,
    list_disparities,
)
from workforce_tui.services.disparity_source import History
from workforce_tui.services.disparity_text import facts, finding_text, line_text, untested_text
from workforce_tui.services.disparity_writing import Wanted, open_disparity

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.disparity_rules import Finding
    from workforce_tui.services.workspace import Workspace

CARIBBEAN = "Black or Black British - Caribbean"


def of_rank(rank: str, minority: int, white: int, first: int, ethnicity: str = INDIAN) -> list[Person]:
    return [Person(one.number, rank, ethnicity if one.ethnicity == INDIAN else BRITISH)
            for one in people(minority, white, first=first)]  # fmt: skip


def force() -> list[Person]:
    """20 of 500 constables, 4 of 100 sergeants and none of 40 superintendents are Indian; 4 constables are Black."""
    return [
        *of_rank("Constable", 20, 476, 1),
        *of_rank("Constable", 4, 0, 2001, CARIBBEAN),
        *of_rank("Sergeant", 4, 96, 3001),
        *of_rank("Superintendent", 0, 40, 4001),
    ]


@pytest.fixture
def held(ws: Workspace, tmp_path: Path) -> Workspace:
    assert import_into(ws, staff_file(tmp_path / "staff.csv", force())).status == "imported"
    return ws


def by_indicator(ws: Workspace, **said: object) -> dict[str, Finding]:
    return {one.subject.indicator: one for one in differences(ws, GWENT, **said).findings}  # type: ignore[arg-type]


def test_the_share_of_staff_is_tested_beside_the_population(held: Workspace) -> None:
    gwent, one = benchmark("gwent"), by_indicator(held)["R3"]
    wanted = (28, 640, gwent.people(EthnicityDefinition.EM_EXCL), gwent.total)
    assert one.measured.counts == (None, DAY, *wanted)
    assert one.measured.p == pytest.approx(fisher_p(*wanted), abs=1e-12)
    assert (one.tag, one.reasons, one.subject.screened) == (Tag.BELOW, (), False)
    assert one.measured.shortfall(Outcome.WANTED) == 10
    text = finding_text(one, indicator_source().name("R3"))
    assert "ethnic minority: 28 of 640 staff (4.4%), beside" in text
    assert "in the population (5.8%)" in text


def test_a_gap_to_the_population_is_proposed_where_the_test_speaks(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "few.csv", people(20, 980)))
    found = by_indicator(ws)
    assert found["R3"].reasons == (Reason.EXACT_TEST,)
    assert not {"R1", "R3-index", "R3-short"} & set(found)


def test_senior_staff_stand_beside_all_others_and_each_level_beside_those_below(held: Workspace) -> None:
    found = by_indicator(held)
    assert found["R4"].measured.counts == (None, DAY, 0, 40, 28, 600)
    assert found["R4"].measured.p == pytest.approx(fisher_p(0, 40, 28, 600), abs=1e-12)
    assert found["R2-L3"].measured.counts == (None, DAY, 4, 100, 24, 500)
    assert "R2-L5" not in found, "senior staff are the only level above: proposed once, as R4"
    assert "Senior staff beside the workforce" in indicator_source().name("R4")
    assert "L3 First-line" in indicator_source().name("R2-L3")


def test_each_of_the_five_groups_stands_beside_its_share_of_the_population(held: Workspace) -> None:
    gwent, found = benchmark("gwent"), by_indicator(held)
    people_of = sum(gwent.counts[code] for code in ("M_WA", "M_WBA", "M_WBC", "M_OTHER"))
    mixed = found["R6-MIXED"]
    assert mixed.measured.counts == (None, DAY, 0, 640, people_of, gwent.total)
    assert (mixed.subject.group, mixed.reasons) == ("MIXED", (Reason.EXACT_TEST,))
    assert "R6-ASIAN" not in found, "more Asian staff than in the population"


def test_the_five_groups_are_compared_with_white_staff_where_asked(held: Workspace) -> None:
    assert "R5-lower-middle:BLACK" not in by_indicator(held)
    one = by_indicator(held, source=group_source())["R5-lower-middle:BLACK"]
    assert one.measured.counts == (None, DAY, 0, 4, 96, 476)
    name = group_source().name("R5-lower-middle:BLACK")
    assert name == f"{name.partition(':')[0]}: Disparity ratio, lower to middle tier"
    record = open_disparity(held, Wanted(GWENT, "R6-MIXED"), by="Ann Rees")
    assert record.subject.group == "MIXED"


def test_a_suppressed_count_is_listed_as_what_cannot_be_tested(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", INDIAN, "20"), ("Constable", BRITISH, "480"), ("Sergeant", INDIAN, "<5"),
            ("Sergeant", BRITISH, "96")]  # fmt: skip
    assert import_into(ws, write_csv(tmp_path / "counts.csv", LONG_HEADER, rows)).status == "imported"
    found = differences(ws, GWENT)
    unknown = {one.subject.indicator: one for one in found.untested}
    assert set(unknown) >= {"R3", "R2-L3", "R5-lower-middle"}
    one = unknown["R5-lower-middle"]
    assert (one.events.high, one.base) == (4, Count.exact(20))
    assert not {one.subject.indicator for one in found.findings} & set(unknown)
    said = untested_text(one, indicator_source().name("R5-lower-middle"))
    assert said.startswith("cannot be tested: a count is known only as a range: R5-lower-middle ")
    assert "to 4 in the higher tier and 20 in the lower, White 96 and 480" in said


def test_a_suppressed_count_is_an_interval_in_json_without_a_rate_or_a_test() -> None:
    subject = Subject(GWENT, "P2", "em_excl", Outcome.WANTED)
    one = untested_record(
        Untested(subject, Count(1, 4), Count.exact(40), Count.exact(40), Count.exact(400), NEXT), "Promotion"
    )
    assert (one["tag"], one["numerator"], one["denominator"]) == ("suppressed", [1, 4], 40)
    assert [one[key] for key in ("rate", "p_value", "four_fifths", "record")] == [None] * 4
    assert (one["period_start"], one["period_end"]) == (None, "2026-03-31")


def test_what_cannot_be_worse_for_the_group_is_not_listed_as_untested() -> None:
    subject = Subject(GWENT, "P2", "em_excl", Outcome.WANTED)
    few = (Count(1, 4), Count.exact(40))
    assert Untested(subject, *few, Count.exact(40), Count.exact(400), NEXT).may_be_adverse
    assert not Untested(subject, *few, Count.exact(4), Count.exact(400), NEXT).may_be_adverse
    harm = Subject(GWENT, "L2", "em_excl", Outcome.HARM)
    assert not Untested(harm, *few, Count.exact(48), Count.exact(400), NEXT).may_be_adverse
    assert Untested(harm, *few, Count.exact(12), Count.exact(400), NEXT).may_be_adverse


@pytest.mark.parametrize(
    ("code", "year", "proposed"),
    [
        (None, 2026, True),
        (BreakCode.SCHEME, 2026, False),
        (BreakCode.HEADCOUNT, 2025, False),
        (BreakCode.WORKERS, 2024, True),
        (BreakCode.GRADES, 2026, True),
        (BreakCode.DEFINITION, 2026, True),
    ],
)
def test_a_break_in_the_series_interrupts_three_years_in_a_row(
    ws: Workspace, code: BreakCode | None, year: int, proposed: bool
) -> None:
    """A break lies between a year and the one before: one before the first of the three years breaks nothing."""

    class Broken(Figures):
        def history(self, *given: object, **said: object) -> History:
            found = super().history(*given, **said)  # type: ignore[arg-type]
            return History(found.years, found.values, {} if code is None else {year: frozenset({code})})

    reasons = by_indicator(ws, source=Broken(three_years().by_year))["P2"].reasons
    assert reasons == ((Reason.SAME_DIRECTION,) if proposed else ())


@pytest.mark.parametrize(
    ("from_events", "proposed"),
    [
        ((True, True, True), True),
        ((False, True, True), False),
        ((False, False, True), False),
        ((None, None, None), True),
    ],
)
def test_a_change_from_people_followed_to_a_file_of_events_interrupts_three_years_in_a_row(
    ws: Workspace, from_events: tuple[bool | None, ...], proposed: bool
) -> None:
    class Sent(Figures):
        def history(self, *given: object, **said: object) -> History:
            found = super().history(*given, **said)  # type: ignore[arg-type]
            marked = {
                year: tuple(replace(one, from_events=how) for one in found.values[year])
                for year, how in zip((2024, 2025, 2026), from_events, strict=True)
                if year in found.values
            }
            return History(found.years, {**found.values, **marked}, found.breaks)

    reasons = by_indicator(ws, source=Sent(three_years().by_year))["P2"].reasons
    assert reasons == ((Reason.SAME_DIRECTION,) if proposed else ())


def test_the_series_of_real_files_breaks_where_the_headcount_leaps(ws: Workspace, tmp_path: Path) -> None:
    for year, size in ((2024, 600), (2025, 620), (2026, 900)):
        file = staff_file(tmp_path / f"{year}.csv", people(32, size - 32))
        assert import_into(ws, file, as_at=date(year, 3, 31)).status == "imported"
    found = indicator_source().history(ws, GWENT, EthnicityDefinition.EM_EXCL, year=None, periods=3)
    assert {year: set(some) for year, some in found.breaks.items() if some} == {2026: {BreakCode.HEADCOUNT}}
    assert Reason.SAME_DIRECTION not in by_indicator(ws)["R3"].reasons


def test_undoing_an_import_says_of_its_values_that_their_data_were_withdrawn(held: Workspace, tmp_path: Path) -> None:
    record = open_disparity(held, Wanted(GWENT, "R6-MIXED"), by="Ann Rees")
    later = staff_file(tmp_path / "later.csv", [*force(), *of_rank("Constable", 0, 9, 7001)])
    batch = import_into(held, later, as_at=NEXT).batch
    (line,) = list_disparities(held)
    assert (len(line.record.measures), line.record.is_latest_withdrawn) == (1, False)
    undo_batch(held, batch or 0)
    (line,) = list_disparities(held)
    assert [(one.place, one.by) for one in line.record.withdrawals] == [(1, TAKEN_OUT)]
    assert line.record.is_latest_withdrawn
    assert line.record.found == record.found
    assert "its data was withdrawn" in line_text(line, "")
    said = dict(facts(line, ""))["its data was withdrawn"]
    assert "as at 31 March 2026" in said
    assert "an import that was undone" in said
    closing = " ".join(lacking(line.record, Status.CLOSED, NEXT, note="Done"))
    assert "Measure it again first" in closing
    assert import_into(held, later, as_at=NEXT).status == "imported"
    again = get_disparity(held, record.id or 0).record
    assert (len(again.measures), again.is_latest_withdrawn) == (2, False)
    assert again.measures[0].value == again.measures[1].value


def test_a_share_never_counts_as_two_groups_of_people(held: Workspace) -> None:
    one = by_indicator(held)["R3"]
    assert one.subject.compares_shares
    assert isinstance(one.measured, Measured)
    assert not one.subject.compares_tiers
