"""Ethnic minority representation of any group of staff, with everything needed to read it honestly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, total
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.formatting import count_text
from workforce_tui.domain.shares import Share
from workforce_tui.domain.statistics import Interval, wilson
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workforce_tui.domain.counts import Count

TOO_COARSE = N_("The ethnicity recorded is too coarse for this definition: it does not say who is in each White group.")
GRT_NOT_ASKED = N_("Gypsy, Irish Traveller and Roma staff were not asked about separately in this file.")
NOBODY_KNOWN = N_("Nobody's ethnicity is known.")
NONE_GIVEN = N_("The file these people were counted from has no ethnicity.")
PARTLY_GIVEN = N_(
    "{people} of {headcount} people were counted from files without ethnicity: they are in the headcount, and in no "
    "share or declaration rate."
)


@dataclass(frozen=True, slots=True)
class Composition:
    """How many people of a group are recorded under each ethnic node.

    `asks_grt` says whether the source could record Gypsy, Irish Traveller or Roma staff at all: where it could
    not, a zero there means nothing. `too_coarse_for` holds the definitions that the whole snapshot cannot give,
    so that one grade never claims a figure the organisation's total cannot have.
    """

    by_code: Mapping[str, Count]
    asks_grt: bool = True
    too_coarse_for: frozenset[EthnicityDefinition] = field(default_factory=frozenset)

    def __add__(self, other: Composition) -> Composition:
        merged = dict(self.by_code)
        for code, count in other.by_code.items():
            merged[code] = merged.get(code, ZERO) + count
        return Composition(merged, self.asks_grt and other.asks_grt, self.too_coarse_for | other.too_coarse_for)


@dataclass(frozen=True, slots=True)
class Representation:
    """The figures of one group of staff under one definition.

    `known` is everyone with a recorded ethnicity, the denominator of `share`. `minority`, `white` and `share`
    are None where the input is too coarse, and `note` says so. `interval` is the 95% Wilson interval of the
    share; `bounds` the share if everyone not known were White, and if everyone were from an ethnic minority.

    `not_given` is everyone counted from a file without ethnicity. They are part of `headcount` and of nothing else:
    `known`, `undeclared`, `unknown`, `share` and `declaration` are about the others, `bounds` about everyone.
    """

    definition: EthnicityDefinition
    headcount: Count
    known: Count
    undeclared: Count
    unknown: Count
    minority: Count | None
    white: Count | None
    share: Share | None
    declaration: Share
    interval: Interval | None
    bounds: Interval | None
    note: str = ""
    not_given: Count = ZERO

    @property
    def has_ethnicity(self) -> bool:
        """Whether the ethnicity of anybody in the group was given at all; without it no figure but headcount exists."""
        return self.not_given.high == 0 or self.headcount.high > self.not_given.high


def too_coarse_definitions(codes: Iterable[str], *, asks_grt: bool) -> frozenset[EthnicityDefinition]:
    """The definitions that staff recorded under *codes* cannot give."""
    coarse = {d for code in codes for d in EthnicityDefinition if membership(code, d) is Membership.UNCLEAR}
    if not asks_grt:
        coarse.add(EthnicityDefinition.EM_PLAN)
    return frozenset(coarse)


def representation(composition: Composition, definition: EthnicityDefinition) -> Representation:
    """Representation of a group under *definition*; the denominator is staff whose ethnicity is known."""
    sums = dict.fromkeys(Membership, ZERO)
    for code, count in composition.by_code.items():
        member = membership(code, definition)
        sums[member] = sums[member] + count
    minority, white = sums[Membership.MINORITY], sums[Membership.WHITE]
    undeclared, unknown, not_given = (
        sums[member] for member in (Membership.UNDECLARED, Membership.UNKNOWN, Membership.NOT_GIVEN)
    )
    known = total((minority, white, sums[Membership.UNCLEAR]))
    note = _why_not_available(composition, definition, known, sums[Membership.UNCLEAR])
    note = _(NONE_GIVEN) if not_given.high and not (known + undeclared + unknown).high else note
    share = None if note else Share(minority, white)
    missing = undeclared + unknown
    available = not note or not (known.high or not_given.high)
    return Representation(
        definition=definition,
        headcount=known + missing + not_given,
        known=known,
        undeclared=undeclared,
        unknown=unknown,
        minority=minority if available else None,
        white=white if available else None,
        share=share,
        declaration=Share(known, missing),
        interval=None if share is None else share_interval(share),
        bounds=None if share is None else _bounds(minority, white, missing + not_given),
        note=" ".join(filter(None, (note, _partly(not_given, known + missing)))),
        not_given=not_given,
    )


def _why_not_available(composition: Composition, definition: EthnicityDefinition, known: Count, unclear: Count) -> str:
    if known.high == 0:
        return _(NOBODY_KNOWN)
    if unclear.high > 0 or definition in composition.too_coarse_for:
        return _(TOO_COARSE)
    if definition is EthnicityDefinition.EM_PLAN and not composition.asks_grt:
        return _(GRT_NOT_ASKED)
    return ""


def _partly(not_given: Count, given: Count) -> str:
    """Who is left out of every share, where some people's ethnicity was given and others' was not."""
    if not not_given.high or not given.high:
        return ""
    return _(PARTLY_GIVEN).format(people=count_text(not_given), headcount=count_text(not_given + given))


def share_interval(share: Share) -> Interval | None:
    """The 95% Wilson interval of a share; for counts that are intervals, the widest that any of them gives."""
    lowest = wilson(share.part.low, share.part.low + share.rest.high)
    highest = wilson(share.part.high, share.part.high + share.rest.low)
    if lowest is None or highest is None:
        return None
    return Interval(lowest.low, highest.high)


def _bounds(minority: Count, white: Count, missing: Count) -> Interval | None:
    everyone = minority.low + white.high + missing.high
    fewest = minority.high + white.low
    if not everyone or not fewest:
        return None
    return Interval(
        minority.low / everyone,
        (minority.high + missing.high) / (fewest + missing.high),
    )
