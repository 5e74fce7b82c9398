"""The kinds of workforce data an organisation sends: the staff in post, and what happened to staff and applicants.

Staff in post is a picture of one day. Every other dataset is a list of events in a period, each with the grade and
ethnic group of the person, and an outcome: the stage an application reached, why somebody left, how a case ended.
The outcomes are those the published indicators need (relative likelihood of appointment from shortlisting, leaving
and resignation rates, formal discipline, training).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workforce_tui.i18n import N_, _


class Dataset(StrEnum):
    """What the rows of a file are about."""

    STAFF_IN_POST = "staff_in_post"
    JOINERS = "joiners"
    LEAVERS = "leavers"
    PROMOTIONS = "promotions"
    TEMPORARY_PROMOTIONS = "temporary_promotions"
    RECRUITMENT = "recruitment"
    GRIEVANCES = "grievances"
    DISCIPLINE = "discipline"
    CAPABILITY = "capability"
    TRAINING = "training"
    MENTEES = "mentees"
    MENTORS = "mentors"


MENTORING = (Dataset.MENTEES, Dataset.MENTORS)
"""Lists of those who take part in mentoring: kept apart from events, and read for mentoring figures alone."""
EVENTS = tuple(dataset for dataset in Dataset if dataset not in (Dataset.STAFF_IN_POST, *MENTORING))
"""Every dataset that lists what happened in a period."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way an event can end: the code kept, and its name (a message to translate)."""

    code: str
    name: str


STAGES = (
    Outcome("applied", N_("Applied")),
    Outcome("shortlisted", N_("Shortlisted")),
    Outcome("interviewed", N_("Interviewed")),
    Outcome("offered", N_("Offered")),
    Outcome("started", N_("Started")),
)
"""The stages of recruitment in order; an application counts at every stage up to the one it reached."""

_LEAVING = (
    Outcome("resignation", N_("Resignation")),
    Outcome("retirement", N_("Retirement")),
    Outcome("medical_retirement", N_("Medical retirement")),
    Outcome("transfer", N_("Transfer")),
    Outcome("end_of_contract", N_("End of contract")),
    Outcome("dismissal", N_("Dismissal")),
    Outcome("redundancy", N_("Redundancy")),
    Outcome("death", N_("Death in service")),
)
_JOINING = (
    Outcome("new", N_("New to the organisation")),
    Outcome("transfer", N_("Transfer")),
    Outcome("rejoined", N_("Rejoined")),
)
_GRIEVANCE = (
    Outcome("upheld", N_("Upheld")),
    Outcome("partly_upheld", N_("Partly upheld")),
    Outcome("not_upheld", N_("Not upheld")),
    Outcome("withdrawn", N_("Withdrawn")),
)
_CONDUCT = (
    Outcome("no_action", N_("No further action")),
    Outcome("informal", N_("Informal action or learning")),
    Outcome("written_warning", N_("Written warning")),
    Outcome("final_warning", N_("Final written warning")),
    Outcome("demotion", N_("Demotion")),
    Outcome("dismissal", N_("Dismissal")),
)
_TRAINING = (
    Outcome("requested", N_("Requested")),
    Outcome("refused", N_("Refused")),
    Outcome("completed", N_("Completed")),
)
_TAKING_PART = (
    Outcome("applied", N_("Applied")),
    Outcome("matched", N_("Matched")),
    Outcome("started", N_("Taking part")),
    Outcome("completed", N_("Completed")),
    Outcome("withdrawn", N_("Withdrew after starting")),
    Outcome("withdrawn_before", N_("Withdrew before starting")),
    Outcome("unknown", N_("Not stated")),
)
_OPEN = (Outcome("other", N_("Other")), Outcome("ongoing", N_("Not finished")), Outcome("unknown", N_("Not stated")))
_OTHERWISE = (Outcome("other", N_("Other")), Outcome("unknown", N_("Not stated")))

OUTCOMES: dict[Dataset, tuple[Outcome, ...]] = {
    Dataset.STAFF_IN_POST: (),
    Dataset.JOINERS: (*_JOINING, *_OTHERWISE),
    Dataset.LEAVERS: (*_LEAVING, *_OTHERWISE),
    Dataset.PROMOTIONS: (),
    Dataset.TEMPORARY_PROMOTIONS: (),
    Dataset.RECRUITMENT: STAGES,
    Dataset.GRIEVANCES: (*_GRIEVANCE, *_OPEN),
    Dataset.DISCIPLINE: (*_CONDUCT, *_OPEN),
    Dataset.CAPABILITY: (*_CONDUCT, *_OPEN),
    Dataset.TRAINING: (*_TRAINING, *_OPEN),
    Dataset.MENTEES: _TAKING_PART,
    Dataset.MENTORS: _TAKING_PART,
}
"""The outcomes of each dataset; none where an event has only happened."""

_NAMES = {
    Dataset.STAFF_IN_POST: N_("Staff in post"),
    Dataset.JOINERS: N_("Joiners"),
    Dataset.LEAVERS: N_("Leavers"),
    Dataset.PROMOTIONS: N_("Promotions"),
    Dataset.TEMPORARY_PROMOTIONS: N_("Temporary promotions"),
    Dataset.RECRUITMENT: N_("Recruitment"),
    Dataset.GRIEVANCES: N_("Grievances"),
    Dataset.DISCIPLINE: N_("Discipline"),
    Dataset.CAPABILITY: N_("Capability"),
    Dataset.TRAINING: N_("Training"),
    Dataset.MENTEES: N_("Mentees"),
    Dataset.MENTORS: N_("Mentors"),
}


