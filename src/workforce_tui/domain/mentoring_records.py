"""What is asked of a mentoring scheme, of each of its cohorts, and of its evaluations.

A scheme that is not offered is a record too, with the reason (the Plan, 2b, asks for it). Nobody is named: posts lead
and sponsor, and cohorts hold counts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import MINORITY, UNDECLARED, UNKNOWN, WHITE
from workforce_tui.domain.levels import Level
from workforce_tui.domain.mentoring import FUNNEL, REASONS, SCHEME_TYPES, SchemeType, Stage, stage_name
from workforce_tui.domain.record_checks import in_order
from workforce_tui.domain.records import Field, FieldProblem, FieldType, Grid, RecordKind, When
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Values

AREA = "mentoring"
SCHEME, COHORT, EVALUATION = "mentoring_scheme", "mentoring_cohort", "mentoring_evaluation"
COUNTS = "mentoring_counts"
PEOPLE = "people"
"""The one column of the table of reasons."""
GROUPS = (
    ("ASIAN", N_("Asian")),
    ("BLACK", N_("Black")),
    ("MIXED", N_("Mixed")),
    ("OTHER", N_("Other")),
    (MINORITY, N_("Group not known")),
    (WHITE, N_("White")),
    (UNDECLARED, N_("Prefer not to say")),
    (UNKNOWN, N_("Unknown")),
)
"""The ethnic groups of a cohort's tables: the five groups, and what is coarser or not known."""
_NO_NAMES = N_("Name no person, and tell nothing by which one could be known.")
_POST = N_("A post, such as Head of Talent, and not a person's name.")
_TYPES = tuple((str(code), name) for code, name in SCHEME_TYPES)
_LEVELS = (*((str(level), str(level)) for level in Level if level is not Level.L0), (str(Level.L0), N_("Unknown")))
_OFFERED, _NOT_OFFERED = When("offered", ("yes",)), When("offered", ("no",))
_CARE = When("type", (SchemeType.REVERSE, SchemeType.RECIPROCAL))
_WHY_NOT = (
    ("planned", N_("It is planned")),
    ("too_few", N_("There are too few staff or mentors")),
    ("no_money", N_("There is no money or time for it")),
    ("elsewhere", N_("Staff use another organisation's scheme")),
    ("no_demand", N_("Staff said they do not want it")),
    ("ended", N_("It was ended")),
    ("other", N_("Another reason")),
)
_STATUSES = (
    ("planned", N_("planned")),
    ("open", N_("open for applications")),
    ("running", N_("running")),
    ("ended", N_("ended")),
)


def _offer_fields() -> tuple[Field, ...]:
    return (
        Field("name", N_("Name of the scheme"), required=True, bilingual=True),
        Field("type", N_("Type"), FieldType.CHOICE, required=True, choices=_TYPES),
        Field("offered", N_("Is it offered?"), FieldType.YES_NO, required=True,
              help=N_("Answer no to record that this type of mentoring is not offered, and why.")),
        Field("not_offered", N_("Why it is not offered"), FieldType.CHOICE, required=True, choices=_WHY_NOT,
              when=_NOT_OFFERED),
        Field("not_offered_text", N_("More about the reason"), FieldType.LONG_TEXT, when=_NOT_OFFERED,
              warning=_NO_NAMES),
        Field("to_all", N_("Offered to all ethnic minority staff"), FieldType.YES_NO, when=_OFFERED),
        Field("not_to_all", N_("Why not to all of them"), FieldType.LONG_TEXT, required=True,
              when=When("to_all", ("no",)), warning=_NO_NAMES),
        Field("status", N_("Status"), FieldType.CHOICE, choices=_STATUSES, when=_OFFERED),
    )  # fmt: skip


def _scope_fields() -> tuple[Field, ...]:
    return (
        Field("objectives", N_("Objectives"), FieldType.LONG_TEXT, bilingual=True),
        Field("levels", N_("Levels of those who are mentored"), FieldType.LEVELS,
              help=N_("Empty means every level. Coverage is worked out for these.")),
        Field("eligibility", N_("Who is eligible"), FieldType.LONG_TEXT),
        Field("provider", N_("Who provides it"), when=When("type", (SchemeType.EXTERNAL,)),
              help=N_("Such as the College of Policing or the Civil Service.")),
        Field("start", N_("Starts"), FieldType.DATE),
        Field("end", N_("Ends"), FieldType.DATE),
        Field("planned_sessions", N_("Sessions planned for each pair"), FieldType.WHOLE),
        Field("hours", N_("Hours for each participant"), FieldType.WHOLE),
        Field("lead", N_("Lead"), help=_POST),
        Field("sponsor", N_("Executive sponsor"), help=_POST),
        Field("budget", N_("Budget for a year"), FieldType.AMOUNT),
    )  # fmt: skip


