"""Returns that were received: kept as they were handed over, moved on, and refused where anything is wrong."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import text
from sqlmodel import select

from helpers.editions import GWENT, WELSH, sample_edition, with_figure
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience, Edition, EditionKind
from workforce_tui.domain.edition_rows import RETURN_FIELDS, as_handed_over, rows_of
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.return_remarks import note_of
from workforce_tui.domain.return_sections import Narrative
from workforce_tui.domain.returns import ReturnState
from workforce_tui.exporting.edition_tidy import write_edition_tidy
from workforce_tui.i18n import speaking
from workforce_tui.importing import edition_file
from workforce_tui.importing.files import Opener
from workforce_tui.services.edition_files import EditionError
from workforce_tui.services.edition_import import HELD, IMPORTED, REFUSED, import_edition, import_editions
from workforce_tui.services.return_text import history_lines
from workforce_tui.services.returns import ask, get_return, move
from workforce_tui.storage import editions as store
from workforce_tui.storage import migrate
from workforce_tui.storage.return_tables import ReturnMoveRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workforce_tui.domain.held_editions import HeldEdition
    from workforce_tui.services.workspace import Workspace

BY = "Eleri Rees"
SECTION = sample_edition().sections[0]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files are read in this process, to be quick; what the other one does has tests of its own."""
    monkeypatch.setattr(
        edition_file, "edition_file_apart", lambda path: edition_file.read_edition_file(path, Opener(guarded=True))
    )
    return iter(())


def written(folder: Path, edition: Edition, name: str = "") -> Path:
    path = folder / f"{name or edition.stem}.csv"
    with path.open("wb") as stream:
        write_edition_tidy(edition, stream)
    return path


def changed(path: Path, change: Callable[[list[dict[str, str]]], None]) -> Path:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, RETURN_FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(("\ufeff" + out.getvalue()).encode())
    return path


def held(ws: Workspace) -> tuple[HeldEdition, ...]:
    with ws.reading() as session:
        return store.editions(session)


@pytest.mark.apart
def test_a_return_is_received_from_a_file_and_handed_on_as_it_was(ws: Workspace, tmp_path: Path) -> None:
    edition = sample_edition()
    done = import_edition(ws, written(tmp_path, edition), BY)
    assert (done.status, done.state, done.version) == (IMPORTED, ReturnState.SUBMITTED, 1)
    (kept,) = held(ws)
    assert (kept.origin, kept.by, kept.file_name) == (Origin.RECEIVED, BY, f"{edition.stem}.csv")
    assert kept.edition == as_handed_over(edition)
    assert rows_of(kept.edition) == rows_of(edition)
    found = get_return(ws, GWENT, 2025)
    assert found.texts[Narrative.ACTIONS].welsh == WELSH
    assert found.nothing == {"training": "No training was held this year."}
    (step,) = found.moves
    assert (step.after, step.version, step.by) == (ReturnState.SUBMITTED, 1, BY)
    assert "Ann Ŵyn, Chief Constable" in note_of(step)


@pytest.mark.usefixtures("here")
def test_the_history_of_what_was_received_is_in_the_language_of_the_reader(ws: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, sample_edition(), "ffurflen")
    with speaking("cy"):
        import_edition(ws, path, BY)
    found = get_return(ws, GWENT, 2025)
    with ws.reading() as session:
        (row,) = session.exec(select(ReturnMoveRow)).all()
    assert (row.note, "Derbyniwyd" in row.said) == ("", False)
    (line,) = history_lines(found)
    assert line.endswith("(Received: ffurflen.csv. Signed by Ann Ŵyn, Chief Constable, 20 June 2025.)")
    with speaking("cy"):
        (line,) = history_lines(found)
    assert line.endswith("(Derbyniwyd: ffurflen.csv. Llofnodwyd gan Ann Ŵyn, Chief Constable, 20 Mehefin 2025.)")


def test_a_step_from_before_codes_were_kept_says_what_it_said(ws: Workspace) -> None:
    config = migrate._config()
    with ws.engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0016")
        connection.execute(text("INSERT INTO annual_return (id, organisation, year) VALUES (1, 'gwent-police', 2025)"))
        connection.execute(
            text(
                "INSERT INTO return_move (return_id, after, version, signed_by, taken_on, made_at, note) VALUES"
                " (1, 'submitted', 1, 'Eleri Rees', '2025-07-01', '2025-07-01T10:00:00Z', 'Derbyniwyd: ffurflen.csv.')"
            )
        )
        command.upgrade(config, "head")
    (move,) = get_return(ws, GWENT, 2025).moves
    assert (note_of(move), move.remarks) == ("Derbyniwyd: ffurflen.csv.", ())


