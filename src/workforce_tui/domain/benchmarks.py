"""The population a workforce is compared with: Census 2021, by police force area and local authority."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import LEAF, EthnicityDefinition, Membership, membership, nodes
from workforce_tui.i18n import _
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Benchmark:
    """How many people of each ethnic group live in one place.

    `geography` is "wales", a police force area ("gwent") or the ONS code of a local authority; `within` is
    the area it belongs to ("" for Wales). `counts` holds people by the codes of the harmonised standard.
    """

    geography: str
    name_en: str
    name_cy: str
    source: str
    as_at: date
    counts: Mapping[str, int] = field(hash=False)
    base_en: str = "resident population, all ages"
    base_cy: str = "y boblogaeth breswyl, pob oed"
    within: str = ""

    @property
    def name(self) -> str:
        """The name of the place in the language in use."""
        return self.name_cy if i18n.language() == i18n.WELSH else self.name_en

    @property
    def base(self) -> str:
        """Who was counted, in the language in use."""
        return self.base_cy if i18n.language() == i18n.WELSH else self.base_en

    @property
    def total(self) -> int:
        """Everyone counted."""
        return sum(self.counts.values())

    def people(self, definition: EthnicityDefinition) -> int:
        """How many people are of an ethnic minority under *definition*."""
        return sum(
            number for code, number in self.counts.items() if membership(code, definition) is Membership.MINORITY
        )

    def share(self, definition: EthnicityDefinition) -> Fraction:
        """The ethnic minority share of everyone counted, under *definition*."""
        return Fraction(self.people(definition), self.total)


@cache
def _by_geography() -> Mapping[str, Benchmark]:
    leaves = [node.code for node in nodes().values() if node.granularity == LEAF]
    found = {}
    for row in rows("benchmarks_census2021"):
        found[row["geography"]] = Benchmark(
            geography=row["geography"],
            name_en=row["name_en"],
            name_cy=row["name_cy"],
            source=row["source"],
            as_at=date.fromisoformat(row["as_at"]),
            counts=MappingProxyType({code: int(row[code]) for code in leaves}),
            base_en=row["base_en"],
            base_cy=row["base_cy"],
            within=row["within"],
        )
    return MappingProxyType(found)


def benchmarks() -> tuple[Benchmark, ...]:
    """Every benchmark shipped: Wales, then the police force areas, then the local authorities."""
    return tuple(_by_geography().values())


def benchmark(geography: str) -> Benchmark:
    """The benchmark of one place; raises WorkforceError where none is shipped."""
    try:
        return _by_geography()[geography]
    except KeyError:
        raise WorkforceError(
            _("There is no population figure for {place}.").format(place=geography),
            _("Use wales, a police force area such as gwent, or the code of a Welsh local authority."),
        ) from None


def has_benchmark(geography: str) -> bool:
    """Whether population figures are shipped for a place."""
    return geography in _by_geography()
