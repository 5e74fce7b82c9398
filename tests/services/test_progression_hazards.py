"""The ways in which figures of fairness go wrong, each shut out.

Those of what is handed out are tests of protection: 13, the difference of two definitions, and 25, nobody and
everybody, in `domain/test_disclosure.py`; 14, a percentage goes with its counts, in `services/test_return_editions.py`.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from builders import BRITISH, GWENT, INDIAN, Person, import_into, people, staff_file, write_csv
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicators import Flag, Indicator, Span
from workforce_tui.services.batches import list_batches
from workforce_tui.services.indicators import indicators

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

BEFORE, AFTER = dt.date(2025, 3, 31), dt.date(2026, 3, 31)
YEAR: dict[str, Any] = {"as_at": None, "period_start": dt.date(2025, 4, 1), "period_end": AFTER}
UNKNOWN, DECLINED = "Not recorded", "Prefer not to say"
COUNTS = ("Grade", "Ethnicity", "Headcount")
EVENT = ("Employee Number", "Rank", "Ethnic Origin", "Date", "Outcome")


def held(ws: Workspace, path: Path, day: dt.date, staff: Iterable[Person], organisation: str = GWENT) -> None:
    outcome = import_into(ws, staff_file(path, staff), as_at=day, organisation=organisation)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def events(ws: Workspace, path: Path, dataset: Dataset, rows: Iterable[tuple[Any, ...]]) -> None:
    outcome = import_into(ws, write_csv(path, EVENT, rows), dataset=dataset, **YEAR)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)


def measured(ws: Workspace, **said: Any) -> dict[str, Indicator]:
    return {one.id: one for one in indicators(ws, organisation=GWENT, year=2026, **said).indicators}


def four(one: Indicator) -> tuple[int, ...]:
    counted = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
    return tuple(count.low for count in counted if count is not None and count.is_exact)


def others(first: int, **each: int) -> list[Person]:
    labels = {"unknown": UNKNOWN, "declined": DECLINED}
    found: list[Person] = []
    for name, many in each.items():
        found += [Person(f"E{first + len(found) + n:05d}", ethnicity=labels[name]) for n in range(many)]
    return found


def test_hazard_1_unknown_ethnicity_is_in_no_denominator(ws: Workspace, tmp_path: Path) -> None:
    staff = [*people(40, 360), *others(5000, unknown=100)]
    held(ws, tmp_path / "a.csv", BEFORE, staff)
    held(ws, tmp_path / "b.csv", AFTER, staff)
    rows = [(f"E{n:05d}", "Sergeant", INDIAN, "01/06/2025", "") for n in range(1, 5)]
    rows += [(f"E{n:05d}", "Sergeant", UNKNOWN, "01/06/2025", "") for n in range(5000, 5020)]
    outcome = import_into(
        ws, write_csv(tmp_path / "p.csv", EVENT[:-1], (row[:-1] for row in rows)), dataset=Dataset.PROMOTIONS, **YEAR
    )
    assert outcome.status == "imported"
    found = measured(ws)
    assert found["R1"].value == Span.exact(Fraction(40, 400))
    assert four(found["P1"]) == (4, 40, 0, 360)
    assert "20 with ethnicity undeclared or unknown are left out." in found["P1"].note


def test_hazard_2_undeclared_is_not_unknown(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", AFTER, [*people(40, 360), *others(5000, unknown=60, declined=40)])
    found = measured(ws)
    assert found["DQ1"].value == Span.exact(Fraction(400, 500))
    assert found["DQ2"].value == Span.exact(Fraction(440, 500))


def test_hazard_3_a_suppressed_count_is_not_zero(ws: Workspace, tmp_path: Path) -> None:
    header = ("Ethnicity", "Shortlisted", "Offered")
    file = write_csv(tmp_path / "r.csv", header, [("White", 120, 40), ("Asian", 20, "[c]"), ("Black", 10, 3)])
    outcome = import_into(ws, file, dataset=Dataset.RECRUITMENT, **YEAR)
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    one = measured(ws)["A5-RRI"]
    assert one.numerator is not None
    assert not one.numerator.is_exact
    assert one.numerator.low >= 3
    assert one.value is None or not one.value.is_exact
    assert one.p_value is None


def test_hazard_4_rows_of_totals_are_nobody(ws: Workspace, tmp_path: Path) -> None:
    groups = [("White", 360), ("Asian", 40)]
    rows = [(grade, *group) for grade in ("Constable", "Sergeant") for group in groups]
    rows += [("Total", label, 2 * many) for label, many in groups]
    assert import_into(ws, write_csv(tmp_path / "c.csv", COUNTS, rows), as_at=AFTER).status == "imported"
    found = measured(ws)
    assert four(found["DQ1"]) == (800, 800)
    assert found["R1"].value == Span.exact(Fraction(80, 800))


def test_hazard_5_chinese_is_asian_and_6_other_white_is_white(ws: Workspace, tmp_path: Path) -> None:
    rows = [("Constable", "Chinese", 30), ("Constable", "Any other White background", 50), ("Constable", BRITISH, 320)]
    assert import_into(ws, write_csv(tmp_path / "c.csv", COUNTS, rows), as_at=AFTER).status == "imported"
    found = measured(ws)
    assert found["R1"].value == Span.exact(Fraction(30, 400))
    assert found["R6-ASIAN"].numerator == Count.exact(30)
    assert found["R6-OTHER"].value == Span.exact(0)


def test_hazard_7_gypsy_roma_and_traveller_staff_who_were_not_asked_are_not_none(ws: Workspace, tmp_path: Path) -> None:
    for day, white in ((BEFORE, "White"), (AFTER, "W1")):  # one word for all of them; the codes of the police
        rows = [("Constable", white, 400), ("Constable", "Asian" if white == "White" else "A1", 30)]
        outcome = import_into(ws, write_csv(tmp_path / f"{white}.csv", COUNTS, rows), as_at=day)
        assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
        asked = indicators(ws, organisation=GWENT, year=day.year, definition=EthnicityDefinition.EM_PLAN)
        plan = {one.id: one for one in asked.indicators}
        assert (plan["R1"].value, plan["R1"].flag) == (None, Flag.NOT_AVAILABLE)
        assert (plan["R6-GRT"].value, plan["R6-GRT"].flag) == (None, Flag.NOT_AVAILABLE)


def test_hazard_8_special_constables_are_in_no_rate(ws: Workspace, tmp_path: Path) -> None:
    specials = [Person(f"S{n}", "Special Constable", INDIAN, "Special Constable") for n in range(100)]
    held(ws, tmp_path / "a.csv", AFTER, [*people(40, 360), *specials])
    assert four(measured(ws)["R1"]) == (40, 400)


def test_hazard_9_two_posts_are_one_person(ws: Workspace, tmp_path: Path) -> None:
    staff = people(40, 360)
    half = [Person(one.number, "Sergeant", one.ethnicity, fte="0.2") for one in staff[:20]]
    held(ws, tmp_path / "a.csv", AFTER, [*staff, *half])
    assert four(measured(ws)["R1"]) == (40, 400)


def test_hazard_10_rates_are_of_people_not_of_hours(ws: Workspace, tmp_path: Path) -> None:
    staff = [Person(one.number, one.rank, one.ethnicity, fte="0.5") for one in people(40, 360)]
    held(ws, tmp_path / "a.csv", AFTER, staff)
    assert four(measured(ws)["R1"]) == (40, 400)


def test_hazard_11_relative_likelihood_and_relative_rate_index_are_inverse(ws: Workspace, tmp_path: Path) -> None:
    header = ("Ethnicity", "Shortlisted", "Offered")
    file = write_csv(tmp_path / "r.csv", header, [("White", 400, 200), ("Asian", 40, 12)])
    assert import_into(ws, file, dataset=Dataset.RECRUITMENT, **YEAR).status == "imported"
    found = measured(ws)
    likelihood, index = found["A5"].value, found["A5-RRI"].value
    assert likelihood is not None
    assert index is not None
    assert likelihood.low > 1 > index.low
    assert likelihood.low * index.low == 1
    assert "above 1 is worse for ethnic minority staff" in found["A5"].direction
    assert "below 1 is worse for ethnic minority staff" in found["A5-RRI"].direction
    assert "inverse" in found["A5-RRI"].direction


def test_hazard_12_a_dash_that_means_zero_is_a_zero_and_a_missing_number_is_none(ws: Workspace, tmp_path: Path) -> None:
    from workforce_tui.importing.plan import parse_decision

    def with_dash(cells: tuple[Any, ...], meaning: str) -> dict[str, Indicator]:
        file = write_csv(tmp_path / "r.csv", header, [("White", 400, 300, 200), ("Asian", *cells)])
        decided = (parse_decision(f'marker:"-"={meaning}'),)
        said = {**YEAR, "dataset": Dataset.RECRUITMENT, "decisions": decided, "replace_earlier": True}
        outcome = import_into(ws, file, **said)
        assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
        return measured(ws)

    header = ("Ethnicity", "Shortlisted", "Offered", "Started")
    found = with_dash((40, "-", "-"), "zero")
    assert (found["A5"].value, found["A5"].flag) == (None, Flag.NOT_CALCULABLE)
    assert found["A5-RRI"].value == Span.exact(0)
    found = with_dash((40, "-", 7), "missing")
    assert (found["A5-RRI"].numerator, found["A5-RRI"].denominator) == (Count(7, 40), Count.exact(40))
    assert found["A5-RRI"].p_value is None
    found = with_dash((40, "-", "-"), "missing")
    assert found["A5-RRI"].numerator == Count(0, 40)


def test_hazard_15_rates_of_several_years_are_of_added_counts_and_not_of_rounded_rates(
    ws: Workspace, tmp_path: Path
) -> None:
    header = ("Ethnicity", "Shortlisted", "Offered")
    for year, asian in ((2025, (30, 1)), (2026, (60, 22))):
        file = write_csv(tmp_path / f"{year}.csv", header, [("White", 300, 100), ("Asian", *asian)])
        span = {"as_at": None, "period_start": dt.date(year - 1, 4, 1), "period_end": dt.date(year, 3, 31)}
        assert import_into(ws, file, dataset=Dataset.RECRUITMENT, **span).status == "imported"
    one = measured(ws, years=2)["A5-RRI"]
    assert four(one) == (23, 90, 200, 600)
    assert one.value == Span.exact(Fraction(23, 90) / Fraction(200, 600))


def test_hazard_16_the_day_comes_before_the_month(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", BEFORE, people(40, 360))
    rows = [(f"E{n:05d}", "Sergeant", BRITISH, day, "") for n, day in enumerate(["03/04/2025"] * 9 + ["04/03/2026"])]
    outcome = import_into(
        ws, write_csv(tmp_path / "p.csv", EVENT[:-1], (row[:-1] for row in rows)), dataset=Dataset.PROMOTIONS, **YEAR
    )
    assert outcome.status == "imported", (outcome.plan.issues, outcome.plan.decisions)
    assert sum(four(measured(ws)["P1"])[::2]) == 10


def test_hazard_17_the_population_is_all_ages_and_says_so(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", AFTER, people(40, 360))
    assert "Census 2021, all ages; not the people who could apply" in measured(ws)["R3"].note


def test_hazard_18_few_people_are_too_few_to_say(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", AFTER, people(2, 27))
    found = measured(ws)
    assert found["R1"].flag is found["R3"].flag is Flag.TOO_FEW


def test_hazard_18_a_low_declaration_rate_is_said(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", AFTER, [*people(30, 270), *others(5000, unknown=200)])
    one = measured(ws)["R1"]
    assert one.flag is Flag.LOW_DECLARATION
    assert "Only 60.0% have declared their ethnicity" in one.note


def test_hazard_19_a_year_sent_again_replaces_nothing_unless_somebody_says_so(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", AFTER, people(40, 360))
    revised = staff_file(tmp_path / "b.csv", people(30, 370))
    refused = import_into(ws, revised, as_at=AFTER)
    assert (refused.status, [issue.code for issue in refused.plan.issues]) == ("refused", ["snapshot_exists"])
    assert four(measured(ws)["R1"]) == (40, 400)
    import_into(ws, revised, as_at=AFTER, replace_earlier=True)
    assert four(measured(ws)["R1"]) == (30, 400)
    assert len(list_batches(ws)) == 2


def test_hazards_20_and_21_what_an_officer_saw_is_refused_and_british_is_asked_about(
    ws: Workspace, tmp_path: Path
) -> None:
    seen = import_into(ws, staff_file(tmp_path / "a.csv", [Person(f"E{n}", ethnicity="IC1") for n in range(40)]))
    assert seen.status != "imported"
    assert "perceived_ethnicity_codes" in {issue.code for issue in seen.plan.issues}
    asked = import_into(ws, staff_file(tmp_path / "b.csv", [Person(f"E{n}", ethnicity="British") for n in range(40)]))
    assert asked.status != "imported"
    assert [one.value for one in asked.plan.decisions] == ["British"]
    assert measured(ws)["R1"].flag is Flag.NOT_AVAILABLE


def test_hazard_22_a_rank_held_for_a_time_is_promoted_once(ws: Workspace, tmp_path: Path) -> None:
    acting, made = people(10, 90), people(10, 90, first=200)
    held(ws, tmp_path / "a.csv", BEFORE, [*acting, *(Person(one.number, "T/Sgt", one.ethnicity) for one in made)])
    later = [Person(one.number, "T/Sgt", one.ethnicity) for one in acting]
    held(ws, tmp_path / "b.csv", AFTER, [*later, *(Person(one.number, "Sergeant", one.ethnicity) for one in made)])
    found = measured(ws)
    assert four(found["P1"]) == (10, 20, 90, 180)
    assert four(found["P3"]) == (10, 20, 90, 180)


def test_hazard_23_transfers_are_no_joiners_and_no_leavers(ws: Workspace, tmp_path: Path) -> None:
    joined = [(f"J{n}", "Constable", INDIAN if n < 10 else BRITISH, "01/06/2025", "New") for n in range(50)]
    moved = [(f"T{n}", "Constable", BRITISH, "01/06/2025", "Transfer") for n in range(50)]
    events(ws, tmp_path / "j.csv", Dataset.JOINERS, [*joined, *moved])
    held(ws, tmp_path / "a.csv", BEFORE, people(40, 360))
    left = [(f"L{n}", "Constable", INDIAN if n < 4 else BRITISH, "01/06/2025", "Resignation") for n in range(40)]
    gone = [(f"G{n}", "Constable", INDIAN, "01/06/2025", "Transfer") for n in range(20)]
    events(ws, tmp_path / "l.csv", Dataset.LEAVERS, [*left, *gone])
    found = measured(ws)
    assert four(found["A6"]) == (10, 50)
    assert four(found["L1"]) == (4, 40, 36, 360)
    assert all("left out where they are known" in found[id_].note for id_ in ("A6", "L1"))


def test_hazard_24_joiners_of_unknown_ethnicity_do_not_lower_the_share(ws: Workspace, tmp_path: Path) -> None:
    labels = [INDIAN] * 10 + [BRITISH] * 40 + [UNKNOWN] * 50
    rows = [(f"J{n}", "Constable", label, "01/06/2025", "New") for n, label in enumerate(labels)]
    events(ws, tmp_path / "j.csv", Dataset.JOINERS, rows)
    one = measured(ws)["A6"]
    assert one.value == Span.exact(Fraction(10, 50))
    assert one.flag is Flag.LOW_DECLARATION
    assert "50 with ethnicity undeclared or unknown are left out." in one.note


def test_the_event_file_is_used_where_the_snapshots_show_moves_too(ws: Workspace, tmp_path: Path) -> None:
    before = people(40, 360)
    promoted = {one.number for one in (*before[:4], *before[40:90])}
    held(ws, tmp_path / "a.csv", BEFORE, before)
    later = [Person(one.number, "Sergeant" if one.number in promoted else "Constable", one.ethnicity) for one in before]
    held(ws, tmp_path / "b.csv", AFTER, later)
    by_moves = measured(ws)["P1"]
    assert four(by_moves) == (4, 40, 50, 360)
    assert "From people followed between the snapshots of 31 March 2025 and 31 March 2026." in by_moves.note
    rows = [(one.number, "Sergeant", one.ethnicity, "01/06/2025") for one in (*before[:5], *before[40:95])]
    outcome = import_into(ws, write_csv(tmp_path / "p.csv", EVENT[:-1], rows), dataset=Dataset.PROMOTIONS, **YEAR)
    assert outcome.status == "imported"
    by_file = measured(ws)["P1"]
    assert four(by_file) == (5, 40, 55, 360)
    assert "60 in the event file, which is used; 54 between the two snapshots" in by_file.note


def test_no_figure_claims_a_cause(ws: Workspace, tmp_path: Path) -> None:
    held(ws, tmp_path / "a.csv", BEFORE, people(40, 360))
    held(ws, tmp_path / "b.csv", AFTER, people(60, 340))
    said = " ".join(f"{one.sentence} {one.note} {one.direction}" for one in measured(ws).values()).lower()
    assert not [word for word in ("because", "due to", "caused", "as a result") if word in said]
