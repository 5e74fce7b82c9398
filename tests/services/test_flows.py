"""Flows between two snapshots: who is in them, and what is said of those who are not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import DAY, GWENT, LONG_HEADER, NEXT, Person, import_into, people, staff_file, write_csv
from holding import Held, Post, hold
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership
from workforce_tui.services.flow_tables import flows_sentence, flows_table, grade_flows, moves_table
from workforce_tui.services.flows import chosen_dates, flow_dates, flows

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.flows import Flows
    from workforce_tui.services.workspace import Workspace

LATER = date(2025, 9, 30)


def of(ws: Workspace, start: date = DAY, end: date = NEXT, **said: EthnicityDefinition) -> Flows:
    return flows(ws, organisation=GWENT, start=start, end=end, **said)


def many(number: int, post: Post, first: str = "N") -> dict[str, Post]:
    return {f"{first}{place}": post for place in range(number)}


def test_the_dates_are_those_with_people_newest_first(ws: Workspace, tmp_path: Path) -> None:
    for day in (NEXT, DAY, LATER):
        hold(ws, [Held(GWENT, day, {"A": Post()})])
    import_into(ws, write_csv(tmp_path / "c.csv", LONG_HEADER, [("Constable", "White", 50)]), as_at=date(2025, 6, 30))
    hold(ws, [Held(GWENT, date(2025, 7, 31), many(3, Post(worker="special", grade="SPECIAL_CONSTABLE")))])
    assert flow_dates(ws, GWENT) == (NEXT, LATER, DAY)
    assert chosen_dates(ws, GWENT, None, None) == (LATER, NEXT)
    assert chosen_dates(ws, GWENT, None, LATER) == (DAY, LATER)
    assert chosen_dates(ws, GWENT, DAY, None) == (DAY, NEXT)


def test_a_date_without_people_is_refused_with_the_dates_there_are(ws: Workspace) -> None:
    with pytest.raises(WorkforceError) as refused:
        of(ws)
    assert "row for each person" in refused.value.hint
    hold(ws, [Held(GWENT, DAY, {"A": Post()}), Held(GWENT, NEXT, {"A": Post()})])
    with pytest.raises(WorkforceError) as refused:
        of(ws, end=LATER)
    assert ("30 September 2025" in refused.value.message, "2026-03-31, 2025-03-31" in refused.value.hint) == (
        True,
        True,
    )
    with pytest.raises(WorkforceError, match="must be before"):
        of(ws, NEXT, DAY)
    hold(ws, [Held("hmpps-wales", DAY, {"A": Post()})])
    with pytest.raises(WorkforceError, match="held: 1"):
        chosen_dates(ws, "hmpps-wales", None, None)
    with pytest.raises(WorkforceError, match="no organisation"):
        flow_dates(ws, "nowhere")


def test_whoever_comes_from_outside_the_workforce_joins_and_whoever_goes_there_leaves(ws: Workspace) -> None:
    special = Post("SPECIAL_CONSTABLE", worker="special")
    hold(ws, [Held(GWENT, DAY, {"A": special, "B": Post(), "S": special, "C": Post()})])
    hold(ws, [Held(GWENT, NEXT, {"A": Post(), "B": special, "S": special, "C": Post()})])
    total = of(ws).total
    assert (total.start, total.stayed, total.joined, total.left, total.end) == (2, 1, 1, 1, 2)


def test_an_answer_left_out_is_carried_and_one_withheld_is_kept(ws: Workspace) -> None:
    first = {"A": "A_IND", "B": "A_IND", "C": "A_IND", "D": "X_UNK", "E": "A_IND", "F": "A_IND"}
    second = {"A": "X_UNK", "B": "X_NA", "C": "X_PNTS", "D": "B_AFR", "E": "B_AFR", "F": "A_IND"}
    hold(ws, [Held(GWENT, DAY, {number: Post(ethnicity=code) for number, code in first.items()})])
    hold(ws, [Held(GWENT, NEXT, {number: Post(ethnicity=code) for number, code in second.items()})])
    found = of(ws)
    assert (found.carried_forward, found.changed_ethnicity) == (2, 1)
    assert found.by_group[Membership.MINORITY].stayed == 5
    assert found.by_group[Membership.UNDECLARED].stayed == 1
    assert any("latest earlier answer is used: 2." in note for note in found.notes)
    assert any("another ethnic group than before; the later answer is used: 1." in note for note in found.notes)


def test_an_answer_given_two_years_ago_is_still_one(ws: Workspace) -> None:
    silent = Post(ethnicity="X_UNK")
    before, silent_year = date(2023, 3, 31), date(2024, 3, 31)
    for day, post in ((before, Post(ethnicity="A_IND")), (silent_year, silent), (DAY, silent)):
        hold(ws, [Held(GWENT, day, {"A": post, "L": post})])
    hold(ws, [Held(GWENT, NEXT, {"A": Post(ethnicity="B_AFR"), "J": silent})])
    found = of(ws)
    assert (found.carried_forward, found.changed_ethnicity) == (1, 1)
    assert found.by_group[Membership.MINORITY].left == 1
    assert found.by_group[Membership.UNKNOWN].joined == 1


def test_people_known_only_as_counts_are_not_followed_and_that_is_said(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "a.csv", people(2, 8)))
    import_into(ws, staff_file(tmp_path / "b.csv", people(2, 8)), as_at=NEXT)
    header = ("Grade", "Worker Type", "Ethnicity", "Headcount")
    counts = write_csv(tmp_path / "c.csv", header, [("Scale 4", "Police Staff", "White", 50)])
    assert import_into(ws, counts, as_at=NEXT).status == "imported"
    found = of(ws)
    assert found.not_followed == (0, 50)
    assert (found.total.end, any("50 on 31 March 2026" in note for note in found.notes)) == (10, True)


def test_a_kind_of_worker_that_one_date_lacks_has_not_left(ws: Workspace) -> None:
    officers, staff = many(30, Post()), many(12, Post("STAFF_SCALE_4", worker="staff"), "S")
    hold(ws, [Held(GWENT, DAY, officers | staff), Held(GWENT, NEXT, officers | {"S1": Post(), "J": Post()})])
    found = of(ws)
    assert (found.total.start, found.total.left, found.total.joined) == (31, 0, 1)
    assert (found.total.moved_ladder, found.left_out[0].people) == (1, 11)
    assert any("11 of staff on 31 March 2025" in note for note in found.notes)
    assert sum(one.people for one in grade_flows(ws, found)) == 32


def test_a_handful_of_a_kind_may_really_have_left(ws: Workspace) -> None:
    officers, staff = many(30, Post()), many(3, Post("STAFF_SCALE_4", worker="staff"), "S")
    hold(ws, [Held(GWENT, DAY, officers | staff), Held(GWENT, NEXT, officers)])
    found = of(ws)
    assert (found.total.left, found.left_out) == (3, ())
    assert any("the figures of 31 March 2026 have none. Left: 3." in note for note in found.notes)


def test_a_kind_sent_as_counts_the_second_time_has_not_left_however_few(ws: Workspace, tmp_path: Path) -> None:
    staff = [Person("S1", "Scale 4", worker="Police Staff")]
    import_into(ws, staff_file(tmp_path / "a.csv", [*people(2, 8), *staff]))
    import_into(ws, staff_file(tmp_path / "b.csv", people(2, 8)), as_at=NEXT)
    header = ("Grade", "Worker Type", "Ethnicity", "Headcount")
    counts = write_csv(tmp_path / "c.csv", header, [("Scale 4", "Police Staff", "White", 1)])
    import_into(ws, counts, as_at=NEXT)
    found = of(ws)
    assert (found.total.left, [one.people for one in found.left_out]) == (0, [1])


def test_somebody_in_two_files_of_a_date_is_followed_once_and_that_is_said(ws: Workspace) -> None:
    half = Post("STAFF_SCALE_4", worker="staff", fte=400)
    hold(ws, [Held(GWENT, DAY, {"A": Post(fte=600), "B": Post()}), Held(GWENT, DAY, {"A": half})])
    hold(ws, [Held(GWENT, NEXT, {"A": Post(fte=600), "B": Post()})])
    found = of(ws)
    assert (found.total.start, found.total.stayed, found.total.moved_ladder) == (2, 2, 0)
    assert any("In two files of 31 March 2025" in note for note in found.notes)


def test_under_a_definition_that_needs_more_detail_the_coarse_answers_stand_apart(ws: Workspace) -> None:
    some = {"A": Post(ethnicity="WHITE"), "B": Post(ethnicity="A_IND"), "C": Post(ethnicity="W_BRIT")}
    hold(ws, [Held(GWENT, DAY, some), Held(GWENT, NEXT, some)])
    found = of(ws, definition=EthnicityDefinition.EM_INCL)
    assert {member: counts.stayed for member, counts in found.by_group.items() if counts.stayed} == {
        Membership.UNCLEAR: 1,
        Membership.MINORITY: 1,
        Membership.WHITE: 1,
    }
    assert any("too coarse" in note for note in found.notes)
    assert [row.key for row in flows_table("Gwent", found).rows][-2:] == ["unclear", "all"]


def test_dates_far_apart_are_followed_too(ws: Workspace) -> None:
    hold(ws, [Held(GWENT, DAY, {"A": Post()}), Held(GWENT, LATER, {"B": Post()})])
    hold(ws, [Held(GWENT, NEXT, {"A": Post("SERGEANT"), "B": Post()})])
    total = of(ws).total
    assert (total.stayed, total.promoted, total.joined, total.left) == (1, 1, 1, 0)


def test_flows_are_the_same_before_they_are_kept(ws: Workspace) -> None:
    held = [Held(GWENT, DAY, {"A": Post(), "B": Post()}), Held(GWENT, NEXT, {"A": Post("SERGEANT"), "C": Post()})]
    hold(ws, held, refresh=False)
    counted = of(ws)
    hold(ws, [Held(GWENT, date(2024, 3, 31), {"A": Post()})])
    kept = of(ws)
    assert (counted.total, counted.by_group) == (kept.total, kept.by_group)


def test_the_tables_and_the_sentence_say_the_same(ws: Workspace) -> None:
    hold(ws, [Held(GWENT, DAY, {"A": Post(), "B": Post(), "C": Post("SERGEANT")})])
    hold(ws, [Held(GWENT, NEXT, {"A": Post("SERGEANT"), "C": Post(), "J": Post(ethnicity="A_IND")})])
    found = of(ws)
    assert flows_sentence("Gwent Police", found) == (
        "Gwent Police, from 31 March 2025 to 31 March 2026. In post at the start: 3. Stayed: 2. Left: 1. Joined: 1. "
        "In post at the end: 3. Of those who stayed, promoted: 1; promoted for a time: 0; moved down: 1; "
        "moved to other work: 0."
    )
    assert [row.label for row in moves_table(ws, found).rows] == [
        "Constable to Sergeant",
        "Left as Constable",
        "Sergeant to Constable",
        "Joined as Constable",
    ]
