"""From labels to codes, once for each different label."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import NOT_GIVEN, UNDECLARED, UNKNOWN, Scheme, is_node, node, refines
from workforce_tui.domain.ethnicity_labels import (
    AMBIGUOUS,
    PERCEIVED_CODE,
    Recognition,
    Suggestion,
    recognise_ethnicity,
)
from workforce_tui.domain.grade_signs import without_sign
from workforce_tui.domain.grades import Level, band_grade, grade, grades, ladders_for, recognise_grade, unknown_grades
from workforce_tui.domain.label_keys import grade_key
from workforce_tui.domain.workforce import OrganisationKind, WorkerType
from workforce_tui.i18n import _
from workforce_tui.importing.advice import blank_answer, ethnicity_advice, grade_advice, grade_of_worker
from workforce_tui.importing.broad_groups import part_of_group
from workforce_tui.importing.model import EthnicityLabel, GradeLabel
from workforce_tui.importing.not_given import ETHNICITY_PAIR, NO_ETHNICITY, NO_GRADE
from workforce_tui.importing.own_grades import OWN, OwnGrades
from workforce_tui.importing.values import tidy, without_footnote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.importing.answers import Answers

CONFLICT = "code_label_conflict"
BAD_ANSWER = "bad_decision"
SIGN = "sign"
"""Why a grade is asked about: a sign beside it may make another grade of it."""
PAIR = " | "
"""Between a code and a label from two columns."""
_NONE_HELD = OwnGrades({})


class GradeResolver:
    """Gives a grade label its code: a person's answer, the organisation's own grade, or the shipped ladders."""

    def __init__(
        self,
        answers: Answers,
        organisations: Mapping[str, Organisation],
        own_grades: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._answers = answers
        self._organisations = organisations
        self.of_groups = False
        """Whether labels are of groups of people, so that one may name two grades together."""
        self._own = {code: OwnGrades(labels) for code, labels in own_grades.items()}

    def resolve(self, organisation: str, worker_type: str, raw: str, rows: int) -> GradeLabel:
        """The label with its code, or with suggestions and no code."""
        known = self._organisations.get(organisation)
        kind = known.kind if known else OrganisationKind.OTHER
        worker = WorkerType(worker_type) if worker_type else None
        label = GradeLabel(organisation, worker_type, raw, rows)
        if self._answered_of_others(label, kind, worker):
            return self._recognised(label, kind, worker)
        answered = self._answers.get("grade", raw) if raw else blank_answer(self._answers, worker)
        if answered is not None:
            return self._answered(label, answered, kind, worker)
        if raw == NO_GRADE and self._answers.get("column", NO_GRADE):
            return _ungraded(label, kind, worker)
        own = self._own.get(organisation, _NONE_HELD)
        if code := own.find(raw):
            return replace(label, code=code, how="own")
        plain = without_sign(raw, of_groups=self.of_groups)
        return self._recognised(label, kind, worker) if plain is None else self._signed(label, plain, kind, worker)

    def _answered_of_others(self, label: GradeLabel, kind: OrganisationKind, worker: WorkerType | None) -> bool:
        """Whether an answer is what the label means for another kind of worker, and it means a grade of this one too.

        "Constable" of a volunteer is asked about; that it is a special constable says nothing of officers.
        """
        answer = self._answers.peek("grade", label.raw) if label.raw and worker else None
        if answer is None:
            return False
        meant = grade(self._answered(label, (answer, ""), kind, worker).code or "")
        if meant is None or meant.worker_type is worker:
            return False
        here, there = (
            grade(recognise_grade(label.raw, kind=kind, worker_type=one, suggest=False).grade or "")
            for one in (worker, meant.worker_type)
        )
        return here is not None and here.worker_type is worker and there == meant

    def _signed(self, label: GradeLabel, plain: str, kind: OrganisationKind, worker: WorkerType | None) -> GradeLabel:
        """A label with a sign that may make another grade of it: the *plain* one is suggested, and never taken."""
        read, ignored = (self._recognised(one, kind, worker) for one in (replace(label, raw=plain), label))
        known = grade(read.code or ignored.code or "")
        named = (Suggestion(known.code, known.name, _("without the sign beside it")),) if known else read.suggestions
        return replace(label, suggestions=grade_advice(label.raw, kind, worker, named, self._answers), reason=SIGN)

    def _recognised(self, label: GradeLabel, kind: OrganisationKind, worker: WorkerType | None) -> GradeLabel:
        """The label as the shipped ladders have it."""
        raw = label.raw
        found = recognise_grade(raw, kind=kind, worker_type=worker)
        if found.grade is None and (base := without_footnote(raw)) and base != raw:
            unmarked = recognise_grade(base, kind=kind, worker_type=worker)
            # "Band 12" is not Band 1 with a footnote: only a mark that is not a bare digit may go.
            found = unmarked if unmarked.grade and not raw[-1:].isdecimal() else found
        band = band_grade(raw) if self.of_groups and "civil_service" in ladders_for(kind) else None
        single = grade_of_worker(worker) if not raw else None
        if found.grade is None and (certain := band or single):
            return replace(label, code=certain, how="recognised")
        if found.grade is None and PAIR in raw:
            return self._disagreeing(label)
        how = "recognised" if found.grade else ""
        advice = () if found.grade else grade_advice(raw, kind, worker, found.suggestions, self._answers)
        return replace(
            label, code=found.grade, temporary=found.temporary, how=how, suggestions=advice, reason=found.reason
        )

    def _disagreeing(self, label: GradeLabel) -> GradeLabel:
        """The label of two columns that name two grades: which of them is right is a question."""
        halves = (self.resolve(label.organisation, label.worker_type, text, 0) for text in label.raw.split(PAIR))
        found = ((grade(half.code or ""), half.raw) for half in halves)
        named = tuple(Suggestion(known.code, known.name, raw) for known, raw in found if known)
        return replace(label, suggestions=named)

    def _answered(
        self, label: GradeLabel, answered: tuple[str, str], kind: OrganisationKind, worker: WorkerType | None
    ) -> GradeLabel:
        answer, how = answered
        start = (label.organisation, label.worker_type, label.raw, label.rows)
        if re.fullmatch(r"[lL][0-6]", answer):
            code = self._own.get(label.organisation, _NONE_HELD).code_for(label.raw)
            return GradeLabel(*start, code, None, how, (), str(Level(answer.upper())))
        if answer.startswith(OWN) or grade(answer):
            return GradeLabel(*start, answer, None, how)
        if grade(answer.upper()):
            return GradeLabel(*start, answer.upper(), None, how)
        wanted = grade_key(answer)
        has_sign = without_sign(answer, of_groups=False) is not None
        for ladder in () if has_sign else ladders_for(kind):
            for candidate in grades(ladder):
                if wanted in (grade_key(candidate.name_en), grade_key(candidate.name_cy)):
                    return GradeLabel(*start, candidate.code, None, how)
        found = recognise_grade(answer, kind=kind, worker_type=worker)
        if found.grade and not has_sign:
            return GradeLabel(*start, found.grade, found.temporary, how)
        known = recognise_grade(label.raw, kind=kind, worker_type=worker).suggestions
        offered = (*found.suggestions, *grade_advice(label.raw, kind, worker, known, self._answers))
        return GradeLabel(*start, None, None, "", tuple(dict.fromkeys(offered)), None, BAD_ANSWER)


def _ungraded(label: GradeLabel, kind: OrganisationKind, worker: WorkerType | None) -> GradeLabel:
    """The label of people whose file has no grades; which kind of police worker they are has to be known."""
    found = unknown_grades(kind, worker)
    if len(found) == 1:
        return replace(label, code=found[0].code, how="decision")
    return replace(label, suggestions=tuple(Suggestion(one.code, one.name, "") for one in found))


def worker_type_of(label: GradeLabel) -> str:
    """The worker type of the people with this grade: as the file says, else as the grade's ladder says."""
    if label.worker_type:
        return label.worker_type
    known = grade(label.code) if label.code else None
    return str(known.worker_type if known else WorkerType.STAFF)