def _care_fields() -> tuple[Field, ...]:
    """What ethnic minority staff are given for the work of mentoring others."""
    return (
        Field("minority_mentors", N_("All mentors are ethnic minority staff"), FieldType.YES_NO, when=_CARE,
              help=N_("If so, every senior manager who started counts in the reach of reverse mentoring.")),
        Field("mentor_training", N_("Mentors are trained"), FieldType.YES_NO, when=_CARE),
        Field("protected_hours", N_("Protected hours for each mentor in a month"), FieldType.WHOLE, when=_CARE),
        Field("recognised", N_("Mentoring counts in mentors' appraisals"), FieldType.YES_NO, when=_CARE),
        Field("aftercare", N_("Support and safety of mentors"), FieldType.LONG_TEXT, when=_CARE, warning=_NO_NAMES),
    )  # fmt: skip


def _evaluation_plan() -> tuple[Field, ...]:
    return (
        Field("method", N_("How it will be evaluated"), FieldType.LONG_TEXT),
        Field("baseline", N_("A baseline was taken before it started"), FieldType.YES_NO),
        Field("review", N_("Evaluate by"), FieldType.DATE),
    )


def _days(values: Values) -> Iterator[FieldProblem]:
    yield from in_order(values, "start", "end", _("It ends before it starts."))


def _scheme_over(values: Values) -> bool:
    return values.get("offered") is False or values.get("status") == "ended"


_STAGES = (
    (str(Stage.ELIGIBLE), N_("Eligible")),
    (str(Stage.OFFERED), N_("Offered a place")),
    (str(Stage.APPLIED), N_("Applied")),
    (str(Stage.MATCHED), N_("Matched")),
    (str(Stage.STARTED), N_("Started")),
    (str(Stage.COMPLETED), N_("Completed")),
    (str(Stage.WITHDRAWN), N_("Withdrew after starting")),
)


def _stage_fields() -> tuple[Field, ...]:
    helps = {
        Stage.ELIGIBLE: N_("Everybody who may take part, whether they know of it or not."),
        Stage.STARTED: N_("Those who had a first session."),
        Stage.WITHDRAWN: N_("Those who left after starting."),
    }
    return tuple(Field(code, name, FieldType.WHOLE, help=helps.get(Stage(code), "")) for code, name in _STAGES)


def _cohort_fields() -> tuple[Field, ...]:
    return (
        Field("name", N_("Name of the cohort"), required=True, help=N_("Such as 2025/26, or Spring 2026.")),
        Field("start", N_("Starts"), FieldType.DATE, required=True),
        Field("end", N_("Ends"), FieldType.DATE),
        *_stage_fields(),
        Field("reasons", N_("Why people withdrew"), FieldType.GRID, rows=REASONS, columns=((PEOPLE, N_("People")),)),
        Field("sessions_planned", N_("Sessions planned, all pairs together"), FieldType.WHOLE),
        Field("sessions_held", N_("Sessions held, all pairs together"), FieldType.WHOLE),
        Field("wait_days", N_("Median days from applying to a match"), FieldType.WHOLE),
        Field("mentors", N_("Mentors"), FieldType.WHOLE),
        Field("mentors_minority", N_("Mentors from ethnic minorities"), FieldType.WHOLE,
              help=N_("As they said of themselves.")),
        Field("notes", N_("Notes"), FieldType.LONG_TEXT, warning=_NO_NAMES),
    )  # fmt: skip


_AT_MOST = (
    *((str(after), str(before)) for before, after in pairwise(FUNNEL) if after is not Stage.APPLIED),
    (str(Stage.APPLIED), str(Stage.ELIGIBLE)),
    (str(Stage.WITHDRAWN), str(Stage.STARTED)),
)
"""(A number, the number it cannot be more than). People may apply without having been offered a place by name."""


def _cohort_numbers(values: Values) -> Iterator[FieldProblem]:
    for key, most in _AT_MOST:
        one, other = values.get(key), values.get(most)
        if isinstance(one, int) and isinstance(other, int) and one > other:
            words = {"number": one, "most": other, "stage": stage_name(Stage(most)).lower()}
            yield FieldProblem(key, _("This is {number}, but only {most} {stage}.").format(**words))
    started, ended = values.get("started"), [values.get("completed"), values.get("withdrawn")]
    both = [one for one in ended if isinstance(one, int)]
    if isinstance(started, int) and len(both) == len(ended) and sum(both) > started:
        text = _("{ended} completed or withdrew, but only {started} started.")
        yield FieldProblem("withdrawn", text.format(ended=sum(both), started=started))
    mentors, minority = values.get("mentors"), values.get("mentors_minority")
    if isinstance(mentors, int) and isinstance(minority, int) and minority > mentors:
        yield FieldProblem("mentors_minority", _("There are only {number} mentors.").format(number=mentors))


