"""The organisations the tool knows: criminal justice in Wales, and the English forces for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import Area, OrganisationKind
from workforce_tui.i18n import WELSH, _, language
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_SUGGESTIONS = 3
_LONGEST_LABEL = 200
_LEAST_ALIKE = 70
"""rapidfuzz score (0 to 100) under which a name is not worth suggesting."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation.

    `benchmark` is the code of the geography its staff are compared with: a force's or commissioner's own police
    force area, a youth justice service's council (its police force area when it serves several councils), Wales
    for bodies of all Wales, "" for none. Organisations with the same `staff_number_space` number their staff in
    one series, so that a number means the same person in each.
    """

    code: str
    kind: OrganisationKind
    area: Area
    name_en: str
    name_cy: str
    in_wales: bool
    benchmark: str
    staff_number_space: str

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_cy if language() == WELSH else self.name_en


@cache
def shipped_organisations() -> tuple[Organisation, ...]:
    """Every organisation shipped with the package, Wales first."""
    return tuple(
        Organisation(
            row["code"],
            OrganisationKind(row["kind"]),
            Area(row["area"]),
            row["name_en"],
            row["name_cy"],
            row["in_wales"] == "yes",
            row["benchmark"],
            row["staff_number_space"],
        )
        for row in rows("organisations")
    )


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    """The other names of each organisation, by its code."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("organisation_aliases"):
        found[row["organisation"]] = (*found.get(row["organisation"], ()), row["alias"])
    return found


@cache
def _keys(organisation: Organisation) -> frozenset[str]:
    """What an organisation may be called, made comparable."""
    return frozenset(label_key(name) for name in _spellings(organisation))


def _spellings(organisation: Organisation) -> Iterator[str]:
    yield organisation.code
    yield organisation.name_en
    yield organisation.name_cy
    yield from _aliases().get(organisation.code, ())


def find_organisation(label: str, organisations: Sequence[Organisation]) -> Organisation | None:
    """The one of *organisations* that *label* names by its code, a name in either language or an alias.

    Letters and digits count, case, accents and punctuation do not. None when nothing, or more than one, fits.
    """
    key = label_key(label)
    if not key:
        return None
    found = {o.code: o for o in organisations if key in _keys(o)}
    return next(iter(found.values())) if len(found) == 1 else None


def suggest_organisations(label: str, organisations: Sequence[Organisation]) -> tuple[Suggestion, ...]:
    """Up to three organisations with a name like *label*, the likest first, for a person to choose from."""
    from rapidfuzz import fuzz, process, utils

    text = " ".join(label.casefold().split())
    if not label_key(text) or len(text) > _LONGEST_LABEL:
        return ()
    choices: dict[str, Organisation] = {}
    for organisation in organisations:
        for spelling in _spellings(organisation):
            choices.setdefault(spelling.casefold(), organisation)
    found: dict[str, Suggestion] = {}
    for spelling, _score, _index in process.extract(
        text,
        list(choices),
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=_LEAST_ALIKE,
        limit=60,
    ):
        organisation = choices[spelling]
        reason = _("written like “{label}”").format(label=spelling)
        found.setdefault(organisation.code, Suggestion(organisation.code, organisation.name, reason))
    return tuple(found.values())[:MOST_SUGGESTIONS]