@pytest.mark.usefixtures("here")
def test_the_same_edition_again_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, sample_edition())
    import_edition(ws, path, BY)
    assert import_edition(ws, path, BY).status == HELD
    assert len(held(ws)) == 1
    assert len(get_return(ws, GWENT, 2025).moves) == 1


@pytest.mark.usefixtures("here")
def test_an_organisation_holds_what_it_handed_over_itself(ws: Workspace, tmp_path: Path) -> None:
    edition = sample_edition()
    with ws.writing() as session:
        made = held_edition(edition, origin=Origin.MADE, made_at="2025-06-21T10:00:00Z", by="Jo Rees")
        store.add_edition(session, held=made)
    assert import_edition(ws, written(tmp_path, edition), BY).status == HELD
    assert [one.origin for one in held(ws)] == [Origin.MADE]


@pytest.mark.usefixtures("here")
def test_editions_of_one_version_stand_side_by_side(ws: Workspace, tmp_path: Path) -> None:
    editions = [sample_edition(language, audience) for language in ("en", "cy") for audience in Audience]
    done = import_editions(ws, [written(tmp_path, one) for one in editions], BY)
    assert {one.status for one in done} == {IMPORTED}
    assert len(held(ws)) == 6
    assert len(get_return(ws, GWENT, 2025).moves) == 1


@pytest.mark.usefixtures("here")
def test_a_newer_version_takes_the_place_of_an_older_one_which_is_kept(ws: Workspace, tmp_path: Path) -> None:
    first = sample_edition()
    again = tuple(replace(one, nothing="", texts=()) for one in first.sections)
    second = replace(sample_edition(version=2, minority=45), sections=again)
    import_edition(ws, written(tmp_path, first), BY)
    ask(ws, GWENT, 2025, "staff", "Why 40?", by=BY)
    done = import_edition(ws, written(tmp_path, second), BY)
    found = get_return(ws, GWENT, 2025)
    assert done.state is found.state is ReturnState.RESUBMITTED
    assert found.handed_in == 2
    assert not found.nothing
    assert not found.texts[Narrative.ACTIONS].is_there
    assert [one.version for one in held(ws)] == [1, 2]
    with pytest.raises(WorkforceError, match="version 2 is held"):
        import_edition(ws, written(tmp_path, sample_edition("cy")), BY)


@pytest.mark.usefixtures("here")
def test_versions_are_received_in_order_whatever_order_files_come_in(ws: Workspace, tmp_path: Path) -> None:
    files = [written(tmp_path, sample_edition(version=number, minority=number)) for number in (3, 1, 2)]
    assert [one.version for one in import_editions(ws, files, BY)] == [3, 1, 2]
    assert [move.version for move in get_return(ws, GWENT, 2025).moves] == [1, 2, 3]


@pytest.mark.usefixtures("here")
def test_an_accepted_return_is_revised_by_a_newer_version(ws: Workspace, tmp_path: Path) -> None:
    import_edition(ws, written(tmp_path, sample_edition()), BY)
    accepted = move(ws, GWENT, 2025, "accepted", by=BY)
    assert accepted.moves[-1].version == 1
    import_edition(ws, written(tmp_path, sample_edition(version=2)), BY)
    states = [one.after for one in get_return(ws, GWENT, 2025).moves]
    assert states[-2:] == [ReturnState.REVISED, ReturnState.RESUBMITTED]


@pytest.mark.usefixtures("here")
def test_another_edition_of_a_version_that_is_held_is_refused(ws: Workspace, tmp_path: Path) -> None:
    import_edition(ws, written(tmp_path, sample_edition()), BY)
    with pytest.raises(WorkforceError, match="Another edition of version 1"):
        import_edition(ws, written(tmp_path, sample_edition(minority=45), "other"), BY)
    public = sample_edition(audience=Audience.PUBLIC)
    resigned = replace(public, codes={**public.codes, "signed_sha256": "1" * 64})
    with pytest.raises(WorkforceError, match="What was signed as version 1"):
        import_edition(ws, written(tmp_path, resigned), BY)
    assert len(held(ws)) == 1


