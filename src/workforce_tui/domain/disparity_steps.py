"""The steps a disparity goes through, what each step needs, and the deadlines.

    identified → under analysis → explained | unexplained | insufficient data
    explained → panel review → accepted → monitored → closed, or rejected → unexplained
    unexplained → reform planned → reform in progress → measured again → closed | reform planned

An explanation is due 90 days after the disparity was identified; the day after, it is unexplained by itself. That is
the only way on from insufficient data: data that stay too poor to explain a difference leave it unexplained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import Decision, Disparity, Move, PanelView, Status
from workforce_tui.domain.disparity_rules import DEFAULTS, Thresholds
from workforce_tui.domain.disparity_words import decision_name, status_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from workforce_tui.domain.disparities import Explanation

STEPS: Mapping[Status, tuple[Status, ...]] = {
    Status.IDENTIFIED: (Status.UNDER_ANALYSIS,),
    Status.UNDER_ANALYSIS: (Status.EXPLAINED, Status.UNEXPLAINED, Status.INSUFFICIENT_DATA),
    Status.INSUFFICIENT_DATA: (),
    Status.EXPLAINED: (Status.PANEL_REVIEW,),
    Status.PANEL_REVIEW: (Status.ACCEPTED, Status.REJECTED),
    Status.ACCEPTED: (Status.MONITOR,),
    Status.MONITOR: (Status.CLOSED,),
    Status.REJECTED: (Status.UNEXPLAINED,),
    Status.UNEXPLAINED: (Status.REFORM_PLANNED,),
    Status.REFORM_PLANNED: (Status.REFORM_IN_PROGRESS,),
    Status.REFORM_IN_PROGRESS: (Status.REMEASURE,),
    Status.REMEASURE: (Status.CLOSED, Status.REFORM_PLANNED),
    Status.CLOSED: (),
}
"""What may follow what."""

NOT_EXPLAINED_YET = frozenset({Status.IDENTIFIED, Status.UNDER_ANALYSIS, Status.INSUFFICIENT_DATA})
"""Where the deadline for an explanation runs."""

REFORMING = frozenset({Status.REFORM_PLANNED, Status.REFORM_IN_PROGRESS, Status.REMEASURE})
EXPLAINED = frozenset({Status.EXPLAINED, Status.PANEL_REVIEW, Status.ACCEPTED, Status.MONITOR})

THE_DEADLINE = "deadline"
"""Stands for a person in a move that no person made; a code, not a text to show."""

NEW_FIGURES = "new_figures"
"""Stands for a person where an import brought a newer value."""

TAKEN_OUT = "taken_out"
"""Stands for a person where an import was undone or replaced, and a value has lost its data."""

DAY = timedelta(days=1)

LEAST_LETTERS = 2
"""Initials are the least that name a person."""

POOL_WORDS = re.compile(
    r"\b(pools?|applicants?|appl(?:y|ied)|candidates?|pwll|ymgeiswyr|ymgeisydd|gwneud cais)\b", re.IGNORECASE
)
"""Words of an explanation that rests on who could have been chosen."""


class Late(StrEnum):
    """What is overdue about a record."""

    EXPLANATION = "explanation"
    ACTION = "action"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something that should have happened the day before *since*."""

    what: Late
    since: date


def explanation_due(record: Disparity, rules: Thresholds = DEFAULTS) -> date:
    """The last day an explanation is in time: as it was set when the record was opened, where that is kept."""
    return record.explain_by or record.identified_on + timedelta(days=rules.days_to_explain)


def moved(record: Disparity, to: Status, *, by: str, on: date, note: str = "") -> Disparity:
    """The record after a step somebody takes.

    Raises:
        WorkforceError: the step is not allowed from here, something it needs is missing, nobody is named, or the day
            is before that of the last step.
    """
    move = Move(record.status, to, on, signed(by), note.strip())
    _check_allowed(record, to)
    _check_day(record, on)
    missing = lacking(record, to, on, note=note)
    if missing:
        raise WorkforceError(_("This cannot become “{status}” yet.").format(status=status_name(to)), " ".join(missing))
    return replace(record, moves=(*record.moves, move))


