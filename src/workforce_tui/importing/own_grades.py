"""The codes of organisations' own grades: which one a label has, which one a new label gets, and who disagrees."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.own_grade_keys import own_grade_key
from workforce_tui.importing.catalogue import make_issue
from workforce_tui.importing.model import BLANK, MASK
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workforce_tui.domain.issues import Issue
    from workforce_tui.importing.model import GradeLabel

OWN = "own:"
TWO_LEVELS = "one_grade_two_levels"
"""Why an answer is not taken: another spelling of the same grade was given another level."""
_NOTE = re.compile(r"\s*[\[(](?:see )?(?:note|nodyn)\s*[\d,\s]+[\])]$", re.IGNORECASE)


class OwnGrades:
    """The grades that one organisation has of its own, from their labels and codes."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._exact: dict[str, str] = {}
        self._alike: dict[str, str] = {}
        for raw, code in codes.items():
            self._exact.setdefault(tidy(raw), code)
            self._alike.setdefault(own_grade_key(raw), code)
        self._held = frozenset(codes.values())

    def find(self, raw: str) -> str | None:
        """The code of a label, None when it is not held."""
        return self._exact.get(tidy(raw)) or self._alike.get(own_grade_key(_NOTE.sub("", raw)))

    def code_for(self, raw: str) -> str:
        """The code of a label that is to be a grade of its own: what it is held under, else one nobody has."""
        if held := self.find(raw):
            return held
        plain = OWN + ("hidden" if raw == MASK else own_grade_key(raw) or "blank")
        code, number = plain, 1
        while code in self._held:
            # Held for another label, from when signs were no part of the code.
            number += 1
            code = f"{plain}.{number}"
        return code


def two_levels(labels: Iterable[GradeLabel]) -> Iterator[tuple[int, GradeLabel]]:
    """Labels of a grade that an earlier label was given another level for: their places, and the earlier label."""
    first: dict[tuple[str, str], GradeLabel] = {}
    for place, label in enumerate(labels):
        if label.level and label.code:
            known = first.setdefault((label.organisation, label.code), label)
            if known.level != label.level:
                yield place, known


def levels_differ(known: GradeLabel, label: GradeLabel, sheet: str | None = None) -> Issue:
    """What is said of two labels of one grade that were given two levels."""
    return make_issue(
        TWO_LEVELS,
        sheet=sheet,
        first=known.raw or BLANK,
        second=label.raw or BLANK,
        first_level=known.level,
        second_level=label.level,
    )


def ask_again(labels: list[GradeLabel], sheet: str | None) -> list[Issue]:
    """Take the code from labels whose level contradicts that of an earlier one, so that they are asked about."""
    found = []
    for place, known in list(two_levels(labels)):
        found.append(levels_differ(known, labels[place], sheet))
        labels[place] = replace(labels[place], code=None, how="", reason=TWO_LEVELS)
    return found
