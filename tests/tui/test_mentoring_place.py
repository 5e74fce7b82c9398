"""Mentoring by keyboard alone on a small terminal: a scheme, its cohort, the figures, and lists through the wizard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from test_records_place import box, choose, enter

from conftest import SMALL, press, until
from workforce_tui.services import records
from workforce_tui.services.last_names import LAST_NAME
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage import participations as store
from workforce_tui.storage.settings import set_setting

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.records import Record

ANN, FORCE = "Ann Rees", "gwent-police"


def held(database: str, kind: str) -> tuple[Record, ...]:
    ws = open_workspace(database)
    found = records.list_records(ws, kind)
    ws.close()
    return found


def sign(database: str) -> None:
    """Somebody made an entry before, so that the form knows their name."""
    ws = open_workspace(database)
    with ws.writing() as session:
        set_setting(session, name=LAST_NAME, value=ANN)
    ws.close()


async def go(pilot: Any) -> None:
    pilot.app.NOTIFICATION_TIMEOUT = 600
    pilot.app.view = pilot.app.view.of(FORCE)
    await press(pilot, "7")


async def test_a_scheme_and_a_cohort_are_entered_by_keyboard_alone(running: Any, database: str) -> None:
    sign(database)
    async with running(database, SMALL) as pilot:
        await go(pilot)
        await until(pilot, "A mentoring scheme has cohorts")
        await press(pilot, "a")
        await until(pilot, "New: Mentoring scheme")
        await enter(pilot, name="Leading")
        await choose(pilot, "type", 1)
        await choose(pilot, "offered", 1)
        await choose(pilot, "to_all", 1)
        await press(pilot, "ctrl+s")
        await until(pilot, "Leadership talent mentoring")
        await press(pilot, "enter")
        await until(pilot, "Mentoring scheme 1: Leading")
        await press(pilot, "a", *"coh", "enter")
        await until(pilot, "New: Cohort")
        await enter(pilot, name="A", start="01042025", started="10", completed="11")
        await press(pilot, "ctrl+s")
        await until(pilot, "Fields to look at: 1.")
        assert box(pilot, "completed").problem == "This is 11, but only 10 started."
        await press(pilot, "backspace", "backspace", "6", "ctrl+s")
        await until(pilot, "Record 2 was saved.")
        await press(pilot, "escape")
        await press(pilot, "t")
        await until(pilot, "M1 Coverage of mentoring: Gwent Police")
    (scheme,) = held(database, "mentoring_scheme")
    assert (scheme.organisations, scheme.values["type"], scheme.changed_by) == ((FORCE,), "talent_leadership", ANN)
    (cohort,) = held(database, "mentoring_cohort")
    wanted = {"name": "A", "started": 10, "completed": 6, "withdrawn": None}
    assert {key: cohort.values[key] for key in wanted} == wanted
    assert cohort.parent_id == scheme.id


async def test_a_real_list_of_mentees_goes_through_the_wizard(running: Any, database: str, shared_data: Path) -> None:
    path = shared_data / "mentoring" / "small-mentees.csv"
    async with running(database, SMALL) as pilot:
        await press(pilot, "5")
        pilot.app.screen.query_one("#path").value = str(path)
        pilot.app.screen.query_one("#whose").value = "hmcts-wales"
        await press(pilot, "ctrl+n")
        await until(pilot, "? to decide")
        await press(pilot, "enter", *"ignore", "enter", "ctrl+n")
        await until(pilot, "1 April 2025 to 31 March 2026")
        await press(pilot, "space", "ctrl+n")
        await until(pilot, "There are no staff numbers")
        await press(pilot, "ctrl+n")
        await until(pilot, "Mentees: rows read 50, people 50")
        await press(pilot, "ctrl+n")
        await until(pilot, "is imported")
    ws = open_workspace(database)
    with ws.reading() as session:
        found = store.held(session)
    ws.close()
    assert sum(one.row.low for one in found) == 50
    assert {one.row.pseudonym for one in found} == {None}