def with_deadline(record: Disparity, today: date, rules: Thresholds = DEFAULTS) -> Disparity:
    """The record as the deadline leaves it: unexplained the day after, where there is no explanation by then."""
    due = explanation_due(record, rules)
    if record.status not in NOT_EXPLAINED_YET or today <= due:
        return record
    day = max(due + DAY, record.moves[-1].on)
    move = Move(record.status, Status.UNEXPLAINED, day, THE_DEADLINE, automatic=True)
    return replace(record, moves=(*record.moves, move))


def overdue(record: Disparity, today: date) -> tuple[Overdue, ...]:
    """What is overdue, the oldest first. The record is one `with_deadline` has been over."""
    if record.status is Status.CLOSED:
        return ()
    found = []
    last = record.moves[-1]
    if last.automatic:
        found.append(Overdue(Late.EXPLANATION, last.on))
    if record.status in REFORMING:
        late = (one.due_now for one in record.actions if not one.is_done and one.due_now < today)
        found += [Overdue(Late.ACTION, due + DAY) for due in late]
    if record.review is not None and record.review < today and record.status in REFORMING | EXPLAINED:
        found.append(Overdue(Late.REVIEW, record.review + DAY))
    return tuple(sorted(found, key=lambda one: one.since))


def signed(by: str) -> str:
    """The name somebody signs with, on one line.

    Raises:
        WorkforceError: it names nobody.
    """
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in by).split())
    if sum(letter.isalpha() for letter in name) < LEAST_LETTERS or name in (THE_DEADLINE, NEW_FIGURES, TAKEN_OUT):
        if not name:
            raise WorkforceError(_("It has to be signed."), _("Say who makes the entry, by name, such as A. Person."))
        raise WorkforceError(
            _("“{name}” is not taken for a name: whoever signs has to be known later.").format(name=name),
            _("Give a name of at least {number} letters, such as A. Person.").format(number=LEAST_LETTERS),
        )
    return name


def rests_on_pool(explanation: Explanation) -> bool:
    """Whether an explanation speaks of who could have been chosen."""
    return bool(POOL_WORDS.search(f"{explanation.english} {explanation.welsh}"))


def lacking(record: Disparity, to: Status, on: date, *, note: str = "") -> tuple[str, ...]:
    """What a step on a day still needs, in sentences."""
    if to is Status.CLOSED:
        return tuple(_for_closed(record, on, note))
    check = _NEEDS.get(to)
    return tuple(check(record)) if check else ()


def _check_allowed(record: Disparity, to: Status) -> None:
    allowed = STEPS[record.status]
    if to in allowed:
        return
    if record.status is Status.CLOSED:
        raise WorkforceError(
            _("Record {number} is closed, and stays as it is.").format(number=record.id or ""),
            _("If the disparity is there again, open a new record."),
        )
    if not allowed:
        raise WorkforceError(
            _("From “{before}” there is no step that a person takes.").format(before=status_name(record.status)),
            _("It becomes “{after}” by itself when the time for an explanation is over.").format(
                after=status_name(Status.UNEXPLAINED)
            ),
        )
    raise WorkforceError(
        _("From “{before}” it cannot become “{after}”.").format(
            before=status_name(record.status), after=status_name(to)
        ),
        _("From here it can become: {names}.").format(
            names=", ".join(f"{status_name(one)} ({one})" for one in allowed)
        ),
    )


def _check_day(record: Disparity, on: date) -> None:
    before = record.moves[-1].on
    if on < before:
        raise WorkforceError(
            _("{day} is before the last step, of {before}.").format(day=long_date(on), before=long_date(before)),
            _("Steps are entered in the order they were taken."),
        )


