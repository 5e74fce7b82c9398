"""What was withheld from readers stays withheld from them; what others were not given, they may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.ledger import LedgerEntry
from workforce_tui.domain.publication import FigureRow
from workforce_tui.services.attacking import AuditOutcome, audit_files, bearing_on, earlier_file, refuse_confined
from workforce_tui.services.protection import UnsafeError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {"": ("", 400, 40), "CONSTABLE": ("grade", 300, 36), "SERGEANT": ("grade", 100, 4)}


def publication(profile: str, number: int) -> LedgerEntry:
    return LedgerEntry(
        organisation="gwent-police",
        years=(2025,),
        profile=profile,
        policy="",
        version=1,
        languages=("en",),
        signed_by="A. Analyst",
        given_to="The panel",
        reason="",
        folder="out",
        made_at="2025-06-01T00:00:00+00:00",
        figures=0,
        withheld=0,
        files=(),
        id=number,
    )


def figures(*rows: str, hidden: tuple[str, ...] = ()) -> tuple[PublishedFigure, ...]:
    """The headcount, those known and the ethnic minority of some rows, the last withheld in those hidden."""
    found = []
    for row in rows:
        dimension, people, minority = ROWS[row]
        for measure, value in (("headcount", people), ("known", people), ("minority", minority)):
            definition = "em_excl" if measure == "minority" else ""
            key = FigureKey("gwent-police", "gwent", date(2025, 3, 31), dimension, row, measure, definition)
            told = None if measure == "minority" and row in hidden else Count.exact(value)
            found.append(PublishedFigure(key, told, 1, 10))
    return tuple(found)


def audited(folder: Path, *, before: str, now: str) -> AuditOutcome:
    """The audit under one profile of a row that tells another, which an export under *before* withheld."""
    new = earlier_file(publication(now, 2), figures("", "CONSTABLE"), folder)
    earlier = figures(*ROWS, hidden=("CONSTABLE", "SERGEANT"))
    return audit_files(shipped_policy().profile(now), [new], [(publication(before, 1), earlier)])


@pytest.mark.parametrize("profile", ["PUBLIC", "TASKFORCE"])
def test_an_export_may_not_tell_its_readers_what_an_earlier_one_withheld_from_them(
    tmp_path: Path, profile: str
) -> None:
    found = audited(tmp_path, before=profile, now=profile)
    assert any("Sergeant" in one or "SERGEANT" in one for one in found.confined)


def test_a_refusal_names_what_was_handed_out_before_and_what_can_be_done(tmp_path: Path) -> None:
    def hint(found: AuditOutcome) -> str:
        with pytest.raises(UnsafeError) as refused:
            refuse_confined(found)
        return refused.value.hint

    assert "handed out before (1" in hint(audited(tmp_path, before="PUBLIC", now="PUBLIC"))
    assert "handed out before" not in hint(AuditOutcome(True, 1, ("a figure",)))


def test_what_the_public_was_not_given_may_be_given_to_others(tmp_path: Path) -> None:
    found = audited(tmp_path, before="PUBLIC", now="TASKFORCE")
    assert found.done
    assert not found.confined


def test_what_readers_could_work_out_before_is_not_given_away_by_the_next_export(tmp_path: Path) -> None:
    told = earlier_file(publication("PUBLIC", 2), figures(""), tmp_path)
    leaking = figures(*ROWS, hidden=("SERGEANT",))
    found = audit_files(shipped_policy().profile("PUBLIC"), [told], [(publication("PUBLIC", 1), leaking)])
    assert not found.confined


@pytest.mark.parametrize(("elsewhere", "is_found"), [(None, False), (100, True)])
def test_what_readers_could_nearly_work_out_before_is_not_given_away_more_narrowly(
    tmp_path: Path, elsewhere: int | None, is_found: bool
) -> None:
    """Three to five sergeants before; with all of Wales and the rest of it, four."""
    every = figures(*ROWS, hidden=("SERGEANT",))
    total = next(one for one in every if one.key.measure == "minority" and not one.key.row)
    earlier = tuple(replace(one, value=Count(39, 41)) if one is total else one for one in every)
    known = None if elsewhere is None else Count.exact(elsewhere)
    places = (("", "", 800, Count.exact(140)), ("south-wales-police", "south-wales", 400, known))
    new = []
    for organisation, area, people, minority in places:
        key = replace(total.key, organisation=organisation, area=area)
        staff = PublishedFigure(replace(key, measure="headcount", definition=""), Count.exact(people), 1, 10)
        new += [staff, replace(total, key=key, value=minority)]
    written = earlier_file(publication("PUBLIC", 2), new, tmp_path)
    found = audit_files(shipped_policy().profile("PUBLIC"), [written], [(publication("PUBLIC", 1), earlier)])
    assert bool(found.confined) is is_found


def spread(*told: str) -> tuple[PublishedFigure, ...]:
    """Staff in three grades; the ethnic minority of *told* is shown, of the two with few withheld, else not there."""
    people = {"": (400, 40), "CONSTABLE": (300, 36), "SERGEANT": (60, 3), "INSPECTOR": (40, 1)}
    found = []
    for row, (everyone, minority) in people.items():
        for measure, value in (("headcount", everyone), ("known", everyone), ("minority", minority)):
            definition = "em_excl" if measure == "minority" else ""
            key = FigureKey(
                "gwent-police", "gwent", date(2025, 3, 31), "grade" if row else "", row, measure, definition
            )
            shown = measure != "minority" or row in told
            if shown or value < 5:
                found.append(PublishedFigure(key, Count.exact(value) if shown else None, 1, 5))
    return tuple(found)


def test_what_is_withheld_together_is_not_given_away_by_an_export_that_adds_nothing_to_it(tmp_path: Path) -> None:
    again = earlier_file(publication("TASKFORCE", 2), spread("", "CONSTABLE"), tmp_path)
    before = [(publication("TASKFORCE", 1), spread("")), (publication("PUBLIC", 3), spread("", "CONSTABLE"))]
    assert not audit_files(shipped_policy().profile("TASKFORCE"), [again], before).confined


def test_what_is_withheld_together_is_given_away_by_the_export_that_completes_it(tmp_path: Path) -> None:
    more = earlier_file(publication("TASKFORCE", 2), spread("", "CONSTABLE"), tmp_path)
    before = [(publication("TASKFORCE", 1), spread(""))]
    assert audit_files(shipped_policy().profile("TASKFORCE"), [more], before).confined


def told(number: int, *places: tuple[str, int]) -> tuple[LedgerEntry, tuple[PublishedFigure, ...]]:
    """An export with the headcount of some places, each on the last day of a reporting year."""
    keys = [FigureKey(place, "", date(year, 3, 31), "", "", "headcount") for place, year in places]
    return publication("PUBLIC", number), tuple(PublishedFigure(key, Count.exact(40), 1, 10) for key in keys)


def bearing(before: list[tuple[LedgerEntry, tuple[PublishedFigure, ...]]], place: str, year: int) -> dict[int, int]:
    """How many figures of each earlier export bear on an export of one place."""
    row = FigureRow(place, "", date(year, 3, 31), "", "", "", "", "", "headcount", 40)
    return {entry.id or 0: len(figures) for entry, figures in bearing_on([row], before)}


def test_returns_bear_on_one_another_only_through_the_update_that_has_both() -> None:
    gwent, cardiff = told(1, ("gwent-police", 2025)), told(2, ("yjs-cardiff", 2025))
    update = told(3, ("", 2025), ("gwent-police", 2025), ("yjs-cardiff", 2025))
    assert bearing([cardiff], "gwent-police", 2025) == {}
    assert bearing([gwent, cardiff, update], "gwent-police", 2025) == {1: 1, 2: 1, 3: 3}


def test_of_other_days_only_the_figures_of_the_same_place_bear_on_an_export() -> None:
    gwent, cardiff = told(1, ("gwent-police", 2024)), told(2, ("yjs-cardiff", 2024))
    update = told(3, ("", 2024), ("gwent-police", 2024), ("yjs-cardiff", 2024))
    assert bearing([gwent, cardiff, update], "gwent-police", 2025) == {1: 1, 3: 1}


def test_the_smallest_interval_is_that_of_a_withheld_figure_not_of_a_sum_that_may_be_known(tmp_path: Path) -> None:
    kept = earlier_file(publication("PUBLIC", 1), figures(*ROWS, hidden=("CONSTABLE", "SERGEANT")), tmp_path)
    found = audit_files(shipped_policy().profile("PUBLIC"), [kept])
    assert not found.confined
    assert (found.smallest or 0) >= 1