def _cohort_reasons(values: Values) -> Iterator[FieldProblem]:
    reasons, withdrew = values.get("reasons"), values.get("withdrawn")
    if isinstance(reasons, Grid) and isinstance(withdrew, int) and (reasons.total or 0) > withdrew:
        text = _("There are {reasons} reasons, but only {number} withdrew.")
        yield FieldProblem("reasons", text.format(reasons=reasons.total, number=withdrew))


_CRITERIA = (
    ("take_up", N_("Take-up")),
    ("needs", N_("Needs met")),
    ("quality", N_("Quality of the pairs")),
    ("levels", N_("Reach across levels")),
    ("inclusion", N_("Inclusion")),
    ("sustainable", N_("It can last")),
    ("awareness", N_("Staff know of it")),
    ("simple", N_("Simple to run and to join")),
)


def _evaluation_fields() -> tuple[Field, ...]:
    help_ = N_("0 not met, 1 in part, 2 mostly, 3 fully.")
    scores = tuple(Field(code, name, FieldType.SCORE, lowest=0, highest=3, help=help_) for code, name in _CRITERIA)
    return (
        Field("evaluated", N_("Evaluated on"), FieldType.DATE, required=True),
        Field("evaluator", N_("Evaluated by"), help=_POST),
        Field("method", N_("How"), FieldType.LONG_TEXT, required=True),
        Field("compared", N_("Compared with a baseline or with others"), FieldType.YES_NO),
        *scores,
        Field("findings", N_("What was found"), FieldType.LONG_TEXT, required=True, bilingual=True, warning=_NO_NAMES),
        Field("changes", N_("What will change"), FieldType.LONG_TEXT),
        Field("board", N_("Taken to the local criminal justice board on"), FieldType.DATE),
        Field("taskforce", N_("Reported to the Taskforce on"), FieldType.DATE),
        Field("good_practice", N_("Good practice to share"), FieldType.YES_NO),
        Field("practice", N_("What others can take from it"), FieldType.LONG_TEXT, required=True, bilingual=True,
              when=When("good_practice", ("yes",)), warning=_NO_NAMES),
    )  # fmt: skip


def _counts_fields() -> tuple[Field, ...]:
    return (
        Field("stage", N_("Who is counted"), FieldType.CHOICE, required=True, choices=_STAGES),
        Field("table", N_("People by level and ethnic group"), FieldType.GRID, required=True, rows=_LEVELS,
              columns=GROUPS,
              help=N_("Group not known: ethnic minority staff of any group. A blank cell is not stated; it counts as "
                      "nobody once the sum is also typed in the cohort.")),
    )  # fmt: skip


MENTORING_SCHEME = RecordKind(
    SCHEME,
    N_("Mentoring scheme"),
    N_("Mentoring schemes"),
    (*_offer_fields(), *_scope_fields(), *_care_fields(), *_evaluation_plan()),
    "name",
    area=AREA,
    shared=True,
    all_wales=True,
    checks=(_days,),
    columns=("type", "offered", "status"),
    review="review",
    over=_scheme_over,
)
MENTORING_COHORT = RecordKind(
    COHORT,
    N_("Cohort"),
    N_("Cohorts"),
    _cohort_fields(),
    "name",
    area=AREA,
    parent=SCHEME,
    shared=True,
    all_wales=True,
    checks=(_days, _cohort_numbers, _cohort_reasons),
    columns=("start", "started", "completed"),
)
MENTORING_COUNTS = RecordKind(
    COUNTS,
    N_("Counts by level and group"),
    N_("Counts by level and group"),
    _counts_fields(),
    "stage",
    area=AREA,
    parent=COHORT,
    shared=True,
    all_wales=True,
)
MENTORING_EVALUATION = RecordKind(
    EVALUATION,
    N_("Evaluation"),
    N_("Evaluations"),
    _evaluation_fields(),
    "evaluated",
    area=AREA,
    parent=SCHEME,
    shared=True,
    all_wales=True,
    columns=("good_practice",),
    practice="good_practice",
    practice_texts=("practice", "practice_cy", "findings", "findings_cy"),
)
MENTORING_KINDS = (MENTORING_SCHEME, MENTORING_COHORT, MENTORING_COUNTS, MENTORING_EVALUATION)
