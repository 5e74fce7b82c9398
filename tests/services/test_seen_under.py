"""Finished figures of a profile are remembered only while nothing they depend on is another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gated_force import DAY, GWENT, LATER, NEXT, STAFF, add_staff
from networks import ORGANISATION, enter_staff
from workforce_tui import i18n
from workforce_tui.domain.disclosure.policy import POLICY_FILE
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.roles import Role
from workforce_tui.reference import text
from workforce_tui.services import chair_events, chair_page, roles
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.chair_flows import flows_for_chair
from workforce_tui.services.chair_indicators import STAFF_FAMILIES, indicators_for_chair, trend_for_chair
from workforce_tui.services.chair_page import staff_in_parts, staff_of, staff_tables
from workforce_tui.services.chair_projection import facts_for_chair
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import gated_report, gated_trend
from workforce_tui.services.seen_under import finished
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.services.workspace import Workspace

EVERYBODY = ReportQuery(GWENT, by=Dimension.TIER)


def is_made_anew(ws: Workspace, question: str = "how many") -> bool:
    made: list[bool] = []
    finished(ws, question, lambda _seen: made.append(True))
    return bool(made)


def test_the_same_question_is_answered_once(ws: Workspace) -> None:
    assert [is_made_anew(ws), is_made_anew(ws), is_made_anew(ws, "how few"), is_made_anew(ws)] == [
        True, False, True, False,
    ]  # fmt: skip


def test_it_is_answered_anew_after_anything_was_written_here_or_by_another_program(ws: Workspace) -> None:
    seen = [is_made_anew(ws)]
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
    seen += [is_made_anew(ws), is_made_anew(ws)]
    other = open_workspace(ws.paths.database)
    with other.writing() as session:
        add_staff(session, GWENT, NEXT, LATER)
    other.close()
    assert [*seen, is_made_anew(ws), is_made_anew(ws)] == [True, True, False, True, False]


def test_it_is_answered_anew_under_other_rules(ws: Workspace) -> None:
    seen, rules = [is_made_anew(ws)], ws.paths.data_dir / POLICY_FILE
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text(text(POLICY_FILE), encoding="utf-8")
    seen += [is_made_anew(ws), is_made_anew(ws)]
    rules.write_text(text(POLICY_FILE).replace("threshold = 5", "threshold = 6", 1), encoding="utf-8")
    assert rules.read_text(encoding="utf-8") != text(POLICY_FILE)
    assert [*seen, is_made_anew(ws), is_made_anew(ws)] == [True, False, False, True, False]


def test_it_is_answered_anew_for_somebody_else(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [is_made_anew(ws)]
    for someone in (roles.Who(Role.CHAIR, GWENT), roles.Who(Role.CHAIR, ORGANISATION), roles.Who(Role.PANEL)):
        roles.look_as(someone)
        seen += [is_made_anew(ws), is_made_anew(ws)]
    roles.look_as(roles.Who())
    for variable, value in (("PROFILE", "PUBLIC"), ("ORGANISATION", GWENT)):
        monkeypatch.setenv(f"WORKFORCE_TUI_{variable}", value)
        seen += [is_made_anew(ws), is_made_anew(ws)]
    assert seen == [True] + [True, False] * 5


def test_it_is_answered_anew_in_another_language(ws: Workspace) -> None:
    seen = [is_made_anew(ws)]
    i18n.set_language("cy")
    assert [*seen, is_made_anew(ws), is_made_anew(ws)] == [True, True, False]


@pytest.mark.parametrize("day", [None, NEXT])
def test_a_report_is_of_what_was_written_last(ws: Workspace, day: date | None) -> None:
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF)
    before = gated_trend(ws, GWENT, definition=EVERYBODY.definition, profile_code="NETWORK")
    assert gated_report(ws, EVERYBODY, "NETWORK").as_at == DAY
    with ws.writing() as session:
        add_staff(session, GWENT, NEXT, LATER)
    after = gated_trend(ws, GWENT, definition=EVERYBODY.definition, profile_code="NETWORK")
    assert gated_report(ws, ReportQuery(GWENT, day, Dimension.TIER), "NETWORK").as_at == NEXT
    assert [len(one.rows) for one in (before, after)] == [1, 2]


def test_what_a_chair_sees_comes_table_by_table_and_is_worked_out_once(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_staff(ws)
    whole = tuple(staff_of(ws, ORGANISATION))
    parts = list(staff_in_parts(ws, ORGANISATION))
    assert parts == [whole[:1], whole]
    assert len(whole) > 1
    monkeypatch.setattr(chair_page, "staff_of", None)  # nothing is worked out any more
    assert list(staff_in_parts(ws, ORGANISATION)) == [whole]
    assert staff_tables(ws, ORGANISATION) == whole


def test_of_an_organisation_without_staff_there_is_no_table_and_that_is_all(ws: Workspace) -> None:
    assert list(staff_in_parts(ws, ORGANISATION)) == [()]


def test_all_that_happened_in_a_year_is_protected_together_whatever_is_asked(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_staff(ws)
    protected: list[set[str]] = []
    put_together = chair_events._Year.__init__

    def note(self: Any, *args: Any) -> None:
        put_together(self, *args)
        protected.append(set(self.by_id))

    monkeypatch.setattr(chair_events._Year, "__init__", note)
    trend = trend_for_chair(ws, ORGANISATION, [*sorted(STAFF_FAMILIES), "L1"])
    assert [point.year for point in trend.lines[-1].points] == [2025, 2026]
    assert protected
    assert all({"P1", "L1", "A6"} <= some for some in protected)


def test_a_chair_is_shown_the_same_again_and_something_else_after_an_import(ws: Workspace) -> None:
    enter_staff(ws)

    def looked() -> tuple[object, ...]:
        return (
            indicators_for_chair(ws, ORGANISATION, 2026),
            trend_for_chair(ws, ORGANISATION, ["L1"]),
            flows_for_chair(ws, ORGANISATION),
            facts_for_chair(ws, ORGANISATION),
        )

    first, again = looked(), looked()
    assert all(one is other for one, other in zip(first, again, strict=True)), "nothing was worked out again"
    batch = list_batches(ws)[0]
    undo_batch(ws, batch.id)
    with pytest.raises(WorkforceError):
        flows_for_chair(ws, ORGANISATION)
    assert indicators_for_chair(ws, ORGANISATION, 2026) != first[0]
    assert trend_for_chair(ws, ORGANISATION, ["L1"]) != first[1]
