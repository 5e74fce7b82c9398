"""Forgetting who took part in mentoring, once what became of them has been followed; how many they were is kept.

What links a participation to a person is needed for 12 and 24 months after the start and no longer (UK GDPR, article
5(1)(e)). A cohort is forgotten as a whole, after the last of its lists: while one of them is kept, nobody in it could
be told from somebody who is not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _
from workforce_tui.services.clock import today_here
from workforce_tui.services.mentoring_facts import KnownPeople, current
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import facts
from workforce_tui.storage import participations as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.participations import HeldParticipation


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A cohort's mentees or mentors: the last day of its lists, the people linked, and the rows of counts kept."""

    organisation: str
    dataset: str
    scheme: str
    cohort: str
    last: date
    people: int
    counts: int


def purge_participation(
    ws: Workspace, *, before: date, organisation: str | None = None, dry_run: bool = False, today: date | None = None
) -> tuple[Forgotten, ...]:
    """Put counts in place of the people of every cohort whose last list ended before a day.

    Counts are by grade at the start, ethnicity and how far people came, so that M1, M3 and the funnel stay as they are.
    Sessions, scores, reasons, months, mentors of mentees, and with them M4 of these cohorts, are gone for good. With
    *dry_run* nothing is changed.

    Raises:
        WorkforceError: there is no such organisation, or the day is not over.
    """
    if before > (today or today_here()):
        raise WorkforceError(
            _("{date} is a day to come.").format(date=long_date(before)), _("Give a day that has passed.")
        )
    with ws.writing() as session:
        code = None if organisation is None else organisation_in(session, organisation).code
        known = KnownPeople(session, EthnicityDefinition.EM_EXCL)
        found = [
            _forget(session, known, rows, dry_run=dry_run)
            for rows in _cohorts(store.held(session), code)
            if rows[0].period_end < before and any(one.row.pseudonym or one.row.partner for one in rows)
        ]
    return tuple(sorted(found, key=lambda one: (one.organisation, one.last, one.scheme, one.cohort, one.dataset)))


def _cohorts(held: Sequence[HeldParticipation], organisation: str | None) -> Iterable[list[HeldParticipation]]:
    """The rows of each cohort, that of the latest period first."""
    found: dict[tuple[str, str, str], list[HeldParticipation]] = defaultdict(list)
    for one in held:
        if organisation in (None, one.organisation):
            found[one.organisation, one.dataset, store.cohort_key(one.row.scheme, one.row.cohort)].append(one)
    return found.values()


def _forget(session: Session, known: KnownPeople, rows: Sequence[HeldParticipation], *, dry_run: bool) -> Forgotten:
    latest = rows[0]
    sums = _counted(known, rows)
    people = {one.row.pseudonym for one in rows if one.row.pseudonym}
    if not dry_run:
        kept = [_row(session, latest, rows, *key, *ends) for key, ends in sums.items()]
        store.delete(session, numbers=[one.row.id or 0 for one in rows])
        store.add_participations(session, rows=kept)
    return Forgotten(
        latest.organisation,
        latest.dataset,
        latest.row.scheme,
        latest.row.cohort,
        latest.period_end,
        len(people),
        len(sums),
    )


Alike = tuple[str, str, str, str]
"""Grade, ethnicity, kind of worker and how far somebody came."""


def _counted(known: KnownPeople, rows: Sequence[HeldParticipation]) -> dict[Alike, list[int]]:
    """Those who are alike, as the figures count them."""
    sums: dict[Alike, list[int]] = defaultdict(lambda: [0, 0])
    for one in current(rows):
        row = one.row
        ethnicity = known.ethnicity(one.organisation, row.pseudonym, one.ethnicity)
        ends = sums[known.grade(one), ethnicity, row.worker_type, row.outcome]
        ends[0] += row.low
        ends[1] += row.high
    return dict(sums)


def _row(
    session: Session,
    latest: HeldParticipation,
    rows: Sequence[HeldParticipation],
    grade: str,
    ethnicity: str,
    worker: str,
    outcome: str,
    low: int,
    high: int,
) -> tuple[Any, ...]:
    """A row of counts; its month is that of the first in the cohort who started, which dates the cohort."""
    months = [one.row.start_month for one in rows if one.row.start_month is not None]
    given = {
        "event_period_id": latest.row.event_period_id,
        "scheme": latest.row.scheme,
        "cohort": latest.row.cohort,
        "grade_label_id": _grade_label(session, latest.organisation, grade),
        "ethnicity_label_id": facts.ethnicity_label_id(session, raw=ethnicity, ethnicity=ethnicity),
        "worker_type": worker,
        "sex": "unknown",
        "outcome": outcome,
        "reason": "",
        "start_month": min(months, default=None),
        "low": low,
        "high": high,
    }
    return tuple(given.get(column) for column in store.COLUMNS)


def _grade_label(session: Session, organisation: str, grade: str) -> int | None:
    if not grade:
        return None
    return facts.grade_label_id(
        session, organisation=organisation, worker_type="", raw=grade, grade=grade, temporary=""
    )
