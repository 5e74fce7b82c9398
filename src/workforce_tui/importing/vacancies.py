"""Posts without anybody in them, which lists of posts and establishments have among those of people.

A row without a staff number that says "Vacant" anywhere is set aside; one that names a post and says nothing of a
person is asked about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.importing.synonyms import NEVER_KEPT
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

_VACANT = re.compile(
    r"\W*((?:(?:post|position|currently|now) )?(?:vacant|vacancy|unfilled)(?: (?:post|position|role))?"
    r"|swydd wag|swydd heb ei llenwi)(?: \d+)?\s*(?:[^\w\s].*)?",
    re.IGNORECASE,
)
"""The whole of a text, or all before a bracket or dash: not "Vacant property officer", which somebody may well be."""
_HINT = re.compile(r"vacan|unfilled|swydd", re.IGNORECASE)
_POST = re.compile(r"\b(?:post|position|swydd)\b", re.IGNORECASE)
_OF_PERSON = NEVER_KEPT | {"staff_number", "ethnicity", "ethnicity_code", "sex", "start_date", "disability", "age_band"}


def vacant(text: str) -> str:
    """The words by which a text says that a post has nobody in it; "" where it says something else."""
    found = _VACANT.fullmatch(text)
    return found[1].casefold() if found else ""


class EmptyPosts:
    """Tells rows of posts from rows of people in a list with staff numbers."""

    def __init__(self, structure: Structure) -> None:
        numbered = structure.columns.get("staff_number", -1)
        self.are_numbered = numbered >= 0 and _POST.search(structure.header.names[numbered]) is not None
        """What stands for a staff number is that of the post, which one without anybody has as well."""
        about = [column.index for column in structure.mapping if column.field in _OF_PERSON]
        about = [index for index in about if index != numbered or not self.are_numbered]
        self._of_person = about if numbered >= 0 else []

    def said(self, row: Iterable[Cell]) -> str:
        """How a row says that its post is vacant; "" where it does not."""
        texts = [cell for cell in row if isinstance(cell, str)]
        if _HINT.search("\n".join(texts)) is None:
            return ""
        return next(filter(None, (vacant(to_text(text)) for text in texts)), "")

    def is_without_person(self, row: list[Cell]) -> bool:
        """Whether everything that could be said of a person is blank."""
        return bool(self._of_person) and not any(to_text(row[index]).strip("-–— ") for index in self._of_person)
