"""The sections of an organisation's annual return, in their order, with the commitments of the Plan each answers.

The sections, and what each is filled with, are those of the collection (2e); 0 to 2 and 18 are made from the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workforce_tui.i18n import N_


class SectionKind(StrEnum):
    """How a section is filled."""

    MADE = "made"
    """From the other sections: nobody has to do anything."""
    FIGURES = "figures"
    """With figures of staff or events, imported or typed."""
    RECORDS = "records"
    """With records people typed."""
    TEXT = "text"
    """With texts of the return itself."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number and code, its name (a message), its commitments, and how it is filled.

    `needed` sections have to be filled, or be answered with why there is nothing to report, before a return is signed.
    """

    number: int
    code: str
    name: str
    commitments: tuple[str, ...]
    kind: SectionKind
    needed: bool = True


SECTIONS = (
    Section(0, "cover", N_("Cover"), (), SectionKind.MADE, needed=False),
    Section(1, "contents", N_("Contents"), (), SectionKind.MADE, needed=False),
    Section(2, "notes", N_("Notes and shorthand"), (), SectionKind.MADE, needed=False),
    Section(3, "data_quality", N_("Data quality"), ("4d",), SectionKind.FIGURES),
    Section(4, "staff", N_("Staff in post by level and grade"), ("2a",), SectionKind.FIGURES),
    Section(5, "groups", N_("Five ethnic groups"), ("2a", "3d"), SectionKind.FIGURES),
    Section(6, "trend", N_("Trend"), ("6b",), SectionKind.FIGURES),
    Section(7, "joiners", N_("Joiners and applicants"), ("1b",), SectionKind.FIGURES),
    Section(8, "promotions", N_("Promotions and temporary promotions"), ("1b",), SectionKind.FIGURES),
    Section(9, "leavers", N_("Leavers by reason"), ("2a",), SectionKind.FIGURES),
    Section(10, "relations", N_("Grievances, discipline and capability"), ("2c",), SectionKind.FIGURES),
    Section(11, "training", N_("Training"), ("5",), SectionKind.FIGURES),
    Section(12, "targets", N_("Targets"), ("2a",), SectionKind.RECORDS),
    Section(13, "mentoring", N_("Mentoring schemes"), ("2b",), SectionKind.RECORDS),
    Section(14, "networks", N_("Staff networks"), ("2a", "2c"), SectionKind.RECORDS),
    Section(15, "actions", N_("Positive action and outreach"), ("2a", "2d"), SectionKind.RECORDS),
    Section(16, "register", N_("Explain or reform"), ("4d",), SectionKind.RECORDS),
    Section(17, "narrative", N_("What was done, what came of it, what was learnt"), ("2e",), SectionKind.TEXT),
    Section(18, "summary", N_("Summary of indicators"), (), SectionKind.MADE, needed=False),
)
"""Every section, in order."""
_BY_CODE = {section.code: section for section in SECTIONS}


def section_of(code: str) -> Section:
    """The section with a code or a number.

    Raises:
        KeyError: there is none.
    """
    if code.isdecimal() and int(code) < len(SECTIONS):
        return SECTIONS[int(code)]
    return _BY_CODE[code]


class Narrative(StrEnum):
    """The texts of a return, each in English and Welsh."""

    ACTIONS = "actions"
    OUTCOMES = "outcomes"
    LEARNING = "learning"
    HELP = "help"


NARRATIVE_NAMES = {
    Narrative.ACTIONS: N_("Actions and approaches taken"),
    Narrative.OUTCOMES: N_("What came of the actions"),
    Narrative.LEARNING: N_("What was learnt"),
    Narrative.HELP: N_("Help wanted from others"),
}
NEEDED_TEXTS = (Narrative.ACTIONS, Narrative.OUTCOMES)
"""The texts a return has to have: the update is about actions and approaches, and organisations answer for outcomes."""


class Translation(StrEnum):
    """How far the Welsh text of a pair is."""

    MISSING = "missing"
    MACHINE = "machine"
    DRAFT = "draft"
    APPROVED = "approved"


TRANSLATION_NAMES = {
    Translation.MISSING: N_("not translated"),
    Translation.MACHINE: N_("translated by a machine, not read"),
    Translation.DRAFT: N_("draft"),
    Translation.APPROVED: N_("approved"),
}