def dataset_name(dataset: Dataset) -> str:
    """What a person calls the dataset."""
    return _(_NAMES[dataset])


def dataset_message(dataset: Dataset) -> str:
    """The name before it is translated, to be compared with names in any language."""
    return _NAMES[dataset]


def outcome_name(dataset: Dataset, code: str) -> str:
    """What a person calls an outcome of the dataset; the code itself where it is none of them."""
    return next((_(outcome.name) for outcome in OUTCOMES[dataset] if outcome.code == code), code)


@dataclass(frozen=True, slots=True)
class DatasetColumn:
    """A column of a dataset as it is asked for in a collection template.

    `field` is the importer's name of it; `header` is a message to translate, and recognised in either language.
    `later`: templates sent out before did not have it.
    """

    field: str
    header: str
    required: bool = False
    later: bool = False


_STAFF_NUMBER = DatasetColumn("staff_number", N_("Staff number"))
_WHO = (
    DatasetColumn("grade", N_("Grade"), required=True),
    DatasetColumn("ethnicity", N_("Ethnicity"), required=True),
    DatasetColumn("worker_type", N_("Worker type")),
    DatasetColumn("sex", N_("Sex")),
)
_DATE = DatasetColumn("event_date", N_("Date"), required=True)

_IN_A_SCHEME = (
    DatasetColumn("scheme", N_("Scheme"), required=True),
    DatasetColumn("cohort", N_("Cohort")),
    _STAFF_NUMBER,
    DatasetColumn("grade", N_("Grade"), required=True),
    DatasetColumn("ethnicity", N_("Ethnicity")),
    DatasetColumn("outcome", N_("Standing"), required=True),
    DatasetColumn("event_date", N_("Start date")),
    DatasetColumn("end_date", N_("End date")),
    DatasetColumn("reason", N_("Reason for withdrawing")),
    DatasetColumn("sessions_held", N_("Sessions held")),
    DatasetColumn("satisfaction", N_("Satisfaction (1 to 5)")),
)
_MENTEE_ONLY = (
    DatasetColumn("partner_number", N_("Mentor's staff number")),
    DatasetColumn("sessions_planned", N_("Sessions planned")),
    DatasetColumn("confidence_before", N_("Confidence before (1 to 5)")),
    DatasetColumn("confidence_after", N_("Confidence after (1 to 5)")),
    DatasetColumn("belonging_before", N_("Belonging before (1 to 5)")),
    DatasetColumn("belonging_after", N_("Belonging after (1 to 5)")),
    DatasetColumn("readiness_before", N_("Readiness before (1 to 5)")),
    DatasetColumn("readiness_after", N_("Readiness after (1 to 5)")),
    DatasetColumn("goal_met", N_("Goal met")),
    DatasetColumn("commitments_made", N_("Commitments made")),
    DatasetColumn("commitments_delivered", N_("Commitments delivered")),
    DatasetColumn("feedback_done", N_("360 feedback done")),
)

COLUMNS: dict[Dataset, tuple[DatasetColumn, ...]] = {
    Dataset.STAFF_IN_POST: (
        DatasetColumn("staff_number", N_("Staff number"), required=True),
        *_WHO,
        DatasetColumn("fte", N_("FTE")),
        DatasetColumn("start_date", N_("Start date")),
        DatasetColumn("disability", N_("Disability"), later=True),
        DatasetColumn("age_band", N_("Age band"), later=True),
        DatasetColumn("contract", N_("Contract type"), later=True),
    ),
    Dataset.JOINERS: (_STAFF_NUMBER, *_WHO, _DATE, DatasetColumn("outcome", N_("Joined from"))),
    Dataset.LEAVERS: (_STAFF_NUMBER, *_WHO, _DATE, DatasetColumn("outcome", N_("Reason for leaving"))),
    Dataset.PROMOTIONS: (_STAFF_NUMBER, DatasetColumn("from_grade", N_("Grade before")), *_WHO, _DATE),
    Dataset.TEMPORARY_PROMOTIONS: (_STAFF_NUMBER, DatasetColumn("from_grade", N_("Grade before")), *_WHO, _DATE),
    Dataset.RECRUITMENT: (
        *_WHO,
        _DATE,
        DatasetColumn("outcome", N_("Stage reached"), required=True),
    ),
    Dataset.GRIEVANCES: (_STAFF_NUMBER, *_WHO, _DATE, DatasetColumn("outcome", N_("Outcome"))),
    Dataset.DISCIPLINE: (_STAFF_NUMBER, *_WHO, _DATE, DatasetColumn("outcome", N_("Outcome"))),
    Dataset.CAPABILITY: (_STAFF_NUMBER, *_WHO, _DATE, DatasetColumn("outcome", N_("Outcome"))),
    Dataset.TRAINING: (_STAFF_NUMBER, *_WHO, _DATE, DatasetColumn("outcome", N_("Outcome"))),
    Dataset.MENTEES: (*_IN_A_SCHEME, *_MENTEE_ONLY),
    Dataset.MENTORS: _IN_A_SCHEME,
}
"""The columns asked for of each dataset, in order. In promotions, `grade` is the grade a person moved to."""
