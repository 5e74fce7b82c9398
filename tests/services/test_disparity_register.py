"""The register as people use it: proposals, records, steps, new figures, and what is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from builders import GWENT, everything
from register_figures import Figures, three_years
from workforce_tui.domain.disparities import (
    Comment,
    Decision,
    DecisionTaken,
    EvidenceType,
    PanelView,
    PanelViewGiven,
    Progress,
    ReformAction,
    Status,
    Trigger,
)
from workforce_tui.domain.disparity_rules import Reason, Tag
from workforce_tui.domain.disparity_steps import NEW_FIGURES, THE_DEADLINE, Late
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.disparities import (
    count_disparities,
    differences,
    get_disparity,
    list_disparities,
    set_thresholds,
)
from workforce_tui.services.disparity_writing import (
    Change,
    Wanted,
    change_disparity,
    measure_again,
    next_explanation,
    open_disparity,
)
from workforce_tui.services.last_names import last_name
from workforce_tui.storage.settings import set_setting

if TYPE_CHECKING:
    from workforce_tui.domain.disparities import Disparity
    from workforce_tui.services.workspace import Workspace

DAY = date(2026, 4, 10)


@pytest.fixture
def figures() -> Figures:
    return three_years()


def opened(ws: Workspace, figures: Figures, indicator: str = "A5", **more: Any) -> Disparity:
    trigger = more.pop("trigger", Trigger.AUTO)
    given = {"by": "Ann Rees", "today": DAY, "source": figures} | more
    return open_disparity(ws, Wanted(GWENT, indicator, trigger=trigger), **given)


def number_of(record: Disparity) -> int:
    assert record.id is not None
    return record.id


def change(ws: Workspace, record: Disparity, *entries: Any, today: date = DAY, **more: Any) -> Disparity:
    given = {"by": "Ann Rees", "on": today} | more
    return change_disparity(ws, number_of(record), Change(entries=entries, **given), today=today)


def explained(record: Disparity, **more: Any) -> Any:
    given: dict[str, Any] = {
        "english": "The boards had no guidance",
        "evidence": EvidenceType.PROCESS_AUDIT,
        "reference": "Audit 12",
        "alternatives": "Length of service",
    }
    return next_explanation(record, by="Ann Rees", on=DAY, **(given | more))


def decision(which: Decision, review: date | None = None) -> DecisionTaken:
    return DecisionTaken(which, "As shown", "Ann Rees", DAY, review)


ACTION = ReformAction("Train the boards", "Head of People", date(2026, 9, 30), "Appointments", "Ann Rees", DAY)


# --- proposals


def test_the_rules_propose_and_nothing_worse_for_the_group_is_hidden(ws: Workspace, figures: Figures) -> None:
    found = {one.subject.indicator: one for one in differences(ws, GWENT, source=figures).findings}
    assert found["A5"].reasons == (Reason.FOUR_FIFTHS, Reason.EXACT_TEST)
    assert found["P2"].reasons == (Reason.SAME_DIRECTION,)
    assert (found["D1"].tag, found["D1"].reasons) == (Tag.TOO_SMALL, ())
    assert found["A6"].tag is Tag.BELOW
    assert set(found) == {"A5", "P2", "D1", "A6"}
    assert next(iter(found)) == "A5"


def test_an_earlier_year_is_judged_by_the_years_before_it(ws: Workspace, figures: Figures) -> None:
    found = {one.subject.indicator: one for one in differences(ws, GWENT, year=2025, source=figures).findings}
    assert found["P2"].tag is Tag.BELOW
    with pytest.raises(WorkforceError, match="31 March 2023"):
        differences(ws, GWENT, year=2023, source=figures)
    with pytest.raises(WorkforceError, match="no figures"):
        differences(ws, GWENT, source=Figures())


def test_a_year_that_is_missing_breaks_the_row(ws: Workspace, figures: Figures) -> None:
    del figures.by_year[2025]
    found = {one.subject.indicator: one for one in differences(ws, GWENT, source=figures).findings}
    assert found["P2"].tag is Tag.BELOW


def test_a_proposal_says_which_record_holds_it(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    found = {one.subject.indicator: one.record for one in differences(ws, GWENT, source=figures).findings}
    assert found["A5"] == record.id
    assert found["P2"] is None


def test_thresholds_are_settings(ws: Workspace, figures: Figures) -> None:
    with ws.writing() as session:
        for name, value in (("people", "2"), ("p", "0.2"), ("ratio", "9/10"), ("days_to_explain", "10")):
            set_setting(session, name=f"register.{name}", value=value)
    found = {one.subject.indicator: one for one in differences(ws, GWENT, source=figures).findings}
    assert found["D1"].reasons == (Reason.FOUR_FIFTHS,)
    record = opened(ws, figures)
    assert get_disparity(ws, number_of(record), today=DAY).explanation_due == DAY + timedelta(days=10)


# --- opening


def test_a_record_keeps_the_figures_it_was_opened_on(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    assert (record.status, record.identified_on, record.identified_by) == (Status.IDENTIFIED, DAY, "Ann Rees")
    assert record.found.counts == (date(2025, 4, 1), date(2026, 3, 31), 12, 40, 200, 400)
    assert record.subject.area == "gwent"
    assert record.reasons == ("four_fifths", "exact_test")
    assert last_name(ws) == "Ann Rees"


def test_the_same_disparity_is_opened_once(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    with pytest.raises(WorkforceError, match=f"number {record.id}"):
        opened(ws, figures)


def test_what_no_rule_proposes_comes_only_from_the_panel_or_a_network(ws: Workspace, figures: Figures) -> None:
    before = everything(ws)
    for code in ("D1", "T1", "R4", "L2", "Z9"):
        with pytest.raises(WorkforceError, match="do not propose"):
            opened(ws, figures, code)
    for code in ("L2", "Z9"):
        with pytest.raises(WorkforceError, match="no exact figure"):
            opened(ws, figures, code, trigger=Trigger.PANEL)
    assert everything(ws) == before
    small = opened(ws, figures, "D1", trigger=Trigger.NETWORK)
    assert (small.too_small, small.trigger, small.reasons) == (True, Trigger.NETWORK, ())
    assert not opened(ws, figures, "T1", trigger=Trigger.PANEL).too_small


@pytest.mark.parametrize("wrong", [{"by": " "}, {"on": DAY + timedelta(days=1)}])
def test_a_record_is_signed_and_not_of_a_day_to_come(ws: Workspace, figures: Figures, wrong: dict[str, Any]) -> None:
    with pytest.raises(WorkforceError):
        opened(ws, figures, **wrong)
    assert list_disparities(ws) == ()


# --- steps and entries


def test_the_whole_way_of_an_explanation(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    record = change(ws, record, status=Status.UNDER_ANALYSIS)
    record = change(ws, record, explained(record), status=Status.EXPLAINED)
    record = change(ws, record, explained(record, english="", welsh="Doedd dim canllaw", evidence=None), by="Cai Jones")
    assert record.explanation is not None
    assert (record.explanation.english, record.explanation.welsh) == ("The boards had no guidance", "Doedd dim canllaw")
    assert (record.explanation.by, record.explanation.evidence) == ("Cai Jones", EvidenceType.PROCESS_AUDIT)
    assert len(record.explanations) == 2
    record = change(ws, record, Comment("We were not asked", "", DAY), by="Cai Jones", status=Status.PANEL_REVIEW)
    record = change(
        ws, record, PanelViewGiven(PanelView.ACCEPTS, "Well shown", "", DAY), by="The Panel", status=Status.ACCEPTED
    )
    assert record.panel_view is not None
    assert record.panel_view.by == "The Panel"
    review = date(2027, 4, 30)
    record = change(ws, record, decision(Decision.EXPLAINED_MONITOR, review), status=Status.MONITOR)
    assert record.review == review
    figures.by_year[2027] = {"A5": (20, 40, 200, 400)}
    assert [one.id for one in measure_again(ws, GWENT, today=DAY, source=figures)] == [record.id]
    record = change(ws, record, status=Status.CLOSED, note="Even now", today=DAY + timedelta(days=400))
    assert (record.closed_by, record.closed_on) == ("Ann Rees", DAY + timedelta(days=400))
    assert [move.after for move in record.moves] == [
        Status.IDENTIFIED, Status.UNDER_ANALYSIS, Status.EXPLAINED, Status.PANEL_REVIEW, Status.ACCEPTED,
        Status.MONITOR, Status.CLOSED,
    ]  # fmt: skip
    with pytest.raises(WorkforceError, match="stays as it is"):
        change(ws, record, Comment("Once more", "", DAY))
    assert opened(ws, figures, "A5", trigger=Trigger.PANEL).id != record.id


def test_the_whole_way_of_a_reform(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    record = change(ws, record, status=Status.UNDER_ANALYSIS)
    record = change(ws, record, status=Status.UNEXPLAINED, note="Nothing was found")
    record = change(
        ws, record, decision(Decision.NOT_EXPLAINED_REFORM, date(2026, 12, 1)), ACTION, status=Status.REFORM_PLANNED
    )
    action = record.actions[0].number
    assert action is not None
    record = change(ws, record, status=Status.REFORM_IN_PROGRESS)
    record = change(ws, record, progress=((action, Progress("Half are trained", "", DAY)),))
    record = change(ws, record, progress=((action, Progress("All are", "", DAY, done=True)),), by="Bryn Hughes")
    assert record.actions[0].is_done
    assert record.actions[0].progress[-1].by == "Bryn Hughes"
    record = change(ws, record, status=Status.REMEASURE)
    with pytest.raises(WorkforceError) as refused:
        change(ws, record, status=Status.CLOSED, note="Done")
    assert "Measure it again" in refused.value.hint
    figures.by_year[2027] = {"A5": (13, 40, 200, 400)}
    measure_again(ws, today=DAY, source=figures)
    record = change(ws, record, replace(ACTION, description="Change the form"), status=Status.REFORM_PLANNED)
    assert record.status is Status.REFORM_PLANNED


def test_a_refused_step_leaves_nothing_of_what_came_with_it(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    before = everything(ws)
    refusals: list[dict[str, Any]] = [
        {"entries": (explained(record),), "status": Status.EXPLAINED},
        {"entries": (replace(explained(record), english=" "),)},
        {"entries": (Comment(" ", "", DAY),)},
        {"entries": (PanelViewGiven(PanelView.ACCEPTS, "", "", DAY),)},
        {"entries": (replace(decision(Decision.INSUFFICIENT_DATA), reason=""),)},
        {"entries": (replace(ACTION, owner=" "),)},
        {"entries": (ACTION,), "progress": ((99, Progress("Which?", "", DAY)),)},
        {"entries": (ACTION,), "by": ""},
        {"entries": (ACTION,), "on": DAY - timedelta(days=1)},
        {"entries": (ACTION,), "on": DAY + timedelta(days=1)},
        {},
    ]
    for wrong in refusals:
        given = {"by": "Ann Rees", "on": DAY} | wrong
        with pytest.raises(WorkforceError):
            change_disparity(ws, number_of(record), Change(**given), today=DAY)
        assert everything(ws) == before, wrong


def test_there_is_no_record_of_that_number(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="number 9"):
        get_disparity(ws, 9)
    with pytest.raises(WorkforceError, match="number 9"):
        change_disparity(ws, 9, Change("Ann Rees", DAY, status=Status.CLOSED), today=DAY)


# --- deadlines


def test_the_deadline_shows_at_once_and_is_written_with_the_next_entry(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    late = DAY + timedelta(days=91)
    assert get_disparity(ws, number_of(record), today=late - timedelta(days=1)).record.status is Status.IDENTIFIED
    before = everything(ws)
    line = get_disparity(ws, number_of(record), today=late + timedelta(days=30))
    assert line.record.status is Status.UNEXPLAINED
    assert [(one.what, one.since) for one in line.overdue] == [(Late.EXPLANATION, late)]
    assert everything(ws) == before
    record = change(ws, record, Comment("Nobody answered", "", DAY), today=late + timedelta(days=30))
    assert [(move.after, move.on, move.by, move.automatic) for move in record.moves[1:]] == [
        (Status.UNEXPLAINED, late, THE_DEADLINE, True)
    ]
    record = change(ws, record, decision(Decision.NOT_EXPLAINED_REFORM), ACTION, status=Status.REFORM_PLANNED,
                    today=late + timedelta(days=30))  # fmt: skip
    assert [move.after for move in record.moves[1:]] == [Status.UNEXPLAINED, Status.REFORM_PLANNED]


def test_what_happened_before_the_deadline_can_be_entered_after_it(ws: Workspace, figures: Figures) -> None:
    record, today = opened(ws, figures), DAY + timedelta(days=300)

    def entered(days: int, status: Status, *entries: Any) -> Disparity:
        return change_disparity(
            ws, number_of(record), Change("Ann Rees", DAY + timedelta(days=days), entries, status=status), today=today
        )

    entered(10, Status.UNDER_ANALYSIS)
    assert get_disparity(ws, number_of(record), today=today).record.status is Status.UNEXPLAINED
    last = entered(90, Status.EXPLAINED, explained(record))
    assert [move.after for move in last.moves] == [Status.IDENTIFIED, Status.UNDER_ANALYSIS, Status.EXPLAINED]
    assert get_disparity(ws, number_of(record), today=today).overdue == ()


def test_what_happened_after_the_deadline_follows_the_step_it_made(ws: Workspace, figures: Figures) -> None:
    record, late = opened(ws, figures), DAY + timedelta(days=91)
    with pytest.raises(WorkforceError, match="cannot become"):
        change(ws, record, status=Status.UNDER_ANALYSIS, today=late)


def test_a_changed_rule_moves_no_deadline_of_a_record_that_is_open(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    set_thresholds(ws, {"days_to_explain": "365"})
    assert get_disparity(ws, number_of(record), today=DAY + timedelta(days=91)).record.status is Status.UNEXPLAINED


def test_nothing_is_due_before_it_is_entered(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    before = everything(ws)
    for entry in (replace(ACTION, due=DAY - timedelta(days=1)), replace(ACTION, start=ACTION.due + timedelta(days=1)),
                  decision(Decision.EXPLAINED_MONITOR, DAY - timedelta(days=1))):  # fmt: skip
        with pytest.raises(WorkforceError, match="nothing can be due"):
            change(ws, record, entry)
    assert everything(ws) == before


def test_the_list_is_filtered_and_counted(ws: Workspace, figures: Figures) -> None:
    late = DAY + timedelta(days=200)
    first, second = opened(ws, figures), opened(ws, figures, "P2", today=late)
    assert [one.record.id for one in list_disparities(ws, today=late)] == [first.id, second.id]
    assert [one.record.id for one in list_disparities(ws, GWENT, only_overdue=True, today=late)] == [first.id]
    assert [one.record.id for one in list_disparities(ws, statuses=[Status.IDENTIFIED], today=late)] == [second.id]
    assert list_disparities(ws, "hmpps-wales", today=late) == ()
    counts = count_disparities(ws, today=late)
    assert (counts.open, counts.explained, counts.under_reform, counts.overdue, counts.closed) == (2, 0, 0, 1, 0)
    with pytest.raises(WorkforceError):
        list_disparities(ws, "nowhere")


# --- new figures


def test_new_and_revised_figures_are_added_and_the_same_ones_are_not(ws: Workspace, figures: Figures) -> None:
    record = opened(ws, figures)
    assert measure_again(ws, today=DAY, source=figures) == ()
    figures.by_year[2026]["A5"] = (13, 40, 200, 400)
    (record,) = measure_again(ws, today=DAY, source=figures)
    assert measure_again(ws, today=DAY, source=figures) == ()
    figures.by_year[2027] = {"A5": (20, 40, 200, 400)}
    (record,) = measure_again(ws, today=DAY + timedelta(days=400), source=figures)
    assert [(one.value.end.year, one.value.events, one.by) for one in record.measures] == [
        (2026, 13, NEW_FIGURES),
        (2027, 20, NEW_FIGURES),
    ]
    assert record.found.events == 12
    figures.by_year[2028] = {"A5": None}
    assert measure_again(ws, today=DAY, source=figures) == ()
    assert measure_again(ws, today=DAY, source=Figures()) == ()
