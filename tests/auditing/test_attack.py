"""The attack finds exactly what the published figures allow, and nothing else."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit_returns import NAIVE, PUBLIC, Rule, added, line, measures, people, table, write
from workforce_tui.auditing import Protection, audit
from workforce_tui.auditing.attack import Attack
from workforce_tui.auditing.attack import Rule as Confining
from workforce_tui.auditing.days import bearing_on_new
from workforce_tui.auditing.model import build
from workforce_tui.auditing.statements import Reading
from workforce_tui.auditing.targets import CELL, targets
from workforce_tui.auditing.tidy import Rules, read_row
from workforce_tui.auditing.universe import universe

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from audit_returns import Line

MOST = 6
FORCE = {
    "CONSTABLE": people(40, 900, 30, 12),
    "SERGEANT": people(3, 190, 7, 6),
    "INSPECTOR": people(2, 80, 6, 11),
    "SUPERINTENDENT": people(1, 12, 0, 0),
}


def attacked(lines: list[Line], rule: Confining) -> tuple[Attack, list[Line]]:
    reading = Reading()
    for number, one in enumerate(lines):
        rules = Rules(int(one["threshold"]), int(one["rounding"]))
        reading.add(read_row(one, str(number), rules))
    model = build(reading, universe(reading))
    attack = Attack(model, targets(reading, model), rule)
    attack.start()
    attack.run()
    return attack, lines


def every_table(lines: list[Line], grades: tuple[str, ...]) -> NDArray[np.int64]:
    """All tables of whole numbers up to MOST that agree with the lines; columns are (minority, white) by grade."""
    found = np.array(list(product(range(MOST + 1), repeat=2 * len(grades))))
    for one in lines:
        counts = people_of(found, grades, one)
        if one["value"]:
            value, rounding = int(one["value"]), int(one["rounding"])
            shown = counts if not rounding else (2 * counts + rounding) // (2 * rounding) * rounding
            found = found[(shown == value) & ((counts >= int(one["threshold"])) | (value == 0))]
    return found


def people_of(tables: NDArray[np.int64], grades: tuple[str, ...], one: Line) -> NDArray[np.int64]:
    places = [grades.index(one["row"])] if one["row"] else range(len(grades))
    chosen = {"minority": (0,), "white": (1,), "known": (0, 1)}[one["measure"]]
    return sum(tables[:, 2 * place + answer] for place in places for answer in chosen)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=3),
    st.sampled_from([Rule(3), Rule(3, zeros=True), Rule(2), Rule(3, 3)]),
    st.sets(st.integers(0, 11), max_size=3),
)
def test_intervals_equal_those_of_every_possible_table(
    counts: list[tuple[int, int]], rule: Rule, masked: set[int]
) -> None:
    grades = ("G1", "G2", "G3")
    rows = {grade: people(*pair) for grade, pair in zip(grades, counts, strict=True)}
    lines = table(rows, rule, chosen=("known", "minority", "white"))
    hidden = [one | {"value": "", "marker": "[c]"} if place in masked else one for place, one in enumerate(lines)]
    total = {"known": str(sum(map(sum, counts)))}
    hidden = [
        one | {"value": total["known"], "marker": "", "threshold": "0", "rounding": "0"}
        if not one["row"] and one["measure"] == "known"
        else one
        for one in hidden
    ]
    possible = every_table(hidden, grades)
    if possible.max() >= MOST:
        return
    attack, _lines = attacked(hidden, Confining(3, 2))
    assert not attack.contradictory
    for place, verdict in enumerate(attack.verdicts):
        if verdict.target.kind != CELL:
            continue
        one = hidden[int(verdict.target.source)]
        values = people_of(possible, grades, one)
        low, high = int(values.min()), int(values.max())
        assert attack.interval(place) == (low, high)
        assert verdict.confined == attack.rule.confined(CELL, low, high)
        assert low <= verdict.low <= verdict.high <= high


def test_blanking_only_what_is_small_is_broken(tmp_path: Path) -> None:
    report = audit([write(tmp_path / "return.csv", table(FORCE, NAIVE))], protection=Protection(5))
    found = {(one.figures[0].row, one.figures[0].measure): (one.low, one.high) for one in report.confined}
    assert found["grade:SERGEANT", "minority"] == (3, 3)
    assert found["grade:SUPERINTENDENT", "minority"] == (1, 1)
    assert not report.safe


def test_what_pins_a_cell_is_said_in_words(tmp_path: Path) -> None:
    rows = {"CONSTABLE": people(40, 900), "SERGEANT": people(3, 190)}
    report = audit([write(tmp_path / "return.csv", table(rows, NAIVE))], protection=Protection(5))
    told = next(one for one in report.confined if one.figures[0].measure == "minority")
    assert told.what == "Sergeant, ethnic minority; Gwent Police 2026-03-31"
    assert "Sergeant, White; Gwent Police 2026-03-31: 190" in told.because or (
        "total, ethnic minority; Gwent Police 2026-03-31: 43" in told.because
    )


def test_a_rounded_release_with_small_counts_hidden_is_safe(tmp_path: Path) -> None:
    report = audit([write(tmp_path / "return.csv", table(FORCE, PUBLIC))], protection=Protection(10))
    assert report.safe, report
    assert report.withheld == 8
    assert report.smallest is not None
    assert report.smallest >= 1


def test_the_same_files_give_the_same_report(tmp_path: Path) -> None:
    path = write(tmp_path / "return.csv", table(FORCE, NAIVE))
    first, second = (audit([path], protection=Protection(5)) for _time in range(2))
    assert first.confined == second.confined
    assert first.smallest == second.smallest


def test_levels_and_tiers_give_a_grade_away(tmp_path: Path) -> None:
    lines = table(FORCE, NAIVE, chosen=("minority",))
    lines = [one | ({"value": "", "marker": "[c]"} if one["row"] in ("SERGEANT", "INSPECTOR") else {}) for one in lines]
    alone = audit([write(tmp_path / "grades.csv", lines)], protection=Protection(5))
    lines.append(line("3", dimension="level", row="L3"))
    with_level = audit([write(tmp_path / "levels.csv", lines)], protection=Protection(5))
    sergeants = [one for one in with_level.confined if one.figures[0].row == "grade:SERGEANT"]
    assert [(one.low, one.high) for one in sergeants] == [(3, 3)]
    assert not [one for one in alone.confined if one.figures[0].row == "grade:SERGEANT" and one.kind == CELL]


def test_all_wales_less_the_other_organisations_is_the_one_withheld(tmp_path: Path) -> None:
    counts = {"gwent-police": 42, "south-wales-police": 95, "north-wales-police": 3, "dyfed-powys-police": 21}
    lines = [line("[c]" if n < 5 else str(n), organisation=code, area="") for code, n in counts.items()]
    lines += [line(str(100 * n), "headcount", organisation=code, area="") for code, n in counts.items()]
    update = [
        line(str(sum(counts.values())), organisation="", area=""),
        line(str(100 * sum(counts.values())), "headcount", organisation="", area=""),
    ]
    assert audit([write(tmp_path / "returns.csv", lines)], protection=Protection(5)).safe
    paths = [write(tmp_path / "again.csv", lines), write(tmp_path / "update.csv", update)]
    report = audit(paths, protection=Protection(5))
    assert [(one.figures[0].place, one.low, one.high) for one in report.confined] == [("north-wales-police", 3, 3)]


FORCES = {
    "gwent-police": ("gwent", people(30, 150, 20)),
    "north-wales-police": ("north-wales", people(2, 88, 10)),
    "dyfed-powys-police": ("dyfed-powys", people(28, 172)),
}


def forces(**days: str) -> list[Line]:
    """The forces, each on its day (2026-03-31 where none is given), and all Wales, which counts them, on that day."""
    lines = []
    for code, (area, group) in FORCES.items():
        where = {"organisation": code, "area": area, "period": days.get(area.replace("-", "_"), "2026-03-31")}
        lines += [line(NAIVE(measures(group)[name]), name, **where) for name in ("headcount", "minority")]
    whole = measures(added(group for _area, group in FORCES.values()))
    return lines + [line(str(whole[name]), name, organisation="", area="") for name in ("headcount", "minority")]


@pytest.mark.parametrize("day", ["2026-02-28", "2025-12-31", "2024-06-30"])
def test_all_wales_counts_an_organisation_at_its_latest_day(tmp_path: Path, day: str) -> None:
    """Its headcount is missing from the whole without it, so the day it was counted on is no protection."""
    report = audit([write(tmp_path / "wales.csv", forces(dyfed_powys=day))], protection=Protection(5))
    found = [(one.figures[0].place, one.low, one.high) for one in report.confined if one.kind == CELL]
    assert found == [("north-wales-police", 2, 2)]
    rows = [
        one | {"organisation": "", "area": "", "dimension": "organisation", "row": one["organisation"]}
        if one["organisation"]
        else one
        for one in forces(dyfed_powys=day)
    ]
    again = audit([write(tmp_path / "rows.csv", rows)], protection=Protection(5))
    assert [(one.low, one.high) for one in again.confined if one.kind == CELL] == [(2, 2)]


def test_an_organisation_counted_on_another_day_that_all_wales_does_not_count_is_left_out(tmp_path: Path) -> None:
    other = [line("40", "headcount", organisation="south-wales-police", area="south-wales", period="2026-02-28")]
    alone, beside = (
        audit([write(tmp_path / name, forces() + more)], protection=Protection(5)).confined
        for name, more in (("alone.csv", []), ("beside.csv", other))
    )
    assert [(one.what, one.low, one.high) for one in beside] == [(one.what, one.low, one.high) for one in alone]
    unknown = [one for one in forces(dyfed_powys="2026-02-28") if one["measure"] == "minority"]
    assert audit([write(tmp_path / "unknown.csv", unknown)], protection=Protection(5)).safe


def test_an_area_less_the_organisation_shown_is_the_other_one(tmp_path: Path) -> None:
    lines = [
        line("40", organisation="gwent-police"), line("[c]", organisation="opcc-gwent"),
        line("900", "headcount", organisation="gwent-police"), line("30", "headcount", organisation="opcc-gwent"),
        line("42", organisation="", dimension="area", row="gwent"),
        line("40", organisation="", dimension="organisation", row="gwent-police"),
        line("[c]", organisation="", dimension="organisation", row="opcc-gwent"),
    ]  # fmt: skip
    report = audit([write(tmp_path / "areas.csv", lines)], protection=Protection(5))
    assert {(one.figures[0].place, one.low) for one in report.confined} == {("opcc-gwent", 2)}


def test_a_second_dimension_gives_its_other_category_away(tmp_path: Path) -> None:
    lines = [line("40", cut=""), line("37", cut="sex:female"), line("[c]", cut="sex:male")]
    report = audit([write(tmp_path / "sex.csv", lines)], protection=Protection(5))
    assert [(one.figures[0].cut, one.low, one.high) for one in report.confined] == [("sex:male", 3, 3)]


def test_two_definitions_differ_by_gypsy_roma_and_traveller_staff(tmp_path: Path) -> None:
    rows = {"CONSTABLE": people(40, 900, travellers=2), "SERGEANT": people(12, 190)}
    exact = Rule(5)
    one = table(rows, exact, chosen=("known", "minority"))
    other = table(rows, exact, chosen=("minority",), definition="em_plan")
    alone = audit([write(tmp_path / "one.csv", one)], protection=Protection(5))
    both = audit([write(tmp_path / "both.csv", [*one, *other])], protection=Protection(5))
    assert not [found for found in alone.confined if found.kind == "definitions"]
    told = [found for found in both.confined if found.kind == "definitions"]
    assert {(found.figures[0].row, found.low, found.high) for found in told} == {
        ("", 2, 2), ("grade:CONSTABLE", 2, 2), ("grade:SERGEANT", 0, 0),
    }  # fmt: skip


def test_a_revised_return_shows_who_was_added(tmp_path: Path) -> None:
    first = table({"CONSTABLE": people(40, 900)}, Rule(5), chosen=("known", "minority"), version="1")
    second = table({"CONSTABLE": people(41, 900)}, Rule(5), chosen=("known", "minority"), version="2")
    paths = [write(tmp_path / "first.csv", first), write(tmp_path / "second.csv", second)]
    assert not [one for one in audit(paths[:1], protection=Protection(5)).confined if one.kind == "revision"]
    report = audit(paths[1:], protection=Protection(5), earlier=paths[:1])
    assert {(one.kind, one.low) for one in report.confined} >= {("revision", 1)}


def test_two_years_show_the_one_who_joined(tmp_path: Path) -> None:
    years = {"2025-03-31": people(12, 60), "2026-03-31": people(13, 60)}
    lines = [
        one
        for day, group in years.items()
        for one in table({"SERGEANT": group, "CONSTABLE": people(50, 900)}, Rule(5), period=day)
        if one["measure"] in ("known", "minority")
    ]  # fmt: skip
    report = audit([write(tmp_path / "years.csv", lines)], protection=Protection(5))
    assert {one.figures[0].row for one in report.confined if one.kind == "dates"} == {"grade:SERGEANT", ""}


def test_what_was_published_before_counts_as_lines_too(tmp_path: Path) -> None:
    now = [line("[c]", dimension="grade", row="SERGEANT"), line("[c]", dimension="grade", row="INSPECTOR")]
    before = [line("43"), line("40", dimension="grade", row="CONSTABLE"), line("1", dimension="grade", row="INSPECTOR")]
    path = write(tmp_path / "now.csv", now)
    assert audit([path], protection=Protection(5)).safe
    report = audit([path], protection=Protection(5), earlier=before)
    assert ("grade:SERGEANT", 2) in {(one.figures[0].row, one.low) for one in report.confined}


def test_percentages_with_their_base_are_counts(tmp_path: Path) -> None:
    lines = table(FORCE, PUBLIC, chosen=("known",))
    lines += [line("[c]", dimension="grade", row="SERGEANT", threshold="10", rounding="5")]
    share = line("1.6", "share", dimension="grade", row="SERGEANT", unit="percent", base_measure="known")
    report = audit([write(tmp_path / "share.csv", [*lines, share])], protection=Protection(10))
    assert [(one.figures[0].row, one.low, one.high) for one in report.confined] == [("grade:SERGEANT", 3, 3)]


def test_a_group_that_is_everybody_or_nobody_is_told(tmp_path: Path) -> None:
    lines = [line("25", "known"), line("25", "white"), line("0")]
    report = audit([write(tmp_path / "all.csv", lines)], protection=Protection(5))
    assert {one.kind for one in report.confined} == {"complement", "group"} or not report.safe


def test_a_total_less_the_parts_shown_is_told(tmp_path: Path) -> None:
    minority = {"CONSTABLE": "40", "SERGEANT": "[c]", "INSPECTOR": "[c]", "": "43"}
    lines = [line(value, dimension="grade" if row else "", row=row) for row, value in minority.items()]
    report = audit([write(tmp_path / "parts.csv", lines)], protection=Protection(5))
    assert [(one.kind, one.low, one.high) for one in report.confined] == [("parts", 3, 3)]


def test_figures_that_contradict_one_another_prove_nothing(tmp_path: Path) -> None:
    lines = [line("40", "known"), line("30", "white"), line("20")]
    report = audit([write(tmp_path / "wrong.csv", lines)], protection=Protection(5))
    assert {one.reason for one in report.leaks} == {"contradiction"}
    assert not report.safe


def test_one_figure_said_twice_differently_is_named(tmp_path: Path) -> None:
    lines = [line("40", "known"), line("41", "known")]
    report = audit([write(tmp_path / "twice.csv", lines)], protection=Protection(5))
    told = "total, known; Gwent Police 2026-03-31: 40; total, known; Gwent Police 2026-03-31: 41"
    assert told in [one.text for one in report.leaks]


@pytest.mark.parametrize("legend", ["[c] = fewer than 5 people.", "[c]: llai na 5 o bobl."])
def test_a_marker_said_to_stand_for_small_counts_only_says_more(tmp_path: Path, legend: str) -> None:
    import json

    minority = {"CONSTABLE": "[c]", "SERGEANT": "[c]", "": "8"}
    figures = [line(n, dimension="grade" if row else "", row=row, threshold="5") for row, n in minority.items()]
    plain, said = tmp_path / "plain.json", tmp_path / "said.json"
    plain.write_text(json.dumps({"notes": ["[c] = confidential"], "figures": figures}), encoding="utf-8")
    said.write_text(json.dumps({"notes": [legend], "figures": figures}), encoding="utf-8")
    assert audit([plain], protection=Protection(5)).safe
    assert {(one.low, one.high) for one in audit([said], protection=Protection(5)).confined} == {(4, 4)}


def test_sums_of_groups_are_worked_out_from_their_parts() -> None:
    assert measures(added(FORCE.values()))["minority"] == 46


def test_the_grades_of_a_kind_of_worker_give_it_away(tmp_path: Path) -> None:
    rows = {"CONSTABLE": "40", "SERGEANT": "[c]", "PCSO": "[c]", "": "45"}
    lines = [line(value, dimension="grade" if row else "", row=row) for row, value in rows.items()]
    lines += [line(value, dimension="worker", row=row) for row, value in {"officer": "43", "pcso": "[c]"}.items()]
    found = audit([write(tmp_path / "workers.csv", lines)], protection=Protection(5)).confined
    assert {(one.figures[0].row, one.low, one.high) for one in found if one.kind == CELL} == {
        ("grade:SERGEANT", 3, 3), ("grade:PCSO", 2, 2),
    }  # fmt: skip


def test_a_belief_that_the_files_contradict_is_given_up(tmp_path: Path) -> None:
    lines = table({"CONSTABLE": people(40, 900), "SERGEANT": people(30, 190)}, Rule(5), chosen=("known", "minority"))
    lines += [line("70", dimension="level", row="L2"), line("0", "known", dimension="level", row="L3")]
    report = audit([write(tmp_path / "own-levels.csv", lines)], protection=Protection(5))
    assert not [one for one in report.leaks if one.reason == "contradiction"]


def test_levels_mapped_for_one_place_leave_the_public_list_for_the_others(tmp_path: Path) -> None:
    rows = {"CONSTABLE": "40", "SERGEANT": "[c]", "": "43"}
    lines = [line(value, dimension="grade" if row else "", row=row) for row, value in rows.items()]
    lines += [line("3", dimension="level", row="L3")]
    mapped = {("hmpps-wales", "BAND_3"): "L2"}
    found = audit([write(tmp_path / "levels.csv", lines)], protection=Protection(5), levels=mapped).confined
    assert [(one.figures[0].row, one.low, one.high) for one in found if one.kind == CELL] == [("grade:SERGEANT", 3, 3)]


def test_what_is_linked_to_earlier_files_alone_is_left_to_their_own_audit(tmp_path: Path) -> None:
    levels = {"L1": people(40, 60), "L2": people(20, 30), "L3": people(3, 40)}
    before = write(tmp_path / "before.csv", table(levels, NAIVE, dimension="level", period="2025-03-31"))
    now = write(tmp_path / "now.csv", [line("120", "headcount"), line("30", "known", dimension="level", row="L1")])
    again = write(tmp_path / "again.csv", [line("193", "headcount", period="2025-03-31")])
    new = Protection(5, only_new=True)
    assert not audit([now], protection=new, earlier=[before]).confined
    assert audit([now], protection=Protection(5), earlier=[before]).confined
    assert audit([again], protection=new, earlier=[before]).confined


def test_days_that_nothing_new_bears_on_are_left_out_of_the_model() -> None:
    own = {**line("30"), "period": "2026-03-31"}
    before = [{**line("29"), "period": day} for day in ("2024-03-31", "2025-03-31")]
    reading = Reading()
    for number, one in enumerate([own, *before]):
        reading.add(read_row(one, "before" if number else "now", Rules()))

    def days() -> list[str]:
        return sorted(one.figure.period for one in bearing_on_new(reading, ("before",)).statements)

    assert days() == ["2026-03-31"]
    assert bearing_on_new(reading, ()) is reading
    reading.listed["2026-03-31"] = {("gwent-police", "2025-03-31")}
    assert days() == ["2025-03-31", "2026-03-31"]
    reading.listed[""] = {("gwent-police", "2025-03-31")}
    assert bearing_on_new(reading, ("before",)) is reading
