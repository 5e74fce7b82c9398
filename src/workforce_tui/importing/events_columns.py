"""The columns of files about events: what their headers mean depends on the dataset.

Case, spaces and punctuation do not matter. Of two columns with the same field, the header that stands further up in
its list is read. A header that is not here means what it means in any other file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import COLUMNS, Dataset
from workforce_tui.domain.label_keys import label_key
from workforce_tui.i18n import in_every_language
from workforce_tui.importing.mentoring_columns import MENTORING_FIELDS, MENTORING_HEADERS
from workforce_tui.importing.synonyms import header_fields, without_requirement
from workforce_tui.importing.values import is_percentage, tidy, without_footnote

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENT_FIELDS = ("event_date", "outcome", "from_grade", "period", *MENTORING_FIELDS)
"""Fields that only files about events have."""

_EVERY: Mapping[str, str] = {
    "event_date": "date, event date, date of event, effective date, case date, dyddiad, dyddiad y digwyddiad",
    "outcome": "outcome, final outcome, case outcome, result, decision, outcome description, canlyniad",
    "period": """period, year, financial year, reporting period, reporting year, fiscal year, quarter, time period,
        cyfnod, blwyddyn, blwyddyn ariannol, chwarter""",
    "headcount": """number of events, events, cases, number of cases, no of cases, volume, number of people,
        nifer yr achosion, achosion""",
    "reference": """vacancy, vacancy ref, vacancy reference, vacancy number, vacancy id, vacancy title, requisition,
        requisition number, requisition id, campaign, campaign id, campaign name, case number, case ref, case reference,
        case id, case no, applicant id, applicant number, applicant no, applicant ref, applicant, candidate,
        candidate id, candidate number, candidate ref, candidate reference, application id, application number,
        application ref, application reference, course, course title, course name, course code, training course,
        learning activity, provider, cost, days, duration, cyfeirnod, rhif yr achos, cwrs, swydd wag""",
}
_OWN: Mapping[Dataset, Mapping[str, str]] = {
    Dataset.JOINERS: {
        "event_date": """date of joining, date joined, join date, joining date, joiner date, start date, date started,
            date appointed, appointment date, hire date, latest hire date, date of appointment, new starter date,
            start date in organisation, csd, dyddiad ymuno, dyddiad dechrau, dyddiad penodi""",
        "outcome": """joined from, joiner type, type of joiner, joining reason, reason for joining, entry route, route,
            route of entry, source, source of recruitment, appointment type, type of appointment, reason,
            wedi ymuno o, math o ymunwr""",
        "grade": "grade on joining, joining grade, starting grade, grade at start, rank on joining",
        "headcount": """joiners, number of joiners, no of joiners, new starters, number of new starters, starters,
            new entrants, number of new entrants, recruits, new recruits, people recruited, new joiners, appointments,
            new appointments, people appointed, ymunwyr, nifer yr ymunwyr, dechreuwyr newydd""",
    },
    Dataset.LEAVERS: {
        "event_date": """leaving date, date of leaving, leave date, date left, leaver date, termination date,
            date of termination, actual termination date, last working day, last day of service, end date,
            date of exit, exit date, dyddiad gadael, dyddiad gorffen, dyddiad terfynu""",
        "outcome": """leaving reason, reason for leaving, leaver reason, termination reason, reason left, leave reason,
            reason, leaver type, type of leaver, leaving category, leaving route, leaver route, route, exit reason,
            exit type, cause of leaving, leaving cause, leaving type, rheswm dros adael, rheswm gadael, rheswm""",
        "grade": "grade at leaving, leaving grade, last grade, grade on leaving, final grade, rank at leaving",
        "headcount": """leavers, number of leavers, no of leavers, leaver count, number left, exits, people leaving,
            ymadawyr, nifer yr ymadawyr, gadawyr""",
    },
    Dataset.PROMOTIONS: {
        "event_date": """promotion date, date of promotion, date promoted, promoted on, promotion effective date,
            start date in grade, date in grade, date of substantive promotion, dyddiad dyrchafu, dyddiad y dyrchafiad,
            dyddiad dyrchafiad, start date""",
        "from_grade": """grade before, from grade, grade from, previous grade, old grade, promoted from, from rank,
            previous rank, rank before, old rank, rank from, former grade, gradd flaenorol, gradd cyn,
            rheng flaenorol, band before, previous band""",
        "grade": """grade after, to grade, grade to, new grade, promoted to, grade promoted to, to rank, new rank,
            rank after, rank promoted to, rank to, new band, gradd newydd, gradd ar ôl, rheng newydd""",
        "headcount": """promotions, number of promotions, no of promotions, number promoted,
            no promoted, promoted, total promoted, dyrchafwyd, dyrchafiadau, nifer y dyrchafiadau""",
    },
    Dataset.TEMPORARY_PROMOTIONS: {
        "event_date": """temporary promotion date, date of temporary promotion, temporary promotion start date,
            start of temporary promotion, start date in grade, date in grade,
            acting up start date, acting start date, tp start date, tca start date,
            date of acting up, start date, date from, promotion date, dyddiad y dyrchafiad dros dro, dyddiad dechrau""",
        "from_grade": """grade before, from grade, previous grade, substantive grade, substantive rank, home grade,
            promoted from, from rank, previous rank, rank before, gradd flaenorol, gradd sylweddol, rheng sylweddol""",
        "grade": """temporary grade, acting grade, temporary rank, acting rank, to grade, new grade, grade acted up to,
            temporary promotion grade, tca grade, promoted to, to rank, gradd dros dro, rheng dros dro""",
        "headcount": """temporary promotions, number of temporary promotions, acting up, number acting up,
            temporarily promoted, tca, dyrchafiadau dros dro""",
    },
    Dataset.RECRUITMENT: {
        "event_date": """application date, date of application, date applied, applied on, date received,
            date application received, closing date, campaign date, vacancy closing date, dyddiad cais,
            dyddiad y cais, dyddiad cau""",
        "outcome": """stage reached, stage, final stage, furthest stage, last stage, current stage, highest stage,
            recruitment stage, application stage, application status, applicant status, candidate status,
            recruitment status, status, stage outcome, outcome of application,
            y cam a gyrhaeddwyd, cam a gyrhaeddwyd, cam, statws""",
        "grade": """vacancy grade, grade of vacancy, grade of post, post grade, grade applied for, role grade,
            vacancy band, vacancy rank, rank applied for, gradd y swydd, gradd y swydd wag""",
        "headcount": "candidates, number of candidates",
    },
    Dataset.GRIEVANCES: {
        "event_date": """grievance date, date of grievance, date raised, date grievance raised, date submitted,
            date received, date lodged, date opened, opened, case opened, start date, dyddiad y gŵyn, dyddiad codi""",
        "outcome": "grievance outcome, outcome of grievance, upheld, upheld or not, finding, canlyniad y gŵyn, status",
        "headcount": """grievances, number of grievances, no of grievances, grievances raised, grievance cases,
            cwynion, nifer y cwynion""",
    },
    Dataset.DISCIPLINE: {
        "event_date": """date opened, date of notice, notice date, case start date, case opened, date of allegation,
            date reported, hearing date, date of hearing, date of outcome, outcome date, date of sanction,
            dyddiad agor, dyddiad y gwrandawiad, start date""",
        "outcome": """disciplinary outcome, discipline outcome, misconduct outcome, sanction, sanction imposed,
            outcome of hearing, finding, sanction type, action taken, cosb, sancsiwn, status""",
        "headcount": """disciplinary cases, disciplinaries, number of disciplinary cases, discipline cases,
            conduct cases, misconduct cases, number of misconduct cases, formal cases, subjects, achosion disgyblu""",
    },
    Dataset.CAPABILITY: {
        "event_date": """date opened, case start date, case opened, date of notice, meeting date, date of meeting,
            hearing date, date of hearing, date of outcome, outcome date, start date, dyddiad agor""",
        "outcome": """capability outcome, upp outcome, outcome of meeting, sanction, action taken, finding, stage,
            status""",
        "headcount": "capability cases, number of capability cases, upp cases, performance cases, achosion gallu",
    },
    Dataset.TRAINING: {
        "event_date": """training date, date of training, course date, date of course, date completed, completion date,
            date attended, course start date, date requested, start date, end date, dyddiad hyfforddi,
            dyddiad y cwrs, dyddiad cwblhau""",
        "outcome": """completion status, training status, attendance status, course status, status,
            learning status, statws""",
        "headcount": """attendees, number trained, number of attendees, delegates,
            number of delegates, training places, mynychwyr""",
    },
    **MENTORING_HEADERS,
}
_NUMBER_OF = re.compile(
    r"(?:total )?(?:number|no\.?|num\.?|count|total|nifer) (?:of |o )?(?:new )?(.+)"
    r"|(.+) \((?:n|no\.?|number|headcount)\)"
)
_EVERYONE_ELSES = ("as_at", "start_date", "leaving_date", "status", "leaving_reason")
"""Fields of staff in post that say nothing about an event."""


@cache
def _keys(dataset: Dataset) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    place = 0
    for column in COLUMNS[dataset]:
        if column.field in (*EVENT_FIELDS, "grade"):
            for header in in_every_language(column.header):
                found.setdefault(label_key(header), (column.field, 0))
    for fields in (_OWN[dataset], _EVERY):
        for name, headers in fields.items():
            for header in headers.split(","):
                place += 1
                found.setdefault(label_key(header), (name, place))
    return found


@cache
def event_field(dataset: Dataset, parts: tuple[str, ...]) -> tuple[str, int] | None:
    """The field of a column in a file about *dataset* and how well its header says so (0 is best); None otherwise."""
    texts = [part for part in parts if part]
    if not texts or is_percentage(texts[-1]):
        return None
    for text in dict.fromkeys((" ".join(texts), texts[-1])):
        plain = without_requirement(tidy(text))
        for key in (label_key(plain), label_key(without_footnote(plain))):
            if key in _keys(dataset):
                return _keys(dataset)[key]
        if (counted := _keys(dataset).get(_counted(plain), ("", 0)))[0] == "headcount":
            return counted
    return None


def _counted(text: str) -> str:
    """The key of what is counted: that of "exits" for "Number of exits"; "" for another header."""
    found = _NUMBER_OF.fullmatch(text)
    return label_key(found[1] or found[2]) if found else ""


@cache
def own_field(dataset: Dataset, parts: tuple[str, ...]) -> str | None:
    """The field of a header that is only used of this one dataset, as "Reason for leaving" of leavers."""
    found = event_field(dataset, parts)
    if found is None or found[0] not in ("event_date", "outcome", "headcount", "from_grade"):
        return None
    if (header_fields(parts) or ("",))[0] in ("start_date", "grade", "substantive_grade"):
        return None
    keys = {label_key(parts[-1]), _counted(tidy(parts[-1])) if found[0] == "headcount" else ""} - {""}
    elsewhere = sum(not keys.isdisjoint(_plain_keys(other)) for other in _OWN)
    return found[0] if elsewhere == 1 and not keys.isdisjoint(_plain_keys(dataset)) else None


@cache
def _plain_keys(dataset: Dataset) -> frozenset[str]:
    return frozenset(label_key(text) for texts in _OWN[dataset].values() for text in texts.split(","))


def is_of_staff_in_post(field: str | None) -> bool:
    """Whether a field tells of staff in post and nothing of an event."""
    return field in _EVERYONE_ELSES
