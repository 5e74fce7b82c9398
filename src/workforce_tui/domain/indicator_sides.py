"""People or events divided into the groups an indicator compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from workforce_tui.domain.attributes import Attribute, attribute_title
from workforce_tui.domain.counts import ZERO, Count, shared_count, total
from workforce_tui.domain.ethnicity import (
    LEAF,
    EthnicityDefinition,
    Membership,
    five_group,
    is_answered,
    membership,
    nodes,
    refines,
)
from workforce_tui.domain.formatting import count_text, share_text
from workforce_tui.domain.representation import Composition, representation
from workforce_tui.domain.shares import Share
from workforce_tui.domain.targets import LEAST_DECLARATION
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workforce_tui.domain.indicators import Frame

FIVE_GROUPS = ("ASIAN", "BLACK", "MIXED", "OTHER")
"""The ethnic minority groups of the five; White is what each is compared with."""
GRT = "GRT"
"""Gypsy, Irish Traveller and Roma, among the codes of groups."""
_LACKING = {
    Attribute.SEX: N_("Nobody's sex is recorded."),
    Attribute.DISABILITY: N_("Disability is not held of these people."),
    Attribute.AGE: N_("Age is not held of these people."),
    Attribute.SERVICE: N_("Length of service is not held of these people."),
    Attribute.CONTRACT: N_("Contract type is not held of these people."),
}
_PARTLY = N_("{attribute}: not known of {unknown} of these {total} people, who are in no part.")
_UNLIKE = N_(
    "{attribute}: known of {events} of the events of {period} and of {base} of those they are divided by, which is too "
    "far apart for a rate."
)
_FEW_TRAITS = N_("{attribute}: known of only {rate}, so the figure may not hold for all.")
_LOW = N_("Only {rate} have declared their ethnicity, so the figure may not hold for all.")


class Counted(NamedTuple):
    """A number of people, or events, of one ethnicity, and of one sex or value of what else they are divided by."""

    ethnicity: str
    trait: str
    number: Count


@dataclass(frozen=True)
class Tally:
    """People or events by ethnicity and trait, with what their source could not say (see `Composition`)."""

    cells: tuple[Counted, ...]
    asks_grt: bool = True
    too_coarse_for: frozenset[EthnicityDefinition] = frozenset()

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.cells + other.cells,
            self.asks_grt and other.asks_grt,
            self.too_coarse_for | other.too_coarse_for,
        )

    def with_(self, other: Tally) -> Tally:
        """Both together, as one cell where cells are alike."""
        both = self + other
        return Tally.added(both.cells, both.asks_grt, both.too_coarse_for)

    @classmethod
    def added(
        cls,
        cells: Iterable[tuple[str, str, Count]],
        asks_grt: bool = True,
        too_coarse_for: frozenset[EthnicityDefinition] = frozenset(),
    ) -> Tally:
        """The tally of cells of which several may be alike: those are one afterwards, as it is gone through often."""
        ends: dict[tuple[str, str], list[int]] = {}
        for ethnicity, trait, number in cells:
            both = ends.setdefault((ethnicity, trait), [0, 0])
            both[0] += number.low
            both[1] += number.high
        return cls(tuple(Counted(*who, shared_count(*both)) for who, both in ends.items()), asks_grt, too_coarse_for)

    @property
    def number(self) -> Count:
        """Everybody, whatever is known of them."""
        return total(cell.number for cell in self.cells)

    @cached_property
    def by_trait(self) -> Mapping[str, tuple[Counted, ...]]:
        """The cells of each trait: a tally is asked for one part of the staff after the other."""
        found: dict[str, list[Counted]] = defaultdict(list)
        for cell in self.cells:
            found[cell.trait].append(cell)
        return {trait: tuple(cells) for trait, cells in found.items()}

    @cached_property
    def of_trait(self) -> Mapping[str, Count]:
        """How many have each trait."""
        return {trait: total(cell.number for cell in cells) for trait, cells in self.by_trait.items()}

    def of(self, part: Part) -> Iterable[Counted]:
        """The cells of a part of the staff, whatever ethnic group it is of."""
        if part.attribute is None:
            return self.cells
        return chain.from_iterable(self.by_trait.get(trait, ()) for trait in sorted(part.traits))


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the staff an indicator is about: some values of an attribute, one ethnic minority group, or all."""

    frame: Frame
    attribute: Attribute | None = None
    traits: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    """The values of the attribute that say something."""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """The minority, the White group and everybody else whose ethnicity is known; `reason` is why there are none."""

    minority: Count
    white: Count
    others: Count
    undeclared: Count
    unknown: Count
    declaration: Share
    reason: str = ""
    note: str = ""
    known: Share | None = None
    """Whose value of what they are divided by is known, of everybody."""

    @property
    def share(self) -> Share:
        """The minority's share of everybody whose ethnicity is known."""
        return Share(self.minority, self.white + self.others)

    @property
    def missing(self) -> Count:
        """Everybody whose ethnicity is not known."""
        return self.undeclared + self.unknown

    @property
    def answered(self) -> Share:
        """Those who answered, if only to say that they prefer not to, of everybody."""
        return Share(self.declaration.part + self.undeclared, self.unknown)

    @property
    def is_low(self) -> bool:
        """Whether 60% or fewer have declared their ethnicity, or are known to be in this part or another."""
        return _is_low(self.declaration) or _is_low(self.known)

    @property
    def low_note(self) -> str:
        """The sentence for 60% or fewer declared; empty above."""
        return _(_LOW).format(rate=share_text(self.declaration)) if _is_low(self.declaration) else ""


