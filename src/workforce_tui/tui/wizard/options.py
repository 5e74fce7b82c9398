"""What can be answered to each kind of question: suggestions first, then everything there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.ethnicity import NOT_GIVEN, nodes
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.ethnicity_meanings import other_words
from workforce_tui.domain.grades import grades, ladders_for
from workforce_tui.domain.levels import Level, level_name
from workforce_tui.domain.workforce import OrganisationKind, WorkerType, worker_type_name
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.roles import who
from workforce_tui.tui.choices import organisation_choices
from workforce_tui.tui.dialogs.picker import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.services.decision_figures import DecisionLine
    from workforce_tui.services.figures import OrganisationSummary
    from workforce_tui.services.imports import PendingDecision

IGNORE = "ignore"

FIELDS = {
    "grade": N_("Grade or rank"),
    "substantive_grade": N_("Substantive grade"),
    "ethnicity": N_("Ethnicity"),
    "ethnicity_code": N_("Ethnicity code"),
    "worker_type": N_("Kind of worker"),
    "headcount": N_("Headcount"),
    "fte": N_("Full-time equivalent"),
    "organisation": N_("Organisation"),
    "organisation_code": N_("Organisation code"),
    "as_at": N_("Snapshot date"),
    "staff_number": N_("Staff number (kept only as a keyed hash)"),
    "sex": N_("Sex"),
    "start_date": N_("Start date"),
    "leaving_date": N_("Leaving date"),
    "event_date": N_("Date of the event"),
    "outcome": N_("Outcome or stage"),
    "from_grade": N_("Grade before"),
    "period": N_("Period"),
    "status": N_("In post or left"),
    "leaving_reason": N_("Reason for leaving"),
    "partner_number": N_("Mentor's staff number (kept only as a keyed hash)"),
    "scheme": N_("Mentoring scheme"),
    "cohort": N_("Cohort"),
    "end_date": N_("End date"),
    "sessions_planned": N_("Sessions planned"),
    "sessions_held": N_("Sessions held"),
    "confidence_before": N_("Confidence before (1 to 5)"),
    "confidence_after": N_("Confidence after (1 to 5)"),
    "belonging_before": N_("Belonging before (1 to 5)"),
    "belonging_after": N_("Belonging after (1 to 5)"),
    "readiness_before": N_("Readiness before (1 to 5)"),
    "readiness_after": N_("Readiness after (1 to 5)"),
    "satisfaction": N_("Satisfaction (1 to 5)"),
    "goal_met": N_("Goal met"),
    "reason": N_("Reason for withdrawing"),
    "commitments_made": N_("Commitments made"),
    "commitments_delivered": N_("Commitments delivered"),
    "feedback_done": N_("360 feedback done"),
    "site": N_("Site (not kept)"),
    "disability": N_("Disability"),
    "age_band": N_("Age band"),
    "contract": N_("Kind of contract"),
    "name": N_("Name (never kept)"),
    "date_of_birth": N_("Age or date of birth (only a band is kept)"),
    "ni_number": N_("National Insurance number (never kept)"),
    "email": N_("Email or telephone (never kept)"),
    "personal": N_("Other personal data (never kept)"),
    "identity": N_("Identity or characteristics given for matching (never kept)"),
    IGNORE: N_("Leave this column out"),
}

QUESTION_FIELDS = {
    "column": N_("Column"),
    "sheet": N_("Sheet"),
    "grade": N_("Grade"),
    "ethnicity": N_("Ethnicity"),
    "organisation": N_("Organisation"),
    "marker": N_("Sign in place of a number"),
    "worker_type": N_("Kind of worker"),
    "status": N_("In post or left"),
    "dataset": N_("What the file is about"),
    "outcome": N_("Outcome or stage"),
    "period": N_("Period"),
    "stages": N_("Counts by stage"),
    "scheme": N_("Mentoring scheme"),
    "cohort": N_("Cohort"),
}

BLANK, WHOLE_FILE = "(blank)", "(file)"
SPECIAL_VALUES = {
    BLANK: N_("(empty cells)"),
    WHOLE_FILE: N_("(the whole file)"),
    "(sheets)": N_("(sheets that look alike)"),
    "(ethnicity)": N_("(no column of ethnicity)"),
    "(grade)": N_("(no column of grades)"),
    "(headcount)": N_("(no numbers of people)"),
    "(leaving reason)": N_("(a reason for leaving, no leaving date)"),
    "(no person)": N_("(a post, nothing of a person)"),
}

MARKERS = {
    "zero": N_("Nobody (0)"),
    "missing": N_("Not known: leave the cell out"),
    "1-4": N_("Between 1 and 4 people"),
    "0-4": N_("Between 0 and 4 people"),
    "1-9": N_("Between 1 and 9 people"),
}


WITHOUT = {
    "(ethnicity)": ("not_given", N_("This file has no ethnicity")),
    "(grade)": ("not_given", N_("This file has no grade")),
    "(headcount)": ("one_per_row", N_("Each row is one person")),
}
"""Questions about what a file does not say, with their only answer."""


def field_name(code: str | None) -> str:
    """What a column is taken for, in words."""
    if not code:
        return _("left out")
    if code == "not_given":
        return _("Not in this file")
    if code == "one_per_row":
        return _("Each row is one person")
    return _(FIELDS[code]) if code in FIELDS else code


def value_name(value: str) -> str:
    """The text a question is about, as written in the file; empty cells and the whole file in words."""
    blank, _space, worker = value.partition(" ")
    if blank == BLANK and worker in set(WorkerType):
        return f"{_(SPECIAL_VALUES[BLANK])} {worker_type_name(WorkerType(worker))}"
    return _(SPECIAL_VALUES[value]) if value in SPECIAL_VALUES else value


def question_title(decision: PendingDecision | DecisionLine) -> str:
    """The question over the answers: what a label is, or what holds for the whole file."""
    if decision.value == WHOLE_FILE and decision.field in QUESTION_FIELDS:
        return f"{_(QUESTION_FIELDS[decision.field])} {value_name(decision.value)}"
    return _('What is "{label}"?').format(label=value_name(decision.value))


def column_choices(value: str = "") -> list[Choice]:
    """Everything a column can hold; or the answer to a question about what the file does not say."""
    if value in WITHOUT:
        code, name = WITHOUT[value]
        return [Choice(code, _(name), code)]
    return [Choice(code, _(msgid)) for code, msgid in FIELDS.items()]


def answer_choices(
    decision: PendingDecision | DecisionLine,
    kind: OrganisationKind | None,
    organisations: Sequence[OrganisationSummary],
) -> list[Choice]:
    """Every answer to a question, what the program suggests first."""
    also = other_words() if decision.field == "ethnicity" else {}
    suggested = [
        Choice(one.code, one.name or one.code, _suggested(one.reason), also.get(one.code, ""))
        for one in decision.suggestions
    ]
    if decision.value in WITHOUT and decision.field == "column":
        return suggested or column_choices(decision.value)
    codes = {choice.code for choice in suggested}
    return suggested + [choice for choice in _all(decision.field, kind, organisations) if choice.code not in codes]


def suggestion_for(decision: PendingDecision, organisations: Sequence[OrganisationSummary] = ()) -> Suggestion | None:
    """The likeliest answer; None where the answers are all there are, and nothing speaks for any of them.

    An answer without a reason is only one of the possible ones: the first of them, such as "nobody" for a sign in place
    of a number, would be a guess. A file that names no organisation is likeliest of the organisation of who imports it.
    """
    found = next((one for one in decision.suggestions if one.reason), None)
    if found is None and (decision.field, decision.value) == ("organisation", WHOLE_FILE):
        names = {one.organisation.code: one.organisation.name for one in organisations}
        own = who().own
        return Suggestion(own, names[own], _("the file names none, and it is yours")) if own in names else None
    return found


def _suggested(reason: str) -> str:
    """That an answer is a suggestion, and why it is made; nothing of one that is only possible."""
    return _("suggested: {reason}").format(reason=reason) if reason else ""


def _all(field: str, kind: OrganisationKind | None, organisations: Sequence[OrganisationSummary]) -> Iterable[Choice]:
    match field:
        case "column":
            return column_choices()
        case "grade":
            return [*_levels(), *_grades(kind)]
        case "ethnicity":
            kept = [one for one in nodes().values() if one.code != NOT_GIVEN]
            also = other_words()
            return [
                Choice(one.code, _named(one.name_en, one.name_cy), one.code, also.get(one.code, "")) for one in kept
            ]
        case "worker_type":
            said = Choice(IGNORE, _("The label says nothing about it"))
            return [said, *(Choice(str(one), worker_type_name(one), str(one)) for one in WorkerType)]
        case "status" | "sheet" | "outcome" | "period" | "stages" | "scheme" | "cohort":
            return []
        case "dataset":
            return [Choice(str(one), dataset_name(one), str(one)) for one in Dataset]
        case "organisation":
            return organisation_choices(organisations, everything=False)
        case _:
            return [Choice(code, _(msgid)) for code, msgid in MARKERS.items()]


def _levels() -> list[Choice]:
    text = _("Our own grade, {level}")
    return [
        Choice(str(level), text.format(level=level_name(level)), str(level)) for level in (*list(Level)[1:], Level.L0)
    ]


def _grades(kind: OrganisationKind | None) -> list[Choice]:
    kinds = [kind] if kind is not None else list(OrganisationKind)
    ladders = dict.fromkeys(ladder for one in kinds for ladder in ladders_for(one))
    found = {one.code: one for ladder in ladders for one in grades(ladder)}
    return [Choice(one.code, _named(one.name_en, one.name_cy), one.code) for one in found.values()]


def _named(english: str, welsh: str) -> str:
    return welsh if language() == "cy" and welsh else english
