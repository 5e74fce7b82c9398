"""Flows between two snapshots of an organisation whose people are held one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership
from workforce_tui.domain.flows import Answer, FlowCounts, Flows, Transition, by_group, without_missing_kinds
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _
from workforce_tui.services.flow_notes import notes_of, people_twice
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.transitions import Followed
from workforce_tui.storage import transitions as store

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.attributes import Attribute
    from workforce_tui.services.workspace import Workspace

HEADLINE = EthnicityDefinition.EM_EXCL


def flow_dates(ws: Workspace, organisation: str) -> tuple[date, ...]:
    """The dates on which an organisation's people are held one by one, newest first.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        return _dates(session, organisation_in(session, organisation).code)[::-1]


def flows(
    ws: Workspace, *, organisation: str, start: date, end: date, definition: EthnicityDefinition = HEADLINE
) -> Flows:
    """The flows of an organisation from the end of the day *start* to the end of the day *end*.

    Two dates with others between them are counted from the people themselves, which takes longer; somebody who
    joined and left in between is seen in neither.

    Raises:
        WorkforceError: there is no such organisation, or its people are not held one by one on these dates.
    """
    with ws.reading() as session:
        code = organisation_in(session, organisation).code
        held = store.person_dates(session, organisation=code)
        return _flows(session, _Asked(code, start, end, definition, held))


def flows_between(
    ws: Workspace,
    *,
    organisation: str,
    pairs: Collection[tuple[date, date]],
    definition: EthnicityDefinition = HEADLINE,
    by: Attribute | None = None,
) -> dict[tuple[date, date], Flows]:
    """As `flows`, for several pairs of dates of an organisation by its code, without those nobody is followed in.

    Divided *by* an attribute they are counted from the people themselves.
    """
    with ws.reading() as session:
        held = store.person_dates(session, organisation=organisation) if pairs else {}
        return {
            (start, end): _flows(session, _Asked(organisation, start, end, definition, held, by))
            for start, end in pairs
            if start in held and end in held
        }


def _dates(session: Session, organisation: str) -> tuple[date, ...]:
    return tuple(store.person_dates(session, organisation=organisation))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be reported: two dates of an organisation, among all its dates with people."""

    organisation: str
    start: date
    end: date
    definition: EthnicityDefinition
    held: Mapping[date, tuple[int, ...]]
    by: Attribute | None = None


def _flows(session: Session, asked: _Asked) -> Flows:
    _check(asked)
    everybody = _transitions(session, asked)
    code, start, end = asked.organisation, asked.start, asked.end
    before, after = store.people_in_counts(session, organisation=code, start=start, end=end)
    some, left_out = without_missing_kinds(everybody, counts_at_start=before, counts_at_end=after)
    groups = by_group(some, asked.definition)
    found = Flows(
        organisation=code,
        start=start,
        end=end,
        definition=asked.definition,
        total=sum(groups.values(), FlowCounts()),
        by_group=groups,
        transitions=some,
        carried_forward=sum(one.people for one in some if one.answer is Answer.CARRIED),
        changed_ethnicity=sum(one.people for one in some if one.answer is Answer.CHANGED),
        not_followed=(sum(before.values()), sum(after.values())),
        left_out=left_out,
    )
    several = [day for day in (start, end) if len(asked.held[day]) > 1]
    return notes_of(session, found, twice=people_twice(session, found, everybody, several))


def _check(asked: _Asked) -> None:
    for day in (asked.start, asked.end):
        if day not in asked.held:
            raise _nobody_held(day, list(asked.held))
    check_order(asked.start, asked.end)


def check_order(start: date, end: date) -> None:
    """Refuse two dates that are not one after the other.

    Raises:
        WorkforceError: the first is not before the second.
    """
    if start >= end:
        text = _("The first date, {start}, must be before the second, {end}.")
        message = text.format(start=long_date(start), end=long_date(end))
        raise WorkforceError(message, _("Give the earlier date first."))


def _transitions(session: Session, asked: _Asked) -> tuple[Transition, ...]:
    """As kept for dates after one another; counted for others, and where nothing is kept yet."""
    code, start, end = asked.organisation, asked.start, asked.end
    dates = list(asked.held)
    after_one_another = dates[dates.index(start) + 1] == end
    keeps = after_one_another and asked.by is None
    kept = store.kept(session, organisation=code, start=start, end=end) if keeps else ()
    return kept or store.counted(session, pair=Followed(session).pair(code, start, end), by=asked.by)


def _nobody_held(day: date, dates: Sequence[date]) -> WorkforceError:
    message = _("No people are held one by one on {date}, so nobody can be followed.").format(date=long_date(day))
    if not dates:
        return WorkforceError(message, _("Import spreadsheets with a row for each person and their staff number."))
    days = ", ".join(one.isoformat() for one in sorted(dates, reverse=True))
    return WorkforceError(message, _("Dates with people: {dates}.").format(dates=days))


def chosen_dates(ws: Workspace, organisation: str, start: date | None, end: date | None) -> tuple[date, date]:
    """The dates asked for; the latest two where they are left out.

    Raises:
        WorkforceError: there is no such organisation, or there are not two dates to choose.
    """
    dates = flow_dates(ws, organisation)
    last = end or next(iter(dates), None)
    first = start or next((day for day in dates if last is not None and day < last), None)
    if first is None or last is None:
        text = _("People can be followed only between two dates with a row for each person. Such dates held: {number}.")
        message = text.format(number=len(dates))
        hint = _(
            "Import the figures of another date, with staff numbers; where only counts are sent, import those and the "
            "joiners, leavers and promotions between the two dates."
        )
        raise WorkforceError(message, hint)
    return first, last


def group_code(member: Membership) -> str:
    """The code of a way to stand under a definition, as scripts see it."""
    return "too_coarse" if member is Membership.UNCLEAR else member.value