def resolve_ethnicity(pair: tuple[str, str], rows: int, scheme: Scheme, answers: Answers) -> EthnicityLabel:
    """The label with its code. *pair* is the text of one column, or of two that must say the same."""
    if pair == ETHNICITY_PAIR:
        return EthnicityLabel(NO_ETHNICITY, rows, NOT_GIVEN, "decision")
    first, second = pair
    raw = join_pair(pair)
    for value in dict.fromkeys((raw, f"{second}{PAIR}{first}" if second else raw)):
        answered = answers.get("ethnicity", value)
        if answered is not None:
            return _answered(raw, rows, answered)
    if not second or tidy(first) == tidy(second):
        return _single(first or second, raw, rows, scheme, answers)
    if not first:
        return _single(second, raw, rows, scheme, answers)
    return _agreed(pair, rows, scheme, answers)


def join_pair(pair: tuple[str, str]) -> str:
    """How the two texts are written as one label."""
    first, second = pair
    if not second or tidy(first) == tidy(second):
        return first or second
    return f"{first}{PAIR}{second}" if first else second


def _answered(raw: str, rows: int, answered: tuple[str, str]) -> EthnicityLabel:
    answer, how = answered
    code = next((text for text in (answer, answer.upper()) if is_node(text) and text != NOT_GIVEN), None)
    if code is None:
        found = recognise_ethnicity(answer)
        if found.code is None:
            offered = (*found.suggestions, *recognise_ethnicity(raw).suggestions)
            return EthnicityLabel(raw, rows, None, "", tuple(dict.fromkeys(offered)), BAD_ANSWER)
        code = found.code
    return EthnicityLabel(raw, rows, code, how)


