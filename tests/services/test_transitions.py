"""Importing, replacing, undoing and re-coding keep the transitions right, in the same transaction."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from builders import BRITISH, DAY, GWENT, INDIAN, NEXT, Person, everything, import_into, people, staff_file
from workforce_tui.domain.flows import Answer, count
from workforce_tui.importing.plan import parse_decision
from workforce_tui.services import imports
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.decisions import apply_change, parse_change
from workforce_tui.services.transitions import Followed
from workforce_tui.storage import transitions as store

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.flows import FlowCounts, Transition
    from workforce_tui.services.workspace import Workspace


def kept(ws: Workspace) -> dict[tuple[date, date], tuple[Transition, ...]]:
    """The transitions of Gwent Police, every pair of them found to be what counting anew gives."""
    with ws.reading() as session:
        followed = Followed(session)
        pairs = list(pairwise(followed.dates(GWENT)))
        assert store.held_pairs(session, organisation=GWENT) == set(pairs)
        found = {}
        for start, end in pairs:
            found[start, end] = store.kept(session, organisation=GWENT, start=start, end=end)
            counted = store.counted(session, pair=followed.pair(GWENT, start, end))
            assert sorted(map(repr, found[start, end])) == sorted(map(repr, counted))
        return found


def latest(ws: Workspace) -> FlowCounts:
    return count(kept(ws)[DAY, NEXT])


def imported(ws: Workspace, path: Path, some: list[Person], **said: Any) -> int:
    outcome = import_into(ws, staff_file(path, some), **said)
    assert outcome.status == "imported", outcome.plan.issues
    return outcome.batch or 0


def two_years(ws: Workspace, folder: Path) -> tuple[int, int]:
    """Of ten, one leaves and one is promoted; two join."""
    first = imported(ws, folder / "a.csv", people(2, 8))
    second = [Person("E00001", "Sergeant", INDIAN), *people(0, 8, first=3), *people(2, 0, first=20)]
    return first, imported(ws, folder / "b.csv", second, as_at=NEXT)


def test_an_import_keeps_the_flows_since_the_snapshot_before(ws: Workspace, tmp_path: Path) -> None:
    two_years(ws, tmp_path)
    found = latest(ws)
    assert (found.start, found.end, found.stayed, found.left, found.joined) == (10, 11, 9, 1, 2)
    assert (found.promoted, found.demoted, found.not_comparable) == (1, 0, 0)


def test_undoing_takes_them_out_and_importing_again_brings_them_back(ws: Workspace, tmp_path: Path) -> None:
    first, second = two_years(ws, tmp_path)
    before = kept(ws)
    undo_batch(ws, second)
    assert kept(ws) == {}
    imported(ws, tmp_path / "b.csv", [*people(0, 3)], as_at=NEXT)
    assert latest(ws).end == 3
    undo_batch(ws, first)
    assert kept(ws) == {}
    imported(ws, tmp_path / "a.csv", people(2, 8))
    assert kept(ws).keys() == before.keys()


def test_a_snapshot_between_two_divides_their_flows_and_undoing_it_joins_them(ws: Workspace, tmp_path: Path) -> None:
    two_years(ws, tmp_path)
    whole = kept(ws)
    middle = DAY.replace(month=9, day=30)
    number = imported(ws, tmp_path / "c.csv", people(2, 9), as_at=middle)
    assert set(kept(ws)) == {(DAY, middle), (middle, NEXT)}
    undo_batch(ws, number)
    assert kept(ws) == whole


def test_replacing_one_kind_of_worker_counts_anew(ws: Workspace, tmp_path: Path) -> None:
    two_years(ws, tmp_path)
    imported(ws, tmp_path / "d.csv", people(2, 3), as_at=NEXT, replace_earlier=True)
    found = latest(ws)
    assert (found.start, found.end, found.stayed, found.left, found.joined) == (10, 5, 5, 5, 0)


def test_recoding_moves_the_flows_it_touched(ws: Workspace, tmp_path: Path) -> None:
    staff = [Person(f"S{n}", "SO2", BRITISH, "Police Staff") for n in range(4)]
    decided = (parse_decision('grade:"SO2"=EO'),)
    imported(ws, tmp_path / "a.csv", [*people(1, 9), *staff], decisions=decided)
    above = [Person(one.number, "HEO", one.ethnicity, one.worker) for one in staff]
    imported(
        ws, tmp_path / "b.csv", [*people(1, 9), *above], as_at=NEXT, decisions=(parse_decision('grade:"HEO"=HEO'),)
    )
    assert latest(ws).promoted == 4
    apply_change(ws, GWENT, parse_change('grade:"SO2"=HEO'))
    assert latest(ws).promoted == 0
    apply_change(ws, GWENT, parse_change('grade:"SO2"=SEO'))
    assert latest(ws).demoted == 4


def test_recoding_an_ethnicity_is_carried_forward_to_later_years(ws: Workspace, tmp_path: Path) -> None:
    odd, silent = [Person("X1", ethnicity="Cymro du")], [Person("X1", ethnicity="")]
    decided = (parse_decision('ethnicity:"Cymro du"=B_AFR'),)
    imported(ws, tmp_path / "a.csv", [*people(1, 9), *odd], decisions=decided, as_at=DAY.replace(year=2024))
    imported(ws, tmp_path / "b.csv", [*people(1, 9), *silent])
    imported(ws, tmp_path / "c.csv", [*people(1, 9), *silent, Person("X2")], as_at=NEXT)

    def carried() -> list[tuple[str, int]]:
        return [(t.ethnicity, t.people) for some in kept(ws).values() for t in some if t.answer is Answer.CARRIED]

    assert carried() == [("B_AFR", 1)] * 2
    apply_change(ws, GWENT, parse_change('ethnicity:"Cymro du"=B_CAR'))
    assert carried() == [("B_CAR", 1)] * 2


def test_nothing_is_left_behind_when_it_fails(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(ws, tmp_path / "a.csv", people(2, 8))
    before = everything(ws)

    def fail(*_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(imports, "refresh_transitions", fail)
    with pytest.raises(RuntimeError):
        import_into(ws, staff_file(tmp_path / "b.csv", people(2, 9)), as_at=NEXT)
    assert everything(ws) == before
