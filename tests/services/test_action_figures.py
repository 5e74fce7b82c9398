"""The tables of the registers of actions, and the search for good practice in every kind of record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import import_into, people, staff_file
from workforce_tui import i18n
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.services import records
from workforce_tui.services.action_tables import action_tables
from workforce_tui.services.figures import AttentionCode
from workforce_tui.services.overview import overview
from workforce_tui.services.practice import practice_table, practices

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.table import Table
    from workforce_tui.services.workspace import Workspace

TODAY = date(2026, 6, 1)
GWENT, CPS = "gwent-police", "cps-cymru-wales"
INITIATIVE = {
    "title": "Open days", "plans": "cjarap", "owner": "Head of HR", "stage": "attract", "legal_basis": "s158",
    "groups": "black", "aim": "More applications", "evidence": "Few apply", "proportionality": "Open to all",
    "status": "running", "review": "2026-05-01",
}  # fmt: skip


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    """Initiatives of two organisations, an outreach programme, two years of training, a finding of research."""
    shared = {"good_practice": "yes", "practice": "Ask the network first", "practice_cy": "Gofynnwch yn gyntaf"}

    def add(kind: str, organisation: str, **raw: str) -> int:
        return records.add(ws, kind, raw, organisations=[organisation], by="Ann Rees").id

    add("initiative", GWENT, **INITIATIVE, reach="40", cost="1500", rating="works", evaluated="2026-04-01", **shared)
    add("initiative", CPS, **INITIATIVE | {"stage": "progress", "review": "2027-01-01", "title": "Boards"})
    add("initiative", GWENT, **INITIATIVE | {"status": "ended", "title": "Old"})
    add("outreach", GWENT, title="Schools", plans="own", owner="HR", form="schools", aim="Known", status="running",
        review="2026-12-01", reach="300", applied="12", good_practice="no")  # fmt: skip
    add("training", GWENT, year="2026", leaders="10", completed="7")
    add("training", CPS, year="2026", leaders="5", completed="5", good_practice="yes", practice="Go in pairs")
    away = add("training", CPS, year="2025", leaders="5", completed="1", good_practice="yes", practice="Long ago")
    records.archive(ws, away, by="Ann Rees")
    return ws


def texts(table: Table) -> list[list[str]]:
    return [[row.label, *map(cell_text, row.cells)] for row in table.rows]


def test_reviews_are_those_still_to_come_and_what_is_overdue_is_first_and_marked(filled: Workspace) -> None:
    reviews = action_tables(filled, today=TODAY)[0]
    assert [(row[0], row[1]) for row in texts(reviews)] == [
        ("Open days", "▲ 1 May 2026, overdue"), ("Schools", "1 December 2026"), ("Boards", "1 January 2027"),
    ]  # fmt: skip
    assert reviews.notes == ("Overdue: 1. To come: 2.",)


def test_initiatives_are_counted_by_stage_and_sums_say_what_they_are_of(filled: Workspace) -> None:
    table = action_tables(filled, today=TODAY)[1]
    assert texts(table) == [
        ["attract", "2", "1", "1", "1", "40", "£1,500.00"],
        ["progress", "1", "1", "0", "0", "[x]", "[x]"],
        ["All", "3", "2", "1", "1", "40", "£1,500.00"],
    ]
    assert table.notes[0] == "People reached: stated by 1 of 3 records, and added up for those."


def test_outreach_says_whom_it_reached_and_nothing_where_nothing_is_stated(filled: Workspace) -> None:
    assert texts(action_tables(filled, today=TODAY)[2])[0] == ["schools", "1", "300", "12", "[x]", "[x]"]
    assert action_tables(filled, CPS, today=TODAY)[2].rows == ()


def test_training_is_a_share_of_senior_leaders_by_organisation_and_together(filled: Workspace) -> None:
    assert texts(action_tables(filled, today=TODAY)[3]) == [
        ["Crown Prosecution Service Cymru-Wales", "2026", "5", "5", "100.0%"],
        ["Gwent Police", "2026", "10", "7", "70.0%"],
        ["All that state both numbers", "2026", "15", "12", "80.0%"],
    ]
    assert [row[0] for row in texts(action_tables(filled, GWENT, today=TODAY)[3])] == ["Gwent Police"]


def test_a_year_entered_twice_has_no_figure_and_says_which_records_to_look_at(filled: Workspace) -> None:
    records.add(filled, "training", {"year": "2026", "leaders": "11"}, organisations=[GWENT], by="Ann Rees")
    table = action_tables(filled, GWENT, today=TODAY)[3]
    assert texts(table) == [["Gwent Police", "2026", "[x]", "[x]", "[x]"]]
    assert "Several records speak of Gwent Police in 2026 (#5, #8): archive all but one." in table.notes


def test_evidence_is_beside_the_newest_value_of_its_indicator(ws: Workspace, tmp_path: Path) -> None:
    file = staff_file(tmp_path / "staff.csv", people(40, 360) + people(2, 98, first=5000, rank="Sergeant"))
    assert import_into(ws, file, as_at=date(2026, 3, 31)).status == "imported"
    evidence = {"indicator_value": "1.1%", "indicator_date": "2024-03-31"}
    for code, organisations in (("R2-L3", [GWENT, CPS]), ("M1", [GWENT])):
        raw = INITIATIVE | evidence | {"indicator": code}
        records.add(ws, "initiative", raw, organisations=organisations, by="Ann Rees")
    table = action_tables(ws, today=TODAY)[4]
    assert texts(table) == [
        ["Open days", "Crown Prosecution Service Cymru-Wales", "R2-L3", "1.1%", "31 March 2024", "[x]", ""],
        ["Open days", "Gwent Police", "R2-L3", "1.1%", "31 March 2024", "2.0%", "31 March 2026"],
        ["Open days", "Gwent Police", "M1", "1.1%", "31 March 2024", "[x]", ""],
    ]
    assert "the initiative need not be why" in table.notes[0]


def test_the_overview_says_where_reviews_are_overdue(ws: Workspace) -> None:
    raw = INITIATIVE | {"review": "2020-01-01"}
    for title in ("One", "Two"):
        records.add(ws, "initiative", raw | {"title": title}, organisations=[GWENT], by="Ann Rees")
    late = [one for one in overview(ws, GWENT).attention if one.code is AttentionCode.OVERDUE_REVIEWS]
    assert [(one.message, one.screen) for one in late] == [
        ("Action records with an overdue review: 2.", "action"),
    ]
    assert AttentionCode.OVERDUE_REVIEWS not in [one.code for one in overview(ws, CPS).attention]


def test_good_practice_is_found_in_every_kind_by_any_word_in_either_language(filled: Workspace) -> None:
    def found(words: str | None = None, organisation: str | None = None) -> list[tuple[str, str]]:
        return [(one.line.kind.code, one.text) for one in practices(filled, words, organisation)]

    network = ("initiative", "Ask the network first")
    assert found() == [network, ("training", "Go in pairs")]
    assert found("gofynnwch") == found("NETWORK ask") == found(organisation=GWENT) == [network]
    assert found("nothing") == found("long ago") == []


def test_good_practice_is_told_in_the_language_in_use_where_it_is_in_both(filled: Workspace) -> None:
    i18n.set_language("cy")
    assert [row[-1] for row in texts(practice_table(practices(filled)))] == ["Gofynnwch yn gyntaf", "Go in pairs"]
