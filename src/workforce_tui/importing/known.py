"""Whether a text names a grade or an ethnic group, whatever column it stands in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.domain.grades import band_grade, grade_anywhere, ladders_for, recognise_grade
from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.values import is_total, summed_group, without_footnote

if TYPE_CHECKING:
    from workforce_tui.domain.workforce import OrganisationKind

_LONGEST = 120
_SHORT = 5
"""Up to this length a digit at the end of a grade is part of it: "SCS1", "B3"."""


def load_tables() -> None:
    """Load the tables of labels; for a thread that would only wait for the parser."""
    is_ethnicity("welsh")
    is_grade("no such grade")


@lru_cache(maxsize=8192)
def is_ethnicity(text: str) -> bool:
    """Whether a text names an ethnic group, or a total of one."""
    named = summed_group(text) if is_total(text) else text
    return named != "" and recognise_ethnicity(named, suggest=False).code not in (None, "X_UNK", "X_PNTS")


@lru_cache(maxsize=8192)
def grade_code(text: str, kind: OrganisationKind | None = None) -> str | None:
    """The grade a text names in the ladders of a kind of organisation; in any of them when the kind is not known."""
    if not text or len(text) > _LONGEST:
        return None
    if kind is None:
        return grade_anywhere(text) or band_grade(text)
    found = recognise_grade(text, kind=kind, suggest=False).grade
    return found or (band_grade(text) if "civil_service" in ladders_for(kind) else None)


def is_grade(text: str, kind: OrganisationKind | None = None) -> bool:
    """Whether a text is a grade of a kind of organisation, of any kind when none is given."""
    return grade_code(text, kind) is not None


def group_key(label: str, kind: OrganisationKind | None) -> str:
    """What tells the columns of a table apart: two that differ in a footnote mark alone have the same key.

    "White2" is White with a note. "A1", "Band 2" and "SCS1" are whole: without the digit they mean something else.
    """
    base = without_footnote(label)
    if not label_key(base) or base == label:
        return label_key(label)
    for meaning in (_ethnic_code, lambda text: grade_code(text, kind)):
        whole = meaning(label)
        if whole is not None and (whole != meaning(base) or (meaning is not _ethnic_code and len(label) <= _SHORT)):
            return label_key(label)
    return label_key(base)


def _ethnic_code(text: str) -> str | None:
    return recognise_ethnicity(text, suggest=False).code
