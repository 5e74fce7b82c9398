"""What comes of what a staff network asks: issues it raised, and N2, its reviews of how incidents were handled.

What is not stated is None throughout and never counts as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.networks import amount, whole
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.domain.records import Values

OUTCOME_NAMES = {
    "agreed": N_("agreed"),
    "partly": N_("agreed in part"),
    "refused": N_("refused"),
    "considered": N_("still considered"),
    "withdrawn": N_("withdrawn by the network"),
}


class IssueState(StrEnum):
    """How an issue the network raised stands."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    CONSIDERED = "considered"
    AGREED = "agreed"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"


_STATE_NAMES = {
    IssueState.WAITING: N_("no response yet"),
    IssueState.OVERDUE: N_("response overdue"),
    IssueState.CONSIDERED: N_("still considered"),
    IssueState.AGREED: N_("agreed"),
    IssueState.PARTLY: N_("agreed in part"),
    IssueState.REFUSED: N_("refused"),
    IssueState.WITHDRAWN: N_("withdrawn by the network"),
    IssueState.ANSWERED: N_("answered, outcome not stated"),
}


def issue_state_name(state: IssueState) -> str:
    """The state in the language in use."""
    return _(_STATE_NAMES[state])


def issue_state(values: Values, today: date) -> IssueState:
    """How an issue stands: overdue from the day after the response was due, until there is one."""
    outcome, due = values.get("outcome"), values.get("due")
    if outcome == "withdrawn":
        return IssueState.WITHDRAWN
    if values.get("responded") is None:
        if isinstance(due, date) and due < today:
            return IssueState.OVERDUE
        return IssueState.CONSIDERED if outcome == "considered" else IssueState.WAITING
    return IssueState(str(outcome)) if outcome else IssueState.ANSWERED


@dataclass(frozen=True, slots=True)
class Part:
    """A number out of another, over the reviews that state both; None where none does."""

    part: int | None
    whole: int | None

    @property
    def share(self) -> Fraction | None:
        """The part of the whole; None where there is no whole."""
        return None if self.part is None or not self.whole else Fraction(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Reviews:
    """N2: what networks reviewed of how incidents were handled, and what came of what they suggested.

    `incidents` and `suggestions` are None where no review states them; `silent` is how many reviews leave out at least
    one of the numbers. `average_days` weighs each review by its incidents.
    """

    number: int
    incidents: int | None
    average_days: Fraction | None
    suggestions: int | None
    accepted: Part
    implemented: Part
    silent: int


def reviews_of(reviews: Sequence[Values]) -> Reviews:
    """N2 of some reviews."""
    keys = ("incidents", "suggestions", "accepted", "implemented")
    return Reviews(
        number=len(reviews),
        incidents=_sum(one.get("incidents") for one in reviews),
        average_days=_average_days(reviews),
        suggestions=_sum(one.get("suggestions") for one in reviews),
        accepted=_part(reviews, "accepted", "suggestions"),
        implemented=_part(reviews, "implemented", "suggestions"),
        silent=sum(any(one.get(key) is None for key in keys) for one in reviews),
    )


def _sum(numbers: Iterable[object]) -> int | None:
    stated = [number for one in numbers if (number := whole(one)) is not None]
    return sum(stated) if stated else None


def _part(reviews: Sequence[Values], part: str, of: str) -> Part:
    both = [(one, other) for review in reviews if (one := whole(review.get(part))) is not None
            and (other := whole(review.get(of))) is not None]  # fmt: skip
    return Part(sum(one for one, _o in both), sum(other for _p, other in both)) if both else Part(None, None)


def _average_days(reviews: Sequence[Values]) -> Fraction | None:
    stated = [
        (Fraction(days), number)
        for one in reviews
        if (days := amount(one.get("average_days"))) is not None and (number := whole(one.get("incidents")))
    ]
    number = sum(count for _days, count in stated)
    return sum((days * count for days, count in stated), Fraction(0)) / number if number else None
