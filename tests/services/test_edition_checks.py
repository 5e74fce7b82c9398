"""Pages and documents of an edition, checked beside its tidy file: safe, unless something is planted in them."""

from __future__ import annotations

import re
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


def of_one_file(path: Path) -> tuple[bool, bool]:
    """Whether a page or document by itself is safe, and whether something is asked of it."""
    report = audit([path], protection=TEN, doubting=True)
    return report.safe, bool(report.questions)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("form", [".html", ".docx"])
def test_a_page_or_document_without_its_tidy_file_is_not_called_unsafe(edition: Path, language: str, form: str) -> None:
    assert of_one_file(files(edition, language)[form])[0]


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        (".html", '>[c]</td><td class="number">[c]</td><td', '>2</td><td class="number">[c]</td><td'),
        (".docx", "</w:body>", "<w:p><w:r><w:t>Of these, 3 members of staff are Asian.</w:t></w:r></w:p></w:body>"),
        (".html", "</main>", "<p>Of these, 3 members of staff are Asian.</p></main>"),
        (".html", "</main>", "<svg><text>7</text></svg></main>"),
    ],
)
def test_what_is_planted_in_a_page_or_document_is_found_without_its_tidy_file(
    edition: Path, tmp_path: Path, form: str, before: str, after: str
) -> None:
    assert not of_one_file(planted(files(edition, "en")[form], before, after, tmp_path))[0]


def test_what_does_not_agree_in_a_page_alone_is_asked_about(edition: Path, tmp_path: Path) -> None:
    """A total of staff is no longer what another table says."""
    page = files(edition, "en")[".html"]
    total = re.search(
        r'<tr class="total"[^>]*><th scope="row">[^<]*</th><td class="number">([\d,]+)<', page.read_text()
    )
    assert total is not None
    changed = total[0].replace(f">{total[1]}<", ">9,995<")
    assert of_one_file(planted(page, total[0], changed, tmp_path)) == (True, True)
