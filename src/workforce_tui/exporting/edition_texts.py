"""The texts of an edition as every report of it reads: each in its own language, with how far its translation is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.commitments import commitment_text
from workforce_tui.domain.edition import LONGEST_NAME
from workforce_tui.domain.ethnicity import SHORT_DEFINITIONS
from workforce_tui.domain.return_sections import TRANSLATION_NAMES, Translation
from workforce_tui.exporting.plain_text import lines
from workforce_tui.exporting.sheets import LANGUAGE_TAGS
from workforce_tui.i18n import ENGLISH, WELSH, _

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition, EditionSection, EditionTable, EditionText

MADE = frozenset({"cover", "contents", "notes"})
"""The sections that every format is made with."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text as it is read: its name, its lines, what is said of its language or translation ("" for nothing).

    `language` is that of the lines, and `tag` the same for programs where it is not the language of the report ("").
    """

    name: str
    lines: tuple[str, ...]
    language: str
    tag: str = ""
    said: str = ""


def spoken(text: EditionText, language: str) -> SpokenText:
    """A text in the language of the report; in the other, which is said, where there is none."""
    held = {ENGLISH: lines(text.english), WELSH: lines(text.welsh)}
    other = ENGLISH if language == WELSH else WELSH
    if held[language]:
        translated = language == WELSH and bool(held[ENGLISH]) and text.translation not in ("", Translation.APPROVED)
        said = _("Translation: {state}.").format(state=translation_name(text)) if translated else ""
        return SpokenText(text.name, held[language], language, said=said)
    if not held[other]:
        return SpokenText(text.name, (), language, said=_("Nothing was written."))
    said = _("This text is in English only.") if other == ENGLISH else _("This text is in Welsh only.")
    return SpokenText(text.name, held[other], other, LANGUAGE_TAGS[other], said)


def translation_name(text: EditionText) -> str:
    """How far the translation is, in the language in use; "" where that is not stated."""
    if text.translation in set(Translation):
        return _(TRANSLATION_NAMES[Translation(text.translation)])
    return text.translation


def told_sections(edition: Edition) -> tuple[EditionSection, ...]:
    """The sections a report tells of: not those it is made with itself (cover, contents, notes), which hold nothing."""
    return tuple(one for one in edition.sections if one.code not in MADE or one.tables or one.texts or one.nothing)


def nothing_in(section: EditionSection) -> str:
    """Why a section has nothing to report, or that it has nothing; "" where it has something."""
    if section.nothing:
        return _("Nothing to report: {reason}").format(reason=section.nothing)
    return "" if section.tables or section.texts else _("There are no figures or texts.")


def heading_of_table(one: EditionTable) -> str:
    """The name of a table, its definition in words; its title where the name was cut to fit a tab."""
    title, said = one.table.title, one.name.removeprefix(one.code).strip()
    goes_on = title.startswith(f"{said} ") and ":" not in said
    if goes_on or len(one.name) >= LONGEST_NAME - 1:
        return f"{one.code} {title}"
    definition = one.table.definition
    if definition is None or not one.name.endswith(f" {definition.upper()}"):
        return one.name
    return f"{one.name.removesuffix(definition.upper())}{_(SHORT_DEFINITIONS[definition])}"


def heading_of_section(section: EditionSection) -> str:
    """A section's number and name."""
    return f"{section.number}. {section.name}"


def commitments_line(section: EditionSection) -> str:
    """The commitments a section answers, in a sentence; "" for none."""
    if not section.commitments:
        return ""
    return _("Commitments of the Plan: {names}.").format(names=", ".join(map(commitment_text, section.commitments)))
