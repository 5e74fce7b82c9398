"""PostgreSQL holds what SQLite holds, and gives the same figures; skipped where no server of it can be started."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from postgresql_server import address, missing, running_server
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from builders import BRITISH, DAY, GWENT, INDIAN, NEXT, Person, import_into, staff_file
from signed_force import YEAR, signed_force
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services import edition_exporting
from workforce_tui.services.attacking import AuditOutcome
from workforce_tui.services.batches import list_batches, undo_batch
from workforce_tui.services.decisions import apply_change, parse_change
from workforce_tui.services.edition_exporting import EditionRequest, export_editions
from workforce_tui.services.figures import Dimension
from workforce_tui.services.flows import flows
from workforce_tui.services.indicators import indicators
from workforce_tui.services.report_query import ReportQuery
from workforce_tui.services.representation import representation_report
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import engine, migrate, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
NUMBERS = count(1)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:|\b[0-9a-f]{64}\b")


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """A server; the program has made its tables in the database `empty`."""
    with running_server() as folder:
        _make(folder, "empty", "template0")
        open_workspace(address(folder, "empty")).close()
        yield folder


def _make(folder: Path, name: str, template: str) -> str:
    """A new database, a copy of another; returns its address."""
    whole = create_engine(address(folder, "postgres"), isolation_level="AUTOCOMMIT")
    with whole.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}")
    whole.dispose()
    return address(folder, name)


@pytest.fixture
def place(server: Path) -> str:
    """The address of a database with the tables of the program and nothing in them."""
    return _make(server, f"test_{next(NUMBERS)}", "empty")


@pytest.fixture
def ws(place: str) -> Iterator[Workspace]:
    found = open_workspace(place)
    yield found
    found.close()


def test_the_migrations_make_exactly_the_tables_the_program_uses(ws: Workspace) -> None:
    with ws.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
        assert migrate.current_revision(connection) == migrate.head_revision()


def test_a_file_is_imported_recounted_and_taken_back(ws: Workspace, tmp_path: Path) -> None:
    people = [Person(f"{n}", ethnicity=BRITISH if n % 4 else INDIAN) for n in range(40)]
    first = import_into(ws, staff_file(tmp_path / "a.csv", people))
    assert first.status == "imported"
    (row,) = representation_report(ws, ReportQuery(GWENT)).rows
    assert (row.figures.minority.low, row.figures.known.low) == (10, 40)
    second = import_into(ws, staff_file(tmp_path / "b.csv", people[:30]), replace_earlier=True)
    assert [(one.id, one.status) for one in list_batches(ws)] == [(second.batch, "active"), (first.batch, "replaced")]
    undo_batch(ws, second.batch or 0)
    assert representation_report(ws, ReportQuery(GWENT)).rows == ()


def test_somebody_in_two_files_of_a_day_is_counted_once_and_in_the_other_when_one_is_taken_back(
    ws: Workspace, tmp_path: Path
) -> None:
    both = [Person("B1", fte="0.4"), Person("B2", fte="0.6")]
    officers = [Person(f"{n}") for n in range(6)] + both
    staff = [
        Person(one.number, "Scale 4", one.ethnicity, "Police Staff", "0.5")
        for one in (*(Person(f"S{n}") for n in range(5)), *both)
    ]
    first = import_into(ws, staff_file(tmp_path / "officers.csv", officers))
    second = import_into(ws, staff_file(tmp_path / "staff.csv", staff))
    assert (second.plan.headcount.high, second.plan.set_aside["counted_elsewhere"].high) == (6, 1)
    assert _counted(ws) == {first.batch: (7, 1), second.batch: (6, 1)}
    apply_change(ws, GWENT, parse_change(f'ethnicity:"{BRITISH}"=W_IRISH'))
    assert _counted(ws) == {first.batch: (7, 1), second.batch: (6, 1)}
    undo_batch(ws, second.batch or 0)
    assert _counted(ws) == {first.batch: (8, 0)}


def test_people_are_followed_from_one_day_to_the_next(ws: Workspace, tmp_path: Path) -> None:
    people = [Person(f"{n}", ethnicity=BRITISH if n % 4 else INDIAN) for n in range(1, 41)]
    import_into(ws, staff_file(tmp_path / "a.csv", people))
    later = [replace(one, rank="Sergeant") if one.number == "8" else one for one in people[:30]] + [Person("new")]
    import_into(ws, staff_file(tmp_path / "b.csv", later), as_at=NEXT)
    total = flows(ws, organisation=GWENT, start=DAY, end=NEXT).total
    assert (total.stayed, total.left, total.joined, total.promoted) == (30, 10, 1, 1)


def _counted(ws: Workspace) -> dict[int | None, tuple[int, int]]:
    """Of each import that counts: its headcount, and how many are counted in another."""
    used = (one for one in list_batches(ws) if one.status == "active")
    return {one.id: (one.headcount_high, one.counted_elsewhere) for one in used}


def test_a_force_has_the_same_figures_and_hands_out_the_same_return(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff, events, a signed return and its edition, in both kinds of database; the attack on it is left out."""
    monkeypatch.setattr(edition_exporting, "audit_files", lambda *_given: AuditOutcome(True, 1))
    monkeypatch.setattr(edition_exporting, "refuse_given_away", lambda *_given: None)
    found = []
    for name, database in (("lite", ""), ("postgresql", place)):
        (tmp_path / name).mkdir()
        for ws in signed_force(tmp_path / name, database):
            shown = [representation_report(ws, ReportQuery(GWENT, by=by)) for by in Dimension]
            figures = (shown, indicators(ws, organisation=GWENT, year=YEAR))
            wanted = EditionRequest(
                GWENT,
                YEAR,
                (Audience.PUBLIC,),
                tmp_path / name / "out",
                given_to="All",
                signed_by="A",
                formats=("csv",),
            )
            export_editions(ws, wanted)
            files = {one.name: one.read_text("utf-8-sig") for one in wanted.folder.iterdir()}
        found.append((figures, {name: _without_moments(text) for name, text in files.items()}))
    assert found[0] == found[1]
    assert all(len(lines) > 100 for lines in found[0][1].values())


def _without_moments(text: str) -> list[str]:
    """The lines of a file but those that say when the return was signed, or are a hash over that."""
    return [line for line in text.splitlines() if not MOMENT.search(line)]


def test_two_writers_take_turns_and_one_who_waits_too_long_is_told(
    ws: Workspace, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_workspace(place)

    def write(which: Workspace, name: str) -> None:
        with which.writing() as session:
            settings.set_setting(session, name=name, value=name)

    threads = [threading.Thread(target=write, args=(one, f"{one is ws}-{n}")) for n in range(3) for one in (ws, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ws.reading() as session:
        assert None not in [settings.setting(session, name=f"{flag}-{n}") for n in range(3) for flag in (True, False)]
    monkeypatch.setattr(engine, "TAKING_TURNS", ("SET LOCAL lock_timeout = '50ms'", engine.TAKING_TURNS[1]))
    with ws.writing(), pytest.raises(WorkforceError, match="is being written by another copy"):
        write(other, "late")
    with ws.reading() as session:
        assert settings.setting(session, name="late") is None
    other.close()


def test_a_reader_sees_one_state_while_another_writes(ws: Workspace, place: str) -> None:
    other = open_workspace(place)
    with ws.reading() as session:
        assert settings.setting(session, name="new") is None
        with other.writing() as writer:
            settings.set_setting(writer, name="new", value="x")
        assert settings.setting(session, name="new") is None
    with ws.reading() as session:
        assert settings.setting(session, name="new") == "x"
    other.close()
