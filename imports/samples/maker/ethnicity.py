"""Ethnic groups: how often they are drawn, and how each style of HR system writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maker.model import Answer, Person

if TYPE_CHECKING:
    import random

WHITE_WEIGHTS = {"W_BRIT": 9550, "W_IRISH": 120, "W_GIT": 8, "W_ROMA": 4, "W_OTHER": 318}
"""How White people in the samples are spread. Invented, near the Census 2021 shares for Wales."""

MINORITY_WEIGHTS = {
    "M_WBC": 26, "M_WBA": 14, "M_WA": 26, "M_OTHER": 22,
    "A_IND": 22, "A_PAK": 18, "A_BAN": 14, "A_CHI": 8, "A_OTHER": 16,
    "B_CAR": 7, "B_AFR": 18, "B_OTHER": 6,
    "O_ARAB": 6, "O_OTHER": 10,
}  # fmt: skip
"""The same for ethnic minorities excluding White minorities."""


def draw_ethnicity(rng: random.Random, *, minority: float) -> str:
    """Draw a leaf code; `minority` is the chance of one outside the White group."""
    weights = MINORITY_WEIGHTS if rng.random() < minority else WHITE_WEIGHTS
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def is_minority(code: str) -> bool:
    """Say whether a leaf counts as an ethnic minority, excluding White minorities."""
    return not code.startswith("W_")


GROUPS = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "O": "Other"}


def five_group(code: str) -> str:
    """Return the short name of the five-group category a leaf lies in."""
    return GROUPS[code[0]]


_ORDER = ("W_BRIT", "W_IRISH", "W_GIT", "W_ROMA", "W_OTHER", *MINORITY_WEIGHTS)


def _style(declined: str, blank: str, *labels: str) -> dict[str, str]:
    return dict(zip((*_ORDER, "declined", "blank"), (*labels, declined, blank), strict=True))


SDE18_CODES = _style(
    "NS", "", "W1", "W2", "W3", "W9", "W9", "M1", "M2", "M3", "M9",
    "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O2", "O9",
)  # fmt: skip
"""Police 18+1 self-defined ethnicity codes (Chinese is A4, Arab is O2; Roma is not asked)."""

SDE16_CODES = SDE18_CODES | {"W_GIT": "W9", "A_CHI": "O1", "O_ARAB": "O9"}
"""Police 16+1 codes: Chinese is O1; Gypsy or Irish Traveller and Arab are not asked."""

_SDE18_NAMES = _style(
    "Not Stated", "",
    "White British", "White Irish", "Gypsy or Irish Traveller",
    "Any other White background", "Any other White background",
    "White and Black Caribbean", "White and Black African", "White and Asian", "Any other Mixed background",
    "Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background",
    "Caribbean", "African", "Any other Black background", "Arab", "Any other ethnic group",
)  # fmt: skip

SDE18_CODES_AND_NAMES = {
    key: f"{SDE18_CODES[key]} - {name}" if SDE18_CODES[key] else "" for key, name in _SDE18_NAMES.items()
}

PREFIXED_18 = _style(
    "Prefer not to say", "Unknown",
    "White - British", "White - Irish", "White - Gypsy or Irish Traveller",
    "White - Any other White background", "White - Any other White background",
    "Mixed - White and Black Caribbean", "Mixed - White and Black African", "Mixed - White and Asian",
    "Mixed - Any other Mixed background",
    "Asian or Asian British - Indian", "Asian or Asian British - Pakistani",
    "Asian or Asian British - Bangladeshi", "Asian or Asian British - Chinese",
    "Asian or Asian British - Any other Asian background",
    "Black or Black British - Caribbean", "Black or Black British - African",
    "Black or Black British - Any other Black background",
    "Other - Arab", "Other - Any other ethnic group",
)  # fmt: skip
"""Group and category joined by a dash, as many HR systems export them."""

CENSUS_2021 = _style(
    "Prefer not to say", "",
    "White: Welsh, English, Scottish, Northern Irish or British", "White: Irish",
    "White: Gypsy or Irish Traveller", "White: Roma", "White: Any other White background",
    "Mixed or Multiple ethnic groups: White and Black Caribbean",
    "Mixed or Multiple ethnic groups: White and Black African",
    "Mixed or Multiple ethnic groups: White and Asian",
    "Mixed or Multiple ethnic groups: Any other Mixed or Multiple background",
    "Asian, Asian Welsh or Asian British: Indian", "Asian, Asian Welsh or Asian British: Pakistani",
    "Asian, Asian Welsh or Asian British: Bangladeshi", "Asian, Asian Welsh or Asian British: Chinese",
    "Asian, Asian Welsh or Asian British: Any other Asian background",
    "Black, Black Welsh, Black British, Caribbean or African: Caribbean",
    "Black, Black Welsh, Black British, Caribbean or African: African",
    "Black, Black Welsh, Black British, Caribbean or African: Any other Black, Black British or "
    "Caribbean background",
    "Other ethnic group: Arab", "Other ethnic group: Any other ethnic group",
)  # fmt: skip
"""Census 2021 wording used in Wales."""

WELSH_2021 = _style(
    "Gwell gennyf beidio â dweud", "",
    "Gwyn: Cymreig, Seisnig, Albanaidd, Gwyddelig Gogledd Iwerddon neu Brydeinig", "Gwyn: Gwyddelig",
    "Gwyn: Sipsi neu Deithiwr Gwyddelig", "Gwyn: Roma", "Gwyn: Gwyn Arall",
    "Gwyn a Du Caribïaidd", "Gwyn a Du Affricanaidd", "Gwyn ac Asiaidd",
    "Grwpiau ethnig cymysg neu amlethnig eraill",
    "Indiaidd", "Pacistanaidd", "Bangladeshaidd", "Tsieineaidd", "Asiaidd Arall",
    "Caribïaidd", "Affricanaidd", "Du Arall", "Arabaidd", "Unrhyw grŵp ethnig arall",
)  # fmt: skip
"""Welsh names of the Census 2021 categories, as the Office for National Statistics gives them."""


def label_of(person: Person, style: dict[str, str]) -> str:
    """Write a person's ethnicity as the record holds it, in one style."""
    if person.answer is Answer.UNKNOWN:
        return style["blank"]
    return style["declined" if person.answer is Answer.UNDECLARED else person.ethnicity]


def column_of(person: Person) -> str:
    """Return the crosstab column a person is counted in: a five-group name, Undeclared or Unknown."""
    if person.answer is Answer.DECLARED:
        return five_group(person.ethnicity)
    return person.answer.value.capitalize()
