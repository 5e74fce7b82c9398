"""What the figures of flows alone do not tell: who is not in them, and whose ethnicity is not of the date itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership
from workforce_tui.domain.flows import count, lone_kinds
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.representation import GRT_NOT_ASKED
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import _
from workforce_tui.storage import transitions as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.flows import Flows, LeftOut, Transition


def notes_of(session: Session, found: Flows, *, twice: Mapping[date, int]) -> Flows:
    """The flows with their notes; *twice* is how many people several files of a date have."""
    return replace(found, notes=(*_not_followed(found), *_twice(twice), *_ethnicities(session, found)))


def _not_followed(found: Flows) -> Iterator[str]:
    for day, people in zip((found.start, found.end), found.not_followed, strict=True):
        if people:
            text = _("Not followed, because they are held only as counts without staff numbers: {people} on {date}.")
            yield text.format(people=number(people), date=long_date(day))
    for one in found.left_out:
        yield _left_out(found, one)
    for one in lone_kinds(found.transitions):
        yield _last_of_a_kind(found, one)
    if found.total.not_comparable:
        text = _("Stayed, but with grades at the two dates that cannot be compared: {people}.")
        yield text.format(people=number(found.total.not_comparable))


def _left_out(found: Flows, one: LeftOut) -> str:
    has, lacks = (found.start, found.end) if one.at_start else (found.end, found.start)
    text = _("Left out: {people} of {workers} on {date}, because the figures of {other} have none of them one by one.")
    return text.format(
        people=number(one.people),
        workers=worker_type_name(WorkerType(one.worker_type)).lower(),
        date=long_date(has),
        other=long_date(lacks),
    )


def _last_of_a_kind(found: Flows, one: LeftOut) -> str:
    if one.at_start:
        text = _("All {workers} of {date} have left or moved: the figures of {other} have none. Left: {people}.")
        day, other = found.start, found.end
    else:
        text = _("All {workers} of {date} are new or have moved: the figures of {other} have none. Joined: {people}.")
        day, other = found.end, found.start
    return text.format(
        workers=worker_type_name(WorkerType(one.worker_type)).lower(),
        date=long_date(day),
        other=long_date(other),
        people=number(one.people),
    )


def people_twice(
    session: Session, found: Flows, everybody: Sequence[Transition], several: Sequence[date]
) -> dict[date, int]:
    """How many people more than one file of a date has, of the dates with several files.

    *everybody* are the transitions before any kind of worker was left out.
    """
    if not several:
        return {}
    followed, extra = count(everybody), {}
    for day in several:
        people, in_counts = (
            (followed.start, found.not_followed[0]) if day == found.start else (followed.end, found.not_followed[1])
        )
        extra[day] = store.headcount(session, organisation=found.organisation, day=day) - in_counts - people
    return extra


def _twice(twice: Mapping[date, int]) -> Iterator[str]:
    for day, people in twice.items():
        if people > 0:
            text = _("In two files of {date}, and followed once, in the post with the most hours: {people}.")
            yield text.format(people=number(people), date=long_date(day))


def _ethnicities(session: Session, found: Flows) -> Iterator[str]:
    if found.carried_forward:
        text = _("Ethnicity left out at the later date, so the latest earlier answer is used: {people}.")
        yield text.format(people=number(found.carried_forward))
    if found.changed_ethnicity:
        text = _("Gave another ethnic group than before; the later answer is used: {people}.")
        yield text.format(people=number(found.changed_ethnicity))
    coarse = found.by_group[Membership.UNCLEAR]
    if coarse.start or coarse.end:
        text = _("Ethnic group too coarse for this definition, in no group: {start} at the start, {end} at the end.")
        yield text.format(start=number(coarse.start), end=number(coarse.end))
    days = (found.start, found.end)
    if found.definition is EthnicityDefinition.EM_PLAN and not store.asks_grt(
        session, organisation=found.organisation, days=days
    ):
        yield _(GRT_NOT_ASKED)
