"""One figure changed in an exported file is found and named, in each format; a file as it was written is the same."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.editions import sample_edition, with_figure
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.ledger import LedgerEntry
from workforce_tui.exporting import editions as writers
from workforce_tui.exporting.editions import write_edition
from workforce_tui.importing import edition_file
from workforce_tui.importing.files import Opener
from workforce_tui.services import edition_verify
from workforce_tui.services.edition_differences import Difference
from workforce_tui.services.edition_files import EditionError
from workforce_tui.services.edition_import import import_edition
from workforce_tui.services.edition_verify import verify_file
from workforce_tui.services.edition_verify_text import verified_lines
from workforce_tui.services.publication_files import file_of
from workforce_tui.storage import editions as store
from workforce_tui.storage.publications import add_publication

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

EDITION = sample_edition()
OTHER = with_figure(EDITION, "T4a", "L1", "minority", Shown(Count.exact(41)))
TABLE = "Staff in post by level: Gwent Police. As at 31 March 2025"
FORMS = ("csv", "xlsx", "docx", "html")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        edition_file, "edition_file_apart", lambda path: edition_file.read_edition_file(path, Opener(guarded=True))
    )


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {form: content_of(form, EDITION) for form in FORMS}


def hand_out(ws: Workspace, path: Path) -> None:
    """Enter a file in the ledger as handed out."""
    entry = LedgerEntry(
        EDITION.organisation, (EDITION.year,), "PUBLIC", "hash", 1, ("en",), "Jo", "Wales", "", "out",
        "2026-06-21T10:00:00Z", 0, 0, (file_of(path),),
    )  # fmt: skip
    with ws.writing() as session:
        add_publication(session, entry=entry, figures=())


def content_of(form: str, edition: Edition) -> bytes:
    stream = io.BytesIO()
    write_edition(form, edition, stream)
    return stream.getvalue()


@pytest.fixture
def holding(ws: Workspace) -> Workspace:
    """A database that holds the edition, a public one beside it, and one of another year."""
    with ws.writing() as session:
        for one in (EDITION, sample_edition(audience=Audience.PUBLIC, minority=50), sample_edition(year=2024)):
            held = held_edition(one, origin=Origin.MADE, made_at="2025-06-21T10:00:00Z", by="Jo Rees")
            store.add_edition(session, held=held)
    return ws


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def edited(content: bytes, before: bytes, after: bytes, part: str = "") -> bytes:
    """The file with one text in place of another, in one part of it where it is an archive."""
    if not part:
        assert before in content
        return content.replace(before, after)
    out = io.BytesIO()
    changed = 0
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            data = old.read(one)
            if one.filename == part and before in data:
                data, changed = data.replace(before, after), changed + 1
            new.writestr(one, data)
    assert changed == 1
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_a_file_as_it_was_written_is_the_same(
    holding: Workspace, tmp_path: Path, files: dict[str, bytes], form: str
) -> None:
    found = verify_file(holding, put(tmp_path, f"renamed.{form}", files[form]))
    assert (found.same, found.identical, found.held) == (True, True, True)
    assert found.edition is not None
    assert found.edition.stem == EDITION.stem


PLACE = ("Level 1", "Ethnic minority", "40", "41")
FIGURE = Difference("T4a", *PLACE)
TAMPERED = [
    ("csv", b",40,people", b",41,people", "", FIGURE),
    ("xlsx", b"<v>40</v>", b"<v>41</v>", "xl/worksheets/sheet5.xml", Difference("T4a Level", *PLACE)),
    ("xlsx", b">40<", b">41<", "xl/sharedStrings.xml", FIGURE),
    ("docx", b">40<", b">41<", "word/document.xml", Difference(TABLE, *PLACE)),
    ("html", b">40<", b">41<", "", Difference(TABLE, *PLACE)),
]  # fmt: skip


@pytest.mark.parametrize(("form", "before", "after", "part", "difference"), TAMPERED)
def test_one_changed_figure_is_named(
    holding: Workspace, tmp_path: Path, files: dict[str, bytes], form: str, before: bytes, after: bytes, part: str,
    difference: Difference,
) -> None:  # fmt: skip
    found = verify_file(holding, put(tmp_path, f"a.{form}", edited(files[form], before, after, part)))
    assert not found.same
    assert found.differences == (difference,)


@pytest.mark.parametrize(("form", "before", "after", "part", "_difference"), TAMPERED[:3])
def test_a_csv_or_workbook_is_judged_by_itself_where_nothing_is_held(
    ws: Workspace, tmp_path: Path, files: dict[str, bytes], form: str, before: bytes, after: bytes, part: str,
    _difference: Difference,
) -> None:  # fmt: skip
    whole = verify_file(ws, put(tmp_path, f"b.{form}", files[form]))
    assert (whole.same, whole.held) == (True, False)
    assert not verify_file(ws, put(tmp_path, f"a.{form}", edited(files[form], before, after, part))).same


def test_a_hash_that_was_worked_out_again_does_not_deceive_the_edition_that_is_held(
    holding: Workspace, tmp_path: Path
) -> None:
    found = verify_file(holding, put(tmp_path, "a.csv", content_of("csv", OTHER)))
    assert found.hash_holds
    assert found.differences == (FIGURE,)


def test_a_text_beside_the_tables_is_compared_too(holding: Workspace, tmp_path: Path, files: dict[str, bytes]) -> None:
    for form, part in (("docx", "word/document.xml"), ("html", "")):
        content = edited(files[form], b"No training was held", b"Much training was held", part)
        found = verify_file(holding, put(tmp_path, f"a.{form}", content))
        assert any("Much training" in one.after for one in found.differences), form


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_workbook_that_another_program_saved_again_says_the_same(
    holding: Workspace, tmp_path: Path, files: dict[str, bytes]
) -> None:
    import openpyxl

    path = tmp_path / "again.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    book.save(path)
    found = verify_file(holding, path)
    assert (found.same, found.identical, found.differences) == (True, False, ())
    cell = next(one for row in book["T4a Level"].iter_rows() for one in row if one.value == 40)
    cell.value = 41
    book.save(path)
    assert verify_file(holding, path).differences == (Difference("T4a Level", *PLACE),)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_format_that_shows_another_number_is_named(
    holding: Workspace, tmp_path: Path, files: dict[str, bytes]
) -> None:
    import openpyxl

    path = tmp_path / "shown.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    cell = next(one for row in book["T4a Level"].iter_rows() for one in row if one.value == 40)
    for code in ('"999"', "0,", '0"9"'):
        was, cell.number_format = cell.number_format, code
        book.save(path)
        told = Difference("T4a Level", cell.coordinate, "number format", "#,##0", code)
        assert verify_file(holding, path).differences == (told,), was
    cell.number_format = "General"
    book.save(path)
    assert verify_file(holding, path).same


def test_a_bar_of_another_length_is_named(holding: Workspace, tmp_path: Path, files: dict[str, bytes]) -> None:
    bar = re.search(rb'(<rect class="bar"[^>]* width=")([0-9.]+)"', files["html"])
    assert bar is not None
    content = files["html"].replace(bar[0], bar[1] + b'600"', 1)
    (found,) = verify_file(holding, put(tmp_path, "a.html", content)).differences
    assert (found.column, found.before, found.after) == ("rect", f"width={bar[2].decode()}", "width=600")
    assert found.where
    assert found.row


@pytest.mark.parametrize(
    ("instead_of", "put_in"),
    [
        (b"</style>", b'td:nth-child(2)::before{content:"9"}</style>'),
        (b"</style>", b"td{visibility:hidden}</style>"),
        (b"<td", b"<td hidden"),
        (b"</head>", b'<link rel="stylesheet" href="x.css"></head>'),
    ],
)
def test_a_page_whose_style_shows_other_figures_is_found(
    holding: Workspace, files: dict[str, bytes], tmp_path: Path, instead_of: bytes, put_in: bytes
) -> None:
    assert instead_of in files["html"]
    file = put(tmp_path, "a.html", files["html"].replace(instead_of, put_in, 1))
    assert any(one.column == "style" for one in verify_file(holding, file).differences)


def test_a_full_edition_is_compared_only_for_who_may_see_it(
    ws: Workspace, tmp_path: Path, files: dict[str, bytes]
) -> None:
    full = sample_edition(audience=Audience.FULL)
    with ws.writing() as session:
        store.add_edition(session, held=held_edition(full, origin=Origin.MADE, made_at="2025-06-21T10:00:00Z", by="Jo"))
    path = put(tmp_path, f"{full.stem}.csv", content_of("csv", full))
    assert (verify_file(ws, path).held, verify_file(ws, path, raw=False).held) == (True, False)
    with pytest.raises(EditionError, match="no edition that is held"):
        verify_file(ws, put(tmp_path, f"{full.stem}.html", files["html"]), raw=False)


def test_rows_left_out_or_damaged_are_named(holding: Workspace, tmp_path: Path, files: dict[str, bytes]) -> None:
    lines = files["csv"].split(b"\r\n")
    gone = next(number for number, line in enumerate(lines) if b",L2," in line and b"headcount" in line)
    short = verify_file(holding, put(tmp_path, "a.csv", b"\r\n".join(lines[:gone] + lines[gone + 1 :])))
    assert Difference("T4a", "Level 2", "Headcount", "200", "") in short.differences
    damaged = verify_file(holding, put(tmp_path, "b.csv", edited(files["csv"], b",40,people", b",forty,people")))
    assert damaged.differences == (Difference("T4a", "Level 1", "Ethnic minority", "40", "forty"),)


def test_files_that_are_no_edition_are_refused(ws: Workspace, tmp_path: Path, files: dict[str, bytes]) -> None:
    for name, content, why in (
        ("a.txt", b"x", "no file of a return"),
        ("a.csv", b"a,b\n1,2\n", "no interchange file"),
        ("a.docx", files["docx"], "no edition that is held"),
        ("b.docx", b"PK\x03\x04", "cannot be read"),
        ("a.pdf", b"%PDF-1.7", "no edition that is held"),
    ):
        with pytest.raises(EditionError, match=why):
            verify_file(ws, put(tmp_path, name, content))
    with pytest.raises(EditionError, match="cannot be read"):
        verify_file(ws, tmp_path / "none.html")


def test_a_pdf_is_compared_as_a_whole(holding: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "_writer", lambda _form: lambda edition, out: out.write(edition.stem.encode()))
    assert verify_file(holding, put(tmp_path, "a.pdf", EDITION.stem.encode())).same
    found = verify_file(holding, put(tmp_path, f"{EDITION.stem}.pdf", b"%PDF of another"))
    assert (found.same, found.judged, found.differences) == (False, False, ())
    assert found.edition is not None
    first, why = verified_lines(found)
    assert first == f"It cannot be said whether {EDITION.stem}.pdf is as it was handed over."
    assert "What stands in a PDF is not compared: verify the tidy CSV" in why


def test_a_pdf_of_the_ledger_is_known_where_none_can_be_written(
    holding: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_form: str) -> None:
        raise WorkforceError("PDF cannot be written", "Install it")

    monkeypatch.setattr(writers, "_writer", missing)
    path = put(tmp_path, f"{EDITION.stem}.pdf", b"%PDF as handed out")
    assert not verify_file(holding, path).judged
    hand_out(holding, path)
    found = verify_file(holding, path)
    assert (found.same, found.identical) == (True, True)
    assert not verify_file(holding, put(tmp_path, f"{EDITION.stem}.pdf", b"%PDF as changed after")).same


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
def test_a_file_that_was_handed_out_stays_so_when_it_would_be_worded_otherwise_today(
    form: str, holding: Workspace, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, f"{EDITION.stem}.{form}", files[form])
    today = replace(EDITION, title="The return, as it is called today")
    monkeypatch.setattr(edition_verify, "_bytes", lambda form, _edition: content_of(form, today))
    assert not verify_file(holding, path).same
    hand_out(holding, path)
    found = verify_file(holding, path)
    assert (found.same, found.identical) == (True, True)


def test_what_was_received_from_a_workbook_is_written_again_as_it_was(
    ws: Workspace, tmp_path: Path, files: dict[str, bytes]
) -> None:
    import_edition(ws, put(tmp_path, "a.xlsx", files["xlsx"]), "Eleri Rees")
    with ws.reading() as session:
        (held,) = store.editions(session)
    for form in FORMS:
        assert content_of(form, held.edition) == files[form], form