def _for_explained(record: Disparity) -> Iterator[str]:
    if record.explanation is None:
        yield _("Record the explanation first, with its evidence.")
    else:
        yield from _explanation_lacks(record.explanation)


def _explanation_lacks(explanation: Explanation) -> Iterator[str]:
    if not (explanation.english.strip() or explanation.welsh.strip()):
        yield _("Say why there is a difference, in English or Welsh.")
    if not explanation.reference.strip():
        yield _("Say where the evidence can be seen.")
    if not explanation.alternatives.strip():
        yield _("Say which other explanations were tested.")
    pool = explanation.pool
    if pool is None and rests_on_pool(explanation) and not explanation.pool_denied:
        yield _(
            "It speaks of who could have been chosen: give how many people of each group that were, and the source, "
            "or say that it does not rest on them."
        )
    if pool is not None and (not pool.source.strip() or min(pool.group, pool.comparator) < 0):
        yield _("Say where the numbers of those who could have been chosen are from.")


def _for_insufficient(record: Disparity) -> Iterator[str]:
    yield from _decided(record, Decision.INSUFFICIENT_DATA)


def _for_accepted(record: Disparity) -> Iterator[str]:
    yield from _viewed(record, PanelView.ACCEPTS)


def _for_rejected(record: Disparity) -> Iterator[str]:
    yield from _viewed(record, PanelView.REJECTS)


def _for_monitor(record: Disparity) -> Iterator[str]:
    yield from _decided(record, Decision.EXPLAINED_MONITOR, Decision.EXPLAINED_NO_ACTION)
    if record.decision and record.decision.decision is Decision.EXPLAINED_MONITOR and record.review is None:
        yield _("Say when it is looked at again.")


def _for_reform(record: Disparity) -> Iterator[str]:
    yield from _decided(record, Decision.NOT_EXPLAINED_REFORM)
    if all(action.is_done for action in record.actions):
        yield _("Enter what will be done, by whom, by when, and how it will be seen.")


def _for_closed(record: Disparity, on: date, note: str) -> Iterator[str]:
    if not note.strip():
        yield _("Say in a note why it is closed.")
    no_action = record.decision is not None and record.decision.decision is Decision.EXPLAINED_NO_ACTION
    if no_action and record.status is Status.MONITOR:
        return
    after = _measured_after(record)
    held = [one for place, one in enumerate(record.measures, 1) if record.withdrawn(place) is None]
    days = [one.on for one in held if one.value.end > after]
    if not days:
        yield _("Measure it again first: there is no value of a period that ends after {date}.").format(
            date=long_date(after)
        )
    elif on < min(days):
        yield _("The value it is closed on came on {date}: give that day or a later one.").format(
            date=long_date(min(days))
        )


def _measured_after(record: Disparity) -> date:
    """A value of a period that ends later says whether a difference is there still: after the reform, or at all."""
    return max(record.found.end, record.became(Status.REFORM_IN_PROGRESS) or record.found.end)


def _viewed(record: Disparity, wanted: PanelView) -> Iterator[str]:
    view = record.panel_view
    if view is None:
        yield _("Record the panel's view and its reason first.")
    elif view.view not in (wanted, PanelView.PARTLY):
        yield _("The panel's view says otherwise.")


def _decided(record: Disparity, *wanted: Decision) -> Iterator[str]:
    if record.decision is None or record.decision.decision not in wanted:
        names = ", ".join(decision_name(one) for one in wanted)
        yield _("Record the decision first: {names}.").format(names=names)


_NEEDS: Mapping[Status, Callable[[Disparity], Iterator[str]]] = {
    Status.EXPLAINED: _for_explained,
    Status.INSUFFICIENT_DATA: _for_insufficient,
    Status.ACCEPTED: _for_accepted,
    Status.REJECTED: _for_rejected,
    Status.MONITOR: _for_monitor,
    Status.REFORM_PLANNED: _for_reform,
}
