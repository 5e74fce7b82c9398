"""Ethnic groups as a tree, and who counts as an ethnic minority under each definition.

The leaves are the nineteen groups of the GSS harmonised standard for England and Wales. Coarser answers
("Asian", "ethnic minority", "Chinese or other") are nodes above them, so an organisation that only has those
is stored as it is, and a measure that needs more detail can see that it is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

WHITE = "WHITE"
MINORITY = "EM"
WHITE_BRITISH = "W_BRIT"
UNDECLARED = "X_PNTS"
"""Asked, and preferred not to say."""
UNKNOWN = "X_UNK"
"""Nothing on record."""
NOT_GIVEN = "X_NA"
"""The file had no ethnicity at all: nobody can say whether these people were asked or answered."""
LEAF = 19
"""Granularity of the groups of the harmonised standard."""


class EthnicityDefinition(StrEnum):
    """Who is counted as an ethnic minority; every figure says which one it used."""

    EM_EXCL = "em_excl"
    """Mixed, Asian, Black and Other: comparable with the Home Office, HMPPS and the Civil Service."""
    EM_INCL = "em_incl"
    """Everyone except White British, as on Ethnicity facts and figures (GOV.UK)."""
    EM_PLAN = "em_plan"
    """EM_EXCL with Gypsy or Irish Traveller and Roma: who the Anti-racist Wales plans speak of."""


class Membership(Enum):
    """Where a person stands in a share under one definition."""

    MINORITY = "minority"
    WHITE = "white"
    """The group the minority is compared with."""
    UNCLEAR = "unclear"
    """The answer is too coarse for this definition."""
    UNDECLARED = "undeclared"
    UNKNOWN = "unknown"
    NOT_GIVEN = "not_given"
    """Counted by a file without ethnicity: neither known nor unknown, and in no share."""

    # Every cell of every figure is looked up by it; that of Enum is worked out of the name each time.
    __hash__ = object.__hash__


class Scheme(StrEnum):
    """The list of categories a file was recorded with."""

    SDE16 = "sde16"
    """Police self-defined ethnicity 16+1 (Census 2001 groups)."""
    SDE18 = "sde18"
    """Police self-defined ethnicity 18+1 (Census 2011 groups)."""
    ONS2011_18 = "ons2011_18"
    ONS2021_19 = "ons2021_19"
    CSS = "css"
    """Civil Service Statistics."""
    HMPPS5 = "hmpps5"
    HO2001_5 = "ho2001_5"
    """The Home Office's five groups before 2021, with Chinese under Other."""
    BINARY = "binary"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class EthnicNode:
    """One ethnic group, or one way of not knowing it.

    `granularity` is 19 for a group of the harmonised standard, 5 for one of the five groups and other answers
    between the two, 2 for "ethnic minority", 0 for a non-answer. `group` is the code of its five-group node.
    """

    code: str
    parent: str | None
    granularity: int
    order: int
    name_en: str
    name_cy: str
    group: str | None

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_cy if i18n.language() == i18n.WELSH else self.name_en


@cache
def nodes() -> Mapping[str, EthnicNode]:
    """Every node by code, in display order: the five groups by alphabet, Other last, non-answers after."""
    found = [
        EthnicNode(
            code=row["code"],
            parent=row["parent"] or None,
            granularity=int(row["granularity"]),
            order=int(row["order"]),
            name_en=row["name_en"],
            name_cy=row["name_cy"],
            group=row["group"] or None,
        )
        for row in rows("ethnic_groups")
    ]
    return MappingProxyType({node.code: node for node in sorted(found, key=lambda node: node.order)})


def node(code: str) -> EthnicNode:
    """The node with this code; raises WorkforceError for a code that does not exist."""
    try:
        return nodes()[code]
    except KeyError:
        raise WorkforceError(
            _("{code} is not the code of an ethnic group.").format(code=code),
            _("Use one of: {codes}.").format(codes=", ".join(nodes())),
        ) from None


