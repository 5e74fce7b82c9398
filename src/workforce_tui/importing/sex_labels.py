"""Labels of rows that name a sex: "Female", "Men", "Total women", "Benyw", or one letter beside the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import Sex, recognise_sex
from workforce_tui.importing.sexes_across import sex_of_total
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

BOTH = frozenset({Sex.FEMALE, Sex.MALE})
_PAIRS = (frozenset({"f", "m"}), frozenset({"b", "g"}))
_NO_ANSWER = frozenset({"o", "u"})
_HEADING = re.compile(
    r"(?:(?:.*\bby|.*\byn ôl|o ran) )?(?:sex|gender|gender split|rhyw|rhywedd|male/female|women/men|men/women):?"
)


def sex_labels(labels: Iterable[str]) -> dict[str, Sex]:
    """The sex of each of some labels in one column that names one; {} where none is of women or men.

    One letter may be a band ("B", "F", "G"): it is a sex only where the only letters are those of women and of men.
    """
    different = set(labels)
    letters = {key for label in different if len(key := label_key(label)) == 1}
    are_sexes = letters - _NO_ANSWER in _PAIRS
    found: dict[str, Sex] = {}
    for label in different:
        if not label or (len(label_key(label)) == 1 and not are_sexes):
            continue
        sex = sex_of_total(label) or recognise_sex(label)
        if sex is not None:
            found[label] = sex
    return found if BOTH & set(found.values()) else {}


def is_sex_heading(label: str) -> bool:
    """Whether a label only says that the rows below divide people by sex: "By gender"."""
    return bool(_HEADING.fullmatch(tidy(label)))
