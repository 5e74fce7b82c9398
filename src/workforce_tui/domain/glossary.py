"""The glossary: every word and figure of the screens, with its meaning, formula and source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.glossary_more_terms import MORE_TERMS
from workforce_tui.domain.glossary_terms import TERMS
from workforce_tui.domain.indicator_text import direction_text
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.indicators import Entry

LETTERS = N_(
    "EM and W are people of the two groups whose ethnicity is known under the definition, K = EM + W, T everyone, "
    "U = T − K."
)
_PLACES = {
    "R2": N_("a level or in a tier"),
    "R5": N_("a step between tiers"),
    "R6": N_("each ethnic group"),
}
"""What stands in the names of indicators there are several of."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One entry in the language in use. `code` stays the same in every language."""

    code: str
    name: str
    said: str
    formula: str = ""
    source: str = ""

    def lines(self) -> Iterator[str]:
        """The entry as lines to read: meaning, formula, source."""
        yield self.said
        if self.formula:
            yield _("Formula: {formula}").format(formula=self.formula)
        if self.source:
            yield _("Source: {source}").format(source=self.source)


def glossary() -> tuple[Explanation, ...]:
    """Every entry: the words first, then the indicators in the order of their table."""
    words = tuple(
        Explanation(one.code, _(one.name), _(one.said), _(one.formula) if one.formula else "", _(one.source))
        for one in (*TERMS, *MORE_TERMS)
    )
    return (*words, *(indicator_entry(one) for one in _catalogue()))


def indicator_entry(entry: Entry) -> Explanation:
    """An indicator as an entry: what it is of, which way is worse, its formula, and what it can stand beside."""
    parts = [_("Indicator {id}.").format(id=entry.id), direction_text(entry) + "."]
    if entry.base:
        parts.append(_("Of: {base}.").format(base=_(entry.base)))
    formula = _(entry.formula) if entry.formula else ""
    source = _("can stand beside: {published}").format(published=_(entry.published)) if entry.published else ""
    name = _(entry.name)
    if "{place}" in name:
        name = name.format(place=_(_PLACES.get(entry.id, entry.id)))
    return Explanation(entry.id, name, " ".join((*parts, _(LETTERS))), formula, source)


@cache
def _catalogue() -> tuple[Entry, ...]:
    from workforce_tui.domain.indicator_catalogue import CATALOGUE

    return CATALOGUE


def find_terms(asked: str) -> tuple[Explanation, ...]:
    """The entries for what was asked: the one of that code or name alone, else all that hold every word, best first."""
    entries, words = glossary(), asked.casefold().split()
    exact = tuple(one for one in entries if asked.strip().casefold() in (one.code.casefold(), one.name.casefold()))
    if exact or not words:
        return exact or entries
    named = [one for one in entries if all(word in f"{one.code} {one.name}".casefold() for word in words)]
    said = [one for one in entries if one not in named and all(word in one.said.casefold() for word in words)]
    return (*named, *said)


def indicator_family(id_: str) -> str:
    """The entry an indicator belongs to: "R2" of "R2-L3", "L2-early" of "L2-early:female"."""
    code = id_.partition(":")[0]
    known = {one.id for one in _catalogue()}
    while code not in known and "-" in code:
        code = code.rpartition("-")[0]
    return code
