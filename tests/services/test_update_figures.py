"""The figures of the all-Wales update agree with the people they count, whichever editions they are compiled from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from helpers.returns_for_update import SENT, edition_for, people, receive, truth_of
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Row
from workforce_tui.domain.update_figures import COUNTED
from workforce_tui.services.update_compiling import Basis, compile_figures
from workforce_tui.services.update_sources import sources_of
from workforce_tui.services.update_tables import _gap_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

TRUTHS = {code: truth_of(code) for code in SENT}
NEW = truth_of(SENT[0], 7)


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, Audience], Edition]:
    return {(code, one): edition_for(code, TRUTHS[code], one) for code in SENT for one in Audience}


def agrees(cell: Cell, codes: Sequence[str], measure: str) -> bool:
    """Whether a count that is shown, rounded to the nearest 5 or as a range, has the truth in it."""
    if isinstance(cell, Withheld):
        return True
    assert isinstance(cell, Shown)
    assert isinstance(cell.value, Count)
    truth = sum(people(TRUTHS[code], measure) for code in codes)
    return cell.value.low - 2 <= truth <= cell.value.high + 2 and cell.value.high > 0


@pytest.mark.parametrize("held", [(Audience.INTERNAL, Audience.PUBLIC), (Audience.PUBLIC,), (Audience.FULL,)])
@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.PUBLIC])
def test_every_figure_agrees_with_the_truth(
    ws: Workspace, made: dict[tuple[str, Audience], Edition], held: tuple[Audience, ...], audience: Audience
) -> None:
    receive(ws, *(made[code, one] for code in SENT for one in held))
    found = compile_figures(ws, 2026, audience)

    assert found.everyone == SENT
    for line in found.lines:
        if line.dimension in ("", "organisation", "area", "kind"):
            for measure in COUNTED:
                cell = found.cells[line.dimension, line.row, measure]
                assert agrees(cell, line.organisations, measure), (line, measure)


def test_what_is_held_in_full_is_protected_anew_and_gives_percentages(
    ws: Workspace, made: dict[tuple[str, Audience], Edition]
) -> None:
    receive(ws, *(made[code, Audience.FULL] for code in SENT))
    found = compile_figures(ws, 2026, Audience.INTERNAL)
    share = found.cells["", "", "share"]
    truth = Decimal(100 * sum(people(one, "minority") for one in TRUTHS.values())) / Decimal(
        sum(people(one, "known") for one in TRUTHS.values())
    )
    assert found.protected
    assert isinstance(share, Shown)
    assert abs(Decimal(str(share.value)) - truth) < Decimal("0.5")
    assert isinstance(found.cells["organisation", "yjs-cardiff", "minority"], Withheld)


def test_a_total_published_exactly_is_exact(ws: Workspace, made: dict[tuple[str, Audience], Edition]) -> None:
    receive(ws, made[SENT[0], Audience.INTERNAL])
    found = compile_figures(ws, 2026, Audience.INTERNAL)
    assert not found.protected
    assert found.cells["", "", "headcount"] == Shown(Count.exact(people(TRUTHS[SENT[0]], "headcount")))


def test_organisations_that_sent_nothing_are_named_and_in_no_total(
    ws: Workspace, made: dict[tuple[str, Audience], Edition]
) -> None:
    receive(ws, made[SENT[0], Audience.INTERNAL], made[SENT[1], Audience.PUBLIC])
    inside, outside = (compile_figures(ws, 2026, one, Basis.PUBLISHED) for one in (Audience.INTERNAL, Audience.PUBLIC))
    assert inside.everyone == SENT[:2]
    assert SENT[2] in inside.sources.missing
    assert outside.everyone == (SENT[1],)
    assert outside.sources.others == (SENT[0],)


def test_the_newest_version_is_used_and_the_older_one_is_kept(
    ws: Workspace, made: dict[tuple[str, Audience], Edition]
) -> None:
    receive(ws, made[SENT[0], Audience.FULL], edition_for(SENT[0], NEW, Audience.INTERNAL, version=2))
    sources = sources_of(ws, 2026)
    assert (sources.received[SENT[0]].held.version, sources.received[SENT[0]].held.audience) == (2, Audience.INTERNAL)


def test_an_update_is_for_the_taskforce_or_the_public(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="taskforce or for the public"):
        compile_figures(ws, 2026, Audience.FULL)


def test_a_table_says_why_a_share_that_is_a_range_has_no_gap() -> None:
    ranged = Row("A", (Shown(Share(Count(1, 3), Count.exact(100))), Shown(1), NotAvailable("-"), Shown("lower")), "a")
    exact = Row("B", (Shown(Decimal("2.5")), Shown(1), Shown(Decimal("-1.5")), Shown("lower")), "b")
    withheld = Row("C", (Withheld("small"), Shown(1), Withheld("derived"), NotAvailable("-")), "c")
    assert len(list(_gap_notes([exact, withheld]))) == 1
    assert list(_gap_notes([exact, ranged]))[1].startswith("Where the share of staff is a range, no one number is")
