"""What the registers of actions ask for: positive action, outreach, leadership training, culture research, role models.

Positive action rests on sections 158 and 159 of the Equality Act 2010; a target is lawful, and so is treating people
alike until candidates are of equal merit. People are named nowhere: posts answer, and a role model is the number of a
consent form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.commitments import COMMITMENTS
from workforce_tui.domain.indicator_catalogue import FAMILIES, family
from workforce_tui.domain.record_checks import in_order
from workforce_tui.domain.records import Field, FieldProblem, FieldType, RecordKind, When
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Values

AREA = "action"
OTHER_INDICATORS = frozenset({"M1", "M2", "M3", "M4", "N1", "N2", "T2", "S1", "S2", "S3", "S4", "X1"})
"""Indicators of the plan that are not worked out from staff and events."""

_POST = N_("A post, such as Head of HR, and not a person's name.")
_NO_NAMES = N_("Name no person, and tell nothing by which one could be known.")
_PLANS = (
    ("cjarap", N_("Criminal Justice Anti-Racism Action Plan for Wales")),
    ("prap", N_("Police Race Action Plan")),
    ("arwap", N_("Anti-racist Wales Action Plan")),
    ("own", N_("the organisation's own plan")),
)
GROUPS = (
    ("minority", N_("ethnic minority people")),
    ("asian", N_("Asian people")),
    ("black", N_("Black people")),
    ("mixed", N_("people of Mixed or Multiple ethnic groups")),
    ("other", N_("people of another ethnic group")),
    ("grt", N_("Gypsy, Roma and Traveller people")),
    ("sanctuary", N_("sanctuary seekers, refugees and migrants")),
)
_STATUSES = (
    ("planned", N_("planned")),
    ("running", N_("running")),
    ("ended", N_("ended")),
    ("wound_down", N_("wound down early")),
)
_RATINGS = (
    ("none", N_("not evaluated yet")),
    ("works", N_("it did what was hoped")),
    ("partly", N_("it did so in part")),
    ("not", N_("it did not")),
    ("unclear", N_("it cannot be said")),
)
_RATED = ("works", "partly", "not", "unclear")


def _plan_fields() -> tuple[Field, ...]:
    return (
        Field("plans", N_("Plans it serves"), FieldType.CHOICES, required=True, choices=_PLANS),
        Field("commitments", N_("Commitments"), FieldType.CHOICES, choices=COMMITMENTS,
              help=N_("Of the Criminal Justice Anti-Racism Action Plan for Wales, such as 2a.")),
        Field("owner", N_("Owner"), required=True, help=_POST),
    )  # fmt: skip


def _time_fields() -> tuple[Field, ...]:
    return (
        Field("status", N_("Status"), FieldType.CHOICE, required=True, choices=_STATUSES),
        Field("start", N_("Starts"), FieldType.DATE),
        Field("review", N_("Review on"), FieldType.DATE, required=True,
              help=N_("When it is decided whether to go on, change or stop.")),
        Field("end", N_("Ends"), FieldType.DATE),
        Field("wound_down", N_("Why it was wound down"), FieldType.LONG_TEXT, required=True,
              when=When("status", ("wound_down",))),
    )  # fmt: skip


def _evaluation_fields() -> tuple[Field, ...]:
    return (
        Field("rating", N_("Evaluation"), FieldType.CHOICE, choices=_RATINGS),
        Field("evaluated", N_("Evaluated on"), FieldType.DATE, required=True, when=When("rating", _RATED)),
        Field("findings", N_("What was found"), FieldType.LONG_TEXT, bilingual=True, when=When("rating", _RATED),
              warning=_NO_NAMES),
        Field("good_practice", N_("Good practice to share"), FieldType.YES_NO),
        Field("practice", N_("What others can take from it"), FieldType.LONG_TEXT, required=True, bilingual=True,
              when=When("good_practice", ("yes",)), warning=_NO_NAMES),
    )  # fmt: skip


def _over(values: Values) -> bool:
    return values.get("status") in ("ended", "wound_down")


def _days(values: Values) -> Iterator[FieldProblem]:
    yield from in_order(values, "start", "end", _("It ends before it starts."))
    yield from in_order(values, "start", "review", _("It is reviewed before it starts."))
    yield from in_order(values, "start", "evaluated", _("It was evaluated before it started."))


def _law(values: Values) -> Iterator[FieldProblem]:
    if values.get("legal_basis") == "s159" and values.get("stage") in ("attract", "retain"):
        yield FieldProblem("legal_basis", _("Section 159 is about recruitment and promotion only; see section 158."))


def _evidence(values: Values) -> Iterator[FieldProblem]:
    keys = ("indicator", "indicator_value", "indicator_date")
    given = [key for key in keys if values.get(key) is not None]
    if given and len(given) < len(keys):
        missing = next(key for key in keys if key not in given)
        yield FieldProblem(missing, _("An indicator needs its value then, and the date of that value."))
    code = values.get("indicator")
    if isinstance(code, str) and family(code) not in FAMILIES | OTHER_INDICATORS:
        yield FieldProblem("indicator", _("There is no indicator {name}. R1 and A5 are such.").format(name=code[:20]))


def _trained(values: Values) -> Iterator[FieldProblem]:
    leaders, done = values.get("leaders"), values.get("completed")
    if isinstance(leaders, int) and isinstance(done, int) and done > leaders:
        yield FieldProblem("completed", _("More have completed it than there are senior leaders."))


def _consent(values: Values) -> Iterator[FieldProblem]:
    code = values.get("consent")
    if isinstance(code, str) and (" " in code or not any(character.isdigit() for character in code)):
        yield FieldProblem("consent", _("Type the number of the consent form, such as CF-0042, and never a name."))
    yield from in_order(values, "given", "withdrawn", _("It was withdrawn before it was given."))


INITIATIVE = RecordKind(
    "initiative", N_("Positive action initiative"), N_("Positive action initiatives"),
    fields=(
        Field("title", N_("Title"), required=True, bilingual=True),
        *_plan_fields(),
        Field("stage", N_("Stage"), FieldType.CHOICE, required=True, choices=(
            ("attract", N_("attract")), ("recruit", N_("recruit")),
            ("retain", N_("retain")), ("progress", N_("progress")),
        )),
        Field("legal_basis", N_("Legal basis"), FieldType.CHOICE, required=True, choices=(
            ("s158", N_("section 158: general positive action")),
            ("s159", N_("section 159: equal merit in recruitment or promotion")),
            ("other", N_("another basis")),
        )),
        Field("basis", N_("Which basis"), FieldType.LONG_TEXT, required=True, when=When("legal_basis", ("other",))),
        Field("merit", N_("How equal merit is judged, case by case"), FieldType.LONG_TEXT, required=True,
              when=When("legal_basis", ("s159",))),
        Field("groups", N_("For whom"), FieldType.CHOICES, required=True, choices=GROUPS),
        Field("aim", N_("Aim"), FieldType.LONG_TEXT, required=True, bilingual=True),
        Field("evidence", N_("Evidence of disadvantage or low participation"), FieldType.LONG_TEXT, required=True,
              warning=_NO_NAMES),
        Field("indicator", N_("Indicator it rests on"), help=N_("Its code, such as R2-L5.")),
        Field("indicator_value", N_("Its value then"), help=N_("As it was published or shown, such as 2.6%.")),
        Field("indicator_date", N_("Date of that value"), FieldType.DATE),
        Field("proportionality", N_("Why it is proportionate"), FieldType.LONG_TEXT, required=True),
        Field("alternatives", N_("Alternatives considered"), FieldType.LONG_TEXT),
        Field("approver", N_("Approved by"), help=_POST),
        Field("approved", N_("Approved on"), FieldType.DATE),
        *_time_fields(),
        Field("cost", N_("Cost"), FieldType.AMOUNT),
        Field("inputs", N_("What goes into it"), FieldType.LONG_TEXT, help=N_("Time, places and help, beside money.")),
        Field("reach", N_("People reached"), FieldType.WHOLE),
        *_evaluation_fields(),
    ),
    title_field="title", area=AREA, shared=True, checks=(_days, _law, _evidence),
    columns=("stage", "status", "review"), review="review", over=_over,
    practice="good_practice", practice_texts=("practice", "practice_cy", "findings", "findings_cy"),
)  # fmt: skip

OUTCOME = RecordKind(
    "outcome", N_("Outcome measure"), N_("Outcome measures"),
    fields=(
        Field("title", N_("What is measured"), required=True, bilingual=True),
        Field("baseline", N_("Value at the start"), required=True),
        Field("baseline_date", N_("Date of the start"), FieldType.DATE, required=True),
        Field("hoped", N_("Value to reach")),
        Field("latest", N_("Latest value")),
        Field("latest_date", N_("Date of the latest value"), FieldType.DATE),
        Field("remarks", N_("Remarks"), FieldType.LONG_TEXT, warning=_NO_NAMES),
    ),
    title_field="title", area=AREA, parent="initiative", columns=("baseline", "latest", "latest_date"),
    checks=(lambda values: in_order(values, "baseline_date", "latest_date", _("It is before the start.")),),
)  # fmt: skip

OUTREACH = RecordKind(
    "outreach", N_("Outreach programme"), N_("Outreach and employability programmes"),
    fields=(
        Field("title", N_("Title"), required=True, bilingual=True),
        *_plan_fields(),
        Field("form", N_("Kind"), FieldType.CHOICE, required=True, choices=(
            ("schools", N_("schools")), ("careers", N_("careers advice and fairs")),
            ("placement", N_("work placements")), ("apprenticeship", N_("apprenticeships")),
            ("employability", N_("employability")), ("community", N_("work with communities")),
            ("other", N_("another kind")),
        )),
        Field("groups", N_("For whom"), FieldType.CHOICES, choices=GROUPS),
        Field("aim", N_("Aim"), FieldType.LONG_TEXT, required=True, bilingual=True),
        Field("partners", N_("Partners"), FieldType.LONG_TEXT, help=N_("Schools, colleges, charities and the like.")),
        *_time_fields(),
        Field("cost", N_("Cost"), FieldType.AMOUNT),
        Field("reach", N_("People reached"), FieldType.WHOLE),
        Field("applied", N_("Of them, applied for a post"), FieldType.WHOLE),
        Field("appointed", N_("Of them, appointed"), FieldType.WHOLE),
        *_evaluation_fields(),
    ),
    title_field="title", area=AREA, shared=True, checks=(_days,), columns=("form", "status", "review"),
    review="review", over=_over,
    practice="good_practice", practice_texts=("practice", "practice_cy", "findings", "findings_cy"),
)  # fmt: skip

TRAINING = RecordKind(
    "training", N_("Leadership training year"), N_("Anti-racist leadership training"),
    fields=(
        Field("year", N_("Year to 31 March"), FieldType.YEAR, required=True),
        Field("leaders", N_("Senior leaders"), FieldType.WHOLE, required=True,
              help=N_("Everyone at levels L5 and L6 on 31 March.")),
        Field("completed", N_("Of them, have completed it"), FieldType.WHOLE,
              help=N_("Anti-racist leadership training, in this year or before.")),
        Field("course", N_("Course"), FieldType.LONG_TEXT, help=N_("What it covers, who gives it, how long it takes.")),
        Field("change", N_("What has changed since"), FieldType.LONG_TEXT, bilingual=True, warning=_NO_NAMES),
        Field("source", N_("Where the numbers are from")),
        Field("good_practice", N_("Good practice to share"), FieldType.YES_NO),
        Field("practice", N_("What others can take from it"), FieldType.LONG_TEXT, required=True, bilingual=True,
              when=When("good_practice", ("yes",)), warning=_NO_NAMES),
    ),
    title_field="year", area=AREA, checks=(_trained,), columns=("leaders", "completed"),
    practice="good_practice", practice_texts=("practice", "practice_cy"),
)  # fmt: skip

CULTURE = RecordKind(
    "culture", N_("Culture research"), N_("Culture research findings and actions"),
    fields=(
        Field("title", N_("Title"), required=True, bilingual=True),
        *_plan_fields(),
        Field("method", N_("How it was found"), FieldType.CHOICE, choices=(
            ("survey", N_("staff survey")), ("interviews", N_("interviews")), ("groups", N_("focus groups")),
            ("review", N_("review of cases or of a process")), ("research", N_("research by others")),
            ("other", N_("another way")),
        )),
        Field("found", N_("Found on"), FieldType.DATE),
        Field("answers", N_("People who took part"), FieldType.WHOLE),
        Field("finding", N_("Finding"), FieldType.LONG_TEXT, required=True, bilingual=True, warning=_NO_NAMES),
        Field("action", N_("What is done about it"), FieldType.LONG_TEXT, bilingual=True),
        Field("shared_with", N_("Shared with"), FieldType.CHOICES, choices=(
            ("network", N_("the staff network")), ("board", N_("the board")), ("others", N_("other organisations")),
            ("taskforce", N_("the Taskforce")), ("panel", N_("the panel")), ("staff", N_("all staff")),
        )),
        *_time_fields(),
        *_evaluation_fields(),
    ),
    title_field="title", area=AREA, shared=True, checks=(_days,), columns=("method", "status", "review"),
    review="review", over=_over,
    practice="good_practice", practice_texts=("practice", "practice_cy", "findings", "findings_cy"),
)  # fmt: skip

ROLE_MODEL = RecordKind(
    "role_model", N_("Role model"), N_("Role models"),
    fields=(
        Field("consent", N_("Number of the consent form"), required=True, warning=_NO_NAMES,
              help=N_("The form itself is kept elsewhere; it says who and what for.")),
        Field("given", N_("Consent given on"), FieldType.DATE, required=True),
        Field("review", N_("Ask again on"), FieldType.DATE, required=True),
        Field("withdrawn", N_("Consent withdrawn on"), FieldType.DATE),
        Field("level", N_("Level"), FieldType.LEVELS),
        Field("uses", N_("May be shown"), FieldType.CHOICES, choices=(
            ("intranet", N_("within the organisation")), ("recruitment", N_("in recruitment")),
            ("schools", N_("in schools and at careers fairs")), ("media", N_("in public")),
        )),
        Field("place", N_("Where the story is"), help=N_("A page or a reference, without a name in it."),
              warning=_NO_NAMES),
    ),
    title_field="consent", area=AREA, checks=(_consent,), columns=("given", "review"), review="review",
    over=lambda values: values.get("withdrawn") is not None,
)  # fmt: skip

ACTION_KINDS = (INITIATIVE, OUTCOME, OUTREACH, TRAINING, CULTURE, ROLE_MODEL)
