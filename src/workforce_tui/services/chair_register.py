"""The register of disparities as the chair of a staff network may see it: records whose counts are shown, and comments.

That there is a record which the rules proposed tells of the counts it rests on. So it is there for a network only where
these are shown (`chair_indicators`); what the panel or a network brought to the register is always there, without the
counts that are not. Later values are each shown or not. Texts are as the organisation wrote them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import (
    LOWER_LEVELS,
    OTHER_STAFF,
    POPULATION,
    Comment,
    Measured,
    Trigger,
)
from workforce_tui.domain.disparity_rules import Reason
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicator_catalogue import LEVELS
from workforce_tui.domain.levels import Level
from workforce_tui.domain.reporting_years import reporting_year, year_of_snapshot
from workforce_tui.i18n import _
from workforce_tui.services.chair_figures import network_profile
from workforce_tui.services.chair_indicators import indicators_for_chair
from workforce_tui.services.clock import today_here
from workforce_tui.services.disparities import get_disparity, list_disparities
from workforce_tui.services.disparity_writing import Change, change_disparity
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope, own_organisation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from workforce_tui.domain.disparities import Disparity, Subject
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.disparities import RegisterLine
    from workforce_tui.services.workspace import Workspace

Counts = tuple[int | None, ...]
_OF_COUNTS = frozenset({str(Reason.FOUR_FIFTHS), str(Reason.EXACT_TEST)})
"""The reasons that follow from the counts of one year alone."""


@dataclass(frozen=True, slots=True)
class ChairLine:
    """A record as the chair may see it; `hidden` are the places of the values that are withheld, 0 the one found.

    The withheld ones have no counts: nobody in either group.
    """

    line: RegisterLine
    hidden: frozenset[int]

    @property
    def is_latest_hidden(self) -> bool:
        """Whether the newest value is withheld."""
        return len(self.line.record.measures) in self.hidden


def register_for_chair(ws: Workspace, organisation: str, *, today: date | None = None) -> tuple[ChairLine, ...]:
    """The records of an organisation that its network may see, in the order of the register.

    Raises:
        WorkforceError: there is no such organisation, the network of another one asks, or its staff cannot be shown.
    """
    code = get_organisation(ws, organisation).code
    check_scope(str(network_profile(ws).code), code)
    shown = _Shown(ws, code)
    lines = (_line(shown, line) for line in list_disparities(ws, code, today=today))
    return tuple(line for line in lines if line is not None)


def record_for_chair(ws: Workspace, number: int) -> ChairLine:
    """One record by its number.

    Raises:
        WorkforceError: there is none with that number that the network may see.
    """
    return _found(ws, get_disparity(ws, number), number)


def comment_for_chair(ws: Workspace, number: int, text: str, *, by: str, on: date | None = None) -> ChairLine:
    """Enter what the network has to say about a record; returns the record.

    Raises:
        WorkforceError: there is no such record for the network, it is closed, nobody is named, or nothing is said.
    """
    record_for_chair(ws, number)
    day = on or today_here()
    change_disparity(ws, number, Change(by, day, (Comment(text, by, day),)))
    return record_for_chair(ws, number)


def _found(ws: Workspace, line: RegisterLine, number: int) -> ChairLine:
    code = line.record.subject.organisation
    if own_organisation() in (None, code):
        found = _line(_Shown(ws, code), line)
        if found is not None:
            return found
    raise WorkforceError(
        _("There is no record number {number} that a network is shown.").format(number=number),
        _("See `workforce-tui disparity list` for the numbers."),
    )


class _Shown:
    """The indicators that are shown of an organisation, by year and definition, each worked out once."""

    def __init__(self, ws: Workspace, organisation: str) -> None:
        self.ws, self.organisation = ws, organisation
        self.kept: dict[tuple[int, str], Mapping[str, Indicator]] = {}

    def indicators(self, year: int, definition: str) -> Mapping[str, Indicator]:
        """The indicators of a year that are shown, by id."""
        key = (year, definition)
        if key not in self.kept:
            report = indicators_for_chair(self.ws, self.organisation, year, EthnicityDefinition(definition))
            self.kept[key] = {one.id: one for one in report.indicators if one.value is not None}
        return self.kept[key]

    def tells(self, subject: Subject, value: Measured) -> bool:
        """Whether the counts of a value are shown, just as they are."""
        of_day = value.start is None or subject.compares_tiers
        by_id = self.indicators(
            year_of_snapshot(value.end) if of_day else reporting_year(value.end), subject.definition
        )
        one = by_id.get(subject.indicator)
        if one is None or (value.events, value.base) != _counts(one)[:2]:
            return False
        return (value.other_events, value.other_base) == self._others(subject, one, by_id)

    def _others(
        self, subject: Subject, one: Indicator, by_id: Mapping[str, Indicator]
    ) -> tuple[int | None, ...] | None:
        """The counts of the comparator, of what is shown; None where they are not."""
        if subject.comparator == OTHER_STAFF:
            whole = by_id.get("R1")
            here = _counts(one)[:2]
            if whole is None or None in here:
                return None
            return tuple((all_ or 0) - (part or 0) for all_, part in zip(_counts(whole)[:2], here, strict=True))
        if subject.comparator == LOWER_LEVELS:
            below = [by_id.get(f"R2-{level}") for level in LEVELS[: LEVELS.index(Level(subject.level))]]
            held = [_counts(level) for level in below if level is not None]
            return (sum(c[0] or 0 for c in held), sum(c[1] or 0 for c in held)) if len(held) == len(below) else None
        if subject.comparator == POPULATION and subject.indicator.startswith("R6"):
            return None
        return _counts(one)[2:]


def _counts(one: Indicator) -> Counts:
    counts = (one.numerator, one.denominator, one.comparator_numerator, one.comparator_denominator)
    return tuple(count.low if count is not None and count.is_exact else None for count in counts)


def _line(shown: _Shown, line: RegisterLine) -> ChairLine | None:
    """A record without what is withheld; None where that it is there would tell of it."""
    record = line.record
    hidden = frozenset(place for place, value in enumerate(record.values) if not shown.tells(record.subject, value))
    if 0 in hidden and record.trigger is Trigger.AUTO:
        return None
    return ChairLine(replace(line, record=_told(record, hidden)), hidden)


def _told(record: Disparity, hidden: frozenset[int]) -> Disparity:
    """A record without the counts that are withheld, nor what follows from those of other years."""
    measures = tuple(
        replace(one, value=_bare(one.value, place in hidden)) for place, one in enumerate(record.measures, 1)
    )
    found_hidden = 0 in hidden
    return replace(
        record,
        found=_bare(record.found, found_hidden),
        too_small=record.too_small and not found_hidden,
        reasons=tuple(one for one in record.reasons if one in _OF_COUNTS and not found_hidden),
        explanations=tuple(replace(one, pool=None) for one in record.explanations),
        measures=measures,
    )


def _bare(value: Measured, is_hidden: bool) -> Measured:
    """A value without its counts where they are withheld, and always without the declaration rate it was found with."""
    if is_hidden:
        return Measured(value.end, 0, 0, 0, 0, value.start)
    return replace(value, declaration=None)
