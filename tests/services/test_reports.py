"""Reports: every dimension, the right target, the dates, and who is left out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from builders import DAY, GWENT, INDIAN, NEXT, Person, import_into, people, staff_file
from workforce_tui.domain.counts import Count
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.levels import Level, LevelRule
from workforce_tui.domain.representation import Composition
from workforce_tui.domain.targets import Milestone, Target, TargetKind, TargetStatus
from workforce_tui.services.explaining import explain
from workforce_tui.services.figures import AttentionCode, Dimension, ReportQuery, ReportRow
from workforce_tui.services.groups import group_rows
from workforce_tui.services.levels import list_level_rules, list_levels, remove_level, set_level
from workforce_tui.services.organisations import add_organisation, list_organisations
from workforce_tui.services.overview import overview
from workforce_tui.services.representation import representation_report, snapshot_dates, trend
from workforce_tui.services.standing import standing_of
from workforce_tui.services.targets import list_targets, parse_value, remove_target, scope_choices, set_target

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace


def rows_by(ws: Workspace, by: Dimension, organisation: str | None = GWENT, **more: object) -> dict[str, ReportRow]:
    report = representation_report(ws, ReportQuery(organisation, by=by, **more))  # type: ignore[arg-type]
    return {row.key: row for row in report.rows}


def counted(row: ReportRow) -> tuple[int, int]:
    assert row.figures.minority is not None
    return row.figures.headcount.low, row.figures.minority.low


@pytest.fixture
def force(ws: Workspace, tmp_path: Path) -> Workspace:
    """Gwent Police: 100 constables (6 Indian), 40 sergeants (1), 5 specials, 2 not known."""
    staff = [
        *people(6, 92),
        *(Person(f"U{n}", ethnicity="") for n in range(2)),
        *people(1, 39, first=500, rank="Sergeant"),
        *(Person(f"S{n}", "Special Constable", worker="Special Constable") for n in range(5)),
    ]
    assert import_into(ws, staff_file(tmp_path / "force.csv", staff)).status == "imported"
    return ws


def test_the_native_ladder_from_junior_to_senior(force: Workspace) -> None:
    report = representation_report(force, ReportQuery(GWENT))
    assert [(row.label, counted(row)) for row in report.rows] == [("Constable", (100, 6)), ("Sergeant", (40, 1))]
    assert report.total is not None
    assert counted(report.total) == (140, 7)
    assert report.outside == Count.exact(5)
    assert any("not counted" in note for note in report.notes)


def test_levels_tiers_organisations_and_areas(force: Workspace) -> None:
    assert {k: counted(r) for k, r in rows_by(force, Dimension.LEVEL).items()} == {"L2": (100, 6), "L3": (40, 1)}
    assert {k: counted(r) for k, r in rows_by(force, Dimension.TIER).items()} == {"lower": (100, 6), "middle": (40, 1)}
    assert {k: counted(r) for k, r in rows_by(force, Dimension.ORGANISATION, None).items()} == {GWENT: (140, 7)}
    assert {k: counted(r) for k, r in rows_by(force, Dimension.AREA, None).items()} == {"gwent": (140, 7)}


def test_kinds_of_worker_and_targets_for_them(force: Workspace, tmp_path: Path) -> None:
    pcsos = [Person(f"P{n}", "PCSO", worker="PCSO") for n in range(40)]
    import_into(force, staff_file(tmp_path / "pcso.csv", pcsos))
    assert {k: counted(r) for k, r in rows_by(force, Dimension.WORKER).items()} == {
        "officer": (140, 7),
        "pcso": (40, 0),
    }
    target = set_target(force, percent_target("5", scope="worker:pcso"))
    overall = set_target(force, percent_target("1"))
    unused = set_target(force, percent_target("5", scope="tier:upper"))
    standing = standing_of(force, list_targets(force))
    assert standing[target.id].persons_short == (2, 2)
    assert standing[overall.id].status is TargetStatus.MET
    assert unused.id not in standing


def test_ethnic_groups_are_shares_of_the_known(force: Workspace) -> None:
    groups = rows_by(force, Dimension.GROUP)
    assert {key: row.figures.headcount.low for key, row in groups.items()} == {"WHITE": 131, "ASIAN": 7, "X_UNK": 2}
    asian = groups["ASIAN"].figures.share
    assert asian is not None
    assert asian.low == Fraction(7, 138)
    assert groups["X_UNK"].figures.share is None
    assert groups["X_UNK"].note


def test_the_share_of_a_group_whose_number_is_a_range_is_of_the_very_others() -> None:
    composition = Composition({"A_IND": Count(1, 4), "W_BRIT": Count.exact(90), "X_UNK": Count.exact(6)})
    rows = {row.key: row for row in group_rows(composition, EthnicityDefinition.EM_EXCL, GWENT, None)}
    share = rows["ASIAN"].figures.share
    assert share is not None
    assert (share.rest, share.low, share.high) == (Count.exact(90), Fraction(1, 91), Fraction(4, 94))


def test_a_group_is_counted_under_the_definition_asked_for(ws: Workspace, tmp_path: Path) -> None:
    irish = [Person(f"W{n}", ethnicity="White - Irish") for n in range(4)]
    import_into(ws, staff_file(tmp_path / "g.csv", [*people(5, 40), *irish]))
    for definition, minority, white in ((EthnicityDefinition.EM_EXCL, 0, 44), (EthnicityDefinition.EM_INCL, 4, 40)):
        row = rows_by(ws, Dimension.GROUP, definition=definition)["WHITE"]
        assert row.figures.minority is not None
        assert row.figures.white is not None
        assert (row.figures.minority.low, row.figures.white.low) == (minority, white)


def test_figures_that_lack_a_kind_of_worker_say_so(force: Workspace, tmp_path: Path) -> None:
    pcsos = [Person(f"P{n}", "PCSO", worker="PCSO") for n in range(5)]
    import_into(force, staff_file(tmp_path / "only.csv", pcsos), as_at=NEXT)
    report = representation_report(force, ReportQuery(GWENT))
    assert any("no police officers" in note for note in report.notes)
    assert AttentionCode.MISSING_WORKERS in [one.code for one in overview(force, GWENT).attention]
    assert not representation_report(force, ReportQuery(GWENT, DAY)).warnings


def test_without_a_date_the_latest_snapshot_is_reported(force: Workspace, tmp_path: Path) -> None:
    import_into(force, staff_file(tmp_path / "next.csv", people(9, 91)), as_at=NEXT)
    assert snapshot_dates(force, GWENT) == (NEXT, DAY)
    assert counted(rows_by(force, Dimension.GRADE)["CONSTABLE"]) == (100, 9)
    assert counted(rows_by(force, Dimension.GRADE, as_at=DAY)["CONSTABLE"]) == (100, 6)
    assert rows_by(force, Dimension.GRADE, as_at=date(2001, 1, 1)) == {}


def test_the_trend_is_oldest_first(force: Workspace, tmp_path: Path) -> None:
    import_into(force, staff_file(tmp_path / "next.csv", people(9, 91)), as_at=NEXT)
    whole = trend(force, GWENT, definition=EthnicityDefinition.EM_EXCL)
    assert [(row.as_at, counted(row)) for row in whole] == [(DAY, (140, 7)), (NEXT, (100, 9))]
    sergeants = trend(force, GWENT, definition=EthnicityDefinition.EM_EXCL, key="SERGEANT")
    assert [counted(row) for row in sergeants] == [(40, 1)]


def test_only_organisations_in_wales_are_added_up(force: Workspace, tmp_path: Path) -> None:
    import_into(force, staff_file(tmp_path / "kent.csv", people(50, 50)), organisation="kent-police")
    assert {k: counted(r) for k, r in rows_by(force, Dimension.LEVEL, None).items()} == {"L2": (100, 6), "L3": (40, 1)}
    assert set(rows_by(force, Dimension.ORGANISATION, None)) == {GWENT, "kent-police"}


def test_a_grade_never_says_more_than_its_organisation_can(ws: Workspace, tmp_path: Path) -> None:
    staff = [
        *people(9, 90),
        *(Person(f"W{n}", "Sergeant", "White") for n in range(20)),
        Person("I1", "Sergeant", INDIAN),
    ]
    import_into(ws, staff_file(tmp_path / "mixed.csv", staff))
    incl = rows_by(ws, Dimension.GRADE, definition=EthnicityDefinition.EM_INCL)
    assert incl["SERGEANT"].figures.share is None
    assert incl["CONSTABLE"].figures.share is None  # whose own records would do
    assert "too coarse" in incl["CONSTABLE"].note
    assert rows_by(ws, Dimension.GRADE)["CONSTABLE"].figures.share is not None


def percent_target(percentage: str, **more: object) -> Target:
    fields: dict[str, object] = {"organisation": GWENT, "scope": "workforce", "kind": TargetKind.PERCENT}
    return Target(**(fields | {"value": parse_value(percentage, TargetKind.PERCENT), "due": date(2030, 3, 31)} | more))  # type: ignore[arg-type]


def test_the_most_specific_target_is_used(force: Workspace) -> None:
    set_target(force, percent_target("5"))
    set_target(force, percent_target("10", scope="level:L3"))
    rows = rows_by(force, Dimension.GRADE)
    assert [rows[key].progress.wanted for key in ("CONSTABLE", "SERGEANT")] == [Fraction(5, 100), Fraction(10, 100)]  # type: ignore[union-attr]
    set_target(force, percent_target("2.5", scope="grade:SERGEANT"))
    sergeant = rows_by(force, Dimension.GRADE)["SERGEANT"].progress
    assert sergeant is not None
    assert (sergeant.wanted, sergeant.status) == (Fraction(25, 1000), TargetStatus.MET)


def test_a_number_of_people_for_everybody_says_nothing_of_one_grade(force: Workspace) -> None:
    set_target(force, percent_target("0", kind=TargetKind.HEADCOUNT, value=Fraction(12)))
    report = representation_report(force, ReportQuery(GWENT))
    assert [row.progress for row in report.rows] == [None, None]
    assert report.total is not None
    assert report.total.progress is not None
    assert report.total.progress.persons_short == (5, 5)


def test_parity_is_the_share_of_the_population(force: Workspace) -> None:
    set_target(force, percent_target("0", kind=TargetKind.PARITY, value=None))
    report = representation_report(force, ReportQuery(GWENT))
    assert report.total is not None
    assert report.total.progress is not None
    assert report.total.progress.wanted == Fraction(34_100, 587_686)
    assert report.total.benchmark is not None
    assert report.total.benchmark.persons == report.total.progress.persons_short


def test_a_target_for_another_definition_is_not_used(force: Workspace) -> None:
    set_target(force, percent_target("5", definition=EthnicityDefinition.EM_INCL))
    assert rows_by(force, Dimension.GRADE)["CONSTABLE"].progress is None


def test_setting_a_target_again_changes_it(force: Workspace) -> None:
    first = set_target(force, percent_target("5", owner="Head of HR"))
    second = set_target(force, percent_target("6.25"))
    assert second.id == first.id
    assert [one.value for one in list_targets(force, GWENT)] == [Fraction(625, 10_000)]
    assert second.id is not None
    remove_target(force, second.id)
    assert list_targets(force) == ()
    with pytest.raises(WorkforceError, match="no target number"):
        remove_target(force, second.id)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"scope": "grade:NOSUCH"}, "not something a target"),
        ({"scope": "worker:special"}, "not something a target"),
        ({"value": None}, "no value"),
        ({"kind": TargetKind.NOT_SET, "value": None}, "needs its reason"),
        ({"kind": TargetKind.PARITY, "benchmark": "atlantis"}, "population of an area"),
        ({"baseline": Fraction(1, 100)}, "no date"),
        ({"baseline": Fraction(1, 100), "baseline_date": date(2031, 1, 1)}, "before its baseline"),
        ({"milestones": (Milestone(date(2035, 3, 31), Fraction(9, 100)),)}, "31 March 2035 is not between"),
        ({"milestones": (Milestone(date(2030, 3, 31), Fraction(9, 100)),)}, "31 March 2030 is not between"),
        (
            {
                "baseline": Fraction(1, 100),
                "baseline_date": date(2027, 3, 31),
                "milestones": (Milestone(date(2027, 3, 31), Fraction(2, 100)),),
            },
            "31 March 2027 is not between",
        ),
        (
            {
                "milestones": (
                    Milestone(date(2028, 3, 31), Fraction(2, 100)),
                    Milestone(date(2028, 3, 31), Fraction(3, 100)),
                )
            },
            "several steps of 31 March 2028",
        ),
    ],
)
def test_targets_that_make_no_sense_are_refused(force: Workspace, wrong: dict[str, object], message: str) -> None:
    with pytest.raises(WorkforceError, match=message):
        set_target(force, percent_target("5", **wrong))
    assert list_targets(force) == ()


@pytest.mark.parametrize("text", ["", "five", "101", "-1", "NaN", "9,2", "1e1"])
def test_what_is_not_a_percentage_is_refused(text: str) -> None:
    with pytest.raises(WorkforceError, match="not a percentage"):
        parse_value(text, TargetKind.PERCENT)


def test_every_scope_offered_can_be_set(force: Workspace) -> None:
    for scope, name in scope_choices(force, GWENT):
        assert name
        set_target(force, percent_target("5", scope=scope))


def test_levels_can_be_changed_for_one_organisation_from_a_day(force: Workspace) -> None:
    rule = LevelRule("SERGEANT", Level.L4, valid_from=date(2025, 1, 1), organisation=GWENT)
    number = set_level(force, rule, approved_by="Data group")
    assert {k: counted(r)[0] for k, r in rows_by(force, Dimension.LEVEL).items()} == {"L2": 100, "L4": 40}
    changed = {one.grade: one.level for one in list_levels(force, GWENT, on=date(2024, 12, 31))}
    assert changed["SERGEANT"] is Level.L3
    assert [(one.id, one.approved_by) for one in list_level_rules(force)] == [(number, "Data group")]
    remove_level(force, number)
    assert set(rows_by(force, Dimension.LEVEL)) == {"L2", "L3"}


def test_organisations_with_data_come_first_and_new_ones_can_be_added(force: Workspace) -> None:
    add_organisation(force, code="probation-cardiff", name_en="Probation Cardiff")
    listed = list_organisations(force)
    assert listed[0].organisation.code == GWENT
    assert listed[0].latest == DAY
    assert "probation-cardiff" in {one.organisation.code for one in listed}
    for code in (GWENT, "Not A Code"):
        with pytest.raises(WorkforceError):
            add_organisation(force, code=code, name_en="x")


def test_the_overview_says_what_needs_attention(force: Workspace) -> None:
    assert [one.code for one in overview(force, GWENT).attention] == [
        AttentionCode.NO_RETURN,
        AttentionCode.NO_TARGET,
    ]
    assert [one.code for one in overview(force, "cps-cymru-wales").attention] == [AttentionCode.NO_DATA]
    set_target(force, percent_target("9"))
    assert AttentionCode.BEHIND_TARGET in [one.code for one in overview(force, GWENT).attention]


def test_low_declaration_needs_attention(ws: Workspace, tmp_path: Path) -> None:
    staff = [*people(5, 30), *(Person(f"U{n}", ethnicity="Prefer not to say") for n in range(30))]
    import_into(ws, staff_file(tmp_path / "low.csv", staff))
    assert AttentionCode.LOW_DECLARATION in [one.code for one in overview(ws, GWENT).attention]


def test_a_row_explains_itself_in_whole_sentences(force: Workspace) -> None:
    set_target(force, percent_target("5.8"))
    total = representation_report(force, ReportQuery(GWENT)).total
    assert total is not None
    text = explain(total)
    minority, known = total.figures.minority.low, total.figures.known.low
    assert f"ethnic minority {minority} of {known} staff whose ethnicity is known, " in text, "said of 1 as of many"
    for part in (
        "7 of 138",
        "5.1%",
        "Headcount 140",
        "0 undeclared and 2 unknown",
        "31 March 2025",
        "Target 5.8%",
        "Census 2021",
    ):
        assert part in text


def test_an_unknown_organisation_is_named_with_what_it_may_be(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="no organisation called gwnt-police") as caught:
        representation_report(ws, ReportQuery("gwnt-police"))
    assert "gwent-police" in caught.value.hint


def test_a_trend_has_the_very_rows_of_the_report_of_each_date(force: Workspace, tmp_path: Path) -> None:
    later = [*people(9, 91), *people(2, 38, first=500, rank="Sergeant")]
    import_into(force, staff_file(tmp_path / "next.csv", later), as_at=NEXT)
    set_target(force, percent_target("5"))
    for by in (Dimension.GRADE, Dimension.LEVEL, Dimension.WORKER):
        reports = [representation_report(force, ReportQuery(GWENT, day, by)) for day in (DAY, NEXT)]
        totals = trend(force, GWENT, definition=EthnicityDefinition.EM_EXCL, by=by)
        assert totals == tuple(report.total for report in reports)
        for key in {row.key for report in reports for row in report.rows}:
            rows = trend(force, GWENT, definition=EthnicityDefinition.EM_EXCL, by=by, key=key)
            assert rows == tuple(row for report in reports for row in report.rows if row.key == key)
