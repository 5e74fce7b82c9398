"""What the labels of a file mean, what that says about the people in it, and what is still to be decided."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity import NOT_GIVEN, UNKNOWN, Scheme
from workforce_tui.domain.ethnicity_labels import Suggestion, infer_scheme, is_perceived_code
from workforce_tui.domain.formatting import number, percent
from workforce_tui.domain.workforce import OUTSIDE_CODES
from workforce_tui.i18n import _
from workforce_tui.importing.advice import blank_question, decision_value
from workforce_tui.importing.answers import answer_key
from workforce_tui.importing.catalogue import make_issue, sorted_issues
from workforce_tui.importing.event_counts import count_events
from workforce_tui.importing.labels import (
    BAD_ANSWER,
    CONFLICT,
    PAIR,
    is_answer_missing,
    resolve_ethnicity,
    worker_type_of,
)
from workforce_tui.importing.model import BLANK, MASK, WHOLE_FILE, Layout, PendingDecision
from workforce_tui.importing.not_given import ANSWERS, ETHNICITY_PAIR
from workforce_tui.importing.own_grades import ask_again
from workforce_tui.importing.persons import ETHNICITY, WORKER, Persons
from workforce_tui.importing.privacy import holds_personal_data
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.domain.issues import Issue
    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.model import Decided, EthnicityLabel, GradeLabel, ImportPlan

PERCEIVED_SHARE = 0.8
"""Share of officer-perceived codes at which a column is refused as not self-defined."""
LOW_DECLARATION = 0.6
_NOT_DECLARED = re.compile(r"\b(?:not|non|un)[ -]?(?:declared|disclosed)\b|\bheb ei (?:ddatgan|ddatgelu)\b")
_NO_GRT_SCHEMES = frozenset({Scheme.SDE16})


def scheme_of(header: str | None, pairs: Sequence[tuple[str, str]]) -> Scheme:
    """The list of categories used: by the label column, else by the code column, else by both."""
    pairs = [pair for pair in pairs if pair != ETHNICITY_PAIR]
    labels, codes = [second or first for first, second in pairs], [first for first, second in pairs if second]
    for raws in (labels, codes, [*labels, *codes]):
        found = infer_scheme(header, [raw for raw in raws if raw]) if any(raws) else Scheme.UNSTATED
        if found is not Scheme.UNSTATED:
            return found
    return Scheme.UNSTATED


def settle(plan: ImportPlan, answers: Answers) -> None:
    """Give every ethnicity label its code, and set the issues, decisions and headcount that follow from labels."""
    plan.ethnicity_labels = [
        resolve_ethnicity(pair, label.rows, plan.scheme, answers)
        for pair, label in zip(plan.ethnicity_pairs, plan.ethnicity_labels, strict=True)
    ]
    count_people(plan)
    disagreeing = ask_again(plan.grade_labels, plan.sheet)
    issues = [*_bad_answers(plan, answers), *disagreeing, *_note_used(plan, answers), *_label_issues(plan)]
    plan.issues = sorted_issues([*plan.reading_issues, *issues])
    plan.decisions = [*plan.reading_decisions]
    if not any(issue.code == "perceived_ethnicity_codes" for issue in issues):
        plan.decisions += _ethnicity_decisions(plan)
    plan.decisions += _grade_decisions(plan.grade_labels)
    plan.decisions = _asked_once(plan.decisions)


def _asked_once(decisions: Iterable[PendingDecision]) -> list[PendingDecision]:
    """One question for spellings that differ in capitals and spaces alone, as one answer holds for all of them."""
    found: dict[tuple[str, str], PendingDecision] = {}
    for one in decisions:
        key = (one.field, one.value if one.field == "column" else answer_key(one.field, one.value))
        rows = found[key].rows if key in found else 0
        found[key] = replace(found.get(key, one), rows=rows + one.rows)
    return [*found.values()]


def _note_used(plan: ImportPlan, answers: Answers) -> Iterator[Issue]:
    """Note which of the given answers apply to the file, and report those about something it does not hold."""
    plan.used_answers |= answers.used
    used = []
    for decided in plan.request.decisions:
        private = MASK in decided.value or holds_personal_data(decided.value)
        if (decided.field, answer_key(decided.field, decided.value)) in plan.used_answers:
            used += [] if private or _is_of_one_file(decided) else [decided]
            yield from () if private else _replaced(plan, decided)
        elif plan.rows_read and (decided.field != "column" or decided.value in ANSWERS) and decided.value != WHOLE_FILE:
            value = MASK if private else decided.value
            yield make_issue("decision_not_used", sheet=plan.sheet, value=value, field=decided.field)
    plan.used_decisions = tuple(dict.fromkeys(used))


def _replaced(plan: ImportPlan, decided: Decided) -> Iterator[Issue]:
    """That an answer about a label takes the place of another one, by which earlier files are held."""
    profile = plan.request.profile
    kept = {"grade": profile.grades, "ethnicity": profile.ethnicities}.get(decided.field, {}) if profile else {}
    key = answer_key(decided.field, decided.value)
    for value, before in kept.items():
        if answer_key(decided.field, value) == key and before != decided.answer:
            words: dict[str, Any] = {"field": decided.field, "before": before, "answer": decided.answer}
            yield make_issue("kept_answer_replaced", sheet=plan.sheet, value=value, **words)


def _is_of_one_file(decided: Decided) -> bool:
    """Whether an answer is about this very file, so that it must not be taken for the next one."""
    return decided.field in ("dataset", "scheme", "cohort") or (
        decided.field == "period" and decided.value == WHOLE_FILE
    )


def count_people(plan: ImportPlan) -> None:
    """Add up who is in the workforce and who is outside it; for events, how many there were."""
    if plan.dataset is not Dataset.STAFF_IN_POST:
        plan.headcount, plan.outside_workforce = count_events(plan)
        if plan.layout is not Layout.RECORD:
            plan.people_read = plan.headcount + Count.exact(plan.outside_workforce)
        return
    kinds = plan.persons.columns[WORKER]
    workers = Counter(kinds)
    workers.subtract(map(kinds.__getitem__, plan.elsewhere))
    outside = sum(people for worker, people in workers.items() if worker in OUTSIDE_CODES)
    low = high = workers.total() - outside
    for row in plan.counts:
        if row[3] in OUTSIDE_CODES:
            outside += row[6]
        else:
            low += row[5]
            high += row[6]
    plan.headcount, plan.outside_workforce = Count(low, high), outside


def retype(plan: ImportPlan, before: Sequence[GradeLabel]) -> None:
    """Give people the worker type of their grade where the file does not say and the grade was decided since."""
    changed = {
        index: worker_type_of(label)
        for index, (label, old) in enumerate(zip(plan.grade_labels, before, strict=True))
        if worker_type_of(label) != worker_type_of(old)
    }
    if changed:
        retyped = ((*row[:4], changed[row[2]], *row[5:]) if row[2] in changed else row for row in plan.persons)
        plan.persons = Persons(retyped)
        plan.counts = [(*row[:3], changed[row[1]], *row[4:]) if row[1] in changed else row for row in plan.counts]


def _label_issues(plan: ImportPlan) -> Iterator[Issue]:
    sheet = plan.sheet
    if _perceived(plan.ethnicity_labels):
        yield make_issue("perceived_ethnicity_codes", sheet=sheet)
    for label in plan.ethnicity_labels:
        if label.reason == CONFLICT and label.code is None:
            yield make_issue("code_label_conflict", sheet=sheet, value=label.raw, rows=label.rows)
        elif label.code == UNKNOWN and label.how == "recognised" and _NOT_DECLARED.search(tidy(label.raw)):
            yield make_issue("not_declared_unknown", sheet=sheet, value=label.raw)
    for field, labels in ((_("grade"), plan.grade_labels), (_("ethnicity"), plan.ethnicity_labels)):
        if hidden := sum(label.rows for label in labels if MASK in label.raw):
            yield make_issue("label_holds_personal_data", sheet=sheet, rows=number(hidden), field=field)
    if plan.scheme in _NO_GRT_SCHEMES:
        yield make_issue("scheme_without_grt", sheet=sheet)
    temporary = sum(label.rows for label in plan.grade_labels if label.temporary)
    if temporary:
        yield make_issue("temporary_ranks", sheet=sheet, rows=temporary)
    if plan.outside_workforce:
        yield make_issue("outside_workforce", sheet=sheet, people=number(plan.outside_workforce))
    yield from _low_declaration(plan)


def _bad_answers(plan: ImportPlan, answers: Answers) -> Iterator[Issue]:
    for value in dict.fromkeys(decision_value(label) for label in plan.grade_labels if label.reason == BAD_ANSWER):
        yield _bad_answer(plan, answers, "grade", value, (value, BLANK))
    for raw in dict.fromkeys(label.raw for label in plan.ethnicity_labels if label.reason == BAD_ANSWER):
        # The answer may have been given for a pair the other way round, or for half of it.
        halves = raw.split(PAIR)
        yield _bad_answer(plan, answers, "ethnicity", raw or BLANK, (raw, PAIR.join(reversed(halves)), *halves))


def _bad_answer(plan: ImportPlan, answers: Answers, field: str, value: str, asked: Sequence[str]) -> Issue:
    """The question stays open, so this is no reason to refuse the file."""
    answer = next((found for text in asked if (found := answers.peek(field, text)) is not None), "")
    return make_issue("answer_not_usable", sheet=plan.sheet, value=value, answer=answer, field=field)


def _perceived(labels: Sequence[EthnicityLabel]) -> bool:
    filled = [label for label in labels if label.raw]
    rows = sum(label.rows for label in filled)
    perceived = sum(label.rows for label in filled if any(is_perceived_code(p) for p in label.raw.split(PAIR)))
    return rows > 0 and perceived >= PERCEIVED_SHARE * rows


def _low_declaration(plan: ImportPlan) -> Iterator[Issue]:
    if any(label.code is None for label in plan.ethnicity_labels):
        return
    left_out = {i for i, label in enumerate(plan.ethnicity_labels) if label.code == NOT_GIVEN}
    missing = left_out | {i for i, label in enumerate(plan.ethnicity_labels) if is_answer_missing(label.code)}
    known = total = 0
    columns = plan.persons.columns
    for (label, worker), people in Counter(zip(columns[ETHNICITY], columns[WORKER], strict=True)).items():
        if worker not in OUTSIDE_CODES:
            total += people if label not in left_out else 0
            known += people if label not in missing else 0
    for count in plan.counts:
        if count[3] not in OUTSIDE_CODES:
            total += count[5] if count[2] not in left_out else 0
            known += count[5] if count[2] not in missing else 0
    if total and known < LOW_DECLARATION * total:
        share = percent(known / total)
        yield make_issue("low_declaration", sheet=plan.sheet, percent=share, known=number(known), total=number(total))


def _ethnicity_decisions(plan: ImportPlan) -> Iterator[PendingDecision]:
    headers = {part for column in plan.columns for part in column.header.split(" | ")}
    leave_out = Suggestion("ignore", _("Leave this column out"), "")
    for label in plan.ethnicity_labels:
        if label.code is None:
            value = label.raw or BLANK
            if label.reason == CONFLICT:
                message = _("The code and the label of “{value}” disagree. Which is right?")
            else:
                message = _("Which ethnic group is “{value}”?")
            across = plan.layout is Layout.CROSSTAB and label.raw in headers
            suggestions = (*label.suggestions, leave_out) if across else label.suggestions
            yield PendingDecision("ethnicity", value, label.rows, suggestions, message.format(value=value))


def _grade_decisions(labels: Sequence[GradeLabel]) -> Iterator[PendingDecision]:
    """One question for each different spelling, however many organisations use it."""
    rows: Counter[str] = Counter()
    asked: dict[str, PendingDecision] = {}
    for label in labels:
        if label.code is not None or not label.organisation:
            # Until the organisation is known, nobody can say which ladder its grades belong to.
            continue
        key = tidy(decision_value(label))
        rows[key] += label.rows
        known = asked.get(key)
        suggestions = _merge(known.suggestions if known else (), label.suggestions)
        value = known.value if known else decision_value(label)
        message = _("Which grade is “{value}”?").format(value=value) if label.raw else blank_question(label)
        asked[key] = PendingDecision("grade", value, 0, suggestions, message)
    for key, decision in asked.items():
        yield replace(decision, rows=rows[key])


def _merge(first: tuple[Suggestion, ...], second: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    return tuple({suggestion.code: suggestion for suggestion in (*first, *second)}.values())[:5]
