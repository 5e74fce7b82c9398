"""Handing editions out: all of them or nothing, never before the audit, and once handed out for ever the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from builders import DAY, GWENT
from gated_force import SOUTH, STAFF, add_staff
from signed_force import LATER, YEAR, sign_return
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience, Edition
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.services import edition_exporting, edition_writing, return_handing
from workforce_tui.services.attacking import AuditOutcome
from workforce_tui.services.edition_exporting import EditionRequest, export_editions, prepare_edition
from workforce_tui.services.edition_preview import edition_so_far
from workforce_tui.services.editions import build_edition, held_editions
from workforce_tui.services.ledger import list_publications, show_publication
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.publishing import audited
from workforce_tui.services.return_compiling import compile_returns, read_answers
from workforce_tui.services.return_handing import Handed, export_returns
from workforce_tui.services.return_signing import sign
from workforce_tui.services.returns import check_return, list_returns, open_return, set_nothing, set_text
from workforce_tui.services.targets import set_target
from workforce_tui.services.workspace import Workspace, open_workspace
from workforce_tui.storage import publications

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workforce_tui.domain.table import Table


Ask = "Callable[..., EditionRequest]"
INTERNAL, PUBLIC, FULL = (Audience.INTERNAL,), (Audience.PUBLIC,), (Audience.FULL,)


@pytest.fixture
def force(signed_database: Path, tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "db").mkdir()
    shutil.copy(signed_database, tmp_path / "db" / "force.db")
    ws = open_workspace(str(tmp_path / "db" / "force.db"))
    yield ws
    ws.close()


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., EditionRequest]:
    def request(*audiences: Audience, folder: str = "out", **more: Any) -> EditionRequest:
        given = {"given_to": "The taskforce", "signed_by": "A. Analyst", "formats": ("csv",), **more}
        return EditionRequest(GWENT, YEAR, audiences, tmp_path / folder, **given)

    return request


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit that finds nothing, for what the audit has no part in."""
    from workforce_tui.services import publishing

    monkeypatch.setattr(publishing, "audit_files", lambda *_given: AuditOutcome(True, 1))
    monkeypatch.setattr(edition_exporting, "audit_files", lambda *_given: AuditOutcome(True, 1))
    monkeypatch.setattr(publishing, "given_away", lambda *_given: AuditOutcome(True))
    monkeypatch.setattr(edition_exporting, "refuse_given_away", lambda *_given: None)


def left(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.name not in ("db", "data"))


def test_what_is_handed_out_is_audited_kept_and_in_the_ledger(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path
) -> None:
    done = export_editions(force, ask(Audience.INTERNAL, Audience.PUBLIC, formats=("csv", "xlsx"), languages=("en",)))
    assert all(one.audit.done and not one.audit.confined for one in done.audiences)
    assert left(tmp_path) == ["out"]
    assert left(tmp_path / "out") == [
        f"{GWENT}_{YEAR}_return_{audience}_v1_en.{form}"
        for audience in ("internal", "public")
        for form in ("csv", "xlsx")
    ]
    for one in done.audiences:
        entry, figures = show_publication(force, one.entry.id or 0)
        assert entry.step is Step.PUBLISHED
        assert any(figure.key.cut == "event:leavers" for figure in figures)
        for file in entry.files:
            assert hashlib.sha256((tmp_path / "out" / file.name).read_bytes()).hexdigest() == file.sha256
    held = held_editions(force, YEAR, origin=Origin.MADE)
    assert [(one.audience, one.language) for one in held] == [
        (audience, spoken) for audience in (Audience.INTERNAL, Audience.PUBLIC) for spoken in ("en", "cy")
    ]
    assert held[0].edition == done.audiences[0].editions[0]


