"""The register on the real indicators: which of them it reads, which way round, and imports that bring more."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from builders import DAY, GWENT, NEXT, Person, import_into, people, staff_file
from workforce_tui.domain.disparities import Outcome
from workforce_tui.domain.disparity_rules import Reason, Tag
from workforce_tui.domain.disparity_steps import NEW_FIGURES
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.exact import fisher_p
from workforce_tui.domain.indicator_catalogue import CATALOGUE, ENTRIES
from workforce_tui.domain.indicators import Kind, Worse
from workforce_tui.services import disparity_writing as writing
from workforce_tui.services.batches import undo_batch
from workforce_tui.services.disparities import differences, indicator_source, list_disparities
from workforce_tui.services.disparity_text import finding_text
from workforce_tui.services.disparity_values import IndicatorSource, is_compared, outcome_of
from workforce_tui.services.disparity_writing import Wanted, open_disparity

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.disparity_source import Value
    from workforce_tui.services.workspace import Workspace

LOWER_MIDDLE = "R5-lower-middle"


def staff(minority: tuple[int, int], white: tuple[int, int], first: int = 1) -> list[Person]:
    """Constables and sergeants of both groups."""
    constables = people(minority[0], white[0], first=first)
    return constables + people(minority[1], white[1], first=first + 5000, rank="Sergeant")


@pytest.fixture
def held(ws: Workspace, tmp_path: Path) -> Workspace:
    """One snapshot: 40 and 200 constables, 2 and 60 sergeants."""
    assert import_into(ws, staff_file(tmp_path / "first.csv", staff((40, 2), (200, 60)))).status == "imported"
    return ws


def test_a_snapshot_is_read_as_two_tiers_beside_each_other(held: Workspace) -> None:
    found = {one.subject.indicator: one for one in differences(held, GWENT).findings}
    one = found[LOWER_MIDDLE]
    assert one.measured.counts == (None, DAY, 2, 40, 60, 200)
    assert one.measured.p == pytest.approx(fisher_p(2, 42, 60, 260), abs=1e-12)
    assert one.measured.relative_likelihood == 6
    assert (one.tag, one.reasons, one.subject.level) == (Tag.PROPOSED, (Reason.EXACT_TEST,), "lower-middle")
    assert one.measured.declaration == Fraction(1)
    text = finding_text(one, indicator_source().name(LOWER_MIDDLE))
    assert "Disparity ratio, lower to middle tier" in text
    assert "ethnic minority 2 in the higher tier and 40 in the lower, White 60 and 200" in text
    assert "of 40" not in text


def test_a_proposal_says_where_few_have_declared(ws: Workspace, tmp_path: Path) -> None:
    silent = [Person(f"S{n:05d}", "Constable", "Prefer not to say") for n in range(400)]
    import_into(ws, staff_file(tmp_path / "silent.csv", [*staff((40, 2), (200, 60)), *silent]))
    (one, *_rest) = differences(ws, GWENT).findings
    assert one.measured.declaration == Fraction(302, 702)
    assert "60% or fewer declared" in finding_text(one, "")


def test_nobody_in_the_higher_tier_is_tested_all_the_same(ws: Workspace, tmp_path: Path) -> None:
    import_into(ws, staff_file(tmp_path / "none.csv", staff((40, 0), (200, 60))))
    found = {one.subject.indicator: one for one in differences(ws, GWENT).findings}
    one = found[LOWER_MIDDLE]
    assert one.measured.relative_likelihood is None
    assert one.measured.p == pytest.approx(fisher_p(0, 40, 60, 260), abs=1e-12)
    assert one.tag is Tag.PROPOSED


def test_promotions_of_people_followed_are_read_as_a_wanted_event(held: Workspace, tmp_path: Path) -> None:
    """Sixty White constables and one of the minority are sergeants a year later."""
    later = [
        Person(one.number, "Sergeant", one.ethnicity) if place in (0, *range(40, 100)) else one
        for place, one in enumerate(staff((40, 2), (200, 60)))
    ]
    import_into(held, staff_file(tmp_path / "later.csv", later), as_at=NEXT)
    values = {one.subject.indicator: one for one in latest(held)}
    promoted = values["P2"]
    assert promoted.measured is not None
    assert promoted.measured.counts == (date(2025, 4, 1), NEXT, 1, 42, 60, 260)
    assert (promoted.subject.outcome, promoted.proposes) == (Outcome.WANTED, True)
    assert values["P1"].measured == promoted.measured
    assert not values["P1"].proposes
    found = {one.subject.indicator: one for one in differences(held, GWENT).findings}
    assert found["P2"].reasons == (Reason.FOUR_FIFTHS, Reason.EXACT_TEST)
    assert "P1" not in found


def latest(ws: Workspace) -> tuple[Value, ...]:
    found = IndicatorSource().history(ws, GWENT, EthnicityDefinition.EM_EXCL, year=None, periods=1)
    assert found.years == (2026, 2025)
    (values,) = found.values.values()
    return values


def test_every_indicator_is_read_the_right_way_round() -> None:
    outcomes = {entry.id: outcome_of(entry) for entry in CATALOGUE if is_compared(entry)}
    harms = {code for code, outcome in outcomes.items() if outcome is Outcome.HARM}
    of_some = {"L1-permanent", "L1-resignation-permanent", "L2-early"}
    assert harms == {"L1", "L1-resignation", "L2", "D1", "D3"} | of_some
    assert {"R5", "P1", "P2", "P3", "A1", "A2", "A3", "A4", "A5", "A5-RRI", "T1", "D2-upheld"} <= set(outcomes)
    assert not {"R1", "R2", "R3", "R4", "DQ1", "D2", "D2-likelihood"} & set(outcomes)


def test_a_ratio_that_is_worse_both_ways_would_be_a_fault() -> None:
    for entry in CATALOGUE:
        if entry.kind is Kind.WHITE_TO_MINORITY:
            assert entry.worse is Worse.HIGHER, entry.id


def test_every_indicator_has_a_name() -> None:
    source = IndicatorSource()
    for code in ENTRIES:
        assert source.name(code) != code
    assert "police officers only" in source.name("R5-officers-middle-upper")
    assert source.name("X9") == "X9"


def test_an_import_adds_its_figures_to_the_open_records(held: Workspace, tmp_path: Path) -> None:
    record = open_disparity(held, Wanted(GWENT, LOWER_MIDDLE), by="Ann Rees")
    assert record.subject.area == "gwent"
    second = staff_file(tmp_path / "second.csv", staff((40, 9), (200, 60)))
    outcome = import_into(held, second, as_at=NEXT)
    (line,) = list_disparities(held)
    (again,) = line.record.measures
    assert (again.by, again.value.counts) == (NEW_FIGURES, (None, NEXT, 9, 40, 60, 200))
    assert line.record.found == record.found
    assert import_into(held, second, as_at=NEXT).status == "already_imported"
    assert outcome.batch is not None
    undo_batch(held, outcome.batch)
    assert list_disparities(held)[0].record.measures == line.record.measures


def test_an_import_is_kept_where_the_register_cannot_be_written(
    held: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise WorkforceError("The database is busy.")

    monkeypatch.setattr(writing, "measure_again", refused)
    file = staff_file(tmp_path / "second.csv", staff((40, 9), (200, 60)))
    assert import_into(held, file, as_at=NEXT).status == "imported"
