"""The all-Wales update is compiled from editions alone, handed out audited, and kept as versions with their hash."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from helpers.editions import targets_table
from helpers.returns_for_update import SENT, edition_for, people, published_cells, receive, truth_of
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.edition import Audience, EditionKind, EditionSection, EditionTable, EditionText
from workforce_tui.domain.edition_rows import edition_of, rows_of
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import LedgerEntry
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.services import records, update_export
from workforce_tui.services.attacking import AuditOutcome
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.update_checking import check_update
from workforce_tui.services.update_entries import endorse, get_update, set_update_text
from workforce_tui.services.update_export import UpdateRequest, export_update, preview_update
from workforce_tui.services.update_glance import wales_at_a_glance
from workforce_tui.services.update_records import brought_together, mentoring_sums, register_summary
from workforce_tui.services.update_sources import sources_of
from workforce_tui.services.update_versions import is_intact
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage import editions as edition_store
from workforce_tui.storage import publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

ANN = "Ann Rees"
TRUTHS = {code: truth_of(code) for code in SENT}
REPORTED = (
    EditionSection(12, "targets", "Targets", ("2a",), (targets_table(),)),
    EditionSection(
        17, "narrative", "Narrative", ("2e",), texts=(EditionText("learning", "Learning", "Ask first.", "Gofynnwch."),)
    ),
)

WITH_TREND = EditionSection(
    6, "trend", "Trend", ("6b",),
    (EditionTable("T6a", "T6a Trend", Table(
        "Representation over the years: South Wales Police", "As at", (Column("share", "Share", "%"),),
        (Row("31 March 2025", (Shown("3%"),), "2025-03-31"),),
    )),),
)  # fmt: skip


@pytest.fixture(scope="module")
def filled(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A taskforce database with the returns of four organisations of two years: nothing else is in it."""
    file = tmp_path_factory.mktemp("taskforce") / "taskforce.db"
    shutil.copy(empty_database, file)
    opened = open_workspace(str(file))
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        receive(opened, *(edition_for(code, TRUTHS[code], audience, sections=REPORTED) for code in SENT))
        receive(opened, edition_for(SENT[0], truth_of(SENT[0], 2), audience, year=2025))
    opened.close()
    return file


