"""Handing figures out: all of it or nothing, never before the audit, and the ledger has every figure as published."""

from __future__ import annotations

import csv
import hashlib
import os
import stat
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gated_force import DAY, GWENT, NEXT, held
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.exporting import page, tidy, workbook
from workforce_tui.services import publication_files, publishing
from workforce_tui.services.attacking import AuditOutcome, audit_any, earlier_file
from workforce_tui.services.file_checks import check_disclosure, report_lines, report_record
from workforce_tui.services.ledger import list_publications, show_publication
from workforce_tui.services.publication_loss import entry_details, loss_lines, loss_of
from workforce_tui.services.publication_text import profile_facts
from workforce_tui.services.publishing import ExportRequest, export, prepare
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.storage import publications

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.services.workspace import Workspace


@pytest.fixture
def force(tmp_path: Path) -> Iterator[Workspace]:
    yield from held(tmp_path)


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., ExportRequest]:
    def request(year: int = 2025, profile: str = "PUBLIC", folder: str = "out", **more: Any) -> ExportRequest:
        given = {"formats": ("csv",), "given_to": "The panel", "signed_by": "A. Analyst", **more}
        return ExportRequest(ReleaseScope(GWENT, (year,)), profile, tmp_path / folder, **given)

    return request


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit that finds nothing, for what the audit has no part in."""
    monkeypatch.setattr(publishing, "audit_files", lambda *_given: AuditOutcome(True, 1))


def left(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix not in (".db", ".db-wal", ".db-shm"))


def test_the_rule_for_percentages_is_stated_with_every_step_that_is_in_force() -> None:
    said = dict(profile_facts(shipped_policy().profile("PUBLIC")))["Percentages"]
    assert said == "Of at least 30 people. One decimal from 100 people. Two decimals from 1,000 people."
    fewer = dict(profile_facts(shipped_policy().profile("TASKFORCE")))["Percentages"]
    assert fewer == "Of at least 10 people. One decimal from 100 people."


def test_what_is_handed_out_passes_the_audit_and_is_in_the_ledger(
    force: Workspace, ask: Callable[..., ExportRequest]
) -> None:
    done = export(force, ask(formats=("csv", "html", "json", "xlsx")))
    assert done.audit.done
    assert not done.audit.confined
    whole = check_disclosure(force, sorted(done.folder.iterdir()), profile_code="PUBLIC")
    assert (whole.safe, whole.uncoded) == (True, ())
    (page_alone,) = done.folder.glob("*.html")
    alone = check_disclosure(force, [page_alone], profile_code="PUBLIC")
    assert (alone.safe, alone.uncoded, alone.loose) == (True, (page_alone.name,), 0)
    assert report_record(alone)["tables_joined"] == alone.tables == len(done.prepared.publications[0].tables)
    said = " ".join(report_lines(alone))
    assert page_alone.name in said
    assert "together with the tidy file" in said
    assert "tidy file" not in " ".join(report_lines(whole))
    (entry,) = list_publications(force)
    assert (entry.step, entry.version, entry.given_to, entry.profile) == (Step.PUBLISHED, 1, "The panel", "PUBLIC")
    for file in entry.files:
        written = (done.folder / file.name).read_bytes()
        assert (hashlib.sha256(written).hexdigest(), len(written)) == (file.sha256, file.size)
    assert sorted(file.name for file in entry.files) == sorted(one.name for one in done.folder.iterdir())
    assert stat.S_IMODE(done.folder.stat().st_mode) == 0o755
    _entry, figures = show_publication(force, entry.id or 0)
    with next(done.folder.glob("*.csv")).open(encoding="utf-8-sig", newline="") as handle:
        lines = [line for line in csv.DictReader(handle) if line["marker"] != "[x]"]
    assert len(figures) == len(lines)
    for figure, line in zip(figures, lines, strict=True):
        assert (figure.key.row, figure.key.measure, figure.key.definition) == (
            line["row"], line["measure"], line["definition"],
        )  # fmt: skip
        wanted = None if not line["value"] else Decimal(line["value"])
        value = figure.value.low if isinstance(figure.value, Count) else figure.value
        assert (value is None) == (wanted is None) == (line["marker"] == "[c]")
        assert value is None or Decimal(value) == wanted
    assert all(isinstance(line, str) for line in (*loss_lines(done.prepared), *entry_details(entry)))


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("organisation", "refused"), [(GWENT, True), ("", True), ("yjb-cymru", False)])
def test_figures_of_the_same_staff_that_somebody_handed_out_meanwhile_stop_an_export(
    force: Workspace, ask: Callable[..., ExportRequest], tmp_path: Path, organisation: str, refused: bool
) -> None:
    def meanwhile(step: str) -> None:
        if step == "Auditing what was written":
            entry = LedgerEntry(organisation, (2025,), "PUBLIC", "", 1, ("en",), "B. Other", "X", "", "f", "", 0, 0, ())
            with force.writing() as session:
                publications.add_publication(session, entry=entry, figures=())

    if not refused:
        assert export(force, ask(), meanwhile).entry.step is Step.PUBLISHED
        return
    with pytest.raises(WorkforceError, match="meanwhile"):
        export(force, ask(), meanwhile)
    assert left(tmp_path) == []
    assert [one.signed_by for one in list_publications(force)] == ["B. Other"]


@pytest.mark.parametrize("leak", ["csv", "html", "xlsx"])
def test_a_writer_that_writes_a_withheld_count_hands_nothing_out(
    force: Workspace, ask: Callable[..., ExportRequest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, leak: str
) -> None:
    room, name = {"csv": (tidy, "write_tidy"), "html": (page, "write_page"), "xlsx": (workbook, "write_workbook")}[leak]
    honest = getattr(room, name)

    def careless(given: Any, stream: Any) -> None:
        """Writes the two inspectors from an ethnic minority in place of the marker."""
        figures = given if leak == "csv" else given.figures
        told = tuple(
            replace(one, value=2, marker="") if (one.row, one.measure) == ("INSPECTOR", "minority") else one
            for one in figures
        )
        if leak == "html":
            note = "Inspector: 2 people from an ethnic minority."
            honest(replace(given, notes=(*given.notes, note)), stream)
            return
        honest(told if leak == "csv" else replace(given, figures=told), stream)

    monkeypatch.setattr(room, name, careless)
    monkeypatch.setattr(publishing, "COARSER", ((),))
    before = left(tmp_path)
    with pytest.raises(WorkforceError, match="audit"):
        export(force, ask(formats=(leak,), profile="TASKFORCE"))
    assert left(tmp_path) == before
    assert list_publications(force) == ()


def test_a_second_year_and_a_second_version_are_audited_with_the_first(
    force: Workspace, ask: Callable[..., ExportRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[int | None]] = []

    def noting(_profile: object, _files: object, before: Any) -> AuditOutcome:
        seen.append([entry.id for entry, _figures in before])
        return AuditOutcome(True, 1)

    monkeypatch.setattr(publishing, "audit_files", noting)
    first = export(force, ask())
    second = export(force, ask(folder="again"))
    third = export(force, ask(2026, folder="later"))
    assert (first.entry.version, second.entry.version, third.entry.version) == (1, 2, 1)
    assert seen == [[], [1], [1, 2]]


def test_readers_of_a_profile_are_not_audited_with_what_they_were_never_given(
    force: Workspace, ask: Callable[..., ExportRequest], content: None
) -> None:
    export(force, ask(profile="NETWORK"))
    assert prepare(force, ask(folder="b")).ledger == ()
    assert len(prepare(force, ask(profile="NETWORK", folder="b")).ledger) == 1


def test_returns_of_two_organisations_are_protected_together_once_an_update_has_both(
    force: Workspace, ask: Callable[..., ExportRequest], content: None
) -> None:
    south = replace(ask(folder="south"), scope=ReleaseScope("south-wales-police", (2025,)))
    export(force, ask())
    assert prepare(force, south).drafts[0].release.context == ()
    export(force, replace(ask(folder="wales"), scope=ReleaseScope(None, (2025,))))
    assert {one.key.organisation for one in prepare(force, south).drafts[0].release.context} >= {GWENT, ""}


def test_the_ledger_gives_the_audit_what_its_readers_were_told(
    force: Workspace, ask: Callable[..., ExportRequest], content: None, tmp_path: Path
) -> None:
    done = export(force, ask())
    entry, figures = show_publication(force, 1)
    again = earlier_file(entry, figures, tmp_path)
    given = audit_any([next(done.folder.glob("*.csv"))], threshold=10, width=3)
    kept = audit_any([again], threshold=10, width=3)
    assert (kept.figures, kept.withheld) == (given.figures, given.withheld)


def test_an_export_of_everything_needs_a_reason_and_keeps_it(
    force: Workspace, ask: Callable[..., ExportRequest], tmp_path: Path
) -> None:
    with pytest.raises(WorkforceError, match="reason"):
        export(force, ask(profile="RAW"))
    assert not (tmp_path / "out").exists()
    done = export(force, ask(profile="RAW", reason="Return to the taskforce by secure transfer"))
    assert not done.audit.done
    assert list_publications(force)[0].reason.startswith("Return")


@pytest.mark.parametrize("missing", ["given_to", "signed_by"])
def test_the_ledger_has_to_know_who_and_to_whom(
    force: Workspace, ask: Callable[..., ExportRequest], missing: str
) -> None:
    with pytest.raises(WorkforceError, match="ledger needs"):
        export(force, ask(**{missing: "  "}))


def test_a_folder_with_something_in_it_is_left_alone(
    force: Workspace, ask: Callable[..., ExportRequest], tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(WorkforceError, match="it was left"):
        export(force, ask())
    with pytest.raises(WorkforceError, match="no folder"):
        export(force, ask(folder="nowhere/out"))
    assert left(tmp_path / "out") == ["mine.txt"]


def test_a_full_disk_leaves_nothing_and_says_so(
    force: Workspace,
    ask: Callable[..., ExportRequest],
    content: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, os.strerror(28))

    before = left(tmp_path)
    monkeypatch.setattr(tidy, "write_tidy", full)
    with pytest.raises(WorkforceError, match="Nothing was handed out"):
        export(force, ask())
    assert left(tmp_path) == before
    assert list_publications(force) == ()


def test_a_folder_that_cannot_be_put_in_place_is_said_to_be_abandoned(
    force: Workspace,
    ask: Callable[..., ExportRequest],
    content: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def refused(*_given: object) -> None:
        raise PermissionError(13, os.strerror(13))

    before = left(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "put_in_place", refused)
        with pytest.raises(WorkforceError, match="Nothing was handed out"):
            export(force, ask())
    assert left(tmp_path) == before
    assert [entry.step for entry in list_publications(force)] == [Step.ABANDONED]
    assert prepare(force, ask()).ledger == ()


def test_a_crash_between_the_ledger_and_the_folder_leaves_an_entry_never_a_folder_without_one(
    force: Workspace,
    ask: Callable[..., ExportRequest],
    content: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "put_in_place", killed)
        with pytest.raises(KeyboardInterrupt):
            export(force, ask())
    assert not (tmp_path / "out").exists()
    assert [entry.step for entry in list_publications(force)] == [Step.PREPARED]
    assert len(prepare(force, ask()).ledger) == 1


def test_both_languages_have_the_same_figures(
    force: Workspace, ask: Callable[..., ExportRequest], content: None
) -> None:
    done = export(force, ask(languages=("en", "cy")))
    english, welsh = (
        [(line["row"], line["measure"], line["value"], line["marker"]) for line in csv.DictReader(text.splitlines())]
        for text in (path.read_text(encoding="utf-8-sig") for path in sorted(done.folder.iterdir(), reverse=True))
    )
    assert english == welsh
    assert done.entry.languages == ("en", "cy")
    assert {day for day in (DAY, NEXT) if day.year == 2025} == {DAY}


def test_an_unknown_format_or_language_is_refused(force: Workspace, ask: Callable[..., ExportRequest]) -> None:
    with pytest.raises(WorkforceError, match="no format"):
        export(force, ask(formats=("pdf",)))
    with pytest.raises(WorkforceError, match="en \\(English\\)"):
        export(force, ask(languages=("fr",)))
    assert publication_files.FORMATS == ("xlsx", "csv", "html", "json")


def test_totals_are_handed_out_exactly_to_those_who_add_them_up_and_the_ledger_knows(
    force: Workspace, ask: Callable[..., ExportRequest]
) -> None:
    done = export(force, ask(profile="TASKFORCE", formats=("html", "csv", "xlsx")))
    assert not done.audit.confined
    _entry, figures = show_publication(force, done.entry.id or 0)
    told = {(one.key.row, one.key.measure, one.key.definition): one for one in figures}
    total, constables = told["", "headcount", ""], told["CONSTABLE", "headcount", ""]
    assert (total.value, total.rounding) == (Count.exact(576), 0)
    assert (constables.value, constables.rounding) == (Count.exact(430), 5)
    assert any("Totals of everyone" in note for note in done.prepared.publications[0].notes)
    assert loss_of(done.prepared)["exact_totals"] is True


def test_a_page_alone_is_audited_with_what_tells_exact_totals_from_rounded_ones(
    force: Workspace, ask: Callable[..., ExportRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    audited: list[str] = []

    def noting(_profile: object, files: list[Path], _before: object) -> AuditOutcome:
        audited.extend(one.suffix for one in files)
        return AuditOutcome(True)

    monkeypatch.setattr(publishing, "audit_files", noting)
    prepared = prepare(force, ask(profile="TASKFORCE"))
    some = replace(prepared.publications[0], codes=prepared.publications[0].codes | {"exact_totals": "some"})
    publishing._audited(replace(prepared, publications=(some,)), [Path("page.html")])
    assert audited == [".html", ".csv"]


def test_what_a_killed_export_left_is_removed_once_it_is_old_and_nothing_else_is(
    force: Workspace, ask: Callable[..., ExportRequest], content: None, tmp_path: Path
) -> None:
    names = (".out.ab12cd_9.part", ".out.ab12cd_8.part", ".notes.part", ".my.abcdefgh.part")
    named = {name: tmp_path / name for name in names}
    for folder in named.values():
        folder.mkdir(mode=0o700)
    (named[".out.ab12cd_9.part"] / "out_en.csv").write_text("unaudited")
    (named[".my.abcdefgh.part"] / "film.mkv").write_text("mine")
    (tmp_path / ".link.abcdefgh.part").symlink_to(named[".notes.part"])
    for name in (".out.ab12cd_9.part", ".notes.part", ".my.abcdefgh.part"):
        os.utime(named[name], (1, 1))
    export(force, ask())
    hidden = {name for name in left(tmp_path) if name.startswith(".")}
    assert hidden == {".out.ab12cd_8.part", ".notes.part", ".my.abcdefgh.part", ".link.abcdefgh.part"}
