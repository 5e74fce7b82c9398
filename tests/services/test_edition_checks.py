"""Pages and documents of an edition, checked beside its tidy file: safe, unless something is planted in them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

import signed_force
from builders import GWENT
from signed_force import YEAR
from workforce_tui.auditing import Protection, audit
from workforce_tui.domain.edition import Audience
from workforce_tui.services.edition_exporting import EditionRequest, export_editions

if TYPE_CHECKING:
    from pathlib import Path

TEN = Protection(10)
WORD = "word/document.xml"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a public edition, in every format that is read."""
    folder = tmp_path_factory.mktemp("edition")
    for ws in signed_force.signed_force(folder):
        asked = EditionRequest(
            GWENT, YEAR, (Audience.PUBLIC,), folder / "public", given_to="Everybody", signed_by="A. Analyst",
            formats=("csv", "xlsx", "docx", "html"), languages=("en", "cy"), reason="A draft translation.",
        )  # fmt: skip
        export_editions(ws, asked)
    return folder / "public"


def files(edition: Path, language: str) -> dict[str, Path]:
    return {path.suffix: path for path in edition.iterdir() if path.stem.endswith(language)}


def planted(path: Path, before: str, after: str, folder: Path) -> Path:
    """The file with a text in place of another that it has."""
    made = folder / path.name
    if path.suffix != ".docx":
        text = path.read_text(encoding="utf-8")
        assert before in text
        made.write_text(text.replace(before, after, 1), encoding="utf-8")
        return made
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(made, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            if name == WORD:
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
            changed.writestr(name, content)
    return made


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("form", [".html", ".docx", ".xlsx"])
def test_every_format_is_safe_beside_the_tidy_file(edition: Path, language: str, form: str) -> None:
    held = files(edition, language)
    report = audit([held[form], held[".csv"]], protection=TEN)
    assert report.safe, report.leaks
    assert not report.questions


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        (".html", "</main>", "<svg><text>7</text></svg></main>"),
        (".html", "</main>", "<p>Superintendent 2</p></main>"),
        (".html", ">[c]</td>", ">2</td>"),
        (".docx", ">[c]</w:t>", ">2</w:t>"),
    ],
    ids=["in a drawing", "in words", "in a table", "in a document"],
)
def test_what_is_planted_in_a_page_or_a_document_is_found(
    edition: Path, tmp_path: Path, form: str, before: str, after: str
) -> None:
    held = files(edition, "en")
    assert not audit([planted(held[form], before, after, tmp_path), held[".csv"]], protection=TEN).safe