def sides(tally: Tally, part: Part) -> Sides:
    """The groups *part* compares among people or events; never with anybody whose ethnicity is not known."""
    by_code = _by_code(tally, part)
    figures = representation(Composition(by_code, tally.asks_grt, tally.too_coarse_for), part.frame.definition)
    reason = figures.note if figures.minority is None else ""
    known = _known(tally, part)
    if part.attribute is not None and known is not None and not known.part.high:
        reason = _(_LACKING[part.attribute])
    minority, white, others = figures.minority or ZERO, figures.white or ZERO, ZERO
    if part.group and not reason:
        definition = part.frame.definition
        among = {code: n for code, n in by_code.items() if membership(code, definition) is Membership.MINORITY}
        minority, others = _divided(among, partial(_is_of, group=part.group))
    note = "" if figures.share is None else figures.note
    note = " ".join(filter(None, (note, partly(known, part))))
    return Sides(minority, white, others, figures.undeclared, figures.unknown, figures.declaration, reason, note, known)


def _known(tally: Tally, part: Part) -> Share | None:
    """Whose value of what they are divided by is known; None where nothing is divided, or there is nobody."""
    if part.attribute is None:
        return None
    known = total(number for trait, number in tally.of_trait.items() if trait in part.known)
    rest = total(number for trait, number in tally.of_trait.items() if trait not in part.known)
    return Share(known, rest) if known.high or rest.high else None


FAR_APART = Fraction(10, 100)
"""Where something is known of so much less of one side of a rate than of the other, that is said."""


def is_far_below(share: Share, other: Share) -> bool:
    """Whether a share is over 10 percentage points below another, beyond doubt."""
    highest, lowest = share.high, other.low
    return highest is not None and lowest is not None and lowest - highest > FAR_APART


def unlike(events: Tally, base: Tally, part: Part, period: str) -> str:
    """Why events and their base cannot be divided by what *part* is about; empty where they can.

    Nobody's value is known; or it is known of 60% or fewer of one side, and of over 10 percentage points more of the
    other: the rates of all parts would be too low, or too high.
    """
    of_base, of_events = _known(base, part), _known(events, part)
    if part.attribute is None or of_base is None:
        return ""
    if not of_base.part.high and (of_events is None or not of_events.part.high):
        return _(_LACKING[part.attribute])
    if of_events is None:
        return ""
    for one, other in ((of_events, of_base), (of_base, of_events)):
        if _is_low(one) and is_far_below(one, other):
            title = attribute_title(part.attribute)
            rates = {"events": share_text(of_events), "base": share_text(of_base)}
            return _(_UNLIKE).format(attribute=title, period=period, **rates)
    return ""


def partly(known: Share | None, part: Part, *, always: bool = False) -> str:
    """How many are in no part because their value is not known; their sex hardly ever is not, so only *always*."""
    if known is None or part.attribute is None or not known.part.high or not known.rest.high:
        return ""
    if part.attribute is Attribute.SEX and not _is_low(known) and not always:
        return ""
    title = attribute_title(part.attribute)
    text = _(_PARTLY).format(attribute=title, unknown=count_text(known.rest), total=count_text(known.denominator))
    return f"{text} {_(_FEW_TRAITS).format(attribute=title, rate=share_text(known))}" if _is_low(known) else text


def _is_low(share: Share | None) -> bool:
    low = None if share is None else share.low
    return low is not None and low <= LEAST_DECLARATION


def group_share(tally: Tally, part: Part, group: str) -> Share | None:
    """The share of one of the five groups, or of GRT, in everybody whose ethnicity is known.

    None where people were not asked for it. Who is recorded too coarsely may be in or out of the group.
    """
    kind = _is_grt if group == GRT else partial(_is_of, group=group)
    known = {code: n for code, n in _by_code(tally, part).items() if is_answered(code)}
    if group == GRT and (not tally.asks_grt or any(kind(code) is None and n.high for code, n in known.items())):
        return None
    return Share(*_divided(known, kind))


def _by_code(tally: Tally, part: Part) -> dict[str, Count]:
    low: dict[str, int] = defaultdict(int)
    high: dict[str, int] = defaultdict(int)
    for ethnicity, _trait, number in tally.of(part):
        low[ethnicity] += number.low
        high[ethnicity] += number.high
    return {code: Count(low[code], high[code]) for code in low}


def _divided(by_code: Mapping[str, Count], kind: Callable[[str], bool | None]) -> tuple[Count, Count]:
    """Those who are of the kind and those who are not; who may be either is an interval on both sides."""
    inside, beside = ZERO, ZERO
    for code, count in by_code.items():
        of_kind = kind(code)
        inside += count if of_kind else ZERO if of_kind is False else Count(0, count.high)
        beside += count if of_kind is False else ZERO if of_kind else Count(0, count.high)
    return inside, beside


def _is_of(code: str, group: str) -> bool | None:
    """Whether somebody of a code is of one of the five groups; None where the code is too coarse to say."""
    own = five_group(code)
    if own is not None:
        return own == group
    leaves = (one.code for one in nodes().values() if one.granularity == LEAF and one.group == group)
    return None if any(refines(leaf, code) == leaf for leaf in leaves) else False


def _is_grt(code: str) -> bool | None:
    """Whether somebody of a code is Gypsy, Irish Traveller or Roma; None where the code is too coarse to say."""
    if membership(code, EthnicityDefinition.EM_EXCL) is not Membership.WHITE:
        return False
    member = membership(code, EthnicityDefinition.EM_PLAN)
    return None if member is Membership.UNCLEAR else member is Membership.MINORITY
