"""What the biennial data review asks for: what was checked, what changed in definitions, what was found, what is done.

The review looks at the data every second year, across organisations. Its actions hang on it, each with its due day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.record_checks import at_most, in_order
from workforce_tui.domain.records import Field, FieldProblem, FieldType, RecordKind, When
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Values

AREA = "review"
REVIEW, ACTION = "data_review", "review_action"
"""The codes of the kinds."""

_POST = N_("A post, such as Head of Analysis, and not a person's name.")
_NO_NAMES = N_("Name no person, and tell nothing by which one could be known.")
_PLANNED, _RUNNING, _DONE = "planned", "running", "done"
_CHECKED = (
    ("staff", N_("figures of staff in post")),
    ("declaration", N_("declaration of ethnicity")),
    ("lists", N_("lists of ethnic groups")),
    ("grades", N_("grades and common levels")),
    ("events", N_("joiners, promotions, leavers and other events")),
    ("targets", N_("targets and baselines")),
    ("benchmarks", N_("population figures")),
    ("records", N_("mentoring, networks and actions")),
    ("register", N_("explain or reform")),
    ("protection", N_("protection of small figures")),
)
_STATES = ((_PLANNED, N_("planned")), (_RUNNING, N_("under way")), (_DONE, N_("done")))
_STEPS = (
    ("open", N_("not begun")),
    ("running", N_("under way")),
    ("done", N_("done")),
    ("dropped", N_("dropped")),
)


def _days(values: Values) -> Iterator[FieldProblem]:
    yield from at_most(values, "first_year", "last_year", _("The first year is after the last."))
    yield from in_order(values, "finished", "next_review", _("The next review is before this one."))


def _is_over(values: Values) -> bool:
    return values.get("status") in ("done", "dropped")


DATA_REVIEW = RecordKind(
    REVIEW, N_("Data review"), N_("Biennial data reviews"),
    fields=(
        Field("title", N_("Title"), required=True, bilingual=True),
        Field("first_year", N_("First year looked at"), FieldType.YEAR, required=True,
              help=N_("The year of its 31 March.")),
        Field("last_year", N_("Last year looked at"), FieldType.YEAR, required=True),
        Field("status", N_("Status"), FieldType.CHOICE, required=True, choices=_STATES),
        Field("reviewer", N_("Reviewed by"), required=True, help=_POST),
        Field("finished", N_("Finished on"), FieldType.DATE, required=True, when=When("status", (_DONE,))),
        Field("next_review", N_("Next review on"), FieldType.DATE, required=True,
              help=N_("Every second year.")),
        Field("checked", N_("What was checked"), FieldType.CHOICES, required=True, choices=_CHECKED),
        Field("how", N_("How it was checked"), FieldType.LONG_TEXT),
        Field("definitions", N_("Changes of definitions"), FieldType.LONG_TEXT, bilingual=True,
              help=N_("What is counted in another way than before, and from when.")),
        Field("breaks", N_("Breaks in series"), FieldType.LONG_TEXT, bilingual=True,
              help=N_("Which figures are not comparable with earlier ones, and why.")),
        Field("findings", N_("What was found"), FieldType.LONG_TEXT, required=True, bilingual=True,
              when=When("status", (_DONE,)), warning=_NO_NAMES),
    ),
    title_field="title", area=AREA, shared=True, all_wales=True, checks=(_days,),
    columns=("last_year", "status", "next_review"), review="next_review",
)  # fmt: skip

REVIEW_ACTION = RecordKind(
    ACTION, N_("Action of a data review"), N_("Actions of data reviews"),
    fields=(
        Field("title", N_("What is done"), required=True, bilingual=True),
        Field("owner", N_("Owner"), required=True, help=_POST),
        Field("due", N_("Due on"), FieldType.DATE, required=True),
        Field("status", N_("Status"), FieldType.CHOICE, required=True, choices=_STEPS),
        Field("result", N_("What came of it"), FieldType.LONG_TEXT, required=True, bilingual=True,
              when=When("status", ("done", "dropped"))),
    ),
    title_field="title", area=AREA, parent=REVIEW, shared=True, all_wales=True,
    columns=("owner", "due", "status"), review="due", over=_is_over,
)  # fmt: skip

REVIEW_KINDS = (DATA_REVIEW, REVIEW_ACTION)
"""The kinds of this place, the review before its actions."""
