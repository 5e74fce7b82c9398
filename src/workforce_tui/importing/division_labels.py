"""Labels that divide people neither by grade nor by ethnic group: "Part-time", "Not disabled", "25 - 34", "Fixed term".

None is a grade unless an organisation says so. Ages that may be points of a pay scale, and "Uniform", are unsure: they
may be what somebody calls a grade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.attribute_labels import ages_of, recognise_contract, recognise_disability
from workforce_tui.domain.attributes import Contract, Disability
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import Sex, recognise_sex
from workforce_tui.importing.known import is_ethnicity, is_grade
from workforce_tui.importing.own_grades import OwnGrades
from workforce_tui.importing.values import is_total, summed_group, tidy
from workforce_tui.importing.working_patterns import working_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.model import ImportRequest

HOURS, DISABILITY, CONTRACT, AGE, UNIFORM = "hours", "disability", "contract", "age", "uniform"
_OTHER_TEXTS = {
    (UNIFORM, "uniform"): "uniform, uniformed, uniform staff, uniformed staff, mewn lifrai, lifrai",
    (UNIFORM, "other"): "non-uniform, non-uniformed, non uniform staff, non-uniformed staff, not uniformed, heb lifrai",
    (DISABILITY, "disabled"): "disabled staff, staff with a disability, with a disability, people with a disability",
    (DISABILITY, "not_disabled"): "non-disabled staff, staff without a disability, without a disability",
    (DISABILITY, ""): "disability unknown, disability not known, disability not stated, disability not declared",
    (AGE, ""): "age unknown, age not known, unknown age, age not stated, oedran anhysbys",
    (
        HOURS,
        "",
    ): "job share, term time, part year, compressed hours, flexible hours, rhannu swydd",
}
_OTHERS = {label_key(text): found for found, texts in _OTHER_TEXTS.items() for text in texts.split(",")}
_SHORT = 3
"""Up to this length a text is a code: "Y", "PT", "FTC" say nothing certain among grades."""
_ANSWERS = frozenset(
    map(label_key, ["yes", " no", " true", " false", " ie", " oes", " ydw", " ydy", " nac oes", " nac ydw", " nage"])
)
_HEADING = re.compile(
    r"(?:(?:.*\bby|.*\byn ôl|o ran) )?(?:working (?:pattern|hours)|work pattern|hours|full[- ]time ?/ ?part[- ]time"
    r"|disability(?: status)?|age(?: band| group|)|(?:contract|employment|appointment)(?: type| status)?"
    r"|type of (?:contract|employment|appointment)|patrwm gwaith|anabledd|oed(?:ran)?|band oedran|contract):?"
)
_OLDEST, _YOUNGEST = 100, 14
_WORDS_OF_AGE = re.compile(r"\baged?\b|\byears?\b|\boed\b|\bunder\b|\bover\b|\bolder\b|\byounger\b|\bhŷn\b|\bdan\b")
_SURELY_OLD, _FEWEST_YEARS = 55, 4


@dataclass(frozen=True, slots=True)
class Division:
    """What a label divides people by, and which part of them it names; "" for one that is a part beside others only."""

    family: str
    part: str
    is_sure: bool = True

    @property
    def may_be_grade(self) -> bool:
        """Whether it is asked about as a grade where it is not as many people as the others."""
        return not self.is_sure and self.family != UNIFORM


def divisions_of(labels: Iterable[str], is_known: Callable[[str], object], name: str = "grade") -> dict[str, Division]:
    """The labels of the column *name* that divide people otherwise, where there is one that names a part for certain.

    *is_known* tells what is a grade, or an ethnic group: then nothing of that kind is a division. Among ethnic groups
    all of them are sure.
    """
    found = {label: division for label in set(labels) if label and (division := _division(label)) is not None}
    found |= _ages([label for label in set(labels) if label not in found])
    found = {label: division for label, division in found.items() if division.part or not is_known(label)}
    known = {division.family for label, division in found.items() if division.part and is_known(label)}
    parts: dict[str, set[str]] = {}
    for division in found.values():
        parts.setdefault(division.family, set()).add(division.part)
    kept = {family for family, named in parts.items() if named - {""} and family not in known}
    kept -= {family for family in (UNIFORM, AGE) if len(parts.get(family, set()) - {""}) < 2}
    is_sure = name == "ethnicity"
    return {
        label: replace(division, is_sure=division.is_sure or is_sure)
        for label, division in found.items()
        if division.family in kept
    }


@lru_cache(maxsize=4096)
def _division(label: str) -> Division | None:
    """What a label says by itself; ages are known beside each other only."""
    text = summed_group(label) if is_total(label) else label
    key = label_key(text)
    if key in _OTHERS:
        family, part = _OTHERS[key]
        return Division(family, part, is_sure=family != UNIFORM)
    if len(key) < _SHORT or key in _ANSWERS:
        return None
    if pattern := working_pattern(text):
        return Division(HOURS, pattern)
    disability = recognise_disability(text)
    if disability in (Disability.DISABLED, Disability.NOT_DISABLED):
        return Division(DISABILITY, str(disability))
    contract = recognise_contract(text)
    if contract in (Contract.PERMANENT, Contract.FIXED_TERM) and key not in _TEMPORARY:
        return Division(CONTRACT, key)
    return Division(CONTRACT, "") if contract not in (None, Contract.UNKNOWN) else None


_TEMPORARY = frozenset(map(label_key, ["temporary", " temp", " dros dro", " indefinite"]))
"""Somebody temporary may be of no other contract, but acting in a grade."""


def is_known_label(request: ImportRequest, answers: Answers, name: str) -> Callable[[str], bool]:
    """What tells a label of the column *name* that means a grade (or group), to this organisation or to anybody."""
    known = request.organisation
    held = request.own_grades if known is None else {known.code: request.own_grades.get(known.code, {})}
    own = [OwnGrades(labels) for labels in held.values()]
    kind = known.kind if known else None

    def is_known(label: str) -> bool:
        if answers.peek(name, label) is not None:
            return True
        if name == "ethnicity":
            return is_ethnicity(label)
        return is_grade(label, kind) or any(each.find(label) for each in own)

    return is_known


def is_no_answer(label: str) -> bool:
    """Whether a label says that what people are divided by is not known: part of the rows it follows."""
    return recognise_sex(label) in (Sex.OTHER, Sex.UNKNOWN)


def _ages(labels: Iterable[str]) -> dict[str, Division]:
    """The labels that are bands of ages, where they do not overlap."""
    bands = {label: band for label in labels if (band := ages_of(label)) is not None}
    different = sorted(set(bands.values()))
    overlap = any(first[1] >= second[0] for first, second in pairwise(different))
    wrong = any(band[1] < band[0] or (0 < band[0] < _YOUNGEST) or band[1] > _OLDEST for band in different)
    if overlap or wrong or not different:
        return {}
    is_sure = any(_WORDS_OF_AGE.search(tidy(label)) for label in bands) or (
        different[-1][1] >= _SURELY_OLD and all(last - first >= _FEWEST_YEARS - 1 for first, last in different)
    )
    return {label: Division(AGE, f"{first}-{last}", is_sure) for label, (first, last) in bands.items()}


def is_division_heading(label: str) -> bool:
    """Whether a label only says that the rows below divide people in such a way: "By working pattern"."""
    return bool(_HEADING.fullmatch(tidy(label)))
