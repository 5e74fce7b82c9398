"""Tables by sex: protected together with those by grade, in the ledger, and on screens beside the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gated_force import DAY, GWENT, NEXT, SOUTH, STAFF, add_staff
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, Protection
from workforce_tui.domain.disclosure.primary import primary_verdicts
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import LedgerEntry
from workforce_tui.services import gate_shields
from workforce_tui.services.attacking import audit_any, audit_files, earlier_file
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.file_checks import check_disclosure
from workforce_tui.services.gate import gated_report
from workforce_tui.services.gate_shields import Shield, shield_of
from workforce_tui.services.ledger import list_publications, show_publication
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.protection import protect_draft
from workforce_tui.services.publication_building import build_publication
from workforce_tui.services.publication_files import write_files
from workforce_tui.services.publication_loss import entry_details
from workforce_tui.services.publishing import ExportRequest, coarser, export
from workforce_tui.services.release import ReleaseDraft, draft_release, key_of, measures_of
from workforce_tui.services.release_plan import planned_under
from workforce_tui.services.release_source import OTHER_OR_UNKNOWN, ReleaseScope, load_source
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

WOMEN: Mapping[str, tuple[int, ...]] = {
    "W_BRIT": (130, 30, 8, 1),
    "A_IND": (9, 2, 1, 0),
    "B_AFR": (3, 5, 0, 0),
    "X_UNK": (7, 0, 1, 0),
    "X_PNTS": (4, 3, 0, 0),
}
FEW: Mapping[str, tuple[int, ...]] = {
    "W_BRIT": (60, 20, 8, 0),
    "A_IND": (9, 0, 1, 0),
    "B_AFR": (5, 5, 0, 0),
    "X_UNK": (0, 1, 0, 0),
    "X_PNTS": (2, 1, 0, 0),
}
FEW_WOMEN: Mapping[str, tuple[int, ...]] = {
    "W_BRIT": (10, 17, 4, 0),
    "A_IND": (0, 0, 0, 0),
    "B_AFR": (0, 0, 0, 0),
    "X_UNK": (0, 1, 0, 0),
    "X_PNTS": (2, 0, 0, 0),
}
"""Two groups of men only: what either table withholds, the other shows."""
BY_SEX = ReleaseScope(GWENT, (2025,), second="sex")


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Gwent Police with the sex of everybody, South Wales Police without."""
    ws = open_workspace(str(tmp_path_factory.mktemp("sexes") / "force.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF, WOMEN)
        add_staff(session, GWENT, NEXT, FEW, FEW_WOMEN)
        add_staff(session, SOUTH, DAY, STAFF)
    yield ws
    ws.close()


def draft_of(ws: Workspace, profile: str, scope: ReleaseScope = BY_SEX) -> ReleaseDraft:
    return draft_release(load_source(ws, planned_under(policy_in_force(ws).profile(profile), scope)))


def written(draft: ReleaseDraft, protection: Protection, folder: Path) -> Sequence[Path]:
    folder.mkdir()
    return write_files([build_publication(draft, protection)], folder, ("csv",), folder.name)


def test_a_figure_by_sex_is_the_sum_of_its_people_and_the_sexes_are_everybody(force: Workspace) -> None:
    truths = {figure.key: figure.truth for figure in draft_of(force, "PUBLIC").release.figures}

    def said(dimension: str, row: str, measure: str, definition: str = "") -> Count:
        return truths[FigureKey(GWENT, "gwent", DAY, dimension, row, measure, definition)]

    assert said("sex", "female", "headcount") == Count.exact(sum(map(sum, WOMEN.values())))
    assert said("sex", "female", "minority", "em_excl") == Count.exact(20)
    assert said("sex", "male", "BLACK") == Count.exact(sum(STAFF["B_AFR"]) - 8)
    for measure, definition in (("headcount", ""), ("minority", "em_excl"), ("ASIAN", "")):
        whole = said("", "", measure, definition)
        assert whole == said("sex", "female", measure, definition) + said("sex", "male", measure, definition)
    plain = draft_of(force, "PUBLIC", replace(BY_SEX, second=""))
    assert all(truths[figure.key] == figure.truth for figure in plain.release.figures)


def test_no_row_tells_that_the_sex_of_somebody_is_neither(tmp_path: Path) -> None:
    from workforce_tui.storage.tables import HeadcountCubeRow

    ws = open_workspace(str(tmp_path / "neither.db"))
    with ws.writing() as session:
        number = add_staff(session, GWENT, DAY, STAFF, WOMEN)
        for sex in ("other", "unknown"):
            one = HeadcountCubeRow(
                snapshot_id=number, grade="SERGEANT", worker_type="officer", ethnicity="W_BRIT", sex=sex, low=1, high=1
            )
            session.add(one)
    rows = {row.key: row for table in draft_of(ws, "PUBLIC").tables if table.dimension == "sex" for row in table.rows}
    assert list(rows) == ["female", "male", OTHER_OR_UNKNOWN, ""]
    ws.close()


def test_a_second_dimension_that_is_not_recorded_or_not_protected_is_refused(force: Workspace) -> None:
    with pytest.raises(WorkforceError, match="sex of nobody"):
        draft_of(force, "PUBLIC", ReleaseScope(SOUTH, (2025,), second="sex"))
    with pytest.raises(WorkforceError, match="no protected tables by age"):
        draft_of(force, "PUBLIC", replace(BY_SEX, second="age"))
    assert coarser(BY_SEX)[:2] == ((), ("sex",))
    assert coarser(ReleaseScope(GWENT))[1] == ("worker",)


def test_tables_by_sex_are_handed_out_with_the_others_in_every_format(force: Workspace, tmp_path: Path) -> None:
    forms = ("xlsx", "csv", "html", "json")
    done = export(force, ExportRequest(BY_SEX, "PUBLIC", tmp_path / "out", "The panel", "A", forms, ("en", "cy")))
    files = sorted(done.folder.iterdir())
    assert check_disclosure(force, files, profile_code="PUBLIC").safe
    for form in forms[1:]:
        assert check_disclosure(force, sorted(done.folder.glob(f"*_en.{form}")), profile_code="PUBLIC").safe
    (entry,) = list_publications(force)
    assert (entry.second, done.entry.second) == ("sex", "sex")
    assert any("second dimension: Sex" in line for line in entry_details(entry))
    handed = {one.key: one.value for one in show_publication(force, entry.id or 0)[1]}
    women = FigureKey(GWENT, "gwent", DAY, "sex", "female", "minority", "em_excl")
    assert handed[women] == Count.exact(20)
    assert handed[replace(women, row="male")] == Count.exact(15)
    assert handed[replace(women, measure="undeclared", definition="")] is None
    public = policy_in_force(force).profile("PUBLIC")
    plain = protect_draft(draft_of(force, "PUBLIC", replace(BY_SEX, second="")), public)
    shown = sum(isinstance(value, Count) for key, value in handed.items() if key.dimension != "sex")
    assert shown == plain.statistics.counts - plain.statistics.withheld
    # all of Wales afterwards is protected with what was told by sex, though it has no such table
    request = ExportRequest(ReleaseScope(None, (2025,)), "PUBLIC", tmp_path / "wales", "All", "A", ("csv",))
    wales = export(force, request)
    context = {figure.key.dimension for figure in wales.prepared.drafts[0].release.context}
    assert "sex" in context
    assert (wales.entry.second, wales.audit.confined) == ("", ())
    # and so it is by sex: of those whose sex is not on record, all are in the other force, which has no such table
    scope = ReleaseScope(None, (2025,), second="sex")
    wales = export(force, replace(request, scope=scope, folder=tmp_path / "wales-by-sex"))
    assert (wales.entry.second, wales.prepared.scope.without, wales.audit.confined) == ("sex", (), ())


def test_tables_by_sex_that_withhold_small_counts_only_are_broken(force: Workspace, tmp_path: Path) -> None:
    network, draft = policy_in_force(force).profile("NETWORK"), draft_of(force, "NETWORK")
    safe = protect_draft(draft, network)
    assert not audit_files(network, written(draft, safe, tmp_path / "safe")).confined
    naive = dict(safe.verdicts)
    naive.update({key: one for key, one in primary_verdicts(draft.release, network).items() if key.dimension == "sex"})
    found = audit_files(network, written(draft, replace(safe, verdicts=naive), tmp_path / "naive")).found
    assert any(figure.row.startswith("sex:") for one in found for figure in one.figures)


def by_sex_alone(draft: ReleaseDraft) -> ReleaseDraft:
    """A release of nothing but the tables by sex of another."""
    tables = tuple(table for table in draft.tables if table.dimension == "sex")
    keys = {key_of(table, row, one) for table in tables for row in table.rows for one in measures_of(table)}
    release = replace(
        draft.release,
        figures=tuple(one for one in draft.release.figures if one.key in keys),
        shares=tuple(one for one in draft.release.shares if one.key in keys),
    )
    return replace(draft, tables=tables, release=release)


def test_tables_by_sex_protected_by_themselves_are_broken_beside_those_by_grade(
    force: Workspace, tmp_path: Path
) -> None:
    network, scope = policy_in_force(force).profile("NETWORK"), replace(BY_SEX, years=(2026,))
    both, plain = draft_of(force, "NETWORK", scope), draft_of(force, "NETWORK", replace(scope, second=""))
    alone = by_sex_alone(both)
    files = [
        *written(plain, protect_draft(plain, network), tmp_path / "plain"),
        *written(alone, protect_draft(alone, network), tmp_path / "alone"),
    ]
    assert not any(audit_files(network, [file]).confined for file in files)
    assert audit_files(network, files).confined
    assert not audit_files(network, written(both, protect_draft(both, network), tmp_path / "both")).confined


def told_by(shield: Shield, folder: Path, number: int, dimension: str = "") -> Path:
    """What a screen tells, as the tidy file whoever looks at it could write down."""
    lines = [
        one
        for one in gate_shields._told(shield, shield.protection.profile)
        if not dimension or one.key.dimension in ("", dimension)
    ]
    entry: dict[str, Any] = dict.fromkeys(LedgerEntry.__annotations__, "")
    entry |= {"id": number, "version": 1, "profile": str(shield.protection.profile.code), "years": (2026,)}
    return earlier_file(LedgerEntry(**entry), lines, folder)


def test_a_screen_by_sex_and_the_one_by_grade_cannot_be_joined(force: Workspace, tmp_path: Path) -> None:
    network = policy_in_force(force).profile("NETWORK")
    scope = ReleaseScope(GWENT, days=(NEXT,))
    plain, by_sex = (shield_of(force, replace(scope, second=second), network) for second in ("", "sex"))
    alone = by_sex_alone(by_sex.draft)

    def joined(other: Shield) -> bool:
        """Whether whoever looks at both, one after the other, can work anything out."""
        files = [told_by(plain, tmp_path, 1), told_by(other, tmp_path, 2, "sex")]
        return not audit_any(files, threshold=network.threshold, width=network.protection).safe

    assert not joined(by_sex)
    assert joined(Shield(alone, protect_draft(alone, network)))


def test_a_screen_by_sex_shows_what_can_be_shown_and_its_total_is_that_of_the_others(force: Workspace) -> None:
    by_sex = gated_report(force, ReportQuery(GWENT, NEXT, Dimension.SEX), "NETWORK")
    by_tier = gated_report(force, ReportQuery(GWENT, NEXT, Dimension.TIER), "NETWORK")
    assert [row.key for row in by_sex.rows] == ["female", "male", ""]
    assert isinstance(by_sex.rows[1].cells["headcount"], Shown)
    assert by_sex.rows[-1].cells == by_tier.rows[-1].cells


def test_who_may_look_at_all_of_wales_is_shown_by_sex_what_was_handed_out(tmp_path: Path) -> None:
    ws = open_workspace(str(tmp_path / "force.db"))
    with ws.writing() as session:
        add_staff(session, GWENT, DAY, STAFF, WOMEN)
    query = ReportQuery(GWENT, DAY, Dimension.SEX)
    with pytest.raises(WorkforceError, match="nothing of it was"):
        gated_report(ws, query, "PUBLIC")
    export(ws, ExportRequest(BY_SEX, "PUBLIC", tmp_path / "out", "The panel", "A", ("csv",)))
    handed = {one.key: one.value for one in show_publication(ws, 1)[1]}
    rows = {row.key: row for row in gated_report(ws, query, "PUBLIC").rows}
    for code, minority in (("female", 20), ("male", 15)):
        key = FigureKey(GWENT, "gwent", DAY, "sex", code, "minority", "em_excl")
        assert rows[code].cells["minority"] == Shown(handed[key]) == Shown(Count.exact(minority))
    ws.close()