def with_codes(**codes: str) -> Edition:
    edition = sample_edition()
    return replace(edition, codes={**edition.codes, **codes})


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("edition", "why"),
    [
        (sample_edition(organisation="nobody"), "no organisation called nobody"),
        (replace(sample_edition(), kind=EditionKind.UPDATE), "not the return of an organisation"),
        (sample_edition(year=1850), "1850 is no reporting year"),
        (sample_edition(version=0), "no version"),
        (replace(sample_edition(), language="fr"), "no language"),
        (replace(sample_edition(), sections=(SECTION, replace(SECTION, tables=SECTION.tables * 2))), "the same code"),
        (replace(sample_edition(), title="half \ud800"), "half of a character"),
        (with_codes(profile="RAW"), "profile is RAW, not TASKFORCE"),
        (with_codes(signed_name=""), "who signed it"),
        (with_codes(signed_sha256="abc"), "no hash of the signed version"),
        (replace(sample_edition(), sections=(replace(SECTION, number=5),)), "no section 5 staff"),
    ],
)
def test_a_file_that_says_what_no_return_says_is_refused(
    ws: Workspace, tmp_path: Path, edition: Edition, why: str
) -> None:
    with pytest.raises(WorkforceError, match=why):
        import_edition(ws, written(tmp_path, edition), BY)
    assert not held(ws)


@pytest.mark.usefixtures("here")
def test_one_changed_figure_is_refused_by_the_hash(ws: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, sample_edition())
    other = with_figure(sample_edition(), "T4a", "L1", "minority", Shown(Count.exact(45)))
    changed(path, lambda rows: rows.__setitem__(slice(None), [*rows_of(other)[:-1], rows[-1]]))
    with pytest.raises(WorkforceError, match="was changed after it was written"):
        import_edition(ws, path, BY)
    assert not held(ws)


@pytest.mark.usefixtures("here")
def test_every_wrong_line_is_collected_and_twenty_are_told(ws: Workspace, tmp_path: Path) -> None:
    def damage(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["form"] = row["form"] and "what?"

    (refused,) = import_editions(ws, [changed(written(tmp_path, sample_edition()), damage)], BY)
    assert refused.status == REFUSED
    assert len(refused.problems) > 20
    lines = refused.message.split("\n")
    assert len(lines) == 22
    assert lines[1].startswith("line 27, form: found what?, expected one of count, share")
    assert "not listed here" in lines[-1]
    assert "Nothing was changed" in refused.hint


@pytest.mark.usefixtures("here")
def test_a_line_with_a_field_too_many_does_not_hide_the_other_wrong_lines(ws: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, sample_edition())
    lines = path.read_bytes().split(b"\r\n")
    counts = [number for number, line in enumerate(lines) if b",count," in line]
    lines[counts[0]] += b",more"
    for number in counts[1:3]:
        lines[number] = lines[number].replace(b",count,", b",what?,")
    path.write_bytes(b"\r\n".join(lines))
    (refused,) = import_editions(ws, [path], BY)
    assert [one.line for one in refused.problems] == [number + 1 for number in counts[:3]]
    assert refused.problems[0].expected == "32 fields"
    assert "found what?" in refused.message
    assert not held(ws)


@pytest.mark.usefixtures("here")
def test_a_wrong_file_does_not_keep_the_others_out(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name,grade\nAnn,Constable\n", encoding="utf-8")
    done = import_editions(ws, [tmp_path / "list.csv", written(tmp_path, sample_edition())], BY)
    assert [one.status for one in done] == [REFUSED, IMPORTED]
    assert "first row" in done[0].message


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "first row"), (b"\xff\xfe\x00record", "not UTF-8"), (b"record,measure,value,form\n\"a", "unexpected end"),
        ((",".join(RETURN_FIELDS[:-1]) + "\n").encode(), "translation: found nothing, expected a column"),
        ((",".join((*RETURN_FIELDS, "more")) + "\n").encode(), "found more, expected no such column"),
        ((",".join(RETURN_FIELDS) + "\nfact\n").encode(), "found 1, expected 32 fields"),
        ((",".join(RETURN_FIELDS) + "\n").encode(), "schema"),
    ],
)  # fmt: skip
def test_other_texts_are_no_returns(tmp_path: Path, ws: Workspace, content: bytes, why: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(EditionError, match=why):
        import_edition(ws, path, BY)


@pytest.mark.apart
def test_hostile_files_end_as_a_refusal(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(WorkforceError, match="too large"):
        import_edition(ws, bomb, BY)
    with pytest.raises(WorkforceError, match="no file"):
        import_edition(ws, tmp_path / "not there.csv", BY)
    with pytest.raises(WorkforceError, match="folder"):
        import_edition(ws, tmp_path, BY)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workforce_tui.importing.guards import FileRefused

    monkeypatch.setattr(edition_file, "MOST_BYTES", 10)
    with pytest.raises(FileRefused):
        edition_file.read_edition_file(written(tmp_path, sample_edition()), Opener())
