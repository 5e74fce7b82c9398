"""Progression as the chair of a staff network sees it: only of counts that are shown, and nothing can be undone."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from chair_attack import (
    FIRST,
    FORCE,
    LARGE,
    LEVELS,
    OUT,
    SECOND,
    Attacker,
    Sum,
    Unknown,
    enter,
    moved,
    staff,
    truth_of,
)  # fmt: skip
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, Published
from workforce_tui.domain.disclosure.nested import NestedCounts
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.disclosure.protecting import protect
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicators import Flag
from workforce_tui.domain.uncounted import without_counts
from workforce_tui.services.chair_events import EVENTS
from workforce_tui.services.chair_flows import flows_for_chair
from workforce_tui.services.chair_indicators import indicators_for_chair, trend_for_chair
from workforce_tui.services.chair_projection import projection_for_chair
from workforce_tui.services.chair_staff import shown_staff
from workforce_tui.services.indicators import indicators
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.workspace import Workspace

OF = {"minority": ("minority",), "white": ("white",), "all": ("minority", "white", "rest")}


def a_force(seed: int) -> dict[Unknown, int]:
    """How many people of each group went from each level to each: few of them from an ethnic minority."""
    found, dice = Counter[Unknown](), random.Random(seed)
    for group, size in (("minority", (18, 5, 2)), ("white", (90, 30, 12)), ("rest", (9, 6, 3))):
        for level, most in zip(LEVELS, size, strict=True):
            for _person in range(dice.randint(most // 2, most)):
                chance = dice.random()
                above = LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]
                found[group, level, OUT if chance < 0.14 else above if chance < 0.3 else level] += 1
        for _person in range(dice.randint(1, max(size) // 5)):
            found[group, OUT, dice.choice(LEVELS[:2])] += 1
    return dict(found)


def every_staff() -> Iterator[tuple[Sum, date, str, tuple[str, str]]]:
    """The counts of staff in the tables of the two days: what each is of, its day, measure and place."""
    measures = {
        "headcount": OF["all"],
        "known": ("minority", "white"),
        "minority": OF["minority"],
        "white": OF["white"],
    }
    places = [(level, ("level", level)) for level in LEVELS]
    for number, day in ((1, FIRST), (2, SECOND)):
        for measure, groups in measures.items():
            yield staff(groups, number), day, measure, ("", "")
            for level, place in places:
                yield staff(groups, number, level), day, measure, place


def what_is_shown(ws: Workspace) -> list[tuple[Sum, int | None]]:
    """Every count of the two days and of the year between them: its number, or None where it is withheld."""
    held = {day: shown_staff(ws, FORCE, day, EthnicityDefinition.EM_EXCL) for day in (FIRST, SECOND)}
    found = [(some, held[day].get(measure, place)) for some, day, measure, place in every_staff()]
    table = flows_for_chair(ws, FORCE).table
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            number = cell.value.low if isinstance(cell, Shown) and isinstance(cell.value, Count) else None
            found.append((moved(OF[row.key], column.key), number))
    report = indicators_for_chair(ws, FORCE, 2026)
    for one in report.indicators:
        if one.id in ("P1", "L1"):
            for group, part in (("minority", one.numerator), ("white", one.comparator_numerator)):
                found.append((moved(OF[group], EVENTS[one.id][0]), part.low if part is not None else None))
    return found


def worked_out(shown: list[tuple[Sum, int | None]]) -> list[Sum]:
    """The withheld counts that somebody who sees all this works out."""
    attacker = Attacker()
    for some, number in shown:
        attacker.tell(some, number)
    hidden = dict.fromkeys(some for some, number in shown if number is None)
    told = {some for some, _number in attacker.known}
    return [some for some in hidden if some not in told and attacker.works_out(some)]


@pytest.mark.parametrize("seed", range(3))
def test_nothing_withheld_is_worked_out_from_every_screen_together(ws: Workspace, seed: int) -> None:
    """The staff of both days by level, the flows and the indicators between them; hiding small counts alone fails."""
    people = a_force(seed)
    enter(ws, people)
    shown = what_is_shown(ws)
    assert all(number in (None, truth_of(people, some)) for some, number in shown)
    assert worked_out(shown) == []
    naive = [(some, number if (number := truth_of(people, some)) >= 5 else None) for some, _number in shown]
    assert worked_out(naive), "counts under five that are only left out are found again"


class TestFigures:
    """A force large enough that a network is shown most of it."""

    @pytest.fixture(scope="class")
    @staticmethod
    def force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
        opened = open_workspace(str(tmp_path_factory.mktemp("chair") / "force.db"))
        enter(opened, LARGE)
        yield opened
        opened.close()

    def test_what_is_shown_is_what_the_organisation_has_and_the_rest_says_no_number(self, force: Workspace) -> None:
        report = indicators_for_chair(force, FORCE, 2026)
        raw = indicators(force, organisation=FORCE, year=2026)
        assert [one.id for one in report.indicators] == [one.id for one in raw.indicators]
        hidden = []
        for one, whole in zip(report.indicators, raw.indicators, strict=True):
            if one.flag is Flag.WITHHELD:
                assert (one.value, one.lower, one.p_value, one.numerator, one.comparator_numerator) == (None,) * 5
                assert without_counts(one.sentence) == one.sentence
                hidden.append(one.id)
            else:
                for name in ("value", "lower", "upper", "p_value", "sentence", "flag"):
                    assert getattr(one, name) == getattr(whole, name), one.id
        assert {"R2-L4", "R5-lower-upper"} <= {*hidden}, "one inspector is from an ethnic minority"
        assert not {"R1", "R2-L2", "R3", "P1", "P2", "L1", "L2"} & {*hidden}

    def test_the_trend_has_the_points_of_each_year(self, force: Workspace) -> None:
        lines = {line.id: line for line in trend_for_chair(force, FORCE, ("R1", "P1", "R2")).lines}
        now = {one.id: one for one in indicators_for_chair(force, FORCE, 2026).indicators}
        for id_, line in lines.items():
            assert line.points[-1].indicator == now[id_]
        assert [point.indicator.value is None for point in lines["P1"].points] == [True, False]

    def test_flows_add_up_and_are_of_the_staff_shown(self, force: Workspace) -> None:
        found = flows_for_chair(force, FORCE)
        texts = {row.key: [cell_text(cell) for cell in row.cells] for row in found.table.rows}
        assert texts["minority"] == ["60", "13", "10", "63", "50", "9"]
        assert texts["all"] == ["670", "94", "73", "691", "597", "98"]
        assert "Ethnic minority: in post at the start 60, stayed 50, of whom promoted 9" in found.sentence

    def test_flows_between_other_days_or_definitions_are_refused(self, force: Workspace) -> None:
        with pytest.raises(WorkforceError, match="flows of reporting years") as refused:
            flows_for_chair(force, FORCE, start=date(2025, 1, 1))
        assert "2025-03-31 - 2026-03-31" in refused.value.hint
        with pytest.raises(WorkforceError, match="under the definition"):
            flows_for_chair(force, FORCE, definition=EthnicityDefinition.EM_INCL)

    def test_another_definition_has_the_staff_alone(self, force: Workspace) -> None:
        """Beside the headline it would tell of the few people between the two."""
        by_id = {
            one.id: one for one in indicators_for_chair(force, FORCE, 2026, EthnicityDefinition.EM_INCL).indicators
        }
        assert by_id["P1"].flag is Flag.WITHHELD
        assert "headline definition only" in by_id["P1"].note

    def test_what_it_would_take_starts_from_what_is_shown(self, force: Workspace) -> None:
        found = projection_for_chair(force, organisation=FORCE)
        assert found.facts.figures is not None
        assert found.facts.figures.minority == Count.exact(63)
        assert found.facts.leaver.value == Fraction(73, 670)
        assert found.facts.joiner.value == Fraction(13, 88)
        assert [share.part.low for _day, share in found.facts.trend.shares] == [60, 63]
        constables = projection_for_chair(force, organisation=FORCE, scope="level:L2").facts
        assert constables.leaver.said.endswith("is only an example: how many of these staff left is not shown.")
        assert constables.joiner.said.endswith("the staff of today: who joined them is not shown.")
        with pytest.raises(WorkforceError, match="withheld"):
            projection_for_chair(force, organisation=FORCE, scope="level:L4")
        with pytest.raises(WorkforceError, match="no figures of these staff"):
            projection_for_chair(force, organisation=FORCE, scope="grade:INSPECTOR")

    def test_the_network_of_another_organisation_sees_nothing(
        self, force: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WORKFORCE_TUI_ORGANISATION", "south-wales-police")
        for ask in (
            lambda: indicators_for_chair(force, FORCE, 2026),
            lambda: trend_for_chair(force, FORCE),
            lambda: flows_for_chair(force, FORCE),
            lambda: projection_for_chair(force, organisation=FORCE),
        ):
            with pytest.raises(WorkforceError, match="does not show gwent-police"):
                ask()


def test_flows_are_withheld_where_a_group_is_not_shown_on_both_days(ws: Workspace) -> None:
    few = {("minority", "L2", "L2"): 3, ("white", "L2", "L2"): 60, ("white", "L2", OUT): 9, ("minority", OUT, "L2"): 8}
    enter(ws, few)
    found = flows_for_chair(ws, FORCE)
    assert all(isinstance(cell, Withheld) for row in found.table.rows for cell in row.cells)
    assert "The staff of both days are not all shown, so neither are the flows between them." in found.table.notes


def test_a_part_that_would_tell_of_the_rest_is_withheld() -> None:
    """Nine resigned of twelve who left: three left for other reasons."""
    nested = NestedCounts()
    for name, cells in nested.chain({"left": 12, "resigned": 9}).items():
        nested.figures[FigureKey("a", "", SECOND, "year", "minority", name)] = cells
    verdicts = protect(nested.release(), shipped_policy().profile("NETWORK")).verdicts
    assert sum(isinstance(one, Published) for one in verdicts.values()) == 1


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Staff in post on 31 March 2026. 3 are left out.", "Staff in post on 31 March 2026."),
        ("Only 58% have declared. A count it would be divided by is zero.", "A count it would be divided by is zero."),
        ("Base: staff in post on 1 Ebrill 2025. 2,024 people.", "Base: staff in post on 1 Ebrill 2025."),
        ("Population, Census 2021; not who could apply. Base: known staff.", "Base: known staff."),
        ("", ""),
    ],
)
def test_a_note_keeps_the_sentences_without_a_count(note: str, kept: str) -> None:
    assert without_counts(note) == kept


class TestNotes:
    """Sentences that tell of withheld counts without a number."""

    @pytest.fixture(scope="class")
    @staticmethod
    def force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
        """No inspector is from an ethnic minority, and nobody knows the ethnicity of any sergeant."""
        people = {("minority", "L2", "L2"): 40, ("white", "L2", "L2"): 300, ("white", "L4", "L4"): 30}
        opened = open_workspace(str(tmp_path_factory.mktemp("notes") / "force.db"))
        enter(opened, people | {("rest", "L3", "L3"): 3, ("rest", "L2", "L2"): 9})
        yield opened
        opened.close()

    def test_that_nobody_is_there_is_not_said(self, force: Workspace) -> None:
        raw = {one.id: one for one in indicators(force, organisation=FORCE, year=2026).indicators}
        assert all("divided by is zero" in raw[id_].note for id_ in ("R2-L3", "R5-lower-middle"))
        by_id = {one.id: one for one in indicators_for_chair(force, FORCE, 2026).indicators}
        trend = {line.id: line.points[-1].indicator for line in trend_for_chair(force, FORCE, ("R5", "R2")).lines}
        for id_ in ("R2-L3", "R2-L4", "R5-lower-middle"):
            assert by_id[id_] == trend[id_]
            assert by_id[id_].flag is Flag.WITHHELD
            assert by_id[id_].note == by_id["R2-L4"].note, "the reasons are alike"

    def test_a_list_of_events_is_the_same_under_another_definition_whoever_is_in_it(self, force: Workspace) -> None:
        """Whether a code of one group is among those who left is not told by what the list can be asked."""
        for definition in (EthnicityDefinition.EM_INCL, EthnicityDefinition.EM_PLAN):
            report = indicators_for_chair(force, FORCE, 2026, definition)
            found = [one for one in report.indicators if one.id[0] in "PL"]
            assert {one.flag for one in found} == {Flag.WITHHELD}
            assert len({one.note for one in found}) == 1

    def test_no_sentence_is_said_twice_or_cut(self, force: Workspace) -> None:
        notes = {one.id: one.note for one in indicators_for_chair(force, FORCE, 2026).indicators}
        assert notes["R3"].count("not the people who could apply") == 1