def is_node(code: str) -> bool:
    """Whether there is a group or a non-answer with this code."""
    return code in nodes()


def is_answered(code: str) -> bool:
    """Whether the code says an ethnic group, coarse or fine: neither undeclared, unknown nor left out of the file."""
    return code not in (UNDECLARED, UNKNOWN, NOT_GIVEN)


def five_group(code: str) -> str | None:
    """The code of the five-group node the group belongs to; None where the answer does not say."""
    return node(code).group


@cache
def _lineage(code: str) -> frozenset[str]:
    """The node and everything above it.

    A node may lie under a second one: Chinese and Other are both inside the "Chinese or other" of 2001.
    """
    row = next(row for row in rows("ethnic_groups") if row["code"] == code)
    above = (row["parent"], row["also_under"])
    return frozenset({code}).union(*(_lineage(parent) for parent in above if parent))


def refines(first: str, second: str) -> str | None:
    """The finer of two codes when one lies at or under the other; None when they disagree."""
    if node(second).code in _lineage(node(first).code):
        return first
    return second if first in _lineage(second) else None


def is_finer(fine: str | None, coarse: str | None) -> bool:
    """Whether a code lies under another; never where one of them is not known."""
    return bool(fine and coarse and fine != coarse and refines(fine, coarse) == fine)


_PLAN = MappingProxyType(
    {
        WHITE: Membership.UNCLEAR,
        "W_MINORITY": Membership.UNCLEAR,
        "W_OTHER_16": Membership.UNCLEAR,
        "W_GRT": Membership.MINORITY,
        "W_GIT": Membership.MINORITY,
        "W_ROMA": Membership.MINORITY,
    }
)
_INCLUDING = MappingProxyType({WHITE: Membership.UNCLEAR, WHITE_BRITISH: Membership.WHITE})


@cache
def membership(code: str, definition: EthnicityDefinition) -> Membership:
    """Where the group with this code stands under *definition*.

    The three definitions differ only inside White: EM_EXCL counts all of it as White, EM_INCL only White
    British, EM_PLAN all but Gypsy or Irish Traveller and Roma.
    """
    if code == UNDECLARED:
        return Membership.UNDECLARED
    if code == UNKNOWN:
        return Membership.UNKNOWN
    if code == NOT_GIVEN:
        return Membership.NOT_GIVEN
    if refines(code, MINORITY) is not None:
        return Membership.MINORITY
    if definition is EthnicityDefinition.EM_INCL:
        return _INCLUDING.get(code, Membership.MINORITY)
    if definition is EthnicityDefinition.EM_PLAN:
        return _PLAN.get(code, Membership.WHITE)
    return Membership.WHITE


def definition_name(definition: EthnicityDefinition) -> str:
    """What the definition is called in tables, in the wording of the GOV.UK style guide."""
    match definition:
        case EthnicityDefinition.EM_EXCL:
            return _("Ethnic minorities (excluding White minorities)")
        case EthnicityDefinition.EM_INCL:
            return _("Ethnic minorities (including White minorities)")
        case EthnicityDefinition.EM_PLAN:
            return _("Ethnic minorities (excluding White minorities) with Gypsy, Roma and Traveller")


SHORT_DEFINITIONS = {
    EthnicityDefinition.EM_EXCL: N_("without White minorities"),
    EthnicityDefinition.EM_INCL: N_("with White minorities"),
    EthnicityDefinition.EM_PLAN: N_("as in the Plan"),
}


_ASKS_GRT = frozenset({Scheme.SDE18, Scheme.ONS2011_18, Scheme.ONS2021_19})


def asks_grt(scheme: Scheme) -> bool:
    """Whether people recorded with this list could say that they are Gypsy or Irish Traveller.

    A file whose list is not known is not taken to have asked: its "any other White" may hide the answer.
    """
    return scheme in _ASKS_GRT
