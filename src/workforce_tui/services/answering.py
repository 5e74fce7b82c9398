"""Answers to decisions: whether one is an answer at all, what it means in words, and what comes near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import OUTCOMES
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.formatting import number
from workforce_tui.domain.levels import Level, level_name
from workforce_tui.domain.organisations import find_organisation
from workforce_tui.domain.outcomes import outcome_choices, outcome_code
from workforce_tui.domain.workforce import recognise_worker_type, worker_type_name
from workforce_tui.i18n import _, by_option, ngettext
from workforce_tui.importing.events_stages import CUMULATIVE, EXCLUSIVE
from workforce_tui.importing.layout import field_names
from workforce_tui.importing.model import ALL_SHEETS, MASK
from workforce_tui.importing.not_given import ANSWERS
from workforce_tui.importing.periods import parse_period, period_text, possible_periods
from workforce_tui.importing.periods import suggestions as period_suggestions
from workforce_tui.importing.privacy import holds_personal_data
from workforce_tui.importing.statuses import IN_POST, LEFT
from workforce_tui.importing.values import marker_answer
from workforce_tui.services.label_codes import LabelCodes
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.profiles import TABLES
from workforce_tui.storage.tables import GradeLabelRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.plan import Decided
    from workforce_tui.services.decision_figures import DecisionChange
    from workforce_tui.services.dimensions import GradeBook

IGNORE = "ignore"


def check_answer(session: Session, owner: Organisation | None, change: DecisionChange) -> None:
    """Refuse an answer that is none, and a text that would keep somebody's personal data in the profile."""
    if change.field not in TABLES:
        raise WorkforceError(
            _("A decision about {field} is made for one file and is not kept.").format(field=change.field),
            _("Give it when the file is imported."),
        )
    if MASK in change.value or holds_personal_data(change.value):
        raise WorkforceError(
            _("This label holds personal data, so no decision about it can be kept."),
            _("Correct it in the file and import it again, in the place of that import{option}.").format(
                option=by_option("--replace")
            ),
        )
    if not _is_answer(session, owner, change.field, change.value, change.answer or ""):
        raise WorkforceError(
            _("“{answer}” is not an answer for {field} “{value}”.").format(
                answer=change.answer, field=change.field, value=change.value
            ),
            _("Answers are codes: a grade or level (L0 to L6), a group, an organisation, a field, or a number."),
        )


def _is_answer(session: Session, owner: Organisation | None, field: str, value: str, answer: str) -> bool:
    match field:
        case "grade" | "ethnicity":
            return _coded(session, owner, field, value, answer) is not None
        case "column":
            return answer in field_names() or ANSWERS.get(value) == answer
        case "status":
            return answer in (IN_POST, LEFT)
        case "sheet":
            return bool(answer.strip())
        case "organisation":
            return find_organisation(answer, known_organisations(session)) is not None
        case "worker_type":
            return answer.casefold() == IGNORE or recognise_worker_type(answer) is not None
        case "outcome":
            return any(outcome_code(dataset, answer) is not None for dataset in OUTCOMES)
        case "period":
            return parse_period(answer) is not None
        case "stages":
            return answer in _stages()
        case _:
            return marker_answer(answer) != ""


def _coded(session: Session, owner: Organisation | None, field: str, value: str, answer: str) -> str | None:
    """The code an answer gives a label; None for an answer nobody understands."""
    codes = LabelCodes.answering(session, field, value, answer)
    if field == "ethnicity":
        return codes.group_of(value)
    row = GradeLabelRow(organisation=owner.code if owner else "", worker_type="", raw=value, grade="")
    return codes.grade(row).code


def meaning_of(session: Session, owner: Organisation | None, one: Decided, book: GradeBook) -> str:
    """An answer in words; one that is not understood as it is written."""
    match one.field:
        case "grade" if re.fullmatch(r"[lL][0-6]", one.answer):
            return _("our own grade, {level}").format(level=level_name(Level(one.answer.upper())))
        case "grade" | "ethnicity":
            code = _coded(session, owner, one.field, one.value, one.answer)
            if code is None:
                return one.answer
            return node(code).name if one.field == "ethnicity" else book.grade_name(owner.code if owner else "", code)
        case "organisation":
            known = find_organisation(one.answer, known_organisations(session))
            return known.name if known else one.answer
        case "worker_type":
            worker = recognise_worker_type(one.answer)
            return worker_type_name(worker) if worker else _("says nothing about the kind of worker")
        case _:
            return _in_words(one)


def _in_words(one: Decided) -> str:
    """An answer about how a file is read, in words."""
    match one.field:
        case "marker":
            return _marker(one.answer)
        case "status":
            return _statuses().get(one.answer, one.answer)
        case "outcome":
            return next((choice.name for choice in _outcomes() if choice.code == one.answer), one.answer)
        case "stages":
            return _stages().get(one.answer, one.answer)
        case "period":
            span = parse_period(one.answer)
            return period_text(span) if span else one.answer
        case "sheet" if one.answer == ALL_SHEETS:
            return _("all sheets like it, read together")
        case _:
            return _("left out") if one.answer == IGNORE else one.answer


def _marker(answer: str) -> str:
    found = marker_answer(answer)
    if found is None:
        return _("not known")
    if isinstance(found, str):
        return answer
    low, high = found
    if low == high:
        return ngettext("{number} person", "{number} people", high).format(number=number(high)) if high else _("nobody")
    return _("{low} to {high} people").format(low=low, high=high)


def _statuses() -> dict[str, str]:
    return {IN_POST: _("in post: counted"), LEFT: _("not in post: set aside")}


def _stages() -> dict[str, str]:
    return {
        EXCLUSIVE: _("each is counted once, at the last stage"),
        CUMULATIVE: _("each is counted at every stage it came through"),
    }


def _outcomes() -> tuple[Suggestion, ...]:
    """Every outcome of every dataset; what is called by one code in several is there once."""
    return tuple({choice.code: choice for dataset in OUTCOMES for choice in outcome_choices(dataset)}.values())


def _only(one: Decided) -> tuple[Suggestion, ...]:
    """The answers to choose from where a decision has few of its own."""
    match one.field:
        case "status":
            return tuple(Suggestion(code, name, "") for code, name in _statuses().items())
        case "stages":
            return tuple(Suggestion(code, name, "") for code, name in _stages().items())
        case "outcome":
            return _outcomes()
        case "period":
            held = parse_period(one.answer)
            return period_suggestions([*([held] if held else []), *possible_periods(one.value)])
        case "sheet":
            return (Suggestion(ALL_SHEETS, _("all sheets like it, read together"), ""),)
        case _:
            return ()


def suggestions_for(
    session: Session, owner: Organisation | None, one: Decided, codes: LabelCodes
) -> tuple[Suggestion, ...]:
    """What the program would suggest for a label if nobody had decided, the nearest first."""
    if one.field == "ethnicity":
        return codes.groups_near(one.value)
    if one.field != "grade":
        return _only(one)
    row = GradeLabelRow(organisation=owner.code if owner else "", worker_type="", raw=one.value, grade="")
    label = codes.grade(row).label
    return label.suggestions if label is not None else ()