@pytest.mark.usefixtures("content")
def test_once_handed_out_it_is_the_same_for_ever(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path
) -> None:
    export_editions(force, ask(*PUBLIC, formats=("csv", "html"), folder="first"))
    with force.writing() as session:
        add_staff(session, GWENT, date(2026, 4, 1), {**LATER, "A_IND": (27, 7, 1, 0)})
    again = export_editions(force, ask(*PUBLIC, formats=("csv", "html"), folder="second"))
    assert again.audiences[0].again
    for name in left(tmp_path / "first"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert len(held_editions(force)) == 2
    with pytest.raises(WorkforceError, match="moved since"):
        export_editions(force, ask(*INTERNAL, folder="third"))
    assert "third" not in left(tmp_path)


def test_figures_of_a_later_version_are_marked_revised_with_both_values(
    force: Workspace, ask: Callable[..., EditionRequest]
) -> None:
    """Of people, of indicators and beside targets; the audit itself follows what is said of both versions."""
    set_target(force, Target(GWENT, "workforce", TargetKind.PERCENT, value=Fraction(9, 100), due=date(2030, 3, 31)))
    sign_return(force, reason="With a target.")
    export_editions(force, ask(*INTERNAL))
    with force.writing() as session:
        add_staff(session, GWENT, date(2026, 4, 1), {**LATER, "W_BRIT": (430, 95, 28, 2), "A_IND": (46, 7, 1, 0)})
    sign_return(force, reason="A late correction.")
    done = export_editions(force, ask(*INTERNAL, folder="later"))
    assert done.audiences[0].audit.done
    (edition,) = done.audiences[0].editions
    assert dict(edition.facts)["Why there is this version"] == "A late correction."
    notes = next(one for one in edition.sections if one.code == "notes")
    figures, indicators, targets = (held.table for held in notes.tables)
    assert [column.label for column in figures.columns] == ["Version 2", "Revised"]
    by_key = {row.key: [cell_text(cell) for cell in row.cells] for row in figures.rows}
    assert by_key["T4b//headcount"] == ["623", "673"]
    assert all(len(values) == 2 for values in by_key.values())
    assert not any(key.startswith(("T12", "T18")) for key in by_key), "these stand in tables of their own"
    assert said(indicators, "R1") == [
        ("R1 Ethnic minority representation: Version 2", "8.4"),
        ("R1 Ethnic minority representation: Revised", "10.9"),
    ]
    assert [label for label, _value in said(targets, "workforce", "gap")] == [
        "All staff: Version 2",
        "All staff: Revised",
    ]
    assert len({gap for _label, gap in said(targets, "workforce", "gap")}) == 2


def said(table: Table, key: str, column: str = "value") -> list[tuple[str, str]]:
    place = [one.key for one in table.columns].index(column)
    return [
        (row.label, cell_text(row.cells[place])) for row in table.rows if row.key.partition("/")[0] == key
    ]  # fmt: skip


def test_a_figure_left_in_is_refused(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = prepare_edition(force, GWENT, YEAR, Audience.FULL, "en")
    kept = next(table.table for _section, table in true.tables() if table.code == "T4b")

    def leaking(*given: Any) -> Edition:
        edition = build_edition(*given)
        return replace(edition, sections=tuple(replace(one, tables=tuple(map(left_in, one.tables))) for one in
                                               edition.sections))  # fmt: skip

    def left_in(table: Any) -> Any:
        if table.code != "T4b":
            return table
        row = next(row for row in table.table.rows if row.key == "INSPECTOR")
        place = [column.key for column in table.table.columns].index("minority")
        assert not isinstance(row.cells[place], Shown)
        exact = next(one for one in kept.rows if one.key == "INSPECTOR").cells[place]
        assert exact == Shown(Count.exact(2))
        cells = (*row.cells[:place], exact, *row.cells[place + 1 :])
        rows = tuple(replace(one, cells=cells) if one is row else one for one in table.table.rows)
        return replace(table, table=replace(table.table, rows=rows))

    monkeypatch.setattr(edition_exporting, "build_edition", leaking)
    monkeypatch.setattr(edition_exporting, "FEWER", ((),))
    with pytest.raises(WorkforceError, match="work figures out"):
        export_editions(force, ask(*PUBLIC))
    assert left(tmp_path) == []
    assert held_editions(force) == ()
    assert list_publications(force) == ()


@pytest.mark.usefixtures("content")
def test_a_crash_leaves_nothing_behind(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = edition_writing.write_edition

    def full_disk(form: str, edition: Edition, stream: Any) -> None:
        if form == "html" and edition.audience is Audience.PUBLIC:
            raise OSError(28, "No space left on device")
        write(form, edition, stream)

    monkeypatch.setattr(edition_writing, "write_edition", full_disk)
    with pytest.raises(WorkforceError, match="No space left"):
        export_editions(force, ask(Audience.INTERNAL, Audience.PUBLIC, formats=("csv", "html")))
    assert left(tmp_path) == []
    assert held_editions(force) == ()
    assert [one.step for one in list_publications(force)] == [Step.ABANDONED]


KILLED = """
import os, sys
from pathlib import Path
from workforce_tui.domain.edition import Audience
from workforce_tui.services import edition_writing
from workforce_tui.services.edition_exporting import EditionRequest, export_editions
from workforce_tui.services.workspace import open_workspace

def die(form, edition, stream):
    stream.write(b"half of it")
    stream.flush()
    if form == "csv":
        return
    os._exit(9)

edition_writing.write_edition = die
database, folder, organisation, year = sys.argv[1:]
given = {"given_to": "T", "signed_by": "A", "reason": "Asked for.", "formats": ("csv", "html")}
request = EditionRequest(organisation, int(year), (Audience.FULL,), Path(folder), **given)
export_editions(open_workspace(database), request)
"""


def test_a_program_killed_in_the_middle_of_a_file_leaves_no_folder_to_take_for_whole(
    force: Workspace, tmp_path: Path, ask: Callable[..., EditionRequest]
) -> None:
    """What it leaves is private, hidden, named as unfinished, and removed by a later export once it is old."""
    words = (str(force.engine.url.database), str(tmp_path / "out"), GWENT, str(YEAR))
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", KILLED, *words], env=os.environ | paths, check=False)
    assert done.returncode == 9
    (unfinished,) = left(tmp_path)
    assert unfinished.startswith(".out.")
    assert unfinished.endswith(".part")
    assert (list_publications(force), held_editions(force)) == ((), ())
    os.utime(tmp_path / unfinished, (1, 1))
    export_editions(force, ask(*FULL, reason="Asked for."))
    assert left(tmp_path) == ["out"]


@pytest.mark.usefixtures("content")
def test_the_full_edition_needs_a_reason_which_is_kept(force: Workspace, ask: Callable[..., EditionRequest]) -> None:
    with pytest.raises(WorkforceError, match="reason"):
        export_editions(force, ask(*FULL))
    done = export_editions(force, ask(*FULL, reason="Asked for by the officer"))
    assert not done.audiences[0].audit.done
    assert {one.reason for one in held_editions(force)} == {"Asked for by the officer"}
    with force.reading() as session:
        assert publications.publications(session)[0].reason == "Asked for by the officer"


def test_a_preview_leaves_out_what_the_export_leaves_out_before_signing_and_after(
    force: Workspace, ask: Callable[..., EditionRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*given: Any, drafts_first: bool = False) -> Any:
        """The audit finds all tables together unsafe, and fewer of them safe."""
        if not drafts_first:
            raise UnsafeError("unsafe", "")
        return audited(*given, drafts_first=drafts_first)

    monkeypatch.setattr(edition_exporting, "audited", refusing)
    preview = edition_so_far(force, GWENT, YEAR, Audience.PUBLIC, "en")
    (made,) = export_editions(force, ask(Audience.PUBLIC, languages=("en", "cy"))).audiences
    assert preview == made.editions[0]
    assert not any(one.table.title.startswith("Representation over") for _s, one in preview.tables())

    with force.writing() as session:
        add_staff(session, GWENT, date(2026, 3, 31), STAFF)
    unsigned = edition_so_far(force, GWENT, YEAR, Audience.PUBLIC, "en")
    assert (unsigned.version, "Not signed yet" in unsigned.notes[0]) == (2, True)
    assert not any(one.table.title.startswith("Representation over") for _s, one in unsigned.tables())


def test_a_return_without_any_figures_is_handed_out_too(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path
) -> None:
    found = open_return(force, SOUTH, YEAR, by="Jo Rees")
    for check in check_return(force, found):
        if not check.done and check.section.code != "narrative":
            set_nothing(force, SOUTH, YEAR, check.section.code, "A new body.", by="Jo Rees")
    for key in ("actions", "outcomes"):
        set_text(force, SOUTH, YEAR, key, english="None yet.", by="Jo Rees")  # and nothing in Welsh
    sign(force, SOUTH, YEAR, name="P. Kelly", post="Chief", confirmation=f"{SOUTH} {YEAR}")
    with pytest.raises(
        WorkforceError, match="In one language alone: Actions and approaches taken; What came of the actions"
    ):
        export_editions(force, replace(ask(*PUBLIC), organisation=SOUTH))
    why = "The translation follows in a week."
    done = export_editions(force, replace(ask(*PUBLIC), organisation=SOUTH, reason=why))
    assert done.audiences[0].entry.reason == why
    (edition,) = done.audiences[0].editions
    assert not any(edition.tables())
    assert next(one for one in edition.sections if one.code == "staff").nothing == "A new body."
    assert done.audiences[0].audit.done
    assert left(tmp_path / "out") == [f"{SOUTH}_{YEAR}_return_public_v1_en.csv"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"formats": ("odt",)}, "There is no format odt"),
        ({"formats": ()}, "There is no format"),
        ({"languages": ("fr",)}, "en .English. or cy"),
        ({"given_to": " "}, "who hands the figures out"),
        ({"version": 7}, "no version 7"),
    ],
)
def test_what_is_incomplete_is_refused_before_any_work(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(WorkforceError, match=said):
        export_editions(force, ask(*PUBLIC, **more))
    assert left(tmp_path) == []


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("organisation", "step", "refused"),
    [
        (GWENT, Step.PUBLISHED, True),
        ("", Step.PREPARED, True),
        ("", Step.ABANDONED, False),
        (SOUTH, Step.PUBLISHED, False),
    ],
)
def test_figures_of_the_same_staff_that_somebody_handed_out_meanwhile_are_found(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path, organisation: str, step: Step, refused: bool
) -> None:
    def meanwhile(now: str) -> None:
        if now != "Auditing what was written":
            return
        entry = LedgerEntry(organisation, (YEAR,), "TASKFORCE", "", 1, ("en",), "B. Other", "X", "", "f", "", 0, 0, ())
        with force.writing() as session:
            number = publications.add_publication(session, entry=entry, figures=())
            publications.add_step(session, publication=number, step=step, made_at="")

    if not refused:
        export_editions(force, ask(*INTERNAL), meanwhile)
        return
    with pytest.raises(WorkforceError, match="meanwhile"):
        export_editions(force, ask(*INTERNAL), meanwhile)
    assert left(tmp_path) == []
    assert len(list_publications(force)) == 1


@pytest.mark.usefixtures("content")
def test_every_signed_return_of_a_year_at_once(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = export_returns(force, ask(*INTERNAL))
    assert [(one.organisation, one.refused) for one in handed] == [(GWENT, None)]
    assert left(tmp_path / "out") == [GWENT]
    with pytest.raises(WorkforceError, match="signed"):
        export_returns(force, replace(ask(*INTERNAL, folder="none"), year=2025))
    assert "none" not in left(tmp_path)
    asked_at_a_time: list[str] = []
    monkeypatch.setattr(return_handing, "FEW", 1)
    monkeypatch.setattr(return_handing.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(
        return_handing,
        "_at_a_time",
        lambda _ws, asked, _number, _tell: [Handed(asked_at_a_time.append(one.organisation) or "") for one in asked],
    )
    export_returns(force, ask(*INTERNAL, folder="several"))
    assert asked_at_a_time == [GWENT]


@pytest.mark.usefixtures("content")
def test_a_folder_for_every_return_that_cannot_be_made_is_said(
    force: Workspace, ask: Callable[..., EditionRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    with pytest.raises(WorkforceError, match=r"cannot be written \(Permission denied\)"):
        export_returns(force, ask(*INTERNAL))


def test_a_program_of_its_own_hands_out_the_same_files(
    force: Workspace, ask: Callable[..., EditionRequest], tmp_path: Path
) -> None:
    """Each return of many is handed out by another program: byte for byte as by this one, in the same ledger."""
    told: list[str] = []
    handed = list(return_handing._at_a_time(force, [ask(*INTERNAL)], 2, told.append))
    assert told == [GWENT]
    assert handed[0].done is not None
    assert list_publications(force)[0].step is Step.PUBLISHED
    again = export_editions(force, ask(*INTERNAL, folder="again"))
    assert handed[0].done.audiences[0].editions == again.audiences[0].editions
    files = [sorted((tmp_path / name).iterdir()) for name in ("out", "again")]
    assert [one.read_bytes() for one in files[0]] == [one.read_bytes() for one in files[1]]


@pytest.mark.usefixtures("content")
def test_after_a_publication_of_all_wales_returns_are_handed_out_one_by_one(
    force: Workspace, ask: Callable[..., EditionRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = LedgerEntry("", (YEAR,), "PUBLIC", "", 1, ("en",), "A. Analyst", "All", "", "wales", "", 0, 0, ())
    with force.writing() as session:
        publications.add_publication(session, entry=entry, figures=())
    monkeypatch.setattr(return_handing, "FEW", 1)
    monkeypatch.setattr(return_handing, "_at_a_time", None)
    assert [one.refused for one in export_returns(force, ask(*INTERNAL))] == [None]


def test_returns_are_compiled_from_a_file_of_texts(force: Workspace, tmp_path: Path) -> None:
    with force.writing() as session:
        add_staff(session, SOUTH, DAY, STAFF)
    file = tmp_path / "texts.toml"
    file.write_text(
        '[texts.actions]\nen = "We began."\ncy = "Dechreuon ni."\n[texts.outcomes]\nen = "More."\n'
        '[nothing]\nleavers = "None."\n[organisations.gwent-police.nothing]\nnetworks = "There is none."\n',
        encoding="utf-8",
    )
    answers = read_answers(file)
    found = {one.found.organisation: one for one in compile_returns(force, 2025, by="Jo Rees", answers=answers)}
    gwent, south = found["gwent-police"], found["south-wales-police"]
    assert gwent.opened
    assert gwent.found.nothing == {"leavers": "None.", "networks": "There is none."}
    assert south.found.nothing == {"leavers": "None."}
    assert "staff" not in {check.section.code for check in south.missing}
    assert compile_returns(force, 2025, by="Jo Rees", answers=answers)[0].found.texts == gwent.found.texts
    for wrong in ("[texts.poem]\nen = 'x'", "[nothing]\npoem = 'x'", "poem = 1", "x", "[nothing]\nleavers = 1"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(WorkforceError):
            read_answers(file)


@pytest.mark.parametrize(
    "wrong",
    [
        "organisations.gwent-police = 'x'", "[organisations.gwent-police]\npoem = 1",
        "[organisations.gwent-police.organisations.gwent-police.nothing]\nleavers = 'None.'",
        "[texts.actions]\nen = 5", "[texts.actions]\ncy = ['x']", "[texts.actions]\ntranslation = 'splendid'",
        "[organisations.gwent-police.texts.actions]\ntranslation = 'splendid'", "[nothing]\ncover = 'x'",
        "[organisations.atlantis-police.nothing]\nleavers = 'None.'", "[nothing]\nleavers = '" + "x" * 20_001 + "'",
    ],
)  # fmt: skip
def test_a_wrong_answer_is_refused_before_any_return_is_opened(force: Workspace, tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "texts.toml"
    file.write_text(wrong, encoding="utf-8")
    before = list_returns(force)
    with pytest.raises(WorkforceError):
        compile_returns(force, 2024, by="Jo Rees", organisations=("gwent-police",), answers=read_answers(file))
    assert list_returns(force) == before
