"""Texts that name a part of a broad ethnic group only together with it: "Other" beside, or under, "White"."""

from __future__ import annotations

from functools import lru_cache

from workforce_tui.domain.ethnicity import five_group
from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.importing.values import is_total

_MOVED = {("A_CHI", "OTHER")}
"""Groups that another census put elsewhere; which is meant where a file says both is asked."""


@lru_cache(maxsize=1024)
def broad_group(text: str) -> str | None:
    """The code of the broad group a text names: White, Mixed, Asian, Black or Other; None for anything finer."""
    code = recognise_ethnicity(text, suggest=False).code if text else None
    return code if code is not None and five_group(code) == code else None


def is_broad_answer(text: str) -> bool:
    """Whether a text names a broad group, or says that the group is not known."""
    code = recognise_ethnicity(text, suggest=False).code
    return code is not None and (not five_group(code) or five_group(code) == code)


@lru_cache(maxsize=1024)
def part_of_group(group: str, part: str) -> str:
    """*part* with the broad *group* it belongs to, "White - Other"; "" unless only both together name a part of it."""
    code = broad_group(group)
    if code is None or not part:
        return ""
    alone = recognise_ethnicity(part, suggest=False).code
    if alone is not None and alone != code and five_group(alone) == code:
        return ""
    together = f"{group} - {part}"
    found = recognise_ethnicity(together, suggest=False).code
    return together if found is not None and found != code and five_group(found) == code else ""


def may_be_in(group: str, label: str) -> bool:
    """Whether somebody of a broad group may be said to be *label*; False where that is another group for certain."""
    code, broad = recognise_ethnicity(label, suggest=False).code, broad_group(group)
    if code is None or not five_group(code) or broad is None or (code, broad) in _MOVED:
        return True
    return five_group(code) == broad or part_of_group(group, label) != ""


class UnderGroup:
    """The rows under a heading that names a broad group, up to the first of another group or a total."""

    def __init__(self) -> None:
        self._group = ""

    def heading(self, label: str) -> None:
        """Take the text of a row that holds nothing else."""
        self._group = label if broad_group(label) else ""

    def of(self, label: str, *, is_blank: bool = False) -> str:
        """The group over a row with this label, where the label means a part of it; "" for any other.

        A row with blanks in place of counts (*is_blank*) may be a heading too.
        """
        if is_blank and broad_group(label):
            self._group = label
        if part_of_group(self._group, label):
            return self._group
        code = recognise_ethnicity(label, suggest=False).code if self._group and label else None
        if is_total(label) or (code is not None and five_group(code) != broad_group(self._group)):
            self._group = ""
        return ""