def _recognise(text: str, scheme: Scheme) -> Recognition:
    found = recognise_ethnicity(text, scheme)
    if found.code is None and (base := without_footnote(text)) and base != text:
        unmarked = recognise_ethnicity(base, scheme)
        if unmarked.code is not None:
            return unmarked
    return found


def _single(text: str, raw: str, rows: int, scheme: Scheme, answers: Answers) -> EthnicityLabel:
    answered = answers.get("ethnicity", text) if text else None
    if answered is not None:
        return _answered(raw, rows, answered)
    found = _recognise(text, scheme)
    how = "recognised" if found.code else ""
    advice = () if found.code else ethnicity_advice(text, found.suggestions, answers)
    return EthnicityLabel(raw, rows, found.code, how, advice, found.reason)


def _agreed(pair: tuple[str, str], rows: int, scheme: Scheme, answers: Answers) -> EthnicityLabel:
    """Two columns that both say something: the finer answer when they agree, else a question."""
    raw = join_pair(pair)
    if together := part_of_group(*pair) or part_of_group(*reversed(pair)):
        return _single(together, raw, rows, scheme, answers)
    first, second = (_single(text, text, rows, scheme, answers) for text in pair)
    if first.code and second.code:
        if finer := refines(first.code, second.code):
            return EthnicityLabel(raw, rows, finer, "recognised")
        return EthnicityLabel(raw, rows, None, "", _named(first, second), CONFLICT)
    known, unknown = (first, second) if first.code else (second, first)
    if known.code and unknown.reason == AMBIGUOUS and known.code in (each.code for each in unknown.suggestions):
        # "British" by itself may be a nationality; beside W1 it is not.
        return EthnicityLabel(raw, rows, known.code, known.how)
    offered = (*_named(known), *unknown.suggestions) if known.code else (*first.suggestions, *second.suggestions)
    suggestions = tuple(each for i, each in enumerate(offered) if each.code not in {o.code for o in offered[:i]})
    reason = CONFLICT if known.code and unknown.reason == AMBIGUOUS else _weightiest(first, second)
    return EthnicityLabel(raw, rows, None, "", suggestions, reason)


def _named(*labels: EthnicityLabel) -> tuple[Suggestion, ...]:
    """The groups that the labels stand for, to choose from."""
    return tuple(Suggestion(label.code, node(label.code).name, label.raw) for label in labels if label.code)


def _weightiest(*labels: EthnicityLabel) -> str:
    """Why a pair is not understood: what matters most of what is wrong with either half."""
    reasons = [label.reason for label in labels if label.reason]
    return next((reason for reason in (BAD_ANSWER, CONFLICT, PERCEIVED_CODE) if reason in reasons), reasons[0])


def is_answer_missing(code: str | None) -> bool:
    """Whether the code says that the ethnicity is not known."""
    return code in (None, UNDECLARED, UNKNOWN)
