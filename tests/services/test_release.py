"""A release: every figure of the planned tables is a sum of base cells, and means the same as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import DAY, GWENT, NEXT, Person, import_into, people, staff_file
from workforce_tui.domain.disclosure.model import FigureKey
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.disclosure.protecting import protect
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publication_building import build_publication
from workforce_tui.services.release import ReleaseDraft, measures_of, release_of
from workforce_tui.services.release_plan import planned_under
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.representation import representation_report
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Gwent Police on two dates and South Wales Police on one: constables, sergeants, people not known."""
    folder = tmp_path_factory.mktemp("release")
    ws = open_workspace(str(folder / "release.db"))
    staff = [
        *people(12, 180),
        *people(2, 30, first=500, rank="Sergeant"),
        *(Person(f"U{n}", ethnicity="") for n in range(7)),
        *(Person(f"S{n}", "Special Constable", worker="Special Constable") for n in range(5)),
    ]
    import_into(ws, staff_file(folder / "one.csv", staff))
    import_into(ws, staff_file(folder / "two.csv", staff[1:]), as_at=NEXT)
    import_into(ws, staff_file(folder / "south.csv", people(40, 400)), organisation="south-wales-police")
    yield ws
    ws.close()


@pytest.fixture(scope="module")
def own(held: Workspace) -> ReleaseDraft:
    return release_of(held, ReleaseScope(GWENT, (2025,)))


@pytest.fixture(scope="module")
def wales(held: Workspace) -> ReleaseDraft:
    return release_of(held, ReleaseScope(None, (2025,)))


@pytest.mark.parametrize("by", [Dimension.GRADE, Dimension.LEVEL, Dimension.TIER])
def test_a_figure_is_what_the_screen_shows(held: Workspace, own: ReleaseDraft, by: Dimension) -> None:
    report = representation_report(held, ReportQuery(GWENT, DAY, by))
    truths = {figure.key: figure.truth for figure in own.release.figures}
    assert report.total is not None
    for row in (*report.rows, report.total):
        dimension = str(by) if row.key else ""
        for measure in ("headcount", "known", "undeclared", "unknown"):
            assert truths[FigureKey(GWENT, "gwent", DAY, dimension, row.key, measure)] == getattr(row.figures, measure)
        for measure in ("minority", "white"):
            key = FigureKey(GWENT, "gwent", DAY, dimension, row.key, measure, "em_excl")
            assert truths[key] == getattr(row.figures, measure)


def test_every_figure_is_the_sum_of_its_cells(own: ReleaseDraft, wales: ReleaseDraft) -> None:
    for draft in (own, wales):
        for figure in draft.release.figures:
            assert figure.truth.low == sum(draft.release.cells[i].low for i in figure.cells)
            assert len(set(figure.cells)) == len(figure.cells)
        keys = {figure.key for figure in draft.release.figures}
        assert all({share.part, share.base} <= keys for share in draft.release.shares)


def test_groups_nobody_is_in_have_cells_too(own: ReleaseDraft) -> None:
    sergeants = next(f for f in own.release.figures if (f.key.row, f.key.measure) == ("SERGEANT", "minority"))
    assert len(sergeants.cells) > 10
    assert sergeants.truth.low == 2


def test_the_same_figure_has_the_same_key_in_the_return_and_in_the_update(
    own: ReleaseDraft, wales: ReleaseDraft
) -> None:
    mine = {figure.key: figure.truth for figure in own.release.figures}
    theirs = {figure.key: figure.truth for figure in wales.release.figures}
    shared = mine.keys() & theirs.keys()
    assert {key.measure for key in shared} >= {"headcount", "known", "minority", "white"}
    assert all(mine[key] == theirs[key] for key in shared)
    everyone = FigureKey("", "", DAY, "", "", "headcount")
    assert theirs[everyone].low == 12 + 180 + 32 + 7 + 440


def test_what_the_source_is_too_coarse_for_is_not_there_and_says_why(held: Workspace) -> None:
    draft = release_of(held, ReleaseScope(GWENT, (2025,)))
    plan = [key for key in draft.absent if key.definition == "em_plan"]
    asked = {figure.key.definition for figure in draft.release.figures}
    assert plan or "em_plan" in asked
    assert all(draft.absent[key] for key in draft.absent)


def test_years_are_those_of_their_31_march(held: Workspace) -> None:
    draft = release_of(held, ReleaseScope(GWENT, (2025, 2026)))
    assert {table.as_at for table in draft.tables} == {DAY, NEXT}
    with pytest.raises(WorkforceError, match="2019"):
        release_of(held, ReleaseScope(GWENT, (2019,)))


def test_the_publication_has_each_figure_once_and_every_cell_of_its_tables(own: ReleaseDraft) -> None:
    protection = protect(own.release, shipped_policy().profile("TASKFORCE"))
    publication = build_publication(own, protection)
    assert len(publication.figures) == len(own.release.figures) + len(own.release.shares) + len(own.absent)
    for published, planned in zip(publication.tables, own.tables, strict=True):
        assert len(published.table.rows) == len(planned.rows)
        assert tuple(column.key for column in published.table.columns) == measures_of(planned)
    hidden = {(f.row, f.measure): f.marker for f in publication.figures if f.definition == EthnicityDefinition.EM_EXCL}
    assert hidden["SERGEANT", "minority"] == hidden["SERGEANT", "share"] == "[c]"
    assert publication.mapping is not None
    assert {row.cells[1] for row in publication.mapping.rows}


def test_an_organisation_is_not_published_under_the_definition_of_the_plan(held: Workspace) -> None:
    for code in ("PUBLIC", "TASKFORCE", "NETWORK"):
        scope = planned_under(policy_in_force(held).profile(code), ReleaseScope(GWENT, (2025,)))
        assert "em_plan" not in {figure.key.definition for figure in release_of(held, scope).release.figures}
    assert planned_under(policy_in_force(held).profile("RAW"), ReleaseScope(GWENT, (2025,))).plan_from == 0


def test_all_of_wales_is_published_under_it_when_those_it_adds_are_enough(held: Workspace) -> None:
    many = release_of(held, ReleaseScope(None, (2025,), plan_from=1))
    few = release_of(held, ReleaseScope(None, (2025,), plan_from=10_000))
    given = {figure.key for figure in many.release.figures if figure.key.definition == "em_plan"}
    assert all((key.organisation, key.area, key.row) == ("", "", "") for key in given)
    assert not any(figure.key.definition == "em_plan" for figure in few.release.figures)
