"""The Welsh catalogue: complete, with the same placeholders, and readable by gettext."""

from __future__ import annotations

import ast
import gettext
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import textual
import textual_fspicker
import typer
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import workforce_tui
from workforce_tui import i18n

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages.catalog import Catalog

PACKAGE = Path(workforce_tui.__file__).parent
SOURCE = PACKAGE / "locale" / "cy" / "LC_MESSAGES" / "workforce_tui.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
CODE = re.compile(r"`[^`]+`|(?<!\w)--[a-z]+(?:-[a-z]+)*")

Message = str | tuple[str, str]


def marked_in(source: str) -> set[Message]:
    """The messages of one file, those inside f-strings too: the extractor passes over them before Python 3.12."""
    found: set[Message] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
            continue
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if texts:
            found.add((texts[0], texts[1]) if node.func.id == "ngettext" else texts[0])
    return found


@pytest.fixture(scope="module")
def messages() -> set[Message]:
    """Every message the program marks."""
    extracted = {message for _file, _line, message, _notes, _context in extract_from_dir(PACKAGE, keywords=KEYWORDS)}
    return extracted.union(*(marked_in(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with SOURCE.open("rb") as handle:
        return read_po(handle, locale="cy", abort_invalid=True)


@pytest.fixture(scope="module")
def compiled(catalogue: Catalog) -> bytes:
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


@pytest.fixture
def welsh(compiled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program speaks Welsh from a catalogue compiled for this test."""
    path = tmp_path / "cy" / "LC_MESSAGES" / "workforce_tui.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled)
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path)
    i18n.set_language(i18n.WELSH)


def files_of(package: ModuleType) -> Path:
    """The folder a package is in."""
    return Path(str(package.__file__)).parent


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[call-overload]


def test_every_message_has_a_welsh_text(messages, catalogue):
    assert len(messages) > 700
    texts = {forms(one.id)[0]: forms(one.string) for one in catalogue if one.id}
    assert [one for one in messages if not all(texts.get(forms(one)[0], ("",)))] == []


def test_every_text_is_said_by_the_program_or_by_what_draws_it(messages, catalogue):
    """The keys of Textual's widgets and the help of the commands are theirs, and shown in Welsh too."""
    told = {forms(one)[0] for one in messages}
    others = [forms(one.id)[0] for one in catalogue if one.id and forms(one.id)[0] not in told]
    theirs = "".join(
        path.read_text("utf-8") for one in (textual, textual_fspicker, typer) for path in files_of(one).rglob("*.py")
    )
    assert [one for one in others if f'"{one}"' not in theirs] == []


def test_nothing_is_fuzzy_or_obsolete(catalogue):
    assert [one.id for one in catalogue if one.fuzzy and one.id] == []
    assert not catalogue.fuzzy
    assert not catalogue.obsolete


def test_placeholders_are_the_same_in_both_languages(catalogue):
    for one in catalogue:
        wanted = set(PLACEHOLDER.findall(forms(one.id)[0]))
        for text in forms(one.string):
            if one.id:
                assert set(PLACEHOLDER.findall(text)) == wanted, one.id


def test_commands_and_options_are_not_translated(catalogue):
    for one in catalogue:
        wanted = [text for text in CODE.findall(forms(one.id)[0]) if not text.startswith("`") or "-" in text]
        for text in forms(one.string):
            assert not [code for code in wanted if code not in text], one.id


def test_plural_texts_have_the_six_forms_of_welsh(messages, catalogue):
    assert catalogue.num_plurals == 6
    plural = [one for one in messages if not isinstance(one, str)]
    assert plural
    for one in plural:
        found = catalogue.get(one[0])
        assert found is not None
        assert found.id == one
        assert len(found.string) == 6


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7, 11, 100])
def test_every_count_picks_its_form(compiled, catalogue, count):
    found = gettext.GNUTranslations(BytesIO(compiled))
    place = {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.get(count, 5)
    for one in catalogue:
        if one.pluralizable:
            assert found.ngettext(*one.id, count) == one.string[place]


def test_nouns_change_after_a_number(welsh):
    counted = [i18n.ngettext("{number} snapshot", "{number} snapshots", n).format(number=n) for n in (1, 2, 3, 6, 7)]
    assert counted == ["1 ciplun", "2 giplun", "3 chiplun", "6 chiplun", "7 ciplun"]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Overview", "Trosolwg"),
        ("Targets", "Targedau"),
        ("Unknown", "Anhysbys"),
        ("Undeclared", "Heb ddatgan"),
        ("Declaration rate", "Cyfradd ddatgan"),
        ("Ethnic minorities (excluding White minorities)", "Lleiafrifoedd ethnig (heb gynnwys lleiafrifoedd Gwyn)"),
        ("March", "Mawrth"),
        ("Press button", "Pwyso'r botwm"),
    ],
)
def test_well_known_labels_are_welsh(welsh, english, expected):
    assert i18n._(english) == expected


def test_the_bar_of_screens_has_every_name_in_full_in_two_rows_of_80_columns(welsh):
    from workforce_tui.tui.widgets.area_bar import AREAS
    from workforce_tui.tui.widgets.name_bar import PADDING, flowed

    widths = [len("1") + len(i18n._(name)) + PADDING for name in AREAS.values()]
    assert len(flowed(widths, 80, len("F1 Help") + 2)) <= 2


def test_the_bar_of_the_views_of_progression_fits_eighty_columns_with_every_name_in_full(welsh):
    from workforce_tui.tui.screens.progression import VIEWS

    assert sum(len(f" {view.KEY} {i18n._(view.TITLE)} ") for view in VIEWS) <= 80


def test_the_head_says_that_the_texts_are_drafts_and_names_nobody():
    head = SOURCE.read_text("utf-8").split("\n\n", 1)[0]
    assert "drafts" in head
    assert "qualified\n# translator" in head
    assert "Language: cy\\n" in head
    for changing in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Generated-By"):
        assert changing not in head
