"""What the register of staff networks asks for: the network, its posts, its years, and what it asked and was asked.

Membership is what the network itself states; it is never worked out from staff records. A post holder is a job, or a
name only with the number of a consent form. Nothing else names a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.network_outcomes import OUTCOME_NAMES
from workforce_tui.domain.network_posts import POST_NAMES, SUCCESSION_NAMES
from workforce_tui.domain.networks import ITEM_NAMES, ITEMS, LOWEST, MOST, SCALE, item_key
from workforce_tui.domain.record_checks import at_most, in_order
from workforce_tui.domain.records import Field, FieldProblem, FieldType, RecordKind, When
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Values

AREA = "network"
NETWORK, POST, YEAR, MEETING, CONSULTATION, ISSUE, REVIEW = (
    "network", "post", "year", "meeting", "consultation", "issue", "incident_review",
)  # fmt: skip
"""The codes of the kinds."""

_JOB = N_("A job, such as Head of HR, and not a person's name.")
_NO_NAMES = N_("Name no person, and tell nothing by which one could be known.")
_AS_STATED = N_("As the network states it. It is never worked out from staff records.")
_SEATS = (
    ("board", N_("board")),
    ("people_committee", N_("people committee")),
    ("misconduct_panel", N_("misconduct panels")),
    ("promotion_design", N_("design of promotion boards")),
    ("other", N_("another")),
    ("none", N_("none of these")),
)
_THEMES = (
    ("recruitment", N_("recruitment")), ("progression", N_("progression and promotion")), ("pay", N_("pay")),
    ("harassment", N_("harassment and discrimination")), ("discipline", N_("discipline and complaints")),
    ("mentoring", N_("mentoring and development")), ("training", N_("training")), ("culture", N_("culture")),
    ("wellbeing", N_("wellbeing")), ("support", N_("support for the network")), ("other", N_("another theme")),
)  # fmt: skip
_MEETINGS = (
    ("members", N_("members")), ("committee", N_("committee")), ("leaders", N_("with leaders")),
    ("all_wales", N_("of the All-Wales network")), ("other", N_("another meeting")),
)  # fmt: skip
_PROCESSES = (
    ("discrimination", N_("reports of discrimination or harassment")), ("grievance", N_("grievances")),
    ("misconduct", N_("misconduct and discipline")), ("complaints", N_("complaints from the public")),
    ("other", N_("another process")),
)  # fmt: skip
MOST_HOURS = 10_000


def _post_days(values: Values) -> Iterator[FieldProblem]:
    yield from in_order(values, "start", "end", _("The term ends before it starts."))
    yield from in_order(values, "start", "left", _("It was left before it started."))
    yield from in_order(values, "left", "end", _("The post was left after this day: leave the day of leaving empty."))


def _seats(values: Values) -> Iterator[FieldProblem]:
    seats = values.get("seats")
    if isinstance(seats, tuple) and "none" in seats and len(seats) > 1:
        yield FieldProblem("seats", _("Choose either “none of these” or the seats there are."))


def _survey(values: Values) -> Iterator[FieldProblem]:
    if values.get("survey_heard") is not None and not values.get("survey_answers"):
        yield FieldProblem("survey_answers", _("A percentage needs the number of members who answered."))


def _hours(values: Values) -> Iterator[FieldProblem]:
    yield from at_most(values, "hours_backfilled", "hours_granted", _("More hours are backfilled than were granted."))


def _sponsor(values: Values) -> Iterator[FieldProblem]:
    if values.get("sponsor") is False and values.get("resource_sponsor") not in (None, 0):
        yield FieldProblem("resource_sponsor", _("There is no sponsor, so this is 0, none, or stays empty."))


def _consultation_days(values: Values) -> Iterator[FieldProblem]:
    yield from in_order(values, "asked", "due", _("It is due before it was asked."))
    yield from in_order(values, "asked", "responded", _("The network responded before it was asked."))


def _issue_days(values: Values) -> Iterator[FieldProblem]:
    yield from in_order(values, "raised", "due", _("The response is due before the issue was raised."))
    yield from in_order(values, "raised", "responded", _("The response is from before the issue was raised."))
    yield from in_order(values, "raised", "done", _("It was done before the issue was raised."))
    if values.get("outcome") in ("agreed", "partly", "refused") and values.get("responded") is None:
        yield FieldProblem("responded", _("An outcome needs the day of the response."))
    if values.get("done") is not None and values.get("outcome") not in ("agreed", "partly"):
        yield FieldProblem("done", _("Only what was agreed, or agreed in part, can be done."))


def _suggestions(values: Values) -> Iterator[FieldProblem]:
    yield from at_most(values, "accepted", "suggestions", _("More are accepted than were made."))
    yield from at_most(values, "implemented", "accepted", _("More are carried out than were accepted."))


def _resourcing() -> tuple[Field, ...]:
    """The eight items of the scale."""
    return tuple(
        Field(item_key(item), ITEM_NAMES[item], FieldType.SCORE, lowest=LOWEST, highest=MOST, help=SCALE)
        for item in ITEMS
    )


NETWORK_KIND = RecordKind(
    NETWORK, N_("Staff network"), N_("Staff networks"),
    fields=(
        Field("name", N_("Name"), required=True, bilingual=True),
        Field("scope", N_("Whose network"), FieldType.CHOICE, required=True, choices=(
            ("organisation", N_("of one or more organisations")), ("all_wales", N_("the All-Wales network")),
        )),
        Field("remit", N_("Remit"), FieldType.LONG_TEXT, bilingual=True),
        Field("established", N_("Established"), help=N_("A date, or a year.")),
        Field("terms", N_("Has terms of reference"), FieldType.YES_NO),
        Field("terms_date", N_("Terms of reference agreed on"), FieldType.DATE, when=When("terms", ("yes",))),
        Field("contact", N_("Where to reach it"), help=N_("A shared mailbox or a page, not a person's address.")),
    ),
    title_field="name", area=AREA, shared=True, all_wales=True, columns=("scope", "established"),
)  # fmt: skip

POST_KIND = RecordKind(
    POST, N_("Term in a post"), N_("Chair, deputies and other posts"),
    fields=(
        Field("post", N_("Post"), FieldType.CHOICE, required=True, choices=tuple(POST_NAMES.items())),
        Field("other_post", N_("Which post"), required=True, when=When("post", ("other",))),
        Field("holder_is", N_("Held by"), FieldType.CHOICE, required=True, choices=(
            ("role", N_("a job, without a name")), ("name", N_("a name, with consent")),
        )),
        Field("holder", N_("Job or name"), required=True, warning=N_("A name only with the person's written consent.")),
        Field("consent", N_("Number of the consent form"), required=True, when=When("holder_is", ("name",)),
              help=N_("The form itself is kept elsewhere.")),
        Field("start", N_("First day of the term"), FieldType.DATE, required=True),
        Field("end", N_("Last day of the term"), FieldType.DATE, help=N_("As agreed. Empty where none is agreed.")),
        Field("left", N_("Left early, last day"), FieldType.DATE, help=N_("Only where it was before the term's end.")),
        Field("succession", N_("Succession"), FieldType.CHOICE, choices=tuple(SUCCESSION_NAMES.items())),
        Field("succession_plan", N_("Plan for succession"), FieldType.LONG_TEXT, warning=_NO_NAMES),
    ),
    title_field="post", area=AREA, parent=NETWORK, all_wales=True, checks=(_post_days,),
    columns=("holder", "start", "end"),
)  # fmt: skip

YEAR_KIND = RecordKind(
    YEAR, N_("Network year"), N_("Network years"),
    fields=(
        Field("year", N_("Year to 31 March"), FieldType.YEAR, required=True),
        Field("members", N_("Members"), FieldType.WHOLE, help=_AS_STATED),
        Field("allies", N_("Allies"), FieldType.WHOLE, help=_AS_STATED),
        Field("eligible", N_("Could be members (estimate)"), FieldType.WHOLE, help=_AS_STATED),
        Field("hours_granted", N_("Hours granted, a month"), FieldType.SCORE, lowest=0, highest=MOST_HOURS,
              places=1, help=N_("Protected time of chair and deputies together, on average. 0 where there is none.")),
        Field("hours_used", N_("Hours used, a month"), FieldType.SCORE, lowest=0, highest=MOST_HOURS,
              places=1),
        Field("hours_backfilled", N_("Hours backfilled, a month"), FieldType.SCORE, lowest=0,
              highest=MOST_HOURS, places=1, help=N_("Of those granted, with somebody paid to cover the work.")),
        Field("recognised", N_("Recognised in appraisals"), FieldType.YES_NO),
        Field("chair_trained", N_("Training for the chair"), FieldType.YES_NO),
        Field("chair_training", N_("Which training"), when=When("chair_trained", ("yes",))),
        Field("budget_allocated", N_("Budget allocated"), FieldType.AMOUNT, help=N_("0 where there is none.")),
        Field("budget_spent", N_("Budget spent"), FieldType.AMOUNT),
        Field("budget_source", N_("Where the budget is from")),
        Field("sponsor", N_("Has an executive sponsor"), FieldType.YES_NO),
        Field("sponsor_job", N_("The sponsor's job"), help=_JOB, when=When("sponsor", ("yes",))),
        Field("sponsor_level", N_("The sponsor's level"), FieldType.LEVELS, when=When("sponsor", ("yes",))),
        Field("sponsor_meetings", N_("Meetings with the sponsor"), FieldType.WHOLE, when=When("sponsor", ("yes",))),
        Field("admin_hours", N_("Admin support, hours a month"), FieldType.SCORE, lowest=0,
              highest=MOST_HOURS, places=1),
        Field("seats", N_("Seats at"), FieldType.CHOICES, choices=_SEATS),
        Field("other_seats", N_("Which other seats"), when=When("seats", ("other",))),
        *_resourcing(),
        Field("survey_answers", N_("Member survey: answered"), FieldType.WHOLE),
        Field("survey_heard", N_("Member survey: feel listened to (%)"), FieldType.SCORE, lowest=0, highest=100,
              places=1),
        Field("all_wales_meetings", N_("All-Wales meetings attended"), FieldType.WHOLE),
        Field("all_wales_fed_in", N_("What it brought to the All-Wales network"), FieldType.LONG_TEXT, bilingual=True,
              warning=_NO_NAMES),
        Field("experience", N_("Themes of lived experience"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
    ),
    title_field="year", area=AREA, parent=NETWORK, all_wales=True, checks=(_seats, _survey, _hours, _sponsor),
    columns=("members", "hours_granted", "budget_allocated"),
)  # fmt: skip

MEETING_KIND = RecordKind(
    MEETING, N_("Meeting"), N_("Meetings"),
    fields=(
        Field("day", N_("Date"), FieldType.DATE, required=True),
        Field("form", N_("Meeting of"), FieldType.CHOICE, required=True, choices=_MEETINGS),
        Field("attendance", N_("People who came"), FieldType.WHOLE),
        Field("leaders", N_("Of them, senior leaders"), FieldType.WHOLE),
        Field("about", N_("What it was about"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
    ),
    title_field="day", area=AREA, parent=NETWORK, all_wales=True, columns=("form", "attendance"),
    checks=(lambda values: at_most(values, "leaders", "attendance", _("More leaders came than people.")),),
)  # fmt: skip

CONSULTATION_KIND = RecordKind(
    CONSULTATION, N_("Consultation"), N_("Consultations"),
    fields=(
        Field("title", N_("What the network was asked about"), required=True, bilingual=True),
        Field("asked_by", N_("Asked by"), help=_JOB),
        Field("asked", N_("Asked on"), FieldType.DATE, required=True),
        Field("due", N_("Response due"), FieldType.DATE),
        Field("responded", N_("Responded on"), FieldType.DATE),
        Field("came_of_it", N_("What came of it"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
    ),
    title_field="title", area=AREA, parent=NETWORK, all_wales=True, checks=(_consultation_days,),
    columns=("asked", "due", "responded"), review="due", over=lambda values: values.get("responded") is not None,
)  # fmt: skip

ISSUE_KIND = RecordKind(
    ISSUE, N_("Issue raised"), N_("Issues raised"),
    fields=(
        Field("title", N_("Issue"), required=True, bilingual=True, warning=_NO_NAMES),
        Field("theme", N_("Theme"), FieldType.CHOICE, required=True, choices=_THEMES),
        Field("detail", N_("What was asked for"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
        Field("raised", N_("Raised on"), FieldType.DATE, required=True),
        Field("raised_with", N_("Raised with"), help=_JOB),
        Field("due", N_("Response due"), FieldType.DATE),
        Field("responded", N_("Responded on"), FieldType.DATE),
        Field("outcome", N_("Outcome"), FieldType.CHOICE, choices=tuple(OUTCOME_NAMES.items())),
        Field("came_of_it", N_("What came of it"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
        Field("done", N_("Done on"), FieldType.DATE),
    ),
    title_field="title", area=AREA, parent=NETWORK, all_wales=True, checks=(_issue_days,),
    columns=("theme", "due", "outcome"),
    review="due", over=lambda values: values.get("responded") is not None or values.get("outcome") == "withdrawn",
)  # fmt: skip

REVIEW_KIND = RecordKind(
    REVIEW, N_("Review of how incidents were handled"), N_("Reviews of how incidents were handled"),
    fields=(
        Field("day", N_("Reviewed on"), FieldType.DATE, required=True),
        Field("processes", N_("What was reviewed"), FieldType.CHOICES, choices=_PROCESSES),
        Field("incidents", N_("Incidents reviewed"), FieldType.WHOLE,
              help=N_("How many, never which: no case is described.")),
        Field("average_days", N_("Average days from report to outcome"), FieldType.SCORE, lowest=0, highest=10_000,
              places=1),
        Field("suggestions", N_("Suggestions made"), FieldType.WHOLE),
        Field("accepted", N_("Of them, accepted"), FieldType.WHOLE),
        Field("implemented", N_("Of them, carried out"), FieldType.WHOLE),
        Field("about", N_("What the suggestions were"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
    ),
    title_field="day", area=AREA, parent=NETWORK, all_wales=True, checks=(_suggestions,),
    columns=("incidents", "suggestions", "accepted"),
)  # fmt: skip

NETWORK_KINDS = (
    NETWORK_KIND, POST_KIND, YEAR_KIND, MEETING_KIND, CONSULTATION_KIND, ISSUE_KIND, REVIEW_KIND,
)  # fmt: skip
