"""The columns of lists of mentees and mentors, as matching tools and spreadsheets of schemes head them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset

if TYPE_CHECKING:
    from collections.abc import Mapping

SCORES = (
    "confidence_before", "confidence_after", "belonging_before", "belonging_after", "readiness_before",
    "readiness_after", "satisfaction",
)  # fmt: skip
"""Fields that hold a score from 1 to 5."""
MENTORING_FIELDS = (
    "partner_number", "scheme", "cohort", "end_date", "sessions_planned", "sessions_held", *SCORES, "goal_met",
    "reason", "commitments_made", "commitments_delivered", "feedback_done",
)  # fmt: skip
"""Fields that only lists of mentoring have."""

_BOTH: Mapping[str, str] = {
    "scheme": """scheme, scheme name, mentoring scheme, programme, program, programme name, mentoring programme,
        cynllun, enw'r cynllun, rhaglen""",
    "cohort": "cohort, cohort name, intake, wave, round, carfan, derbyniad",
    "event_date": """start date, date started, started, started on, mentoring start date, relationship start,
        match date, date matched, matched on, first session, date of first session, dyddiad dechrau""",
    "end_date": """end date, date ended, ended, ended on, mentoring end date, relationship end, completion date,
        date completed, last session, dyddiad gorffen""",
    "outcome": """standing, status, mentoring status, participation status, match status, matched, progress, stage,
        statws""",
    "reason": """reason for withdrawing, withdrawal reason, reason for withdrawal, reason withdrawn, reason for leaving,
        reason, rheswm dros dynnu'n ôl""",
    "sessions_held": """sessions held, number of sessions, sessions, sessions delivered, sessions completed,
        meetings held, number of meetings, meetings, sessions attended, sesiynau, nifer y sesiynau""",
    "satisfaction": "satisfaction, satisfaction score, overall satisfaction, rating, boddhad",
    "grade": "grade at start, level at start, current grade, gradd ar y dechrau",
    "headcount": "number of mentees, number of mentors, mentees, mentors, participants, number of participants",
    "reference": """both mentor and mentee, profession, job title, number of connections, connections, max mentees,
        number of mentees wanted, capacity, preferred mentor, skills, interests, goals, score, match score, id, ref""",
}
_MENTEES: Mapping[str, str] = {
    **_BOTH,
    "partner_number": """mentor's staff number, mentor staff number, mentor number, mentor employee number, mentor id,
        mentor's employee number, matched with, rhif staff y mentor""",
    "sessions_planned": "sessions planned, planned sessions, number of sessions planned, sesiynau a gynlluniwyd",
    "confidence_before": "confidence before, confidence at start, confidence (before), pre confidence, confidence pre",
    "confidence_after": "confidence after, confidence at end, confidence (after), post confidence, confidence post",
    "belonging_before": """belonging before, belonging at start, belonging (before), pre belonging, belonging pre,
        inclusion before, inclusion at start""",
    "belonging_after": """belonging after, belonging at end, belonging (after), post belonging, belonging post,
        inclusion after, inclusion at end""",
    "readiness_before": """readiness before, readiness at start, readiness (before), pre readiness, readiness pre,
        leadership readiness before""",
    "readiness_after": """readiness after, readiness at end, readiness (after), post readiness, readiness post,
        leadership readiness after""",
    "goal_met": "goal met, goals met, goal achieved, objectives met, cyrhaeddwyd y nod",
    "commitments_made": "commitments made, commitments, number of commitments, actions agreed",
    "commitments_delivered": "commitments delivered, commitments met, actions delivered",
    "feedback_done": "360 feedback done, 360 done, 360 feedback, 360, feedback done",
}
MENTORING_HEADERS: Mapping[Dataset, Mapping[str, str]] = {Dataset.MENTEES: _MENTEES, Dataset.MENTORS: _BOTH}
"""For each list, the headers of each field; "reference" is left out."""