@pytest.fixture(scope="module")
def filled_public(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One with the public returns of two organisations, which is quicker to hand out."""
    file = tmp_path_factory.mktemp("public") / "public.db"
    shutil.copy(empty_database, file)
    opened = open_workspace(str(file))
    receive(opened, *(edition_for(code, TRUTHS[code], Audience.PUBLIC) for code in SENT[:2]))
    opened.close()
    return file


@pytest.fixture
def public(filled_public: Path, tmp_path: Path) -> Iterator[Workspace]:
    file = tmp_path / "public.db"
    shutil.copy(filled_public, file)
    opened = open_workspace(str(file))
    yield opened
    opened.close()


@pytest.fixture
def held(filled: Path, tmp_path: Path) -> Iterator[Workspace]:
    file = tmp_path / "taskforce.db"
    shutil.copy(filled, file)
    opened = open_workspace(str(file))
    yield opened
    opened.close()


def tables(edition: Edition) -> dict[str, EditionTable]:
    return {table.code: table for _section, table in edition.tables()}


def request(folder: Path, *audiences: Audience, **given: object) -> UpdateRequest:
    asked = {"formats": ("csv",), "languages": ("en",)} | given
    return UpdateRequest(2026, audiences or (Audience.PUBLIC,), folder, "The Panel", ANN, **asked)  # type: ignore[arg-type]


def test_the_update_has_every_section_and_says_who_is_in_it(held: Workspace) -> None:
    edition = preview_update(held, 2026, Audience.INTERNAL, "en")

    assert [one.code for one in edition.sections] == [
        "narrative", "returns", "totals", "levels", "declaration", "progress", "trend", "mentoring", "networks",
        "actions", "register", "comparability", "reviews", "endorsement",
    ]  # fmt: skip
    assert dict(edition.facts)["Organisations in the totals"] == "4 of 29 organisations in Wales"
    states = {row.key: row.cells[0] for row in tables(edition)["T2a"].table.rows}
    assert states["gwent-police"] == Shown("in the totals and by level")
    assert states["cps-cymru-wales"] == Shown("nothing sent")
    assert any("North Wales Police" in note for note in edition.notes)
    assert edition_of(rows_of(edition)).title == edition.title


def test_what_was_reported_is_brought_together_with_its_organisation(held: Workspace) -> None:
    edition = preview_update(held, 2026, Audience.PUBLIC, "en")
    progress = next(one for one in edition.sections if one.code == "progress")
    rows = [(row.label, row.cells[0]) for row in progress.tables[0].table.rows]
    learnt = next(one for one in edition.sections if one.code == "actions").texts
    assert ("Gwent Police", Shown("All staff")) in rows
    assert len(rows) == 2 * len(SENT)
    assert learnt[0].name == "Gwent Police: What was learnt"


def test_a_note_with_a_number_is_of_the_organisations_that_wrote_it() -> None:
    def received(*notes: str) -> SimpleNamespace:
        rows = (Row("M1", (Shown(1),), "M1"),)
        table = Table("Mentoring: X", "Figure", (Column("number", "Number"),), rows, notes)
        section = EditionSection(13, "mentoring", "Mentoring", (), (EditionTable("T13a", "T13a Mentoring", table),))
        return SimpleNamespace(edition=SimpleNamespace(sections=(section,)))

    notes = ("Schemes: 2.", "Overdue: 1.", "T2: as stated."), ("Schemes: 1.", "Overdue: 1.", "T2: as stated.")
    named = {"a": SimpleNamespace(name="A"), "b": SimpleNamespace(name="B")}
    sources = SimpleNamespace(received=dict(zip("ab", (received(*some) for some in notes), strict=True)), known=named)
    (found,) = brought_together(sources, "mentoring", 8)  # type: ignore[arg-type]
    assert found.table.notes[:-1] == (
        "A: Schemes: 2.", "Each of these organisations: Overdue: 1.", "T2: as stated.", "B: Schemes: 1.",
    )  # fmt: skip


def test_the_trend_starts_at_the_baseline_and_says_who_was_not_in_it(held: Workspace) -> None:
    trend = next(one for one in preview_update(held, 2026, Audience.INTERNAL, "en").sections if one.code == "trend")
    table = trend.tables[0].table
    assert [row.key for row in table.rows] == ["2025-03-31", "2026-03-31"]
    assert any("In the totals of 2026 and not of 2025: South Wales Police" in note for note in table.notes)


def test_without_a_return_there_is_no_update(ws: Workspace) -> None:
    with pytest.raises(WorkforceError, match="No return of 2026"):
        preview_update(ws, 2026, Audience.PUBLIC, "en")


def test_an_update_is_handed_out_audited_entered_and_kept(held: Workspace, tmp_path: Path) -> None:
    done = export_update(held, request(tmp_path / "out", Audience.INTERNAL, Audience.PUBLIC))

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "wales_2026_update_internal_v1_en.csv", "wales_2026_update_public_v1_en.csv",
    ]  # fmt: skip
    assert all(one.audit.done and not one.audit.confined for one in done.audiences)
    assert is_intact(done.version)
    assert get_update(held, 2026).versions == (done.version,)
    with held.reading() as session:
        kept = edition_store.editions(session, kind=EditionKind.UPDATE)
        entries = publications.publications(session)
    assert [one.edition for one in kept] == [one.editions[0] for one in done.audiences]
    assert [(one.profile, one.version, bool(one.figures)) for one in entries] == [
        ("TASKFORCE", 1, True), ("PUBLIC", 1, True),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [EditionKind.UPDATE, EditionKind.PACK])
def test_a_preview_is_audited_as_what_is_handed_out(held: Workspace, kind: EditionKind) -> None:
    def found(*_given: object) -> AuditOutcome:
        return AuditOutcome(True, 1, ("a figure",))

    assert preview_update(held, 2026, Audience.PUBLIC, "en", kind).kind is kind
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update_export, "audit_update", found)
        with pytest.raises(UnsafeError, match="a figure"):
            preview_update(held, 2026, Audience.PUBLIC, "en", kind)


def test_the_same_version_is_handed_out_again_as_it_was_but_for_its_endorsement(
    public: Workspace, tmp_path: Path
) -> None:
    first = export_update(public, request(tmp_path / "one"))
    again = export_update(public, request(tmp_path / "two"))
    endorse(public, 2026, name="The Chair", standing="endorsed", english="Good.", by=ANN)
    endorsed = export_update(public, request(tmp_path / "three"))

    name = "wales_2026_update_public_v1_en.csv"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert again.version == first.version == endorsed.version
    edition = endorsed.audiences[0].editions[0]
    assert edition.codes["state"] == "endorsed"
    assert tables(edition)["T3a"] == tables(first.audiences[0].editions[0])["T3a"]


def test_a_public_update_with_a_text_in_one_language_alone_needs_a_reason(public: Workspace, tmp_path: Path) -> None:
    set_update_text(public, 2026, "messages", english="More was sent.", by=ANN)
    set_update_text(public, 2026, "next", english="A", welsh="B", by=ANN)
    with pytest.raises(WorkforceError, match=r"In one language alone: Key messages\."):
        export_update(public, request(tmp_path / "one"))
    assert not (tmp_path / "one").exists()
    done = export_update(public, request(tmp_path / "one", reason="The Welsh comes on Monday"))
    assert done.audiences[0].entry.reason == "The Welsh comes on Monday"


def test_a_change_makes_a_new_version_which_needs_a_reason(public: Workspace, tmp_path: Path) -> None:
    export_update(public, request(tmp_path / "one"))
    set_update_text(public, 2026, "messages", english="More was sent.", by=ANN)
    with pytest.raises(WorkforceError, match="Version 2 needs a reason"):
        export_update(public, request(tmp_path / "two"))
    assert not (tmp_path / "two").exists()
    assert export_update(public, request(tmp_path / "two", reason="Key messages")).version.number == 2


def test_a_return_that_was_corrected_is_in_the_next_version_with_what_it_says_now(
    ws: Workspace, tmp_path: Path
) -> None:
    receive(ws, *(edition_for(code, TRUTHS[code]) for code in SENT[:2]))
    export_update(ws, request(tmp_path / "one", Audience.INTERNAL))
    corrected = TRUTHS[SENT[0]] | {("L2", "minority"): TRUTHS[SENT[0]]["L2", "minority"] + 60}
    receive(ws, edition_for(SENT[0], corrected, version=2))
    done = export_update(ws, request(tmp_path / "two", Audience.INTERNAL, reason="A return was corrected"))
    rows = {row.key: row for row in tables(done.audiences[0].editions[0])["T3a"].table.rows}
    assert people(corrected, "headcount") == people(TRUTHS[SENT[0]], "headcount") + 60
    assert rows[SENT[0]].cells[0] == published_cells(SENT[0], corrected, Audience.INTERNAL)["", "", "headcount"]


def test_organisations_without_a_public_edition_do_not_stop_the_public_update(
    public: Workspace, tmp_path: Path
) -> None:
    receive(public, *(edition_for(code, TRUTHS[code]) for code in SENT))
    done = export_update(public, request(tmp_path / "both", Audience.INTERNAL, Audience.PUBLIC))
    assert [bool(one.audit.confined) for one in done.audiences] == [False, False]


def test_the_panel_pack_has_public_figures_and_questions(public: Workspace, tmp_path: Path) -> None:
    done = export_update(public, request(tmp_path / "pack", kind=EditionKind.PACK))
    pack = done.audiences[0].editions[0]
    assert (pack.kind, pack.audience) == (EditionKind.PACK, Audience.PUBLIC)
    asked = tables(pack)["TQ"].table.rows
    assert [row.label for row in asked][:3] == ["Returns", "Population", "Levels"]
    assert "North Wales Police" in str(asked[0].cells[0])


@pytest.mark.parametrize(
    "given",
    [
        {"formats": ("doc",)},
        {"formats": ()},
        {"languages": ("fr",)},
        {"audiences": (Audience.FULL,)},
        {"given_to": " "},
    ],
)
def test_a_request_that_makes_no_sense_is_refused(public: Workspace, tmp_path: Path, given: dict[str, object]) -> None:
    from dataclasses import replace

    with pytest.raises(WorkforceError):
        export_update(public, replace(request(tmp_path / "out"), **given))  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_where_the_files_cannot_be_put_in_place_nothing_is_half_done(
    public: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(update_export, "put_in_place", full)
        with pytest.raises(WorkforceError, match="Nothing was handed out"):
            export_update(public, request(tmp_path / "out"))
    assert list(tmp_path.glob("*out*")) == []
    with public.reading() as session:
        assert [str(one.step) for one in publications.publications(session)] == ["abandoned"]
        assert edition_store.editions(session, kind=EditionKind.UPDATE) == ()
    (done,) = export_update(public, request(tmp_path / "out")).audiences
    assert not done.again
    with public.reading() as session:
        assert publications.figures_of(session, publications=[done.entry.id or 0])
        assert len(edition_store.editions(session, kind=EditionKind.UPDATE)) == len(done.editions)


def test_an_update_is_refused_where_anything_of_its_staff_was_handed_out_meanwhile(
    public: Workspace, tmp_path: Path
) -> None:
    def meanwhile(step: str) -> None:
        if step == "Writing the files":
            entry = LedgerEntry(
                "gwent-police", (2026,), "PUBLIC", "", 1, ("en",), "B. Other", "X", "", "f", "", 0, 0, ()
            )
            with public.writing() as session:
                publications.add_publication(session, entry=entry, figures=())

    with pytest.raises(WorkforceError, match="meanwhile"):
        export_update(public, request(tmp_path / "out"), meanwhile)
    assert list(tmp_path.glob("*out*")) == []
    with public.reading() as session:
        assert [one.organisation for one in publications.publications(session)] == ["gwent-police"]
        assert edition_store.editions(session, kind=EditionKind.UPDATE) == ()


def test_all_wales_at_a_glance_has_the_totals_of_the_update(held: Workspace, ws: Workspace) -> None:
    row = tables(preview_update(held, 2026, Audience.INTERNAL, "en"))["T3a"].table.rows[-1]
    headcount, known, minority, *_rest, share, _declared = map(cell_text, row.cells)
    said = wales_at_a_glance(held, 2026)
    assert share.count("%") == 2, "it lies between two"
    assert said == (
        f"All Wales 2026: headcount {headcount}; ethnic minority {minority} of {known} known, share {share}.",
        "In the totals: 4 of 29 organisations in Wales. Ethnic minorities (excluding White minorities).",
    )
    assert wales_at_a_glance(ws, 2026) == ("All Wales 2026: no return that can be added up yet.",)


def test_both_tables_of_the_trend_have_titles_of_their_own(held: Workspace) -> None:
    received = edition_for(SENT[1], TRUTHS[SENT[1]], Audience.INTERNAL, version=2, sections=[WITH_TREND])
    receive(held, received)
    trend = next(one for one in preview_update(held, 2026, Audience.INTERNAL, "en").sections if one.code == "trend")
    assert [one.table.title for one in trend.tables] == [
        "Representation over the years: all of Wales", "Representation over the years: each organisation"
    ]  # fmt: skip


def test_the_checklist_says_what_is_missing(held: Workspace) -> None:
    for key in ("messages", "progress", "learning", "next"):
        set_update_text(held, 2026, key, english="A", welsh="B", translation="approved", by=ANN)
    records.add(
        held,
        "data_review",
        {
            "title": "R", "first_year": "2025", "last_year": "2026", "status": "planned", "reviewer": "An analyst",
            "next_review": "2028-10-01", "checked": "staff",
        },
        by=ANN,
    )  # fmt: skip
    lines = {one.code: one for one in check_update(held, 2026)}
    assert {code for code, one in lines.items() if not one.done} == {"returns", "version", "endorsement"}
    assert [year for year in range(2024, 2029) if _is_reviewed(held, year)] == [2025, 2026, 2027]
    assert "CPS" not in lines["returns"].missing
    assert "North Wales Police" in lines["returns"].missing


def _is_reviewed(ws: Workspace, year: int) -> bool:
    return next(one.done for one in check_update(ws, year) if one.code == "review")


def test_an_edition_that_was_changed_is_refused(held: Workspace) -> None:
    with held.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER return_edition_no_update")
        connection.exec_driver_sql("UPDATE return_edition SET contents = replace(contents, '1903', '2903')")
        connection.exec_driver_sql("UPDATE return_edition SET contents = contents || ' '")
    with pytest.raises(WorkforceError, match="not as it was received"):
        preview_update(held, 2026, Audience.PUBLIC, "en")


def test_totals_are_of_the_people_who_are_there(held: Workspace) -> None:
    held_rows = tables(preview_update(held, 2026, Audience.INTERNAL, "en"))["T3b"].table.rows
    truth = sum(people(one, "headcount") for one in TRUTHS.values())
    total = held_rows[-1].cells[0]
    assert isinstance(total, Shown)
    assert total.value.low <= truth <= total.value.high  # type: ignore[union-attr]


def table(title: str, keys: tuple[str, ...], *rows: tuple[str, tuple[Cell, ...]]) -> EditionTable:
    columns = tuple(Column(key, key) for key in keys)
    return EditionTable("T", "T", Table(title, "Row", columns, tuple(Row(key, cells, key) for key, cells in rows)))


def test_mentoring_is_added_up_where_both_counts_are_shown(ws: Workspace) -> None:
    def mentoring(number: Cell, of: Cell) -> EditionSection:
        rates = table("Mentoring: X", ("number", "of", "rate"), ("M2", (number, of, Shown("x"))))
        return EditionSection(13, "mentoring", "Mentoring", (), (rates,))

    given = [(Shown(Count(20, 20)), Shown(Count(50, 50))), (Withheld("x"), Shown(Count(30, 30)))]
    for code, (number, of) in zip(SENT, given, strict=False):
        receive(ws, edition_for(code, TRUTHS[code], Audience.FULL, sections=(mentoring(number, of),)))
    sums = mentoring_sums(sources_of(ws, 2026), shipped_policy().profile("TASKFORCE"))
    assert sums is not None
    assert sums.rows[0].cells[:2] == (Shown(Count(20, 20)), Shown(Count(50, 50)))
    assert sums.rows[0].cells[3] == Shown("1")


def test_the_register_is_counted_by_what_became_of_each_record(ws: Workspace) -> None:
    rows = (
        ("1", (Shown("unexplained"), Shown("1 March 2026"))),
        ("2", (Shown("explanation accepted"), NotAvailable("none"))),
        ("3", (Shown("reform in progress"), NotAvailable("none"))),
        ("4", (Shown("closed"), NotAvailable("none"))),
        ("5", (Shown("identified"), Shown("1 May 2026"))),
    )
    register = EditionSection(16, "register", "R", (), (table("R: X", ("status", "due"), *rows),))
    receive(ws, edition_for(SENT[0], TRUTHS[SENT[0]], Audience.FULL, sections=(register,)))
    summary = register_summary(sources_of(ws, 2026), 2026)
    assert summary is not None
    assert {row.key: row.cells[0] for row in summary.rows} == {
        "open": Shown(4), "explained": Shown(1), "reform": Shown(1), "overdue": Shown(1), "closed": Shown(1),
    }  # fmt: skip
