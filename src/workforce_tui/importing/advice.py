"""Answers offered for labels nobody knows: what this organisation decided before comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import is_node, node
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.grade_suggestions import offer
from workforce_tui.domain.grades import Level, grade
from workforce_tui.domain.levels import level_name
from workforce_tui.domain.workforce import OrganisationKind, WorkerType, worker_type_name
from workforce_tui.i18n import _
from workforce_tui.importing.model import BLANK
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.model import GradeLabel

MOST_OFFERED = 5
_MOST_PAST = 3
_LEAST_ALIKE = 80
"""rapidfuzz score (0 to 100) under which an earlier label is not worth naming."""
_SINGLE_GRADES = {
    WorkerType.PCSO: "PCSO",
    WorkerType.DESIGNATED: "DESIGNATED_OFFICER",
    WorkerType.VOLUNTEER: "VOLUNTEER",
}
"""Kinds of worker that say the grade by themselves."""
_OWN_LEVELS = (Level.L2, Level.L3, Level.L1, Level.L4)
_LOCAL = frozenset({OrganisationKind.YOUTH_JUSTICE, OrganisationKind.OPCC})
"""Kinds of organisation whose grades are their own."""


def grade_of_worker(worker: WorkerType | None) -> str | None:
    """The grade of people for whom no grade is given, where the kind of worker has just one."""
    return _SINGLE_GRADES.get(worker) if worker is not None else None


def decision_value(label: GradeLabel) -> str:
    """What a grade label is called in a decision; people without a grade are told apart by kind of worker."""
    if label.raw:
        return label.raw
    return f"{BLANK} {label.worker_type}" if label.worker_type else BLANK


def blank_answer(answers: Answers, worker: WorkerType | None) -> tuple[str, str] | None:
    """The answer about people without a grade. One that does not name their kind holds for no other kind."""
    if worker is None:
        return answers.get("grade", BLANK)
    found = answers.get("grade", f"{BLANK} {worker}")
    if found is not None:
        return found
    plain = answers.peek("grade", BLANK)
    known = grade(plain) or grade(plain.upper()) if plain else None
    if plain is None or (known is not None and known.worker_type is not worker):
        return None
    return answers.get("grade", BLANK)


def grade_advice(
    raw: str, kind: OrganisationKind, worker: WorkerType | None, offered: Iterable[Suggestion], answers: Answers
) -> tuple[Suggestion, ...]:
    """Every answer worth offering for a grade: decided before, like a known grade, the organisation's own."""
    if not raw:
        return _blank_advice(kind, worker)
    past = [_decided(label, answer) for label, answer in _alike(raw, answers, "grade")]
    found = [*past, *offered]
    if kind in _LOCAL:
        text = _("Our own grade, {level}")
        reason = _("grades of this kind of organisation are its own")
        found += [Suggestion(str(level), text.format(level=level_name(level)), reason) for level in _OWN_LEVELS]
    return _first_of_each(found)


def _blank_advice(kind: OrganisationKind, worker: WorkerType | None) -> tuple[Suggestion, ...]:
    found: tuple[Suggestion, ...]
    none, junior = _("no grade is given"), _("the most junior rank")
    match kind, worker:
        case OrganisationKind.POLICE, WorkerType.OFFICER:
            found = (offer("OFFICER_UNKNOWN", none), offer("CONSTABLE", junior))
        case OrganisationKind.POLICE, WorkerType.STAFF:
            found = (offer("STAFF_UNKNOWN", none),)
        case OrganisationKind.POLICE, WorkerType.SPECIAL:
            found = (offer("SPECIAL_UNKNOWN", none), offer("SPECIAL_CONSTABLE", junior))
        case OrganisationKind.POLICE, None:
            found = (offer("OFFICER_UNKNOWN", none), offer("STAFF_UNKNOWN", none), offer("CONSTABLE", junior))
        case OrganisationKind.OPCC, _other:
            found = (offer("OPCC_UNKNOWN", none),)
        case OrganisationKind.YOUTH_JUSTICE, _other:
            found = (offer("COUNCIL_UNKNOWN", none),)
        case OrganisationKind.POLICE, _other:
            found = (Suggestion(str(Level.L0), _("No grade known"), none),)
        case _:
            found = (offer("CS_UNKNOWN", none),)
    return found


def _decided(label: str, answer: str) -> Suggestion:
    reason = _("decided before: {label}").format(label=label)
    if answer.upper() in set(Level):
        return Suggestion(
            answer.upper(), _("Our own grade, {level}").format(level=level_name(Level(answer.upper()))), reason
        )
    found = grade(answer) or grade(answer.upper())
    return Suggestion(found.code if found else answer, found.name if found else answer, reason)


def ethnicity_advice(raw: str, offered: Iterable[Suggestion], answers: Answers) -> tuple[Suggestion, ...]:
    """Every answer worth offering for an ethnic group: decided before, then like a known one."""
    past = [
        Suggestion(answer.upper(), node(answer.upper()).name, _("decided before: {label}").format(label=label))
        for label, answer in _alike(raw, answers, "ethnicity")
        if is_node(answer.upper())
    ]
    return _first_of_each([*past, *offered])


def _alike(raw: str, answers: Answers, name: str) -> list[tuple[str, str]]:
    """Labels this organisation decided before that are written like this one, with the answers."""
    past = answers.past(name)
    if not past or not raw:
        return []
    from rapidfuzz import fuzz, process

    found = process.extract(
        tidy(raw),
        {label: tidy(label) for label in past},
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_ALIKE,
        limit=_MOST_PAST,
    )
    return [(label, past[label]) for _text, _score, label in found]


def _first_of_each(offered: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    by_code: dict[str, Suggestion] = {}
    for suggestion in offered:
        by_code.setdefault(suggestion.code, suggestion)
    return tuple(by_code.values())[:MOST_OFFERED]


def blank_question(label: GradeLabel) -> str:
    """How to ask about people without a grade."""
    if not label.worker_type:
        return _("Which grade are the people without one?")
    return _("{workers} without a grade: in which are they counted?").format(
        workers=worker_type_name(WorkerType(label.worker_type))
    )
